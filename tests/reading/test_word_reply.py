"""Word files that came back: rows, cells and lines with their bookmarks, and what hangs on them."""

from __future__ import annotations

import zipfile

import pytest
from word_made import p, packed, r, table, word, word_parts

from crosscase.reading.word_reply import read_word_reply
from crosscase.reading.written import before_changes
from crosscase.study.problems import StudyError

DATED = 'w:author="Kari" w:date="2022-01-10T09:00:00Z"'


def mark(name: str, content: str, number: int = 1) -> str:
    """Words inside a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def comment(number: int, words: str, date: str = "2022-01-10T10:00:00Z") -> str:
    when = f' w:date="{date}"' if date else ""
    return f'<w:comment w:id="{number}" w:author="Kari"{when}>{p(words)}</w:comment>'


def around(number: int, content: str) -> str:
    """Words that a comment hangs on."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def test_rows_have_their_cells_lines_and_bookmarks_whether_they_are_shown_on_one_line_or_on_several() -> None:
    long = "Et langt utsagn om mye. " * 12
    body = p("Innledning") + table(
        ("1.1", p(mark("s_a_1", r("Kort."))), p(mark("c_a", "", 2))),
        ("1.2", p(mark("s_b_1", r(long), 3)) + p("En linje til."), p("Svar.")),
    )
    reply = read_word_reply(word(body + p("Til slutt")), "a.docx")
    first, second = reply.rows
    assert [[line.text for line in cell] for cell in first.cells] == [["1.1"], ["Kort."], [""]]
    assert [[line.text for line in cell] for cell in second.cells] == [
        ["1.2"],
        [long.strip(), "En linje til."],
        ["Svar."],
    ]
    assert [line.bookmarks for line in first.lines] == [(), ("s_a_1",), ("c_a",)]
    assert [line.text for line in reply.lines] == ["Innledning", "Til slutt"]
    for line in (*first.lines, *second.lines, *reply.lines):
        assert reply.contents.body[line.start : line.end] == line.text
    start, end = reply.bookmarks["s_b_1"]
    assert reply.contents.body[start:end] == long.strip()


def test_a_comment_belongs_to_the_row_that_it_begins_in_also_on_an_empty_cell() -> None:
    body = table(
        ("1.1", p(around(0, r("Kort."))), p(around(1, ""))),
        ("1.2", p(r("Neste.")), p("")),
    )
    reply = read_word_reply(word(body, comments=comment(0, "Nei.") + comment(1, "Her?", "")), "a.docx")
    assert [row.comments for row in reply.rows] == [("0", "1"), ()]
    assert [(one.text, one.date) for one in reply.contents.remarks] == [
        ("Nei.", "2022-01-10T10:00:00Z"),
        ("Her?", ""),
    ]


def test_a_stretch_is_read_as_it_was_before_changes_were_tracked() -> None:
    body = table(
        ("1.1", p(
            r("Skolene melder om det ")
            + f'<w:del w:id="7" {DATED}><w:r><w:delText>hver uke</w:delText></w:r></w:del>'
            + f'<w:ins w:id="8" {DATED}>{r("hver måned")}</w:ins>'
            + r(" i år.")
        )),
    )  # fmt: skip
    reply = read_word_reply(word(body), "a.docx")
    line = reply.rows[0].cells[1][0]
    assert line.text == "Skolene melder om det hver måned i år."
    before = before_changes(reply.contents, line.start, line.end)
    assert before.split() == ["Skolene", "melder", "om", "det", "hver", "uke", "i", "år."]


def test_a_row_that_was_taken_out_while_changes_were_tracked_is_told_with_its_words_marks_and_author() -> (
    None
):
    gone = (
        f'<w:tr><w:trPr><w:del w:id="5" {DATED}/></w:trPr><w:tc>{p("1.1")}</w:tc><w:tc>'
        + p(mark("s_a_1", "<w:r><w:delText>Kort.</w:delText></w:r>"))
        + "</w:tc></w:tr>"
    )
    body = (
        f"<w:tbl>{gone}</w:tbl>".replace("</w:tbl>", "")
        + table(("1.2", p(mark("s_b_1", r("Neste."), 2))))[7:]
    )
    reply = read_word_reply(word(body), "a.docx")
    deleted, left = reply.rows
    assert deleted.deleted.split() == ["1.1", "Kort."]
    assert (deleted.bookmarks, deleted.author, deleted.date) == (("s_a_1",), "Kari", "2022-01-10T09:00:00Z")
    assert [line.text for line in left.lines] == ["1.2", "Neste."]


def test_notes_at_the_foot_belong_to_the_line_that_refers_to_them() -> None:
    body = table(("1.1", p(r("Kort.") + '<w:r><w:footnoteReference w:id="2"/></w:r>')))
    notes = f'<w:footnote w:id="2">{p("Men ikke her [1].")}</w:footnote>'
    reply = read_word_reply(word(body, footnotes=notes), "a.docx")
    [_, line] = reply.rows[0].lines
    assert (line.text, line.notes) == ("Kort.", ("Men ikke her [1].",))


def test_properties_and_the_time_it_was_saved_are_read_and_a_file_without_them_is_none_the_worse() -> None:
    space = 'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
    custom = f'<Properties {space}><property name="crosscase-round"><vt:lpwstr>3</vt:lpwstr></property></Properties>'
    core = '<c xmlns:d="http://purl.org/dc/terms/"><d:modified>2022-01-10T10:00:00Z</d:modified></c>'
    parts = word_parts(p("Ord"))
    whole = read_word_reply(
        packed(parts | {"docProps/custom.xml": custom, "docProps/core.xml": core}), "a.docx"
    )
    assert (whole.properties, whole.modified) == ({"crosscase-round": "3"}, "2022-01-10T10:00:00Z")
    broken = read_word_reply(
        packed(parts | {"docProps/custom.xml": "<no", "docProps/core.xml": ""}), "a.docx"
    )
    assert (broken.properties, broken.modified) == ({}, "")
    assert [line.text for line in broken.lines] == ["Ord"]


def test_a_table_in_a_cell_adds_words_to_it_and_no_rows() -> None:
    inner = table(("indre", "celle"))
    reply = read_word_reply(word(table(("1.1", p("Ytre") + inner + p("")))), "a.docx")
    [row] = reply.rows
    assert [line.text for line in row.cells[1]] == ["Ytre", "indre | celle"]


def test_what_is_no_word_file_is_refused_in_one_line() -> None:
    bomb = word_parts(p("x")) | {"word/document.xml": b"<w:a>" + b" " * (40 * 2**20)}
    for raw, said in (
        (b"", "is empty"),
        (b"%PDF-1.7", "is a PDF"),
        (b"hei", "is not a Word file"),
        (packed({"a.txt": "x"}), "is a zip file"),
        (packed(bomb), "far larger unpacked"),
        (word(p("x"))[:300], "cut off, damaged"),
        (packed({"../x": "y"}), "outside it"),
        (packed(dict.fromkeys(word_parts(p("x")), "<!DOCTYPE a><a/>")), "document type"),
    ):
        with pytest.raises(StudyError) as refused:
            read_word_reply(raw, "a.docx")
        assert str(refused.value).startswith("a.docx: ")
        assert said in str(refused.value)
        assert "\n" not in str(refused.value)


def test_macros_are_told_and_not_read() -> None:
    parts = word_parts(p("Ord")) | {"word/vbaProject.bin": b"Sub AutoOpen()"}
    reply = read_word_reply(packed(parts, zipfile.ZIP_STORED), "a.docm")
    assert reply.contents.notes == ("holds macros; nothing of them is read or run",)
    assert [line.text for line in reply.lines] == ["Ord"]


def test_words_with_a_colour_behind_them_are_highlighted_whichever_program_wrote_it() -> None:
    body = p(
        r("gul", '<w:highlight w:val="yellow"/>') + r(" og ") + r("rød", '<w:shd w:fill="FF0000" w:val="clear"/>')
        + r(" og ") + r("hvit", '<w:shd w:fill="FFFFFF" w:val="clear"/>') + r("ingen", '<w:shd w:fill="auto" w:val="clear"/>')
    )  # fmt: skip
    reply = read_word_reply(word(body), "a.docx")
    assert [reply.contents.body[one.start : one.end] for one in reply.marked] == ["gul", "rød"]
