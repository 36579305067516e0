"""crosscase keywords: what a codebook's keywords match, decided on, carried along and undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from studies import make_study

BOOK = """codes:
  - id: c000000001
    code: capacity
    name: {nb: "Kapasitet"}
    keywords: ["ressurs", "penger"]
    children:
      - {id: c000000002, code: net, name: {nb: "Nett"}, keywords: ["nett"], forms: ["nettvett"]}
  - {id: c000000003, code: other, name: {nb: "Annet"}, keywords: ["nett"], not_forms: ["nettside"]}
"""
BODY = (
    "Vi har få ressurser. Nettverket på nettet er en ressurs.\nNettsiden er nede, se nettside og nettvett.\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study", codebook=BOOK, sources={"alta/a": BODY}, fronts={}, codings={})


def rows(run, study: Path, *words: str) -> list[tuple[object, ...]]:
    done = run("keywords", *words, "--format", "json", where=study)
    assert done.code == 0
    return [tuple(row.values()) for row in json.loads(done.out)]


def fields(study: Path, code: str) -> tuple[list[str], list[str]]:
    book = yaml.safe_load((study / "codebook/codebook.yaml").read_text(encoding="utf-8"))["codes"]
    flat = {each["code"]: each for top in book for each in (top, *top.get("children", ()))}
    return flat[code].get("forms", []), flat[code].get("not_forms", [])


def test_the_forms_of_a_code_and_those_below_it_are_listed_with_how_often_and_in_how_many_sources(
    run, study: Path
) -> None:
    assert rows(run, study, "capacity") == [
        ("capacity", "ressurs", "ressurs", "form", 1, 1, "new"),
        ("capacity", "ressurs", "ressurser", "form", 1, 1, "new"),
        ("capacity", "penger", "", "", 0, 0, ""),
        ("capacity/net", "nett", "nettet", "form", 1, 1, "new"),
        ("capacity/net", "nett", "nettside", "compound", 1, 1, "new"),
        ("capacity/net", "nett", "nettsiden", "compound", 1, 1, "new"),
        ("capacity/net", "nett", "nettverket", "compound", 1, 1, "new"),
        ("capacity/net", "nett", "nettvett", "compound", 1, 1, "approved"),
    ]
    assert ("other", "nett", "nettside", "compound", 1, 1, "refused") in rows(run, study)
    shown = run("keywords", "other", where=study)
    assert shown.lines[-1] == "3 sentences; simplemma 2.0.0 nb"
    assert shown.err == ""


def test_a_decision_stands_in_the_codebook_counts_at_once_and_is_undone(run, study: Path) -> None:
    before = (study / "codebook/codebook.yaml").read_bytes()
    done = run(
        "keywords", "capacity/net", "--refuse", "Nettverket", "--approve", "nettsiden", "--approve", "på  web", where=study
    )  # fmt: skip
    assert done.lines == [
        "capacity/net: nettsiden is approved",
        "capacity/net: på web is approved; no text has it yet, it is looked for from now on",
        "capacity/net: nettverket is refused",
    ]
    assert fields(study, "net") == (["nettvett", "nettsiden", "på web"], ["nettverket"])
    assert fields(study, "other") == ([], ["nettside"])
    states = {row[2]: row[6] for row in rows(run, study, "capacity/net")}
    assert (states["nettverket"], states["nettsiden"]) == ("refused", "approved")
    assert run("undo", where=study).code == 0
    assert (study / "codebook/codebook.yaml").read_bytes() == before


def test_what_was_decided_can_be_forgotten(run, study: Path) -> None:
    assert run("keywords", "other", "--undecide", "nettside", where=study).lines == [
        "other: nettside is undecided again"
    ]
    assert fields(study, "other") == ([], [])
    refused = run("keywords", "other", "--undecide", "nettside", where=study).refused()
    assert refused == "there is no decision on nettside; look with crosscase keywords other"


def test_without_a_code_the_one_that_the_form_was_matched_for_is_meant(run, study: Path) -> None:
    assert run("keywords", "--refuse", "ressurser", where=study).lines == ["capacity: ressurser is refused"]
    assert run("keywords", "--refuse", "nettet", where=study).refused() == (
        "nettet is matched for capacity/net, other; say for which: crosscase keywords CODE"
    )
    assert run("keywords", "--approve", "sommer", where=study).refused() == (
        "no keyword matches sommer; say for which code: crosscase keywords CODE"
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["othr"], "there is no code othr; did you mean other?"),
        (["other", "--refuse", "netet"], "there is no word form netet; did you mean nettet?"),
        (["other", "--approve", "**"], "there is no word in “**”; give a word form as the table has it"),
        (
            ["other", "--approve", "nettet", "--refuse", "Nettet"],
            "“nettet” cannot be approved and not; say one of the two",
        ),
    ],
)
def test_what_cannot_be_decided_is_one_line_and_changes_nothing(
    run, study: Path, words: list[str], line: str
) -> None:
    before = (study / "codebook/codebook.yaml").read_bytes()
    assert run("keywords", *words, where=study).refused() == line
    assert (study / "codebook/codebook.yaml").read_bytes() == before


def test_keywords_of_signs_and_a_codebook_without_any_are_told_on_stderr(run, tmp_path: Path) -> None:
    book = "codes:\n  - {id: c000000001, code: a, name: A, keywords: ['.*', '\\e[31m', '<b>']}\n"
    study = make_study(tmp_path / "signs", codebook=book, sources={"alta/a": "a b.\n"}, fronts={}, codings={})
    done = run("keywords", where=study)
    assert done.code == 0
    assert done.err == "a: there is no word in “.*”: nothing is looked for\n"
    assert "\x1b" not in done.out
    without = make_study(tmp_path / "none", codebook="", sources={}, fronts={}, codings={})
    assert "no keyword is there" in run("keywords", where=without).err


def test_forms_go_along_when_the_codebook_is_changed_exported_merged_and_taken_in(
    run, study: Path, tmp_path: Path
) -> None:
    assert run("codebook", "rename", "capacity/net", "På nett", where=study).code == 0
    assert run("codebook", "move", "capacity/pa-nett", "other", where=study).code == 0
    assert fields(study, "pa-nett") == (["nettvett"], [])
    table = tmp_path / "codes.csv"
    assert run("codebook", "export", "--output", str(table), where=study).code == 0
    taken = make_study(tmp_path / "taken", codebook="", codings={})
    assert run("codebook", "import", str(table), where=taken).code == 0
    assert (fields(taken, "pa-nett"), fields(taken, "other")) == ((["nettvett"], []), ([], ["nettside"]))
    # of two codes that become one, what was decided on the one that stays holds
    assert run("keywords", "other/pa-nett", "--approve", "nettside", where=study).code == 0
    assert run("codebook", "merge", "other/pa-nett", "other", where=study).code == 0
    assert fields(study, "other") == (["nettvett"], ["nettside"])
    facts = json.loads(run("codebook", "show", "other", "--format", "json", where=study).out)
    assert (facts["forms"], facts["not_forms"]) == (["nettvett"], ["nettside"])


def test_what_two_people_decided_at_once_is_merged_and_refused_wins(study: Path) -> None:
    from crosscase.language.keywords import Entry, KeywordMatcher
    from crosscase.study.merge_file import Sides, merge_file

    base = (study / "codebook/codebook.yaml").read_text(encoding="utf-8")
    ours = base.replace('forms: ["nettvett"]', 'forms: ["nettvett", "nettside"]')
    theirs = base.replace('forms: ["nettvett"]', 'forms: ["nettvett"], not_forms: ["nettside"]')
    merged = merge_file("codebook/codebook.yaml", Sides(base, ours, theirs))
    assert not merged.conflicts
    (study / "codebook/codebook.yaml").write_text(merged.text, encoding="utf-8")
    forms, not_forms = fields(study, "net")
    assert (forms, not_forms) == (["nettvett", "nettside"], ["nettside"])
    entry = Entry("net", ("nett",), tuple(forms), tuple(not_forms))
    assert [hit.form for hit in KeywordMatcher([entry], "nb").find("En nettside om nettvett")] == ["nettvett"]
