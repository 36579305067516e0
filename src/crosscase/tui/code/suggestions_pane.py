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
ELSEWHERE = "none here: ( and ) go to one"
NOWHERE = "nothing is suggested in this text"


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
        self._args: tuple[Sequence[Offered], Offered | None, str, bool] = ((), None, "", False)

    def compose(self) -> ComposeResult:
        """The lines."""
        yield self._static

    def tell(self, here: Sequence[Offered], chosen: Offered | None, state: str, *, elsewhere: bool) -> None:
        """Show suggestions.

        Args:
            here: those at the cursor, the best first.
            chosen: the one that keys act on.
            state: what stands beside the heading: how many there are, or that it is learned.
            elsewhere: whether there are any in the text.
        """
        self._args = here, chosen, state, elsewhere
        lines = [Content.assemble(("Suggestions", "bold"), (f"  {state}", "dim"))]
        if not here:
            lines.append(Content.styled(ELSEWHERE if elsewhere else NOWHERE, "dim"))
        for offered in here:
            lines += self._lines(offered, offered == chosen)
        text = Content("\n").join(lines)
        if self._told is None or not text.is_same(self._told):
            self._told = text
            self._static.update(text)
            self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        here, chosen, state, elsewhere = self._args
        self.tell(here, chosen, state, elsewhere=elsewhere)

    def _lines(self, offered: Offered, is_chosen: bool) -> list[Content]:
        width = max(20, self.scrollable_content_region.width or 34)
        code, name = code_of(self._study, offered)
        score = f"{offered.score:.2f}"
        name = shortened(shown(name), max(8, width - 7 - cell_len(score)))
        first = Content.assemble(
            "▸ " if is_chosen else "  ",
            tag_content(code),
            " ",
            (name, "bold" if is_chosen else ""),
            "  ",
            (score, "dim"),
        )
        why = "; ".join(offered.why)
        kind = KINDS.get(offered.kind, offered.kind)
        rows = wrapped(shown(f"{kind}: {why}" if why else kind), width - len(INDENT))
        return [first, *(Content.styled(f"{INDENT}{row}", "dim") for row in rows)]
