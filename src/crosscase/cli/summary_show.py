"""crosscase summary show: what a case says under a code, written and quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from crosscase.cli.naming import case_named, code_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    hand_out,
    say,
    write_json,
)
from crosscase.cli.summary_words import SummaryCase, SummaryCode
from crosscase.study.plurals import counted

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.synthesis.framework import Framework

EXAMPLE = "Example: crosscase summary show alta barriers"


def summary_show(
    context: typer.Context,
    case: SummaryCase,
    code: SummaryCode,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Show a summary, how it stands to the codings under it now, and those codings with their ids.

    Quotes that it rests on have a star before them, codings that were made since a plus sign.
    """
    from crosscase.documents.writing import Form
    from crosscase.reports.synthesis.framework import framework_for
    from crosscase.study.themes import summaries_of
    from crosscase.synthesis.framework import framework

    form = form_for(form, output)
    shown = opened(context, study)
    slug, path = case_named(shown, case).id, shown.codebook.path(code_named(shown, code))
    summaries_of(shown, slug)  # a file that cannot be read is said first
    found = framework(shown, [slug], [path])
    if form is Format.table:
        _show(shown, found)
    elif form is Format.json:
        write_json(_facts(shown, found), study=shown, output=output, replace=replace)
    else:
        value = framework_for(shown, found, Form(form), shown.settings.language)
        hand_out(shown, value, form, output, replace)


def _facts(study: Study, found: Framework) -> dict[str, object]:
    [cell] = found.cells.values()
    summary, state = cell.summary, cell.state
    facts: dict[str, object] = {"case": cell.case, "code": cell.code, "state": list(cell.words)}
    if summary is not None and state is not None:
        facts |= {
            "by": summary.by, "written": summary.written, "text": dict(summary.text), "quotes": list(summary.quotes),
            "added": list(state.added), "gone": list(state.gone), "recoded": list(state.recoded),
            "reworded": list(state.reworded), "missing": list(state.missing), "lost": list(state.lost),
        }  # fmt: skip
    codings = found.passages(cell.case, cell.code)
    facts["codings"] = [
        {"id": each.coding.id, "source": each.coding.source, "code": each.path, "quote": each.words}
        for each in codings
    ]
    return facts


def _show(study: Study, found: Framework) -> None:
    from crosscase.reports.synthesis.framework_words import state_line

    [cell] = found.cells.values()
    summary, state = cell.summary, cell.state
    name = study.codebook.name(study.codebook.by_path[cell.code], study.settings.language)
    told = state_line(state, "en") if state is not None else "not written"
    facts = [("case", f"{study.cases[cell.case].name} ({cell.case})"), ("code", f"{name} ({cell.code})")]
    facts += [("state", told)]
    if summary is not None:
        facts += [("by", summary.by), ("written", summary.written)]
    for key, value in facts:
        say(f"{key:7}  {value}".rstrip())
    for each in (summary, *cell.also):
        for language, text in (each.text if each is not None else {}).items():
            say()
            for line in (f"[{language}] {text}" if language else text).split("\n"):
                say(line)
    say()
    say(f"{counted(cell.codings, 'coding')} under it")
    for passage in found.passages(cell.case, cell.code):
        coding = passage.coding
        rests = summary is not None and coding.id in summary.quotes
        mark = "*" if rests else "+" if state is not None and coding.id in state.added else " "
        words = " ".join(passage.words.split())
        say(f"{mark} {coding.id}  {passage.path}  {coding.source}:{passage.place}  {words}")
