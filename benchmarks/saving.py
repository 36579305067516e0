"""One coding more in a file of many: until it is on disk, and until it is taken back."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.study_corpus import write_study
from crosscase.study.coding_edits import add_coding
from crosscase.study.opening import open_folder

Measure = tuple[str, float, str, float | None]

SIZES = ((500, 40_000), (10_000, 1_500_000))  # codings in the file, bytes of the text
ROUNDS = 15
BUDGET = 20.0  # ms of CPU


def run() -> list[Measure]:
    """CPU and wall time of applying and of undoing one coding; medians."""
    measures: list[Measure] = []
    for codings, size in SIZES:
        with TemporaryDirectory() as name:
            measures += _measured(write_study(Path(name), 1, size, codings), codings)
    return measures


def _measured(folder: Path, codings: int) -> list[Measure]:
    study = open_folder(folder, "koder-a")
    source = study.sources["case-0/source-0"]
    spent: dict[str, list[tuple[float, float]]] = {"apply": [], "undo": []}
    for number in range(ROUNDS):
        edit, _ = add_coding(source, "koder-a", "code-1", (1000 + 50 * number, 1030 + 50 * number))
        spent["apply"].append(_timed(lambda edit=edit: study.apply(edit)))
        spent["undo"].append(_timed(study.undo))
    measures: list[Measure] = [(f"first change, {codings} codings, CPU", spent["apply"][0][0], "ms", None)]
    for what, times in spent.items():
        cpu, wall = (statistics.median(column) for column in zip(*times[1:], strict=True))
        measures.append((f"{what}, {codings} codings, CPU", cpu, "ms", BUDGET))
        measures.append((f"{what}, {codings} codings, wall", wall, "ms", None))
    return measures


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    act()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


if __name__ == "__main__":
    for line in run():
        print(line)
