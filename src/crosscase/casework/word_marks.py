"""What the Word form of a packet is known by when it comes back: bookmarks, properties of the file, signs of ticks.

Some programs drop the tags of boxes to tick, others the properties of a file, and people delete rows. So everything
is told more than once: an informant's file is known by its properties and by the words inside the bookmark `packet`;
a statement by its bookmark, by its number, and by its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from crosscase.study.validation_file import VERDICTS, Verdict

PACKET = "packet"
"""The bookmark around the packet's reference."""

PREFIX = "crosscase"
KIND = "validation"
OWN_MARK = f"{PREFIX}-mark"
"""The property that holds the mark of the packet: by it a form is known for the one that was sent."""
FORMAT = "1"
"""The form that is written by this version."""

MarkKind: TypeAlias = Literal["statement", "tick", "words", "missing", "general"]

TICKS: tuple[Verdict, ...] = tuple(verdict for verdict in VERDICTS if verdict)
"""The verdicts in the order of the boxes."""

CHECKED, UNCHECKED = "\u2612", "\u2610"

_REFERENCE = re.compile(r"\s*([1-9][0-9]{0,3})/([a-z0-9-]+)/(.+)/([^/\s]{1,200})\s*", re.DOTALL)
_MARK = re.compile(
    r"(?:s_(?P<said>[0-9a-zA-Z]{1,24})_(?P<version>[0-9]{1,6})"
    r"|t_(?P<ticked>[0-9a-zA-Z]{1,24})_(?P<verdict>[a-z_]+)"
    r"|c_(?P<words>[0-9a-zA-Z]{1,24})"
    r"|m_(?P<section>[0-9]{1,4})|(?P<general>g_0))"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a bookmark of the form stands for.

    Attributes:
        statement: id; empty for what is missing, and for remarks.
        version: of the statement's text; 0 for other marks.
        verdict: of a box to tick.
        place: of what is missing: the section's place in the packet from 1; 0 for the description as a whole.
    """

    kind: MarkKind
    statement: str = ""
    version: int = 0
    verdict: Verdict = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """Which packet a file is, as its reference line says."""

    round: int
    case: str
    informant: str
    study: str

    def __str__(self) -> str:
        return f"{self.round}/{self.case}/{self.informant}/{self.study}"


def statement_mark(id: str, version: int) -> str:
    """Around the text of a statement."""
    return f"s_{id}_{version}"


def tick_mark(id: str, verdict: Verdict) -> str:
    """Around a box to tick and its label."""
    return f"t_{id}_{verdict.replace('-', '_')}"


def words_mark(id: str) -> str:
    """Where the informant's own words on a statement go."""
    return f"c_{id}"


def missing_mark(place: int) -> str:
    """Where the informant says what is missing in a section; 0 for the description as a whole."""
    return f"m_{place}"


GENERAL = "g_0"
"""Where the informant says what else there is to say."""


def mark_of(name: str) -> Mark | None:
    """What a bookmark stands for; None where it is none of the form's."""
    match = _MARK.fullmatch(name)
    if match is None:
        return None
    if match["said"]:
        return Mark("statement", match["said"], int(match["version"]))
    if match["ticked"]:
        verdict = next((each for each in TICKS if each == match["verdict"].replace("_", "-")), None)
        return Mark("tick", match["ticked"], verdict=verdict) if verdict is not None else None
    if match["words"]:
        return Mark("words", match["words"])
    return Mark("general") if match["general"] else Mark("missing", place=int(match["section"]))


def reference_of(text: str) -> Reference | None:
    """The packet that a reference line names, such as `1/alta/I1/2fc170b5-...`; None where it is none."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        return None
    return Reference(int(match[1]), match[2], match[3], match[4])
