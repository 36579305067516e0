"""The places of a name with what stands around them, each in a block of lines."""

from __future__ import annotations

import re

from textual.content import Content

from crosscase.language.names_apart import Place
from crosscase.tui.words import plain

BLOCKS = 8
"""Places that are shown at once, the one at hand among them."""
_BEFORE = 2  # of them that stand before the one at hand
_FIELDS = {"body": "", "before": "context", "after": "context"}
_NUMBERS = re.compile(r"\.[0-9]+|#")


def window(count: int, at: int) -> range:
    """Which of so many places are shown when one is at hand."""
    start = max(0, min(at - _BEFORE, count - BLOCKS))
    return range(start, min(count, start + BLOCKS))


def block(place: Place, number: int, count: int, here: bool, decided: str | None) -> Content:
    """A place.

    Args:
        number: which of the name's places it is, from 1.
        decided: what shall stand there; empty where it stays, None while nothing is decided.
    """
    where = f"{place.file}:{place.line}" if place.line else place.file
    field = _FIELDS.get(place.field, _NUMBERS.sub("", place.field.removeprefix("front.")).replace(".", " "))
    state = "" if decided is None else f"  ✓ → {decided}" if decided else "  = stays"
    head = Content.assemble(
        ("▸ " if here else "  ", "bold $text-accent"),
        plain(f"{number} of {count}  ", "bold" if here else "dim"),
        plain(where, "bold" if here else ""),
        plain(f"  {field}" if field else "", "dim"),
        plain(state, "bold $text-success"),
        "\n" if here else "",
        plain(f"  {place.why}" if here else "", "italic dim"),
    )
    style = "bold reverse" if here else "bold underline"
    before, after = place.before.split("\n"), place.after.split("\n")
    lines = [plain(line, "dim") for line in before[:-1] if line.strip()]
    lines.append(
        Content.assemble(plain(before[-1]), plain(place.words, style), plain(place.ending), plain(after[0]))
    )
    lines += [plain(line, "dim") for line in after[1:] if line.strip()]
    return Content("\n").join([head, *lines])
