"""Importing many transcripts at once: plain texts, and Word files."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from crosscase.reading.files import files_in, read_file
from crosscase.reading.importing import Said, items_of, keep_originals, plan_import, with_accepted, with_said
from crosscase.study.model import Speaker
from crosscase.study.opening import open_folder
from crosscase.study.originals import read_index
from crosscase.study.starting import start_study

FILES, WORD_FILES = 1000, 200
CHARACTERS = 40_000
WORDS = ("vi", "har", "for", "lite", "tid", "og", "få", "folk", "til", "å", "følge", "opp")

Measure = tuple[str, float, str, float | None]


def run() -> list[Measure]:
    """CPU time of taking in 1,000 texts and 200 Word files of 40 KB, from their bytes to sources on disk."""
    return [
        *_measured("text transcripts", FILES, _text_files, 2.0),
        *_measured("Word transcripts", WORD_FILES, _word_files, 20.0),
    ]


def _measured(
    what: str, count: int, made: Callable[[Path, int], Sequence[Path]], budget: float
) -> list[Measure]:
    with TemporaryDirectory() as folder:
        (texts := Path(folder) / "texts").mkdir()
        made(texts, count)
        root = start_study(Path(folder) / "study")
        begun, at = time.process_time(), time.perf_counter()
        _imported(root, texts)
        spent, passed = time.process_time() - begun, time.perf_counter() - at
        assert len(open_folder(root).sources) == count
        assert len(list((root / "private").rglob("Intervju*"))) == count
    name = f"import of {count:,} {what} of {CHARACTERS // 1000} KB"
    return [(f"{name}, CPU", spent, "s", budget), (f"{name}, as it passes", passed, "s", None)]


def _imported(root: Path, folder: Path) -> None:
    """What `crosscase import FOLDER` does, without the list that it prints."""
    study, index = open_folder(root), read_index(root)
    said = Said("alta", "interview", speakers=(Speaker("I1"), Speaker("I2")))
    items = [
        with_accepted(with_said(item, said, found.case))
        for found in files_in([folder])
        for item in items_of(read_file(found.path))
    ]
    plan = plan_import(study, items, index)
    assert plan.edit is not None
    study.apply(plan.edit)
    assert not keep_originals(study, plan.outcomes)


def _turns(chance: random.Random) -> list[str]:
    turns, size = [], 0
    while size < CHARACTERS:
        turns.append(f"I{chance.randint(1, 2)}: {' '.join(chance.choices(WORDS, k=40)).capitalize()}.")
        size += len(turns[-1].encode()) + 1
    return turns


def _text_files(folder: Path, count: int) -> list[Path]:
    chance = random.Random(7)
    files = [folder / f"Intervju {number}.txt" for number in range(count)]
    for file in files:
        file.write_text("\n".join(_turns(chance)) + "\n", encoding="utf-8")
    return files


def _word_files(folder: Path, count: int) -> list[Path]:
    import docx

    chance = random.Random(8)
    files = [folder / f"Intervju {number}.docx" for number in range(count)]
    for file in files:
        document = docx.Document()
        document.add_heading("Utfordringsbildet", 1)
        for turn in _turns(chance):
            document.add_paragraph(turn)
        document.save(str(file))
    return files
