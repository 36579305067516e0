"""Changes of the codebook from day to day: rename, move, put in order, merge, describe, retire, remove.

Codings are never touched: each code remembers its former paths, and codings that hold one count on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from crosscase.study.code_edits import LISTS, TEXTS, codebook_edit, placed, present, refuse_name, with_code
from crosscase.study.code_merge import merge_codes as merge_codes
from crosscase.study.code_use import use_of
from crosscase.study.codebook import Codebook
from crosscase.study.codings import codings_file
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.former_paths import remembering
from crosscase.study.ids import is_slug, slugify
from crosscase.study.memos import memos_about
from crosscase.study.model import Code
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError

FIELDS = (*TEXTS, "color", "tag", *LISTS)
"""What `edit_code` changes."""

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


def rename_code(
    book: Codebook, code: Code, *, slug: str = "", names: Mapping[str, str] | None = None
) -> Edit:
    """Give a code another slug, other names, or both.

    Args:
        slug: the last part of its path; empty to leave it.
        names: by language; an empty name takes that language's away. A plain name is replaced as a whole.

    Raises:
        StudyError: the slug cannot be one, the path or the name is another code's, nothing would be different.
    """
    code = present(book, code)
    path = book.path(code)
    if slug and not is_slug(slug):
        raise StudyError(f"`{slug}` cannot stand in a code's path; write `{slugify(slug)}`")
    renamed = replace(code, code=slug or code.code, name=_names(book, code, names or {}))
    name = f"rename {path}"
    if renamed.code != code.code:
        now = f"{path.rpartition('/')[0]}/{slug}".removeprefix("/")
        renamed = remembering(renamed, [path], now)
        name += f" to {now}"
    return codebook_edit(name, book, with_code(book, renamed))


def _names(book: Codebook, code: Code, names: Mapping[str, str]) -> Mapping[str, str]:
    given = {language: " ".join(name.split()) for language, name in names.items()}
    for name in given.values():
        if name:
            refuse_name(book, book.parent(code), name, "choose another name", but=code.id)
    if set(code.name) == {""} and len(given) == 1:
        given = {"": next(iter(given.values()))}
    after = {language: name for language, name in {**code.name, **given}.items() if name}
    if given and not after:
        raise StudyError("a code needs a name; nothing was changed")
    return after if given else code.name


def move_code(book: Codebook, code: Code, parent: Code | None, at: int | None = None) -> Edit:
    """Put a code, with the codes below it, under another one or at the top.

    Args:
        parent: None for the top; its own parent to give it another place there.
        at: its place among the other codes there; None for the last.

    Raises:
        StudyError: that is the code itself or below it, has a code of that slug, or had one.
    """
    code, parent = present(book, code), present(book, parent) if parent is not None else None
    path = book.path(code)
    if parent is not None and parent in book.within(code):
        where = "itself" if parent == code else f"{book.path(parent)}, which is below it"
        raise StudyError(f"{path} cannot be moved under {where}; move it elsewhere")
    above = f"{book.path(parent)}/" if parent is not None else ""
    there = f"under {book.path(parent)}" if parent is not None else "to the top"
    moved = code if above + code.code == path else remembering(code, [path], above + code.code)
    return codebook_edit(f"move {path} {there}", book, placed(book, [moved], parent, at))


def reorder_code(book: Codebook, code: Code, step: int) -> Edit:
    """Move a code up (-1) or down (1) among its siblings, or by more.

    Raises:
        StudyError: it is the first or the last already.
    """
    code = present(book, code)
    siblings = book.children(book.parent(code))
    here = siblings.index(code)
    there = max(0, min(here + step, len(siblings) - 1))
    if here == there:
        raise StudyError(f"{book.path(code)} is the {'first' if step < 0 else 'last'} already")
    order = placed(book, [code], book.parent(code), there)
    return codebook_edit(f"move {book.path(code)} {'up' if step < 0 else 'down'}", book, order)


def edit_code(book: Codebook, code: Code, **fields: str | Sequence[str]) -> Edit:
    """Write a code's definition, include, exclude, example, color, tag, keywords, forms, not_forms or survey.

    Args:
        fields: by name; texts, of `LISTS` a list. An empty color or tag is made anew on reading.

    Raises:
        StudyError: a colour that is none, a tag that is none or another code's, nothing would be different.
    """
    code = present(book, code)
    clean: dict[str, Any] = {}
    for field, value in fields.items():
        if field in LISTS:
            words = [value] if isinstance(value, str) else value
            clean[field] = tuple(dict.fromkeys(word for w in words if (word := " ".join(w.split()))))
        elif isinstance(value, str):
            clean[field] = value.strip()
    if (color := clean.get("color", code.color)) != code.color:
        if _COLOR.fullmatch(color) is None:
            raise StudyError(f"`{color}` is no colour; give one as #D55E00")
        clean["color"] = color.upper()
    if (tag := clean.get("tag", code.tag)) != code.tag:
        clean["tag"] = _tag(book, code, tag)
    return codebook_edit(f"edit {book.path(code)}", book, with_code(book, replace(code, **clean)))


def _tag(book: Codebook, code: Code, tag: str) -> str:
    tag = tag.upper()
    if not (tag.isalpha() and len(tag) <= 2):
        raise StudyError(f"`{tag}` is no tag; give one or two letters")
    for other in book:
        if other.tag == tag and other.id != code.id:
            raise StudyError(f"{tag} is the tag of {book.path(other)}; choose other letters")
    return tag


def retire_code(book: Codebook, code: Code, back: bool = False, *, done: bool = False) -> Edit:
    """Offer a code no longer for new codings, or again; its codings and its place stay.

    Args:
        back: offer it again.
        done: it was being split and no coding waits any more: the split ends with it.

    Raises:
        StudyError: it is retired already, or is not.
    """
    code = present(book, code)
    path = book.path(code)
    if code.retired is not back:
        raise StudyError(f"{path} is {'not retired' if back else 'retired already'}; nothing was changed")
    retired = replace(code, retired=not back, split=() if done and not back else code.split)
    return codebook_edit(f"{'bring back' if back else 'retire'} {path}", book, with_code(book, retired))


def remove_code(study: Study, code: Code) -> Edit:
    """Take a code away that nobody uses.

    Raises:
        StudyError: it has codings, codes below it, or memos.
    """
    book = study.codebook
    code = present(book, code)
    path = book.path(code)
    if below := book.children(code):
        raise StudyError(
            f"{path} has codes below it ({book.path(below[0])}); move, merge or remove them first"
        )
    if count := sum(use_of(study, code).values()):
        raise StudyError(f"{path} has {counted(count, 'coding')}; merge it into another code, or retire it")
    if memos := memos_about(study, f"code/{code.id}"):
        raise StudyError(f"{path} has a memo ({memos[0].id}); remove that first, or retire the code")
    kept = [replace(other, split=without(other.split, code.id)) for other in book if other.id != code.id]
    return codebook_edit(f"remove {path}", book, kept, {code.id: ""})


def without(ids: Sequence[str], gone: str) -> tuple[str, ...]:
    """The ids but one."""
    return tuple(one for one in ids if one != gone)


def settle(study: Study, coders: Collection[str] | None = None) -> Edit | None:
    """Write the present paths into the codings files, everybody's or those of some coders.

    Returns:
        None where no file holds a former path.
    """
    changes = []
    for source_id in study.coded_sources:
        for coding in study.codings(source_id, coders):
            if (path := study.codebook.path_now(coding.code)) != coding.code:
                file = codings_file(source_id, coding.coder)
                changes.append(Change(file, coding.id, coding, replace(coding, code=path)))
    return Edit("settle the codebook", tuple(changes), every_coder=True) if changes else None
