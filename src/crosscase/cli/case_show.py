"""crosscase case show: one case with its attributes, sources, informants and description."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.case_list import informants_of, sources_of
from crosscase.cli.joint_shown import show_joint
from crosscase.cli.naming import case_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    hand_out,
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
    """Show a case's attributes, sources and informants, and its description with what is to be looked at."""
    form = form_for(form, output)
    shown = opened(context, study)
    found = case_named(shown, case)
    codings = {source.id: shown.count(source.id) for source in sources_of(shown, found)}
    informants = informants_of(shown, found)
    described = _is_described(shown, found)
    if described:
        from crosscase.casework.handing_on import settings_readable

        settings_readable(shown)
    if form is Format.json:
        write_json(
            {
                "id": found.id,
                "name": found.name,
                "respondent": found.respondent,
                "attributes": dict(found.attributes),
                "codings": codings,
                "informants": informants,
                **({"description": _description(shown, found)} if described else {}),
            },
            study=shown,
            output=output,
            replace=replace,
        )
        return
    facts = _facts(shown, found, codings, informants)
    if described and form in (Format.md, Format.docx, Format.html):
        from crosscase.reports.case_description.document import case_document

        hand_out(shown, case_document(shown, [found.id], marks=True), form, output, replace)
        return
    if form is not Format.table:
        facts += _statements(shown, found) if described else []
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
    _say(shown, found, facts, described)


def _say(study: Study, case: Case, facts: list[Fact], described: bool) -> None:
    """Whole texts, under each other: they are there to be read."""
    names = [f"{what} {of}".rstrip() for what, of, _ in facts]
    size = max(map(len, names))
    for name, (_, _, value) in zip(names, facts, strict=True):
        say(f"{name:{size}}  {value}".rstrip())
    if described:
        from crosscase.documents.values import Table
        from crosscase.reports.case_description.document import case_document

        say()
        made = case_document(study, [case.id], marks=True)
        told = tuple(block for block in made.blocks if not isinstance(block, Table))  # stands above
        show_joint(changed(made, blocks=told))


def _is_described(study: Study, case: Case) -> bool:
    from crosscase.study.descriptions import statements_of

    return bool(statements_of(study, case.id))


def _description(study: Study, case: Case) -> dict[str, object]:
    from crosscase.reports.case_description.data import working_facts

    return working_facts(study, case.id)


def _statements(study: Study, case: Case) -> list[Fact]:
    from crosscase.reports.case_description.data import statement_rows

    return [
        (state or "statement", f"{section}/{number or id}", words)
        for _, section, number, id, state, _, _, words in statement_rows(study, case.id)
    ]


def _facts(study: Study, case: Case, codings: dict[str, int], informants: dict[str, str]) -> list[Fact]:
    from crosscase.casework.notices import notice_of

    notice = notice_of(study, case.id, study.settings.language)
    return [
        ("id", "", case.id),
        ("name", "", case.name),
        ("respondent", "", case.respondent),
        *([("notice", "", notice)] if notice else []),
        *(("attribute", name, value) for name, value in case.attributes.items()),
        *(("codings", source, count) for source, count in codings.items()),
        *(("informant", f"{case.id}/{name}", told) for name, told in informants.items()),
    ]
