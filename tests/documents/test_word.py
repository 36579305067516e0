"""Word files read back by python-docx and as the XML they are."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document as open_word
from docx.oxml.ns import qn
from docx.shared import Cm
from hostile import documents, picture, words
from hypothesis import given, settings
from reading_back import document_words

from crosscase.documents.values import Bullets, Document, Figure, Heading, Paragraph, Run, Table, text
from crosscase.documents.writing import Form, write
from crosscase.study.name_gate import NameGate
from crosscase.study.problems import StudyError


def raw(value: Table | Document) -> bytes:
    return write(value, Form.docx, gate=NameGate())


def word(value: Table | Document):
    return open_word(io.BytesIO(raw(value)))


def xml(content: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


@settings(max_examples=60)
@given(documents())
def test_a_word_file_says_every_word_and_refers_to_nothing_outside(document: Document) -> None:
    found = word(document)
    body = found.element.body
    assert words("".join(body.itertext(qn("w:t")))) == words("".join(document_words(document)))
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len({mark.lower() for mark in marks}) == len(marks)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,39}", mark) for mark in marks)
    for link in body.iter(qn("w:hyperlink")):
        assert dict(link.attrib) == {qn("w:anchor"): link.get(qn("w:anchor"))}
        assert link.get(qn("w:anchor")) in marks
    assert not any(relation.is_external for relation in found.part.rels.values())
    assert not list(body.iter(qn("w:instrText"), qn("w:fldSimple"), qn("w:object")))
    pictures = [block for block in document.blocks if isinstance(block, Figure)]
    alts = [shape._inline.docPr.get("descr") for shape in found.inline_shapes]
    assert list(map(words, alts)) == [words(figure.alt) for figure in pictures]


def test_blocks_are_words_own_styles() -> None:
    found = word(
        Document(
            "Tittel",
            (
                Heading(1, "Én"),
                Heading(2, "To"),
                Paragraph(text("Vanlig.")),
                Paragraph(text("Sagt."), "quote"),
                Paragraph(text("Merk."), "note"),
                Paragraph(text("Under."), "caption"),
                Bullets((text("a"), text("b"))),
                Bullets((text("c"),), numbered=True),
            ),
            subtitle="Undertittel",
            notice="Konstruert.",
        )
    )
    assert [(paragraph.style.name, paragraph.text) for paragraph in found.paragraphs] == [
        ("Title", "Tittel"), ("Subtitle", "Undertittel"), ("Notice", "Konstruert."), ("Heading 1", "Én"),
        ("Heading 2", "To"), ("Normal", "Vanlig."), ("Quote", "Sagt."), ("Note", "Merk."), ("Caption", "Under."),
        ("List Bullet", "a"), ("List Bullet", "b"), ("List Number", "c"),
    ]  # fmt: skip


def test_every_numbered_list_begins_at_one() -> None:
    lists = [Bullets((text("a"), text("b")), numbered=True), Bullets((text("c"),), numbered=True)]
    found = word(Document("t", (*lists,)))
    numbers = [paragraph._p.pPr.numPr.numId.val for paragraph in found.paragraphs[1:]]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = found.part.numbering_part.element
    for number in numbers:
        override = numbering.num_having_numId(number).find(qn("w:lvlOverride"))
        assert override.find(qn("w:startOverride")).get(qn("w:val")) == "1"


def test_runs_keep_their_look_lines_and_tabs() -> None:
    runs = (
        Run("fet", bold=True), Run("kursiv", italic=True), Run("strek", underline=True), Run("2", superscript=True),
        Run("skygge", shade="#0072b2"), Run("farge", color="#D55E00"), Run("to\nlinjer\tog tab"),
        Run("vekk", strike=True),
    )  # fmt: skip
    found = word(Document("t", (Paragraph(runs),))).paragraphs[1].runs
    assert [run.text for run in found] == [
        "fet",
        "kursiv",
        "strek",
        "2",
        "skygge",
        "farge",
        "to\nlinjer\tog tab",
        "vekk",
    ]
    looks = [
        found[0].bold,
        found[1].italic,
        found[2].underline,
        found[3].font.superscript,
        found[7].font.strike,
    ]
    assert looks == [True] * 5
    shade = found[4]._r.rPr.find(qn("w:shd"))
    assert shade.get(qn("w:fill")) == "0072B2"
    assert [str(found[place].font.color.rgb) for place in (4, 5)] == ["FFFFFF", "D55E00"]


def test_a_table_repeats_its_head_which_is_never_split_and_keeps_to_the_page() -> None:
    table = Table(
        ("navn", "tall"), (("a", 3), ("b", None), ((Run("c", bold=True),), 12)), "Hva", "Merk", (3, 1)
    )
    found = word(Document("t", (table, table)))
    first, second = found.tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["navn", "tall"], ["a", "3"], ["b", ""], ["c", "12"]
    ]  # fmt: skip
    head, *rest = first.rows
    assert [child.tag for child in head._tr.trPr] == [qn("w:cantSplit"), qn("w:tblHeader")]
    assert all([child.tag for child in row._tr.trPr] == [qn("w:cantSplit")] for row in rest)
    assert first.style.name == "Crosscase Table"
    page = found.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    widths = [cell.width for cell in head.cells]
    assert sum(widths) == pytest.approx(room, rel=0.01)
    assert widths[0] == pytest.approx(3 * widths[1], rel=0.01)
    assert [str(cell.paragraphs[0].alignment) for cell in head.cells] == ["None", "RIGHT (2)"]
    # without a paragraph between them Word makes two tables one
    assert second._tbl.getprevious().tag == qn("w:p")


def test_a_row_longer_than_a_page_may_go_on_on_the_next() -> None:
    rows = word(Table(("sitat",), (("kort",), ("ord " * 2000,)))).tables[0].rows
    assert [row._tr.trPr is None for row in rows] == [False, False, True]


def test_wide_tables_lay_the_page_on_its_side() -> None:
    def page(columns: int):
        return word(Table(tuple(map(str, range(columns))), ())).sections[0]

    assert page(3).page_width < page(3).page_height
    assert page(9).page_width > page(9).page_height
    assert page(9).page_width == pytest.approx(Cm(29.7), rel=0.001)


def test_a_table_wider_than_word_can_hold_is_refused() -> None:
    with pytest.raises(StudyError, match="at most 63 columns, this one has 64; write it as xlsx or html"):
        raw(Table(tuple(map(str, range(64))), ()))
    assert len(word(Table(tuple(map(str, range(63))), ())).tables[0].columns) == 63


@pytest.mark.parametrize(
    ("language", "locale"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB"), ("x<", "und")]
)
def test_the_file_says_language_and_title_and_nobodys_name(language: str, locale: str) -> None:
    content = raw(Document("Ærlig & <kort>", (Paragraph(text("a")),), language))
    found = open_word(io.BytesIO(content))
    properties = found.core_properties
    assert (properties.title, properties.language) == ("Ærlig & <kort>", locale)
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    [language_of_styles] = found.styles.element.iter(qn("w:lang"))
    assert language_of_styles.get(qn("w:val")) == locale


def test_pages_are_numbered() -> None:
    footer = word(Document("t", ())).sections[0].footer._element
    assert [field.get(qn("w:instr")).strip() for field in footer.iter(qn("w:fldSimple"))] == [
        "PAGE",
        "NUMPAGES",
    ]


def test_links_lead_to_headings_of_the_document_alone() -> None:
    content = raw(
        Document(
            "t",
            (Heading(1, "Her", "K 1"), Paragraph((Run("dit", link="#K 1"), Run("ut", link="http://x.no")))),
        )
    )
    assert re.findall(r'<w:hyperlink w:anchor="([^"]+)"><w:r>.*?<w:t[^>]*>([^<]+)', xml(content)) == [
        ("K_1", "dit")
    ]
    assert 'w:bookmarkStart w:id="1" w:name="K_1"' in xml(content)


def test_a_picture_is_as_wide_as_the_page_at_most_and_is_described() -> None:
    small, large = (
        Figure("", picture(20, 10), "Liten", "Bildetekst"),
        Figure("", picture(3000, 1000), "Stor <b>"),
    )
    found = word(Document("t", (small, large)))
    page = found.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    one, two = found.inline_shapes
    assert one.width < room
    assert two.width == room
    assert two.width / two.height == pytest.approx(3, rel=0.01)
    assert two._inline.docPr.get("descr") == "Stor <b>"


@pytest.mark.parametrize("broken", [b"", b"GIF8", b"\x89PNG\r\n\x1a\n"])
def test_where_there_is_no_picture_its_words_stand_there(broken: bytes) -> None:
    found = word(Document("t", (Figure("<svg/>", broken, "Søyler: 14 av 30", "Bildetekst"),)))
    assert [paragraph.text for paragraph in found.paragraphs] == ["t", "Søyler: 14 av 30", "Bildetekst"]
