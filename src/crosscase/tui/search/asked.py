"""What is looked for, how and where; in words, and kept for the next time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from crosscase.language.pattern import HOWS, SCORED, How
from crosscase.study.folder import Study
from crosscase.study.model import OPEN_ANSWERS
from crosscase.synthesis.searching import INSIDES, Found, Inside, prepared

if TYPE_CHECKING:
    from crosscase.language.apart import Apart
    from crosscase.tui.session import Session

MOST = 50_000
"""Hits at most: nobody looks through more, and the list stays quick."""
NAMED_HOW: dict[How, str] = {
    "text": "text",
    "words": "whole words",
    "regex": "expression",
    "near": "near",
    "lemma": "base forms",
}
NO_CASE = "no case"

_Choice = TypeVar("_Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for.

    Attributes:
        exact: with case and accents as typed.
        cases: slugs of the cases to look in, an empty one for texts of no case; all where both are empty.
        sources: ids of sources to look in beside them.
        speaker: only what this speaker says, where given.
        role: only what is said in this role, where given.
    """

    words: str = ""
    how: How = "text"
    inside: Inside = "sources"
    exact: bool = False
    cases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    speaker: str = ""
    role: str = ""

    @property
    def is_everywhere(self) -> bool:
        """Whether no case or source is chosen."""
        return not self.cases and not self.sources

    @property
    def is_scored(self) -> bool:
        """Whether hits are more or less like the words."""
        return self.how in SCORED

    def ready(self, study: Study, apart: Apart) -> Callable[[Callable[[], bool]], Found]:
        """The search, ready to be run in a thread; raises StudyError where the words will not do.

        Args:
            apart: what knows base forms.
        """
        cases = sources = None
        if self.sources:
            among = study.sources.values()
            sources = {*self.sources, *(source.id for source in among if source.case in self.cases)}
        elif self.cases:
            cases = set(self.cases)
        finder = None
        if self.how == "lemma":
            finder = apart.finder(self.words, study.settings.language, self.exact)
        return prepared(
            study,
            self.words,
            self.how,
            self.inside,
            sources=sources,
            cases=cases,
            speakers={self.speaker} if self.speaker else None,
            roles={self.role} if self.role else None,
            exact=self.exact,
            limit=MOST,
            finder=finder,
        )

    def next_how(self, step: int = 1) -> Asked:
        """The same, looked for in the next way."""
        return replace(self, how=_after(HOWS, self.how, step))

    def next_inside(self, step: int = 1) -> Asked:
        """The same, looked for in the next kind of text."""
        return replace(self, inside=_after(INSIDES, self.inside, step))

    def in_places(self, study: Study, sources: Sequence[str]) -> Asked:
        """The same in these sources: cases whose sources are all among them are meant as cases."""
        if set(sources) >= set(study.sources):
            return replace(self, cases=(), sources=())
        chosen = set(sources)
        by_case: dict[str, list[str]] = {}
        for source in study.sources.values():
            by_case.setdefault(source.case, []).append(source.id)
        whole = tuple(case for case, ids in by_case.items() if chosen.issuperset(ids))
        rest = tuple(id for case, ids in by_case.items() if case not in whole for id in ids if id in chosen)
        return replace(self, cases=whole, sources=rest)

    def places(self, study: Study) -> list[str]:
        """Ids of the sources that are looked in."""
        among = study.sources.values()
        return [s.id for s in among if self.is_everywhere or s.case in self.cases or s.id in self.sources]

    def where(self, study: Study) -> str:
        """Where it is looked for, in words."""
        if self.is_everywhere:
            return "everywhere"
        names = [case_name(study, case) for case in self.cases]
        if len(self.sources) == 1:
            names.append(self.sources[0])
        elif self.sources:
            names.append(f"{len(self.sources)} sources")
        return ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} more"

    @property
    def who(self) -> str:
        """Whose words it is looked for in, in words."""
        return self.speaker or self.role or "everyone"

    def keep(self, session: Session) -> None:
        """Keep it for the next time; on disk with the session."""
        session.put("search.words", self.words)
        session.put("search.how", self.how)
        session.put("search.inside", self.inside)
        session.put("search.exact", "yes" if self.exact else "")
        session.put_words("search.cases", tuple(case or OPEN_ANSWERS for case in self.cases))
        session.put_words("search.sources", self.sources)
        session.put("search.speaker", self.speaker)
        session.put("search.role", self.role)


def kept(session: Session, study: Study) -> Asked:
    """What was looked for last, as far as it is there still."""
    cases = tuple("" if case == OPEN_ANSWERS else case for case in session.words("search.cases"))
    there = {source.case for source in study.sources.values()}
    return Asked(
        session.get("search.words"),
        _known(HOWS, session.get("search.how")),
        _known(INSIDES, session.get("search.inside")),
        session.get("search.exact") == "yes",
        tuple(case for case in cases if case in there),
        tuple(source for source in session.words("search.sources") if source in study.sources),
        *_still_there(session, study),
    )


def _still_there(session: Session, study: Study) -> tuple[str, str]:
    """The speaker and the role that were chosen last, as far as somebody still is or has them."""
    speaker, role = session.get("search.speaker"), session.get("search.role")
    listed = [speaker for source in study.sources.values() for speaker in source.speakers]
    return (
        speaker if any(speaker == each.name for each in listed) else "",
        role if any(role == each.role for each in listed) else "",
    )


def case_name(study: Study, case: str) -> str:
    """What a case is called; texts of no case have a name for that."""
    if not case:
        return NO_CASE
    return study.cases[case].name if case in study.cases else case


def _after(choices: Sequence[_Choice], choice: _Choice, step: int) -> _Choice:
    return choices[(choices.index(choice) + step) % len(choices)]


def _known(choices: Sequence[_Choice], word: str) -> _Choice:
    return next((choice for choice in choices if choice == word), choices[0])
