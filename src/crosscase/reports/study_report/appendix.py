"""The appendices: who did not answer, margins of error, the codebook, whose codings count, and the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from crosscase.documents.values import Block, Cell, FileLink, Heading, Paragraph, Run, Table
from crosscase.reports.study_report.desk import Desk, line
from crosscase.reports.study_report.wording import Part, filled, joined, paragraph
from crosscase.study.codings import codings_file
from crosscase.study.problems import StudyError
from crosscase.survey.model import Questionnaire, in_language
from crosscase.survey.population import Decimals
from crosscase.survey.station import POPULATION, RESPONSES, has_population, has_survey, population_of
from crosscase.synthesis.counted import counted_words
from crosscase.synthesis.universe import COUNTED, coders_in

_NONRESPONSE = (2.9, 2.3, 2.3, 1.4, 1.5, 3.1, 2.7)
_SIZES = 5  # columns of the table of margins


def appendix_blocks(desk: Desk) -> list[Block]:
    """The appendices without the register of evidence, which comes last of all."""
    words = desk.words
    blocks: list[Block] = [Heading(1, words["appendix"], "appendix")]
    if has_survey(desk.study):
        blocks += [Heading(2, words["nonresponse"], "appendix-nonresponse"), *_nonresponse(desk)]
        blocks += [Heading(2, words["margins"], "appendix-margins"), *_margins(desk)]
    blocks += [Heading(2, words["codebook"], "appendix-codebook"), *_codebook(desk)]
    blocks += [Heading(2, words["counted"], "appendix-counted"), *_counted(desk)]
    return blocks


def evidence_blocks(desk: Desk) -> list[Block]:
    """The register, made when everything else is written."""
    words = desk.words
    heading = Heading(1, words["registered"], "evidence")
    if not len(desk.register):
        return [heading, line(words["no evidence"])]
    return [heading, replace(desk.register.table(words), anchor="table-evidence")]


def _nonresponse(desk: Desk) -> Iterator[Block]:
    from crosscase.reports.survey.nonresponse import nonresponse_table
    from crosscase.survey.nonresponse import nonresponse

    questionnaire, responses = desk.questionnaire, desk.responses
    if not has_population(desk.study) or questionnaire is None or responses is None:
        yield line(desk.words["no population"]) if responses is not None else desk.no_responses()
        return
    try:
        tables = population_of(desk.study).tables
    except StudyError as error:
        yield desk.unreadable(error)
        return
    yield _made_from(desk, RESPONSES, POPULATION)
    if len({table.decimals for table in tables}) > 1:  # a report prints them side by side
        tables = tuple(replace(table, decimals=Decimals()) for table in tables)
    for table in tables:
        try:
            found = nonresponse(responses, questionnaire, table)
        except StudyError as error:
            yield desk.unreadable(error)
            continue
        shown = nonresponse_table(found, desk.language)
        yield replace(shown, anchor=f"table-{table.id}", widths=_NONRESPONSE)


def _margins(desk: Desk) -> Iterator[Block]:
    from crosscase.reports.survey.margins import margins_table

    questionnaire, responses = desk.questionnaire, desk.responses
    if questionnaire is None or responses is None:
        yield desk.no_responses()
        return
    population = questionnaire.population if questionnaire.population >= responses.size else 0
    caution = in_language(questionnaire.caution, desk.language)
    sizes = _sizes(desk, questionnaire)
    if sizes:
        table = margins_table(sizes, desk.language, population=population, caution=caution)
        yield replace(table, anchor="table-margins")


def _sizes(desk: Desk, questionnaire: Questionnaire) -> list[int]:
    """All who answered, and the bases of the questions that went to fewer, the largest first."""
    from crosscase.survey.answers import answered

    responses = desk.responses
    if responses is None or not responses.size:
        return []
    bases = {
        int(answered(responses, question, row).sum())
        for question in questionnaire.asked_questions()
        if question.kind != "open"
        for row in (question.rows or (None,))
    }
    smaller = sorted((base for base in bases if 0 < base < responses.size), reverse=True)
    step = max(1, -(-len(smaller) // (_SIZES - 1)))
    return [responses.size, *smaller[::step]]


def _codebook(desk: Desk) -> Iterator[Block]:
    study, words, language = desk.study, desk.words, desk.language
    book = study.codebook
    if not list(book):
        yield desk.no_codebook()
        return
    counts = _code_counts(desk)
    rows: list[tuple[Cell, ...]] = []
    for code in book:
        name = "\u2003" * book.depth(code) + book.name(code, language)
        rows.append(
            (
                (Run(code.tag, shade=code.color),),
                (Run(name, bold=not book.depth(code), anchor=f"code-{code.id}"),),
                code.definition,
                counts[code.id],
            )
        )
    note = words["codebook note"].format(counted=counted_words(study, desk.coders, language))
    columns = (words["tag"], words["code"], words["definition"], words["codings"])
    yield Table(columns, tuple(rows), words["codebook caption"], note, (1.5, 4, 7.8, 1.9), "table-codebook")
    yield _made_from(desk, "codebook/codebook.yaml", "codings")


def _code_counts(desk: Desk) -> Counter[str]:
    from crosscase.synthesis.frame import frame_of

    frame = frame_of(desk.study, desk.coders)
    paths = Counter(frame.code.tolist())
    counts: Counter[str] = Counter()
    for place, count in paths.items():
        if place >= 0 and (code := desk.study.codebook.resolve(frame.tree.paths[place])) is not None:
            counts[code.id] += count
    return counts


def _counted(desk: Desk) -> Iterator[Block]:
    study, words = desk.study, desk.words
    yield paragraph(counted_words(study, desk.coders, desk.language))
    rows: list[tuple[Cell, ...]] = []
    for source in study.coded_sources:
        titled = study.sources[source].title if source in study.sources else ""
        chosen = coders_in(study, source, {COUNTED} if desk.coders is None else desk.coders)
        for coder in study.coders_of(source):
            counts = chosen is None or coder in chosen
            name = Run(titled or source, file=FileLink(codings_file(source, coder)))
            rows.append(
                (
                    (name,),
                    desk.coder(coder),
                    study.tally(source, coder).count,
                    words["yes" if counts else "no"],
                )
            )
    if rows:
        columns = (words["source"], words["coder"], words["codings"], words["counts"])
        yield Table(columns, tuple(rows), words["counted caption"], anchor="table-counted")


def _made_from(desk: Desk, *files: str) -> Paragraph:
    links: list[Part] = [Run(file, file=FileLink(file)) for file in files]
    pattern = desk.words["made from"]
    return paragraph(filled(pattern, files=joined(links, desk.words["and"])), style="note")
