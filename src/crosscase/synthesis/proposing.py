"""The rule that proposes how what was said and what was counted go together, over numbers alone.

- A theme without items of the survey is `silent`.
- Per item two things speak. The share of cases in which the theme was found has its interval by Wilson (1927), and so
  has the item's share: *apart* means that they have no point in common. And each case whose respondent answered either
  agrees (found and answered, or neither) or disagrees.
- An item contrasts where the intervals are apart, or where of at least three own answers more disagree than agree.
  Otherwise it converges: nothing speaks against that, which is not the same as proof.
- The theme has the relation of most of its items; of as many it converges.
- Where no item can be used, or no quote of the theme counts, there is no proposal.

`expands` and `explains` are about what the words mean, and never proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Proposed: TypeAlias = Literal["", "silent", "converges", "contrasts"]
Unusable: TypeAlias = Literal["whole", "no-figure", "no-interval"]
"""Why an item says nothing to the rule: it is a whole question or row; it has no figure; its share has no interval."""
WhyNot: TypeAlias = Literal["", "no-quotes", "no-item"]
"""Why nothing is proposed: no quote of the theme counts; none of its items can be used."""

OWN_ANSWERS = 3
"""So many own answers are needed before they have a say."""


@dataclass(frozen=True, slots=True)
class ItemNumbers:
    """What the rule needs of an item.

    Attributes:
        share, low, high: parts of one, the complement of a reversed item; None where there are none.
        agree, disagree: of the cases whose respondent answered it.
        unusable: why it can have no say; empty where it can.
    """

    address: str
    share: float | None = None
    low: float | None = None
    high: float | None = None
    agree: int = 0
    disagree: int = 0
    unusable: Unusable | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one item speaks for.

    Attributes:
        relation: empty where it cannot be used.
        apart: the intervals of cases and of answers have no point in common.
        outvoted: of at least three own answers more disagree than agree.
    """

    numbers: ItemNumbers
    relation: Literal["", "converges", "contrasts"]
    apart: bool = False
    outvoted: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rule proposes, and the numbers it comes from.

    Attributes:
        relation: empty where nothing is proposed; `why_not` then says why.
        found, cases: n of N cases in which the theme was found.
        low, high: Wilson's interval of that, parts of one; both None where no case is there.
        verdicts: of each item, in the order of the theme.
    """

    relation: Proposed
    found: int
    cases: int
    low: float | None = None
    high: float | None = None
    verdicts: tuple[Verdict, ...] = ()
    why_not: WhyNot = ""

    @property
    def usable(self) -> tuple[Verdict, ...]:
        """The items that have a say."""
        return tuple(each for each in self.verdicts if each.relation)

    def count(self, relation: str) -> int:
        """How many items speak for a relation."""
        return sum(each.relation == relation for each in self.verdicts)


def propose(found: int, cases: int, items: Sequence[ItemNumbers], quotes: int | None = None) -> Proposal:
    """The relation that follows by the rule.

    Args:
        found, cases: n of N cases.
        items: what the theme is set beside.
        quotes: how many quotes of the theme count, also outside of all cases; as many as cases where nobody says.
    """
    low, high = _interval(found, cases)
    if not items:
        return Proposal("silent", found, cases, low, high)
    if not (found if quotes is None else quotes):
        verdicts = tuple(Verdict(each, "") for each in items)
        return Proposal("", found, cases, low, high, verdicts, "no-quotes")
    verdicts = tuple(_verdict(each, low, high) for each in items)
    usable = [each.relation for each in verdicts if each.relation]
    if not usable:
        return Proposal("", found, cases, low, high, verdicts, "no-item")
    contrasts = usable.count("contrasts")
    relation: Proposed = "contrasts" if 2 * contrasts > len(usable) else "converges"
    return Proposal(relation, found, cases, low, high, verdicts)


def agreeing(pairs: Iterable[tuple[bool, bool]]) -> tuple[int, int]:
    """How many cases agree and disagree, of (theme found, own answer is the item's)."""
    equal = [coded == own for coded, own in pairs]
    return equal.count(True), equal.count(False)


def _verdict(item: ItemNumbers, low: float | None, high: float | None) -> Verdict:
    if item.unusable or item.low is None or item.high is None or low is None or high is None:
        return Verdict(item, "")
    apart = high < item.low or item.high < low
    outvoted = item.agree + item.disagree >= OWN_ANSWERS and item.disagree > item.agree
    return Verdict(item, "contrasts" if apart or outvoted else "converges", apart, outvoted)


def _interval(found: int, cases: int) -> tuple[float, float] | tuple[None, None]:
    if not cases:
        return None, None
    from crosscase.survey.inference import wilson

    interval = wilson(found, cases)
    return interval.low, interval.high
