"""crosscase quotes and crosscase query: what is shown, written, saved and refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import yaml
from docx import Document
from openpyxl import load_workbook

from studies import BODY, Coded, contents, make_study

CAPACITY = "mangel på ressurser for å prioritere tiltak"
SCHOOLS = "Skolene melder om rasistiske utsagn hver uke."
SAVED = "synthesis/queries.yaml"


def listed(run, study: Path, *words: str) -> list[dict]:
    done = run("quotes", *words, "--format", "json", where=study)
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def test_quotes_are_those_of_the_query_with_everything_that_is_known_of_them(run, study: Path) -> None:
    [row] = listed(run, study, "--where", "code:barriers and memo", "--context", "sentence")
    start = BODY.index(CAPACITY)
    assert row == {
        "id": row["id"], "case": "alta", "source": "alta/fokusgruppe", "coder": "koder-a",
        "code": "barriers/capacity", "speaker": "I1", "role": "rådgiver", "section": "Barrierer", "place": "10", "time": "",
        "start": start, "end": start + len(CAPACITY), "before": "Det er ", "quote": CAPACITY, "after": ".",
        "memo": "Sagt flere ganger.", "key": False, "consent": "quote", "date": "2021-11-30",
        "created": "2021-12-01T10:22:05Z",
    }  # fmt: skip
    assert len(listed(run, study)) == 4


def test_a_table_says_what_was_asked_whose_codings_and_how_much_there_is(run, study: Path) -> None:
    done = run("quotes", "--where", "code:barriers  near code:barriers", where=study)
    assert (done.code, done.err) == (0, "")
    assert (
        done.lines[0]
        == "Query: code:barriers near code:barriers · everybody's codings · 3 quotes in 1 source"
    )
    assert len(done.lines) == 2 + 3
    assert CAPACITY in done.out
    told = run("quotes", "--coders", "koder-b", where=study).lines[0]
    assert told == "all codings · coded by koder-b · 1 quote in 1 source"
    told = run("quotes", "--coders", "counted", where=study).lines[0]
    assert told == "all codings · the codings that count · 3 quotes in 1 source"


def test_no_quotes_are_no_failure_and_said_beside_the_result(run, study: Path) -> None:
    done = run("quotes", "--where", "words:finnes-ikke", "--format", "csv", where=study)
    assert (done.code, done.err) == (0, "no quote answers the query\n")
    assert done.out.count("\n") == 1


def test_coders_sort_and_limit(run, study: Path) -> None:
    assert {row["coder"] for row in listed(run, study, "--coders", "koder-b, koder-a")} == {
        "koder-a",
        "koder-b",
    }
    codes = [row["code"] for row in listed(run, study, "--sort", "code")]
    assert codes == ["barriers/capacity"] * 2 + ["barriers/knowledge", "challenges/schools"]
    done = run("quotes", "--limit", "1", "--format", "json", where=study)
    assert len(json.loads(done.out)) == 1
    assert done.err == "1 of 4 quotes shown; the rest without --limit\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--where", "code:barriers/capasity"], "did you mean barriers/capacity? (column 6 of the query)"),
        (["--where", "code:barriers near"], "a condition is missing at the end"),
        (["--where", "innbyggere > 3"], "no case has an attribute innbyggere"),
        (["--coders", "koder-c"], "there is no coder koder-c; did you mean koder-"),
        (["--saved", "ukjent"], "there is no saved query ukjent"),
        (["--where", "key", "--saved", "x"], "--where and --saved are two queries; give one of them"),
        (["--context", "line"], "give a number of characters, or sentence, paragraph, turn"),
        (["--sort", "size"], "--sort size: give place, case, code, coder or date"),
        (["--group", "coder"], "--group coder: give code or case"),
        (["--limit", "0"], "--limit"),
        (["--save", " "], "a saved query needs a name"),
        (["--where", "case:zzz", "--save", "a"], "there is no case zzz"),
        (["--output", "quotes.pdf"], ".pdf"),
    ],
)
def test_what_cannot_be_answered_is_one_line_and_changes_nothing(
    run, study: Path, words: list[str], said: str
) -> None:
    before = contents(study)
    assert said in run("quotes", *words, where=study).refused()
    assert contents(study) == before


def test_a_query_is_saved_under_a_name_and_answered_anew_each_time(run, study: Path) -> None:
    done = run(
        "quotes", "--where", "code:barriers", "--sort", "coder", "--coders", "koder-a", "--save", "Barrierer",
        where=study,
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert done.lines[-1] == "saved as “Barrierer”"
    [record] = yaml.safe_load((study / SAVED).read_text())["queries"]
    del record["id"]
    assert record == {"name": "Barrierer", "where": "code:barriers", "coders": ["koder-a"], "sort": "coder"}
    assert len(listed(run, study, "--saved", "barrierer")) == 2
    assert len(listed(run, study, "--saved", "Barrierer", "--coders", "everybody")) == 3
    (study / "codings/alta/fokusgruppe/koder-a.yaml").unlink()
    assert run("quotes", "--saved", "Barrierer", "--format", "json", where=study).code == 0
    refused = run("quotes", "--where", "key", "--save", "BARRIERER", where=study)
    assert (refused.code, "there is a saved query Barrierer already" in refused.err) == (2, True)


def test_saved_queries_are_listed_with_their_number_removed_and_brought_back(run, study: Path) -> None:
    run("quotes", "--where", "key", "--save", "Nøkkel", where=study)
    run("quotes", "--where", "case:alta", "--save", "Alta", where=study)
    done = run("query", "list", "--format", "csv", where=study)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [(row["name"], row["where"], row["quotes"]) for row in rows] == [
        ("Nøkkel", "key", "1"), ("Alta", "case:alta", "4"),
    ]  # fmt: skip
    before = contents(study)
    assert run("query", "remove", "nøkkel", where=study).lines == ["removed “Nøkkel”: key"]
    assert "did you mean Alta?" in run("query", "remove", "Altta", where=study).refused()
    assert run("undo", where=study).code == 0
    assert contents(study) == before


def test_a_saved_query_that_means_nothing_any_more_is_told_where_it_is_listed(run, study: Path) -> None:
    (study / "synthesis").mkdir()
    (study / SAVED).write_text("queries:\n  - name: A\n    where: case:zzz\n  - name: B\n    where: key\n")
    done = run("query", "list", "--format", "json", where=study)
    assert [row["quotes"] for row in json.loads(done.out)] == [None, 1]
    assert (done.code, done.err) == (
        1,
        "crosscase: A: there is no case zzz; see crosscase status (column 6 of the query)\n",
    )
    checked = run("check", where=study)
    assert (checked.code, f"{SAVED}:3:12:" in checked.out) == (1, True)


def test_quotes_in_groups_are_a_text_in_word_and_rows_of_a_group_together_elsewhere(run, study: Path) -> None:
    out = study.parent / "quotes.docx"
    done = run("quotes", "--group", "code", "--context", "turn", "--output", str(out), where=study)
    assert done.code == 0
    texts = [paragraph.text for paragraph in Document(str(out)).paragraphs]
    assert [text for text in texts if text.endswith(")") and "›" in text] == [
        "Barrierer › Kapasitet (2)", "Barrierer › Kunnskap (1)", "Utfordringer › Rasisme i skolen (1)",
    ]  # fmt: skip
    assert any(CAPACITY in text and "Vi er to stykker." in text for text in texts)
    assert any("[bare gjengivelse: skal ikke siteres]" in text for text in texts)
    again = run("quotes", "--output", str(out), where=study)
    assert again.code == 2
    rows = listed(run, study, "--group", "code")
    assert [row["code"] for row in rows] == sorted(row["code"] for row in rows)


def test_a_sheet_has_every_column_and_no_formula(run, tmp_path: Path) -> None:
    body = "I1: =SUM(A1) og\x0bmer.\n"
    study = make_study(
        tmp_path / "s",
        sources={"alta/a": body},
        codings={("alta/a", "koder-a"): [Coded("barriers", "=SUM(A1)")]},
    )
    out = tmp_path / "q.xlsx"
    assert run("quotes", "--output", str(out), where=study).code == 0
    cells = [list(row) for row in load_workbook(out).worksheets[0].iter_rows()]
    head = next(row for row in cells if "quote" in [cell.value for cell in row])
    assert len(head) == 20
    cell = cells[cells.index(head) + 1][[cell.value for cell in head].index("quote")]
    assert (cell.data_type, str(cell.value).lstrip("'")) == ("s", "=SUM(A1)")


def test_consent_is_in_every_table(run, study: Path) -> None:
    for form in ("csv", "md", "table", "html"):
        out = run("quotes", "--where", "words:skolene", "--format", form, where=study).out
        assert "consent" in out, form
        assert "paraphrase" in out, form


def test_the_example_study_answers_within_the_command(program) -> None:
    root = Path(__file__).resolve().parents[2]
    done = program("quotes", "--where", "code:barriers near code:drivers and innbyggere > 50000", where=root)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Query: code:barriers near code:drivers and innbyggere > 50000 · ")
