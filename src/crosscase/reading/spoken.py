"""What was said, piece by piece and with its time, becomes the body of a transcript: turns under time stamps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crosscase.study.model import Speaker

PARAGRAPH = 30_000
"""Milliseconds after which a turn gets a new paragraph, at the end of a sentence."""
LONGEST = 90_000
"""Milliseconds after which it gets one at the end of any piece: recognised speech may have no sentences."""
LATEST = 1000 * 3_600_000
"""Milliseconds: no stamp has four digits of hours."""

_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]*\Z""")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of what was said.

    Attributes:
        start: milliseconds from the beginning; None where nothing says when.
        voice: who speaks; empty where nothing says so: then it stands under whoever spoke before.
        words: on one line.
        apart: whether it begins a paragraph of its own.
        is_heading: whether it is a heading, with its signs, and nobody says it.
    """

    start: int | None
    voice: str
    words: str
    apart: bool = False
    is_heading: bool = False


def body_of(pieces: Iterable[Said]) -> tuple[str, list[int]]:
    """The body of a transcript, and where in it the words of each piece begin.

    Pieces of one speaker are one turn. Each turn begins with `[hh:mm:ss] Name: `; a long one gets a paragraph
    with its own stamp where a sentence ends.
    """
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    voice: str | None = None
    since: int | None = None
    last = ""
    for piece in pieces:
        fresh = voice is None or (piece.voice not in ("", voice)) or piece.is_heading
        if fresh or piece.apart or _is_long(piece.start, since, last):
            before = "\n" if parts else ""
            if not piece.is_heading:
                before += stamp(piece.start) if piece.start is not None else ""
                before += f"{piece.voice}: " if fresh and piece.voice else ""
            since = piece.start if fresh or piece.start is not None else since
        else:
            before = " "
        voice = None if piece.is_heading else piece.voice or voice or ""
        last = piece.words
        parts += [before, piece.words]
        starts.append(length + len(before))
        length += len(before) + len(piece.words)
    return "".join(parts) + "\n" * bool(parts), starts


def _is_long(start: int | None, since: int | None, last: str) -> bool:
    if start is None or since is None:
        return False
    return start - since >= LONGEST or (start - since >= PARAGRAPH and _SENTENCE_END.search(last) is not None)


def stamp(milliseconds: int) -> str:
    """A time as it stands before words: `[00:14:32] `."""
    seconds = milliseconds // 1000
    return f"[{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}] "


def name_of(found: str) -> str:
    """A name as it can open a turn; empty where it cannot."""
    name = " ".join(found.split()).strip(" :#*")
    return name if len(name) <= _LONGEST_NAME else ""


def speakers_of(pieces: Sequence[Said]) -> tuple[Speaker, ...]:
    """Everybody who says something, in the order of their first words."""
    return tuple(Speaker(name) for name in dict.fromkeys(piece.voice for piece in pieces) if name)
