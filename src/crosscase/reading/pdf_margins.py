"""What stands at the edges of a document's pages and is no part of its text: running heads and feet, numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile

from crosscase.reading.pdf_parts import Gone, Line, Page, Word

_ZONE = 0.14
"""Share of a page's height, at the top and at the bottom, where heads and feet are looked for."""
_ROWS = 3
"""Rows at each end of a page that may be heads or feet."""
_MOST = 0.6
"""Share of the pages (or of the right, or left, ones) that a head stands on."""
_IN_A_ROW = 3
_NEAR = 3.0  # points: how far the same head may stand apart on two pages
_FEWEST_NUMBERS = 5

_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]{1,7}|[IVXLC]{1,7}")
_ALONE = re.compile(
    r"(?:(?:side|page|seite|s\.|p\.)\s*)?[-–—|]?\s*\d{1,4}\s*[-–—|]?(?:\s*(?:av|of|von|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"(?:side|page)\s*\d+.*|\d+\s*(?:av|of|/)\s*\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a page over its whole width.

    Attributes:
        top: whether it stands at the top of the page; else at the bottom.
        key: its words with every number as `#`.
    """

    page: int
    line: Line
    top: bool
    key: str

    @property
    def words(self) -> str:
        return " ".join(word.text for word in self.line.words)


def without_margins(pages: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[Gone, ...]]:
    """The pages without running heads, feet, page numbers and numbers beside the text; and what they were.

    A head or foot is a row at the top or bottom that stands at the same height with the same words, but for
    numbers, on most pages, on most left or right ones, or on three in a row.
    """
    numbered, left_out = _without_side_numbers(pages)
    rows = [row for page in numbered for row in _edge_rows(page)]
    running = _running(rows, len(pages))
    gone = _outermost(rows, [*running, *_like(rows, running)] or _single(rows, len(pages)))
    by_page: dict[int, set[Word]] = defaultdict(set)
    for row in gone:
        by_page[row.page].update(row.line.words)
    kept = tuple(
        replace(page, words=tuple(word for word in page.words if word not in by_page[page.number]))
        if by_page[page.number]
        else page
        for page in numbered
    )
    return kept, (*_told(gone), *left_out)


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words in rows from the top, each row from the left; raised words stand in the row they belong to."""
    rows: list[list[Word]] = []
    base = size = 0.0
    for word in sorted(words, key=lambda one: one.base):
        if rows and word.base - base <= 0.45 * max(size, word.size):
            rows[-1].append(word)
            if word.size > size:
                base, size = word.base, word.size
        else:
            rows.append([word])
            base, size = word.base, word.size
    return [sorted(row, key=lambda one: one.x0) for row in rows]


# heads and feet


def _edge_rows(page: Page) -> Iterator[_Row]:
    rows = [Line(tuple(row), page.number) for row in rows_of(page.words)]
    for top, ends in ((True, rows[:_ROWS]), (False, rows[::-1][:_ROWS])):
        for line in ends:
            edge = line.bottom if top else page.height - line.top
            if edge <= _ZONE * page.height:
                yield _Row(page.number, line, top, _key(" ".join(word.text for word in line.words)))


def _key(words: str) -> str:
    return "#" if _ROMAN.fullmatch(words) else _DIGITS.sub("#", words)


def _running(rows: Sequence[_Row], pages: int) -> list[_Row]:
    """Rows that come again and again."""
    groups: dict[tuple[bool, str], list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.top, row.key].append(row)
    found = []
    for group in groups.values():
        for level in _levels(group):
            there = {row.page for row in level}
            if _is_running(there, pages):
                found += level
    return found


def _outermost(rows: Sequence[_Row], gone: Sequence[_Row]) -> list[_Row]:
    """Those of the rows to which nothing that stays stands nearer the edge of the page."""
    kept: list[_Row] = []
    those = set(map(id, gone))
    for _, ends in groupby(rows, key=lambda row: (row.page, row.top)):
        kept += takewhile(lambda row: id(row) in those, ends)
    return kept


def _like(rows: Sequence[_Row], running: Sequence[_Row]) -> list[_Row]:
    """Rows at the height of heads that run, with the number their page has by them: heads of short chapters."""
    heights: dict[bool, list[float]] = {True: [], False: []}
    offsets: Counter[int] = Counter()
    for row in running:
        heights[row.top].append(row.line.base)
        offsets.update(set(_offsets(row)))
    those = set(map(id, running))
    usual = {offset for offset, often in offsets.items() if often >= _IN_A_ROW}
    return [
        row
        for row in rows
        if id(row) not in those
        and usual.intersection(_offsets(row))
        and any(abs(height - row.line.base) <= _NEAR for height in heights[row.top])
    ]


def _offsets(row: _Row) -> Iterator[int]:
    """By how much the numbers at the ends of a row differ from its page's."""
    numbers = [int(number) for number in _DIGITS.findall(row.words) if len(number) < 6]
    if numbers and row.words[-1].isdecimal():
        yield numbers[-1] - row.page
    if numbers and row.words[0].isdecimal():
        yield numbers[0] - row.page


def _levels(group: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Rows of the same words at the same height."""
    level: list[_Row] = []
    for row in sorted(group, key=lambda one: one.line.base):
        if level and row.line.base - level[-1].line.base > _NEAR:
            yield level
            level = []
        level.append(row)
    if level:
        yield level


def _is_running(there: set[int], pages: int) -> bool:
    if pages == 2:
        return len(there) == 2
    for first, step in ((1, 1), (1, 2), (2, 2)):
        those = range(first, pages + 1, step)
        on = [page for page in those if page in there]
        if len(on) >= max(2, _MOST * len(those)) and len(on) + (step == 1) >= _IN_A_ROW:
            return True
        if any(set(range(page, page + _IN_A_ROW * step, step)) <= there for page in on):
            return True
    return False


def _single(rows: Sequence[_Row], pages: int) -> list[_Row]:
    """A page number of a document in which none runs: one that says of how many, or the 1 of a single page."""
    return [
        row
        for row in rows
        if _OF_ALL.fullmatch(row.words) or (pages == 1 and not row.top and row.words.strip("-–— ") == "1")
    ]


def _told(rows: Sequence[_Row]) -> Iterator[Gone]:
    groups: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        number = _ALONE.fullmatch(row.words) or row.key == "#"
        what = "page number" if number else "running head" if row.top else "running foot"
        groups[what, row.key].append(row)
    for (what, _), group in groups.items():
        first, last = group[0], group[-1]
        same = first.words == last.words
        words = first.words if same else f"{first.words} … {last.words}"
        yield Gone(what, words, where(row.page for row in group), len(group))


def where(numbers: Iterable[int]) -> str:
    """Where something stands, as people say it: `page 3`, `pages 3–9`."""
    there = sorted(set(numbers))
    return f"page {there[0]}" if len(there) == 1 else f"pages {there[0]}–{there[-1]}"


# numbers beside the text


def _without_side_numbers(pages: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[Gone, ...]]:
    """Without the numbers of paragraphs or lines that stand in a margin, left of all else."""
    edge = _left_edge(pages)
    found = [
        (page.number, word)
        for page in pages
        for word in sorted(page.words, key=lambda one: one.base)
        if word.x1 < edge - 2 and not word.cells
    ]
    if not _are_numbers([word.text for _, word in found]):
        return tuple(pages), ()
    gone = {(number, word) for number, word in found}
    kept = tuple(
        replace(page, words=tuple(word for word in page.words if (page.number, word) not in gone))
        for page in pages
    )
    words = f"{found[0][1].text} … {found[-1][1].text}"
    place = where(number for number, _ in found)
    return kept, (Gone("number beside the text", words, place, len(found)),)


def _left_edge(pages: Sequence[Page]) -> float:
    """Where most rows begin, numbers left out."""
    starts: Counter[int] = Counter()
    for page in pages:
        for row in rows_of(page.words):
            words = [word for word in row if not word.text.isdecimal()]
            if words:
                starts[round(words[0].x0)] += len(words)
    return starts.most_common(1)[0][0] if starts else 0


def _are_numbers(texts: Sequence[str]) -> bool:
    """Whether texts are numbers that count on, as those of paragraphs or lines do."""
    if len(texts) < _FEWEST_NUMBERS or not all(text.isdecimal() and len(text) < 6 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    steps = Counter(after - before for before, after in pairwise(numbers))
    step, often = steps.most_common(1)[0]
    # a paragraph over two pages has its number on both; lines may be counted anew on each page
    return step > 0 and often >= _MOST * (len(numbers) - 1)
