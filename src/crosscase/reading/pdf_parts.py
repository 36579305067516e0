"""What the steps of reading a PDF hand on to each other. Measures are points; y grows downwards from the page's top."""

from __future__ import annotations

from dataclasses import dataclass

# Nothing of the study is imported here: the process that reads a PDF would start twice as slowly.

WIDE = 0.3
"""The breadth of a blank, in sizes of the letters about it."""


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that stand together on a page.

    Attributes:
        base: the line the letters stand on.
        size: height of the font.
        cells: for a table, which is set like one great word: its rows.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    cells: tuple[tuple[str, ...], ...] = ()
    height: float = 0.0

    @property
    def top(self) -> float:
        """Where the word begins."""
        return self.base - (self.height or 0.8 * self.size)

    @property
    def bottom(self) -> float:
        """Where the word ends."""
        return self.base + (0.0 if self.height else 0.2 * self.size)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A thin straight line of a page; one of its two extents is nought."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody put onto a page.

    Attributes:
        what: `comment` or `form field`.
        author: of a comment; the name of a field.
        date: as 2021-11-30, or empty.
    """

    what: str
    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read.

    Attributes:
        number: from 1.
        rulings: what may be borders of tables.
        pictures: how many.
        turned: words that run in another direction than the others.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...] = ()
    pictures: int = 0
    turned: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one column side by side, from left to right.

    Attributes:
        page: its number.
        column: which column of the document's pages it stands in, counted in reading order.
    """

    words: tuple[Word, ...]
    page: int
    column: int = 0

    @property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(word.x1 for word in self.words)

    @property
    def main(self) -> Word:
        """The largest word: what others are raised above."""
        return max(self.words, key=lambda word: (word.size, len(word.text)))

    @property
    def base(self) -> float:
        """The line the words stand on."""
        return self.main.base

    @property
    def size(self) -> float:
        """Size of most letters."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @property
    def top(self) -> float:
        """Where the line begins."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Where the line ends."""
        return max(word.bottom for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether all its letters are."""
        return all(word.bold for word in self.words)

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The rows of a table; none of a line of words."""
        return self.words[0].cells


@dataclass(frozen=True, slots=True)
class Gone:
    """What is left out of a text; becomes a `LeftOut`."""

    what: str
    words: str
    where: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Guess:
    """A line that is set like a heading; becomes a `Heading`."""

    line: int
    level: int
    words: str
