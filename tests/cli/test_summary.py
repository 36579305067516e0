"""crosscase summary list, show, write and remove."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import docx
import openpyxl
import pytest
import yaml

from studies import Coded, contents, make_study, put

ALTA = "synthesis/summaries/alta.yaml"
CODINGS = {
    ("alta/fokusgruppe", "koder-a"): [
        Coded("challenges/schools", "Skolene melder om rasistiske utsagn hver uke.", id="k7f3q2m9x0"),
        Coded("barriers/resources", "mangel på ressurser for å prioritere tiltak", id="cccccccap1"),
        Coded("barriers/knowledge", "mangler vi kunnskap", id="cccccckno1"),
    ],
}
WHO = ("--coder", "koder-a")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A small study of one coder."""
    return make_study(tmp_path / "study", codings=CODINGS)


def record(study: Path) -> dict:
    [found] = yaml.safe_load((study / ALTA).read_text(encoding="utf-8"))["summaries"]
    return found


def test_a_summary_is_written_shown_listed_removed_and_undone(run, study: Path) -> None:
    before = contents(study)
    done = run(
        "summary", "write", "Alta", "barriers/resources", "--text", "To stykker på alt.", "--quote", "cccccccap1", *WHO,
        where=study,
    )  # fmt: skip
    assert (done.code, done.lines) == (0, [f"{ALTA}: summary of alta under barriers/capacity"])
    assert record(study)["quotes"] == ["cccccccap1"]
    shown = run("summary", "show", "alta", "barriers/capacity", where=study)
    assert shown.lines[:3] == [
        "case     Alta (alta)",
        "code     Kapasitet (barriers/capacity)",
        "state    complete",
    ]
    assert "[nb] To stykker på alt." in shown.lines
    assert shown.lines[-1] == (
        "* cccccccap1  barriers/capacity  alta/fokusgruppe:10  mangel på ressurser for å prioritere tiltak"
    )
    listed = run("summary", "list", where=study).lines
    assert listed[-1] == "1 of 3 cells with codings have a summary"
    rows = list(csv.DictReader(io.StringIO(run("summary", "list", "--format", "csv", where=study).out)))
    assert [(row["case"], row["code"], row["state"], row["text"]) for row in rows] == [
        ("alta", "barriers", "missing", ""),
        ("alta", "barriers/capacity", "complete", "To stykker på alt."),
        ("alta", "challenges", "missing", ""),
    ]
    assert run("summary", "remove", "alta", "barriers/capacity", *WHO, where=study).lines == [
        f"{ALTA}: remove summary of alta under barriers/capacity"
    ]
    assert contents(study) == before
    assert run("undo", *WHO, where=study).code == 0
    assert record(study)["text"] == {"nb": "To stykker på alt."}
    assert run("undo", *WHO, where=study).code == 0
    assert contents(study) == before


def test_words_come_from_a_file_or_a_pipe_and_rest_on_what_they_rested_on(
    run, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(study, "utkast.txt", "Fra en fil.\r\n")
    file = ("--file", str(study / "utkast.txt"))
    done = run("summary", "write", "alta", "barriers", *file, "--quote", "cccccckno1", *WHO, where=study)
    assert done.code == 0
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"From a pipe.\n")))
    assert run("summary", "write", "alta", "barriers", "--language", "en", *WHO, where=study).code == 0
    assert record(study)["text"] == {"nb": "Fra en fil.", "en": "From a pipe."}
    assert record(study)["quotes"] == ["cccccckno1"]


def test_what_a_summary_does_not_rest_on_and_what_came_since_is_said(run, study: Path) -> None:
    done = run("summary", "write", "alta", "barriers", "--text", "Tid.", *WHO, where=study)
    assert done.lines[1] == "alta under barriers: rests on no quote; name quotes with --quote"
    assert run("code", "alta/fokusgruppe", "0:10", "barriers", *WHO, where=study).code == 0
    lines = run("summary", "show", "alta", "barriers", where=study).lines
    assert lines[2] == "state    rests on no quote; the codings changed since: 1 new"
    assert [line[:2] for line in lines[-3:]] == ["+ ", "  ", "  "]
    facts = json.loads(run("summary", "show", "alta", "barriers", "--format", "json", where=study).out)
    assert (facts["state"], len(facts["added"])) == (["no quotes", "changed"], 1)
    assert [each["id"] for each in facts["codings"]][1:] == ["cccccccap1", "cccccckno1"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["write", "altta", "barriers", "--text", "x", *WHO], "there is no case altta; did you mean alta?"),
        (["write", "alta", "bariers", "--text", "x", *WHO], "there is no code bariers; did you mean barriers?"),
        (["write", "alta", "barriers", "--text", "x"], "who codes? give --coder NAME"),
        (["write", "alta", "barriers", "--text", "x", "--quote", "k7f3q2m9x0", *WHO],
         "k7f3q2m9x0 is no counted coding of alta under barriers; see crosscase quotes"),
        (["write", "alta", "barriers", "--text", " ", *WHO], "no words were given; nothing was changed"),
        (["write", "alta", "barriers", "--text", "x", "--language", "På norsk", *WHO],
         "På norsk is no language; give its code, such as nb or en"),
        (["remove", "alta", "barriers"], "there is no summary of alta under barriers; see crosscase summary list"),
        (["remove", "../cases/alta", "barriers"], "there is no case ../cases/alta; "),
        (["show", "alta", "nowhere"], "there is no code nowhere; see crosscase codebook list"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line_and_changes_nothing(run, study: Path, words: list[str], told: str) -> None:
    before = contents(study)
    assert run("summary", *words, where=study).refused().startswith(told)
    assert contents(study) == before


def test_a_file_that_cannot_be_read_hides_no_other_case_and_is_never_written_over(run, study: Path) -> None:
    assert run("summary", "write", "alta", "barriers", "--text", "Tid.", *WHO, where=study).code == 0
    put(study, "synthesis/summaries/skien.yaml", "summaries: [\n")
    before = contents(study)
    done = run("summary", "list", where=study)
    assert (done.code, "Tid." in done.out) == (1, True)
    assert "synthesis/summaries/skien.yaml" in done.err
    for words in (["write", "skien", "barriers", "--text", "x"], ["remove", "skien", "barriers"]):
        assert "synthesis/summaries/skien.yaml:" in run("summary", *words, *WHO, where=study).refused()
    assert (
        "synthesis/summaries/skien.yaml:"
        in run("summary", "show", "skien", "barriers", where=study).refused()
    )
    assert contents(study) == before


def test_a_folder_of_summaries_that_cannot_be_listed_is_told_and_not_taken_for_empty(
    run, study: Path
) -> None:
    put(study, "synthesis/summaries", "no folder")
    problem = "synthesis/summaries: cannot be listed: not a directory"
    for words in (["summary", "list"], ["matrix", "--cell", "summary"], ["report", "-o", "r.html"]):
        done = run(*words, where=study)
        assert (done.code, problem in done.err) == (1, True), words
    assert problem in run("check", where=study).out


def test_what_an_editor_hides_beside_the_summaries_is_none(run, study: Path) -> None:
    (study / "synthesis/summaries").mkdir(parents=True)
    (study / "synthesis/summaries/.#alta.yaml").symlink_to("somebody@somewhere.1234")
    put(study, "synthesis/summaries/.alta.yaml", "summaries: []\n")
    for words in (["summary", "list"], ["check"]):
        done = run(*words, where=study)
        assert "summaries/" not in done.out + done.err, words


def test_a_summary_of_what_is_gone_can_be_removed_by_its_name(run, study: Path) -> None:
    put(study, "synthesis/summaries/borte.yaml", "summaries:\n  - {code: nowhere, text: Gammelt.}\n")
    done = run("summary", "list", where=study)
    assert done.err == "Summaries that are not shown, since their case or code is gone: borte – nowhere.\n"
    assert run("summary", "remove", "borte", "nowhere", *WHO, where=study).code == 0
    assert not (study / "synthesis/summaries/borte.yaml").exists()


def test_word_has_each_summary_beside_its_quotes_and_excel_cases_by_codes(
    run, study: Path, tmp_path: Path
) -> None:
    write = ("summary", "write", "alta", "barriers", "--text", "=Tid", "--quote", "cccccccap1", *WHO)
    assert run(*write, where=study).code == 0
    for name in ("ut.docx", "ut.xlsx", "ut.html", "ut.md"):
        assert run("summary", "list", "--output", str(tmp_path / name), where=study).code == 0
    word = docx.Document(str(tmp_path / "ut.docx"))
    [beside] = [table for table in word.tables if "=Tid" in table.cell(1, 0).text]
    assert "mangel på ressurser for å prioritere tiltak" in beside.cell(1, 1).text
    sheets = openpyxl.load_workbook(tmp_path / "ut.xlsx").worksheets
    cells = [[cell.value for cell in row] for row in sheets[0].iter_rows()]
    [barriers] = [row[1] for row in cells if row[0] == "Alta"]
    assert barriers == "=Tid\n[cccccccap1]"
    assert all(cell.data_type != "f" for sheet in sheets for row in sheet.iter_rows() for cell in row)
