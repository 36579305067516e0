"""A place: a screen of the workbench in the common frame, with the common door for changes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from crosscase.study import me
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.problems import ConflictError, Problem, StudyError
from crosscase.tui.footer import Footer
from crosscase.tui.frame import GAP, HeaderLine, ProblemLine, StatusLine

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from crosscase.tui.app import CrosscaseApp

NOTICE_SECONDS = 8.0


class Place(Screen[None]):
    """Base of the places. A place composes its content and says what changed in `study_changed`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo", id="edit.undo", tooltip="Take the last change back"),
        Binding("U,ctrl+r", "redo", "Redo", show=False, id="edit.redo", tooltip="Do the undone change again"),
        Binding(
            "ctrl+c,super+c",
            "screen.copy_text",
            "Copy",
            show=False,
            id="edit.copy",
            tooltip="Copy what is selected with the mouse",
        ),
        Binding(
            "tab",
            "app.focus_next",
            "Next",
            show=False,
            id="focus.next",
            tooltip="Go to the next part of the screen",
        ),
        Binding(
            "shift+tab",
            "app.focus_previous",
            "Previous",
            show=False,
            id="focus.previous",
            tooltip="Go to the part of the screen before",
        ),
    ]
    DEFAULT_CSS = """
    Place { layout: vertical; }
    Place > Footer { dock: none; height: 1; }
    Place > ToastRack { margin-bottom: 2; }  /* the status line stays to be read */
    """

    def __init__(self, study: Study, *, place: str = "", name: str | None = None) -> None:
        """Make the place.

        Args:
            study: what is open.
            place: what the header line calls it to begin with.
        """
        super().__init__(name=name)
        self.study = study
        self._header = HeaderLine(study.settings.title)
        self._problems = ProblemLine()
        self._status = StatusLine()
        self._header.show(place=place, coder=study.coder)
        self._missed: set[str] = set()

    # for subclasses

    def compose_content(self) -> ComposeResult:
        """What stands between header and status line."""
        yield from ()

    def study_changed(self, files: Collection[str]) -> None:
        """Something in these files changed, here or elsewhere: show it. May come before the first layout."""

    def taken_in(self, files: Collection[str]) -> None:
        """These files were changed elsewhere, which has been shown and said: what there is to add."""

    def jump_targets(self) -> dict[str, Widget]:
        """Widgets that jump mode offers, by letter; all that can be focused where nothing is named."""
        return {}

    # the frame

    @property
    def workbench(self) -> CrosscaseApp:
        """The app, by its own type."""
        return cast("CrosscaseApp", self.app)

    def compose(self) -> ComposeResult:
        """Header line, problems if there are any, content, status line, keys."""
        yield self._header
        yield self._problems
        yield from self.compose_content()
        yield self._status
        yield Footer()

    @property
    def status_line(self) -> StatusLine:
        """The line below; `update` it with what is at the cursor."""
        return self._status

    def show_place(self, text: str) -> None:
        """Name in the header line where one is, such as a source's id."""
        self._header.show(place=text)

    def say(self, text: str) -> None:
        """Tell what was done, in the status line."""
        self._status.say(text)

    def warn(self, text: str) -> None:
        """Tell of something that did not work, in the status line; where it has no room, in a toast too."""
        self._tell_loudly(text, "warning")

    def refuse(self, text: str) -> None:
        """Tell why a command does nothing, in a dialog: what is typed on in good faith is no command."""
        from crosscase.tui.dialogs import Notice

        if not isinstance(self.app.screen, Notice):
            self.app.push_screen(Notice(text))

    def tell_problem(self, problem: Problem) -> None:
        """Tell the whole of a problem that the line about problems has no room for."""
        if not self._problems.shows(problem):
            self.app.notify(str(problem), severity="warning", timeout=NOTICE_SECONDS, markup=False)

    def _tell_loudly(self, text: str, severity: SeverityLevel) -> None:
        self._status.say(text, warning=True)
        if not self._status.has_room_for(text):
            self.app.notify(text, severity=severity, timeout=NOTICE_SECONDS, markup=False)

    def on_screen_resume(self) -> None:
        """Catch up with what changed while another place was shown."""
        self.show_saved()
        if self._missed:
            files, self._missed = self._missed, set()
            self.study_changed(frozenset(files))
            self.taken_in(frozenset(files))

    def tell(self, files: Collection[str]) -> None:
        """Pass a change on: now where this place is the one shown, else when it is shown again."""
        self.show_saved()
        if self.workbench.place_shown is self:
            self.study_changed(files)
        else:
            self._missed.update(files)

    def show_saved(self) -> None:
        """Bring the lines above up to date: coder, saved state, files that cannot be read."""
        saving = self.workbench.saving
        self._problems.show(self.study.problems)
        saved = GAP.join(filter(None, (self.workbench.under_way, saving.state)))
        self._header.show(coder=self.study.coder, saved=saved, failed=saving.failed)

    # changes

    def perform(self, edit: Edit) -> bool:
        """Do an edit: on disk when this returns.

        Returns:
            Whether it was done; if not, the reason has been shown.
        """
        try:
            taken_in = self.workbench.saving.apply(edit)
        except StudyError as error:
            self._refused(error, edit)
            return False
        self.workbench.tell({*edit.files, *taken_in})
        return True

    def action_undo(self) -> None:
        """Take the last edit back."""
        self.undo()

    def action_redo(self) -> None:
        """Do the last undone edit again."""
        self.redo()

    def undo(self) -> bool:
        """Take the last edit back and say which; whether there was one and it could be."""
        return self._step(self.study.history.next_undo, "undid", self.workbench.saving.undo)

    def redo(self) -> bool:
        """Do the last undone edit again and say which; whether there was one and it could be."""
        return self._step(self.study.history.next_redo, "did again", self.workbench.saving.redo)

    def _step(self, edit: Edit | None, word: str, step: Callable[[], Edit]) -> bool:
        if edit is None:
            self.say("nothing to undo in this session" if word == "undid" else "nothing to redo")
            return False
        try:
            step()
        except StudyError as error:
            self._refused(error, edit)
            return False
        self.workbench.tell(frozenset(edit.files))
        self.say(f"{word}: {edit.name}")
        return True

    def _refused(self, error: StudyError, edit: Edit) -> None:
        # files may have been read again on the way: what is shown must be what is there
        self.workbench.tell(frozenset(edit.files))
        # of two who change the same the message says itself what was not done
        told = str(error) if isinstance(error, ConflictError) else f"not done: {error}"
        self._tell_loudly(told, "error")

    def with_coder(self, then: Callable[[str], None]) -> None:
        """Call `then` with who codes; asks at the first change, and remembers.

        Nothing happens where the person leaves the question.
        """
        if self.study.coder:
            then(self.study.coder)
            return
        from crosscase.tui.who import CoderDialog

        def answered(coder: str | None) -> None:
            if not coder:
                self.say("nothing was changed: nobody said who codes")
                return
            self.study.coder = coder
            try:
                me.remember(self.study.root, coder)
            except StudyError as error:
                self.warn(str(error))
            self.workbench.show_saved()
            then(coder)

        self.app.push_screen(CoderDialog(self.study), answered)
