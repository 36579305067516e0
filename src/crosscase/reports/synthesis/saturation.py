"""Saturation as it is handed out: the codes found with each source or case, in this order and over all."""

from __future__ import annotations

from collections.abc import Iterator

from crosscase.documents.values import Cell, Document, Table
from crosscase.reports.synthesis.relation_words import words_of
from crosscase.reports.synthesis.relations import document_of
from crosscase.study.folder import Study
from crosscase.survey.percent import HARD_SPACE, number_text
from crosscase.synthesis.counted import counted_words
from crosscase.synthesis.saturation import FEW, THRESHOLD, Run, Saturation

COLUMNS = ("place", "id", "label", "date", "codes", "new", "found", "mean", "low", "high", "new_codes")


def saturation_data(found: Saturation) -> Table:
    """One row a unit, in the order; the mean unrounded, and the paths of the codes that are new in it."""
    rows: list[tuple[Cell, ...]] = []
    for place, step in enumerate(found.steps):
        rows.append(
            (
                place + 1, step.id, step.label, step.date, step.has, int(found.new[place]), int(found.found[place]),
                float(found.mean[place]), int(found.low[place]), int(found.high[place]), step.codes,
            )
        )  # fmt: skip
    return Table(COLUMNS, tuple(rows))


def saturation_table(found: Saturation, language: str, ids: bool = False) -> Table:
    """One row a unit to read.

    Args:
        ids: units by their ids, not by their titles and names.
    """
    words = words_of(language)
    rows: list[tuple[Cell, ...]] = []
    for place, step in enumerate(found.steps):
        band = f"{found.low[place]}–{found.high[place]}"
        rows.append(
            (
                place + 1, step.id if ids else step.label, step.date, step.has, int(found.new[place]),
                int(found.found[place]), number_text(float(found.mean[place]), language, 1), band,
            )
        )  # fmt: skip
    named = ("number", found.unit, "date", "in it", "new", "found", "mean", "band")
    title = words["saturation" if found.unit == "source" else "saturation cases"]
    columns = tuple(words[each] for each in named)
    return Table(columns, tuple(rows), title, widths=(1, 5, 2, 2, 1, 1.4, 1.4, 2.4))


def saturation_notes(study: Study, found: Saturation, language: str) -> tuple[str, ...]:
    """What must be read with it: whose codings, which order, what mean and band are, and how little it proves."""
    return tuple(_notes(study, found, language))


def saturation_document(study: Study, found: Saturation, language: str) -> Document:
    """The table under what must be read with it."""
    table = saturation_table(found, language)
    return document_of(study, table.caption, saturation_notes(study, found, language), (table,), language)


def _notes(study: Study, found: Saturation, language: str) -> Iterator[str]:
    words, n = words_of(language), len(found.steps)
    yield counted_words(study, found.coders, language)
    kinds = ", ".join(words[kind] for kind in found.kinds)
    if not n:
        yield words["no units"].format(kinds)
    else:
        yield words["kinds"].format(kinds)
        yield _little(found, language)
        if n > 1:
            yield words["given" if found.given else "by date" if found.by_date else "by id"]
            yield words["mean means"].format(n=n)
            yield words["every" if found.every else "drawn"].format(orders=found.orders, seed=found.seed)
            yield _run(found, language)
    if found.uncoded:
        yield words["left out"].format(", ".join(found.uncoded))


def _little(found: Saturation, language: str) -> str:
    words, n, of_sources = words_of(language), len(found.steps), found.unit == "source"
    if n == 1:
        return words["one source" if of_sources else "one case"]
    if n < FEW:
        return words["few sources" if of_sources else "few cases curve"].format(n=n)
    return words["limits"]


def _run(found: Saturation, language: str) -> str:
    """Base size, run length and new-information threshold of Guest, Namey and Chen, as one sentence."""
    words, n = words_of(language), len(found.steps)
    sizes = {"base": found.base, "run": found.run}
    if n < found.base + found.run:
        return words["run short"].format(**sizes, least=found.base + found.run, n=n)
    reached = found.reached(THRESHOLD)
    shown: Run | None = reached or (found.runs[-1] if found.runs else None)
    if shown is None:
        return words["run empty"].format(**sizes)
    gap = "" if language == "en" else HARD_SPACE
    share = f"{number_text(100 * shown.share, language, 0)}{gap}%"
    span = str(shown.first) if shown.first == shown.last else f"{shown.first}–{shown.last}"
    return words["run reached" if reached else "run not"].format(
        **sizes, span=span, new=shown.new, share=share,
        codes=int(found.found[found.base - 1]),
    )  # fmt: skip
