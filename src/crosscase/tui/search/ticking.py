"""Ticking sources, one by one or by case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from crosscase.study.folder import Study
from crosscase.tui.search.asked import case_name
from crosscase.tui.words import plain


@dataclass(frozen=True, slots=True)
class TickRow:
    """A row: a case with all its sources, or one source."""

    label: str
    sources: tuple[str, ...]
    is_case: bool = False


def source_rows(study: Study, among: Iterable[str]) -> list[TickRow]:
    """Cases with their sources under them, in the order of the study."""
    by_case: dict[str, list[str]] = {}
    for source_id in among:
        by_case.setdefault(study.sources[source_id].case, []).append(source_id)
    rows: list[TickRow] = []
    for case, ids in by_case.items():
        rows.append(TickRow(case_name(study, case), tuple(ids), is_case=True))
        for source_id in ids:
            source = study.sources[source_id]
            rows.append(TickRow(" · ".join(filter(None, (source.name, source.title))), (source_id,)))
    return rows


class TickDialog(ModalScreen[tuple[str, ...] | None]):
    """Rows to tick; gives ids in the order of the rows, None where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "tick", "Tick", id="ticks.tick", tooltip="Tick the row at hand, or no longer"),
        Binding("a", "all", "All or none", id="ticks.all", tooltip="Tick all, or none"),
        Binding("escape", "leave", "Leave", id="ticks.leave", tooltip="Leave it as it was"),
        Binding("j", "step(1)", "Down", show=False, id="ticks.down", tooltip="Next row"),
        Binding("k", "step(-1)", "Up", show=False, id="ticks.up", tooltip="Row before"),
    ]
    CSS_PATH = "choosing.tcss"

    def __init__(self, title: str, rows: Sequence[TickRow], ticked: Collection[str]) -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._ticked = set(ticked)

    def compose(self) -> ComposeResult:
        """The rows, and what is wrong."""
        with Vertical(classes="wide-box") as box:
            box.border_title = plain(self._title)
            box.border_subtitle = Content("Space ticks · a all or none · Enter takes them · Esc leaves")
            yield OptionList(*map(self._label, self._rows), id="rows", compact=True, markup=False)
            yield Static("", id="wrong", markup=False)

    def on_mount(self) -> None:
        """At the first row."""
        rows = self.query_one(OptionList)
        rows.highlighted = 0 if self._rows else None
        rows.focus()

    def _label(self, row: TickRow) -> Content:
        count = len(self._ticked.intersection(row.sources))
        box = "[x]" if count == len(row.sources) else "[-]" if count else "[ ]"
        label = plain(row.label, "bold") if row.is_case else Content.assemble("  ", plain(row.label))
        return Content.assemble(f" {box} ", label)

    def action_tick(self) -> None:
        """The row at hand; a case ticks all its sources."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._set(self._rows[at].sources)

    def action_all(self) -> None:
        """All, or none where all are."""
        self._set([source for row in self._rows for source in row.sources])

    def _set(self, sources: Collection[str]) -> None:
        if self._ticked.issuperset(sources):
            self._ticked.difference_update(sources)
        else:
            self._ticked.update(sources)
        rows = self.query_one(OptionList)
        for at, row in enumerate(self._rows):
            rows.replace_option_prompt_at_index(at, self._label(row))
        self.query_one("#wrong", Static).update("")

    def action_step(self, step: int) -> None:
        """A row on or back."""
        rows = self.query_one(OptionList)
        (rows.action_cursor_down if step > 0 else rows.action_cursor_up)()

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        ids = dict.fromkeys(source for row in self._rows for source in row.sources)
        chosen = tuple(source for source in ids if source in self._ticked)
        if chosen:
            self.dismiss(chosen)
        else:
            self.query_one("#wrong", Static).update("! tick at least one, or leave with Esc")

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)
