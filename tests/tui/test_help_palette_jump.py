"""Help, palette and jump mode: everything that works is found, by its name and its key."""

from pathlib import Path

import pytest
from place_host import LARGE, SIZES, SMALL, HostApp, Pane, host, lines, place, running, text
from textual.binding import Binding
from textual.command import CommandPalette
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from crosscase.tui.help import HelpScreen
from crosscase.tui.themes import NAMES


async def settled(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def palette_lines(app: HostApp) -> list[str]:
    options = app.screen.query_one(OptionList).options
    return [str(option.prompt).split("\n")[0] if isinstance(option.prompt, str) else option.prompt.plain.split("\n")[0]
            for option in options]  # fmt: skip


WRITTEN = {
    "esc": "Esc",
    "⏎": "Enter",
    "⌫": "Backspace",
    "pgup": "PgUp",
    "pgdn": "PgDn",
    "del": "Del",
    "^": "Ctrl+",
}


def written(display: str) -> str:
    """A key as the documentation writes it, from how Textual shows it."""
    *modifiers, key = [display] if len(display) == 1 else display.split("+")
    ctrl = len(key) > 1 and key.startswith("^")
    key = key[1:] if ctrl else key
    key = WRITTEN.get(key, key.title()) if len(key) > 1 or key in "⏎⌫" else key
    return "".join(f"{m.title()}+" for m in [*(["ctrl"] if ctrl else []), *modifiers]) + key


def live_keys(app: HostApp) -> dict[str, str]:
    """Key as it is written -> tooltip, straight from Textual."""
    return {
        written(app.get_key_display(active.binding)): active.binding.tooltip or active.binding.description
        for active in app.screen.active_bindings.values()
    }


@pytest.mark.parametrize("selector", ["#pane", "#list", "#field"])
async def test_help_shows_every_key_that_works_with_what_it_does(tmp_path: Path, selector: str) -> None:
    app = host(tmp_path)
    async with running(app, (100, 120)) as pilot:
        app.screen.query_one(selector).focus()
        await pilot.pause()
        expected = live_keys(app)
        assert len(expected) > 10
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        rows = [row.strip("│ ") for row in lines(app)]
        for key, tooltip in expected.items():
            assert [row for row in rows if key in row.split() and tooltip in row], (key, tooltip)


async def test_help_begins_with_the_keys_of_the_part_one_is_in(tmp_path: Path) -> None:
    app = host(tmp_path)
    async with running(app, (100, 120)) as pilot:
        app.screen.query_one("#list").focus()
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        rows = [row.strip("│ ") for row in lines(app)]
        nouns = ["Option list", "Edit", "App", "Focus", "Go"]
        assert sorted(nouns, key=rows.index) == nouns
        app.pop_screen()
        app.screen.query_one("#pane").focus()
        await pilot.press("f1")
        await pilot.pause()
        rows = [row.strip("│ ") for row in lines(app)]
        nouns = ["A pane shows [/] words.", "It can be crossed out.", "Pane", "Edit", "App", "Focus", "Go"]
        assert sorted(nouns, key=rows.index) == nouns


async def test_a_numbered_series_of_keys_is_one_row_in_the_help(tmp_path: Path) -> None:
    app = host(tmp_path)
    async with running(app, (100, 120)) as pilot:
        pane = place(app).query_one(Pane)
        for number in range(1, 10):
            binding = Binding(
                str(number),
                f"cross({number})",
                id=f"pane.slot-{number}",
                tooltip=f"Code with the code on key {number}",
            )
            pane._bindings.key_to_bindings[str(number)] = [binding]
        for key, words in (("8", "Do 8"), ("9", "Undo 9")):  # these say different things
            pane._bindings.key_to_bindings[f"f{key}"] = [
                Binding(f"f{key}", f"back({key})", id=f"pane.other-{key}", tooltip=words)
            ]
        pane.focus()
        await pilot.press("f1")
        await pilot.pause()
        rows = [" ".join(row.strip("│ ").split()) for row in lines(app)]
        assert rows.count("1–9 Code with the code on that key") == 1
        assert not [row for row in rows if "on key" in row]
        assert "F8 Do 8" in rows
        assert "F9 Undo 9" in rows


@pytest.mark.parametrize("size", SIZES)
async def test_help_scrolls_to_its_end_and_closes(tmp_path: Path, size: tuple[int, int]) -> None:
    app = host(tmp_path)
    async with running(app, size) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert "A pane shows [/] words." in text(app)
        scroll = app.screen.query_one(VerticalScroll)
        await pilot.press("j")
        assert scroll.scroll_y == min(1, scroll.max_scroll_y)
        await pilot.press("end")
        await pilot.pause()
        assert "pane.cross" in text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is place(app)


async def test_keys_that_a_field_takes_for_itself_are_not_offered_there(tmp_path: Path) -> None:
    app = host(tmp_path)
    async with running(app, LARGE) as pilot:
        app.screen.query_one("#field").focus()
        await pilot.press("question_mark", "u")
        assert app.screen.query_one(Input).value == "?u"
        await pilot.press("f1")
        await pilot.pause()
        assert "Take the last change back" not in text(app)


async def test_the_palette_lists_every_live_action_place_and_theme_with_its_key(tmp_path: Path) -> None:
    app = host(tmp_path)
    async with running(app, LARGE) as pilot:
        await pilot.pause()
        expected = {
            (active.binding.description, written(app.get_key_display(active.binding)))
            for active in app.screen.active_bindings.values()
        }
        await pilot.press("ctrl+p")
        await settled(pilot)
        assert isinstance(app.screen, CommandPalette)
        found = palette_lines(app)
        for words, key in expected:
            assert [row for row in found if f": {words}  " in row and key in row.split()], (words, key)
        for line in (
            "Edit: Undo  u",
            "Edit: Redo  U  Ctrl+r",
            "Pane: Cross out  x",
            "Pane: Back [/]  [  b",
            "Go: Second  F3",
        ):
            assert line in found
        assert {f"Theme: {title}" for title in NAMES.values()} <= set(found)


async def test_an_action_chosen_in_the_palette_is_done_where_the_focus_was(tmp_path: Path) -> None:
    app = host(tmp_path)
    async with running(app, SMALL) as pilot:
        await pilot.pause()
        for letters in ("crossout", "back"):
            await pilot.press("ctrl+p", *letters)
            await settled(pilot)
            before = place(app).query_one(Pane).crossed
            assert "Pane:" in palette_lines(app)[0]
            await pilot.press("down", "enter")
            await settled(pilot)
            assert abs(place(app).query_one(Pane).crossed - before) == 1


async def test_a_place_and_a_theme_are_reached_by_the_palette(tmp_path: Path) -> None:
    app = host(tmp_path)
    async with running(app, SMALL) as pilot:
        await pilot.press("ctrl+p", *"gosecond")
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert app.current_mode == "second"
        await pilot.press("ctrl+p", *"themelight")
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert app.theme == "crosscase-light"


@pytest.mark.parametrize("size", SIZES)
async def test_jump_mode_puts_a_letter_on_every_part_and_goes_where_it_is_pressed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = host(tmp_path)
    async with running(app, size) as pilot:
        await pilot.press("apostrophe")
        await pilot.pause()
        regions = {w.id: place(app).query_one(f"#{w.id}").region for w in place(app).focus_chain}
        rows = lines(app)
        for letter, (_id, region) in zip("asd", regions.items(), strict=True):
            assert rows[region.y][region.x : region.x + 3] == f" {letter} "
        await pilot.press("d")
        await pilot.pause()
        assert app.focused is place(app).query_one("#field")
        place(app).query_one("#pane").focus()
        await pilot.press("apostrophe", "3")
        await pilot.pause()
        assert app.current_mode == "second"


async def test_jump_mode_offers_what_a_place_names_and_leaves_on_any_other_key(tmp_path: Path) -> None:
    app = host(tmp_path)
    async with running(app) as pilot:
        await pilot.press("f3")
        focused = app.focused
        await pilot.press("apostrophe", "a")
        await pilot.pause()
        assert app.screen is place(app)
        assert app.focused is focused
        await pilot.press("apostrophe", "z")
        await pilot.pause()
        assert app.focused is place(app).query_one("#field")
