"""What is still known of a text that is gone: the words of its codings and those around them, each in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

_LETTERS = range(0xA500, 0xA60C)  # Vai syllables: letters, so that a run of one is a word
_SIGNS = range(0xE000, 0xF8FF)  # private use: no letters
_WORD = 5  # letters of a made-up word; with the sign after it as dense as real text


class Remembered(Protocol):
    """What is known of a span: its place, its words, and what stood before and after it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def quote(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...


def patched(spans: Sequence[Remembered], new: str) -> str:
    """The old text as far as its codings tell it.

    Args:
        spans: what is known; where two disagree the earlier one holds.
        new: the text as it is now: what is unknown is filled with words that it does not hold.

    Returns:
        A text with the old offsets, at least as long as the new one.
    """
    pieces = [piece for span in spans for piece in _pieces(span)]
    # as long as the new text: else what is known would be strewn over all of it as cheaply as kept together
    text = _filling(new, max([len(new), *(start + len(words) for start, words in pieces)]))
    known = bytearray(len(text))
    for start, words in pieces:
        end = start + len(words)
        if all(not known[at] or text[at] == words[at - start] for at in range(start, end)):
            text[start:end] = words
            known[start:end] = b"\1" * len(words)
    return "".join(text)


def _pieces(span: Remembered) -> Iterator[tuple[int, str]]:
    """Words and where they began. A span whose words were changed before has its quote from another text."""
    if not 0 <= span.start < span.end:
        return
    before = span.before[-span.start :] if span.start else ""
    if span.end - span.start == len(span.quote):
        yield span.start - len(before), before + span.quote + span.after
    else:
        yield span.start - len(before), before
        yield span.end, span.after


def _filling(new: str, length: int) -> list[str]:
    used = set(new)
    letter = next((chr(code) for code in _LETTERS if chr(code) not in used), "\0")
    sign = next((chr(code) for code in _SIGNS if chr(code) not in used), "\1")
    word = letter * _WORD + sign
    return list((word * (length // len(word) + 1))[:length])
