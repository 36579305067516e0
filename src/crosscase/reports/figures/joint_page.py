"""A joint display as a page: the theme on top, the cases at the left, the survey at the right, what follows below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crosscase.documents.escaping import ink_on
from crosscase.reports.figures.drawing import Box, Dot, Drawing, Line, Words, width_of
from crosscase.reports.figures.fitting import within
from crosscase.reports.figures.layout import (
    GAP,
    LABEL,
    LEADING,
    NOTE,
    Axis,
    Sheet,
    height_of,
    wrapped,
)
from crosscase.reports.figures.palette import BAR, INK, PAPER, POINT, RULE, SOFT, UNSURE, UNSURE_HATCH
from crosscase.reports.figures.ranked import whisker
from crosscase.reports.figures.synthesis_values import JointCase, JointItem, JointPage, JointQuote, State
from crosscase.reports.figures.synthesis_words import wording
from crosscase.reports.figures.values import Estimate, Frame
from crosscase.reports.figures.words import wording as survey_wording
from crosscase.survey.percent import share_text

_THEME = 11.5
_BETWEEN = 16.0  # of the two columns
_LEFT = 0.5  # of the room
_BADGE = 10.5
_QUOTE_LINES, _ANSWER_LINES, _NAME_LINES, _ASKED_LINES, _LABEL_LINES = 2, 6, 2, 3, 3
_GROUPS_ROOM = 0.42  # of the right column, for the names of groups
_BAR_HIGH = 10.0
_RADIUS = 2.8
_DARK, _LIGHT = "#0B559F", "#F2B66D"
_FILLS = {"supports": _DARK, "against": _LIGHT, "silent": PAPER}
_PARTS: dict[State, tuple[str, ...]] = {
    "supports": ("supports",), "against": ("against",), "both": ("supports", "against"), "silent": ("silent",),
}  # fmt: skip


@dataclass(slots=True)
class _Column:
    """A part of the sheet's width that is filled from the top."""

    sheet: Sheet
    left: float
    right: float
    y: float

    @property
    def room(self) -> float:
        return self.right - self.left

    def put(
        self, lines: Sequence[str], size: float = LABEL, *, color: str = INK, bold: bool = False, x: float = 0
    ) -> None:
        """Lines, so far from the left."""
        self.y = self.sheet.block(lines, self.left + x, self.y, size, color=color, bold=bold)


def draw_joint_page(page: JointPage, frame: Frame) -> Drawing:
    """Lay the page out; it is as high as its texts need."""
    sheet = Sheet(frame)
    sheet.title()
    sheet.y = sheet.block(wrapped(page.head, LABEL, sheet.room), sheet.left, sheet.y, LABEL, color=SOFT) + 1
    theme = wrapped(page.sentence, _THEME, sheet.room, bold=True)
    sheet.y = sheet.block(theme, sheet.left, sheet.y, _THEME, bold=True) + GAP
    _rule(sheet)
    left = _Column(sheet, sheet.left, sheet.left + (sheet.room - _BETWEEN) * _LEFT, sheet.y)
    right = _Column(sheet, left.right + _BETWEEN, sheet.right, sheet.y)
    top = sheet.y
    _said(left, page, frame.language)
    _counted(right, page, frame.language)
    sheet.y = max(left.y, right.y)
    middle = left.right + _BETWEEN / 2
    sheet.marks.append(Line(((middle, top), (middle, sheet.y)), RULE))
    sheet.y += GAP
    _rule(sheet)
    below = _Column(sheet, sheet.left, sheet.right, sheet.y)
    for head, paragraphs in page.findings:
        below.put(wrapped(head, LABEL, below.room, bold=True), bold=True)
        for text in paragraphs:
            below.put(wrapped(text, LABEL, below.room))
        below.y += GAP
    _counter(below, page, frame.language)
    sheet.y = below.y
    return sheet.done()


def _rule(sheet: Sheet) -> None:
    sheet.marks.append(Line(((sheet.left, sheet.y), (sheet.right, sheet.y)), SOFT))
    sheet.y += GAP


# what was said


def _said(column: _Column, page: JointPage, language: str) -> None:
    column.put(wrapped(page.support, LABEL, column.room, bold=True), bold=True)
    column.y += 2
    _key(column, language)
    for case in page.cases:
        _case(column, case, language)
    for others in page.others:
        column.put(wrapped(others, LABEL, column.room))
        column.y += GAP


def _key(column: _Column, language: str) -> None:
    """What the letters stand for, side by side as far as there is room."""
    words = wording(language)
    x = 0.0
    for part in ("supports", "against", "silent"):
        wide = _badge_width(part, language) + 3 + width_of(words[part], NOTE)
        if x and x + wide > column.room:
            x, column.y = 0.0, column.y + _BADGE + 3
        middle = column.y + _BADGE / 2
        _badge(column, part, x, middle, language)
        base = middle + 0.36 * NOTE
        start = column.left + x + _badge_width(part, language) + 3
        column.sheet.marks.append(Words(start, base, words[part], NOTE, SOFT))
        x += wide + 2 * GAP
    column.y += _BADGE + GAP


def _case(column: _Column, case: JointCase, language: str) -> None:
    parts = _PARTS[case.state]
    x = 0.0
    for part in parts:
        _badge(column, part, x, column.y + LABEL * LEADING / 2 + 0.5, language)
        x += _badge_width(part, language) + 2
    x += 3
    count = width_of(case.count, NOTE)
    name = within(case.name, LABEL, column.room - x - count - GAP, _NAME_LINES, bold=True)
    if case.count:
        base = column.y + LABEL
        column.sheet.marks.append(Words(column.right, base, case.count, NOTE, SOFT, anchor="end"))
    column.put(name or ("",), bold=True, x=x)
    if case.quote is not None:
        column.put(_quoted(case.quote, column.room - x, language), NOTE + 0.5, x=x)
        _place(column, case.quote, x)
    if case.answers:
        told = " · ".join(f"{asked} {answer}" for asked, answer in case.answers)
        said = f"{wording(language)['answered']}: {told}"
        column.put(within(said, NOTE, column.room - x, _ANSWER_LINES), NOTE, color=SOFT, x=x)
    column.y += GAP


def _quoted(quote: JointQuote, room: float, language: str) -> tuple[str, ...]:
    """The words between quotation marks, also where they are cut; what is said in their place stands as it is."""
    if quote.withheld:
        return within(quote.words, NOTE + 0.5, room, _QUOTE_LINES)
    opening, closing = wording(language)["opening"], wording(language)["closing"]
    text = f"{opening}{quote.words}{closing}"
    lines = within(text, NOTE + 0.5, room - width_of(closing, NOTE + 0.5), _QUOTE_LINES)
    return (*lines[:-1], f"{lines[-1]}{closing}") if lines and not lines[-1].endswith(closing) else lines


def _place(column: _Column, quote: JointQuote, x: float) -> None:
    column.put(within(quote.place, NOTE, column.room - x, 1), NOTE, color=SOFT, x=x)


def _badge_width(part: str, language: str) -> float:
    return max(_BADGE, width_of(wording(language)[f"letter {part}"], NOTE, bold=True) + 4)


def _badge(column: _Column, part: str, x: float, middle: float, language: str) -> None:
    """A letter on the shade of what it stands for."""
    fill, letter = _FILLS[part], wording(language)[f"letter {part}"]
    wide = _badge_width(part, language)
    left = column.left + x
    column.sheet.marks.append(Box(left, middle - _BADGE / 2, wide, _BADGE, fill, INK, edge_width=0.5))
    base = middle + 0.36 * NOTE
    column.sheet.marks.append(
        Words(left + wide / 2, base, letter, NOTE, ink_on(fill), bold=True, anchor="middle")
    )


# what was counted


def _counted(column: _Column, page: JointPage, language: str) -> None:
    column.put(wrapped(page.survey, LABEL, column.room, bold=True), bold=True)
    column.y += 3
    if page.missing:
        column.put(wrapped(page.missing, LABEL, column.room))
        column.y += GAP
    every = [each for item in page.items for each in (*item.bars, *item.groups)]
    numbers = max((width_of(_shown(each), NOTE + 0.5, bold=True) for each in every), default=0.0)
    # half of the axis' last number stands beyond its end
    left = column.left + column.room * _GROUPS_ROOM
    axis = Axis(left, max(column.right - max(numbers + 6, 12), left + 30), 0, 1)
    last = max((place for place, item in enumerate(page.items) if item.bars or item.groups), default=-1)
    for place, item in enumerate(page.items):
        _item(column, item, axis, language)
        if place == last:
            column.sheet.ticks(axis, _ticks(language), column.y)
            column.y = column.sheet.y
        column.y += GAP


def _ticks(language: str) -> list[tuple[float, str]]:
    return [(share, share_text(share, language)) for share in (0.0, 0.5, 1.0)]


def _item(column: _Column, item: JointItem, axis: Axis, language: str) -> None:
    column.put(within(item.question, NOTE, column.room, _ASKED_LINES), NOTE, color=SOFT)
    if item.said:
        column.put(wrapped(item.said, NOTE, column.room), NOTE)
    column.y += 2
    for bar in item.bars:
        column.put(within(bar.label, LABEL, column.room, _LABEL_LINES))
        column.y += 1
        _bar(column, bar, item.base, axis, language)
    if item.groups:
        column.put(wrapped(wording(language)["differ"], NOTE, column.room), NOTE, color=SOFT)
        for group in item.groups:
            _group(column, group, axis, language)


def _bar(column: _Column, bar: Estimate, base: str, axis: Axis, language: str) -> None:
    lines = within(base, NOTE, axis.left - column.left - GAP, 2)
    high = max(_BAR_HIGH, height_of(lines, NOTE)) + 2
    middle = column.y + high / 2
    column.sheet.block(
        lines, axis.left - GAP, middle - height_of(lines, NOTE) / 2, NOTE, color=SOFT, anchor="end"
    )
    column.sheet.grid(axis, _ticks(language), column.y, column.y + high)
    column.y += high
    if bar.share is None:
        column.sheet.value(survey_wording(language)["nobody"], axis.left + 3, middle, "start", color=SOFT)
        return
    fill, hatch = (UNSURE, "///") if bar.weak else (BAR, "")
    x, end = axis.at(0), axis.at(bar.share)
    column.sheet.marks.append(
        Box(x, middle - _BAR_HIGH / 2, end - x, _BAR_HIGH, fill, INK, hatch, UNSURE_HATCH, 0.4)
    )
    _interval(column, bar, axis, middle)
    _number(column, bar, middle, bold=True)


def _group(column: _Column, group: Estimate, axis: Axis, language: str) -> None:
    room = axis.left - column.left - _RADIUS - GAP
    lines = within(group.label, NOTE, room, _LABEL_LINES)
    high = max(_BAR_HIGH, height_of(lines, NOTE) + 1)
    middle = column.y + high / 2
    top = middle - height_of(lines, NOTE) / 2
    column.sheet.block(lines, axis.left - _RADIUS - GAP, top, NOTE, anchor="end")
    column.sheet.grid(axis, _ticks(language), column.y, column.y + high)
    if group.share is not None:
        _interval(column, group, axis, middle)
        fill = PAPER if group.weak else POINT
        column.sheet.marks.append(Dot(axis.at(group.share), middle, _RADIUS, fill, POINT))
    _number(column, group, middle, bold=False)
    column.y += high


def _interval(column: _Column, each: Estimate, axis: Axis, middle: float) -> None:
    if each.low is not None and each.high is not None:
        whisker(column.sheet, axis, (each.low, each.high), middle)


def _number(column: _Column, each: Estimate, middle: float, *, bold: bool) -> None:
    size = NOTE + 0.5
    base = middle + 0.36 * size
    column.sheet.marks.append(Words(column.right, base, _shown(each), size, INK, bold, "end"))


def _shown(each: Estimate) -> str:
    """The share, with a sign where it differs from the others."""
    return f"{ {1: '▲ ', -1: '▼ '}.get(each.differs, '') }{each.shown}".strip()


# what speaks against it


def _counter(column: _Column, page: JointPage, language: str) -> None:
    column.put(wrapped(page.counter_head, LABEL, column.room, bold=True), bold=True)
    if not page.counter:
        column.put(wrapped(page.counter_none, LABEL, column.room))
    for quote in page.counter:
        column.put(_quoted(quote, column.room, language), NOTE + 0.5)
        _place(column, quote, 0)
        column.y += 2
    if page.counter_more:
        column.put(wrapped(page.counter_more, NOTE, column.room), NOTE, color=SOFT)
