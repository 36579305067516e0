"""Search in 8 MB of text in 200 sources: each way of searching, from the words to hits with the words around them.

Run alone: python -m benchmarks.search
"""

from __future__ import annotations

import random
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.study_corpus import write_study
from benchmarks.transcript_corpus import WORDS, make_body
from crosscase.language.folding import folding
from crosscase.language.pattern import How
from crosscase.language.words import vocabulary
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.synthesis.searching import Inside, search

Figure = tuple[str, float, str, float | None]

SOURCES, LINES = 200, 320
SIZE, CODINGS = 40_000, 10_000  # of the study whose quotes are searched
PLAIN_MS, NEAR_MS = 300.0, 2000.0
SHOWN = 2_000  # hits that are put together with their words, line, speaker and section
ROUNDS = 3
ASKED: tuple[tuple[str, How, float], ...] = (
    ("rapportering", "text", PLAIN_MS),
    ("avtale", "text", PLAIN_MS),
    ("læring møte", "words", PLAIN_MS),
    ("ledelsen", "words", PLAIN_MS),
    (r"rapport\w+ (tillit|støtte)", "regex", PLAIN_MS),
    ("rapporteringen", "near", NEAR_MS),
    ("ansatt lærer", "near", NEAR_MS),
)


def run() -> list[Figure]:
    """Milliseconds of CPU: the first search in texts never searched before, and later ones; medians of these."""
    with TemporaryDirectory() as name:
        study, size = long_texts(Path(name))
        figures: list[Figure] = [("text searched", size / 1e6, "MB", None)]
        for pattern, how, budget in ASKED:
            figures += _figures(study, pattern, how, "sources", budget)
    with TemporaryDirectory() as name:
        study = open_folder(write_study(Path(name), SOURCES, SIZE, CODINGS))
        return figures + _figures(study, "ressurser", "text", "quotes", PLAIN_MS)


def long_texts(folder: Path) -> tuple[Study, int]:
    """A study of long texts with many different words, as compounds make them; and its bytes."""
    write_study(folder, SOURCES, 10, 0)
    draw, size = random.Random(7), 0
    for number in range(SOURCES):
        words = make_body(LINES, seed=number).split(" ")
        for place in range(0, len(words), 4):
            if words[place].isalpha():
                words[place] = "".join(draw.choices(WORDS, k=2)) + draw.choice(("", "en", "er", "ene", "s"))
        text = f"---\ncase: case-{number % 20}\nkind: interview\nspeakers:\n  I1: {{role: leder}}\n---\n{' '.join(words)}\n"
        size += len(text.encode())
        (folder / f"interviews/case-{number % 20}/source-{number}.md").write_text(text, encoding="utf-8")
    return open_folder(folder), size


def _figures(study: Study, pattern: str, how: How, inside: Inside, budget: float) -> list[Figure]:
    folding.cache_clear()
    vocabulary.cache_clear()
    first, hits = _asked(study, pattern, how, inside)
    later = statistics.median(_asked(study, pattern, how, inside)[0] for _ in range(ROUNDS))
    what = f"search {inside}, {how} “{pattern}”, {hits:,} hits, CPU"
    return [(f"{what}: first", first, "ms", budget), (f"{what}: again", later, "ms", budget)]


def _asked(study: Study, pattern: str, how: How, inside: Inside) -> tuple[float, int]:
    begun = time.process_time()
    found = search(study, pattern, how, inside)
    shown = list(found.hits[:SHOWN])
    spent = (time.process_time() - begun) * 1000
    assert shown
    assert sum(found.by_case.values()) == len(found.hits)
    return spent, len(found.hits)


if __name__ == "__main__":
    for line in run():
        print(line)
