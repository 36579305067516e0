"""Placing the codings of a split code one after the other, today or another day."""

from __future__ import annotations

from pathlib import Path

import pytest
from book_host import CAPACITY, LATER, SIZES, Book, book
from textual.widgets import Static

from crosscase.tui.codebook.split_queue import SplitQueue
from crosscase.tui.picker import Picker
from crosscase.tui.who import CoderDialog
from studies import CODEBOOK

CONTACT = "Kommunen skal ha én fast kontakt."


async def split(at: Book, names: str = "Folk\nPenger") -> None:
    """Begin the split of capacity, as far as the first coding."""
    await at.at("barriers/capacity")
    await at.press("s")
    await at.type(names)
    await at.press("ctrl+s")
    assert isinstance(at.app.screen, SplitQueue)


def shown(at: Book, part: str) -> str:
    """A part of the queue."""
    return str(at.app.screen.query_one(part, Static).render())


@pytest.mark.parametrize("size", SIZES)
async def test_codings_are_placed_by_number_and_enter_each_as_one_step(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with book(tmp_path / "study", size) as at:
        await split(at)
        assert "alta/fokusgruppe · line 10 · I1 · Barrierer" in shown(at, "#where")
        assert f"Det er {CAPACITY}. {LATER}" in shown(at, "#words")
        assert "Intervjuer: Hva står i veien?" in shown(at, "#words")
        assert "left to others: koder-b 1" in at.flat()
        assert "memo: Sagt flere ganger." in at.flat()
        await at.press("1")
        assert "[x] 1" in at.text()
        await at.press("1")
        assert "[x]" not in at.text()
        await at.press("enter")
        assert "tick a new code by its number first" in at.text()
        await at.press("1", "enter")
        assert at.coded()[CAPACITY] == ["barriers/folk"]
        assert "2 of 3" in at.text()
        await at.press("2", "1", "enter")
        assert sorted(at.coded()[LATER]) == ["barriers/folk", "barriers/penger"]
        assert "3 of 3" in at.text()
        assert CONTACT in shown(at, "#words")
        await at.press("u")
        assert at.coded()[LATER] == ["barriers/capacity"]
        assert "2 of 3" in at.text()
        assert LATER in shown(at, "#words")
        await at.press("escape", "u", "u")
        assert at.changed() == set()


async def test_a_kept_coding_stays_and_once_all_are_decided_the_split_can_end(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await split(at)
        await at.press("k")
        assert "1 coding kept as Kapasitet" in at.text()
        await at.press("u")
        assert "1 of 3" in at.text()
        await at.press("k", "2", "enter", "2", "enter")
        assert isinstance(at.app.screen, Picker)
        assert "end the split of Kapasitet?" in at.text()
        assert "2 codings of 2 coders not placed stay with it" in at.flat()
        await at.press("down", "enter")
        assert "split" not in at.codes()["barriers/capacity"]
        assert at.coded()[CAPACITY] == ["barriers/capacity"]
        assert at.coded()[LATER] == ["barriers/penger"]
        assert at.coded("skien/plan") == {CONTACT: ["barriers/penger"]}
        await at.undone(4)


async def test_a_split_code_can_be_retired_when_its_codings_are_placed(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await split(at)
        await at.press("1", "enter", "1", "enter", "1", "enter", "enter")
        assert "split" not in at.codes()["barriers/capacity"]
        assert at.codes()["barriers/capacity"]["retired"]
        await at.undone(5)


async def test_what_is_not_placed_waits_for_another_day(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await split(at)
        await at.press("1", "enter", "escape")
        assert "split, 2 left" in at.row("Kapasitet")
        assert at.views() == "[all 7] unused 1  once 3  retired 0  split 1 "
    async with book(tmp_path / "study") as at:
        assert "split, 2 left" in at.row("Kapasitet")
        await at.press("V")
        assert [row for row in at.rows() if "KA" in row]
        await at.at("barriers/capacity")
        await at.press("s")
        assert isinstance(at.app.screen, SplitQueue)
        assert "1 of 2" in at.text()
        await at.press("space")
        assert CONTACT in shown(at, "#words")
        await at.press("backspace")
        assert LATER in shown(at, "#words")


async def test_another_coder_has_a_queue_of_their_own(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await split(at)
        await at.press("escape")
    async with book(tmp_path / "study", coder="koder-b") as at:
        await at.at("barriers/capacity")
        await at.press("s")
        assert "1 of 1" in at.text()
        assert "left to others: koder-a 3" in at.flat()
        await at.press("2", "enter")
        assert at.coded(coder="koder-b") == {
            "Det er mangel på ressurser for å prioritere tiltak.": ["barriers/penger"]
        }
        assert {file for file in at.changed() if file.startswith("codings/")} == {
            "codings/alta/fokusgruppe/koder-b.yaml"
        }


async def test_who_codes_is_asked_before_codings_are_placed(tmp_path: Path) -> None:
    async with book(tmp_path / "study", coder="") as at:
        await at.at("barriers/capacity")
        await at.press("s")
        await at.type("Folk")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, CoderDialog)
        await at.press("escape")
        assert "split" in at.codes()["barriers/capacity"]


async def test_codings_that_another_program_changes_meanwhile_are_followed(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await split(at)
        file = at.folder / "codings/skien/plan/koder-a.yaml"
        file.unlink()
        at.app.poll()
        await at.settled()
        assert "1 of 2" in at.text()
        at.folder.joinpath("codebook/codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
        at.app.poll()
        await at.settled()
        assert not isinstance(at.app.screen, SplitQueue)
