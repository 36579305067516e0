"""The words of a matrix, how its numbers read, and what must be said with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from crosscase.study.folder import Study
from crosscase.survey.percent import share_text
from crosscase.synthesis.axes import AXES, CODER
from crosscase.synthesis.counted import counted_words
from crosscase.synthesis.matrices import Matrix

NOTHING = "·"
"""Stands where there is nothing."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "matrix": "Matrise", "code": "Kode", "total": "I alt", "with": "{} med koden", "of": "{} av {}",
        "case": "case", "source": "kilde", "section": "del", "coder": "koder", "speaker": "informant", "role": "rolle",
        "cases": "Caser", "sources": "Kilder", "sections": "Deler", "coders": "Kodere", "speakers": "Informanter",
        "roles": "Roller",
        "count of": "Kodinger: koder etter {}", "sources of": "Kilder med kodinger: koder etter {}",
        "coverage of": "Dekning: koder etter {}", "presence of": "Forekomst: koder etter {}",
        "quotes of": "Sitater: koder etter {}", "grouped": "{}, gruppert etter {}",
        "count": "Tallene er kodinger.", "sources cell": "Tallene er kilder med kodinger.",
        "coverage": "Andelen av informantenes ord som er kodet, hvert ord én gang. Tomt der ingen ord er informanters.",
        "presence": "1 der koden forekommer.",
        "below": "En kode teller med kodene under seg.", "only": "En kode teller uten kodene under seg.",
        "once": "Summene teller hver koding én gang, også der den står i flere celler.",
        "once sources": "Summene teller hver kilde én gang.", "once coverage": "Summene teller hvert ord én gang.",
        "coder words": "En koders andel er av alle informantenes ord i kildene der koderens kodinger teller.",
        "shade": "Jo mørkere, jo høyere tall.",
        "without": "{} av kodingene står ikke i noen av gruppene.", "one without": "1 av kodingene står ikke i noen av gruppene.",
        "unknown": "{} kodinger har en kode som ikke finnes i kodeboken, og er ikke med.",
        "one unknown": "1 koding har en kode som ikke finnes i kodeboken, og er ikke med.",
        "missing": "Uten «{}»: {}.", "no codings": "Ingen av kodene har kodinger her.",
        "no groups": "Det er ingenting å telle etter: ingen grupper.", "no codes": "Det er ingen koder å vise.",
        "no attribute": "Uten verdi", "withheld": "Ord som ikke skal siteres, er utelatt.",
    },
    "en": {
        "matrix": "Matrix", "code": "Code", "total": "Total", "with": "{} with the code", "of": "{} of {}",
        "case": "case", "source": "source", "section": "section", "coder": "coder", "speaker": "informant", "role": "role",
        "cases": "Cases", "sources": "Sources", "sections": "Sections", "coders": "Coders", "speakers": "Informants",
        "roles": "Roles",
        "count of": "Codings: codes by {}", "sources of": "Sources with codings: codes by {}",
        "coverage of": "Coverage: codes by {}", "presence of": "Presence: codes by {}",
        "quotes of": "Quotes: codes by {}", "grouped": "{}, grouped by {}",
        "count": "Numbers are codings.", "sources cell": "Numbers are sources with codings.",
        "coverage": "The share of the informants' words that is coded, each word once. Empty where no words are informants'.",
        "presence": "1 where the code is there.",
        "below": "A code counts with the codes below it.", "only": "A code counts without the codes below it.",
        "once": "Totals count each coding once, also where it is in several cells.",
        "once sources": "Totals count each source once.", "once coverage": "Totals count each word once.",
        "coder words": "A coder's share is of all informants' words in the sources where the coder's codings count.",
        "shade": "The darker, the higher.",
        "without": "{} of the codings are in none of the groups.", "one without": "1 of the codings is in none of the groups.",
        "unknown": "{} codings have a code that the codebook does not have, and are left out.",
        "one unknown": "1 coding has a code that the codebook does not have, and is left out.",
        "missing": "Without “{}”: {}.", "no codings": "None of the codes has codings here.",
        "no groups": "There is nothing to count by: no groups.", "no codes": "There are no codes to show.",
        "no attribute": "Without a value", "withheld": "Words that are not to be quoted are left out.",
    },
}  # fmt: skip


def words_of(language: str) -> Mapping[str, str]:
    """Words in a language: Norwegian for all that is Norwegian, else English."""
    return _WORDS["nb" if language in ("nb", "nn", "no") else "en"]


def value_text(matrix: Matrix, value: float, language: str) -> str:
    """A number of a matrix for reading: `12`, `19,1 %`; a dot for nothing, and nothing where there are no words."""
    if np.isnan(value):
        return ""
    if value == 0:
        return NOTHING
    return share_text(float(value), language, 1) if matrix.is_share else str(int(value))


def axis_word(by: str, language: str) -> str:
    """What is counted by, within a sentence: `case`, `rolle`; an attribute by its name."""
    return words_of(language)[by] if by in AXES else by


def groups_word(by: str, language: str) -> str:
    """What the groups are, as the head of their column: `Caser`; an attribute by its name."""
    return words_of(language)[f"{by}s"] if by in AXES else f"{by[:1].upper()}{by[1:]}"


def caption(matrix: Matrix, language: str, cell: str = "") -> str:
    """What a matrix shows: `Kodinger: koder etter case`.

    Args:
        cell: `quotes` where its cells hold these.
    """
    words = words_of(language)
    found = words[f"{cell or matrix.cell} of"].format(axis_word(matrix.axis.by, language))
    return words["grouped"].format(found, matrix.grouped_by) if matrix.grouped_by else found


def left_out(study: Study, matrix: Matrix, language: str) -> Iterator[str]:
    """What is not in a matrix, each as a sentence; that there is nothing in it comes first."""
    words = words_of(language)
    if not matrix.groups or not len(matrix.codes):
        yield words["no groups" if not matrix.groups else "no codes"]
    elif not matrix.total > 0:
        yield words["no codings"]
    if matrix.without:
        yield _many(words, "without", matrix.without)
    if matrix.unknown:
        yield _many(words, "unknown", matrix.unknown)
    if matrix.missing:
        names = (study.cases[case].name if case in study.cases else case for case in matrix.missing)
        yield words["missing"].format(_attributes(matrix), ", ".join(names))


def notes(study: Study, matrix: Matrix, language: str, *, shaded: bool = True) -> tuple[str, ...]:
    """Everything that must be read with a matrix: what its numbers are, whose codings they count, what is left out.

    Args:
        shaded: its numbers have a shade behind them.
    """
    words = words_of(language)
    found = [words["sources cell" if matrix.cell == "sources" else matrix.cell]]
    found.append(words["below" if matrix.below else "only"])
    if matrix.cell != "presence":
        found.append(words["once" if matrix.cell == "count" else f"once {matrix.cell}"])
    if matrix.is_share and matrix.axis.by == CODER:
        found.append(words["coder words"])
    if shaded and matrix.cell != "presence":
        found.append(words["shade"])
    found.append(counted_words(study, matrix.coders, language))
    return (*found, *left_out(study, matrix, language))


def unlike(names: Iterable[str], instead: Iterable[str]) -> tuple[str, ...]:
    """Names, no two alike: one that stands already gets what it can be told by, else a number.

    Args:
        instead: of each name.
    """
    found: list[str] = []
    for name, other in zip(names, instead, strict=True):
        if name in found and other != name:
            name = f"{name} ({other})"
        made, number = name, 2
        while made in found:
            made, number = f"{name} {number}", number + 1
        found.append(made)
    return tuple(found)


def _many(words: Mapping[str, str], key: str, count: int) -> str:
    return words[f"one {key}"] if count == 1 else words[key].format(count)


def _attributes(matrix: Matrix) -> str:
    """What the cases that are named lack."""
    by = matrix.axis.by
    named = [by] if by not in AXES else [matrix.ordered_by, matrix.grouped_by]
    return ", ".join(dict.fromkeys(name for name in named if name))
