"""LibreOffice texts (.odt) become texts of a study: as much is read, and as much told, as of Word files."""

from __future__ import annotations

from crosscase.reading.docx_parts import Contents, Deletion, Insertion, Remark
from crosscase.reading.flow import Line, guessed_headings, inked, put_together
from crosscase.reading.odt_package import open_odt
from crosscase.reading.odt_walk import Changed, Noted, Walk
from crosscase.reading.taken import Comment, LeftOut, Taken
from crosscase.study.adding import NewText
from crosscase.study.problems import StudyError


def read_odt(raw: bytes, label: str) -> Taken:
    """A text from a LibreOffice file.

    Args:
        label: what messages call the file.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    contents = odt_contents(raw, label)
    if not contents.body.strip():
        raise StudyError(f"{label}: holds no words; there is nothing to import")
    return Taken(
        NewText(label, "", contents.body, title=contents.title),
        guesses=guessed_headings(contents.lines),
        comments=tuple(
            Comment(one.start, one.end, one.author, one.date, one.text) for one in contents.remarks
        ),
        left_out=contents.left_out,
        notes=contents.notes,
    )


def odt_contents(raw: bytes, label: str) -> Contents:
    """All that a LibreOffice text holds: its words, comments and tracked changes.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    try:
        walk = Walk(open_odt(raw, label))
        return contents_of(walk, walk.text())
    except StudyError:
        raise
    except Exception as error:  # made-up files reach places that no program writes
        raise StudyError(
            f"{label}: cannot be read as a LibreOffice text; open it there and save it again"
        ) from error


def contents_of(walk: Walk, lines: list[Line]) -> Contents:
    """All that a walk through a LibreOffice text found; the marks in its lines hold their offsets afterwards.

    Args:
        lines: what the walk gave.
    """
    body = put_together(lines, walk.endnotes)
    insertions = tuple(
        Insertion(one.author, one.date, body[start:end], start, end)
        for one in walk.found.inserted
        for start, end in [_span(one, body)]
        if start < end
    )
    deletions = tuple(
        Deletion(one.author, one.date, one.text, one.start.offset, one.start.offset)
        for one in walk.found.deleted
    )
    notes = []
    if insertions or deletions:
        notes.append(
            f"changes were tracked: what was put in is kept ({len(insertions)}), "
            f"what was taken out is left out ({len(deletions)})"
        )
    left_out = [LeftOut(*key, count) for key, count in walk.found.left_out.items()]
    left_out += [LeftOut("deletion", one.text, one.author) for one in deletions]
    return Contents(
        body, (*lines, *walk.endnotes), walk.title, _remarks(walk.found.comments, body), insertions, deletions, (),
        tuple(left_out), tuple(notes),
    )  # fmt: skip


def _span(one: Changed | Noted, body: str) -> tuple[int, int]:
    return inked(body, one.start.offset, one.end.offset)


def _remarks(comments: list[Noted], body: str) -> tuple[Remark, ...]:
    """Comments in the order of their places, answers after what they answer."""
    names = {one.name for one in comments if one.name}
    found = []
    for place, one in enumerate(comments):
        answers = one.answers if one.answers in names and one.answers != one.name else ""
        found.append(
            Remark(
                one.called(place), one.author, one.date, one.text, *_span(one, body), True, answers, one.done
            )
        )
    return tuple(sorted(found, key=lambda remark: remark.start))
