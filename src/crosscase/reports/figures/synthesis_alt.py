"""What a figure of a synthesis shows, said in words for those who cannot see it."""

from __future__ import annotations

from crosscase.reports.figures.synthesis_values import (
    HeatMap,
    JointCase,
    JointItem,
    JointPage,
    Pairs,
    SaturationCurve,
)
from crosscase.reports.figures.synthesis_words import wording
from crosscase.reports.figures.values import Estimate
from crosscase.survey.percent import number_text, share_text

_EVERY = 150
"""So many cells are told one by one; of more, the strongest."""
_STRONGEST = 12
_QUOTED = 300
"""More letters of a quote have no room on a page."""


def heat_map_alt(chart: HeatMap, language: str) -> str:
    """How large it is, its cells row by row (of a large one those with the strongest shade), and its totals."""
    words = wording(language)
    if not chart.rows or not chart.columns:
        return words["empty map"]
    said = [words["alt map"].format(rows=len(chart.rows), columns=len(chart.columns), unit=chart.unit)]
    rows, columns = ([_path(line.above, line.label) for line in side] for side in (chart.rows, chart.columns))
    filled = [
        (chart.steps[row][column], row, column)
        for row in range(len(rows))
        for column in range(len(columns))
        if chart.steps[row][column]
    ]
    if not filled:
        said.append(words["alt none"])
    elif len(filled) > _EVERY:
        top = sorted(filled, key=lambda each: -each[0])[:_STRONGEST]
        cells = "; ".join(
            f"{rows[row]}, {columns[column]} {chart.shown[row][column]}" for _, row, column in top
        )
        said.append(words["alt highest"].format(cells=cells))
    else:
        for row, name in enumerate(rows):
            cells = ", ".join(
                f"{columns[place]} {chart.shown[row][place]}" for _, at, place in filled if at == row
            )
            said.append(f"{name}: {cells}." if cells else f"{words['alt nothing'].format(row=name)}.")
    if chart.total and chart.overall:
        said.append(words["alt total"].format(name=chart.total, overall=chart.overall))
    return " ".join(said)


def pairs_alt(chart: Pairs, language: str) -> str:
    """Every pair of codes that occurs, of many the strongest."""
    words = wording(language)
    if not chart.codes:
        return words["empty pairs"]
    found = [
        (chart.steps[row][column], row, column)
        for row in range(len(chart.codes))
        for column in range(row)
        if chart.counts[row][column]
    ]
    top = found if len(found) <= _EVERY else sorted(found, key=lambda each: -each[0])[:_STRONGEST]
    told = "; ".join(
        words["alt pair"].format(
            first=chart.codes[row],
            second=chart.codes[column],
            pairs=chart.counts[row][column],
            strength=chart.strengths[row][column],
        )
        for _, row, column in top
    )
    said = f"{chart.unit}."
    if len(top) < len(found):
        return f"{words['alt pairs'].format(count=len(chart.codes), said=said)} {words['alt highest'].format(cells=told)}"
    return f"{words['alt pairs'].format(count=len(chart.codes), said=said)} {told}."


def saturation_alt(chart: SaturationCurve, language: str) -> str:
    """Every point of the curve."""
    words = wording(language)
    if not chart.points:
        return words["empty curve"]
    steps = "; ".join(
        words["alt step"].format(
            place=place,
            label=point.label,
            found=point.found,
            new=point.new,
            mean=number_text(point.mean, language, 1),
            low=number_text(point.low, language),
            high=number_text(point.high, language),
        )
        for place, point in enumerate(chart.points, 1)
    )
    total = chart.points[-1].found
    return f"{words['alt curve'].format(count=len(chart.points), total=total)} {steps}."


def joint_alt(page: JointPage, language: str) -> str:
    """Everything the page says, but for the quotes of the cases."""
    words = wording(language)
    said = [words["alt joint"].format(head=page.head, sentence=page.sentence), f"{page.support}."]
    for state in ("supports", "both", "against", "silent"):
        names = ", ".join(_case(case, language) for case in page.cases if case.state == state)
        if names:
            both = f"{words['supports']} + {words['against']}"
            said.append(words["alt states"].format(state=words.get(state, both).capitalize(), names=names))
    said += page.others
    said += [_item(item, language) for item in page.items]
    said.append(page.missing)
    said += [" ".join((f"{head}.", *paragraphs)) for head, paragraphs in page.findings]
    counter = "; ".join(quote.place for quote in page.counter)
    said.append(f"{page.counter_head}: {counter or page.counter_none}")
    said.append(page.counter_more)
    return " ".join(filter(None, said))


# what stands in a figure beside that: whole here, where the figure parts words over lines


def heat_map_names(chart: HeatMap) -> str:
    """The names of its rows and columns."""
    lines = (*chart.rows, *chart.columns)
    return "; ".join(dict.fromkeys(name for line in lines for name in (*line.above, line.label)))


def joint_quotes(page: JointPage) -> str:
    """The quotes of the cases and those that speak against the theme, as far as they can stand on the page."""
    quotes = (*(case.quote for case in page.cases if case.quote is not None), *page.counter)
    return " ".join(f"{quote.words[:_QUOTED]} ({quote.place})" for quote in quotes)


def _path(above: tuple[str, ...], label: str) -> str:
    return " › ".join((*above, label))


def _case(case: JointCase, language: str) -> str:
    asked = wording(language)["answered"]
    told = [case.count, *(f"{asked}: {item} {answer}" for item, answer in case.answers)]
    beside = "; ".join(filter(None, told))
    return f"{case.name} ({beside})" if beside else case.name


def _item(item: JointItem, language: str) -> str:
    told = [_estimate(each, language) for each in item.bars]
    told += [_estimate(each, language) for each in item.groups]
    parts = [*told, item.base, item.said]
    return f"{item.question}: {'; '.join(filter(None, parts))}."


def _estimate(each: Estimate, language: str) -> str:
    sign = {1: " ▲", -1: " ▼"}.get(each.differs, "")
    interval = ""
    if each.low is not None and each.high is not None:
        interval = f" ({share_text(each.low, language)}–{share_text(each.high, language)})"
    return f"{each.label} {each.shown}{interval}{sign}"
