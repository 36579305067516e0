"""crosscase case list: every case with its attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, write

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.model import Case, Source

EXAMPLE = "Example: crosscase case list --format csv"
COLUMNS = ("id", "name", "sources", "codings", "informants", "respondent")


def case_list(
    context: typer.Context,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """List the cases with their attributes.

    Codings are all coders' together.
    """
    shown = opened(context, study)
    attributes = list(dict.fromkeys(name for case in shown.cases.values() for name in case.attributes))
    columns = [*COLUMNS, *(name if name not in COLUMNS else f"{name} (attribute)" for name in attributes)]
    rows = [
        (*_facts(shown, case), *(case.attributes.get(name, "") for name in attributes))
        for case in shown.cases.values()
    ]
    write(columns, rows, form, whole="id", caption="Cases", study=shown, output=output, replace=replace)


def sources_of(study: Study, case: Case) -> tuple[Source, ...]:
    """The sources of a case."""
    return tuple(source for source in study.sources.values() if source.case == case.id)


def informants_of(study: Study, case: Case) -> dict[str, str]:
    """The informants who speak in a case's sources, each with role and consent."""
    told: dict[str, str] = {}
    for source in sources_of(study, case):
        for speaker in source.speakers:
            if not speaker.is_interviewer:
                told[speaker.name] = told.get(speaker.name) or ", ".join(
                    filter(None, (speaker.role, speaker.consent))
                )
    return told


def _facts(study: Study, case: Case) -> tuple[object, ...]:
    sources = sources_of(study, case)
    codings = sum(study.count(source.id) for source in sources)
    return (case.id, case.name, len(sources), codings, len(informants_of(study, case)), case.respondent)
