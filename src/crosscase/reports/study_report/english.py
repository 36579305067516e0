"""A summary in English of a report in another language: method, key figures, and the themes' English sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crosscase.documents.values import Block, Bullets, Heading, Paragraph, Rich, Run
from crosscase.reports.study_report.desk import Desk, line
from crosscase.reports.study_report.method import coding_blocks, material_blocks, survey_blocks
from crosscase.reports.study_report.survey_chapter import described
from crosscase.reports.study_report.survey_words import main_figures
from crosscase.reports.study_report.wording import filled, paragraph
from crosscase.study.problems import FileError, StudyError
from crosscase.study.themes import areas_of
from crosscase.survey.model import in_language
from crosscase.synthesis.joint import JointDisplay, joints
from crosscase.synthesis.joint_words import cases_text, relation_word

ENGLISH = "en"


def english_blocks(desk: Desk) -> list[Block]:
    """The summary, as a chapter. Marks lead to the same register as those of the report."""
    # other chapters and their tables are named in the language of the report
    there = replace(desk, language=ENGLISH, chapters=())
    words = there.words
    blocks: list[Block] = [Heading(1, words["english"], "english")]
    notice = desk.study.settings.notice
    if said := notice.get(ENGLISH) or desk.study.settings.notice_shown:
        blocks.append(paragraph(said, style="note"))
    blocks.append(Heading(2, words["method"]))
    for made in (material_blocks, survey_blocks, coding_blocks):
        blocks += [block for block in made(there) if isinstance(block, Paragraph) and not _leads(block)]
    if figures := list(_key_figures(there)):
        blocks += [
            Heading(2, words["key figures"]),
            paragraph(words["key figures how"]),
            Bullets(tuple(figures)),
        ]
    return [*blocks, Heading(2, words["findings"]), *_findings(there)]


def _leads(block: Paragraph) -> bool:
    """Whether it leads to a list, which the summary leaves out."""
    return "".join(run.text for run in block.runs).rstrip().endswith(":")


def _key_figures(desk: Desk) -> Iterator[Rich]:
    """What each question that at least 30 answered came to, of a grid each row that they answered: `main_figures`."""
    questionnaire = desk.questionnaire
    for question in questionnaire.asked_questions() if questionnaire is not None else ():
        if question.kind not in ("single", "multiple", "grid"):
            continue
        try:
            found = described(desk, question)
        except StudyError:
            continue  # the chapter on the survey says so
        asked = in_language(question.text, ENGLISH)
        if said := main_figures(desk, found):
            yield filled("{id} {asked}: {said}", id=Run(question.id, bold=True), asked=asked, said=said)


def _findings(desk: Desk) -> Iterator[Block]:
    try:
        displays = joints(desk.study, coders=desk.coders)
        areas = areas_of(desk.study)
    except FileError as error:
        yield desk.unreadable(error)
        return
    if not displays:
        yield line(desk.words["no themes"])
    for area in areas:
        name = in_language(area.name, ENGLISH) or area.id or desk.words["without area"]
        yield paragraph(Run(name, bold=True))
        yield Bullets(tuple(_finding(desk, display) for display in displays if display.theme.area == area.id))


def _finding(desk: Desk, display: JointDisplay) -> Rich:
    theme = display.theme
    told = [cases_text(display.proposal, ENGLISH)]
    told += [relation_word(theme.relation, ENGLISH)] if theme.relation else []
    return filled(
        desk.words["english finding"], id=Run(theme.id, bold=True), sentence=display.sentence(ENGLISH),
        told="; ".join(told),
    )  # fmt: skip
