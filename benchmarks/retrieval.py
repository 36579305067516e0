"""Retrieval over 200 sources and 10,000 codings: nearness, attributes, speakers, with every passage made.

Run alone: python -m benchmarks.retrieval
"""

from __future__ import annotations

import gc
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.study_corpus import CODES, write_study
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.synthesis.context import context_of
from crosscase.synthesis.retrieval import retrieve

Figure = tuple[str, float, str, float | None]

SOURCES, SIZE, CODINGS, CASES = 200, 40_000, 10_000, 20
BUDGET_MS = 100.0
ROUNDS = 5

NEAR = "code:code-1 near code:code-2 and innbyggere > 50000"
MANY_CODES = ",".join(f"code-{number}" for number in range(CODES // 2))
LARGE = f"code:{MANY_CODES} near not code:{MANY_CODES} and innbyggere > 50000"
TURN = "code:code-1 near:turn not code:code-1"
SPEAKER = "role:leder section:tema"
WORDS = "words:ressurser"


def run() -> list[Figure]:
    """CPU time of the first query after opening, and of queries after it."""
    with TemporaryDirectory() as name:
        folder = write_study(Path(name), SOURCES, SIZE, CODINGS)
        for number in range(CASES):
            case = folder / f"cases/case-{number}.yaml"
            case.parent.mkdir(exist_ok=True)
            case.write_text(
                f'name: "Case {number}"\nattributes:\n  innbyggere: "{number * 6} {number:03}"\n', "utf-8"
            )
        figures: list[Figure] = []
        for what, where, budget in (
            ("near and attribute", NEAR, BUDGET_MS),
            ("near of half the codes to the rest, and attribute", LARGE, BUDGET_MS),
            ("all quotes", "", BUDGET_MS),
            ("in the same turn", TURN, None),
            ("role and section", SPEAKER, None),
            ("words of the quote", WORDS, None),
        ):
            first, found = _first(folder, where)
            study = open_folder(folder)
            retrieve(study, where)
            again = statistics.median(_timed(study, where)[0] for _ in range(ROUNDS))
            figures.append((f"retrieval, first after opening: {what} ({found} quotes)", first, "ms", budget))
            figures.append(("the same again", again, "ms", BUDGET_MS))
        figures.append(_around(open_folder(folder)))
    return figures


def _first(folder: Path, where: str) -> tuple[float, int]:
    spent, found = [], 0
    for _ in range(3):
        took, found = _timed(open_folder(folder), where)
        spent.append(took)
    return statistics.median(spent), found


def _timed(study: Study, where: str) -> tuple[float, int]:
    gc.collect()
    before = time.process_time()
    found = retrieve(study, where)
    return (time.process_time() - before) * 1000, len(found)


def _around(study: Study) -> Figure:
    passages = retrieve(study, "innbyggere > 50000")[:1000]
    before = time.process_time()
    for passage in passages:
        assert passage.speakers is not None
        context_of(study, passage, "turn")
    took = (time.process_time() - before) * 1000
    return ("speakers and turns of 1,000 quotes, first time", took, "ms", None)


if __name__ == "__main__":
    for line in run():
        print(line)
