"""The Word form of a packet: what stands in it, what it is known by, and what LibreOffice makes of it."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import which

import pytest
from asked import HOSTILE, PACKET, hostile_packet
from docx import Document as open_word
from docx.oxml.ns import qn
from lxml import etree

from crosscase.casework.packets import Packet
from crosscase.casework.word_form import word_form
from crosscase.casework.word_marks import Mark, Reference, mark_of, reference_of

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
TICKS = ("correct", "changes", "wrong", "cannot_say")


def part(raw: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(raw)).read(name))


def words_in(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def properties(raw: bytes) -> dict[str, str]:
    return {each.get("name"): each.findtext(f"{VT}lpwstr") or "" for each in part(raw, "docProps/custom.xml")}


def bookmarks(raw: bytes) -> list[str]:
    return [each.get(qn("w:name")) for each in part(raw, "word/document.xml").iter(qn("w:bookmarkStart"))]


def inside(raw: bytes, name: str) -> str:
    """The words between a bookmark's start and its end."""
    words, number = "", None
    for each in part(raw, "word/document.xml").iter():
        if each.tag == qn("w:bookmarkStart") and each.get(qn("w:name")) == name:
            number = each.get(qn("w:id"))
        elif each.tag == qn("w:bookmarkEnd") and each.get(qn("w:id")) == number:
            return words
        elif each.tag == qn("w:t") and number is not None:
            words += each.text or ""
    raise AssertionError(f"no bookmark {name}")


def boxes(raw: bytes) -> list[str]:
    """Whether each box is ticked, as Word says it."""
    return [each.get(f"{W14}val") for each in part(raw, "word/document.xml").iter(f"{W14}checked")]


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Tick(source As String, target As String, cellName As String, wanted As Integer)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  form = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  lines = form.getTextTables().getByIndex(0).getCellByName(cellName).createEnumeration()
  While lines.hasMoreElements()
    portions = lines.nextElement().createEnumeration()
    While portions.hasMoreElements()
      portion = portions.nextElement()
      If portion.TextPortionType = "ContentControl" Then
        number = number + 1
        If number = wanted Then portion.ContentControl.Checked = True
      End If
    Wend
  Wend
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "MS Word 2007 XML"
  form.storeToURL(target, kind())
  form.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/>
</library:library>
"""


@dataclass(frozen=True)
class Office:
    """LibreOffice with a profile of its own in a folder."""

    folder: Path

    def _run(self, *words: str) -> None:
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        subprocess.run(
            ["soffice", profile, "--headless", *words], check=True, capture_output=True, timeout=280
        )

    def saved_as(self, raw: bytes, suffix: str) -> bytes:
        """A file as it is opened and saved."""
        file = self.folder / "form.docx"
        file.write_bytes(raw)
        self._run("--convert-to", suffix, "--outdir", str(self.folder / "out"), str(file))
        return (self.folder / "out" / f"form.{suffix}").read_bytes()

    def ticked(self, raw: bytes, cell: str, box: int) -> bytes:
        """A file in whose first table the box of a cell is ticked and that is saved as Word."""
        basic = self.folder / "profile/user/basic/Standard"
        if not basic.is_dir():
            self.saved_as(raw, "docx")  # makes the profile
        (basic / "Module1.xba").write_text(MACRO, encoding="utf-8")
        (basic / "script.xlb").write_text(LIBRARY, encoding="utf-8")
        file, target = self.folder / "form.docx", self.folder / "ticked.docx"
        file.write_bytes(raw)
        self._run(f'macro:///Standard.Module1.Tick("{file.as_uri()}","{target.as_uri()}","{cell}",{box})')
        return target.read_bytes()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    if which("soffice") is None or which("lowriter") is None:
        pytest.skip("needs soffice, which is not on this machine")
    return Office(tmp_path_factory.mktemp("office"))


def test_each_statement_stands_in_a_row_with_its_number_four_boxes_and_room_for_words() -> None:
    word = open_word(io.BytesIO(word_form(PACKET)))
    asked = [table for table in word.tables if len(table.columns) == 4]
    assert [len(table.rows) for table in asked] == [3, 3]
    head = [cell.text for cell in asked[0].rows[0].cells]
    assert head == ["Nr.", "Utsagn", "Stemmer det?", "Hva bør endres, eller hvorfor?"]
    number, text, _, room = asked[0].rows[2].cells
    assert number.text == "1.2"
    assert [paragraph.text for paragraph in text.paragraphs] == [
        "Skjellsord lever videre, blant annet på nettet.",
        "Da du fikk det sist, sto det:",
        "«Skjellsord finnes.»",
        "Dine ord som ligger til grunn:",
        "«Vi merker det mest på nettet.»",
    ]
    assert room.text == ""
    boxes_cell = asked[0].rows[2].cells[2]._tc
    assert [words_in(each) for each in boxes_cell.iter(qn("w:p"))] == [
        "☐ Riktig",
        "☐ Riktig med endringer",
        "☐ Feil",
        "☐ Kan ikke si",
    ]
    assert [p.text for p in asked[1].rows[1].cells[1].paragraphs][1] == "Status: pågår"


def test_after_each_section_and_at_the_end_there_is_room_for_what_is_missing() -> None:
    raw = word_form(PACKET)
    word = open_word(io.BytesIO(raw))
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Utfordringsbildet", "Tiltak", "Til slutt"]
    asked = [table.rows[0].cells[0].text for table in word.tables if len(table.columns) == 1]
    assert asked == [
        "Mangler det noe under «Utfordringsbildet»?",
        "Mangler det noe under «Tiltak»?",
        "Mangler det noe i beskrivelsen som helhet?",
        "Er det noe mer du vil si?",
    ]
    assert [name for name in bookmarks(raw) if name[0] in "mg"] == ["m_1", "m_2", "m_0", "g_0"]


def test_the_informant_reads_what_to_do_by_when_and_whom_to_ask() -> None:
    raw = word_form(PACKET)
    text = "\n".join(paragraph.text for paragraph in open_word(io.BytesIO(raw)).paragraphs)
    for words in (
        "Hei, Ola Nordmann!",
        "Konstruert for en prøve.",
        "Svarfrist: 14. januar 2022",
        "Spørsmål? Kari Forsker, kari@example.org, 900 00 000",
        "send den som vedlegg til kari@example.org",
        "regnes de som ubesvarte, ikke som riktige",
        "Du har svart på beskrivelsen før.",
    ):
        assert words in text
    english = word_form(replace(PACKET, language="en", deadline="", own_name=""))
    text = "\n".join(paragraph.text for paragraph in open_word(io.BytesIO(english)).paragraphs)
    assert "Is the description of Alta right?" in text
    assert "Hello," in text
    assert "Please answer by" not in text
    assert words_in(part(english, "word/document.xml")).count("☐ Correct with changes") == 4


def test_the_file_says_which_packet_it_is_and_where_each_statement_stands() -> None:
    raw = word_form(PACKET)
    assert properties(raw) == {
        "crosscase": "validation",
        "crosscase-format": "1",
        "crosscase-study": PACKET.study_id,
        "crosscase-round": "2",
        "crosscase-case": "alta",
        "crosscase-informant": "I1",
        "crosscase-language": "nb",
        "crosscase-statements": "aaaaaaaaa1:1 aaaaaaaaa2:3 aaaaaaaaa3:2 aaaaaaaaa4:1",
        "crosscase-sections": "utfordringsbildet tiltak",
    }
    assert reference_of(inside(raw, "packet")) == Reference(2, "alta", "I1", PACKET.study_id)
    assert inside(raw, "s_aaaaaaaaa2_3") == "Skjellsord lever videre, blant annet på nettet."
    assert inside(raw, "t_aaaaaaaaa2_cannot_say") == "☐ Kan ikke si"
    assert mark_of("t_aaaaaaaaa2_cannot_say") == Mark("tick", "aaaaaaaaa2", verdict="cannot-say")
    assert mark_of("s_aaaaaaaaa2_3") == Mark("statement", "aaaaaaaaa2", 3)
    for statement in PACKET.statements:
        names = [f"t_{statement.id}_{tick}" for tick in TICKS] + [f"c_{statement.id}"]
        assert set(names) <= set(bookmarks(raw))
    assert all(
        re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in bookmarks(raw)
    )  # what Word takes for a name


def test_the_same_packet_gives_the_same_bytes_and_another_informants_gives_others() -> None:
    assert word_form(PACKET) == word_form(PACKET)
    assert word_form(PACKET) != word_form(replace(PACKET, informant="I2"))


def test_texts_that_want_to_be_more_than_text_are_text() -> None:
    packet = hostile_packet()
    raw = word_form(packet)
    shown = words_in(part(raw, "word/document.xml"))
    assert "<script>document.title='ran'</script>" in shown
    assert HOSTILE[5] in shown
    names = zipfile.ZipFile(io.BytesIO(raw)).namelist()
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    relations = part(raw, "word/_rels/document.xml.rels")
    assert not [each for each in relations if each.get("TargetMode") == "External"]
    assert [name for name in bookmarks(raw) if mark_of(name) is None] == ["packet"]


@pytest.mark.program
@pytest.mark.parametrize("packet", [PACKET, replace(PACKET, language="en")], ids=["nb", "en"])
def test_libreoffice_keeps_boxes_bookmarks_and_what_the_file_says_it_is(
    office: Office, packet: Packet
) -> None:
    mark = "0123456789abcdef" * 2
    raw = word_form(packet, mark)
    saved = office.saved_as(raw, "docx")
    assert properties(saved) == properties(raw)
    assert properties(saved)["crosscase-mark"] == mark
    assert set(bookmarks(saved)) == set(bookmarks(raw))
    assert boxes(saved) == ["0"] * 16
    word = open_word(io.BytesIO(saved))
    assert [len(table.columns) for table in word.tables] == [4, 1, 4, 1, 1, 1]
    assert inside(saved, "s_aaaaaaaaa2_3") == "Skjellsord lever videre, blant annet på nettet."
    assert inside(saved, "packet") == inside(raw, "packet")


@pytest.mark.program
def test_a_box_that_is_ticked_in_libreoffice_comes_back_ticked(office: Office) -> None:
    ticked = office.ticked(word_form(PACKET), "C3", 2)
    assert boxes(ticked) == ["0"] * 5 + ["1"] + ["0"] * 10
    assert set(bookmarks(ticked)) == set(bookmarks(word_form(PACKET)))


@pytest.mark.program
def test_a_long_form_lies_in_tables_whose_head_stands_on_every_page(
    office: Office, tmp_path: Path, needs: Callable[[str], str]
) -> None:
    reader = needs("pdftotext")
    section = PACKET.sections[0]
    many = tuple(replace(section.statements[0], id=f"aaaaaaaa{n:02}", number=f"1.{n}") for n in range(1, 31))
    pdf = tmp_path / "form.pdf"
    pdf.write_bytes(
        office.saved_as(word_form(replace(PACKET, sections=(replace(section, statements=many),))), "pdf")
    )
    text = subprocess.run([reader, "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    pages = [page for page in text.split("\f") if "☐ Riktig" in page]
    assert len(pages) > 2
    assert all(re.search(r"Nr\.\s+Utsagn\s+Stemmer det\?", page) for page in pages)
