"""A theme's joint display as a table: each item of the survey with its share, deviating groups, the cases' own answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crosscase.documents.numbering import reference
from crosscase.documents.values import Cell, Rich, Run, Table
from crosscase.reports.study_report.desk import Desk
from crosscase.reports.study_report.survey_words import answer_said, number_runs, row_said
from crosscase.reports.study_report.wording import Part, filled, quoted, runs, whole
from crosscase.reports.survey.words import within_sentence
from crosscase.survey.model import in_language
from crosscase.survey.percent import share_text
from crosscase.survey.station import PUBLISHED, RESPONSES
from crosscase.synthesis.beside import Deviation, ItemBeside, all_answers, strongest_line
from crosscase.synthesis.joint import JointDisplay
from crosscase.synthesis.joint_words import (
    ABOVE,
    BELOW,
    MARKED,
    agreement_mark,
    deviation_text,
    interval_text,
    item_figure,
    item_interval,
    item_label,
    own_text,
)

if TYPE_CHECKING:
    from crosscase.survey.estimates import Description, Line

_ALWAYS = 2  # columns
_WIDTHS = (4.2, 3.0, 4.4, 4.0)
_MOST_COMMON = 3
"""So many answers of a whole question stand where several could be given; the figure shows them all."""


def joint_table(desk: Desk, display: JointDisplay) -> Table:
    """The table of a theme that has items of the survey; without columns that would be empty."""
    words = desk.words
    heads = (words["item"], words["share column"], words["groups"], words["own"])
    rows: list[tuple[Cell, ...]] = [
        (_name(desk, item), _share(desk, item), _groups(desk, item), _own(desk, display, place))
        for place, item in enumerate(display.items)
    ]
    kept = [place for place in range(len(heads)) if place < _ALWAYS or any(row[place] for row in rows)]
    id = display.theme.id
    return Table(
        tuple(heads[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
        words["joint caption"].format(id=id),
        widths=tuple(_WIDTHS[place] for place in kept),
        anchor=f"table-theme-{id}",
    )


def _name(desk: Desk, item: ItemBeside) -> Rich:
    """The answer in words, then the question with its id, which leads to its section."""
    label, question = item_label(item, desk.language), item.question(desk.language)
    if item.item is None:
        return runs(Run(label, bold=True))
    id = item.item.question.id
    link = f"#survey-{id}" if desk.has("survey") else ""
    asked = Run(f"{question} ({id})" if question and question != label else id, italic=True, link=link)
    return runs(Run(label, bold=True), "\n", asked)


def _share(desk: Desk, item: ItemBeside) -> Rich:
    """Share, interval and base; of a whole question those of its answers."""
    if item.whole and not item.state:
        return _answers(desk, item)
    figure = item_figure(item, desk.language)
    if item.share is None or item.line is None:
        return runs(figure)
    words, language, base = desk.words, desk.language, item.base
    parts: list[Part] = [figure]
    if interval := item_interval(item, language):
        parts.append(f"\n{words['interval'].format(interval=interval)}")
    if not base or item.published:
        if base:
            parts.append(f"\n{words['of base'].format(base=whole(base, language))}")
        return runs(*parts, desk.mark(PUBLISHED, item.address, figure))
    count = base - item.line.count if item.reversed else item.line.count
    return runs(*parts, f"\n{_counted(desk, count, base)}", _mark(desk, item, count, base))


def _answers(desk: Desk, item: ItemBeside) -> Rich:
    """Of a row or question all its answers; of a whole grid each row's share; of many answers the most common."""
    told: list[Rich] = []
    for found in item.descriptions:
        if item.item is not None and item.item.question.kind == "grid" and item.item.row is None:
            line = strongest_line(found, item.reversed)
            told += [] if line is None else [row_said(desk, found, line)]
        elif found.question.kind == "number":
            told += [number_runs(desk, found)]
        else:
            told += [answer_said(desk, found, line) for line in _listed(found, item.reversed)]
    lines: list[Part] = []
    for each in told:
        lines += ["\n", each] if lines else [each]
    if item.item is not None and desk.has("survey") and item.item.question.kind != "number":
        shown = reference(f"figure-{item.item.question.id}")
        lines += ["\n", *filled(desk.words["all answers"], figure=shown)]
    return runs(*lines)


def _listed(found: Description, reversed: bool) -> tuple[Line, ...]:
    lines = all_answers(found, reversed)
    if found.question.kind != "multiple":
        return tuple(line for line in lines if line.share)
    unsure = {option.id for option in found.question.options if option.unsure}
    ranked = sorted((line for line in lines if line.id not in unsure), key=lambda line: -(line.share or 0))
    return tuple(line for line in ranked[:_MOST_COMMON] if line.share)


def _groups(desk: Desk, item: ItemBeside) -> Rich:
    parts: list[Part] = []
    for place, each in enumerate(item.deviations):
        parts += ["\n"] if place else []
        parts += [_group_words(desk, each), _deviation_mark(desk, item, each)]
    return runs(*parts)


def _group_words(desk: Desk, each: Deviation) -> str:
    """A group with count, base and interval: `«I noen grad» (arbeidsgrad): 14 % (6 av 44, KI 6–27 %) ▼`."""
    words, language = desk.words, desk.language
    if each.count is None or each.share is None or each.interval is None:
        return deviation_text(each, language)
    variable = in_language(each.variable.label, language) or each.variable.id
    facts = {
        "share": share_text(each.share, language),
        "count": whole(each.count, language),
        "base": whole(each.base, language),
        "small": MARKED if each.small else "",
        "interval": interval_text(each.interval.low, each.interval.high, language),
    }
    name = quoted(in_language(each.group.label, language) or each.group.id, language)
    mark = ABOVE if each.higher else BELOW
    return f"{name} ({within_sentence(variable)}): {words['share'].format_map(facts)} {mark}"


def _deviation_mark(desk: Desk, item: ItemBeside, each: Deviation) -> Rich:
    """The same entry as where the chapter on the survey tells of the group."""
    group = f"{each.variable.id}={each.group.id}"
    if each.count is not None and not each.printed:
        return _mark(desk, item, each.count, each.base, group)
    record, path = f"{item.address}, {group}", PUBLISHED if each.printed else RESPONSES
    return desk.mark(
        path, record, "" if each.share is None else share_text(each.share, desk.language, each.decimals)
    )


def _mark(desk: Desk, item: ItemBeside, count: int, base: int, group: str = "") -> Rich:
    others = desk.words["the others"] if item.reversed else ""
    record = ", ".join(filter(None, (item.address, others, group)))
    return desk.mark(RESPONSES, record, _counted(desk, count, base))


def _counted(desk: Desk, count: int, base: int) -> str:
    return desk.words["count of"].format(count=whole(count, desk.language), base=whole(base, desk.language))


def _own(desk: Desk, display: JointDisplay, place: int) -> str:
    """The cases' answers, each with those that gave it, and whether it agrees with their coding.

    Of a whole question there are as many as options, and nothing to agree with: the figure of all answers has to do.
    """
    if display.items[place].whole:
        return ""
    told: dict[str, list[str]] = {}
    for each in display.cases:
        if not each.case.respondent:
            continue
        own = each.own[place]
        said = own_text(own, display.items[place], desk.language)
        mark = agreement_mark(own, each.supports)
        told.setdefault(" ".join(filter(None, (mark, said))), []).append(each.case.name)
    return "\n".join(f"{said}: {', '.join(names)}" for said, names in told.items())
