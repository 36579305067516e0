"""A description for those who write it: each statement with its number, what it rests on, and what is to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crosscase.casework.calling import named
from crosscase.casework.description import Description
from crosscase.casework.evidence import CaseEvidence, standing
from crosscase.casework.mark import Mark
from crosscase.casework.marks import marks_of
from crosscase.documents.values import Block, Heading, Paragraph, Run, text
from crosscase.reports.case_description.words import case_words, many
from crosscase.reports.study_report.wording import listed
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import in_language
from crosscase.study.folder import Study


def working_blocks(
    study: Study, description: Description, evidence: CaseEvidence, language: str, level: int
) -> Iterator[Block]:
    """Every section, with all its statements and marks; what nothing uses comes with the section it belongs to."""
    words = case_words(language)
    marks = marks_of(study, description.case, evidence)
    for section in description.sections:
        slug = section.section.section
        title = section.section.title(language)
        named = title if section.known else words["not in template"].format(title)
        yield Heading(level, f"{section.number} {named}", f"case-{description.case}-{slug}")
        of_section = [each for each in marks if each.section == slug and not each.statement]
        yield from _noted(of_section, language)
        if not section.every:
            yield Paragraph(text(words["none yet"]), "note")
        for statement in section.every:
            own = [each for each in marks if each.statement == statement.id]
            yield from _statement(description, statement, evidence, own, language)
    yield from _noted([each for each in marks if not each.section], language)


def marks_told(marks: Iterable[Mark], language: str) -> list[str]:
    """Marks in a few words of a language, the severe ones first; those of a kind together."""
    words = case_words(language)
    kinds: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=lambda each: not each.severe):
        kinds.setdefault(mark.kind, []).append(mark)
    return [words[kind].format(about=_about(each, language)) for kind, each in kinds.items()]


def _about(marks: list[Mark], language: str) -> str:
    quotes = [mark.quote for mark in marks if mark.quote is not None]
    if quotes:
        return named(quotes, language)
    return listed([mark.about for mark in marks], case_words(language)["and"])


def _statement(
    description: Description,
    statement: Statement,
    evidence: CaseEvidence,
    marks: list[Mark],
    language: str,
) -> Iterator[Block]:
    words = case_words(language)
    number = description.number(statement.id) or f"{words[statement.state]}:"
    runs = [Run(f"{number} ", bold=True), Run(in_language(statement, language).strip())]
    if statement.status:
        runs.append(Run(f" ({words[statement.status]})", italic=True))
    yield Paragraph(tuple(runs))
    quotes = standing(evidence.of(statement))
    rests = many(language, "quote", len(quotes))
    if informants := evidence.informants(statement):
        rests = f"{rests} ({listed(informants, words['and'])})"
    told = [statement.id, words["version"].format(statement.version)]
    told += [words["rests on"].format(rests)] if quotes else []
    told += marks_told((each for each in marks if each.kind != "proposed"), language)
    yield Paragraph(text(" · ".join(told)), "note")


def _noted(marks: list[Mark], language: str) -> Iterator[Block]:
    """Marks of a section as one line: those of a kind together."""
    if said := marks_told(marks, language):
        yield Paragraph(text(case_words(language)["mark"].format("; ".join(said))), "note")
