"""The survey read and reckoned with in a thread: keys go on meanwhile, and what changed on disk is read again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic
from typing import TypeVar, cast

from textual import work

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.tui.app import POLL_SECONDS
from crosscase.tui.place import Place
from crosscase.tui.survey.reading import Survey, base_of, read_questions, read_rest, signature

T = TypeVar("T")
PATIENCE = 0.2  # seconds after which it is said that something takes its time


class LookingScreen(Place):
    """Knows the survey, and what was reckoned from it so far."""

    def __init__(self, study: Study) -> None:
        super().__init__(study, place="survey")
        self.survey = Survey()
        self.results: dict[Hashable, object] = {}
        """What was reckoned, or in one line why it could not be, by what it is."""
        self.bases: dict[str, int] = {}
        """How many answered a question, by its id; as far as they are counted."""
        self.problems: tuple[str, ...] = ()
        """What is wrong in the columns of the responses that were looked at so far."""
        # one thread: what responses keep of their columns is not made for two at once
        self._pool = ThreadPoolExecutor(1, "survey")
        self._seen = signature(study.root)
        self._reckoning: tuple[Hashable, Survey] | None = None

    def survey_read(self) -> None:
        """There is more of the survey, or another one: show it."""
        raise NotImplementedError

    def reckoned(self, what: Hashable) -> None:
        """A result is there, or takes its time: show it."""
        raise NotImplementedError

    def bases_known(self) -> None:
        """It is known of more questions how many answered: show it."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Read the survey, and look now and then whether it has changed."""
        self.set_interval(POLL_SECONDS, self.look_at_disk)
        self.call_after_refresh(self._read)  # the first frame comes first

    def on_unmount(self) -> None:
        """Nobody waits for anything any more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def on_screen_resume(self) -> None:
        """Catch up with what changed meanwhile."""
        super().on_screen_resume()
        self.look_at_disk()

    def look_at_disk(self) -> None:
        """Read the survey again where its files have changed; nothing while another place is shown."""
        if self.workbench.place_shown is not self:
            return
        now = signature(self.study.root)
        if now != self._seen:
            self._seen = now
            self._read()
            self.say("the survey was changed by another program and is read again")

    @work(exclusive=True, group="survey-reading")
    async def _read(self) -> None:
        first = await self._in_thread(lambda: read_questions(self.study))
        self.results.clear()
        self.bases.clear()
        self.problems = ()
        self.survey = first
        self.survey_read()
        if first.whole:
            return
        survey = await self._in_thread(lambda: read_rest(self.study, first))
        self.results.clear()
        self.survey = survey
        self.survey_read()
        await self._count(survey)

    async def _count(self, survey: Survey) -> None:
        """How many answered each question: one after the other, so that what is looked at meanwhile comes between."""
        responses, questionnaire = survey.responses, survey.questionnaire
        if responses is None or questionnaire is None:
            return
        told = monotonic()
        for question in questionnaire.questions.values():
            base = await self._in_thread(partial(base_of, responses, question))
            if base is not None:
                self.bases[question.id] = base
            if monotonic() - told > PATIENCE:
                self.bases_known()
                told = monotonic()
        self.problems = await self._in_thread(lambda: tuple(map(str, responses.problems)))
        self.bases_known()

    def give_up(self) -> None:
        """Nothing more is to be shown of what is being reckoned."""
        self._reckoning = None
        self.workers.cancel_group(self, "survey-reckoning")

    def reckon(self, what: Hashable, run: Callable[[], object]) -> None:
        """Reckon something in the thread, unless it is known; what was asked for before is given up."""
        if what in self.results:
            self.give_up()
            self.reckoned(what)
        elif self._reckoning != (what, self.survey):
            self._reckoning = what, self.survey
            self._reckon(what, run, self.survey)

    @work(exclusive=True, group="survey-reckoning")
    async def _reckon(self, what: Hashable, run: Callable[[], object], survey: Survey) -> None:
        waiting = asyncio.ensure_future(self._in_thread(lambda: _tried(run, survey)))
        try:
            await asyncio.wait({waiting}, timeout=PATIENCE)
            if not waiting.done():
                self.reckoned(what)
            found, problems = await waiting
        finally:
            waiting.cancel()
        if survey is self.survey:
            self._reckoning = None
            self.results[what], self.problems = found, problems
            self.reckoned(what)

    async def _in_thread(self, run: Callable[[], T]) -> T:
        return cast(T, await asyncio.get_running_loop().run_in_executor(self._pool, run))


def _tried(run: Callable[[], object], survey: Survey) -> tuple[object, tuple[str, ...]]:
    """In the thread: the result, or why there is none; and what turned out to be wrong in the responses."""
    try:
        found = run()
    except StudyError as error:
        found = str(error)
    problems = survey.responses.problems if survey.responses is not None else ()
    return found, tuple(str(problem) for problem in problems)
