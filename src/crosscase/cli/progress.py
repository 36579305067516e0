"""A word on stderr when something takes more than a second."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds before anything is said."""


@contextmanager
def slow(what: str) -> Iterator[None]:
    """Say what is being done if it takes more than a second."""
    timer = threading.Timer(PATIENCE, _say, [f"{what} ..."])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def counted_aloud(items: Iterable[T], what: str) -> Iterator[T]:
    """Pass items on, and count them aloud once a second after the first second.

    Args:
        what: what is being done, such as `reading`.
    """
    total = f" of {len(items)}" if isinstance(items, Sized) else ""
    told = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        if time.monotonic() - told > PATIENCE:
            told = time.monotonic()
            _say(f"{what}: {number}{total}")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
