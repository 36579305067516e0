"""crosscase codebook list: every code, with how often it is used."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import Format, FormatOption, OutputOption, ReplaceOption, write

EXAMPLE = "Example: crosscase codebook list --format csv"
COLUMNS = ("code", "tag", "name", "codings", "sources", "coders", "retired", "definition")
BRIEF = ("code", "tag", "name", "codings", "retired", "definition")


def codebook_list(
    context: typer.Context,
    unused: Annotated[
        bool, typer.Option("--unused", help="Only codes that have no coding, nor has one below them.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Only codes with one coding.")] = False,
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """List the codes and how often each is used.

    The count is of all coders' codings, without those of the codes below.
    """
    from crosscase.study.code_use import never_used, use_by_code, used_once

    shown = opened(context, study)
    book, uses, language = shown.codebook, use_by_code(shown), shown.settings.language
    chosen = [*(never_used(shown) if unused else ()), *(used_once(shown) if once else ())]
    rows = []
    for path, code in book.by_path.items():
        if (unused or once) and code not in chosen:
            continue
        use = uses.get(code.id, Counter())
        sources, coders = {source for source, _ in use}, {coder for _, coder in use}
        name, count = book.name(code, language), sum(use.values())
        rows.append((path, code.tag, name, count, len(sources), len(coders), code.retired, code.definition))
    write(
        COLUMNS,
        rows,
        form,
        BRIEF,
        "code",
        caption="Codes",
        note="codings are all coders', without those of the codes below",
        study=shown,
        output=output,
        replace=replace,
    )
