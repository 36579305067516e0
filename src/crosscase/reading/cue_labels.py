"""Who speaks where a file marks nobody: names before a colon at the beginning of what is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crosscase.reading.spoken import Said, name_of

_LABEL = re.compile(r"(?:[-–—>]+ ?)?([^\W_][^:]{0,39}):(?: +|\Z)")
_MOST_WORDS = 4
_PARTICLES = frozenset({"av", "da", "de", "del", "den", "der", "di", "og", "på", "van", "von"})
_TWICE = 2


def labelled(pieces: Sequence[Said]) -> list[Said]:
    """Pieces with the names before their words taken for those who speak.

    A name counts where it stands twice or more, or where half of all pieces begin with one. What has no name is
    said by whoever spoke before.
    """
    found = Counter(label for label in map(_label, pieces) if label)
    many = 2 * found.total() >= len(pieces)
    names = {name for name, count in found.items() if many or count >= _TWICE}
    return list(_named(pieces, names)) if names else list(pieces)


def _label(piece: Said) -> str:
    match = _LABEL.match(piece.words)
    return name_of(match[1]) if match is not None and looks_like_name(match[1]) else ""


def looks_like_name(words: str) -> bool:
    """Whether some words are few, and none of them but such as `von` begins with a small letter."""
    parts = words.split()
    return len(parts) <= _MOST_WORDS and all(
        part in _PARTICLES or part[0] == "(" or not part[0].islower() for part in parts
    )


def _named(pieces: Iterable[Said], names: set[str]) -> Iterable[Said]:
    alone: Said | None = None  # a name without words says what comes next
    for piece in pieces:
        match, name = _LABEL.match(piece.words), _label(piece)
        named = match is not None and name in names
        if alone is not None and named:
            yield alone
            alone = None
        if match is not None and named and match.end() == len(piece.words):
            alone = piece
        elif match is not None and named:
            yield replace(piece, voice=name, words=piece.words[match.end() :], apart=False)
        elif alone is not None:
            yield replace(piece, voice=_label(alone), start=alone.start)
            alone = None
        else:
            yield piece
    if alone is not None:
        yield alone
