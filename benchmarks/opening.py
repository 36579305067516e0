"""Opening a study of 200 sources of 40 KB and 10,000 codings, in a process of its own, after imports."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.study_corpus import write_study

Measure = tuple[str, float, str, float | None]

SOURCES, SIZE, CODINGS = 200, 40_000, 10_000
COLD, CACHED = 2.0, 0.3  # seconds of CPU
ROUNDS = 5

_CHILD = """
import json, sys, time
from pathlib import Path
from crosscase.study.opening import open_folder
cpu, wall = time.process_time(), time.perf_counter()
study = open_folder(Path(sys.argv[1]))
spent = [time.process_time() - cpu, time.perf_counter() - wall]
count = sum(len(study.codings(source)) for source in study.coded_sources)
print(json.dumps([*spent, count, len(study.problems)]))
"""


def run() -> list[Measure]:
    """CPU and wall time, cold (nothing derived is there) and with the cache; medians of the latter."""
    with TemporaryDirectory() as name:
        folder = write_study(Path(name), SOURCES, SIZE, CODINGS)
        cold = _opened(folder)
        cached = [_opened(folder) for _ in range(ROUNDS)]
    return [
        (f"open {SOURCES} sources, {CODINGS} codings, cold, CPU", cold[0], "s", COLD),
        (f"open {SOURCES} sources, {CODINGS} codings, cold, wall", cold[1], "s", None),
        ("the same cached, CPU", statistics.median(cpu for cpu, _ in cached), "s", CACHED),
        ("the same cached, wall", statistics.median(wall for _, wall in cached), "s", None),
    ]


def _opened(folder: Path) -> tuple[float, float]:
    run = subprocess.run(
        [sys.executable, "-c", _CHILD, str(folder)], capture_output=True, text=True, check=True
    )
    cpu, wall, codings, problems = json.loads(run.stdout)
    assert (codings, problems) == (CODINGS, 0)
    return cpu, wall


if __name__ == "__main__":
    for line in run():
        print(line)
