"""How a report says things: lists, dates and numbers within sentences, and paragraphs made of parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeAlias

from crosscase.documents.values import Paragraph, Rich, Run
from crosscase.survey.percent import HARD_SPACE

Part: TypeAlias = str | Run | Rich
Style: TypeAlias = Literal["", "quote", "note", "caption"]

_MONTHS = {
    "nb": (
        "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
        "desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
}  # fmt: skip


def runs(*parts: Part) -> Rich:
    """Words, runs and rich texts as one rich text."""
    found: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            if part:
                found.append(Run(part))
        elif isinstance(part, Run):
            found.append(part)
        else:
            found.extend(part)
    return tuple(found)


def paragraph(*parts: Part, style: Style = "") -> Paragraph:
    """A paragraph of parts."""
    return Paragraph(runs(*parts), style)


def joined(parts: Sequence[Part], word: str) -> Rich:
    """Parts as a list within a sentence: `a, b og c`."""
    found: list[Part] = []
    for place, part in enumerate(parts):
        if place:
            found.append(f" {word} " if place == len(parts) - 1 else ", ")
        found.append(part)
    return runs(*found)


def listed(names: Sequence[str], word: str) -> str:
    """Names as a list within a sentence."""
    return "".join(run.text for run in joined(list(names), word))


def day(text: str, language: str) -> str:
    """A day as people write it, `30. november 2021`; what is no day stays as it is."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    month = _MONTHS["en" if language == "en" else "nb"][found.month - 1]
    return f"{found.day}{'' if language == 'en' else '.'}{HARD_SPACE}{month} {found.year}"


def whole(number: int, language: str) -> str:
    """A whole number; thousands are parted from 10,000 on."""
    if number < 10_000:
        return str(number)
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", HARD_SPACE)


def quoted(text: str, language: str) -> str:
    """A text in the language's quotation marks."""
    return f"“{text}”" if language == "en" else f"«{text}»"


def filled(pattern: str, **parts: Part) -> Rich:
    """A sentence whose gaps, `{name}`, are filled with words or with runs."""
    found: list[Part] = []
    rest = pattern
    while rest:
        before, _, after = rest.partition("{")
        name, _, rest = after.partition("}")
        found.append(before)
        if name:
            found.append(parts[name])
    return runs(*found)


def spaced(sentences: Sequence[Part]) -> Rich:
    """Sentences after each other."""
    found: list[Part] = []
    for place, part in enumerate(sentences):
        found += [" ", part] if place else [part]
    return runs(*found)


def percent_sign(language: str) -> str:
    """The sign as it stands behind a number."""
    return "%" if language == "en" else f"{HARD_SPACE}%"
