"""How often somebody may ask: a bucket of tokens each, which fills again with time."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True, slots=True)
class Rate:
    """What is allowed.

    Attributes:
        burst: requests at once, at most.
        each_second: requests a second in the long run.
    """

    burst: int
    each_second: float


# A page saves every few seconds, and an informant may have it open twice.
PER_LINK = Rate(60, 2.0)
# A whole municipality may come from one address.
PER_ADDRESS = Rate(600, 120.0)
# Nobody mistypes a link of 32 characters ten times a minute.
WRONG_PER_ADDRESS = Rate(20, 0.2)


class Limit:
    """One rate for many askers. What is kept of them does not grow without end: who has not asked for long goes first."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = monotonic, most: int = 20_000) -> None:
        self._rate, self._clock, self._most = rate, clock, most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, asker: str, *, taking: bool = True) -> int:
        """Seconds that an asker has to wait; 0 where they may go on, which then counts as asked.

        Args:
            taking: count it; else only look.
        """
        at = self._clock()
        left, then = self._left.pop(asker, (float(self._rate.burst), at))
        left = min(float(self._rate.burst), left + (at - then) * self._rate.each_second)
        allowed = left >= 1
        self._left[asker] = (left - 1 if allowed and taking else left, at)
        while len(self._left) > self._most:
            self._left.popitem(last=False)
        return 0 if allowed else math.ceil((1 - left) / self._rate.each_second)
