"""crosscase query list: the saved queries, with how many quotes answer each now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, complain, write
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.saved_query import SavedQuery

EXAMPLE = "Example: crosscase query list"
COLUMNS = ("name", "where", "coders", "sort", "group", "quotes", "note")


def query_list(
    context: typer.Context,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> int:
    """List the saved queries.

    The quotes are counted anew. A query that can no longer be answered has no count and is told on stderr.
    """
    from crosscase.study.queries import saved_queries

    looked_into = opened(context, study)
    rows, unanswered = [], []
    for query in saved_queries(looked_into):
        count: int | None = None
        try:
            count = _count(looked_into, query)
        except StudyError as error:
            unanswered.append(f"{query.name}: {error}")
        rows.append((query.name, query.where, query.coders, query.sort, query.group, count, query.note))
    write(COLUMNS, rows, form, whole="name", study=looked_into, output=output, replace=replace)
    for line in unanswered:
        complain(line)
    return 1 if unanswered else 0


def _count(study: Study, query: SavedQuery) -> int:
    from crosscase.synthesis.retrieval import retrieve

    return len(retrieve(study, query.where, coders=query.coders or None))
