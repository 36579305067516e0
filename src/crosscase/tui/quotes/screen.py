"""The quotes screen: a query, the quotes that answer it, and what one does with a quote."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from crosscase.documents.values import Document, Table
from crosscase.study.codings import FOLDER as CODINGS
from crosscase.study.ids import slugify
from crosscase.study.plurals import counted
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.quotes import brief, caption_of, quotes_table, read_columns
from crosscase.tui.clipboard import copy
from crosscase.tui.export import TABLE, export
from crosscase.tui.quotes import keys
from crosscase.tui.quotes.answer import Key, amended, changed, key_of
from crosscase.tui.quotes.asking import AskingScreen
from crosscase.tui.quotes.bars import QuoteBars
from crosscase.tui.quotes.listing import QuoteList
from crosscase.tui.quotes.query_line import QueryLine
from crosscase.tui.quotes.reference import cited, reference

WIDE = 110  # cells from which the bars stand beside the quotes
ROOMY = 170  # cells from which the names beside the bars are whole
BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (ROOMY, "-roomy")]
SEEN_IN = ("codings/", "codebook/", "interviews/", "cases/", "study.yaml")
MANY = (
    2000  # quotes from which a change shows at once, and whether all still answer is asked when nobody types
)
LATER = 0.4  # seconds without a change


class QuotesScreen(AskingScreen):
    """Ask, read, mark, hand out."""

    HELP: ClassVar[str | None] = keys.LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    CSS_PATH = "screen.tcss"

    def compose_content(self) -> ComposeResult:
        """Query, how many, quotes, bars."""
        yield QueryLine(self.study, id="query-line")
        yield Static("", id="summary", markup=False)
        with Horizontal(id="columns"):
            with Vertical(id="left"):
                yield QuoteList(self.study, id="quotes")
                yield QuoteBars(self.study, id="bars-below")
            yield QuoteBars(self.study, id="bars-beside")

    def on_mount(self) -> None:
        """Go where one left off."""
        session = self.workbench.session
        self.set_class(session.get("quotes.bars") == "hidden", "-no-bars")
        coder, _, id = session.get("quotes.at").partition(" ")
        self.ask(self.asked_last(), (coder, id))
        self.listing.focus()

    def jump_targets(self) -> dict[str, Widget]:
        """The parts by letter."""
        return {"q": self.line.field, "l": self.listing}

    # what is shown

    @property
    def passage(self) -> Passage | None:
        """The quote at hand."""
        return self.listing.passage

    def reveal(self, key: Key) -> bool:
        """Put the cursor on a quote."""
        return self.listing.go_to(key)

    def study_changed(self, files: Collection[str]) -> None:
        """Answer again; the quote at hand stays at hand. Of very many quotes the changed ones show at once."""
        if not any(file.startswith(SEEN_IN) for file in files):
            return
        quotes = None
        if len(self.found.passages) >= MANY and all(file.startswith(f"{CODINGS}/") for file in files):
            quotes = changed(self.study, self.found, files)
        if quotes is None:
            self.run()
            return
        self.found = amended(self.found, quotes)
        self.listing.amend(self.found, quotes)
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(LATER, self.run)

    @on(QuoteList.Moved)
    def _moved(self, event: QuoteList.Moved) -> None:
        event.stop()
        if event.by_hand:
            self.status_line.unsay()
        if (passage := self.passage) is not None:
            self.workbench.session.put("quotes.at", " ".join(key_of(passage.coding)))
        self.tell_hand()

    def tell_hand(self) -> None:
        """Say in the status line where the quote at hand is from."""
        passage = self.passage
        right = f"“{self.saved_name}”" if self.saved_name else ""
        if passage is None:
            self.status_line.update("", right)
            return
        number = f"{self.listing.place + 1} of {len(self.found.passages)}"
        self.status_line.update(f"{number} · {reference(self.study, passage)}", right)

    # what the keys do

    def action_back(self) -> None:
        """Back to the quotes."""
        self.listing.focus()

    def action_bars(self) -> None:
        """Show or hide the bars."""
        self.toggle_class("-no-bars")
        self.workbench.session.put("quotes.bars", "hidden" if self.has_class("-no-bars") else "")

    @on(QuoteList.Chosen)
    async def _chosen(self, event: QuoteList.Chosen) -> None:
        event.stop()
        await self.action_go_there()

    async def action_go_there(self) -> None:
        """Go to the quote in its text."""
        passage = self.at_hand()
        if passage is None:
            return
        coding = passage.coding
        if coding.source not in self.study.sources:
            self.warn(f"{coding.source} is gone or cannot be read; its codings are kept as they are")
            return
        await self.workbench.go_to_passage(coding.source, coding.at, key_of(coding))
        if coding.at is None:
            self.workbench.say("the words of that quote are no longer in the text")

    def action_copy(self) -> None:
        """Copy the quote with its reference."""
        if (passage := self.at_hand()) is not None:
            self.say(copy(self.app, self.study.root, cited(self.study, passage)))

    def action_export(self) -> None:
        """Write the quotes to a file."""
        found = self.found.passages
        if not found:
            self.say("there are no quotes here to write")
            return
        what = f"{counted(len(found), 'quote')}"
        stem = slugify(self.saved_name) if self.saved_name else "quotes"
        forms = ("docx", *(form for form in TABLE if form != "docx")) if self.asked.group else TABLE
        export(self, what, stem, self._made, forms)

    def _made(self, form: str) -> Table | Document:
        """What is written in a form: groups as a text to read, else a table with what people or programs want."""
        found, asked = self.found.passages, self.asked
        caption = caption_of(self.study, found, asked.where, asked.coders or None)
        to_read = form in ("docx", "html", "md")
        made = quotes_table(self.study, found, self.context, asked.group if to_read else "", caption=caption)
        if not isinstance(made, Table) or not to_read:
            return made
        return brief(made, read_columns(made, self.context))
