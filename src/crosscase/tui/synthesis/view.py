"""A view of the place of synthesis: knows what it shows, is reckoned in a thread, keeps up with the study."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Hashable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.tui.words import plain

if TYPE_CHECKING:
    from crosscase.tui.synthesis.screen import SynthesisScreen

PATIENCE = 0.2  # seconds after which it is said that something takes its time
RECKONING = "reckoning …"


class SynthesisView(Vertical):
    """Base of the views. A view composes its content, asks for what it shows, and draws it when it is reckoned."""

    SEEN_IN: ClassVar[tuple[str, ...]] = ("codings/", "codebook/", "interviews/", "cases/", "study.yaml")
    """What the files begin with whose changes show here."""
    DEFAULT_CSS = """
    SynthesisView { height: 1fr; }
    SynthesisView > .told {
        height: auto; max-height: 2; padding: 0 1; background: $panel; display: none;
    }
    SynthesisView > .told.-any { display: block; }
    SynthesisView > .told.-wrong { color: $text-warning; text-style: bold; }
    """

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self.stale = False
        """Whether something changed since it was last filled."""

    # for subclasses

    def compose_content(self) -> ComposeResult:
        """What stands below the line that tells what is wrong."""
        yield from ()

    def begin(self) -> None:
        """Its widgets are there: take up from the session how one left it. Comes before the first `fill`."""

    def fill(self) -> None:
        """Ask for what is shown, as the study is now; when it is first shown, and after every change."""

    def reckoned(self, what: Hashable, result: object) -> None:
        """What was asked for is there: draw it."""

    def failed(self, what: Hashable, words: str) -> None:
        """What was asked for cannot be reckoned."""
        self.tell(words, wrong=True)

    def how(self) -> str:
        """In which way it is shown, in a few words for the line above."""
        return ""

    def tell_status(self) -> None:
        """Say in the status line what is at hand."""

    def first_focus(self) -> Widget | None:
        """Where the keys go when the view is shown."""
        return None

    def jump_targets(self) -> dict[str, Widget]:
        """Widgets that jump mode offers, by letter."""
        return {}

    # the frame

    def compose(self) -> ComposeResult:
        """The line, the content."""
        yield Static("", classes="told", markup=False)
        yield from self.compose_content()

    @property
    def place(self) -> SynthesisScreen:
        """The screen it stands in, by its own type."""
        return cast("SynthesisScreen", self.screen)

    @property
    def is_shown(self) -> bool:
        """Whether it is the view that is shown."""
        return self.display

    @property
    def language(self) -> str:
        """The study's."""
        return self.study.settings.language

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say one thing above the content, such as why there is nothing; an empty text takes it away."""
        line = self.query_one(".told", Static)
        line.set_class(bool(words), "-any")
        line.set_class(wrong, "-wrong")
        line.update(plain(f"! {words}" if wrong and words else words))

    def keep(self, name: str, value: str | int) -> None:
        """Keep for the next time how it is shown."""
        self.place.workbench.session.put(f"synthesis.{name}", value)

    def kept(self, name: str) -> str:
        """What was kept."""
        return self.place.workbench.session.get(f"synthesis.{name}")

    def changed(self, files: Collection[str]) -> None:
        """These files changed: show it, now or when the view is shown again."""
        if any(file.startswith(self.SEEN_IN) for file in files):
            self.stale = True
            if self.is_shown:
                self.catch_up()

    def catch_up(self) -> None:
        """Fill it anew where something changed since."""
        if self.stale:
            self.stale = False
            self.fill()

    def shown_anew(self) -> None:
        """It is shown in another way: say so above, and fill it."""
        self.place.tell_line()
        self.fill()

    # reckoning

    def reckon(self, what: Hashable, run: Callable[[], object], lane: str = "") -> None:
        """Reckon something in the thread; then `reckoned`, or `failed` where it raises a StudyError.

        Args:
            what: handed back with the result.
            run: touches no widget.
            lane: what was asked for before in the same lane of this view is given up.
        """
        name = f"reckoning {type(self).__name__} {lane}"
        self.run_worker(self._reckon(what, run, lane), group=name, exclusive=True, exit_on_error=True)

    async def _reckon(self, what: Hashable, run: Callable[[], object], lane: str) -> None:
        place, version = self.place, self.place.version
        waiting = asyncio.ensure_future(place.in_thread(run))
        try:
            await asyncio.wait({waiting}, timeout=PATIENCE)
            if not waiting.done() and not place.status_line.said:  # what was just saved is told first
                place.say(RECKONING)
            result = await waiting
        except StudyError as error:
            if version == place.version:
                self.failed(what, str(error))
                return
        except RuntimeError:
            # a study that is changed while it is read: what is there now is asked for below
            if version == place.version:
                raise
        else:
            if version == place.version:
                self.reckoned(what, result)
                return
        finally:
            waiting.cancel()
            if place.status_line.said == RECKONING:
                place.status_line.unsay()
        self.reckon(what, run, lane)
