"""Who chose something, by group: as heads, as weights, and as what the weights are worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from crosscase.survey.answers import answered, group_of
from crosscase.survey.model import Question, Row, Variable
from crosscase.survey.responses import Flags, Numbers, Responses

Places: TypeAlias = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class People:
    """Who is counted, n respondents, and where: place 0 is no group, the groups of the variable follow.

    Attributes:
        ids: of the groups (g).
        places: of each respondent (n), 0 to g.
        base: who answered (n).
        weights: of each respondent (n); None where everybody counts the same.
        sizes: of the base, by place (g + 1).
    """

    ids: tuple[str, ...]
    places: Places
    base: Flags
    weights: Numbers | None
    sizes: Places

    @classmethod
    def of(
        cls,
        responses: Responses,
        question: Question,
        row: Row | None,
        by: Variable | None,
        weights: Numbers | None,
    ) -> People:
        """Count the answers to a question, a row where it is a grid, by the groups of a variable if any.

        Args:
            weights: 0 or more, of each respondent.
        """
        base = answered(responses, question, row)
        if weights is not None:  # their unit means nothing, and squares of large ones are no numbers
            weights = weights / (weights.max(initial=0) or 1)
        ids = () if by is None else tuple(group.id for group in by.groups)
        places = np.zeros(responses.size, np.intp)
        if by is not None:
            places += group_of(responses, by) + 1
        return cls(ids, places, base, weights, np.bincount(places[base], minlength=len(ids) + 1))

    def counts(self, flags: Flags) -> Places:
        """How many of the flagged are in each place."""
        return np.bincount(self.places[flags], minlength=len(self.ids) + 1)

    def sums(self, flags: Flags, power: int = 1) -> Numbers:
        """What the weights of the flagged, or their squares, come to in each place."""
        if self.weights is None:
            return self.counts(flags).astype(np.float64)
        parts = self.weights[flags] ** power
        return np.bincount(self.places[flags], parts, len(self.ids) + 1).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Part:
    """How many of a base chose something.

    Attributes:
        count, base: heads.
        share: a part of one, by weights; 0 for a base of 0.
        size: what the base is worth: Kish's effective size, of equal weights the base itself.
    """

    count: int
    base: int
    share: float
    size: float


@dataclass(frozen=True, slots=True)
class Totals:
    """By place: who chose something, who could have, their weights, and the squares of these."""

    counts: Places
    bases: Places
    chosen: Numbers
    weights: Numbers
    squares: Numbers

    @classmethod
    def of(cls, people: People, flags: Flags) -> Totals:
        """Count those of the base who are flagged."""
        return cls(
            people.counts(flags), people.sizes, people.sums(flags), people.sums(people.base),
            people.sums(people.base, 2),
        )  # fmt: skip

    def together(self, places: slice | Places) -> Part:
        """Some places as one."""
        weight, square = float(self.weights[places].sum()), float(self.squares[places].sum())
        share = min(1.0, float(self.chosen[places].sum()) / weight) if weight else 0.0
        size = weight**2 / square if square else 0.0
        return Part(int(self.counts[places].sum()), int(self.bases[places].sum()), share, size)

    def rest(self, place: int) -> Part:
        """Those in other groups: whose group is not known may belong to this one."""
        others = np.arange(1, len(self.counts), dtype=np.intp)
        return self.together(others[others != place])
