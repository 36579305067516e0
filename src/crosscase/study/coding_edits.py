"""What a coder does, as edits: nothing here changes anything until `Study.apply`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from crosscase.study.codebook import Codebook
from crosscase.study.codings import codings_file, make_coding, place
from crosscase.study.edits import Change, Edit
from crosscase.study.model import Code, Coding, Source


def add_coding(
    source: Source,
    coder: str,
    code: str,
    span: tuple[int, int],
    *,
    memo: str = "",
    first: Iterable[Change] = (),
) -> tuple[Edit, Coding]:
    """Code a span.

    Args:
        code: path of the code.
        first: changes that belong to the same step, such as the code made on the spot.

    Returns:
        The edit, and the coding it makes.

    Raises:
        StudyError: the span is not in the text.
    """
    coding = make_coding(source.body, source.id, coder, code, span, memo=memo)
    change = Change(codings_file(source.id, coder), coding.id, None, coding)
    first = tuple(first)
    return Edit(f"code {code}{' (a new code)' if first else ''}", (*first, change)), coding


def remove_coding(coding: Coding) -> Edit:
    """Take a coding away."""
    return _edit(f"remove {coding.code}", coding, None)


def set_span(coding: Coding, source: Source, span: tuple[int, int]) -> Edit:
    """Put a coding on another span of its source; raises StudyError where that is not in the text."""
    former = coding.at or (0, 0)
    what = "extend" if span[1] - span[0] > former[1] - former[0] else "shrink"
    return _edit(f"{what} {coding.code}", coding, place(coding, source.body, span))


def accept_words(coding: Coding, source: Source) -> Edit:
    """Take the words that stand in the text now as the coding's quote: they were edited, and looked at.

    Raises:
        StudyError: the coding has no place in the text.
    """
    return _edit(f"accept words of {coding.code}", coding, place(coding, source.body, coding.at or (0, 0)))


def set_memo(coding: Coding, memo: str) -> Edit:
    """Write, change or (with an empty text) remove a coding's memo."""
    return _edit(f"memo on {coding.code}", coding, replace(coding, memo=memo))


def set_key(coding: Coding, key: bool) -> Edit:
    """Mark a coding as a key quote, or no longer."""
    name = "mark key" if key else "unmark key"
    return _edit(f"{name} {coding.code}", coding, replace(coding, key=key))


def set_code(coding: Coding, code: str, *, first: Iterable[Change] = ()) -> Edit:
    """Give a coding another code; `first` as in `add_coding`."""
    edit = _edit(f"recode {coding.code} to {code}", coding, replace(coding, code=code))
    return Edit(edit.name, (*first, *edit.changes))


def _edit(name: str, before: Coding, after: Coding | None) -> Edit:
    return Edit(name, (Change(codings_file(before.source, before.coder), before.id, before, after),))


def same_already(
    codings: Iterable[Coding], codebook: Codebook, code: Code, span: tuple[int, int]
) -> Coding | None:
    """The coding that already puts this code on exactly this span, if there is one."""
    return next((c for c in codings if c.at == span and codebook.resolve(c.code) == code), None)
