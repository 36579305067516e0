"""crosscase speaker remove: a name is listed as a speaker no longer."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.speaker_option import WhereArgument, where_listed

EXAMPLE = "Example: crosscase speaker remove alta/fokusgruppe I3"


def speaker_remove(
    context: typer.Context,
    where: WhereArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name as it is listed.")],
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """List a speaker no longer: lines that begin with the name are text from then on."""
    from crosscase.study.people import remove_speaker

    changed = opened(context, study, coder)
    carry_out(changed, remove_speaker(changed, where_listed(changed, where, name), name))
