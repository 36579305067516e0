"""The parts of a body: lines, sections, turns, paragraphs, sentences, words. One rule for every reader of it.

A line that is not blank is a paragraph; a line `# Title` (one to six `#`) opens a section; a line that
begins with a listed speaker's name and a colon opens a turn, which runs to the next turn or heading. What is
selected or counted as sentence, paragraph or turn leaves out the speaker's label and the blanks around it.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import regex

from crosscase.study.graphemes import snap

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

_SENTENCE_END = regex.compile(
    r"""(?P<stop>[.!?…]+)["'”“’‘»«)\]]*(?=\s+[\p{Lu}\p{Lt}\p{Nd}"'“”„‘’«»(\[‐‑–—-])""", regex.VERBOSE
)
# Only what cannot well be a word of its own at the end of a sentence: "min." and "tom." are left out.
_SHORT_FORMS = """
adm adr ang avd b.n bl bl.a ca cand d.d d.e d.s d.v.s dok dr dvs e.kr e.l e.v eks ekskl etc etg ev evt
f.eks f.kr f.o.m fl flg forts frk fvt gj.snitt gnsn hhv hr iflg ifm ift iht inkl istf jf jfr jr kap kgl kl
komm kr l.nr lign m.a.o m.fl m.h.t m.m m.v mfl mht mill mm mnd moh mrd mtp mv nr o.a o.l o.s.v osv p.g.a
p.t pga pgf pkt prof pst ref resp s.k s.u spm sml st stk str t.d t.o.m tlf utg v.h.a vedr vgs vha
a.k.a approx dept e.g i.e inc ltd messrs mr mrs ms pp vs viz
"""
_ABBREVIATIONS = frozenset(_SHORT_FORMS.split())
# These end a list, and so mostly a sentence: a capital after them begins another one.
_LIST_ENDS = frozenset({"osv", "o.s.v", "etc", "m.m", "m.v", "mv", "o.l", "e.l", "m.fl", "mfl"})
_CAPITAL_NEXT = regex.compile(r"\s+\p{Lu}")
_MONTH = regex.compile(
    r"\s+(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b",
    regex.IGNORECASE,
)
_NUMBER_NEXT = re.compile(r"\s+\d")
_INITIALS = regex.compile(r"(?:\p{L}\.)*\p{Lu}")
_TOKEN_BEFORE = regex.compile(r"(?r)[\p{L}\p{M}\p{N}.]{1,24}")
_NEARBY = 25
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
        start: where the label begins.
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

    def __init__(self, body: str, speakers: Collection[str] = ()) -> None:
        led = "\n" + body
        self.body = body
        self.line_starts: array[int] = array("L", [match.start() for match in _LINE_END.finditer(led)])
        self.sections = _sections(led)
        self._section_starts = [section.start for section in self.sections]
        self._label_starts: array[int] = array("L")
        self._label_ends: array[int] = array("L")
        self._speakers: list[str] = []
        self._find_labels(led, speakers)
        self._turns: tuple[Turn, ...] | None = None
        self._sentences: dict[int, tuple[list[int], list[int]]] = {}

    def _find_labels(self, led: str, speakers: Collection[str]) -> None:
        names = _spellings(speakers)
        if not names:
            return
        listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        found = list(re.finditer(rf"\n[^\S\n]*({listed}):[^\S\n]*", led))
        self._label_starts = array("L", [match.start() for match in found])
        self._label_ends = array("L", [match.end() - 1 for match in found])
        self._speakers = [names[match[1]] for match in found]

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
        end = last.end() if last is not None else label_end
        return Turn(start, end, ink.start() if ink is not None else end, self._speakers[index])

    def _turn_index(self, line: int) -> int:
        """The turn whose label stands on `line`, or -1."""
        start = self.line_starts[line]
        index = bisect_left(self._label_starts, start)
        return index if index < len(self._label_starts) and self._label_starts[index] == start else -1

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
        turn = self._turn_index(line)
        return (match.start() if turn < 0 else min(self._label_ends[turn], match.end())), match.end()

    def paragraphs(self) -> Iterator[tuple[int, int, str, bool]]:
        """Every paragraph that has words: start after the label, end, speaker, whether it is a heading."""
        labels, headings = self._label_starts, self._section_starts
        label = heading = -1
        for match in _PARAGRAPH.finditer(self.body):
            start, end = match.span()
            is_heading = heading + 1 < len(headings) and headings[heading + 1] == start
            heading += is_heading
            fresh = label + 1 < len(labels) and labels[label + 1] <= start
            if fresh:
                label += 1
                start = self._label_ends[label]
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
            found = _sentences(self.body, *paragraph)
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
        return match.start() if match is not None else len(self.body)

    def previous_word(self, offset: int) -> int:
        """Where the last word that begins before `offset` begins, across lines; 0 before the first."""
        match = _PREVIOUS_WORD.search(self.body, 0, self._clamp(offset))
        return match.start() if match is not None else 0

    def _clamp(self, offset: int) -> int:
        return max(0, min(offset, len(self.body)))


def segment(body: str, speakers: Collection[str] = ()) -> Segments:
    """Find the parts of a body.

    Args:
        body: normalised text (lines end at `\\n`).
        speakers: names that open a turn, as listed in the front matter.
    """
    return Segments(body, speakers)


def _sections(led: str) -> tuple[Section, ...]:
    found = list(_HEADING.finditer(led))
    stops = [match.start() for match in found[1:]] + [len(led) - 1]
    return tuple(
        Section(match.start(), stop, len(match[1]), match[2].rstrip())
        for match, stop in zip(found, stops, strict=False)  # without a heading there is one stop and no match
    )


def _spellings(speakers: Collection[str]) -> dict[str, str]:
    """Each way a listed name can be spelt in a body (composed or not), and the name as listed."""
    names: dict[str, str] = {}
    for name in speakers:
        if name.strip() and "\n" not in name and _HEADING.match("\n" + name) is None:
            for spelling in (unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)):
                names.setdefault(spelling, name)
            names[name] = name
    return names


def _sentences(body: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Starts and ends of the sentences between `start` and `end`, blanks between them left out."""
    starts, ends = [start], []
    for match in _SENTENCE_END.finditer(body, start, end):
        if _goes_on(body, starts[-1], match.start("stop"), match.end("stop"), match.end()):
            continue
        following = _INK.search(body, match.end(), end)
        if following is not None:
            ends.append(match.end())
            starts.append(following.start())
    ends.append(end)
    return starts, ends


def _goes_on(body: str, sentence: int, stop: int, after: int, end: int) -> bool:
    """Whether the dot at `stop` belongs to an abbreviation, an initial or an ordinal."""
    if after - stop != 1 or body[stop] != ".":
        return False
    token_match = _TOKEN_BEFORE.search(body, max(sentence, stop - _NEARBY), stop)
    if token_match is None or token_match.end() != stop:
        return False
    token = token_match[0]
    if token.isdigit() and len(token) <= 2:
        return (
            token_match.start() == sentence
            or _MONTH.match(body, end) is not None
            or _NUMBER_NEXT.match(body, end) is not None
        )
    short = token.casefold()
    if short in _LIST_ENDS and _CAPITAL_NEXT.match(body, end) is not None:
        return False
    return short in _ABBREVIATIONS or _INITIALS.fullmatch(token) is not None
