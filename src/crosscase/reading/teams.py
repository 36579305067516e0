"""The transcript that Teams makes of a meeting, as a Word document: blocks of name, time and words become turns.

Two forms are known. The present one has `Kari Nordmann   0:03` over the words, after lines that say what was
recorded and when; the older one `0:0:3.28 --> 0:0:5.1`, the name, and the words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from crosscase.reading.cue_labels import looks_like_name
from crosscase.reading.months import date_in
from crosscase.reading.spoken import Said, body_of, name_of, speakers_of
from crosscase.reading.taken import Comment, LeftOut, Taken
from crosscase.study.plurals import counted

Kind = Literal["text", "heading", "opening", "event", "about"]

_OPENING = re.compile(r"[*#\s]*(\S.{0,79}?)\**([ \t\u00a0]+)\**((?:\d{1,3}:)?\d{1,2}:\d\d)\**\s*")
_CUE = re.compile(r"\s*(\d{1,3}:\d\d?:\d\d?)(?:[.,]\d+)?\s*-->\s*\d{1,3}:\d\d?:\d\d?(?:[.,]\d+)?\s*")
_EVENT = re.compile(
    r"\S.*\s(?:started|stopped|startet|starta|stoppet|stoppa|stanset|stansa)\s+transkri\w*\W*"
    r"|\S.*\s(?:started|stopped)\s+transcription\W*",
    re.IGNORECASE,
)
_DURATION = re.compile(r"(?:\d+\s?[ht]\w*)?\s*(?:\d+\s?m\w*)?\s*(?:\d+\s?s\w*)?")
_RECORDING = re.compile(r"-\d{8}_\d{6}\b.*")
_HEADING = re.compile(r"#{1,6}\s+\S")
_LONGEST = 160
"""Characters of a line that can be anything but words."""
_SHOWN = 60
_LEAST = 2
_SHARE = 5  # one line in so many opens a block, where nothing else says that it is a transcript


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the document's text, without the blanks around it.

    Attributes:
        start: where its words begin in the body.
        number: from 0.
        time: milliseconds; of a line that opens a block.
        name: of the speaker, where the line says it.
        is_wide: whether the name and the time stand apart as no words do.
    """

    kind: Kind
    text: str
    start: int
    number: int
    time: int = 0
    name: str = ""
    is_wide: bool = False


def teams_transcript(taken: Taken) -> Taken | None:
    """A Word document as the transcript that it is; None where it is none.

    Speakers are offered; what Teams says of the recording itself is left out: its name becomes the text's title
    and its day the date, where there are none. Comments stay on their words.
    """
    lines = _of_one_kind(list(_lines(taken.text.body)))
    if not _is_transcript(lines):
        return None
    first = next(place for place, line in enumerate(lines) if line.kind == "opening")
    told = any(line.kind == "event" for line in lines)
    lines = [*_about(lines[:first], told), *lines[first:]]
    pieces, origins = _pieces(lines)
    body, starts = body_of(pieces)
    about = [line for line in lines if line.kind in ("about", "event")]
    head = [line for line in about if line.kind == "about"]
    date = next((day for line in head if (day := date_in(line.text))), "")
    title = _RECORDING.sub("", head[0].text.lstrip("# ")) if head and not date_in(head[0].text) else ""
    text = replace(taken.text, body=body, date=taken.text.date or date, title=taken.text.title or title)
    gone = [LeftOut("about the recording", _short(one.text), f"line {one.number + 1}") for one in about]
    return replace(
        taken,
        text=text,
        speakers=speakers_of(pieces),
        guesses=(),
        comments=tuple(_moved(comment, origins, starts) for comment in taken.comments),
        left_out=(*taken.left_out, *gone),
        notes=(*taken.notes, *_nameless(pieces)),
    )


# lines


def _lines(body: str) -> Iterator[_Line]:
    start, before = 0, ""
    for number, line in enumerate(body.split("\n")):
        if text := line.strip():
            found = _line(text, start + line.index(text), number)
            if found.kind == "event" and before == "opening":
                found = replace(found, kind="text")  # what somebody says
            yield found
            before = found.kind
        start += len(line) + 1


def _line(text: str, start: int, number: int) -> _Line:
    if len(text) > _LONGEST:
        return _Line("text", text, start, number)
    if (cue := _CUE.fullmatch(text)) is not None:
        return _Line("opening", text, start, number, _milliseconds(cue[1]), is_wide=True)
    opening = _OPENING.fullmatch(text)
    if opening is not None and (name := name_of(opening[1])):
        is_wide = len(opening[2]) > 1 or "**" in text
        if not is_wide and not looks_like_name(name):
            return _Line("text", text, start, number)  # a sentence that ends with a time of day
        return _Line("opening", text, start, number, _milliseconds(opening[3]), name, is_wide)
    if _EVENT.fullmatch(text) is not None:
        return _Line("event", text, start, number)
    return _Line("heading" if _HEADING.match(text) is not None else "text", text, start, number)


def _of_one_kind(lines: list[_Line]) -> list[_Line]:
    """Lines where names and times stand apart in all blocks, if they do in most."""
    wide = [line.is_wide for line in lines if line.kind == "opening"]
    if 2 * sum(wide) <= len(wide):
        return lines
    return [replace(one, kind="text") if one.kind == "opening" and not one.is_wide else one for one in lines]


def _milliseconds(time: str) -> int:
    seconds = 0
    for part in time.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000


def _is_transcript(lines: Sequence[_Line]) -> bool:
    """Whether times go on from block to block, each with words, and the lines with them look as Teams' do."""
    opening = [line for line in lines if line.kind == "opening"]
    times = [line.time for line in opening]
    if len(opening) < _LEAST or times != sorted(times):
        return False
    with_words = sum(one.kind == "opening" and after.kind == "text" for one, after in pairwise(lines))
    if 2 * with_words < len(opening):
        return False
    told = any(line.kind == "event" for line in lines)
    return told or all(line.is_wide for line in opening) or len(opening) * _SHARE >= len(lines)


def _about(head: Sequence[_Line], told: bool) -> Iterator[_Line]:
    """What stands before the first block, with what says when and how long was recorded, and above that its name."""
    facts = [
        place
        for place, line in enumerate(head)
        if len(line.text) <= _SHOWN
        and not line.text.endswith(".")
        and (date_in(line.text) or _DURATION.fullmatch(line.text))
    ]
    for place, line in enumerate(head):
        is_name = place == 0 and len(line.text) <= _LONGEST and (bool(facts) or told)
        about = line.kind != "event" and (place in facts or is_name)
        yield replace(line, kind="about") if about else line


# blocks


def _pieces(lines: Sequence[_Line]) -> tuple[list[Said], list[_Line]]:
    """What is said, and of each piece the line that it comes from."""
    pieces: list[Said] = []
    origins: list[_Line] = []
    for opened, block in _blocks(lines):
        name = opened.name if opened is not None else ""
        texts = [line for line in block if line.kind == "text"]
        if opened is not None and not name and len(texts) > 1 and (name := name_of(texts[0].text)):
            block = [line for line in block if line is not texts[0]]  # the older form has it on the next line
        fresh = opened is not None
        for line in block:
            heading = line.kind == "heading"
            time = opened.time if opened is not None and fresh and not heading else None
            pieces.append(Said(time, "" if heading else name, line.text, not fresh, heading))
            origins.append(line)
            fresh = heading and opened is not None
    return pieces, origins


def _blocks(lines: Sequence[_Line]) -> Iterator[tuple[_Line | None, list[_Line]]]:
    """What stands under each line that opens a block; first what stands above all of them."""
    opened: _Line | None = None
    block: list[_Line] = []
    for line in lines:
        if line.kind == "opening":
            yield opened, block
            opened, block = line, []
        elif line.kind in ("text", "heading"):
            block.append(line)
    yield opened, block


def _nameless(pieces: Sequence[Said]) -> Iterator[str]:
    count = sum(piece.start is not None and not piece.voice for piece in pieces)
    if count:
        yield f"{counted(count, 'block')} without a name: under whoever spoke before"


def _moved(comment: Comment, origins: Sequence[_Line], starts: Sequence[int]) -> Comment:
    """A comment on the same words of the new body; on none where they are not there any more."""
    first = _moved_to(comment.start, origins, starts)
    last = _moved_to(comment.end - 1, origins, starts)
    if comment.start >= comment.end or first is None or last is None:
        return replace(comment, start=0, end=0)
    return replace(comment, start=first, end=last + 1)


def _moved_to(offset: int, origins: Sequence[_Line], starts: Sequence[int]) -> int | None:
    place = bisect_right(origins, offset, key=lambda line: line.start) - 1
    if place < 0 or offset >= origins[place].start + len(origins[place].text):
        return None
    return starts[place] + offset - origins[place].start


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
