"""What is looked for in a text, in which way, and where it was found: what every way of matching shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, Protocol

from crosscase.study.problems import StudyError

How = Literal["text", "words", "regex", "near", "lemma"]
HOWS: tuple[How, ...] = ("text", "words", "regex", "near", "lemma")
SCORED: tuple[How, ...] = ("near", "lemma")
"""The ways whose matches are more or less like the pattern."""

MOST_CHARACTERS = 2000
"""The longest pattern there may be."""
_TOLD = 60


class Match(NamedTuple):
    """Where the pattern was found.

    Attributes:
        start, end: offsets in the text.
        score: how near it is, 100 for the very words.
        kind: the way it is like the pattern, of `likeness.KINDS`; empty where only lemmas would tell.
    """

    start: int
    end: int
    score: float = 100.0
    kind: str = ""


class Matcher(Protocol):
    """A pattern, ready to be looked for in one text after another."""

    def find(self, body: str) -> Iterator[Match]:
        """Every place in order, none overlapping the one before.

        Raises:
            TimeoutError: it took longer than it may.
        """


def check_length(pattern: str) -> None:
    """Refuse a pattern that is too long."""
    if len(pattern) > MOST_CHARACTERS:
        raise StudyError(
            f"the pattern has {len(pattern)} characters; at most {MOST_CHARACTERS} can be looked for, give a part of it"
        )


def nothing_in(pattern: str) -> StudyError:
    """What is said of a pattern with nothing to look for."""
    what = f"there is no word in {told(pattern)}" if pattern.strip() else "there is nothing to look for"
    return StudyError(f"{what}; give some words")


def told(pattern: str) -> str:
    """A pattern as a message has it, long ones by their beginning."""
    return f"`{pattern}`" if len(pattern) <= _TOLD else f"`{pattern[:_TOLD]}…`"
