"""What `log` and `diff` share: which differences are asked for, and how they are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crosscase.study.changed_values import Difference

COLUMNS = ("kind", "action", "coder", "code", "source", "place", "words", "file", "sentence")

ByCoder = Annotated[
    list[str] | None, typer.Option("--coder", metavar="CODER", help="Only by this coder; may be repeated.")
]
OfSource = Annotated[
    list[str] | None, typer.Option("--source", metavar="SOURCE", help="Only of this source; may be repeated.")
]
OfCode = Annotated[
    list[str] | None,
    typer.Option("--code", metavar="CODE", help="Only of this code or one below it; may be repeated."),
]


def chosen(
    differences: Iterable[Difference],
    coders: list[str] | None,
    sources: list[str] | None,
    codes: list[str] | None,
) -> list[Difference]:
    """Those of the coders, sources and codes asked for; all where nothing is asked for."""
    return [
        each
        for each in differences
        if (not coders or each.coder in coders)
        and (not sources or each.source in sources)
        and (not codes or any(f"{each.code}/".startswith(f"{code}/") for code in codes))
    ]


def row(difference: Difference) -> tuple[object, ...]:
    """The columns of a difference."""
    return tuple(getattr(difference, name) for name in COLUMNS)
