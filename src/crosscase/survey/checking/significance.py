"""Claims of significance, recomputed: the pooled two-proportion z test of a group against the rest, two-sided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crosscase.survey.checking.claims import Standing
from crosscase.survey.checking.findings import Finding
from crosscase.survey.checking.totals import Totals
from crosscase.survey.checking.words import as_printed, claim_place, share
from crosscase.survey.inference import Difference, two_proportions
from crosscase.survey.percent import MINUS


def check_significance(totals: Totals, standing: Sequence[Standing]) -> Iterator[Finding]:
    """What is said to be significant and is not, or is said not to be and is, by any counts the figures allow.

    A claim is only found where none of the counts that percent and base allow bears it out.
    """
    level = float(1 - totals.published.confidence.value / 100)
    for one in standing:
        if one.claim.significant == "unstated" or one.claim.percent is None:
            continue
        tested = [
            (test, counts) for counts in one.allowed if (test := _against_rest(one, counts)) is not None
        ]
        if not tested:
            continue
        where = claim_place(one.figure.id, one.claim, totals.language)
        significant = [(test, counts) for test, counts in tested if test.p < level]
        if one.claim.significant == "yes" and not significant:
            best, counts = min(tested, key=lambda each: each[0].p)
            message = f"said to be significant, but {_told(one, best, counts)}"
            yield Finding("significance", "warning", where, message, one.claim.line)
        elif one.claim.significant == "yes":
            if all(test.fisher is not None and test.fisher >= level for test, _ in significant):
                best, counts = min(significant, key=lambda each: each[0].fisher or 0.0)
                message = f"said to be significant: {_told(one, best, counts)}; Fisher's exact test does not bear it out"
                yield Finding("significance", "note", where, message, one.claim.line)
        elif len(significant) == len(tested) and not _only_by_z(significant, level):
            best, counts = max(tested, key=lambda each: each[0].p)
            message = f"said not to be significant, but {_told(one, best, counts)}"
            yield Finding("significance", "warning", where, message, one.claim.line)


def _only_by_z(significant: Sequence[tuple[Difference, tuple[int, int, int]]], level: float) -> bool:
    """Whether Fisher's test, where it is called for, would let the claim of no significance stand."""
    return any(test.fisher is not None and test.fisher >= level for test, _ in significant)


def _against_rest(one: Standing, counts: tuple[int, int, int]) -> Difference | None:
    base, count, total = counts
    if base >= one.whole:
        return None
    return two_proportions(count, base, total - count, one.whole - base)


def _told(one: Standing, test: Difference, counts: tuple[int, int, int]) -> str:
    base, count, total = counts
    printed = as_printed(one.claim.percent) if one.claim.percent is not None else ""
    fisher = f", Fisher's p = {_p(test.fisher)}" if test.fisher is not None else ""
    best = " at best" if len(one.allowed) > 1 else ""
    rest = share(total - count, one.whole - base)
    return f"{printed} is {share(count, base)} against {rest} of the rest: z = {_signed(test.z)}, p = {_p(test.p)}{fisher}{best}"


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", MINUS)


def _p(value: float) -> str:
    return f"{value:.3f}" if value >= 0.001 else "< 0.001"
