"""Words of tables as they are compared, and as messages name them."""

from __future__ import annotations

from collections.abc import Iterable


def plain_words(text: str) -> str:
    """A text as answers and names of columns are compared: capitals and the width of blanks aside."""
    return " ".join(text.casefold().split())


def cut(text: str, most: int = 60) -> str:
    """A text short enough for a message."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names for a message, not too many."""
    names = list(names)
    more = len(names) - most
    return ", ".join(cut(name, 40) for name in names[:most]) + (f" and {more} more" if more > 0 else "")
