"""Bodies made ready to be searched without regard to case and accents; which spellings are the same, `study.folding` says.

What is found must be told in positions of the body as it stands, though folding changes lengths. Nearly every
character is *regular*: one code point that stands alone and folds to one. So a body is not folded but for its few
irregular pieces, and a pattern is searched as sets of regular characters: positions differ only behind such pieces.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from unicodedata import category

from crosscase.study.folding import folded_grapheme
from crosscase.study.graphemes import SPECIAL, boundaries

_NUMBER_SIGNS = frozenset({"No", "Nl"})
_REGULAR_BELOW = 0x2100  # `SPECIAL` leaves nothing out above it


@cache
def regular(exact: bool) -> Mapping[str, str]:
    """Every regular character and what it folds to."""
    found = {}
    for code in range(_REGULAR_BELOW):
        character = chr(code)
        if (SPECIAL.match(character) is None or character == "\t") and len(
            plain := folded_grapheme(character, exact)
        ) == 1:
            found[character] = plain
    return found


@cache
def _spellings(exact: bool) -> Mapping[str, tuple[str, ...]]:
    spellings: dict[str, list[str]] = {}
    for character, plain in regular(exact).items():
        spellings.setdefault(plain, []).append(character)
    return {plain: tuple(characters) for plain, characters in spellings.items()}


def spellings(letter: str, exact: bool = False) -> tuple[str, ...]:
    """The characters that a folded letter can stand for in `Folding.text`."""
    return _spellings(exact).get(letter, (letter,))


@cache
def _irregular(exact: bool) -> re.Pattern[str]:
    """From an irregular character to the last one that is not two regular ones away from the next."""
    allowed = "".join(map(re.escape, regular(exact)))
    # begins with one set and nothing else: such a pattern is looked for twice as fast
    return re.compile(f"[^{allowed}](?:[{allowed}]?[^{allowed}])*[{allowed}]?")


@dataclass(frozen=True, slots=True, eq=False)
class Folding:
    """A body made ready to be searched.

    Attributes:
        body: the text as it stands.
        text: the same with its irregular pieces folded; regular characters are as they were.
        borders: offsets in `text` where graphemes of irregular pieces begin, and where such pieces end.
        places: the same in the body.
        loose: 1 where what follows a border is as in the body, so that every offset in it is a border too.
        marked: whether letters are left with marks, or signs that only look like letters to `re`.
    """

    body: str
    text: str
    borders: array[int]
    places: array[int]
    loose: bytearray
    marked: bool

    @property
    def is_regular(self) -> bool:
        """Whether body and text are the same."""
        return not self.borders

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """A span of the text as one of the body; None where it would cut a grapheme."""
        if not self.borders:
            return start, end
        # signs without width lie between two places: they belong to neither side
        begin = self._place(start, bisect_right(self.borders, start) - 1)
        index = bisect_left(self.borders, end)
        stop = self._place(
            end, index if index < len(self.borders) and self.borders[index] == end else index - 1
        )
        return None if begin is None or stop is None else (begin, stop)

    def _place(self, offset: int, index: int) -> int | None:
        if index < 0:
            return offset
        beyond = offset - self.borders[index]
        return self.places[index] + beyond if not beyond or self.loose[index] else None


@lru_cache(maxsize=4096)
def _is_marked(plain: str) -> bool:
    return (plain[:1].isalnum() and not plain.isalnum()) or any(
        map(_NUMBER_SIGNS.__contains__, map(category, plain))
    )


@lru_cache(maxsize=512)
def folding(body: str, exact: bool = False) -> Folding:
    """Make a body ready; `exact` as in `folded`. The last ones are kept, for one searches again and again."""
    parts: list[str] = []
    borders, places, loose = array("L"), array("L"), bytearray()
    done = size = 0
    marked = False
    for match in _irregular(exact).finditer(body):
        start = max(done, match.start() - 1)  # a mark belongs to the letter before it
        parts.append(body[done:start])
        size += start - done
        piece = body[start : match.end()]
        starts = boundaries(piece)
        for begin, end in pairwise(starts):
            borders.append(size)
            places.append(start + begin)
            loose.append(0)
            plain = folded_grapheme(piece[begin:end], exact)
            parts.append(plain)
            size += len(plain)
            marked = marked or _is_marked(plain)
        done = match.end()
        borders.append(size)
        places.append(done)
        loose.append(1)
    if not parts:
        return Folding(body, body, borders, places, loose, False)
    parts.append(body[done:])
    return Folding(body, "".join(parts), borders, places, loose, marked)
