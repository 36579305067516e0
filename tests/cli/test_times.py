"""When words were said, and which respondent wrote them: wherever a quote's place is shown or handed out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from crosscase import open_study
from studies import Coded, make_study

TALK = """# Samarbeid
[00:14:32] Intervjuer: Hvem gjør hva?
[00:14:40] I1: Vi har en avtale. Den er gammel.
[1:15:05] Og så er det barnevernet.
I2: Ja, det er det.
"""
ANSWERS = "R017: Lite tid. Få folk.\nR2: Vi har folk nok.\n"
AGREED, CHILD, OTHER, WHOLE = "Den er gammel.", "Og så er det barnevernet.", "det er det", "Få folk."
TIMES = {AGREED: "00:14:40", CHILD: "01:15:05", OTHER: "", WHOLE: ""}
SPEAKERS = (
    "speakers:\n  Intervjuer: {coder: koder-a}\n  I1: {role: leder, consent: quote}\n  I2: {role: lege}\n"
)


@pytest.fixture
def timed(tmp_path: Path) -> Path:
    """A study with a talk that has time stamps, and with open answers."""
    return make_study(
        tmp_path / "timed",
        sources={"alta/samtale": TALK, "open-answers/f4": ANSWERS},
        fronts={
            "alta/samtale": f"case: alta\nkind: focus-group\n{SPEAKERS}",
            "open-answers/f4": "kind: open-answers\nquestion: F4\n",
        },
        codings={
            ("alta/samtale", "koder-a"): [
                Coded("barriers", AGREED, memo="Viktig."),
                Coded("barriers", CHILD),
                Coded("barriers", OTHER),
            ],
            ("open-answers/f4", "koder-a"): [Coded("barriers/capacity", WHOLE)],
        },
    )


def as_json(run, where: Path, *words: str) -> list[dict[str, object]]:
    done = run(*words, "--format", "json", where=where)
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("command", ["quotes", "codings"])
def test_every_quote_says_when_its_first_words_were_said(run, timed: Path, command: str) -> None:
    assert {str(row["quote"]): row["time"] for row in as_json(run, timed, command)} == TIMES
    table = list(csv.DictReader(io.StringIO(run(command, "--format", "csv", where=timed).out)))
    assert {row["quote"]: row["time"] for row in table} == TIMES


def test_a_sheet_of_quotes_has_the_time_as_a_text(run, timed: Path, tmp_path: Path) -> None:
    out = tmp_path / "q.xlsx"
    assert run("quotes", "--output", str(out), where=timed).code == 0
    rows = [[cell.value for cell in row] for row in load_workbook(out).worksheets[0].iter_rows()]
    head = next(row for row in rows if "quote" in row)
    times = {row[head.index("quote")]: row[head.index("time")] or "" for row in rows[rows.index(head) + 1 :]}
    assert times == TIMES


def test_what_people_read_has_a_column_for_the_time_only_where_there_is_one(
    run, timed: Path, study: Path
) -> None:
    assert "00:14:40" in run("quotes", where=timed).out
    heads = [
        next(
            line for line in run("quotes", "--format", "md", where=where).out.split("\n") if "| quote" in line
        )
        for where in (timed, study)
    ]
    assert [[cell.strip() for cell in head.strip("|").split("|")] for head in heads] == [
        ["source", "code", "coder", "speaker", "section", "place", "time", "quote", "memo", "key", "consent"],
        ["source", "code", "coder", "speaker", "section", "place", "quote", "memo", "key", "consent"],
    ]


def test_a_text_of_quotes_cites_the_time_behind_the_line(run, timed: Path) -> None:
    shown = run("quotes", "--group", "code", "--format", "md", where=timed).out
    assert "I1 (leder) · Samarbeid · linje 3 · 00:14:40 · koder-a" in shown
    assert "I2 (lege) · Samarbeid · linje 5 · koder-a" in shown


def test_what_stands_around_a_quote_ends_at_the_stamp(run, timed: Path) -> None:
    [row] = as_json(run, timed, "quotes", "--where", 'words:"gammel"', "--context", "paragraph")
    assert (row["before"], row["quote"], row["after"]) == ("Vi har en avtale. ", AGREED, "")
    [row] = as_json(run, timed, "quotes", "--where", "words:barnevernet", "--context", "sentence")
    assert (row["before"], row["quote"], row["after"]) == ("", CHILD, "")


def test_hits_of_a_search_say_when(run, timed: Path) -> None:
    rows = as_json(run, timed, "search", "er", "--how", "words")
    assert [(row["hit"], row["place"], row["time"], row["speaker"]) for row in rows] == [
        ("er", "3", "00:14:40", "I1"),
        ("er", "4", "01:15:05", "I1"),
        ("er", "5", "", "I2"),
    ]
    assert "01:15:05" in run("search", "barnevernet", where=timed).out
    assert "time" not in run("search", "det er det", where=timed).out.split("\n")[0]


def test_a_memo_of_a_coding_says_when_its_words_were_said(run, timed: Path) -> None:
    [row] = as_json(run, timed, "memo", "list", "--codings")
    assert (row["text"], row["time"]) == ("Viktig.", "00:14:40")


def test_python_gets_the_times_too(timed: Path) -> None:
    frames = (open_study(timed).codings(), open_study(timed).quotes())
    assert [dict(zip(frame["quote"], frame["time"], strict=True)) for frame in frames] == [TIMES, TIMES]


def test_a_stamp_is_not_there_to_be_coded(run, timed: Path) -> None:
    [row] = [row for row in as_json(run, timed, "source", "list") if row["id"] == "alta/samtale"]
    informants = ["Vi har en avtale. Den er gammel.", CHILD, "Ja, det er det."]
    coded = len(AGREED) + len(CHILD) + len(OTHER)
    assert row["coded"] == pytest.approx(coded / sum(map(len, informants)), abs=0.005)


def test_a_transcript_shows_the_stamp_apart_from_the_speakers_name(run, timed: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.html"
    assert run("source", "export", "alta/samtale", "--output", str(out), where=timed).code == 0
    page = out.read_text()
    assert "<small>[00:14:40] </small><b>I1: </b>Vi har en avtale." in page
    assert "<small>[1:15:05] </small><span" in page


def test_an_open_answer_is_its_respondents_and_the_label_none_of_its_words(run, timed: Path) -> None:
    [row] = as_json(run, timed, "quotes", "--where", "kind:open-answers", "--context", "turn")
    assert (row["speaker"], row["before"], row["quote"]) == ("R017", "Lite tid. ", WHOLE)
    assert (row["role"], row["consent"]) == ("", "")
    [source] = [one for one in as_json(run, timed, "source", "list") if one["id"] == "open-answers/f4"]
    whole = len("Lite tid. Få folk.") + len("Vi har folk nok.")
    assert source["coded"] == pytest.approx(len(WHOLE) / whole, abs=0.005)
    assert source["speakers"] in ("", [], 0)


def test_respondents_are_no_speakers_to_choose_among(run, timed: Path, tmp_path: Path) -> None:
    out = tmp_path / "f4.html"
    assert run("source", "export", "open-answers/f4", "--output", str(out), where=timed).code == 0
    page = out.read_text()
    assert "<b>R017: </b>" in page
    assert 'data-speaker="R017"' not in page
    assert '<span class="name">R017</span>' not in page
