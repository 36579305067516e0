"""What the styles of a LibreOffice text say: headings, titles, how letters are set, and the labels of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crosscase.reading.numerals import BULLET, LONGEST, number, numeral
from crosscase.reading.odt_package import FO, STYLE, TEXT, attribute, child, elements

if TYPE_CHECKING:
    from odf.element import Element
    from odf.opendocument import OpenDocument

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(pt|%)")
_HEADING = re.compile(r"heading[ _](?:20_)?([1-9])", re.IGNORECASE)
_TITLES = ("title", "tittel", "titel")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a style sets its words.

    Attributes:
        level: of a heading, from 1; 0 where it is none.
        size: in points; 0 where nothing is said.
        list: the style of the list that its paragraphs belong to.
    """

    level: int = 0
    title: bool = False
    bold: bool | None = None
    size: float = 0.0
    hidden: bool | None = None
    list: str = ""


class Settings:
    """The styles of one text, looked up by family (`paragraph`, `text`) and name."""

    def __init__(self, document: OpenDocument) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._made: dict[tuple[str, str], Setting] = {}
        self.size = 12.0
        self.hidden_sections: frozenset[str] = frozenset()
        for group in (document.styles, document.automaticstyles):
            for style in elements(group):
                family = attribute(style, (STYLE, "family"))
                if style.qname == (STYLE, "style"):
                    self._styles[family, attribute(style, (STYLE, "name"))] = style
                elif style.qname == (STYLE, "default-style") and family == "paragraph":
                    self.size = _size(style) or self.size

    def of(self, family: str, name: str) -> Setting:
        """What a style says, with those above it."""
        if (found := self._made.get((family, name))) is None:
            found = self._made[family, name] = self._make(family, name)
        return found

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        seen: set[str] = set()
        while (style := self._styles.get((family, name))) is not None and name not in seen:
            seen.add(name)
            yield style
            name = attribute(style, (STYLE, "parent-style-name"))

    def _make(self, family: str, name: str) -> Setting:
        chain = tuple(self._chain(family, name))
        above = [attribute(style, (STYLE, "parent-style-name")) for style in chain]
        names = [name, *filter(None, above)]  # the last may be one that the file does not hold
        properties = [
            found for style in chain if (found := child(style, (STYLE, "text-properties"))) is not None
        ]
        bold = next((word for one in properties if (word := attribute(one, (FO, "font-weight")))), "")
        shown = next((word for one in properties if (word := attribute(one, (TEXT, "display")))), "")
        size, share = 0.0, 1.0
        for style in chain:
            found = _size(style)
            if found < 0:
                share *= -found
            elif found:
                size = found
                break
        listed = next((word for style in chain if (word := attribute(style, (STYLE, "list-style-name")))), "")
        return Setting(
            next((int(found[1]) for one in names if (found := _HEADING.fullmatch(one))), 0),
            any(one.casefold() in _TITLES for one in names),
            None if not bold else bold in ("bold", "600", "700", "800", "900"),
            (size or self.size) * share if size or share != 1.0 else 0.0,
            None if not shown else shown == "none",
            listed,
        )


def _size(style: Element) -> float:
    """The size of a style's letters in points; a share of the style above it as a negative number; 0 for neither."""
    properties = child(style, (STYLE, "text-properties"))
    found = _SIZE.fullmatch(attribute(properties, (FO, "font-size"))) if properties is not None else None
    if found is None:
        return 0.0
    return float(found[1]) if found[2] == "pt" else -float(found[1]) / 100


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    prefix: str
    suffix: str
    start: int
    shown: int


@dataclass(slots=True)
class Counted:
    """A list whose items are being counted, level by level."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


class Labels:
    """The labels of a text's lists and of its headings, where those are numbered."""

    def __init__(self, document: OpenDocument) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self.outline = Counted("\0outline")
        for group in (document.styles, document.automaticstyles):
            for style in elements(group):
                if style.qname == (TEXT, "list-style"):
                    self._styles[attribute(style, (STYLE, "name"))] = _levels(style)
                elif style.qname == (TEXT, "outline-style"):
                    self._styles[self.outline.style] = _levels(style)

    def next(self, counted: Counted, level: int, start: int | None = None) -> str:
        """The label of the next item: `-` where it has no number.

        Args:
            level: how deep, from 1.
            start: the number that the file gives this item.
        """
        levels = self._styles.get(counted.style, {})
        # a style that tells of fewer levels than its list has means its last one for those below
        rule = levels.get(max((place for place in levels if place <= level), default=0))
        if rule is None or not rule.form:
            return BULLET
        counts = counted.counts
        counts[level] = start if start is not None else counts.get(level, rule.start - 1) + 1
        for deeper in [place for place in counts if place > level]:
            del counts[deeper]
        above = [place for place in range(max(1, level - rule.shown + 1), level) if place in levels]
        numbers = [
            numeral(counts.get(place, levels[place].start), levels[place].form or "decimal")
            for place in above
        ]
        numbers.append(numeral(counts[level], rule.form))
        return f"{rule.prefix}{'.'.join(numbers)}{rule.suffix}"[:LONGEST]


def _levels(style: Element) -> dict[int, _Level]:
    found = {}
    for level in elements(style):
        found[number(attribute(level, (TEXT, "level")), 1, 10)] = _Level(
            _FORMS.get(attribute(level, (STYLE, "num-format")), ""),
            attribute(level, (STYLE, "num-prefix"))[:LONGEST],
            attribute(level, (STYLE, "num-suffix"))[:LONGEST],
            number(attribute(level, (TEXT, "start-value")), 1),
            max(number(attribute(level, (TEXT, "display-levels")), 1, 10), 1),
        )
    return found
