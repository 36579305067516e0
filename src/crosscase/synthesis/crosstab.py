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
from crosscase.synthesis.axes import Axis, axis_of
from crosscase.synthesis.code_choice import chosen_codes
from crosscase.synthesis.codetree import CodeTree
from crosscase.synthesis.frame import Frame, frame_of
from crosscase.synthesis.ranked import in_natural_order
from crosscase.synthesis.spoken import spoken_of

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
        codes, depth: which codes, as of `chosen_codes`; where none are named, those without codings are left out.
        coders: whose codings; where None, in each source those that count.
        below: count each code with all below it.

    Raises:
        StudyError: there is no such attribute, code or coder.
    """
    name = attribute_named(study, attribute)
    frame = frame_of(study, coders)
    chosen = chosen_codes(study, frame.tree, codes, depth)
    axis = axis_of(study, frame, spoken_of(study))
    number = counted_codings(frame, axis, below)
    if not codes:
        chosen = chosen[number[:, chosen].any(axis=0)]
    present = number[:, chosen] > 0
    value_of = [_value(study, group.id, name) for group in axis.groups]
    values = in_natural_order({value for value in value_of if value})
    rows = [[place for place, each in enumerate(value_of) if each == value] for value in values]
    known = [place for place, group in enumerate(axis.groups) if group.id in study.cases]
    without = [place for place in known if not value_of[place]]
    counts = [present[those].sum(axis=0) for those in rows]
    slugs = [group.id for group in axis.groups]
    return Crosstab(
        name, frame.tree, chosen, below, tuple(values), np.array([len(those) for those in rows], np.int64),
        np.array(counts, np.int64).reshape(len(values), len(chosen)).T,
        tuple(tuple(slugs[place] for place in those) for those in rows),
        tuple(slugs[place] for place in without), present[without].sum(axis=0),
        tuple(slugs[place] for place in known if value_of[place] and not number[place].any()),
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


def counted_codings(frame: Frame, axis: Axis, below: bool) -> Ints:
    """How many codings of each code stand in each group.

    Args:
        below: count each code with all below it.

    Returns:
        (groups, codes of the tree).
    """
    has_code = frame.code[axis.row] >= 0
    group, code = axis.group[has_code], frame.code[axis.row][has_code]
    shape = len(axis.groups), len(frame.tree)
    number = np.bincount(group * shape[1] + code, minlength=shape[0] * shape[1]).reshape(shape)
    return frame.tree.upward(number) if below else number


def _value(study: Study, case: str, attribute: str) -> str:
    known = study.cases.get(case)
    return known.attributes.get(attribute, "").strip() if known is not None else ""
