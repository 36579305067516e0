"""Codes by an attribute of cases, in counts of cases: 3 of the 5 cases with this value have the code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown
from crosscase.synthesis.codetree import CodeTree
from crosscase.synthesis.matrices import matrix
from crosscase.synthesis.ranked import in_natural_order

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Crosstab:
    """In how many cases each code is found, by the value of an attribute; C codes, V values.

    A case has a code when one of its codings that count has it, words lost or not. Open answers count for the case
    whose respondent wrote them.

    Attributes:
        attribute: its name as the cases have it.
        tree: of the codes; codes: places in it of those shown, depth first.
        below: whether each code counts with all below it.
        values: of the attribute, numbers by size; cases: how many cases have each, (V,).
        counts: cases with the value and the code, (C, V).
        members: for each value the slugs of its cases.
        missing: slugs of cases without the attribute; missing_counts: how many of them have each code, (C,).
        uncoded: slugs of cases with the attribute and without any coding that counts.
        coders: whose codings, as they were asked for; None for those that count.
    """

    attribute: str
    tree: CodeTree
    codes: Ints
    below: bool
    values: tuple[str, ...]
    cases: Ints
    counts: Ints
    members: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...]
    missing_counts: Ints
    uncoded: tuple[str, ...]
    coders: tuple[str, ...] | None

    @property
    def paths(self) -> tuple[str, ...]:
        """Of the codes shown."""
        return tuple(self.tree.paths[place] for place in self.codes)


def crosstab(
    study: Study,
    attribute: str,
    codes: Collection[str] = (),
    coders: Collection[str] | None = None,
    below: bool = True,
    depth: int | None = None,
) -> Crosstab:
    """In how many cases each code is found, by the value of an attribute.

    Args:
        codes, depth: which codes, as of `matrix`; where none are named, those without codings are left out.
        coders: whose codings; where None, in each source those that count.
        below: count each code with all below it.

    Raises:
        StudyError: there is no such attribute, code or coder.
    """
    name = attribute_named(study, attribute)
    found = matrix(study, codes=tuple(codes), below=below, coders=coders, depth=depth)
    any_coding = matrix(study, coders=coders).row_totals > 0
    shown_too = np.flatnonzero(found.values.any(axis=0)) if not codes else np.arange(len(found.codes))
    present = found.values[:, shown_too] > 0
    value_of = [_value(study, group.id, name) for group in found.groups]
    values = in_natural_order({value for value in value_of if value})
    rows = [[place for place, each in enumerate(value_of) if each == value] for value in values]
    known = [place for place, group in enumerate(found.groups) if group.id in study.cases]
    without = [place for place in known if not value_of[place]]
    counts = [present[those].sum(axis=0) for those in rows]
    slugs = [group.id for group in found.groups]
    return Crosstab(
        name, found.tree, found.codes[shown_too], below, tuple(values),
        np.array([len(those) for those in rows], np.int64),
        np.array(counts, np.int64).reshape(len(values), len(shown_too)).T,
        tuple(tuple(slugs[place] for place in those) for those in rows),
        tuple(slugs[place] for place in without), present[without].sum(axis=0),
        tuple(slugs[place] for place in known if value_of[place] and not any_coding[place]),
        None if coders is None else tuple(coders),
    )  # fmt: skip


def attribute_named(study: Study, word: str) -> str:
    """An attribute as some case has it, whatever its case; raises StudyError with the nearest one."""
    names = dict.fromkeys(name for case in study.cases.values() for name in case.attributes)
    exact = [name for name in names if name == word]
    found = exact or [name for name in names if name.casefold() == word.casefold()]
    if found:
        return found[0]
    if not names:
        raise StudyError("no case has any attributes; write them in cases/, or see crosscase case import")
    guess = nearest(word, names)
    hint = f"did you mean {guess}?" if guess is not None else f"there are {', '.join(names)}"
    raise StudyError(f"no case has an attribute {shown(word)}; {hint}")


def _value(study: Study, case: str, attribute: str) -> str:
    known = study.cases.get(case)
    return known.attributes.get(attribute, "").strip() if known is not None else ""
