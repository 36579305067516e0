"""The one door: forms, the gate, the same bytes for the same value."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hostile import picture

from crosscase.documents.values import (
    Bullets,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
    text,
)
from crosscase.documents.writing import Form, form_of_name, forms_of, write
from crosscase.study.name_gate import NameGate
from crosscase.study.problems import StudyError
from crosscase.study.roster import Entry, Roster

NAME = "Kåre"
ROSTER = NameGate(Roster((Entry("Kåre Nordmann", (NAME,), "[Informant 2]"),)))
TABLE = Table(("navn", "tall"), (("a", 3), ((Run("b", bold=True),), None)), "Hva", "Merk")
FIGURE = Figure("<svg xmlns='http://www.w3.org/2000/svg'/>", picture(2, 2), "Alt", "Bildetekst")
DOCUMENT = Document(
    "Tittel", (Heading(1, "Én", "en"), Bullets((text("a"),), True), TABLE, FIGURE), notice="Obs"
)


def test_forms_suit_what_is_written() -> None:
    assert set(forms_of(TABLE)) == set(Form)
    assert set(forms_of(DOCUMENT)) == {Form.md, Form.html, Form.docx, Form.xlsx}
    assert Form.xlsx not in forms_of(Document("t", ()))
    with pytest.raises(
        StudyError, match="csv is not a form for this: it can be written as docx, html, md, xlsx"
    ):
        write(DOCUMENT, Form.csv, gate=NameGate())


@pytest.mark.parametrize(
    ("name", "form"), [("a.docx", Form.docx), ("x/b.c.HTML", Form.html), ("q.Csv", Form.csv)]
)
def test_a_files_name_says_its_form(name: str, form: Form) -> None:
    assert form_of_name(name) is form


@pytest.mark.parametrize("name", ["a", "a.doc", "docx", ".csv", "a.csv."])
def test_a_name_that_says_no_form_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(
        StudyError, match=r"one of \.csv, \.json, \.md, \.xlsx, \.docx, \.html, or give --format"
    ):
        form_of_name(name)


@pytest.mark.parametrize("value", [TABLE, DOCUMENT])
def test_the_same_value_gives_the_same_bytes_at_any_time(
    value: Table | Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {form: write(value, form, gate=NameGate()) for form in forms_of(value)}
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("USER", "kari")
    assert {form: write(value, form, gate=NameGate()) for form in forms_of(value)} == first


@pytest.mark.parametrize("form", [Form.docx, Form.xlsx])
def test_an_archive_holds_no_time_of_its_making(form: Form) -> None:
    parts = zipfile.ZipFile(io.BytesIO(write(TABLE, form, gate=NameGate())))
    assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"dcterms" not in parts.read("docProps/core.xml")


def place_of(value: Table | Document, form: Form = Form.html) -> str:
    with pytest.raises(StudyError) as refused:
        write(value, form, gate=ROSTER)
    line = str(refused.value)
    assert NAME.lower() not in line.lower()
    assert "holds a name of the roster (of [Informant 2]), nothing was written" in line
    return line.partition(": ")[0]


@pytest.mark.parametrize("form", list(Form))
def test_no_form_lets_a_name_out(form: Form) -> None:
    assert place_of(Table(("a", "b"), (("x", "y"), ("z", "sa Kåre")), "Sitater"), form) == (
        "table “Sitater”, row 2, column b"
    )


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (Document(f"Om {NAME}", ()), "title"),
        (Document("t", (), subtitle=NAME), "subtitle"),
        (Document("t", (), notice=NAME), "notice"),
        (Document("t", (Heading(1, NAME),)), "heading 1"),
        (Document("t", (Heading(1, "a", f"hos-{NAME}"),)), "anchor of heading 1"),
        (Document("t", (Heading(1, "Funn"), Paragraph(text(NAME)))), "block 2 under “Funn”"),
        (Document("t", (Paragraph((Run("Kå", bold=True), Run("re"))),)), "block 1"),
        (Document("t", (Paragraph((Run("x", link=f"#{NAME}"),)),)), "block 1, link"),
        (Document("t", (Bullets((text("a"), text(NAME))),)), "block 1, point 2"),
        (Document("t", (Figure("", b"", NAME, "a"),)), "block 1, alternative text"),
        (Document("t", (Figure("", b"", "a", NAME),)), "block 1, caption"),
        (Document("t", (Figure(f"<svg><text>{NAME}</text></svg>", b"", "a"),)), "block 1, figure"),
        (Document("t", (Figure("<svg><text>K&#229;re</text></svg>", b"", "a"),)), "block 1, figure"),
        (Document("t", (Figure("<svg>K<tspan>åre</tspan></svg>", b"", "a"),)), "block 1, figure"),
        (Table(("a",), (), NAME), "caption of table “[Informant 2]”"),
        (Table(("a",), (), "Hva", NAME), "note of table “Hva”"),
        (Table((NAME,), ()), "table 1, column names"),
        (Table(("a",), (({NAME: 1},),)), "table 1, row 1, column a"),
        (Table(("a",), ((("x", NAME),),)), "table 1, row 1, column a"),
        (Table(("a",), (((Run("Kå"), Run("re")),),)), "table 1, row 1, column a"),
        (Table(("l", "hit", "r"), (("og ", "Kå", "re sa"),)), "table 1, row 1, cells 2 to 3 read as one"),
        (
            Table(("n", "l", "hit", "r"), ((1, "og K", "år", "e sa"),)),
            "table 1, row 1, cells 2 to 4 read as one",
        ),
        (Document("t", (TABLE, Table(("a",), ((NAME,),)))), "table 2, row 1, column a"),
    ],
)
def test_the_gate_sees_every_text_and_says_where_it_stands(value: Table | Document, place: str) -> None:
    assert place_of(value) == place


@pytest.mark.parametrize(
    ("columns", "rows", "widths"),
    [(("a", "a"), (), ()), (("a", "b"), ((1,),), ()), (("a",), (), (1.0, 2.0)), (("a",), ((1, 2),), ())],
)
def test_a_table_whose_parts_do_not_fit_is_no_table(columns, rows, widths) -> None:
    with pytest.raises(ValueError, match="column"):
        Table(columns, rows, widths=widths)
