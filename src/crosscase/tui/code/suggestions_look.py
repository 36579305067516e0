"""A look at suggestions of one code or kind before all of them are accepted, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.study.places import lines_of
from crosscase.synthesis.suggest_worker import Offered
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.code.suggestions import KINDS, code_of
from crosscase.tui.search.choosing import Scrolling, cells_of
from crosscase.tui.words import plain, shortened, shown

SHOWN = 100
"""So many of them can be looked at."""
NAME = 20  # cells of the name of a choice: four stand beside each other in the smallest window
LEAST_WORDS = 24  # cells of a passage


@dataclass(frozen=True, slots=True)
class Choice:
    """Suggestions that can be decided on together."""

    name: str
    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What shall become of some suggestions."""

    what: Literal["accept", "refuse"]
    offered: tuple[Offered, ...]


def choices(study: Study, offered: Sequence[Offered], at_hand: Offered | None) -> tuple[Choice, ...]:
    """Those of the code at hand, those of each kind, all of them; what would say the same twice is left out."""
    found: list[Choice] = []
    if at_hand is not None:
        of_code = tuple(each for each in offered if each.code == at_hand.code)
        found.append(Choice(code_of(study, at_hand)[1], of_code))
    found += [Choice(name, tuple(e for e in offered if e.kind == kind)) for kind, name in KINDS.items()]
    found.append(Choice("all", tuple(offered)))
    by_content = {choice.offered: choice for choice in reversed(found) if choice.offered}
    return tuple(choice for choice in found if by_content.get(choice.offered) is choice)


class SuggestionsLook(ModalScreen[Decision | None]):
    """How many there are of each choice, and the first of them; None where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "decide('accept')", "Accept all", id="suggested.accept", tooltip="Code all that is shown"),
        Binding("x", "decide('refuse')", "Refuse all", id="suggested.refuse",
                tooltip="Refuse all that is shown: it is not offered there again"),
        Binding("escape", "leave", "Leave", id="suggested.leave", tooltip="Change nothing"),
        Binding("right,l", "step(1)", "Next choice", show=False, id="suggested.next", tooltip="The next choice"),
        Binding("left,h", "step(-1)", "Choice before", show=False, id="suggested.previous",
                tooltip="The choice before"),
        *(
            Binding(str(number), f"choose({number})", f"Choice {number}", show=False, id=f"suggested.choice-{number}",
                    tooltip=f"Take choice {number}")
            for number in range(1, 5)
        ),
    ]  # fmt: skip
    CSS_PATH = "../search/choosing.tcss"
    DEFAULT_CSS = "SuggestionsLook { align: center middle; background: $background 50%; }"

    def __init__(self, study: Study, choices: Sequence[Choice], note: str) -> None:
        """Make the dialog.

        Args:
            choices: at least one; the first to begin with.
            note: what suggestions were made of.
        """
        super().__init__()
        self._study, self._choices, self._note = study, tuple(choices), note
        self._place = 0

    def compose(self) -> ComposeResult:
        """Choices with their numbers, passages."""
        with Vertical(classes="wide-box") as box:
            box.border_title = Content("Suggestions to decide on together")
            box.border_subtitle = Content("Enter accepts them · x refuses them · ← → choice · Esc leaves")
            yield Static("", id="units", markup=False)
            yield Static("", id="question", markup=False)
            with Scrolling(id="passages"):
                yield Static("", id="shown", markup=False)
            yield Static(plain(self._note, "dim"), id="made-of")

    def on_mount(self) -> None:
        """Show the first choice."""
        self.query_one(Scrolling).focus()
        self.query_one("#made-of").display = bool(self._note)
        self._tell()

    def on_resize(self) -> None:
        """Passages have the width that there is."""
        self._tell()

    def _tell(self) -> None:
        parts = [Content.styled("in this text ", "dim")]
        for place, choice in enumerate(self._choices):
            words = f"{shortened(shown(choice.name), NAME)} {len(choice.offered)}"
            here = place == self._place
            parts += [Content.styled(f" {place + 1} ", "dim")]
            parts += [Content.styled(f"[{words}]" if here else f" {words} ", "bold" if here else "")]
        self.query_one("#units", Static).update(Content("").join(parts))
        offered = self._choices[self._place].offered
        codes = len({each.code for each in offered})
        counted = f"{len(offered)} passage{'s' * (len(offered) != 1)}"
        of = f", {codes} codes" if codes > 1 else ""
        self.query_one("#question", Static).update(plain(f"Accept {counted}{of}?"))
        width = cells_of(self.size.width)
        lines = [self._line(each, width) for each in offered[:SHOWN]]
        if len(offered) > SHOWN:
            lines.append(Content.styled(f"and {len(offered) - SHOWN} more", "dim"))
        self.query_one("#shown", Static).update(Content("\n").join(lines))

    def _line(self, offered: Offered, width: int) -> Content:
        source = self._study.sources.get(offered.source)
        words = source.body[offered.start : offered.end] if source is not None else ""
        lines = lines_of((offered.start, offered.end), self._study.segments(offered.source)) if words else ""
        code, name = code_of(self._study, offered)
        before = f"{lines:>5} {offered.score:.2f} "
        name = shortened(shown(name), max(8, width - cell_len(before) - 4 - LEAST_WORDS))
        room = width - cell_len(before) - 5 - cell_len(name)
        return Content.assemble(
            (before, "dim"), tag_content(code), f" {name}  ", (shortened(shown(words), max(0, room)), "dim")
        )

    # keys

    def action_step(self, step: int) -> None:
        """Another choice, round the end."""
        self._use((self._place + step) % len(self._choices))

    def action_choose(self, number: int) -> None:
        """A choice by its number."""
        if number <= len(self._choices):
            self._use(number - 1)

    def _use(self, place: int) -> None:
        self._place = place
        self.query_one(Scrolling).scroll_home(animate=False)
        self._tell()

    def action_decide(self, what: Literal["accept", "refuse"]) -> None:
        """Decide on all that are shown."""
        self.dismiss(Decision(what, self._choices[self._place].offered))

    def action_leave(self) -> None:
        """Decide nothing."""
        self.dismiss(None)
