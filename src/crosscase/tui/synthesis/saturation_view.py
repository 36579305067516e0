"""When new codes stopped coming: a curve over the interviews, and the numbers beside it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.study.model import KINDS
from crosscase.study.plurals import counted
from crosscase.tui.export import export
from crosscase.tui.picker import Picker
from crosscase.tui.synthesis import choosing, keys
from crosscase.tui.synthesis.asked import EVERYBODY, check_filter, coders_meant, whose_words
from crosscase.tui.synthesis.curve import AT_HAND, BAND, POINT, curve_lines
from crosscase.tui.synthesis.grid import Grid
from crosscase.tui.synthesis.grid_layout import Cell, ColumnHead, RowHead, Sheet
from crosscase.tui.synthesis.handing_out import FORMS, saturation_in
from crosscase.tui.synthesis.view import SynthesisView
from crosscase.tui.synthesis.wording import NO_CODINGS, code_name, joined
from crosscase.tui.words import plain, shown

if TYPE_CHECKING:  # bring numpy along
    from crosscase.synthesis.saturation import Saturation

COLUMNS = ("new", "found", "mean", "from", "to")
UNITS = ("source", "case")


class Curve(Widget):
    """Draws what was found step by step."""

    DEFAULT_CSS = """
    Curve { background: $surface; padding: 0 1; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._found: Saturation | None = None
        self._at = -1

    def show(self, found: Saturation | None, at: int) -> None:
        """Draw another curve, or another step at hand."""
        self._found, self._at = found, at
        self.refresh()

    def render(self) -> Content:
        """The curve over its legend."""
        found = self._found
        width, height = self.content_size
        if found is None or not found.steps or height < 4:
            return Content("")
        legend = Content.assemble(
            (f"{POINT} {AT_HAND} ", "$text-accent bold"), "found in this order  ", ("⠒⠒ ", "$primary bold"), "mean  ",
            (f"{BAND} ", "dim"), "95 % of the orders",
        )  # fmt: skip
        lines = curve_lines(
            found.found.tolist(), found.mean.tolist(), found.low.tolist(), found.high.tolist(),
            width, height - 1, self._at,
        )  # fmt: skip
        return Content("\n").join([*lines, legend.truncate(width, ellipsis=True)])


class SaturationView(SynthesisView):
    """The curve, the numbers, what is new in the row at hand."""

    HELP: ClassVar[str | None] = keys.SATURATION_LEGEND
    BINDINGS: ClassVar[list[BindingType]] = [*keys.SATURATION]
    DEFAULT_CSS = """
    SaturationView #saturation-panes { layout: vertical; height: 1fr; }
    SaturationView Curve { height: 1fr; width: 1fr; }
    SaturationView Grid { height: 40%; max-height: 16; width: 1fr; border-top: hkey $foreground 25%; }
    SaturationView #saturation-notes { height: 5; padding: 0 1; background: $panel; scrollbar-size-vertical: 1; }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.found: Saturation | None = None
        """What is shown; None until it is reckoned."""
        self.unit = UNITS[0]
        self.every_kind = False
        self.code = ""
        """Id of the code that is counted with those below it; empty for all."""
        self.coders = ""

    def compose_content(self) -> ComposeResult:
        """The curve, the numbers, the notes."""
        with Container(id="saturation-panes"):
            yield Curve(id="saturation-curve")
            yield Grid(id="saturation-grid")
        with VerticalScroll(id="saturation-notes", can_focus=False):
            yield Static("", id="saturation-words", markup=False)

    @property
    def grid(self) -> Grid:
        """The numbers."""
        return self.query_one(Grid)

    def begin(self) -> None:
        """As it was left."""
        kept = {name: self.kept(f"saturation.{name}") for name in ("unit", "kinds", "coders", "code")}
        self.unit = kept["unit"] if kept["unit"] in UNITS else UNITS[0]
        self.every_kind = kept["kinds"] == "all"
        self.coders = kept["coders"] if kept["coders"] in ("", EVERYBODY, *self.study.coders) else ""
        self.code = kept["code"] if kept["code"] in self.study.codebook.by_id else ""

    def first_focus(self) -> Widget:
        """The numbers."""
        return self.grid

    def jump_targets(self) -> dict[str, Widget]:
        """The one part that can be gone to."""
        return {"t": self.grid}

    def how(self) -> str:
        """By what it is counted."""
        code = self.study.codebook.by_id.get(self.code)
        return joined(
            whose_words(self.study, self.coders),
            f"by {self.unit}",
            "all kinds of sources" if self.every_kind else "interviews and focus groups",
            f"under {code_name(self.study, self.study.codebook.path(code))}" if code is not None else "",
        )

    # what is shown

    def fill(self) -> None:
        """Count anew."""
        study, unit, code, every = self.study, self.unit, self.code, self.every_kind
        coders = coders_meant(study, self.coders)

        def run() -> Saturation:
            from crosscase.synthesis.saturation import USUAL_KINDS, saturation

            return saturation(study, unit, KINDS if every else USUAL_KINDS, check_filter(study, code), coders)

        self.reckon("saturation", run)

    def reckoned(self, what: Hashable, result: object) -> None:
        """Draw it."""
        found = self.found = cast("Saturation", result)
        self.tell("" if found.steps else self._why_nothing())
        self.grid.show(saturation_sheet(found))

    def _why_nothing(self) -> str:
        if not any(self.study.coded_sources):
            return NO_CODINGS
        return f"no {self.unit} of this kind has codings: d takes in every kind of source"

    def failed(self, what: Hashable, words: str) -> None:
        """Say why."""
        self.found = None
        self.grid.show(Sheet())
        super().failed(what, words)

    @on(Grid.Moved)
    def _moved(self, event: Grid.Moved) -> None:
        event.stop()
        found = self.found if self.found is not None and self.found.steps else None
        self.query_one(Curve).show(found, self.grid.row if found is not None else -1)
        self.tell_status()
        self.query_one("#saturation-words", Static).update(self._words(found))

    def tell_status(self) -> None:
        """Say which step is at hand."""
        found = self.found
        if found is None or not found.steps:
            self.place.status_line.update("", "")
            return
        step = found.steps[self.grid.row]
        words = joined(step.label, step.date, f"{counted(step.has, 'code')} in it, {len(step.codes)} new")
        self.place.status_line.update(words, f"row {self.grid.row + 1} of {len(found.steps)}")

    def _words(self, found: Saturation | None) -> Content:
        """The codes that are new in the row at hand, then what must be read with the curve."""
        from crosscase.reports.synthesis.saturation import saturation_notes

        if found is None:
            return Content("")
        step = found.steps[self.grid.row]
        new = ", ".join(code_name(self.study, path) for path in step.codes) or "none"
        notes = " ".join(saturation_notes(self.study, found, "en"))
        return Content.assemble(("New here: ", "bold"), new, "\n", plain(notes, "dim"))

    # what the keys do

    @on(Grid.Chosen)
    async def _chosen(self, event: Grid.Chosen) -> None:
        event.stop()
        await self.action_go_there()

    async def action_go_there(self) -> None:
        """Go to the text of the row; of a case to its first one."""
        found = self.found
        if found is None or not found.steps:
            self.place.say("there is nothing here to go to")
            return
        id = found.steps[self.grid.row].id
        sources = self.study.sources
        source = id if id in sources else next((each.id for each in sources.values() if each.case == id), "")
        if source:
            await self.place.workbench.go_to_passage(source, None)
        else:
            self.place.say(f"{id} has no text")

    def _asked(self, name: str, value: str) -> None:
        self.keep(f"saturation.{name}", value)
        self.shown_anew()

    def action_unit(self) -> None:
        """By interviews, or by cases."""
        self.unit = UNITS[(UNITS.index(self.unit) + 1) % len(UNITS)]
        self._asked("unit", self.unit)

    def action_kinds(self) -> None:
        """Every kind of source, or interviews and focus groups alone."""
        self.every_kind = not self.every_kind
        self._asked("kinds", "all" if self.every_kind else "")

    def action_filter(self) -> None:
        """Choose the code that is counted with those below it."""

        def picked(code: str | None) -> None:
            if code is not None:
                self.code = code
                self._asked("code", code)

        entries = choosing.first(choosing.code_entries(self.study, every="all codes"), self.code)
        self.app.push_screen(Picker("count which code with those below it", entries), picked)

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
        found = self.found
        if found is None or not found.steps:
            self.place.say("there is nothing here to write")
            return
        export(
            self.place,
            "the saturation",
            "saturation",
            lambda form: saturation_in(self.study, found, form),
            FORMS,
        )


def saturation_sheet(found: Saturation) -> Sheet:
    """The steps as rows, their numbers as columns."""
    rows = [
        RowHead(step.id, shown(step.label), ((f"{number:>3} ", "faint"),))
        for number, step in enumerate(found.steps, 1)
    ]
    columns = [ColumnHead(name, name) for name in COLUMNS]

    def cell(row: int, column: int) -> Cell:
        values = (found.new, found.found, found.mean, found.low, found.high)
        value = float(values[column][row])
        return Cell(f"{value:.1f}" if COLUMNS[column] == "mean" else str(round(value)))

    return Sheet(
        rows,
        columns,
        cell,
        max(5, len(str(found.total)) + 2),
        "interview" if found.unit == "source" else "case",
    )
