"""What a report printed of a question, to stand beside the figures of the responses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crosscase.survey.model import Item, Question
from crosscase.survey.percent import exact, half_up
from crosscase.tui.survey.keyed import answer_key

if TYPE_CHECKING:
    from crosscase.survey.estimates import Description
    from crosscase.survey.estimates import Line as Figure
    from crosscase.survey.published import Published, PublishedShare
    from crosscase.survey.published_shapes import Printed

OTHER = "≠"


def _answer_of(item: Item) -> str:
    """The id of the option or box that an item names."""
    head = item.question.id if item.row is None else f"{item.question.id}.{item.row.id}"
    return item.address.removeprefix(f"{head}.") if item.options else ""


def _words(share: PublishedShare) -> str:
    """A share as printed: `65`, `>20`."""
    for sign, printed in (("", share.percent), (">", share.over), ("<", share.under), ("~", share.about)):
        if printed is not None:
            return f"{sign}{printed}"
    return ""


def printed_beside(
    published: Published, question: Question, descriptions: Sequence[Description]
) -> dict[str, str]:
    """The printed percents by answer and group, each with `≠` before it where the responses give another.

    Of a share that is printed more than once the first counts; the check of published figures compares the others.
    """
    figure = published.figure_of(question)
    if figure is None:
        return {}
    rows = {each.row.id if each.row is not None else "": each for each in descriptions}
    found: dict[str, str] = {}
    for share in figure.shares:
        row = share.item.row.id if share.item.row is not None else ""
        key = answer_key(row, _answer_of(share.item), "")
        if (words := _words(share)) and key not in found and row in rows:
            line = rows[row].line(_answer_of(share.item))
            found[key] = f"{_sign(share.percent, line)}{words}"
    for claim in figure.claims:
        row = claim.item.row.id if claim.item.row is not None else ""
        here = rows.get(row)
        if here is None or here.by is None or here.by.id != claim.variable.id or len(claim.groups) != 1:
            continue
        key = answer_key(row, _answer_of(claim.item), claim.groups[0])
        if claim.percent is not None and key not in found:
            line = here.line(_answer_of(claim.item), claim.groups[0])
            found[key] = f"{_sign(claim.percent, line)}{claim.percent}"
    return found


def _sign(printed: Printed | None, line: Figure | None) -> str:
    if printed is None or line is None or line.share is None or not line.base:
        return ""
    ours = half_up(100 * exact(line.share), printed.decimals)
    return "" if ours == printed.value else OTHER
