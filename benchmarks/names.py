"""How well names are found: precision and recall on labelled sentences, and the gate on a megabyte.

Run alone, with what was missed and what was taken for a name: python -m benchmarks.names [--all]
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.names_texts import DEV, HELD_OUT, ROSTER
from crosscase.language.finding_names import Candidate, candidates
from crosscase.study.roster import Entry, Roster, occurrences

Measure = tuple[str, float, str, float | None]
_MARKED = re.compile(r"‹([^›]*)›")
_KNOWN = frozenset({"Intervjuer", "Moderator", "I1", "I2"})
_SYLLABLES = [
    "ka",
    "ri",
    "no",
    "ma",
    "li",
    "an",
    "ne",
    "per",
    "ola",
    "sen",
    "hau",
    "gen",
    "tor",
    "vik",
    "dal",
    "kå",
]
BUDGET_SECONDS = 1.0


class Counts(NamedTuple):
    """Names marked, found and right: the very span, or one that overlaps it."""

    marked: int = 0
    found: int = 0
    exact: int = 0
    touched: int = 0
    touching: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that touches a name, percent."""
        return 100 * self.touching / self.found if self.found else 100.0

    @property
    def recall(self) -> float:
        """The share of names that something found touches, percent."""
        return 100 * self.touched / self.marked if self.marked else 100.0

    @property
    def whole(self) -> float:
        """The share of names found from their first to their last letter, percent."""
        return 100 * self.exact / self.marked if self.marked else 100.0


def parted(sentence: str) -> tuple[str, list[tuple[int, int]]]:
    """A labelled sentence as its text and the spans of its names."""
    text, spans, done = "", [], 0
    for match in _MARKED.finditer(sentence):
        text += sentence[done : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        done = match.end()
    return text + sentence[done:], spans


def counted(sentences: Sequence[str], roster: Roster, told: bool = False) -> Counts:
    """What is found in sentences, each looked at by itself."""
    total = Counts()
    for sentence in sentences:
        text, spans = parted(sentence)
        found = candidates(text, roster, "nb", known=_KNOWN)
        right = [one for one in found if any(one.start < end and start < one.end for start, end in spans)]
        met = [span for span in spans if any(one.start < span[1] and span[0] < one.end for one in found)]
        exact = {(one.start, one.end) for one in found} & set(spans)
        total = Counts(
            total.marked + len(spans),
            total.found + len(found),
            total.exact + len(exact),
            total.touched + len(met),
            total.touching + len(right),
        )
        if told and (len(right) < len(found) or len(exact) < len(spans)):
            print(f"{sentence}\n    {', '.join(map(_brief, found))}")
    return total


def _brief(one: Candidate) -> str:
    return f"{one.words}|{one.ending} ({one.kind}, {one.score}, {one.why})"


def _gate() -> float:
    made = [
        f"{a}{b} {c}{d}".title()
        for a in _SYLLABLES
        for b in _SYLLABLES
        for c in _SYLLABLES
        for d in _SYLLABLES
    ]
    roster = Roster(tuple(Entry(name) for name in made[::6][:10_000]))
    text = ("Vi så på hva som skjedde på møtet, og så gikk vi hjem igjen etterpå. " * 15_000)[:1_000_000]
    occurrences(roster, "")
    begun = time.perf_counter()
    occurrences(roster, text)
    return time.perf_counter() - begun


def run() -> Iterator[Measure]:
    """Figures with and without a roster, on the sentences the rules were made on and on the others."""
    for name, sentences in (("dev", DEV), ("held-out", HELD_OUT)):
        for what, roster in (("with a roster of ten", ROSTER), ("without a roster", Roster())):
            counts = counted(sentences, roster)
            where = f"names found, {what}, {len(sentences)} {name} sentences"
            yield f"{where}: precision", counts.precision, "%", None
            yield f"{where}: recall", counts.recall, "%", None
            yield f"{where}: whole", counts.whole, "%", None
    yield "gate: 10,000 names on 1 MB", _gate(), "s", BUDGET_SECONDS


if __name__ == "__main__":
    counted(DEV, ROSTER, told=True)
    if "--all" in sys.argv:
        print("\nheld-out")
        counted(HELD_OUT, ROSTER, told=True)
    for what, figure, unit, _ in run():
        print(f"{what}  {figure:.3g} {unit}")
