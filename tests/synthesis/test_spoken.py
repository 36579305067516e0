"""Informants' words: which they are, whose, and which of them a stretch of text touches."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from random_studies import make_random_study

from crosscase.study.opening import open_folder
from crosscase.synthesis.spoken import spoken_of
from studies import make_study


def test_words_are_those_that_were_written_for_informants_with_speaker_and_section(tmp_path: Path) -> None:
    for seed in range(8):
        written = make_random_study(tmp_path / str(seed), seed)
        spoken = spoken_of(open_folder(written.folder))
        stretch = np.repeat(np.arange(len(spoken.stretch_source)), spoken.sizes())
        found = [
            (spoken.sources[spoken.stretch_source[at]], int(start), int(end), spoken.stretch_speaker[at],
             spoken.stretch_section[at])
            for start, end, at in zip(spoken.start, spoken.end, stretch, strict=True)
        ]  # fmt: skip
        expected = [(w.source, w.start, w.end, w.speaker, w.section) for w in written.words()]
        assert sorted(found) == sorted(expected)
        assert len(spoken) == len(expected)


def test_a_span_touches_the_words_of_which_it_has_a_character(tmp_path: Path) -> None:
    chance = random.Random(3)
    written = make_random_study(tmp_path / "s", 5)
    spoken = spoken_of(open_folder(written.folder))
    rows = []
    for _ in range(300):
        place = chance.randrange(len(spoken.sources))
        length = len(written.texts[spoken.sources[place]].body)
        start = chance.randrange(-1, length)
        rows.append((place, start, -1 if start < 0 else min(length, start + chance.randrange(1, 30))))
    rows += [(-1, 3, 9)]  # a source that is gone
    low, high = spoken.covered(*np.array(rows, np.int64).T)
    sources = np.repeat(np.arange(len(spoken.sources)), np.diff(spoken.first))
    for (place, start, end), first, last in zip(rows, low, high, strict=True):
        touched = [
            number
            for number in range(len(spoken))
            if sources[number] == place and start >= 0 and max(start, spoken.start[number]) < min(end, spoken.end[number])
        ]  # fmt: skip
        assert touched == list(range(first, last))


def test_words_are_found_anew_where_a_text_changes_and_only_then(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path / "s"))
    before = spoken_of(study)
    assert spoken_of(study) is before
    (tmp_path / "s/interviews/skien/plan.md").write_text(
        "---\ncase: skien\nkind: document\n---\nTo ord.\n", "utf-8"
    )
    again = spoken_of(open_folder(tmp_path / "s"))
    assert np.diff(again.first).tolist()[1] == 2
    assert np.diff(again.first)[0] == np.diff(before.first)[0]
