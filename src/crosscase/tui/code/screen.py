"""The code screen: cases, the text with its codings, the codebook and the codings at the cursor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from crosscase.study.codings import FOLDER as CODINGS
from crosscase.study.folder import Study
from crosscase.study.model import Coding
from crosscase.study.progress import progress
from crosscase.study.vanished import follow_move, moved_to, vanished
from crosscase.tui.code import keys
from crosscase.tui.code.case_tree import CaseTree
from crosscase.tui.code.codebook_pane import CodebookPane
from crosscase.tui.code.cursor_pane import CursorPane
from crosscase.tui.code.finding import FindBar
from crosscase.tui.code.reading_screen import ReadingScreen
from crosscase.tui.code.shown import Shown, codings_shown, key_of, mark_of, marks_of
from crosscase.tui.code.slots import Slots, slots_of
from crosscase.tui.dialogs import Confirm
from crosscase.tui.transcript.view import TranscriptView

PROGRESS_AFTER = 0.4  # seconds without a change before the share coded is counted again
# narrow: the text alone; middle: with the codebook; wide: with the cases too
BREAKPOINTS = [(0, "-narrow"), (104, "-middle"), (136, "-wide")]
SIDE_WIDTH, SIDE_LEAST, SIDE_MOST = 36, 24, 72


class CodeScreen(ReadingScreen):
    """Read, select, code."""

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
        self._side_width = SIDE_WIDTH

    def compose_content(self) -> ComposeResult:
        """Three columns; at 80 cells the text alone, with the side over it on a key."""
        with Horizontal(id="columns"):
            yield CaseTree(self.study, id="cases")
            with Vertical(id="middle"):
                yield Static("", id="source-line", markup=False)
                yield TranscriptView(id="text")
                yield FindBar(id="find")
            with Vertical(id="side"):
                yield CodebookPane(self.study.settings.language, id="codebook")
                yield CursorPane(self.study, id="cursor")

    def on_mount(self) -> None:
        """Go where one left off; what takes time waits until the first frame is there."""
        session = self.workbench.session
        self.slots = slots_of(self.study, self.study.coder)
        self.shown = Shown(others=session.get("code.others", "yes") != "no")
        self._side_width = max(SIDE_LEAST, min(SIDE_MOST, session.number("code.side-width", SIDE_WIDTH)))
        self.query_one("#side").styles.width = self._side_width
        self.set_class(session.get("code.side") == "closed", "-side-closed")
        self._fill_codebook()
        last = session.get("code.source")
        source_id = last if last in self.study.sources else next(iter(self.study.sources), "")
        if source_id:
            self.open_source(source_id, session.number("code.offset") if source_id == last else 0)
        else:
            self._nothing_to_read()
        self.view.focus()
        self._stale = set(self.study.sources)
        self.call_after_refresh(self._count_progress)
        self.call_after_refresh(self._offer_moved)

    def jump_targets(self) -> dict[str, Widget]:
        """The panes by letter."""
        return {
            "c": self.query_one("#cases"),
            "t": self.view,
            "b": self.query_one("#code-tree"),
            "f": self.query_one("#code-filter"),
            "k": self.query_one("#cursor"),
        }

    # what is on the screen

    def _nothing_to_read(self) -> None:
        self.show_place("no sources yet")
        self.say("no sources yet: `crosscase import FILE --case CASE` brings texts in")

    def draw_codings(self) -> None:
        """Draw all codings of the source anew, as after a filter changed."""
        codings = codings_shown(self.study, self.source_id, self.shown)
        self.drawn = {key_of(coding): coding for coding in codings}
        self.view.replace_marks(marks_of(self.study, codings))
        self.tell_cursor()

    def study_changed(self, files: Collection[str]) -> None:
        """Show what changed: a coding costs the rows it touches."""
        sources = {
            file.removeprefix(f"{CODINGS}/").rpartition("/")[0]
            for file in files
            if file.startswith(f"{CODINGS}/")
        }
        if any(file.startswith(("interviews/", "cases/")) for file in files):
            self._reload()
        if any(file.startswith("codebook/") for file in files):
            self._fill_codebook()
            self.draw_codings()
        elif self.source_id in sources:
            self._draw_changes()
        self.slots = self.slots.without(self.study.codebook.by_id)
        self._count_codes()
        self._stale |= sources & set(self.study.sources)
        self.set_timer(PROGRESS_AFTER, self._count_progress)

    def _draw_changes(self) -> None:
        codings = codings_shown(self.study, self.source_id, self.shown)
        now = {key_of(coding): coding for coding in codings}
        for key in self.drawn.keys() - now.keys():
            self.view.remove_mark(key)
        for key, coding in now.items():
            former = self.drawn.get(key)
            if former is coding:
                continue
            mark = mark_of(self.study, coding)
            if mark is None:
                self.view.remove_mark(key)
            elif mark != self.view.marks.get(key):
                self.view.add_mark(mark)
        self.drawn = now
        self.tell_cursor()

    def _reload(self) -> None:
        """Sources came, went or changed: keep the place by its offset."""
        self.query_one(CaseTree).fill()
        self._stale = set(self.study.sources)
        if self.source_id in self.study.sources:
            self.open_source(self.source_id, self.view.head)
        elif self.study.sources:
            self.open_source(next(iter(self.study.sources)), 0)

    def _fill_codebook(self) -> None:
        self.query_one(CodebookPane).fill(self.study.codebook, self._counts(), self._number_keys())

    def _count_codes(self) -> None:
        self.query_one(CodebookPane).refresh_counts(self._counts(), self._number_keys())

    def _counts(self) -> Counter[str]:
        coders = None if self.shown.others or not self.study.coder else [self.study.coder]
        return self.study.code_counts([self.shown.coder] if self.shown.coder else coders)

    def _number_keys(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.slots.keys, 1) if code}

    def tell_cursor(self) -> None:
        """Codings at the cursor, the definition of the code at hand, the status line."""
        here, at_hand = self.codings_here(), self.coding_at_hand()
        self.query_one(CursorPane).tell(here, at_hand, self.view.segments)
        pane = self.query_one(CodebookPane)
        if not pane.rows.has_focus:
            pane.tell_definition(self.study.codebook.resolve(at_hand.code) if at_hand is not None else None)
        self.tell_status()

    @on(TranscriptView.SelectionChanged)
    def _moved(self, event: TranscriptView.SelectionChanged) -> None:
        event.stop()
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
        self.open_source(event.source_id, self.last_offset(event.source_id))
        self.view.focus()

    @on(CodebookPane.CodeChosen)
    def _code_chosen(self, event: CodebookPane.CodeChosen) -> None:
        event.stop()
        self.code_with(event.code_id)
        self._count_codes()

    # progress: counted when nobody is typing

    @work(exclusive=True, group="progress")
    async def _count_progress(self) -> None:
        from asyncio import sleep

        for source_id in [s for s in self.study.sources if s in self._stale]:
            source = self.study.sources.get(source_id)
            if source is None:
                continue
            self._stale.discard(source_id)
            codings = self.study.codings(source_id)
            found = progress(source, self.study.segments(source_id), codings)
            self.query_one(CaseTree).set_progress({source_id: found})
            await sleep(0)  # a key goes first

    def _offer_moved(self) -> None:
        for old in vanished(self.study):
            places = moved_to(self.study, old)
            if len(places) != 1:
                continue
            new = places[0]
            count = len(self.study.codings(old))

            def answered(yes: bool | None, old: str = old, new: str = new) -> None:
                if yes and self.perform(follow_move(self.study, old, new)):
                    self.open_source(new, 0)

            question = f"{old} is gone; the same text is now in {new}. Hand its {count} codings over?"
            self.app.push_screen(Confirm(question), answered)
            return

    # panes

    def action_side(self) -> None:
        """Show or hide the side pane; in a narrow window it lies over the text."""
        narrow = self.has_class("-narrow")
        name = "-side-open" if narrow else "-side-closed"
        self.toggle_class(name)
        if not narrow:
            self.workbench.session.put("code.side", "closed" if self.has_class(name) else "")
        if not self.query_one("#side").display:
            self.view.focus()

    def action_text_only(self) -> None:
        """Give the text the whole width, or no longer."""
        self.toggle_class("-text-only")
        self.view.focus()

    def action_side_width(self, step: int) -> None:
        """Make the side pane wider or narrower; the text keeps 60 cells."""
        most = min(SIDE_MOST, max(SIDE_LEAST, self.size.width - 60 - self.query_one("#cases").size.width))
        self._side_width = max(SIDE_LEAST, min(most, self._side_width + step))
        self.query_one("#side").styles.width = self._side_width
        self.workbench.session.put("code.side-width", self._side_width)
