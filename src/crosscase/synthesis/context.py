"""What stands around a quote."""

from __future__ import annotations

from typing import Literal

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.synthesis.passages import Passage, segments_of

Unit = Literal["sentence", "paragraph", "turn"]
Context = int | Unit
UNITS: tuple[Unit, ...] = ("sentence", "paragraph", "turn")


def context_named(word: str) -> Context:
    """The context somebody asked for: a number of characters, or a unit; raises StudyError."""
    if word.isascii() and word.isdigit() and len(word) < 10:
        return int(word)
    for unit in UNITS:
        if word.casefold() == unit:
            return unit
    raise StudyError(f"there is no context {word}; give a number of characters, or {', '.join(UNITS)}")


def context_of(study: Study, passage: Passage, context: Context) -> tuple[str, str, str]:
    """The words of a passage with what stands before and after them.

    Args:
        context: at most so many characters on either side, cut between words; or the rest of the sentences,
            paragraphs or turns in which the passage begins and ends.

    Returns:
        (before, words, after): of the text, side by side, without the blanks at their outer ends. Of words that
        are lost there is only the quote.
    """
    source = study.sources.get(passage.coding.source)
    if source is None or not passage.is_placed or passage.coding.at is None:
        return "", passage.words, ""
    start, end = passage.coding.at
    body = source.body
    if isinstance(context, int):
        low, high = _between_words(body, start, end, context)
    else:
        segments = segments_of(study, source)
        around = {
            "sentence": segments.sentence_at, "paragraph": segments.paragraph_at, "turn": segments.turn_at,
        }[context]  # fmt: skip
        low, high = min(start, around(start)[0]), max(end, around(end - 1)[1])
    return body[low:start].lstrip(), body[start:end], body[end:high].rstrip()


def _between_words(body: str, start: int, end: int, most: int) -> tuple[int, int]:
    low, high = max(0, start - most), min(len(body), end + most)
    while 0 < low < start and not (body[low].isspace() or body[low - 1].isspace()):
        low += 1
    while end < high < len(body) and not (body[high].isspace() or body[high - 1].isspace()):
        high -= 1
    return low, high
