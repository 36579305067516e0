"""Every benchmark's figures beside their budgets: `python -m benchmarks`, or with the names of some modules."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

Row = tuple[str, float, str, float | None]
HEAD = ("what", "measured", "budget", "")


def measured(names: list[str]) -> Iterator[Row]:
    """The rows of every module here that has `run`, as they come."""
    found = [module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])]
    for name in sorted(names or found):
        if name == "__main__":
            continue
        run = getattr(importlib.import_module(f"benchmarks.{name}"), "run", None)
        if run is not None:
            print(f"measuring {name} ...", file=sys.stderr, flush=True)
            yield from run()


def line(row: Row) -> tuple[str, str, str, str]:
    """A row as it is printed."""
    what, figure, unit, budget = row
    allowed = f"{budget:g} {unit}" if budget is not None else ""
    return what, f"{figure:.3g} {unit}", allowed, "over" if over(row) else ""


def over(row: Row) -> bool:
    """Whether the figure is above its budget."""
    return row[3] is not None and row[1] > row[3]


def main() -> int:
    """Measure and print; 1 where a budget is not kept."""
    rows = list(measured(sys.argv[1:]))
    lines = [HEAD, *map(line, rows)]
    widths = [max(len(cells[place]) for cells in lines) for place in range(len(HEAD))]
    for what, figure, budget, mark in lines:
        print(
            f"{what:{widths[0]}}  {figure:>{widths[1]}}  {budget:>{widths[2]}}  {mark}".rstrip(),
            flush=True,
        )
    return 1 if any(map(over, rows)) else 0


if __name__ == "__main__":
    sys.exit(main())
