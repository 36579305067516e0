"""Every key of the validation screen does on the screen, and on the disk, what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.binding import Binding, BindingType
from validation_host import (
    DISPUTED,
    MISSING,
    PROPOSED,
    RIGHT,
    SILENT,
    SILENT_TOO,
    SKIEN,
    UNLIKE,
    UNPLACED,
    Desk,
    desk,
)  # fmt: skip

from crosscase.tui.cases.screen import CasesScreen
from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.validation import keys
from crosscase.tui.validation.dialog import DecisionDialog
from crosscase.tui.validation.piece import PieceDialog
from studies import BODY
from validations import put_round

Proof = Callable[[Desk, str], Awaitable[None]]
PROOFS: dict[str, Proof] = {}
NOUNS = ("validation", "informants", "asked", "answers", "decision", "piece")


def proves(*names: str) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS.update(dict.fromkeys(names, proof))
        return proof

    return keep


def bound(*owners: list[BindingType] | list[Binding]) -> list[tuple[str, str]]:
    every = [binding for owner in owners for binding in Binding.make_bindings(owner)]
    return [(each.id or "", each.key) for each in every if (each.id or "").partition(".")[0] in NOUNS]


BOUND = bound(
    keys.BINDINGS, keys.LIST, keys.ANSWERS, keys.GRID, DecisionDialog.BINDINGS, PieceDialog.BINDINGS
)


# deciding


@proves("validation.accept")
async def _accept(at: Desk, key: str) -> None:
    await at.at(DISPUTED)
    await at.press(key)
    decision = at.decisions()[DISPUTED]
    assert (decision["choice"], decision["text"], decision["by"]) == ("accept", {"nb": PROPOSED}, "koder-a")
    assert set(decision["answers"]) == {"correct001", "wrong00001", "changes001"}
    assert "→ ✓✗≈ Skolene melder" in at.pane("targets")
    await at.press("u")
    assert at.decisions() == {}
    await at.at(UNLIKE)
    await at.pick(key, "tid og")  # unlike words: whose
    assert at.decisions()[UNLIKE]["text"] == {"nb": "Det mangler folk, tid og penger."}
    await at.at(SILENT)
    await at.press(key)
    assert "nobody has answered; ask again" in at.text()
    assert SILENT not in at.decisions()


@proves("validation.adapt", "decision.save")
async def _adapt(at: Desk, key: str) -> None:
    await at.at(DISPUTED)
    await at.press("e" if key == "ctrl+s" else key)
    assert "[-uke-]{+måned+}" in at.text()  # the one proposal is there to begin with
    await at.type(" Ofte.")
    await at.press("ctrl+s")
    assert "to adapt needs a reason; say why" in at.text()
    assert at.decisions() == {}
    await at.press("tab")
    await at.type("kortere")
    await at.press("ctrl+s")
    decision = at.decisions()[DISPUTED]
    assert (decision["choice"], decision["text"]) == ("adapt", {"nb": f"{PROPOSED} Ofte."})
    assert decision["reason"] == "kortere"
    assert "because kortere" in at.pane("answers")


@proves("decision.cancel")
async def _cancel(at: Desk, key: str) -> None:
    await at.at(DISPUTED)
    await at.press("s")
    await at.type("nei")
    await at.press(key, "n")
    assert isinstance(at.app.screen, DecisionDialog)  # said no: it is not left
    await at.press(key, "y")
    assert at.decisions() == {}


@proves("validation.keep", "validation.withdraw", "validation.ask")
async def _decide(at: Desk, key: str) -> None:
    choice, sign = {"s": ("keep", "? ✓✗≈"), "w": ("withdraw", "→ ✓✗≈"), "r": ("ask", "↻ ✓✗≈")}[key]
    await at.at(DISPUTED)
    await at.decide(key, "planen sier det")
    assert (at.decisions()[DISPUTED]["choice"], at.decisions()[DISPUTED]["reason"]) == (
        choice,
        "planen sier det",
    )
    assert sign in at.pane("targets")
    await at.at(MISSING)
    if key == "s":
        await at.decide(key, "det er ikke her")
        assert at.decisions()[MISSING]["choice"] == "keep"
    else:
        await at.press(key)
        assert at.said().startswith("what is said to be missing is accepted, adapted or left out")


@proves("asked.decide")
async def _choose(at: Desk, key: str) -> None:
    await at.at(UNLIKE)
    await at.pick(key, "withdraw")
    await at.type("ingen vet")
    await at.press("ctrl+s")
    assert at.decisions()[UNLIKE]["choice"] == "withdraw"
    await at.pick(key, "no decision")
    assert at.decisions() == {}


@proves("validation.none")
async def _none(at: Desk, key: str) -> None:
    await at.at(DISPUTED)
    await at.press(key)
    assert "nobody has decided on alta 2.1" in at.text()
    await at.press("a", key)
    assert at.decisions() == {}
    assert "! ✓✗≈" in at.pane("targets")


@proves("validation.apply")
async def _apply(at: Desk, key: str) -> None:
    before = at.raw()
    await at.press(key)
    assert at.said().startswith("round 1 has no decisions to apply")
    await at.at(DISPUTED)
    await at.press("a")
    await at.at(MISSING)
    await at.press("a", "ctrl+s")  # the words as they are make the statement
    decided = at.decisions()
    await at.press(key)
    assert "Apply 2 decisions of round 1?" in at.text()
    assert "1 statement with other words, 1 addition proposed" in at.text()
    await at.press("n")
    assert at.raw() == before
    await at.press(key, "y")
    (changed,) = at.written("utfordringer")
    assert changed["text"]["nb"] == PROPOSED
    assert (changed["version"], changed["answers"]) == (2, ["1/alta/I3"])
    added = at.written("barrierer")[-1]
    assert (added["text"]["nb"], added["state"]) == ("Det er langt til [nabokommunen].", "proposed")
    assert added["answers"] == ["1/alta/I1"]
    await at.press("u")
    assert at.raw() == before
    assert at.decisions() == decided


@proves("validation.place", "piece.take")
async def _place(at: Desk, key: str) -> None:
    await at.at(DISPUTED)
    await at.press("m")
    assert at.said().startswith("these words are at their statement")
    await at.at(UNPLACED)
    await at.press("m", "enter" if key == "m" else key)  # all of them
    await at.type("to stillinger")
    await at.press("enter")
    await at.pick("end", "wrong")
    assert at.screen.targets.key == SILENT
    assert "! ·✗· Kommunen har to" in at.pane("targets")
    assert "Ikke to, men tre stillinger." in at.pane("answers")
    await at.press("u")
    assert at.screen.targets.key == UNPLACED


# going about


@proves("piece.cancel")
async def _place_nothing(at: Desk, key: str) -> None:
    await at.at(UNPLACED)
    await at.press("m", key)
    assert at.screen.targets.key == UNPLACED
    assert "Ikke to, men tre stillinger." in at.pane("answers")


@proves("validation.next", "validation.previous")
async def _next(at: Desk, key: str) -> None:
    order = [DISPUTED, UNLIKE, MISSING, UNPLACED]
    await at.at(UNLIKE)
    await at.press(key)
    assert at.screen.targets.key == (MISSING if key == "n" else DISPUTED)
    await at.at(SKIEN)
    await at.press(key)
    assert at.screen.targets.key in order
    assert at.screen.case == "alta"


@proves("validation.filter")
async def _filter(at: Desk, key: str) -> None:
    await at.press(key)
    assert "shown: to decide" in at.line()
    assert list(at.screen.targets.keys) == [DISPUTED, UNLIKE, MISSING, UNPLACED]
    await at.press(key)
    assert list(at.screen.targets.keys) == [DISPUTED]
    await at.press(key)
    assert list(at.screen.targets.keys) == [RIGHT, DISPUTED, UNLIKE, SILENT, SILENT_TOO, MISSING, UNPLACED]


@proves("validation.find")
async def _find(at: Desk, key: str) -> None:
    await at.pick(key, "fast kontakt")
    assert (at.screen.case, at.screen.targets.key) == ("skien", SKIEN)


@proves("validation.case", "validation.next-case")
async def _case(at: Desk, key: str) -> None:
    await at.press(key, *(("enter",) if key == "c" else ()))
    assert at.screen.case == at.screen.grid.row_key == "skien"
    assert "· · Kommunen skal ha én fast" in at.pane("targets")


@proves("validation.round")
async def _round(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.said().startswith("there is one round")
    put_round(
        at.folder,
        2,
        ["alta/I1"],
        deadline="2099-01-01",
        statements={SILENT: (1, "Kommunen har to stillinger.")},
    )
    await at.press("f7", "f8")
    await at.pick(key, "round 2")
    assert at.line().startswith("Round 2 of 2 · due 2099-01-01")
    assert list(at.screen.targets.keys) == [SILENT]
    assert "Alta S – – │" in at.pane("informants")


@proves("validation.go")
async def _go(at: Desk, key: str) -> None:
    await at.at(DISPUTED)
    await at.press(key)
    place = at.app.place_shown
    assert isinstance(place, CasesScreen)
    assert (place.case, place.statements.key) == ("alta", DISPUTED)
    await at.press("f8")
    await at.at(MISSING)
    await at.press(key)
    assert at.said().startswith("what is said to be missing is no statement yet")


@proves("answers.go")
async def _go_to_quote(at: Desk, key: str) -> None:
    await at.at(DISPUTED)
    await at.press("right", "end", key)
    place = at.app.place_shown
    assert isinstance(place, CodeScreen)
    assert BODY[: place.view.head].endswith("Skolene melder om rasistiske utsagn hver uke.")
    await at.press("f8")
    assert at.screen.targets.key == DISPUTED


@proves("validation.language")
async def _language(at: Desk, key: str) -> None:
    await at.at(DISPUTED)
    await at.press(key)
    assert "in en" in at.line()
    assert "Statement 2.1 · Challenges" in at.pane("answers")
    await at.press(key)
    assert "in en" not in at.line()
    assert "Statement 2.1 · Utfordringsbildet" in at.pane("answers")


@proves("validation.pane", "validation.back")
async def _pane(at: Desk, key: str) -> None:
    await at.at(DISPUTED)
    await at.press("z")
    assert not at.screen.query_one("#above").display
    assert at.app.focused is at.screen.answers
    await at.press(key)
    assert at.screen.query_one("#above").display
    assert at.app.focused is at.screen.targets


@proves("validation.export")
async def _export(at: Desk, key: str) -> None:
    await at.press(key)
    assert "Write the report on round 1 to a file" in at.text()
    file = at.folder / "round.md"
    field = at.app.screen.query_one("#name")
    field.value = str(file)  # type: ignore[attr-defined]  # an input
    await at.press("enter")
    assert "Skolene melder om rasistiske utsagn" in file.read_text(encoding="utf-8")


@proves("asked.left", "asked.right", "answers.left", "informants.open")
async def _sides(at: Desk, key: str) -> None:
    await at.at(RIGHT)
    if key in ("right", "l"):
        await at.press(key)
        assert at.app.focused is at.screen.answers
        return
    await at.press("h")
    assert at.app.focused is at.screen.grid
    assert "I1 in Alta · partly 3 of 5 on 2022-01-10 · overdue · and 1 remark" in at.said()
    await at.press("right", "enter")  # I2, and what they object to
    assert at.app.focused is at.screen.targets
    assert at.screen.targets.key == DISPUTED
    if key in ("left", "h"):
        await at.press("l", key)
        assert at.app.focused is at.screen.targets


@proves("asked.next", "asked.previous", "asked.page-down", "asked.page-up", "asked.first", "asked.last")
async def _move(at: Desk, key: str) -> None:
    await at.at(UNLIKE)
    await at.press(key)
    expected = {"down": SILENT, "j": SILENT, "up": DISPUTED, "k": DISPUTED}
    first = key in ("home", "less_than_sign", "pageup")
    assert at.screen.targets.key == expected.get(key, RIGHT if first else UNPLACED)


@proves(
    "answers.next", "answers.previous", "answers.page-down", "answers.page-up", "answers.first", "answers.last",
)  # fmt: skip
async def _scroll(at: Desk, key: str) -> None:
    await at.at(DISPUTED)
    await at.press("l", "z")
    at.screen.answers.styles.height = 6
    await at.settled()
    up = key in ("up", "k", "home", "less_than_sign", "pageup")
    await at.press(*(["end"] if up else ["home"]))
    before = at.screen.answers.scroll_y
    await at.press(key)
    after = at.screen.answers.scroll_y
    assert after < before if up else after > before


@pytest.mark.parametrize(("id", "key"), BOUND)
async def test_every_key_does_what_it_says(tmp_path: Path, id: str, key: str) -> None:
    assert id in PROOFS, f"{id} has no proof"
    async with desk(tmp_path / "study") as at:
        await PROOFS[id](at, key)


def test_every_key_says_what_it_does() -> None:
    every = Binding.make_bindings([*keys.BINDINGS, *keys.LIST, *keys.ANSWERS, *keys.GRID])
    assert all(each.tooltip and each.id for each in every)
