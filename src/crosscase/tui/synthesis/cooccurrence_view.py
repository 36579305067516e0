"""Which codes stand together: codes by codes, with the pairs of quotes of the cell at hand."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.tui.export import export
from crosscase.tui.picker import Picker
from crosscase.tui.quotes.answer import Heading
from crosscase.tui.synthesis import choosing, keys
from crosscase.tui.synthesis.asked import EVERYBODY, check_filter, coders_meant, whose_words
from crosscase.tui.synthesis.cell_quotes import CellQuotes
from crosscase.tui.synthesis.cooccurrence_table import MEASURES, cooccurrence_sheet, measure_text, ranked
from crosscase.tui.synthesis.grid import Grid
from crosscase.tui.synthesis.grid_layout import Sheet
from crosscase.tui.synthesis.handing_out import FORMS, cooccurrence_in
from crosscase.tui.synthesis.view import SynthesisView
from crosscase.tui.synthesis.wording import NO_CODES, NO_CODINGS, code_name, joined

if TYPE_CHECKING:  # bring numpy along
    from crosscase.synthesis.cooccurrence import CoOccurrence
    from crosscase.synthesis.passages import Passage

RELATIONS = ("overlap", "inside", "turn", "near", "paragraph")
"""As the key steps through them; the last is being near in a paragraph."""


class CoOccurrenceView(SynthesisView):
    """A grid, and the pairs of its cell."""

    HELP: ClassVar[str | None] = keys.COOCCURRENCE_LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*keys.COOCCURRENCE]
    DEFAULT_CSS = """
    CoOccurrenceView #cooccurrence-panes { layout: vertical; height: 1fr; }
    CoOccurrenceView Grid { height: 1fr; width: 1fr; }
    CoOccurrenceView CellQuotes { display: none; height: 45%; border-top: hkey $foreground 25%; }
    CoOccurrenceView.-quotes CellQuotes { display: block; }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.found: CoOccurrence | None = None
        """What is shown; None until it is reckoned."""
        self.relation = RELATIONS[0]
        self.measure = MEASURES[0]
        self.below = False
        self.depth = 0
        self.code = ""
        """Id of the code that is shown with those below it; empty for all."""
        self.coders = ""
        self._at = ("", "")

    def compose_content(self) -> ComposeResult:
        """The grid and the quotes."""
        with Container(id="cooccurrence-panes"):
            yield Grid(id="cooccurrence-grid")
            yield CellQuotes(self.study, id="cooccurrence-quotes")

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
        kept = {
            name: self.kept(f"cooccurrence.{name}")
            for name in ("relation", "measure", "coders", "code", "depth", "at")
        }
        self.relation = kept["relation"] if kept["relation"] in RELATIONS else RELATIONS[0]
        self.measure = kept["measure"] if kept["measure"] in MEASURES else MEASURES[0]
        self.below = self.kept("cooccurrence.below") == "yes"
        self.coders = kept["coders"] if kept["coders"] in ("", EVERYBODY, *self.study.coders) else ""
        self.code = kept["code"] if kept["code"] in self.study.codebook.by_id else ""
        self.depth = int(kept["depth"]) if kept["depth"].isascii() and kept["depth"].isdigit() else 0
        row, _, column = kept["at"].partition("\t")
        self._at = row, column

    def first_focus(self) -> Widget:
        """The cells."""
        return self.grid

    def jump_targets(self) -> dict[str, Widget]:
        """The parts by letter."""
        found: dict[str, Widget] = {"c": self.grid}
        return found | ({"l": self.quotes.listing} if self.has_class("-quotes") else {})

    def how(self) -> str:
        """In which relation, by which measure."""
        code = self.study.codebook.by_id.get(self.code)
        return joined(
            whose_words(self.study, self.coders),
            f"near: {self.relation}" if self.relation == "paragraph" else self.relation,
            self.measure,
            "with below" if self.below else "codes alone",
            f"{counted(self.depth, 'level')}" if self.depth else "",
            f"under {code_name(self.study, self.study.codebook.path(code))}" if code is not None else "",
        )

    # what is shown

    def fill(self) -> None:
        """Count anew."""
        study, code, below, depth = self.study, self.code, self.below, self.depth or None
        relation, reach = ("near", "paragraph") if self.relation == "paragraph" else (self.relation, None)
        coders = coders_meant(study, self.coders)

        def run() -> CoOccurrence:
            from crosscase.synthesis.cooccurrence import cooccurrence

            return cooccurrence(study, relation, reach, check_filter(study, code), below, coders, depth)

        self.reckon("cooccurrence", run)

    def reckoned(self, what: Hashable, result: object) -> None:
        """Draw what was counted, or the pairs of a cell."""
        if what == "cooccurrence":
            found = self.found = cast("CoOccurrence", result)
            self.tell(self._notes(found))
            self.draw()
        elif isinstance(what, tuple):
            pairs = cast("tuple[tuple[Passage, Passage], ...]", result)
            headings = tuple(
                Heading(f"pair {number} of {len(pairs)}, quotes:", 2) for number in range(1, len(pairs) + 1)
            )
            self.quotes.show(
                f"{what[1]}  {counted(len(pairs), 'pair')}",
                [passage for pair in pairs for passage in pair],
                "no pair in this cell",
                headings,
            )

    def failed(self, what: Hashable, words: str) -> None:
        """Say why."""
        self.found = None
        self.draw()
        super().failed(what, words)

    def draw(self) -> None:
        """Show what was counted, by the measure that was chosen."""
        at, self._at = self._at, ("", "")
        sheet = (
            cooccurrence_sheet(self.study, self.found, self.measure) if self.found is not None else Sheet()
        )
        self.grid.show(sheet, at if at != ("", "") else None)

    def _notes(self, found: CoOccurrence) -> str:
        if not len(self.study.codebook):
            return NO_CODES
        if not any(self.study.coded_sources):
            return NO_CODINGS
        if not len(found.codes):
            return "none of these codes has codings with a place in a text"
        apart = "no two of these codes stand together so: r looks in another way"
        lost = f"{counted(found.lost, 'coding')} left out: their words are no longer in the text"
        return joined("" if ranked(found, "pairs") else apart, lost if found.lost else "")

    # the cell at hand

    @on(Grid.Moved)
    def _moved(self, event: Grid.Moved) -> None:
        event.stop()
        if self.grid.row_key:
            self.keep("cooccurrence.at", "\t".join(self.grid.at))
        if self.grid.has_focus:
            self.place.status_line.unsay()
        self.tell_status()
        if self.has_class("-quotes"):
            self.show_quotes()

    @property
    def title(self) -> str:
        """The two codes at hand; empty where there are none."""
        row, column = self.grid.at
        relation = {"overlap": "overlapping", "turn": "in a turn with"}.get(self.relation, self.relation)
        relation = "near" if relation == "paragraph" else relation
        return (
            f"{code_name(self.study, row)} {relation} {code_name(self.study, column)}"
            if row and column
            else ""
        )

    def tell_status(self) -> None:
        """Say which codes are at hand, with every measure."""
        found, title = self.found, self.title
        if found is None or not title:
            self.place.status_line.update("", "")
            return
        row, column = self.grid.row, self.grid.column
        at = row, column
        star = bool(found.overfull[at])
        words = joined(
            title,
            f"{counted(int(found.pairs[at]), 'pair')} of {found.counts[row]} and {found.counts[column]}",
            f"c {measure_text(float(found.c[at]), 'c', star)}",
            f"Jaccard {measure_text(float(found.jaccard[at]), 'Jaccard')} of {found.unit}",
        )
        self.place.status_line.update(words, f"{row + 1}, {column + 1} of {len(found.codes)}")

    def show_quotes(self) -> None:
        """Show the pairs of the cell at hand in the pane."""
        found, title = self.found, self.title
        if found is None or not title:
            self.quotes.show("", ())
            return
        study, row, column = self.study, self.grid.row, self.grid.column

        def run() -> tuple[tuple[Passage, Passage], ...]:
            from crosscase.synthesis.cooccurrence import paired_passages

            return paired_passages(study, found, row, column)

        self.reckon(("quotes", title), run, "quotes")

    @on(Grid.Chosen)
    def _chosen(self, event: Grid.Chosen) -> None:
        event.stop()
        self.action_quotes()

    def action_quotes(self) -> None:
        """Show the pairs of the cell and go to them."""
        if not self.title:
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
        if show and not was:
            self.show_quotes()

    def action_back(self) -> None:
        """From the quotes to the cells; there, hide the quotes."""
        if not self.grid.has_focus:
            self.grid.focus()
            self.tell_status()
        else:
            self._show_pane(False)

    def action_strongest(self, step: int) -> None:
        """The next cell by strength, from the strongest down, round the end."""
        found = self.found
        order = ranked(found, self.measure) if found is not None else []
        if not order or found is None:
            self.place.say("no two of these codes stand together so")
            return
        here = self.grid.row, self.grid.column
        at = order.index(here) + step if here in order else 0
        row, column = order[at % len(order)]
        self.grid.go_to(found.paths[row], found.paths[column])

    # in which way

    def _asked(self, name: str, value: str) -> None:
        """Count in another way from now on."""
        self.keep(f"cooccurrence.{name}", value)
        self.shown_anew()

    def action_relation(self, step: int) -> None:
        """Another relation."""
        self.relation = RELATIONS[(RELATIONS.index(self.relation) + step) % len(RELATIONS)]
        self._asked("relation", self.relation)

    def action_measure(self) -> None:
        """Another measure."""
        self.measure = MEASURES[(MEASURES.index(self.measure) + 1) % len(MEASURES)]
        self.keep("cooccurrence.measure", self.measure)
        self.place.tell_line()
        self.draw()

    def action_below(self) -> None:
        """Each code with those below it, or alone."""
        self.below = not self.below
        self._asked("below", "yes" if self.below else "")

    def action_depth(self) -> None:
        """One level of codes more; after the last all."""
        book = self.study.codebook
        deepest = max((book.depth(code) for code in book), default=0) + 1
        self.depth = self.depth + 1 if self.depth + 1 < deepest else 0
        self._asked("depth", str(self.depth or ""))

    def action_filter(self) -> None:
        """Choose the code that is shown with those below it."""

        def picked(code: str | None) -> None:
            if code is not None:
                self.code = code
                self._asked("code", code)

        code = self.study.codebook.by_path.get(self.grid.row_key)
        entries = choosing.filter_entries(self.study, self.code, code.id if code is not None else "")
        self.app.push_screen(Picker("show which code with those below it", entries), picked)

    def action_find(self) -> None:
        """Go to a code."""
        paths = self.found.paths if self.found is not None else ()

        def picked(id: str | None) -> None:
            if id:
                self.grid.go_to(self.study.codebook.path(self.study.codebook.by_id[id]))

        self.app.push_screen(Picker("which code?", choosing.code_entries(self.study, paths)), picked)

    def action_coders(self) -> None:
        """Choose whose codings are looked at."""

        def picked(coders: str | None) -> None:
            if coders is not None:
                self.coders = coders
                self._asked("coders", coders)

        entries = choosing.first(choosing.coder_entries(self.study), self.coders)
        self.app.push_screen(Picker("whose codings", entries), picked)

    def action_export(self) -> None:
        """Write it to a file."""
        found, measure = self.found, self.measure.lower()
        if found is None or not len(found.codes):
            self.place.say("there is nothing here to write")
            return
        what = f"how {counted(len(found.codes), 'code')} stand together"
        export(
            self.place,
            what,
            "co-occurrence",
            lambda form: cooccurrence_in(self.study, found, form, measure),
            FORMS,
        )
