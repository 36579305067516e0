"""Walking through the codings that an edit elsewhere changed or lost: keep, place, drop, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_host import (
    CAPACITY,
    CHANGED,
    KNOWLEDGE,
    LARGE,
    LOST,
    NEW,
    OTHERS,
    SCHOOLS,
    SIZES,
    SMALL,
    SOURCE,
    desk,
)

from crosscase.tui.who import CoderDialog
from studies import Coded


@pytest.mark.parametrize("size", SIZES)
async def test_the_words_of_then_stand_beside_the_text_of_now_with_what_differs(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "study", CHANGED, LOST, size=size) as at:
        assert "2 of your codings want a look: press R" in at.said()
        await at.press("R")
        assert "KA Kapasitet  changed" in at.shown("#where")
        assert f"{SOURCE} · line 10 · I1 · Barrierer" in at.shown("#where")
        assert "memo: Sagt flere ganger." in at.shown("#where")
        assert f"I1: Det er {CAPACITY}. Vi er to stykker." in at.shown("#old")
        assert "Intervjuer: Hva står i veien?" in at.shown("#old")
        assert at.shown("#differs") == "mangel på [-ressurser-]{+folk+} for å prioritere tiltak"
        assert at.selected == NEW
        screen = at.text()
        assert "mangel på ressurser" in screen
        assert "{+folk+}" in screen
        assert "1 of 2 · then 1 of others" in screen
        assert at.changed() == set()


@pytest.mark.parametrize("size", SIZES)
async def test_lost_words_are_shown_with_where_they_stood(tmp_path: Path, size: tuple[int, int]) -> None:
    async with desk(tmp_path / "study", LOST, size=size) as at:
        await at.press("R")
        assert "SK Rasisme i skolen ★  lost" in at.shown("#where")
        assert "stood about line 5" in at.shown("#where")
        assert f"I2: {SCHOOLS}" in at.shown("#old")
        assert "I2: Nei." in at.text()
        assert at.selected == ""


async def test_keep_takes_the_words_of_now_and_goes_on(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", CHANGED, LOST) as at:
        await at.press("R", "k")
        assert NEW in at.coded()
        assert CAPACITY not in at.coded()
        assert "2 of 2" in at.text()
        assert "lost" in at.shown("#where")
        await at.press("u")
        assert at.changed() == set()
        assert "changed" in at.shown("#where")
        assert "undid: accept words of barriers/capacity" in at.shown("#said")


async def test_words_are_picked_in_the_text_and_the_coding_is_put_on_them(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LOST, size=SMALL) as at:
        await at.press("R", "p")
        assert at.review.picking
        at.review.view.goto(at.review.view.segments.body.index("Vi merker"))
        await at.press("s", "enter")
        assert at.coded()["Vi merker det mest på nettet."]["code"] == "challenges/schools"
        assert SCHOOLS not in at.coded()
        assert not at.is_open
        assert "none of your codings wants a look any more" in at.said()
        await at.press("u")
        assert at.changed() == set()


async def test_without_a_selection_the_sentence_at_the_cursor_is_meant(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LOST) as at:
        await at.press("R", "p")
        at.review.view.goto(at.review.view.segments.body.index("Nei."))
        await at.press("enter")
        assert at.coded()["Nei."]["code"] == "challenges/schools"


async def test_a_place_that_is_like_the_words_is_taken_by_its_number(tmp_path: Path) -> None:
    elsewhere = (
        "Og så mangler vi kunnskap",
        "På skolen melder de om rasistiske utsagn nå og da. Vi mangler kunnskap",
    )
    async with desk(tmp_path / "study", LOST, elsewhere) as at:
        await at.press("R")
        while "Rasisme i skolen" not in at.shown("#where"):
            await at.press("n")
        assert at.shown("#near").startswith("1  ")
        assert "rasistiske utsagn nå og da" in at.shown("#near")
        await at.press("9")
        assert not at.review.picking
        await at.press("1")
        assert at.review.picking
        words = at.selected
        assert "rasistiske utsagn" in words
        await at.press("enter")
        assert at.coded()[words]["code"] == "challenges/schools"


async def test_while_words_are_picked_letters_select_and_decide_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LOST) as at:
        await at.press("R", "p", "d", "n", "u", "k", "p")
        assert at.changed() == set()
        assert at.selected
        await at.press("escape", "escape")
        assert at.is_open
        assert not at.review.picking
        await at.press("enter")
        assert at.changed() == set()
        await at.press("escape")
        assert not at.is_open


async def test_drop_takes_the_coding_away_and_undo_brings_it_back(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LOST) as at:
        await at.press("R", "d")
        assert set(at.coded()) == {CAPACITY, KNOWLEDGE}
        assert not at.is_open
        await at.press("u")
        assert at.changed() == set()


async def test_a_lost_coding_may_stay_lost_and_is_not_offered_again(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    async with desk(folder, LOST) as at:
        await at.press("R", "k")
        assert "at" not in at.coded()[SCHOOLS]
        assert not at.is_open
        at.app.session.save()
    async with desk(folder) as at:
        assert "want" not in at.said()
        await at.press("R")
        assert "lost" in at.shown("#where")
        assert f"I2: {SCHOOLS}" in at.shown("#old")
        await at.press("d")
        assert SCHOOLS not in at.coded()


async def test_a_lost_coding_kept_by_mistake_comes_back_with_undo(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", CHANGED, LOST) as at:
        await at.press("R", "n", "k", "u")
        assert "lost" in at.shown("#where")
        assert at.changed() == set()
        await at.press("escape")
        at.app.session.save()
    async with desk(tmp_path / "study") as at:
        assert "2 of your codings want a look" in at.said()


async def test_others_codings_are_shown_and_left_to_them(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", CHANGED) as at:
        await at.press("R", "n")
        assert "koder-b’s" in at.shown("#where")
        assert OTHERS in at.shown("#old")
        assert "1 of 1 of others" in at.text()
        for key in ("k", "d", "p"):
            await at.press(key)
            assert "koder-b’s to decide" in at.shown("#said")
        assert at.changed() == set()
        assert not at.review.picking
        await at.press("N")
        assert "koder-b" not in at.shown("#where")


async def test_who_codes_is_asked_at_the_first_decision_alone(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", CHANGED, coder="") as at:
        assert "2 of codings want a look" not in at.said()
        assert "2 codings want a look: press R" in at.said()
        await at.press("R", "n", "N")
        assert at.is_open
        await at.press("k")
        assert isinstance(at.app.screen, CoderDialog)
        await at.press("escape")
        assert at.is_open
        assert at.changed() == set()


async def test_an_edit_elsewhere_while_the_workbench_is_open_is_offered_at_once(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        assert "want" not in at.said()
        await at.press("R")
        assert not at.is_open
        assert "no coding wants a look" in at.said()
        await at.edited(CHANGED)
        assert "1 of your codings wants a look: press R" in at.said()


async def test_an_edit_elsewhere_during_the_review_is_followed_and_nothing_is_decided_on_old_words(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study", CHANGED) as at:
        await at.press("R")
        await at.edited(("mangel på folk for å", "mangel på tid for å"))
        assert at.shown("#differs") == "mangel på [-ressurser-]{+tid+} for å prioritere tiltak"
        assert at.selected == "mangel på tid for å prioritere tiltak"
        # the next edit comes between two looks at the disk
        file = at.folder / f"interviews/{SOURCE}.md"
        file.write_text(
            file.read_text(encoding="utf-8").replace("mangel på tid", "mangel på penger"), encoding="utf-8"
        )
        await at.press("k")
        assert "was not done" in at.shown("#said")
        assert CAPACITY in at.coded()
        await at.press("k")
        assert "mangel på penger for å prioritere tiltak" in at.coded()


async def test_words_being_picked_stay_picked_when_something_else_is_changed_elsewhere(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study", CHANGED) as at:
        await at.press("R", "p", "down", "s")
        picked = at.selected
        assert picked
        file = at.folder / "codebook/codebook.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("Kunnskap", "Viten"), encoding="utf-8")
        at.app.poll()
        await at.settled()
        assert at.selected == picked
        await at.press("enter")
        assert picked in at.coded()


async def test_where_the_text_changes_under_the_words_being_picked_that_is_said(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", CHANGED) as at:
        await at.press("R", "p", "s")
        await at.edited(("mangel på folk for å", "mangel på tid for å"))
        assert "changed by another program: p picks words anew" in at.shown("#said")
        await at.press("enter")  # nothing is picked any more
        assert CAPACITY in at.coded()


async def test_what_another_program_mended_needs_no_decision_any_more(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", CHANGED) as at:
        await at.press("R")
        await at.edited((CHANGED[1], CHANGED[0]))
        assert not at.is_open


async def test_the_former_text_stays_beside_the_next_coding_after_the_first_was_saved(tmp_path: Path) -> None:
    later = Coded("barriers/capacity", "Vi er to stykker.")
    codings = {(SOURCE, "koder-a"): [Coded("challenges/schools", SCHOOLS), later]}
    stykker = ("Vi er to stykker.", "Vi er bare to stykker nå.")
    async with desk(tmp_path / "study", LOST, stykker, codings=codings) as at:
        await at.press("R", "k")
        assert "lost" in at.shown("#where")
        assert f"I2: {SCHOOLS}" in at.shown("#old")
        assert "I1: Vi merker det mest på nettet." in at.shown("#old")


async def test_brackets_in_the_words_are_words(tmp_path: Path) -> None:
    marked = ("mangel på ressurser for å", "mangel [på] [/]ressurser[bold] for å")
    async with desk(tmp_path / "study", marked, size=LARGE) as at:
        await at.press("R")
        assert "[bold]" in at.text()
        assert "[/]" in at.text()
        await at.press("k")
        assert "mangel [på] [/]ressurser[bold] for å prioritere tiltak" in at.coded()


async def test_the_palette_knows_the_review(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", CHANGED) as at:
        await at.press("ctrl+p")
        await at.press(*"review")
        assert "Code: Review edited" in at.text()
        await at.press("enter")
        assert at.is_open


async def test_every_key_is_told_in_the_help_of_the_review(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", CHANGED) as at:
        await at.press("R", "f1")
        for words in ("Keep the coding as it was found", "Take the coding away", "Go to the coding before"):
            assert words in " ".join(at.text().split())
