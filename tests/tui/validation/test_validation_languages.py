"""Deciding in two languages: what stays as it is is said, and the other language can be given before it is applied."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from validation_host import DISPUTED, desk, round_study

from studies import put
from validations import answer

NB, EN = "Skolene melder om rasistiske utsagn hver uke.", "Schools report such words every week."
PROPOSED = "Schools report such words every month."
ANSWERS = [answer("english001", "alta/I2", DISPUTED, "changes", proposed=PROPOSED)]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A round in which the statement was sent in both languages."""
    root = round_study(tmp_path / "study", ANSWERS)
    name = "validation/round-1/statements.yaml"
    read = yaml.safe_load((root / name).read_text(encoding="utf-8"))
    for each in read["statements"]:
        if each["id"] == f"{DISPUTED}:1":
            each["text"] = {"nb": NB, "en": EN}
    put(root, name, yaml.safe_dump(read, allow_unicode=True, sort_keys=False))
    return root


async def test_accepting_english_words_says_that_the_norwegian_text_stays_and_e_gives_it(study: Path) -> None:
    async with desk(study) as at:
        await at.at(DISPUTED)
        await at.press("a")
        assert at.decisions()[DISPUTED]["text"] == {"en": PROPOSED}
        assert "accept; the text in nb, the study's own, stays; e writes it" in at.said()
        await at.press("e")
        assert "nb  stays as it is so far" in at.text()
        assert f"en  decided: {PROPOSED[:20]}" in at.text()
        await at.press("enter")
        shown = " ".join(at.text().split())
        assert f"Decided in en: {PROPOSED}" in shown
        assert f"As sent: {NB}" in shown
        await at.type(" Eller hver måned.")
        await at.press("tab")
        await at.type("som I2 sier")
        await at.press("ctrl+s")
        decided = at.decisions()[DISPUTED]
        assert (decided["choice"], decided["text"]) == (
            "adapt",
            {"nb": f"{NB} Eller hver måned.", "en": PROPOSED},
        )
        assert "adapt; u takes it back" in at.said()
        await at.press("A", "y")
        (made,) = at.written("utfordringer")
        assert (made["text"], made["version"]) == ({"nb": f"{NB} Eller hver måned.", "en": PROPOSED}, 2)


async def test_applying_in_one_language_says_that_the_other_text_is_older(study: Path) -> None:
    async with desk(study) as at:
        await at.at(DISPUTED)
        await at.press("a", "A")
        assert "1 statement with other words. alta 2.1: its text in nb is" in at.text()
        await at.press("y")
        (made,) = at.written("utfordringer")
        assert made["text"] == {"nb": NB, "en": PROPOSED}
