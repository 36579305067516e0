"""What is asked and the search that answers it, in a thread: keys go on while it looks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TypeVar

from textual import work

from crosscase.language.apart import Apart, Row
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.synthesis.collocating import counted_texts
from crosscase.synthesis.searching import Found, Stopped
from crosscase.tui.place import Place
from crosscase.tui.search.arranged import Arranged
from crosscase.tui.search.asked import Asked

PAUSE = 0.15  # seconds without a key after which it is looked for
PATIENCE = 0.25  # seconds after which it is said that the search goes on
THREADS = 2  # one may be in an expression that explodes, and ends only with its time
MOST_BESIDE = 300  # words beside hits: nobody reads further
FROM: dict[str, tuple[str, ...]] = {
    "sources": ("interviews/",),
    "memos": ("interviews/", "codings/", "codebook/", "memos/", "cases/"),
    "quotes": ("interviews/", "codings/", "codebook/"),
}
"""What an answer depends on."""

_Answer = TypeVar("_Answer")


class LookingScreen(Place):
    """Asks, and looks again when what it looked in has changed."""

    def __init__(self, study: Study) -> None:
        super().__init__(study, place="search")
        self.asked = Asked()
        self.answer: Found | None = None
        self.wrong = ""  # why there is no answer
        self.busy = False  # whether it takes so long that it should be said
        self.apart = Apart()
        self._pool = ThreadPoolExecutor(THREADS, "search")
        self._stop, self._stop_counting = Event(), Event()

    def answered(self, found: Arranged | None) -> None:
        """There is another answer, or none."""
        raise NotImplementedError

    def tell_search(self) -> None:
        """Say what was asked and how many were found, or why none."""
        raise NotImplementedError

    def on_unmount(self) -> None:
        """Nobody waits for an answer any more."""
        self._stop.set()
        self._stop_counting.set()
        self.apart.close()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def ask(self, asked: Asked, *, pause: float = 0.0) -> None:
        """Look for something; what is being looked for is given up.

        Args:
            pause: seconds in which it may be replaced by something else.
        """
        self.asked = asked
        asked.keep(self.workbench.session)
        self._stop.set()
        self._stop_counting.set()
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
            run = asked.ready(self.study, self.apart)
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

    # the words beside the hits

    def counted_beside(self, rows: Sequence[Row]) -> None:
        """The words beside the hits are there, the surest first."""
        raise NotImplementedError

    def ticked_beside(self, word: str, hits: Sequence[int]) -> None:
        """It is known which hits a word stands beside."""
        raise NotImplementedError

    @work(exclusive=True, group="beside")
    async def count_beside(self, found: Found) -> None:
        """Count the words beside hits, while keys go on."""
        language = self.study.settings.language
        sources = {id: self.study.sources[id] for id in found.sources if id in self.study.sources}
        self._stop_counting.set()
        stop = self._stop_counting = Event()

        def count() -> list[Row]:
            return self.apart.collocates(language, counted_texts(sources, found), stop.is_set, MOST_BESIDE)

        self.say("counting the words beside the hits …")
        rows = await self._elsewhere(count)
        if rows and found is self.answer:
            self.status_line.unsay()
            self.counted_beside(rows)
        elif rows is not None and found is self.answer:
            self.say("no word stands beside the hits more often than chance has it")

    @work(exclusive=True, group="beside")
    async def tick_beside(self, place: int, word: str) -> None:
        """Find out which hits the word at this place of the list stands beside."""
        answer = self.answer
        hits = await self._elsewhere(lambda: self.apart.hits_beside(place))
        if hits and answer is self.answer:
            self.ticked_beside(word, hits)

    async def _elsewhere(self, run: Callable[[], _Answer]) -> _Answer | None:
        """In a thread; None where it cannot be known, which is said."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, run)
        except StudyError as error:
            self.warn(str(error))
            return None

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
