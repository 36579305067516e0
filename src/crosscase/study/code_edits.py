"""Changes of the codebook, as edits."""

from __future__ import annotations

from crosscase.study.code_marks import color_for, tag_for
from crosscase.study.codebook import Codebook
from crosscase.study.codebook_file import FILE
from crosscase.study.edits import Change, Edit
from crosscase.study.ids import new_id, slugify
from crosscase.study.model import Code
from crosscase.study.problems import StudyError


def new_code(book: Codebook, name: str, language: str, parent: Code | None = None) -> Code:
    """A code for a name somebody typed, last among its siblings, with a slug, a tag and a colour.

    Raises:
        StudyError: the name is empty, or stands under this parent already.
    """
    name = " ".join(name.split())
    if not name:
        raise StudyError("a code needs a name; nothing was made")
    siblings = book.children(parent)
    for sibling in siblings:
        if book.name(sibling, language).casefold() == name.casefold() or sibling.code == slugify(name):
            raise StudyError(f"there is a code {book.path(sibling)} already; nothing was made")
    above = f"{book.path(parent)}/" if parent is not None else ""
    # a former path is never used again: codings that still name it belong to another code
    taken = {path.removeprefix(above) for code in book for path in code.was if path.startswith(above)}
    rank = siblings[-1].rank + 1 if siblings else 0
    code = Code(
        new_id(), parent.id if parent is not None else "", rank, slugify(name, taken), {language: name}
    )
    color = parent.color if parent is not None else color_for(len(siblings))
    return Code(
        code.id, code.parent, code.rank, code.code, code.name,
        color=color, tag=tag_for(code, {c.tag for c in book}),
    )  # fmt: skip


def add_code(code: Code) -> Edit:
    """Put a new code into the codebook."""
    return Edit(f"new code {code.code}", (Change(FILE, code.id, None, code),))


def path_of_new(book: Codebook, code: Code) -> str:
    """The path a new code will have."""
    parent = book.parent(code)
    return f"{book.path(parent)}/{code.code}" if parent is not None else code.code
