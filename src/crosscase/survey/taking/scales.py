"""The order of answers that people know: from very much to not at all, from always to never."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from crosscase.survey.wording import plain_words

_UNSURE = re.compile(
    r"(?:vet|veit) (?:ikke|ikkje)|usikker|ikke sikker|(?:i )?do(?:n't|n’t| not) know|not sure|unsure|ingen mening|"
    r"no opinion|husker ikke|can't say|dk"
)
_BAD = "(?:liten|lite|små|dårlig|sjelden|misfornøyd|uenig|usannsynlig|uviktig|negativt?)"
_POOR = "(?:poor|bad|small|little|low|rarely|seldom|dissatisfied|disagree|unlikely|negative)"
# the stronger words first: "svært liten" says less than "liten"
_LEVELS = tuple(
    (re.compile(rf"\b(?:{pattern})"), level)
    for pattern, level in (
        (r"ikke i det hele|slett ikke|ingen\b|aldri|none\b|not at all|never|no extent", -5),
        (rf"(?:svært|veldig|meget|helt) {_BAD}|(?:very|strongly|completely) {_POOR}", -4),
        (rf"(?:litt|delvis|noe|nokså) {_BAD}|(?:somewhat|slightly|partly) {_POOR}", -2),
        (rf"få\b|few\b|(?:ganske )?{_BAD}|(?:fairly |rather |quite )?{_POOR}", -3),
        (r"svært|veldig|meget|helt|alltid|daglig|very|extremely|strongly|completely|always|daily", 4),
        (r"verken|hverken|nøytral|både|neither|neutral", 0),
        (
            r"litt|delvis|noe|noen|middels|av og til|slightly|somewhat|partly|some|sometimes|moderate|fair\b",
            1,
        ),
        (r"ganske|nokså|stor|ofte|enig|god|godt|fornøyd|høy|viktig|sannsynlig", 3),
        (r"fairly|quite|rather|mostly|large|great|often|agree|good|satisfied|high|likely", 3),
    )
)
_FIRST_NUMBER = re.compile(r"\D{0,12}?(\d[\d \u00a0.]*)")


def is_unsure(text: str) -> bool:
    """Whether an answer says that one does not know."""
    return _UNSURE.match(plain_words(text)) is not None


def level(text: str) -> int | None:
    """How much an answer says, from -4 (not at all) to 4 (very much); None where it is on no scale."""
    words = plain_words(text)
    return next((found for pattern, found in _LEVELS if pattern.search(words)), None)


def is_scale(texts: Sequence[str]) -> bool:
    """Whether answers, those of the unsure aside, are the steps of one scale."""
    steps = [level(text) for text in texts if not is_unsure(text)]
    return len(steps) > 1 and None not in steps and len(set(steps)) == len(steps)


def values(texts: Sequence[str], others: Iterable[Sequence[str]] = ()) -> dict[str, int]:
    """The places of answers on their scale, 1 for the least, by the answer as it is compared; none for no scale.

    Args:
        others: answers to other questions; where they are steps of the same scale the same words get the same place,
            also where nobody chose an end of it here.
    """
    if not is_scale(texts):
        return {}
    scale = {plain_words(text) for text in texts if not is_unsure(text)}
    more = [{plain_words(text) for text in each if not is_unsure(text)} for each in others]
    grown = True
    while grown:
        grown = False
        for each in more:
            if each & scale and not each <= scale and is_scale([*scale | each]):
                scale |= each
                grown = True
    return {word: place for place, word in enumerate(sorted(scale, key=lambda word: level(word) or 0), 1)}


def in_order(texts: Sequence[str]) -> list[str]:
    """Answers from the top of their scale down, or by the numbers they begin with, or by alphabet; the unsure last."""
    sure = [text for text in texts if not is_unsure(text)]
    key: Callable[[str], tuple[float, str]]
    if is_scale(sure):
        key = _by_level
    elif sure and all(_FIRST_NUMBER.match(text) for text in sure):
        key = _by_number
    else:
        key = _by_word
    return [*sorted(sure, key=key), *sorted((text for text in texts if is_unsure(text)), key=_by_word)]


def _by_level(text: str) -> tuple[float, str]:
    return -(level(text) or 0), text


def _by_number(text: str) -> tuple[float, str]:
    found = _FIRST_NUMBER.match(text)
    digits = re.sub(r"\D", "", found[1]) if found is not None else ""
    return float(digits or 0), text


def _by_word(text: str) -> tuple[float, str]:
    return 0.0, plain_words(text)
