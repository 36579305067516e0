"""Opening a study in a process of its own, after imports: 10,000 codings in 200 sources, and 1,000,000 in 1,000.

Codings are made when they are asked for: to open is to know how many there are and of which codes. What it costs to
make those of one source, and of all, is measured beside it.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
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
import json, os, resource, sys, time
from pathlib import Path
from crosscase.study.opening import open_folder
from crosscase.study.progress import progress_of
before, wall = os.times(), time.perf_counter()
study = open_folder(Path(sys.argv[1]))
after, wall = os.times(), time.perf_counter() - wall
opened = sum(after[:4]) - sum(before[:4])  # with the processes that helped
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # kilobytes on Linux
cpu = time.process_time()
counted = study.code_counts().total()
shares = [progress_of(study, source).share for source in study.coded_sources]
counting = time.process_time() - cpu
cpu = time.process_time()
shown = len(study.codings(study.coded_sources[0]))
showing = time.process_time() - cpu
print(json.dumps([opened, wall, peak, counting, showing, counted, shown, len(study.problems)]))
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening took: seconds of CPU and of the clock, GB; and what was asked for afterwards."""

    cpu: float
    wall: float
    peak: float
    counting: float
    showing: float


def run() -> list[Measure]:
    """CPU and wall time, cold (nothing derived is there) and with the cache; medians of the latter."""
    with TemporaryDirectory() as name:
        folder = write_study(Path(name), SOURCES, SIZE, CODINGS)
        cold = _opened(folder, SOURCES, CODINGS)
        cached = [_opened(folder, SOURCES, CODINGS) for _ in range(ROUNDS)]
    with TemporaryDirectory() as name:
        folder = write_study(Path(name), MANY_SOURCES, SIZE, MANY_CODINGS)
        first, again = (_opened(folder, MANY_SOURCES, MANY_CODINGS) for _ in range(2))
    return [
        (f"open {SOURCES} sources, {CODINGS} codings, cold, CPU", cold.cpu, "s", COLD),
        (f"open {SOURCES} sources, {CODINGS} codings, cold, wall", cold.wall, "s", None),
        ("the same cached, CPU", statistics.median(each.cpu for each in cached), "s", CACHED),
        ("the same cached, wall", statistics.median(each.wall for each in cached), "s", None),
        (
            f"open {MANY_SOURCES} sources, {MANY_CODINGS} codings, cold, CPU of all processes",
            first.cpu,
            "s",
            None,
        ),
        ("the same cold, wall", first.wall, "s", None),
        ("the same cold, memory", first.peak, "GB", MANY_PEAK),
        ("the same cached, CPU", again.cpu, "s", MANY_CACHED),
        ("the same cached, memory", again.peak, "GB", MANY_PEAK),
        ("the same cached, codes counted and shares of all sources, CPU", again.counting, "s", None),
        ("the same cached, codings of one source, CPU", again.showing, "s", None),
    ]


def _opened(folder: Path, sources: int, codings: int) -> Opened:
    run = subprocess.run(
        [sys.executable, "-c", _CHILD, str(folder)], capture_output=True, text=True, check=True
    )
    *spent, counted, shown, problems = json.loads(run.stdout)
    assert (counted, shown, problems) == (codings, codings // sources, 0)
    return Opened(*spent)


if __name__ == "__main__":
    for line in run():
        print(line)
