"""The table book: every question broken down by every variable, percents in cells, as reports are written from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crosscase.documents.values import Block, Cell, Document, Heading, Paragraph, Run, Table, text
from crosscase.reports.survey.notes import base_line, notes, title_of
from crosscase.reports.survey.tables import describe_data, figure_text, label_of, marked_text
from crosscase.reports.survey.words import MARKED, within_sentence, words_of
from crosscase.study.folder import Study
from crosscase.survey.estimates import SMALL, Description
from crosscase.survey.model import Group, Questionnaire, Variable, in_language

MOST_GROUPS = 8
"""Of one table on a page; variables that do not fit go on in the next."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One question, or row of a grid, by several variables; the first of the descriptions speaks for everybody."""

    descriptions: tuple[Description, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    description: Description
    variable: Variable
    group: Group
    base: int


def breakdown_document(
    study: Study, questionnaire: Questionnaire, breakdowns: Sequence[Breakdown], *, most: int = MOST_GROUPS
) -> Document:
    """The table book in the study's language.

    Args:
        most: groups side by side, where that keeps a variable's groups together.
    """
    language = study.settings.language
    words = words_of(language)
    blocks: list[Block] = []
    for breakdown in breakdowns:
        first = breakdown.descriptions[0]
        blocks.append(Heading(1, title_of(first.question, first.row, language)))
        blocks.append(Paragraph(text(base_line(first, questionnaire, language))))
        if first.base:
            blocks += breakdown_tables(breakdown, language, most)
    every = [each for breakdown in breakdowns for each in breakdown.descriptions]
    if not every:
        blocks.append(Paragraph(text(words["nothing"]), "note"))
    said = [Paragraph(text(note), "note") for note in notes(every, questionnaire, language, book=True)]
    title = f"{words['table book']}: {study.settings.title}"
    return Document(title, (*said, *blocks), language, notice=study.settings.notice_shown)


def breakdown_tables(breakdown: Breakdown, language: str, most: int = MOST_GROUPS) -> Iterator[Table]:
    """The tables of one question: a row an answer, everybody in the first column, a column a group, bases below."""
    first, words = breakdown.descriptions[0], words_of(language)
    for columns in _packed(breakdown, most):
        names = _names(columns, [words["answer"], words["everybody"]], language)
        rows: list[tuple[Cell, ...]] = []
        for line in first.of():
            cells = [figure_text(line, language)]
            for column in columns:
                found = column.description.line(line.id, column.group.id)
                cells.append(marked_text(found, language) if found is not None else "")
            label = label_of(line, language)
            rows.append(((Run(label, bold=True),) if line.kind == "box" else label, *cells))
        bases = [_base_text(first.base), *(_base_text(column.base) for column in columns)]
        rows.append(((Run(words["base"], italic=True),), *bases))
        variables = dict.fromkeys(within_sentence(_label(column.variable, language)) for column in columns)
        caption = words["by"].format(variables=", ".join(variables)) if variables else ""
        yield Table((words["answer"], words["everybody"], *names), tuple(rows), caption)


def breakdown_data(breakdowns: Sequence[Breakdown], language: str) -> Table:
    """Every number of the book in a column of its own, as `describe_data`; everybody's lines once a question."""
    return describe_data(as_descriptions(breakdowns), language)


def as_descriptions(breakdowns: Sequence[Breakdown]) -> list[Description]:
    """The book's descriptions with everybody's lines in the first of each question alone."""
    found: list[Description] = []
    for breakdown in breakdowns:
        first, *others = breakdown.descriptions
        found.append(first)
        found += [
            replace(each, lines=tuple(line for line in each.lines if line.group is not None))
            for each in others
        ]
    return found


def _packed(breakdown: Breakdown, most: int) -> Iterator[tuple[_Column, ...]]:
    """Columns for one table after the other: the groups of one variable stay together where they fit at all."""
    held: list[_Column] = []
    for each in breakdown.descriptions:
        if each.by is None:
            continue
        columns = [_Column(each, each.by, group, base) for group, base in each.groups]
        if held and len(held) + len(columns) > most:
            yield tuple(held)
            held = []
        held += columns
        while len(held) > most:
            parts = -(-len(held) // most)  # evenly, so that no table has one lonely column
            size = -(-len(held) // parts)
            yield tuple(held[:size])
            held = held[size:]
    if held or all(each.by is None for each in breakdown.descriptions):
        yield tuple(held)


def _names(columns: Sequence[_Column], taken: Sequence[str], language: str) -> list[str]:
    """Names of groups, with their variable's where two are alike."""
    plain = [in_language(column.group.label, language) or column.group.id for column in columns]
    found: list[str] = []
    for name, column in zip(plain, columns, strict=True):
        if plain.count(name) > 1 or name in taken:
            name = f"{name} ({_label(column.variable, language)})"
        if name in found or name in taken:
            name = f"{column.variable.id}={column.group.id}"
        found.append(name)
    return found


def _base_text(base: int) -> str:
    return f"{base}{MARKED if base < SMALL else ''}"


def _label(variable: Variable, language: str) -> str:
    return in_language(variable.label, language) or variable.id
