"""Footnotes and boxed lists in each kind of file, read back by other programs."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import lxml.html
import pytest
from docx import Document as open_word
from docx.oxml.ns import qn
from hostile import RICH, words
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from crosscase.documents.values import Bullets, Document, FileLink, Heading, Paragraph, Rich, Run, Table, text
from crosscase.documents.writing import Form, write
from crosscase.study.name_gate import NameGate
from crosscase.study.problems import StudyError
from crosscase.study.roster import Entry, Roster

KNOWN = (Run("Alta/I1, linje 4. ", italic=True), Run("«Vi er to.»", file=FileLink("interviews/a.md")))
DOCUMENT = Document(
    "Alta",
    (
        Heading(1, "Tiltak"),
        Paragraph(
            (Run("Avtalen gjelder.", note=KNOWN), Run(" Mer (her)", note=text("Plan.")), Run(": slutt"))
        ),
        Bullets(((Run("MOT", note=text("Skole.")),), text("Plan"))),
        Bullets((text("Synlig"), (Run("Åpent", note=text("I2.")),)), numbered=True, boxed=True),
        Bullets((text("Én til"),), numbered=True, boxed=True),
        Table(("hva", "hvor"), (((Run("celle", note=text("Tabell.")),), "her"),)),
    ),
    study="",
)
NOTES = ["Alta/I1, linje 4. «Vi er to.»", "Plan.", "Skole.", "I2.", "Tabell."]


def written(value: Table | Document, form: Form) -> bytes:
    return write(value, form, gate=NameGate())


def noted(note: Rich, before: str, after: str) -> Document:
    return Document("t", (Paragraph((Run(before), Run("her", note=note), Run(after))),))


def word_notes(content: bytes) -> list[str]:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/footnotes.xml"))
    own = [note for note in root if note.get(qn("w:type")) is None]
    assert [note.get(qn("w:id")) for note in own] == [str(number) for number in range(1, len(own) + 1)]
    return [words("".join(note.itertext(qn("w:t")))) for note in own]


def test_word_has_footnotes_of_its_own_in_the_order_of_their_marks() -> None:
    content = written(DOCUMENT, Form.docx)
    assert word_notes(content) == list(map(words, NOTES))
    found = open_word(io.BytesIO(content))
    marks = [mark.get(qn("w:id")) for mark in found.element.body.iter(qn("w:footnoteReference"))]
    assert marks == ["1", "2", "3", "4", "5"]
    styles = {style.style_id for style in found.styles}
    parts = zipfile.ZipFile(io.BytesIO(content))
    every = "".join(parts.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))
    assert set(re.findall('w:(?:pStyle|rStyle) w:val="([^"]*)"', every)) <= styles
    assert 'Target="./interviews/a.md"' in parts.read("word/_rels/footnotes.xml.rels").decode()


def test_a_word_file_without_notes_has_no_part_for_them() -> None:
    content = written(Document("t", (Paragraph(text("a")),)), Form.docx)
    assert "word/footnotes.xml" not in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_a_boxed_list_is_a_list_of_words_own_with_a_frame_and_counts_from_one() -> None:
    found = open_word(io.BytesIO(written(DOCUMENT, Form.docx)))
    points = [each for each in found.paragraphs if each.style.name == "Box List Number"]
    assert [each.text for each in points] == ["Synlig", "Åpent", "Én til"]
    assert points[0].style.element.pPr.find(qn("w:pBdr")) is not None
    numbers = [each._p.pPr.numPr.numId.val for each in points]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = found.part.numbering_part.element
    for number in numbers:
        abstract = numbering.num_having_numId(number).abstractNumId.val
        link = numbering.xpath(f"w:abstractNum[@w:abstractNumId='{abstract}']/w:styleLink/@w:val")
        assert [found.styles.element.get_by_id(id).type for id in link] == [4]  # numbering
    above = points[2]._p.getprevious()
    assert (above.style, above.text) == ("Normal", "")  # else the two boxes were one


def test_a_page_has_marks_that_lead_to_notes_and_back() -> None:
    page = lxml.html.fromstring(written(DOCUMENT, Form.html))
    notes = page.xpath("//section[@role='doc-endnotes']/ol/li")
    assert [words(note.text_content().replace("↩", "")) for note in notes] == list(map(words, NOTES))
    marks = page.xpath("//a[@role='doc-noteref']")
    assert [mark.get("href") for mark in marks] == [f"#{note.get('id')}" for note in notes]
    backs = page.xpath("//a[@role='doc-backlink']/@href")
    assert backs == [f"#{mark.get('id')}" for mark in marks]
    assert [box.text_content().split() for box in page.xpath("//ol[@class='boxed']")] == [
        ["Synlig", "Åpent4"],
        ["Én", "til"],
    ]


def test_markdown_has_footnotes_as_its_readers_know_them() -> None:
    shown = lxml.html.fromstring(
        MarkdownIt("gfm-like", {"linkify": False})
        .use(footnote_plugin)
        .render(written(DOCUMENT, Form.md).decode())
    )
    notes = shown.xpath("//section[@class='footnotes']//li")
    assert [words(note.text_content().replace("↩︎", "")) for note in notes] == list(map(words, NOTES))
    assert len(shown.xpath("//sup[@class='footnote-ref']")) == len(NOTES)
    assert shown.xpath("//blockquote/ol/li[1]")[0].text_content().strip() == "Synlig"


@settings(max_examples=40)
@given(
    RICH.filter(lambda runs: words("".join(run.text for run in runs)) != ""),
    st.sampled_from(["(a)", ": b", "[c]", ""]),
)
def test_a_note_says_every_word_whatever_they_are(note: Rich, after: str) -> None:
    said = words("".join(run.text for run in note))
    document = noted(note, "[^1]: ", after)
    assert word_notes(written(document, Form.docx)) == [said]
    page = lxml.html.fromstring(written(document, Form.html).decode())
    assert words(page.xpath("//section/ol/li")[0].text_content()).removesuffix(words("↩")) == said
    shown = (
        MarkdownIt("gfm-like", {"linkify": False})
        .use(footnote_plugin)
        .render(written(document, Form.md).decode())
    )
    found = lxml.html.fromstring(shown)
    assert len(found.xpath("//sup[@class='footnote-ref']")) == 1
    assert words("her") + words(after) in words(found.xpath("//p")[0].text_content()).replace(
        words("[1]"), ""
    )


def test_lists_of_data_leave_notes_out_and_the_gate_sees_them_all() -> None:
    table = Table(("a", "b"), (((Run("celle", note=text("Kari Nordmann")),), "x"),))
    content = write(table, Form.csv, gate=NameGate()).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content))) == [["a", "b"], ["celle", "x"]]
    gate = NameGate(Roster((Entry("Kari Nordmann"),)))
    with pytest.raises(StudyError, match="footnote"):
        write(noted(text("sa Kari Nordmann"), "", ""), Form.docx, gate=gate)
