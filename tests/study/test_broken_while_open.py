"""Files that another program breaks while a study is open: what was read stays, nothing is written, mending is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crosscase.study.code_edits import add_codes, new_code
from crosscase.study.coding_edits import add_coding, set_memo
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from studies import BODY, contents, make_study, put

A = "codings/alta/fokusgruppe/koder-a.yaml"
BOOK = "codebook/codebook.yaml"
NOTES = "interviews/alta/fokusgruppe.md"
CASE = "cases/alta.yaml"
BREAKS = [b"codes: [\n", b"\xff\n", b"<<<<<<< HEAD\nx: 1\n=======\nx: 2\n>>>>>>> b\n"]


def seen(study: Study) -> dict[str, object]:
    """All that a screen shows of codes and codings."""
    return {
        "codes": list(study.codebook.by_path),
        "codings": [(c.id, c.code, c.at, c.memo) for c in study.codings("alta/fokusgruppe")],
        "coders": study.coders_of("alta/fokusgruppe"),
        "counts": study.code_counts(),
        "bodies": {source.id: source.body for source in study.sources.values()},
        "cases": dict(study.cases),
    }


def a_new_code(study: Study) -> Edit:
    return add_codes([new_code(study.codebook, "Tillit", "nb")])


def a_coding(study: Study) -> Edit:
    return add_coding(study.sources["alta/fokusgruppe"], "koder-a", "barriers", (3, 9))[0]


def a_memo(study: Study) -> Edit:
    return set_memo(study.codings("alta/fokusgruppe", ["koder-a"])[1], "ny")


EDITS = [(BOOK, a_new_code), (A, a_coding), (A, a_memo), (NOTES, a_coding)]


@pytest.mark.parametrize("broken", BREAKS)
@pytest.mark.parametrize(("file", "make"), EDITS)
def test_what_was_read_stays_and_nothing_is_written_until_the_file_is_mended(
    tmp_path: Path, file: str, make: Callable[[Study], Edit], broken: bytes
) -> None:
    make_study(tmp_path)
    good = (tmp_path / file).read_bytes()
    study = open_folder(tmp_path, "koder-a")
    before = seen(study)
    put(tmp_path, file, good + broken if file != NOTES else b"---\n" + broken + b"---\n" + good)
    there = contents(tmp_path)
    assert study.refresh() == {file}
    assert seen(study) == before
    assert [problem.file for problem in study.problems] == [file]
    assert study.refresh() == frozenset()
    for _ in range(2):
        with pytest.raises(StudyError) as refused:
            study.apply(make(study))
        assert str(refused.value) == str(study.problems[0])
        assert "\n" not in str(refused.value)
    assert contents(tmp_path) == there
    assert seen(study) == before
    assert study.history.next_undo is None
    put(tmp_path, file, good)
    assert study.refresh() == {file}
    assert (seen(study), study.problems) == (before, [])
    study.apply(make(study))
    assert seen(open_folder(tmp_path)) == seen(study) != before


@pytest.mark.parametrize(("file", "make"), [(BOOK, a_new_code), (A, a_memo)])
def test_a_file_found_broken_at_a_change_is_a_problem_from_then_on_and_none_after_the_next_that_is_done(
    tmp_path: Path, file: str, make: Callable[[Study], Edit]
) -> None:
    make_study(tmp_path)
    good = (tmp_path / file).read_bytes()
    study = open_folder(tmp_path, "koder-a")
    before = seen(study)
    put(tmp_path, file, good + BREAKS[0])
    with pytest.raises(StudyError):
        study.apply(make(study))
    assert ([problem.file for problem in study.problems], seen(study)) == ([file], before)
    put(tmp_path, file, b"# mended\n" + good)
    study.apply(make(study))
    assert study.problems == []
    assert study.store.refused(file) is None


@pytest.mark.parametrize("file", [BOOK, A, NOTES, CASE])
def test_a_file_broken_in_another_way_has_its_new_problem_alone(tmp_path: Path, file: str) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path, "koder-a")
    put(tmp_path, file, b"---\na: [\n---\n")
    assert study.refresh() == {file}
    put(tmp_path, file, b"\xff")
    assert study.refresh() == {file}
    assert [(problem.file, problem.kind) for problem in study.problems] == [(file, "encoding")]


@pytest.mark.parametrize("file", [BOOK, A, NOTES, CASE])
def test_a_broken_file_that_is_removed_is_no_problem_any_more(tmp_path: Path, file: str) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path, "koder-a")
    put(tmp_path, file, b"---\na: [\n---\n")
    study.refresh()
    (tmp_path / file).unlink()
    assert study.refresh() == {file}
    assert study.problems == []


@pytest.mark.parametrize("file", [BOOK, A, NOTES, CASE])
def test_a_folder_in_the_place_of_a_file_keeps_what_was_read(tmp_path: Path, file: str) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path, "koder-a")
    before = seen(study)
    (tmp_path / file).unlink()
    (tmp_path / file).mkdir()
    assert study.refresh() == {file}
    assert (seen(study), [problem.kind for problem in study.problems]) == (before, ["unreadable"])


@pytest.mark.parametrize("gone_between", [False, True])
def test_codings_that_cannot_be_read_follow_their_text_when_it_is_edited(
    tmp_path: Path, gone_between: bool
) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path, "koder-a")
    good = (tmp_path / A).read_bytes()
    quotes = [coding.quote for coding in study.codings("alta/fokusgruppe", ["koder-a"])]
    text = (tmp_path / NOTES).read_text()
    put(tmp_path, A, good + BREAKS[0])
    study.refresh()
    if gone_between:
        (tmp_path / NOTES).unlink()
        study.refresh()
    short = text.replace("I1: Vi merker", "I1: Merker")
    put(tmp_path, NOTES, short)
    study.refresh()
    body = study.sources["alta/fokusgruppe"].body
    assert len(body) < len(BODY)
    shown = study.codings("alta/fokusgruppe", ["koder-a"])
    assert [body[slice(*coding.at)] for coding in shown if coding.at] == quotes
    put(tmp_path, A, good)
    study.refresh()
    assert study.problems == []
    assert study.codings("alta/fokusgruppe", ["koder-a"]) == shown
    study.apply(a_memo(study))
    assert open_folder(tmp_path).problems == []
