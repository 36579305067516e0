"""Merging one code into another: its codings, codes, words and memos go on there."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from crosscase.study.code_edits import LISTS, TEXTS, codebook_edit, placed, present
from crosscase.study.codebook import Codebook
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.former_paths import remembering
from crosscase.study.memo_edits import write_memo
from crosscase.study.memos import following
from crosscase.study.model import Code
from crosscase.study.problems import StudyError

# a study's own words: what stands in its files, in its language where that is known here
_WORDS = {
    "en": ("Merged: {name}", "The code {name} ({path}) was merged into this one. Its texts were:",
           {"definition": "Definition", "include": "Include", "exclude": "Exclude", "example": "Example"}),
    "nb": ("Slått sammen: {name}", "Koden {name} ({path}) er slått sammen med denne. Tekstene var:",
           {"definition": "Definisjon", "include": "Ta med", "exclude": "Ikke ta med", "example": "Eksempel"}),
}  # fmt: skip


def merge_codes(study: Study, code: Code, into: Code) -> Edit:
    """Let one code be part of another.

    The codings of both count as the other's from now on, whatever path they hold. Codes below move along, under a
    new slug where theirs is taken. Empty texts of the other are filled; what would be lost goes into a memo on it.

    Raises:
        StudyError: they are one code, `into` is below `code`, or it is retired.
    """
    book = study.codebook
    code, into = present(book, code), present(book, into)
    path, target = book.path(code), book.path(into)
    if into in book.within(code):
        what = "itself" if into == code else f"{target}, which is below it"
        raise StudyError(f"{path} cannot be merged into {what}; merge it elsewhere")
    if into.retired:
        raise StudyError(f"{target} is retired; bring it back before another code becomes part of it")
    merged = remembering(_united(code, into), (path, *code.was), target)
    instead = {code.id: into.id}
    after = Codebook(_named_instead(merged if c.id == into.id else c, code, into) for c in book)
    for child in book.children(code):
        after = _handed_over(book, after, child, into)
    codes = [c for c in after if c.id != code.id]
    edit = codebook_edit(f"merge {path} into {target}", book, codes, instead)
    memos = following(study, f"code/{code.id}", f"code/{into.id}")
    return replace(edit, changes=(*edit.changes, *_memo(study, code, into), *memos))


def _united(code: Code, into: Code) -> Code:
    fields: dict[str, Any] = {field: getattr(into, field) or getattr(code, field) for field in TEXTS}
    for field in LISTS:
        fields[field] = tuple(dict.fromkeys((*getattr(into, field), *getattr(code, field))))
    # what was decided on the code that stays holds, where the other's says otherwise
    fields["forms"] = tuple(form for form in fields["forms"] if form not in into.not_forms)
    fields["not_forms"] = tuple(form for form in fields["not_forms"] if form not in fields["forms"])
    return replace(into, **fields)


def _named_instead(other: Code, code: Code, into: Code) -> Code:
    if code.id not in other.split:
        return other
    split = dict.fromkeys(into.id if one == code.id else one for one in other.split)
    return replace(other, split=tuple(one for one in split if one != other.id))


def _handed_over(book: Codebook, after: Codebook, child: Code, into: Code) -> Codebook:
    """The codebook with a child of the merged code under the other one, by the first slug that is free."""
    numbered = (child.code if number == 1 else f"{child.code}-{number}" for number in count(1))
    tried = (_under(book, after, child, into, slug) for slug in numbered)
    return next(found for found in tried if _free(book, found, child))


def _under(book: Codebook, after: Codebook, child: Code, into: Code, slug: str) -> Codebook:
    renamed = replace(after.by_id[child.id], code=slug)
    moved = remembering(renamed, [book.path(child)], f"{book.path(into)}/{slug}")
    return Codebook(placed(after, [moved], into))


def _free(book: Codebook, tried: Codebook, child: Code) -> bool:
    """Whether no path of a code and of those below it is, was, or is read as another's."""
    if len(tried.by_path) < len(tried):
        return False
    for code in tried.within(tried.by_id[child.id]):
        there = book.resolve(tried.path(code))
        if there is not None and there.id != code.id:
            return False
    return True


def _memo(study: Study, code: Code, into: Code) -> tuple[Change, ...]:
    """The texts of the merged code that differ from the other's, kept as a memo on that."""
    language = study.settings.language
    title, opening, headings = _WORDS["nb" if language in ("nb", "nn", "no") else "en"]
    lost = [
        (field, text) for field in TEXTS if (text := getattr(code, field)) not in ("", getattr(into, field))
    ]
    lost = [(field, text) for field, text in lost if getattr(into, field)]
    if not lost:
        return ()
    name, path = study.codebook.name(code, language), study.codebook.path(code)
    parts = [opening.format(name=name, path=path), *(f"{headings[field]}: {text}" for field, text in lost)]
    edit = write_memo(
        study, f"code/{into.id}", "\n\n".join(parts), study.coder, title=title.format(name=name)
    )
    return edit.changes if edit is not None else ()
