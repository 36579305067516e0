"""Picking a code: recent ones first, and a new one made on the spot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.style import Style

from crosscase.study.codebook import Codebook
from crosscase.study.model import Code
from crosscase.tui.code.shown import color_of, tag_of
from crosscase.tui.picker import Entry
from crosscase.tui.ranking import folded
from crosscase.tui.words import shown

NEW = "+"
"""How the key of an entry begins that makes a code: `+<parent id>:<name>`."""


def tag_content(code: Code | None) -> Content:
    """The two letters in the code's colour."""
    return Content.styled(shown(tag_of(code)), Style.parse(f"bold {color_of(code)}"))


def code_entries(
    book: Codebook, language: str, recent: Sequence[str], keys: Mapping[str, int] | None = None
) -> list[Entry]:
    """All codes, the recent ones first, then as in the codebook.

    Args:
        recent: code ids, last used first.
        keys: number keys by code id, shown beside the names.
    """
    first = [book.by_id[code_id] for code_id in recent if code_id in book.by_id]
    rest = [code for code in book if code.id not in recent]
    return [_entry(book, language, code, (keys or {}).get(code.id, 0)) for code in (*first, *rest)]


def _entry(book: Codebook, language: str, code: Code, key: int) -> Entry:
    name, path = book.name(code, language), book.path(code)
    label = Content.assemble(
        tag_content(code), " ", shown(name), f"  ‹{key}›" if key else "", (f"  {path}", "dim")
    )
    return Entry(code.id, label, f"{name} {path} {code.tag}", shown(code.definition))


def new_entries(book: Codebook, language: str, query: str, family: str) -> list[Entry]:
    """What can be made of a name that was typed.

    Args:
        query: a name, or `parent/name` where the parent is a code's name or path.
        family: id of the code used last; its parent, or itself at the top, is offered as the place.
    """
    name = " ".join(query.split())
    if not name:
        return []
    above, slash, last = name.rpartition("/")
    if slash and last.strip() and (parent := _named(book, language, above)) is not None:
        return [_new(book, language, parent, last.strip(), sure=True)]
    entries = [_new(book, language, None, name.replace("/", " "))]
    if (code := book.by_id.get(family)) is not None:
        entries.insert(0, _new(book, language, book.parent(code) or code, name.replace("/", " ")))
    return entries


def _named(book: Codebook, language: str, text: str) -> Code | None:
    wanted = folded(text).strip()
    if (code := book.resolve(text.strip())) is not None:
        return code
    return next((code for code in book if folded(book.name(code, language)) == wanted), None)


def _new(book: Codebook, language: str, parent: Code | None, name: str, *, sure: bool = False) -> Entry:
    place = f" under {shown(book.name(parent, language))}" if parent is not None else " at the top"
    key = f"{NEW}{parent.id if parent is not None else ''}:{name}"
    return Entry(
        key,
        Content.assemble(("+ new code ", "bold"), f"“{shown(name)}”", (place, "dim")),
        name,
        "Enter makes it",
        sure,
    )


def parse_new(key: str) -> tuple[str, str] | None:
    """(parent id or empty, name) of an entry that makes a code; None for a code that is there."""
    if not key.startswith(NEW):
        return None
    parent, _, name = key.removeprefix(NEW).partition(":")
    return parent, name
