"""Splitting a code: new codes beside it, and a queue of its codings to place (`code_use.to_place`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crosscase.study.code_edits import codebook_edit, new_code, placed, present, with_code
from crosscase.study.codebook import Codebook
from crosscase.study.edits import Edit
from crosscase.study.model import Code
from crosscase.study.problems import StudyError


def split_code(book: Codebook, code: Code, names: Sequence[str], language: str) -> Edit:
    """Make the codes that a code is to be split into, right after it, in its colour; further ones if it is split.

    Args:
        names: as people type them.
        language: of the names.

    Raises:
        StudyError: no name is given, the code is retired, or as `new_code`.
    """
    code = present(book, code)
    path, parent = book.path(code), book.parent(code)
    if not names:
        raise StudyError(f"give the names of the codes that {path} is to be split into")
    if code.retired:
        raise StudyError(f"{path} is retired; bring it back before it is split")
    grown, made = book, list[Code]()
    for name in names:
        made.append(replace(new_code(grown, name, language, parent), color=code.color))
        grown = Codebook([*grown, made[-1]])
    beside = [c for c in book.children(parent) if c.id == code.id or c.id in code.split]
    split = replace(code, split=(*code.split, *(new.id for new in made)))
    after = Codebook(placed(book, made, parent, book.children(parent).index(beside[-1]) + 1))
    return codebook_edit(
        f"split {path} into {', '.join(new.code for new in made)}",
        book,
        with_code(after, replace(split, rank=after.by_id[code.id].rank)),
    )


def end_split(book: Codebook, code: Code) -> Edit:
    """The split is over: what was not placed stays with the code.

    Raises:
        StudyError: the code is not being split.
    """
    code = present(book, code)
    path = book.path(code)
    if not code.split:
        raise StudyError(f"{path} is not being split; nothing was changed")
    return codebook_edit(f"end the split of {path}", book, with_code(book, replace(code, split=())))
