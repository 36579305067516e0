"""What passes for unused on the case screen: words, not codings; and a list that stays still while one attaches."""

from __future__ import annotations

import re
from pathlib import Path

from cases_host import ALTA, CODINGS, desk

from studies import Coded

FIRST, THIRD = "s000000001", "s000000003"
TWICE = {
    **CODINGS,
    ("alta/fokusgruppe", "koder-a"): [
        *CODINGS["alta/fokusgruppe", "koder-a"],
        Coded("barriers/knowledge", "mest på nettet", id="cinside000", key=True),
        Coded("barriers/knowledge", "Skolene melder om rasistiske utsagn", id="cschools01"),
    ],
}


async def test_a_quote_whose_words_are_all_in_an_attached_one_is_used_and_it_is_said_where(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study", codings=TWICE) as at:
        assert "→ 1.1" in at.pane("evidence").split("nettet")[0]
        row = next(row for row in at.pane("evidence").split("\n") if "★ key" in row and "→ 1.1" in row)
        assert "unused" not in row
        await at.pick("f", "unused")
        listed = {each.coding.id for each in at.screen._shown.answer.passages}
        assert listed == {"ccapacity0", "cknowledge"}
        await at.press("exclamation_mark")
        assert "key quote I1, line" not in at.text().replace("I1, line 8", "")


async def test_a_quote_that_is_attached_stays_until_other_quotes_are_asked_for(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        before = at.raw()
        await at.pick("f", "unused")
        await at.at(THIRD)
        await at.press("left", "space")
        first = at.screen.quote.coding.id
        assert at.written("tiltak")[0]["evidence"] == [first]
        assert at.screen.quote.coding.id == first
        assert "☑" in at.pane("evidence")
        assert at.said().startswith("attached 1 quote to alta 2.1; u takes it back")
        await at.press("space")
        assert at.written("tiltak")[0].get("evidence", []) == []
        await at.press("u", "u")
        assert at.raw() == before
        await at.press("space", "escape")
        await at.pick("f", "key")
        await at.press("F")
        await at.pick("f", "unused")
        assert first not in {each.coding.id for each in at.screen._shown.answer.passages}


async def test_what_is_at_the_cursor_is_called_by_names_and_words_and_counted_once(tmp_path: Path) -> None:
    many = ", ".join(["cnettet000", "cinside000", "cknowledge", *(f"cgone{n:05}" for n in range(9))])
    alta = (
        ALTA.replace("[cnettet000]", f"[{many}]")
        .replace('"nord"', '"nord"\n  innbyggere: 88024\n')
        .replace("status: ongoing", "state: proposed")
    )
    async with desk(tmp_path / "study", codings=TWICE, files={"cases/alta.yaml": alta}) as at:
        assert re.search(r"innbyggere 88\s024", at.text())  # a hard blank, as in print
        await at.at(FIRST)
        assert "¹⁻¹²" in at.pane("statements")
        assert "12 quotes" in at.text()
        await at.press("exclamation_mark")
        await at.type("proposed")
        assert "“Kommunen har for få folk til de…” is proposed" in at.text()
        assert THIRD not in at.text()
