"""Queries: which codings are wanted, as text and as a tree. `docs/queries.md` is the form as users read it.

    query    := all ("or" all)*
    all      := relation (["and"] relation)*
    relation := operand (("near" [":" REACH] | "overlapping" | "inside") operand)*
    operand  := "not"* ("(" query ")" | condition)

Only text and tree: what the names in a query stand for in a study is said by `query_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from crosscase.study.problems import StudyError

Operator = Literal["<", "<=", "=", "!=", ">=", ">"]
Kind = Literal["near", "overlapping", "inside"]
Reach = int | Literal["turn", "paragraph"]

NEAR = 200
"""Characters between two codings that are near each other, where a query does not say how many."""

FIELDS = (
    "code", "only", "case", "source", "kind", "coder", "speaker", "role", "section", "consent", "memo", "words",
    "key", "origin", "status",
)  # fmt: skip
FLAGS = ("key", "memo")
DATES = ("date", "created")
KEYWORDS = ("and", "or", "not", "near", "overlapping", "inside")

_BARE = re.compile(r"[\w/.\-]+")


class QueryError(StudyError):
    """A query that cannot be read, or that names what is not there.

    Attributes:
        at: offset into the query where the trouble begins.
    """

    def __init__(self, message: str, at: int) -> None:
        super().__init__(f"{message} (column {at + 1} of the query)")
        self.at = at


@dataclass(frozen=True, slots=True)
class Value:
    """A word of a query as it is meant, and where it stands there (with its quotation marks)."""

    text: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """`field:value,value`: any of the values will do; `key` and `memo` may stand without one."""

    name: str
    values: tuple[Value, ...] = ()
    start: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`name operator value`: an attribute of the case, or (`is_date`) the source's date or the coding's time."""

    name: Value
    operator: Operator
    value: Value
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Negation:
    """`not`."""

    part: Node


@dataclass(frozen=True, slots=True)
class AllOf:
    """`and`; without parts it is the empty query, which every coding fulfils."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """`or`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Codings of `left` that stand in a relation to some coding of `right`.

    Attributes:
        reach: of `near`: characters, or the unit that both are in; 0 of the others.
    """

    left: Node
    kind: Kind
    right: Node
    reach: Reach = 0


Node = Condition | Comparison | Negation | AllOf | AnyOf | Relation


def printed(node: Node) -> str:
    """A text that `parse` makes the same tree of."""
    return _printed(node, 0)


def nodes(node: Node) -> Iterator[Node]:
    """The node and everything in it."""
    yield node
    parts: tuple[Node, ...] = ()
    if isinstance(node, AllOf | AnyOf):
        parts = node.parts
    elif isinstance(node, Negation):
        parts = (node.part,)
    elif isinstance(node, Relation):
        parts = (node.left, node.right)
    for part in parts:
        yield from nodes(part)


def shown_value(text: str) -> str:
    """A value as it stands in a query, in quotation marks where it needs them."""
    if _BARE.fullmatch(text) and text.casefold() not in KEYWORDS:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_OR, _AND, _RELATION, _OPERAND = range(4)


def _printed(node: Node, least: int) -> str:
    """`least`: how tightly the text must bind, else it gets parentheses."""
    if isinstance(node, Condition):
        values = ",".join(shown_value(value.text) for value in node.values)
        return f"{node.name}:{values}" if values else node.name
    if isinstance(node, Comparison):
        return f"{_shown_name(node)} {node.operator} {shown_value(node.value.text)}"
    if isinstance(node, Negation):
        return f"not {_printed(node.part, _OPERAND)}"
    if isinstance(node, Relation):
        left, right = _printed(node.left, _RELATION), _printed(node.right, _OPERAND)
        text, binds = f"{left} {_shown_relation(node)} {right}", _RELATION
    elif isinstance(node, AllOf):
        text, binds = " and ".join(_printed(part, _RELATION) for part in node.parts), _AND
    else:
        text, binds = " or ".join(_printed(part, _AND) for part in node.parts), _OR
    return text if binds >= least else f"({text})"


def _shown_name(node: Comparison) -> str:
    name = shown_value(node.name.text)
    # in quotation marks it is an attribute, whatever it is called
    return f'"{name}"' if name.casefold() in DATES and not node.is_date else name


def _shown_relation(node: Relation) -> str:
    return node.kind if node.kind != "near" or node.reach == NEAR else f"near:{node.reach}"
