"""The synthesis screen: several views of what the cases have in common, one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.tui.app import POLL_SECONDS
from crosscase.tui.place import Place
from crosscase.tui.survey.reading import signature
from crosscase.tui.synthesis import keys
from crosscase.tui.synthesis.view import SynthesisView
from crosscase.tui.synthesis.views import entry_of, following, views_line
from crosscase.tui.words import plain

T = TypeVar("T")
WIDE = 110  # cells from which two texts stand side by side
ROOMY = 160  # cells from which quotes stand beside a grid
BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (ROOMY, "-roomy")]
SURVEY = "survey/"


class SynthesisScreen(Place):
    """Holds the views; each is made when it is first shown."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    CSS_PATH = "screen.tcss"

    def __init__(self, study: Study) -> None:
        super().__init__(study, place="synthesis")
        self.version = 0
        """Counts the changes of the study: what was reckoned before one of them is out of date."""
        # one thread: what a study keeps of what it derived is not made for two at once
        self._pool = ThreadPoolExecutor(1, "synthesis")
        self._views: dict[str, SynthesisView] = {}
        self._here = ""
        self._survey = signature(study.root)

    def compose_content(self) -> ComposeResult:
        """The views by name, and the one that is shown."""
        with Horizontal(id="line"):
            yield Static("", id="views", markup=False)
            yield Static("", id="how", markup=False)
        yield Vertical(id="view")

    async def on_mount(self) -> None:
        """Go where one left off."""
        self.set_interval(POLL_SECONDS, self.look_at_disk)
        await self.action_show(entry_of(self.workbench.session.get("synthesis.view")).id)

    def on_unmount(self) -> None:
        """Nobody waits for anything any more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def jump_targets(self) -> dict[str, Widget]:
        """The parts of the view by letter."""
        return self.view.jump_targets() if self._here in self._views else {}

    # the views

    @property
    def view(self) -> SynthesisView:
        """The view that is shown."""
        return self._views[self._here]

    async def action_show(self, id: str) -> None:
        """Show a view."""
        if id == self._here:
            return
        if (view := self._views.get(id)) is None:
            view = entry_of(id).make(self.study)
            await self.query_one("#view").mount(view)
            self._views[id] = view
            view.stale = True
            view.begin()
        self._here = id
        for each in self._views.values():
            each.display = each is view
        self.workbench.session.put("synthesis.view", id)
        self.status_line.unsay()
        self.status_line.update("", "")
        self.tell_line()
        if (first := view.first_focus()) is not None:
            first.focus()
        view.catch_up()
        view.tell_status()
        self.refresh_bindings()

    async def action_view(self, step: int) -> None:
        """Another view."""
        await self.action_show(following(self._here, step))

    async def go_to_summary(self, code: str, case: str) -> None:
        """Show what was written of a case under a code.

        Args:
            code: path; case: slug; either may be empty.
        """
        from crosscase.tui.synthesis.framework_view import FrameworkView

        await self.action_show("framework")
        if isinstance(view := self.view, FrameworkView):
            view.go_to(code, case)

    def tell_line(self) -> None:
        """Say above which view is shown, and in which way."""
        views, how = views_line(self._here), plain(self.view.how())
        self.query_one("#line").set_class(views.cell_length + how.cell_length + 4 > self.size.width, "-two")
        self.query_one("#views", Static).update(views, layout=True)
        self.query_one("#how", Static).update(how, layout=False)

    def on_resize(self) -> None:
        """One line or two, as there is room."""
        if self._here in self._views:
            self.tell_line()

    # what changes

    def study_changed(self, files: Collection[str]) -> None:
        """Tell every view; those that are not shown catch up when they are."""
        self.version += 1
        for view in self._views.values():
            view.changed(files)

    def on_screen_resume(self) -> None:
        """Catch up with what changed meanwhile."""
        super().on_screen_resume()
        self.look_at_disk()

    def look_at_disk(self) -> None:
        """Look whether the survey's files have changed, which no change of the study tells of."""
        if self.workbench.place_shown is self and (now := signature(self.study.root)) != self._survey:
            self._survey = now
            self.study_changed(frozenset({SURVEY}))

    async def in_thread(self, run: Callable[[], T]) -> T:
        """Run something in the one thread for what takes a while."""
        return cast(T, await asyncio.get_running_loop().run_in_executor(self._pool, run))
