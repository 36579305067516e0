"""Ids of statements: whether one can be told from another in the whole study, since answers are kept by them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from crosscase.study.cases import case_file
from crosscase.study.description_file import KEY, Statement
from crosscase.study.edits import WHOLE
from crosscase.study.folder import Study
from crosscase.study.ids import is_id
from crosscase.study.problems import FileError
from crosscase.study.yaml_in import locate_all, shown


def read_every_case(study: Study) -> None:
    """Read the cases that were not read yet: only then an id can be seen to stand in two. Broken files are told elsewhere."""
    for case in study.cases:
        with suppress(FileError):
            study.store.reread(case_file(case))


def lines_of_statements(study: Study, case: str) -> dict[str, int]:
    """The line of each statement, by its id, and of each section of a case's file as it is held."""
    records = study.store.records(case_file(case))
    statements = [each for each in records.values() if isinstance(each, Statement)]
    if not statements:
        return {}
    places: dict[str, tuple[tuple[str | int, ...], bool]] = {}
    for each in statements:
        places[each.section] = ((KEY, each.section), True)
        places[each.id] = ((KEY, each.section, int(each.rank), "id"), False)
    text = str(records[WHOLE]).removeprefix("\ufeff")
    found = locate_all(text, places.values())
    return {name: line for name, (line, _) in zip(places, found, strict=True)}


def ids_elsewhere(study: Study, case: str) -> Mapping[str, tuple[str, ...]]:
    """By id of a statement of a case that another case has too, those cases; of what has been read so far.

    It reads no file, so that it can be asked at every key; see `read_every_case`.
    """
    own = study.store.records(case_file(case)).keys() - {WHOLE}
    found: dict[str, tuple[str, ...]] = {}
    for other in study.cases:
        if other != case:
            for id in own & study.store.records(case_file(other)).keys():
                found[id] = (*found.get(id, ()), other)
    return found


def told_twice(study: Study, id: str, cases: tuple[str, ...]) -> str:
    """Where an id stands, and what to do: `id k7f3q2m9x0 stands in cases/alta.yaml:12 and cases/skien.yaml:40; …`."""
    places = (f"{case_file(case)}:{lines_of_statements(study, case).get(id, 0)}" for case in cases)
    return f"id {shown(id)} stands in {' and '.join(places)}; give one of the two statements another id"


def refused_id(id: str) -> str:
    """Why a text is no id of a statement, and what to do; empty where it is one."""
    if is_id(id):
        return ""
    return f"{shown(id)} is no id; give it ten letters and digits that no other statement has"
