"""Graphemes: what a reader takes for one character, so that no position ever falls inside one.

Extended grapheme clusters of Unicode Annex 29, with one difference: a carriage return and a line feed are
two, because the end of a line is always a stop of its own.
"""

from __future__ import annotations

import re

import regex

# The ranges hold Latin, Greek, Cyrillic, punctuation and currency: letters that stand alone and are one cell
# wide. Everything else may join its neighbour, be wide, or be a control character.
SPECIAL: re.Pattern[str] = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u2010-\u2015\u2018-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u20a0-\u20bf]"
)
"""Matches any character that may not be one code point, one grapheme and one cell at once."""

# Flags are spelt out: \X counts back to the first flag of a row for each of them.
_CLUSTER = regex.compile(r"\r|\p{GCB=RI}{2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*|\X")
# A place where a cluster begins whatever stands further to the left. A plain character joins nothing but a
# prepended mark; pictures and Indic letters (Lo) may be joined by what is between, so they need a plain one
# before them; Hangul and flags join only their own kind.
_SURE_START = regex.compile(
    r"""(?r)(?V1)
    (?<!\p{GCB=Prepend})[\p{GCB=Other}--\p{Extended_Pictographic}--\p{Lo}]
    | (?<=\p{GCB=Other})\p{GCB=Other}
    | (?<![\p{GCB=L}\p{GCB=Prepend}])[\p{GCB=L}\p{GCB=LV}\p{GCB=LVT}]
    | (?<![\p{GCB=RI}\p{GCB=Prepend}])\p{GCB=RI}
    | [\p{GCB=Control}\p{GCB=CR}\p{GCB=LF}]
    """,
    regex.VERBOSE,
)
_WINDOW = 64


def boundaries(text: str) -> list[int]:
    """Where the graphemes of `text` begin, and its length at the end; `[0]` for an empty text."""
    if SPECIAL.search(text) is None:
        return list(range(len(text) + 1))
    return [match.start() for match in _CLUSTER.finditer(text)] + [len(text)]


def snap(body: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole graphemes; what lies outside the body is cut off, an empty span stays empty.

    Reads the body only around the two ends.
    """
    start = max(0, min(start, len(body)))
    end = max(start, min(end, len(body)))
    low = _cluster_at(body, start)[0]
    if end == start:
        return low, low
    begin, stop = _cluster_at(body, end)
    return low, end if begin == end else stop


def step(body: str, offset: int, direction: int) -> int:
    """The next (`direction` above 0) or previous place a cursor can stand; the ends of the body stay put."""
    length = len(body)
    offset = max(0, min(offset, length))
    if direction > 0:
        if offset == length:
            return length
        if SPECIAL.search(body, offset, offset + 2) is None:
            return offset + 1
        return _cluster_at(body, offset)[1]
    if offset == 0:
        return 0
    if SPECIAL.search(body, max(0, offset - 2), offset) is None:
        return offset - 1
    return _cluster_at(body, offset - 1)[0]


def _cluster_at(body: str, offset: int) -> tuple[int, int]:
    """Bounds of the grapheme that holds `offset`; `(len, len)` at the end of the body."""
    if offset >= len(body):
        return len(body), len(body)
    if SPECIAL.search(body, max(0, offset - 1), offset + 2) is None:
        return offset, offset + 1
    position = _sure_start(body, offset)
    while True:
        match = _CLUSTER.match(body, position)
        assert match is not None  # a cluster can begin anywhere before the end
        if match.end() > offset:
            return match.start(), match.end()
        position = match.end()


def _sure_start(body: str, offset: int) -> int:
    """The nearest place at or before `offset` where a grapheme surely begins."""
    window = _WINDOW
    while True:
        low = max(0, offset - window)
        match = _SURE_START.search(body, low, offset + 1)
        if match is not None:
            return match.start()
        if low == 0:
            return 0
        window *= 8
