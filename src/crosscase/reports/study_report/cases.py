"""The cases one by one: sources, the case description, what each says under the codes as summed up, and memos.

Whatever another station has to say of a case joins as one more entry of `_PARTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from crosscase.casework.description import description_of
from crosscase.casework.evidence import CaseEvidence, standing
from crosscase.casework.notices import notice_of
from crosscase.casework.validated import marks_of_statements
from crosscase.documents.values import Block, FileLink, Heading, Paragraph, Rich, Run, text
from crosscase.reports.case_description.citing import places_said
from crosscase.reports.case_description.document import Manner, section_blocks, standing_line
from crosscase.reports.case_description.words import case_words
from crosscase.reports.study_report.desk import Desk, line
from crosscase.reports.study_report.evidence import Evidence, quote_evidence
from crosscase.reports.study_report.findings import quote_runs
from crosscase.reports.study_report.method import memo_blocks
from crosscase.reports.study_report.wording import Part, filled, joined, paragraph
from crosscase.study.cases import case_file
from crosscase.study.codings import codings_file
from crosscase.study.description_file import Statement
from crosscase.study.memos import memos_about
from crosscase.study.model import Case
from crosscase.study.problems import FileError
from crosscase.study.summary_file import FOLDER as SUMMARIES
from crosscase.study.summary_file import Summary, summary_file
from crosscase.synthesis.framework import Framework, FrameworkCell, framework
from crosscase.synthesis.joint import WITHHELD
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.summaries import text_in
from crosscase.synthesis.summary_quoting import repeated_in_summary, told_repeated

Step = Callable[[], list[Block]]


def cases_steps(desk: Desk) -> list[Step]:
    """The chapter in parts, one a case."""
    heading = Heading(1, desk.words["cases"], "cases")
    if not desk.study.cases:
        return [lambda: [heading, line(desk.words["no cases"])]]
    return [lambda: [heading], *(partial(_case, desk, case) for case in desk.study.cases.values())]


def _case(desk: Desk, case: Case) -> list[Block]:
    blocks: list[Block] = [Heading(2, case.name, f"case-{case.id}")]
    for part in _PARTS:
        blocks += part(desk, case)
    return blocks


def _sources(desk: Desk, case: Case) -> Iterator[Block]:
    found: list[Part] = [
        Run(source.title or source.id, file=FileLink(source.file))
        for source in desk.study.sources.values()
        if source.case == case.id
    ]
    if found:
        yield paragraph(filled(desk.words["case sources"], list=joined(found, desk.words["and"])))


def _description(desk: Desk, case: Case) -> Iterator[Block]:
    """The case description with the edition and the round it was validated in; each sentence leads to what it rests on.

    One that may not be handed on by itself is not in the report either.
    """
    try:
        description = description_of(desk.study, case.id)
        if not description.statements:
            return
        told = standing_line(desk.study, description, desk.language)
        states = marks_of_statements(desk.study, case.id)
    except FileError as error:
        yield desk.unreadable(error)
        return
    if (why := desk.kept_back(case.id)) is not None:
        yield Heading(3, case_words(desk.language)["description"], f"description-{case.id}")
        yield desk.unreadable(why)
        desk.tell(str(why))
        return
    known = CaseEvidence(desk.study, case.id)

    def cite(statement: Statement) -> Rich:
        codings = [each.coding for each in standing(known.of(statement))]
        if not codings:
            return ()
        places = [FileLink(codings_file(each.source, each.coder), each.id) for each in codings]
        own = FileLink(case_file(case.id), statement.id)
        told = places_said(desk.study, known, statement, desk.study.settings.language)
        return desk.register.mark(Evidence((own, *places), told or desk.noted("cited", len(places))))

    yield Heading(3, case_words(desk.language)["description"], f"description-{case.id}")
    yield Paragraph(text(told), "note")
    if notice := notice_of(desk.study, case.id, desk.language):
        yield Paragraph(text(notice), "note")
    yield from section_blocks(description, Manner(desk.language, 4, cite, states, numbered=True))


def _summaries(desk: Desk, case: Case) -> Iterator[Block]:
    found = framework(desk.study, (case.id,), coders=desk.coders)
    for problem in found.unreadable:
        if problem.file in (summary_file(case.id), SUMMARIES):
            desk.tell(str(problem))
            yield line(desk.words["unreadable"].format(why=problem))
            return
    cells = [cell for cell in found.cells.values() if cell.has_text]
    if not cells:
        yield line(desk.words["no summaries"])
    level = 3
    if cells and _is_described(desk, case):
        yield Heading(level, desk.words["summaries"])
        level = 4
    for cell in cells:
        code = desk.study.codebook.by_path[cell.code]
        yield Heading(level, desk.study.codebook.name(code, desk.language))
        for summary in (cell.summary, *cell.also):
            if summary is not None and (words := text_in(summary, desk.language)):
                if repeated := repeated_in_summary(desk.study, cell.case, summary):
                    why = f"{summary_file(cell.case)}: {cell.code} {told_repeated(repeated[0])}"
                    desk.tell(f"{why}; write it in other words")
                    yield line(desk.words["not shown"].format(why=why))
                    continue
                own = desk.mark(summary_file(cell.case), summary.id)
                yield paragraph(words, own)
                yield from _rests_on(desk, found, cell, summary)
        if cell.state is not None and cell.state.changed:
            yield line(desk.words["changed since"])


def _is_described(desk: Desk, case: Case) -> bool:
    try:
        return bool(description_of(desk.study, case.id).statements)
    except FileError:
        return False


def _rests_on(desk: Desk, found: Framework, cell: FrameworkCell, summary: Summary) -> Iterator[Block]:
    """The quotes that a summary rests on, each stretch of text once; how many are left out for want of consent."""
    there = {passage.coding.id: passage for passage in found.passages(cell.case, cell.code)}
    by_words: dict[object, list[Passage]] = {}
    for passage in (there[id] for id in summary.quotes if id in there):
        by_words.setdefault((passage.coding.source, passage.coding.at or passage.words), []).append(passage)
    withheld = 0
    for first, *others in by_words.values():
        if first.consent in WITHHELD:
            withheld += 1
            continue
        also = desk.register.mark(*(quote_evidence(desk.study, each, desk.home) for each in others))
        yield Paragraph(quote_runs(desk, first, "", also=also), "quote")
    if withheld:
        yield Paragraph(text(desk.many("withheld", withheld, count=withheld)), "note")


def _memos(desk: Desk, case: Case) -> Iterator[Block]:
    if memos := memos_about(desk.study, f"case/{case.id}"):
        yield Heading(3, desk.words["case memos"])
        yield from memo_blocks(desk, memos)


_PARTS: tuple[Callable[[Desk, Case], Iterator[Block]], ...] = (
    _sources,
    _description,
    _summaries,
    _memos,
)
