"""What words went and what words came between two texts of a few sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "come"]

_PARTS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 3_000  # words and signs that are compared one by one; more are told as gone and come


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that is in both texts (`same`), in the old one alone (`gone`) or in the new one alone (`come`)."""

    kind: Kind
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The way from one text to another, word by word.

    Returns:
        Pieces in order, none of them empty, no two neighbours of one kind, what went before what came. Those that are
        `same` or `gone` make the old text, those that are `same` or `come` the new one.
    """
    before, after = _PARTS.findall(old), _PARTS.findall(new)
    size = min(len(before), len(after))
    head = next((at for at in range(size) if before[at] != after[at]), size)
    size -= head
    tail = next((at for at in range(size) if before[-1 - at] != after[-1 - at]), size)
    stop, end = len(before) - tail, len(after) - tail
    between = _between(before[head:stop], after[head:end])
    return _joined([("same", "".join(before[:head])), *between, ("same", "".join(before[stop:]))])


def _between(before: list[str], after: list[str]) -> list[tuple[Kind, str]]:
    if max(len(before), len(after)) > _MOST:
        return [("gone", "".join(before)), ("come", "".join(after))]
    found: list[tuple[Kind, str]] = []
    for what, low, high, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[low:high]), "".join(after[start:end])
        # a blank between two words that changed is no ground to tell the words one by one
        if what == "equal" and not gone.isspace():
            found.append(("same", gone))
        else:
            found += [("gone", gone), ("come", come)]
    return found


def _joined(pieces: list[tuple[Kind, str]]) -> tuple[Piece, ...]:
    """Between two `same` pieces one that went and one that came, at most."""
    joined: list[Piece] = []
    texts: dict[Kind, str] = {}

    def close() -> None:
        joined.extend(Piece(kind, texts[kind]) for kind in ("gone", "come") if texts.get(kind))
        texts.clear()

    for kind, text in pieces:
        if not text:
            continue
        if kind == "same":
            close()
            if joined and joined[-1].kind == "same":
                joined[-1] = Piece("same", joined[-1].text + text)
            else:
                joined.append(Piece("same", text))
        else:
            texts[kind] = texts.get(kind, "") + text
    close()
    return tuple(joined)
