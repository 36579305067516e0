"""Marks in words: of one quote, and of all those of a statement that the same is said of; the severe ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from crosscase.casework.calling import Called, named
from crosscase.casework.mark import Kind, Mark
from crosscase.synthesis.withheld import IN_A_ROW

_PATTERNS: Final[Mapping[str, tuple[str, str]]] = {
    "gone": (
        "evidence {} is no coding any more; detach it, or attach another",
        "evidence {} are no codings any more; detach them, or attach others",
    ),
    "lost": (
        "evidence {} has lost its words; place the coding again, or detach it",
        "evidence {} have lost their words; place the codings again, or detach them",
    ),
    "changed": ("{} wants a look: its words were edited", "{} want a look: their words were edited"),
    "reworded": (
        "{} has other words now; see whether the statement still holds",
        "{} have other words now; see whether the statement still holds",
    ),
    "recoded": (
        "{} has another code now; see whether the statement still holds",
        "{} have other codes now; see whether the statement still holds",
    ),
    "no-consent": (
        "{} has words of somebody who has not agreed to their use; detach it",
        "{} have words of somebody who has not agreed to their use; detach them",
    ),
    "quoted": (
        f"quotes {IN_A_ROW} words or more of {{}}, which may only be paraphrased; write it in other words",
    )
    * 2,
    "paraphrase": ("{} may only be paraphrased",) * 2,
}
"""What is said of one quote, and of several."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line for people.

    Attributes:
        marks: those it is of, one at least; all of a kind, and of one statement where there are several.
    """

    marks: tuple[Mark, ...]
    text: str

    @property
    def first(self) -> Mark:
        """The first of its marks, which tells case, section, statement, kind and whether it is severe."""
        return self.marks[0]


def of_evidence(kind: Kind, statement: str, quotes: Sequence[Called]) -> str:
    """What a mark says of quotes.

    Args:
        statement: what it is called: number, else id.
    """
    several = len(quotes) > 1
    words = named(quotes)
    if several and words == named(quotes[:1]):  # on one line, which is named once
        words = f"{len(quotes)} quotes ({words})"
    pattern = _PATTERNS[kind][several].format(words)
    return f"{statement} {pattern}" if kind == "quoted" else f"{statement}: {pattern}"


def told(marks: Iterable[Mark]) -> list[Told]:
    """Marks in lines, the severe ones first, else in their order; what is the same of several quotes in one."""
    groups: dict[tuple[object, ...], list[Mark]] = {}
    for at, mark in enumerate(marks):
        alike = mark.quote is not None and mark.kind in _PATTERNS
        groups.setdefault((mark.case, mark.statement, mark.kind) if alike else (at,), []).append(mark)
    lines = [Told(tuple(group), _text(group)) for group in groups.values()]
    return sorted(lines, key=lambda each: not each.first.severe)


def _text(marks: Sequence[Mark]) -> str:
    first = marks[0]
    if len(marks) == 1:
        return first.text
    return of_evidence(first.kind, first.number, [each.quote for each in marks if each.quote is not None])


def tallied(marks: Sequence[Mark]) -> str:
    """How many there are of each kind, the severe kinds first, then the most frequent: `1 gone, 86 paraphrase`."""
    severe = {mark.kind: mark.severe for mark in marks}
    kinds = Counter(mark.kind for mark in marks).most_common()
    kinds.sort(key=lambda each: not severe[each[0]])
    return ", ".join(f"{count} {kind}" for kind, count in kinds)
