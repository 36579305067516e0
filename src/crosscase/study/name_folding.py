"""Texts in the spelling in which names are compared, with the way back to the text as it stands.

Case, accents that make no letter of their own, signs nobody sees, and kinds of hyphens and apostrophes count for
nothing: `study.folding` says which letters are the same, and here letters are also composed by compatibility, so that
a no-break space, a ligature or a letter of double width hides no name.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass

from crosscase.study.folding import folded_grapheme

_UNSEEN = dict.fromkeys((0xAD, 0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)))
_UNSEEN |= dict.fromkeys((*range(0x2060, 0x2070), 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080)))
_LIKE = {
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D), "-"),
    **dict.fromkeys((0x2018, 0x2019, 0x201B, 0x02BC, 0x02B9, 0x2032, 0xB4, 0x60), "'"),
    # letters with a stroke, which no rule of Unicode parts from it
    **dict.fromkeys(map(ord, "łŁ"), "l"),
    **dict.fromkeys(map(ord, "đĐðÐ"), "d"),
    **dict.fromkeys(map(ord, "ŧŦ"), "t"),
    **dict.fromkeys(map(ord, "ŋŊ"), "n"),
}


class _Letters(dict[int, str]):
    """What characters fold to by themselves; filled as they are met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _plain(chr(code))
        return found


class _Alone(dict[str, bool]):
    """Whether a character folds to one, and never joins the one before it; filled as they are met."""

    def __missing__(self, character: str) -> bool:
        alone = len(_LETTERS[ord(character)]) == 1 and not unicodedata.category(character).startswith("M")
        self[character] = alone
        return alone


def _plain(unit: str) -> str:
    seen = unit.translate(_UNSEEN).translate(_LIKE)
    return folded_grapheme(unicodedata.normalize("NFKC", seen)).translate(_UNSEEN).translate(_LIKE)


_LETTERS, _ALONE = _Letters(), _Alone()


@dataclass(frozen=True, slots=True, eq=False)
class FoldedText:
    """A text, folded.

    Attributes:
        text: the folded text.
        borders: offsets in `text` where characters begin that are not one for one, and where a row of them ends.
        places: the same in the text as it stands.
        loose: 1 at the end of such a row: what follows is one for one.
    """

    text: str
    borders: array[int]
    places: array[int]
    loose: bytearray

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of `text`, not empty, as one of the text as it stands; it never cuts what was folded as one."""
        if not self.borders:
            return start, end
        return self._place(start), self._place(end - 1, 1)

    def _place(self, offset: int, after: int = 0) -> int:
        index = bisect_right(self.borders, offset) - 1
        if index < 0:
            return offset + after
        if self.loose[index]:
            return self.places[index] + offset - self.borders[index] + after
        return self.places[index + after]


def fold(text: str) -> FoldedText:
    """Fold a text."""
    borders, places, loose = array("L"), array("L"), bytearray()
    if text.isascii():
        return FoldedText(text.lower().replace("`", "'"), borders, places, loose)
    odd = "".join(sorted(character for character in set(text) if not _ALONE[character]))
    if not odd:
        return FoldedText(text.translate(_LETTERS), borders, places, loose)
    parts: list[str] = []
    done = size = 0
    # with the character before, which a mark belongs to
    for match in re.finditer(f"(?s:.)?[{re.escape(odd)}]+", text):
        parts.append(before := text[done : match.start()].translate(_LETTERS))
        size += len(before)
        for begin, unit in _units(match[0]):
            borders.append(size)
            places.append(match.start() + begin)
            loose.append(0)
            parts.append(plain := _plain(unit))
            size += len(plain)
        done = match.end()
        borders.append(size)
        places.append(done)
        loose.append(1)
    parts.append(text[done:].translate(_LETTERS))
    return FoldedText("".join(parts), borders, places, loose)


def _units(piece: str) -> list[tuple[int, str]]:
    """Where each character with the marks and unseen signs behind it begins, and what it is."""
    starts = [
        place
        for place, character in enumerate(piece)
        if place == 0 or (_LETTERS[ord(character)] and not unicodedata.category(character).startswith("M"))
    ]
    return [(begin, piece[begin:end]) for begin, end in zip(starts, [*starts[1:], len(piece)], strict=True)]


def folded_name(words: str) -> str:
    """A name in the spelling in which names are compared: folded, one space between its words."""
    return " ".join(fold(words).text.split())
