"""Codes by an attribute of cases, and tables with a row a case, as they are handed out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crosscase.documents.values import Cell, Document, Table
from crosscase.reports.synthesis.relation_words import words_of
from crosscase.reports.synthesis.relations import code_names, document_of, in_parts
from crosscase.study.folder import Study
from crosscase.synthesis.case_tables import CaseTable
from crosscase.synthesis.counted import counted_words
from crosscase.synthesis.crosstab import Crosstab

COLUMNS = ("code", "attribute", "value", "cases_with", "cases", "which")

_ABREAST = 6  # values or cases on a page
_FEW = 30  # cases; from here on the text no longer says that they are few


def crosstab_data(found: Crosstab) -> Table:
    """One row for each code and value, with the slugs of the cases that have the value.

    Cases without the attribute stand under an empty value.
    """
    rows: list[tuple[Cell, ...]] = []
    for path, counts, without in zip(found.paths, found.counts, found.missing_counts, strict=True):
        for value, number, cases, members in zip(
            found.values, counts, found.cases, found.members, strict=True
        ):
            rows.append((path, found.attribute, value, int(number), int(cases), members))
        if found.missing:
            rows.append((path, found.attribute, "", int(without), len(found.missing), found.missing))
    return Table(COLUMNS, tuple(rows))


def crosstab_table(study: Study, found: Crosstab, language: str, paths: bool = False) -> Table:
    """A row a code, a column a value: `3 of 5`, and never a percent.

    Args:
        paths: codes by their paths, not by their names.
    """
    words, names = words_of(language), code_names(study, found.paths, language, paths)
    columns = [words["code"]]
    for value in (*found.values, *([words["without value"]] if found.missing else [])):
        # a value may be called as another column is
        columns.append(value if value not in columns else f"{found.attribute}: {value}")
    rows: list[tuple[Cell, ...]] = []
    for name, counts, without in zip(names, found.counts, found.missing_counts, strict=True):
        cells = [words["of"].format(number, cases) for number, cases in zip(counts, found.cases, strict=True)]
        more = [words["of"].format(without, len(found.missing))] if found.missing else []
        rows.append((name, *cells, *more))
    return Table(tuple(columns), tuple(rows), words["crosstab"].format(found.attribute))


def crosstab_notes(study: Study, found: Crosstab, language: str) -> tuple[str, ...]:
    """What must be read with it: whose codings, what a cell says, which cases are not in it."""
    return tuple(_crosstab_notes(study, found, language))


def crosstab_document(study: Study, found: Crosstab, language: str) -> Document:
    """The table under what must be read with it."""
    title = words_of(language)["crosstab"].format(found.attribute)
    notes = crosstab_notes(study, found, language)
    tables = in_parts(crosstab_table(study, found, language), 1, _ABREAST)
    return document_of(study, title, notes, tables, language)


def case_table_table(found: CaseTable, language: str) -> Table:
    """The table itself, whole numbers under the codes."""
    names = tuple(column.name for column in found.columns)
    return Table(names, found.rows, words_of(language)["case table"])


def case_codebook(found: CaseTable, language: str) -> Table:
    """What each column is."""
    words = words_of(language)
    rows: list[tuple[Cell, ...]] = []
    for column in found.columns:
        key = found.kind if column.what == "code" else "number" if column.is_number else column.what
        rows.append((column.name, words[f"what {key}"], column.of, column.label))
    columns = (words["column"], words["what"], words["of what"], words["label"])
    return Table(columns, tuple(rows), words["columns"], widths=(3, 2, 3, 3))


def case_table_notes(study: Study, found: CaseTable, language: str) -> tuple[str, ...]:
    """What must be read with it: whose codings, what the numbers are, which zeros say nothing."""
    words = words_of(language)
    told = [counted_words(study, found.coders, language), words[found.kind]]
    if found.below:
        told.append(words["below"])
    if found.uncoded:
        told.append(words["uncoded"].format(", ".join(found.uncoded)))
    return tuple(told)


def case_table_sheets(study: Study, found: CaseTable, language: str) -> Document:
    """The table with what must be read with it, and what its columns are: a sheet each in Excel."""
    note = " ".join(case_table_notes(study, found, language))
    tables = (replace(case_table_table(found, language), note=note), case_codebook(found, language))
    return document_of(study, words_of(language)["case table"], (), tables, language)


def case_table_document(study: Study, found: CaseTable, language: str) -> Document:
    """The table turned round to be read: a column a case, a row an attribute or code."""
    words = words_of(language)
    names: list[str] = []
    for slug, name, *_ in found.rows:
        names.append(f"{name} ({slug})" if name in (*names, words["of what"]) else str(name))
    codes = [column.of for column in found.columns if column.what == "code"]
    called = dict(zip(codes, code_names(study, codes, language), strict=True))
    rows: list[tuple[Cell, ...]] = []
    for column, values in zip(found.columns, zip(*found.rows, strict=True), strict=False):
        if column.what in ("respondent", "attribute", "code"):
            head = called[column.of] if column.what == "code" else column.of or words["respondent"]
            rows.append((head, *values))
    tables = in_parts(Table((words["of what"], *names), tuple(rows), words["case table"]), 1, _ABREAST)
    notes = case_table_notes(study, found, language)
    return document_of(study, words["case table"], notes, tables, language)


def _crosstab_notes(study: Study, found: Crosstab, language: str) -> Iterator[str]:
    words = words_of(language)
    yield counted_words(study, found.coders, language)
    if not len(found.codes):
        yield words["no codes"]
        return
    yield words["crosstab means"] if found.values else words["no values"]
    if found.below:
        yield words["below"]
    if cases := int(found.cases.sum()):
        few = "one case few" if cases == 1 else "few cases"
        yield words[few].format(cases) if cases < _FEW else words["no test"]
    if found.missing:
        yield words["missing"].format(attribute=found.attribute, cases=", ".join(found.missing))
    if found.uncoded:
        yield words["uncoded"].format(", ".join(found.uncoded))
