"""Where the words of a coding that wants a look stood, where they would stand now, and what is like them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from crosscase.study.anchors import Anchor, relocate
from crosscase.study.folder import Study
from crosscase.study.graphemes import snap
from crosscase.study.review import Look
from crosscase.study.texts import FOLDER, recall

MOST = 5
"""How many places are offered."""

_LEAST = 60.0  # ratio, of 100, from which words are offered as a coding's
_LONG = 400  # characters from which a quote is compared with runs of paragraphs as they are
_AROUND = 4  # paragraphs looked at on each side for where words stood that are gone
_MOST_TEXTS = 200  # kept texts looked at, newest first, for the one that a quote was made on
_SAME_TEXT = 0.5  # share of lines that a former text of a source has in common with the present one
_TELLING = 20  # characters from which a line tells one text from another
_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")
_WORD = re.compile(r"\w+|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Near:
    """Words of the present text that are like those of a coding.

    Attributes:
        start, end: code points into the body, end exclusive.
        score: likeness, 0..1.
    """

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Stood:
    """Where the words of a coding stood: a former body of the source, and their span in it."""

    body: str
    start: int
    end: int


def stood(study: Study, look: Look) -> Stood | None:
    """The former text of a source with the place of a coding's quote in it; None where no such text is known.

    It is the text that the coding's file named when the look was found, else a text kept of the same source.
    """
    source = study.sources.get(look.coding.source)
    quote = look.coding.quote
    if source is None or not quote:
        return None
    if look.text != source.hash:
        body = recall(study.root, look.text, source.file)
        if body is not None and (found := _place(body, look, look.old)) is not None:
            return found
    present = _lines(source.body)
    for body in _kept(study):
        if quote in body and body != source.body and present:
            lines = _lines(body)
            if len(lines & present) >= _SAME_TEXT * min(len(lines), len(present)):
                return _place(body, look, None)
    return None


def _place(body: str, look: Look, old: tuple[int, int] | None) -> Stood | None:
    quote = look.coding.quote
    if old is not None and body[slice(*old)] == quote:
        return Stood(body, *old)
    before, after = look.coding.before, look.coding.after
    best, most, at = -1, -1.0, body.find(quote)
    while at >= 0:
        end = at + len(quote)
        around = body[max(0, at - len(before)) : at] + body[end : end + len(after)]
        if (likeness := fuzz.ratio(before + after, around)) > most:
            best, most = at, likeness
        at = body.find(quote, end)
    return Stood(body, best, best + len(quote)) if best >= 0 else None


def _lines(body: str) -> set[str]:
    return {line for line in body.split("\n") if len(line) >= _TELLING}


def _kept(study: Study) -> list[str]:
    bodies = []
    try:
        dated = [(path.stat().st_mtime_ns, path) for path in (study.root / FOLDER).glob("*.txt")]
    except OSError:
        return []
    for _, path in sorted(dated, reverse=True)[:_MOST_TEXTS]:
        if (body := recall(study.root, path.stem)) is not None:
            bodies.append(body)
    return bodies


def about(study: Study, look: Look, was: Stood | None) -> int:
    """The offset of the present text about which the words of a look stand or would stand.

    Words that are lost would stand between the paragraphs that stood around them.
    """
    source = study.sources.get(look.coding.source)
    if source is None:
        return 0
    if look.coding.at is not None:
        return look.coding.at[0]
    if was is None:
        at = source.body.find(look.coding.before) if look.coding.before.strip() else -1
        return at + len(look.coding.before) if at >= 0 else 0
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(was.body)]
    first = next((start for start, end in paragraphs if start <= was.start < end), was.start)
    stop = next((end for start, end in paragraphs if start < was.end <= end), was.end)
    above = [span for span in paragraphs if span[1] <= first][-_AROUND:]
    below = [span for span in paragraphs if span[0] >= stop][:_AROUND]
    # the rest of the paragraph knows best, then the paragraph that followed, then what stood above
    asked = [(first, was.start), (was.end, stop), *below, *reversed(above)]
    anchors = [
        Anchor(str(number), start, end, was.body[start:end], "", "")
        for number, (start, end) in enumerate(asked)
        if was.body[start:end].strip()
    ]
    for anchor, found in zip(anchors, relocate(anchors, source.body, was.body), strict=True):
        if found.status != "lost":
            return found.end if anchor.end <= was.start else found.start
    return 0


def near(study: Study, look: Look, most: int = MOST) -> tuple[Near, ...]:
    """Words of the present text that are like those of a coding, the likest first, none over another.

    Args:
        most: how many at most.
    """
    source, quote = study.sources.get(look.coding.source), look.coding.quote
    if source is None or not quote.strip():
        return ()
    found = []
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(source.body)]
    for number, (start, end) in enumerate(paragraphs):
        last = number
        while end - start < len(quote) and last + 1 < len(paragraphs):
            last += 1
            end = paragraphs[last][1]
        if (place := _within(source.body, start, end, quote)) is not None:
            found.append(place)
    found.sort(key=lambda place: (-place.score, place.start))
    apart: list[Near] = []
    for place in found:
        if all(place.end <= other.start or place.start >= other.end for other in apart):
            apart.append(place)
        if len(apart) == most:
            break
    return tuple(apart)


def _within(body: str, start: int, end: int, quote: str) -> Near | None:
    """The words between two offsets that are likest to a quote."""
    window = body[start:end]
    if len(quote) < _LONG:
        found = fuzz.partial_ratio_alignment(quote, window, score_cutoff=_LEAST)
        if found is None:
            return None
        start, end = _whole_words(body, start + found.dest_start, start + found.dest_end)
    score = fuzz.ratio(quote, body[start:end], score_cutoff=_LEAST)
    return Near(*snap(body, start, end), score / 100) if score else None


def _whole_words(body: str, start: int, end: int) -> tuple[int, int]:
    """A span that cuts no word: one that lies in it for the most part belongs to it, another does not."""
    low = body.rfind("\n", 0, start) + 1
    high = body.find("\n", end)
    words = [
        match.span()
        for match in _WORD.finditer(body, low, high if high >= 0 else len(body))
        if 2 * (min(match.end(), end) - max(match.start(), start)) > match.end() - match.start()
    ]
    return (words[0][0], words[-1][1]) if words else (start, end)
