"""Columns of a file that belong together: the options of one question, or the rows of a grid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosscase.survey.cells import NO, YES
from crosscase.survey.filed import Filed, plain_words
from crosscase.survey.scales import is_unsure

MOST_STEPS = 12
"""Answers that the rows of a grid may have in common."""

_SHAPES = (
    re.compile(r"(.*\S)\s*\[([^\[\]]+)\]"),
    re.compile(r"([^\s.]+)\.([^\s.]+)"),
    re.compile(r"(\S+)[_:/-](\S+?)"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """One column of a family.

    Attributes:
        sign: what ends its name, such as the `3` of `F4_3`.
        label: what it is about, in words.
    """

    column: str
    sign: str
    label: str


@dataclass(frozen=True, slots=True)
class Family:
    """Columns that stand side by side and share the beginning of their names.

    Attributes:
        head: that beginning.
        text: the words of the question.
        answers: of a grid, the texts in its cells; empty where they say chosen or not.
    """

    head: str
    text: str
    members: tuple[Member, ...]
    answers: tuple[str, ...] = ()


def families(found: Filed, columns: Sequence[str]) -> Iterator[Family]:
    """The families among columns: those that say chosen or not, and grids, of two columns or more."""
    heads: dict[str, list[tuple[str, str]]] = {}
    for column in columns:
        if (parts := _split(column)) is not None:
            heads.setdefault(plain_words(parts[0]), []).append((column, parts[1]))
    for group in heads.values():
        flags = [pair for pair in group if _says_flags(found, pair[0])]
        filled = any(any(map(str.strip, found.cells[column])) for column, _ in flags)
        if len(flags) > 1 and filled:
            yield _family(found, flags)
            group = [pair for pair in group if pair not in flags]
        if len(group) > 1 and (answers := _shared(found, [column for column, _ in group])):
            yield _family(found, group, answers)


def _family(found: Filed, group: Sequence[tuple[str, str]], answers: tuple[str, ...] = ()) -> Family:
    text, labels = _in_common([found.questions.get(column, "") for column, _ in group])
    members = tuple(
        Member(column, sign, label or (not answers and _only_text(found, column)) or sign)
        for (column, sign), label in zip(group, labels, strict=True)
    )
    if len({plain_words(member.label) for member in members}) < len(members):
        members = tuple(Member(member.column, member.sign, member.sign) for member in members)
    parts = _split(group[0][0])
    return Family(parts[0] if parts is not None else "", text, members, answers)


def _split(column: str) -> tuple[str, str] | None:
    for shape in _SHAPES:
        if (match := shape.fullmatch(column)) is not None:
            return match[1], match[2]
    return None


def _in_common(texts: Sequence[str]) -> tuple[str, list[str]]:
    """The words that all texts begin with, and what is left of each; all of each where they share no beginning."""
    if not all(texts):
        return "", [""] * len(texts)
    for mark in (": ", "? ", " - ", " – ", " ["):
        heads = {text.partition(mark)[0] for text in texts if mark in text}
        if len(heads) == 1 and all(mark in text for text in texts):
            head = heads.pop() + ("?" if mark == "? " else "")
            tails = [text.partition(mark)[2] for text in texts]
            return head, [tail.removesuffix("]") if mark == " [" else tail for tail in tails]
    return "", list(texts)


def _distinct(found: Filed, column: str) -> frozenset[str]:
    missing = {plain_words(text) for text in found.missing.get(column, ())}
    return frozenset(plain_words(cell) for cell in set(found.cells[column])) - {""} - missing


def _only_text(found: Filed, column: str) -> str:
    """The one text besides "not chosen" that a column holds, where it is a label rather than a yes."""
    others = {text for text in _distinct(found, column) if text not in NO}
    if len(others) != 1 or not others.isdisjoint(YES) or next(iter(others)).isdigit():
        return ""
    return next(" ".join(cell.split()) for cell in found.cells[column] if plain_words(cell) in others)


def _says_flags(found: Filed, column: str) -> bool:
    """Whether cells say chosen or not: by yes and no, or by the words of the one option that the column is about."""
    if _distinct(found, column) <= YES | NO:
        return True
    only, words = plain_words(_only_text(found, column)), plain_words(found.questions.get(column, ""))
    return bool(only) and (not words or words.endswith(only))


def _shared(found: Filed, columns: Sequence[str]) -> tuple[str, ...]:
    """The answers that columns have in common: each has most of those of the others, or the file says so."""
    labelled = {found.labels.get(column, ()) for column in columns}
    folded: dict[str, str] = {}
    for column in columns:
        gone = {text for text in found.missing.get(column, ()) if not is_unsure(text)}
        for cell in dict.fromkeys(found.cells[column]):
            if cell.strip() and cell not in gone:
                folded.setdefault(plain_words(cell), " ".join(cell.split()))
    if not folded or len(folded) > MOST_STEPS:
        return ()
    if len(labelled) == 1 and labelled != {()}:
        return tuple(folded.values())
    if all(re.fullmatch(r"-?\d+(?:[.,]\d+)?", text) for text in folded):
        return ()
    for column in columns:
        own = _distinct(found, column)
        if own and 2 * len(own & folded.keys()) < len(folded):
            return ()
    filled = sum(bool(cell.strip()) for column in columns for cell in found.cells[column])
    return tuple(folded.values()) if len(folded) * 2 <= filled else ()
