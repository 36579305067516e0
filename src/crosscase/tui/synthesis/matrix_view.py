"""Cases beside codes: how much was coded in each cell, and the quotes of the cell at hand."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.tui.export import export
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.synthesis import choosing, keys
from crosscase.tui.synthesis.asked import (
    Asked,
    as_words,
    asked_last,
    check_filter,
    coders_meant,
    how_words,
    without_cases,
)
from crosscase.tui.synthesis.cell_quotes import CellQuotes
from crosscase.tui.synthesis.grid import Grid
from crosscase.tui.synthesis.grid_layout import Sheet
from crosscase.tui.synthesis.handing_out import FORMS, matrix_in
from crosscase.tui.synthesis.matrix_table import MatrixSheet, matrix_sheet, said, total_text
from crosscase.tui.synthesis.survey_tail import SURVEY, Items, item_words, items_beside, survey_tail
from crosscase.tui.synthesis.view import SynthesisView
from crosscase.tui.synthesis.wording import (
    NO_CASES,
    NO_CODES,
    NO_CODINGS,
    ONE_CASE,
    code_name,
    joined,
    listed,
)
from crosscase.tui.words import shown

if TYPE_CHECKING:  # bring numpy along
    from crosscase.documents.values import Document, Figure, Table
    from crosscase.synthesis.matrices import Matrix
    from crosscase.synthesis.passages import Passage


class MatrixView(SynthesisView):
    """A grid, and the quotes of its cell."""

    SEEN_IN = (*SynthesisView.SEEN_IN, "survey/")
    HELP: ClassVar[str | None] = keys.MATRIX_LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*keys.MATRIX]
    DEFAULT_CSS = """
    MatrixView #matrix-panes { layout: vertical; height: 1fr; }
    MatrixView Grid { height: 1fr; width: 1fr; }
    MatrixView CellQuotes { display: none; height: 45%; border-top: hkey $foreground 25%; }
    MatrixView.-quotes CellQuotes { display: block; }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.asked = Asked()
        self.found: Matrix | None = None
        """What is shown; None until it is reckoned."""
        self.shown_as = MatrixSheet(Sheet(), (), (), False)
        self.folded: set[str] = set()
        self._items: Items = {}
        self._of_survey = ""  # why nothing of the survey is shown
        self._at = ("", "")  # where the cursor was left

    def compose_content(self) -> ComposeResult:
        """The grid and the quotes."""
        with Container(id="matrix-panes"):
            yield Grid(id="matrix-grid")
            yield CellQuotes(self.study, id="matrix-quotes")

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
        self.asked = asked_last(self.study, lambda name: self.kept(f"matrix.{name}"))
        self.folded = set(self.kept("matrix.folded").split())
        row, _, column = self.kept("matrix.at").partition("\t")
        self._at = row, column
        self.set_class(self.kept("matrix.quotes") == "shown", "-quotes")

    def first_focus(self) -> Widget:
        """The cells."""
        return self.grid

    def jump_targets(self) -> dict[str, Widget]:
        """The parts by letter."""
        found: dict[str, Widget] = {"c": self.grid}
        return found | ({"l": self.quotes.listing} if self.has_class("-quotes") else {})

    def how(self) -> str:
        """In which way codings are counted."""
        return how_words(self.study, self.asked)

    # what is shown

    def fill(self) -> None:
        """Count anew."""
        study, asked = self.study, self.asked

        def run() -> Matrix:
            from crosscase.synthesis.matrices import matrix

            codes = check_filter(study, asked.code)
            return matrix(
                study, asked.by, codes, asked.cell, asked.below, coders_meant(study, asked.coders),
                asked.order, asked.group, asked.depth or None,
            )  # fmt: skip

        self.reckon("matrix", run)

    def reckoned(self, what: Hashable, result: object) -> None:
        """Draw the matrix, then ask for what the survey has to it; draw the quotes of a cell."""
        if what == "matrix":
            found = self.found = cast("Matrix", result)
            self._tell_notes()
            self.draw()
            paths = found.paths
            self.reckon("survey", lambda: items_beside(self.study, paths), "survey")
        elif what == "survey":
            self._items, self._of_survey = cast("tuple[Items, str]", result)
            self._tell_notes()
            self.draw()
        elif isinstance(what, tuple):
            self.quotes.show(str(what[1]), cast("tuple[Passage, ...]", result))

    def failed(self, what: Hashable, words: str) -> None:
        """Say why; a survey that cannot be read leaves the matrix as it is."""
        if what == "survey":
            self._items, self._of_survey = {}, words
            self._tell_notes()
            self.draw()
            return
        self.found = None
        self.draw()
        super().failed(what, words)

    def draw(self) -> None:
        """Show what was reckoned, as it is folded and turned; the cell at hand stays so."""
        found = self.found
        if found is None:
            self.shown_as = MatrixSheet(Sheet(), (), (), False)
        else:
            survey = survey_tail(found.paths, self._items, self.study.settings.language)
            self.shown_as = matrix_sheet(self.study, found, self.folded, self.asked.turned, survey)
        at, self._at = self._at, ("", "")
        self.grid.show(self.shown_as.sheet, at if at != ("", "") else None)

    def _tell_notes(self) -> None:
        if self.found is not None:
            self.tell(joined(self._notes(self.found), self._of_survey))

    def _notes(self, found: Matrix) -> str:
        """What there is to say of the whole: why it is empty, or what is not in it."""
        study = self.study
        if not len(found.codes):
            return NO_CODES
        if not any(study.coded_sources):
            return NO_CODINGS
        if not found.groups:
            return NO_CASES if found.axis.by == "case" else f"nothing here has a {shown(found.axis.by)}"
        missing = (
            f"{counted(len(found.missing), 'case')} without {shown(self._attribute)}: {listed(found.missing)}"
        )
        return joined(
            ONE_CASE if found.axis.by == "case" and len(found.groups) == 1 else "",
            missing if found.missing else "",
            f"{counted(found.without, 'coding')} in no {shown(found.axis.by)}" if found.without else "",
            f"{counted(found.unknown, 'coding')} of codes that the codebook does not have"
            if found.unknown
            else "",
        )

    @property
    def _attribute(self) -> str:
        """What is missing where something is."""
        asked = self.asked
        return asked.by if asked.by != "case" else asked.group or asked.order

    # the cell at hand

    @on(Grid.Moved)
    def _moved(self, event: Grid.Moved) -> None:
        event.stop()
        if self.grid.row_key:
            self.keep("matrix.at", "\t".join(self.grid.at))
        if self.grid.has_focus:
            self.place.status_line.unsay()
        self.tell_status()
        if self.has_class("-quotes"):
            self.show_quotes()

    def tell_status(self) -> None:
        """Say what the cell at hand is of."""
        cell = self._cell()
        found = self.found
        if cell is None or found is None:
            self.place.status_line.update("", "")
            return
        group, code = cell
        value, total = found.values[group, code], found.column_totals[code]
        words = joined(
            f"{code_name(self.study, found.paths[code])} × {shown(found.groups[group].label)}",
            said(float(value), found.cell),
            f"all {total_text(float(total), found.cell)}",
        )
        its = self._items.get(found.paths[code], ())
        if its and SURVEY not in self.grid.tails:  # where the window has no room for the column
            beside = item_words(its[0], len(its) - 1)
            self.place.status_line.update(words, beside)
            return
        place = f"row {self.grid.row + 1} of {len(self.shown_as.sheet.rows)}"
        column = f"column {self.grid.column + 1} of {len(self.shown_as.sheet.columns)}"
        self.place.status_line.update(words, f"{place}, {column}")

    def _cell(self) -> tuple[int, int] | None:
        """(group, code) at hand, as places in the matrix; None where there is none."""
        if self.found is None or not self.grid.row_key or not self.grid.column_key:
            return None
        return self.shown_as.cell_of(self.grid.row, self.grid.column)

    @property
    def code(self) -> str:
        """Path of the code at hand; empty where there is none."""
        cell = self._cell()
        return self.found.paths[cell[1]] if cell is not None and self.found is not None else ""

    def show_quotes(self) -> None:
        """Show the quotes of the cell at hand in the pane."""
        cell, found = self._cell(), self.found
        if cell is None or found is None:
            self.quotes.show("", ())
            return
        group, code = cell
        title = f"{code_name(self.study, found.paths[code])} × {shown(found.groups[group].label)}"

        def run() -> tuple[Passage, ...]:
            from crosscase.synthesis.matrices import cell_passages

            return cell_passages(found, group, code)

        self.reckon(("quotes", title), run, "quotes")

    @on(Grid.Chosen)
    def _chosen(self, event: Grid.Chosen) -> None:
        event.stop()
        self.action_quotes()

    def action_quotes(self) -> None:
        """Show the quotes of the cell and go to them."""
        if self._cell() is None:
            self.place.say("there is no cell here")
            return
        self._show_pane(True)
        self.quotes.listing.focus()

    def action_pane(self) -> None:
        """Show or hide the quotes."""
        if self.has_class("-quotes"):
            self.grid.focus()
        self._show_pane(not self.has_class("-quotes"))

    def _show_pane(self, show: bool) -> None:
        was = self.has_class("-quotes")
        self.set_class(show, "-quotes")
        self.keep("matrix.quotes", "shown" if show else "")
        if show and not was:
            self.show_quotes()

    def action_back(self) -> None:
        """From the quotes to the cells; there, hide the quotes."""
        if not self.grid.has_focus:
            self.grid.focus()
            self.tell_status()
        else:
            self._show_pane(False)

    # in which way

    def ask(self, asked: Asked) -> None:
        """Count in another way from now on."""
        self.asked = asked
        for name, value in as_words(asked).items():
            self.keep(f"matrix.{name}", value)
        self.shown_anew()

    def _pick(self, prompt: str, entries: list[Entry], then: Callable[[str], None], none: str = "") -> None:
        def picked(key: str | None) -> None:
            if key is not None:
                then(key)

        self.app.push_screen(Picker(prompt, entries, none=none or "nothing to choose from"), picked)

    def action_by(self) -> None:
        """Choose what codings are counted by."""

        def then(by: str) -> None:
            asked = replace(self.asked, by=by)
            self.ask(asked if by == "case" else without_cases(asked))

        self._pick("count codings by", choosing.first(choosing.axis_entries(self.study), self.asked.by), then)

    def action_cell(self) -> None:
        """Choose what a cell holds."""

        def then(cell: str) -> None:
            if cell == choosing.SUMMARY:
                self.call_later(self.place.go_to_summary, self.code, self._case())
            else:
                self.ask(replace(self.asked, cell=cell))

        self._pick("what a cell holds", choosing.first(choosing.cell_entries(), self.asked.cell), then)

    def _case(self) -> str:
        """The case at hand; empty where columns are no cases."""
        cell = self._cell()
        if cell is None or self.found is None or self.found.axis.by != "case":
            return ""
        return self.found.groups[cell[0]].id

    def action_order(self) -> None:
        """Choose the order of the groups."""
        entries = choosing.first(choosing.order_entries(self.study, self.asked.by), self.asked.order)
        self._pick("in which order", entries, lambda order: self.ask(replace(self.asked, order=order)))

    def action_group(self) -> None:
        """Choose what cases stand together by."""
        if self.asked.by != "case":
            self.place.say("only cases can be grouped by an attribute: b counts by cases")
            return
        entries = choosing.first(choosing.group_entries(self.study), self.asked.group)
        self._pick("put cases together by", entries, lambda group: self.ask(replace(self.asked, group=group)))

    def action_coders(self) -> None:
        """Choose whose codings are looked at."""
        entries = choosing.first(choosing.coder_entries(self.study), self.asked.coders)
        self._pick("whose codings", entries, lambda coders: self.ask(replace(self.asked, coders=coders)))

    def action_below(self) -> None:
        """Count each code with those below it, or alone."""
        self.ask(replace(self.asked, below=not self.asked.below))

    def action_turn(self) -> None:
        """Turn rows and columns round; the cell at hand stays so."""
        row, column = self.grid.at
        self._at = column, row
        self.asked = replace(self.asked, turned=not self.asked.turned)
        self.keep("matrix.turned", "yes" if self.asked.turned else "")
        self.draw()

    # which codes

    def action_depth(self) -> None:
        """One level of codes more; after the last all."""
        book = self.study.codebook
        deepest = max((book.depth(code) for code in book), default=0) + 1
        depth = self.asked.depth + 1
        self.ask(replace(self.asked, depth=depth if depth < deepest else 0))

    def action_filter(self) -> None:
        """Choose the code that is shown with those below it."""
        code = self.study.codebook.by_path.get(self.code)
        at_hand = code.id if code is not None else ""
        entries = choosing.filter_entries(self.study, self.asked.code, at_hand)
        self._pick(
            "show which code with those below it",
            entries,
            lambda code: self.ask(replace(self.asked, code=code)),
        )

    def action_find(self) -> None:
        """Go to a code; what it is folded under unfolds."""
        if self.found is None:
            return
        book, paths = self.study.codebook, self.found.paths

        def then(id: str) -> None:
            code = book.by_id[id]
            above = book.parent(code)
            while above is not None:
                self.folded.discard(above.id)
                above = book.parent(above)
            at = (
                (self.grid.row_key, book.path(code))
                if self.asked.turned
                else (book.path(code), self.grid.column_key)
            )
            self._at = at
            self._keep_folded()
            self.draw()

        self._pick("which code?", choosing.code_entries(self.study, paths), then)

    def action_fold(self) -> None:
        """Fold the code at hand, or unfold it; of one without codes below, the code above."""
        book, path = self.study.codebook, self.code
        code = book.by_path.get(path)
        if code is None or self.found is None:
            return
        has_below = any(each.startswith(f"{path}/") for each in self.found.paths)
        if not has_below and code.id not in self.folded:
            above = book.parent(code)
            if above is None or book.path(above) not in self.found.paths:
                self.place.say("there is no code below this one")
                return
            code = above
        self.folded ^= {code.id}
        column = self.grid.column_key
        self._at = (self.grid.row_key, book.path(code)) if self.asked.turned else (book.path(code), column)
        self._keep_folded()
        self.draw()

    def _keep_folded(self) -> None:
        self.keep("matrix.folded", " ".join(sorted(self.folded & self.study.codebook.by_id.keys())))

    # handing out

    def action_export(self) -> None:
        """Write the matrix to a file."""
        found = self.found
        if found is None or not len(found.codes) or not found.groups:
            self.place.say("there is no matrix here to write")
            return

        turned = self.asked.turned

        def make(form: str) -> Table | Document | Figure:
            return matrix_in(self.study, found, form, turned=turned)

        what = f"the matrix of {counted(len(found.codes), 'code')} by {found.axis.by}"
        export(self.place, what, "matrix", make, FORMS)
