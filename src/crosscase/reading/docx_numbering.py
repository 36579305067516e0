"""The labels of lists in a Word file: `1.`, `a)`, `2.3`, a bullet. The file holds rules, not labels: they are counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crosscase.reading.docx_package import W
from crosscase.reading.docx_styles import NumberedBy, value, whole
from crosscase.reading.numerals import BULLET, LONGEST, numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int
    legal: bool


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    style: str = ""
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the lists of one file, paragraph by paragraph in the order of the text."""

    def __init__(self, root: _Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for one in root.iterchildren(W + "abstractNum"):
            levels = {whole(level.get(W + "ilvl")): _level(level) for level in one.iterchildren(W + "lvl")}
            self._lists[one.get(W + "abstractNumId", "")] = _List(levels, value(one, "numStyleLink") or "")
        linked = {
            link: one.get(W + "abstractNumId", "")
            for one in root.iterchildren(W + "abstractNum")
            if (link := value(one, "styleLink"))
        }
        for number in root.iterchildren(W + "num"):
            name = number.get(W + "numId", "")
            abstract = value(number, "abstractNumId") or ""
            style = self._lists[abstract].style if abstract in self._lists else ""
            self._numbers[name] = linked.get(style, abstract)
            self._starts[name] = {
                whole(one.get(W + "ilvl")): whole(start, 1)
                for one in number.iterchildren(W + "lvlOverride")
                if (start := value(one, "startOverride")) is not None
            }

    def label(self, numbered: NumberedBy) -> str:
        """The label of the next paragraph of a list; `-` for a bullet, empty where it has none."""
        found = self._lists.get(self._numbers.get(numbered.list, ""))
        if found is None:
            return ""
        level = found.levels.get(numbered.level)
        if level is None:
            return BULLET
        starts = self._starts.get(numbered.list, {})
        if starts:  # what begins anew does so at its first paragraph
            for place in starts:
                found.counts.pop(place, None)
            self._starts[numbered.list] = {}
        start = starts.get(numbered.level, level.start)
        found.counts[numbered.level] = found.counts.get(numbered.level, start - 1) + 1
        for deeper in [place for place in found.counts if place > numbered.level]:
            del found.counts[deeper]
        if level.form == "bullet":
            return BULLET if level.text.strip() else ""
        if level.form == "none":
            return ""
        return _PLACE.sub(lambda place: _counted(found, int(place[1]) - 1, level.legal), level.text)[:LONGEST]


def _level(level: _Element) -> _Level:
    legal = level.find(W + "isLgl") is not None
    start = whole(value(level, "start"), 1)
    return _Level(
        value(level, "numFmt") or "decimal", (value(level, "lvlText") or "")[:LONGEST], start, legal
    )


def _counted(of: _List, place: int, legal: bool) -> str:
    level = of.levels.get(place)
    if level is None:
        return ""
    return numeral(of.counts.get(place, level.start), "decimal" if legal else level.form)
