"""What the styles of a Word file say about a paragraph: a heading's level, a list, bold, the size of its letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crosscase.reading.docx_package import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = ("0", "false", "off", "none")
_LARGEST_NUMBER = 1_000_000
# Word itself writes English names, other programs the names of their own language
_HEADING = re.compile(
    r"(?:heading|header|overskrift|rubrik|otsikko|fyrirsögn|überschrift|titre|título|titolo|kop|nagłówek)"
    r"[ _]?([1-9])",
    re.IGNORECASE,
)
_TITLES = ("title", "tittel", "titel", "otsikko")


@dataclass(frozen=True, slots=True)
class NumberedBy:
    """Which list a paragraph belongs to and how deep in it, from 0; an empty list is none."""

    list: str
    level: int


@dataclass(frozen=True, slots=True)
class Look:
    """How letters are set: each None or 0 where nothing is said."""

    bold: bool | None = None
    size: float = 0.0
    font: str = ""
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    outline: int | None
    numbered: NumberedBy | None
    look: Look


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it takes from those it is based on.

    Attributes:
        level: of a heading, from 1; 0 where it is none.
        title: whether it is the title of the document.
        contents: whether it is a line of a table of contents.
    """

    level: int = 0
    title: bool = False
    contents: bool = False
    numbered: NumberedBy | None = None
    look: Look = Look()


def value(parent: _Element | None, tag: str) -> str | None:
    """What a property says; empty where it stands without a value, None where it does not stand there."""
    found = parent.find(W + tag) if parent is not None else None
    return found.get(W + "val", "") if found is not None else None


def switch(parent: _Element | None, tag: str) -> bool | None:
    """Whether a property is on; None where nothing is said."""
    word = value(parent, tag)
    return None if word is None else word not in _OFF


def whole(word: str | None, otherwise: int = 0) -> int:
    """A whole number as files write it, within bounds."""
    if word is None or len(word) > 9:
        return otherwise
    try:
        return max(-_LARGEST_NUMBER, min(int(word), _LARGEST_NUMBER))
    except ValueError:
        return otherwise


def look_of(properties: _Element | None) -> Look:
    """How a run's own properties set it."""
    if properties is None:
        return Look()
    fonts = properties.find(W + "rFonts")
    font = (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "") if fonts is not None else ""
    size = whole(value(properties, "sz")) / 2
    return Look(switch(properties, "b"), size, font, switch(properties, "vanish"))


def numbered_by(properties: _Element | None) -> NumberedBy | None:
    """The list that a paragraph's properties name; None where they name none."""
    found = properties.find(W + "numPr") if properties is not None else None
    if found is None:
        return None
    number = value(found, "numId") or ""
    return NumberedBy("" if number == "0" else number, min(max(whole(value(found, "ilvl")), 0), 8))


def outline_of(properties: _Element | None) -> int | None:
    """The level in the outline from 1; 0 for a line of text, None where nothing is said."""
    word = value(properties, "outlineLvl")
    if word is None:
        return None
    level = whole(word, 9)
    return level + 1 if 0 <= level < 9 else 0


class Styles:
    """The styles of one file, looked up by their ids."""

    def __init__(self, root: _Element | None) -> None:
        self._own: dict[str, _Style] = {}
        self._whole: dict[str, Style] = {}
        self.standard = ""
        self.size = 10.0
        if root is not None:
            for style in root.iterchildren(W + "style"):
                self._read(style)
            defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
            self.size = look_of(defaults).size or self.size

    def _read(self, style: _Element) -> None:
        name = style.get(W + "styleId", "")
        properties = style.find(W + "pPr")
        self._own[name] = _Style(
            value(style, "name") or name, value(style, "basedOn") or "", outline_of(properties),
            numbered_by(properties), look_of(style.find(W + "rPr")),
        )  # fmt: skip
        if style.get(W + "type") == "paragraph" and style.get(W + "default", "0") not in _OFF:
            self.standard = name

    def style(self, name: str) -> Style:
        """A style by its id; one that says nothing where there is none."""
        if (found := self._whole.get(name)) is None:
            found = self._whole[name] = self._made(name)
        return found

    def _chain(self, name: str) -> Iterator[_Style]:
        seen: set[str] = set()
        while name in self._own and name not in seen:  # a damaged file may base two on each other
            seen.add(name)
            yield self._own[name]
            name = self._own[name].based_on

    def _made(self, name: str) -> Style:
        chain = tuple(self._chain(name))
        own_name = chain[0].name.casefold() if chain else ""
        outline = next((style.outline for style in chain if style.outline is not None), None)
        named = next((int(found[1]) for style in chain if (found := _HEADING.fullmatch(style.name))), 0)
        title = own_name in _TITLES
        numbers = [style.numbered for style in chain if style.numbered is not None]
        listed = next((one.list for one in numbers if one.list), "")
        return Style(
            level=1 if title else named if outline is None else outline,
            title=title,
            contents=own_name.startswith(("toc ", "innhold")) and own_name[-1:].isdigit(),
            numbered=NumberedBy(listed, numbers[0].level) if numbers else None,
            look=Look(
                next((style.look.bold for style in chain if style.look.bold is not None), None),
                next((style.look.size for style in chain if style.look.size), 0.0),
                next((style.look.font for style in chain if style.look.font), ""),
                next((style.look.hidden for style in chain if style.look.hidden is not None), None),
            ),
        )
