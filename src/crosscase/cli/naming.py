"""What a user calls a code, source, case or coder: found, or the nearest one offered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.model import Case, Code, Source


def code_named(study: Study, word: str) -> Code:
    """The code of a present or former path; raises StudyError with the nearest one."""
    if (code := study.codebook.resolve(word)) is not None:
        return code
    from crosscase.study.codebook_file import FILE
    from crosscase.study.query_names import nearest_code

    _must_be_readable(study, FILE)
    guess = nearest_code(study.codebook, word)
    raise StudyError(_unknown("code", word, guess, "see crosscase codebook list"))


def source_named(study: Study, word: str) -> Source:
    """The source of an id; raises StudyError with the nearest one."""
    if (source := study.sources.get(word)) is not None:
        return source
    _must_be_readable(study, f"interviews/{word}.md")
    raise StudyError(_unknown("source", word, _nearest(word, study.sources), "see crosscase status"))


def case_named(study: Study, word: str) -> Case:
    """The case of a slug or a name; raises StudyError with the nearest one."""
    from crosscase.study.folding import folded

    if (case := study.cases.get(word)) is not None:
        return case
    called = [case for case in study.cases.values() if folded(case.name) == folded(word)]
    if len(called) == 1:
        return called[0]
    if called:
        raise StudyError(f"{' and '.join(case.id for case in called)} are both called {word}; give the slug")
    _must_be_readable(study, f"cases/{word}.yaml")
    ids = {**{case.name: case.id for case in study.cases.values()}, **{id: id for id in study.cases}}
    near = _nearest(word, ids)
    raise StudyError(
        _unknown("case", word, ids[near] if near is not None else None, "see crosscase case list")
    )


def speaker_named(study: Study, word: str) -> str:
    """A speaker's name as some source lists it; raises StudyError with the nearest one."""
    names = dict.fromkeys(s.name for source in study.sources.values() for s in source.speakers)
    return known("speaker", word, names, "see crosscase speaker list")


def role_named(study: Study, word: str) -> str:
    """A role as some source has it; raises StudyError with the nearest one."""
    from crosscase.study.structure import role_of

    found = (role_of(speaker) for source in study.sources.values() for speaker in source.speakers)
    roles = dict.fromkeys(role for role in found if role)
    return known("role", word, roles, "see crosscase speaker list")


def known(what: str, word: str, names: Iterable[str], where: str) -> str:
    """The word itself where it is among the names; raises StudyError with the nearest one.

    Args:
        what: what is looked for, such as `case`.
        where: where to find out what there is.
    """
    names = list(names)
    if word in names:
        return word
    raise StudyError(_unknown(what, word, _nearest(word, names), where))


def _must_be_readable(study: Study, file: str) -> None:
    """Say what is wrong with a file: nobody should take what stands in it for gone."""
    if (problem := study.store.refused(file)) is not None:
        raise StudyError(str(problem))


def _nearest(word: str, names: Iterable[str]) -> str | None:
    from crosscase.study.shapes import nearest

    return nearest(word, names)


def _unknown(what: str, word: str, guess: str | None, where: str) -> str:
    return f"there is no {what} {word}; {f'did you mean {guess}?' if guess is not None else where}"
