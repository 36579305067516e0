"""Which speakers and headings of imported files count: as options say it, or asked at a terminal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from crosscase.cli.output import note

if TYPE_CHECKING:
    from crosscase.reading.importing import Headings, Item
    from crosscase.study.originals import Original

_SHOWN = 60  # proposals that are listed; the others can be named by their numbers all the same
_RANGES = re.compile(r"\s*\d+(?:\s*-\s*\d+)?(?:\s*[, ]\s*\d+(?:\s*-\s*\d+)?)*\s*")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the options say of proposals.

    Attributes:
        speakers: whether all that are proposed count; None where nothing is said.
        headings: which headings count; None where nothing is said.
    """

    speakers: bool | None
    headings: Headings | None

    def taken(self, item: Item, known: Original | None) -> Item:
        """A text without asking: what nothing is said of counts as it did in a former import, else not."""
        from crosscase.reading.importing import headings_of, with_accepted

        speakers = None if self.speakers else ()
        if self.headings is not None:
            return with_accepted(item, speakers, self.headings)
        if known is None:
            return with_accepted(item, speakers)
        return with_accepted(item, speakers, headings_of(known), known.chosen)

    def asked(self, items: Sequence[Item], known: Callable[[Item], Original | None]) -> list[Item]:
        """Texts with what somebody at the terminal says of proposals that no option says anything of."""
        from crosscase.reading.importing import headings_of, with_accepted

        names = _speakers(items) if self.speakers is None else frozenset()
        asked = [item for item in items if self.headings is None and known(item) is None]
        lines = _headings(asked)
        found = []
        for item in items:
            speakers = None if self.speakers else [name for name in _proposed(item) if name in names]
            former = known(item)
            if self.headings is not None:
                found.append(with_accepted(item, speakers, self.headings))
            elif former is not None:
                found.append(with_accepted(item, speakers, headings_of(former), former.chosen))
            else:
                found.append(with_accepted(item, speakers, "marked", lines.get(id(item), ())))
        return found


def _proposed(item: Item) -> dict[str, int]:
    from crosscase.reading.proposals import proposals

    return dict(proposals(item.taken).speakers)


def _speakers(items: Sequence[Item]) -> frozenset[str]:
    """The names that somebody says are speakers' ones."""
    turns: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for item in items:
        for name, count in _proposed(item).items():
            turns[name] += count
            texts[name] += 1
    ranked = [name for name, _ in turns.most_common()]
    shown = [
        f"{name}  {turns[name]}×{f' in {texts[name]} files' if texts[name] > 1 else ''}" for name in ranked
    ]
    chosen = _chosen("These open lines as speakers do:", shown, "Who speaks?")
    return frozenset(ranked[place] for place in chosen)


def _headings(items: Sequence[Item]) -> dict[int, list[str]]:
    """The words of the lines that somebody says are headings, by text."""
    from crosscase.reading.proposals import proposals

    rows = [(item, heading) for item in items for heading in proposals(item.taken).headings]
    shown = [f"{item.taken.text.label}:{heading.line + 1}  {heading.words}" for item, heading in rows]
    found: dict[int, list[str]] = {}
    for place in _chosen("These lines look like headings:", shown, "Which are headings?"):
        item, heading = rows[place]
        found.setdefault(id(item), []).append(heading.words)
    return found


def _chosen(what: str, shown: Sequence[str], question: str) -> list[int]:
    """The places of what somebody chooses; none where there is nothing to choose from."""
    if not shown:
        return []
    note(what)
    for number, line in enumerate(shown[:_SHOWN], 1):
        note(f"  {number:>3}  {line}")
    if len(shown) > _SHOWN:
        note(f"  and {len(shown) - _SHOWN} more; with --look they are listed")
    while True:
        answer = typer.prompt(
            f"{question} a all, n none, or numbers such as 1,3-5", default="n", err=True
        ).strip()
        if answer.casefold() in ("a", "all", "y", "yes"):
            return list(range(len(shown)))
        if answer.casefold() in ("n", "none", "no"):
            return []
        if _RANGES.fullmatch(answer):
            places = _places(answer)
            if all(0 <= place < len(shown) for place in places):
                return places
        note(f"{answer} says none of them; give a, n, or numbers from 1 to {len(shown)}")


def _places(answer: str) -> list[int]:
    """Places from 0 of numbers and ranges from 1, each once."""
    found: dict[int, None] = {}
    for first, last in re.findall(r"(\d+)(?:\s*-\s*(\d+))?", answer):
        low, high = sorted((int(first), int(last or first)))
        found |= dict.fromkeys(range(low - 1, max(low, min(high, 100_000))))
    return list(found)
