"""Any edits of a hand-written study, taken back: every byte is what it was, whoever else writes beside it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from any_edits import ACTS, PLAN, THEIRS, Steps, barrier, done, hand_written, steps, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.study.check import check
from crosscase.study.coding_edits import add_coding, set_memo
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.undo_log import entries, remember, undo_last
from studies import contents


def as_opened(study: Study) -> None:
    """What is held is what a new look at the folder gives."""
    fresh = open_folder(study.root, study.coder)
    assert list(study.sources.values()) == list(fresh.sources.values())
    assert list(study.cases.values()) == list(fresh.cases.values())
    assert list(study.codebook) == list(fresh.codebook)
    assert sorted(study.coded_sources) == sorted(fresh.coded_sources)
    for source_id in fresh.coded_sources:
        codings = study.codings(source_id)
        assert codings == fresh.codings(source_id)
        assert [study.found(c) is None for c in codings] == [fresh.found(c) is None for c in codings]
    assert study.problems == fresh.problems == []


@settings(max_examples=60)
@given(steps)
def test_any_edits_taken_back_leave_every_byte_as_it_was(steps: Steps) -> None:
    with tempfile.TemporaryDirectory() as name:
        study = open_folder(hand_written(Path(name)), "koder-a")
        states = [contents(study.root)]
        for step in steps:
            if done(study, step):
                states.append(contents(study.root))
        for _ in range(2):
            for state in reversed(states[:-1]):
                study.undo()
                assert contents(study.root) == state
                as_opened(study)
            for state in states[1:]:
                study.redo()
                assert contents(study.root) == state
        as_opened(study)


other_steps = st.lists(
    st.tuples(
        st.sampled_from([*sorted(set(ACTS) - {"settle", "rename source"}), "other", "other", "other words"]),
        st.integers(0, 5000),
        st.integers(1, 60),
        texts,
    ),
    max_size=12,
)


@settings(max_examples=40)
@given(other_steps)
def test_what_another_program_writes_beside_it_stays_and_all_else_is_as_it_was(steps: Steps) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = hand_written(Path(name))
        study, other = open_folder(folder, "koder-a"), open_folder(folder, "koder-b")
        before, undoable = contents(folder), 0
        for step in steps:
            if step[0] == "other":
                start = step[1] % 60
                span = (start, start + step[2])
                other.refresh()
                other.apply(add_coding(other.sources[PLAN], "koder-b", "challenges/schools", span)[0])
            elif step[0] == "other words" and other.codings(PLAN, ["koder-b"]):
                other.apply(set_memo(other.codings(PLAN, ["koder-b"])[0], step[3]))
            elif step[0] in ACTS:
                undoable += done(study, step)
        theirs = contents(folder).get(THEIRS)
        for _ in range(undoable):
            study.undo()
        after = contents(folder)
        assert after.pop(THEIRS, None) == theirs
        assert after == before


between = st.lists(
    st.tuples(
        st.sampled_from(
            ["other", "undo", "rename", "other", "undo", "redo", "move", "new", "remove", "new and coded"]
        ),
        st.integers(0, 5000),
        st.integers(1, 60),
        texts,
    ),
    min_size=10,
    max_size=20,
)


@settings(max_examples=60)
@given(between)
def test_no_coding_of_another_coder_loses_its_code_by_undo_or_redo(steps: Steps) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = hand_written(Path(name))
        study = open_folder(folder, "koder-a")
        meant: dict[str, str] = {}
        for step in steps:
            if step[0] == "other":
                other = open_folder(folder, "koder-b")
                code = barrier(other, step[2])
                span = (step[1] % 60, step[1] % 60 + 5)
                edit, made = add_coding(other.sources[PLAN], "koder-b", other.codebook.path(code), span)
                other.apply(edit)
                meant[made.id] = code.id
                study.refresh([*study.known_files, THEIRS])
            elif step[0] in ("undo", "redo"):
                before = contents(folder)
                try:
                    _ = study.undo() if step[0] == "undo" else study.redo()
                except StudyError:
                    assert contents(folder) == before
            else:
                done(study, step)
            fresh = open_folder(folder)
            assert check(fresh) == []
            for coding in fresh.codings(PLAN, ["koder-b"]):
                code = fresh.codebook.resolve(coding.code)
                assert code is not None
                assert code.id == meant[coding.id]


@settings(max_examples=25)
@given(steps)
def test_any_edits_each_of_a_run_of_its_own_are_taken_back_by_later_runs(steps: Steps) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = hand_written(Path(name))
        states = [contents(folder)]
        for step in steps:
            study = open_folder(folder, "koder-a")
            if done(study, step):
                assert study.history.last is not None
                remember(study, study.history.last)
                states.append(contents(folder))
        assert len(entries(folder, "koder-a")[0]) == len(states) - 1
        for state in reversed(states[:-1]):
            study = open_folder(folder, "koder-a")
            undo_last(study)
            assert contents(folder) == state
            as_opened(study)
        assert entries(folder, "koder-a") == ([], [])
