"""Statements found again by their words alone, whatever became of these."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from answered import (
    MEASURES,
    NUMBERS,
    STATEMENTS,
    changed,
    heard,
    row_of,
    said,
    sent_study,
    text_of,
    without_marks,
)
from crosscase.casework.matching_replies import Asked, Passage, matching
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The study that sent the form."""
    return open_folder(sent_study(tmp_path_factory.mktemp("matching") / "study"), "koder-a")


def descriptions() -> list[list[str]]:
    """The statements of the example study's cases."""
    found = []
    for file in sorted((ROOT / "cases").glob("*.yaml")):
        sections = yaml.safe_load(file.read_text(encoding="utf-8")).get("description", {})
        found.append([each["text"]["nb"] for section in sections.values() for each in section])
    return [each for each in found if each]


def edited(chance: random.Random, text: str, words: list[str], share: float) -> str:
    """A text of which a share of the words is left out, is another, or is followed by more."""
    out = []
    for word in text.split():
        what = chance.random() / share * 3
        if what < 1:
            continue
        out.append(chance.choice(words) if what < 2 else word)
        if 2 <= what < 3:
            out += chance.choices(words, k=chance.randint(1, 4))
    return " ".join(out)


@pytest.mark.parametrize(("share", "least"), [(0.1, 0.998), (0.3, 0.99), (0.5, 0.95)])
def test_edited_statements_are_found_again_without_any_mark_whatever_their_order(
    share: float, least: float
) -> None:
    cases = descriptions()
    words = [word for case in cases for text in case for word in text.split()]
    right = wrong = total = strangers = 0
    for seed in range(8):
        chance = random.Random(seed)
        for case in cases:
            statements = [Asked(str(place), "", (text,)) for place, text in enumerate(case)]
            kept = [place for place in range(len(case)) if chance.random() > 0.1]
            chance.shuffle(kept)
            passages = [Passage((edited(chance, case[place], words, share),)) for place in kept]
            foreign = [Passage((" ".join(chance.choices(words, k=12)),)) for _ in range(4)]
            found = matching([*passages, *foreign], statements).found
            total += len(kept)
            right += sum(found.get(at, ("", ""))[0] == str(place) for at, place in enumerate(kept))
            wrong += sum(at in found and found[at][0] != str(place) for at, place in enumerate(kept))
            strangers += sum(at in found for at in range(len(kept), len(kept) + 4))
            assert len({id for id, _ in found.values()}) == len(found)
    assert total > 800
    assert right / total >= least
    assert wrong / total < 0.002
    assert strangers / (8 * len(cases) * 4) < 0.03


def test_random_edits_of_a_form_without_marks_land_at_their_statements(study: Study) -> None:
    words = " ".join(STATEMENTS.values()).split()
    right = total = 0
    for seed in range(12):
        chance = random.Random(seed)
        wanted = {id: edited(chance, text, words, 0.2) for id, text in STATEMENTS.items()}

        def edit(root: Any, wanted: dict[str, str] = wanted, chance: random.Random = chance) -> None:
            for id, text in wanted.items():
                text_of(root, id).text = text
            rows = [row_of(root, id) for id in MEASURES]
            chance.shuffle(rows)
            for row in rows:
                row.getparent().append(row)

        found = said(heard(study, without_marks(changed(edit), numbers=True)))
        for id, text in wanted.items():
            same = " ".join(text.split()) == STATEMENTS[id]
            total += 1
            right += found.get(id, ("", "", ""))[2] == ("" if same else text)
    assert right / total > 0.97
    assert NUMBERS["bbbbbbbb24"] == "2.4"
