"""What a report printed as the values of a figure: shares as they stand there, without intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crosscase.reports.figures.survey_values import ranked_place, row_label
from crosscase.reports.figures.values import Estimate, Ranked
from crosscase.reports.figures.words import SMALL
from crosscase.study.problems import StudyError
from crosscase.survey.model import Item, in_language
from crosscase.survey.percent import percent_text

if TYPE_CHECKING:
    from crosscase.survey.published import PublishedFigure, PublishedShare


def published_bars(figure: PublishedFigure, item: Item, language: str) -> Ranked:
    """The printed shares of a question, of a row of it, or of one answer; what is said again stands once.

    Boxes are shown where one of their options is not printed.

    Raises:
        StudyError: no share of it is printed.
    """
    shares = _shares(figure, item)
    if not shares:
        raise StudyError(f"no share of {item.address} is printed, and the responses are not here")
    return Ranked(tuple(_bar(share, item.row is None, language) for share in shares))


def published_base(figure: PublishedFigure, item: Item) -> int:
    """How many were asked; 0 where nobody says, or where it is not the same for all the shares."""
    bases = {share.base or figure.base for share in _shares(figure, item)}
    return bases.pop() if len(bases) == 1 else 0


def _shares(figure: PublishedFigure, item: Item) -> list[PublishedShare]:
    printed: dict[str, PublishedShare] = {}
    for share in figure.shares:
        if share.percent is not None and share.item.options and not share.role and _within(share.item, item):
            printed.setdefault(share.item.address, share)
    whole = {
        (_row(share.item), share.item.options[0])
        for share in printed.values()
        if len(share.item.options) == 1
    }
    found = [
        share
        for share in printed.values()
        if len(share.item.options) == 1
        or item.options
        or any((_row(share.item), option) not in whole for option in share.item.options)
    ]
    question = figure.question
    rows = [row.id for row in question.rows]

    def place(share: PublishedShare) -> tuple[float, ...]:
        assert share.percent is not None
        row = rows.index(_row(share.item)) if share.item.row is not None else 0
        return (row, *ranked_place(question, share.item.options, float(share.percent.value)))

    return sorted(found, key=place)


def _within(share: Item, wanted: Item) -> bool:
    if wanted.options:
        return share.address == wanted.address
    return wanted.row is None or _row(share) == wanted.row.id


def _row(item: Item) -> str:
    return item.row.id if item.row is not None else ""


def _bar(share: PublishedShare, rows: bool, language: str) -> Estimate:
    assert share.percent is not None
    label = in_language(share.item.label, language) or share.item.address
    if rows and share.item.row is not None:
        label = f"{row_label(share.item.row, language)}: {label}"
    unsure = all((option := share.item.question.option(id)) and option.unsure for id in share.item.options)
    return Estimate(
        label,
        float(share.percent.value) / 100,
        percent_text(share.percent.value, language, share.percent.decimals),
        weak=0 < share.base < SMALL,
        apart=unsure,
    )
