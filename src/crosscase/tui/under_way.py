"""How far long work is, over what is shown: a bar, the piece at hand, and Esc, which stops it."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from crosscase.tui.words import plain

Result = TypeVar("Result")


class UnderWay(ModalScreen[Result | None]):
    """Base of the dialogs that wait for work; gives what the work gave, None where it was stopped.

    A subclass begins in `begin` and binds a key to `stop`.
    """

    WHAT: ClassVar[str] = ""
    DEFAULT_CSS = """
    UnderWay { align: center middle; background: $background 40%; }
    UnderWay > Vertical {
        width: 70; max-width: 100%; height: 7; background: $panel; border: round $primary; padding: 1 2;
    }
    UnderWay ProgressBar { width: 100%; }
    UnderWay #name { height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
    """

    def compose(self) -> ComposeResult:
        """A bar, and the piece at hand."""
        with Vertical() as box:
            box.border_title = self.WHAT
            box.border_subtitle = "Esc stops; nothing is changed"
            yield ProgressBar(show_eta=False)
            yield Static("", id="name", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self.begin()

    def begin(self) -> None:
        """Start the work in a worker of this screen."""

    def tell(self, done: int, total: int, name: str) -> None:
        """Show how far it is: so many are done, and this is at hand."""
        self.query_one(ProgressBar).update(total=total, progress=done)
        self.query_one("#name", Static).update(plain(f"{min(done + 1, total)} of {total}: {name}"))

    def action_stop(self) -> None:
        """Stop; a piece that cannot be left in the middle is done to its end, and forgotten."""
        self.workers.cancel_node(self)
        self.dismiss(None)
