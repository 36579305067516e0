"""What is left of a mail's words once somebody has said what some of them answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crosscase.casework.reply_values import AskedOf

_COVERING = 160
_NUMBER = re.compile(r"(?<![\d.])[0-9]{1,3}\.[0-9]{1,3}(?![\d.])")
_GAP = "\0"
_OPENING = re.compile(r"(?:god dag|hei|hallo|kjære|hi|hello|dear)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:(?:(?:med )?(?:vennlig|beste) )?hilsen|mvh|(?:(?:best|kind|warm) )?regards|best wishes)\b",
    re.IGNORECASE,
)
_ADDRESSED = frozenset(("alle", "all", "dere", "du", "igjen", "again", "sammen", "there", "fra", "from"))
_MOST_NAMES = 4
# a given name, or the pseudonym that stands for one: of more words somebody may be saying something
_NAME_BELOW = re.compile(
    r"(?:[.!?)][ \t]*\n|[^\s:][ \t]*\n[ \t]*\n)\s*(I[0-9]{1,3}|\[[^\[\]\n]{1,40}\]|[^\W\d_]+)[\s.]*\Z"
)
_ANSWERING = frozenset(
    ("ja", "nei", "feil", "riktig", "rett", "galt", "enig", "uenig", "stemmer", "takk", "ok", "kanskje",
     "yes", "no", "wrong", "right", "correct", "true", "false", "agreed", "thanks", "maybe")
)  # fmt: skip
_ENDS = " \t,.!:–-"


def left_of(whole: str, placed: Iterable[str]) -> str:
    """What is left of words when passages of them are placed, `[…]` where one stood; empty where nothing is.

    A passage counts where it stands word by word, in whatever lines. Whom a mail greets and who signs it is nothing.

    Args:
        whole: the words.
        placed: the passages; one that stands nowhere takes nothing away.
    """
    whole = _unsigned(whole)
    for passage in sorted(placed, key=len, reverse=True):
        if words := passage.split():
            pattern = r"\s+".join(map(re.escape, words))
            whole = re.sub(rf"(?<!\w){pattern}(?!\w)", _GAP, whole, count=1)
    pieces = ("\n".join(_telling(piece.split("\n"))).strip() for piece in whole.split(_GAP))
    return " […] ".join(piece for piece in pieces if any(map(str.isalnum, piece)))


def is_covering(words: str, asked: Iterable[AskedOf]) -> bool:
    """Whether words beside answers only say that these are there: they are few, and name no statement."""
    numbers = set(_NUMBER.findall(words))
    return len(words) <= _COVERING and not any(
        numbers & {each.number for each in one.statements} for one in asked
    )


def _unsigned(text: str) -> str:
    """Words without the name that stands alone below them."""
    match = _NAME_BELOW.search(text)
    if match is None or match[1][0].islower() or match[1].casefold() in _ANSWERING:
        return text
    return text[: match.start(1)]


def _telling(lines: Iterable[str]) -> Iterator[str]:
    """Lines without those that greet, and those that sign."""
    signed = False
    for line in lines:
        words = line.strip(_ENDS)
        if signed and words and _is_names(words):
            signed = False
            continue
        if (match := _CLOSING.match(words)) and _is_names(words[match.end() :]):
            signed = True
        elif (match := _OPENING.match(words)) is None or not _is_names(words[match.end() :]):
            signed = signed and not words
            yield line


def _is_names(text: str) -> bool:
    """Whether words can be names alone; none are."""
    words = text.strip(_ENDS).split()
    return len(words) <= _MOST_NAMES and all(
        word[0].isupper() or not word[0].isalpha() or word.casefold() in _ADDRESSED for word in words
    )
