"""Notes of two note-takers side by side, as one reads and codes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from code_host import SOURCE, Desk, desk

from crosscase.tui.code.beside import BesidePane
from studies import BODY, put

OTHER = "alta/notat"
NOTES = """# Utfordringsbildet

I1: Merkes mest på nettet.
I2: Skolene melder om utsagn hver uke.

# Barrierer

I1: Mangel på ressurser.
"""
FRONTS = {
    SOURCE: "case: alta\nkind: focus-group\nsession: 30. november\nspeakers:\n  I1: {}\n  I2: {}\n",
    OTHER: 'case: alta\nkind: focus-group\nsession: 30. november\nnotes_by: "[/]koder-b"\nspeakers:\n  I1: {}\n  I2: {}\n',
}
TWO = {"sources": {SOURCE: BODY, OTHER: NOTES}, "fronts": FRONTS, "codings": {}}


def pane(d: Desk) -> BesidePane:
    return d.screen.query_one(BesidePane)


def shown(d: Desk) -> str:
    view = pane(d).view
    return NOTES[view.selection[0] :].split("\n")[0]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (220, 50)])
async def test_the_other_notes_stand_beside_the_text_and_follow_the_cursor(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "s", size, **TWO) as d:
        assert "1 other note of this meeting: i" in d.text() or size[0] == 80
        await d.at("I2: Skolene melder")
        await d.press("i")
        assert shown(d).startswith("I2: Skolene melder om utsagn")
        assert "Skolene melder om utsagn hver uke." in d.text()
        assert "[/]koder-b" in d.text()
        await d.at("I1: Det er mangel")
        assert shown(d) == "I1: Mangel på ressurser."
        await d.press("i")
        assert not pane(d).is_open
        assert not pane(d).display


async def test_one_goes_over_into_the_other_notes_and_codes_there(tmp_path: Path) -> None:
    async with desk(tmp_path / "s", (220, 50), **TWO) as d:
        await d.at("I2: Skolene melder")
        await d.press("i", "I")
        assert d.body == NOTES
        assert NOTES[d.view.head :].startswith("I2: Skolene")
        assert pane(d).source_id == SOURCE
        await d.press("v", "c")
        await d.type("kunnskap")
        await d.press("enter")
        [coding] = d.codings(OTHER)
        assert coding["quote"] == "Skolene melder om utsagn hver uke."
        await d.press("I")
        assert d.body == BODY
        assert pane(d).view.marks.between(0, len(NOTES))


async def test_a_text_without_other_notes_says_how_they_are_linked(tmp_path: Path) -> None:
    async with desk(tmp_path / "s") as d:
        await d.press("i")
        assert "crosscase source link" in d.said()
        await d.press("I")
        assert "press i" in d.said()


async def test_notes_that_are_edited_elsewhere_are_laid_beside_the_text_anew(tmp_path: Path) -> None:
    async with desk(tmp_path / "s", **TWO) as d:
        await d.press("i")
        put(d.folder, f"interviews/{OTHER}.md", f"---\n{FRONTS[OTHER]}---\nNytt øverst.\n{NOTES}")
        d.app.poll()
        await d.settled()
        assert "Nytt øverst." in pane(d).view.segments.body
        put(d.folder, f"interviews/{OTHER}.md", f"---\ncase: alta\n---\n{NOTES}")
        d.app.poll()
        await d.settled()
        assert not pane(d).is_open


async def test_what_is_said_of_notes_steers_no_terminal(tmp_path: Path) -> None:
    hostile = 'case: alta\nsession: "\\u001b[31m[/]møte\\u2028"\nnotes_by: "\\u001b[2Jkoder-b"\n'
    study = TWO | {"fronts": {SOURCE: hostile, OTHER: hostile}}
    async with desk(tmp_path / "s", (80, 24), **study) as d:
        await d.press("i")
        assert "[/]møte" in d.text()
        assert not {"\x1b", "\u2028"} & set(d.text())
