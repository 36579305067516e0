"""What the system tells the program: to end, and that it is in the foreground again."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from functools import partial
from typing import Any

from textual.app import App

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
    app.app_resume_signal.subscribe(app, lambda _app: app.screen.refresh(layout=True), immediate=True)
