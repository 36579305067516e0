"""Numbers about the survey itself: response rate, margins, counts, and figures said again elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from statistics import NormalDist

from crosscase.survey.checking.counts import Span
from crosscase.survey.checking.findings import Finding
from crosscase.survey.checking.totals import Totals, arithmetic
from crosscase.survey.checking.words import as_printed, counts_of, item_label, listed, share
from crosscase.survey.percent import half_up, percent
from crosscase.survey.published import PublishedFigure, Restatement, Stated
from crosscase.survey.published_shapes import Printed

_LEAST, _MOST = 0.05, 0.5
"""The shares at which a table of margins begins and ends."""
_SIZES = range(10, 5001)


def check_restatements(totals: Totals) -> Iterator[Finding]:
    """Shares that are said again elsewhere; the same one said in several places is one finding."""
    found: dict[tuple[str, str], list[Restatement]] = {}
    for one in totals.published.restatements:
        found.setdefault((one.item.address, one.percent.text), []).append(one)
    for several in found.values():
        one = several[0]
        figure = totals.published.figure_of(one.item.question)
        counts = totals.of(one.item)
        if figure is None or counts is None:
            continue
        where = f"{figure.id}: {item_label(one.item, totals.language)}"
        places = " and ".join(each.where for each in several)
        allowed = counts_of(one.percent, counts.base)
        if allowed and counts.with_(one.item.options, Span(allowed[0], allowed[-1])) is not None:
            continue
        is_ = f"{listed(allowed)} of {counts.base}" if allowed else f"no whole count of {counts.base}"
        message = (
            f"{places}: {as_printed(one.percent)}, which is {is_}; {_as_figure_says(totals, figure, one)}"
        )
        yield Finding("restatement", "error", where, message, one.line)


def _as_figure_says(totals: Totals, figure: PublishedFigure, one: Restatement) -> str:
    printed = totals.share_of(one.item)
    counts = totals.of(one.item)
    if printed is None or printed.percent is None or counts is None:
        return f"in {figure.id} {arithmetic(totals, one.item)}"
    return f"{figure.id} prints {as_printed(printed.percent)}, which is {counts.of(one.item.options)} of {counts.base}"


def check_stated(totals: Totals, population: int) -> Iterator[Finding]:
    """Response rate, margins, counts and bases that the report states in passing."""
    for one in totals.published.stated:
        if one.kind == "response-rate":
            yield from _response_rate(one, population)
        elif one.kind == "margins":
            yield from _margins(one, totals, population)
        elif one.kind == "count":
            yield from _count(one, totals)
        else:
            yield from _base(one, totals)


def _response_rate(one: Stated, population: int) -> Iterator[Finding]:
    printed = one.percent
    if printed is None or percent(one.answers, one.of, printed.decimals) == printed.value:
        return
    message = f"printed as {as_printed(printed)}, but {_rate(one.answers, one.of, printed)}"
    if population and population != one.of:
        message += f", and {_rate(one.answers, population, printed)}"
    yield Finding("response-rate", "error", f"stated, {one.id}", message, one.line)


def _rate(answers: int, of: int, like: Printed) -> str:
    return f"{answers} of {of} is {percent(answers, of, like.decimals)} %"


def _margins(one: Stated, totals: Totals, population: int) -> Iterator[Finding]:
    low, high = one.low, one.high
    if low is None or high is None:
        return
    confidence = float((one.confidence or totals.published.confidence).value)
    quantiles = {round(NormalDist().inv_cdf(0.5 + confidence / 200), 2)} | (
        {2.0} if confidence == 95 else set()
    )

    def fits(n: int, z: float, size: int) -> bool:
        return (
            _margin(_LEAST, n, z, size, low) == low.value and _margin(_MOST, n, z, size, high) == high.value
        )

    sizes = (0, population) if population > one.answers else (0,)
    if any(fits(one.answers, z, size) for z in quantiles for size in sizes):
        return
    right = "; ".join(
        f"z = {z:g} gives {_margin(_LEAST, one.answers, z, 0, low)} and {_margin(_MOST, one.answers, z, 0, high)}"
        for z in sorted(quantiles)
    )
    message = f"printed as {low} to {high} points, but of {one.answers} answers, z * sqrt(p(1-p)/n) at 5 % and 50 %: {right}"
    others = [(n, z) for n in _SIZES for z in sorted(quantiles, reverse=True) if fits(n, z, 0)]
    if others:
        # of the sizes that would do, the roundest is the one that was most likely meant
        n, z = min(others, key=lambda each: (each[0] % 100 != 0, each[0] % 10 != 0, each[0], -each[1]))
        message += f"; {low} and {high} are those of {n} answers with z = {z:g}"
    yield Finding("margins", "error", f"stated, {one.id}", message, one.line)


def _margin(p: float, n: int, z: float, population: int, like: Printed) -> object:
    size = n * (population - 1) / (population - n) if population else n
    return half_up(round(100 * z * sqrt(p * (1 - p) / size), 9), like.decimals)


def _count(one: Stated, totals: Totals) -> Iterator[Finding]:
    if one.item is None or (counts := totals.of(one.item)) is None:
        return
    span = counts.of(one.item.options)
    if one.count in span:
        return
    figure = totals.published.figure_of(one.item.question)
    where = f"{figure.id if figure else one.item.question.id}: {item_label(one.item, totals.language)}"
    message = f"stated as {share(one.count, counts.base)}, but {arithmetic(totals, one.item)}"
    yield Finding("count", "error", where, message, one.line)


def _base(one: Stated, totals: Totals) -> Iterator[Finding]:
    """Nobody has to write anything in an open question, so that its base may be smaller than its filter leaves."""
    if one.question is None or (expected := totals.asked(one.question)) is None:
        return
    too_many = one.count > expected.high
    if too_many or (one.question.kind != "open" and one.count not in expected):
        asked = " and ".join(map(str, one.question.asked)) or "everybody"
        message = f"{one.count} are said to have been asked, but {asked} was, and that is {expected}"
        yield Finding("base", "error", f"{one.question.id}, base", message, one.line)
