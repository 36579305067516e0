"""The severe marks of descriptions in one line, for what is handed on all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from crosscase.casework.description import description_of
from crosscase.casework.mark import Mark
from crosscase.casework.marks import marks_of
from crosscase.study.folder import Study
from crosscase.study.plurals import counted


def severe_in_words(study: Study, cases: Iterable[str]) -> str:
    """How many severe marks descriptions have, of which kinds, and what lists them; empty where they have none.

    Raises:
        StudyError: there is no such case.
        FileError: the file of a case cannot be read.
    """
    by_case = {case: [each.kind for each in _severe(study, case)] for case in cases}
    marked = [case for case, kinds in by_case.items() if kinds]
    kinds = Counter(kind for each in by_case.values() for kind in each)
    if not kinds:
        return ""
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    which = f" {marked[0]}" if len(marked) == 1 else ""
    return f"{counted(kinds.total(), 'severe mark')} in the text: {told}; see crosscase case check{which} --severe"


def _severe(study: Study, case: str) -> Iterator[Mark]:
    """Those of what is handed on: not of what is only proposed."""
    proposed = {each.id for each in description_of(study, case).every if each.state}
    return (each for each in marks_of(study, case) if each.severe and each.statement not in proposed)
