"""Every key of looking at names does on the screen and on disk what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from names_host import HERS, LARGE, SCHOOL, WORDS, Desk, desk
from textual.binding import Binding, BindingType

from crosscase.tui.dialogs import Confirm
from crosscase.tui.help import HelpScreen
from crosscase.tui.names import keys
from crosscase.tui.names.finding import FindingScreen
from crosscase.tui.names.last_look import ReplaceLook
from crosscase.tui.names.screen import NamesScreen

Proof = Callable[[Desk, str], Awaitable[None]]
PROOFS: dict[str, Proof] = {}


def proves(*names: str) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS.update(dict.fromkeys(names, proof))
        return proof

    return keep


def bound(*owners: list[BindingType] | list[Binding]) -> list[tuple[str, str]]:
    return [(each.id or "", each.key) for owner in owners for each in Binding.make_bindings(owner)]


BOUND = bound(keys.BINDINGS, ReplaceLook.BINDINGS)  # type: ignore[arg-type]


@proves("names.accept")
async def _accept(at: Desk, key: str) -> None:
    await at.to(HERS)
    await at.press(key)
    assert "✓" in at.row(HERS)
    assert at.said() == f"{HERS} → [Informant 3]"
    assert "3 to replace" in at.head()
    assert at.screen.name_at_hand.words != HERS


@proves("names.place")
async def _place(at: Desk, key: str) -> None:
    await at.to(HERS)
    await at.press(key)
    assert "±" in at.row(HERS)
    assert "1 to replace" in at.head()
    assert at.places()[0].endswith("✓ → [Informant 3]")
    assert at.places()[1].startswith("▸ 2 of 3")


@proves("names.other")
async def _other(at: Desk, key: str) -> None:
    await at.to(HERS)
    await at.press(key)
    assert "[Informant 2]  Kari Nordmann" in at.text()
    await at.type("rektor")
    await at.press("enter")
    assert "→ [rektor]" in at.row(HERS)
    assert "3 to replace" in at.head()


@proves("names.other-place")
async def _other_place(at: Desk, key: str) -> None:
    await at.to(HERS)
    await at.press("right", key)
    await at.type("informant 2")
    await at.press("enter")
    assert at.said() == f"{HERS} → [Informant 2]"
    assert at.places()[1].endswith("✓ → [Informant 2]")
    assert "1 to replace" in at.head()


@proves("names.keep")
async def _keep(at: Desk, key: str) -> None:
    await at.to(SCHOOL)
    await at.press(key)
    assert at.said() == f"{SCHOOL} stays: “{SCHOOL} er” is no name"
    assert at.places()[0].endswith("= stays")
    await at.press("escape")
    assert at.roster()["kept"] == [f"{SCHOOL} er"]
    assert at.changed() == set()


@proves("names.keep-all")
async def _keep_all(at: Desk, key: str) -> None:
    await at.to(SCHOOL)
    await at.press(key)
    assert "stays" in at.row(SCHOOL)
    assert "2 to keep" in at.head()
    await at.press("escape")
    assert at.roster()["kept"] == [SCHOOL]


@proves("names.skip")
async def _skip(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.screen.name_at_hand.words == "Nordlysskolen"
    assert "0 of 4 decided" in at.head()


@proves("names.sure")
async def _sure(at: Desk, key: str) -> None:
    await at.press(key)
    assert "2 of 4 decided" in at.head()
    assert "✓" in at.row("Kari Nordmann")
    assert "✓" not in at.row(HERS)
    assert at.screen.name_at_hand.words == HERS


@proves("names.undo")
async def _undo(at: Desk, key: str) -> None:
    await at.to(HERS)
    await at.press("a", key)
    assert at.said() == f"undid: {HERS} → [Informant 3]"
    assert at.screen.name_at_hand.words == HERS
    assert "0 to replace" in at.head()
    await at.press("escape")
    assert "Torbjørg" not in str(at.roster())


@proves("names.next")
async def _next(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.screen.name_at_hand.words == "Nordlysskolen"


@proves("names.previous")
async def _previous(at: Desk, key: str) -> None:
    await at.press("down", key)
    assert at.screen.name_at_hand.words == "Kari Nordmann"


@proves("names.page-down", "names.last")
async def _last(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.screen.name_at_hand.words == SCHOOL


@proves("names.page-up", "names.first")
async def _first(at: Desk, key: str) -> None:
    await at.to(SCHOOL)
    await at.press(key)
    assert at.screen.name_at_hand.words == "Kari Nordmann"


@proves("names.next-place")
async def _next_place(at: Desk, key: str) -> None:
    await at.to(HERS)
    assert at.places()[0].startswith("▸ 1 of 3  memos/besok.md:4")
    await at.press(key)
    assert at.places()[1].startswith("▸ 2 of 3")


@proves("names.previous-place")
async def _previous_place(at: Desk, key: str) -> None:
    await at.to(HERS)
    await at.press(key)
    assert at.places()[2].startswith("▸ 3 of 3")


@proves("names.replace")
async def _replace(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.said() == "no name is accepted yet: there is nothing to replace"
    await at.press("A", key)
    assert "in 6 files, also in files of koder-b?" in at.text()
    assert "5 places not decided stay as they are" in at.text()
    assert at.changed() == set()


@proves("names.look-again")
async def _look_again(at: Desk, key: str) -> None:
    await at.to(HERS)
    await at.press("a")
    await at.pilot.press(key)
    await at.pilot.pause()
    assert isinstance(at.app.screen, FindingScreen)
    await at.settled()
    assert {"name": HERS, "as": "[Informant 3]"} in at.roster()["people"]
    assert next(name for name in at.screen.names if name.words == HERS).sure


@proves("names.leave")
async def _leave(at: Desk, key: str) -> None:
    await at.to(HERS)
    await at.press("a", key)
    assert isinstance(at.app.screen, Confirm)
    await at.press("n")
    assert at.is_open
    await at.press(key, "y")
    assert not at.is_open
    assert {"name": HERS, "as": "[Informant 3]"} in at.roster()["people"]
    assert at.changed() == set()


@proves("names.help")
async def _help(at: Desk, key: str) -> None:
    await at.press(key)
    assert isinstance(at.app.screen, HelpScreen)
    assert "Nothing is changed before Ctrl+S" in at.text()


@proves("replacing.yes")
async def _yes(at: Desk, key: str) -> None:
    await at.to(HERS)
    await at.press("a", "ctrl+s", key)
    assert at.memo() == WORDS.partition("---\n")[2].partition("---\n")[2].replace(HERS, "[Informant 3]")


@proves("replacing.no")
async def _no(at: Desk, key: str) -> None:
    await at.press("A", "ctrl+s", key)
    assert isinstance(at.app.screen, NamesScreen)
    assert at.changed() == set()


@proves("replacing.down", "replacing.up")
async def _scroll(at: Desk, key: str) -> None:
    await at.press("A", "ctrl+s")
    await at.pilot.resize_terminal(80, 10)
    scroll = at.app.screen.query_one("VerticalScroll")
    forth = key not in ("up", "k")
    if not forth:
        scroll.scroll_to(y=4, animate=False)
        await at.settled()
    before = scroll.scroll_y
    await at.press(key)
    assert (scroll.scroll_y > before) == forth


def test_every_key_has_its_proof() -> None:
    assert {name for name, _ in BOUND} == set(PROOFS)


async def test_every_key_does_what_it_says(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        for name, key in BOUND:
            try:
                await at.open()
                await at.pilot.resize_terminal(*LARGE)
                await PROOFS[name](at, key)
            except Exception as error:
                error.add_note(f"{key} ({name})")
                raise
            if at.changed():
                await at.press("escape", "u")
            assert at.changed() == set()
