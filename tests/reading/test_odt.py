"""LibreOffice texts as texts: what a person sees there stands in the body, and what does not is told."""

from __future__ import annotations

import io
from typing import Any

from odf import style as odf_style
from odf import text as odf_text
from odf.opendocument import OpenDocumentText
from word_made import odt, odt_parts, packed

from crosscase.reading.odt import odt_contents, read_odt
from crosscase.reading.taken import LeftOut, Taken

BOLD = '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
NUMBERS = (
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="a" '
    'style:num-suffix=")"/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." '
    'text:display-levels="2"/></text:list-style>'
)


def taken(body: str, **others: str) -> Taken:
    return read_odt(odt(body, **others), "notater.odt")


def body_of(body: str, **others: str) -> str:
    return taken(body, **others).text.body


def p(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def h(words: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{words}</text:h>'


def items(*inner: str, more: str = "") -> str:
    return (
        f"<text:list {more}>{''.join(f'<text:list-item>{one}</text:list-item>' for one in inner)}</text:list>"
    )


def test_paragraphs_headings_blanks_tabs_and_breaks() -> None:
    body = (
        h("Tema &amp; annet", 2) + p("I1: To\n   ord<text:s text:c='2'/>her<text:tab/>og<text:line-break/>ny linje")
        + p("") + p("") + p("<text:span>inn<text:a>i</text:a></text:span> her")
    )  # fmt: skip
    assert body_of(body) == "## Tema & annet\n\nI1: To ord  her\tog\nny linje\n\ninni her\n"


def test_white_space_of_the_file_is_no_text() -> None:
    parts = odt_parts("\n  <text:h text:outline-level='1'>\n Tema </text:h>\n <text:p>a\n b</text:p>\n")
    parts["content.xml"] = str(parts["content.xml"]).replace("><office:", ">\n  <office:")
    assert read_odt(packed(parts), "x").text.body == "# Tema\n\na b\n"


def test_the_title_is_the_texts_title_also_by_a_style_above() -> None:
    mine = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    found = taken(p("Notater", "P1") + p("x"), automatic=mine)
    assert (found.text.title, found.text.body) == ("Notater", "# Notater\n\nx\n")


def test_lists_have_their_labels() -> None:
    deep = p("b") + items(p("under"), p("mer"))
    body = items(p("a") + p("fortsatt"), deep, more='text:style-name="N" xml:id="l1"') + p("tekst")
    body += items(p("c"), more='text:style-name="N" text:continue-list="l1"')
    body += items(p("nytt"), more='text:style-name="N"') + items(p("punkt"), items(p("dypt")))
    assert body_of(body, automatic=NUMBERS).split("\n") == [
        "a) a", "  fortsatt", "b) b", "  b.1. under", "  b.2. mer", "", "tekst", "c) c", "a) nytt", "- punkt",
        "  - dypt", "",
    ]  # fmt: skip


def test_a_list_deeper_than_its_style_tells_of_goes_on_as_its_last_level() -> None:
    one = (
        '<text:list-style style:name="E"><text:list-level-style-number text:level="1" style:num-format="i" '
        'style:num-suffix="."/></text:list-style>'
    )
    body = items(p("a") + items(p("b"), p("c"), more='text:style-name="E"'), more='text:style-name="E"')
    assert body_of(body, automatic=one) == "i. a\n  i. b\n  ii. c\n"


def test_numbers_of_headings_are_kept_where_headings_are_numbered() -> None:
    outline = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    assert body_of(h("A") + h("B", 2) + h("C", 2) + h("D"), styles=outline) == (
        "# 1 A\n\n## 1.1 B\n\n## 1.2 C\n\n# 2 D\n"
    )


def cell(inner: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{inner}</table:table-cell>"


def rows(*cells: str) -> str:
    return (
        f"<table:table>{''.join(f'<table:table-row>{one}</table:table-row>' for one in cells)}</table:table>"
    )


def test_rows_of_a_table_are_lines() -> None:
    wide = cell(p("bred"), 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>" + cell(p("c"))
    header = f"<table:table-row>{cell(p('Hode'))}{cell(p('b'))}</table:table-row>"
    header = f"<table:table-header-rows>{header}</table:table-header-rows>"
    repeated = cell(p("x")) + cell("", 'table:number-columns-repeated="2"')
    made = rows(wide, repeated).replace("<table:table>", f"<table:table>{header}")
    assert body_of(made) == "Hode | b\nbred | c\nx |  |\n"


def test_a_cell_that_claims_to_stand_for_millions_does_not() -> None:
    found = body_of(rows(cell(p("x"), 'table:number-columns-repeated="100000000"') + cell(p("y"))))
    assert len(found) < 2000


def note(kind: str, words: str) -> str:
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>9</text:note-citation>'
        f"<text:note-body>{p(words)}</text:note-body></text:note>"
    )


def test_footnotes_stand_at_the_end_of_their_section_and_endnotes_at_the_end() -> None:
    body = h("A") + p("en" + note("footnote", "Fot") + " og" + note("endnote", "Slutt")) + h("B") + p("to")
    assert body_of(body) == "# A\n\nen[1] og[2]\n\n[1] Fot\n\n# B\n\nto\n\n[2] Slutt\n"


def test_boxes_are_read_and_pictures_told() -> None:
    box = f"<draw:frame><draw:text-box>{p('I boks')}</draw:text-box></draw:frame>"
    picture = "<draw:frame><draw:image/><svg:desc>Kart over Alta</svg:desc></draw:frame>"
    shape = f"<draw:g><draw:custom-shape>{p('I form')}</draw:custom-shape></draw:g>"
    found = taken(p("a" + box + picture) + shape + p("b"))
    assert found.text.body == "a\nI boks\nI form\nb\n"
    assert found.left_out == (LeftOut("picture", "Kart over Alta", ""),)


def test_what_no_reader_sees_is_left_out_and_told() -> None:
    hidden = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    page = (
        f'<style:master-page style:name="S"><style:header>{p("Alta kommune")}</style:header>'
        f"<style:footer>{p('1')}</style:footer></style:master-page>"
    )
    body = (
        '<text:table-of-content><text:index-body>' + p("Innhold 1") + "</text:index-body></text:table-of-content>"
        + p("synlig<text:span text:style-name='H'> skjult</text:span>")
        + '<text:section text:display="none">' + p("borte") + "</text:section>"
        + p("<text:placeholder>Klikk her</text:placeholder>")
    )  # fmt: skip
    found = taken(body, automatic=hidden, masters=page)
    assert found.text.body == "synlig\n"
    assert {(one.what, one.words) for one in found.left_out} == {
        ("table of contents", ""), ("hidden text", "skjult"), ("hidden text", "borte"), ("prompt", "Klikk her"),
        ("running head", "Alta kommune"),
    }  # fmt: skip


def annotation(name: str, words: str, more: str = "") -> str:
    return (
        f"<office:annotation {f'office:name={name!r}' if name else ''} {more}><dc:creator>Kari</dc:creator>"
        f"<dc:date>2022-01-01T00:00:00</dc:date>{p(words)}{p('mer')}</office:annotation>"
    )


def test_comments_hang_on_their_words() -> None:
    ended = '<office:annotation-end office:name="a"/>'
    found = taken(
        p("Vi har " + annotation("a", "Viktig") + "for lite")
        + p("tid" + ended + " her" + annotation("", "ø"))
    )
    body = found.text.body
    assert [(body[one.start : one.end], one.author, one.text) for one in found.comments] == [
        ("for lite\ntid", "Kari", "Viktig\nmer"), ("", "Kari", "ø\nmer"),
    ]  # fmt: skip
    assert body == "Vi har for lite\ntid her\n"


def test_tracked_changes_are_kept_or_told() -> None:
    info = "<office:change-info><dc:creator>Ola</dc:creator><dc:date>2022</dc:date></office:change-info>"
    changes = (
        "<text:tracked-changes>"
        f'<text:changed-region text:id="c1"><text:insertion>{info}</text:insertion></text:changed-region>'
        f'<text:changed-region text:id="c2"><text:deletion>{info}{p("gamle ord")}</text:deletion></text:changed-region>'
        "</text:tracked-changes>"
    )
    body = p(
        'Vi <text:change-start text:change-id="c1"/>har ikke<text:change-end text:change-id="c1"/> tid'
        '<text:change text:change-id="c2"/>.'
    )
    contents = odt_contents(odt(changes + body), "x")
    assert contents.body == "Vi har ikke tid.\n"
    assert [(one.author, one.date, one.text) for one in contents.insertions] == [("Ola", "2022", "har ikke")]
    assert [(one.text, one.start) for one in contents.deletions] == [("gamle ord", 15)]
    assert contents.left_out == (LeftOut("deletion", "gamle ord", "Ola"),)


def test_bold_lines_are_offered_as_headings() -> None:
    bold = "<text:span text:style-name='B'>Barrierer</text:span>"
    found = taken(p(bold) + p("Vanlig tekst her. " * 3), automatic=BOLD)
    assert [(one.line, one.words) for one in found.guesses] == [(0, "Barrierer")]


def test_a_file_of_another_library_is_read_as_it_was_meant() -> None:
    document: Any = OpenDocumentText()
    heading = odf_style.Style(name="Heading 1", family="paragraph")
    document.styles.addElement(heading)
    document.text.addElement(odf_text.H(outlinelevel=1, stylename=heading, text="Tema"))
    paragraph = odf_text.P(text="I1: Både ")
    paragraph.addElement(odf_text.Span(text="og <b>"))
    document.text.addElement(paragraph)
    out = io.BytesIO()
    document.save(out)
    assert read_odt(out.getvalue(), "x").text.body == "# Tema\n\nI1: Både og <b>\n"
