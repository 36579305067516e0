"""What can be asked of crosscase suggest: for which texts, made of what, and to what end."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.study.problems import StudyError

SourcesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[SOURCE...]", help="Only for these sources.")
]
CasesOption = Annotated[
    list[str] | None, typer.Option(metavar="CASE", help="Only for this case; may be repeated.")
]
QueueOption = Annotated[
    bool, typer.Option("--queue", help="Passages most worth coding next, one suggestion each.")
]
MostOption = Annotated[int, typer.Option(min=1, metavar="N", help="So many passages in the queue.")]
EvaluateOption = Annotated[
    bool, typer.Option("--evaluate", help="How good suggestions are on sources not learned from.")
]
AcceptOption = Annotated[
    str, typer.Option(metavar="CODE", help="Put this code where it is suggested, after a look.")
]
ByOption = Annotated[str, typer.Option("--by", metavar="KIND", help="keyword, learned or both.")]
UnitOption = Annotated[
    str, typer.Option("--unit", metavar="UNIT", help="What is suggested for: sentence or turn.")
]
CodersOption = Annotated[
    str,
    typer.Option(
        "--coders", metavar="NAME,...", help="Learn from these; from mine, or those that count: `counted`."
    ),
]
WithSuggestedOption = Annotated[
    bool, typer.Option("--with-suggested", help="Learn also from codings that were suggestions.")
]


def see_what_is_asked(queue: bool, evaluate: bool, accept: str, yes: bool, some: bool) -> None:
    """See that the options go together.

    Args:
        some: whether sources or cases were chosen.

    Raises:
        StudyError: they do not.
    """
    if sum((queue, evaluate, bool(accept))) > 1:
        raise StudyError("--queue, --evaluate and --accept are three things; give one of them")
    if yes and not accept:
        raise StudyError("--yes says to code; give --accept CODE too")
    if evaluate and some:
        raise StudyError("--evaluate tries all sources; leave out SOURCE and --case")
