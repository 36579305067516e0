"""What the commands on themes share: their arguments and options."""

from __future__ import annotations

from typing import Annotated

import typer

ThemeArgument = Annotated[str, typer.Argument(metavar="THEME", help="Its id, such as K1.")]
CodesOption = Annotated[
    list[str] | None,
    typer.Option("--code", metavar="CODE", help="A code it rests on, or a query; may be repeated."),
]
AgainstOption = Annotated[
    list[str] | None,
    typer.Option(
        "--against", metavar="CODE", help="A code or query that speaks against it; may be repeated."
    ),
]
ItemsOption = Annotated[
    list[str] | None,
    typer.Option("--item", metavar="ITEM", help="An item of the survey, such as F2.god; may be repeated."),
]
ReversedOption = Annotated[
    list[str] | None,
    typer.Option(
        "--reversed", metavar="ITEM", help="One of its items that says the opposite; may be repeated."
    ),
]
LanguageOption = Annotated[
    str, typer.Option("--language", metavar="LANGUAGE", help="Of the words, such as en; else the study's.")
]


def listed(words: list[str] | None, before: tuple[str, ...]) -> tuple[str, ...]:
    """What is given in place of what was there; an empty word takes all away."""
    return before if words is None else tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
