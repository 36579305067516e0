"""What is asked and the search that answers it, in a thread: keys go on while it looks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from textual import work

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.synthesis.searching import Found, Stopped
from crosscase.tui.place import Place
from crosscase.tui.search.arranged import Arranged
from crosscase.tui.search.asked import Asked

PAUSE = 0.15  # seconds without a key after which it is looked for
PATIENCE = 0.25  # seconds after which it is said that the search goes on
THREADS = 2  # one may be in an expression that explodes, and ends only with its time
FROM: dict[str, tuple[str, ...]] = {
    "sources": ("interviews/",),
    "memos": ("interviews/", "codings/", "codebook/", "memos/", "cases/"),
    "quotes": ("interviews/", "codings/", "codebook/"),
}
"""What an answer depends on."""


class LookingScreen(Place):
    """Asks, and looks again when what it looked in has changed."""

    def __init__(self, study: Study) -> None:
        super().__init__(study, place="search")
        self.asked = Asked()
        self.answer: Found | None = None
        self.wrong = ""  # why there is no answer
        self.busy = False  # whether it takes so long that it should be said
        self._pool = ThreadPoolExecutor(THREADS, "search")
        self._stop = Event()

    def answered(self, found: Arranged | None) -> None:
        """There is another answer, or none."""
        raise NotImplementedError

    def tell_search(self) -> None:
        """Say what was asked and how many were found, or why none."""
        raise NotImplementedError

    def on_unmount(self) -> None:
        """Nobody waits for an answer any more."""
        self._stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def ask(self, asked: Asked, *, pause: float = 0.0) -> None:
        """Look for something; what is being looked for is given up.

        Args:
            pause: seconds in which it may be replaced by something else.
        """
        self.asked = asked
        asked.keep(self.workbench.session)
        self._stop.set()
        self._look(asked, pause)
        self.tell_search()

    @work(exclusive=True, group="search")
    async def _look(self, asked: Asked, pause: float) -> None:
        if pause:
            await asyncio.sleep(pause)
        if not asked.words.strip():
            self._take(None, None)
            return
        stop = self._stop = Event()
        found: Found | None = None
        arranged: Arranged | None = None
        wrong = ""
        try:
            run = asked.ready(self.study)
            future = asyncio.get_running_loop().run_in_executor(self._pool, _searched, run, stop)
            future.add_done_callback(_heeded)
            await asyncio.wait({future}, timeout=PATIENCE)
            if not future.done():
                self.busy = True
                self.tell_search()
            found, arranged = await future
        except StudyError as error:
            wrong = str(error)
        except Stopped:
            return
        finally:
            stop.set()
        self._take(found, arranged, wrong)

    def _take(self, found: Found | None, arranged: Arranged | None, wrong: str = "") -> None:
        self.answer, self.wrong, self.busy = found, wrong, False
        self.answered(arranged)
        self.tell_search()

    def look_again(self, files: Collection[str]) -> bool:
        """Look again where an answer depends on files that changed; whether it is looked for."""
        if not self.asked.words.strip() or not any(
            file.startswith(FROM[self.asked.inside]) for file in files
        ):
            return False
        if any(file.startswith("interviews/") for file in files):
            # the positions of the hits mean other words now
            self.answer = None
            self.answered(None)
        self.ask(self.asked)
        return True


def _searched(run: Callable[[Callable[[], bool]], Found], stop: Event) -> tuple[Found, Arranged]:
    """In a thread: the answer, and what takes a moment to make of it."""
    found = run(stop.is_set)
    assert found.forms is not None  # counted now, not when the panel is drawn
    return found, Arranged(found.hits)


def _heeded(future: asyncio.Future[tuple[Found, Arranged]]) -> None:
    """Nobody asks a search that was given up how it ended."""
    if not future.cancelled():
        future.exception()
