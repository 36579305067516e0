"""How a line of the sheet says which answer it stands for."""

from __future__ import annotations

PART = "\0"  # stands in no id


def answer_key(row: str, id: str, group: str) -> str:
    """What stands for an answer, or for a group's answer.

    Args:
        row: of a grid; empty elsewhere.
        id: of the option or box; `mean` or `median`.
        group: empty for everybody.
    """
    return PART.join((row, id, group))


def parts_of(key: str) -> tuple[str, str, str] | None:
    """Row, option and group that a key stands for; None where it stands for no answer."""
    parts = key.split(PART)
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None
