"""What the summary commands share: the cell they are about, as arguments."""

from __future__ import annotations

from typing import Annotated

import typer

SummaryCase = Annotated[str, typer.Argument(metavar="CASE", help="Slug or name of the case.")]
SummaryCode = Annotated[
    str, typer.Argument(metavar="CODE", help="Path of the code; all codes below it are meant too.")
]
