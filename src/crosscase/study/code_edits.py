"""New codes, and the one way in which a changed codebook becomes an edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from crosscase.study.code_marks import color_for, tag_for
from crosscase.study.codebook import Codebook
from crosscase.study.codebook_file import FILE
from crosscase.study.edits import Change, Edit
from crosscase.study.former_paths import keep_meaning, refuse_taken
from crosscase.study.ids import new_id, slugify
from crosscase.study.model import Code
from crosscase.study.problems import StudyError

TEXTS = ("definition", "include", "exclude", "example")
LISTS = ("keywords", "forms", "not_forms", "survey")


def new_code(book: Codebook, name: str, language: str, parent: Code | None = None) -> Code:
    """A code for a name somebody typed, last among its siblings, with a slug, a tag and a colour.

    Raises:
        StudyError: the name is empty, stands under this parent already, or makes a path that another code had.
    """
    name = " ".join(name.split())
    if not name:
        raise StudyError("a code needs a name; nothing was made")
    parent = present(book, parent) if parent is not None else None
    siblings = book.children(parent)
    refuse_name(book, parent, name, "nothing was made")
    slug = slugify(name, {sibling.code for sibling in siblings})
    path = f"{book.path(parent)}/{slug}" if parent is not None else slug
    if (other := book.resolve(path)) is not None:
        raise StudyError(f"{path} was a path of {book.path(other)}; choose another name")
    rank = siblings[-1].rank + 1 if siblings else 0
    code = Code(new_id(), parent.id if parent is not None else "", rank, slug, {language: name})
    color = parent.color if parent is not None else color_for(len(siblings))
    return replace(code, color=color, tag=tag_for(code, {c.tag for c in book}))


def refuse_name(book: Codebook, parent: Code | None, name: str, advice: str, but: str = "") -> None:
    """Refuse a name that a code under this parent has in any language.

    Args:
        advice: what became of it, or what to do.
        but: id of the code that may have it.

    Raises:
        StudyError: with the code that has it.
    """
    for sibling in book.children(parent):
        if sibling.id != but and name.casefold() in {other.casefold() for other in sibling.name.values()}:
            raise StudyError(f"there is a code {book.path(sibling)} already; {advice}")


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


def codebook_edit(
    name: str, before: Codebook, codes: Iterable[Code], instead: Mapping[str, str] | None = None
) -> Edit:
    """The edit that makes one codebook of another; every path that a coding may have goes on meaning its code.

    Args:
        codes: the codes as they shall be; their ranks say the order only.
        instead: id of the code that a code is merged into, by its own; empty for a code that is removed.

    Returns:
        A change for each code that is different, also where only its place among its siblings is.

    Raises:
        StudyError: a code would get a path that is or was another code's; nothing would be different.
    """
    codes = tuple(codes)
    after = Codebook(codes)
    if _paths(before) != _paths(after):
        refuse_taken(before, after, instead or {})
        after = keep_meaning(before, after, instead or {})
    after = Codebook(_ranked(after))
    ids = dict.fromkeys((*before.by_id, *after.by_id))
    changes = tuple(
        Change(FILE, code_id, before.by_id.get(code_id), after.by_id.get(code_id))
        for code_id in ids
        if before.by_id.get(code_id) != after.by_id.get(code_id)
    )
    if not changes:
        raise StudyError(f"{name}: that is how it is already; nothing was changed")
    return Edit(name, changes)


def _paths(book: Codebook) -> dict[str, str]:
    return {code.id: book.path(code) for code in book}


def _ranked(book: Codebook) -> list[Code]:
    levels = [book.children(), *(book.children(code) for code in book)]
    return [replace(code, rank=rank) for siblings in levels for rank, code in enumerate(siblings)]


def present(book: Codebook, code: Code) -> Code:
    """A code as it stands in the codebook now, whatever became of it since it was looked at.

    Raises:
        StudyError: it is gone.
    """
    if (now := book.by_id.get(code.id)) is None:
        raise StudyError(
            f"the code {code.code} is gone: somebody took it away meanwhile; nothing was changed"
        )
    return now


def with_code(book: Codebook, code: Code) -> list[Code]:
    """All codes, with one as it shall be in place of the one of its id."""
    return [code if other.id == code.id else other for other in book]


def placed(book: Codebook, codes: Sequence[Code], parent: Code | None, at: int | None = None) -> list[Code]:
    """All codes, with some new or moved ones under a parent.

    Args:
        codes: in the order in which they shall stand.
        at: place of the first among the other codes there; None for the end.
    """
    moved = {code.id for code in codes}
    others = [code for code in book.children(parent) if code.id not in moved]
    at = len(others) if at is None else max(0, min(at, len(others)))
    level = [*others[:at], *codes, *others[at:]]
    above = parent.id if parent is not None else ""
    there = {code.id: replace(code, parent=above, rank=rank) for rank, code in enumerate(level)}
    kept = [code for code in book if code.id not in there]
    return [*kept, *there.values()]
