"""How a quote is drawn: one row that says whose words these are, the words in full, the memo. Geometry only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from crosscase.study.folder import Study
from crosscase.study.graphemes import SPECIAL
from crosscase.study.places import status_of
from crosscase.synthesis.context import Context, context_of
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.quotes import Group, case_title
from crosscase.tui.code.shown import tag_of, tag_style
from crosscase.tui.transcript.cells import safe_text
from crosscase.tui.transcript.layout import wrap_special
from crosscase.tui.words import ELLIPSIS, shortened, shown

Piece = tuple[str, str]
"""A text in shown form, and what it is: `tag`, `name`, `who`, `words`, `around`, `memo`, `good`, `warn`, `bad` or a style."""
Row = tuple[Piece, ...]

INDENT = "   "
MEMO = "✎ "
MEMO_ROWS = 8  # of a memo; the key for memos shows the whole of it
CONSENT: dict[str, tuple[str, str]] = {
    "quote": ("Q quote", "good"),
    "paraphrase": ("P paraphrase", "warn"),
    "none": ("N no consent", "bad"),
    "unknown": ("? consent", "warn"),
}
"""A letter and a word for what may be made of a quote, and how it is drawn."""
STATUS = {"lost": "! words lost", "changed": "! words changed"}


@dataclass(frozen=True, slots=True)
class Room:
    """What the rows are drawn for.

    Attributes:
        width: cells of a row of words.
        context: how much stands around the words.
        group: what is said over a group is not said of each quote in it.
        most: cells there are; the row above the words may be as wide where it has to.
    """

    width: int
    context: Context = 0
    group: Group = ""
    most: int = 0


def quote_rows(study: Study, passage: Passage, room: Room) -> list[Row]:
    """All rows of a quote."""
    before, words, after = (_safe(part) for part in context_of(study, passage, room.context))
    width = max(8, room.width - len(INDENT))
    # beside its surroundings a quote is bold: dim text alone would not tell them apart everywhere
    kind = "quoted" if before or after else "words"
    parts = [(before, "around"), (words, kind), (after, "around")]
    rows = [head(study, passage, room)]
    rows += [((INDENT, ""), *row) for row in flowing(parts, width)]
    return rows + memo_rows(passage.coding.memo, width)


def memo_rows(memo: str, width: int) -> list[Row]:
    """The memo, cut where it is long; no row where there is none."""
    if not memo.strip():
        return []
    text = _safe(memo.strip())
    found = [text[start:end] for start, end in wrap(text, max(8, width - len(MEMO)))]
    if len(found) > MEMO_ROWS:
        found = [*found[: MEMO_ROWS - 1], ELLIPSIS]
    return [((INDENT + (MEMO if not at else "  "), "memo"), (row, "memo")) for at, row in enumerate(found)]


def flowing(parts: list[Piece], width: int) -> list[Row]:
    """Parts that follow each other without a break, in rows of at most `width` cells."""
    text = "".join(part for part, _ in parts)
    rows = wrap(text, width)
    # the blank at which a row is broken would stand one cell outside it
    return [
        tuple(_between(parts, start, end - (text[end - 1] == " " and cell_len(text[start:end]) > width)))
        for start, end in rows
    ]


def _between(parts: list[Piece], start: int, end: int) -> Iterator[Piece]:
    at = 0
    for text, kind in parts:
        low, high = max(start - at, 0), min(end - at, len(text))
        if low < high:
            yield text[low:high], kind
        at += len(text)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Where the rows of a shown text begin and end, broken at its line ends and at blanks; empty lines left out."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            breaks = _breaks(line, width)
            found += [
                (start + low, start + high)
                for low, high in zip([0, *breaks], [*breaks, len(line)], strict=True)
            ]
        start += len(line) + 1
    return found


def _breaks(line: str, width: int) -> list[int]:
    if SPECIAL.search(line) is not None:
        return wrap_special(line, width)
    breaks: list[int] = []
    at = 0
    while len(line) - at > width:
        blank = line.rfind(" ", at, at + width + 1)
        at = blank + 1 if blank > at else at + width
        if at >= len(line):
            break
        breaks.append(at)
    return breaks


def _safe(text: str) -> str:
    """A text in shown form, its line ends kept."""
    if SPECIAL.search(text) is None:
        return text
    return "\n".join(map(safe_text, text.split("\n")))


def estimate(passage: Passage, room: Room) -> int:
    """About how many rows a quote takes; quick, where thousands of quotes are not looked at."""
    around = (
        room.context * 2
        if isinstance(room.context, int)
        else {"sentence": 80, "paragraph": 300}.get(room.context, 400)
    )
    memo = passage.coding.memo
    width = max(8, room.width - len(INDENT))
    rows = 1 + max(1, -(-(len(passage.words) + around) // width))
    return rows + (min(MEMO_ROWS, -(-len(memo) // width)) if memo else 0)


# the row above the words


def head(study: Study, passage: Passage, room: Room) -> Row:
    """Code, case, source, speaker, section, lines and coder; at the right edge what is special.

    Where there is no room for all, the source goes first, then the role, then the section gives way; the status
    line has them all.
    """
    marks = marks_of(study, passage)
    right = "  ".join(text for text, _ in marks)
    facts = _facts(study, passage)
    if room.group == "case":
        facts["case"] = ""
    name = "" if room.group == "code" else _code_name(study, passage)
    whole = 3 + cell_len(name) + cell_len(_joined(facts, _SHORTER[0])) + cell_len(right) + 2
    width = whole if room.width < whole <= room.most else room.width
    name, line = _fitted(name, facts, width - cell_len(right) - (2 if right else 0) - 3)
    if not name:
        line = line.removeprefix(" · ")
    left: list[Piece] = [
        (shown(tag_of(passage.code)), tag_style(passage.code)),
        (" ", ""),
        (name, "name"),
        (line, "who"),
    ]
    used = sum(cell_len(text) for text, _ in left)
    pieces = [*left, (" " * max(0, width - used - cell_len(right)), "")]
    for at, mark in enumerate(marks):
        pieces += [("  ", "")] * (at > 0) + [mark]
    return tuple(pieces)


def _code_name(study: Study, passage: Passage) -> str:
    code = passage.code
    if code is None:
        return shown(f"{passage.path} (unknown)")
    return shown(study.codebook.name(code, study.settings.language))


def marks_of(study: Study, passage: Passage) -> list[Piece]:
    """What is special about a quote, each with a word or a sign, never by colour alone."""
    found: list[Piece] = []
    if word := STATUS.get(status_of(study, passage.coding)):
        found.append((word, "bad"))
    if passage.coding.key:
        found.append(("★ key", "key"))
    if passage.consent:
        found.append(CONSENT[passage.consent])
    return found


def _facts(study: Study, passage: Passage) -> dict[str, str]:
    coding = passage.coding
    roles = f" ({', '.join(passage.roles)})" if passage.roles else ""
    speakers = ", ".join(passage.speakers)
    facts = {
        "case": case_title(study, passage.case),
        "source": coding.source.partition("/")[2],
        "speaker": speakers,
        "role": speakers + roles,
        "section": passage.section,
        "place": _place(passage),
        "coder": coding.coder,
    }
    return {name: shown(text) for name, text in facts.items()}


def _place(passage: Passage) -> str:
    if not passage.is_placed:
        return passage.place
    return " · ".join(filter(None, (f"line {passage.place}", passage.time)))


_SHORTER = (
    ("case", "source", "role", "section", "place", "coder"),
    ("case", "role", "section", "place", "coder"),
    ("case", "speaker", "section", "place", "coder"),
)
_LEAST = 14  # cells of a section's title below which it says nothing


def _fitted(name: str, facts: dict[str, str], room: int) -> tuple[str, str]:
    """Name and facts in at most `room` cells."""
    for chosen in _SHORTER:
        line = _joined(facts, chosen)
        if cell_len(name) + cell_len(line) <= room:
            return name, line
    *_, last = _SHORTER
    over = cell_len(name) + cell_len(_joined(facts, last)) - room
    section = cell_len(facts["section"])
    if section - over >= _LEAST:
        return name, _joined(facts | {"section": shortened(facts["section"], section - over)}, last)
    line = _joined(facts, tuple(fact for fact in last if fact != "section"))
    if cell_len(name) + cell_len(line) > room:
        name = shortened(name, max(8, room - cell_len(line)))
    return name, shortened(line, max(0, room - cell_len(name)))


def _joined(facts: dict[str, str], names: tuple[str, ...]) -> str:
    return "".join(f" · {facts[name]}" for name in names if facts[name])
