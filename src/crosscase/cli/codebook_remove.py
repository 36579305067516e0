"""crosscase codebook remove: a code that nobody uses goes."""

from __future__ import annotations

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.codebook_words import CodeArgument
from crosscase.cli.naming import code_named
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import say

EXAMPLE = "Example: crosscase codebook remove barriers/lite-tid"


def codebook_remove(
    context: typer.Context, path: CodeArgument, coder: CoderOption = "", study: StudyOption = None
) -> None:
    """Remove a code that has no codings of any coder, no codes below it and no memos."""
    from crosscase.study.refactoring import remove_code

    changed = opened(context, study, coder)
    code = code_named(changed, path)
    name = changed.codebook.path(code)
    carry_out(changed, remove_code(changed, code))
    say(f"removed {name}; no coding is concerned")
