"""The lines above the hits: how and where it is looked for, with the keys that change it, and how much was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.binding import ActiveBinding
from textual.content import Content

from crosscase.language.pattern import HOWS
from crosscase.study.folder import Study
from crosscase.synthesis.searching import INSIDES, Found
from crosscase.tui.actions import key_name
from crosscase.tui.search.arranged import Arranged, counted
from crosscase.tui.search.asked import MOST, NAMED_HOW, Asked
from crosscase.tui.words import plain, shortened, shown

CASES = {"sources": "source", "memos": "memo", "quotes": "quote"}


def choices(study: Study, asked: Asked, live: Iterable[ActiveBinding], width: int) -> Content:
    """Two lines of choices, the chosen ones in brackets, each with its key.

    Args:
        live: the bindings that work now, for the names of their keys.
        width: cells of a line.
    """
    keys: dict[str, str] = {}
    for active in live:
        keys.setdefault(active.binding.id or "", key_name(active.binding))
    first = _choice(keys, "how", "how", [NAMED_HOW[how] for how in HOWS], NAMED_HOW[asked.how])
    second = Content.assemble(
        _choice(keys, "inside", "in", INSIDES, asked.inside),
        "   ",
        _choice(keys, "exact", "exact", ("no", "yes"), "yes" if asked.exact else "no"),
        "   ",
        _named(keys, "where", "where"),
    )
    first = Content.assemble(first, "   ", _named(keys, "who", "who"))
    who = shortened(shown(asked.who), max(8, width - first.cell_length - 3))
    first = Content.assemble(first, (f" [{who}]", "bold"))
    where = shortened(shown(asked.where(study)), max(8, width - second.cell_length - 3))
    return Content("\n").join([first, Content.assemble(second, (f" [{where}]", "bold"))])


def _named(keys: dict[str, str], action: str, name: str) -> Content:
    return Content.assemble((keys.get(f"search.{action}", ""), "$text-accent bold"), f" {name}")


def _choice(keys: dict[str, str], action: str, name: str, words: Sequence[str], chosen: str) -> Content:
    parts = [_named(keys, action, name), Content(" ")]
    for word in words:
        parts.append(
            Content.styled(f"[{word}]", "bold") if word == chosen else Content.styled(f" {word} ", "dim")
        )
    return Content("").join(parts)


def summary(asked: Asked, answer: Found | None, found: Arranged, wrong: str, busy: bool) -> Content:
    """How many there are of how much, and how many are ticked; or why there is no answer."""
    if wrong:
        return plain(f"! {wrong}")
    if busy:
        return Content("searching …")
    if answer is None:
        return Content("")
    what = CASES[asked.inside]
    if not len(answer.hits):
        return Content(f"no hits in {counted(answer.searched, what)}")
    if not answer.complete:
        return plain(f"the first {counted(MOST, 'hit')}, there are more: look for something longer", "bold")
    hits = counted(len(answer.hits), "hit")
    cases = sum(1 for case, count in answer.by_case.items() if case and count)
    among = sum(1 for case in answer.by_case if case)
    parts = [f"{hits} in {answer.texts} of {counted(answer.searched, what)}"]
    if among:
        parts.append(f"{cases} of {counted(among, 'case')}")
    ticked = found.ticked_count
    parts.append("all ticked" if ticked == len(found) else f"{ticked} ticked")
    return Content.assemble((parts[0], "bold"), *(f" · {part}" for part in parts[1:]))
