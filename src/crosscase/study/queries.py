"""synthesis/queries.yaml: queries saved under a name. They are kept as text and answered anew each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import new_id
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.query import QueryError
from crosscase.study.query_names import check_names
from crosscase.study.query_parser import parse
from crosscase.study.query_renamed import renamed
from crosscase.study.save import read_bytes
from crosscase.study.saved_query import FILE as FILE
from crosscase.study.saved_query import SavedQuery
from crosscase.study.shapes import nearest
from crosscase.study.sources import decode
from crosscase.study.yaml_in import locate_all, shown


def saved_queries(study: Study) -> tuple[SavedQuery, ...]:
    """The saved queries in the order of the file, as it is on the disk now.

    Raises:
        FileError: the file cannot be read.
    """
    study.store.reread(FILE)
    if (problem := study.store.refused(FILE)) is not None:
        raise FileError(problem)
    return tuple(study.store.records(FILE).values())


def query_named(study: Study, name: str) -> SavedQuery:
    """The saved query of a name; raises StudyError with the nearest one."""
    queries = saved_queries(study)
    if (found := _named(queries, name)) is not None:
        return found
    guess = nearest(name, [query.name for query in queries])
    hint = f"did you mean {guess}?" if guess is not None else "see crosscase query list"
    raise StudyError(f"there is no saved query {shown(name)}; {hint}")


def save_query(study: Study, query: SavedQuery, replacing: bool = False) -> Edit:
    """Save a query under its name.

    Args:
        query: with the id of the one it takes the place of, or with none.
        replacing: it may take the place of another one of the same name.

    Raises:
        StudyError: the name is empty or taken, or the query means nothing in this study.
    """
    name = " ".join(query.name.split())
    if not name:
        raise StudyError("a saved query needs a name; give it one")
    check_names(study, parse(query.where))
    queries = saved_queries(study)
    former = next((each for each in queries if each.id == query.id), None) if query.id else None
    same_name = _named(queries, name)
    if same_name is not None and same_name != former:
        if not replacing:
            raise StudyError(
                f"there is a saved query {same_name.name} already; take another name, or remove that one first"
            )
        former = same_name
    after = replace(query, name=name, id=former.id if former is not None else query.id or new_id())
    return Edit(f"save query {name}", (Change(FILE, after.id, former, after),))


def remove_query(query: SavedQuery) -> Edit:
    """Forget a saved query."""
    return Edit(f"remove query {query.name}", (Change(FILE, query.id, query, None),))


def following(study: Study, what: Literal["case", "source"], old: str, new: str) -> tuple[Change, ...]:
    """What changes in the saved queries when a case or a source gets another name.

    Raises:
        FileError: the file cannot be read.
    """
    return tuple(
        Change(FILE, query.id, query, replace(query, where=where))
        for query in saved_queries(study)
        if (where := renamed(query.where, what, old, new)) != query.where
    )


def query_problems(study: Study) -> Iterator[Problem]:
    """Saved queries that cannot be read, name what is not there, or share a name, each with file and line."""
    try:
        queries = saved_queries(study)
        text = decode(read_bytes(study.root, FILE) or b"", FILE).removeprefix("\ufeff")
    except FileError as error:
        yield error.problem
        return
    found: list[tuple[int, str, str]] = []
    for place, query in enumerate(queries):
        try:
            check_names(study, parse(query.where))
        except QueryError as error:
            found.append((place, "where", f"the query {query.name} cannot be answered: {error}"))
        if _named(queries[:place], query.name) is not None:
            found.append((place, "name", f"there is a query {query.name} already; give one another name"))
    at = locate_all(text, [(["queries", place, key], False) for place, key, _ in found]) if found else []
    for (_, _, message), (line, column) in zip(found, at, strict=True):
        yield Problem(FILE, line, column, "query", message)


def _named(queries: tuple[SavedQuery, ...], name: str) -> SavedQuery | None:
    return next((each for each in queries if each.name.casefold() == name.casefold()), None)
