"""Codes that occur together, as they are handed out: a list of pairs or a square, to read and as data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from crosscase.documents.values import Block, Cell, Document, Paragraph, Run, Table, text
from crosscase.reports.synthesis.relation_words import words_of
from crosscase.reports.synthesis.without_pairs import without_pairs
from crosscase.study.folder import Study
from crosscase.survey.percent import number_text
from crosscase.synthesis.cooccurrence import CoOccurrence
from crosscase.synthesis.counted import counted_words
from crosscase.synthesis.heat import SHADES, STEPS, step_of

Measure = Literal["pairs", "c", "jaccard"]
MEASURES: tuple[Measure, ...] = ("pairs", "c", "jaccard")
COLUMNS = (
    "code", "other", "relation", "reach", "pairs", "codings", "other_codings", "c", "jaccard", "overfull",
)  # fmt: skip

_DARK, _LIGHT = "#000000", "#FFFFFF"
_LIGHT_FROM = STEPS - 1  # from this step on dark letters are hard to read
_DECIMALS = 2
_ABREAST = 20  # columns of a square on a page


def pairs_data(found: CoOccurrence, most: int | None = None) -> Table:
    """One row for each two codes that occur together, those with most pairs first; c and Jaccard unrounded.

    Of `inside` codings of `code` lie within those of `other`. A code and one that is counted with it stand in no row.

    Args:
        most: only the first so many.
    """
    rows: list[tuple[Cell, ...]] = []
    for one, other in _ranked(found)[:most]:
        rows.append(
            (
                found.paths[one], found.paths[other], found.relation, found.reach if found.relation == "near" else "",
                int(found.pairs[one, other]), int(found.counts[one]), int(found.counts[other]),
                _number(found.c[one, other]), _number(found.jaccard[one, other]), bool(found.overfull[one, other]),
            )
        )  # fmt: skip
    return Table(COLUMNS, tuple(rows))


def square_data(found: CoOccurrence, measure: Measure) -> Table:
    """A row and a column for each code, and how many codings it has; numbers unrounded."""
    values = {"pairs": found.pairs, "c": found.c, "jaccard": found.jaccard}[measure]
    rows = [
        (path, int(count), *(_number(value) for value in line))
        for path, count, line in zip(found.paths, found.counts, values.tolist(), strict=True)
    ]
    # no path of a code holds a blank
    return Table(("the code", "its codings", *found.paths), tuple(rows))


def pairs_table(
    study: Study, found: CoOccurrence, language: str, most: int | None = None, paths: bool = False
) -> Table:
    """The pairs to read.

    Args:
        most: only the first so many.
        paths: codes by their paths, not by their names.
    """
    words, names = words_of(language), code_names(study, found.paths, language, paths)
    rows: list[tuple[Cell, ...]] = []
    for one, other in _ranked(found)[:most]:
        star = "*" if found.overfull[one, other] else ""
        rows.append(
            (
                names[one], names[other], int(found.pairs[one, other]), int(found.counts[one]),
                int(found.counts[other]), share_text(found.c[one, other], language) + star,
                share_text(found.jaccard[one, other], language),
            )
        )  # fmt: skip
    second = words["with"] if found.is_symmetric else words["inside"]
    columns = (
        words["code"], second, words["pairs"], words["n1"], words["n2"], words["c"], words["jaccard"],
    )  # fmt: skip
    return Table(columns, tuple(rows), words["co-occurrence"], widths=(6, 6, 1.4, 2, 2, 1.4, 1.7))


def square_table(
    study: Study, found: CoOccurrence, measure: Measure, language: str, paths: bool = False
) -> Table:
    """The square to read: columns by the numbers of the rows, cells with a shade by how strong they are."""
    words, names = words_of(language), code_names(study, found.paths, language, paths)
    values = {"pairs": found.pairs, "c": found.c, "jaccard": found.jaccard}[measure]
    apart = [
        [math.nan if nested else value for value, nested in zip(*line, strict=True)]
        for line in zip(values.tolist(), found.nested.tolist(), strict=True)
    ]
    highest = max((value for line in apart for value in line if not math.isnan(value)), default=0.0)
    rows = [
        (
            f"{number} {names[number - 1]}", int(found.counts[number - 1]),
            *(
                _cell(value, step_of(strength, highest), measure, language, bool(star and measure == "c"))
                for value, strength, star in zip(*line, strict=True)
            ),
        )
        for number, line in enumerate(zip(values.tolist(), apart, found.overfull.tolist(), strict=True), 1)
    ]  # fmt: skip
    title = words["co-occurrence"] if measure == "pairs" else f"{words['co-occurrence']}: {words[measure]}"
    columns = (words["code"], words["codings"], *(str(number) for number in range(1, len(names) + 1)))
    return Table(columns, tuple(rows), title, widths=(6, 2.2, *(1.0 for _ in names)))


def cooccurrence_notes(
    study: Study,
    found: CoOccurrence,
    language: str,
    measure: Measure | None = None,
    most: int | None = None,
    *,
    paths: bool = False,
) -> tuple[str, ...]:
    """What must be read with them: whose codings, what a pair is, what the figures mean, what is left out.

    Args:
        measure: of a square; None for the list.
        most, paths: as of `pairs_table`.
    """
    return tuple(_notes(study, found, language, measure, most, paths))


def cooccurrence_document(
    study: Study, found: CoOccurrence, language: str, measure: Measure | None = None, most: int | None = None
) -> Document:
    """The list of pairs, or with a measure the square, under what must be read with it."""
    notes = cooccurrence_notes(study, found, language, measure, most)
    if measure is None:
        tables: tuple[Table, ...] = (pairs_table(study, found, language, most),)
    else:
        tables = in_parts(square_table(study, found, measure, language), 2, _ABREAST)
    return document_of(study, words_of(language)["co-occurrence"], notes, tables, language)


# shared with the other tables of codes


def document_of(
    study: Study, title: str, notes: Iterable[str], tables: Iterable[Table], language: str
) -> Document:
    """A title, what must be read with the tables, and those that have rows; what the title says is no caption too."""
    told: list[Block] = [Paragraph(text(note), "note") for note in notes]
    shown: list[Block] = [
        replace(table, caption="") if table.caption == title else table for table in tables if table.rows
    ]
    notice = study.settings.notice.get(language) or study.settings.notice_shown
    return Document(f"{title}: {study.settings.title}", (*told, *shown), language, notice=notice)


def in_parts(table: Table, first: int, abreast: int) -> tuple[Table, ...]:
    """A table too wide for a page as several, one below the other.

    Args:
        first: so many columns stand in each of them; they are made wider than the others where the table has no widths.
        abreast: so many others stand beside them at most.
    """
    others = range(first, len(table.columns))
    count = -(-len(others) // abreast) or 1
    size = -(-len(others) // count) or 1
    found = []
    for start in range(first, max(len(table.columns), first + 1), size):
        places = (*range(first), *others[start - first : start - first + size])
        widths = tuple(table.widths[place] for place in places) if table.widths else ()
        found.append(
            replace(
                table,
                columns=tuple(table.columns[place] for place in places),
                rows=tuple(tuple(row[place] for place in places) for row in table.rows),
                widths=widths or tuple(3.0 if place < first else 1.9 for place in places),
            )
        )
    return tuple(found)


def code_names(study: Study, paths: Sequence[str], language: str, as_paths: bool = False) -> tuple[str, ...]:
    """Names of codes with those above them, `Barrierer › Kapasitet`; the path after it where two are alike."""
    if as_paths:
        return tuple(paths)
    book = study.codebook
    found: list[str] = []
    for path in paths:
        parts = path.split("/")
        above = ("/".join(parts[:size]) for size in range(1, len(parts) + 1))
        name = " › ".join(book.name(book.by_path[each], language) for each in above)
        found.append(f"{name} ({path})" if name in found else name)
    return tuple(found)


def share_text(value: float, language: str) -> str:
    """A share to two decimals; a dash where there is none."""
    return "–" if math.isnan(value) else number_text(float(value), language, _DECIMALS)


def _notes(
    study: Study, found: CoOccurrence, language: str, measure: Measure | None, most: int | None, paths: bool
) -> Iterator[str]:
    words = words_of(language)
    yield counted_words(study, found.coders, language)
    if not len(found.codes):
        yield words["no codes"]
        return
    relation = "paragraph" if found.reach == "paragraph" else found.relation
    yield words[f"{relation} relation"].format(reach=found.reach)
    listed = _ranked(found)
    if measure in (None, "c"):
        yield words["c means"]
    if measure in (None, "jaccard"):
        yield words[f"{found.unit} unit"]
    if measure == "pairs" and found.is_symmetric:
        yield words["diagonal"]
    if measure in (None, "c") and found.overfull.any():
        yield words["overfull"]
    if found.below:
        yield words["below"]
        if measure is None and found.nested.sum() > len(found.codes):
            yield words["nested"]
    if found.lost:
        yield words["one lost"] if found.lost == 1 else words["lost"].format(found.lost)
    if measure is None and not listed:
        yield words["nobody"]
    if measure is None and (left_out := without_pairs(study, found, language, paths=paths)):
        yield left_out
    if measure is None and most is not None and len(listed) > most:
        yield words["first"].format(most, len(listed))


def _ranked(found: CoOccurrence) -> list[tuple[int, int]]:
    """(one, other) places of codes that occur together and are not counted with one another, most pairs first."""
    pairs, apart = found.pairs.tolist(), found.nested.tolist()
    listed = [
        (one, other)
        for one in range(len(pairs))
        for other in range(one + 1 if found.is_symmetric else 0, len(pairs))
        if pairs[one][other] and not apart[one][other]
    ]
    return sorted(listed, key=lambda each: (-pairs[each[0]][each[1]], each))


def _cell(value: float, step: int, measure: Measure, language: str, star: bool) -> Cell:
    if math.isnan(value):
        return "–" + ("*" if star else "")
    shown = str(int(value)) if measure == "pairs" else share_text(value, language)
    if star or not value:
        return f"{shown}*" if star else (Run("·", number=0),)
    shade = SHADES[step - 1] if step else ""
    color = "" if not step else _LIGHT if step >= _LIGHT_FROM else _DARK
    return (Run(shown, shade=shade, color=color, number=int(value) if measure == "pairs" else float(value)),)


def _number(value: float) -> int | float | None:
    if isinstance(value, int):
        return value
    return None if math.isnan(value) else float(value)
