"""The two panes beside the grid: what was asked and said, and what is at the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from crosscase.tui.cases.blocks_pane import CasePane
from crosscase.tui.validation import keys


class SidePane(CasePane, inherit_bindings=False):
    """A pane that one goes out of at its sides."""

    class Left(Message):
        """One went out, to the left (-1) or to the right (1)."""

        def __init__(self, pane: SidePane, step: int) -> None:
            super().__init__()
            self.pane = pane
            self.step = step

        @property
        def control(self) -> SidePane:
            """Which pane."""
            return self.pane

    def action_leave(self, step: int) -> None:
        """Out at a side."""
        self.post_message(self.Left(self, step))


class TargetList(SidePane, inherit_bindings=False):
    """The statements of a case, and what was said besides."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.LIST]


class AnswerPane(SidePane, inherit_bindings=False):
    """What was asked and said, told whole."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.ANSWERS]
    DEFAULT_CSS = """
    AnswerPane { background: $panel; scrollbar-background: $panel; }
    """
