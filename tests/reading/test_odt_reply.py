"""The form as LibreOffice saved it: the same rows, lines, bookmarks, boxes and marks as of a Word file."""

from __future__ import annotations

import pytest
from word_made import odt, odt_parts, packed

from crosscase.reading.odt_reply import read_odt_reply
from crosscase.reading.written import WordReply, before_changes
from crosscase.study.problems import StudyError

META = (
    '<?xml version="1.0"?><o:document-meta xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><o:meta>'
    '<dc:date>2022-01-10T09:00:00.441386813</dc:date><meta:user-defined meta:name="crosscase-case">alta</meta:user-defined>'
    "</o:meta></o:document-meta>"
)
INFO = "<office:change-info><dc:creator>Kari</dc:creator><dc:date>2022-01-10T09:00:00</dc:date></office:change-info>"


def p(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def mark(name: str, words: str) -> str:
    return f'<text:bookmark-start text:name="{name}"/>{words}<text:bookmark-end text:name="{name}"/>'


def table(*rows: tuple[str, ...]) -> str:
    cells = (
        "".join(
            f"<table:table-cell>{cell if cell.startswith('<text:p ') else p(cell)}</table:table-cell>"
            for cell in row
        )
        for row in rows
    )
    return (
        f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"
    )


def box(label: str, *, checked: bool) -> str:
    told = ' loext:checked="true"' if checked else ""
    return f'<loext:content-control loext:checkbox="true"{told}><text:span>☐</text:span></loext:content-control> {label}'


def read(body: str, **others: str) -> WordReply:
    return read_odt_reply(odt(body, **others), "svar.odt")


def test_rows_have_their_cells_lines_and_bookmarks_and_lines_outside_tables_stand_by_themselves() -> None:
    long = "Et langt utsagn om mye. " * 12
    body = p("Innledning") + table(
        ("1.1", mark("s_a_1", "Kort."), '<text:bookmark text:name="c_a"/>'),
        ("1.2", p(mark("s_b_1", long)) + p("En linje til."), "Svar."),
    )
    reply = read(body + p("Til slutt"))
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


def test_a_ticked_box_is_told_by_the_box_and_not_by_its_sign() -> None:
    reply = read(table(("1.1", p(box("Riktig", checked=False)) + p(box("Feil", checked=True)))))
    [_, right, wrong] = reply.rows[0].lines
    assert [(one.checked, one.text) for one in reply.contents.controls] == [(False, "☐"), (True, "☐")]
    assert [one.start for one in reply.contents.controls] == [right.start, wrong.start]
    assert wrong.text == "☐ Feil"


def test_a_comment_belongs_to_its_row_and_a_note_to_its_line() -> None:
    said = "<dc:creator>Kari</dc:creator><dc:date>2022-01-10T09:00:00</dc:date>" + p("Vi er tre.")
    hung = f'Bare <office:annotation office:name="n1">{said}</office:annotation>to<office:annotation-end office:name="n1"/>'
    note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    reply = read(
        table(
            ("1.1", "Før"),
            ("1.2", hung),
            ("1.3", f"Utsagn{note}{p('Se planen.')}</text:note-body></text:note>"),
        )
    )
    assert [row.comments for row in reply.rows] == [(), ("n1",), ()]
    [remark] = reply.contents.remarks
    assert (remark.id, remark.text, reply.contents.body[remark.start : remark.end]) == (
        "n1",
        "Vi er tre.",
        "to",
    )
    last = reply.rows[2].cells[1][0]
    assert (last.text, last.notes) == ("Utsagn", ("Se planen.",))


def test_tracked_changes_can_be_taken_back_and_a_row_that_was_taken_out_says_what_stood_in_it() -> None:
    def region(id: str, kind: str, words: str = "") -> str:
        return f'<text:changed-region text:id="{id}"><text:{kind}>{INFO}{words}</text:{kind}></text:changed-region>'

    changes = (
        region("a", "deletion", p("2018")) + region("b", "insertion") + region("c", "deletion", p("1.2"))
        + region("d", "deletion", p("Borte."))
    )  # fmt: skip
    edited = (
        'Siden <text:change text:change-id="a"/><text:change-start text:change-id="b"/>2019'
        '<text:change-end text:change-id="b"/> er det slik.'
    )
    gone = '<text:change text:change-id="{}"/>'
    reply = read(
        f"<text:tracked-changes>{changes}</text:tracked-changes>"
        + table(("1.1", edited), (gone.format("c"), f'<text:bookmark text:name="s_b_1"/>{gone.format("d")}'))
        + p("Til slutt")
    )
    line = reply.rows[0].cells[1][0]
    assert line.text == "Siden 2019 er det slik."
    assert before_changes(reply.contents, line.start, line.end) == "Siden 2018 er det slik."
    row = reply.rows[1]
    assert (row.cells, row.deleted, row.bookmarks) == ((), "1.2\nBorte.", ("s_b_1",))
    assert (row.author, row.date) == ("Kari", "2022-01-10T09:00:00")


def test_what_is_struck_through_or_highlighted_is_told_by_a_hands_own_styles() -> None:
    def style(name: str, family: str, properties: str) -> str:
        inner = f"<style:text-properties {properties}/>"
        return f'<style:style style:name="{name}" style:family="{family}">{inner}</style:style>'

    automatic = (
        style("T1", "text", 'style:text-line-through-style="solid"')
        + style("T2", "text", 'fo:background-color="#ffff00"')
        + style("T3", "text", 'fo:background-color="transparent" style:text-underline-style="none"')
        + style("P1", "paragraph", 'style:text-line-through-style="solid"')
    )
    spans = "".join(
        f'<text:span text:style-name="T{n}">{word}</text:span> '
        for n, word in ((1, "ut"), (2, "gul"), (3, "vanlig"))
    )
    reply = read(p(f"Dette: {spans}her.") + p("Alt er borte.", "P1"), automatic=automatic)
    assert [(one.struck, reply.contents.body[one.start : one.end]) for one in reply.marked] == [
        (True, "ut"),
        (False, "gul"),
        (True, "Alt er borte."),
    ]


def test_the_files_own_properties_and_when_it_was_saved_and_nothing_of_them_where_they_are_damaged() -> None:
    parts = odt_parts(p("Hei"))
    reply = read_odt_reply(packed({**parts, "meta.xml": META}), "svar.odt")
    assert (reply.properties, reply.modified) == ({"crosscase-case": "alta"}, "2022-01-10T09:00:00.441386813")
    damaged = read_odt_reply(packed({**parts, "meta.xml": META[:90]}), "svar.odt")
    assert (damaged.properties, damaged.modified, damaged.contents.body) == ({}, "", "Hei\n")


def test_macros_are_told_of() -> None:
    reply = read_odt_reply(packed({**odt_parts(p("Hei")), "Basic/script-lc.xml": "<x/>"}), "svar.odt")
    assert reply.contents.notes == ("holds macros; nothing of them is read or run",)


def test_a_damaged_file_is_one_line() -> None:
    with pytest.raises(StudyError, match=r"^svar\.odt: [^\n]+$"):
        read_odt_reply(packed({**odt_parts(""), "content.xml": "<x"}), "svar.odt")
