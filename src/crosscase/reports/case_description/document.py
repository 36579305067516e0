"""Case descriptions as one document: fact box, sections, the list in its box, footnotes to what each sentence rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosscase.casework.description import Description, SectionText, description_of, edition_of
from crosscase.casework.evidence import CaseEvidence
from crosscase.casework.handing_on import may_be_handed_on
from crosscase.casework.notices import notice_over, notice_under
from crosscase.casework.validated import StatementMark, marks_of_statements, validated_in
from crosscase.documents.values import (
    Block,
    Bullets,
    Contents,
    Document,
    Heading,
    Paragraph,
    Rich,
    Run,
    Table,
    text,
)
from crosscase.reports.attributes import attribute_shown, attribute_title
from crosscase.reports.case_description.behind import older_than
from crosscase.reports.case_description.citing import footnote
from crosscase.reports.case_description.words import case_words, many
from crosscase.reports.case_description.working import working_blocks
from crosscase.reports.study_report.wording import day, listed
from crosscase.reports.tongues import tongue_named
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import in_language
from crosscase.study.folder import Study
from crosscase.survey.percent import HARD_SPACE

Cite = Callable[[Statement], Rich]
"""What stands behind a statement: a footnote, marks that lead to a register, nothing."""

_ENDS = ".!?…:»”\"')"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a description is set.

    Attributes:
        language: of text and headings.
        level: of its headings.
        cite: what stands behind each statement.
        states: what informants have said of the statements.
        numbered: statements have their numbers, so that one can refer to them, and names that links know.
    """

    language: str
    level: int
    cite: Cite
    states: Mapping[str, StatementMark]
    numbered: bool = False


def case_document(
    study: Study,
    cases: Sequence[str],
    *,
    public: bool = False,
    language: str = "",
    marks: bool = False,
) -> Document:
    """The descriptions of some cases.

    Args:
        cases: slugs, in the order in which they shall stand.
        public: without footnotes.
        language: the study's where empty.
        marks: for those who write it: every statement with its number, what it rests on and what is to be looked at,
            also those that are only proposed, or were taken out.

    Raises:
        StudyError: there is no such case; without `marks`, as `may_be_handed_on`.
        FileError: the file of a case, or of a round, cannot be read.
    """
    if not marks:
        may_be_handed_on(study, cases)
    language = language or study.settings.language
    words, one = case_words(language), len(cases) == 1
    blocks: list[Block] = [] if one else [*_front(study, cases, language), Contents(words["contents"], 2)]
    for case in cases:
        named = study.cases[case].name if case in study.cases else case
        blocks += [] if one else [Heading(1, named, f"case-{case}")]
        if notice := notice_under(study, cases, case, language):
            blocks.append(Paragraph(text(notice), "note"))
        blocks += _case(study, case, 1 if one else 2, public, language, marks)
    if any(_has_notes(block) for block in blocks):
        blocks.append(Paragraph(text(words["note lines"]), "note"))
    title = study.cases[cases[0]].name if one and cases[0] in study.cases else words["descriptions"]
    subtitle = f"{words['description']}. {study.settings.title}" if one else study.settings.title
    return Document(
        title, tuple(blocks), language, subtitle, notice_over(study, cases, language), long=not one
    )


def _has_notes(block: Block) -> bool:
    runs = block.runs if isinstance(block, Paragraph) else ()
    items = block.items if isinstance(block, Bullets) else ()
    return any(run.note for item in (runs, *items) for run in item)


def _front(study: Study, cases: Sequence[str], language: str) -> Iterator[Block]:
    """The cases with their editions, before the contents."""
    told = []
    for case in cases:
        line = standing_line(study, description_of(study, case), language)
        told.append((Run(study.cases[case].name, bold=True), Run(f"\n{line}")))
    yield Bullets(tuple(told))


def _case(study: Study, case: str, level: int, public: bool, language: str, marks: bool) -> Iterator[Block]:
    description = description_of(study, case)
    yield Paragraph(text(standing_line(study, description, language)), "note")
    if (facts := fact_box(study, case, language)) is not None:
        yield facts
    evidence = CaseEvidence(study, case)
    if marks:
        yield from working_blocks(study, description, evidence, language, level)
        return

    def cite(statement: Statement) -> Rich:
        note = () if public else footnote(study, evidence, statement, language)
        return (Run("", note=note),) if note else ()

    yield from section_blocks(description, Manner(language, level, cite, marks_of_statements(study, case)))


def standing_line(study: Study, description: Description, language: str) -> str:
    """`Utgave 3f9a2c, 20. desember 2021, 31 utsagn.`, the round informants have seen it in, and which texts are behind."""
    words, edition = case_words(language), edition_of(description)
    if not edition.statements:
        return words["empty"]
    count = many(language, "statement", edition.statements)
    pattern = words["edition" if edition.on else "edition undated"]
    told = [pattern.format(mark=edition.mark, day=day(edition.on[:10], language), count=count)]
    if (seen := validated_in(study, description.case)) is not None:
        states = [words[f"said {state}"].format(count) for state, count in seen.states.items() if count]
        told.append(
            words["validated"].format(
                rounds=listed([str(each) for each in seen.rounds], words["and"]), day=day(seen.on, language),
                asked=seen.asked, answered=seen.answered, heard=seen.heard, all=seen.statements,
                states=listed(states, words["and"]),
            )
        )  # fmt: skip
        if seen.unasked:
            told.append(many(language, "unasked", seen.unasked))
    for newer, numbers in older_than(study, description, language).items():
        tongues = [tongue_named(each, language) for each in (language, newer)]
        told.append(many(language, "older", len(numbers), *tongues))
    return " ".join(told)


def fact_box(study: Study, case: str, language: str) -> Table | None:
    """A case's attributes; None where it has none."""
    about = study.cases[case]
    if not about.attributes:
        return None
    titles = {name: attribute_title(study, name, language) for name in about.attributes}
    rows = tuple(
        ((Run(f"{title[:1].upper()}{title[1:]}", bold=True),), attribute_shown(study, name, value, language))
        for (name, title), value in zip(titles.items(), about.attributes.values(), strict=True)
    )
    first = case_words(language)["facts"]
    named = about.name if about.name != first else f"{about.name} "
    return Table((first, named), rows, widths=(2, 3))


def section_blocks(description: Description, manner: Manner) -> Iterator[Block]:
    """The sections that have a text, each as the template wants it set."""
    for section in description.sections:
        if section.statements:
            slug = section.section.section
            title = section.section.title(manner.language)
            if manner.numbered:
                title = f"{section.number} {title}"
            yield Heading(manner.level, title, f"case-{description.case}-{slug}")
            yield from _statements(description, section, manner)


def statement_anchor(id: str) -> str:
    """What links to a statement name."""
    return f"statement-{id}"


def _statements(description: Description, section: SectionText, manner: Manner) -> Iterator[Block]:
    told = [_told(each, manner) for each in section.statements]
    if manner.numbered:
        boxed = section.section.form == "box"  # its points have numbers of their own
        marks = (
            Run("" if boxed else f"{description.number(each.id)} ", anchor=statement_anchor(each.id))
            for each in section.statements
        )
        told = [(mark, *runs) for mark, runs in zip(marks, told, strict=True)]
    if section.section.form == "text":
        yield from (Paragraph(runs) for runs in told)
    else:
        boxed = section.section.form == "box"
        yield Bullets(tuple(told), numbered=boxed, boxed=boxed)


def _told(statement: Statement, manner: Manner) -> Rich:
    words = case_words(manner.language)
    found = [Run(in_language(statement, manner.language).strip())]
    if statement.status:
        found.append(Run(" " if found[0].text.endswith(tuple(_ENDS)) else ". "))
        status = words["status"].format(words[statement.status]).replace(" ", HARD_SPACE, 1)
        found.append(Run(status, italic=True))
    found += manner.cite(statement)
    state = manner.states.get(statement.id)
    if state is not None and state.state in ("disputed", "open"):
        found += [Run(" "), Run(words[state.state].format(state.round), italic=True)]
    return tuple(found)
