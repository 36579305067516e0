"""What a statement rests on, as a footnote: who said it, where it stands, and the words of those who agreed to be quoted."""

from __future__ import annotations

from collections.abc import Sequence, Set

from crosscase.casework.evidence import BROKEN, CaseEvidence, distinct
from crosscase.documents.values import Rich, Run
from crosscase.reports.case_description.words import case_words
from crosscase.reports.study_report.wording import day, listed
from crosscase.reports.study_report.words import report_words
from crosscase.reports.synthesis.quoting import quoted_passage
from crosscase.study.description_file import Statement
from crosscase.study.folder import Study
from crosscase.study.model import OPEN_ANSWERS
from crosscase.synthesis.passages import Consent, Passage
from crosscase.synthesis.withheld import runs_of

_PRINTED: tuple[Consent, ...] = ("", "quote")
"""Consents under which words are printed: informants have said so, or none of them speaks, as in a plan."""


def footnote(study: Study, evidence: CaseEvidence, statement: Statement, language: str) -> Rich:
    """The note of a statement; empty where it rests on nothing that may be used.

    A line for everybody who said something in a source, with all that they said there; words only of those who agreed
    to be quoted:
    `I1 (rådgiver), fokusgruppe 30. november 2021, linje 12: «…»; linje 14 og 20 (gjengitt med andre ord)`
    """
    by_speaker: dict[str, list[tuple[Passage, bool]]] = {}
    same = {run for text in statement.text.values() for run in runs_of(text)}
    for passage, printed in cited(evidence, statement):
        who = ", ".join(filter(None, (who_said(passage, language), source_said(study, passage, language))))
        by_speaker.setdefault(who, []).append((passage, printed))
    notes = [
        f"{who[:1].upper()}{who[1:]}, {_said(sorted(these, key=_place), same, language)}"
        for who, these in by_speaker.items()
    ]
    return tuple(Run(("\n" if place else "") + line) for place, line in enumerate(notes))


def places_said(study: Study, evidence: CaseEvidence, statement: Statement, language: str) -> str:
    """The same without a word of what was said: `I1 (rådgiver), fokusgruppe 30. november 2021, linje 12, 14 og 20`."""
    by_speaker: dict[str, list[tuple[Passage, bool]]] = {}
    for passage, _ in cited(evidence, statement):
        who = ", ".join(filter(None, (who_said(passage, language), source_said(study, passage, language))))
        by_speaker.setdefault(who, []).append((passage, False))
    return "; ".join(
        f"{who[:1].upper()}{who[1:]}, {_lines([each.place for each, _ in sorted(these, key=_place)], language)}"
        for who, these in by_speaker.items()
    )


def _said(passages: Sequence[tuple[Passage, bool]], same: Set[tuple[str, ...]], language: str) -> str:
    """What somebody said in a source, by line; the lines alone of what may not be printed, after all else.

    That it is told in other words is said only where it is: `same` are the words in a row of the statement itself.
    """
    by_line: dict[str, list[str]] = {}
    for passage, printed in passages:
        if printed:
            by_line.setdefault(place_said(passage, language), []).append(quoted_passage(passage, language))
    said = [f"{line}: {' '.join(dict.fromkeys(quotes))}" for line, quotes in by_line.items()]
    unprinted = [passage for passage, printed in passages if not printed]
    if repeated := [each.place for each in unprinted if not same.isdisjoint(runs_of(each.words))]:
        said.append(_lines(repeated, language))
    if retold := [each.place for each in unprinted if same.isdisjoint(runs_of(each.words))]:
        said.append(case_words(language)["retold"].format(_lines(retold, language)))
    return "; ".join(said)


def _place(each: tuple[Passage, bool]) -> tuple[int, int]:
    return each[0].coding.at or (0, 0)


def cited(evidence: CaseEvidence, statement: Statement) -> tuple[tuple[Passage, bool], ...]:
    """The passages that a statement rests on and that may be used, each with whether its words may be printed.

    What lies within another of the same kind is left out, and so is all that carries the statement no longer.
    """
    there = {each.id: each.passage for each in evidence.of(statement) if each.state not in BROKEN}
    used = [each for each in there.values() if each is not None and each.consent != "none"]
    printed = distinct([each for each in used if each.consent in _PRINTED])
    retold = distinct([each for each in used if each.consent not in _PRINTED])
    return tuple((each, each in printed) for each in used if each in printed or each in retold)


def _lines(places: Sequence[str], language: str) -> str:
    """`linje 12`, `linje 5, 9 og 14–17`."""
    words, places = case_words(language), list(dict.fromkeys(places))
    one = len(places) == 1 and places[0].isdecimal()
    return words["line" if one else "lines"].format(listed(places, words["and"]))


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
    if not passage.is_placed:
        return case_words(language)["lost words"]
    return _lines([passage.place], language)
