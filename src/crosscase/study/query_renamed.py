"""Queries after a case or a source got another name."""

from __future__ import annotations

from typing import Literal

from crosscase.study.query import Condition, QueryError, nodes, shown_value
from crosscase.study.query_parser import parse


def renamed(text: str, what: Literal["case", "source"], old: str, new: str) -> str:
    """A query after a case or source got another name; nothing but that name changes in the text.

    Args:
        old, new: slugs of the case, or ids of the source (`alta/plan`).

    Returns:
        The text itself where the name is not in it, or where it is no query.
    """
    try:
        tree = parse(text)
    except QueryError:
        return text
    found = [
        (value, after)
        for node in nodes(tree)
        if isinstance(node, Condition)
        for value in node.values
        if (after := _renamed(node.name, value.text, what, old, new)) != value.text
    ]
    for value, after in sorted(found, key=lambda pair: -pair[0].start):
        text = text[: value.start] + shown_value(after) + text[value.end :]
    return text


def _renamed(name: str, value: str, what: str, old: str, new: str) -> str:
    if name == what and value == old:
        return new
    if what == "case" and name in ("source", "speaker") and value.startswith(f"{old}/"):
        return new + value[len(old) :]
    return value
