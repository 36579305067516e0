"""The quotes of a case: those that count, by section and code, with the boxes of the statement at hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from operator import is_
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.message import Message

from crosscase.study.folder import Study
from crosscase.synthesis.passages import Passage
from crosscase.tui.cases import keys
from crosscase.tui.cases.evidence_rows import Use, evidence_rows, rows_needed
from crosscase.tui.quotes.answer import Answer
from crosscase.tui.quotes.listing import KEPT, QuoteList
from crosscase.tui.quotes.rows import Room, Row

Used = Callable[[Passage], tuple[str, ...]]
"""What the statements that rest on a quote are called."""


def _by_nobody(_passage: Passage) -> tuple[str, ...]:
    return ()


class EvidenceList(QuoteList):
    """Quotes under the headings of their sections and codes; drawn row by row, so that thousands cost nothing."""

    DEFAULT_CSS = """
    EvidenceList {
        scrollbar-background: $surface; scrollbar-background-hover: $surface; scrollbar-background-active: $surface;
        scrollbar-color: $foreground 25%; scrollbar-color-hover: $foreground 45%; scrollbar-color-active: $foreground 60%;
        &:blur .quotes--here { background: $primary 10%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*keys.EVIDENCE]

    class Toggled(Message):
        """The box of a quote was ticked, or no longer."""

        def __init__(self, passage: Passage) -> None:
            super().__init__()
            self.passage = passage

    class Left(Message):
        """One went out at the right."""

    def __init__(self, study: Study, *, id: str) -> None:
        super().__init__(study, id=id)
        self._ticked: frozenset[str] | None = None
        self._used: Used = _by_nobody
        self._drawn: LRUCache[object, list[Row]] = LRUCache(KEPT)

    def show_evidence(self, found: Answer, ticked: Collection[str] | None, used: Used, nothing: str) -> None:
        """Show quotes.

        Args:
            ticked: ids of the codings whose box is ticked; None where there are no boxes.
            used: asked for what is drawn alone.
            nothing: what stands here where there are none.
        """
        if self._are_the_same(found):
            self._answer = found
            self.draw_again(ticked, used)
            self._draw_headings()
            return
        self._ticked, self._used = (None if ticked is None else frozenset(ticked)), used
        self._drawn.clear()
        place, at_hand = self.place, self.passage
        self.show(found, 0, "", nothing)
        # of a quote that stands in two sections the one stays at hand that was
        same = found.passages[place] if place < len(found.passages) else None
        if at_hand is not None and same is not None and same.coding.id == at_hand.coding.id:
            self._go(place, by_hand=False)

    def _are_the_same(self, found: Answer) -> bool:
        """Whether these are the very quotes that are shown, parted at the same places."""
        shown = self._answer
        return (
            bool(shown.passages)
            and self._places is not None
            and len(shown.passages) == len(found.passages)
            and all(map(is_, shown.passages, found.passages))
            and [each.count for each in shown.groups] == [each.count for each in found.groups]
        )

    def tick(self, ticked: Collection[str] | None) -> None:
        """Tick other boxes: nothing moves."""
        before, wanted = self._ticked, (None if ticked is None else frozenset(ticked))
        if wanted == before:
            return
        self._ticked = wanted
        self._rows.clear()
        if before is None or wanted is None:
            self.refresh()
            return
        changed = before ^ wanted
        passages = self._answer.passages
        self._draw_places(place for place in self._in_view if passages[place].coding.id in changed)

    @property
    def _in_view(self) -> range:
        """The places of the quotes in the window."""
        rows, top = self._places, int(self.scroll_y)
        if rows is None or not len(rows):
            return range(0)
        return range(rows.item_at(top), rows.item_at(top + self._height - 1) + 1)

    def _draw_places(self, places: Iterable[int]) -> None:
        """Draw some quotes again, and nothing else: that is most of what a key costs."""
        if self._places is None or not len(self._places):
            return
        for place in places:
            start, end = self._places.bounds(place)
            self.refresh_lines(start, end - start)

    def _draw_headings(self) -> None:
        if (rows := self._places) is not None:
            over = [rows.bounds(place)[0] for place in self._in_view if rows.is_headed(place)]
            for row in (int(self.scroll_y), *over):  # one lies over the first row of the window, too
                self.refresh_lines(row)

    def _go(self, place: int, *, by_hand: bool = True) -> None:
        before, place = self.place, max(0, min(place, len(self._answer.passages) - 1))
        if place != before:
            self._at = place
            self._draw_places((before, place))
            self.post_message(self.Moved(by_hand))
        self._reveal()

    def draw_again(self, ticked: Collection[str] | None, used: Used) -> None:
        """The same quotes, used for other statements: those in the window that look otherwise now are drawn."""
        self._ticked, self._used = (None if ticked is None else frozenset(ticked)), used
        before = {place: self._rows.get(place) for place in self._in_view}
        self._rows.clear()
        self._draw_places(place for place, rows in before.items() if rows != self._rows_of(place))

    def go_to_group(self, place: int) -> None:
        """Put the cursor on a quote by its place."""
        self._go(place, by_hand=False)

    def _rows_about(self, passage: Passage, room: Room) -> int:
        """Exactly: a row more or less would have the whole screen laid out anew while one scrolls."""
        return rows_needed(passage, room.width)

    def _rows_of(self, place: int) -> list[Row]:
        rows = self._rows.get(place)
        if rows is None:
            passage, width = self._answer.passages[place], self._room.width
            ticked = None if self._ticked is None else passage.coding.id in self._ticked
            use = Use(ticked, self._used(passage))
            # ticking other boxes draws again what was drawn with them before
            rows = self._drawn.get((place, use, width))
            if rows is None:
                rows = self._drawn[place, use, width] = evidence_rows(self._study, passage, use, width)
            self._rows[place] = rows
        return rows

    def action_tick(self) -> None:
        """Tick the quote at hand, or no longer."""
        if self.passage is not None:
            self.post_message(self.Toggled(self.passage))

    def action_choose(self) -> None:
        """Act on the quote at hand."""
        self.post_message(self.Chosen())

    def action_leave(self) -> None:
        """Out at the right."""
        self.post_message(self.Left())

    def on_focus(self, event: events.Focus) -> None:
        """The quote at hand is told of."""
        self.post_message(self.Moved(False))
