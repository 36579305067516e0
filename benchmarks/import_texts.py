"""Importing many text transcripts at once."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from crosscase.reading.texts import read_text
from crosscase.study.adding import NewText, add_texts
from crosscase.study.model import Speaker
from crosscase.study.opening import open_folder
from crosscase.study.starting import start_study

FILES = 1000
CHARACTERS = 40_000
WORDS = ("vi", "har", "for", "lite", "tid", "og", "få", "folk", "til", "å", "følge", "opp")

Measure = tuple[str, float, str, float | None]


def run() -> list[Measure]:
    """CPU time of taking in 1,000 files of 40 KB, from their bytes to sources on disk."""
    with TemporaryDirectory() as folder:
        files = _transcripts(Path(folder) / "texts")
        study = open_folder(start_study(Path(folder) / "study"))
        speakers = tuple(Speaker(name) for name in ("I1", "I2"))
        begun, at = time.process_time(), time.perf_counter()
        texts = (read_text(path) for path in files)
        edit, _ = add_texts(study, [_as_interview(text, speakers) for text in texts])
        assert edit is not None
        study.apply(edit)
        spent, passed = time.process_time() - begun, time.perf_counter() - at
        assert len(open_folder(study.root).sources) == FILES
    what = f"import of {FILES:,} text transcripts of {CHARACTERS // 1000} KB"
    return [(f"{what}, CPU", spent, "s", 2.0), (f"{what}, as it passes", passed, "s", None)]


def _as_interview(text: NewText, speakers: tuple[Speaker, ...]) -> NewText:
    return replace(text, case="alta", kind="interview", speakers=speakers)


def _transcripts(folder: Path) -> list[Path]:
    folder.mkdir()
    chance = random.Random(7)
    files = []
    for number in range(FILES):
        turns, size = [], 0
        while size < CHARACTERS:
            turn = f"I{chance.randint(1, 2)}: {' '.join(chance.choices(WORDS, k=40)).capitalize()}.\n"
            turns.append(turn)
            size += len(turn.encode())
        files.append(folder / f"Intervju {number}.txt")
        files[-1].write_text("".join(turns), encoding="utf-8")
    return files
