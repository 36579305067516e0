"""What was done, from the name of the edit that did it: `move alta 2.3` becomes `moved alta 2.3`."""

from __future__ import annotations

_PAST = {
    "apply": "applied", "let": "let", "split": "split", "take": "took", "write": "wrote", "put": "put", "give": "gave",
    "make": "made", "set": "set", "undo": "undid", "redo": "redid",
}  # fmt: skip


def told_done(name: str) -> str:
    """The name of an edit as a report of it, so that nobody reads it as something to type."""
    verb, blank, rest = name.partition(" ")
    past = _PAST.get(verb) or f"{verb}{'d' if verb.endswith('e') else 'ed'}"
    return f"{past}{blank}{rest}"


def can_take_back(name: str) -> str:
    """The same with the key that takes it back."""
    return f"{told_done(name)}; u takes it back"
