"""Putting another condition to a query that is there, with parentheses where the form of queries needs them."""

from __future__ import annotations

from crosscase.study.query import AllOf, AnyOf
from crosscase.study.query_parser import parse

RELATIONS = ("near", "near:turn", "near:paragraph", "overlapping", "inside")


def joined(where: str, join: str, condition: str) -> str:
    """A query and one condition more.

    Args:
        join: `and`, `or`, `and not`, or a relation of `RELATIONS`, whose right side the condition becomes.

    Raises:
        QueryError: the query as it is cannot be read.
    """
    where = " ".join(where.split(" ")).strip()
    tree = parse(where)
    negated = join == "and not"
    if where == "":
        return f"not {condition}" if negated else condition
    looser = (AnyOf,) if join in ("and", "and not") else (AnyOf, AllOf) if join in RELATIONS else ()
    left = f"({where})" if looser and isinstance(tree, looser) else where
    return f"{left} {join} {condition}"
