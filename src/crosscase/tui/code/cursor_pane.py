"""The codings at the cursor, with their memos."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from crosscase.study import places
from crosscase.study.folder import Study
from crosscase.study.model import Coding
from crosscase.study.segments import Segments
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.words import shortened, shown

INDENT = "    "
MOST = 40  # nobody reads further, and a hundred overlapping codings stay quick


class CursorPane(VerticalScroll):
    """What is coded where the cursor is; the chosen coding is the one that keys act on."""

    DEFAULT_CSS = """
    CursorPane { height: auto; max-height: 45%; min-height: 5; padding: 0 1; background: $panel; }
    CursorPane Static { height: auto; }
    """
    can_focus = True

    def __init__(self, study: Study, *, id: str) -> None:
        super().__init__(id=id)
        self._study = study
        self._static = Static("", markup=False)
        self._told: Content | None = None
        self._args: tuple[Sequence[Coding], Coding | None, Segments] | None = None

    def compose(self) -> ComposeResult:
        """The lines."""
        yield self._static

    def tell(self, codings: Sequence[Coding], chosen: Coding | None, segments: Segments) -> None:
        """Show codings.

        Args:
            codings: those at the cursor, own first.
            chosen: the one that keys act on.
        """
        self._args = codings, chosen, segments
        lines: list[Content] = [Content.styled("At the cursor", "bold")]
        if not codings:
            lines.append(Content.styled("nothing coded here", "dim"))
        for coding in codings[:MOST]:
            lines.extend(self._lines(coding, coding == chosen, segments))
        if len(codings) > MOST:
            lines.append(Content.styled(f"and {len(codings) - MOST} more", "dim"))
        text = Content("\n").join(lines)
        if self._told is None or not text.is_same(self._told):
            self._told = text
            self._static.update(text)
            self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        if self._args is not None:
            self.tell(*self._args)

    @property
    def _width(self) -> int:
        return max(20, self.scrollable_content_region.width or 34)

    def _lines(self, coding: Coding, chosen: bool, segments: Segments) -> list[Content]:
        book, study = self._study.codebook, self._study
        code = book.resolve(coding.code)
        name = shown(
            book.name(code, study.settings.language) if code is not None else f"{coding.code} (unknown)"
        )
        marks = ("★ " if coding.key else "") + ("" if coding.coder == study.coder else f"{coding.coder} ")
        end = f"{marks}{lines_of(coding, segments)}"
        name = shortened(name, max(8, self._width - 7 - cell_len(end)))
        first = Content.assemble(
            "▸ " if chosen else "  ",
            tag_content(code),
            " ",
            (name, "bold" if chosen else ""),
            "  ",
            (end, "dim"),
        )
        lines = [first]
        found = study.found(coding)
        if found is not None and found.status == "changed":
            lines += self._hung("! words differ from: " + short(coding.quote, 80), "bold")
        if coding.memo:
            lines += self._hung("memo: " + coding.memo, "")
        return lines

    def _hung(self, text: str, style: str) -> list[Content]:
        """Text under a coding, every row of it indented."""
        width = self._width - len(INDENT)
        rows = [row for line in text.split("\n") for row in wrap(shown(line), width) or [""]]
        return [Content.styled(f"{INDENT}{row}", style) for row in rows]


def lines_of(coding: Coding, segments: Segments) -> str:
    """The lines of a coding, from 1: `14`, or `14–17`."""
    return places.lines_of(coding.at, segments)


def short(text: str, most: int) -> str:
    """Text on one line, cut with an ellipsis."""
    line = shown(" ".join(text.split()))
    return line if len(line) <= most else line[: most - 1] + "…"
