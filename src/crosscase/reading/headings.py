"""Lines of a plain text that look like headings."""

from __future__ import annotations

import re

from crosscase.reading.taken import Heading

LONGEST = 70
"""Characters: what is longer is a sentence."""

# a short line between empty ones that ends as no sentence does; no list, no rule, no speaker's label
_ALONE = re.compile(rf"\n\n[ \t]*([^\W_][^\n:]{{1,{LONGEST - 2}}}[^\W_)])[ \t]*(?=\n[ \t]*\n[ \t]*\S)")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?[ \t]+\S")
_SMALL = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(r"[.!?…,;][ \t]")
_MOST_WORDS = 9
_LINES_EACH = 3  # the heading's own with them


def guessed_headings(body: str) -> tuple[Heading, ...]:
    """Lines that stand alone between empty lines, are short, and do not read as a sentence.

    A number such as `2.1` before the words says the level. Where more than one line in three looks so, the
    text is written in short lines, and none of them is a heading.
    """
    found = []
    line, seen = 0, 0
    padded = f"\n\n{body}"
    for match in _ALONE.finditer(padded):
        words = match[1]
        if not _reads_as_heading(words):
            continue
        line += padded.count("\n", seen, match.start(1))
        seen = match.start(1)
        number = _NUMBERED.match(words)
        found.append(Heading(line - 2, 1 + number[1].count(".") if number is not None else 1, words))
    lines = sum(1 for part in body.split("\n") if part.strip()) if found else 0
    return tuple(found) if _LINES_EACH * len(found) <= lines else ()


def _reads_as_heading(words: str) -> bool:
    first = _SMALL.search(words)
    if first is None or first[0].islower() or len(words.split()) > _MOST_WORDS:
        return False
    return _SENTENCE.search(re.sub(r"^[\d.]+", "", words)) is None
