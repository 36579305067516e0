"""crosscase codebook retire: a code that is no longer offered."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.codebook_words import CodeArgument, counted
from crosscase.cli.naming import code_named
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import say

EXAMPLE = "Example: crosscase codebook retire challenges/stories-only"


def codebook_retire(
    context: typer.Context,
    path: CodeArgument,
    back: Annotated[bool, typer.Option("--back", help="Offer it for new codings again.")] = False,
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Offer a code no longer for new codings; it stays where it is, with its codings.

    A split of which no coding waits any more ends with it.
    """
    from crosscase.study.code_use import to_place, use_of
    from crosscase.study.refactoring import retire_code

    changed = opened(context, study, coder)
    code = code_named(changed, path)
    done = not to_place(changed, code)
    carry_out(changed, retire_code(changed.codebook, code, back, done=done))
    name = changed.codebook.path(code)
    use = use_of(changed, code)
    words = counted(sum(use.values()), len({coder for _, coder in use}))
    say(f"{name} is offered again" if back else f"{name} is retired; it keeps {words}")
