"""What the statements of a case rest on, and what there is to rest on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal

from crosscase.casework.calling import Called, called
from crosscase.casework.sections import codes_under
from crosscase.study.cases import case_file
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import statements_of
from crosscase.study.folder import Study
from crosscase.study.model import OPEN_ANSWERS, Coding
from crosscase.study.template import TemplateSection
from crosscase.synthesis.fingerprint import fingerprint, is_reworded
from crosscase.synthesis.passages import Consent, Passage, case_of, passage_of
from crosscase.synthesis.universe import COUNTED, coders_in
from crosscase.synthesis.withheld import Withheld

Found = Literal["", "changed", "reworded", "recoded", "lost", "gone", "elsewhere"]
"""What became of a coding that a statement rests on: it stands; its words differ from those that were coded; its words,
or its code, are others than when the statement was last looked at; its words stand in no text any more; there is no such
coding any more; it is of another case."""

BROKEN: tuple[Found, ...] = ("lost", "gone", "elsewhere")
"""What carries a statement no longer."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A coding that a statement rests on.

    Attributes:
        passage: None where the coding is gone.
        case: where it stands, of one elsewhere: the case, of open answers the source.
    """

    id: str
    state: Found
    passage: Passage | None = None
    case: str = ""


class _Spans:
    """Where some codings of a source stand: start and end, in code points, and id."""

    def __init__(self, spans: Iterable[tuple[int, int, str]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]
        self._reach = list(accumulate((end for _, end, _ in self._spans), max))  # the last end so far

    def holds(self, at: tuple[int, int] | None) -> bool:
        """Whether a stretch lies within one of them."""
        before = bisect_right(self._starts, at[0]) if at is not None else 0
        return at is not None and before > 0 and self._reach[before - 1] >= at[1]

    def holding(self, at: tuple[int, int] | None) -> list[str]:
        """Those that a stretch lies within."""
        return [] if at is None else [id for start, end, id in self._spans if start <= at[0] and at[1] <= end]


class CaseEvidence:
    """The codings of a case, as they were when this was made: make it anew when codings or texts change.

    Codings of everybody can be evidence; what is offered are those that count. Open answers stand with the case whose
    respondent wrote them.
    """

    def __init__(self, study: Study, case: str) -> None:
        self._study = study
        self.case = case
        self._known: tuple[object, tuple[Statement, ...]] | None = None
        self._held: dict[str, _Spans] = {}
        self._passages: dict[str, Passage] = {}
        self._called: dict[str, Called] = {}
        self.marks: dict[
            str, tuple[object, tuple[Any, ...]]
        ] = {}  # of statements, as `marks` last found them
        self._known_who: dict[str, tuple[Consent, tuple[str, ...], bool]] = {}
        self._respondent = study.cases[case].respondent if case in study.cases else ""
        self._own = [id for id in _sources(study) if self._has(id)]

    def passage(self, id: str) -> Passage | None:
        """A coding of the case, anybody's; None where the case has none of this id."""
        if (found := self._passages.get(id)) is None and (coding := self._codings.get(id)) is not None:
            found = self._passages[id] = passage_of(self._study, coding)
        return found

    @property
    def counted(self) -> tuple[Passage, ...]:
        """The codings that count, by source and place."""
        return self._counted

    def available(self, section: TemplateSection) -> tuple[Passage, ...]:
        """The codings that count of a section's codes, by code in the order of the codebook, then by place."""
        return tuple(
            each for code in codes_under(self._study, section) for each in self._by_code.get(code.id, ())
        )

    def unplaced(self, sections: Iterable[TemplateSection]) -> tuple[Passage, ...]:
        """The codings that count of codes that no section rests on."""
        placed = {code.id for section in sections for code in codes_under(self._study, section)}
        return tuple(each for each in self._counted if each.code is None or each.code.id not in placed)

    def of(self, statement: Statement) -> tuple[Evidence, ...]:
        """What a statement rests on, in its order."""
        then = {id: mark for id, _, mark in (entry.partition(":") for entry in statement.seen)}
        return tuple(self._evidence(id, then.get(id, "")) for id in statement.evidence)

    def called(self, evidence: Evidence) -> Called:
        """What people call a coding that a statement of the case rests on."""
        if evidence.passage is None:
            return Called(evidence.id)
        if (found := self._called.get(evidence.id)) is None:
            found = self._called[evidence.id] = called(evidence.passage)
        return found

    def consent(self, passage: Passage) -> Consent:
        """What may be made of a passage of the case."""
        return self._who(passage)[0]

    def nobody_speaks(self, passage: Passage) -> bool:
        """Whether a passage of the case is of a document, say, where nobody speaks."""
        return self._who(passage)[2]

    def used_by(self, id: str) -> tuple[str, ...]:
        """The statements that rest on a coding, or on one that holds all its words; withdrawn ones are not among them."""
        own, passage = self._uses.get(id, ()), self.passage(id)
        if passage is None or not self._is_held(passage):
            return own
        holding = (
            each for each in self._held[passage.coding.source].holding(passage.coding.at) if each != id
        )
        return tuple(dict.fromkeys((*own, *(use for each in holding for use in self._uses[each]))))

    def is_used(self, passage: Passage) -> bool:
        """Whether `used_by` names a statement: so quickly that it can be asked of thousands."""
        return passage.coding.id in self._uses or self._is_held(passage)

    def _is_held(self, passage: Passage) -> bool:
        uses = self._uses  # what is known of former statements is not of these
        held = self._held.get(passage.coding.source) if uses else None
        return held is not None and held.holds(passage.coding.at)

    def informants(self, statement: Statement) -> tuple[str, ...]:
        """Whose words it rests on, in the order in which they come; interviewers are none."""
        passages = (self.passage(id) for id in statement.evidence)
        return tuple(
            dict.fromkeys(name for each in passages if each is not None for name in self._who(each)[1])
        )

    def _who(self, passage: Passage) -> tuple[Consent, tuple[str, ...], bool]:
        """Consent, informants, and whether nobody speaks: each asks the text who does, so it is asked once."""
        if (found := self._known_who.get(passage.coding.id)) is None:
            nobody = not passage.touched and not passage.speakers
            found = passage.consent, informants_of(passage), nobody
            self._known_who[passage.coding.id] = found
        return found

    @cached_property
    def withheld(self) -> Withheld:
        """The words of the case that may not be quoted, whether anything rests on them or not."""
        return Withheld(self._study, self.case)

    @cached_property
    def everybody(self) -> tuple[str, ...]:
        """All informants of the case, as its sources list them."""
        sources = (self._study.sources[id] for id in self._own if id in self._study.sources)
        names = (s.name for source in sources if source.case for s in source.speakers if not s.is_interviewer)
        return tuple(dict.fromkeys(names))

    @cached_property
    def _codings(self) -> dict[str, Coding]:
        return {
            coding.id: coding
            for source_id in self._own
            for coding in self._study.codings(source_id)
            if self._is_of_case(coding)
        }

    @cached_property
    def _counted(self) -> tuple[Passage, ...]:
        return tuple(filter(None, map(self.passage, self._counted_ids())))

    def _counted_ids(self) -> Iterator[str]:
        for source_id in self._own:
            for coding in self._study.codings(source_id, coders_in(self._study, source_id, {COUNTED})):
                if coding.id in self._codings:
                    yield coding.id

    @cached_property
    def _by_code(self) -> Mapping[str, list[Passage]]:
        found: dict[str, list[Passage]] = {}
        for passage in self._counted:
            if passage.code is not None:
                found.setdefault(passage.code.id, []).append(passage)
        return found

    @cached_property
    def _others(self) -> Mapping[str, str]:
        """By id, where every coding stands that is not of this case; asked for only where one is missing here."""
        study = self._study
        return {
            id: case_of(source_id) or source_id
            for source_id in study.coded_sources
            if case_of(source_id) != self.case
            for coder in study.coders_of(source_id)
            for id in study.ids(source_id, coder)
        }

    @property
    def _uses(self) -> Mapping[str, tuple[str, ...]]:
        records = self._study.store.records(case_file(self.case))
        if self._known is None or self._known[0] is not records:
            self._known = (records, statements_of(self._study, self.case))
            self._known = (self._study.store.records(case_file(self.case)), self._known[1])
            self._used = _uses(self._known[1])
            self._held = self._spans_of(self._used)
        return self._used

    def _spans_of(self, ids: Iterable[str]) -> dict[str, _Spans]:
        """By source, where codings stand."""
        found: dict[str, list[tuple[int, int, str]]] = {}
        for id in ids:
            passage = self.passage(id)
            if passage is not None and passage.coding.at is not None:
                found.setdefault(passage.coding.source, []).append((*passage.coding.at, id))
        return {source: _Spans(spans) for source, spans in found.items()}

    def _has(self, source_id: str) -> bool:
        case = case_of(source_id)
        return case == self.case or (not case and bool(self._respondent))

    def _is_of_case(self, coding: Coding) -> bool:
        if case_of(coding.source):
            return True
        return passage_of(self._study, coding).speakers == (self._respondent,)

    def _evidence(self, id: str, then: str) -> Evidence:
        passage = self.passage(id)
        if passage is None:
            elsewhere = self._others.get(id)
            return Evidence(id, "gone") if elsewhere is None else Evidence(id, "elsewhere", None, elsewhere)
        if not passage.is_placed:
            return Evidence(id, "lost", passage)
        if then and (now := fingerprint(passage)) != then:
            return Evidence(id, "reworded" if is_reworded(now, then) else "recoded", passage)
        changed = self._study.found(passage.coding)
        return Evidence(id, "changed" if changed is not None and changed.status == "changed" else "", passage)


def standing(found: Iterable[Evidence]) -> tuple[Passage, ...]:
    """What carries a statement still, the same words once: codings that lie within another are left out."""
    passages = {
        each.id: each.passage for each in found if each.state not in BROKEN and each.passage is not None
    }
    return distinct(tuple(passages.values()))


def distinct(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Passages without those that lie within another; of those at the same place the first."""
    return tuple(
        each
        for place, each in enumerate(passages)
        if not any(
            _lies_within(each, other) and (place > at or not _lies_within(other, each))
            for at, other in enumerate(passages)
            if at != place
        )
    )


def _lies_within(one: Passage, other: Passage) -> bool:
    inside, outside = one.coding.at, other.coding.at
    if one.coding.source != other.coding.source or inside is None or outside is None:
        return False
    return outside[0] <= inside[0] and inside[1] <= outside[1]


def informants_of(passage: Passage) -> tuple[str, ...]:
    """Whose words a passage has, but for interviewers'; of open answers their respondents."""
    if passage.coding.source.startswith(f"{OPEN_ANSWERS}/"):
        return passage.speakers
    return tuple(speaker.name for speaker in passage.touched if not speaker.is_interviewer)


def _sources(study: Study) -> Iterator[str]:
    yield from study.sources
    yield from (id for id in study.coded_sources if id not in study.sources)


def _uses(statements: Iterable[Statement]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for statement in statements:
        if statement.state != "withdrawn":
            for id in statement.evidence:
                found.setdefault(id, []).append(statement.id)
    return {id: tuple(dict.fromkeys(ids)) for id, ids in found.items()}
