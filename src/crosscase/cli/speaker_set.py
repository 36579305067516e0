"""crosscase speaker set: who is listed as a speaker of sources, and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import note
from crosscase.cli.speaker_option import WhereArgument, speaker_of, where_listed

if TYPE_CHECKING:
    from crosscase.study.folder import Study

EXAMPLE = "Example: crosscase speaker set alta 'I1=rådgiver,consent:quote'"


def speaker_set(
    context: typer.Context,
    where: WhereArgument,
    speaker: Annotated[
        str,
        typer.Argument(
            metavar="NAME=ROLE",
            help="NAME=ROLE, NAME=coder:CODER for an interviewer; ,consent:quote (paraphrase, none) behind it.",
        ),
    ],
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """List a speaker in a source, or say another role or consent; what is not named stays."""
    from crosscase.study.people import set_speaker

    changed = opened(context, study, coder)
    given = speaker_of(speaker)
    sources = where_listed(changed, where, given.name)
    edit = set_speaker(
        changed,
        sources,
        given.name,
        role=given.role or None,
        consent=given.consent or None,
        coder=given.coder or None,
    )
    carry_out(changed, edit)
    _tell_silent(changed, edit.files, given.name)


def _tell_silent(study: Study, files: tuple[str, ...], name: str) -> None:
    for source in study.sources.values():
        if source.file in files and all(turn.speaker != name for turn in study.segments(source.id).turns):
            note(f"{name} opens no turn in {source.id}; look how the text has the name")
