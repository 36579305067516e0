"""The words that stand beside hits, as entries to pick from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from crosscase.language.apart import Row
from crosscase.tui.picker import Entry
from crosscase.tui.search.arranged import counted
from crosscase.tui.search.kwic import beginning
from crosscase.tui.words import shown

WORD = 30  # cells
FORMS = 6  # forms of a word at most that are named


def beside_entries(rows: Sequence[Row]) -> list[Entry]:
    """Each word with how often it stands beside a hit, and how often it would by chance; its key is its place."""
    digits = max((len(str(row[1])) for row in rows), default=1)
    return [_entry(place, row, digits) for place, row in enumerate(rows)]


def _entry(place: int, row: Row, digits: int) -> Entry:
    word, count, expected, score, texts, forms = row
    name = beginning(shown(word), WORD)
    label = Content.assemble(
        (f"{count:>{digits}} ", "dim"),
        (name + " " * (WORD - cell_len(name)), "bold"),
        (f"  by chance {expected:.1f} · in {counted(texts, 'text')}", "dim"),
    )
    named = ", ".join(map(shown, forms[:FORMS])) + (" …" if len(forms) > FORMS else "")
    return Entry(str(place), label, " ".join((word, *forms)), f"likelihood ratio {score:.1f} · as {named}")
