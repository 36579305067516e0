"""What the commands that change the codebook share: the code they are about, and what they say of its codings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.model import Code

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="The code's path, present or former.")]


def codings_within(study: Study, code: Code) -> str:
    """How many codings a code and those below it have, and of how many coders: `12 codings of 2 coders`."""
    within = [below.id for below in study.codebook.within(code)]
    by_coder = []
    for coder in study.coders:
        counts = study.code_counts([coder])
        by_coder.append(sum(counts[code_id] for code_id in within))
    return counted(sum(by_coder), sum(map(bool, by_coder)))


def counted(codings: int, coders: int) -> str:
    """`no coding`, else as many codings of as many coders."""
    if not codings:
        return "no coding"
    return f"{codings} coding{'s' * (codings != 1)} of {coders} coder{'s' * (coders != 1)}"


def now_count(study: Study, code_id: str) -> str:
    """That the codings of a code, and of those below it, count as it now; nothing where there are none."""
    code = study.codebook.by_id[code_id]
    words = codings_within(study, code)
    if words.startswith("no "):
        return "; no coding is concerned"
    below = " and the codes below it" if study.codebook.children(code) else ""
    verb = "counts" if words.startswith("1 ") else "count"
    return f"; {words} now {verb} as {study.codebook.path(code)}{below}"
