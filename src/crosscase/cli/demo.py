"""crosscase demo: a copy of the example study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crosscase.cli.output import say

EXAMPLE = "Example: crosscase demo my-demo"


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or an empty one.")],
) -> None:
    """Copy the example study to a new folder."""
    from crosscase.study.example import copy_example

    say(f"the example study is in {copy_example(folder)}; open it with: crosscase --study {folder}")
