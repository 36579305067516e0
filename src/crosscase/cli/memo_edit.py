"""crosscase memo edit: other words for a memo."""

from __future__ import annotations

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.memo_words import FileOption, MemoArgument, TextOption, memo_named, words_given
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import say

EXAMPLE = (
    "Example: crosscase memo edit forste-lesning --text 'Alle bruker ordet forebygging.' --coder koder-a"
)


def memo_edit(
    context: typer.Context,
    memo: MemoArgument,
    text: TextOption = "",
    file: FileOption = None,
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Write other words into a memo of yours. Without --text and --file as with memo write."""
    from crosscase.study.memo_edits import own, write_memo

    changed = opened(context, study, coder)
    who = coder_of(changed)
    found = memo_named(changed, memo)
    own(found, who)  # before anybody has written for half an hour
    edit = write_memo(changed, found.about, words_given(text, file, found.text), who, found)
    if edit is None:
        say(f"{found.file}: these are its words already")
        return
    carry_out(changed, edit)
    say(f"{found.file}: changed")
