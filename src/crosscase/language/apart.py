"""Searching by base form in a process of its own, so that a dictionary that is loaded holds up nobody who types.

The process answers lines of JSON with lines of JSON. It is started when something is first asked, and again where it
broke; it ends with its standard input.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from threading import Lock
from typing import Any

from crosscase.language.pattern import Match, check_length
from crosscase.language.rows import words_of
from crosscase.language.spread import chunked
from crosscase.study.problems import StudyError
from crosscase.study.processes import module_command

_BATCH = 64 * 1024  # characters of the texts that go over together

Span = tuple[int, int]
Counted = tuple[str, Sequence[Span], Sequence[Span]]
Row = tuple[str, int, float, float, int, tuple[str, ...]]


class Gone(StudyError):
    """The process ended, or was ended, before it answered."""


class Apart:
    """One process that knows base forms. Any thread may ask; who asks waits for its own answer."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._one_asks, self._one_counts = Lock(), Lock()
        self._closed = False

    def finder(
        self, pattern: str, language: str, exact: bool = False
    ) -> Callable[[Sequence[str]], Iterator[list[Match]]]:
        """What finds a pattern in texts, as `matches_in` does; nothing is asked before it is called.

        Raises:
            StudyError: there is no word in the pattern, or it is too long.
        """
        check_length(pattern)
        words_of(pattern)
        setup = (pattern, language, exact)

        def found(bodies: Sequence[str]) -> Iterator[list[Match]]:
            for batch in chunked(bodies, _BATCH):
                for places in self._ask_twice("find", setup, batch):
                    yield [Match(*place) for place in places]

        return found

    def collocates(
        self, language: str, texts: Iterable[Counted], stopped: Callable[[], bool], most: int
    ) -> list[Row]:
        """Words beside hits, as `collocates.Collocates` finds them, as many as asked for.

        Args:
            texts: bodies, passages that count and hits, as `Collocates.add` takes them.
            stopped: whether nobody wants to know any more; then there are none.

        Raises:
            Gone: the process ended meanwhile.
        """
        with self._one_counts:
            self._ask("count", language)
            for body, passages, hits in texts:
                if stopped():
                    return []
                self._ask("add", body, passages, hits)
            return [(*row[:5], tuple(row[5])) for row in self._ask("counted", most)]

    def hits_beside(self, place: int) -> list[int]:
        """Which hits the word at this place of the last list stands beside, by their number from 0 on."""
        found: list[int] = self._ask("beside", place)
        return found

    def close(self) -> None:
        """End the process; whoever waits is told that it is gone."""
        self._closed = True
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def _ask_twice(self, *request: object) -> Any:
        try:
            return self._ask(*request)
        except Gone:
            if self._closed:
                raise
            return self._ask(*request)

    def _ask(self, *request: object) -> Any:
        with self._one_asks:
            process = self._started()
            assert process.stdin is not None
            assert process.stdout is not None
            answer = b""
            with suppress(OSError, ValueError):  # it broke, or was ended by another thread
                process.stdin.write(json.dumps(request).encode() + b"\n")
                process.stdin.flush()
                answer = process.stdout.readline()
            if not answer:
                self._end()
                raise _gone()
            return json.loads(answer)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise _gone()
        if self._process is None:
            command = module_command(__name__)
            try:
                self._process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
                )
            except OSError as error:
                raise Gone(
                    f"the program that knows base forms cannot be started ({error}); look in another way"
                ) from None
        return self._process


def _gone() -> Gone:
    return Gone("the program that knows base forms ended before it answered; look again, or in another way")


def main() -> None:
    """Answer what is asked on standard input until that ends."""
    from crosscase.language.collocates import Collocate, Collocates
    from crosscase.language.lemma_matching import matches_in
    from crosscase.language.lemmas_in_text import trained_used

    counting = Collocates("")
    found: tuple[Collocate, ...] = ()
    for line in sys.stdin.buffer:
        what, *values = json.loads(line)
        answer: object = None
        if what == "find":
            (pattern, language, exact), bodies = values
            answer = matches_in((pattern, language, exact, trained_used(language)), bodies)
        elif what == "count":
            counting = Collocates(values[0])
        elif what == "add":
            body, passages, hits = values
            counting.add(body, list(map(tuple, passages)), list(map(tuple, hits)))
        elif what == "counted":
            found = counting.found()[: values[0]]
            answer = [(one.word, one.count, one.expected, one.score, one.texts, one.forms) for one in found]
        else:
            answer = counting.hits_beside(found[values[0]])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
