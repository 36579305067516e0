"""Apps in tests, without the waiting: a pilot goes on as soon as nothing is under way, a stylesheet is parsed once.

A screen is drawn when a pilot has nothing else to wait for, and not six times on the way there: nobody looks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, process_time
from typing import Any
from weakref import WeakSet

import pytest
from textual._context import active_app
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.screen import Screen

LOOK, LONG_LOOK = 0.001, 0.02
"""Seconds between two looks at whether anything is under way; the longer where a worker waits for disk or program."""
SOON = 0.06
"""Seconds within which something that is due is waited for: a new screen is drawn 0.05 after it was asked for."""
FRAME = 0.004
"""Seconds between two drawings of a screen, a quarter of what a person is shown."""


async def quiet(min_sleep: float = SOON, max_sleep: float = 1) -> None:
    """Wait until the app has nothing to do: no task that could go on, no timer due soon, no thread that reckons.

    Args:
        min_sleep: not heeded; named as in the function this stands in for.
        max_sleep: seconds after which it is given up.
    """
    loop: Any = asyncio.get_running_loop()
    app = active_app.get(None)
    given_up = monotonic() + max_sleep
    while monotonic() < given_up:
        spent = process_time()
        look = LONG_LOOK if app is None or any(worker.is_running for worker in app.workers) else LOOK
        await asyncio.sleep(look)
        if loop._ready or process_time() - spent > LOOK / 3:
            continue
        now = loop.time()
        due = [
            timer.when() for timer in loop._scheduled if not timer.cancelled() and timer.when() < now + SOON
        ]
        if due:
            await asyncio.sleep(max(0, max(due) - now))
        elif app is None or not _draw(app):
            return


_undrawn: WeakSet[Screen[object]] = WeakSet()
_draw_now = Screen._compositor_refresh


def _draw_later(screen: Screen[object]) -> None:
    """In place of `Screen._compositor_refresh`: what is to be drawn anew stays known to the compositor."""
    if screen.app.is_inline or screen is not screen.app.screen:
        _draw_now(screen)
        return
    _undrawn.add(screen)
    screen._dirty_widgets.clear()
    screen.app._update_mouse_over(screen)


def _draw(app: App[object]) -> bool:
    """Have the screen drawn, as the app itself would do it; False where it is."""
    screen = app.screen if app.is_running and app._screen_stacks.get(app.current_mode) else None
    if screen is None or screen not in _undrawn:
        return False
    _undrawn.discard(screen)
    return screen.call_next(_draw_now, screen) or True


@contextmanager
def quick_apps() -> Iterator[None]:
    """While this lasts, every app of this process is quick."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", quiet)
        patch.setattr("textual.pilot.wait_for_idle", quiet)
        patch.setattr("textual.screen.UPDATE_PERIOD", FRAME)
        patch.setattr(Screen, "_compositor_refresh", _draw_later)
        patch.setattr(Stylesheet, "_parse_rules", _parsed_once())
        yield


def _parsed_once() -> Any:
    """In place of `Stylesheet._parse_rules`: rules are only read, so apps with the same colours share them."""
    parsed: dict[object, list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def parse_once(
        self: Stylesheet,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        given = (css, read_from, is_default_rules, tie_breaker, scope)
        if given in self._parse_cache:
            return parse(self, *given)
        key = (given, frozenset(self._variables.items()))
        if key not in parsed:
            parsed[key] = parse(self, *given)
        return parsed[key]

    return parse_once
