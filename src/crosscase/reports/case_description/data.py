"""Case descriptions as facts for other programs, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from crosscase.casework.description import Description, SectionText, description_of, edition_of
from crosscase.casework.evidence import CaseEvidence, Evidence
from crosscase.casework.marks import Mark, marks_of
from crosscase.casework.validated import validated_in
from crosscase.reports.case_description.citing import quotable
from crosscase.study.description_file import Statement
from crosscase.study.folder import Study
from crosscase.synthesis.passages import Passage

STATEMENT_COLUMNS = ("case", "section", "number", "statement", "state", "status", "version", "text")


def description_facts(study: Study, case: str, *, public: bool = False) -> dict[str, object]:
    """A description as it is handed out: the statements of the text alone.

    Args:
        public: without what the statements rest on.

    Raises:
        StudyError: as `description_of`.
    """
    description, about = description_of(study, case), study.cases[case]
    edition, seen = edition_of(description), validated_in(study, case)
    evidence = CaseEvidence(study, case)
    return {
        "case": case,
        "name": about.name,
        "attributes": dict(about.attributes),
        "edition": {"mark": edition.mark, "on": edition.on or None, "statements": edition.statements},
        "validated": None if seen is None else {
            "round": seen.round, "on": seen.on, "asked": seen.asked, "answered": seen.answered, "unasked": seen.unasked,
        },
        "sections": [
            {
                **_head(section, study.settings.language),
                "statements": [
                    {**_statement(description, each), **({} if public else _sources(evidence, each))}
                    for each in section.statements
                ],
            }
            for section in description.sections
            if section.statements
        ],
    }  # fmt: skip


def working_facts(study: Study, case: str) -> dict[str, object]:
    """A description for those who write it: all statements, the state of their evidence, and every mark."""
    description, evidence = description_of(study, case), CaseEvidence(study, case)
    edition, marks = edition_of(description), marks_of(study, case, evidence)
    return {
        "edition": {"mark": edition.mark, "on": edition.on or None, "statements": edition.statements},
        "sections": [
            {
                **_head(section, study.settings.language),
                "in_template": section.known,
                "statements": [
                    {
                        **_statement(description, each),
                        "state": each.state or None,
                        "evidence": [_evidence(one) for one in evidence.of(each)],
                        "informants": list(evidence.informants(each)),
                        "marks": [mark_facts(mark) for mark in marks if mark.statement == each.id],
                    }
                    for each in section.every
                ],
            }
            for section in description.sections
        ],
        "marks": [mark_facts(mark) for mark in marks if not mark.statement],
    }


def statement_rows(study: Study, case: str) -> Iterator[tuple[str, str, str, str, str, str, int, str]]:
    """Every statement of a case under `STATEMENT_COLUMNS`, its text in the study's language."""
    from crosscase.study.descriptions import in_language

    description = description_of(study, case)
    for each in description.every:
        words = in_language(each, study.settings.language)
        number = description.number(each.id)
        yield case, each.section, number, each.id, each.state, each.status, each.version, words


def mark_facts(mark: Mark) -> dict[str, object]:
    """A mark."""
    return {"kind": mark.kind, "severe": mark.severe, "section": mark.section or None, "about": mark.about or None,
            "text": mark.text}  # fmt: skip


def passage_facts(passage: Passage, *, words: bool) -> dict[str, object]:
    """A passage; its words only where `words`."""
    return {
        "coding": passage.coding.id,
        "code": passage.path,
        "source": passage.coding.source,
        "place": passage.place,
        "speakers": list(passage.speakers),
        "consent": passage.consent or None,
        "key": passage.coding.key,
        "quote": passage.words if words else None,
    }


def _head(section: SectionText, language: str) -> dict[str, object]:
    return {
        "section": section.section.section,
        "number": section.number,
        "title": section.section.title(language),
        "form": section.section.form,
    }


def _statement(description: Description, statement: Statement) -> dict[str, object]:
    return {
        "id": statement.id,
        "number": description.number(statement.id) or None,
        "version": statement.version,
        "status": statement.status or None,
        "text": dict(statement.text),
    }


def _sources(evidence: CaseEvidence, statement: Statement) -> dict[str, object]:
    printed = {each.coding.id for each in quotable(evidence, statement)}
    passages = (each.passage for each in evidence.of(statement) if each.passage is not None)
    return {"evidence": [passage_facts(each, words=each.coding.id in printed) for each in passages]}


def _evidence(each: Evidence) -> dict[str, object]:
    return {"coding": each.id, "state": each.state or None, "case": each.case or None}
