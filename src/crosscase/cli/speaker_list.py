"""crosscase speaker list: who speaks, in which role, with which consent, and how much."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.naming import case_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, form_for, write
from crosscase.cli.progress import slow

EXAMPLE = "Example: crosscase speaker list --case alta"
COLUMNS = ("id", "case", "speaker", "role", "consent", "coder", "turns", "words", "sources")


def speaker_list(
    context: typer.Context,
    case: Annotated[str, typer.Option(metavar="CASE", help="Only of this case.")] = "",
    role: Annotated[
        str, typer.Option(metavar="ROLE", help="Only those whose role has these words in it.")
    ] = "",
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """List the speakers by case: the informants, and who asked."""
    from crosscase.study.folding import folded
    from crosscase.study.people import people

    form = form_for(form, output)
    shown = opened(context, study)
    wanted = case_named(shown, case).id if case else ""
    with slow("counting"):
        found = people(shown, [s for s in shown.sources.values() if not wanted or s.case == wanted])
    rows = [
        (p.id, p.case, p.name, p.role, p.consent, p.coder, p.turns, p.words, list(p.sources))
        for p in found
        if folded(role) in folded(p.role)
    ]
    write(COLUMNS, rows, form, whole="id", caption="Speakers", study=shown, output=output, replace=replace)
