"""The parts of a body: lines, sections, turns, paragraphs, sentences, words. One rule for every reader of it.

A line that is not blank is a paragraph; a line `# Title` (one to six `#`) opens a section; a line that
begins with a listed speaker's name and a colon opens a turn, which runs to the next turn or heading. A time stamp
`[h:mm:ss]` may stand before a paragraph's words, and before the speaker's label. What is selected or counted as
sentence, paragraph or turn leaves out the stamp, the label and the blanks around them.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import regex

from crosscase.study.graphemes import snap
from crosscase.study.model import OPEN_ANSWERS, Source
from crosscase.study.openings import RESPONDENT as RESPONDENT
from crosscase.study.openings import openings
from crosscase.study.sentences import sentences

# Patterns that look for the beginning of a line start with "\n" and are run over "\n" + body: a pattern with
# a literal first character is searched several times faster than "^", and match.start() is then the line's
# own offset in the body.
_LINE_END = re.compile("\n")
_HEADING = re.compile(r"\n(#{1,6})[ \t]+(\S[^\n]*)")
_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")
_INK = re.compile(r"\S")
_INK_BEFORE = regex.compile(r"(?r)\S")

# A letter or digit with its marks; ' ’ and - join two of them into one word.
_MARK = r"[\p{M}\p{GCB=Extend}\u200d\xad]"
_LETTER = r"[\w--\p{M}--\u200c--\u200d]"
_WORD = regex.compile(rf"(?V1){_LETTER}{_MARK}*(?:['’\-]?{_LETTER}{_MARK}*)*")
_WORD_START = rf"(?<!{_LETTER}{_MARK}*['’\-]?){_LETTER}"
_NEXT_WORD = regex.compile(rf"(?V1){_WORD_START}")
_PREVIOUS_WORD = regex.compile(rf"(?V1)(?r){_WORD_START}")

_KEPT_LINES = 64


@dataclass(frozen=True, slots=True)
class Section:
    """A part under one heading, from its `#` to the next heading of any level or the end of the body."""

    start: int
    end: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break.

    Attributes:
        start: where its first line begins, with the stamp and the label.
        end: after the last word; blank lines that follow are left out.
        text_start: the first word after the label; equal to `end` where nothing follows.
        speaker: the name as it is listed.
    """

    start: int
    end: int
    text_start: int
    speaker: str


class Segments:
    """Where the parts of one body are. Built by `segment`; every offset is clamped to the body.

    Attributes:
        body: the text itself.
        line_starts: offset of each line; there is always at least one line.
        sections: in order; the text before the first heading is in none.
    """

    def __init__(self, body: str, speakers: Collection[str] = (), respondents: bool = False) -> None:
        led = "\n" + body
        self.body = body
        self.line_starts: array[int] = array("L", [match.start() for match in _LINE_END.finditer(led)])
        self.sections = _sections(led)
        self._section_starts = [section.start for section in self.sections]
        found = openings(led, speakers, respondents)
        self._opening_starts, self._opening_ends, self._opening_labels = (
            found.starts,
            found.ends,
            found.labels,
        )
        self._label_starts, self._label_ends, self._speakers = (
            found.label_starts,
            found.label_ends,
            found.speakers,
        )
        self._stamp_starts, self._stamp_ends, self._times = found.stamp_starts, found.stamp_ends, found.times
        self._turns: tuple[Turn, ...] | None = None
        self._sentences: dict[int, tuple[list[int], list[int]]] = {}

    # lines

    @property
    def line_count(self) -> int:
        """Number of lines; one for an empty body, and one more than its `\\n`."""
        return len(self.line_starts)

    def line_of(self, offset: int) -> int:
        """The line that holds `offset`, from 0."""
        return max(0, bisect_right(self.line_starts, offset) - 1) if offset >= 0 else 0

    def line_bounds(self, line: int) -> tuple[int, int]:
        """Start and end of a line, without its `\\n`."""
        line = max(0, min(line, len(self.line_starts) - 1))
        last = line + 1 == len(self.line_starts)
        return self.line_starts[line], len(self.body) if last else self.line_starts[line + 1] - 1

    # sections and turns

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All turns in order; made at the first call."""
        if self._turns is None:
            self._turns = tuple(self._turn(index) for index in range(len(self._label_starts)))
        return self._turns

    def _turn(self, index: int) -> Turn:
        start, label_end = self._label_starts[index], self._label_ends[index]
        stop = self._label_starts[index + 1] if index + 1 < len(self._label_starts) else len(self.body)
        section = bisect_right(self._section_starts, start)
        if section < len(self._section_starts):
            stop = min(stop, self._section_starts[section])
        ink = _INK.search(self.body, label_end, stop)
        last = _INK_BEFORE.search(self.body, start, stop)
        while ink is not None and (stamp := self._stamp_over(ink.start())) is not None:
            ink = _INK.search(self.body, stamp[1], stop)
        while last is not None and (stamp := self._stamp_over(last.start())) is not None:
            last = _INK_BEFORE.search(self.body, start, stamp[0])
        end = last.end() if last is not None else label_end
        return Turn(start, end, ink.start() if ink is not None else end, self._speakers[index])

    def _stamp_over(self, offset: int) -> tuple[int, int] | None:
        """The stamp, with the blanks around it, that holds `offset`."""
        index = bisect_right(self._stamp_starts, offset) - 1
        if index < 0 or offset >= self._stamp_ends[index]:
            return None
        return self._stamp_starts[index], self._stamp_ends[index]

    def _turn_over(self, offset: int) -> Turn | None:
        index = bisect_right(self._label_starts, offset) - 1
        if index < 0:
            return None
        turn = self._turn(index)
        return turn if offset <= turn.end else None

    def section_of(self, offset: int) -> Section | None:
        """The section that holds `offset`; none before the first heading."""
        index = bisect_right(self._section_starts, self._clamp(offset)) - 1
        return self.sections[index] if index >= 0 else None

    def speaker_of(self, offset: int) -> str:
        """Who speaks at `offset`; empty in headings, before the first turn and in blank lines after one."""
        turn = self._turn_over(self._clamp(offset))
        return turn.speaker if turn is not None else ""

    def time_of(self, offset: int) -> str:
        """When the words at `offset` were said, as `00:14:32`: by the last stamp up to them.

        In a turn only its own stamps count, and one that stands by itself above it; where nobody speaks, those
        of the section. Empty where there is none.
        """
        offset = self._clamp(offset)
        index = bisect_right(self._stamp_starts, offset) - 1
        if index < 0:
            return ""
        turn, section = self._turn_over(offset), self.section_of(offset)
        first = section.start if section is not None else 0
        if turn is not None and _INK.search(self.body, self._stamp_ends[index], turn.start) is not None:
            first = turn.start
        return self._times[index] if self._stamp_starts[index] >= first else ""

    def stamp_of(self, line: int) -> tuple[int, int] | None:
        """Start and end of the time stamp on a line, with the blanks around it; None where it has none."""
        return self._stamp_over(self.line_bounds(line)[0])

    def turn_at(self, offset: int) -> tuple[int, int]:
        """The words of the turn at `offset`; the paragraph where nobody listed speaks."""
        offset = self._clamp(offset)
        turn = self._turn_over(offset)
        return (turn.text_start, turn.end) if turn is not None else self.paragraph_at(offset)

    def turns_touched(self, start: int, end: int) -> tuple[Turn, ...]:
        """The turns of whose words (not the label) a span has at least one character."""
        index = max(0, bisect_right(self._label_starts, start) - 1)
        found = []
        while index < len(self._label_starts) and self._label_starts[index] < end:
            turn = self._turn(index)
            if max(turn.text_start, start) < min(turn.end, end):
                found.append(turn)
            index += 1
        return tuple(found)

    # paragraphs

    def paragraph_at(self, offset: int) -> tuple[int, int]:
        """The words of the paragraph at `offset`; `(offset, offset)` on a blank line."""
        offset = self._clamp(offset)
        return self._paragraph(self.line_of(offset)) or (offset, offset)

    def _paragraph(self, line: int) -> tuple[int, int] | None:
        match = _PARAGRAPH.search(self.body, *self.line_bounds(line))
        if match is None:
            return None
        start, end = match.span()
        index = bisect_left(self._opening_starts, self.line_starts[line])
        if index < len(self._opening_starts) and self._opening_starts[index] == self.line_starts[line]:
            start = min(self._opening_ends[index], end)
        return start, end

    def paragraphs(self) -> Iterator[tuple[int, int, str, bool]]:
        """Every paragraph that has words: start after the label, end, speaker, whether it is a heading."""
        openings, headings, labels = self._opening_starts, self._section_starts, self._label_starts
        after, label_of = self._opening_ends, self._opening_labels
        opening = label = heading = -1
        for match in _PARAGRAPH.finditer(self.body):
            start, end = match.span()
            is_heading = heading + 1 < len(headings) and headings[heading + 1] == start
            heading += is_heading
            if opening + 1 < len(openings) and openings[opening + 1] <= start:
                opening += 1
                start = after[opening]
                if label_of[opening] >= 0:
                    label = label_of[opening]
            if start < end:
                under = label >= 0 and (heading < 0 or labels[label] > headings[heading])
                yield start, end, self._speakers[label] if under else "", is_heading

    # sentences

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence at `offset`, or before it in the blanks between two; empty on a blank line."""
        offset = self._clamp(offset)
        starts, ends = self._sentences_of(self.line_of(offset))
        if not starts:
            return self.paragraph_at(offset)
        index = max(0, bisect_right(starts, offset) - 1)
        return starts[index], ends[index]

    def next_sentence(self, offset: int) -> tuple[int, int]:
        """The sentence after the one at `offset`, across paragraphs; the same one where it is the last."""
        offset = self._clamp(offset)
        line = self.line_of(offset)
        starts, ends = self._sentences_of(line)
        index = max(1, bisect_right(starts, offset))
        while index >= len(starts):
            ink = _INK.search(self.body, self.line_bounds(line)[1])
            if ink is None:
                return self.sentence_at(offset)
            line = self.line_of(ink.start())
            starts, ends = self._sentences_of(line)
            index = 0
        return starts[index], ends[index]

    def previous_sentence(self, offset: int) -> tuple[int, int]:
        """The sentence before the one at `offset`, across paragraphs; the same one where it is the first."""
        offset = self._clamp(offset)
        line = self.line_of(offset)
        starts, ends = self._sentences_of(line)
        index = max(0, bisect_right(starts, offset) - 1)
        while index == 0:
            ink = _INK_BEFORE.search(self.body, 0, self.line_starts[line])
            if ink is None:
                return self.sentence_at(offset)
            line = self.line_of(ink.start())
            starts, ends = self._sentences_of(line)
            index = len(starts)
        return starts[index - 1], ends[index - 1]

    def _sentences_of(self, line: int) -> tuple[list[int], list[int]]:
        """Starts and ends of the sentences on one line; the last lines asked for are kept."""
        kept = self._sentences.get(line)
        if kept is not None:
            return kept
        paragraph = self._paragraph(line)
        if paragraph is None or paragraph[0] == paragraph[1]:
            found: tuple[list[int], list[int]] = ([], [])
        elif self._is_heading(line):
            found = ([paragraph[0]], [paragraph[1]])
        else:
            found = sentences(self.body, *paragraph)
        if len(self._sentences) >= _KEPT_LINES:
            self._sentences.clear()
        self._sentences[line] = found
        return found

    def _is_heading(self, line: int) -> bool:
        start = self.line_starts[line]
        index = bisect_left(self._section_starts, start)
        return index < len(self._section_starts) and self._section_starts[index] == start

    # words

    def word_at(self, offset: int) -> tuple[int, int]:
        """The word at `offset`, or that ends there; else the next of the line, else its last one.

        On a line without words the character at `offset`; on a blank line `(offset, offset)`.
        """
        offset = self._clamp(offset)
        low, high = self.line_bounds(self.line_of(offset))
        if (stamp := self._stamp_over(low)) is not None:
            low = stamp[1]
            offset = max(offset, low)
        before = _PREVIOUS_WORD.search(self.body, low, min(offset + 1, high))
        word = _WORD.match(self.body, before.start()) if before is not None else None
        if word is not None and word.end() >= offset:
            return word.span()
        after = _NEXT_WORD.search(self.body, offset, high)
        if after is not None:
            word = _WORD.match(self.body, after.start())
        if word is not None:
            return word.span()
        if self._paragraph(self.line_of(offset)) is None:
            return offset, offset
        return snap(self.body, offset, min(offset + 1, high))

    def next_word(self, offset: int) -> int:
        """Where the next word begins, across lines; the end of the body after the last."""
        match = _NEXT_WORD.search(self.body, self._clamp(offset) + 1)
        while match is not None and (stamp := self._stamp_over(match.start())) is not None:
            match = _NEXT_WORD.search(self.body, stamp[1])
        return match.start() if match is not None else len(self.body)

    def previous_word(self, offset: int) -> int:
        """Where the last word that begins before `offset` begins, across lines; 0 before the first."""
        match = _PREVIOUS_WORD.search(self.body, 0, self._clamp(offset))
        while match is not None and (stamp := self._stamp_over(match.start())) is not None:
            match = _PREVIOUS_WORD.search(self.body, 0, stamp[0])
        return match.start() if match is not None else 0

    def _clamp(self, offset: int) -> int:
        return max(0, min(offset, len(self.body)))


def segment(body: str, speakers: Collection[str] = (), respondents: bool = False) -> Segments:
    """Find the parts of a body.

    Args:
        body: normalised text (lines end at `\\n`).
        speakers: names that open a turn, as listed in the front matter.
        respondents: whether respondents' labels do, as in open answers; they are listed nowhere.
    """
    return Segments(body, speakers, respondents)


def segments_of_source(source: Source) -> Segments:
    """The parts of a source's body: its listed speakers open turns, and in open answers every respondent."""
    return Segments(source.body, [speaker.name for speaker in source.speakers], source.kind == OPEN_ANSWERS)


def _sections(led: str) -> tuple[Section, ...]:
    found = list(_HEADING.finditer(led))
    stops = [match.start() for match in found[1:]] + [len(led) - 1]
    return tuple(
        Section(match.start(), stop, len(match[1]), match[2].rstrip())
        for match, stop in zip(found, stops, strict=False)  # without a heading there is one stop and no match
    )
