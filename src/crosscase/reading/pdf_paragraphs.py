"""Lines become paragraphs: where one ends is seen by room, indents, marks, and words that would have fitted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from crosscase.reading.pdf_parts import WIDE, Line

_BULLET = re.compile(r"[•◦‣⁃∙·○►➢✓➔]\s*")
_DASH = re.compile(r"[-–—*]\s+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,3}|[a-zA-Z])[.)]\s+(?=\S)")
_STAMP = re.compile(r"[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?(?:\s|$)")
_LABEL = re.compile(r"([^\W\d_][\w.\-]*(?: [\w.\-]+){0,2}):(?:\s|$)")
LEADER = re.compile(r"(?:\s?[.…_]){4,}\s*(?:\d+|[ivxlc]+)?$")
"""The end of a line of a table of contents."""
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’»)\]]*$")
_INDENT = 0.7  # sizes: an indent is at least so deep
_SLACK = 1.0  # sizes: how much room beyond a word tells that it was not put there on purpose
_FEWEST_LABELS = 3
_FEWEST_LINES = 5
_FEWEST_INDENTED = 3
_DIFFERS = 0.08  # share of the size: from here on letters are of another size
_DIFFERS_MUCH = 0.2
_UNITS = ("m", "km", "cm", "mm", "dm")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together.

    Attributes:
        item: whether it stands in a list.
    """

    lines: list[Line] = field(default_factory=list)
    item: bool = False


def text_of(line: Line) -> str:
    """The words of a line; a raised number is a reference to a note, `[1]`."""
    main = line.main
    text = ""
    for word in line.words:
        raised = word.size <= 0.8 * main.size and word.base <= main.base - 0.15 * main.size
        if raised and word.text.isdecimal() and len(word.text) <= 3:
            unit = text.rpartition(" ")[2] in _UNITS and word.text in "23"
            text += "²³"[int(word.text) - 2] if unit else f"[{word.text}]"
        else:
            text += f" {word.text}" if text else word.text
    return text


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set.

    Attributes:
        size: of most letters.
        bold: whether most letters are.
        leading: for each size, how far below each other the lines of a paragraph stand.
        rights: for each line, by column and place, where lines of its kind end at the most.
        labels: words that open many lines with a colon, such as speakers' names.
    """

    size: float
    bold: bool
    leading: dict[float, float]
    rights: dict[tuple[int, float], float]
    labels: frozenset[str]


def setting_of(lines: Sequence[Line]) -> Setting:
    """How a document is set, from its lines in reading order."""
    sizes: Counter[float] = Counter()
    bold = plain = 0
    for line in lines:
        for word in line.words:
            if not word.cells:
                sizes[word.size] += len(word.text)
                bold, plain = bold + word.bold * len(word.text), plain + (not word.bold) * len(word.text)
    labels = Counter(found[1] for line in lines if (found := _LABEL.match(text_of(line))))
    size = max(sizes, key=lambda one: (sizes[one], one)) if sizes else 10.0
    return Setting(
        size,
        bold > plain,
        _leading(lines),
        _rights(lines),
        frozenset(label for label, count in labels.items() if count >= _FEWEST_LABELS),
    )


def _leading(lines: Sequence[Line]) -> dict[float, float]:
    """The smallest distance between lines that is frequent, for each size."""
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    for before, after in pairwise(lines):
        step = after.base - before.base
        if before.column == after.column and before.size == after.size and 0 < step < 4 * after.size:
            steps[after.size][round(2 * step) / 2] += 1
    found = {}
    for size, counts in steps.items():
        often = [step for step, count in counts.items() if count * 7 >= counts.total() and step >= 0.9 * size]
        found[size] = min(often) if often else counts.most_common(1)[0][0]
    return found


def _rights(lines: Sequence[Line]) -> dict[tuple[int, float], float]:
    """Where the lines of each column end at the most; few lines are measured by fuller columns over them.

    Several indented lines below each other are measured by themselves: they may end before the others, too.
    """
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.cells:
            columns[line.column].append(line)
    ends = {column: max(line.x1 for line in those) for column, those in columns.items()}
    lefts = {column: min(line.x0 for line in those) for column, those in columns.items()}
    full = [column for column, those in columns.items() if len(those) >= _FEWEST_LINES]
    rights = {}
    for column, those in columns.items():
        left, own = lefts[column], ends[column]
        end = min((ends[o] for o in full if abs(lefts[o] - left) <= 6 and ends[o] >= own - 2), default=own)
        for indent, group in groupby(those, key=lambda line: round(line.x0 - lefts[line.column])):
            run = list(group)
            apart = indent > _INDENT * run[0].size and len(run) >= _FEWEST_INDENTED
            right = max(line.x1 for line in run) if apart else end
            rights.update({(column, line.base): right for line in run})
    return rights


def paragraphs_of(lines: Sequence[Line], setting: Setting) -> list[Paragraph]:
    """The paragraphs of a document, from its lines in reading order; also over columns and pages."""
    found: list[Paragraph] = []
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        if found and not _begins(found[-1], line, after, setting):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line], _mark(line) is not None))
    return found


def _mark(line: Line) -> re.Match[str] | None:
    text = text_of(line)
    return _BULLET.match(text) or _DASH.match(text) or _NUMBERED.match(text)


def _begins(paragraph: Paragraph, line: Line, after: Line | None, setting: Setting) -> bool:
    """Whether a line opens a new paragraph."""
    last = paragraph.lines[-1]
    if line.cells or last.cells:
        return True
    text = text_of(line)
    ended = _SENTENCE_END.search(text_of(last)) is not None
    full = not _would_fit(last, line, setting)
    goes_on = full and not ended and not text[:1].isupper()
    if _is_set_apart(paragraph, line, goes_on) or LEADER.search(text_of(last)):
        return True
    if _opens(paragraph, line, text, ended or not full, setting):
        return True
    hyphen = text_of(last).endswith(("-", "‐", "\xad"))
    if last.column != line.column:
        return not hyphen and (ended or not (full or text[:1].islower()))
    leading = setting.leading.get(line.size, 1.2 * line.size)
    if line.base - last.base > 1.25 * leading + 0.5:
        return True
    return not (hyphen or full) or _is_indented(paragraph, line, after)


def _is_set_apart(paragraph: Paragraph, line: Line, goes_on: bool) -> bool:
    """Whether a line is set in another size, or in bold where the other is not.

    Args:
        goes_on: whether a sentence goes on in the line: then another font or bold words say little.
    """
    last = paragraph.lines[-1]
    differs = abs(last.size - line.size) / max(last.size, line.size)
    if differs > (_DIFFERS_MUCH if goes_on else _DIFFERS):
        return True
    if goes_on:
        return False
    plain = not any(word.bold for word in line.words)
    ends = (paragraph.lines[0], last)
    was_plain = not any(word.bold for one in ends for word in one.words)
    return (all(one.bold for one in ends) and plain) or (line.bold and was_plain)


def _opens(paragraph: Paragraph, line: Line, text: str, over: bool, setting: Setting) -> bool:
    """Whether a line begins as only the first of a paragraph does.

    Args:
        over: whether what stands before it looks finished.
    """
    if _BULLET.match(text) or (_STAMP.match(text) and over):
        return True
    if (label := _LABEL.match(text)) is not None and label[1] in setting.labels:
        return over or line.words[0].bold
    if _DASH.match(text) or _NUMBERED.match(text):
        first = paragraph.lines[0]
        same = paragraph.item and abs(first.x0 - line.x0) <= 2
        hanging = len(line.words) > 1 and line.words[1].x0 - line.words[0].x1 > 3 * WIDE * line.size
        return over or same or hanging
    return False


def _would_fit(last: Line, line: Line, setting: Setting) -> bool:
    """Whether a line's first word had room at the end of the line before."""
    word = line.words[0]
    room = setting.rights[last.column, last.base] - last.x1
    return room > word.x1 - word.x0 + (WIDE + _SLACK) * line.size


def _is_indented(paragraph: Paragraph, line: Line, after: Line | None) -> bool:
    """Whether a line's left end says that it is a paragraph's first."""
    least = _INDENT * line.size
    first, last = paragraph.lines[0], paragraph.lines[-1]
    if line.x0 - last.x0 > least:
        hangs = after is not None and after.column == line.column and abs(after.x0 - line.x0) < least
        return len(paragraph.lines) > 1 or not (paragraph.item or hangs or _LABEL.match(text_of(first)))
    return len(paragraph.lines) > 1 and last.x0 - line.x0 > least
