"""Columns of a file that belong together: the options of one question, or the rows of a grid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from crosscase.survey.cells import NO, YES
from crosscase.survey.taking.filed import Filed
from crosscase.survey.taking.scales import is_unsure
from crosscase.survey.wording import plain_words

MOST_STEPS = 12
"""Answers that the rows of a grid may have in common."""

_BRACKETS = re.compile(r"(.*\S)\s*\[([^\[\]]+)\]")
_WORDS_END = re.compile(r"(?<=\S)(?::|\s[–—-]|(?<=\?))\s+(?=\S)")
_SIGN = re.compile(r"(?<=\S)[._:/-](?=\S)")


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
    splits = {column: _splits(column) for column in columns}
    alike = Counter(plain_words(head) for each in splits.values() for head, _ in each)
    heads: dict[str, list[_Part]] = {}
    for column, each in splits.items():
        if each:
            # where a name can be parted in several ways, as most of its neighbours can
            head, sign = max(each, key=lambda split: (alike[plain_words(split[0])], len(split[0])))
            heads.setdefault(plain_words(head), []).append(_Part(column, head, sign))
    for group in heads.values():
        # a label that another column has too, or is called by, cannot tell the two apart
        own = Counter(plain_words(_only_text(found, part.column)) for part in group)
        own.update(plain_words(part.sign) for part in group if plain_words(part.sign) in own)
        flags = [part for part in group if _says_flags(found, part.column, own)]
        filled = any(any(map(str.strip, found.cells[column])) for column, *_ in flags)
        if len(flags) > 1 and filled:
            yield _family(found, flags)
            group = [part for part in group if part not in flags]
        if len(group) > 1 and (answers := _shared(found, [part.column for part in group])):
            yield _family(found, group, answers)


class _Part(NamedTuple):
    column: str
    head: str
    sign: str


def _family(found: Filed, group: Sequence[_Part], answers: tuple[str, ...] = ()) -> Family:
    text, words = _in_common([found.questions.get(part.column, "") for part in group])
    own = ["" if answers else _only_text(found, part.column) for part in group]
    labels: list[str] = []
    # what stands in the cells comes before names of columns, wherever two would be called the same
    for named in (words, own):
        for others in ([part.sign for part in group], [part.column for part in group]):
            labels = [name or only or other for name, only, other in zip(named, own, others, strict=True)]
            if len(set(map(plain_words, labels))) == len(labels):
                break
        else:
            continue
        break
    members = tuple(Member(part.column, part.sign, label) for part, label in zip(group, labels, strict=True))
    return Family(group[0].head, text, members, answers)


def _splits(column: str) -> list[tuple[str, str]]:
    """The ways in which a name may be parted into that of a question and of a part of it."""
    if (match := _BRACKETS.fullmatch(column)) is not None:
        return [(match[1], match[2])]
    if len(column.split()) > 1:
        return [
            (column[: mark.start()].rstrip(" :–-"), column[mark.end() :])
            for mark in _WORDS_END.finditer(column)
        ]
    return [(column[: sign.start()], column[sign.end() :]) for sign in _SIGN.finditer(column)]


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


def _says_flags(found: Filed, column: str, own: Mapping[str, int]) -> bool:
    """Whether cells say chosen or not: by yes and no, or by the words of the one option that the column is about."""
    if _distinct(found, column) <= YES | NO:
        return True
    only, words = plain_words(_only_text(found, column)), plain_words(found.questions.get(column, ""))
    return bool(only) and own[only] == 1 and (not words or words.endswith(only))


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
