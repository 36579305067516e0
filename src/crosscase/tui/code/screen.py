"""The code screen: cases, the text with its codings, the codebook and the codings at the cursor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from crosscase.study.codebook_file import FILE as CODEBOOK
from crosscase.study.codings import FOLDER as CODINGS
from crosscase.study.codings import codings_file, split_file
from crosscase.study.counting import counted_coders
from crosscase.study.folder import Study
from crosscase.study.model import Coding
from crosscase.study.progress import progress_of
from crosscase.study.segments import segment
from crosscase.study.store import Records
from crosscase.study.vanished import follow_move, moved_to, vanished
from crosscase.tui.code import keys
from crosscase.tui.code.beside import BesidePane, Pair
from crosscase.tui.code.case_tree import CaseTree
from crosscase.tui.code.codebook_pane import CodebookPane
from crosscase.tui.code.coding_screen import Key
from crosscase.tui.code.cursor_pane import CursorPane
from crosscase.tui.code.finding import FindBar
from crosscase.tui.code.shown import (
    Shown,
    coders_shown,
    codings_shown,
    is_shown,
    key_of,
    mark_of,
    marks_of,
)  # fmt: skip
from crosscase.tui.code.slots import Slots, read_slots, slots_of
from crosscase.tui.code.suggestions_pane import SuggestionsPane
from crosscase.tui.code.suggestions_screen import SuggestionsScreen
from crosscase.tui.dialogs import Confirm
from crosscase.tui.transcript.view import TranscriptView

PROGRESS_AFTER = 0.4  # seconds without a change before the share coded is counted again
SIDE_WIDTH, SIDE_LEAST, SIDE_MOST = 36, 24, 72
CASES_WIDTH = 30
TEXT_LEAST = 80  # leaves 60 cells of text beside line numbers, stripes and tags
# narrow: the text alone; middle: with the codebook; wide: with the cases too
MIDDLE = TEXT_LEAST + SIDE_WIDTH
WIDE = MIDDLE + CASES_WIDTH
BREAKPOINTS = [(0, "-narrow"), (MIDDLE, "-middle"), (WIDE, "-wide")]


class CodeScreen(SuggestionsScreen):
    """Read, select, code."""

    HELP: ClassVar[str | None] = keys.LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    CSS_PATH = "screen.tcss"

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.source_id = ""
        self.shown = Shown()
        self.slots = Slots()
        self.chosen = None
        self.drawn: dict[tuple[str, str], Coding] = {}
        self._stale: set[str] = set()  # sources whose progress is to be counted again
        self._records: dict[str, Records] = {}  # what was drawn last, by codings file
        self._offered: set[str] = set()  # vanished sources that were asked about
        self._side_width = SIDE_WIDTH

    def compose_content(self) -> ComposeResult:
        """Three columns; at 80 cells the text alone, with the side over it on a key."""
        with Horizontal(id="columns"):
            yield CaseTree(self.study, id="cases")
            with Vertical(id="middle"):
                yield Static("", id="source-line", markup=False)
                with Pair(id="pair"):
                    yield TranscriptView(id="text")
                    yield BesidePane(self.study, id="beside")
                yield FindBar(id="find")
            with Vertical(id="side"):
                yield CodebookPane(self.study.settings.language, id="codebook")
                yield CursorPane(self.study, id="cursor")
                yield SuggestionsPane(self.study, id="suggestions")

    def on_mount(self) -> None:
        """Go where one left off; what takes time waits until the first frame is there."""
        session = self.workbench.session
        kept = session.words(f"code.keys.{self.study.coder}")
        self.slots = read_slots(kept, self.study.codebook.by_id) or slots_of(self.study, self.study.coder)
        self.shown = Shown(others=session.get("code.others", "yes") != "no")
        self._side_width = max(SIDE_LEAST, min(SIDE_MOST, session.number("code.side-width", SIDE_WIDTH)))
        self._fit_side()
        self.set_class(session.get("code.side") == "closed", "-side-closed")
        self._fill_codebook()
        last = session.get("code.source")
        source_id = last if last in self.study.sources else next(iter(self.study.sources), "")
        if source_id:
            self.open_source(source_id, self.last_offset(source_id))
        else:
            self._nothing_to_read()
        self.view.focus()
        self._stale = set(self.study.sources)
        self.call_after_refresh(self._count_progress)
        self.call_after_refresh(self._offer_moved)
        self.call_after_refresh(self._offer_review)
        self.call_after_refresh(self.begin_suggestions)

    def jump_targets(self) -> dict[str, Widget]:
        """The panes by letter."""
        return {
            "c": self.query_one("#cases"),
            "t": self.view,
            "b": self.query_one("#code-tree"),
            "f": self.query_one("#code-filter"),
            "k": self.query_one("#cursor"),
            **({"s": suggested} if (suggested := self.query_one("#suggestions")).display else {}),
        }

    # what is on the screen

    def _nothing_to_read(self) -> None:
        self.source_id = ""
        self.view.show(segment(""), [])
        self.draw_codings()
        self.tell_source()
        self.show_place("no sources yet")
        self.say("no sources yet: Ctrl+O or `crosscase import FILE --case CASE` brings texts in")

    def draw_codings(self) -> None:
        """Draw all codings of the source anew, as after a filter changed."""
        codings = codings_shown(self.study, self.source_id, self.shown)
        self.drawn = {key_of(coding): coding for coding in codings}
        self._records = self._records_shown()
        self.view.replace_marks(marks_of(self.study, codings))
        self.query_one(BesidePane).mark(self.shown)
        self.tell_cursor()

    def _records_shown(self) -> dict[str, Records]:
        files = [
            codings_file(self.source_id, c) for c in coders_shown(self.study, self.source_id, self.shown)
        ]
        return {file: self.study.store.records(file) for file in files}

    def study_changed(self, files: Collection[str]) -> None:
        """Show what changed: a coding costs the rows it touches."""
        sources = {
            file.removeprefix(f"{CODINGS}/").rpartition("/")[0]
            for file in files
            if file.startswith(f"{CODINGS}/")
        }
        if any(file.startswith(("interviews/", "cases/")) for file in files):
            self._reload()
        elif any(file.startswith("memos/") for file in files):
            self.query_one(CaseTree).tell_memos()
            self.tell_source()
        if any(file.startswith("codebook/") for file in files):
            self._fill_codebook()
            self.draw_codings()
        else:
            if self.source_id in sources:
                self._draw_changes()
            if self.query_one(BesidePane).source_id in sources:
                self.query_one(BesidePane).mark(self.shown)
        if self.study.store.refused(CODEBOOK) is None:
            self.slots = self.slots.without(self.study.codebook.by_id)
        self.count_codes()
        self._stale |= sources & set(self.study.sources)
        self.set_timer(PROGRESS_AFTER, self._count_progress)
        self.ask_suggestions(files)
        refill = getattr(self.app.screen, "refill", None)  # a dialog that walks through codings
        if refill is not None:
            refill()

    def _draw_changes(self) -> None:
        """Draw the codings that are not the ones drawn before: a file's records are compared by identity."""
        before, self._records = self._records, self._records_shown()
        for file in {*before, *self._records}:
            coder = split_file(file)[1]
            old, new = before.get(file, {}), self._records.get(file, {})
            for gone in old.keys() - new.keys():
                self._draw_one((coder, gone), None)
            for id in [id for id, record in new.items() if old.get(id) is not record]:
                coding = new[id]
                assert isinstance(coding, Coding)  # a codings file holds nothing else
                self._draw_one((coder, id), coding if is_shown(self.study, coding, self.shown) else None)
        self.tell_source()
        self.tell_cursor()

    def _draw_one(self, key: Key, coding: Coding | None) -> None:
        mark = None
        if coding is None:
            self.drawn.pop(key, None)
        else:
            self.drawn[key] = coding
            mark = mark_of(self.study, coding)
        if mark is None:
            self.view.remove_mark(key)
        elif mark != self.view.marks.get(key):
            self.view.add_mark(mark)

    def _reload(self) -> None:
        """Sources came, went or changed: keep the place by its offset."""
        self.query_one(CaseTree).fill()
        self._stale = set(self.study.sources)
        source = self.source
        if source is None and self.study.sources:
            self.open_source(next(iter(self.study.sources)), 0)
        elif source is None:
            self._nothing_to_read()
        elif source.body != self.view.segments.body:
            self.open_source(source.id, self.view.selection[0])
        else:
            self.query_one(CaseTree).mark_open(source.id)
            self.tell_source()
        if self.source_id:
            self.query_one(BesidePane).keep_up(self.source_id, self.view.selection[0], self.shown)
        self._offer_moved()

    def _fill_codebook(self) -> None:
        self.query_one(CodebookPane).fill(self.study.codebook, self._counts(), self.number_keys())

    def reveal_code(self, code_id: str) -> None:
        """Unfold the codebook so that a code shows."""
        self.query_one(CodebookPane).reveal(code_id)

    def count_codes(self) -> None:
        """Show counts and number keys as they are now."""
        self.query_one(CodebookPane).refresh_counts(self._counts(), self.number_keys())

    def _counts(self) -> Counter[str]:
        coders = None if self.shown.others or not self.study.coder else [self.study.coder]
        return self.study.code_counts([self.shown.coder] if self.shown.coder else coders)

    def tell_cursor(self) -> None:
        """Codings at the cursor, the definition of the code at hand, the status line."""
        here, at_hand = self.codings_here(), self.coding_at_hand()
        self.query_one(CursorPane).tell(here, at_hand, self.view.segments)
        pane = self.query_one(CodebookPane)
        if not pane.rows.has_focus:
            pane.tell_definition(self.study.codebook.resolve(at_hand.code) if at_hand is not None else None)
        self.tell_suggestions()
        self.tell_status()

    @on(TranscriptView.SelectionChanged)
    def _moved(self, event: TranscriptView.SelectionChanged) -> None:
        event.stop()
        self.keep_place()
        if (event.low, event.high) != self.said_at:
            self.status_line.unsay()
        self.query_one(BesidePane).follow(event.head)
        self.tell_cursor()

    @on(TranscriptView.MarkClicked)
    def _mark_clicked(self, event: TranscriptView.MarkClicked) -> None:
        event.stop()
        coding = self.drawn.get(event.keys[0])  # type: ignore[call-overload] # keys are ours
        if coding is not None:
            self.go_to(coding)

    @on(CaseTree.SourceChosen)
    def _source_chosen(self, event: CaseTree.SourceChosen) -> None:
        event.stop()
        if event.source_id not in self.study.sources:
            self.warn(f"{event.source_id} is gone or cannot be read; its codings are kept as they are")
            return
        self.open_source(event.source_id, self.last_offset(event.source_id))
        self.remove_class("-cases-open")
        self.view.focus()

    @on(CodebookPane.CodeChosen)
    def _code_chosen(self, event: CodebookPane.CodeChosen) -> None:
        event.stop()
        self.action_text()
        self.code_with(event.code_id)

    # progress: counted when nobody is typing

    @work(exclusive=True, group="progress")
    async def _count_progress(self) -> None:
        from asyncio import sleep

        for source_id in [s for s in self.study.sources if s in self._stale]:
            source = self.study.sources.get(source_id)
            if source is None:
                continue
            self._stale.discard(source_id)
            mine = [self.study.coder] if self.study.coder else counted_coders(self.study, source_id)
            found = replace(progress_of(self.study, source_id, mine), coders=self.study.coders_of(source_id))
            self.query_one(CaseTree).set_progress({source_id: found})
            await sleep(0)  # a key goes first

    def _offer_moved(self) -> None:
        for old in vanished(self.study):
            places = moved_to(self.study, old)
            if len(places) != 1 or old in self._offered:
                continue
            self._offered.add(old)
            new = places[0]
            count = self.study.count(old)

            def answered(yes: bool | None, old: str = old, new: str = new) -> None:
                if yes and self.perform(follow_move(self.study, old, new)):
                    self.open_source(new, 0)

            question = f"{old} is gone; the same text is now in {new}. Hand its {count} codings over?"
            self.app.push_screen(Confirm(question), answered)
            return

    def taken_in(self, files: Collection[str]) -> None:
        """Where a text was edited elsewhere, say how many codings want a look."""
        if any(file.startswith(("interviews/", f"{CODINGS}/")) for file in files):
            self._offer_review()

    def _offer_review(self) -> None:
        from crosscase.tui.review.offering import offered

        if self.app.screen is self and not self.study.problems and (text := offered(self)):
            self.say(text)

    def action_review(self) -> None:
        """Look at the codings that are changed or lost."""
        from crosscase.tui.review.offering import open_review

        open_review(self)

    # panes

    def action_beside(self) -> None:
        """Show the other notes of this meeting, the next of several, or none any more."""
        if self.source is None:
            return
        told = self.query_one(BesidePane).turn(self.source_id, self.view.selection[0], self.shown)
        self.set_class(self.query_one(BesidePane).is_open, "-beside")
        if told:
            self.say(told)

    def action_swap(self) -> None:
        """Go over into the notes beside the text; the text stands beside them then."""
        pane = self.query_one(BesidePane)
        if not pane.is_open:
            self.say("no notes stand beside this text: press i")
            return
        main, other, at = self.source_id, pane.source_id, pane.other(self.view.selection[0])
        self.open_source(other, at)
        pane.open(other, main, at, self.shown)
        self.set_class(True, "-beside")

    def action_side(self) -> None:
        """Show or hide the side pane; in a narrow window it lies over the text."""
        narrow = self.size.width < MIDDLE
        name = "-side-open" if narrow else "-side-closed"
        if self.has_class("-text-only"):
            self.remove_class("-text-only", "-side-closed")
            self.set_class(narrow, "-side-open")
        else:
            self.toggle_class(name)
        if not narrow:
            self.workbench.session.put("code.side", "closed" if self.has_class(name) else "")
        if narrow and self.has_class(name):
            self.query_one(CodebookPane).rows.focus()
        else:
            self.view.focus()

    def action_cases(self) -> None:
        """Go to the cases, which lie over the text where there is no room beside it; again: back to the text."""
        tree = self.query_one(CaseTree)
        beside = self.size.width >= WIDE and not self.has_class("-text-only")
        back = tree.has_focus
        self.set_class(not back and not beside, "-cases-open")
        (self.view if back else tree).focus()

    def action_text(self) -> None:
        """Back to the text: a pane over it closes, words typed into the codebook's filter are dropped."""
        self.query_one(CodebookPane).drop_filter()
        if self.view.has_focus and not self.has_class("-side-open"):
            self.forget_words()
        self.remove_class("-side-open", "-cases-open")
        self.view.focus()

    def action_text_only(self) -> None:
        """Give the text the whole width, or no longer."""
        self.toggle_class("-text-only")
        self.view.focus()

    def action_side_width(self, step: int) -> None:
        """Make the side pane wider or narrower; the text keeps 60 cells."""
        wanted = max(SIDE_LEAST, min(self._side_most(), self._side_shown() + step))
        if wanted == self._side_shown():
            self.say("the side pane cannot be wider here" if step > 0 else "the side pane cannot be narrower")
        self._side_width = wanted
        self._fit_side()
        self.workbench.session.put("code.side-width", self._side_width)

    def on_resize(self) -> None:
        """A side pane made wide in a large window gives way in a small one."""
        self._fit_side()

    def _fit_side(self) -> None:
        self.query_one("#side").styles.width = self._side_shown()

    def _side_shown(self) -> int:
        return min(self._side_width, self._side_most())

    def _side_most(self) -> int:
        width = self.size.width
        room = width - TEXT_LEAST - (CASES_WIDTH if width >= WIDE else 0) if width >= MIDDLE else width - 8
        return max(SIDE_LEAST, min(SIDE_MOST, room))
