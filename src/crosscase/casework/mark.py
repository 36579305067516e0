"""A mark: one thing in a case description that a person should look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from crosscase.casework.calling import Called
from crosscase.synthesis.passages import Consent

Kind = Literal[
    "no-evidence", "gone", "elsewhere", "lost", "no-consent", "quoted", "unknown-section", "same-id", "odd-id",
    "changed", "reworded", "recoded", "paraphrase", "one-informant", "key-unused", "code-unused", "too-short", "too-long",
    "no-section-text", "no-text", "translation", "proposed", "unknown-code", "unknown-item",
]  # fmt: skip

KEPT_BACK: frozenset[Kind] = frozenset(("no-consent", "quoted", "same-id", "odd-id"))
"""What stops a description from being handed on: words that somebody has not agreed to, and ids by which the answers
would be filed under another statement."""

SEVERE: frozenset[Kind] = KEPT_BACK | {"no-evidence", "gone", "elsewhere", "lost", "unknown-section"}
"""What must be mended: beside those, a sentence that nothing carries."""

RETOLD: frozenset[Consent] = frozenset(("paraphrase", "unknown"))
"""Consents under which words may be told in others only: also where none is noted."""

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to look at.

    Attributes:
        section: slug; empty where it is about the whole case.
        statement: id; empty where it is about none.
        about: what it concerns: id of a coding, path of a code, address of an item; empty otherwise.
        text: in one line, in English, without the statement's own words.
        number: what the statement is called: its number, else the beginning of its words; empty where it is about none.
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
