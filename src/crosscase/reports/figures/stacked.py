"""Bars divided by answers: one for a question, or one for each row of a grid or group, with a legend above."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate

from crosscase.documents.escaping import ink_on
from crosscase.reports.figures.drawing import Box, Drawing, width_of
from crosscase.reports.figures.layout import (
    GAP,
    LABEL,
    LEADING,
    VALUE,
    Axis,
    Sheet,
    height_of,
    label_column,
    wrapped,
)
from crosscase.reports.figures.palette import (
    HATCHES,
    INK,
    MOST,
    NOMINAL,
    PAPER,
    SOFT,
    UNSURE,
    UNSURE_HATCH,
    scale,
)
from crosscase.reports.figures.values import Answer, Frame, Stack, Stacked
from crosscase.reports.figures.words import percent_ticks, without_sign, wording
from crosscase.study.problems import StudyError

_ONE_BAR, _BAR = 26.0, 17.0
_SWATCH = 8.5
_AIR = 3.0  # around a number within its part
_UNSURE_MOST = 2


@dataclass(frozen=True, slots=True)
class Look:
    """How an answer's part of a bar looks."""

    fill: str
    hatch: str = ""
    hatch_color: str = ""


def draw_stacked(stacked: Stacked, frame: Frame) -> Drawing:
    """Lay the bars out. The shares of a bar that stands alone are in the legend too.

    Raises:
        StudyError: there are more answers than colours that can be told apart.
    """
    looks = looks_of(stacked)
    alone = len(stacked.stacks) == 1 and not stacked.stacks[0].label
    sheet = Sheet(frame)
    sheet.title()
    _legend(sheet, stacked, looks, alone)
    widest, labels = label_column([stack.label for stack in stacked.stacks], sheet.room)
    left = sheet.left + (0 if alone else widest + GAP)
    # half of the axis' last number stands beyond its end
    axis = Axis(left, sheet.right - (0 if alone else 10), 0, 1)
    thick = _ONE_BAR if alone else _BAR
    stacks = stacked.stacks if alone else _in_room(stacked.stacks, axis)
    top = sheet.y
    for stack, lines in zip(stacks, labels, strict=True):
        high = max(thick, height_of(lines, LABEL))
        middle = sheet.y + high / 2
        sheet.beside(lines, left - GAP, middle)
        _bar(sheet, stack, looks, axis, (middle, thick))
        sheet.y += high + (0 if alone else GAP)
    if not alone:
        ticks = percent_ticks(1.0, frame.language)
        sheet.grid(axis, ticks, top, sheet.y - GAP / 2)
        sheet.ticks(axis, ticks, sheet.y - GAP / 2)
        words = wording(frame.language)
        said = [words["bare"]] if stacks is not stacked.stacks else []
        said += [words["narrow"]] if _left_out(stacks, axis) else []
        sheet.frame = replace(frame, notes=_with(frame.notes, said))
    return sheet.done()


def _with(notes: tuple[str, ...], said: list[str]) -> tuple[str, ...]:
    """Notes with more sentences at the end of the first."""
    first = " ".join([*notes[:1], *said])
    return (first, *notes[1:]) if first else ()


def looks_of(stacked: Stacked) -> tuple[Look, ...]:
    """How the answers look: a scale from dark, where it is most, to light; else colours with patterns.

    Raises:
        StudyError: there are more answers than colours that can be told apart.
    """
    sure = [answer for answer in stacked.answers if not answer.unsure]
    if len(sure) > MOST or len(stacked.answers) - len(sure) > _UNSURE_MOST:
        raise StudyError(
            f"{len(stacked.answers)} answers are too many for the colours of one bar ({MOST} can be told apart); "
            "take --kind ranked"
        )
    if stacked.order:
        steps = scale(max(len(sure), 1))
        found = [Look(fill) for fill in (steps[::-1] if stacked.order == "rising" else steps)]
    else:
        found = [Look(fill, hatch, INK) for fill, hatch in zip(NOMINAL, HATCHES, strict=True)]
    unsure = [Look(UNSURE, "///", UNSURE_HATCH), Look(PAPER, "...", UNSURE_HATCH)]
    return tuple((unsure if answer.unsure else found).pop(0) for answer in stacked.answers)


def _legend(sheet: Sheet, stacked: Stacked, looks: tuple[Look, ...], alone: bool) -> None:
    """Every answer with its colour, side by side as far as there is room."""
    x, high = sheet.left, 0.0
    for place, (answer, look) in enumerate(zip(stacked.answers, looks, strict=True)):
        lines = _entry(answer, stacked.stacks[0] if alone else None, place, sheet.room)
        wide = _SWATCH + 4 + max(width_of(line, LABEL) for line in lines)
        if x > sheet.left and x + wide > sheet.right:
            x, high, sheet.y = sheet.left, 0.0, sheet.y + high
        top = sheet.y + (LABEL * LEADING - _SWATCH) / 2 + 0.6
        sheet.marks.append(_part(x, top, _SWATCH, _SWATCH, look, edge=INK))
        sheet.block(lines, x + _SWATCH + 4, sheet.y, LABEL)
        x += wide + 2 * GAP
        high = max(high, height_of(lines, LABEL) + 2)
    sheet.y += high + GAP


def _entry(answer: Answer, stack: Stack | None, place: int, room: float) -> tuple[str, ...]:
    share = f": {stack.shown[place]}" if stack is not None and stack.shown else ""
    # the number stays on the line of the last word
    *first, last = wrapped(answer.label, LABEL, room - _SWATCH - 4 - width_of(share, LABEL)) or ("",)
    return (*first, last + share)


def _in_room(stacks: tuple[Stack, ...], axis: Axis) -> tuple[Stack, ...]:
    """The bars with their shares as bare numbers, where that gives room to more of them."""
    bare = tuple(replace(stack, shown=tuple(map(without_sign, stack.shown))) for stack in stacks)
    return bare if _left_out(bare, axis) < _left_out(stacks, axis) else stacks


def _left_out(stacks: tuple[Stack, ...], axis: Axis) -> int:
    """How many shares have no room for their number."""
    return sum(
        share > 0 and not _fits(shown, share, axis)
        for stack in stacks
        for share, shown in zip(stack.shares, stack.shown, strict=True)
    )


def _fits(shown: str, share: float, axis: Axis) -> bool:
    return width_of(shown, VALUE) + 2 * _AIR <= axis.at(share) - axis.at(0)


def _bar(sheet: Sheet, stack: Stack, looks: tuple[Look, ...], axis: Axis, place: tuple[float, float]) -> None:
    """One bar, with numbers in the parts that have room."""
    middle, thick = place
    if not stack.shares:
        sheet.value(wording(sheet.frame.language)["nobody"], axis.left + 3, middle, "start", color=SOFT)
        return
    ends = list(accumulate(stack.shares, initial=0.0))
    for start, share, shown, look in zip(ends, stack.shares, stack.shown, looks, strict=False):
        if share <= 0:
            continue
        x, wide = axis.at(start), axis.at(start + share) - axis.at(start)
        sheet.marks.append(_part(x, middle - thick / 2, wide, thick, look, edge=PAPER))
        if not _fits(shown, share, axis):
            continue
        center, half = x + wide / 2, width_of(shown, VALUE) / 2 + 2
        if look.hatch:  # a number on a pattern stands on a spot without it
            sheet.marks.append(Box(center - half, middle - 5.5, 2 * half, 11, look.fill))
        sheet.number(shown, center, middle, "middle", color=ink_on(look.fill))
    whole = axis.at(ends[-1]) - axis.left
    sheet.marks.append(Box(axis.left, middle - thick / 2, whole, thick, "none", INK, edge_width=0.4))


def _part(x: float, y: float, width: float, height: float, look: Look, edge: str) -> Box:
    return Box(x, y, width, height, look.fill, edge, look.hatch, look.hatch_color, 0.5)
