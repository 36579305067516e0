"""A mark: one thing in a case description that a person should look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from crosscase.casework.calling import Called

Kind = Literal[
    "no-evidence", "gone", "elsewhere", "lost", "no-consent", "quoted", "unknown-section",
    "changed", "reworded", "recoded", "paraphrase", "one-informant", "key-unused", "code-unused", "too-short", "too-long",
    "no-section-text", "no-text", "translation", "proposed", "unknown-code", "unknown-item",
]  # fmt: skip

SEVERE: frozenset[Kind] = frozenset(
    ("no-evidence", "gone", "elsewhere", "lost", "no-consent", "quoted", "unknown-section")
)
"""What must not be handed on: a sentence that nothing carries, or words that may not be used."""

KINDS: tuple[Kind, ...] = get_args(Kind)
UNAGREED: frozenset[Kind] = frozenset(("no-consent", "quoted"))
"""Words that somebody has not agreed to."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to look at.

    Attributes:
        section: slug; empty where it is about the whole case.
        statement: id; empty where it is about none.
        about: what it concerns: id of a coding, path of a code, address of an item; empty otherwise.
        text: in one line, in English, without the statement's own words.
        number: what the statement is called: its number, else its id; empty where it is about none.
        quote: what the coding that it concerns is called; None where it concerns none.
    """

    kind: Kind
    case: str
    section: str
    statement: str
    about: str
    text: str
    number: str = ""
    quote: Called | None = None

    @property
    def severe(self) -> bool:
        """Whether it must be mended first."""
        return self.kind in SEVERE
