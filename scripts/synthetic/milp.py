"""Whole-number programmes with firm constraints and wishes, solved by HiGHS through scipy."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

Sum = Mapping[int, float]
"""A weighted sum: variable -> coefficient."""


class Programme:
    """Finds whole numbers that meet every constraint, then as many wishes as they can, at least cost."""

    def __init__(self) -> None:
        self._low: list[int] = []
        self._high: list[int] = []
        self._costs: list[float] = []
        self._rows: list[tuple[Sum, float, float]] = []

    def variable(self, low: int = 0, high: int = 1, cost: float = 0.0) -> int:
        """A new variable between two bounds."""
        self._low.append(low)
        self._high.append(high)
        self._costs.append(cost)
        return len(self._costs) - 1

    def fix(self, variable: int, value: int) -> None:
        """Let a variable have one value only."""
        self._low[variable] = self._high[variable] = value

    def need(self, terms: Sum, low: float, high: float) -> None:
        """A sum that must lie between two bounds."""
        self._rows.append((terms, low, high))

    def wish(self, terms: Sum, low: float, high: float, weight: float) -> None:
        """A sum that should lie between two bounds; where it does not, that costs `weight`."""
        missed = self.variable(cost=weight)
        least = sum(c * (self._low[v] if c > 0 else self._high[v]) for v, c in terms.items())
        most = sum(c * (self._high[v] if c > 0 else self._low[v]) for v, c in terms.items())
        self._rows.append(({**terms, missed: max(low - least, 0)}, low, np.inf))
        self._rows.append(({**terms, missed: min(high - most, 0)}, -np.inf, high))

    def solve(self, seconds: float = 120) -> list[int]:
        """The value of each variable.

        Raises:
            RuntimeError: nothing meets the constraints, or nothing was found in that time.
        """
        places = [(row, v, c) for row, (terms, _, _) in enumerate(self._rows) for v, c in terms.items()]
        rows, columns, values = zip(*places, strict=True)
        matrix = coo_array((values, (rows, columns)), shape=(len(self._rows), len(self._costs))).tocsr()
        bounds = np.array([(low, high) for _, low, high in self._rows]).T
        found = milp(
            self._costs,
            integrality=np.ones(len(self._costs)),
            bounds=Bounds(self._low, self._high),
            constraints=LinearConstraint(matrix, bounds[0], bounds[1]),
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
        if found.x is None:
            raise RuntimeError(f"no numbers found: {found.message}")
        if found.status != 0:
            print(f"  stopped early: {found.message}, gap {found.mip_gap}")
        return [int(value) for value in np.rint(found.x)]
