"""A question with its answers as lines: bars, intervals, bases, groups and what is said about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.content import Content

from crosscase.study.plurals import counted
from crosscase.survey.model import Group, Question, Questionnaire, in_language
from crosscase.survey.percent import Number, exact, half_up, number_text, share_text
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.survey.bars import bar_content, range_cells
from crosscase.tui.survey.frame_lines import p_text, signed
from crosscase.tui.survey.keyed import answer_key
from crosscase.tui.survey.sheet import BLANK, Line, cut, paragraph
from crosscase.tui.survey.wording import (
    KINDS_LONG,
    Named,
    answer_labels,
    asked_words,
    joined,
    label_of,
    names_answer,
)
from crosscase.tui.words import shortened

if TYPE_CHECKING:
    from crosscase.survey.estimates import Description
    from crosscase.survey.estimates import Line as Figure

LEVEL = 0.05  # of the adjusted p under which a group is marked
PERCENT, INTERVAL, BASE, MARK, PRINTED = 6, 9, 6, 2, 8  # cells of the columns
LEAST_BAR = 6
LABEL = 40  # cells of a label in the lines about a group


@dataclass(frozen=True, slots=True)
class Shown:
    """What a question is drawn from.

    Attributes:
        descriptions: one, or one for each row of a grid; none while they are reckoned, or where there are none.
        printed: what a report printed, by the key of the answer; empty where it is not shown.
        codes: those that name the question or one of its answers.
        code_names: what they are called, by their id.
        notes: what is said below, such as why there are no answers.
    """

    questionnaire: Questionnaire
    question: Question
    language: str
    descriptions: Sequence[Description] = ()
    printed: Mapping[str, str] = field(default_factory=dict)
    codes: Sequence[Named] = ()
    code_names: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[str] = ()


def question_lines(what: Shown, width: int) -> list[Line]:
    """Everything about a question."""
    lines = list(_head(what, width))
    columns = Columns.of(what, width)
    if what.descriptions:
        lines.append(columns.heading())
    for description in what.descriptions:
        if description.row is not None:
            lines.append(BLANK)
            label = label_of(description.row.label, what.language, description.row.id)
            base = f"  {_asked(description)}"
            lines += paragraph(label, width, "bold")
            lines += [Line(Content.styled(base, "dim"))]
        lines += _figures(what, description, columns)
    for note in what.notes:
        lines += [BLANK, *paragraph(note, width)]
    lines += _said(what, width)
    return lines


def _head(what: Shown, width: int) -> Iterator[Line]:
    question, language = what.question, what.language
    words = paragraph(f"{question.id}  {in_language(question.text, language)}".strip(), width, "bold")
    yield from words
    parts = [KINDS_LONG[question.kind], "background" if question.background else ""]
    if what.descriptions and what.descriptions[0].row is None:
        parts.append(_asked(what.descriptions[0]))
    yield from paragraph(joined(parts), width)
    if question.asked:
        said = "; ".join(asked_words(what.questionnaire, each, language) for each in question.asked)
        yield from paragraph(f"asked of those who said {said}", width)
    if what.descriptions:
        yield from _groups(what, what.descriptions[0], width)
    if what.codes:
        tags = dict.fromkeys(tag_content(named.code) for named in what.codes)
        yield Line(Content.assemble(("codes  ", "$text-accent bold"), Content(" ").join(tags)))


def _asked(description: Description) -> str:
    if description.published:
        return joined(("as published", f"n {_base(description.base)}" if description.base else ""))
    base, asked, size = description.base, description.asked, description.size
    if asked == size:
        return f"n {_base(base)} of {size}, all were asked"
    return f"n {_base(base)} of {asked} who were asked, {size} in all"


SMALL = 30


def _groups(what: Shown, description: Description, width: int) -> Iterator[Line]:
    by = description.by
    if by is None:
        return
    if description.published and not description.groups:
        yield from paragraph(
            f"by {label_of(by.label, what.language, by.id)}: no percent of a group is printed",
            width,
            "$text-accent",
        )
        return
    sizes = ", ".join(f"{_group_name(group, what.language)} {_base(n)}" for group, n in description.groups)
    rest = f"; {description.without_group} in no group" if description.without_group else ""
    yield from paragraph(
        f"by {label_of(by.label, what.language, by.id)}: {sizes}{rest}", width, "$text-accent"
    )
    if note := in_language(by.note, what.language):
        yield from paragraph(note, width, "dim")


def _group_name(group: Group, language: str) -> str:
    return label_of(group.label, language, group.id)


def _base(n: int) -> str:
    return f"{n}*" if n < SMALL else str(n)


def _said(what: Shown, width: int) -> Iterator[Line]:
    """What must be said with every figure: how the intervals were made, and for whom they do not speak."""
    if not what.descriptions:
        return
    first = what.descriptions[0]
    parts = (
        ["* base under 30"] if any(line.small for each in what.descriptions for line in each.lines) else []
    )
    if first.population:
        parts.append(f"intervals corrected for a population of {first.population}")
    if first.weighted:
        parts.append("weighted; intervals at Kish's effective size")
    if any(line.difference for each in what.descriptions for line in each.lines):
        parts.append("▲ ▼ differs from the rest, Benjamini-Hochberg at 5%")
    if what.printed:
        parts.append("right: as published, ≠ where the responses give another percent")
    yield BLANK
    if parts:
        yield from paragraph(joined(parts), width, "dim")
    if caution := in_language(what.questionnaire.caution, what.language):
        yield from paragraph(caution, width, "dim")


@dataclass(frozen=True, slots=True)
class Columns:
    """How the cells of a line are shared out."""

    name: int
    bar: int
    printed: bool

    @classmethod
    def of(cls, what: Shown, width: int) -> Columns:
        """The columns for a width in cells."""
        fixed = PERCENT + INTERVAL + BASE + MARK + (PRINTED if what.printed else 0)
        labels = answer_labels(what.question, what.language).values()
        groups = [
            f"  {_group_name(group, what.language)}" for each in what.descriptions for group, _ in each.groups
        ]
        longest = max((Content(label).cell_length for label in (*labels, *groups)), default=0) + 1
        name = max(10, min(longest, 48, (width - fixed) * 3 // 5))
        return cls(name, max(LEAST_BAR, width - fixed - name), bool(what.printed))

    def heading(self) -> Line:
        """What stands in the columns."""
        words = f"{'':{self.name + self.bar}}{'share':>{PERCENT}}{'95%':>{INTERVAL}}{'n':>{BASE}}{'':{MARK}}"
        return Line(Content.styled(words + (f"{'printed':>{PRINTED}}" if self.printed else ""), "dim"))


def _figures(what: Shown, description: Description, columns: Columns) -> Iterator[Line]:
    """Option by option, each with its groups below it; then what is made of several."""
    kind = "option"
    highest = max(
        (line.quartiles[1] for line in description.lines if line.quartiles is not None), default=0.0
    )
    for figure in description.of():
        if figure.kind != kind and kind == "option" and any(f.kind == "option" for f in description.of()):
            yield Line(Content.styled("taken together" if figure.kind == "box" else "on the scale", "dim"))
        elif figure.kind in ("mean", "median") and kind == "box":
            yield Line(Content.styled("on the scale", "dim"))
        kind = figure.kind
        yield _line(what, description, figure, columns, highest)
        for group, _ in description.groups:
            if (own := description.line(figure.id, group.id)) is not None:
                yield _line(what, description, own, columns, highest, group)


def _line(
    what: Shown,
    description: Description,
    figure: Figure,
    columns: Columns,
    highest: float,
    group: Group | None = None,
) -> Line:
    language = what.language
    name = (
        label_of(figure.label, language, figure.id) if group is None else f"  {_group_name(group, language)}"
    )
    row = description.row.id if description.row is not None else ""
    key = answer_key(row, figure.id, figure.group or "")
    style = "bold" if description.by is not None and group is None else ""
    start = Content.assemble(cut(name, columns.name - 1).stylize(style), " ")
    base = f"{_base(figure.base) if figure.base or not description.published else '':>{BASE}}"
    if figure.kind in ("mean", "median"):
        drawn = Content.styled(_range(figure, highest, columns.bar), "$primary")
        content = Content.assemble(start, drawn, f"{_average(figure, language):>{PERCENT + INTERVAL}}", base)
        return Line(content, key, _average_detail(figure, what, group))
    if figure.share is None:
        content = Content.assemble(
            start, " " * columns.bar, (f"{'nobody':>{PERCENT + INTERVAL}}", "dim"), base
        )
        return Line(content, key, f"{name.strip()}: nobody answered")
    color = "$primary" if group is None else "$secondary"
    low, high = (figure.interval.low, figure.interval.high) if figure.interval is not None else (None, None)
    drawn = bar_content(figure.share, low, high, columns.bar, color)
    between = "–".join(str(half_up(100 * exact(end))) for end in (low, high) if end is not None)
    percent = f"{share_text(figure.share, language, figure.decimals):>{PERCENT}}"
    content = Content.assemble(
        start,
        drawn,
        (percent, "bold"),
        f"{between:>{PERCENT + INTERVAL - len(percent)}}",
        base,
        (f"{mark_of(figure):>{MARK}}", "bold"),
        f"{what.printed.get(key, '·'):>{PRINTED}}" if columns.printed else "",
    )
    return Line(content, key, _share_detail(description, figure, what, group))


def mark_of(figure: Figure) -> str:
    """▲ or ▼ where a group differs from the rest once all comparisons of the table are taken into account."""
    if figure.difference is None or figure.q is None or figure.q >= LEVEL:
        return ""
    return "▲" if figure.difference.points > 0 else "▼"


def _range(figure: Figure, highest: float, width: int) -> str:
    if figure.quartiles is None or figure.median is None or highest <= 0 or figure.quartiles[0] < 0:
        return " " * width
    low, high = figure.quartiles
    return range_cells(low / highest, figure.median / highest, high / highest, width)


def _average(figure: Figure, language: str) -> str:
    value = figure.mean if figure.kind == "mean" else figure.median
    return "–" if value is None else _number(value, language)


def _number(value: Number, language: str) -> str:
    """A number with as many decimals as say something: none from 1000 on."""
    size = abs(exact(value))
    decimals = 0 if size >= 1000 else 1 if size >= 100 else 2
    if exact(value).denominator == 1:
        decimals = 0
    return number_text(value, language, decimals)


def _points(value: float, language: str, decimals: int = 1) -> str:
    return number_text(100 * exact(value), language, decimals)


def _share_detail(description: Description, figure: Figure, what: Shown, group: Group | None) -> str:
    language = what.language
    if figure.share is None:
        return ""
    label = shortened(label_of(figure.label, language, figure.id), LABEL if group is not None else 3 * LABEL)
    percent = share_text(figure.share, language, figure.decimals if description.published else 1)
    counts = f"{figure.count} of {_base(figure.base)} = {percent}"
    if description.published:
        counts = (
            f"{percent} of {_base(figure.base)}, as published" if figure.base else f"{percent}, as published"
        )
    parts = [f"{label}{_in_group(group, language)}: {counts}"]
    if figure.interval is not None:
        low, high = _points(figure.interval.low, language), _points(figure.interval.high, language)
        parts.append(f"95% interval {low}–{high} (Wilson)")
    if (difference := figure.difference) is not None:
        points = signed(100 * exact(difference.points), language, 1)
        ends = f"{_points(difference.low, language)} to {_points(difference.high, language)}"
        test = f"z {number_text(difference.z, language, 2)}, {p_text(difference.p, language)}"
        if difference.fisher is not None:
            test += f", Fisher's exact {p_text(difference.fisher, language)}"
        parts += [f"against the rest {points} points ({ends})", f"pooled {test}"]
        if figure.q is not None:
            verdict = "differs" if figure.q < LEVEL else "no clear difference"
            parts.append(f"adjusted {p_text(figure.q, language)}: {verdict}")
    codes = [named.code for named in what.codes if names_answer(named, description.row, figure.id)]
    if codes and group is None:
        parts.append(f"codes: {', '.join(what.code_names.get(code.id, code.code) for code in codes)}")
    return joined(parts)


def _in_group(group: Group | None, language: str) -> str:
    return f", {_group_name(group, language)}" if group is not None else ""


def _average_detail(figure: Figure, what: Shown, group: Group | None) -> str:
    language = what.language
    unit = label_of(what.question.unit, language)
    whose = f"{_group_name(group, language)}: " if group is not None else ""
    if figure.mean is None and figure.median is None:
        return f"{whose}nobody gave a value"
    parts = [f"{whose}{figure.kind} {_average(figure, language)} {unit}".strip()]
    if figure.interval is not None:
        ends = f"{_number(figure.interval.low, language)} to {_number(figure.interval.high, language)}"
        parts.append(f"95% interval {ends} (Student's t)")
    if figure.quartiles is not None:
        parts.append(f"quartiles {' and '.join(_number(each, language) for each in figure.quartiles)}")
    parts.append(counted(figure.base, "value"))
    return joined(parts)
