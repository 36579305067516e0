"""crosscase codebook show: one code with its rules."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.naming import code_named
from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import (
    Format,
    FormatOption,
    OutputOption,
    ReplaceOption,
    cell_text,
    form_for,
    say,
    write,
    write_json,
)

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.model import Code

EXAMPLE = "Example: crosscase codebook show barriers/capacity"


def codebook_show(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="CODE", help="The code's path, present or former.")],
    study: StudyOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Show a code's definition, rules and use."""
    form = form_for(form, output)
    shown = opened(context, study)
    facts = _facts(shown, code_named(shown, path))
    if form is Format.json:
        write_json(facts, study=shown, output=output, replace=replace)
    elif form is Format.table:
        # whole texts, under each other: rules are there to be read
        size = max(map(len, facts))
        for name, value in facts.items():
            say(f"{name:{size}}  {cell_text(value)}".rstrip())
    else:
        write(
            ("field", "value"),
            list(facts.items()),
            form,
            caption=str(facts["code"]),
            study=shown,
            output=output,
            replace=replace,
        )


def _facts(study: Study, code: Code) -> dict[str, object]:
    from crosscase.study.code_use import to_place, use_of

    book = study.codebook
    names = {f"name ({language})" if language else "name": name for language, name in code.name.items()}
    coders, sources = Counter[str](), Counter[str]()
    for (source, coder), count in use_of(study, code).items():
        coders[coder] += count
        sources[source] += count
    split: dict[str, object] = {
        "split into": [book.path(book.by_id[one]) for one in code.split if one in book.by_id]
    }
    split |= {"waiting": len(to_place(study, code))} if code.split else {}
    return {
        "code": book.path(code),
        "id": code.id,
        **names,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "example": code.example,
        "color": code.color,
        "tag": code.tag,
        "keywords": list(code.keywords),
        "forms": list(code.forms),
        "not_forms": list(code.not_forms),
        "survey": list(code.survey),
        "was": list(code.was),
        "children": [book.path(child) for child in book.children(code)],
        "codings": {coder: coders[coder] for coder in study.coders if coders[coder]},
        "sources": dict(sources),
        "retired": code.retired,
        **split,
    }
