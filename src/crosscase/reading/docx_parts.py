"""What a Word file holds beside its words: comments, tracked changes, controls of a form, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from crosscase.reading.flow import Line
from crosscase.reading.taken import LeftOut


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, or an answer to one.

    Attributes:
        id: as the file numbers it.
        date: as the file writes it, such as `2022-03-01T10:00:00Z`; empty where it tells none.
        start: where the words that it hangs on begin, in code points into the body; `end` exclusive.
        anchored: whether it hangs on any place of the body; else both are 0.
        answers: the id of the comment that it answers; empty where it answers none.
        done: whether somebody marked it as settled.
    """

    id: str
    author: str
    date: str
    text: str
    start: int
    end: int
    anchored: bool = True
    answers: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Insertion:
    """Words that were put in while changes were tracked; they are in the body, at start to end."""

    author: str
    date: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Deletion:
    """Words that were taken out while changes were tracked; they are not in the body, and stood at `start`.

    `end` equals `start`.
    """

    author: str
    date: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Control:
    """A content control, as forms have them.

    Attributes:
        tag: what its maker called it.
        title: what people see as its name.
        text: what was filled in; empty where its prompt still shows.
        start: where it begins in the body; `end` exclusive.
        checked: for a box to tick, whether it is ticked; else None.
    """

    tag: str
    title: str
    text: str
    start: int
    end: int
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """All that was read from a Word file.

    Attributes:
        lines: the lines of the body, also those that left nothing in it.
        title: the words of its title, as the file marks them.
        insertions: and `deletions`, in the order of the text.
        left_out: what is not in the body.
        notes: one-line remarks.
    """

    body: str
    lines: tuple[Line, ...] = ()
    title: str = ""
    remarks: tuple[Remark, ...] = ()
    insertions: tuple[Insertion, ...] = ()
    deletions: tuple[Deletion, ...] = ()
    controls: tuple[Control, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
