"""Codings as columns: which of them are counted as one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from random_studies import Given, counted_as_one

from crosscase.study.opening import open_folder
from crosscase.synthesis.frame import frame_of, stands_for
from studies import Coded, make_study

CODINGS = st.lists(
    st.tuples(
        st.integers(0, 1), st.integers(-1, 1), st.integers(0, 2), st.integers(-1, 20), st.integers(1, 8)
    ),
    max_size=12,
)


@settings(max_examples=300)
@given(CODINGS)
def test_codings_that_are_counted_as_one_are_the_parts_of_the_graph_that_several_coders_made(
    rows: list[tuple[int, int, int, int, int]],
) -> None:
    written = [
        Given(f"s{source}", f"k{coder}", f"c{code}" if code >= 0 else "", (at, at + size) if at >= 0 else None, str(row))
        for row, (source, code, coder, at, size) in enumerate(rows)
    ]  # fmt: skip
    columns = np.array(rows, np.int64).reshape(-1, 5).T
    source, code, coder, start, size = columns
    found = stands_for(source, code, coder, start, np.where(start >= 0, start + size, -1))
    expected = counted_as_one(written)
    for one in range(len(rows)):
        for other in range(len(rows)):
            alike = expected[str(one)] == expected[str(other)]
            assert (found[one] == found[other]) == alike
    assert all(found[found] == found)  # what one is counted as is counted as itself


def test_a_frame_is_the_same_object_until_something_changes(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path / "s", main_coder=""))
    frame = frame_of(study)
    assert frame_of(study) is frame
    assert frame_of(study, {"koder-b"}) is not frame
    assert [len(frame), len(frame_of(study, once=False))] == [3, 4]


def test_former_paths_are_the_present_code_and_unknown_ones_none(tmp_path: Path) -> None:
    codings = {("alta/fokusgruppe", "koder-a"): [
        Coded("barriers/resources", "mangel på ressurser"), Coded("gone/code", "to stykker"),
    ]}  # fmt: skip
    frame = frame_of(open_folder(make_study(tmp_path / "s", codings=codings)))
    assert [frame.tree.paths[place] if place >= 0 else None for place in frame.code] == [
        "barriers/capacity",
        None,
    ]
    assert [passage.coding.quote for passage in frame.passages([1])] == ["to stykker"]
