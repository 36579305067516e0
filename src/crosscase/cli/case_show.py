"""crosscase case show: one case with its attributes, sources and informants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.case_list import informants_of, sources_of
from crosscase.cli.naming import case_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    say,
    write,
    write_json,
)

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.model import Case

EXAMPLE = "Example: crosscase case show alta"
Fact = tuple[str, str, object]
"""What kind of fact, of what, and what it is."""


def case_show(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Slug or name of the case.")],
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Show a case's attributes, sources and informants."""
    form = form_for(form, output)
    shown = opened(context, study)
    found = case_named(shown, case)
    codings = {source.id: shown.count(source.id) for source in sources_of(shown, found)}
    informants = informants_of(shown, found)
    if form is Format.json:
        write_json(
            {
                "id": found.id,
                "name": found.name,
                "respondent": found.respondent,
                "attributes": dict(found.attributes),
                "codings": codings,
                "informants": informants,
            },
            study=shown,
            output=output,
            replace=replace,
        )
        return
    facts = _facts(shown, found, codings, informants)
    if form is not Format.table:
        write(
            ("what", "of", "value"),
            facts,
            form,
            caption=found.name,
            study=shown,
            output=output,
            replace=replace,
        )
        return
    # whole texts, under each other: they are there to be read
    names = [f"{what} {of}".rstrip() for what, of, _ in facts]
    size = max(map(len, names))
    for name, (_, _, value) in zip(names, facts, strict=True):
        say(f"{name:{size}}  {value}".rstrip())


def _facts(study: Study, case: Case, codings: dict[str, int], informants: dict[str, str]) -> list[Fact]:
    return [
        ("id", "", case.id),
        ("name", "", case.name),
        ("respondent", "", case.respondent),
        *(("attribute", name, value) for name, value in case.attributes.items()),
        *(("codings", source, count) for source, count in codings.items()),
        *(("informant", f"{case.id}/{name}", told) for name, told in informants.items()),
    ]
