"""How a quote of a case is drawn: who says it and where, what it is used for, and its words. Geometry only."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from crosscase.study.folder import Study
from crosscase.study.graphemes import SPECIAL
from crosscase.synthesis.passages import Passage
from crosscase.tui.quotes.rows import INDENT, Piece, Row, flowing, marks_of, memo_rows, wrap
from crosscase.tui.transcript.cells import safe_text
from crosscase.tui.words import shortened, shown

TICKED, OPEN = "☑ ", "☐ "
MOST_USES = 4  # statements that are named; of more it is said how many there are
_LEAST = 8  # cells of a section's title below which it says nothing


@dataclass(frozen=True, slots=True)
class Use:
    """What a quote is used for.

    Attributes:
        ticked: whether the statement at hand rests on it; None where none is at hand.
        numbers: what the statements that rest on it are called.
    """

    ticked: bool | None = None
    numbers: tuple[str, ...] = ()


def evidence_rows(study: Study, passage: Passage, use: Use, width: int) -> list[Row]:
    """All rows of a quote in `width` cells: as many as `crosscase.tui.quotes.rows.quote_rows` has, with another head."""
    inner = max(8, width - len(INDENT))
    rows = [_head(study, passage, use, width)]
    rows += [((INDENT, ""), *row) for row in flowing([(safe(passage.words), "words")], inner)]
    return rows + memo_rows(passage.coding.memo, inner)


def safe(text: str) -> str:
    """A text in shown form, its line ends kept."""
    if SPECIAL.search(text) is None:
        return text
    return "\n".join(map(safe_text, text.split("\n")))


def rows_needed(passage: Passage, width: int) -> int:
    """How many rows it takes, without asking who speaks."""
    inner = max(8, width - len(INDENT))
    return 1 + len(wrap(safe(passage.words), inner)) + len(memo_rows(passage.coding.memo, inner))


def _head(study: Study, passage: Passage, use: Use, width: int) -> Row:
    marks = [*marks_of(study, passage), *_uses(passage, use)]
    right = "  ".join(text for text, _ in marks)
    if cell_len(right) > width // 2:  # the letter of a consent stands for its word
        marks = [(_letter(text, kind), kind) for text, kind in marks]
        right = "  ".join(text for text, _ in marks)
    box = "" if use.ticked is None else TICKED if use.ticked else OPEN
    room = width - cell_len(box) - cell_len(right) - 2 * bool(right)
    left = _who(passage, max(4, room))
    used = cell_len(box) + cell_len(left) + cell_len(right)
    pieces: list[Piece] = [(box, "key" if use.ticked else "who"), (left, "name")]
    pieces.append((" " * max(0, width - used), ""))
    for at, mark in enumerate(marks):
        pieces += [("  ", "")] * (at > 0) + [mark]
    return tuple(pieces)


def _letter(text: str, kind: str) -> str:
    return text[0] if kind in ("good", "warn") and text[1:2] == " " and text[0] != "→" else text


def _who(passage: Passage, room: int) -> str:
    """Speakers, source, lines and section in `room` cells: the section gives way first, then the source, the roles."""
    coding = passage.coding
    speakers = ", ".join(passage.speakers)
    roles = f" ({', '.join(passage.roles)})" if passage.roles else ""
    source = coding.source.removeprefix(f"{passage.case}/") if passage.case else coding.source
    line = f"line {passage.place}" if passage.is_placed else ""
    title = passage.section
    ways = ((speakers + roles, source, line), (speakers + roles, line), (speakers, line))
    for parts in ways if speakers else ways[:1]:
        base = shown(" · ".join(part for part in parts if part))
        if cell_len(base) <= room:
            left = room - cell_len(base) - 3
            enough = title and left >= min(_LEAST, cell_len(title))
            return f"{base} · {shortened(shown(title), left)}" if enough and parts[1] == source else base
    if speakers or not line:
        return shortened(base, room)
    return f"{shortened(shown(source), max(4, room - cell_len(line) - 3))} · {line}"


def _uses(passage: Passage, use: Use) -> list[Piece]:
    if use.numbers:
        named = " ".join(use.numbers[:MOST_USES])
        more = len(use.numbers) - MOST_USES
        return [(f"→ {named}" + (f" +{more}" if more > 0 else ""), "good")]
    return [("unused", "warn")] if passage.coding.key else []
