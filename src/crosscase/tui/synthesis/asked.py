"""How a matrix is asked for, and kept for the next time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from crosscase.study.counting import counted_coders
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.synthesis.universe import COUNTED
from crosscase.tui.quotes.answer import whose
from crosscase.tui.synthesis.wording import NAMED, code_name, joined
from crosscase.tui.words import shown

EVERYBODY = "*"
CELLS = ("count", "sources", "coverage", "presence")
BY_TOTAL, BY_NAME = "total", "name"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a matrix is asked for.

    Attributes:
        by: what codings are counted by.
        cell: what a cell holds.
        below: whether a code counts with all below it.
        depth: levels of codes shown; 0 for all.
        order: of the groups; empty for the study's.
        group: the attribute that cases stand together by; empty for none.
        coders: empty for those that count, `*` for everybody, else somebody.
        code: id of the code that is shown with those below it; empty for all.
        turned: codes are the columns.
    """

    by: str = "case"
    cell: str = "count"
    below: bool = True
    depth: int = 0
    order: str = ""
    group: str = ""
    coders: str = ""
    code: str = ""
    turned: bool = False


def coders_meant(study: Study, coders: str) -> tuple[str, ...] | None:
    """The coders as what reckons takes them: None for those that count."""
    if coders in ("", COUNTED):
        return None
    return tuple(study.coders) if coders == EVERYBODY else (coders,)


def whose_words(study: Study, coders: str) -> str:
    """Whose codings these are, in words: of those that count their names."""
    if coders == EVERYBODY:
        return "all coders"
    if coders:
        return whose((coders,), study.coder)
    meant = dict.fromkeys(each for source in study.coded_sources for each in counted_coders(study, source))
    names = ", ".join(map(shown, meant)) if len(meant) <= NAMED else f"{len(meant)} coders"
    return f"counted: {names}" if meant else "those that count"


def how_words(study: Study, asked: Asked) -> str:
    """All of it in a line."""
    code = study.codebook.by_id.get(asked.code)
    return joined(
        whose_words(study, asked.coders),
        f"by {asked.by}",
        asked.cell,
        "with below" if asked.below else "codes alone",
        f"{asked.depth} level{'s' * (asked.depth != 1)}" if asked.depth else "",
        f"order of {asked.order}" if asked.order else "",
        f"grouped by {asked.group}" if asked.group else "",
        f"under {code_name(study, study.codebook.path(code))}" if code is not None else "",
    )


def as_words(asked: Asked) -> dict[str, str]:
    """What is kept, by name; empty where it is as to begin with."""
    return {
        "by": asked.by,
        "cell": asked.cell,
        "below": "" if asked.below else "no",
        "depth": str(asked.depth or ""),
        "order": asked.order,
        "group": asked.group,
        "coders": asked.coders,
        "code": asked.code,
        "turned": "yes" if asked.turned else "",
    }


def asked_last(study: Study, kept: Callable[[str], str]) -> Asked:
    """How it was asked for when the study was left; without what is gone since."""
    from crosscase.synthesis.axes import known_axes

    depth, by, coders, group = kept("depth"), kept("by"), kept("coders"), kept("group")
    attributes = {name for case in study.cases.values() for name in case.attributes}
    order = kept("order")
    asked = Asked(
        by=by if by in known_axes(study) else "case",
        cell=kept("cell") if kept("cell") in CELLS else "count",
        below=kept("below") != "no",
        depth=int(depth) if depth.isascii() and depth.isdigit() else 0,
        order=order if order in (BY_TOTAL, BY_NAME, *attributes) else "",
        group=group if group in attributes else "",
        coders=coders if coders in ("", EVERYBODY, *study.coders) else "",
        code=kept("code") if kept("code") in study.codebook.by_id else "",
        turned=kept("turned") == "yes",
    )
    return asked if asked.by == "case" else without_cases(asked)


def without_cases(asked: Asked) -> Asked:
    """Without what only cases can be: grouped, and in the order of an attribute."""
    return replace(asked, group="", order=asked.order if asked.order in (BY_TOTAL, BY_NAME) else "")


def check_filter(study: Study, code: str) -> tuple[str, ...]:
    """The paths of the codes that are shown with those below them; raises StudyError where the code is gone."""
    if not code:
        return ()
    known = study.codebook.by_id.get(code)
    if known is None:
        raise StudyError("the code that was chosen is no longer in the codebook; f chooses another")
    return (study.codebook.path(known),)
