"""What is said of groups: attainable, no more than the whole holds, no more together, rightly called higher or lower."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosscase.survey.checking.counts import Counts, Span
from crosscase.survey.checking.findings import Finding
from crosscase.survey.checking.totals import Totals, expected_base, span_of
from crosscase.survey.checking.words import (
    as_printed,
    claim_place,
    counts_of,
    groups_label,
    item_label,
    listed,
    share,
)
from crosscase.survey.model import Condition
from crosscase.survey.published import Claim, PublishedFigure

SMALL = 30
"""Bases under this call for caution."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim that may be true: what its percent, its base and the whole allow.

    Attributes:
        whole: how many were asked in all.
        allowed: (base of the group, count in the group, count in all), each of which may be it.
    """

    figure: PublishedFigure
    claim: Claim
    whole: int
    allowed: tuple[tuple[int, int, int], ...]


def check_claims(totals: Totals, figure: PublishedFigure) -> tuple[list[Finding], list[Standing]]:
    """The findings on a figure's claims, and the claims that can be true, for the tests of significance."""
    found: list[Finding] = []
    standing: list[Standing] = []
    for claim in figure.claims:
        finding = _base_finding(totals, figure, claim)
        if finding is not None:
            found.append(finding)
            continue
        if claim.percent is None or len(claim.groups) > 1 or not claim.bases:
            continue
        result = _against_whole(totals, figure, claim)
        if isinstance(result, Finding):
            found.append(result)
            continue
        standing.append(result)
        if (wrong := _direction(totals, result)) is not None:
            found.append(wrong)
    found += _together(totals, figure, standing)
    found += _within_groups(totals, figure, standing)
    found += [_small(totals, figure, claim) for claim in figure.claims if _is_small(claim)]
    return found, standing


def _finding(
    totals: Totals,
    figure: PublishedFigure,
    claim: Claim,
    kind: object,
    message: str,
    severity: object = "error",
) -> Finding:
    where = claim_place(figure.id, claim, totals.language)
    return Finding(kind, severity, where, message, claim.line)  # type: ignore[arg-type]  # the callers' literals


def _base_finding(totals: Totals, figure: PublishedFigure, claim: Claim) -> Finding | None:
    """A group cannot have been asked more often than it has members, nor than were asked in all."""
    if len(claim.groups) > 1 or len(claim.bases) != 1:
        return None
    base, size = claim.bases[0], size_of(totals, claim)
    if figure.base and base > figure.base:
        return _finding(
            totals, figure, claim, "base", f"its base is {base}, more than the {figure.base} asked in all"
        )
    if size is None:
        return None
    everybody = not figure.question.asked and not (claim.item.row is not None and claim.item.row.asked)
    if base > size.high or (everybody and base not in size):
        return _finding(totals, figure, claim, "base", f"its base is {base}, but the group is {size}")
    return None


def size_of(totals: Totals, claim: Claim) -> Span | None:
    """How many a claim's group holds: as its size is known, else from the printed shares of its question."""
    known = totals.published.sizes.get(claim.variable.id, {}).get(claim.groups[0])
    if known is not None:
        return Span(known, known)
    if claim.variable.id not in totals.questionnaire.variables:
        condition = Condition(claim.variable.question, "=", claim.groups[:1])
    else:
        condition = Condition(claim.variable.id, "=", claim.groups[:1])
    return span_of(totals.counts, totals.questionnaire, condition)


def _against_whole(totals: Totals, figure: PublishedFigure, claim: Claim) -> Finding | Standing:
    printed = claim.percent
    if printed is None:
        raise ValueError("a claim without a percent says nothing of a whole")
    possible = [(base, count) for base in claim.bases for count in counts_of(printed, base)]
    if not possible:
        told = "; ".join(_no_count(claim, base) for base in claim.bases)
        return _finding(totals, figure, claim, "attainable", told)
    counts = totals.of(claim.item)
    if counts is None:
        return Standing(figure, claim, 0, ())
    total, whole = counts.of(claim.item.options), counts.base
    # no total but those with room for the rest: a group's count is within it, the rest's within the rest
    allowed = tuple(
        (base, count, all_)
        for base, count in possible
        for all_ in range(max(total.low, count), min(total.high, whole - base + count) + 1)
    )
    if allowed:
        return Standing(figure, claim, whole, allowed)
    base, count = possible[0]
    least = f"{as_printed(printed)} of the {base} in the group is {listed(each for b, each in possible if b == base)}"
    in_all = _printed_total(totals, claim, total, whole)
    if count > total.high:
        return _finding(totals, figure, claim, "subgroup", f"{least}, more than all in all: {in_all}")
    rest = f"{total.low} - {count} = {total.low - count} of the other {whole - base}"
    return _finding(totals, figure, claim, "subgroup", f"{least}; in all it is {in_all}, which leaves {rest}")


def _no_count(claim: Claim, base: int) -> str:
    if claim.percent is None:
        return ""
    below = int(claim.percent.value * base / 100)
    beside = [share(count, base, claim.percent) for count in (below, below + 1) if count <= base]
    return f"{as_printed(claim.percent)} of {base} is no whole count: {' and '.join(beside)}"


def _printed_total(totals: Totals, claim: Claim, total: Span, whole: int) -> str:
    printed = totals.share_of(claim.item)
    told = f"{total} of {whole}"
    return told if printed is None or printed.percent is None else f"{as_printed(printed.percent)}, {told}"


def _direction(totals: Totals, standing: Standing) -> Finding | None:
    """Higher and lower are said against the total; jointly where several answers are meant together."""
    claim = standing.claim
    if (
        claim.jointly
        or claim.direction not in ("higher", "highest", "lower", "lowest")
        or claim.percent is None
    ):
        return None
    up = claim.direction in ("higher", "highest")
    for base, count, all_ in standing.allowed:
        difference = count * standing.whole - all_ * base
        if difference > 0 if up else difference < 0:
            return None
    if not standing.allowed:
        return None
    base, count, all_ = standing.allowed[0]
    message = (
        f"said to be {claim.direction}, but {as_printed(claim.percent)} is {share(count, base)} "
        f"beside {share(all_, standing.whole)} in all"
    )
    return _finding(totals, standing.figure, claim, "direction", message)


def _together(totals: Totals, figure: PublishedFigure, standing: Sequence[Standing]) -> Iterator[Finding]:
    """Groups of one variable hold no more of an answer together than there is, and no less than must be."""
    by_item: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for one in standing:
        if one.allowed:
            by_item[one.claim.variable.id, one.claim.item.address].append(one)
    for several in by_item.values():
        groups = {one.claim.groups for one in several}
        if len(several) < 2 or len(groups) < len(several):
            continue
        counts = totals.of(several[0].claim.item)
        if counts is None:
            continue
        total, whole = counts.of(several[0].claim.item.options), several[0].whole
        least = sum(min(count for _, count, _ in one.allowed) for one in several)
        most = sum(max(count for _, count, _ in one.allowed) for one in several)
        others = whole - sum(min(base for base, _, _ in one.allowed) for one in several)
        if least <= total.high and most + others >= total.low:
            continue
        parts = " + ".join(
            f"{groups_label(one.claim, totals.language)} {one.claim.percent} % ({listed(c for _, c, _ in one.allowed)})"
            for one in several
        )
        sums = least if least > total.high else most
        message = (
            f"{parts} make {sums}, but in all it is {_printed_total(totals, several[0].claim, total, whole)}"
        )
        if sums == most:
            message += f", and only {others} are in no group named"
        where = f"{figure.id}, {several[0].claim.variable.id}: {item_label(several[0].claim.item, totals.language)}"
        yield Finding("groups", "error", where, message, several[0].claim.line)


def _within_groups(
    totals: Totals, figure: PublishedFigure, standing: Sequence[Standing]
) -> Iterator[Finding]:
    """The answers of one group add up, and those asked further are as many as its filter leaves."""
    if figure.question.kind == "multiple":
        return
    systems: dict[tuple[str, str, str], Counts] = {}
    for one in standing:
        claim = one.claim
        if claim.percent is None or len(claim.bases) != 1:
            continue
        row = claim.item.row.id if claim.item.row is not None else ""
        key = (claim.variable.id, claim.groups[0], row)
        options = [option.id for option in figure.question.options]
        system = systems.get(key) or Counts.open(options, claim.bases[0], True)
        allowed = counts_of(claim.percent, claim.bases[0])
        narrowed = system.with_(claim.item.options, Span(allowed[0], allowed[-1]))
        if narrowed is None:
            left = system.of(claim.item.options)
            message = (
                f"{as_printed(claim.percent)} of {claim.bases[0]} is {listed(allowed)}, but the group's other answers "
                f"as printed leave {left}"
            )
            yield _finding(totals, figure, claim, "parts", message)
            continue
        systems[key] = narrowed


def group_counts(
    figure: PublishedFigure, standing: Sequence[Standing], variable: str, group: str
) -> Counts | None:
    """What a figure's claims on a group allow for its answers; None where it makes none."""
    found: Counts | None = None
    for one in standing:
        claim = one.claim
        if (
            (claim.variable.id, claim.groups) != (variable, (group,))
            or len(claim.bases) != 1
            or claim.percent is None
        ):
            continue
        options = [option.id for option in figure.question.options]
        found = found or Counts.open(options, claim.bases[0], True)
        allowed = counts_of(claim.percent, claim.bases[0])
        found = found.with_(claim.item.options, Span(allowed[0], allowed[-1])) or found
    return found


def check_group_filters(
    totals: Totals, figure: PublishedFigure, standing: dict[str, list[Standing]]
) -> Iterator[Finding]:
    """How many of a group were asked, recomputed from the group's own answers to the question of the filter."""
    if len(figure.question.asked) != 1 or expected_base(totals, figure.question) is None:
        return
    condition = figure.question.asked[0]
    source = next((f for f in totals.published.figures.values() if f.question.id == condition.subject), None)
    if source is None or source.question.kind != "single":
        return
    told: set[tuple[str, str]] = set()
    for claim in figure.claims:
        place = (claim.variable.id, claim.groups[0])
        if len(claim.groups) > 1 or len(claim.bases) != 1 or place in told:
            continue
        told.add(place)
        counts = group_counts(source, standing.get(source.id, []), *place)
        if counts is None:
            continue
        span = span_of({(source.question.id, ""): counts}, totals.questionnaire, condition)
        if span is not None and claim.bases[0] not in span:
            message = (
                f"its base is {claim.bases[0]}, but of the {counts.base} in the group, what {source.id} prints of it "
                f"leaves {span} who were asked ({condition})"
            )
            yield _finding(totals, figure, claim, "base", message)


def _is_small(claim: Claim) -> bool:
    stated = claim.percent is not None or claim.significant == "yes"
    return stated and len(claim.groups) == 1 and bool(claim.bases) and max(claim.bases) < SMALL


def _small(totals: Totals, figure: PublishedFigure, claim: Claim) -> Finding:
    printed = as_printed(claim.percent) if claim.percent is not None else "said to differ"
    message = f"{printed} rests on {listed(claim.bases)} answers, fewer than {SMALL}: read it with caution"
    if claim.percent is not None and len(claim.bases) == 1:
        base = claim.bases[0]
        step = share(1, base)
        message = f"{printed} rests on {base} answers, fewer than {SMALL}; one answer is {step}: read it with caution"
    return _finding(totals, figure, claim, "small-base", message, "note")
