"""Where names stand in a text: whole words, in the genitive too, whatever their case, accents, hyphens and spacing.

A name is a row of words with what stands between them. Names are looked up by their words, so the time that a text
takes does not grow with the number of names. Numbers are looked up by their digits.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from crosscase.study.name_folding import FoldedText, fold

Way = Literal["name", "word", "digits", "mail"]
"""How a name counts: in any case; only with the capitals that it is written with; by its digits; with any spacing."""

_WORD = re.compile(r"[^\W_]+")  # an underscore parts words: kari_nordmann is a name
_ENDING = re.compile(r"'s(?![^\W_])|'(?![^\W_])")
_ENDED = ("s", "x", "z")  # letters behind which a lone apostrophe is a genitive
_SOFT = re.compile(r"\s+|-+(?:\s*\n\s*)?|_+|\.")
_AFTER_INITIAL = re.compile(r"\.?\s*-?\s*")
# Thai to Khmer, Japanese and Chinese, which put no space between words: a name there has no ends to be seen
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2}"
)
_SOUGHT = re.compile(r"[^\W_]|[^\x00-\x7f\s]")
_NUMBER = re.compile(r"(?<![0-9])(?:\+|00)?[0-9](?:[\s.()/-]{0,3}[0-9])*")
_GROUP = re.compile(r"[0-9]+")
_COUNTRY = ("47", "0047")
_LEAST_DIGITS = 5
NEVER = frozenset("aioåø")
"""Letters that are words, in any case: as names they can never be told from them."""


class Found(NamedTuple):
    """A name in a text: its span without the ending, what ends its word, the number of the name, and its rank.

    Where names overlap the lower rank counts first, then the longer one.
    """

    start: int
    end: int
    ending: str
    number: int
    rank: int = 1


class _Form(NamedTuple):
    number: int
    rank: int
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    mail: bool
    capitals: tuple[int, ...]  # words that count with a capital alone
    letter: str  # of a name of one letter: how it is written
    around: tuple[str, str]  # the signs before and behind the words: of one letter they must stand there


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded."""
    return tuple(_WORD.findall(fold(name).text))


def can_be_sought(name: str) -> bool:
    """Whether a name holds a letter, a digit or a picture: nothing else is looked for."""
    return _SOUGHT.search(fold(name).text) is not None


class Names:
    """Names made ready to be looked for in one text after another; a name is told by its number in the row."""

    def __init__(self, names: Iterable[tuple[int, str, Way]]) -> None:
        self._forms: dict[str, list[_Form]] = {}
        self._lengths: dict[str, set[int]] = {}  # of the names that begin with a word, in words
        self._digits: dict[str, int] = {}
        self._pictures: dict[str, int] = {}
        known: set[tuple[object, ...]] = set()
        for number, name, way in names:
            folded = fold(name)
            plain = " ".join(folded.text.split())
            digits = "".join(_GROUP.findall(plain))
            if way == "digits" and len(digits) >= _LEAST_DIGITS:
                self._digits.setdefault(_national(digits), number)
            elif _WORD.search(plain) and not _UNSPACED.search(plain):
                form = _form(number, name, folded, way)
                if form[2:] not in known:
                    known.add(form[2:])
                    self._add(form)
            elif _SOUGHT.search(plain):
                self._pictures.setdefault(plain, number)
        self._long = tuple({len(digits) for digits in self._digits})
        one_of = sorted(self._pictures, key=len, reverse=True)
        pattern = "|".join(re.escape(plain).replace(r"\ ", r"\s+") for plain in one_of)
        self._picture = re.compile(pattern) if pattern else None

    def find(self, text: str) -> list[Found]:
        """Every place where a name stands, longest first where places overlap, in the order of the text.

        Positions are code points of the text as it stands.
        """
        folded = fold(text)
        found = [*self._words_in(text, folded)]
        if self._digits:
            found += self._numbers_in(folded)
        if self._picture is not None:
            found += (
                Found(*folded.span(*match.span()), "", self._pictures[" ".join(match[0].split())])
                for match in self._picture.finditer(folded.text)
            )
        return apart(found)

    def _add(self, form: _Form) -> None:
        self._forms.setdefault(" ".join(form.words), []).append(form)
        self._lengths.setdefault(form.words[0], set()).add(len(form.words))

    def _words_in(self, text: str, folded: FoldedText) -> Iterator[Found]:
        words = _WORD.findall(folded.text)
        known = self._lengths
        places = [
            place
            for place, word in enumerate(words)
            if word in known or (word[-1] == "s" and word[:-1] in known)
        ]
        if not places:
            return
        spans = [match.span() for match in _WORD.finditer(folded.text)]
        for place in places:
            for form in self._beginning_at(words, place):
                if (found := _stands(form, text, folded, words, spans, place)) is not None:
                    yield found

    def _beginning_at(self, words: Sequence[str], place: int) -> Iterator[_Form]:
        word = words[place]
        for length in self._lengths.get(word, ()):
            row = word if length == 1 else " ".join(words[place : place + length])
            yield from self._forms.get(row, ())
            if row[-1] == "s":
                yield from self._forms.get(row[:-1], ())
        if word[-1] == "s" and 1 not in self._lengths.get(word, ()):
            yield from self._forms.get(word[:-1], ())

    def _numbers_in(self, folded: FoldedText) -> Iterator[Found]:
        for run in _NUMBER.finditer(folded.text):
            groups = [match.span() for match in _GROUP.finditer(folded.text, *run.span())]
            places = [place for begin, end in groups for place in range(begin, end)]
            digits = "".join(folded.text[begin:end] for begin, end in groups)
            ends = set(accumulate(end - begin for begin, end in groups))
            for begin in (0, *ends):
                for start in (begin, *(begin + len(c) for c in _COUNTRY if digits.startswith(c, begin))):
                    for length in self._long:
                        number = self._digits.get(digits[start : start + length])
                        if number is not None and start + length in ends:
                            left = run.start() if begin == 0 else places[begin]
                            span = folded.span(left, places[start + length - 1] + 1)
                            yield Found(*span, "", number)


def apart(found: Iterable[Found]) -> list[Found]:
    """Of places that overlap the longest ones, in the order of the text."""
    taken: list[Found] = []
    row: list[Found] = []
    reach = -1
    for place in sorted(found):
        if place.start >= reach:
            taken += _longest(row)
            row = []
        row.append(place)
        reach = max(reach, _stop(place))
    return taken + _longest(row)


def _longest(row: Sequence[Found]) -> list[Found]:
    taken: list[Found] = []
    # of two that are as long, the one that is the whole word
    for place in sorted(row, key=lambda one: (one.rank, one.start - _stop(one), len(one.ending), one.start)):
        if all(_stop(place) <= other.start or place.start >= _stop(other) for other in taken):
            taken.append(place)
    return sorted(taken)


def _stop(place: Found) -> int:
    return place.end + len(place.ending)


class Stretches:
    """Stretches of a text, to ask whether a place lies inside one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [*accumulate((end for _, end in ordered), max)]

    def hold(self, start: int, end: int) -> bool:
        """Whether the span lies inside a stretch."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and self._ends[index] >= end


def _national(digits: str) -> str:
    """The digits of a number without the country's."""
    return digits[-8:] if len(digits) > 8 and digits[:-8] in _COUNTRY else digits


def _form(number: int, name: str, folded: FoldedText, way: Way) -> _Form:
    parts = [*_WORD.finditer(folded.text)]
    words = tuple(part[0] for part in parts)
    gaps = tuple(
        _gap(folded.text[before.end() : after.start()], len(before[0]) == 1, way == "mail")
        for before, after in pairwise(parts)
    )
    before, behind = folded.text[: parts[0].start()].strip(), folded.text[parts[-1].end() :].strip()
    single = sum(map(len, words)) == 1
    # a dot behind a name ends the sentence, but for one letter
    around = (before, behind if single or behind.strip(".") else "")
    letter = _composed(name, folded, parts[0].span()) if single else ""
    capitals: tuple[int, ...] = ()
    if way == "word":
        written = (_composed(name, folded, part.span())[:1] for part in parts)
        capitals = tuple(place for place, first in enumerate(written) if first != first.lower()) or (0,)
    # in a list of names, `Kari Nordmann, Kari Hansen`, no surname goes with the next given name
    rank = 0 if len(words) > 1 and "," not in gaps else 1
    return _Form(number, rank, words, gaps, way == "mail", capitals, letter, around)


def _composed(text: str, folded: FoldedText, span: tuple[int, int]) -> str:
    start, end = folded.span(*span)
    return unicodedata.normalize("NFC", text[start:end])


@lru_cache(maxsize=4096)
def _gap(between: str, after_initial: bool, mail: bool) -> str:
    """What stands between two words, so that what counts as the same is the same."""
    if not mail and (_SOFT.fullmatch(between) or (after_initial and _AFTER_INITIAL.fullmatch(between))):
        return " "
    return "".join(between.split())


def _stands(
    form: _Form,
    text: str,
    folded: FoldedText,
    words: Sequence[str],
    spans: Sequence[tuple[int, int]],
    place: int,
) -> Found | None:
    """The name as it stands from a word on, whose words are there; None where it does not stand so."""
    last = place + len(form.words) - 1
    if any(
        _gap(folded.text[spans[at][1] : spans[at + 1][0]], len(words[at]) == 1, form.mail)
        != form.gaps[at - place]
        for at in range(place, last)
    ):
        return None
    if any(not _capital(text, folded, spans[place + at][0]) for at in form.capitals):
        return None
    start = spans[place][0]
    end, stop = _ends(form, folded.text, words[last], spans[last][1])
    if form.letter and (stop > end or not _is_letter(form, text, folded, (start, end))):
        return None
    # signs that the name is written with are taken along
    before, behind = form.around
    if before and folded.text.endswith(before, 0, start):
        start -= len(before)
    if behind and folded.text.startswith(behind, end):
        end = stop = end + len(behind)
    begin, true_end = folded.span(start, end)
    return Found(begin, true_end, text[true_end : folded.span(start, stop)[1]], form.number, form.rank)


def _ends(form: _Form, body: str, word: str, end: int) -> tuple[int, int]:
    """Where a name ends whose last word ends at `end`, and where its genitive does."""
    if word != form.words[-1]:
        return end - 1, end
    match = None if form.letter else _ENDING.match(body, end)
    if match is None or (match[0] == "'" and not word.endswith(_ENDED)):
        return end, end
    return end, match.end()


def _is_letter(form: _Form, text: str, folded: FoldedText, span: tuple[int, int]) -> bool:
    before, behind = form.around
    return (
        form.words[0] not in NEVER
        and _composed(text, folded, span) == form.letter
        and folded.text.endswith(before, 0, span[0])
        and folded.text.startswith(behind, span[1])
    )


def _capital(text: str, folded: FoldedText, at: int) -> bool:
    first = text[folded.span(at, at + 1)[0]]
    return first != first.lower()
