"""What the commands on validation rounds share: which round, which case, and which pages were opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from crosscase.study.folder import Study

RoundOption = Annotated[
    int, typer.Option("--round", metavar="N", help="Which round; else the last one.", show_default=False)
]
CaseOption = Annotated[str, typer.Option("--case", metavar="CASE", help="Only this case.")]


def number_of(study: Study, wanted: int) -> int:
    """The round that is meant: the last one where none was named, which may be one that is not there."""
    from crosscase.study.rounds import round_numbers

    return wanted or max(round_numbers(study), default=1)


def opened_pages(study: Study) -> Mapping[tuple[int, str, str], str]:
    """When each served page was first opened, by round, case and informant."""
    from crosscase.web.collecting import served_opened

    return served_opened(study.root)
