"""What codings are counted by: cases, an attribute of them, sources, sections, coders, speakers, roles.

A group holds codings, and stretches of informants' words. A coding that touches the words of two speakers stands in
both of their groups. Open answers belong to no case but through who wrote them: by case, and by an attribute of cases,
they stand under the case whose respondent wrote them, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from crosscase.study.folder import Study
from crosscase.study.model import OPEN_ANSWERS, Case, Speaker
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.study.structure import role_of
from crosscase.study.yaml_in import shown
from crosscase.synthesis.frame import Frame
from crosscase.synthesis.passages import case_of, respondents, section_title, speakers_touched
from crosscase.synthesis.ranked import in_natural_order
from crosscase.synthesis.spoken import Spoken

Ints = NDArray[np.int64]

CODER = "coder"
AXES = ("case", "source", "section", CODER, "speaker", "role")
"""What there is in every study; beside them the attributes of its cases."""


@dataclass(frozen=True, slots=True)
class AxisGroup:
    """One group.

    Attributes:
        id: a slug, name or value; unique in its axis.
        label: as people read it.
        under: the value by which the group is grouped with others; empty where groups are not.
    """

    id: str
    label: str
    under: str = ""


@dataclass(frozen=True, eq=False)
class Axis:
    """The groups of an axis, and what is in them.

    Attributes:
        by: one of `AXES`, or an attribute of cases.
        row, group: of equal length: row of the frame, and place of a group it stands in.
        stretch: place of the group that each stretch of words is in; -1 for none. Empty for coders, whose words are
            nobody's.
        without: how many codings stand in no group.
        missing: ids of cases without the attribute; of other axes none.
    """

    by: str
    groups: tuple[AxisGroup, ...]
    row: Ints
    group: Ints
    stretch: Ints
    without: int
    missing: tuple[str, ...] = ()


def known_axes(study: Study) -> tuple[str, ...]:
    """Everything that codings of this study can be counted by."""
    attributes = dict.fromkeys(name for case in study.cases.values() for name in case.attributes)
    return (*AXES, *(name for name in attributes if name not in AXES))


def axis_of(study: Study, frame: Frame, spoken: Spoken, by: str = "case") -> Axis:
    """The groups of an axis with what is in them.

    Groups stand in the order of the study (cases, sources, coders), as they first come (sections, speakers, roles), or
    by value, numbers by size (attributes). Every case and source has its group, also without codings.

    Raises:
        StudyError: there is no such axis; says the nearest.
    """
    making = _Making(study, frame, spoken)
    if by in AXES:
        return making.axes[by]()
    attributes = [name for name in known_axes(study) if name not in AXES]
    name = next((each for each in attributes if each.casefold() == by.casefold()), None)
    if name is None:
        known = known_axes(study)
        guess = nearest(by, known)
        hint = f"did you mean {guess}?" if guess is not None else f"there are {', '.join(known)}"
        raise StudyError(f"nothing can be counted by {shown(by)}; {hint}")
    return making.by_attribute(name)


def ordered(axis: Axis, places: Sequence[int], under: Sequence[str] = ()) -> Axis:
    """The axis with its groups in another order.

    Args:
        places: of all groups, or of some (the others are left out).
        under: what each of them is grouped under, in that order; empty where they are not grouped.
    """
    to = np.full(len(axis.groups) + 1, -1, np.int64)  # the last for what is in no group
    to[np.asarray(places, np.int64)] = np.arange(len(places))
    group = to[axis.group]
    kept = group >= 0
    groups = tuple(
        replace(axis.groups[place], under=under[at] if under else "") for at, place in enumerate(places)
    )
    return replace(axis, groups=groups, row=axis.row[kept], group=group[kept], stretch=to[axis.stretch])


def groups_under(study: Study, axis: Axis, attribute: str) -> Axis:
    """The axis of cases with its groups put together by an attribute, those without it last (case-ordered display).

    Raises:
        StudyError: the groups are no cases, or no case has such an attribute.
    """
    name = attribute_named(study, axis, attribute)
    values = [_value(study.cases.get(group.id), name) for group in axis.groups]
    places = sorted(range(len(values)), key=ranks_by(study, axis, attribute).__getitem__)
    return ordered(axis, places, [values[place] for place in places])


def ranks_by(study: Study, axis: Axis, attribute: str) -> list[int]:
    """Where each case stands by an attribute, numbers by size, alike for equal values; as many as there are cases for one
    without it.

    Raises:
        StudyError: as `groups_under`.
    """
    name = attribute_named(study, axis, attribute)
    values = [_value(study.cases.get(group.id), name) for group in axis.groups]
    ranks = {value: rank for rank, value in enumerate(in_natural_order({value for value in values if value}))}
    return [ranks.get(value, len(values)) for value in values]


def attribute_named(study: Study, axis: Axis, attribute: str) -> str:
    """An attribute that cases can be ordered and grouped by, as the study writes it; raises as `groups_under`."""
    if axis.by != "case":
        raise StudyError(f"only cases can be grouped by an attribute, and these are by {axis.by}")
    names = dict.fromkeys(name for case in study.cases.values() for name in case.attributes)
    name = next((each for each in names if each.casefold() == attribute.casefold()), None)
    if name is None:
        guess = nearest(attribute, names)
        there = f"there are {', '.join(names)}" if names else "cases have none"
        raise StudyError(
            f"no case has an attribute {shown(attribute)}; {f'did you mean {guess}?' if guess else there}"
        )
    return name


class _Making:
    def __init__(self, study: Study, frame: Frame, spoken: Spoken) -> None:
        self._study = study
        self._frame = frame
        self._spoken = spoken
        self.axes: Mapping[str, Callable[[], Axis]] = {
            "case": self._by_case, "source": self._by_source, "section": self._by_section, CODER: self._by_coder,
            "speaker": self._by_speaker, "role": self._by_role,
        }  # fmt: skip

    # of the source, and of who wrote an open answer

    def _by_case(self) -> Axis:
        gone = (case_of(source) for source in self._frame.sources)
        cases = dict.fromkeys([*self._study.cases, *(case for case in gone if case)])
        groups = [AxisGroup(case, self._name(case)) for case in cases]
        places = {case: (place,) for place, case in enumerate(cases)}
        return self._of_cases("case", groups, lambda case: places.get(case, ()))

    def by_attribute(self, name: str) -> Axis:
        values = {case.id: _value(case, name) for case in self._study.cases.values()}
        there = in_natural_order({value for value in values.values() if value})
        places = {value: (place,) for place, value in enumerate(there)}
        groups = [AxisGroup(value, value) for value in there]
        axis = self._of_cases(name, groups, lambda case: places.get(values.get(case, ""), ()))
        return replace(axis, missing=tuple(case for case, value in values.items() if not value))

    def _of_cases(
        self, by: str, groups: Iterable[AxisGroup], places: Callable[[str], tuple[int, ...]]
    ) -> Axis:
        whose = respondents(self._study)
        per_source = [places(case_of(source)) for source in self._frame.sources]
        open_answers = {place for place, source in enumerate(self._frame.sources) if not case_of(source)}

        def of_row(row: int) -> tuple[int, ...]:
            cases = (whose.get(name, "") for name in self._names(row))
            return tuple(dict.fromkeys(place for case in cases if case for place in places(case)))

        stretches = []
        for source, speaker in self._stretches():
            case = case_of(source) or whose.get(speaker, "")
            stretches.append(next(iter(places(case)), -1) if case else -1)
        row, group = self._members(per_source, open_answers, of_row)
        return self._axis(by, groups, row, group, stretches)

    def _by_source(self) -> Axis:
        sources = dict.fromkeys([*self._study.sources, *self._frame.sources])
        groups = [AxisGroup(source, source) for source in sources]
        places = {source: (place,) for place, source in enumerate(sources)}
        row, group = self._members([places[source] for source in self._frame.sources])
        return self._axis("source", groups, row, group, [places[s][0] for s, _ in self._stretches()])

    # of the words

    def _by_section(self) -> Axis:
        return self._found("section", self._section, lambda source, speaker, title: title)

    def _by_speaker(self) -> Axis:
        # I1 of one case is not I1 of another; notes of one meeting share their speakers
        def ids(row: int) -> tuple[str, ...]:
            source = self._frame.sources[self._frame.source[row]]
            return tuple(
                _speaker_id(source, name) for name in self._names(row) if self._is_heard(source, name)
            )

        def of_stretch(source: str, speaker: str, title: str) -> str:
            return _speaker_id(source, speaker) if speaker else ""

        return self._found("speaker", ids, of_stretch)

    def _by_role(self) -> Axis:
        def of_stretch(source: str, speaker: str, title: str) -> str:
            listed = self._study.sources[source].speakers
            return next((role_of(each) for each in listed if each.name == speaker), "")

        return self._found("role", lambda row: tuple(map(role_of, self._speakers(row))), of_stretch)

    def _by_coder(self) -> Axis:
        there = np.unique(self._frame.coder)
        names = {coder.id: coder.name for coder in self._study.settings.coders}
        groups = [
            AxisGroup(coder, names.get(coder) or coder) for coder in (self._frame.coders[p] for p in there)
        ]
        places = np.full(len(self._frame.coders), -1, np.int64)
        places[there] = np.arange(len(there))
        return self._axis(CODER, groups, np.arange(len(self._frame)), places[self._frame.coder], [])

    def _found(
        self, by: str, ids_of: Callable[[int], tuple[str, ...]], of_stretch: Callable[[str, str, str], str]
    ) -> Axis:
        """An axis whose groups are whatever the words are found to be of."""
        ids: dict[str, int] = {}
        stretches = [
            ids.setdefault(found, len(ids)) if (found := of_stretch(source, speaker, title)) else -1
            for (source, speaker), title in zip(self._stretches(), self._spoken.stretch_section, strict=True)
        ]
        rows: list[int] = []
        group: list[int] = []
        for row in range(len(self._frame)):
            for found in dict.fromkeys(ids_of(row)):
                if found:
                    rows.append(row)
                    group.append(ids.setdefault(found, len(ids)))
        groups = [AxisGroup(found, found) for found in ids]
        return self._axis(by, groups, np.array(rows, np.int64), np.array(group, np.int64), stretches)

    # what a coding touches

    def _section(self, row: int) -> tuple[str, ...]:
        chosen = self._frame.universe
        assert chosen is not None
        source = self._study.sources.get(self._frame.sources[self._frame.source[row]])
        return (section_title(self._study, source, chosen.codings[self._frame.place[row]]),)

    def _speakers(self, row: int) -> tuple[Speaker, ...]:
        chosen = self._frame.universe
        assert chosen is not None
        source = self._study.sources.get(self._frame.sources[self._frame.source[row]])
        return speakers_touched(self._study, source, chosen.codings[self._frame.place[row]])

    def _names(self, row: int) -> tuple[str, ...]:
        assert self._frame.universe is not None
        return self._frame.universe.passage(int(self._frame.place[row])).speakers

    def _is_heard(self, source_id: str, name: str) -> bool:
        source = self._study.sources.get(source_id)
        if source is None or source.kind == OPEN_ANSWERS:
            return source is not None
        return any(each.name == name and not each.is_interviewer for each in source.speakers)

    def _stretches(self) -> list[tuple[str, str]]:
        sources = (self._spoken.sources[place] for place in self._spoken.stretch_source)
        return list(zip(sources, self._spoken.stretch_speaker, strict=True))

    def _name(self, case: str) -> str:
        known = self._study.cases.get(case)
        return known.name if known is not None else case

    def _members(
        self,
        per_source: Sequence[tuple[int, ...]],
        one_by_one: Iterable[int] = (),
        of_row: Callable[[int], tuple[int, ...]] = lambda row: (),
    ) -> tuple[Ints, Ints]:
        """Rows and their groups: by source, but for the codings of some sources, which are asked one by one."""
        single = np.array([places[0] if places else -1 for places in per_source], np.int64)
        group = single[self._frame.source] if len(single) else np.zeros(0, np.int64)
        row = np.flatnonzero(group >= 0)
        asked = np.flatnonzero(np.isin(self._frame.source, list(one_by_one)))
        more = [(int(each), place) for each in asked for place in of_row(int(each))]
        if not more:
            return row, group[row]
        added = np.array(more, np.int64)
        return np.concatenate([row, added[:, 0]]), np.concatenate([group[row], added[:, 1]])

    def _axis(
        self, by: str, groups: Iterable[AxisGroup], row: Ints, group: Ints, stretches: Sequence[int]
    ) -> Axis:
        without = len(self._frame) - len(np.unique(row))
        return Axis(by, tuple(groups), row, group, np.array(stretches, np.int64), without)


def _speaker_id(source_id: str, name: str) -> str:
    return f"{case_of(source_id) or source_id}/{name}"


def _value(case: Case | None, attribute: str) -> str:
    return case.attributes.get(attribute, "").strip() if case is not None else ""
