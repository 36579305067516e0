"""The chapter on method: what the study's files say of cases, sources, survey and coding, and memos on the analysis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crosscase.documents.numbering import reference
from crosscase.documents.values import Block, Bullets, Cell, FileLink, Heading, Paragraph, Run, Table, text
from crosscase.reports.attributes import attribute_shown, attribute_title
from crosscase.reports.markdown import blocks_of
from crosscase.reports.study_report.desk import Desk, line
from crosscase.reports.study_report.front import days_of
from crosscase.reports.study_report.pictures import saturation_blocks
from crosscase.reports.study_report.survey_chapter import survey_notes
from crosscase.reports.study_report.survey_words import who_words
from crosscase.reports.study_report.validating import validation_blocks, validation_words
from crosscase.reports.study_report.wording import (
    Part,
    day,
    filled,
    joined,
    listed,
    paragraph,
    spaced,
    whole,
)
from crosscase.study.codebook_file import FILE as CODEBOOK
from crosscase.study.memo_file import Memo
from crosscase.study.memos import memos_about
from crosscase.study.model import CONSENTS, KINDS, Kind, Source
from crosscase.study.people import people
from crosscase.survey.model import Questionnaire
from crosscase.survey.percent import percent, percent_text
from crosscase.survey.station import POPULATION, RESPONSES, has_population, has_published, population_of
from crosscase.synthesis.counted import counted_words


def method_blocks(desk: Desk) -> list[Block]:
    """The chapter, with the memos on the study at its end."""
    words = desk.words
    blocks: list[Block] = [Heading(1, words["method"], "method")]
    blocks += [Heading(2, words["material"], "method-material"), *material_blocks(desk)]
    blocks += [Heading(2, words["the survey"], "method-survey"), *survey_blocks(desk)]
    blocks += [Heading(2, words["coding"], "method-coding"), *coding_blocks(desk)]
    blocks += saturation_blocks(desk)
    if told := list(validation_blocks(desk)):
        blocks += [Heading(2, validation_words(desk.language)["validation"], "method-validation"), *told]
    if memos := memos_about(desk.study, "study"):
        blocks.append(Heading(2, words["memos"], "method-memos"))
        blocks += memo_blocks(desk, memos)
    return blocks


def memo_blocks(desk: Desk, memos: tuple[Memo, ...]) -> Iterator[Block]:
    """Memos as they are written, each with who wrote it and when."""
    for memo in memos:
        if memo.title:
            yield Heading(3, memo.title)
        yield from blocks_of(memo.text, 4)
        by = desk.words["memo by"].format(
            coder=desk.coder(memo.coder), day=day(memo.created[:10], desk.language)
        )
        yield paragraph(" ".join(filter(None, (by, memo.notice))), desk.mark(memo.file), style="note")


def material_blocks(desk: Desk) -> Iterator[Block]:
    """What was read: sources, informants, cases."""
    study, words = desk.study, desk.words
    sources = tuple(study.sources.values())
    if not sources:
        yield line(words["no sources"])
        return
    sentences: list[Part] = [_material(desk, sources)]
    if days := days_of(desk):
        sentences.append(words["dated"].format(days=days))
    if (undated := sum(not source.date for source in sources)) and days:
        sentences.append(words["undated"].format(count=undated))
    yield Paragraph((*spaced(sentences), *desk.mark("interviews", "", desk.noted("source", len(sources)))))
    yield from _people(desk)
    yield from _cases(desk)
    yield _sources(desk, sources)
    if notices := dict.fromkeys(source.notice for source in sources if source.notice):
        yield paragraph(words["source notice"], style="note")
        yield Bullets(tuple(text(notice) for notice in notices))


def _material(desk: Desk, sources: tuple[Source, ...]) -> Part:
    """How many there are of each kind: those of the cases, then those that belong to none, such as open answers."""
    words = desk.words
    within, beyond = (
        tuple(source for source in sources if bool(source.case) == of_case) for of_case in (True, False)
    )
    named = [joined(_kinds(desk, those), words["and"]) for those in (within, beyond)]
    if not within:
        return filled(words["sources without"], kinds=named[1])
    cases = desk.many("case", len({source.case for source in within}))
    if not beyond:
        return filled(words["sources"], kinds=named[0], cases=cases)
    return filled(words["sources and others"], kinds=named[0], cases=cases, others=named[1])


def _kinds(desk: Desk, sources: tuple[Source, ...]) -> list[Part]:
    kinds = Counter(source.kind for source in sources)
    return [_of_kind(desk, kind, kinds[kind], sources) for kind in KINDS if kinds[kind]]


def _of_kind(desk: Desk, kind: Kind, count: int, sources: tuple[Source, ...]) -> str:
    """How many there are of a kind; where several took notes of one meeting, of how many meetings."""
    told = desk.many(kind, count)
    meetings = {(each.case, each.session or each.id) for each in sources if each.kind == kind}
    return told if len(meetings) == count else f"{told} {desk.many('meetings', len(meetings))}"


def _people(desk: Desk) -> Iterator[Block]:
    words = desk.words
    everybody = people(desk.study)
    informants = [each for each in everybody if not each.is_interviewer]
    if not informants:
        return
    sentences: list[Part] = [words["speak"].format(informants=desk.many("informants", len(informants)))]
    consents = Counter(each.consent for each in informants)
    parts = [
        words[f"consent {consent}"].format(consents[consent])
        for consent in (*CONSENTS, "")
        if consents[consent]
    ]
    sentences.append(words["consents"].format(list=listed(parts, words["and"])))
    if asked := dict.fromkeys(each.coder for each in everybody if each.is_interviewer):
        sentences.append(words["asked by"].format(listed([desk.coder(id) for id in asked], words["and"])))
    yield Paragraph(
        (*spaced(sentences), *desk.mark("interviews", "speakers", desk.noted("informants", len(informants))))
    )


def _cases(desk: Desk) -> Iterator[Block]:
    study, words = desk.study, desk.words
    names = list(dict.fromkeys(name for case in study.cases.values() for name in case.attributes))
    if not study.cases or not (names or any(case.respondent for case in study.cases.values())):
        return
    titles = [attribute_title(study, name, desk.language) for name in names]
    columns = [words["case"], *(title if title != words["case"] else f"{title} " for title in titles)]
    respondents = any(case.respondent for case in study.cases.values())
    if respondents:
        columns.append(words["respondent"] if words["respondent"] not in columns else "respondent id")
    rows: list[tuple[Cell, ...]] = []
    for case in study.cases.values():
        cells: list[Cell] = [
            (Run(case.name, file=FileLink(f"cases/{case.id}.yaml")),),
            *(attribute_shown(study, name, case.attributes.get(name, ""), desk.language) for name in names),
        ]
        if respondents:
            cells.append(words["yes" if case.respondent else "no"])
        rows.append(tuple(cells))
    yield Table(tuple(columns), tuple(rows), words["cases table"], anchor="table-cases")


def _sources(desk: Desk, sources: tuple[Source, ...]) -> Table:
    words, language = desk.words, desk.language
    spoke: Counter[str] = Counter()
    for each in people(desk.study):
        if not each.is_interviewer:
            spoke.update(each.sources)
    rows: list[tuple[Cell, ...]] = []
    for source in sources:
        case = desk.study.cases.get(source.case)
        rows.append(
            (
                (Run(source.title or source.id, file=FileLink(source.file)),),
                case.name if case is not None else "",
                ", ".join(filter(None, (words[source.kind], words.get(source.mode, source.mode)))),
                day(source.date, language),
                spoke[source.id] or None,
                desk.coder(source.notes_by) if source.notes_by else "",
            )
        )
    columns = tuple(words[key] for key in ("source", "case", "kind", "date", "informants", "notes by"))
    kept = [
        place
        for place in range(len(columns))
        if place < 3 or any(row[place] not in ("", None) for row in rows)
    ]
    return Table(
        tuple(columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
        words["sources table"], widths=tuple((4.6, 2.2, 2.4, 3.2, 1.9, 1.7)[place] for place in kept), anchor="table-sources",
    )  # fmt: skip


def survey_blocks(desk: Desk) -> Iterator[Block]:
    """Who answered how much of what, and how the numbers are to be read."""
    words = desk.words
    questionnaire = desk.questionnaire
    if questionnaire is None:
        yield line(
            words["no survey"] if not desk.troubles else words["unreadable"].format(why=desk.troubles[-1])
        )
        return
    responses = desk.responses
    sentences: list[Part] = []
    if responses is not None:
        sentences.append(_size(desk, questionnaire, responses.size))
    elif has_published(desk.study):
        sentences.append(words["no responses"])
    else:
        yield desk.no_responses()
    asked = list(questionnaire.asked_questions())
    sentences.append(desk.many("asked questions", len(asked)))
    if desk.has("appendix") and (tables := nonresponse_anchors(desk)):
        references: list[Part] = [reference(anchor) for anchor in tables]
        sentences.append(filled(words["nonresponse at"], tables=joined(references, words["and"])))
    yield Paragraph(spaced(sentences))
    yield from survey_notes(desk, questionnaire)
    filtered = [question for question in asked if question.asked]
    if filtered:
        yield paragraph(words["filtered"])
        yield Bullets(
            tuple(
                text(
                    f"{question.id}: "
                    + listed([who_words(desk, questionnaire, each) for each in question.asked], words["and"])
                )
                for question in filtered
            )
        )


def _size(desk: Desk, questionnaire: Questionnaire, count: int) -> Part:
    words, language = desk.words, desk.language
    sentence = words["size"].format(
        count=whole(count, language), respondents=desk.respondents(questionnaire)
    )  # fmt: skip
    marks = desk.mark(RESPONSES, "", desk.noted("answers", count))
    size = questionnaire.population
    if not size and has_population(desk.study):
        found = desk.read(lambda: population_of(desk.study))
        size = found.size if found is not None else 0
    if size >= count > 0:
        rate = percent_text(percent(count, size), language)
        sentence += words["of population"].format(all=whole(size, language), rate=rate)
        path = questionnaire.file if questionnaire.population else POPULATION
        marks = (*marks, *desk.mark(path, "population", whole(size, language)))
    return (Run(f"{sentence}."), *marks)


def nonresponse_anchors(desk: Desk) -> list[str]:
    """The anchors of the tables of non-response that the appendix has."""
    if not has_population(desk.study) or desk.responses is None:
        return []
    found = desk.read(lambda: population_of(desk.study))
    return [f"table-{table.id}" for table in found.tables] if found is not None else []


def coding_blocks(desk: Desk) -> Iterator[Block]:
    """The codebook, who coded, and whose codings count."""
    study, words, language = desk.study, desk.words, desk.language
    book = study.codebook
    codes = list(book)
    if not codes:
        yield desk.no_codebook()
    else:
        top = sum(not book.depth(code) for code in codes)
        sentence = desk.many("codebook", len(codes), top=top)
        parts: list[Part] = [sentence, desk.mark(CODEBOOK, "", str(len(codes)))]
        if desk.has("appendix"):
            parts += [" ", *filled(words["codebook at"], table=reference("table-codebook"))]
        yield paragraph(*parts)
    coders: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    for source in study.coded_sources:
        for coder in study.coders_of(source):
            coders[coder] += study.tally(source, coder).count
            sources[coder] += 1
    if not sum(coders.values()):
        yield line(words["no codings"])
        return
    named = [
        words["coder codings"].format(
            coder=desk.coder(coder),
            count=whole(count, language),
            sources=desk.many("source", sources[coder]),
        )
        for coder, count in sorted(coders.items())
    ]
    told: list[Part] = [
        f"{words['coded who'].format(list=listed(named, words['and']))}",
        desk.mark("codings", "", whole(sum(coders.values()), language)),
        f" {counted_words(study, desk.coders, language)}",
    ]
    if desk.has("appendix"):
        told += [" ", *filled(words["counted at"], table=reference("table-counted"))]
    yield paragraph(*told)
