"""100,000 open answers of 30 words scanned for 60 keywords by two processes; time on the clock and memory.

The answers are put together from the example study's own sentences, with made-up words among them, so that there are
many words that no dictionary knows. Run alone: python -m benchmarks.corpus
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from crosscase.language.keywords import Entry
from crosscase.language.spread import chunked, spread
from crosscase.study.codebook import Codebook
from crosscase.study.opening import open_folder

Figure = tuple[str, float, str, float | None]

ANSWERS, WORDS, KEYWORDS, JOBS = 100_000, 30, 60, 2
BUDGET_S = 60.0
NEW = 0.02  # of the words are met for the first time, as names, slips and compounds are
_LETTERS = "aeiourstnlkmgdpåø"
_SCALE = 1 if sys.platform == "darwin" else 1024


def run() -> list[Figure]:
    """Seconds on the clock, and the most memory of this process and of one of the others."""
    study = open_folder(Path(__file__).parent.parent)
    vocabulary = [word for source in study.sources.values() for word in source.body.split()]
    setup = (entries(study.codebook), study.settings.language)
    before = time.perf_counter()
    hits = answers = 0
    for found in spread(
        "crosscase.language.keywords:hits_in", setup, chunked(_answers(vocabulary)), jobs=JOBS
    ):
        answers += len(found)
        hits += sum(map(len, found))
    seconds = time.perf_counter() - before
    assert answers == ANSWERS
    assert hits > ANSWERS // 10
    own, others = (
        resource.getrusage(who).ru_maxrss * _SCALE / 2**20
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    told = f"{ANSWERS:,} answers of {WORDS} words, {KEYWORDS} keywords, {JOBS} processes"
    return [
        (f"{told}: scanned, {hits:,} hits", seconds, "s", BUDGET_S),
        ("most memory: this process", own, "MB", None),
        ("most memory: one of the others", others, "MB", None),
    ]


def entries(codebook: Codebook) -> tuple[Entry, ...]:
    """The example's keywords, as many as are measured."""
    found: list[Entry] = []
    left = KEYWORDS
    for code in codebook:
        words = code.keywords[:left]
        if words:
            found.append(Entry(code.code, words, (), ()))
            left -= len(words)
    assert left == 0
    return tuple(found)


def _answers(vocabulary: list[str]) -> Iterator[str]:
    chance = random.Random(7)
    for _ in range(ANSWERS):
        yield " ".join(
            "".join(chance.choices(_LETTERS, k=chance.randint(5, 14)))
            if chance.random() < NEW
            else chance.choice(vocabulary)
            for _ in range(WORDS)
        )


if __name__ == "__main__":
    for row in run():
        print(row)
