"""What every reader gives: a text, and what was found in its file that people may accept, want or miss."""

from __future__ import annotations

from dataclasses import dataclass

from crosscase.study.adding import NewText
from crosscase.study.model import Speaker


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that somebody put into a file.

    Attributes:
        start: where its words begin, in code points into the body.
        end: where they end, exclusive; both are 0 where the comment hangs on no words.
    """

    start: int
    end: int
    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that looks like a heading and is not marked as one by the file.

    Attributes:
        line: which line of the body, from 0.
        level: 1 to 6.
    """

    line: int
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What stands in a file and not in the body.

    Attributes:
        what: such as `running head`, `page number`, `hyphen`, `picture`, `note`.
        where: such as `page 3`.
        count: how many of this kind and these words.
    """

    what: str
    words: str
    where: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as a text that can become a source.

    Attributes:
        text: its body is as it shall become: NFC, lines end at `\\n`, headings that the file marks are `# ` lines.
        speakers: found in the file's own marks; proposals until somebody accepts them.
        guesses: lines that look like headings; proposals too.
        notes: remarks for whoever imports, one line each.
    """

    text: NewText
    speakers: tuple[Speaker, ...] = ()
    guesses: tuple[Heading, ...] = ()
    comments: tuple[Comment, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
