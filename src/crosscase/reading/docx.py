"""Word files (.docx) become texts of a study.

Read are paragraphs, headings, lists with their labels, tables, foot- and endnotes, text boxes, the results of
fields and what is filled into forms; comments and tracked changes with their places. Left out, and told: running heads
and feet, pictures, tables of contents, prompts, hidden text, and words that were taken out while changes were tracked.
"""

from __future__ import annotations

from crosscase.reading.docx_comments import remarks_of
from crosscase.reading.docx_package import Package, open_package
from crosscase.reading.docx_parts import Contents, Remark
from crosscase.reading.docx_walk import Walk
from crosscase.reading.flow import Line, guessed_headings, put_together
from crosscase.reading.taken import Comment, LeftOut, Taken
from crosscase.study.adding import NewText
from crosscase.study.problems import StudyError


def read_docx(raw: bytes, label: str) -> Taken:
    """A text from a Word file.

    Args:
        label: what messages call the file.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    contents = docx_contents(raw, label)
    if not contents.body.strip():
        raise StudyError(f"{label}: holds no words{_instead(contents.left_out)}; there is nothing to import")
    return Taken(
        NewText(label, "", contents.body, title=contents.title),
        guesses=guessed_headings(contents.lines),
        comments=tuple(map(_comment, contents.remarks)),
        left_out=contents.left_out,
        notes=contents.notes,
    )


def docx_contents(raw: bytes, label: str) -> Contents:
    """All that a Word file holds: its text, comments, tracked changes and the controls of a form.

    Raises:
        StudyError: one line that names the file and says what to do.
    """
    try:
        package = open_package(raw, label)
        walk = Walk(package)
        return contents_of(package, walk, walk.text())
    except StudyError:
        raise
    except Exception as error:  # made-up files reach places that no program writes
        raise StudyError(
            f"{label}: cannot be read as a Word file; open it in Word and save it again"
        ) from error


def contents_of(package: Package, walk: Walk, lines: list[Line]) -> Contents:
    """All that a walk through a Word file found; the marks in its lines hold their offsets afterwards.

    Args:
        lines: what the walk gave.
    """
    body = put_together(lines, walk.endnotes)
    insertions, deletions = walk.found.insertions(body), walk.found.deletions()
    notes = []
    if insertions or deletions:
        notes.append(
            f"changes were tracked: what was put in is kept ({len(insertions)}), "
            f"what was taken out is left out ({len(deletions)})"
        )
    if package.has_macros:
        notes.append("holds macros; nothing of them is read or run")
    told = tuple(LeftOut("deletion", one.text, one.author) for one in deletions)
    return Contents(
        body, (*lines, *walk.endnotes), walk.title, remarks_of(package, walk.found, body), insertions, deletions,
        walk.found.controls(body), walk.found.told() + told, tuple(notes),
    )  # fmt: skip


def _comment(remark: Remark) -> Comment:
    return Comment(remark.start, remark.end, remark.author, remark.date, remark.text)


def _instead(left_out: tuple[LeftOut, ...]) -> str:
    pictures = sum(one.count for one in left_out if one.what == "picture")
    return " but pictures (scanned pages need OCR first)" if pictures else ""
