"""Shades of one hue, faint to strong, and the texts that stand on them; told apart by lightness alone, so also in grey."""

from __future__ import annotations

from collections.abc import Sequence

from crosscase.documents.escaping import ink_on
from crosscase.reports.figures.drawing import Box, Words, width_of
from crosscase.reports.figures.layout import GAP, LABEL, LEADING, Sheet, height_of, wrapped
from crosscase.reports.figures.palette import INK, PAPER, SOFT
from crosscase.synthesis.heat import SHADES

NOTHING = "·"
"""Stands where there is nothing."""
EMPTY_EDGE = "#B8B8B8"
"""Around an empty cell, where there are such frames."""

_SWATCH = 9.0


def fill_of(step: int) -> str:
    """The colour of a step; paper for 0."""
    return SHADES[step - 1] if step > 0 else PAPER


def ink_of(step: int) -> str:
    """The colour that letters on a step are read best in."""
    return ink_on(fill_of(step)) if step > 0 else SOFT


def legend(sheet: Sheet, unit: str, steps: Sequence[str], nothing: str, *, framed: bool = False) -> None:
    """What is shown, then each shade with what it stands for, side by side as far as there is room.

    Args:
        framed: where there is nothing, stands an empty frame instead of a dot.
    """
    lines = wrapped(unit, LABEL, sheet.room)
    sheet.y = sheet.block(lines, sheet.left, sheet.y, LABEL) + 2
    x, high = sheet.left, 0.0
    entries = [(step, label) for step, label in enumerate(steps, 1) if label]
    for step, label in [(0, nothing), *entries]:
        words = wrapped(label, LABEL, sheet.room - _SWATCH - 4) or ("",)
        wide = _SWATCH + 4 + max(width_of(line, LABEL) for line in words)
        if x > sheet.left and x + wide > sheet.right:
            x, high, sheet.y = sheet.left, 0.0, sheet.y + high
        top = sheet.y + (LABEL * LEADING - _SWATCH) / 2 + 0.6
        if step or framed:
            edge = INK if step else EMPTY_EDGE
            sheet.marks.append(Box(x, top, _SWATCH, _SWATCH, fill_of(step), edge, edge_width=0.5))
        else:
            sheet.marks.append(
                Words(x + _SWATCH / 2, top + _SWATCH - 1, NOTHING, LABEL, SOFT, bold=True, anchor="middle")
            )
        sheet.block(words, x + _SWATCH + 4, sheet.y, LABEL)
        x += wide + 2 * GAP
        high = max(high, height_of(words, LABEL) + 2)
    sheet.y += high + GAP
