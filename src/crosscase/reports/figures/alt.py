"""What a figure shows, said in words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable

from crosscase.reports.figures.values import Breakdown, Deviations, Estimate, Ranked, Stacked
from crosscase.reports.figures.words import wording
from crosscase.survey.percent import share_text


def alt_of(chart: Stacked | Ranked | Breakdown | Deviations, title: str, language: str) -> str:
    """Every number of a figure, with what it is of."""
    words = wording(language)
    if isinstance(chart, Stacked):
        kind = "alt stacked" if len(chart.stacks) == 1 else "alt stacks"
        parts = _stacks(chart, words["nobody"])
    elif isinstance(chart, Ranked):
        kind, parts = "alt ranked", [_estimates(chart.bars, language)]
    elif isinstance(chart, Breakdown):
        kind = "alt breakdown"
        parts = [f"{panel.label}: {_estimates(panel.points, language)}" for panel in chart.panels]
    else:
        kind = "alt nonresponse"
        parts = [
            f"{each.label} {each.shown} ({each.there} {words['and']} {each.here})" for each in chart.groups
        ]
    head = words[kind]
    if isinstance(chart, Deviations):
        head = head.format(there=chart.there, here=chart.here)
    elif not isinstance(chart, Stacked):
        head = head.format(intervals=words["alt intervals"] if _has_intervals(chart) else "")
    said = "; ".join(parts)
    return " ".join(filter(None, (_sentence(title), head, f"{said}." if said else "")))


def _has_intervals(chart: Ranked | Breakdown) -> bool:
    panels = [chart.bars] if isinstance(chart, Ranked) else [panel.points for panel in chart.panels]
    return any(each.low is not None for estimates in panels for each in estimates)


def _sentence(title: str) -> str:
    return title if not title or title[-1] in ".?!" else f"{title}."


def _stacks(chart: Stacked, nobody: str) -> list[str]:
    found = []
    for stack in chart.stacks:
        shares = ", ".join(
            f"{answer.label} {shown}" for answer, shown in zip(chart.answers, stack.shown, strict=False)
        )
        found.append(f"{stack.label}: {shares or nobody}" if stack.label else shares or nobody)
    return found


def _estimates(estimates: Iterable[Estimate], language: str) -> str:
    return ", ".join(_estimate(each, language) for each in estimates)


def _estimate(each: Estimate, language: str) -> str:
    words = wording(language)
    if each.share is None:
        return f"{each.label} {words['nobody']}"
    beside = []
    if each.low is not None and each.high is not None:
        ends = {"low": share_text(each.low, language), "high": share_text(each.high, language)}
        beside.append(words["to"].format(**ends))
    if each.differs:
        beside.append(words["higher"] if each.differs > 0 else words["lower"])
    return f"{each.label} {each.shown}" + (f" ({'; '.join(beside)})" if beside else "")
