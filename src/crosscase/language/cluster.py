"""The same work on a cluster of dask.distributed: where `spread` sends it when an address is given."""

from __future__ import annotations

import logging
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.metadata import version
from typing import Any

from crosscase.language.tasks import Stopped, answered
from crosscase.study.problems import StudyError

PATIENCE = 8.0
"""Seconds that a scheduler may take to answer, and that all workers may be away."""

_AHEAD = 4  # chunks under way for each thread of the workers
_STEP = 0.5  # seconds between looks at whether anybody still wants to know
_ADDRESS = re.compile(r"(?:tcp|tls)://(?:[^\s/:?#@\[\]]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})/?")
_PORTS = range(1, 65536)


def by_cluster(
    address: str, task: str, setup: Any, chunks: Iterable[Any], stopped: Callable[[], bool]
) -> Iterator[Any]:
    """Results in the order of the chunks; a chunk whose worker goes is done by another.

    Raises:
        StudyError: no scheduler answers there, it has no workers, one of them has another crosscase, they all went,
            or what the task refused.
        Stopped: `stopped` said so.
    """
    client = _client(address)
    try:
        _check(client, address)
        # as a task, and not as data that is handed out: what a worker had that went can be made again
        shared = client.submit(_same, setup, pure=False)
        threads = sum(client.nthreads().values())
        yield from _results(client, address, task, shared, chunks, _AHEAD * max(1, threads), stopped)
    except _lost() as error:
        raise StudyError(
            f"{address}: the cluster went away during the work ({type(error).__name__}); nothing of it is used"
        ) from None
    finally:
        with suppress(Exception):  # one that is gone cannot be told good-bye
            client.close(timeout=2)


def _results(
    client: Any,
    address: str,
    task: str,
    shared: Any,
    chunks: Iterable[Any],
    most: int,
    stopped: Callable[[], bool],
) -> Iterator[Any]:
    source = iter(chunks)
    under_way: deque[Any] = deque()
    while True:
        while len(under_way) < most and (chunk := next(source, _END)) is not _END:
            under_way.append(client.submit(answered, task, shared, chunk, pure=False))
        if not under_way:
            return
        future = under_way.popleft()
        kind, value = _awaited(client, address, future, stopped)
        future.release()
        if kind != "done":
            raise StudyError(value)
        yield value


_END = object()


def _awaited(client: Any, address: str, future: Any, stopped: Callable[[], bool]) -> Any:
    seen = time.monotonic()
    while True:
        if stopped():
            raise Stopped
        with suppress(TimeoutError):
            return future.result(timeout=_STEP)
        if client.status != "running" or not client.nthreads():
            if time.monotonic() - seen > PATIENCE:
                raise StudyError(
                    f"{address}: all workers of the cluster went away; nothing of the work is used"
                )
        else:
            seen = time.monotonic()


def _client(address: str) -> Any:
    match = _ADDRESS.fullmatch(address)
    if match is None or int(match[1]) not in _PORTS:
        raise StudyError(f"{address} is no address of a cluster; give tcp://HOST:PORT")
    try:
        import distributed
    except ImportError:
        raise StudyError("a cluster needs what `pip install crosscase[cluster]` brings") from None
    for name in ("distributed", "tornado", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is said once, by us
    try:
        connect: Any = distributed.Client
        return connect(address, timeout=PATIENCE, set_as_default=False)
    except Exception as error:  # whatever a wrong address, a wrong answer or no answer makes of it
        brief = " ".join(str(error).split())[:100] or type(error).__name__
        raise StudyError(
            f"{address}: no scheduler answers there ({brief}); start one with `dask scheduler`, or leave --cluster out"
        ) from None


def _check(client: Any, address: str) -> None:
    if not client.nthreads():
        raise StudyError(f"{address}: the cluster has no workers; start some with `dask worker {address}`")
    here = _version()
    try:
        there: dict[str, str] = client.run(_version)
    except Exception as error:  # workers without crosscase cannot even say so
        raise StudyError(
            f"{address}: its workers cannot run crosscase ({type(error).__name__}); install crosscase {here} there"
        ) from None
    for worker, found in there.items():
        if found != here:
            raise StudyError(
                f"{address}: worker {worker} has crosscase {found}, here is {here}; install the same there"
            )


def _version() -> str:
    return version("crosscase")


def _same(setup: Any) -> Any:
    return setup


def _lost() -> tuple[type[BaseException], ...]:
    from concurrent.futures import CancelledError

    from distributed.comm.core import CommClosedError
    from distributed.scheduler import KilledWorker

    return CancelledError, CommClosedError, KilledWorker, OSError, TimeoutError
