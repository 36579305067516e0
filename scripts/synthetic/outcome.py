"""What responses make of the published figures: shares, tables, and claims about groups."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from synthetic.core import CENTRALITY, COUNTY_SIZES, SIZES
from synthetic.figures import Claim, Share
from synthetic.survey import POPULATION, Row, counts, group_names, half_up, in_group, meaning

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
    """The printed shares that the responses do not give."""
    found = []
    for share in shares:
        count, base = _counted(people, share.item)
        least, most = counts(share.percent, base) if base else (1, 0)
        if base != share.base or not least <= count <= most:
            found.append(f"{share.item}: {count} of {base}, printed {share.percent} % of {share.base}")
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


def outcomes(people: list[Row], claims: list[Claim]) -> list[Outcome]:
    """Every claim, and what became of it."""
    return [_outcome(people, claim) for claim in claims]


def _outcome(people: list[Row], claim: Claim) -> Outcome:
    inside = [row for row in people if in_group(row, claim.variable, claim.groups)]
    count, base = _counted(inside, claim.item)
    total, everybody = _counted(people, claim.item)
    missed = ""
    if claim.base is not None and base != claim.base:
        missed = f"{base} were asked"
    elif claim.percent is not None:
        least, most = counts(claim.percent, base)
        if least > most:
            near = " and ".join(f"{k} give {_percent(k, base)} %" for k in (most, most + 1))
            missed = f"no whole number of {base} gives {claim.percent} %: {near}"
        elif least > total:
            missed = f"{claim.percent} % of {base} are {least} at least, and {total} of all {everybody} gave this answer"
        elif not least <= count <= most:
            missed = f"{count} of {base}, which is {_percent(count, base)} %"
    elif claim.direction == "one" and count != 1:
        missed = "this municipality answered otherwise"
    elif claim.direction == "mainly" and 2 * count <= total:
        missed = f"{count} of {total} are there"
    if missed:
        return Outcome(claim, missed, "")
    return Outcome(claim, "", "; ".join(_doubts(people, claim, count, base, total, everybody)))


def _doubts(people: list[Row], claim: Claim, count: int, base: int, total: int, everybody: int) -> list[str]:
    share, all_in_all = Fraction(count, base), Fraction(total, everybody) if everybody else Fraction(0)
    found = []
    if (claim.direction == "higher" and share <= all_in_all) or (
        claim.direction == "lower" and share >= all_in_all
    ):
        found.append(f"not {claim.direction}: {_percent(total, everybody)} % of all")
    if claim.direction == "highest":
        rivals = [_counted([r for r in people if in_group(r, claim.variable, [g])], claim.item)
                  for g in group_names(claim.variable) if g not in claim.groups]  # fmt: skip
        if sum(Fraction(k, n) > share for k, n in rivals if n > 1) > 1:
            found.append("two other groups are higher")
    if claim.significant is not None and claim.direction in ("higher", "lower"):
        z = _z(count, base, total - count, everybody - base)
        if (abs(z) > _LARGEST_Z) != claim.significant:
            said = "significant" if claim.significant else "not significant"
            found.append(
                f"said to be {said}; {count} of {base} against {total - count} of {everybody - base}: z = {z:.2f}"
            )
    return found


def _counted(people: list[Row], item: str) -> tuple[int, int]:
    """How many gave an answer, and how many were asked."""
    column, values = meaning(item)
    there = [row[column] for row in people if row[column]]
    return sum(cell in values for cell in there), len(there)


def _percent(count: int, base: int) -> int:
    return int(half_up(Fraction(100 * count, base)))


def _z(count: int, base: int, others: int, rest: int) -> float:
    pooled = (count + others) / (base + rest)
    spread = sqrt(pooled * (1 - pooled) * (1 / base + 1 / rest))
    return (count / base - others / rest) / spread if spread else 0.0
