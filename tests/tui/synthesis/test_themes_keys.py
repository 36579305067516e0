"""Every key of the themes beside the survey does what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import yaml
from synthesis_host import LARGE, Desk, desk
from textual.binding import Binding, BindingType
from textual.widgets import Input
from themes_host import theme, view

from crosscase.study.ids import now
from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.picker import Picker
from crosscase.tui.synthesis import themes_keys
from crosscase.tui.synthesis.themes_deciding import ReasonDialog
from crosscase.tui.synthesis.themes_form import ThemeForm
from crosscase.tui.synthesis.themes_pane import BlockPane, JointSheet, ThemeList
from crosscase.tui.synthesis.themes_shown import LIST
from joints import THEMES, joint_study

Proof = Callable[[Desk, str], Awaitable[None]]
PROOFS: dict[str, Proof] = {}


def proves(*names: str) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS.update({f"themes.{name}": proof for name in names})
        return proof

    return keep


def bound(*owners: list[BindingType] | list[Binding]) -> list[tuple[str, str]]:
    return [(binding.id or "", binding.key) for owner in owners for binding in Binding.make_bindings(owner)]


BOUND = bound(
    themes_keys.BINDINGS, BlockPane.BINDINGS, ThemeList.BINDINGS, JointSheet.BINDINGS, ThemeForm.BINDINGS, ReasonDialog.BINDINGS,
)  # fmt: skip


@proves("down", "up", "page-down", "page-up", "first", "last")
async def _moves(at: Desk, key: str) -> None:
    await at.press("down", key)
    expected = {
        "down": "T3",
        "up": "T1",
        "home": "T1",
        "pageup": "T1",
        "j": "T3",
        "k": "T1",
        "less_than_sign": "T1",
    }
    assert view(at).entries.key == (f"theme:{expected[key]}" if key in expected else "without:codes")


@proves("open", "right")
async def _opens(at: Desk, key: str) -> None:
    await at.press(key)
    assert view(at).sheet.has_focus


@proves("enter")
async def _enters(at: Desk, key: str) -> None:
    await at.press("enter", key)
    assert view(at).quotes.listing.has_focus


@proves("left", "back")
async def _leaves(at: Desk, key: str) -> None:
    await at.press("enter", key)
    assert view(at).entries.has_focus


@proves("decide")
async def _decides(at: Desk, key: str) -> None:
    await at.press(key)
    assert isinstance(at.app.screen, Picker)


@proves("accept")
async def _accepts(at: Desk, key: str) -> None:
    await at.press(key)
    assert isinstance(at.app.screen, ReasonDialog)


@proves("edit", "new")
async def _writes(at: Desk, key: str) -> None:
    await at.press(key)
    assert isinstance(at.app.screen, ThemeForm)
    assert (at.app.screen.values["sentence"] == "") == (key == "t")


@proves("complete")
async def _completes(at: Desk, key: str) -> None:
    await at.press("e")
    at.app.screen.query_one("#area").focus()
    await at.press(key)
    await at.type("skole")
    await at.press("enter")
    assert at.app.screen.query_one("#area", Input).value == "skole"
    await at.press("escape", "y")


@proves("next", "previous")
async def _looks(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.said().startswith("T2: undecided")


@proves("theme-after", "theme-before")
async def _steps(at: Desk, key: str) -> None:
    await at.press("down", "enter", key)
    assert view(at).entries.key == ("theme:T3" if key == "J" else "theme:T1")
    assert view(at).sheet.has_focus


@proves("go")
async def _goes(at: Desk, key: str) -> None:
    await at.press("enter", key)
    assert isinstance(at.app.place_shown, CodeScreen)


@proves("find", "filter", "coders", "export")
async def _asks(at: Desk, key: str) -> None:
    await at.press(key)
    assert isinstance(at.app.screen, Picker)


@proves("remove")
async def _removes(at: Desk, key: str) -> None:
    await at.press(key, "y")
    assert theme(at, "T1") is None


@proves("list")
async def _hides(at: Desk, key: str) -> None:
    await at.press(key)
    assert not view(at).entries.display
    assert view(at).sheet.has_focus
    await at.press(key)
    assert view(at).entries.display


@proves("reason-save")
async def _saves(at: Desk, key: str) -> None:
    await at.press("A", key)
    written = theme(at, "T1")
    assert written is not None
    assert written["decided"]["on"] == now()[:10]


@proves("reason-leave")
async def _cancels(at: Desk, key: str) -> None:
    await at.press("A", "x", key)
    assert "Leave without deciding?" in at.text()
    await at.press("y")
    assert at.app.screen is at.screen


def test_every_key_of_the_view_is_proved() -> None:
    assert {name for name, _ in BOUND} == PROOFS.keys()
    assert all(binding.tooltip for binding in Binding.make_bindings(themes_keys.BINDINGS))


async def test_every_key_does_what_it_says(tmp_path: Path) -> None:
    async with desk(joint_study(tmp_path / "study"), LARGE, "5") as at:
        for name, key in BOUND:
            if (name, key) == ("themes.right", "l"):
                continue  # in the list it opens
            await PROOFS[name](at, key)
            if at.app.screen is not at.app.place_shown:
                await at.press("escape")
            assert at.app.screen is at.app.place_shown, name
            await at.press("f6")
            view(at).go(LIST)
            for _ in range(3):
                if theme(at, "T1") != yaml.safe_load(THEMES)["themes"][0]:
                    await at.press("u")
            assert theme(at, "T1") == yaml.safe_load(THEMES)["themes"][0], name
            view(at).entries.action_first()
            await at.settled()
            assert view(at).entries.key == "theme:T1"
