"""What a statement rests on, as a footnote: who said it, where it stands, and the words, for those who agreed to be quoted."""

from __future__ import annotations

from collections.abc import Sequence

from crosscase.casework.evidence import BROKEN, CaseEvidence
from crosscase.documents.values import Rich, Run
from crosscase.reports.case_description.words import case_words
from crosscase.reports.study_report.wording import day
from crosscase.reports.study_report.words import report_words
from crosscase.reports.synthesis.quoting import quoted_passage
from crosscase.study.description_file import Statement
from crosscase.study.folder import Study
from crosscase.study.model import OPEN_ANSWERS
from crosscase.synthesis.passages import Consent, Passage

_PRINTED: tuple[Consent, ...] = ("", "quote")
"""Consents under which words are printed: informants have said so, or none of them speaks, as in a plan."""


def footnote(study: Study, evidence: CaseEvidence, statement: Statement, language: str) -> Rich:
    """The note of a statement; empty where it rests on nothing that may be quoted.

    A line for everybody who said something in a source, with all that they said there:
    `I1 (rådgiver), fokusgruppe 30. november 2021, linje 12: «…»; linje 14: «…»`
    """
    by_speaker: dict[str, list[str]] = {}
    for each in quotable(evidence, statement):
        who = ", ".join(filter(None, (who_said(each, language), source_said(study, each, language))))
        said = f"{place_said(each, language)}: {quoted_passage(each, language)}"
        by_speaker.setdefault(who, []).append(said)
    lines = [f"{who[:1].upper()}{who[1:]}, {'; '.join(said)}" for who, said in by_speaker.items()]
    return tuple(Run(("\n" if place else "") + line) for place, line in enumerate(lines))


def quotable(evidence: CaseEvidence, statement: Statement) -> tuple[Passage, ...]:
    """The passages that a statement rests on whose words may be printed, without those that lie within another."""
    found = (
        each.passage
        for each in evidence.of(statement)
        if each.passage is not None and each.state not in BROKEN and each.passage.consent in _PRINTED
    )
    return _distinct(list(found))


def _distinct(passages: Sequence[Passage]) -> tuple[Passage, ...]:
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


def who_said(passage: Passage, language: str) -> str:
    """The speakers with their roles; nothing where nobody speaks."""
    if passage.coding.source.startswith(f"{OPEN_ANSWERS}/"):
        return (
            case_words(language)["respondent"].format(", ".join(passage.speakers)) if passage.speakers else ""
        )
    roles = {speaker.name: speaker.role for speaker in passage.touched}
    told = (f"{name} ({roles[name]})" if roles.get(name) else name for name in passage.speakers)
    return ", ".join(told)


def source_said(study: Study, passage: Passage, language: str) -> str:
    """A source by its title, else by its kind, with its date."""
    source = study.sources.get(passage.coding.source)
    if source is None:
        return passage.coding.source
    kind = report_words(language)[source.kind]
    if not source.date:
        return source.title or kind
    return (
        f"{source.title}, {day(source.date, language)}"
        if source.title
        else f"{kind} {day(source.date, language)}"
    )


def place_said(passage: Passage, language: str) -> str:
    """Its lines; that its words are gone where they are."""
    words = case_words(language)
    if not passage.is_placed:
        return words["lost words"]
    place = passage.place
    return words["line" if place.isdecimal() else "lines"].format(place)
