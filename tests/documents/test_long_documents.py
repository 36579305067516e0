"""What a report needs of documents: contents, numbers, links within and to files of the study, chapters."""

from __future__ import annotations

import io
import re
from urllib.parse import unquote, urlsplit

import pytest
from docx import Document as open_word
from docx.oxml.ns import qn
from hostile import TEXTS, picture, words
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from crosscase.documents.numbering import numbered, reference
from crosscase.documents.values import (
    Bullets,
    Contents,
    Document,
    Figure,
    FileLink,
    Heading,
    Paragraph,
    Run,
    Table,
    text,
)
from crosscase.documents.writing import Form, write
from crosscase.study.name_gate import NameGate
from crosscase.study.problems import StudyError
from crosscase.study.roster import Entry, Roster

GATE = NameGate()
PICTURE = Figure(
    "<svg xmlns='http://www.w3.org/2000/svg'/>", picture(4, 2), "Søyler", "Andeler", anchor="f-1"
)
NARROW = Table(("kode", "tall"), (("a", 1), ((Run("b", anchor="b-row"),), 2)), "Tall", anchor="t-1")
WIDE = Table(tuple(f"kolonne nummer {n}" for n in range(9)), (("ord " * 9,) * 9,), "Bred", anchor="t-2")


def report(study: str | None = None) -> Document:
    blocks = (
        Contents("Innhold", 2),
        Heading(1, "Metode", "method"),
        Paragraph((Run("Se "), reference("f-1"), Run(" og "), reference("t-2"), Run("."))),
        Heading(2, "Materialet", "material"),
        Paragraph((Run("Alta", file=FileLink("interviews/alta/møte 1.md", "line 14")), Run(" [1]", link="#b-row"))),
        PICTURE,
        NARROW,
        Heading(3, "Uten plass i innholdet", "deep"),
        Paragraph(text("Noe.")),
        Heading(1, "Vedlegg", "appendix"),
        Heading(2, "Bredt", "wide"),
        WIDE,
        Heading(2, "Etterpå", "after"),
        Paragraph(text("Slutt.")),
    )  # fmt: skip
    return Document("En rapport", numbered(blocks, "nb"), "nb", long=True, study=study)


def page(document: Document) -> html.HtmlElement:
    return html.document_fromstring(write(document, Form.html, gate=GATE).decode())


def word(document: Document):
    return open_word(io.BytesIO(write(document, Form.docx, gate=GATE)))


def said(paragraph: object) -> str:
    return "".join(paragraph._p.itertext(qn("w:t")))


def test_figures_and_tables_are_numbered_apart_and_referred_to_by_their_numbers() -> None:
    tree = page(report())
    assert tree.xpath("//figcaption/text()") == ["Figur 1. Andeler"]
    assert tree.xpath("//caption/text()") == ["Tabell 1. Tall", "Tabell 2. Bred"]
    assert tree.xpath("//p")[1].text_content() == "Se figur 1 og tabell 2."
    for link in tree.xpath("//p/a[starts-with(@href, '#')]"):
        (target,) = tree.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert target.tag in ("figure", "div", "span")
    english = numbered((PICTURE, Paragraph((reference("f-1"),)), Paragraph((reference("gone"),))), "en")
    assert english[0].number == 1
    assert english[1].runs[0].text == "figure 1"
    assert english[2].runs == ()


def test_a_page_lists_its_headings_with_links_to_them() -> None:
    tree = page(report())
    (nav,) = tree.xpath("//nav[@aria-label='Innhold']")
    listed = [(link.text, link.get("href")[1:]) for link in nav.iter("a")]
    assert [name for name, _ in listed] == ["Metode", "Materialet", "Vedlegg", "Bredt", "Etterpå"]
    for name, anchor in listed:
        assert [heading.text for heading in tree.xpath(f"//*[@id='{anchor}']")] == [name]


def test_words_contents_have_a_field_for_every_page_and_every_link_has_its_bookmark() -> None:
    found = word(report())
    body = found.element.body
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(set(marks)) == len(marks)
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert set(links) <= set(marks)
    entries = [each for each in found.paragraphs if each.style.name.startswith("toc ")]
    assert [(each.style.name, said(each)) for each in entries] == [
        ("toc 1", "Metode"), ("toc 2", "Materialet"), ("toc 1", "Vedlegg"), ("toc 2", "Bredt"), ("toc 2", "Etterpå"),
    ]  # fmt: skip
    fields = [each.text.split() for each in body.iter(qn("w:instrText"))]
    assert [(kind, name in marks) for kind, name, _ in fields] == [("PAGEREF", True)] * 5
    kinds = [(char.get(qn("w:fldCharType")), char.get(qn("w:dirty"))) for char in body.iter(qn("w:fldChar"))]
    assert kinds == [("begin", "true"), ("separate", None), ("end", None)] * 5
    assert said(found.paragraphs[1]) == "Innhold"


def test_words_captions_are_numbered_by_fields_that_word_goes_on_counting() -> None:
    found = word(report())
    captions = [each for each in found.paragraphs if each.style.name == "Caption"]
    assert [said(each) for each in captions] == ["Figur 1. Andeler", "Tabell 1. Tall", "Tabell 2. Bred"]
    fields = [each.get(qn("w:instr")).split() for each in found.element.body.iter(qn("w:fldSimple"))]
    assert [field[:2] for field in fields] == [["SEQ", "Figur"], ["SEQ", "Tabell"], ["SEQ", "Tabell"]]


def test_a_long_word_file_turns_the_page_for_a_wide_table_with_its_heading_and_back() -> None:
    found = word(report())
    assert [(s.page_width > s.page_height) for s in found.sections] == [False, True, False]
    assert [s.different_first_page_header_footer for s in found.sections] == [True, False, False]
    assert all(section.header.paragraphs[0].text == "En rapport" for section in found.sections)
    parted: list[list[str]] = [[]]
    for paragraph in found.paragraphs:
        if paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:sectPr")) is not None:
            parted.append([])
        elif paragraph.style.name.startswith("Heading"):
            parted[-1].append(paragraph.text)
    assert parted == [["Metode", "Materialet", "Uten plass i innholdet"], ["Vedlegg", "Bredt"], ["Etterpå"]]
    wide = found.tables[1]
    landscape = found.sections[1]
    room = landscape.page_width - landscape.left_margin - landscape.right_margin
    assert sum(int(each.get(qn("w:w"))) for each in wide._tbl.tblGrid) * 635 <= room
    assert found.styles["Heading 1"].paragraph_format.page_break_before
    head, *rows = found.tables[0].rows
    assert head.cells[0].paragraphs[0].paragraph_format.keep_with_next
    assert not rows[-1].cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_what_leads_to_points_or_quotes_stays_with_them_on_the_page() -> None:
    blocks = (
        Paragraph(text("Punkter:")), Bullets((text("a"),)), Paragraph(text("Sagt")), Paragraph(text("Ja."), "quote"),
        Paragraph(text("Nei."), "quote"), Paragraph(text("Slutt.")),
    )  # fmt: skip
    for long in (True, False):
        paragraphs = word(Document("t", blocks, long=long)).paragraphs
        kept = [each.text for each in paragraphs if each.paragraph_format.keep_with_next]
        assert kept == ["Punkter:", "Sagt"]


def test_a_file_of_the_study_is_a_relative_link_where_the_way_may_be_told_and_plain_words_else() -> None:
    tree = page(report("../"))
    (link,) = tree.xpath("//a[not(starts-with(@href, '#'))]")
    assert (link.text, link.get("href")) == ("Alta", "../interviews/alta/m%C3%B8te%201.md")
    relations = [each for each in word(report("")).part.rels.values() if each.is_external]
    assert [each.target_ref for each in relations] == ["./interviews/alta/m%C3%B8te%201.md"]
    assert not page(report()).xpath("//a[not(starts-with(@href, '#'))]")
    assert not [each for each in word(report()).part.rels.values() if each.is_external]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a//b",
        ".",
        "javascript:alert(1)",
        "https://x.no",
        "a\\b",
        "a\nb",
    ],
)
def test_what_is_no_path_within_a_study_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="no path within a study"):
        FileLink(path)


PATHS = st.lists(st.text("abc æ%?#&'\"<>=@", min_size=1, max_size=8), min_size=1, max_size=3).map("/".join)
LINKS = st.builds(
    Run, TEXTS, link=st.sampled_from(["", "#a", "#b", "#c"]), anchor=st.sampled_from(["", "a", "b", "B"]) | TEXTS,
    file=st.none() | st.builds(FileLink, PATHS, TEXTS),
)  # fmt: skip


@settings(max_examples=30)
@given(st.lists(LINKS, max_size=5).map(tuple), TEXTS, TEXTS, st.sampled_from([None, "", "../"]))
def test_whatever_stands_in_links_every_one_leads_within_the_file_or_the_study(
    runs: tuple[Run, ...], heading: str, title: str, study: str | None
) -> None:
    blocks = (
        Contents(title), Heading(1, heading, "a"), Paragraph(runs), Bullets((runs,)),
        Table(("x",), ((runs,),), heading, anchor="c"),
    )  # fmt: skip
    document = Document("t", numbered(blocks, "nb"), long=True, study=study)
    tree = page(document)
    ids = tree.xpath("//@id")
    assert len(set(ids)) == len(ids)
    paths = {run.file.path for run in runs if run.file is not None}
    for href in tree.xpath("//@href"):
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert href.startswith(("./", "../"))
            parts = urlsplit(href)
            assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
            assert re.sub(r"^\.{1,2}/", "", unquote(href)) in paths
    found = word(document)
    marks = [mark.get(qn("w:name")) for mark in found.element.body.iter(qn("w:bookmarkStart"))]
    assert len({mark.lower() for mark in marks}) == len(marks)
    for link in found.element.body.iter(qn("w:hyperlink")):
        anchor = link.get(qn("w:anchor"))
        assert anchor is None or anchor in marks
    for run in runs:
        assert words(run.text) in words("".join(found.element.body.itertext(qn("w:t"))))


@pytest.mark.parametrize(
    "block",
    [
        Contents("Kari"),
        Paragraph((Run("x", file=FileLink("memos/kari.md")),)),
        Paragraph((Run("x", file=FileLink("memos/a.md", "Kari")),)),
        Paragraph((Run("x", anchor="kari"),)),
        Table(("x",), (("y",),), anchor="kari"),
        Figure("<svg/>", picture(2, 2), "a", anchor="kari"),
    ],
)
def test_the_name_gate_sees_links_anchors_and_the_title_of_the_contents(block: object) -> None:
    gate = NameGate(Roster((Entry("Kari"),)))
    with pytest.raises(StudyError, match="holds a name of the roster"):
        write(Document("t", (block,), study=""), Form.html, gate=gate)


def test_markdown_and_sheets_carry_contents_and_numbers() -> None:
    lines = write(report(), Form.md, gate=GATE).decode().split("\n")
    assert lines[lines.index("- Metode") : lines.index("- Metode") + 3] == [
        "- Metode",
        "  - Materialet",
        "- Vedlegg",
    ]
    assert "**Tabell 2. Bred**" in lines
    assert "Se figur 1 og tabell 2." in lines
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(write(report(), Form.xlsx, gate=GATE)))
    assert book.sheetnames == ["Tabell 1. Tall", "Tabell 2. Bred"]
