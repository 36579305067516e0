"""Opening a study in a process of its own, after imports: 10,000 codings in 200 sources, and 1,000,000 in 1,000."""

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
MANY_SOURCES, MANY_CODINGS = 1_000, 1_000_000
MANY_CACHED, MANY_PEAK = 3.0, 1.0  # seconds of CPU, GB
ROUNDS = 5

_CHILD = """
import json, resource, sys, time
from pathlib import Path
from crosscase.study.opening import open_folder
cpu, wall = time.process_time(), time.perf_counter()
study = open_folder(Path(sys.argv[1]))
spent = [time.process_time() - cpu, time.perf_counter() - wall]
count = sum(len(study.codings(source)) for source in study.coded_sources)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # kilobytes on Linux
print(json.dumps([*spent, peak, count, len(study.problems)]))
"""


def run() -> list[Measure]:
    """CPU and wall time, cold (nothing derived is there) and with the cache; medians of the latter."""
    with TemporaryDirectory() as name:
        folder = write_study(Path(name), SOURCES, SIZE, CODINGS)
        cold = _opened(folder, CODINGS)
        cached = [_opened(folder, CODINGS) for _ in range(ROUNDS)]
    with TemporaryDirectory() as name:
        folder = write_study(Path(name), MANY_SOURCES, SIZE, MANY_CODINGS)
        many = [_opened(folder, MANY_CODINGS) for _ in range(2)]
    return [
        (f"open {SOURCES} sources, {CODINGS} codings, cold, CPU", cold[0], "s", COLD),
        (f"open {SOURCES} sources, {CODINGS} codings, cold, wall", cold[1], "s", None),
        ("the same cached, CPU", statistics.median(cpu for cpu, _, _ in cached), "s", CACHED),
        ("the same cached, wall", statistics.median(wall for _, wall, _ in cached), "s", None),
        (f"open {MANY_SOURCES} sources, {MANY_CODINGS} codings, cold, CPU", many[0][0], "s", None),
        ("the same cached, CPU", many[1][0], "s", MANY_CACHED),
        ("the same cached, memory", many[1][2], "GB", MANY_PEAK),
    ]


def _opened(folder: Path, expected: int) -> tuple[float, float, float]:
    run = subprocess.run(
        [sys.executable, "-c", _CHILD, str(folder)], capture_output=True, text=True, check=True
    )
    cpu, wall, peak, codings, problems = json.loads(run.stdout)
    assert (codings, problems) == (expected, 0)
    return cpu, wall, peak


if __name__ == "__main__":
    for line in run():
        print(line)
