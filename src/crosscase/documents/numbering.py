"""Figures and tables get their numbers, and what refers to them their names: `Figur 3`, `table 2`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from crosscase.documents.footnotes import with_runs
from crosscase.documents.values import Block, Figure, Rich, Run, Table

Kind = Literal["figure", "table"]

_NAMES: Mapping[str, Mapping[Kind, str]] = {
    "nb": {"figure": "Figur", "table": "Tabell"},
    "nn": {"figure": "Figur", "table": "Tabell"},
    "no": {"figure": "Figur", "table": "Tabell"},
    "en": {"figure": "Figure", "table": "Table"},
}


def numbered(blocks: Iterable[Block], language: str) -> tuple[Block, ...]:
    """Blocks in which every figure and table with a caption has its number, and references to them their words.

    A run without words whose link leads to one of them becomes `figur 3`, in the language; one that leads to nothing
    is left out.
    """
    counts: dict[Kind, int] = {"figure": 0, "table": 0}
    found: list[Block] = []
    names: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Figure | Table) and block.caption:
            kind: Kind = "figure" if isinstance(block, Figure) else "table"
            counts[kind] += 1
            block = replace(block, number=counts[kind])
            if block.anchor:
                names.setdefault(f"#{block.anchor}", label_of(block, language).lower())
        found.append(block)
    return tuple(with_runs(block, lambda runs: _named(runs, names)) for block in found)


def label_of(block: Figure | Table, language: str) -> str:
    """What a numbered figure or table is called, `Figur 3`; empty where it has no number."""
    if not block.number:
        return ""
    return f"{label_word(block, language)} {block.number}"


def label_word(block: Figure | Table, language: str) -> str:
    """What figures, or tables, are called."""
    names = _NAMES.get(language.partition("-")[0].lower(), _NAMES["en"])
    return names["figure" if isinstance(block, Figure) else "table"]


def captioned(block: Figure | Table, language: str) -> str:
    """The caption with the number before it, as one line of text."""
    label = label_of(block, language)
    return f"{label}. {block.caption}" if label else block.caption


def reference(anchor: str) -> Run:
    """What `numbered` gives the name of the figure or table of an anchor."""
    return Run("", link=f"#{anchor}")


def _named(runs: Rich, names: Mapping[str, str]) -> Rich:
    if all(run.text or not run.link for run in runs):
        return runs
    told = (
        run if run.text or not run.link else replace(run, text=names[run.link]) if run.link in names else None
        for run in runs
    )
    return tuple(run for run in told if run is not None)
