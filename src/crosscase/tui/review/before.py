"""What the review writes above and beside the text: where a coding stood, its words of then, and how they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from crosscase.study.folder import Study
from crosscase.study.review import Look
from crosscase.study.review_places import Near, Stood
from crosscase.study.segments import Segments
from crosscase.study.word_diff import Piece
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.code.cursor_pane import lines_of, short
from crosscase.tui.words import plain, shown

AROUND = 600  # characters of a paragraph shown on each side of the words
SAME = 36  # characters of equal words shown between those that differ
GONE, COME = "bold $text-error", "bold $text-success"


def where(study: Study, look: Look, segments: Segments, offset: int) -> Content:
    """Which coding it is, what became of it, whose it is and where in the text.

    Args:
        offset: about where its words are, or would be.
    """
    coding = look.coding
    code = study.codebook.resolve(coding.code)
    name = (
        study.codebook.name(code, study.settings.language) if code is not None else f"{coding.code} (unknown)"
    )
    if offset and segments.line_bounds(segments.line_of(offset))[1] == offset:
        offset -= 1  # the end of a line is still in what it says
    section = segments.section_of(offset)
    line = f"line {lines_of(coding, segments)}"
    if coding.at is None:
        line = f"stood about line {segments.line_of(offset) + 1}"
    parts = [coding.source, line, segments.speaker_of(offset), section.title if section is not None else ""]
    first = Content.assemble(
        tag_content(code), " ", plain(name, "bold"), " ★" if coding.key else "", "  ",
        ("changed" if look.status == "changed" else "lost", "bold $text-warning"),
        "" if look.mine else plain(f"  {coding.coder}’s", "italic"),
    )  # fmt: skip
    rows = [first, plain(" · ".join(filter(None, parts)), "dim")]
    if coding.memo:
        rows.append(plain(f"memo: {short(coding.memo, 200)}"))
    return Content("\n").join(rows)


def before(look: Look, was: Stood | None, pieces: Sequence[Piece]) -> tuple[Content, Content, Content]:
    """What stood before the words of a coding, the words as they were coded, and what stood after them.

    Args:
        was: the text they stood in, where it is known.
        pieces: how they differ from what stands there now; none where they are lost.
    """
    words = _words(look.coding.quote, pieces)
    if was is None:
        ahead, after = (look.coding.before, look.coding.after) if look.coding.at is None else ("", "")
        return _lines(f"…{ahead}" if ahead else "", ""), words, _lines(f"{after}…" if after else "", "")
    body, start, end = was.body, was.start, was.end
    first = body.rfind("\n", 0, start) + 1
    stop = body.find("\n", end)
    stop = stop if stop >= 0 else len(body)
    above = _paragraph(reversed(body[max(0, first - 4 * AROUND) : max(0, first - 1)].split("\n")))
    below = _paragraph(body[stop + 1 : stop + 4 * AROUND].split("\n"))
    ahead = ("…" if start - AROUND > first else "") + body[max(first, start - AROUND) : start]
    after = body[end : min(stop, end + AROUND)] + ("…" if end + AROUND < stop else "")
    return (
        Content.assemble(plain(above, "dim"), "\n\n" if above else "", plain(ahead)),
        words,
        Content.assemble(plain(after), "\n\n" if below else "", plain(below, "dim")),
    )


def _words(quote: str, pieces: Sequence[Piece]) -> Content:
    if not pieces:
        return _lines(quote, "bold reverse")
    return Content("").join(
        _lines(piece.text, "bold reverse" + (" strike" if piece.kind == "gone" else ""))
        for piece in pieces
        if piece.kind != "come"
    )


def _lines(text: str, style: str) -> Content:
    return Content("\n").join(plain(line, style) for line in text.split("\n"))


def _paragraph(lines: Iterable[str]) -> str:
    """The first line that is not blank, at most as long as is shown around words."""
    found = next((line for line in lines if line.strip()), "")
    return found if len(found) <= AROUND else found[: AROUND - 1] + "…"


def differs(pieces: Sequence[Piece]) -> Content:
    """What went as `[-…-]` and what came as `{+…+}`, between a few of the words that are the same."""
    parts = []
    for number, piece in enumerate(pieces):
        if piece.kind == "same":
            parts.append(plain(_shorter(piece.text, number > 0, number + 1 < len(pieces)), "dim"))
        else:
            left, right = ("[-", "-]") if piece.kind == "gone" else ("{+", "+}")
            parts.append(
                Content.styled(f"{left}{shown(piece.text)}{right}", GONE if piece.kind == "gone" else COME)
            )
    return Content("").join(parts)


def _shorter(text: str, has_before: bool, has_after: bool) -> str:
    """Equal words between two differences; the middle gives way, or the end that touches none."""
    room = SAME * (has_before + has_after)
    if len(text) <= room:
        return text
    head = text[:SAME].rpartition(" ")[0] + " " if has_before else ""
    tail = " " + text[-SAME:].partition(" ")[2] if has_after else ""
    return f"{head}…{tail}"


def near_line(number: int, place: Near, body: str, segments: Segments) -> Content:
    """One of the places that are offered for a coding: its number, likeness, line and words."""
    return Content.assemble(
        (f"{number} ", "bold $text-accent"),
        f"{round(100 * place.score):3d} %  ",
        (f"line {segments.line_of(place.start) + 1}  ", "dim"),
        plain(" ".join(body[place.start : place.end].split())),
    )
