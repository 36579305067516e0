"""A report from its chapters: which there are, in which order, and how they become one document.

A chapter is a name and the steps that make its blocks. Another station joins by one more entry in `_CHAPTERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial

from crosscase.documents.numbering import numbered
from crosscase.documents.values import Block, Document
from crosscase.reports.study_report.appendix import appendix_blocks, evidence_blocks
from crosscase.reports.study_report.cases import cases_steps
from crosscase.reports.study_report.desk import Desk
from crosscase.reports.study_report.english import ENGLISH, english_blocks
from crosscase.reports.study_report.findings import findings_blocks
from crosscase.reports.study_report.front import front_blocks
from crosscase.reports.study_report.method import method_blocks
from crosscase.reports.study_report.survey_chapter import survey_steps
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown
from crosscase.survey.model import in_language

Step = Callable[[], list[Block]]

_CHAPTERS: Mapping[str, Callable[[Desk], list[Step]]] = {
    "method": lambda desk: [partial(method_blocks, desk)],
    "survey": survey_steps,
    "findings": lambda desk: [partial(findings_blocks, desk)],
    "cases": cases_steps,
    "appendix": lambda desk: [partial(appendix_blocks, desk)],
}
CHAPTERS = tuple(_CHAPTERS)
"""The names of the chapters, in the order of the report."""


def desk_for(study: Study, chapters: Collection[str] = (), coders: Collection[str] | None = None) -> Desk:
    """Where a report is written.

    Args:
        chapters: names of those wanted, all where none is named; they stand in the report's own order.
        coders: whose codings; where None, in each source those that count.

    Raises:
        StudyError: there is no such chapter, or nobody of a name codes here.
    """
    from crosscase.synthesis.universe import check_coders

    for name in chapters:
        if name not in CHAPTERS:
            guess = nearest(name, CHAPTERS)
            hint = f"did you mean {guess}?" if guess else f"there are {', '.join(CHAPTERS)}"
            raise StudyError(f"there is no chapter {shown(name)}; {hint}")
    check_coders(study, coders)
    wanted = tuple(name for name in CHAPTERS if not chapters or name in chapters)
    return Desk(study, study.settings.language, wanted, None if coders is None else tuple(coders))


def steps_of(desk: Desk, *, english_summary: bool = False) -> list[Step]:
    """Everything there is to do for a report, in order; the register of evidence comes last.

    Args:
        english_summary: a summary in English stands before the chapters, of a report in another language.
    """
    steps: list[Step] = [lambda: list(front_blocks(desk))]
    if english_summary and desk.language != ENGLISH:
        steps.append(partial(english_blocks, desk))
    for name in desk.chapters:
        steps += _CHAPTERS[name](desk)
    return [*steps, lambda: evidence_blocks(desk)]


def put_together(desk: Desk, made: Iterable[Iterable[Block]]) -> Document:
    """What the steps made as one document, with numbered figures and tables."""
    every = [block for blocks in made for block in blocks]
    settings, words = desk.study.settings, desk.words
    questionnaire, responses = desk.questionnaire, desk.responses
    notices = [settings.notice_shown]
    if questionnaire is not None and responses is not None:
        notices.append(in_language(questionnaire.notice, desk.language))
        if problems := responses.problems:
            cells = "1 thing" if len(problems) == 1 else f"{len(problems)} things"
            desk.tell(f"{responses.file} has {cells} wrong, left out here; crosscase check names them")
    blocks = numbered(every, desk.language)
    notice = " ".join(filter(None, notices))
    return Document(settings.title, blocks, desk.language, words["report"], notice, long=True)


def study_report(
    study: Study,
    *,
    chapters: Collection[str] = (),
    coders: Collection[str] | None = None,
    english_summary: bool = False,
) -> Document:
    """The report of a study; raises as `desk_for`. What cannot be read is said in its place."""
    desk = desk_for(study, chapters, coders)
    return put_together(desk, [step() for step in steps_of(desk, english_summary=english_summary)])
