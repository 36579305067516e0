"""Writing and reading memos: a text area with a preview of its Markdown."""

from __future__ import annotations

import re
from typing import ClassVar

from markdown_it import MarkdownIt
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Markdown, Static, TextArea

from crosscase.reports.markdown import parser
from crosscase.tui.footer import Footer
from crosscase.tui.transcript.cells import safe_text
from crosscase.tui.words import plain

BESIDE = 120  # cells from which words and preview stand side by side
LONGEST, MOST = 20_000, 400  # characters and lines of a memo that a preview draws: nobody reads further in it
PAUSE = 0.15  # seconds without a key after which the preview follows
AGAIN = (
    "Not saved, the line at the foot says why. "
    "These are your words: saving puts them in the place of what is there now."
)

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def harmless(text: str) -> str:
    """`text` with control characters as signs that can be seen: they would reach the terminal otherwise."""
    return "\n".join(_CONTROL.sub(lambda match: safe_text(match.group()), line) for line in text.split("\n"))


def _parser() -> MarkdownIt:
    return parser().enable(["table", "strikethrough"])


class MemoPreview(VerticalScroll):
    """A memo as its Markdown means it."""

    DEFAULT_CSS = """
    MemoPreview { padding: 0 1; }
    MemoPreview Markdown { padding: 0; margin: 0; background: transparent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="preview.down", tooltip="A row down"),
        Binding("k", "scroll_up", "Up", show=False, id="preview.up", tooltip="A row up"),
    ]

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._markdown = Markdown(parser_factory=_parser, open_links=False)
        self._wanted = _drawn(text)
        self._drawing = False

    def compose(self) -> ComposeResult:
        """The words."""
        yield self._markdown

    def on_mount(self) -> None:
        """Draw what there is."""
        self._draw()

    def show(self, text: str) -> None:
        """Show another memo, or other words of it; of many that come quickly, the last."""
        self._wanted = _drawn(text)
        self._draw()

    @work
    async def _draw(self) -> None:
        if self._drawing:
            return
        self._drawing = True
        try:
            while self._markdown.source != self._wanted:
                await self._markdown.update(self._wanted)
        finally:
            self._drawing = False


def _drawn(text: str) -> str:
    lines = text[:LONGEST].split("\n")
    more = ["", "…"] if len(text) > LONGEST or len(lines) > MOST else []
    return "\n".join(safe_text(line) if line else "" for line in [*lines[:MOST], *more])


class MemoArea(TextArea):
    """Where a memo is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+a", "select_all", "Select all", show=False, id="memo.all",
            tooltip="Select all that stands in the field, also where a statement or a reason is written",
        ),
    ]  # fmt: skip

    def __init__(self, text: str) -> None:
        super().__init__(harmless(text), soft_wrap=True, tab_behavior="focus")
        self.show_line_numbers = False

    def on_paste(self, event: events.Paste) -> None:
        """What comes from elsewhere may hold anything."""
        event.text = harmless(event.text.replace("\r\n", "\n").replace("\r", "\n"))


class MemoScreen(ModalScreen[str | None]):
    """The frame of both dialogs: what the memo is about, and a notice that is always shown with it."""

    DEFAULT_CSS = """
    MemoScreen { align: center middle; background: $background 40%; }
    MemoScreen > Vertical {
        width: 84; max-width: 96%; height: 80%; min-height: 14; max-height: 96%;
        background: $panel; border: round $primary; padding: 0 1;
    }
    MemoScreen.-beside > Vertical { width: 150; }
    MemoScreen #title { height: auto; max-height: 3; margin-bottom: 1; text-style: bold; }
    MemoScreen #notice { height: auto; max-height: 2; color: $text-muted; }
    MemoScreen #words { height: 1fr; }
    MemoScreen MemoArea, MemoScreen MemoArea:focus {
        width: 1fr; height: 1fr; border: none; padding: 0 1; background: $surface;
    }
    MemoScreen MemoPreview { width: 1fr; height: 1fr; }
    """

    def __init__(self, title: str | Content, notice: str = "") -> None:
        super().__init__()
        self._title = title
        self._notice = notice

    def heading(self) -> ComposeResult:
        """The lines above the words."""
        yield Static(plain(self._title) if isinstance(self._title, str) else self._title, id="title")
        if self._notice:
            yield Static(plain(self._notice), id="notice")


class MemoEditor(MemoScreen):
    """Words of a memo to be changed; gives them, empty where all were deleted, or None when left as they were."""

    DEFAULT_CSS = """
    MemoEditor MemoPreview { display: none; }
    MemoEditor.-preview MemoPreview { display: block; }
    MemoEditor.-preview MemoArea { display: none; }
    MemoEditor.-beside.-preview MemoArea { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Save", id="memo.save", tooltip="Save the memo"),
        Binding(
            "ctrl+l",
            "preview",
            "Preview",
            id="memo.preview",
            tooltip="Show the memo as its Markdown means it",
        ),
        Binding("escape", "leave", "Cancel", id="memo.cancel", tooltip="Leave the memo as it was"),
    ]

    def __init__(
        self, title: str | Content, text: str, *, notice: str = "", words: str | None = None
    ) -> None:
        """Make the dialog.

        Args:
            title: what it is about.
            text: the memo as it is now. Control characters stand as visible ones in the field.
            notice: a sentence that is always shown with it.
            words: what stands in the field to begin with, where that is not the memo as it is now.
        """
        super().__init__(title, notice)
        self._memo = harmless(text)
        self._begun = self._memo if words is None else harmless(words)
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """What it is about, the words, the preview."""
        with Vertical():
            yield from self.heading()
            with Horizontal(id="words"):
                yield MemoArea(self._begun)
                yield MemoPreview(self._begun)
            yield Footer()

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(MemoArea)
        area.move_cursor(area.document.end)
        area.focus()

    def on_resize(self) -> None:
        """The preview stands beside the words where there is room for both."""
        beside = self.size.width >= BESIDE
        if beside != self.has_class("-beside"):
            self.set_class(beside, "-beside")
            self._show_preview(beside)

    @property
    def unsaved(self) -> bool:
        """Whether something was written that is not in the study."""
        return self._text != self._memo.strip("\n")

    @property
    def _text(self) -> str:
        return self.query_one(MemoArea).text.strip("\n")

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        if self.has_class("-preview"):
            self._waiting = self.set_timer(PAUSE, self._draw)

    def _draw(self) -> None:
        self.query_one(MemoPreview).show(self.query_one(MemoArea).text)

    def action_preview(self) -> None:
        """Show the preview, or no longer: beside the words where there is room, else in their place."""
        self._show_preview(not self.has_class("-preview"))

    def _show_preview(self, show: bool) -> None:
        self.set_class(show, "-preview")
        if show:
            self._draw()
        over = show and not self.has_class("-beside")
        (self.query_one(MemoPreview) if over else self.query_one(MemoArea)).focus()

    def action_keep(self) -> None:
        """Give the memo back; None where nothing was changed."""
        self.dismiss(self._text if self.unsaved else None)

    def action_leave(self) -> None:
        """Give nothing back; what was typed is asked about once it would be lost."""
        if not self.unsaved:
            self.dismiss(None)
            return
        from crosscase.tui.dialogs import Confirm

        self.app.push_screen(Confirm("Leave without saving the memo?"), self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)


class MemoReader(MemoScreen):
    """A memo to be read, such as one that only another coder may change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "leave", "Close", id="memo.close", tooltip="Close the memo"),
    ]

    def __init__(self, title: str | Content, text: str, *, notice: str = "") -> None:
        """Make the dialog; parameters as in `MemoEditor`."""
        super().__init__(title, notice)
        self._text = text

    def compose(self) -> ComposeResult:
        """What it is about, and the words."""
        with Vertical():
            yield from self.heading()
            yield MemoPreview(self._text)
            yield Footer()

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        self.query_one(MemoPreview).focus()

    def action_leave(self) -> None:
        """Back to work."""
        self.dismiss(None)
