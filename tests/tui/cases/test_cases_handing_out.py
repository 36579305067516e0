"""Writing a description from the case screen: what one is told before it is written."""

from __future__ import annotations

from pathlib import Path

from cases_host import desk


async def test_which_statements_are_older_in_the_language_shown_is_told_before_it_is_written(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("s000000001")
        await at.press("e")
        await at.type(" Ofte.")
        await at.press("ctrl+s", "E")
        await at.type("public")
        await at.press("enter")
        assert "older than in nb" not in at.text()
        await at.press("escape", "L", "E")
        await at.type("public")
        await at.press("enter")
        assert "1.1: the text in en is older than in nb" in at.text()
