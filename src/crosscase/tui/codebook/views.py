"""Which codes are looked at: all of them, or those that want something done."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from crosscase.study.codebook import Codebook
from crosscase.study.model import Code
from crosscase.tui.codebook.usage import Usage


class View(StrEnum):
    """A choice of codes, by what the screen calls it."""

    ALL = "all"
    NEVER = "never used"
    ONCE = "used once"
    RETIRED = "retired"
    SPLIT = "being split"


SHORT = {
    View.ALL: "all",
    View.NEVER: "unused",
    View.ONCE: "once",
    View.RETIRED: "retired",
    View.SPLIT: "split",
}
"""What the line of all views has room for."""


def following(view: View, step: int = 1) -> View:
    """The view after this one, round the end."""
    views = list(View)
    return views[(views.index(view) + step) % len(views)]


def codes_in(view: View, book: Codebook, usage: Usage) -> Sequence[Code]:
    """The codes of a view, in the order of the codebook.

    A family that is used through the codes below it counts as used.
    """
    return [code for code in book if _belongs(view, code, usage)]


def _belongs(view: View, code: Code, usage: Usage) -> bool:
    match view:
        case View.NEVER:
            return not usage.total[code.id]
        case View.ONCE:
            return usage.own[code.id] == 1
        case View.RETIRED:
            return code.retired
        case View.SPLIT:
            return bool(code.split)
    return True
