"""Words of findings: percents as printed, counts, where something stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crosscase.survey.model import Item, Labels, in_language
from crosscase.survey.percent import attainable, percent
from crosscase.survey.published import Claim
from crosscase.survey.published_shapes import Printed


def counts_of(printed: Printed, base: int) -> range:
    """The whole counts of a base that print so."""
    return attainable(printed.value, base, printed.decimals)


def as_printed(printed: Printed) -> str:
    """`64 %`, to the letter."""
    return f"{printed} %"


def share(count: int, base: int, like: Printed | None = None) -> str:
    """`8 of 88 (9 %)`, with as many decimals as the printed number it is set beside."""
    if base == 0:
        return f"{count} of 0"
    return f"{count} of {base} ({percent(count, base, like.decimals if like is not None else 0)} %)"


def listed(counts: Iterable[int]) -> str:
    """`23`, `23 or 24`, `23 to 26`."""
    found = counts if isinstance(counts, range) else sorted(set(counts))
    if len(found) <= 2:
        return " or ".join(map(str, found))
    return f"{found[0]} to {found[-1]}"


def item_label(item: Item, language: str) -> str:
    """The answer's label, with its row before it."""
    row = f"{in_language(item.row.label, language)}: " if item.row is not None else ""
    return row + in_language(item.label, language)


def claim_place(figure: str, claim: Claim, language: str) -> str:
    """Figure, variable, group and answer."""
    return (
        f"{figure}, {claim.variable.id} {groups_label(claim, language)}: {item_label(claim.item, language)}"
    )


def groups_label(claim: Claim, language: str) -> str:
    """The names of the groups that are meant."""
    labels: Sequence[Labels] = [group.label for group in claim.variable.groups if group.id in claim.groups]
    return " + ".join(in_language(label, language) for label in labels)
