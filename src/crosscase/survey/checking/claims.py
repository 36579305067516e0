"""What is said of groups: attainable, no more than the whole holds, no more together, rightly called higher or lower."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from crosscase.survey.checking.bases import conditions_of, key_of, span_of
from crosscase.survey.checking.counts import Counts, Said, Span, odd_one
from crosscase.survey.checking.findings import Finding
from crosscase.survey.checking.totals import Totals, not_attainable
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
from crosscase.survey.published_shapes import Printed

SMALL = 30
"""Bases under this call for caution."""
_MOST = 100  # counts of one claim that are all tried; of more those at the edges are


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim that may be true: what its percent, its base and the whole allow.

    Attributes:
        whole: how many were asked in all.
        allowed: (base of the group, count in the group, count in all), each of which may be it; of very many those at
            the edges of what may be, and those that make the group as the whole.
    """

    figure: PublishedFigure
    claim: Claim
    whole: int
    allowed: tuple[tuple[int, int, int], ...]

    @property
    def printed(self) -> Printed:
        """Its percent; a claim without one says nothing that could stand."""
        if self.claim.percent is None:
            raise ValueError("a claim without a percent says nothing of a whole")
        return self.claim.percent


Wrong: TypeAlias = tuple[Finding, tuple[Standing, ...]]
"""What was found, and the claims that it is about."""


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
        else:
            standing.append(result)
    # what cannot be true is told once: nothing is made of it any more
    for check in (_within_groups, _together, _directions):
        for finding, wrong in list(check(totals, figure, standing)):
            found.append(finding)
            standing = [one for one in standing if one not in wrong]
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
    counts = totals.of(claim.item)
    whole = counts.base if counts is not None else figure.base
    if whole and base > whole:
        return _finding(
            totals, figure, claim, "base", f"its base is {base}, more than the {whole} asked in all"
        )
    if size is None:
        return None
    everybody = not conditions_of(figure.question, claim.item.row)
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
    possible = {base: those for base in claim.bases if (those := counts_of(printed, base))}
    if not possible:
        told = "; ".join(not_attainable(printed, base) for base in claim.bases)
        return _finding(totals, figure, claim, "attainable", told)
    counts = totals.of(claim.item)
    if counts is None:
        return Standing(figure, claim, 0, ())
    total, whole = counts.of(claim.item.options), counts.base
    allowed = tuple(
        (base, count, all_)
        for base, those in possible.items()
        for count, all_ in _allowed(base, Span(those[0], those[-1]), total, whole)
    )
    if allowed:
        return Standing(figure, claim, whole, allowed)
    base, those = next(iter(possible.items()))
    least = f"{as_printed(printed)} of the {base} in the group is {listed(those)}"
    in_all = _printed_total(totals, claim, total, whole)
    if those[0] > total.high:
        return _finding(totals, figure, claim, "subgroup", f"{least}, more than all in all: {in_all}")
    rest = f"{total.low} - {those[-1]} = {total.low - those[-1]} of the other {whole - base}"
    return _finding(totals, figure, claim, "subgroup", f"{least}; in all it is {in_all}, which leaves {rest}")


def _allowed(base: int, inside: Span, total: Span, whole: int) -> Iterator[tuple[int, int]]:
    """Counts in a group and in all: a group's count is within that in all, the rest's within the rest."""
    rest = whole - base
    low, high = max(inside.low, total.low - rest), min(inside.high, total.high)
    if rest < 0 or low > high:
        return

    def totals_with(count: int) -> range:
        return range(max(total.low, count), min(total.high, rest + count) + 1)

    if (high - low + 1) * (total.high - total.low + 1) <= _MOST:
        yield from ((count, all_) for count in range(low, high + 1) for all_ in totals_with(count))
        return
    # all that is asked of them is greatest or least at the edges, or where the group is as the whole
    equal = (round(Fraction(all_ * base, whole)) for all_ in (total.low, total.high))
    for count in sorted({low, high, (low + high) // 2, *(min(max(each, low), high) for each in equal)}):
        those = totals_with(count)
        middle = min(max(round(Fraction(count * whole, base)), those[0]), those[-1])
        yield from ((count, all_) for all_ in sorted({those[0], middle, those[-1]}))


def _printed_total(totals: Totals, claim: Claim, total: Span, whole: int) -> str:
    printed = totals.share_of(claim.item)
    told = f"{total} of {whole}"
    return told if printed is None or printed.percent is None else f"{as_printed(printed.percent)}, {told}"


def _directions(totals: Totals, figure: PublishedFigure, standing: Sequence[Standing]) -> Iterator[Wrong]:
    """Higher and lower are said against the total; jointly where several answers are meant together."""
    for one in standing:
        claim = one.claim
        ways = {"higher": 1, "highest": 1, "lower": -1, "lowest": -1}
        if claim.jointly or claim.direction not in ways or claim.percent is None or not one.allowed:
            continue
        way = ways[claim.direction]
        if any(way * (count * one.whole - all_ * base) > 0 for base, count, all_ in one.allowed):
            continue
        base, count, all_ = one.allowed[0]
        message = (
            f"said to be {claim.direction}, but {as_printed(claim.percent)} is {share(count, base)} "
            f"beside {share(all_, one.whole)} in all"
        )
        yield _finding(totals, figure, claim, "direction", message), (one,)


def _together(totals: Totals, figure: PublishedFigure, standing: Sequence[Standing]) -> Iterator[Wrong]:
    """Groups of one variable hold no more of an answer together than there is, and no less than must be."""
    by_item: dict[tuple[str, str], dict[tuple[str, ...], Standing]] = defaultdict(dict)
    for one in standing:
        if one.allowed:  # what is said of a group twice counts once
            by_item[one.claim.variable.id, one.claim.item.address].setdefault(one.claim.groups, one)
    crowded: set[tuple[str, str]] = set()
    for groups in by_item.values():
        several = tuple(groups.values())
        first, counts = several[0], totals.of(several[0].claim.item)
        if len(several) < 2 or counts is None:
            continue
        total, whole = counts.of(first.claim.item.options), first.whole
        least = sum(min(count for _, count, _ in one.allowed) for one in several)
        most = sum(max(count for _, count, _ in one.allowed) for one in several)
        others = whole - sum(min(base for base, _, _ in one.allowed) for one in several)
        where = f"{figure.id}, {first.claim.variable.id}: {item_label(first.claim.item, totals.language)}"
        about = (first.claim.variable.id, key_of(figure.question, first.claim.item.row)[1])
        if others < 0 and about in crowded:
            continue
        if others < 0:
            crowded.add(about)
            bases = " + ".join(listed(base for base, _, _ in one.allowed) for one in several)
            message = f"the bases of its groups, {bases}, make more than the {whole} asked in all"
            yield Finding("base", "error", where, message, first.claim.line), several
            continue
        if least <= total.high and most + others >= total.low:
            continue
        parts = " + ".join(
            f"{groups_label(one.claim, totals.language)} {one.claim.percent} % ({listed(c for _, c, _ in one.allowed)})"
            for one in several
        )
        sums = least if least > total.high else most
        message = f"{parts} make {sums}, but in all it is {_printed_total(totals, first.claim, total, whole)}"
        if sums == most:
            message += f", and only {others} are in no group named"
        yield Finding("groups", "error", where, message, first.claim.line), several


def _within_groups(totals: Totals, figure: PublishedFigure, standing: Sequence[Standing]) -> Iterator[Wrong]:
    """The answers of one group rest on one base, and add up."""
    groups: dict[tuple[str, str, str], list[Standing]] = defaultdict(list)
    for one in standing:
        if len(one.claim.bases) == 1:
            row = key_of(figure.question, one.claim.item.row)[1]
            groups[one.claim.variable.id, one.claim.groups[0], row].append(one)
    options = [option.id for option in figure.question.options]
    for several in groups.values():
        ((base, _),) = Counter(one.claim.bases[0] for one in several).most_common(1)
        for one in several:
            if one.claim.bases[0] != base:
                message = (
                    f"its base is {one.claim.bases[0]}, but {base} where the group's other answers are told"
                )
                yield _finding(totals, figure, one.claim, "base", message), (one,)
        told = [one for one in several if one.claim.bases[0] == base]
        start = Counts.open(options, base, figure.question.kind != "multiple")
        while (odd := odd_one(start, [_said(one) for one in told])) is not None:
            wrong = next(one for one in reversed(told) if _said(one) == odd)
            told = [one for one in told if _said(one) != odd]
            left = start.with_all(map(_said, told)).of(odd[0])
            is_ = listed(counts_of(wrong.printed, base))
            message = f"{as_printed(wrong.printed)} of {base} is {is_}, but the group's other answers as printed leave {left}"
            yield _finding(totals, figure, wrong.claim, "parts", message), (wrong,)


def _said(one: Standing) -> Said:
    """The counts that a claim with one base allows."""
    allowed = counts_of(one.printed, one.claim.bases[0])
    return frozenset(one.claim.item.options), Span(allowed[0], allowed[-1])


def _group_counts(
    figure: PublishedFigure, standing: Sequence[Standing], variable: str, group: str
) -> Counts | None:
    """What a figure's claims on a group allow for its answers; None where it makes none."""
    claims = [
        one
        for one in standing
        if (one.claim.variable.id, one.claim.groups) == (variable, (group,)) and len(one.claim.bases) == 1
    ]
    if not claims:
        return None
    options = [option.id for option in figure.question.options]
    return Counts.open(options, claims[0].claim.bases[0], True).with_all(map(_said, claims))


def check_group_filters(
    totals: Totals, figure: PublishedFigure, standing: dict[str, list[Standing]]
) -> Iterator[Finding]:
    """How many of a group were asked, recomputed from the group's own answers to the question of the filter."""
    if len(figure.question.asked) != 1 or totals.asked(figure.question) is None:
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
        if claim.item.row is not None and claim.item.row.asked:
            continue
        if claim.percent is not None and not any(one.claim is claim for one in standing[figure.id]):
            continue  # what is wrong with it is told already
        told.add(place)
        counts = _group_counts(source, standing.get(source.id, []), *place)
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
    printed = as_printed(claim.percent) if claim.percent is not None else "what is said of the group"
    message = f"{printed} rests on {listed(claim.bases)} answers, fewer than {SMALL}: read it with caution"
    if claim.percent is not None and len(claim.bases) == 1:
        base = claim.bases[0]
        step = share(1, base)
        message = f"{printed} rests on {base} answers, fewer than {SMALL}; one answer is {step}: read it with caution"
    return _finding(totals, figure, claim, "small-base", message, "note")
