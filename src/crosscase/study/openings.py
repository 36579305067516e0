"""What may stand at the beginning of a line before its words: a time stamp, and who speaks.

A stamp is `[h:mm:ss]`; a label is a listed speaker's name and a colon. In open answers a respondent's label, one
word and a colon, is none of the answer's words either.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass

RESPONDENT = re.compile(r"[^\W_][\w.\-]{0,39}")
"""How open answers call a respondent."""

_TIME = r"\[([0-9]{1,3}:[0-5][0-9]:[0-5][0-9])\]"
_STAMP = re.compile(_TIME)
# run over "\n" + body, see `segments`
_STAMPED_LINE = re.compile(rf"\n[^\S\n]*{_TIME}[^\S\n]*")
_MAYBE_STAMP = rf"(?:{_TIME.replace('(', '(?:')}[^\S\n]*)?"
_HEADING = re.compile(r"\n#{1,6}[ \t]+\S")


@dataclass(frozen=True, slots=True)
class Openings:
    """Where the lines are that begin with a stamp or a label, in order; all offsets into the body.

    Attributes:
        starts: of each such line.
        ends: where what comes before its words is over, blanks included.
        labels: place of its label in `label_starts`; -1 where it has a stamp alone.
        label_starts: of each line with a label.
        label_ends: its part of `ends`.
        speakers: who speaks, as listed.
        stamp_starts: of each line with a stamp.
        stamp_ends: where the stamp and the blanks after it are over.
        times: of the stamps, as `00:14:32`.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    labels: Sequence[int]
    label_starts: Sequence[int]
    label_ends: Sequence[int]
    speakers: Sequence[str]
    stamp_starts: Sequence[int]
    stamp_ends: Sequence[int]
    times: Sequence[str]


def openings(led: str, speakers: Collection[str] = (), respondents: bool = False) -> Openings:
    """The beginnings of lines that are no words.

    Args:
        led: "\\n" and the body.
        speakers: names that open a turn.
        respondents: whether a respondent's label does, too.
    """
    stamps = list(_STAMPED_LINE.finditer(led)) if _STAMP.search(led) is not None else []
    names = _spellings(speakers)
    labels = _labels(led, names, respondents, bool(stamps))
    label_starts = array("L", [match.start() for match in labels])
    label_ends = array("L", [match.end() - 1 for match in labels])
    if respondents:
        who = [names.get(label := match[match.lastindex or 0], label) for match in labels]
    else:
        who = [names[match[1]] for match in labels]
    if not stamps:
        none = array("L")
        found = range(len(labels))
        return Openings(label_starts, label_ends, found, label_starts, label_ends, who, none, none, ())
    stamp_starts = array("L", [match.start() for match in stamps])
    stamp_ends = array("L", [match.end() - 1 for match in stamps])
    lines = {start: (end, -1) for start, end in zip(stamp_starts, stamp_ends, strict=True)}
    for place, (start, end) in enumerate(zip(label_starts, label_ends, strict=True)):
        lines[start] = end, place
    starts = sorted(lines)
    return Openings(
        array("L", starts),
        array("L", [lines[start][0] for start in starts]),
        [lines[start][1] for start in starts],
        label_starts,
        label_ends,
        who,
        stamp_starts,
        stamp_ends,
        [match[1].zfill(8) for match in stamps],
    )


def _labels(led: str, names: Collection[str], respondents: bool, stamped: bool) -> list[re.Match[str]]:
    kinds = []
    if names:
        listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        kinds.append(rf"({listed}):[^\S\n]*")
    if respondents:
        # with a blank, so that neither a time of day nor an address is a label
        kinds.append(rf"({RESPONDENT.pattern}):(?:[^\S\n]+|(?=\n)|\Z)")
    if not kinds:
        return []
    return list(re.finditer(rf"\n[^\S\n]*{_MAYBE_STAMP if stamped else ''}(?:{'|'.join(kinds)})", led))


def _spellings(speakers: Collection[str]) -> dict[str, str]:
    """Each way a listed name can be spelt in a body (composed or not), and the name as listed."""
    names: dict[str, str] = {}
    for name in speakers:
        if name.strip() and "\n" not in name and _HEADING.match("\n" + name) is None:
            for spelling in (unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)):
                names.setdefault(spelling, name)
            names[name] = name
    return names
