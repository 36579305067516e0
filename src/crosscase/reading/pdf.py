"""PDF files become texts; each is read by a process of its own, within limits of time and memory."""

from __future__ import annotations

from crosscase.reading.apart import read_apart
from crosscase.reading.limits import check_size
from crosscase.reading.taken import Comment, Heading, LeftOut, Taken
from crosscase.study.adding import NewText
from crosscase.study.problems import StudyError

_START = b"%PDF-"
_LOOKED_AT = 1024  # bytes: something may stand before the start


def read_pdf(raw: bytes, label: str) -> Taken:
    """The text of a PDF: columns one after the other, running heads and page numbers left out, lines joined.

    What is set like a heading is a guess; what is left out, and every word whose hyphen at a line's end was
    taken out, is listed.

    Args:
        raw: content of the file.
        label: what messages call it.

    Raises:
        StudyError: no PDF, broken, locked, too large, without pages, or without text.
    """
    check_size(raw, label)
    if not raw.strip():
        raise StudyError(f"{label}: is empty; there is nothing to import")
    if _START not in raw[:_LOOKED_AT]:
        raise StudyError(f"{label}: is not a PDF; give the file its right ending")
    again = "open it in a PDF reader and print it to a new PDF"
    answer = read_apart("crosscase.reading.pdf_worker", raw, label, again)
    return Taken(
        NewText(label, "", answer["body"]),
        guesses=tuple(Heading(**one) for one in answer["guesses"]),
        comments=tuple(Comment(0, 0, one["author"], one["date"], one["text"]) for one in answer["comments"]),
        left_out=tuple(LeftOut(**one) for one in answer["left_out"]),
        notes=tuple(answer["notes"]),
    )
