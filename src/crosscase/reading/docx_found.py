"""What a walk through a Word file comes upon beside words; places are marks until the body is put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crosscase.reading.docx_package import W14, W
from crosscase.reading.docx_parts import Control, Deletion, Insertion
from crosscase.reading.flow import Flow, Mark, inked
from crosscase.reading.taken import LeftOut

if TYPE_CHECKING:
    from lxml.etree import _Element

_BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "p": "\n"}


@dataclass(slots=True)
class _Change:
    author: str
    date: str
    text: str
    start: Mark
    end: Mark


@dataclass(slots=True)
class _Filled:
    tag: str
    title: str
    prompts: bool
    checked: bool | None
    start: Mark
    end: Mark


@dataclass(slots=True)
class Found:
    """Marks and words by the way.

    Attributes:
        starts: where the words of each comment begin; `ends` and `references` where they end and where it hangs.
        left_out: how often, by what, which words and where.
    """

    starts: dict[str, Mark] = field(default_factory=dict)
    ends: dict[str, Mark] = field(default_factory=dict)
    references: dict[str, Mark] = field(default_factory=dict)
    left_out: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _inserted: list[_Change] = field(default_factory=list)
    _deleted: list[_Change] = field(default_factory=list)
    _filled: list[_Filled] = field(default_factory=list)

    def comment_mark(self, element: _Element, flow: Flow) -> None:
        """A comment begins, ends or is referred to here."""
        name = element.get(W + "id", "")
        if element.tag == W + "commentRangeStart":
            if name not in self.starts:
                self.starts[name] = flow.mark()
        elif element.tag == W + "commentRangeEnd":
            if name not in self.ends:
                self.ends[name] = flow.mark_end()
        elif name not in self.references:
            self.references[name] = flow.mark_end()

    def inserted(self, element: _Element, start: Mark, end: Mark) -> None:
        """Tracked words that are in the text."""
        self._inserted.append(_Change(*signed(element), "", start, end))

    def deleted(self, element: _Element, flow: Flow) -> None:
        """Tracked words that are not in the text any more."""
        for mark in element.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"):
            self.comment_mark(mark, flow)
        if words := plain_words(element, W + "delText"):
            place = flow.mark()
            self._deleted.append(_Change(*signed(element), words, place, place))

    def filled(self, properties: _Element | None, start: Mark, end: Mark, *, prompts: bool) -> None:
        """A content control, around the words from start to end."""
        if properties is None:
            return
        tag, title = properties.find(W + "tag"), properties.find(W + "alias")
        box = properties.find(f"{W14}checkbox/{W14}checked")
        checked = box.get(W14 + "val", "1") in ("1", "true") if box is not None else None
        names = [one.get(W + "val", "") if one is not None else "" for one in (tag, title)]
        self._filled.append(_Filled(names[0], names[1], prompts, checked, start, end))

    def insertions(self, body: str) -> tuple[Insertion, ...]:
        """Those that have words, with their places in the body."""
        found = []
        for one in self._inserted:
            start, end = inked(body, one.start.offset, one.end.offset)
            if start < end:
                found.append(Insertion(one.author, one.date, body[start:end], start, end))
        return tuple(found)

    def deletions(self) -> tuple[Deletion, ...]:
        """With the places in the body where they stood."""
        return tuple(
            Deletion(one.author, one.date, one.text, one.start.offset, one.start.offset)
            for one in self._deleted
        )

    def controls(self, body: str) -> tuple[Control, ...]:
        """With what is filled in."""
        found = []
        for one in self._filled:
            start, end = inked(body, one.start.offset, one.end.offset)
            text = "" if one.prompts else body[start:end]
            found.append(Control(one.tag, one.title, text, start, end, one.checked))
        return tuple(found)

    def told(self) -> tuple[LeftOut, ...]:
        """What is not in the body."""
        return tuple(LeftOut(*key, count) for key, count in self.left_out.items())


def signed(element: _Element) -> tuple[str, str]:
    """Who changed or wrote something, and when."""
    return element.get(W + "author", ""), element.get(W + "date", "")


def plain_words(element: _Element, *tags: str) -> str:
    """The words in an element, in order, without any form; what else holds words can be named."""
    wanted = {W + "t", *tags}
    return "".join(_plain(element.iter(*wanted, *_BREAKS), wanted)).strip()


def _plain(elements: Iterable[_Element], wanted: set[str]) -> Iterable[str]:
    for one in elements:
        yield (one.text or "") if one.tag in wanted else _BREAKS[one.tag]
