"""Picking a code: recent ones first, and a new one made on the spot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.style import Style

from crosscase.study.code_edits import new_chain
from crosscase.study.codebook import Codebook
from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.study.problems import StudyError
from crosscase.tui.code.shown import tag_of, tag_style
from crosscase.tui.picker import Entry
from crosscase.tui.ranking import folded
from crosscase.tui.words import shown

NEW = "+"
"""How the key of an entry begins that makes codes: `+<parent id>:<name>/<name under it>`."""


def tag_content(code: Code | None) -> Content:
    """The two letters in the code's colour."""
    return Content.styled(shown(tag_of(code)), Style.parse(tag_style(code)))


def code_entries(
    book: Codebook,
    language: str,
    recent: Sequence[str],
    keys: Mapping[str, int] | None = None,
    *,
    retired: bool = True,
) -> list[Entry]:
    """All codes, the recent ones first, then as in the codebook.

    Args:
        recent: code ids, last used first.
        keys: number keys by code id, shown beside the names.
        retired: whether retired codes are among them; they are not offered for new codings.
    """
    first = [book.by_id[code_id] for code_id in recent if code_id in book.by_id]
    rest = [code for code in book if code.id not in recent]
    return [
        code_entry(book, language, code, (keys or {}).get(code.id, 0))
        for code in (*first, *rest)
        if retired or not code.retired
    ]


def code_entry(book: Codebook, language: str, code: Code, key: int = 0) -> Entry:
    """A code to pick, found by name, path and tag; its key is the code's id."""
    name, path = book.name(code, language), book.path(code)
    label = Content.assemble(
        tag_content(code),
        " ",
        shown(name),
        f"  ‹{key}›" if key else "",
        (f"  {path}{' · retired' if code.retired else ''}", "dim"),
    )
    return Entry(code.id, label, f"{name} {path} {code.tag}", shown(code.definition))


def new_entries(book: Codebook, language: str, query: str, family: str) -> list[Entry]:
    """What can be made of a name that was typed.

    Args:
        query: a name, or names from the top joined by `/`; those that are codes already are used.
        family: id of the code used last; its parent, or itself at the top, is offered as the place.
    """
    name = " ".join(query.split())
    if not name:
        return []
    names = [part.strip() for part in name.split("/") if part.strip()]
    for known in range(len(names) - 1, 0, -1):
        if (parent := _named(book, language, "/".join(names[:known]))) is not None:
            return [_new(book, language, parent, names[known:], sure=True)]
    if not names:
        return []
    entries = [_new(book, language, None, names)]
    if len(names) == 1 and (code := book.by_id.get(family)) is not None:
        entries.append(_new(book, language, book.parent(code) or code, names))
    return entries


def _named(book: Codebook, language: str, text: str) -> Code | None:
    wanted = folded(text).strip()
    if (code := book.resolve(text.strip())) is not None:
        return code
    return next((code for code in book if folded(book.name(code, language)) == wanted), None)


def _new(
    book: Codebook, language: str, parent: Code | None, names: Sequence[str], *, sure: bool = False
) -> Entry:
    place = f" under {shown(book.name(parent, language))}" if parent is not None else " at the top"
    key = f"{NEW}{parent.id if parent is not None else ''}:{'/'.join(names)}"
    quoted = " › ".join(f"“{shown(name)}”" for name in names)
    what = "+ new code " if len(names) == 1 else "+ new codes "
    return Entry(
        key,
        Content.assemble((what, "bold"), quoted, (place, "dim")),
        "/".join(names),
        "Enter makes it; its definition can be written later",
        sure,
    )


def parse_new(key: str) -> tuple[str, list[str]] | None:
    """(parent id or empty, names from the top) of an entry that makes codes; None for a code that is there."""
    if not key.startswith(NEW):
        return None
    parent, _, names = key.removeprefix(NEW).partition(":")
    return parent, names.split("/")


def picked_code(study: Study, key: str) -> tuple[Code, str, tuple[Code, ...]]:
    """What the key of a picked entry means.

    Returns:
        The code, its path, and the codes that have to be made for it, from the top.

    Raises:
        StudyError: the code is gone or retired, or cannot be made.
    """
    book = study.codebook
    new = parse_new(key)
    if new is not None:
        parent, names = new
        after, made = new_chain(book, names, study.settings.language, book.by_id.get(parent))
        return made[-1], after.path(made[-1]), made
    if key not in book.by_id:
        raise StudyError("that code is gone: another program changed the codebook meanwhile")
    code, path = book.by_id[key], book.path(book.by_id[key])
    if code.retired:
        raise StudyError(f"{path} is retired: take it back in the codebook before it is used again")
    return code, path, ()
