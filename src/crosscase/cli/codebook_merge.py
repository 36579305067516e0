"""crosscase codebook merge: one code becomes part of another."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.codebook_words import CodeArgument, codings_within, now_count
from crosscase.cli.naming import code_named
from crosscase.cli.opened import CoderOption, StudyOption, opened
from crosscase.cli.output import say

EXAMPLE = "Example: crosscase codebook merge drivers/clear-plans measures/plans"


def codebook_merge(
    context: typer.Context,
    path: CodeArgument,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The code it becomes part of.")],
    coder: CoderOption = "",
    study: StudyOption = None,
) -> None:
    """Merge a code into another one.

    The codings of both count as the other's. Codes below move along, keywords and survey links are united, empty
    texts are filled; texts that would be lost are kept as a memo on the code that stays.
    """
    from crosscase.study.memo_file import FOLDER
    from crosscase.study.refactoring import merge_codes

    changed = opened(context, study, coder)
    code, other = code_named(changed, path), code_named(changed, into)
    former, words = changed.codebook.path(code), codings_within(changed, code)
    edit = merge_codes(changed, code, other)
    carry_out(changed, edit)
    new = [c.file for c in edit.changes if c.file.startswith(f"{FOLDER}/") and c.before is None]
    kept = f"; its texts are kept in {new[0]}" if new else ""
    now = changed.codebook.path(changed.codebook.by_id[other.id])
    say(f"{former} ({words}) is now part of {now}{now_count(changed, other.id)}{kept}")
