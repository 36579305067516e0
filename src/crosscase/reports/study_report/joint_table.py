"""A theme's joint display as a table: each item of the survey with its share, deviating groups, the cases' own answers."""

from __future__ import annotations

from crosscase.documents.numbering import reference
from crosscase.documents.values import Cell, Rich, Run, Table
from crosscase.reports.study_report.desk import Desk
from crosscase.reports.study_report.wording import Part, runs, whole
from crosscase.survey.percent import share_text
from crosscase.survey.station import PUBLISHED, RESPONSES
from crosscase.synthesis.beside import Deviation, ItemBeside
from crosscase.synthesis.joint import JointDisplay
from crosscase.synthesis.joint_words import (
    agreement_mark,
    deviation_text,
    item_figure,
    item_interval,
    item_label,
    own_text,
)

_ALWAYS = 2  # columns
_WIDTHS = (4.2, 3.0, 4.4, 4.0)


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
    label = item_label(item, desk.language)
    named = [Run(item.address, bold=True)]
    if label and label != item.address:
        named.append(Run(f"\n{label}"))
    question = item.question(desk.language)
    if question and question != label:
        named.append(Run(f"\n{question}", italic=True))
    return tuple(named)


def _share(desk: Desk, item: ItemBeside) -> Rich:
    """Share, interval and base; of a whole question what stands in the place of a share."""
    figure = item_figure(item, desk.language)
    if item.share is None or item.line is None:
        shown = item.item is not None and not item.state and desk.has("survey")
        anchor = f"figure-{item.item.question.id}" if item.item is not None else ""
        return runs(figure, "\n", reference(anchor)) if shown else runs(figure)
    words, language, base = desk.words, desk.language, item.base
    parts: list[Part] = [figure]
    if interval := item_interval(item, language):
        parts.append(f"\n{words['interval'].format(interval=interval)}")
    if not base or item.published:
        if base:
            parts.append(f"\n{words['of base'].format(base=whole(base, language))}")
        return runs(*parts, desk.mark(PUBLISHED, item.address, figure))
    count = base - item.line.count if item.reversed else item.line.count
    counted = words["count of"].format(count=whole(count, language), base=whole(base, language))
    record = f"{item.address}{', ' + words['the others'] if item.reversed else ''}"
    return runs(*parts, f"\n{counted}", desk.mark(RESPONSES, record, counted))


def _groups(desk: Desk, item: ItemBeside) -> Rich:
    parts: list[Part] = []
    for place, each in enumerate(item.deviations):
        parts += ["\n"] if place else []
        parts += [deviation_text(each, desk.language), _deviation_mark(desk, item, each)]
    return runs(*parts)


def _deviation_mark(desk: Desk, item: ItemBeside, each: Deviation) -> Rich:
    record = f"{item.address}, {each.variable.id}={each.group.id}"
    if each.share is None:
        return desk.mark(PUBLISHED if each.printed else RESPONSES, record)
    share = share_text(each.share, desk.language, each.decimals)
    what = f"{share} (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{each.base})" if each.base else share
    return desk.mark(PUBLISHED if each.printed else RESPONSES, record, what)


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
