"""Time stamps in the text view: no words to select, and told in the line below the text."""

from __future__ import annotations

from pathlib import Path

from code_host import desk

TALK = "# Samarbeid\n[00:14:32] I1: Vi har en avtale. Den er gammel.\n[1:15:05] Og så mer.\nI2: Ja.\n"
STUDY = {
    "sources": {"alta/samtale": TALK},
    "fronts": {"alta/samtale": "case: alta\nkind: interview\nspeakers:\n  I1: {}\n  I2: {}\n"},
    "codings": {},
}


async def test_the_status_line_says_when_the_words_at_the_cursor_were_said(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", **STUDY) as at:
        said = {}
        for words in ("Den er", "Og så", "Ja."):
            await at.at(words)
            said[words] = at.said()
        assert said["Den er"].startswith("line 2 · 00:14:32 · I1 · Samarbeid")
        assert said["Og så"].startswith("line 3 · 01:15:05 · I1 · Samarbeid")
        assert said["Ja."].startswith("line 4 · I2 · Samarbeid")


async def test_selecting_by_sentence_paragraph_and_turn_leaves_the_stamp_out(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", **STUDY) as at:
        found = {}
        for key in ("s", "p", "v"):
            at.view.goto(at.body.index("[00:14:32]"))
            await at.press(key)
            found[key] = at.selected
        assert found == {
            "s": "Vi har en avtale.",
            "p": "Vi har en avtale. Den er gammel.",
            "v": "Vi har en avtale. Den er gammel.\n[1:15:05] Og så mer.",
        }


async def test_words_are_gone_through_past_the_stamps(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", **STUDY) as at:
        await at.at("gammel")
        await at.press("ctrl+right")
        assert at.body[at.view.head :].startswith("Og så mer")
        await at.press("ctrl+left")
        assert at.body[at.view.head :].startswith("gammel")
