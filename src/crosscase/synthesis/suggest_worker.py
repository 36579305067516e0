"""Suggestions in a process of its own, for a workbench in which no key waits for what is learned.

The process opens the study itself and changes nothing in it. It is told which files changed, on disk by then, and for
which source suggestions are wanted; it answers in lines of JSON, and learns again in the background. It ends with its
standard input.

A request: `{"number": 7, "source": "alta/fokusgruppe", "changed": ["codings/alta/fokusgruppe/koder-a.yaml"]}`.
Answers are `Answer`, `Learned` and `Wrong`, as `line_of` writes them; of several requests that wait, the last alone
is answered.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread, get_native_id
from time import monotonic
from typing import IO, TYPE_CHECKING, Any

from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.processes import module_command

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.synthesis.suggesting import Suggester, Suggestion

LEARNED_FROM = ("codings/", "codebook/", "interviews/", "cases/")
"""Where a change is a reason to learn again."""

_SWITCH_SECONDS = (
    0.0005  # after which the thread that learns lets the one that answers go on; usually ten times that
)
_NICE = 10  # of the thread that learns
_AT_ONCE = 200  # suggestions in a line: who reads it does so between two keys


@dataclass(frozen=True, slots=True)
class Offered:
    """A suggestion as it is sent: `suggesting.Suggestion`, without what it takes to make one."""

    source: str
    start: int
    end: int
    code: str
    kind: str
    score: float
    why: tuple[str, ...] = ()
    examples: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Suggestions for a source, or some of them.

    Attributes:
        number: of the last request that had been read.
        text: hash of the body that the positions refer to; empty where there is no such source.
        last: whether these are the last of them.
    """

    number: int
    source: str
    text: str
    offered: tuple[Offered, ...]
    last: bool = True


@dataclass(frozen=True, slots=True)
class Learned:
    """It was learned from the codings.

    Attributes:
        said: one sentence for the user.
        used: what suggestions are made with.
    """

    said: str
    used: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """One line on what went wrong."""

    said: str


Told = Answer | Learned | Wrong
_KINDS: dict[str, type[Answer] | type[Learned] | type[Wrong]] = {
    "answer": Answer,
    "learned": Learned,
    "wrong": Wrong,
}


def line_of(told: Told) -> str:
    """One line of JSON."""
    name = next(name for name, kind in _KINDS.items() if isinstance(told, kind))
    return json.dumps([name, asdict(told)]) + "\n"


def read_line(line: bytes | str) -> Told:
    """What `line_of` wrote; raises ValueError, KeyError or TypeError where it is nothing of the kind."""
    name, values = json.loads(line)
    if name == "answer":
        offered = (Offered(**{**each, "why": tuple(each["why"])}) for each in values.pop("offered"))
        return Answer(**values, offered=tuple(offered))
    told: Told = _KINDS[name](**values)
    return told


@dataclass
class _Desk:
    """A study with what was learned from it: one answers while another learns."""

    study: Study
    suggester: Suggester
    learned: Learned | None = None


@dataclass(frozen=True, slots=True)
class _Request:
    number: int
    source: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Trained:
    desk: _Desk
    seconds: float


class _Rested:
    """It may be learned again."""


_Event = _Request | _Trained | Wrong | _Rested | None


@dataclass
class Worker:
    """Answers requests, and learns in a thread beside.

    Args:
        folder: the study's.
        coder: whose codings are learned from; where nobody codes, those that count.
        write: takes a line.
    """

    folder: Path
    coder: str
    write: Callable[[str], object]
    _events: SimpleQueue[_Event] = field(default_factory=SimpleQueue)
    _last: _Request = _Request(0, "", ())
    _missed: set[str] = field(default_factory=set)  # changed since the desk that learns read them
    _spare: _Desk | None = None  # the one that learns next
    _front: _Desk = field(init=False)  # the one that answers
    _is_learning: bool = False
    _wants_to_learn: bool = True
    _rest_until: float = 0.0

    def run(self, lines: IO[bytes]) -> None:
        """Answer lines until they end."""
        Thread(target=self._read, args=(lines,), daemon=True).start()
        self._front = _opened(self.folder, self.coder)
        while (event := self._next()) is not None:
            if isinstance(event, _Request):
                self._take(event)
            elif isinstance(event, _Trained):
                self._use(event)
            elif isinstance(event, Wrong):
                self._is_learning, self._spare = False, None  # opened anew, since it missed what changed
                self.write(line_of(event))
            if self._wants_to_learn and not self._is_learning and monotonic() >= self._rest_until:
                self._learn()

    def _read(self, lines: IO[bytes]) -> None:
        for line in lines:
            values = json.loads(line)
            self._events.put(_Request(values["number"], values["source"], tuple(values["changed"])))
        self._events.put(None)

    def _next(self) -> _Event:
        """What happened next."""
        resting = self._wants_to_learn and not self._is_learning
        try:
            return self._events.get(timeout=max(0.0, self._rest_until - monotonic()) if resting else None)
        except Empty:
            return _Rested()

    def _take(self, request: _Request) -> None:
        """Read what changed, and answer unless somebody asks again already."""
        self._last = request
        if request.changed:
            self._front.study.refresh(request.changed)
            self._missed.update(request.changed)
            self._wants_to_learn |= self._is_learned_from(request.changed)
        if self._events.empty():
            self._answer()

    def _is_learned_from(self, files: Collection[str]) -> bool:
        coders = self._front.suggester.coders
        others = () if coders is None else tuple(f"/{coder}.yaml" for coder in coders)
        return any(
            file.startswith(LEARNED_FROM)
            and (coders is None or not file.startswith("codings/") or file.endswith(others))
            for file in files
        )

    def _answer(self) -> None:
        source = self._front.study.sources.get(self._last.source)
        if not self._last.source:
            return
        try:
            found = self._front.suggester.of_source(source.id) if source is not None else ()
        except StudyError as error:
            self.write(line_of(Wrong(str(error))))
            return
        text = source.hash if source is not None else ""
        for part, last in _parts(found):
            self.write(line_of(Answer(self._last.number, self._last.source, text, part, last)))

    # learning

    def _learn(self) -> None:
        self._is_learning, self._wants_to_learn = True, False
        changed, self._missed = tuple(self._missed), set()
        Thread(target=self._train, args=(self._spare, changed), daemon=True).start()

    def _train(self, spare: _Desk | None, changed: Collection[str]) -> None:
        """In a thread, at a desk that nobody else sits at."""
        begun = monotonic()
        _step_back()
        try:
            desk = spare if spare is not None else _opened(self.folder, self.coder)
            if changed:
                desk.study.refresh(changed)
            trained = desk.suggester.retrain()
            desk.learned = Learned(trained.said, desk.suggester.used)
            if (source := self._last.source) in desk.study.sources:
                desk.suggester.of_source(source)  # so that nobody waits for it when it is asked for
            self._events.put(_Trained(desk, monotonic() - begun))
        except Exception as error:  # whatever it is: what was learned before goes on to serve, and it is said
            self._events.put(Wrong(f"nothing new was learned from the codings: {_one_line(error)}"))

    def _use(self, trained: _Trained) -> None:
        """Answer with what was learned last; the desk that answered so far learns next."""
        self._spare, self._front = self._front, trained.desk
        self._front.study.refresh(self._missed)
        # the other desk has read what this one missed: it need not read it again before it learns
        self._missed, self._is_learning = set(), False
        self._rest_until = monotonic() + trained.seconds  # half of one processor at most
        assert trained.desk.learned is not None
        self._answer()  # first: once it is said that it was learned, what follows from it is there
        self.write(line_of(trained.desk.learned))


def _step_back() -> None:
    """Let this thread run when nothing else wants to; only Linux can say so of one thread."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, get_native_id(), _NICE)


def _opened(folder: Path, coder: str) -> _Desk:
    from crosscase.synthesis.suggesting import Suggester  # the workbench reads this module without

    study = open_folder(folder, coder)
    return _Desk(study, Suggester(study, "mine" if study.coder or study.settings.blind else "counted"))


def _parts(found: Sequence[Suggestion]) -> Iterator[tuple[tuple[Offered, ...], bool]]:
    for begin in range(0, max(1, len(found)), _AT_ONCE):
        part = found[begin : begin + _AT_ONCE]
        offered = (
            Offered(s.source, s.start, s.end, s.code, s.kind, s.score, s.why, s.examples) for s in part
        )
        yield tuple(offered), begin + _AT_ONCE >= len(found)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def command(folder: Path, coder: str) -> list[str]:
    """What starts the process."""
    return module_command("crosscase.synthesis.suggest_worker", str(folder), coder)


def environment() -> dict[str, str]:
    """The environment it is started in: one processor is for who types."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def main() -> None:
    """Answer what is asked on standard input until that ends."""
    warnings.simplefilter("ignore")
    sys.setswitchinterval(_SWITCH_SECONDS)
    out: Any = sys.stdout

    def write(line: str) -> None:
        out.write(line)
        out.flush()

    try:
        Worker(Path(sys.argv[1]), sys.argv[2], write).run(sys.stdin.buffer)
    except BrokenPipeError:
        pass
    except Exception as error:
        write(line_of(Wrong(f"suggestions ended: {_one_line(error)}")))
    os._exit(0)  # a thread that still learns is not waited for


if __name__ == "__main__":
    main()
