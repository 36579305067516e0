"""crosscase codings: what is listed, in every format."""

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest

from crosscase import open_study
from studies import BODY, CODINGS, Coded, contents, make_study, span_of


def listed(run, study: Path, *words: str) -> list[dict]:
    done = run("codings", *words, "--format", "json", where=study)
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def test_every_coding_is_listed_with_what_its_file_says_and_where_it_stands(run, study: Path) -> None:
    rows = listed(run, study)
    expected = [
        (coder, coded.code, *span_of(BODY, coded), coded.at, coded.memo)
        for (_, coder), codings in CODINGS.items()
        for coded in codings
    ]
    found = [(r["coder"], r["code"], r["start"], r["end"], r["quote"], r["memo"]) for r in rows]
    assert sorted(found) == sorted(expected)
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    by_code = {row["code"]: row for row in rows}
    assert {row["case"] for row in rows} == {"alta"}
    assert by_code["challenges/schools"]["speaker"] == "I2"
    assert by_code["challenges/schools"]["section"] == "Utfordringsbildet"
    assert by_code["barriers/knowledge"]["section"] == "Barrierer"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["--code", "barriers"], {"barriers/capacity", "barriers/knowledge"}),
        (["--code", "barriers/knowledge"], {"barriers/knowledge"}),
        (["--code", "barriers/resources"], {"barriers/capacity"}),
        (
            ["--code", "barriers/knowledge", "--code", "challenges"],
            {"barriers/knowledge", "challenges/schools"},
        ),
        (["--coder", "koder-b"], {"barriers/capacity"}),
        (["--case", "skien"], set()),
        (["--source", "skien/plan"], set()),
        (
            ["--source", "alta/fokusgruppe", "--coder", "koder-a", "--code", "challenges"],
            {"challenges/schools"},
        ),
    ],
)
def test_the_list_can_be_narrowed(run, study: Path, words: list[str], codes: set[str]) -> None:
    assert {row["code"] for row in listed(run, study, *words)} == codes


KEY = "mangel på ressurser for å prioritere tiltak"


@pytest.fixture
def with_a_key_quote(tmp_path: Path) -> Path:
    coded = [Coded("barriers/capacity", KEY, key=True), Coded("barriers/knowledge", "Vi er to stykker.")]
    return make_study(tmp_path / "key", codings={("alta/fokusgruppe", "koder-a"): coded})


def test_key_quotes_can_be_told_and_taken_out_alone(run, with_a_key_quote: Path) -> None:
    rows = listed(run, with_a_key_quote)
    assert [(row["quote"], row["key"]) for row in rows] == [(KEY, True), ("Vi er to stykker.", False)]
    assert [row["quote"] for row in listed(run, with_a_key_quote, "--key")] == [KEY]
    table = run("codings", where=with_a_key_quote).lines
    assert ["★" in line for line in table] == [False, True, False]
    done = run("codings", "--format", "csv", where=with_a_key_quote)
    assert [row["key"] for row in csv.DictReader(io.StringIO(done.out))] == ["true", "false"]


def test_the_frame_has_key_quotes_as_true_and_false_also_without_codings(
    with_a_key_quote: Path, tmp_path: Path
) -> None:
    frame = open_study(with_a_key_quote).codings()
    assert frame[frame["key"]]["quote"].tolist() == [KEY]
    empty = open_study(make_study(tmp_path / "empty", codings={})).codings()
    assert (len(empty), str(empty["key"].dtype)) == (0, "bool")


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("I1: Det er", "I1: Det er vel", "moved"),
        ("mangel på ressurser", "stor mangel på penger", "changed"),
        (f"I1: Det er {KEY}. Vi er to stykker.\n", "", "lost"),
        ("et tema i kommunen", "et tema i kommunen", "placed"),
    ],
)
def test_what_became_of_a_coding_after_an_edit_of_its_text_is_listed(
    run, with_a_key_quote: Path, old: str, new: str, status: str
) -> None:
    run("status", where=with_a_key_quote)  # the text is known from here on
    notes = with_a_key_quote / "interviews/alta/fokusgruppe.md"
    notes.write_text(notes.read_text().replace(old, new))
    [row] = listed(run, with_a_key_quote, "--key")
    assert (row["quote"], row["status"]) == (KEY, status)
    assert (row["start"] is None) == (status == "lost")
    [framed] = open_study(with_a_key_quote).codings().query("key")["status"]
    assert framed == status


def test_the_coder_before_the_command_is_who_codes_not_a_filter(run, study: Path) -> None:
    done = run("--coder", "koder-b", "codings", "--format", "json", where=study)
    assert {row["coder"] for row in json.loads(done.out)} == {"koder-a", "koder-b"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--code", "barriers/capasity"], "did you mean barriers/capacity?"),
        (["--source", "alta/fokusgrupe"], "did you mean alta/fokusgruppe?"),
        (["--case", "altta"], "did you mean alta?"),
        (["--coder", "koder-c"], "did you mean koder-"),
        (["--case", "zzz"], "see crosscase status"),
    ],
)
def test_a_misspelt_name_is_refused_with_the_nearest_one(
    run, study: Path, words: list[str], said: str
) -> None:
    before = contents(study)
    assert said in run("codings", *words, where=study).refused()
    assert contents(study) == before


def test_the_codings_of_a_source_that_is_gone_are_still_listed(run, study: Path) -> None:
    (study / "interviews/alta/fokusgruppe.md").unlink()
    assert len(listed(run, study)) == 4
    assert len(listed(run, study, "--source", "alta/fokusgruppe", "--coder", "koder-a")) == 3


HOSTILE = [
    "=SUM(A1)",
    "+47 22",
    "-1 av 5",
    "@navn",
    "\ttabulator",
    "vanlig, med komma",
    'sagt "slik"',
    "to\nlinjer",
]


def hostile_study(folder: Path) -> Path:
    body = "".join(f"I1: setning {number}.\n" for number in range(len(HOSTILE)))
    coded = [Coded("barriers", f"setning {number}", memo=memo) for number, memo in enumerate(HOSTILE)]
    return make_study(folder, sources={"alta/a": body}, codings={("alta/a", "koder-a"): coded})


def test_csv_cells_that_a_spreadsheet_would_run_are_made_harmless_and_others_are_as_they_were(
    run, tmp_path
) -> None:
    done = run("codings", "--format", "csv", where=hostile_study(tmp_path))
    memos = [row["memo"] for row in csv.DictReader(io.StringIO(done.out))]
    assert memos == [f"'{memo}" if memo[0] in "=+-@\t\r" else memo for memo in HOSTILE]


def test_json_keeps_every_character(run, tmp_path: Path) -> None:
    assert [row["memo"] for row in listed(run, hostile_study(tmp_path))] == HOSTILE


def test_a_table_is_one_line_a_coding_without_control_characters_and_whole_when_piped(
    run, tmp_path: Path
) -> None:
    long = "ord " * 100
    body = f"I1: {long}\nI1: [bold]\x1b[31m[/] og\ttabulator\nny linje\n"
    coded = [Coded("barriers", long.strip()), Coded("barriers", "[bold]\x1b[31m[/] og\ttabulator\nny")]
    study = make_study(tmp_path, sources={"alta/a": body}, codings={("alta/a", "koder-a"): coded})
    done = run("codings", where=study)
    assert len(done.lines) == 3
    assert long.strip() in done.lines[1]
    assert "[bold]␛[31m[/] og⇥tabulator⏎ny" in done.lines[2]
    assert all(line.isprintable() for line in done.lines)


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_a_table_fits_the_terminal(run, study: Path, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("codings", where=study).lines
    assert len(lines) == 5
    assert max(map(len, lines)) <= max(columns, 8 * 8 + len("key") + 8 * 2)
    assert any("…" in line for line in lines) == (columns < 200)


def test_markdown_is_a_table_whose_cells_are_text(run, tmp_path: Path) -> None:
    body = "I1: a | b <b>*fet*</b>\n"
    study = make_study(
        tmp_path, sources={"alta/a": body}, codings={("alta/a", "koder-a"): [Coded("barriers", body[4:-1])]}
    )
    lines = run("codings", "--format", "md", where=study).lines
    assert len(lines) == 3
    assert re.fullmatch(r"(\| -+:? )+\|", lines[1])
    assert r"a \| b \<b\>\*fet\*\</b\>" in lines[2]


def test_a_terminal_gets_no_control_characters_in_any_format(
    run, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "I1: a\x1b[2Jb\x9bc\u202ed\n"
    study = make_study(
        tmp_path, sources={"alta/a": body}, codings={("alta/a", "koder-a"): [Coded("barriers", body[4:-1])]}
    )
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for form in ("table", "csv", "json", "md"):
        out = run("codings", "--format", form, where=study).out
        assert out.replace("\n", "").isprintable(), form


def test_output_is_utf_8_whatever_the_locale(program, study: Path) -> None:
    done = program("codings", "--format", "csv", where=study, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.code == 0
    assert "mangel på ressurser" in done.out
