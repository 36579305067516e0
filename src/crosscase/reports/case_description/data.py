"""Case descriptions as facts for other programs, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crosscase.casework.description import Description, SectionText, description_of, edition_of
from crosscase.casework.evidence import CaseEvidence, Evidence
from crosscase.casework.handing_on import may_be_handed_on
from crosscase.casework.mark import Mark
from crosscase.casework.marks import marks_of, words_in
from crosscase.casework.notices import notice_over
from crosscase.casework.validated import marks_of_statements, validated_in
from crosscase.reports.case_description.citing import cited
from crosscase.study.description_file import FormerVersion, Statement
from crosscase.study.folder import Study
from crosscase.synthesis.passages import Passage

STATEMENT_COLUMNS = ("case", "section", "number", "statement", "state", "status", "version", "text")


def description_facts(
    study: Study, case: str, *, public: bool = False, language: str = ""
) -> dict[str, object]:
    """A description as it is handed out: the statements of the text alone.

    Args:
        public: without what the statements rest on.
        language: of titles and notice, the study's where empty; a statement has its texts in all its languages.

    Raises:
        StudyError: as `description_of` and `may_be_handed_on`.
    """
    may_be_handed_on(study, [case])
    language = language or study.settings.language
    description, about = description_of(study, case), study.cases[case]
    evidence, states = CaseEvidence(study, case), marks_of_statements(study, case)

    def statement(each: Statement) -> dict[str, object]:
        state = states.get(each.id)
        disputed = state.round if state is not None and state.state == "disputed" else None
        still = state.round if state is not None and state.state == "open" else None
        own = _statement(description, each, study.settings.language)
        found = {**own, "disputed": disputed, "open": still}
        return found if public else {**found, "evidence": _sources(evidence, each)}

    return {
        "case": case,
        "name": about.name,
        "study": study.settings.title,
        "language": language,
        "notice": notice_over(study, [case], language) or None,
        "attributes": dict(about.attributes),
        **_standing(study, description),
        "sections": [
            {**_head(section, language), "statements": [statement(each) for each in section.statements]}
            for section in description.sections
            if section.statements
        ],
    }


def working_facts(study: Study, case: str) -> dict[str, object]:
    """A description for those who write it: all statements, the state of their evidence, and every mark."""
    description, evidence = description_of(study, case), CaseEvidence(study, case)
    marks, states, own = (
        marks_of(study, case, evidence), marks_of_statements(study, case), study.settings.language,
    )  # fmt: skip

    def statement(each: Statement) -> dict[str, object]:
        state = states.get(each.id)
        return {
            **_statement(description, each, own),
            "state": each.state or None,
            **_written(each),
            "history": [
                {"version": one.version, "text": _texts(one.text, own), "status": one.status or None, **_written(one)}
                for one in each.history
            ],
            "evidence": [_evidence(one) for one in evidence.of(each)],
            "informants": list(evidence.informants(each)),
            "validation": None if state is None else {"round": state.round, "state": state.state},
            "marks": [mark_facts(mark) for mark in marks if mark.statement == each.id],
        }  # fmt: skip

    return {
        "notice": notice_over(study, [case], own) or None,
        **_standing(study, description),
        "sections": [
            {
                **_head(section, own),
                "in_template": section.known,
                "codes": list(section.section.codes),
                "survey": list(section.section.survey),
                "words": {"count": words_in(section, own), "asked": list(section.section.words) or None},
                "statements": [statement(each) for each in section.every],
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


def _standing(study: Study, description: Description) -> dict[str, object]:
    """Edition and validation, under their names."""
    edition, seen = edition_of(description), validated_in(study, description.case)
    return {
        "edition": {"mark": edition.mark, "on": edition.on or None, "statements": edition.statements},
        "validated": None if seen is None else {
            "round": seen.round, "rounds": list(seen.rounds), "on": seen.on, "asked": seen.asked, "answered": seen.answered,
            "statements": seen.statements, "states": dict(seen.states), "unasked": seen.unasked,
        },
    }  # fmt: skip


def _statement(description: Description, statement: Statement, own: str) -> dict[str, object]:
    return {
        "id": statement.id,
        "number": description.number(statement.id) or None,
        "version": statement.version,
        "status": statement.status or None,
        "text": _texts(statement.text, own),
    }


def _texts(texts: Mapping[str, str], own: str) -> dict[str, str]:
    """Texts by language: one of none in particular is of the study's, where that has no other."""
    found = {language: text for language, text in texts.items() if language}
    return {own: texts[""], **found} if texts.get("") and own not in found else found


def _written(version: Statement | FormerVersion) -> dict[str, object]:
    """Who wrote a version, when and why."""
    return {"by": version.by or None, "on": version.on or None, "why": version.why or None,
            "answers": list(version.answers)}  # fmt: skip


def _sources(evidence: CaseEvidence, statement: Statement) -> list[dict[str, object]]:
    """What a statement rests on, as its footnote has it."""
    return [passage_facts(each, words=printed) for each, printed in cited(evidence, statement)]


def _evidence(each: Evidence) -> dict[str, object]:
    state: dict[str, object] = {"coding": each.id, "state": each.state or None, "case": each.case or None}
    if each.passage is None:
        return state
    return {**state, **passage_facts(each.passage, words=each.passage.consent != "none")}
