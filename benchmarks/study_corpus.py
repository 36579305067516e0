"""Studies of a given size, written as plain text."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

_STOCK = """
vi kommunen ungdom skolen tiltak mangel på ressurser og tid rasisme merker dette ofte nettet samarbeid
med politiet en plan som ingen bruker årene går støtte hjelper når noen spør høyt
"""
WORDS = _STOCK.split()
CODES = 40


def write_study(folder: Path, sources: int, size: int, codings: int) -> Path:
    """A study with `sources` texts of about `size` bytes and `codings` codings in all, by one coder.

    Returns:
        The folder, ready to be opened; nothing derived is in it yet.
    """
    chance = random.Random(7)
    _put(folder, "study.yaml", "crosscase: 1\nid: x\ntitle: Stor\nlanguage: nb\ncoders:\n  - id: koder-a\n")
    codes = "".join(f'  - code: code-{n}\n    name: "Kode {n}"\n' for n in range(CODES))
    _put(folder, "codebook/codebook.yaml", f"codes:\n{codes}")
    for number in range(sources):
        case, body = f"case-{number % 20}", _body(chance, size)
        source = f"{case}/source-{number}"
        front = f"---\ncase: {case}\nkind: interview\nspeakers:\n  I1: {{role: leder}}\n---\n"
        _put(folder, f"interviews/{source}.md", front + body)
        ids = range(codings * number // sources, codings * (number + 1) // sources)
        _put(folder, f"codings/{source}/koder-a.yaml", _codings(chance, source, body, ids))
    return folder


def _body(chance: random.Random, size: int) -> str:
    lines = ["# Tema"]
    while sum(map(len, lines)) < size:
        for _ in range(100):
            lines.append("I1: " + " ".join(chance.choices(WORDS, k=18)) + ".")
    return "\n".join(lines) + "\n"


def _codings(chance: random.Random, source: str, body: str, ids: range) -> str:
    lines = [f"source: {source}", "coder: koder-a"]
    lines += [f"text: {hashlib.blake2b(body.encode(), digest_size=16).hexdigest()}", "codings:"]
    places = sorted(chance.randrange(len(body) - 100) for _ in ids)
    for number, start in zip(ids, places, strict=True):
        end = start + chance.randrange(20, 100)
        before, quote, after = body[max(0, start - 32) : start], body[start:end], body[end : end + 32]
        lines += [
            f"  - id: {number:010}",
            f"    code: code-{chance.randrange(CODES)}",
            f"    at: [{start}, {end}]",
            f"    quote: {json.dumps(quote, ensure_ascii=False)}",
            f"    before: {json.dumps(before, ensure_ascii=False)}",
            f"    after: {json.dumps(after, ensure_ascii=False)}",
            '    created: "2021-12-01T10:22:05Z"',
        ]
    return "\n".join(lines) + "\n"


def _put(folder: Path, file: str, content: str) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
