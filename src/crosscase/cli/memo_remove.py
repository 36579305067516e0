"""crosscase memo remove: take a memo away."""

from __future__ import annotations

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.memo_words import MemoArgument, memo_named
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import say

EXAMPLE = "Example: crosscase memo remove forste-lesning --coder koder-a"


def memo_remove(
    context: typer.Context, memo: MemoArgument, coder: CoderOption = "", study: StudyOption = None
) -> None:
    """Remove a memo of yours."""
    from crosscase.study.memo_edits import remove_memo

    changed = opened(context, study, coder)
    who = coder_of(changed)
    found = memo_named(changed, memo)
    carry_out(changed, remove_memo(changed, found, who))
    say(f"{found.file}: memo removed")
