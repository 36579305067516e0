"""Asking: the query, whose codings, order and groups; kept for the next time."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.saved_query import SavedQuery
from crosscase.synthesis.context import Context, context_named
from crosscase.synthesis.quotes import GROUPS
from crosscase.synthesis.retrieval import SORTS
from crosscase.synthesis.universe import COUNTED
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.quotes.answer import Answer, Asked, Key, answer, key_of, summary, whose
from crosscase.tui.quotes.bars import QuoteBars
from crosscase.tui.quotes.building import Builder
from crosscase.tui.quotes.changing import ChangingQuotes
from crosscase.tui.quotes.listing import QuoteList
from crosscase.tui.quotes.query_line import QueryLine
from crosscase.tui.quotes.saving import SavedQueries
from crosscase.tui.words import plain

CONTEXTS: tuple[Context, ...] = (0, 100, "sentence", "paragraph", "turn")
SAID: dict[Context, str] = {
    0: "the words alone",
    100: "100 characters on either side",
    "sentence": "whole sentences",
    "paragraph": "whole paragraphs",
    "turn": "whole turns",
}
HINT = "f picks a condition · / writes a query · b groups · c shows more around"
NO_CODINGS = "no codings yet: F2 goes to the texts, c codes what is selected there"


class AskingScreen(ChangingQuotes):
    """What is asked, and its answer on the screen."""

    def __init__(self, study: Study) -> None:
        super().__init__(study, place="quotes")
        self.asked = Asked()
        self.context: Context = 0
        self.found = Answer()
        self.wrong: StudyError | None = None
        self._saved: SavedQuery | None = None  # the one that was opened or saved last
        self._later: Timer | None = None
        self._saved_queries = SavedQueries(self, self.open_saved)

    @property
    def listing(self) -> QuoteList:
        """The quotes."""
        return self.query_one(QuoteList)

    @property
    def line(self) -> QueryLine:
        """The query."""
        return self.query_one(QueryLine)

    # asking

    def ask(self, asked: Asked, to_hand: Key | None = None) -> bool:
        """Ask something else; whether it could be answered.

        Args:
            to_hand: the quote to put the cursor on, where it is among those found.
        """
        self.asked = asked
        if self._saved is not None and not _is(self._saved, asked):
            self._saved = None
        self.line.put(asked.where)
        self.run()
        if self.wrong is None:
            self.line.tell("" if asked.where.strip() else HINT)
        if to_hand is not None:
            self.listing.go_to(to_hand)
        self._keep()
        return self.wrong is None

    def run(self) -> None:
        """Answer again what is asked, as the study is now."""
        if self._later is not None:
            self._later.stop()
            self._later = None
        before, self.wrong = self.wrong, None
        try:
            found = answer(self.study, self.asked)
        except StudyError as error:
            self.wrong, found = error, Answer()
            self.line.complain(error)
        else:
            if before is not None:
                self.line.tell("" if self.asked.where.strip() else HINT)
        self.draw(found)

    def draw(self, found: Answer) -> None:
        """Show an answer."""
        self.found = found
        self.listing.show(found, self.context, self.asked.group, self._nothing())
        for bars in self.query(QuoteBars):
            bars.show(found)
        self.tell_summary()

    def _nothing(self) -> str:
        if self.wrong is not None:
            return "the query cannot be answered: see the line under it"
        if not any(self.study.coded_sources):
            return NO_CODINGS
        whose_codings = whose(self.asked.coders, self.study.coder)
        return f"no quote answers the query · codings looked at: {whose_codings}"

    def tell_summary(self) -> None:
        """How many quotes, and how they were asked for."""
        found, how = summary(self.found, self.asked, self.study.coder)
        if self.wrong is not None:
            found = "not answered"
        line = Content.assemble((found, "bold"), (f" · {how}", ""))
        self.query_one("#summary", Static).update(line, layout=False)

    def _keep(self) -> None:
        session = self.workbench.session
        session.put("quotes.where", self.asked.where)
        session.put_words("quotes.coders", self.asked.coders)
        session.put("quotes.sort", self.asked.sort)
        session.put("quotes.group", self.asked.group)
        session.put("quotes.context", "" if self.context == 0 else self.context)

    def asked_last(self) -> Asked:
        """What was asked when the study was left; without coders that are gone."""
        session = self.workbench.session
        sort, group = session.get("quotes.sort"), session.get("quotes.group")
        known = (*self.study.coders, COUNTED)
        try:
            self.context = context_named(session.get("quotes.context", "0"))
        except StudyError:
            self.context = 0
        return Asked(
            session.get("quotes.where"),
            tuple(coder for coder in session.words("quotes.coders") if coder in known),
            sort if sort in SORTS else "place",
            group if group in GROUPS else "",
        )

    @on(QueryLine.Asked)
    def _entered(self, event: QueryLine.Asked) -> None:
        event.stop()
        if self.ask(replace(self.asked, where=event.where)):
            self.listing.focus()

    @on(QueryLine.Left)
    def _left_line(self, event: QueryLine.Left) -> None:
        event.stop()
        self.listing.focus()
        self._tell_unasked()

    def _tell_unasked(self) -> None:
        if self.wrong is not None:
            return
        if self.line.text.strip() != self.asked.where.strip():
            self.line.tell("this query was not asked yet: / goes back to it, Enter asks")
        else:
            self.line.tell("" if self.asked.where.strip() else HINT)

    # what the keys do

    def action_query(self) -> None:
        """Write the query."""
        self.line.field.focus()

    def action_build(self) -> None:
        """Add a condition by picking."""

        def built(where: str) -> None:
            if self.ask(replace(self.asked, where=where)):
                self.listing.focus()

        try:
            Builder(self, self.study, self.line.text, built).begin()
        except StudyError as error:
            self.line.complain(error)
            self.line.field.focus()

    def action_sort(self) -> None:
        """The next order."""
        place = SORTS.index(self.asked.sort)
        self._ask_so(replace(self.asked, sort=SORTS[(place + 1) % len(SORTS)]))

    def action_group(self) -> None:
        """Other groups."""
        place = GROUPS.index(self.asked.group)
        self._ask_so(replace(self.asked, group=GROUPS[(place + 1) % len(GROUPS)]))

    def _ask_so(self, asked: Asked) -> None:
        """The same query in another way; what is typed and not asked stays typed."""
        typed = self.line.text
        self.ask(asked, self._hand())
        if typed != asked.where:
            self.line.put(typed)
            self._tell_unasked()

    def _hand(self) -> Key | None:
        return key_of(self.passage.coding) if self.passage is not None else None

    def action_context(self, step: int = 1) -> None:
        """More around the words, or less."""
        at = CONTEXTS.index(self.context) if self.context in CONTEXTS else 0
        self.context = CONTEXTS[(at + step) % len(CONTEXTS)]
        self.listing.show(self.found, self.context, self.asked.group, self._nothing())
        self._keep()
        self.say(f"shown: {SAID[self.context]}")

    def action_coders(self) -> None:
        """Choose whose codings are looked at."""
        me = self.study.coder
        entries = [
            Entry("", Content("everybody's"), "everybody's all"),
            Entry(
                COUNTED,
                Content("those that count"),
                "those that count",
                "consensus, else the main coder's, else everybody's: by source",
            ),
        ]
        if me in self.study.coders:
            entries.append(Entry(me, Content.assemble("mine", (f"  {me}", "dim")), f"mine {me}"))
        entries += [Entry(coder, plain(coder), coder) for coder in self.study.coders if coder != me]

        def picked(key: str | None) -> None:
            if key is not None:
                self._ask_so(replace(self.asked, coders=(key,) if key else ()))

        self.app.push_screen(Picker("whose codings", entries), picked)

    # saved queries

    def action_save(self) -> None:
        """Save what is asked under a name."""
        if self.wrong is not None:
            self.line.complain(self.wrong)
            self.warn("a query that cannot be answered is not saved")
            return
        asked, opened = self.asked, self._saved
        query = SavedQuery(
            id=opened.id if opened is not None else "",
            name=opened.name if opened is not None else "",
            note=opened.note if opened is not None else "",
            where=asked.where.strip(),
            coders=asked.coders,
            sort="" if asked.sort == "place" else asked.sort,
            group=asked.group,
        )
        self._saved_queries.save(query)

    def action_saved(self) -> None:
        """Open a saved query, or rename or remove one."""
        self._saved_queries.choose()

    def open_saved(self, query: SavedQuery) -> None:
        """Ask a saved query."""
        self._saved = query
        self.ask(Asked(query.where, query.coders, query.sort or "place", query.group))
        self._saved = query
        if self.wrong is None:
            self.listing.focus()
            self.tell_hand()

    @property
    def saved_name(self) -> str:
        """The name of the saved query on the screen, or nothing."""
        return self._saved.name if self._saved is not None else ""

    def tell_hand(self) -> None:
        """Say in the status line where the quote at hand is from."""


def _is(query: SavedQuery, asked: Asked) -> bool:
    return (query.where.strip(), query.coders) == (asked.where.strip(), asked.coders)
