"""crosscase quotes: the quotes that a query asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as changed
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    form_for,
    hand_out,
    note,
    say,
    write,
)
from crosscase.cli.progress import slow
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.edits import Edit
    from crosscase.study.folder import Study
    from crosscase.study.saved_query import SavedQuery
    from crosscase.synthesis.context import Context

EXAMPLE = 'Example: crosscase quotes --where "code:barriers near code:drivers"'
EVERYBODY = "everybody"
_AS_TEXT = (Format.md, Format.docx, Format.html)


def quotes(
    context: typer.Context,
    where: Annotated[
        str, typer.Option(metavar="QUERY", help="Which ones, as described in docs/queries.md; else all.")
    ] = "",
    saved: Annotated[str, typer.Option(metavar="NAME", help="Answer a saved query.")] = "",
    save: Annotated[str, typer.Option(metavar="NAME", help="Save this query under a name.")] = "",
    around: Annotated[
        str,
        typer.Option(
            "--context",
            metavar="HOW_MUCH",
            help="Characters before and after, or sentence, paragraph or turn.",
        ),
    ] = "0",
    sort: Annotated[str, typer.Option(metavar="BY", help="place, case, code, coder or date.")] = "",
    group: Annotated[str, typer.Option(metavar="BY", help="code or case.")] = "",
    coders: Annotated[
        str,
        typer.Option(
            metavar="NAME,...",
            help="Whose codings; else everybody's. `counted`: those that count in each source.",
        ),
    ] = "",
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most so many, from the first.")
    ] = None,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Show the quotes that a query asks for.

    With --group, Word, Markdown and HTML are texts under headings; everything else is a table.
    """
    from crosscase.synthesis.context import context_named

    asked = opened(context, study)
    query = _query(asked, where, saved, sort, group, coders)
    surroundings = context_named(around)
    shown_as = form_for(form, output)
    edit = _saving(asked, query, save) if save else None
    _show(asked, query, surroundings, limit, shown_as, output, replace)
    if edit is not None:
        carry_out(asked, edit)
        (say if shown_as is Format.table or output is not None else note)(
            f"saved as “{' '.join(save.split())}”"
        )


def _query(study: Study, where: str, saved: str, sort: str, group: str, coders: str) -> SavedQuery:
    """The query as it was given: a saved one, with what else is said on the line in place of its own."""
    from crosscase.study.queries import query_named
    from crosscase.study.saved_query import SavedQuery
    from crosscase.synthesis.quotes import GROUPS
    from crosscase.synthesis.retrieval import SORTS

    if where.strip() and saved:
        raise StudyError("--where and --saved are two queries; give one of them")
    query = query_named(study, saved) if saved else SavedQuery(name="", where=where)
    if sort:
        query = changed(query, sort=_among("sort", sort, SORTS))
    if group:
        query = changed(query, group=_among("group", group, [each for each in GROUPS if each]))
    if coders:
        names = tuple(name.strip() for name in coders.split(",") if name.strip())
        query = changed(query, coders=() if names == (EVERYBODY,) else names)
    return query


def _among(option: str, word: str, known: Sequence[str]) -> Any:
    if word not in known:
        raise StudyError(f"--{option} {word}: give {', '.join(known[:-1])} or {known[-1]}")
    return word


def _saving(study: Study, query: SavedQuery, name: str) -> Edit:
    from crosscase.study.queries import save_query

    return save_query(study, changed(query, id="", name=name, note=""))


def _show(
    study: Study,
    query: SavedQuery,
    around: Context,
    limit: int | None,
    form: Format,
    output: Path | None,
    replace: bool,
) -> None:
    from crosscase.documents.values import Document
    from crosscase.synthesis.quotes import caption_of, grouped, quotes_table, read_columns
    from crosscase.synthesis.retrieval import retrieve

    coders = query.coders or None
    with slow("looking for quotes"):
        found = retrieve(study, query.where, coders=coders, sort=query.sort or "place")
    language = "en" if form is Format.table else study.settings.language  # commands speak English
    caption = caption_of(study, found, query.where, coders, language)
    if query.group:
        found = tuple(passage for _, inside in grouped(study, found, query.group) for passage in inside)
    shown = found[:limit]
    group = query.group if form in _AS_TEXT else ""
    value = quotes_table(study, shown, around, group, caption=caption)
    if isinstance(value, Document):
        hand_out(study, value, form, output, replace)
    else:
        if form is Format.table:
            say(caption)
        write(
            value.columns, value.rows, form, read_columns(value, around), "source",
            caption=caption, study=study, output=output, replace=replace,
        )  # fmt: skip
    if not found:
        note("no quote answers the query")
    elif len(shown) < len(found):
        note(f"{len(shown)} of {len(found)} quotes shown; the rest without --limit")
