"""One row a case, one column a code: tables for statistics elsewhere, with a codebook of their columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal, TypeVar

from crosscase.study.folder import Study
from crosscase.study.ids import slugify
from crosscase.study.problems import StudyError
from crosscase.study.query_values import number, two_numbers
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown
from crosscase.synthesis.matrices import matrix

T = TypeVar("T", bound=str)
Value = str | int | float | None
Kind = Literal["presence", "count"]
Naming = Literal["path", "short"]
What = Literal["case", "name", "respondent", "attribute", "code"]

KINDS: tuple[Kind, ...] = ("presence", "count")
NAMINGS: tuple[Naming, ...] = ("path", "short")
LONGEST = 64
"""Characters of a short name: the most that SPSS takes."""

_NOUGHT = re.compile(r"[-\u2212]?0\d")

# words that SPSS or R keep for themselves, in lower case
_KEPT = frozenset(
    (
        "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with", "if", "else", "repeat",
        "while", "function", "for", "next", "break", "true", "false", "null", "inf", "nan", "na", "in",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: unique, also where upper and lower case are the same.
        what: what stands in it; of: the attribute's name, or the code's path; empty elsewhere.
        label: the code's name in the study's language; empty elsewhere.
        is_number: of an attribute, whether all its values are numbers, without a nought before them.
    """

    name: str
    what: What
    of: str = ""
    label: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class CaseTable:
    """One row a case, in the order of the study.

    Attributes:
        kind: `presence` for 0 and 1, `count` for how many codings.
        below: whether each code counts with all below it.
        columns: of `rows`; rows: texts, numbers under codes and where attributes are numbers, and None where a case
            lacks such a one.
        uncoded: slugs of cases without any coding that counts: their zeros say only that.
        coders: whose codings, as they were asked for; None for those that count.
    """

    kind: Kind
    below: bool
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    uncoded: tuple[str, ...]
    coders: tuple[str, ...] | None


def case_table(
    study: Study,
    kind: str = "presence",
    codes: Collection[str] = (),
    below: bool = True,
    coders: Collection[str] | None = None,
    attributes: bool = True,
    names: str = "path",
    depth: int | None = None,
) -> CaseTable:
    """A row a case: slug, name, respondent, attributes, then a column for each code, also for those without codings.

    Codings count as in a crosstab: also where their words are lost, and open answers for the case whose respondent
    wrote them.

    Args:
        kind: one of `KINDS`.
        codes, depth: which codes, as of `matrix`.
        below: count each code with all below it.
        coders: whose codings; where None, in each source those that count.
        attributes: with the attributes of cases.
        names: `path` names columns by path; `short` by letters, digits and `_`, at most 64, as SPSS and R take them.

    Raises:
        StudyError: there is no such kind, naming, code or coder.
    """
    wanted = _one_of(kind, KINDS, "kind of table")
    naming = _one_of(names, NAMINGS, "kind of names")
    found = matrix(study, codes=tuple(codes), below=below, coders=coders, depth=depth)
    coded = matrix(study, coders=coders).row_totals > 0
    cells = found.values if wanted == "count" else (found.values > 0).astype(int)
    listed = list(dict.fromkeys(name for case in study.cases.values() for name in case.attributes))
    kept = listed if attributes else []
    numeric = {name for name in kept if _are_numbers(study, name)}
    rows: list[tuple[Value, ...]] = []
    for group, numbers in zip(found.groups, cells.tolist(), strict=True):
        case = study.cases.get(group.id)
        texts = [(name, case.attributes.get(name, "") if case is not None else "") for name in kept]
        values = (_number(each) if name in numeric else each for name, each in texts)
        rows.append((group.id, group.label, case.respondent if case is not None else "", *values, *numbers))
    uncoded = tuple(group.id for group, has in zip(found.groups, coded, strict=True) if not has)
    columns = _columns(study, kept, numeric, found.paths, naming)
    return CaseTable(wanted, below, columns, tuple(rows), uncoded, None if coders is None else tuple(coders))


def _are_numbers(study: Study, attribute: str) -> bool:
    values = [value for case in study.cases.values() if (value := case.attributes.get(attribute, "").strip())]
    # 0301 names a municipality, and 50.000 is 50 to some and 50000 to others
    return bool(values) and all(
        number(value) is not None and not _NOUGHT.match(value) and two_numbers(value) is None
        for value in values
    )


def _number(text: str) -> int | float | None:
    found = number(text)
    if found is None:
        return None
    return int(found) if found == found.to_integral_value() else float(found)


def _columns(
    study: Study, attributes: Iterable[str], numeric: Collection[str], paths: Iterable[str], naming: Naming
) -> tuple[Column, ...]:
    book, language = study.codebook, study.settings.language
    found: list[Column] = []
    taken: set[str] = set()

    def add(what: What, of: str = "", label: str = "", is_number: bool = False) -> None:
        named = _short_names if naming == "short" else _whole_names
        name = next(name for name in named(of or what, what) if name.casefold() not in taken)
        taken.add(name.casefold())
        found.append(Column(name, what, of, label, is_number))

    add("case")
    add("name")
    add("respondent")
    for attribute in attributes:
        add("attribute", attribute, is_number=attribute in numeric)
    for path in paths:
        code = book.resolve(path)
        add("code", path, book.name(code, language) if code is not None else "")
    return tuple(found)


def _whole_names(name: str, what: What) -> Iterator[str]:
    yield name
    yield f"{name} ({what})"
    for at in count(2):
        yield f"{name} ({what} {at})"


def _short_names(name: str, what: What) -> Iterator[str]:
    plain = "_".join(slugify(part).replace("-", "_") for part in name.split("/"))
    plain = plain if plain[:1].isalpha() else f"v_{plain}"
    plain = plain[:LONGEST].rstrip("_")
    if plain not in _KEPT:
        yield plain
    for at in count(2):
        ending = f"_{at}"
        yield plain[: LONGEST - len(ending)].rstrip("_") + ending


def _one_of(word: str, known: tuple[T, ...], what: str) -> T:
    for each in known:
        if each == word:
            return each
    guess = nearest(word, known)
    hint = f"did you mean {guess}?" if guess is not None else f"there are {', '.join(known)}"
    raise StudyError(f"there is no {what} {shown(word)}; {hint}")
