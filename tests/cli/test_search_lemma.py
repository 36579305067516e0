"""crosscase search --lemma and --collocates: what is printed, written, coded and refused."""

import csv
import io
import json
from pathlib import Path

import pytest

from studies import Coded, contents, make_study

FOCUS = """# Skolene
Intervjuer: Hva gjør skolene?
I1: Skolene mangler rusomsorg 2021. Og det er ressursmangel.
I2: I skolen snakker vi om rusomsorgen, og det gjør kulturskolens elever.
"""
PLAN = "Kommunen har en plan, og planene ligger der.\n\nTiltak og atter tiltak, her og der.\n" * 3
MEMO = (
    '---\nabout: case/alta\ncoder: koder-a\ncreated: "2021-12-20T09:00:00Z"\n---\nBarneskolene mangler alt.\n'
)


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that is only read."""
    return make_study(
        tmp_path_factory.mktemp("schools"),
        sources={"alta/fokusgruppe": FOCUS, "skien/plan": PLAN},
        codings={("alta/fokusgruppe", "koder-a"): [Coded("barriers/capacity", "Skolene mangler rusomsorg")]},
        files={"memos/alta.md": MEMO},
    )


def last_said(done) -> str:
    """The last line beside what was listed; loading a dictionary may be told before."""
    return done.err.rstrip("\n").rpartition("\n")[2]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_words_of_the_same_base_form_are_found_each_with_how_it_is_like(run, schools: Path) -> None:
    done = run("search", "skole", "--lemma", where=schools)
    assert done.lines[0].split() == ["source", "place", "left", "hit", "right", "score", "likeness"]
    found = rows(run("search", "skole", "--how", "lemma", "--format", "csv", where=schools).out)
    assert [(one["hit"], one["score"], one["likeness"]) for one in found] == [
        ("Skolene", "100", "form"),
        ("skolene", "100", "form"),
        ("Skolene", "100", "form"),
        ("skolen", "100", "form"),
        ("kulturskolens", "90", "compound"),
    ]
    assert [FOCUS[int(one["start"]) : int(one["end"])] for one in found] == [one["hit"] for one in found]


def test_memos_and_quotes_are_searched_by_base_form_and_counted_by_case(run, schools: Path) -> None:
    [memo] = rows(run("search", "skolen", "--lemma", "--in", "memos", "--format", "csv", where=schools).out)
    assert (memo["hit"], memo["likeness"], memo["place"]) == ("Barneskolene", "compound", "1")
    [quote] = rows(run("search", "skole", "--lemma", "--in", "quotes", "--format", "csv", where=schools).out)
    assert (quote["hit"], quote["coder"]) == ("Skolene", "koder-a")
    counts = rows(run("search", "skole", "--lemma", "--counts", "--format", "csv", where=schools).out)
    assert [(one["case"], one["hits"]) for one in counts] == [("alta", "5"), ("skien", "0")]


def test_words_beside_the_hits_are_listed_by_base_form_without_small_words(run, schools: Path) -> None:
    done = run("search", "skole", "--lemma", "--collocates", where=schools)
    assert done.lines[0].split() == ["word", "count", "expected", "score", "texts", "forms"]
    assert [line.split()[0] for line in done.lines[1:]] == ["rusomsorg"]
    words = ["search", "skole", "--lemma", "--collocates", "--all-words", "--reach", "2", "--format", "json"]
    listed = json.loads(run(*words, where=schools).out)
    # by hand: two words beside each hit, in its own paragraph; the heading and the labels count nowhere
    near = [["hva", "gjør"], ["mangler", "rusomsorg"], ["i", "snakker", "vi"], ["det", "gjør", "elever"]]
    assert {one["word"]: one["count"] for one in listed} == {"gjøre": sum("gjør" in words for words in near)}


def test_words_beside_hits_go_by_who_speaks(run, schools: Path) -> None:
    words = ["search", "skole", "--lemma", "--collocates", "--speaker", "I1"]
    done = run(*words, where=schools)
    assert (done.out, last_said(done)) == ("", "no word stands beside the hits more often than chance has it")


def test_all_hits_by_base_form_are_coded_in_one_step(run, tmp_path: Path) -> None:
    study = make_study(tmp_path, sources={"alta/fokusgruppe": FOCUS}, fronts={}, codings={})
    words = ["search", "rusomsorg", "--lemma", "--code", "challenges", "--coder", "koder-a", "--yes"]
    before = contents(study)
    assert "code 2 hits of “rusomsorg” as challenges" in run(*words, where=study).out
    assert run("undo", "--coder", "koder-a", where=study).code == 0
    assert contents(study) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["(*", "--lemma"], "there is no word in `(*`; give some words"),
        (["a", "--lemma", "--how", "regex"], "--lemma is a way to search, and --how regex another; give one of them"),
        (["a", "--collocates", "--counts"], "--collocates lists words, not hits; leave --counts out"),
        (["a", "--collocates", "--code", "barriers"], "--collocates lists words, not hits; leave --code out"),
        (["a", "--reach", "3"], "--reach says which words beside the hits count; give --collocates too"),
        (["a", "--all-words"], "--all-words says which words beside the hits count; give --collocates too"),
        (["a", "--collocates", "--reach", "0"], "0 is no number of words on either side; give one from 1 to 50"),
        (["x" * 2001, "--lemma"], "the pattern has 2001 characters; at most 2000"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_in_one_line(run, schools: Path, words: list[str], said: str) -> None:
    assert said in run("search", *words, where=schools).refused()


def test_nothing_found_is_said(run, schools: Path) -> None:
    for more in ([], ["--collocates"]):
        done = run("search", "stortinget", "--lemma", *more, where=schools)
        assert (done.code, done.out, last_said(done)) == (0, "", "nothing found in 2 sources")
