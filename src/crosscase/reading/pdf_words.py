"""Letters at their places become words: signs mended, doubles dropped, all of a page turned upright."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from crosscase.reading.pdf_parts import WIDE, Word

_NARROW = 0.17  # sizes: where the file writes no blanks, so much room is one
_THIN = 0.02  # sizes: no letter is so narrow, and no blank is
_SAME = 0.12  # sizes: how far apart two prints of one letter are that shall look bold
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# bullets of the fonts Symbol and Wingdings, as word processors write them
_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf02d\uf0a8\uf06c\uf06e\uf0fc\u25cf\u25aa\u25a0", "•")
_SIGNS = str.maketrans({**_LIGATURES, **_BULLETS, "\u00a0": " ", "\u202f": " ", "\u2007": " "})
# accents set beside their letter, as older TeX does: ˚ over a is å
_ACCENTS = {"˚": "\u030a", "¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303"}
_ACCENTS |= {"¸": "\u0327", "ˇ": "\u030c", "¯": "\u0304", "˘": "\u0306", "˝": "\u030b", "˙": "\u0307"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\u200b\u2060\ud800-\udfff]")


class Letter(NamedTuple):
    """One sign as it is set: where its line begins and ends, from the page's top left corner."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool


def words_of(
    letters: Sequence[tuple[int, Letter]], width: float, height: float
) -> tuple[tuple[Word, ...], tuple[str, ...], float, float]:
    """The words of a page, as most of it runs.

    Args:
        letters: with the direction each runs: 0 to the right, 1 upwards, 2 to the left, 3 downwards, -1 aslant.

    Returns:
        The words in lines from the top, each line from the left; those that run in another direction; width
        and height of the page as it is read.
    """
    most = Counter(direction for direction, letter in letters if letter.text.strip() and direction >= 0)
    main = most.most_common(1)[0][0] if most else 0
    upright = [_upright(letter, main, width, height) for direction, letter in letters if direction == main]
    others = [(direction, letter) for direction, letter in letters if direction != main]
    turned = []
    for direction, letters_of in groupby(others, key=lambda one: one[0]):
        group = [letter for _, letter in letters_of]
        turned.append(_turned(group, direction, width, height))
    if main in (1, 3):
        width, height = height, width
    inside = [one for one in upright if -1 <= one.x0 <= width + 1 and -1 <= one.y0 <= height + 1]
    return tuple(_words(inside)), tuple(filter(None, turned)), width, height


def _turned(group: Sequence[Letter], direction: int, width: float, height: float) -> str:
    if direction < 0:
        return " ".join(_mended("".join(letter.text for letter in group)).split())
    return " ".join(word.text for word in _words(_upright(one, direction, width, height) for one in group))


def _upright(letter: Letter, direction: int, width: float, height: float) -> Letter:
    """The letter on a page that is turned so that its text runs to the right."""
    text, x0, y0, x1, y1, size, bold = letter
    if direction == 1:
        return Letter(text, height - y0, x0, height - y1, x1, size, bold)
    if direction == 2:
        return Letter(text, width - x0, height - y0, width - x1, height - y1, size, bold)
    if direction == 3:
        return Letter(text, y0, width - x0, y1, width - x1, size, bold)
    return letter


def _words(letters: Iterable[Letter]) -> Iterator[Word]:
    for row in map(_with_room, _rows(letters)):
        blanks = sum(not letter.text.strip() for letter in row)
        gap = WIDE if blanks * 12 >= len(row) else _NARROW
        for group in _grouped(row, gap):
            if (word := _word(group)) is not None:
                yield word


def _rows(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Letters that stand on one line, from the left; blanks only where they part others."""
    row: list[Letter] = []
    for letter in sorted(letters, key=lambda one: one.y0):
        if row and letter.y0 - row[-1].y0 > 0.1 * min(letter.size, row[-1].size):
            yield sorted(row, key=lambda one: one.x0)
            row = []
        row.append(letter)
    if row:
        yield sorted(row, key=lambda one: one.x0)


def _with_room(row: Sequence[Letter]) -> list[Letter]:
    """Without blanks that a letter is set on: browsers write a soft hyphen that is not shown as one."""
    starts = [one.x0 for one in row if one.x1 - one.x0 > _THIN * one.size and one.text.strip()]
    kept = []
    for letter in row:
        if not letter.text.strip():
            near = _THIN * letter.size
            index = bisect_left(starts, letter.x0 - near)
            if index < len(starts) and starts[index] <= letter.x0 + near:
                continue
        kept.append(letter)
    return kept


def _grouped(row: Sequence[Letter], gap: float) -> Iterator[list[Letter]]:
    group: list[Letter] = []
    for letter in row:
        if not letter.text.translate(_SIGNS).strip():
            if group:
                yield group
            group = []
            continue
        if group and _is_double(group, letter):
            group[-1] = group[-1]._replace(bold=True)
            continue
        if group and letter.x0 - max(one.x1 for one in group[-3:]) > gap * max(letter.size, group[-1].size):
            yield group
            group = []
        group.append(letter)
    if group:
        yield group


def _is_double(group: Sequence[Letter], letter: Letter) -> bool:
    """Whether a letter is another print of one that stands there."""
    near = _SAME * letter.size
    return any(
        one.text == letter.text and abs(one.x0 - letter.x0) < near and abs(one.y0 - letter.y0) < near
        for one in group[-2:]
    )


def _word(group: Sequence[Letter]) -> Word | None:
    text = _mended(_composed(group))
    if not text:
        return None
    if len(text) == 1 and unicodedata.category(text) == "Co":
        text = "•"  # a sign of a program's own font: nearly always a bullet
    sizes = Counter(round(letter.size, 1) for letter in group)
    bold = sum(letter.bold for letter in group) * 2 > len(group)
    x1 = max(letter.x1 for letter in group)
    base = sum(letter.y0 for letter in group) / len(group)
    return Word(text, group[0].x0, x1, base, max(sizes, key=lambda size: (sizes[size], size)), bold)


def _composed(group: Sequence[Letter]) -> str:
    """The letters of a word; an accent that stands over a letter becomes a part of it."""
    found: list[str] = []
    waiting = ""
    for index, letter in enumerate(group):
        mark = _ACCENTS.get(letter.text)
        middle = (letter.x0 + letter.x1) / 2
        if mark and index + 1 < len(group) and group[index + 1].x0 <= middle <= group[index + 1].x1:
            waiting += mark
        elif mark and index and group[index - 1].x0 <= middle <= group[index - 1].x1:
            found[-1] += mark
        else:
            # TeX's letter for i under an accent has no dot
            base = {"ı": "i", "ȷ": "j"}.get(letter.text, letter.text) if waiting else letter.text
            found.append(base + waiting)
            waiting = ""
    return "".join(found)


def _mended(text: str) -> str:
    return unicodedata.normalize("NFC", _CONTROL.sub("", text.translate(_SIGNS))).strip()
