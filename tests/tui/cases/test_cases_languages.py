"""Statements in two languages on the case screen: split in each, marked where one is left behind, said to hold."""

from __future__ import annotations

from pathlib import Path

from cases_host import desk
from textual.widgets import Static

FIRST = "s000000001"
NB = "Det er mest på nettet at folk merker noe."
EN = "It is mostly online that people notice anything."


async def test_each_text_is_cut_where_it_is_said_and_one_that_is_left_whole_is_marked(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        before = at.raw()
        await at.at(FIRST)
        await at.press("s")
        assert "Split the statement here? (nb)" in at.text()
        await at.press("enter")
        assert "Split the text in en here?" in at.text()
        assert str(at.app.screen.query_one("#first", Static).render()) == f"1  {EN}"  # one sentence: no cut
        assert "Esc leaves it whole ─" in at.text()
        await at.press("left", "left", "enter")
        first, second, _ = (each["text"] for each in at.written("bildet"))
        assert (f"{first['nb']} {second['nb']}", f"{first['en']} {second['en']}") == (NB, EN)
        assert "the text in en is older" not in at.pane("statements")
        await at.press("u")
        assert at.raw() == before
        await at.press("s", "enter", "escape")
        first, second, _ = (each["text"] for each in at.written("bildet"))
        assert (first["en"], "en" in second) == (EN, False)
        assert at.pane("statements").count("? the text in en is older") == 1
        await at.press("u", "s", "escape")  # not split in the first language: in none
        assert at.raw() == before


async def test_a_text_left_behind_is_marked_until_somebody_says_that_it_holds_or_writes_it(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(FIRST)
        await at.press("o")  # the evidence, which nobody had looked at
        await at.press("e")
        await at.type(" Ofte.")
        await at.press("ctrl+s")
        assert "? the text in en is older" in at.pane("statements")
        assert "its text in en is older than that in nb" in at.pane("detail").replace("\n", " ")
        await at.press("o")
        assert at.said().startswith("let the text in en of alta 1.1 hold; u takes it back")
        assert "the text in en is older" not in at.pane("statements")
        await at.press("u")
        assert "? the text in en is older" in at.pane("statements")
        await at.press("L", "e")
        await at.type(" Often.")
        await at.press("ctrl+s")
        assert at.written("bildet")[0]["text"] == {"nb": f"{NB} Ofte.", "en": f"{EN} Often."}
        assert "is older" not in at.pane("statements")
