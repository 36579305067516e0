"""What the system tells the program: to end, and that it is in the foreground again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from functools import partial
from typing import Any

from textual.app import App

GONE_SECONDS = 2.0
ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def heed_signals(app: App[Any]) -> None:
    """Leave in good order when told to end, so that the terminal is as it was; draw all after a stop.

    The exit code is 128 and the signal's number, as shells have it.
    """
    loop = asyncio.get_running_loop()
    for number in ENDING:
        with suppress(
            NotImplementedError, RuntimeError, ValueError
        ):  # not in the main thread: a test, a server
            loop.add_signal_handler(number, partial(app.exit, None, 128 + number))
    if _is_terminal():
        app.set_interval(GONE_SECONDS, partial(_leave_if_gone, app))
    app.app_resume_signal.subscribe(app, lambda _app: app.screen.refresh(layout=True), immediate=True)


def _is_terminal() -> bool:
    return sys.__stdin__ is not None and not sys.__stdin__.closed and sys.__stdin__.isatty()


def _leave_if_gone(app: App[Any]) -> None:
    """Leave where the terminal was closed and nobody told: input that has ended is asked for without end else."""
    if _is_terminal():
        return
    # what is written on leaving has nowhere to go, and must not fail
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__):
        if stream is not None and stream.isatty() is False:
            with suppress(OSError, ValueError):
                os.dup2(nowhere, stream.fileno())
    app.exit(None, 128 + signal.SIGHUP)
