"""Changes of the codebook, as edits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
        if name.casefold() in {other.casefold() for other in sibling.name.values()}:
            raise StudyError(f"there is a code {book.path(sibling)} already; nothing was made")
    above = f"{book.path(parent)}/" if parent is not None else ""
    # a former path is never used again: codings that still name it belong to another code
    taken = {path.removeprefix(above) for code in book for path in code.was if path.startswith(above)}
    taken |= {sibling.code for sibling in siblings}
    rank = siblings[-1].rank + 1 if siblings else 0
    code = Code(
        new_id(), parent.id if parent is not None else "", rank, slugify(name, taken), {language: name}
    )
    color = parent.color if parent is not None else color_for(len(siblings))
    return Code(
        code.id, code.parent, code.rank, code.code, code.name,
        color=color, tag=tag_for(code, {c.tag for c in book}),
    )  # fmt: skip


def new_chain(
    book: Codebook, names: Sequence[str], language: str, parent: Code | None = None
) -> tuple[Codebook, tuple[Code, ...]]:
    """New codes, each under the one before: what `Barriers/Time` means where neither is there yet.

    Returns:
        The codebook with the new codes in it, and the new codes from the top.

    Raises:
        StudyError: as `new_code`.
    """
    made: list[Code] = []
    for name in names:
        code = new_code(book, name, language, made[-1] if made else parent)
        made.append(code)
        book = Codebook([*book, code])
    return book, tuple(made)


def add_codes(codes: Iterable[Code]) -> Edit:
    """Put new codes into the codebook."""
    codes = tuple(codes)
    names = ", ".join(code.code for code in codes)
    return Edit(f"new code {names}", tuple(Change(FILE, code.id, None, code) for code in codes))
