"""What responses make of the published figures: shares, tables, and claims about groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from synthetic.core import CENTRALITY, COUNTY_SIZES, SIZES
from synthetic.figures import Claim, Share, claims
from synthetic.survey import POPULATION, Answer, Row, counts, group_names, half_up, in_group, meaning

_LARGEST_Z = 1.959964  # two-sided, 5 %
_SAMPLE = {"fylke": COUNTY_SIZES, "innbyggertall": SIZES, "sentralitet": CENTRALITY}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One claim as the responses have it.

    Attributes:
        missed: why its percent, base or answer is not there; empty where it is.
        unproved: what of its direction and significance the numbers do not bear out; empty where all of it holds.
    """

    claim: Claim
    missed: str
    unproved: str


def wrong_shares(people: list[Row], shares: list[Share]) -> list[str]:
    """The published shares that the responses do not give."""
    found = []
    for share in shares:
        count, base = counted(people, meaning(share.item))
        least, most = share.allowed(base)
        if base != (share.base or base) or not least <= count <= most:
            found.append(f"{share}: {count} of {base}")
    return found


def wrong_tables(people: list[Row]) -> list[str]:
    """The groups of the non-response tables that have another size than was printed."""
    found = []
    for table in POPULATION["tables"]:
        for group in table["groups"]:
            size = sum(in_group(row, table["variable"], [group]) for row in people)
            printed = _SAMPLE[table["variable"]][group]
            if size != printed:
                found.append(f"{table['id']} {group}: {size}, printed {printed}")
    return found


def outcomes(people: list[Row]) -> list[Outcome]:
    """Every claim, and what became of it."""
    return [_outcome(people, claim) for claim in claims()]


def counted(people: list[Row], answer: Answer) -> tuple[int, int]:
    """How many gave an answer, and how many were asked."""
    column, values = answer
    there = [row[column] for row in people if row[column]]
    return sum(cell in values for cell in there), len(there)


def _outcome(people: list[Row], claim: Claim) -> Outcome:
    inside = [row for row in people if in_group(row, claim.variable, claim.groups)]
    missed = _missed(claim, *counted(inside, meaning(claim.item)), *counted(people, meaning(claim.item)))
    return Outcome(claim, missed, "" if missed else "; ".join(_doubts(people, inside, claim)))


def _missed(claim: Claim, count: int, base: int, total: int, everybody: int) -> str:
    if claim.bases and base not in claim.bases:
        return f"{base} were asked"
    if claim.percent is not None:
        least, most = counts(claim.percent, base)
        if least > most:
            near = " and ".join(f"{k} are {_percent(k, base)} %" for k in (most, most + 1))
            return f"no whole number of {base} is {claim.percent} %: {near}"
        if least > total:
            few = f"only {total}" if total else "none"
            return f"that is {least} of {base} at least, and of all {everybody} {few} gave this answer"
        return "" if least <= count <= most else f"{count} of {base} are {_percent(count, base)} %"
    if claim.direction == "single" and count != 1:
        return "this municipality answered otherwise"
    return f"{count} of {total} are there" if claim.direction == "mainly" and 2 * count <= total else ""


def _doubts(people: list[Row], inside: list[Row], claim: Claim) -> Iterator[str]:
    column = meaning(claim.item)[0]
    answer = column, frozenset().union(*(meaning(item)[1] for item in claim.jointly or (claim.item,)))
    count, base = counted(inside, answer)
    total, everybody = counted(people, answer)
    share, of_all = Fraction(count, base), Fraction(total, everybody)
    if claim.direction == "highest":
        for group in group_names(claim.variable):
            rival, many = counted([row for row in people if in_group(row, claim.variable, [group])], answer)
            if many > 1 and Fraction(rival, many) > share and not _also_highest(claim, group):
                yield f"{group} is higher, {rival} of {many}"
    if (claim.direction == "higher" and share <= of_all) or (claim.direction == "lower" and share >= of_all):
        yield f"not {claim.direction}: {_percent(total, everybody)} % of all"
    if claim.significant is not None and claim.direction in ("higher", "lower"):
        z = _z(count, base, total - count, everybody - base)
        if (abs(z) > _LARGEST_Z) != claim.significant:
            said = "significant" if claim.significant else "not significant"
            yield f"called {said}, but {count} of {base} against {total - count} of {everybody - base} is z = {z:.2f}"


def _also_highest(claim: Claim, group: str) -> bool:
    return any(
        c.item == claim.item and c.direction == "highest" and group in c.groups for c in claims()
    )  # fmt: skip


def _percent(count: int, base: int) -> int:
    return int(half_up(Fraction(100 * count, base)))


def _z(count: int, base: int, others: int, rest: int) -> float:
    pooled = (count + others) / (base + rest)
    spread = sqrt(pooled * (1 - pooled) * (1 / base + 1 / rest))
    return (count / base - others / rest) / spread if spread else 0.0
