"""Passages that came back, matched one to one with the statements that were sent: by what names them, else by words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

LEAST = 50.0
"""How like a statement a passage must be to be taken for it, of 100: below, unlike sentences begin."""
_WHOLE = 85.0  # how like a part of a passage must be to a whole statement, or the other way round
_SHORTEST = 25  # letters of what can be known as a part
SURE = 88.0
"""From here on nobody doubts it."""

MatchedBy: TypeAlias = Literal["id", "text"]
_BREAKS = {**dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF)), 0x2010: "-", 0x2011: "-"}
_SEEN = {"Cc": " ", "Cf": ""}  # what nobody sees parts words, or is nothing
_SIGNS = re.compile(r"[^\w%]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that may be a statement.

    Attributes:
        texts: the words as they stand, and as they stood before tracked changes, where that is known.
        id: of the statement that its bookmark names; empty where none does.
        number: that stands before it, such as `2.3`; empty where none does.
    """

    texts: tuple[str, ...]
    id: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement that a passage may be.

    Attributes:
        texts: in every language it was sent in.
    """

    id: str
    number: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """What is what.

    Attributes:
        found: by the place of a passage, the statement's id and what it was known by.
        renumbered: numbers in it say something else than bookmarks and words do, and were not believed.
        swapped: statements whose texts changed places with each other, against their bookmarks.
    """

    found: Mapping[int, tuple[str, MatchedBy]]
    renumbered: bool = False
    swapped: tuple[str, ...] = ()


def matching(passages: Sequence[Passage], statements: Sequence[Asked]) -> Matching:
    """Match passages with statements, each at most once.

    Bookmarks come first, then words that leave no doubt, then numbers where none of them was found wrong by then, then
    words that are still like enough, the likest first.
    """
    found: dict[int, tuple[str, MatchedBy]] = {}
    free = {each.id: each for each in statements}
    for place, passage in enumerate(passages):
        if passage.id in free:
            found[place] = passage.id, "id"
            del free[passage.id]
    swapped = _swapped(passages, found, statements)
    found |= {place: (id, "text") for place, id in swapped.items()}
    scores = _scores(passages, found, free.values())
    _by_text(scores, SURE, found, free)
    numbers = {each.id: each.number for each in statements}
    renumbered = any(
        passages[place].number and numbers[id] and passages[place].number != numbers[id]
        for place, (id, _) in found.items()
        if place not in swapped
    )
    if not renumbered:
        by_number = {each.number: each.id for each in statements if each.number}
        for place, passage in enumerate(passages):
            id = by_number.get(passage.number, "")
            if place not in found and id in free:
                found[place] = id, "id"
                del free[id]
    _by_text(scores, LEAST, found, free)
    exchanged = frozenset(swapped.values())
    return Matching(found, renumbered, tuple(each.id for each in statements if each.id in exchanged))


def likest(text: str, statements: Sequence[Asked], least: float = SURE) -> str:
    """The id of the statement that words are like; empty where none is like enough."""
    found = matching([Passage((text,))], [each for each in statements if each.texts]).found
    return found[0][0] if found and alike(text, _texts(found[0][0], statements)) >= least else ""


def alike(text: str, others: Collection[str]) -> float:
    """How like the likest of some texts a text is, 0 to 100."""
    from rapidfuzz import fuzz

    plain = folded_words(text)
    return max((fuzz.ratio(plain, folded_words(other)) for other in others), default=0.0)


def folded_words(text: str) -> str:
    """Words alone, in small letters."""
    return _SIGNS.sub(" ", unicodedata.normalize("NFC", text).casefold()).strip()


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for what programs change unasked: white space, and how a line may break."""
    return _as_read(one) == _as_read(other)


def _as_read(text: str) -> str:
    read = unicodedata.normalize("NFC", text).translate(_BREAKS)
    if not read.isprintable():
        read = "".join(_SEEN.get(unicodedata.category(sign), sign) for sign in read)
    return " ".join(read.split())


def _swapped(
    passages: Sequence[Passage], found: Mapping[int, tuple[str, MatchedBy]], statements: Sequence[Asked]
) -> dict[int, str]:
    """By the place of a passage the statement whose words it has, where such words changed places among bookmarks.

    One row alone with the words of another statement is no exchange: somebody wrote the same there.
    """
    words = {each.id: frozenset(map(_as_read, each.texts)) for each in statements}
    by_words: dict[str, set[str]] = {}
    for id, texts in words.items():
        for text in texts - {""}:
            by_words.setdefault(text, set()).add(id)
    other: dict[int, str] = {}
    for place, (own, _) in found.items():
        text = _as_read(passages[place].texts[0]) if passages[place].texts else ""
        ids = by_words.get(text, set())
        if len(ids) == 1 and own not in ids:
            other[place] = next(iter(ids))
    while True:
        given, taken = {found[place][0] for place in other}, list(other.values())
        left = {place: id for place, id in other.items() if id in given and taken.count(id) == 1}
        left = {place: id for place, id in left.items() if found[place][0] in left.values()}
        if left == other:
            return other
        other = left


def _texts(id: str, statements: Sequence[Asked]) -> tuple[str, ...]:
    return next((each.texts for each in statements if each.id == id), ())


def _scores(
    passages: Sequence[Passage], found: Collection[int], statements: Collection[Asked]
) -> list[tuple[float, int, str]]:
    """How like each free passage is to each free statement, the likest first."""
    from rapidfuzz import fuzz, process

    left = [
        (place, folded_words(text))
        for place, passage in enumerate(passages)
        if place not in found
        for text in passage.texts
    ]
    right = [(each.id, folded_words(text)) for each in statements for text in each.texts]
    left, right = [one for one in left if one[1]], [one for one in right if one[1]]
    if not left or not right:
        return []
    texts = [text for _, text in left], [text for _, text in right]
    table = process.cdist(*texts, scorer=fuzz.ratio, score_cutoff=LEAST)
    parts = process.cdist(*texts, scorer=fuzz.partial_ratio, score_cutoff=_WHOLE)
    best: dict[tuple[int, str], float] = {}
    for row, (place, words) in enumerate(left):
        for column, (id, statement) in enumerate(right):
            score = float(table[row, column])
            if parts[row, column] >= _WHOLE and min(len(words), len(statement)) >= _SHORTEST:
                # much was written behind it, or much of it was cut: surer than likeness alone, unsure all the same
                score = max(score, float(parts[row, column]) * _WHOLE / 100)
            if score >= LEAST and score > best.get((place, id), 0.0):
                best[place, id] = score
    # where two are as like, the one that stands earlier takes the earlier one
    return sorted(((score, place, id) for (place, id), score in best.items()), key=lambda one: -one[0])


def _by_text(
    scores: Sequence[tuple[float, int, str]],
    least: float,
    found: dict[int, tuple[str, MatchedBy]],
    free: dict[str, Asked],
) -> None:
    for score, place, id in scores:
        if score >= least and place not in found and id in free:
            found[place] = id, "text"
            del free[id]
