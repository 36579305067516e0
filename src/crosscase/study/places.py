"""Where a coding stands, in words: its lines as the workbench numbers them, and what became of it."""

from __future__ import annotations

from crosscase.study.folder import Study
from crosscase.study.model import Coding
from crosscase.study.segments import Segments

LOST = "lost"


def lines_of(at: tuple[int, int] | None, segments: Segments) -> str:
    """The lines of a span, from 1: `14`, or `14–17`; `lost` where there is no span."""
    if at is None:
        return LOST
    first = segments.line_of(at[0]) + 1
    last = segments.line_of(at[1] - 1) + 1
    return str(first) if first == last else f"{first}–{last}"


def status_of(study: Study, coding: Coding) -> str:
    """`placed`, or what became of a coding after its text was edited: `moved`, `changed` or `lost`."""
    if coding.at is None:
        return LOST
    found = study.found(coding)
    return found.status if found is not None else "placed"
