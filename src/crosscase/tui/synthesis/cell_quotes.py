"""The quotes of the cell at hand, beside the grid or below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.synthesis.context import Context
from crosscase.synthesis.passages import Passage
from crosscase.tui.clipboard import copy
from crosscase.tui.keys import keys_of
from crosscase.tui.quotes.answer import Answer, Heading, Key, key_of
from crosscase.tui.quotes.listing import QuoteList
from crosscase.tui.quotes.reference import cited, reference
from crosscase.tui.words import plain

if TYPE_CHECKING:
    from crosscase.tui.place import Place

_key = keys_of("cell-quotes")
CONTEXTS: tuple[Context, ...] = (0, "sentence", "paragraph")


class CellQuotes(Vertical):
    """A heading and quotes; Enter goes to the one at hand in its text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("enter,g", "go_there", "go", "Go there", "Go to the quote in its text; F6 comes back to it", show=True),
        _key("c", "context", "context", "Context", "Show more around the words: sentence, paragraph", show=True),
        _key("y", "copy", "copy", "Copy", "Copy the quote with its reference"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    CellQuotes { background: $surface; }
    CellQuotes > Static {
        height: 1; padding: 0 1; background: $panel; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis;
    }
    CellQuotes > QuoteList {
        height: 1fr;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
        scrollbar-color: $foreground 25%;
        scrollbar-color-hover: $foreground 45%;
        scrollbar-color-active: $foreground 60%;
    }
    """

    def __init__(self, study: Study, *, id: str) -> None:
        super().__init__(id=id)
        self._study = study
        self._found = Answer()
        self._nothing = ""
        self._around: Context = 0

    def compose(self) -> ComposeResult:
        """The heading, the quotes."""
        yield Static("", markup=False)
        yield QuoteList(self._study, id="cell-quotes-list")

    @property
    def listing(self) -> QuoteList:
        """The list."""
        return self.query_one(QuoteList)

    @property
    def passage(self) -> Passage | None:
        """The quote at hand."""
        return self.listing.passage

    def show(
        self,
        title: str,
        passages: Sequence[Passage],
        nothing: str = "no quotes in this cell",
        headings: tuple[Heading, ...] = (),
    ) -> None:
        """Show the quotes of a cell, under headings where they are of several kinds."""
        self.query_one(Static).update(plain(title), layout=False)
        self._found = Answer(tuple(passages), headings, total=len(passages), cases=len(self._study.cases))
        self._nothing = nothing
        self.listing.show(self._found, self._around, "", nothing)

    def go_to(self, key: Key) -> bool:
        """Put the cursor on a quote; whether it is shown."""
        return self.listing.go_to(key)

    @property
    def _place(self) -> Place:
        return cast("Place", self.screen)

    @on(QuoteList.Moved)
    def _moved(self, event: QuoteList.Moved) -> None:
        event.stop()
        passage = self.passage
        if self.listing.has_focus and passage is not None:
            number = f"{self.listing.place + 1} of {len(self._found.passages)}"
            self._place.status_line.update(f"{number} · {reference(self._study, passage)}", "")

    def on_descendant_focus(self) -> None:
        """Say where the quote at hand is from."""
        self.listing.post_message(QuoteList.Moved(False))

    @on(QuoteList.Chosen)
    async def _chosen(self, event: QuoteList.Chosen) -> None:
        event.stop()
        await self.action_go_there()

    async def action_go_there(self) -> None:
        """Go to the quote in its text."""
        place, passage = self._place, self.passage
        if passage is None:
            place.say("no quote is shown here")
            return
        coding = passage.coding
        if coding.source not in self._study.sources:
            place.warn(f"{coding.source} is gone or cannot be read; its codings are kept as they are")
            return
        await place.workbench.go_to_passage(coding.source, coding.at, key_of(coding))
        if coding.at is None:
            place.workbench.say("the words of that quote are no longer in the text")

    def action_context(self) -> None:
        """More around the words, then the words alone again."""
        self._around = CONTEXTS[(CONTEXTS.index(self._around) + 1) % len(CONTEXTS)]
        self.listing.show(self._found, self._around, "", self._nothing)

    def action_copy(self) -> None:
        """Copy the quote with its reference."""
        if (passage := self.passage) is None:
            self._place.say("no quote is shown here")
        else:
            self._place.say(copy(self.app, self._study.root, cited(self._study, passage)))
