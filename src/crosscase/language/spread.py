"""Work on many texts by several processes of this machine, or by a cluster: the same results, in the same order.

Only a few chunks are under way at once, so that memory does not grow with the work.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from queue import SimpleQueue
from threading import Semaphore, Thread
from typing import Any, BinaryIO, TypeVar

from crosscase.language.tasks import Stopped, answered, run
from crosscase.study.problems import StudyError
from crosscase.study.processes import module_command, processors

AHEAD = 4
"""Chunks under way for each process."""
TRIES = 3
"""How often a chunk is begun whose process ends before it is done."""
WORTH = 2_000_000
"""Characters that take one process longer than several take to start."""
CHUNK = 200_000
"""Characters of a chunk."""

T = TypeVar("T")

_LENGTH = 8  # bytes that say how long a message is


def jobs_for(characters: int, jobs: int | None) -> int:
    """How many processes some work is worth: as asked for; else every core where there is much of it."""
    if jobs is not None:
        return jobs
    return processors() if characters >= WORTH else 1


def chunked(items: Iterable[T], most: int = CHUNK, size: Callable[[Any], int] = len) -> Iterator[list[T]]:
    """Items in chunks of about so much together, texts by their characters; a larger item is a chunk of its own."""
    chunk: list[T] = []
    total = 0
    for item in items:
        if chunk and total + size(item) > most:
            yield chunk
            chunk, total = [], 0
        chunk.append(item)
        total += size(item)
    if chunk:
        yield chunk


def spread(
    task: str,
    setup: Any,
    chunks: Iterable[Any],
    *,
    jobs: int | None = None,
    cluster: str = "",
    progress: Callable[[int], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Any]:
    """Do a task on chunks.

    Args:
        task: `module:function`.
        setup: what every chunk needs; goes to each process once.
        chunks: taken as they are needed.
        jobs: processes; every core where None. With one, all is done in this process.
        cluster: address of a scheduler, `tcp://host:port`; then it does the work.
        progress: is told how many chunks are done.
        stopped: is asked between chunks whether to end.

    Yields:
        What the task gives for each chunk, in their order.

    Raises:
        StudyError: what the task refused, a process that ends again and again, a cluster that is not there.
        Stopped: `stopped` said so.
    """
    if cluster:
        from crosscase.language.cluster import by_cluster

        results = by_cluster(cluster, task, setup, chunks, stopped)
    elif (count := jobs or processors()) == 1:
        results = (run(task, setup, chunk) for chunk in chunks)
    else:
        results = _by_processes(count, task, setup, chunks)
    for done, result in enumerate(results, 1):
        if stopped():
            raise Stopped
        if progress is not None:
            progress(done)
        yield result


def _by_processes(count: int, task: str, setup: Any, chunks: Iterable[Any]) -> Iterator[Any]:
    given: SimpleQueue[tuple[int, bytes] | None] = SimpleQueue()
    answers: SimpleQueue[tuple[int, Any]] = SimpleQueue()
    workers = [_Worker(task, setup, given, answers) for _ in range(count)]
    waiting: dict[int, Any] = {}
    source = enumerate(chunks)
    begun = done = 0
    try:
        while True:
            while begun - done < AHEAD * count and (following := next(source, None)) is not None:
                place, chunk = following
                given.put((place, pickle.dumps(chunk)))
                begun = place + 1
            if begun == done:
                return
            while done not in waiting:
                place, result = answers.get()
                if isinstance(result, StudyError):
                    raise result
                waiting[place] = result
            yield waiting.pop(done)
            done += 1
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """One process, and the thread that hands it chunks; the process is started when there is something to do."""

    def __init__(
        self,
        task: str,
        setup: Any,
        given: SimpleQueue[tuple[int, bytes] | None],
        answers: SimpleQueue[tuple[int, Any]],
    ) -> None:
        self._first = pickle.dumps((task, setup))
        self._task, self._given, self._answers = task, given, answers
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False
        self._one = Semaphore()
        Thread(target=self._work, daemon=True).start()

    def end(self) -> None:
        """Let it take nothing more, and end the process."""
        with self._one:
            self._ended = True
            self._kill()
        self._given.put(None)

    def _work(self) -> None:
        while (given := self._given.get()) is not None and not self._ended:
            place, chunk = given
            try:
                self._answers.put((place, self._done(chunk)))
            except StudyError as error:
                self._answers.put((place, error))
            except OSError as error:
                self._answers.put(
                    (place, StudyError(f"a second process cannot be started ({error}); give --jobs 1"))
                )

    def _done(self, chunk: bytes) -> Any:
        for _ in range(TRIES):
            process = self._started()
            answer: bytes | None = None
            if process is not None:
                with suppress(OSError, ValueError):
                    send(process.stdin, chunk)
                    answer = receive(process.stdout)
            if answer is not None:
                kind, value = pickle.loads(answer)
                if kind == "done":
                    return value
                raise StudyError(value)
            with self._one:
                self._kill()
            if self._ended:
                break
        raise StudyError(
            f"a process that works on the texts ended {TRIES} times on the same part, as it does where memory is short; "
            "give --jobs 1, or fewer texts"
        )

    def _started(self) -> subprocess.Popen[bytes] | None:
        with self._one:
            if self._process is None and not self._ended:
                command = module_command(__name__)
                self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                with suppress(OSError):
                    send(self._process.stdin, self._first)
            return self._process

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()


def send(pipe: Any, message: bytes) -> None:
    """Write a message so that its end is known."""
    pipe.write(len(message).to_bytes(_LENGTH, "big"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: Any) -> bytes | None:
    """Read a message; None where the other side has ended."""
    head: bytes = pipe.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    size = int.from_bytes(head, "big")
    message: bytes = pipe.read(size)
    return message if len(message) == size else None


def main(taken: BinaryIO, given: BinaryIO) -> None:
    """Serve one parent: a task with its setup, then chunks until it closes the pipe."""
    if (first := receive(taken)) is None:
        return
    task, setup = pickle.loads(first)
    while (chunk := receive(taken)) is not None:
        answer = answered(task, setup, pickle.loads(chunk))
        send(given, pickle.dumps(answer))


if __name__ == "__main__":
    # what a library prints must not be taken for an answer
    _given = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(KeyboardInterrupt, BrokenPipeError):
        main(sys.stdin.buffer, _given)
