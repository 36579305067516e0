"""What `log` and `diff` share: which differences are asked for, and how they are listed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crosscase.study.changed_values import Difference

_MANY = 8  # of one sort, told one by one
_DONE = {"coded": "made", "added": "new"}
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


def lines(differences: Iterable[Difference]) -> Iterator[str]:
    """The differences for people to read: many of one sort in a row become one line."""
    for (kind, action, coder, source), group in groupby(differences, _sort):
        alike = list(group)
        if len(alike) <= _MANY:
            yield from (each.sentence for each in alike)
        elif kind == "coding":
            codes = len({each.code for each in alike})
            yield f"{coder} {_DONE.get(action, f'{action}:')} {len(alike)} codings of {codes} codes in {source}"
        else:
            yield f"{len(alike)} {kind}s: {_DONE.get(action, action)}"


def _sort(difference: Difference) -> tuple[str, str, str, str]:
    source = difference.source if difference.kind == "coding" else ""
    return difference.kind, difference.action, difference.coder, source
