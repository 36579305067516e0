"""Subtitles (WebVTT, SRT) become transcripts: the cues of one speaker are one turn, each under its time."""

from __future__ import annotations

import html
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from crosscase.reading.cue_labels import labelled
from crosscase.reading.encodings import text_of
from crosscase.reading.spoken import LATEST, Said, body_of, name_of, speakers_of
from crosscase.reading.taken import LeftOut, Taken
from crosscase.study.adding import NewText
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.study.text import normalise

if TYPE_CHECKING:
    import webvtt

Format = Literal["WebVTT", "SRT"]

_ARROW = re.compile(r"^.*-->.*$", re.MULTILINE)
_GOOD = {
    "WebVTT": re.compile(r"\s*(?:\d{1,3}:)?[0-5]?\d:[0-5]?\d\.\d{1,3}\s*-->\s*(?:\d+:)?[0-5]?\d:[0-5]?\d\.\d{1,3}"),
    "SRT": re.compile(r"\s*\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,9}\s*-->\s*\d+:\d{1,2}:\d{1,2}[,.]\d+"),
}  # fmt: skip
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]*)>")
_TAG = re.compile(r"<[^<>]*>")
_SRT_TAG = re.compile(r"</?(?:b|i|u|s|c|v|font|lang|ruby|rt)\b[^<>]*>|\{\\[^{}]*\}", re.IGNORECASE)
_DROPPED = re.compile("[\x00-\x08\x0e-\x1b\x7f\xad\ufeff\ufffe\uffff]")
_BLOCKS = ("WEBVTT", "NOTE", "STYLE", "REGION")
_TOLD = 20
"""Broken cues that are named one by one."""
_NAMED = 5
"""Lines that a note names."""
_SHOWN = 60
_SHOWN_OF_BROKEN = 200
_LEAST_ROLLING = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """What stands on the screen at a time.

    Attributes:
        start, end: milliseconds.
        lines: (voice, words) of each line that has words; the voice is empty where the file marks none.
    """

    start: int
    end: int
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Broken:
    """A cue whose time cannot be read.

    Attributes:
        line: where it stands, from 1.
        time: what stands where its time should.
    """

    line: int
    time: str
    words: str


def read_vtt(raw: bytes, label: str) -> Taken:
    """A transcript from a WebVTT file; the speakers are those of `<v Name>`, else of `Name: ` before words.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    return _read(raw, label, "WebVTT")


def read_srt(raw: bytes, label: str) -> Taken:
    """A transcript from an SRT file; as `read_vtt`."""
    return _read(raw, label, "SRT")


def _read(raw: bytes, label: str, named: Format) -> Taken:
    try:
        return _taken(raw, label, named)
    except StudyError:
        raise
    except Exception as error:
        raise StudyError(f"{label}: cannot be read as {named} subtitles; export it again") from error


def _taken(raw: bytes, label: str, named: Format) -> Taken:
    text, note = text_of(raw, label)
    text = unicodedata.normalize("NFC", normalise(text))
    format = _format(text, label, named)
    found, left_out = _parsed(text, format)
    broken = _without_time(text.split("\n"), format)
    cues = [cue for cue in found if cue.lines]
    if not cues:
        raise StudyError(f"{label}: {_nothing(broken)}")
    notes = [note, f"is {format} by another name, and was read as that" if format != named else ""]
    cues = _in_order(cues, notes)
    cues = _said_once(cues, notes)
    pieces = list(_pieces(cues))
    if not any(piece.voice for piece in pieces):
        pieces = labelled(pieces)
    elif nameless := sum(not piece.voice for piece in pieces):
        notes.append(f"{counted(nameless, 'piece')} without a name: under whoever spoke before")
    body, _ = body_of(pieces)
    left_out = [*_broken(broken), *left_out]
    notes += _silent(left_out)
    return Taken(
        NewText(label, "", body),
        speakers_of(pieces),
        left_out=tuple(left_out),
        notes=tuple(filter(None, notes)),
    )


def _format(text: str, label: str, named: Format) -> Format:
    """What the file is, whatever its name says."""
    if text.lstrip("\n").startswith("WEBVTT"):
        return "WebVTT"
    arrow = _ARROW.search(text)
    # WebVTT has a point where SRT has a comma
    is_srt = arrow is not None and "," in arrow[0] and _GOOD["SRT"].match(arrow[0]) is not None
    if named == "SRT" or is_srt:
        return "SRT"
    raise StudyError(
        f"{label}:1: a WebVTT file begins with WEBVTT, and this one does not; "
        "put WEBVTT and an empty line before everything else, or export it again"
    )


def _nothing(broken: Sequence[_Broken]) -> str:
    if not broken:
        return "holds no subtitles; there is nothing to import"
    line, words = broken[0].line, broken[0].time
    count = "its one cue cannot" if len(broken) == 1 else f"none of its {len(broken)} cues can"
    return f"{count} be read, see line {line} ({_short(words)}); export it again"


def _without_time(lines: Sequence[str], format: Format) -> list[_Broken]:
    """Cues whose time cannot be read; their words are nowhere else."""
    found: list[_Broken] = []
    for place, line in enumerate(lines):
        if "-->" not in line or _GOOD[format].match(line):
            continue
        words: list[str] = []
        for following in range(place + 1, len(lines)):
            each = lines[following]
            # in SRT, empty lines end no cue: only the next one's time does
            if "-->" in each or (format == "WebVTT" and not each):
                if "-->" in each and words and words[-1].isdecimal():
                    words.pop()  # the number of the next one
                break
            words += [each.strip()] * bool(each.strip())
        found.append(_Broken(place + 1, line.strip(), " ".join(words)))
    return found


# cues


def _parsed(text: str, format: Format) -> tuple[list[Cue], list[LeftOut]]:
    from webvtt import WebVTT
    from webvtt.errors import MalformedFileError

    left_out: list[LeftOut] = []
    if format == "SRT":
        left_out += _before_all(text)
        text = _numbered(text)
        if not text:
            return [], []
    try:
        lines = io.StringIO(text.lstrip("\n"))
        found = WebVTT.from_buffer(lines, format="vtt" if format == "WebVTT" else "srt")
    except MalformedFileError:  # of a file without anything in it
        return [], []
    left_out += _timeless(text) if format == "WebVTT" else []
    remarks = [found.header_text, *found.header_comments, *found.footer_comments]
    remarks += [comment for caption in found.captions for comment in caption.comments]
    left_out += [LeftOut("note", _short(words), "") for words in remarks if words.strip()]
    left_out += [LeftOut("style", "", "", len(found.styles))] * bool(found.styles)
    left_out += [LeftOut("region", "", "", len(found.regions))] * bool(found.regions)
    tag = _TAG if format == "WebVTT" else _SRT_TAG
    cues = [_cue(caption, tag, unescape=format == "WebVTT") for caption in found.captions]
    return [cue for cue in cues if cue.start < LATEST], left_out


def _numbered(text: str) -> str:
    """SRT with the cues numbered anew: numbers are wrong in many files, and nothing rests on them."""
    lines: list[str] = []
    count = 0
    for line in text.split("\n"):
        if "-->" in line:
            if lines and lines[-1].strip().isdecimal():
                lines.pop()
            count += 1
            lines += ["", str(count)]
        lines.append(line if count else "")
    return "\n".join(lines).lstrip("\n") if count else ""


def _before_all(text: str) -> Iterator[LeftOut]:
    """What stands above the first cue of an SRT file."""
    above = text.partition("-->")[0].split("\n")[:-1]
    if above and above[-1].strip().isdecimal():
        above.pop()
    if words := " ".join(" ".join(above).split()):
        number = next(number for number, line in enumerate(above, 1) if line.strip())
        yield LeftOut("words without a time", _short(words, _SHOWN_OF_BROKEN), f"line {number}")


def _timeless(text: str) -> Iterator[LeftOut]:
    """What stands by itself between empty lines of a WebVTT file and belongs to no time: players show none of it."""
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line:
            block.append(line)
            continue
        timed = any("-->" in each for each in block)
        if block and not timed and not block[0].startswith(_BLOCKS):
            yield LeftOut(
                "words without a time",
                _short(" ".join(block), _SHOWN_OF_BROKEN),
                f"line {number - len(block)}",
            )
        block = []


def _cue(caption: webvtt.Caption, tag: re.Pattern[str], *, unescape: bool) -> Cue:
    voice, lines = "", list[tuple[str, str]]()
    parts = _VOICE.split(caption.raw_text)
    for place, part in enumerate(parts):
        if place % 2:
            voice = name_of(_plain(part, tag, unescape))
            continue
        inside, _, outside = part.partition("</v>")
        for who, words in ((voice, inside), ("", outside)):
            found = (_plain(line, tag, unescape) for line in words.split("\n"))
            lines += [(who, line) for line in found if line]
    return Cue(caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds(), tuple(lines))


def _plain(line: str, tag: re.Pattern[str], unescape: bool) -> str:
    line = tag.sub("", line)
    if unescape:
        line = html.unescape(line)
    return unicodedata.normalize("NFC", " ".join(_DROPPED.sub("", normalise(line)).split()))


def _in_order(cues: list[Cue], notes: list[str]) -> list[Cue]:
    """Cues by their time; what was wrong with their order is noted."""
    latest, late = -1, 0
    for cue in cues:
        late += cue.start < latest
        latest = max(latest, cue.start)
    if late:
        notes.append(f"{counted(late, 'cue')} stood out of order and {_was(late)} put in order of time")
        cues = sorted(cues, key=lambda cue: cue.start)
    overlapping, until = 0, -1
    for cue in cues:
        overlapping += cue.start < until
        until = max(until, cue.end)
    if overlapping:
        notes.append(
            f"{counted(overlapping, 'cue')} {'begins' if overlapping == 1 else 'begin'} before others have ended"
        )
    return cues


def _said_once(cues: list[Cue], notes: list[str]) -> list[Cue]:
    """Rolling captions, where each cue repeats what the last one showed, without the repetitions.

    People repeat words, too: so nothing is taken away unless half of all cues begin so.
    """
    kept: list[Cue] = []
    repeated = 0
    shown: tuple[tuple[str, str], ...] = ()
    for cue in cues:
        fresh = _fresh(shown, cue.lines)
        repeated += fresh != cue.lines
        shown = cue.lines
        if fresh:
            kept.append(Cue(cue.start, cue.end, fresh))
    if repeated < _LEAST_ROLLING or 2 * repeated < len(cues) - 1:
        return cues
    notes.append(f"rolling captions: what {counted(repeated, 'cue')} repeated stands once")
    return kept


def _fresh(
    shown: tuple[tuple[str, str], ...], lines: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """The lines that do not stand in the last cue already; of one that has grown, what is new."""
    for count in range(min(len(shown), len(lines)), 0, -1):
        if shown[-count:] == lines[:count]:
            return lines[count:]
    if shown and shown[-1][0] == lines[0][0] and lines[0][1].startswith(f"{shown[-1][1]} "):
        return ((lines[0][0], lines[0][1][len(shown[-1][1]) + 1 :]), *lines[1:])
    return lines


def _pieces(cues: Sequence[Cue]) -> Iterator[Said]:
    """What is said: each cue as one piece, or as several where several speak, or lines begin with a dash."""
    voiced = any(voice for cue in cues for voice, _ in cue.lines)
    for cue in cues:
        last = ""
        for place, (voice, words) in enumerate(cue.lines):
            dashed = words[:1] in ("-", "–", "—") and len(words) > 1
            yield Said(
                cue.start,
                voice,
                words,
                apart=dashed or (voiced and not voice and (not place or last != voice)),
            )
            last = voice


# what is told


def _silent(left_out: Sequence[LeftOut]) -> Iterator[str]:
    """One line of all words that nobody will find in the body."""
    for what in ("broken cue", "words without a time"):
        found = [one for one in left_out if one.what == what]
        if found:
            count = sum(one.count for one in found)
            where = ", ".join(one.where.removeprefix("line ") for one in found[:_NAMED])
            more = " …" if len(found) > _NAMED else ""
            kind = counted(count, "cue") if what == "broken cue" else counted(count, "passage")
            why = "its time cannot be read" if what == "broken cue" else "it has no time"
            if count > 1:
                why = "their times cannot be read" if what == "broken cue" else "they have no times"
            yield f"{kind} left out, since {why}: line{'s' * (count > 1)} {where}{more}"


def _broken(broken: Sequence[_Broken]) -> Iterator[LeftOut]:
    for one in broken[:_TOLD]:
        yield LeftOut("broken cue", _short(f"{one.time} {one.words}", _SHOWN_OF_BROKEN), f"line {one.line}")
    if len(broken) > _TOLD:
        first, last = broken[_TOLD].line, broken[-1].line
        yield LeftOut("broken cue", "", f"lines {first} to {last}", len(broken) - _TOLD)


def _short(words: str, most: int = _SHOWN) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"
