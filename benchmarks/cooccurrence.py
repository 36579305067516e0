"""Co-occurrence of 10,000 codings: sparse ones, and such that each meets about twenty others.

Run alone: python -m benchmarks.cooccurrence
"""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.study_corpus import write_study
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.synthesis.cooccurrence import RELATIONS, cooccurrence
from crosscase.synthesis.frame import frame_of
from crosscase.synthesis.meeting import meeting_counts
from crosscase.synthesis.spoken import spoken_of

Figure = tuple[str, float, str, float | None]

CODINGS, SIZE = 10_000, 10_000
SPARSE, DENSE = 200, 5  # sources: in 5 of them each coding meets twenty others
BUDGET_MS, BUDGET_MB = 200.0, 250.0
ROUNDS = 5


def run() -> list[Figure]:
    """CPU time of each relation once codings and words are read, and the memory of the worst there is."""
    figures: list[Figure] = []
    for what, sources in (("sparse", SPARSE), ("dense", DENSE)):
        with TemporaryDirectory() as name:
            study = open_folder(write_study(Path(name), sources, SIZE, CODINGS))
            _read(study)
            for relation in RELATIONS:
                pairs, first, again = _measured(study, relation)
                told = f"co-occurrence of {CODINGS:,} codings, {what}: {relation} ({pairs:,} pairs)"
                figures.append((f"{told}, first", first, "ms", BUDGET_MS))
                figures.append(("the same again", again, "ms", BUDGET_MS))
    return [*figures, *_worst()]


def _read(study: Study) -> None:
    frame_of(study)
    spoken_of(study)
    for source in study.sources:
        assert study.segments(source).turns


def _measured(study: Study, relation: str) -> tuple[int, float, float]:
    found = []
    first = _timed(lambda: found.append(cooccurrence(study, relation)))
    again = statistics.median(_timed(lambda: cooccurrence(study, relation)) for _ in range(ROUNDS))
    return int(np.triu(found[0].pairs).sum()), first, again


def _worst() -> list[Figure]:
    """Every coding meets every other: fifty million pairs."""
    chance = np.random.default_rng(1)
    low = chance.integers(0, CODINGS, CODINGS)
    high, code = low + 2 * CODINGS, chance.integers(0, 200, CODINGS)
    took = _timed(lambda: meeting_counts(low, high, code, 200))
    tracemalloc.start()
    meeting_counts(low, high, code, 200)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return [
        (f"{CODINGS:,} codings that all meet", took, "ms", None),
        ("the most memory of that", peak / 1e6, "MB", BUDGET_MB),
    ]


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    for line in run():
        print(line)
