"""The framework matrix: the quotes of a cell, and what was written of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.summary_file import FOLDER, Summary
from crosscase.tui.done import can_take_back
from crosscase.tui.export import TABLE, export
from crosscase.tui.memo_editor import AGAIN
from crosscase.tui.picker import Picker
from crosscase.tui.synthesis import choosing, keys
from crosscase.tui.synthesis.asked import EVERYBODY, coders_meant, whose_words
from crosscase.tui.synthesis.cell_quotes import CellQuotes
from crosscase.tui.synthesis.framework_table import (
    framework_sheet,
    is_doubtful,
    is_missing,
    quotes_of,
    summary_words,
)
from crosscase.tui.synthesis.grid import Grid
from crosscase.tui.synthesis.grid_layout import Sheet
from crosscase.tui.synthesis.handing_out import framework_in
from crosscase.tui.synthesis.meanwhile import summed_up_meanwhile
from crosscase.tui.synthesis.summary_editor import SummaryEditor, Written
from crosscase.tui.synthesis.view import SynthesisView
from crosscase.tui.synthesis.wording import NO_CASES, NO_CODES, case_name, code_name, joined

if TYPE_CHECKING:  # bring numpy along
    from crosscase.synthesis.framework import Framework, FrameworkCell


class FrameworkView(SynthesisView):
    """A grid of marks; below it the quotes of the cell at hand, and its summary."""

    SEEN_IN = (*SynthesisView.SEEN_IN, f"{FOLDER}/")
    HELP: ClassVar[str | None] = keys.FRAMEWORK_LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*keys.FRAMEWORK]
    DEFAULT_CSS = """
    FrameworkView Grid { height: 1fr; width: 1fr; }
    FrameworkView #framework-cell { height: 55%; border-top: hkey $foreground 25%; }
    FrameworkView CellQuotes { width: 1fr; height: 1fr; }
    FrameworkView #framework-summary { width: 1fr; height: 1fr; padding: 0 1; background: $panel; scrollbar-size-vertical: 1; }
    FrameworkView #framework-summary:focus { background: $boost; }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.found: Framework | None = None
        """What is shown; None until it is read."""
        self.every = False
        """Whether all codes are shown."""
        self.coders = ""
        self._at = ("", "")

    def compose_content(self) -> ComposeResult:
        """The grid, the quotes, the summary."""
        yield Grid(id="framework-grid")
        with Horizontal(id="framework-cell"):
            yield CellQuotes(self.study, id="framework-quotes")
            with VerticalScroll(id="framework-summary"):
                yield Static("", id="framework-words", markup=False)

    @property
    def grid(self) -> Grid:
        """The cells."""
        return self.query_one(Grid)

    @property
    def quotes(self) -> CellQuotes:
        """The quotes of the cell."""
        return self.query_one(CellQuotes)

    def begin(self) -> None:
        """As it was left."""
        self.every = self.kept("framework.codes") == "all"
        coders = self.kept("framework.coders")
        self.coders = coders if coders in ("", EVERYBODY, *self.study.coders) else ""
        row, _, column = self.kept("framework.at").partition("\t")
        self._at = row, column

    def first_focus(self) -> Widget:
        """The cells."""
        return self.grid

    def jump_targets(self) -> dict[str, Widget]:
        """The parts by letter."""
        return {"c": self.grid, "l": self.quotes.listing, "s": self.query_one("#framework-summary")}

    def how(self) -> str:
        """Which codes, whose quotes."""
        codes = "all codes" if self.every else "codes at the top, and those with a summary"
        return joined(whose_words(self.study, self.coders), codes)

    def go_to(self, code: str, case: str) -> None:
        """Go to a cell, now or when it is read; a code that is not among those shown brings all of them."""
        self._at = code, case
        if self.found is not None and code and code not in self.found.codes:
            self.every = True
            self.shown_anew()
        elif self.found is not None:
            self._draw(self.found)

    # what is shown

    def fill(self) -> None:
        """Read what was written."""
        study, every, coders = self.study, self.every, coders_meant(self.study, self.coders)

        def run() -> Framework:
            from crosscase.synthesis.framework import framework

            return framework(study, codes=tuple(study.codebook.by_path) if every else None, coders=coders)

        self.reckon("framework", run)

    def reckoned(self, what: Hashable, result: object) -> None:
        """Draw it."""
        found = self.found = cast("Framework", result)
        self._draw(found)

    def _draw(self, found: Framework) -> None:
        from crosscase.reports.synthesis.framework_words import completeness_line, left_out

        if not found.codes:
            self.tell(NO_CODES)
        elif not found.cases:
            self.tell(NO_CASES)
        else:
            lost = left_out(found, "en")
            self.tell(joined(completeness_line(found.whole, "en"), *lost), wrong=bool(lost))
        at, self._at = self._at, ("", "")
        self.grid.show(framework_sheet(self.study, found), at if at != ("", "") else None)

    def failed(self, what: Hashable, words: str) -> None:
        """Say why."""
        self.found = None
        self.grid.show(Sheet())
        super().failed(what, words)

    @property
    def cell(self) -> FrameworkCell | None:
        """The cell at hand; None where there is none."""
        path, case = self.grid.at
        return self.found.cells.get((case, path)) if self.found is not None else None

    @on(Grid.Moved)
    def _moved(self, event: Grid.Moved) -> None:
        event.stop()
        if self.grid.row_key:
            self.keep("framework.at", "\t".join(self.grid.at))
        if self.grid.has_focus:
            self.place.status_line.unsay()
        self.tell_status()
        self._show_cell()

    def _show_cell(self) -> None:
        cell, found = self.cell, self.found
        words = self.query_one("#framework-words", Static)
        if cell is None or found is None:
            self.quotes.show("", (), nothing="")
            words.update("")
            return
        passages, headings = quotes_of(found, cell)
        self.quotes.show(self._title(cell), passages, headings=headings)
        words.update(summary_words(self.study, cell))
        self.query_one("#framework-summary").scroll_home(animate=False)

    def _title(self, cell: FrameworkCell) -> str:
        return f"{code_name(self.study, cell.code)} × {case_name(self.study, cell.case)}"

    def tell_status(self) -> None:
        """Say which cell is at hand."""
        cell = self.cell
        if cell is None:
            self.place.status_line.update("", "")
            return
        place = f"row {self.grid.row + 1} of {len(self.grid.sheet.rows)}"
        words = ", ".join(cell.words) or "no codings"
        self.place.status_line.update(joined(self._title(cell), words), place)

    # moving

    @on(Grid.Chosen)
    def _chosen(self, event: Grid.Chosen) -> None:
        event.stop()
        self.action_quotes()

    def action_quotes(self) -> None:
        """Go to the quotes of the cell."""
        self.quotes.listing.focus()

    def action_back(self) -> None:
        """Back to the cells."""
        self.grid.focus()
        self.tell_status()

    def action_next_missing(self) -> None:
        """The next cell that has codings and no summary."""
        self._next(is_missing, "every cell with codings has a summary")

    def action_next_changed(self) -> None:
        """The next summary that wants a look."""
        self._next(is_doubtful, "no summary here wants a look: all rest on quotes, and nothing changed since")

    def _next(self, fits: Callable[[FrameworkCell], bool], none: str) -> None:
        found = self.found
        if found is None:
            return
        order = [(case, path) for path in found.codes for case in found.cases]
        path, case = self.grid.at
        start = order.index((case, path)) + 1 if (case, path) in order else 0
        place = next((each for each in (*order[start:], *order[:start]) if fits(found.cells[each])), None)
        if place is None:
            self.place.say(none)
            return
        self.grid.go_to(place[1], place[0])
        self.grid.focus()

    def action_find(self) -> None:
        """Go to a code."""

        def picked(id: str | None) -> None:
            if id:
                self.go_to(self.study.codebook.path(self.study.codebook.by_id[id]), self.grid.column_key)

        self.app.push_screen(Picker("which code?", choosing.code_entries(self.study)), picked)

    # in which way

    def action_codes(self) -> None:
        """All codes, or those that are summed up."""
        self.every = not self.every
        self.keep("framework.codes", "all" if self.every else "")
        self.shown_anew()

    def action_coders(self) -> None:
        """Choose whose quotes are looked at."""

        def picked(coders: str | None) -> None:
            if coders is not None:
                self.coders = coders
                self.keep("framework.coders", coders)
                self.shown_anew()

        entries = choosing.first(choosing.coder_entries(self.study), self.coders)
        self.app.push_screen(Picker("whose quotes", entries), picked)

    # writing

    def action_write(self) -> None:
        """Write the summary of the cell."""
        cell = self.cell
        if cell is None:
            self.place.say("there is no cell here")
            return
        case, path = cell.case, cell.code
        self.place.with_coder(lambda coder: self._write(case, path, coder))

    def _write(
        self, case: str, path: str, coder: str, begun: Written | None = None, notice: str = ""
    ) -> None:
        """Open the editor.

        Args:
            begun: what was written and could not be saved: it is never lost, but offered again.
            notice: why it could not.
        """
        from crosscase.synthesis.cells import cells_of
        from crosscase.synthesis.summaries import cell_summary

        study, own = self.study, self.language
        try:
            summary = cell_summary(study, case, path)
        except StudyError as error:
            self.place.warn(str(error))
            return
        text = (summary.text.get(own) or summary.text.get("", "")) if summary is not None else ""
        ticked = summary.quotes if summary is not None else ()
        passages = cells_of(study).passages(case, path)

        def written(done: Written | None) -> None:
            if done is not None and (done[0].strip() or text):
                self._save(case, path, coder, done, summary)

        title = f"{code_name(study, path)} × {case_name(study, case)}"
        notice = notice or (AGAIN if begun is not None else "")
        self.app.push_screen(
            SummaryEditor(study, title, text, passages, ticked, notice=notice, begun=begun), written
        )

    def _save(self, case: str, path: str, coder: str, done: Written, former: Summary | None) -> None:
        from crosscase.synthesis.summaries import cell_summary, write_summary

        text, quotes = done
        try:
            theirs = summed_up_meanwhile(former, cell_summary(self.study, case, path))
            if theirs:
                self._write(case, path, coder, done, f"! not saved: {theirs}")
                return
            edit = write_summary(self.study, case, path, text, quotes, by=coder)
        except StudyError as error:
            self.place.warn(str(error))
            self._write(case, path, coder, done)
            return
        if self.place.perform(edit):
            self.place.say(f"{'saved' if text.strip() else 'removed'}: {edit.name}")
        else:
            self._write(case, path, coder, done)

    def action_remove(self) -> None:
        """Remove the summary of the cell."""
        from crosscase.synthesis.summaries import remove_summary

        cell = self.cell
        if cell is None or cell.summary is None:
            self.place.say("there is no summary here to remove")
            return
        case, path = cell.case, cell.code

        def go(_coder: str) -> None:
            try:
                edit = remove_summary(self.study, case, path)
            except StudyError as error:
                self.place.warn(str(error))
                return
            if self.place.perform(edit):
                self.place.say(can_take_back(edit.name))

        self.place.with_coder(go)

    def action_export(self) -> None:
        """Write the framework matrix to a file."""
        found = self.found
        if found is None or not found.cells:
            self.place.say("there is no framework matrix here to write")
            return
        export(
            self.place,
            "the framework matrix",
            "framework",
            lambda form: framework_in(self.study, found, form),
            TABLE,
        )
