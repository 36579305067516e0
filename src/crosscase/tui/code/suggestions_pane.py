"""The suggestions at the cursor, and how many there are in the text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.synthesis.suggest_worker import Offered
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.code.suggestions import KINDS, code_of
from crosscase.tui.words import shortened, shown, wrapped

INDENT = "    "
LEAST = 3  # rows


class SuggestionsPane(VerticalScroll):
    """What is suggested for the passage at the cursor, the best first; the chosen one is what keys act on."""

    DEFAULT_CSS = """
    SuggestionsPane {
        display: none; height: auto; max-height: 40%; min-height: 3; padding: 0 1; background: $surface;
        scrollbar-size-vertical: 1;
    }
    SuggestionsPane Static { height: auto; }
    """
    can_focus = True

    def __init__(self, study: Study, *, id: str) -> None:
        super().__init__(id=id)
        self._study = study
        self._static = Static("", markup=False)
        self._told: Content | None = None
        self._height = LEAST  # rows
        self._fitted = 0  # cells that the lines were made for
        self._args: tuple[Sequence[Offered], Offered | None, str, str, str] = ((), None, "", "", "")

    def compose(self) -> ComposeResult:
        """The lines."""
        yield self._static

    def tell(
        self, here: Sequence[Offered], chosen: Offered | None, state: str, none: str, learned: str
    ) -> None:
        """Show suggestions.

        Args:
            here: those at the cursor, the best first.
            chosen: the one that keys act on.
            state: what stands beside the heading: how many there are, or that it is learned.
            none: what is said where there are none here.
            learned: what was learned from, said there too.
        """
        self._args = here, chosen, state, none, learned
        lines = [Content.assemble(("Suggestions", "bold"), (f"  {state}", "dim"))]
        if not here:
            lines += [Content.styled(row, "dim") for text in (none, learned) for row in self._rows(text)]
        for offered in here:
            lines += self._lines(offered, offered == chosen)
        # rows once taken are kept: to lay out the screen anew at every step of the cursor would be felt
        grows = len(lines) > self._height
        self._height = max(self._height, len(lines))
        lines += [Content("")] * (self._height - len(lines))
        text = Content("\n").join(lines)
        if self._told is None or not text.is_same(self._told):
            self._told = text
            self._static.update(text, layout=grows)
            if self.scroll_y:
                self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        if self._width != self._fitted:
            self._fitted, self._height = self._width, LEAST
            self.tell(*self._args)

    @property
    def _width(self) -> int:
        return max(20, self.scrollable_content_region.width or 34)

    def _rows(self, text: str, indent: str = "") -> list[str]:
        return [indent + row for row in wrapped(shown(text), self._width - len(indent))] if text else []

    def _lines(self, offered: Offered, is_chosen: bool) -> list[Content]:
        code, name = code_of(self._study, offered)
        score = f"{offered.score:.2f}"
        name = shortened(shown(name), max(8, self._width - 7 - cell_len(score)))
        first = Content.assemble(
            "▸ " if is_chosen else "  ",
            tag_content(code),
            " ",
            (name, "bold" if is_chosen else ""),
            "  ",
            (score, "dim"),
        )
        why = "; ".join(offered.why)
        if not why.startswith(offered.kind):
            why = ": ".join(filter(None, (KINDS.get(offered.kind, offered.kind), why)))
        return [first, *(Content.styled(row, "dim") for row in self._rows(why, INDENT))]
