"""crosscase memo write: a new memo."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.memo_words import AboutArgument, FileOption, TextOption, words_given
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import say
from crosscase.study.problems import StudyError

EXAMPLE = "Example: crosscase memo write case/alta --text 'To spor som går side om side.' --coder koder-a"


def memo_write(
    context: typer.Context,
    about: AboutArgument,
    text: TextOption = "",
    file: FileOption = None,
    title: Annotated[
        str, typer.Option(metavar="TITLE", help="What it is called; else its first words.")
    ] = "",
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Write a memo. Without --text and --file the words are read from a pipe, or written in your editor."""
    from crosscase.study.memo_edits import write_memo
    from crosscase.study.memos import about_written, coding_of, named

    changed = opened(context, study, coder)
    who = coder_of(changed)
    subject = named(changed, about)
    kind, _, name = subject.partition("/")
    if kind == "coding":
        coding = coding_of(changed, name)
        if coding is not None and coding.memo:
            raise StudyError(f"{subject} has a memo already; change it with crosscase memo edit {subject}")
        if title:
            raise StudyError("the memo of a coding has no title; leave --title out")
    edit = write_memo(changed, subject, words_given(text, file), who, title=title)
    if edit is None:
        raise StudyError("no words were given; nothing was changed")
    carry_out(changed, edit)
    say(f"{edit.files[0]}: memo on {about_written(changed, subject)}")
