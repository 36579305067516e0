"""Two small places to try the frame with, and what a user would see of them."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from crosscase.study.code_edits import add_codes, new_code
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.place import Place
from crosscase.tui.places import PlaceEntry
from studies import make_study

SMALL, LARGE = (80, 24), (120, 40)
SIZES = [SMALL, LARGE]


class Pane(Static, can_focus=True):
    """A widget with keys of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "cross", "Cross out", id="pane.cross", tooltip="Cross the pane out"),
        Binding(
            "left_square_bracket,b", "back", "Back [/]", show=False, id="pane.back", tooltip="Go [/] back"
        ),
    ]
    HELP = "A pane shows [/] words.\nIt can be crossed\nout."
    DEFAULT_CSS = "Pane { height: 1fr; }"

    crossed = 0

    def action_cross(self) -> None:
        self.crossed += 1

    def action_back(self) -> None:
        self.crossed -= 1


class FirstPlace(Place):
    """A pane, a list, a field."""

    def __init__(self, study: Study) -> None:
        super().__init__(study, place="alta/[bold]fokusgruppe")
        self.changes: list[frozenset[str]] = []

    def compose_content(self) -> ComposeResult:
        yield Pane(Content("first place"), id="pane")
        yield OptionList("one", "two", id="list")
        yield Input(id="field")

    def study_changed(self, files: Collection[str]) -> None:
        self.changes.append(frozenset(files))


class SecondPlace(FirstPlace):
    """Names where jump mode leads."""

    def jump_targets(self) -> dict[str, Widget]:
        return {"z": self.query_one("#field")}


PLACES = (
    PlaceEntry("f2", "code", "Code", f"{__name__}:FirstPlace"),
    PlaceEntry("f3", "second", "Second", f"{__name__}:SecondPlace"),
)


class HostApp(CrosscaseApp):
    """The workbench with the two places."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "go('second')", "Second", show=False, id="go.second", tooltip="Go to Second"),
    ]


def host(folder: Path, **study: Any) -> HostApp:
    """The workbench on a small study."""
    return HostApp(open_folder(make_study(folder / "study", **study)), PLACES)


def running(app: App[Any], size: tuple[int, int] = SMALL) -> AbstractAsyncContextManager[Pilot[Any]]:
    """The app in a terminal of that size, which shows notifications."""
    return app.run_test(size=size, notifications=True)


def lines(app: App[Any]) -> list[str]:
    """What stands on the screen, row by row."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def text(app: App[Any]) -> str:
    """What stands on the screen."""
    return "\n".join(lines(app))


def place(app: CrosscaseApp) -> FirstPlace:
    """The place that is shown."""
    shown = app.place_shown
    assert isinstance(shown, FirstPlace)
    return shown


def codebook_edit(study: Study, name: str) -> Edit:
    """An edit that changes codebook.yaml."""
    return add_codes([new_code(study.codebook, name, "nb")])
