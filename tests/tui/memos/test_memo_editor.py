"""The dialog that memos are written in, and the one they are read in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from place_host import SIZES, SMALL, host, lines, running, text
from textual import events
from textual.app import App
from textual.content import Content
from textual.pilot import Pilot

from crosscase.tui.dialogs import Confirm
from crosscase.tui.memo_editor import MOST, MemoEditor, MemoPreview, MemoReader

HOSTILE = [
    "[/] [bold]fet[/bold] [@click=app.quit]her[/]",
    "<b>fet</b> <script>alert(1)</script> <!-- borte -->",
    "[lenke](javascript:alert) ![bilde](file:///etc/passwd) <https://eksempel.no>",
    "[ref]: https://eksempel.no",
    "&#27;[31m &copy;",
    "> " * 60 + "dypt",
    "- " * 60 + "dypt",
    "| a | b |\n|---|---|\n| [/] | <b> |",
    "```python\nprint('[/]')\n```",
    "    innrykk [/]",
    "# " + "lang " * 200,
    "o" * 300,
    "🧑🏽‍🚀 👩‍👩‍👧‍👦 🇳🇴 e\u0301 \u202eRTL\u202c",
    "tab\there",
]


class Written:
    """A dialog that is open, and what it gave back."""

    def __init__(self, app: App[Any], pilot: Pilot[Any]) -> None:
        self.app, self.pilot = app, pilot
        self.given: list[str | None] = []

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
        await self.settled()

    async def settled(self) -> None:
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def drawn(self) -> None:
        """The preview has caught up."""
        editor = self.app.screen
        assert isinstance(editor, MemoEditor)
        editor._draw()
        await self.settled()

    @property
    def preview(self) -> str:
        """What stands in the preview."""
        box = self.app.screen.query_one(MemoPreview).region
        return "\n".join(line[box.x : box.right].rstrip() for line in lines(self.app)[box.y : box.bottom])


@asynccontextmanager
async def dialog(
    folder: Path, screen: MemoEditor | MemoReader, size: tuple[int, int]
) -> AsyncIterator[Written]:
    app = host(folder)
    async with running(app, size) as pilot:
        written = Written(app, pilot)
        app.push_screen(screen, written.given.append)
        await written.settled()
        yield written


@pytest.mark.parametrize("size", SIZES)
async def test_words_are_written_and_given_back(tmp_path: Path, size: tuple[int, int]) -> None:
    editor = MemoEditor("Om [bold]Alta[/]", "Før.", notice="Konstruert.")
    async with dialog(tmp_path, editor, size) as at:
        shown = text(at.app)
        assert "Om [bold]Alta[/]" in shown
        assert "Konstruert." in shown
        assert not editor.unsaved
        await at.press("enter", "q", "n")
        assert editor.unsaved
        await at.press("ctrl+s")
        assert at.given == ["Før.\nqn"]


async def test_what_was_not_changed_is_given_back_as_nothing(tmp_path: Path) -> None:
    async with dialog(tmp_path, MemoEditor("Om", "Før.\n"), SMALL) as at:
        await at.press("ctrl+s")
        assert at.given == [None]


async def test_leaving_asks_once_something_was_written(tmp_path: Path) -> None:
    async with dialog(tmp_path, MemoEditor("Om", ""), SMALL) as at:
        await at.press("a", "escape")
        assert isinstance(at.app.screen, Confirm)
        await at.press("n")
        assert isinstance(at.app.screen, MemoEditor)
        await at.press("escape", "y")
        assert at.given == [None]


async def test_in_a_wide_window_the_preview_follows_beside_the_words(tmp_path: Path) -> None:
    async with dialog(tmp_path, MemoEditor("Om", ""), (120, 40)) as at:
        for key in ("asterisk", "asterisk", "f", "e", "t", "asterisk", "asterisk"):
            await at.pilot.press(key)
        await at.drawn()
        assert at.preview.split("\n")[0].strip() == "fet"
        assert "**fet**" in text(at.app)
        await at.press("ctrl+l")
        assert not at.app.screen.query_one(MemoPreview).display


async def test_in_a_narrow_window_the_preview_takes_the_place_of_the_words(tmp_path: Path) -> None:
    async with dialog(tmp_path, MemoEditor("Om", "- **punkt**"), SMALL) as at:
        assert "- **punkt**" in text(at.app)
        await at.press("ctrl+l")
        assert "• punkt" in text(at.app)
        assert "**punkt**" not in text(at.app)
        await at.press("ctrl+l", "x", "ctrl+s")
        assert at.given == ["- **punkt**x"]


async def test_a_window_made_narrow_while_writing_keeps_the_words_at_hand(tmp_path: Path) -> None:
    async with dialog(tmp_path, MemoEditor("Om", "en"), (120, 40)) as at:
        await at.pilot.resize_terminal(80, 24)
        await at.settled()
        await at.press("t", "ctrl+s")
        assert at.given == ["ent"]


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_are_shown_and_nothing_of_them_acts(tmp_path: Path, words: str) -> None:
    async with dialog(tmp_path, MemoEditor(words, words, notice=words), (120, 40)) as at:
        await at.drawn()
        assert not any(ord(letter) < 32 or ord(letter) == 127 for line in lines(at.app) for letter in line)
        preview = at.app.screen.query_one(MemoPreview)
        for widget in preview.query("*"):
            content = getattr(widget, "_content", None)
            if isinstance(content, Content):
                assert not any("@click" in getattr(span.style, "meta", {}) for span in content.spans)
        await at.press("x", "ctrl+s")
        assert at.given == [(words + "x").replace("\t", "    ")]


async def test_links_pictures_and_html_stand_in_the_preview_as_they_are_written(tmp_path: Path) -> None:
    words = "[lenke](http://x.no) ![b](c.png) <b>fet</b> &amp; http://y.no\n\n<div>\nblokk\n</div>\n\n[r]: http://z.no"
    async with dialog(tmp_path, MemoReader("Om", words), (120, 40)) as at:
        shown = at.preview
        for part in (
            "[lenke](http://x.no) ![b](c.png) <b>fet</b> &amp; http://y.no",
            "<div> blokk </div>",
            "[r]: http",
        ):
            assert part in shown


async def test_control_characters_that_are_pasted_become_signs(tmp_path: Path) -> None:
    async with dialog(tmp_path, MemoEditor("Om", ""), SMALL) as at:
        at.app.post_message(events.Paste("rød\x1b[31m\r\nto"))
        await at.settled()
        await at.press("ctrl+s")
        assert at.given == ["rød␛[31m\nto"]


async def test_a_long_memo_is_drawn_in_part_and_kept_whole(tmp_path: Path) -> None:
    words = "ord\n\n" * 5000 + "slutt"
    async with dialog(tmp_path, MemoEditor("Om", words), (120, 40)) as at:
        await at.drawn()
        assert len(at.app.screen.query_one(MemoPreview).query("MarkdownParagraph")) == MOST // 2 + 1
        await at.press("x", "ctrl+s")
        assert at.given == [words + "x"]


async def test_a_memo_is_read_and_closed(tmp_path: Path) -> None:
    async with dialog(tmp_path, MemoReader("Om", "# Tittel\n\n" + "rad\n\n" * 60 + "slutt"), SMALL) as at:
        assert "slutt" not in text(at.app)
        await at.press("end")
        await at.settled()
        assert "slutt" in text(at.app)
        await at.press("q")
        assert at.given == [None]
