"""The chapter on findings across the cases: area by area, each theme beside the survey, with its quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crosscase.casework.themes import ThemeStatement, statements_of_themes
from crosscase.documents.numbering import reference
from crosscase.documents.values import Block, Cell, Heading, Paragraph, Rich, Run, Table, text
from crosscase.reports.case_description.document import statement_anchor
from crosscase.reports.study_report.desk import Desk, line
from crosscase.reports.study_report.evidence import quote_evidence
from crosscase.reports.study_report.joint_table import joint_table
from crosscase.reports.study_report.pictures import matrix_blocks
from crosscase.reports.study_report.wording import Part, day, filled, joined, paragraph, runs
from crosscase.reports.synthesis.joint import joint_notes, support_text
from crosscase.reports.synthesis.quoting import quoted_passage
from crosscase.study.problems import FileError
from crosscase.study.theme_file import FILE as THEMES
from crosscase.study.themes import areas_of
from crosscase.survey.model import in_language
from crosscase.survey.percent import HARD_SPACE
from crosscase.synthesis.joint import CaseBeside, JointDisplay, Quote, joints, problems_of
from crosscase.synthesis.joint_words import cases_text, proposal_sentence, relation_word
from crosscase.synthesis.passages import Passage


def findings_blocks(desk: Desk) -> list[Block]:
    """The chapter. Words of informants who have not agreed to be quoted are never in it."""
    words = desk.words
    blocks: list[Block] = [Heading(1, words["findings"], "findings")]
    try:
        displays = joints(desk.study, coders=desk.coders)
        areas = areas_of(desk.study)
    except FileError as error:
        return [*blocks, desk.unreadable(error), *matrix_blocks(desk)]
    if not displays:
        return [*blocks, line(words["no themes"]), *matrix_blocks(desk)]
    overview = Run("", link="#table-themes")
    blocks.append(
        paragraph(filled(words["overview"], table=overview), " ", displays[0].counted(desk.language))
    )
    notes = joint_notes(desk.study, displays, desk.language)
    blocks.append(paragraph(" ".join(notes), style="note"))
    blocks.append(_overview(desk, displays))
    for problem, themes in problems_of(displays):
        if problem not in desk.troubles:  # such as of a survey that cannot be read
            desk.tell(f"{THEMES}: {themes}: {problem}")
    blocks += matrix_blocks(desk)
    appearing = statements_of_themes(desk.study, [each.theme for each in displays], desk.coders)
    for area in areas:
        name = in_language(area.name, desk.language) or area.id or words["without area"]
        blocks.append(Heading(2, name, f"area-{area.id}"))
        for display in displays:
            if display.theme.area == area.id:
                blocks += theme_blocks(desk, display, appearing[display.theme.id])
    return blocks


def theme_blocks(
    desk: Desk, display: JointDisplay, statements: Sequence[ThemeStatement] = ()
) -> Iterator[Block]:
    """One theme: what it says and where it was found, the survey beside it, the relation, quotes for and against.

    Args:
        statements: of case descriptions, in which it appears.
    """
    words, language, theme = desk.words, desk.language, display.theme
    title = f"{theme.id}. {display.sentence(language)}".removesuffix(". ")
    yield Heading(3, title, f"theme-{theme.id}")
    told: list[str | Run | Rich] = [support_text(display, language)]
    table = joint_table(desk, display) if display.items else None
    if table is not None:
        told += [" ", filled(words["beside"], table=reference(table.anchor))]
    told.append(desk.mark(THEMES, theme.id))
    yield paragraph(*told)
    yield from _relation(desk, display)
    if table is not None:
        yield table
    yield from _quotes(desk, words["quotes"], display.cases, display.quotes)
    counter = [quote for each in display.cases for quote in each.counter]
    counter += [Quote(passage) for passage in display.beyond_against]
    yield from _quotes(desk, words["counter"], display.cases, counter)
    if statements:
        yield paragraph(filled(words["appears"], list=joined(_named(desk, statements), words["and"])))


def _named(desk: Desk, statements: Sequence[ThemeStatement]) -> list[Part]:
    """`Alta 2.1`, each leading to the statement where the report has it."""

    def linked(case: str) -> bool:
        return desk.has("cases") and desk.kept_back(case) is None

    return [
        Run(
            f"{desk.study.cases[each.case].name}{HARD_SPACE}{each.number}",
            link=f"#{statement_anchor(each.statement.id)}" if linked(each.case) else "",
        )
        for each in statements
    ]


def _overview(desk: Desk, displays: Sequence[JointDisplay]) -> Table:
    words, language = desk.words, desk.language
    rows: list[tuple[Cell, ...]] = [
        (
            (Run(display.theme.id, bold=True, link=f"#theme-{display.theme.id}"),),
            display.sentence(language),
            cases_text(display.proposal, language),
            _relation_cell(desk, display),
        )
        for display in displays
    ]
    columns = (words["theme column"], words["finding"], words["found column"], words["relation column"])
    return Table(columns, tuple(rows), words["themes table"], "", (1.2, 8, 2.2, 2.6), "table-themes")


def _relation_cell(desk: Desk, display: JointDisplay) -> str:
    relation = display.theme.relation
    return desk.words["is silent"] if relation == "silent" else relation_word(relation, desk.language)


def _relation(desk: Desk, display: JointDisplay) -> Iterator[Block]:
    words, language, theme = desk.words, desk.language, display.theme
    if not theme.relation:
        yield paragraph(f"{words['undecided']} {proposal_sentence(display.proposal, language)}")
        return
    relation = relation_word(theme.relation, language)
    pattern = words["relation silent" if theme.relation == "silent" else "relation"]
    parts: list[str | Run | Rich] = [filled(pattern, relation=Run(relation, bold=True))]
    if reason := display.reason(language):
        parts.append(f" {reason}")
    if (decided := theme.decided) is not None and decided.by:
        on = words["on"].format(day=day(decided.on, language)) if decided.on else ""
        parts.append(f" {words['decided'].format(by=desk.coder(decided.by), on=on)}")
    yield paragraph(*parts)


def _quotes(desk: Desk, title: str, cases: Sequence[CaseBeside], quotes: Sequence[Quote]) -> Iterator[Block]:
    """Quotes under their own small title; how many are left out for want of consent."""
    names = {each.case.id: each.case.name for each in cases}
    shown = [quote for quote in quotes if not quote.withheld]
    if not quotes:
        return
    yield Heading(4, title)
    for quote in shown:
        case = names.get(quote.passage.case, "")
        yield Paragraph(quote_runs(desk, quote.passage, case, chosen=quote.chosen), "quote")
    if withheld := len(quotes) - len(shown):
        yield Paragraph(text(desk.many("withheld", withheld, count=withheld)), "note")


def quote_runs(desk: Desk, passage: Passage, case: str, *, chosen: bool = False, also: Rich = ()) -> Rich:
    """A quote, whose it is, and the mark that leads to its coding and its place in the source.

    Args:
        case: name of its case; empty for open answers, and where it is said already.
        chosen: the program chose it.
        also: marks of other codings of the same words.
    """
    words = desk.words
    who = ", ".join(passage.speakers)
    roles = ", ".join(passage.roles)
    if not passage.case:  # of an open answer
        said = words["from open"].format(who=who)
    elif who:
        said = ", ".join(filter(None, (who, roles, case)))
    else:
        source = desk.study.sources.get(passage.coding.source)
        said = ", ".join(filter(None, ((source.title if source else "") or passage.coding.source, case)))
    if chosen:
        said = f"{said} {words['chosen']}"
    mark = desk.register.mark(quote_evidence(desk.study, passage, desk.home))
    return runs(quoted_passage(passage, desk.language), Run(f"\n{said}", italic=True), mark, also)
