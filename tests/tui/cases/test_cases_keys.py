"""Every key of the case screen does on the screen, and on the disk, what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from cases_host import Desk, desk
from textual.binding import Binding, BindingType
from textual.widgets import Static

from crosscase.tui.cases import keys
from crosscase.tui.cases.editor import StatementEditor
from crosscase.tui.cases.filters import Filter
from crosscase.tui.cases.splitting import SplitDialog
from crosscase.tui.code.screen import CodeScreen
from studies import BODY

Proof = Callable[[Desk, str], Awaitable[None]]
PROOFS: dict[str, Proof] = {}
NOUNS = ("cases", "statements", "evidence", "at-cursor", "statement", "cut")


def proves(*names: str) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS.update(dict.fromkeys(names, proof))
        return proof

    return keep


def bound(*owners: list[BindingType] | list[Binding]) -> list[tuple[str, str]]:
    every = [binding for owner in owners for binding in Binding.make_bindings(owner)]
    return [(each.id or "", each.key) for each in every if (each.id or "").partition(".")[0] in NOUNS]


BOUND = bound(
    keys.BINDINGS, keys.STATEMENTS, keys.EVIDENCE, keys.DETAIL, StatementEditor.BINDINGS, SplitDialog.BINDINGS,
)  # fmt: skip

FIRST, SECOND, THIRD, FOURTH = "s000000001", "s000000002", "s000000003", "s000000004"


def ids(at: Desk, section: str) -> list[str]:
    """The statements of a section on the disk."""
    return [each["id"] for each in at.written(section)]


def at_quote(at: Desk) -> str:
    """The quote at hand."""
    return at.screen.quote.coding.id if at.screen.quote is not None else ""


# writing


@proves("cases.write", "statements.write", "statement.save")
async def _write(at: Desk, key: str) -> None:
    before = at.raw()
    await at.at(THIRD)
    await at.press("e" if key == "ctrl+s" else key)
    await at.type(" ogsaa")
    await at.press("ctrl+s")
    (found,) = [each for each in at.written("tiltak") if each["id"] == THIRD]
    assert found["text"] == {"nb": "Kommunen har for få folk til det. ogsaa"}
    assert found["version"] == "2" or found["version"] == 2
    assert found["history"][0]["text"] == {"nb": "Kommunen har for få folk til det."}
    assert "for få folk til det. ogsaa" in at.pane("statements")
    await at.press("u")
    assert at.raw() == before


@proves("statement.cancel")
async def _cancel(at: Desk, key: str) -> None:
    before = at.raw()
    await at.at(THIRD)
    await at.press("e")
    await at.type("nei")
    await at.press(key, "n")
    assert isinstance(at.app.screen, StatementEditor)  # said no: it is not left
    await at.press(key, "y")
    assert at.raw() == before


@proves("cases.add")
async def _add(at: Desk, key: str) -> None:
    await at.at(FIRST)
    await at.press(key)
    await at.type("Noe nytt.")
    await at.press("tab", "space", "ctrl+s")
    written = at.written("bildet")
    assert [each["text"]["nb"] for each in written][1] == "Noe nytt."
    assert written[1]["evidence"] == ["cnettet000"]
    assert at.screen.statements.key == written[1]["id"]
    await at.press("u")
    assert ids(at, "bildet") == [FIRST, SECOND]


# evidence


@proves("evidence.attach")
async def _attach(at: Desk, key: str) -> None:
    before = at.raw()
    await at.at(THIRD)
    await at.press("left", "down", key)  # the section's first quote is at hand, then the second
    (found,) = [each for each in at.written("tiltak") if each["id"] == THIRD]
    assert found["evidence"] == ["cknowledge"]
    assert "→ 2.1" in at.pane("evidence")
    await at.press(key)
    assert "→ 2.1" not in at.pane("evidence")
    await at.press("u", "u")
    assert at.raw() == before


@proves("cases.detach")
async def _detach(at: Desk, key: str) -> None:
    await at.at(FOURTH)
    assert "evidence ¹ is gone" in at.pane("statements")
    await at.press(key)
    assert at.written("tiltak")[1].get("evidence", []) == []
    assert "is gone" not in at.pane("statements")
    await at.press("u")


@proves("cases.looked")
async def _looked(at: Desk, key: str) -> None:
    await at.at(FIRST)
    await at.press(key)
    (seen,) = at.written("bildet")[0]["seen"]
    assert seen.startswith("cnettet000:")
    await at.press(key)
    assert at.said().startswith("its evidence and its texts are as they were")


@proves("evidence.go", "cases.go", "at-cursor.go")
async def _go(at: Desk, key: str) -> None:
    await at.at(SECOND)
    if key == "enter":
        await at.press("left")
    await at.press(key)
    place = at.app.place_shown
    assert isinstance(place, CodeScreen)
    assert place.source_id == "alta/fokusgruppe"
    assert BODY[: place.view.head].endswith("Skolene melder om rasistiske utsagn hver uke.")
    await at.press("f7")
    assert at.screen.statements.key == SECOND


@proves("evidence.right", "statements.left", "cases.back")
async def _sides(at: Desk, key: str) -> None:
    await at.at(SECOND)
    assert at.app.focused is at.screen.statements
    await at.press(key if key in ("left", "h") else "left")
    assert at.app.focused is at.screen.evidence
    assert at_quote(at) == "cschools00"
    if key not in ("left", "h"):
        await at.press(key)
        assert at.app.focused is at.screen.statements


# what a statement is, and where it stands


@proves("cases.status")
async def _status(at: Desk, key: str) -> None:
    await at.at(THIRD)
    await at.pick(key, "ended")
    assert at.written("tiltak")[0]["status"] == "ended"
    assert "Kommunen har for få folk til det. ended" in at.pane("statements")
    await at.pick(key, "no status")
    assert "status" not in at.written("tiltak")[0]


@proves("cases.down", "cases.up")
async def _shift(at: Desk, key: str) -> None:
    before = at.raw()
    down = key in ("J", "shift+down")
    await at.at(SECOND if not down else FIRST)
    await at.press(key)
    assert ids(at, "bildet") == [SECOND, FIRST]
    await at.at(FIRST if down else THIRD)
    await at.press(key)  # over the border of the section
    expected = ([SECOND], [FIRST, THIRD, FOURTH]) if down else ([SECOND, FIRST, THIRD], [FOURTH])
    assert (ids(at, "bildet"), ids(at, "tiltak")) == expected
    assert at.screen.statements.key == (FIRST if down else THIRD)
    await at.press("u", "u")
    assert at.raw() == before


@proves("cases.section")
async def _section(at: Desk, key: str) -> None:
    await at.at(FIRST)
    await at.pick(key, "tiltak")
    assert ids(at, "tiltak") == [THIRD, FOURTH, FIRST]
    assert "2.3 Det er mest på nettet" in at.pane("statements")


@proves("cases.split", "cut.split")
async def _split(at: Desk, key: str) -> None:
    await at.at(SECOND)
    await at.press("s", "enter")
    texts = [each["text"]["nb"] for each in at.written("bildet")]
    assert texts[1:] == ["Skolene sier fra ofte.", "Mange hører det i [skolegården]."]
    assert [each["evidence"] for each in at.written("bildet")[1:]] == [["cschools00"], ["cschools00"]]


@proves("cut.left", "cut.right", "cut.up", "cut.down", "cut.leave")
async def _cut(at: Desk, key: str) -> None:
    before = at.raw()
    await at.at(SECOND)
    await at.press("s")
    first = {
        "left": "Skolene sier fra", "h": "Skolene sier fra", "right": "Skolene sier fra ofte. Mange",
        "l": "Skolene sier fra ofte. Mange",
    }  # fmt: skip
    if key == "escape":
        await at.press(key)
        assert at.raw() == before
    else:
        await at.press("right", key) if key in ("up", "k", "N") else await at.press(key)
        shown = str(at.app.screen.query_one("#first", Static).render())
        assert shown == f"1  {first.get(key, 'Skolene sier fra ofte.')}"
        await at.press("escape")


@proves("cases.merge")
async def _merge(at: Desk, key: str) -> None:
    before = at.raw()
    await at.at(FIRST)
    await at.press(key, "enter")  # the next one is offered first
    (found,) = at.written("bildet")
    assert found["text"]["nb"].startswith("Det er mest på nettet at folk merker noe. Skolene sier fra ofte.")
    assert found["evidence"] == ["cnettet000", "cschools00"]
    await at.press("u")
    assert at.raw() == before


@proves("cases.withdraw")
async def _withdraw(at: Desk, key: str) -> None:
    await at.at(FIRST)
    await at.press(key)
    assert {each["id"]: each.get("state") for each in at.written("bildet")}[FIRST] == "withdrawn"
    assert "− Det er mest på nettet" in at.pane("statements")
    assert "1.1 Skolene sier fra" in at.pane("statements")
    await at.press(key)
    assert "1.1 Det er mest på nettet" in at.pane("statements")


@proves("cases.remove")
async def _remove(at: Desk, key: str) -> None:
    before = at.raw()
    await at.at(FIRST)
    await at.press(key)
    assert "Remove statement 1.1?" in at.text()
    await at.press("n")
    assert at.raw() == before
    await at.press(key, "y")
    assert ids(at, "bildet") == [SECOND]
    await at.press("u")
    assert at.raw() == before
    assert at.screen.statements.key == FIRST


# going about


@proves("cases.next", "cases.previous")
async def _marks_in_turn(at: Desk, key: str) -> None:
    await at.at(THIRD)
    await at.press(key)
    assert at.screen.statements.key == (FOURTH if key == "n" else SECOND)


@proves("cases.marks")
async def _marks(at: Desk, key: str) -> None:
    await at.press(key)
    assert "! 2.1 rests on nothing; attach quotes" in at.text()
    await at.type("key quote")
    await at.press("enter")
    assert at.app.focused is at.screen.evidence
    assert at_quote(at) == "cknowledge"
    await at.pick(key, "cgone")
    assert at.screen.statements.key == FOURTH


@proves("cases.find")
async def _find(at: Desk, key: str) -> None:
    await at.pick(key, "noen visste")
    assert at.screen.statements.key == FOURTH


@proves("cases.filter", "cases.all")
async def _filter(at: Desk, key: str) -> None:
    await at.pick("f", "unused")
    assert "Skolene melder" not in at.pane("evidence")
    assert "mangel på ressurser" in at.pane("evidence")
    assert "quotes: unused" in at.line()
    await at.pick("f", "key")
    assert "mangel på ressurser" not in at.pane("evidence")
    assert "mangler vi kunnskap" in at.pane("evidence")
    await at.press("F")
    await at.pick("f", "words of I2")
    assert "Vi merker det mest" not in at.pane("evidence")
    await at.press("F")
    assert "Vi merker det mest" in at.pane("evidence")
    assert "quotes:" not in at.line()


@proves("cases.case", "cases.next-case")
async def _case(at: Desk, key: str) -> None:
    if key == "c":
        await at.pick(key, "skien")
    else:
        await at.press(key)
    assert at.line().startswith("Skien")
    assert "Vi har ikke folk til alt." in at.pane("evidence")
    assert "nothing written yet" in at.pane("statements")


@proves("cases.language")
async def _language(at: Desk, key: str) -> None:
    await at.at(FIRST)
    await at.press(key)
    assert "in en" in at.line()
    assert "It is mostly online that people notice anything." in at.pane("statements")
    assert "2 Measures and barriers" in at.pane("statements")
    await at.press("e")
    await at.type(" So.")
    await at.press("ctrl+s")
    assert at.written("bildet")[0]["text"]["en"].endswith("notice anything. So.")
    await at.press(key)
    assert "Det er mest på nettet" in at.pane("statements")


@proves("cases.pane")
async def _pane(at: Desk, key: str) -> None:
    await at.press(key)
    assert not at.screen.detail.display
    await at.press(key)
    assert at.screen.detail.display


@proves("cases.export")
async def _export(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("public")
    await at.press("enter")
    assert "Write the description of Alta to a file" in at.text()
    file = at.folder / "alta-public.md"
    field = at.app.screen.query_one("#name")
    field.value = str(file)  # type: ignore[attr-defined]  # an input
    await at.press("enter")
    assert "Det er mest på nettet at folk merker noe." in file.read_text(encoding="utf-8")


# moving in a pane


@proves(
    "statements.next", "statements.previous", "statements.page-down", "statements.page-up", "statements.first",
    "statements.last",
)  # fmt: skip
async def _move(at: Desk, key: str) -> None:
    await at.at(FIRST)
    await at.press(key)
    expected = {
        "down": SECOND, "j": SECOND, "up": "section:bildet", "k": "section:bildet", "home": "case",
        "less_than_sign": "case", "pageup": "case",
    }  # fmt: skip
    assert at.screen.statements.key == expected.get(key, FOURTH)


@proves(
    "at-cursor.next", "at-cursor.previous", "at-cursor.page-down", "at-cursor.page-up", "at-cursor.first",
    "at-cursor.last",
)  # fmt: skip
async def _move_detail(at: Desk, key: str) -> None:
    await at.at(FIRST)
    await at.press("left", "down", "space", "right", "tab")  # two quotes, and the pane that tells of them
    assert at.app.focused is at.screen.detail
    up = key in ("up", "k", "home", "less_than_sign", "pageup")
    await at.press("end" if up else "home", key)
    assert at.screen.detail.key == ("cnettet000" if up else "cschools00")


@pytest.mark.parametrize("noun", NOUNS)
async def test_every_key_does_what_it_says(tmp_path: Path, noun: str) -> None:
    """Each proof begins at the screen as it is when it is opened for the first time, and leaves no dialog open."""
    async with desk(tmp_path / "study") as at:
        before = at.raw()
        for name, key in BOUND:
            if name.partition(".")[0] == noun:
                try:
                    await PROOFS[name](at, key)
                except AssertionError as error:
                    raise AssertionError(f"{name} on {key}: {error}\n{at.said()}\n{at.text()}") from error
                await begin_anew(at, before)


async def begin_anew(at: Desk, before: bytes) -> None:
    """The screen, and the file, as they were."""
    while at.raw() != before:
        assert at.screen.undo()
    if at.screen.language == "en":
        await at.press("L")
    at.screen.filter = Filter()
    at.screen.show_case("alta")
    at.screen.evidence.go_to_group(0)
    at.screen.statements.focus()
    await at.settled()


def test_every_key_has_its_proof_and_a_sentence() -> None:
    assert {name for name, _ in BOUND} == set(PROOFS)
    every = [*keys.BINDINGS, *keys.STATEMENTS, *keys.EVIDENCE, *keys.DETAIL]
    assert all(each.tooltip for each in every)


async def test_the_help_has_the_keys_and_what_the_signs_mean(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", (120, 110)) as at:
        await at.press("question_mark")
        text = " ".join(str(at.app.screen.query_one("#help", Static).render()).split())
        for binding in (*keys.BINDINGS, *keys.STATEMENTS):
            assert binding.tooltip in text, binding.id
        assert "must be mended before the description is handed on" in text
