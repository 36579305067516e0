"""crosscase init: a new, empty study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crosscase.cli.output import say

EXAMPLE = 'Example: crosscase init my-study --title "Kommunenes arbeid mot rasisme" --language nb'


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The study's folder; made where it is missing.")
    ],
    title: Annotated[
        str, typer.Option(metavar="TITLE", help="What the study is called; else the folder's name.")
    ] = "",
    language: Annotated[
        str, typer.Option(metavar="CODE", help="The language of its texts, as a code.")
    ] = "en",
) -> None:
    """Make an empty study."""
    from crosscase.study.starting import start_study

    root = start_study(folder, title, language)
    say(
        f"a new study is in {root}; next: crosscase --study {folder} import FILE... --case CASE --kind focus-group, "
        f"or crosscase --study {folder} survey import FILE --draft"
    )
