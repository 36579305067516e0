"""crosscase search: what is printed, what would be coded, what is coded and taken back, what is refused."""

import csv
import io
import json
import re
import sys
from pathlib import Path

import openpyxl
import pytest
import yaml

from studies import BODY, CODEBOOK, contents, make_study


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_hits_stand_below_each_other_with_their_words(run, study: Path) -> None:
    done = run("search", "rasis", where=study)
    assert (done.code, done.err) == (0, "")
    head, *lines = done.lines
    assert head.split() == ["source", "place", "left", "hit", "right"]
    assert len(lines) == BODY.lower().count("rasis")
    assert {line.index("rasis") for line in lines} == {head.index("hit")}
    assert "Intervjuer: Hvordan opplever dere" in lines[0]
    assert "me i kommunen?" in lines[0]


def test_the_whole_is_in_the_other_formats(run, study: Path) -> None:
    [hit] = rows(run("search", "sjelden", "--format", "csv", where=study).out)
    start = BODY.index("sjelden")
    assert hit["case"] == "alta"
    assert (hit["start"], hit["end"]) == (str(start), str(start + 7))
    assert (hit["section"], hit["speaker"], hit["score"]) == ("Utfordringsbildet", "I1", "100")
    [same] = json.loads(run("search", "sjelden", "--format", "json", where=study).out)
    assert (same["start"], same["hit"]) == (start, "sjelden")


def test_several_words_need_no_quotes_and_white_space_is_any(run, study: Path) -> None:
    assert len(rows(run("search", "mangel", "på", "ressurser", "--format", "csv", where=study).out)) == 1


def test_whole_words_case_and_accents(run, study: Path) -> None:
    assert len(rows(run("search", "VI", "--format", "csv", where=study).out)) == BODY.lower().count("vi")
    words = rows(run("search", "vi", "--how", "words", "--format", "csv", where=study).out)
    assert len(words) == BODY.replace("?", " ").lower().split().count("vi")
    assert rows(run("search", "VI", "--exact", "--format", "csv", where=study).out) == []
    assert (
        len(
            rows(run("search", "en", "--how", "words", "--case", "skien", "--format", "csv", where=study).out)
        )
        == 1
    )


def test_near_hits_have_a_score(run, study: Path) -> None:
    done = run("search", "resurser", "--how", "near", where=study)
    assert done.lines[0].split()[-1] == "score"
    assert done.lines[1].split()[-1] == "94.1"  # 2·8 letters in common of 17


def test_counts_by_case_name_cases_without_a_hit(run, study: Path) -> None:
    done = run("search", "ressurs", "--counts", "--format", "csv", where=study)
    assert rows(done.out) == [
        {"case": "alta", "hits": "1", "texts": "1"},
        {"case": "skien", "hits": "0", "texts": "0"},
    ]


def test_quotes_and_memos_are_searched(run, study: Path) -> None:
    quotes = rows(run("search", "ressurs", "--in", "quotes", "--format", "csv", where=study).out)
    assert sorted((one["coder"], one["about"]) for one in quotes) == [
        ("koder-a", "barriers/capacity"),
        ("koder-b", "barriers/capacity"),
    ]
    [memo] = rows(run("search", "ganger", "--in", "memos", "--format", "csv", where=study).out)
    assert (memo["left"], memo["hit"], memo["source"], memo["start"]) == (
        "Sagt flere ",
        "ganger",
        "alta/fokusgruppe",
        "",
    )


def test_nothing_found_is_said_and_is_no_error(run, study: Path) -> None:
    done = run("search", "kvantefysikk", where=study)
    assert (done.code, done.out, done.err) == (0, "", "nothing found in 2 sources\n")
    assert run("search", "kvantefysikk", "--format", "json", where=study).out == "[]\n"


def test_what_a_text_holds_is_never_a_command_to_the_terminal(run, tmp_path: Path) -> None:
    study = make_study(tmp_path, sources={"alta/notat": "=1+1 \x1b[31mord\x07 [bold]her\n"}, fronts={})
    done = run("search", "ord", where=study)
    assert "\x1b" not in done.out
    assert "[bold]her" in done.out


def test_coding_all_hits_is_shown_first_and_changes_nothing(run, study: Path) -> None:
    before = contents(study)
    words = ["search", "rasis", "--code", "challenges", "--as", "sentence", "--coder", "koder-a"]
    done = run(*words, where=study)
    assert (done.code, done.err) == (0, "")
    assert "Hvordan opplever dere rasisme i kommunen?" in done.lines[1]
    assert "Skolene melder om rasistiske utsagn hver uke." in done.lines[2]
    assert done.lines[3] == (
        "code 2 sentences with a hit of “rasis” as challenges in 1 source by koder-a: nothing is changed yet; "
        "add --yes to do it"
    )
    assert contents(study) == before
    listed = run(*words, "--format", "csv", where=study)
    assert [one["quote"] for one in rows(listed.out)] == [
        "Hvordan opplever dere rasisme i kommunen?",
        "Skolene melder om rasistiske utsagn hver uke.",
    ]
    assert "add --yes" in listed.err


def test_all_hits_are_coded_in_one_step_that_undo_takes_back(run, study: Path) -> None:
    before = contents(study)
    words = [
        "search",
        "a",
        "--how",
        "regex",
        "--case",
        "alta",
        "--code",
        "knowledge",
        "--coder",
        "koder-b",
        "--yes",
    ]
    refused = run(*words, where=study).refused()
    assert "did you mean barriers/knowledge?" in refused
    words[words.index("knowledge")] = "barriers/knowledge"
    done = run(*words, where=study)
    assert done.code == 0
    count = BODY.lower().count("a")
    assert f"code {count} hits of “a” as barriers/knowledge in 1 source by koder-b: done" in done.out
    saved = yaml.safe_load((study / "codings/alta/fokusgruppe/koder-b.yaml").read_text("utf-8"))["codings"]
    assert [c["at"][0] for c in saved if c.get("origin") == "search"] == [
        at for at, sign in enumerate(BODY) if sign.lower() == "a"
    ]
    again = run(*words, where=study).refused()
    assert again == f"koder-b has barriers/knowledge on all {count} of them already; nothing was changed"
    assert run("undo", "--coder", "koder-b", where=study).code == 0
    assert contents(study) == before


def test_what_is_coded_already_is_left_out_and_counted(run, study: Path) -> None:
    words = ["search", "rasis", "--code", "challenges/schools", "--as", "sentence", "--coder", "koder-a"]
    said = run(*words, where=study).lines[-1]
    assert said.startswith(
        "code 1 sentence with a hit of “rasis” as challenges/schools in 1 source by koder-a"
    )
    assert "; 1 was coded so already" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["  "], "there is nothing to look for; give some words"),
        (["…", "--how", "near"], "there is no word in `…`; give some words"),
        (["(a", "--how", "regex"], "`(a` is no regular expression: missing ) at character 3"),
        (["x" * 2001], "the pattern has 2001 characters; at most 2000"),
        (["a", "--how", "regexp"], "there is no way to search regexp; did you mean regex?"),
        (["a", "--how", "q"], "give text, words, regex, near, lemma"),
        (["a", "--in", "quote"], "there is no place to search quote; did you mean quotes?"),
        (["a", "--source", "alta/fokusgrupe"], "did you mean alta/fokusgruppe?"),
        (["a", "--case", "skiem"], "did you mean skien?"),
        (["a", "--code", "barriers/capasity", "--coder", "koder-a"], "did you mean barriers/capacity?"),
        (["a", "--code", "barriers"], "who codes? give --coder NAME (one of koder-a, koder-b, or another)"),
        (["a", "--code", "barriers", "--as", "sentense", "--coder", "koder-a"], "did you mean sentence?"),
        (["a", "--as", "turn"], "--as says how to code; give --code CODE too"),
        (["a", "--yes"], "--yes says how to code; give --code CODE too"),
        (["a", "--code", "barriers", "--counts", "--coder", "koder-a"], "give one of them"),
        (["kvantefysikk", "--code", "barriers", "--coder", "koder-a"], "there is nothing to code; nothing was changed"),
        (["ganger", "--in", "memos", "--code", "barriers", "--coder", "koder-a", "--yes"], "has no place in a source"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_in_one_line(run, study: Path, words: list[str], said: str) -> None:
    before = contents(study)
    assert said in run("search", *words, where=study).refused()
    assert contents(study) == before


def test_an_exploding_expression_says_how_far_it_came(run, tmp_path: Path) -> None:
    study = make_study(tmp_path, sources={"alta/en": "ja\n", "alta/to": "a" * 80 + "!"}, fronts={})
    done = run("search", "(a|aa)+$", "--how", "regex", where=study)
    assert (done.code, done.out) == (2, "")
    assert done.err.split("\n")[-2] == (
        "crosscase: `(a|aa)+$` took more than 2 s and came as far as alta/to, 2 of 2; "
        "make it simpler, or look in fewer sources"
    )


def test_a_retired_code_is_refused(run, tmp_path: Path) -> None:
    book = CODEBOOK.replace("    code: challenges\n", "    code: challenges\n    retired: true\n")
    study = make_study(tmp_path, codebook=book)
    said = run("search", "vi", "--code", "challenges", "--coder", "koder-a", "--yes", where=study).refused()
    assert said == "challenges is retired; bring it back before anything is coded with it"


def test_hits_go_to_a_file_that_is_kept_unless_one_says_otherwise(run, study: Path) -> None:
    assert run("search", "rasis", "--output", "treff.xlsx", where=study).code == 0
    [sheet] = openpyxl.load_workbook(study / "treff.xlsx").worksheets
    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(place for place, row in enumerate(table) if "hit" in row)
    hits = [dict(zip(table[head], row, strict=True)) for row in table[head + 1 :]]
    assert [one["start"] for one in hits] == [m.start() for m in re.finditer("rasis", BODY)]
    before = contents(study)
    assert "treff.xlsx" in run("search", "vi", "--output", "treff.xlsx", where=study).refused()
    assert contents(study) == before


def test_what_was_coded_is_listed_too_where_a_file_is_asked_for(run, study: Path) -> None:
    words = [
        "search",
        "sjelden",
        "--code",
        "challenges",
        "--coder",
        "koder-b",
        "--yes",
        "--output",
        "kodet.csv",
    ]
    done = run(*words, where=study)
    assert (done.code, done.err) == (0, "")
    assert done.lines == [
        "wrote kodet.csv", "code 1 hit of “sjelden” as challenges in 1 source by koder-b: done",
    ]  # fmt: skip
    assert [one["quote"] for one in rows((study / "kodet.csv").read_text("utf-8-sig"))] == ["sjelden"]


@pytest.mark.parametrize("columns", [60, 90, 140])
def test_a_narrow_terminal_keeps_the_words_next_to_the_hit(
    run, study: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    done = run("search", "ressurser", where=study)
    assert all(len(line) <= columns for line in done.lines)
    left, _, right = done.lines[1].partition("  ressurser  ")
    assert left.endswith(" mangel på ")
    assert right.startswith(" for å pri")
