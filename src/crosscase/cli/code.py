"""crosscase code: put a code on a passage."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from crosscase.cli.changing import carry_out
from crosscase.cli.naming import code_named, source_named
from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import say
from crosscase.study.problems import StudyError

EXAMPLE = "Example: crosscase code alta/fokusgruppe 1042:1187 barriers/capacity --coder koder-a --memo 'Nevnt først.'"


def code(
    context: typer.Context,
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="The source's id, such as alta/fokusgruppe.")
    ],
    span: Annotated[
        str,
        typer.Argument(
            metavar="START:END",
            help="Characters of the text below its front matter, counted from 0; END not included.",
        ),
    ],
    path: Annotated[str, typer.Argument(metavar="CODE", help="The code's path, such as barriers/capacity.")],
    coder: CoderOption = "",
    memo: Annotated[str, typer.Option(metavar="TEXT", help="What there is to say about it.")] = "",
    study: StudyOption = None,
) -> None:
    """Put a code on a passage of a source."""
    from crosscase.study.coding_edits import add_coding, same_already

    wanted = _span(span)
    changed = opened(context, study, coder)
    who = coder_of(changed)
    text = source_named(changed, source)
    named = code_named(changed, path)
    now = changed.codebook.path(named)
    if named.retired:
        raise StudyError(f"{now} is retired; choose another code, or crosscase codebook retire {now} --back")
    edit, coding = add_coding(text, who, now, wanted, memo=memo)
    start, end = coding.at or wanted
    if (
        same := same_already(changed.codings(text.id, [who]), changed.codebook, named, (start, end))
    ) is not None:
        raise StudyError(f"{who} has {now} on {text.id} {start}:{end} already ({same.id}); nothing was done")
    carry_out(changed, edit)
    say(f"{coding.id} {now} on {text.id} {start}:{end} “{coding.quote}”")


def _span(text: str) -> tuple[int, int]:
    parts = re.fullmatch(r"([0-9]{1,12}):([0-9]{1,12})", text)
    if parts is None:
        raise StudyError(f"`{text}` is no passage; give START:END, such as 1042:1187")
    return int(parts[1]), int(parts[2])
