"""Matrices of 1,000,000 codings, 500 cases and 200 codes in memory, and codings made into columns.

Run alone: python -m benchmarks.matrix
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.study_corpus import write_study
from crosscase.study.opening import open_folder
from crosscase.synthesis.axes import Axis, AxisGroup, axis_of
from crosscase.synthesis.codetree import CodeTree, tree_of_paths
from crosscase.synthesis.frame import Frame, frame_of
from crosscase.synthesis.matrices import CellKind, matrix_of
from crosscase.synthesis.spoken import Spoken, spoken_of

Figure = tuple[str, float, str, float | None]

CODINGS, CASES, TOP, UNDER = 1_000_000, 500, 20, 9  # 20 codes with 9 below each: 200
SOURCES, WORDS, LETTERS = 2_000, 12_000, 6  # words of a source, letters of a word with the blank after it
TURN, LONGEST = 40, 120  # words of a stretch, of a coding
ROUNDS = 5
BUDGETS: dict[CellKind, float | None] = {
    "count": 100.0,
    "coverage": 1000.0,
    "sources": None,
    "presence": None,
}
STUDY_SOURCES, STUDY_SIZE, STUDY_CODINGS = 200, 40_000, 10_000


def run() -> list[Figure]:
    """CPU time of each kind of cell, and of making columns of the codings of a study."""
    tree = tree_of_paths([path for top in range(TOP) for path in _paths(top)])
    frame, spoken = _frame(tree), _spoken()
    case = np.arange(SOURCES) * CASES // SOURCES
    groups = tuple(AxisGroup(f"case-{number}", f"Case {number}") for number in range(CASES))
    axis = Axis("case", groups, np.arange(CODINGS), case[frame.source], case[spoken.stretch_source], 0)
    codes = np.arange(len(tree))
    figures: list[Figure] = []
    for cell, budget in BUDGETS.items():
        took = _median(lambda cell=cell: matrix_of(frame, axis, spoken, codes, cell))  # type: ignore[misc]
        figures.append((f"matrix of 1,000,000 codings, 500 cases, 200 codes: {cell}", took, "ms", budget))
    return figures + _of_a_study()


def _paths(top: int) -> list[str]:
    return [f"code-{top}", *(f"code-{top}/below-{number}" for number in range(UNDER))]


def _frame(tree: CodeTree) -> Frame:
    chance = np.random.default_rng(11)
    source = np.sort(chance.integers(0, SOURCES, CODINGS))
    start = chance.integers(0, (WORDS - LONGEST) * LETTERS, CODINGS)
    order = np.lexsort((start, source))
    start = start[order]
    end = start + chance.integers(LETTERS, LONGEST * LETTERS, CODINGS)
    return Frame(
        tree, _sources(), ("koder-a",), source, chance.integers(0, len(tree), CODINGS), np.zeros(CODINGS, np.int64),
        start, end, np.zeros(CODINGS, bool), np.arange(CODINGS),
    )  # fmt: skip


def _spoken() -> Spoken:
    start = np.tile(np.arange(WORDS) * LETTERS, SOURCES)
    stretches = WORDS // TURN
    names = tuple(f"I{number % 6}" for number in range(stretches)) * SOURCES
    return Spoken(
        _sources(), np.arange(SOURCES + 1) * WORDS, start, start + LETTERS - 1,
        np.arange(SOURCES * stretches + 1) * TURN, np.repeat(np.arange(SOURCES), stretches), names,
        ("",) * len(names),
    )  # fmt: skip


def _sources() -> tuple[str, ...]:
    return tuple(f"case-{number * CASES // SOURCES}/source-{number}" for number in range(SOURCES))


def _of_a_study() -> list[Figure]:
    with TemporaryDirectory() as name:
        folder = write_study(Path(name), STUDY_SOURCES, STUDY_SIZE, STUDY_CODINGS)
        figures: list[Figure] = []
        columns, words, speakers = [], [], []
        for _ in range(3):
            study = open_folder(folder)
            columns.append(_timed(lambda study=study: frame_of(study)))  # type: ignore[misc]
            words.append(_timed(lambda study=study: spoken_of(study)))  # type: ignore[misc]
            frame, spoken = frame_of(study), spoken_of(study)
            speakers.append(
                _timed(lambda s=study, f=frame, w=spoken: axis_of(s, f, w, "speaker"))  # type: ignore[misc]
            )
        for what, took in (
            ("10,000 codings made into columns", columns),
            ("8 MB of text made into words", words),
            ("10,000 codings by speaker", speakers),
        ):
            figures.append((f"matrix: {what}, first time", statistics.median(took), "ms", None))
        return figures


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_timed(work) for _ in range(ROUNDS))


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    for line in run():
        print(line)
