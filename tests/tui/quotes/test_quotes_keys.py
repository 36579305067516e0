"""Every key of the quotes screen does on the screen and on disk what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from quotes_host import CAPACITY, CONTACT, KNOWLEDGE, OTHERS, PLACED, SCHOOLS, SOURCE, Desk, desk
from textual.binding import Binding

from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.quotes import keys
from crosscase.tui.quotes.listing import QuoteList
from crosscase.tui.quotes.query_line import QueryField
from crosscase.tui.quotes.saving import SavedPicker

Proof = Callable[[Desk, str], Awaitable[None]]
PROOFS: dict[str, Proof] = {}


def proves(*names: str) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS.update(dict.fromkeys(names, proof))
        return proof

    return keep


@proves("quotes.query")
async def _query(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("words:kontakt")
    await at.press("enter")
    assert at.quotes() == [CONTACT]
    assert at.summary().startswith("1 of 5 quotes in 1 of 2 cases")
    assert at.screen.listing.has_focus


@proves("quotes.build")
async def _build(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("kapasitet")
    await at.press("enter")
    assert at.query == "code:barriers/capacity"
    assert at.quotes() == [OTHERS, CAPACITY]


@proves("quotes.go")
async def _go(at: Desk, key: str) -> None:
    await at.press("down", "down", key)
    shown = at.app.place_shown
    assert isinstance(shown, CodeScreen)
    assert shown.source_id == SOURCE
    start, end = shown.view.selection
    assert shown.view.segments.body[start:end] == CAPACITY
    coding = shown.coding_at_hand()
    assert coding is not None
    assert (coding.coder, coding.quote) == ("koder-a", CAPACITY)
    await at.press("f4")
    assert at.hand()[1] == CAPACITY
    assert at.screen.listing.has_focus


@proves("quotes.sort")
async def _sort(at: Desk, key: str) -> None:
    assert at.quotes() == PLACED
    orders = {
        "case": [OTHERS, CAPACITY, KNOWLEDGE, SCHOOLS, CONTACT],
        "code": [OTHERS, CAPACITY, KNOWLEDGE, CONTACT, SCHOOLS],
        "coder": [SCHOOLS, CAPACITY, KNOWLEDGE, CONTACT, OTHERS],
        "date": PLACED,
        "place": PLACED,
    }
    for order, expected in orders.items():
        await at.press(key)
        assert f"by {order}" in at.summary()
        assert at.quotes() == expected
        assert at.hand()[1] == SCHOOLS  # the quote at hand stays at hand


@proves("quotes.group")
async def _group(at: Desk, key: str) -> None:
    await at.press(key)
    headings = [row.split() for row in at.rows() if row.startswith(" ") and not row.startswith("  ")]
    assert headings == [
        ["Barrierer", "›", "Kapasitet", "2"],
        ["Barrierer", "›", "Kunnskap", "1"],
        ["Utfordringer", "1"],
        ["Utfordringer", "›", "Rasisme", "i", "skolen", "1"],
    ]
    await at.press(key)
    headings = [row.split() for row in at.rows() if row.startswith(" ") and not row.startswith("  ")]
    assert headings == [["Alta", "4"], ["Skien", "1"]]
    await at.press(key)
    assert "not grouped" in at.summary()
    assert at.quotes() == PLACED


@proves("quotes.context", "quotes.context-less")
async def _context(at: Desk, key: str) -> None:
    await at.press("down", "down")
    sentence = "Det er mangel på ressurser for å prioritere tiltak."
    expected = {
        "100 characters": "Hva står i veien?",
        "whole sentences": sentence,
        "whole paragraphs": f"{sentence} Vi er to stykker.",
        "whole turns": f"{sentence} Vi er to stykker.",
        "the words alone": CAPACITY,
    }
    steps = list(expected.items())
    if key == "C":
        steps = [*reversed(steps[:-1]), steps[-1]]
    for said, words in steps:
        await at.press(key)
        assert said in at.said()
        shown = " ".join(at.hand()[1:]).partition(" ✎")[0]
        assert words in shown
        if said != "100 characters":
            assert shown == words


@proves("quotes.coders")
async def _coders(at: Desk, key: str) -> None:
    await at.press(key)
    await at.type("mine")
    await at.press("enter")
    assert "mine (koder-a)" in at.summary()
    assert at.quotes() == [SCHOOLS, CAPACITY, KNOWLEDGE, CONTACT]
    await at.press(key)
    await at.type("koder-b")
    await at.press("enter")
    assert at.quotes() == [OTHERS]
    await at.press(key)
    await at.type("count")
    await at.press("enter")
    assert "those that count" in at.summary()
    assert OTHERS not in at.quotes()  # koder-a is the main coder
    await at.press(key)
    await at.type("everybody")
    await at.press("enter")
    assert at.quotes() == PLACED


@proves("quotes.key")
async def _key(at: Desk, key: str) -> None:
    await at.press("down", "down", key)
    assert at.coding_of(CAPACITY)["key"] is True
    assert "★ key" in at.hand()[0]
    await at.press(key)
    assert "key" not in at.coding_of(CAPACITY)
    assert "★" not in at.hand()[0]


@proves("quotes.memo")
async def _memo(at: Desk, key: str) -> None:
    await at.press("end", "up", key)
    await at.type("se plan")
    await at.press("ctrl+s")
    assert at.coding_of(KNOWLEDGE)["memo"] == "se plan"
    assert at.hand()[1:] == [KNOWLEDGE, "✎ se plan"]


@proves("quotes.recode")
async def _recode(at: Desk, key: str) -> None:
    await at.press("end", "up")
    before = at.coding_of(KNOWLEDGE)
    await at.press(key)
    await at.type("rasisme")
    await at.press("enter")
    assert at.coding_of(KNOWLEDGE) == before | {"code": "challenges/schools"}
    assert "recoded: Rasisme i skolen" in at.said()
    assert at.hand()[0].startswith("SK Rasisme i skolen · Alta")


@proves("quotes.remove")
async def _remove(at: Desk, key: str) -> None:
    await at.press("down", "down", key)
    assert CAPACITY not in [coding["quote"] for coding in at.codings()]
    assert at.quotes() == [SCHOOLS, OTHERS, KNOWLEDGE, CONTACT]
    assert at.hand()[1] == KNOWLEDGE
    await at.press("u")
    assert at.quotes() == PLACED
    assert at.hand()[1] == CAPACITY


@proves("quotes.save", "quotes.saved")
async def _save(at: Desk, key: str) -> None:
    await at.ask("code:barriers")
    await at.press("b", "w")
    await at.type("Hindringer")
    await at.press("enter")
    [saved] = at.saved()
    assert {name: saved[name] for name in ("name", "where", "group")} == {
        "name": "Hindringer",
        "where": "code:barriers",
        "group": "code",
    }
    assert "“Hindringer”" in at.said()
    await at.ask("")
    await at.press("b", "b", "o")
    assert "Hindringer  code:barriers" in at.text()
    await at.press("enter")
    assert at.query == "code:barriers"
    assert "grouped by code" in at.summary()
    assert at.quotes() == [OTHERS, CAPACITY, KNOWLEDGE]


@proves("saved.rename", "saved.remove")
async def _kept(at: Desk, key: str) -> None:
    await at.ask("key")
    await at.press("w")
    await at.type("Best")
    await at.press("enter", "o", "ctrl+r")
    await at.type("e sitater")
    await at.press("enter")
    assert [saved["name"] for saved in at.saved()] == ["Beste sitater"]
    assert "Beste sitater  key" in at.text()  # the list is open again
    await at.press("ctrl+x")
    assert at.saved() == []
    assert "no saved queries yet" in at.text()
    await at.press("escape", "u")
    assert [saved["name"] for saved in at.saved()] == ["Beste sitater"]


@proves("quotes.copy")
async def _copy(at: Desk, key: str) -> None:
    await at.press(key)
    copied = (at.folder / ".crosscase/clipboard.txt").read_text("utf-8")
    assert copied.startswith(f"“{SCHOOLS}”\n(Alta · ")
    for part in ("I2 (leder)", "Utfordringsbildet", "linje 5", "skal ikke siteres"):
        assert part in copied
    assert "copied" in at.said()


@proves("quotes.export")
async def _export(at: Desk, key: str) -> None:
    await at.press(key)
    assert "Write 5 quotes to a file" in at.text()
    await at.press("escape")
    assert list(at.folder.glob("quotes.*")) == []


@proves("quotes.bars")
async def _bars(at: Desk, key: str) -> None:
    assert "Quotes by case" in at.text()
    await at.press(key)
    assert "Quotes by case" not in at.text()
    await at.press(key)
    assert "Quotes by case" in at.text()


@proves("quotes.back")
async def _back(at: Desk, key: str) -> None:
    await at.press("slash")
    assert not at.screen.listing.has_focus
    await at.press(key)
    assert at.screen.listing.has_focus
    await at.press(key)
    assert at.screen.listing.has_focus


@proves("query.complete")
async def _complete(at: Desk, key: str) -> None:
    await at.press("slash")
    await at.type("case:ski")
    assert "Tab: skien" in at.told()
    await at.press(key)
    assert at.query == "case:skien "
    await at.type("cod")
    await at.press(key)
    await at.type("code:")
    await at.press("enter")  # takes the field, and its values are offered at once
    await at.type("utfordr")
    await at.press("enter")
    assert at.query == "case:skien code:challenges "
    await at.press("enter")
    assert at.quotes() == [CONTACT]


@proves("query.leave")
async def _leave(at: Desk, key: str) -> None:
    await at.press("slash")
    await at.type("key")
    await at.press(key)
    assert at.screen.listing.has_focus
    assert at.quotes() == PLACED
    assert "not asked yet" in at.told()


@proves("quotes.next", "quotes.previous", "quotes.page-down", "quotes.page-up", "quotes.first", "quotes.last")
async def _move(at: Desk, key: str) -> None:
    back = key in ("up", "k", "pageup", "home", "less_than_sign")
    await at.press(*(["down"] * 2 if back else []), key)
    expected = {
        "down": OTHERS, "j": OTHERS, "up": OTHERS, "k": OTHERS,
        "home": SCHOOLS, "less_than_sign": SCHOOLS, "pageup": SCHOOLS,
    }  # fmt: skip
    assert at.hand()[1] == expected.get(key, CONTACT)


@proves("quotes.next-group", "quotes.previous-group")
async def _to_group(at: Desk, key: str) -> None:
    await at.press("b", "b", "home")
    if key in ("n", "right_curly_bracket"):
        await at.press(key)
        assert at.hand()[1] == CONTACT
    else:
        await at.press("end", key)
        assert at.hand()[1] == SCHOOLS


def bound() -> list[tuple[str, str]]:
    owners = [keys.BINDINGS, QuoteList.BINDINGS, QueryField.BINDINGS, SavedPicker.BINDINGS]
    found = [binding for its in owners for binding in Binding.make_bindings(its)]
    assert all(binding.id and binding.tooltip for binding in found)
    return [(binding.id or "", binding.key) for binding in found]


@pytest.mark.parametrize(("name", "key"), bound())
async def test_key(name: str, key: str, tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await PROOFS[name](at, key)
