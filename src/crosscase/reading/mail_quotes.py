"""What of a mail its sender wrote, and what their program put in: the mail that is answered, and who wrote that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_SAID = re.compile(r"\b(?:skrev|wrote|schrieb)\b")
_WHEN, _WHOM = re.compile(r"[0-9]{4}|[0-9]:[0-9]{2}"), re.compile("@")
_BEGINS = re.compile(
    r"(?:on|den|på|[0-9]{1,2}[./ ]|[0-9]{4}-|"
    r"(?:man|tirs?|ons|tors?|fre|lør|søn|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:da[gy]|\.)?,? )",
    re.IGNORECASE,
)
_MOST_LINES = 3  # of a line in which a mail program says who wrote what it quotes
_FROM = re.compile(r"\W{0,4}(?:fra|från|from)[*_]{0,2}:", re.IGNORECASE)
_FIELD = re.compile(
    r"\W{0,4}(?:sendt|skickat|sent|dato|date|til|till|to|kopi|cc|emne|ämne|subject)[*_]{0,2}:", re.IGNORECASE
)
_FEWEST_FIELDS = 2  # beside whom it is from
_LINE_ABOVE = re.compile(r"[ \t]*(?:_{5,}|-{2,} ?[^\n-]{3,40} ?-{2,})[ \t]*")
_NEAR = 3  # lines between such a line and what stands below it
_MARKS = re.compile(r"[> \t]*")
_CLOSING = re.compile(
    r"(?:(?:med )?(?:vennlig|beste) hilsen|hilsen|mvh|(?:(?:best|kind) )?regards)\b", re.IGNORECASE
)
_MOST_CONTEXT = 8  # lines of what an answer stands below
_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")


def own_words(text: str) -> str:
    """The words of a mail without the mail that it answers, without who wrote that, and without a signature.

    Words between quoted lines keep the last passage above them, with its `>`: it is what they answer.
    """
    lines = text.split("\n")
    end = len(lines)
    for first, after in _told(lines):
        if not lines[first].startswith(">") and not _is_quoted_below(lines, first, after):
            end = first
            break
        lines[first:after] = [""] * (after - first)
    kept: list[str] = []
    above: list[str] = []
    for is_quoted, run in groupby(_unsigned(lines[:end]), lambda line: line.startswith(">")):
        block = list(run)
        if is_quoted or not any(map(str.strip, block)):
            above += block
        else:
            kept += [*_context(above), *block]
            above = []
    return _GAPS.sub("\n\n", "\n".join(kept)).strip()


def whole_words(text: str) -> str:
    """All words of a mail, those that it quotes too, without who wrote them when to whom."""
    lines = text.split("\n")
    for first, after in _told(lines):
        lines[first:after] = [""] * (after - first)
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


def _told(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a mail program says who wrote what follows: the first line and the one after the last, in order."""
    bare = [line[_depth(line)[1] :].strip() for line in lines]
    done = 0
    for place, words in enumerate(bare):
        if place < done:
            continue
        if _FROM.match(words) is not None:
            after = place + 1
            while after < len(bare) and _FIELD.match(bare[after]) is not None:
                after += 1
            if after - place > _FEWEST_FIELDS:
                yield _with_line_above(bare, place, done), after
                done = after
        elif words.endswith(":") and (count := _attribution(lines, bare, place, done)):
            yield place + 1 - count, place + 1
            done = place + 1


def _with_line_above(bare: Sequence[str], place: int, done: int) -> int:
    """Where a line that a program draws above begins, or `place`."""
    above = place - 1
    while above >= max(done, place - _NEAR) and not bare[above]:
        above -= 1
    return above if above >= done and _LINE_ABOVE.fullmatch(bare[above]) is not None else place


def _attribution(lines: Sequence[str], bare: Sequence[str], place: int, done: int) -> int:
    """How many lines up to one say who wrote what follows; 0 where they are words of somebody's own."""
    below = next((line for line in lines[place + 1 : place + 1 + _NEAR] if line.strip()), "")
    deeper = _depth(below)[0] > _depth(lines[place])[0]
    found = 0
    for count in range(1, min(_MOST_LINES, place + 1 - done) + 1):
        if not bare[place + 1 - count]:
            break
        words = " ".join(bare[place + 1 - count : place + 1])
        when, whom = _WHEN.search(words) is not None, _WHOM.search(words) is not None
        begins = _BEGINS.match(words) is not None
        if _SAID.search(words) is None or not (when or whom):
            continue
        if begins and (deeper or (when and whom)):
            return count
        found = found or (count if deeper else 0)
    return found


def _is_quoted_below(lines: Sequence[str], first: int, after: int) -> bool:
    """Whether what somebody is said to have written has marks of quoting; else it is all that follows."""
    below = next((line for line in lines[after : after + _NEAR] if line.strip()), "")
    return _depth(below)[0] > _depth(lines[first])[0]


def _depth(line: str) -> tuple[int, int]:
    """How often a line is quoted, and where its words begin."""
    if not line.startswith(">"):
        return 0, 0
    marks = _MARKS.match(line)
    end = marks.end() if marks is not None else 0
    return line.count(">", 0, end), end


def _unsigned(lines: Sequence[str]) -> Iterator[str]:
    """Lines without signatures: each goes on until something is quoted."""
    inside = False
    for line in lines:
        inside = line == "-- " or (inside and not line.startswith(">"))
        if not inside:
            yield line


def _context(quoted: Sequence[str]) -> list[str]:
    """The last passage of what is quoted; none where that is a greeting or an address."""
    passage: list[str] = []
    for line in reversed(quoted):
        bare = line[_depth(line)[1] :].strip()
        if not bare and passage:
            break
        if bare:
            passage.append(line)
    passage = passage[:_MOST_CONTEXT][::-1]
    ends = any(_CLOSING.match(line[_depth(line)[1] :]) for line in passage[:1])
    return [] if ends or any(map(_WHOM.search, passage)) else passage
