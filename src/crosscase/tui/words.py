"""Words of the study on their way to the screen: never markup, never a control character."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from crosscase.tui.transcript.cells import safe_text

ELLIPSIS = "…"


def shown(text: str) -> str:
    """`text` on one line, in characters whose width every terminal agrees on."""
    return safe_text(text.replace("\n", " "))


def plain(text: str, style: str = "") -> Content:
    """`text` as it is, whatever brackets it holds."""
    return Content.styled(shown(text), style) if style else Content(shown(text))


def shortened(text: str, width: int) -> str:
    """A `shown` text in at most `width` cells: the middle gives way."""
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return ELLIPSIS[: max(0, width)]
    tail = (width - 1) // 3
    return _first(text, width - 1 - tail) + ELLIPSIS + _last(text, tail)


def _first(text: str, width: int) -> str:
    end = 0
    while end < len(text) and cell_len(text[: end + 1]) <= width:
        end += 1
    return text[:end].rstrip()


def _last(text: str, width: int) -> str:
    start = len(text)
    while start > 0 and cell_len(text[start - 1 :]) <= width:
        start -= 1
    return text[start:].lstrip()


def wrapped(text: str, width: int) -> list[str]:
    """A `shown` text in rows of at most `width` cells, broken at blanks where that can be."""
    rows: list[str] = []
    row = ""
    for word in text.split():
        joined = f"{row} {word}" if row else word
        if cell_len(joined) <= width:
            row = joined
            continue
        if row:
            rows.append(row)
        while cell_len(word) > width:
            head = _first(word, width) or word[0]
            rows.append(head)
            word = word[len(head) :]
        row = word
    return [*rows, row] if row or not rows else rows
