"""Coding, memos and taking back, as a coder does them at the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from code_host import (
    CAPACITY,
    KNOWLEDGE,
    RECENT,
    SCHOOLS,
    SIZES,
    SMALL,
    SOURCE,
    UNCODED,
    Desk,
    desk,
    words_at,
)

from crosscase.tui.dialogs import Confirm
from crosscase.tui.memo_editor import MemoEditor
from crosscase.tui.picker import Picker
from crosscase.tui.who import CoderDialog


@pytest.mark.parametrize("size", SIZES)
async def test_a_sentence_gets_a_recent_code_in_at_most_three_presses(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    for number, presses in enumerate([["full_stop"], ["s", "2"], ["c", "enter"], ["s", "c", "enter"]]):
        assert len(presses) <= 3
        async with desk(tmp_path / f"study-{number}", size) as at:
            await at.at(UNCODED)
            await at.press(*presses)
            [made] = [c for c in at.codings() if c["quote"] == UNCODED]
            assert made["code"] == ("barriers/capacity" if "2" in presses else "barriers/knowledge")
            assert words_at(made["at"]) == UNCODED


async def test_a_coding_on_disk_has_place_words_and_their_surroundings(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(UNCODED)
        await at.press("full_stop")
        [made] = [c for c in at.codings() if c["quote"] == UNCODED]
        start, end = made["at"]
        assert at.body[start:end] == UNCODED
        assert at.body[:start].endswith(made["before"])
        assert at.body[end:].startswith(made["after"])
        assert len(made["before"]) == len(made["after"]) == 32


async def test_again_repeats_what_the_picker_gave_and_number_keys_stay_where_they_are(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", (200, 60)) as at:
        assert "Kunnskap" in at.text()
        await at.at(UNCODED)
        await at.press("c")
        await at.type("utfordringer")
        await at.press("enter")
        await at.at("Vi merker")
        await at.press("full_stop")
        assert at.coded("Vi merker det mest på nettet.") == ["challenges"]
        rows = at.lines()
        assert any("Kunnskap" in row and "‹1›" in row for row in rows)
        assert any("Utfordringer" in row and "‹4›" in row for row in rows)


async def test_the_same_code_twice_on_the_same_words_is_said_and_not_written(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        before = at.codings()
        await at.select(KNOWLEDGE)
        await at.press("1")
        assert at.codings() == before
        assert "have the code barriers/knowledge already" in at.said()


async def test_a_new_code_is_made_on_the_spot_beside_the_last_one_and_undo_takes_both_back(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(UNCODED)
        await at.press("c")
        await at.type("Stillhet")
        assert "+ new code “Stillhet” under Barrierer" in at.text()
        await at.press("down", "enter")
        assert at.coded(UNCODED) == ["barriers/stillhet"]
        made = at.codebook()["codes"][0]["children"][-1]
        assert (made["code"], made["name"], made["color"]) == ("stillhet", {"nb": "Stillhet"}, "#D55E00")
        assert any("Stillhet" in row and "1" in row for row in at.lines())
        await at.press("u")
        assert at.coded(UNCODED) == []
        assert [child["code"] for child in at.codebook()["codes"][0]["children"]] == ["capacity", "knowledge"]
        assert "undid: code barriers/stillhet (a new code)" in at.said()
        assert "Stillhet" not in "".join(at.lines()[1:-3])
        await at.press("U")
        assert at.coded(UNCODED) == ["barriers/stillhet"]
        assert len(at.codebook()["codes"][0]["children"]) == 3


@pytest.mark.parametrize(
    ("typed", "steps", "path"),
    [("Stillhet", 0, "stillhet"), ("Stillhet", 1, "barriers/stillhet"), ("challenges/Stillhet", 0, "challenges/stillhet"),
     ("Kapasitet/Vikarer", 0, "barriers/capacity/vikarer")],
)  # fmt: skip
async def test_a_new_code_at_the_top_or_under_the_parent_that_was_typed(
    tmp_path: Path, typed: str, steps: int, path: str
) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(UNCODED)
        await at.press("c")
        await at.type(typed)
        await at.press(*["down"] * steps, "enter")
        assert at.coded(UNCODED) == [path]


async def test_escape_leaves_the_picker_and_nothing_is_coded(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        before = at.codings()
        await at.at(UNCODED)
        await at.press("c", "escape")
        assert at.codings() == before
        assert at.view.has_focus


async def test_a_memo_is_written_on_several_lines_changed_and_removed(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(KNOWLEDGE)
        await at.press("m")
        await at.type("en")
        await at.press("enter")
        await at.type("to")
        await at.press("ctrl+s")
        assert at.coding_of(KNOWLEDGE)["memo"] == "en\nto"
        assert at.view.has_focus
        await at.press("m", *["backspace"] * len("en\nto"), "ctrl+s")
        assert "memo" not in at.coding_of(KNOWLEDGE)


async def test_leaving_a_changed_memo_asks_and_an_unchanged_one_does_not(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        before = at.codings()
        await at.at(CAPACITY)
        await at.press("m", "escape")
        assert at.app.screen is at.screen
        await at.press("m")
        await at.type("!")
        await at.press("escape")
        assert isinstance(at.app.screen, Confirm)
        await at.press("n")
        assert isinstance(at.app.screen, MemoEditor)
        assert "Sagt flere ganger.!" in at.text()
        await at.press("escape", "y")
        assert at.app.screen is at.screen
        assert at.codings() == before


async def test_leaving_the_program_asks_about_a_memo_that_is_being_written(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(CAPACITY)
        await at.press("m")
        await at.type("!")
        await at.press("ctrl+q")
        assert isinstance(at.app.screen, Confirm)
        await at.press("n")
        assert isinstance(at.app.screen, MemoEditor)
        await at.press("ctrl+s")
        assert at.coding_of(CAPACITY)["memo"].endswith("!")


async def test_saving_a_memo_as_it_was_changes_no_file(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(CAPACITY)
        await at.press("m", "ctrl+s")
        assert at.app.study.history.next_undo is None


async def test_undo_and_redo_say_their_names_and_go_to_the_place_as_it_is_then(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(KNOWLEDGE)
        await at.press("right_square_bracket")
        await at.press("ctrl+home")
        await at.press("u")
        assert "undid: extend barriers/knowledge" in at.said()
        assert at.selected == KNOWLEDGE
        await at.press("ctrl+home")
        await at.press("ctrl+r")
        assert "did again: extend barriers/knowledge" in at.said()
        assert at.selected == KNOWLEDGE + " om"
        assert at.coded(KNOWLEDGE + " om") == ["barriers/knowledge"]


async def test_undo_goes_to_the_source_where_the_change_was(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(KNOWLEDGE)
        await at.press("x")
        await at.press("t")
        await at.type("skien")
        await at.press("enter")
        assert "skien/plan" in at.lines()[0]
        await at.press("u")
        assert SOURCE in at.lines()[0]
        assert at.selected == KNOWLEDGE
        assert at.coded(KNOWLEDGE) == ["barriers/knowledge"]


async def test_who_codes_is_asked_at_the_first_change_and_not_again(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", SMALL, coder="") as at:
        await at.press("greater_than_sign", "slash", "escape", "n", "z", "z")
        assert at.app.screen is at.screen  # reading asks nothing
        await at.at(UNCODED)
        await at.press("full_stop")
        assert isinstance(at.app.screen, CoderDialog)
        await at.press("down", "enter")
        assert at.coded(UNCODED, "koder-b") == ["barriers/capacity"]  # what anybody used last
        assert at.coded(UNCODED, "koder-a") == []
        assert "koder-b" in at.lines()[0]
        assert at.view.has_focus
        await at.at("Vi merker")
        await at.press("full_stop")
        assert at.app.screen is at.screen
        mine = {mark.coder: mark.mine for mark in at.view.marks}
        assert mine == {"koder-a": False, "koder-b": True}
    async with desk(tmp_path / "study", SMALL, coder="") as again:
        assert again.app.study.coder == "koder-b"
        assert "koder-b" in again.lines()[0]


async def test_leaving_the_question_who_codes_changes_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", coder="") as at:
        before = at.codings()
        await at.at(UNCODED)
        await at.press("full_stop", "escape")
        assert at.codings() == before
        assert "nobody said who codes" in at.said()


@pytest.mark.parametrize("key", ["x", "m", "asterisk", "r", "right_square_bracket", "e"])
async def test_another_coders_coding_is_not_changed(tmp_path: Path, key: str) -> None:
    others = "Det er mangel på ressurser for å prioritere tiltak."
    async with desk(tmp_path / "study") as at:
        file = at.folder / f"codings/{SOURCE}/koder-b.yaml"
        before = file.read_bytes()
        await at.press("greater_than_sign", "greater_than_sign")
        assert at.selected == others
        if key == "e":
            await at.press("shift+left")
        await at.press(key)
        assert file.read_bytes() == before
        if key == "e":  # one's own coding lies there too, but it is the other's that was chosen
            assert at.coded(CAPACITY) == ["barriers/capacity"]
        assert "that coding is koder-b's" in at.said()


async def test_keys_on_a_coding_say_so_where_there_is_none(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(UNCODED)
        for key in ("x", "m", "asterisk", "r", "comma", "left_square_bracket"):
            await at.press("escape", key)
            assert "no coding at the cursor" in at.said(), key


async def test_the_choice_among_several_codings_is_the_one_that_keys_act_on(tmp_path: Path) -> None:
    coded = [*RECENT[SOURCE, "koder-a"]]
    async with desk(tmp_path / "study", codings={(SOURCE, "koder-a"): coded}) as at:
        await at.select(CAPACITY)
        await at.press("1")
        assert sorted(at.coded(CAPACITY)) == ["barriers/capacity", "barriers/knowledge"]
        assert "▸ KU Kunnskap" in at.pane()
        await at.press("comma", "x")
        assert at.coded(CAPACITY) == ["barriers/knowledge"]


async def _changed_elsewhere(at: Desk, old: str, new: str) -> None:
    file = at.folder / f"interviews/{SOURCE}.md"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    at.app.poll()
    await at.settled()


async def test_words_that_changed_while_the_picker_was_open_are_not_coded(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        before = [c["quote"] for c in at.codings()]
        await at.at(SCHOOLS)
        await at.select(UNCODED)
        await at.press("c")
        assert isinstance(at.app.screen, Picker)
        await _changed_elsewhere(at, "Vi merker det mest", "Vi merker det kanskje mest")
        await at.press("enter")
        assert "select the words again" in at.said()
        assert [c["quote"] for c in at.codings()] == before


async def test_the_place_stays_on_its_words_when_another_program_changes_the_text(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await _changed_elsewhere(at, "# Utfordringsbildet", "# Utfordringsbildet i Alta")
        assert "changed by another program, read again: interviews/alta/fokusgruppe.md" in at.said()
        assert "# Utfordringsbildet i Alta" in at.text()
        await at.press("greater_than_sign")
        assert at.selected == SCHOOLS
