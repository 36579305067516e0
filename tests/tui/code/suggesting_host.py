"""A program that suggests at once, and once only, in place of the one that learns."""

from __future__ import annotations

import json
import sys
from hashlib import blake2b

import pytest
from code_host import SOURCE, UNCODED, Desk

from studies import BODY

STAFF = "Vi er to stykker."
OFFERED = (
    (UNCODED, "barriers/capacity", "learned", 0.62, ["like 4 examples: sjelden, høyt"], 4),
    (UNCODED, "challenges/schools", "keyword", 0.41, ["keyword “sier”", "coded so 2 of 6 times"], 0),
    (STAFF, "barriers/capacity", "keyword", 0.5, ["keyword “stykker”"], 0),
)
SAID = "Learned 2 codes from 3 coded passages (koder-a)."
_PROGRAM = (
    "import sys; sys.stdin.readline(); sys.stdout.write(sys.argv[1]); sys.stdout.flush(); sys.stdin.read()"
)


def suggesting_once(monkeypatch: pytest.MonkeyPatch, body: str = BODY) -> None:
    """Let `OFFERED` be suggested, and nothing else be said afterwards, whatever is asked."""
    offered = [
        {
            "source": SOURCE, "start": body.index(words), "end": body.index(words) + len(words), "code": code,
            "kind": kind, "score": score, "why": why, "examples": examples,
        }
        for words, code, kind, score, why, examples in OFFERED
    ]  # fmt: skip
    text = blake2b(body.encode(), digest_size=16).hexdigest()
    lines = [
        ["answer", {"number": 1, "source": SOURCE, "text": text, "offered": offered[:1], "last": False}],
        ["answer", {"number": 1, "source": SOURCE, "text": text, "offered": offered[1:], "last": True}],
        ["learned", {"said": SAID, "used": "a program made for this test"}],
    ]
    told = "".join(f"{json.dumps(line)}\n" for line in lines)
    monkeypatch.setattr(
        "crosscase.tui.code.suggestions_process.command",
        lambda _folder, _coder: [sys.executable, "-c", _PROGRAM, told],
    )


async def switched_on(at: Desk) -> None:
    """Switch suggestions on and wait until all of it has been said."""
    await at.press("G")
    await at.until(lambda: SAID in at.said())


def marked(at: Desk) -> list[int]:
    """The lines of the text whose first row has the mark of a suggestion."""
    rows = at.tags().split("\n")
    return [int(row.split("┊")[0]) for row in rows if row.strip()[:1].isdigit() and "┊" in row]


def rows_marked(at: Desk) -> int:
    """On how many rows the mark stands."""
    return at.tags().count("┊")
