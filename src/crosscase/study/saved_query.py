"""What a saved query is, and the file they are in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crosscase.study.shapes import Listed, Text

FILE = "synthesis/queries.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuery:
    """A query under a name.

    Attributes:
        where: the query's text; empty for all codings.
        coders: whose codings; everybody's where empty.
        sort, group: how the quotes are to be shown; empty for the order of the sources, and for no groups.
    """

    id: Text = ""
    name: Text
    where: Text = ""
    coders: Listed[Text] = ()
    sort: Literal["", "place", "case", "code", "coder", "date"] = ""
    group: Literal["", "code", "case"] = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class QueriesFile:
    """synthesis/queries.yaml."""

    queries: Listed[SavedQuery] = ()
