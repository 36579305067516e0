"""What is said besides the statements: placed piece by piece, noted without a reason, written as a statement."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from validation_host import DISPUTED, MISSING, ROUND, SILENT, desk

from crosscase.tui.validation.dialog import DecisionDialog
from validations import answer

MAIL = "Ikke to, men tre stillinger. Dere har glemt Samisk uke."
WORDS = "Det er skolene i byen som melder fra."
ANSWERS = [
    answer("mail000001", "alta/I2", kind="unmatched", text=MAIL),
    answer("thanks0001", "alta/I1", kind="general", text="Takk for en fin beskrivelse."),
    answer(MISSING, "alta/I1", section="barrierer", text="Dere har glemt avstandene."),
    answer("reader0001", "alta/I3", DISPUTED, "changes", text=WORDS),
]


def said(folder: Path, who: str) -> list[dict[str, object]]:
    """The answers of an informant on the disk."""
    file = folder / ROUND / "answers" / f"{who}.yaml"
    found: list[dict[str, object]] = yaml.safe_load(file.read_text(encoding="utf-8"))["answers"]
    return found


async def test_pieces_of_a_mail_go_where_they_belong_and_the_rest_stays(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", answers=ANSWERS) as at:
        assert at.line().startswith(
            "Round 1 · due 2022-01-14 · 1 to decide on, 1 addition, 1 remark to note, 1 to place"
        )
        before = said(at.folder, "alta/i2")
        await at.at("mail000001")
        await at.press("m", "home", *["shift+right"] * len("Ikke to, men tre stillinger."), "enter")
        await at.type("to stillinger")
        await at.press("enter", "down", "enter")
        placed = {each.get("statement", ""): each for each in said(at.folder, "alta/i2")}
        assert placed[SILENT]["text"] == "Ikke to, men tre stillinger."
        assert placed[SILENT]["verdict"] == "changes"
        assert placed[""]["text"] == "Dere har glemt Samisk uke."
        await at.at("mail000001")
        await at.press("m", "enter")
        await at.type("missing Utfordr")
        await at.press("enter")
        left = {each.get("kind", "statement"): each for each in said(at.folder, "alta/i2")}
        assert (left["addition"]["text"], left["addition"]["section"]) == (
            "Dere har glemt Samisk uke.",
            "utfordringer",
        )
        assert "unmatched" not in left
        await at.press("u", "u")
        assert said(at.folder, "alta/i2") == before


async def test_thanks_are_noted_without_a_reason_and_what_is_missing_is_written_before_it_is_proposed(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study", answers=ANSWERS) as at:
        await at.at("thanks0001")
        await at.press("s", "ctrl+s")
        assert at.decisions()["thanks0001"]["choice"] == "keep"
        await at.at(MISSING)
        await at.press("a")
        assert isinstance(at.app.screen, DecisionDialog)
        await at.press("ctrl+a")
        await at.type("Avstandene er store.")
        await at.press("ctrl+s")
        decision = at.decisions()[MISSING]
        assert (decision["choice"], decision["text"]) == ("adapt", {"nb": "Avstandene er store."})
        assert "1 to apply" in at.line()
        await at.press("A")
        assert "Apply 1 decision of round 1?" in at.text()
        await at.press("y")
        assert at.said().startswith("applied 1 decision of round 1; u takes it all back")


async def test_words_about_a_statement_are_taken_up_by_writing_it_anew(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", answers=ANSWERS) as at:
        await at.at(DISPUTED)
        await at.press("a")
        assert at.said().startswith("nobody wrote the statement anew; e takes their words up")
        await at.press("e")
        shown = " ".join(at.text().split())
        assert WORDS in shown
        assert "Skolene melder om rasistiske utsagn hver uke." in shown


@pytest.mark.parametrize("width", [80, 100, 120])
async def test_no_word_of_the_line_of_a_round_is_cut(tmp_path: Path, width: int) -> None:
    async with desk(tmp_path / "study", (width, 30), answers=ANSWERS) as at:
        assert "…" not in at.line()
        assert "not ans" not in at.line().replace("not answered", "")
