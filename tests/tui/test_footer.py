"""The line of keys: what stands in it, what the mouse does to it, and when it changes."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from place_host import FirstPlace, HostApp, lines, place, running
from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import MouseScrollDown, MouseScrollUp
from textual.widgets import Tooltip

from crosscase.study.opening import open_folder
from crosscase.tui.footer import Footer
from crosscase.tui.help import HelpScreen
from crosscase.tui.places import PlaceEntry
from studies import make_study


class KeysPlace(FirstPlace):
    """A place with a key that cannot be used at the moment and one whose words look like markup."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "off", "Off", id="keys.off", tooltip="Cannot be done now"),
        Binding("k", "mark", "[/] æ", id="keys.mark", tooltip="Mark [/] it"),
        Binding("j", "mark", "Again", id="keys.again", tooltip="The same by another key"),
    ]
    marked = 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if action == "off" else True

    def action_off(self) -> None:
        raise AssertionError("what cannot be done was done")

    def action_mark(self) -> None:
        self.marked += 1


class Ringing(HostApp):
    """Counts its bells."""

    rung = 0
    TOOLTIP_DELAY = 0.001

    def bell(self) -> None:
        self.rung += 1


def ringing(folder: Path) -> Ringing:
    entry = PlaceEntry("f2", "keys", "Keys", f"{__name__}:KeysPlace")
    return Ringing(open_folder(make_study(folder / "study")), (entry,))


def row(app: App[int]) -> str:
    return lines(app)[-1]


async def test_a_click_on_a_key_does_what_the_key_does_and_one_that_cannot_be_used_rings(
    tmp_path: Path,
) -> None:
    app = ringing(tmp_path)
    async with running(app) as pilot:
        await pilot.pause()
        keys = place(app)
        assert isinstance(keys, KeysPlace)
        assert " o Off  k [/] æ " in row(app)
        assert "Again" not in row(app)  # one key for each action
        for words in ("k [", "[/]", "æ "):
            await pilot.click(Footer, offset=(row(app).index(words), 0))
        assert (keys.marked, app.rung) == (3, 0)
        await pilot.click(Footer, offset=(row(app).index("Off"), 0))
        assert (keys.marked, app.rung) == (3, 1)
        await pilot.click(Footer, offset=(app.size.width - 1, 0))  # beyond the last key
        assert (keys.marked, app.rung) == (3, 1)
        await pilot.click(Footer, offset=(row(app).index("? Help"), 0))
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


async def test_the_key_under_the_mouse_stands_out_and_is_explained(tmp_path: Path) -> None:
    app = ringing(tmp_path)
    async with app.run_test(tooltips=True) as pilot:
        await pilot.pause()
        footer = app.screen.query_one(Footer)
        told = app.screen.query_one(Tooltip)
        for words, explained in (("k [", "Mark [/] it"), ("Off", "Cannot be done now")):
            for step in (0, 1, 0):  # a mouse that has come to a key moves on over it
                await pilot.hover(Footer, offset=(row(app).index(words) + step, 0))
                await pilot.pause()
                if told.display:
                    break
            assert told.display
            assert str(told.render()) == explained
            assert standing_out(app) == {"k [": "k [/] æ", "Off": "o Off"}[words]
        await pilot.hover("Pane")
        await pilot.pause()
        assert footer.tooltip is None
        assert standing_out(app) == ""


async def test_the_keys_follow_the_focus(tmp_path: Path) -> None:
    app = ringing(tmp_path)
    async with running(app) as pilot:
        await pilot.pause()
        app.screen.query_one("#pane").focus()
        await pilot.pause()
        assert " x Cross out " in row(app)
        app.screen.query_one("#list").focus()
        await pilot.pause()
        assert "Cross out" not in row(app)


def standing_out(app: App[int]) -> str:
    """The words of the last line whose ground is another than at its end."""
    cells = [
        (letter, segment.style)
        for segment in app.screen._compositor.render_strips()[-1]
        for letter in segment.text
    ]
    end = cells[-1][1]
    assert end is not None
    return "".join(letter for letter, style in cells if style and style.bgcolor != end.bgcolor).strip()


async def test_keys_without_room_are_brought_by_the_wheel_and_help_always_stands_there(
    tmp_path: Path,
) -> None:
    app = ringing(tmp_path)
    async with running(app, (30, 12)) as pilot:
        await pilot.pause()
        keys = place(app)
        assert isinstance(keys, KeysPlace)
        app.screen.query_one("#list").focus()
        await pilot.pause()
        assert " ".join(row(app).split()) == "u Undo o Off … ? Help"
        footer = app.screen.query_one(Footer)
        footer.post_message(scrolled(MouseScrollDown))
        await pilot.pause()
        for _ in range(2):  # the second finds nothing more
            assert " ".join(row(app).split()) == "… o Off k [/] æ ? Help"
            footer.post_message(scrolled(MouseScrollDown))
            await pilot.pause()
        await pilot.click(Footer, offset=(row(app).index("[/]"), 0))
        assert keys.marked == 1
        footer.post_message(scrolled(MouseScrollUp))
        await pilot.pause()
        assert " ".join(row(app).split()) == "u Undo o Off … ? Help"
        await pilot.click(Footer, offset=(row(app).index("…"), 0))  # the mark does as the wheel does
        assert " ".join(row(app).split()) == "… o Off k [/] æ ? Help"
        await pilot.click(Footer, offset=(row(app).index("…"), 0))
        assert " ".join(row(app).split()) == "u Undo o Off … ? Help"


def scrolled(kind: type[MouseScrollDown | MouseScrollUp]) -> MouseScrollDown | MouseScrollUp:
    return kind(None, 1, 0, 0, 0, 0, shift=False, meta=False, ctrl=False)
