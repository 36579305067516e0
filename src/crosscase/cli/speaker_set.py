"""crosscase speaker set and remove: who is listed as a speaker of sources, and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.naming import case_named, source_named
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import note
from crosscase.cli.speaker_option import speaker_of
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study

EXAMPLE = "Example: crosscase speaker set alta 'I1=rådgiver,consent:quote'"
EXAMPLE_REMOVE = "Example: crosscase speaker remove alta/fokusgruppe I3"

WhereArgument = Annotated[
    str, typer.Argument(metavar="SOURCE|CASE", help="A source, or a case for all sources that list the name.")
]


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
    sources = _sources(changed, where, given.name)
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
    carry_out(changed, remove_speaker(changed, _sources(changed, where, name), name))


def _sources(study: Study, where: str, name: str) -> list[str]:
    if "/" in where:
        return [source_named(study, where).id]
    case = case_named(study, where).id
    listing = [
        source.id
        for source in study.sources.values()
        if source.case == case and any(speaker.name == name for speaker in source.speakers)
    ]
    if not listing:
        raise StudyError(f"no source of {case} lists {name}; name the source, as {case}/SOURCE")
    return listing


def _tell_silent(study: Study, files: tuple[str, ...], name: str) -> None:
    for source in study.sources.values():
        if source.file in files and all(turn.speaker != name for turn in study.segments(source.id).turns):
            note(f"{name} opens no turn in {source.id}; look how the text has the name")
