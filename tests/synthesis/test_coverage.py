"""Coverage: each word once, in the group that said it, and nothing of it lost in large numbers."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.synthesis.axes import Axis, AxisGroup
from crosscase.synthesis.codetree import tree_of_paths
from crosscase.synthesis.frame import Frame
from crosscase.synthesis.matrices import matrix_of
from crosscase.synthesis.spoken import Spoken

PATHS = ("a", "a/b", "c")
WORDS = 12  # of a source; each takes four code points with the blank after it


def _spoken(sources: int, stretch: int) -> Spoken:
    start = np.tile(np.arange(WORDS) * 4, sources)
    count = WORDS // stretch
    return Spoken(
        tuple(f"s{number}" for number in range(sources)), np.arange(sources + 1) * WORDS, start, start + 3,
        np.arange(sources * count + 1) * stretch, np.repeat(np.arange(sources), count), ("",) * (sources * count),
        ("",) * (sources * count),
    )  # fmt: skip


ROWS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(-1, 2), st.integers(-1, 50), st.integers(1, 30)), max_size=10
)


@settings(max_examples=200)
@given(ROWS, st.lists(st.integers(-1, 1), min_size=12, max_size=12), st.booleans())
def test_coverage_of_any_columns_is_that_of_every_word_asked_one_by_one(
    rows: list[tuple[int, int, int, int]], stretches: list[int], below: bool
) -> None:
    spoken = _spoken(3, 3)
    written = sorted(rows)
    source, code, start, size = np.array(written, np.int64).reshape(-1, 4).T
    none = np.zeros(len(written), np.int64)
    end = np.where(start >= 0, start + size, -1)
    frame = Frame(
        tree_of_paths(PATHS), spoken.sources, ("k",), source, code, none, start, end, none.astype(bool), none
    )
    groups = (AxisGroup("g", "G"), AxisGroup("h", "H"))
    axis = Axis("speaker", groups, np.zeros(0, np.int64), np.zeros(0, np.int64), np.array(stretches), 0)
    found = matrix_of(frame, axis, spoken, np.array([0, 1, 2]), "coverage", below)
    for group in range(2):
        words = [word for word in range(3 * WORDS) if stretches[word // 3] == group]
        for column, path in enumerate(PATHS):
            covered = [word for word in words if any(_covers(row, word, path, below) for row in written)]
            expected = len(covered) / len(words) if words else math.nan
            np.testing.assert_equal(found.values[group, column], expected)


def _covers(row: tuple[int, int, int, int], word: int, path: str, below: bool) -> bool:
    source, code, start, size = row
    if source != word // WORDS or code < 0 or start < 0:
        return False
    there = PATHS[code]
    at = word % WORDS * 4
    is_under = there == path or (below and there.startswith(f"{path}/"))
    return is_under and max(at, start) < min(at + 3, start + size)
