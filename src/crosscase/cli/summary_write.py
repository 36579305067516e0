"""crosscase summary write: sum up what a case says under a code."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.memo_words import FileOption, words_given
from crosscase.cli.naming import case_named, code_named
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import say
from crosscase.cli.summary_words import SummaryCase, SummaryCode

EXAMPLE = "Example: crosscase summary write alta competence --text 'Få ansatte arbeider med temaet.' --coder koder-a"


def summary_write(
    context: typer.Context,
    case: SummaryCase,
    code: SummaryCode,
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="The words.")] = "",
    file: FileOption = None,
    quote: Annotated[
        list[str] | None,
        typer.Option("--quote", metavar="ID", help="A coding that it rests on; may be repeated."),
    ] = None,
    language: Annotated[
        str, typer.Option("--language", metavar="LANGUAGE", help="Of the text, such as en; else the study's.")
    ] = "",
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Write the summary of a cell, or other words into it.

    Without --text and --file the words are read from a pipe, or written in your editor. Without --quote it rests on what
    it rested on before. The codings under it are kept in mind: it is marked once they change.
    """
    from crosscase.reports.synthesis.framework_words import state_line
    from crosscase.synthesis.summaries import cell_summary, text_in, write_summary
    from crosscase.synthesis.summary_state import state_of

    changed = opened(context, study, coder)
    who = coder_of(changed)
    slug, path = case_named(changed, case).id, changed.codebook.path(code_named(changed, code))
    former = cell_summary(changed, slug, path)
    begin = text_in(former, language or changed.settings.language) if former is not None else ""
    # refused before anybody has written for half an hour
    write_summary(changed, slug, path, begin or "-", quote, by=who, language=language)
    words = words_given(text, file, begin)
    edit = write_summary(changed, slug, path, words, quote, by=who, language=language)
    carry_out(changed, edit)
    say(f"{edit.files[0]}: {edit.name}")
    written = cell_summary(changed, slug, path)
    if written is not None and not (state := state_of(changed, slug, written)).complete:
        say(f"{slug} under {path}: {state_line(state, 'en')}; name quotes with --quote")
