"""The options of `crosscase matrix`."""

from __future__ import annotations

from typing import Annotated

import typer

QUOTES, SUMMARY = "quotes", "summary"
CELLS = ("count", "sources", "coverage", "presence", QUOTES, SUMMARY)
"""What a cell holds: numbers as `synthesis.matrices.CELLS` has them, or words."""

ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="WHAT",
        help="case, source, section, coder, speaker, role, or an attribute of cases.",
    ),
]
CellOption = Annotated[
    str,
    typer.Option(
        "--cell", metavar="CELL", help="count, sources, coverage, presence, quotes or summary (of cases)."
    ),
]
BelowOption = Annotated[
    bool, typer.Option("--below/--no-below", help="Count each code with all below it, or for itself.")
]
OrderOption = Annotated[
    str,
    typer.Option(
        "--order",
        metavar="ORDER",
        help="study, name, total, an attribute of cases; or the groups to show, parted by commas.",
    ),
]
GroupByOption = Annotated[
    str,
    typer.Option(
        "--group-by", metavar="ATTRIBUTE", help="Cases with the same value of an attribute together."
    ),
]
TransposeOption = Annotated[
    bool, typer.Option("--transpose", help="The other way round: rows become columns.")
]
