"""How many there are of something, in English."""

from __future__ import annotations


def counted(count: int, word: str, many: str = "") -> str:
    """`1 case`, `3 cases`, `2 memories`.

    Args:
        word: for one of them.
        many: for several; `word` in the regular plural unless given.
    """
    return f"{count} {word if count == 1 else many or plural(word)}"


def plural(word: str) -> str:
    """A word for several of what it names: `cases`, `memories`, `days`."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"
