"""Choosing as what passages are coded and in which sources, with a look at them; and a last look before it is done."""

from __future__ import annotations

from asyncio import sleep
from time import perf_counter
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.tui.search.arranged import counted
from crosscase.tui.search.passages import Batch, Offer, Placed, Scope, preview, still_there
from crosscase.tui.search.ticking import TickDialog, source_rows
from crosscase.tui.words import plain, shown

SLICE, REST = 0.008, 0.002  # seconds of counting, and of a rest in which keys are heeded


BOX = 112  # cells of the dialogs at most, as in the style sheet
AROUND = 9  # of these for frame, padding and scroll bar


def cells_of(window: int) -> int:
    """Cells of a line of passages in a window of that width."""
    return max(20, min(BOX, int(window * 0.98)) - AROUND)


class Scrolling(VerticalScroll):
    """Passages to look at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="look.down", tooltip="A row down"),
        Binding("k", "scroll_up", "Up", show=False, id="look.up", tooltip="A row up"),
        Binding("space", "page_down", "Page down", show=False, id="look.page-down", tooltip="A page down"),
    ]


class ChoosePassages(ModalScreen[Batch | None]):
    """How many passages there are as hit, sentence, paragraph, turn; gives those chosen, None where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Choose the code", id="passages.take", tooltip="Go on to the code"),
        Binding("escape", "leave", "Leave", id="passages.leave", tooltip="Code nothing"),
        Binding("right,l", "unit(1)", "Next unit", show=False, id="passages.next-unit", tooltip="As the next unit"),
        Binding("left,h", "unit(-1)", "Unit before", show=False, id="passages.previous-unit",
                tooltip="As the unit before"),
        *(
            Binding(str(number), f"unit_at({number})", f"Unit {number}", show=False, id=f"passages.unit-{number}",
                    tooltip=f"As unit {number}")
            for number in range(1, 5)
        ),
        Binding("s", "scope", "Sources", id="passages.scope", tooltip="In other sources: all, this case, this one"),
        Binding("t", "tick", "Tick sources", id="passages.tick", tooltip="Tick the sources"),
    ]  # fmt: skip
    CSS_PATH = "choosing.tcss"

    def __init__(self, study: Study, offer: Offer, unit: str = "") -> None:
        """Make the dialog.

        Args:
            unit: the one to begin with; the first where it is none.
        """
        super().__init__()
        self._study = study
        self._offer = offer
        self._unit = unit if unit in offer.units else offer.units[0]
        self._scopes = list(offer.scopes)
        self._scope = self._scopes[0]
        self._sources = dict(study.sources)
        self._made: dict[str, tuple[Placed, ...]] = {}  # by unit, of the scope at hand

    def compose(self) -> ComposeResult:
        """Units with their numbers, sources, passages."""
        with Vertical(classes="wide-box") as box:
            box.border_title = plain(f"Code {self._offer.title}")
            choice = " · s sources · t tick them" if self._has_choice else ""
            box.border_subtitle = Content(f"Enter chooses the code · ← → unit{choice} · Esc leaves")
            yield Static("", id="units", markup=False)
            if self._has_choice:
                yield Static("", id="scope", markup=False)
            with Scrolling(id="passages"):
                yield Static("", id="shown", markup=False)
            yield Static("", id="wrong", markup=False)

    @property
    def _has_choice(self) -> bool:
        return bool(self._offer.scopes[0].name)

    @property
    def _cells(self) -> int:
        return cells_of(self.size.width)

    @property
    def unit(self) -> str:
        """As what the passages are coded."""
        return self._unit

    def on_mount(self) -> None:
        """Count."""
        self.query_one(Scrolling).focus()
        self._count()

    def on_resize(self) -> None:
        """Passages have the width that there is."""
        self._tell()

    @work(exclusive=True)
    async def _count(self) -> None:
        """Make the passages of every unit, the one at hand first; a key goes before."""
        self._tell()
        for unit in (self._unit, *(unit for unit in self._offer.units if unit != self._unit)):
            begun, found = perf_counter(), dict[Placed, None]()
            try:
                for placed in self._offer.make(unit, self._scope.sources):
                    found[placed] = None
                    if perf_counter() - begun > SLICE:
                        await sleep(REST)
                        still_there(self._study, self._sources)
                        begun = perf_counter()
            except (StudyError, KeyError) as error:
                reason = error if isinstance(error, StudyError) else "a source is gone; choose again"
                self.query_one("#wrong", Static).update(plain(f"! {reason}"))
                return
            self._made[unit] = tuple(found)
            self._tell()

    def _tell(self) -> None:
        parts: list[Content] = [Content.styled("as  ", "dim")]
        for number, unit in enumerate(self._offer.units, 1):
            count = f"{len(self._made[unit])}" if unit in self._made else "…"
            here = unit == self._unit
            words = f"[{unit} {count}]" if here else f" {unit} {count} "
            parts += [Content.styled(f" {number} ", "dim"), Content.styled(words, "bold" if here else "")]
        self.query_one("#units", Static).update(Content("").join(parts))
        if self._has_choice:
            self.query_one("#scope", Static).update(
                Content.assemble(
                    ("in  ", "dim"), f" {shown(self._scope.name)}", ("  s others · t tick them", "dim")
                )
            )
        made = self._made.get(self._unit)
        box = self.query_one("#shown", Static)
        if made is None:
            box.update(Content("counting …"))
        elif not made:
            box.update(Content("nothing to code there"))
        else:
            box.update(preview(self._study, made, self._offer.marks, self._cells))

    # keys

    def action_unit(self, step: int) -> None:
        """Another unit, round the end."""
        units = self._offer.units
        self._use(units[(units.index(self._unit) + step) % len(units)])

    def action_unit_at(self, number: int) -> None:
        """A unit by its number."""
        if number <= len(self._offer.units):
            self._use(self._offer.units[number - 1])

    def _use(self, unit: str) -> None:
        self._unit = unit
        self.query_one(Scrolling).scroll_home(animate=False)
        self._tell()

    def action_scope(self) -> None:
        """The next choice of sources."""
        if self._has_choice:
            at = self._scopes.index(self._scope)
            self._go_through(self._scopes[(at + 1) % len(self._scopes)])

    def _go_through(self, scope: Scope) -> None:
        self._scope = scope
        self._made.clear()
        self._count()

    def action_tick(self) -> None:
        """Tick the sources one by one."""
        if not self._has_choice:
            return
        among = max(self._offer.scopes, key=lambda scope: len(scope.sources)).sources

        def ticked(sources: tuple[str, ...] | None) -> None:
            if sources:
                self._scopes = [
                    *self._offer.scopes,
                    Scope(f"{counted(len(sources), 'ticked source')}", sources),
                ]
                self._go_through(self._scopes[-1])

        rows = source_rows(self._study, among)
        self.app.push_screen(TickDialog("In which sources?", rows, self._scope.sources), ticked)

    def action_take(self) -> None:
        """Give the passages of the unit at hand, once they are all there."""
        made = self._made.get(self._unit)
        if not made:
            text = "nothing to code there" if made is not None else "still counting: a moment"
            self.query_one("#wrong", Static).update(plain(f"! {text}"))
            return
        sources = {source_id: self._sources[source_id] for source_id in dict.fromkeys(id for id, _ in made)}
        self.dismiss(Batch(self._unit, made, sources, self._offer.name(self._unit), self._offer.origin))

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)


class LastLook(ModalScreen[bool]):
    """All that is about to be coded, and whether it shall be."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", "Code them", id="look.yes", tooltip="Code all of them"),
        Binding("escape,n", "answer(False)", "Leave", id="look.no", tooltip="Code nothing"),
    ]
    CSS_PATH = "choosing.tcss"

    def __init__(self, study: Study, question: str, note: str, placed: tuple[Placed, ...]) -> None:
        super().__init__()
        self._study, self._question, self._note, self._placed = study, question, note, placed

    def compose(self) -> ComposeResult:
        """Question, what to know, passages."""
        with Vertical(classes="wide-box") as box:
            box.border_subtitle = Content("Enter codes them · Esc leaves")
            yield Static(plain(self._question), id="question")
            yield Static(plain(self._note), id="note")
            with Scrolling(id="passages"):
                yield Static("", id="shown", markup=False)

    def on_mount(self) -> None:
        """Show the passages."""
        self.query_one("#note").display = bool(self._note)
        self.query_one(Scrolling).focus()
        self.query_one("#shown", Static).update(
            preview(self._study, self._placed, {}, cells_of(self.size.width))
        )

    def action_answer(self, answer: bool) -> None:
        """By key."""
        self.dismiss(answer)
