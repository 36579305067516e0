"""The outline from which a description is written: what is coded, under the sections of the template. Nothing is invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from crosscase.casework.description import Description, SectionText, description_of
from crosscase.casework.evidence import CaseEvidence
from crosscase.casework.sections import codes_under, template_of
from crosscase.casework.survey_beside import OwnLine, own_answers
from crosscase.documents.values import (
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Paragraph,
    Rich,
    Run,
    Table,
    text,
)
from crosscase.reports.case_description.citing import place_said, who_said
from crosscase.reports.case_description.data import passage_facts
from crosscase.reports.case_description.words import case_words
from crosscase.reports.study_report.wording import listed
from crosscase.reports.synthesis.quoting import quoted_passage
from crosscase.study.folder import Study
from crosscase.synthesis.passages import Passage

DRAFT_COLUMNS = (
    "section",
    "code",
    "coding",
    "source",
    "place",
    "speakers",
    "consent",
    "key",
    "used",
    "words",
)


def draft_document(study: Study, case: str, language: str = "") -> Document:
    """The outline of a case: by section the case's own answers, then by code the quotes that count.

    Words of informants who have not agreed to their use are left out; which may only be paraphrased is said.

    Args:
        language: the study's where empty.

    Raises:
        StudyError: as `description_of`.
    """
    language = language or study.settings.language
    words = case_words(language)
    description, evidence = description_of(study, case), CaseEvidence(study, case)
    blocks: list[Block] = [Paragraph(text(words["drafts how"]), "note")]
    for section in description.sections:
        if section.known:
            blocks += _section(study, description, section, evidence, language)
    if unplaced := evidence.unplaced(template_of(study)):
        blocks += [Heading(1, words["unplaced"]), *_quotes(study, description, evidence, unplaced, language)]
    title = f"{words['draft']}: {study.cases[case].name}"
    notice = study.settings.notice.get(language) or study.settings.notice_shown
    return Document(title, tuple(blocks), language, study.settings.title, notice)


def draft_table(study: Study, case: str) -> Table:
    """The same quotes, a row each, for other programs; a quote of two sections has a row in each."""
    description, evidence = description_of(study, case), CaseEvidence(study, case)
    rows: list[tuple[Cell, ...]] = []
    for slug, passages in _by_section(study, description, evidence):
        for each in passages:
            rows.append(
                (
                    slug, each.path, each.coding.id, each.coding.source, each.place, each.speakers or None, each.consent or None,
                    each.coding.key, _used(description, evidence, each) or None,
                    None if each.consent == "none" else each.words,
                )
            )  # fmt: skip
    return Table(DRAFT_COLUMNS, tuple(rows))


def draft_facts(study: Study, case: str) -> dict[str, object]:
    """The outline for JSON; words as in the document."""
    language = study.settings.language
    description, evidence = description_of(study, case), CaseEvidence(study, case)

    def quotes(passages: Sequence[Passage]) -> list[dict[str, object]]:
        return [
            {
                **passage_facts(each, words=each.consent != "none"),
                "used": list(_used(description, evidence, each)),
            }
            for each in passages
        ]

    sections = [
        {
            "section": section.section.section,
            "title": section.section.title(language),
            "codes": list(section.section.codes),
            "words": list(section.section.words) or None,
            "own_answers": [
                {"item": own.address, "question": own.question, "answer": own.answer or None}
                for own in own_answers(study, case, section.section)
            ],
            "quotes": quotes(evidence.available(section.section)),
        }
        for section in description.sections
        if section.known
    ]
    unplaced = quotes(evidence.unplaced(template_of(study)))
    return {"case": case, "name": study.cases[case].name, "sections": sections, "unplaced": unplaced}


def _by_section(
    study: Study, description: Description, evidence: CaseEvidence
) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    for section in description.sections:
        if section.known:
            yield section.section.section, evidence.available(section.section)
    yield "", evidence.unplaced(template_of(study))


def _section(
    study: Study, description: Description, section: SectionText, evidence: CaseEvidence, language: str
) -> Iterator[Block]:
    words, about = case_words(language), section.section
    yield Heading(1, f"{section.number} {about.title(language)}")
    codes = codes_under(study, about)
    roots = [code for path in about.codes if (code := study.codebook.resolve(path)) is not None]
    names = listed([study.codebook.name(code, language) for code in roots], words["and"])
    told = [words["one code" if len(roots) == 1 else "codes"].format(names) if names else words["no codes"]]
    if about.words:
        told.append(words["length"].format(least=about.words[0], most=about.words[1]))
    yield Paragraph(text(" ".join(told)), "note")
    if own := own_answers(study, description.case, about, language):
        yield _own_table(own, language)
    passages = evidence.available(about)
    yield from _quotes(study, description, evidence, passages, language)
    there = {each.path for each in passages}
    without = [code for code in codes if study.codebook.path(code) not in there and not code.retired]
    if not passages and codes:
        yield Paragraph(text(words["no quotes"]))
    elif without:
        missing = listed([study.codebook.name(code, language) for code in without], words["and"])
        yield Paragraph(text(words["no quotes code"].format(missing)), "note")


def _own_table(own: Sequence[OwnLine], language: str) -> Table:
    words = case_words(language)
    rows = tuple((f"{each.question} ({each.address})" if each.question != each.address else each.address,
                  each.answer or words["no answer"]) for each in own)  # fmt: skip
    return Table((words["question"], words["answer"]), rows, words["own answers"], widths=(3, 2))


def _quotes(
    study: Study,
    description: Description,
    evidence: CaseEvidence,
    passages: Sequence[Passage],
    language: str,
) -> Iterator[Block]:
    for path, group in groupby(passages, lambda each: each.path):
        code = study.codebook.by_path.get(path)
        yield Heading(2, study.codebook.name(code, language) if code is not None else path)
        yield Bullets(tuple(_quote(description, evidence, each, language) for each in group))


def _quote(description: Description, evidence: CaseEvidence, passage: Passage, language: str) -> Rich:
    words = case_words(language)
    said = words["withheld"] if passage.consent == "none" else quoted_passage(passage, language)
    used = _used(description, evidence, passage)
    told = [
        who_said(passage, language),
        passage.coding.source,
        place_said(passage, language),
        words["key"] if passage.coding.key else "",
        {"paraphrase": words["only paraphrase"], "unknown": words["consent unknown"]}.get(
            passage.consent, ""
        ),
        words["used in"].format(listed(used, words["and"])) if used else "",
        passage.coding.id,
    ]
    return (
        Run(said, italic=passage.consent == "none"),
        Run("\n" + " · ".join(filter(None, told)), italic=True),
    )


def _used(description: Description, evidence: CaseEvidence, passage: Passage) -> tuple[str, ...]:
    """The statements that rest on a passage: by number, by id where they are not part of the text."""
    ids = evidence.used_by(passage.coding.id)
    return tuple(description.number(id) or id for id in ids)
