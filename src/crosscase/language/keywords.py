"""Where the keywords of codes stand in a text: inflected, in compounds, misspelt, as phrases.

A word form that somebody has refused for a code is no hit of it, whatever it is like; one that was approved is one,
even where no keyword would find it. Where a trained pipeline is to be used, a word is also a form of the base form
that it has in its sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

import regex

from crosscase.language.folding import Folding, folding
from crosscase.language.lemmas_in_text import lemmas_in_text, trained_used
from crosscase.language.likeness import Kind, Like, likeness_of
from crosscase.language.wordlist import Wordlist
from crosscase.language.words import GAP, words_in
from crosscase.study.folder import Study
from crosscase.study.folding import folded

State = Literal["approved", "refused", "new"]

_Bases = Mapping[tuple[int, int], str]
_Likes = tuple[tuple[int, Like], ...]
_Match = re.Match[str] | regex.Match[str]

_MOST_WORDS = 200_000  # different words whose likeness is kept
_VERY = Like("form", 100.0)


class Entry(NamedTuple):
    """What is looked for on behalf of a code: its path, keywords, and the forms that were approved and refused."""

    code: str
    keywords: tuple[str, ...]
    forms: tuple[str, ...] = ()
    not_forms: tuple[str, ...] = ()


class Hit(NamedTuple):
    """A place where a keyword stands.

    Attributes:
        start, end: code points of the text.
        code: path of the code.
        keyword: as the codebook has it; of an approved form that no keyword finds, the form itself.
        form: the words found, in lower case with single blanks.
        kind, score: as in `likeness.Like`; of a phrase, those of its least like word.
        state: whether somebody has approved or refused the form for the code.
    """

    start: int
    end: int
    code: str
    keyword: str
    form: str
    kind: Kind
    score: float
    state: State


class _Row(NamedTuple):
    """Words to be found one after the other.

    Attributes:
        entry: place of the code.
        keyword: empty for an approved form.
        places: in the list of words; of an approved form, in that of approved words, as negatives.
        gaps: what may stand between them.
    """

    entry: int
    keyword: str
    places: tuple[int, ...]
    gaps: tuple[re.Pattern[str], ...]


class _Place(NamedTuple):
    start: int
    end: int
    row: _Row
    like: Like


class KeywordMatcher:
    """Finds the keywords of many codes in one text after another. Each different word is compared once.

    Args:
        entries: the codes with their keywords; a keyword of several words is found as such words in a row.
        language: of the texts.
        trained: the trained pipeline whose base forms count too, as `lemmas_in_text.trained_used` says; empty for none.

    Raises:
        StudyError: the pipeline is not there.
    """

    def __init__(self, entries: Iterable[Entry], language: str, trained: str = "") -> None:
        self.entries = tuple(entries)
        self._in_text = lemmas_in_text(language, trained)
        self._likeness = likeness_of(language)
        self._begins: dict[int, list[_Row]] = defaultdict(list)
        self._very: dict[str, int] = {}
        words: dict[str, int] = {}
        empty: list[tuple[str, str]] = []
        for place, entry in enumerate(self.entries):
            for keyword in dict.fromkeys(entry.keywords):
                places = tuple(words.setdefault(word, len(words)) for word in words_of(keyword))
                if places:
                    self._begins[places[0]].append(_Row(place, keyword, places, _gaps(keyword)))
                else:
                    empty.append((entry.code, keyword))
            for form in entry.forms:
                self._approve(place, form)
        self.empty = tuple(empty)
        """(code, keyword) of keywords that have no word in them: nothing can be looked for."""
        self._decided = [_Decided(entry) for entry in self.entries]
        self._wordlist = Wordlist(tuple(words), self._likeness)
        self._likes: dict[str, _Likes] = {}
        self._of_base: dict[str, list[int]] = defaultdict(list)
        for word, at in words.items():
            for spelling in self._likeness.wanted(word).spellings:
                self._of_base[spelling].append(at)

    @property
    def used(self) -> str:
        """What the hits were found with."""
        trained = self._in_text.used if self._in_text is not None else ""
        return ", ".join(filter(None, (self._likeness.used, trained)))

    def find(self, text: str) -> list[Hit]:
        """The hits in order of their places; of one code, none overlap."""
        return self._hits(text, refused=False)

    def every(self, text: str) -> list[Hit]:
        """The same with the forms that were refused."""
        return self._hits(text, refused=True)

    def _approve(self, entry: int, form: str) -> None:
        places = tuple(-1 - self._very.setdefault(folded(word), len(self._very)) for word in words_of(form))
        if places:
            self._begins[places[0]].append(_Row(entry, "", places, _gaps(form)))

    def _hits(self, text: str, refused: bool) -> list[Hit]:
        ready = folding(text, True)  # as they stand: dictionaries know accents
        by_entry: dict[int, list[tuple[_Place, str, State]]] = defaultdict(list)
        bases = self._in_text.of(text) if self._in_text is not None else {}
        for place in self._places(ready, bases):
            form = form_of(ready.text[place.start : place.end])
            state = self._decided[place.row.entry].state(form)
            if refused or state != "refused":
                by_entry[place.row.entry].append((place, form, state))
        hits = [
            Hit(
                *span, self.entries[place.row.entry].code, place.row.keyword or form, form, *place.like, state
            )
            for found in by_entry.values()
            for place, form, state in _apart(found)
            if (span := ready.span(place.start, place.end)) is not None
        ]
        return sorted(hits) if len(hits) > 1 else hits

    def _places(self, ready: Folding, bases: _Bases) -> Iterator[_Place]:
        pattern, text, known = words_in(ready), ready.text, self._likes
        for match in pattern.finditer(text):
            word = match[0]
            likes = known.get(word)
            if likes is None:
                likes = self._compared(word)
            if bases:
                likes = self._with_base(ready, match, bases, likes)
            for at, like in likes:
                for row in self._begins.get(at, ()):
                    found = (
                        (match.end(), like)
                        if len(row.places) == 1
                        else self._rest(ready, match.end(), row, like, bases)
                    )
                    if found is not None:
                        yield _Place(match.start(), found[0], row, found[1])

    def _rest(
        self, ready: Folding, end: int, row: _Row, least: Like, bases: _Bases
    ) -> tuple[int, Like] | None:
        """Where a row of words ends whose first one ends at `end`."""
        pattern, text = words_in(ready), ready.text
        for wanted, between in zip(row.places[1:], row.gaps, strict=True):
            gap = between.match(text, end)
            word = pattern.match(text, gap.end()) if gap is not None else None
            likes = (
                dict(self._with_base(ready, word, bases, self._compared(word[0]))) if word is not None else {}
            )
            if word is None or wanted not in likes:
                return None
            least, end = min(least, likes[wanted], key=_score), word.end()
        return end, least

    def _with_base(self, ready: Folding, word: _Match, bases: _Bases, likes: _Likes) -> _Likes:
        """What a word is like, and where it is not, what the base form that it has in its sentence is the word of."""
        span = ready.span(*word.span()) if bases else None
        base = bases.get(span, "") if span is not None else ""
        if not base:
            return likes
        there = {at for at, _ in likes}
        return (*likes, *((at, _VERY) for at in self._of_base.get(folded(base), ()) if at not in there))

    def _compared(self, word: str) -> _Likes:
        found = self._likes.get(word)
        if found is None:
            if len(self._likes) >= _MOST_WORDS:
                self._likes.clear()
            very = self._very.get(folded(word))
            found = self._wordlist.like(word)
            if very is not None:
                found = (*found, (-1 - very, _VERY))
            self._likes[word] = found
        return found


class _Decided:
    """What somebody has decided on the forms of one code."""

    def __init__(self, entry: Entry) -> None:
        self._forms = frozenset(folded(form_of(form)) for form in entry.forms)
        self._not_forms = frozenset(folded(form_of(form)) for form in entry.not_forms)

    def state(self, form: str) -> State:
        """Of a form in lower case; one that is both is refused."""
        if not self._forms and not self._not_forms:
            return "new"
        plain = folded(form)
        return "refused" if plain in self._not_forms else "approved" if plain in self._forms else "new"


def form_of(words: str) -> str:
    """Words as their form is kept: in lower case, with single blanks."""
    return " ".join(words.casefold().split())


def words_of(keyword: str) -> list[str]:
    """The words of a keyword, without the signs around and between them."""
    ready = folding(keyword, True)
    return words_in(ready).findall(ready.text)


def _gaps(keyword: str) -> tuple[re.Pattern[str], ...]:
    """What may stand between the words of a keyword: blanks for blanks, else its own signs."""
    ready = folding(keyword, True)
    spans = [match.span() for match in words_in(ready).finditer(ready.text)]
    between = (ready.text[end:start].strip() for (_, end), (start, _) in pairwise(spans))
    return tuple(re.compile(rf"\s*{re.escape(signs)}\s*" if signs else GAP) for signs in between)


def entries_of(study: Study) -> tuple[Entry, ...]:
    """The codes that have keywords or approved forms and are not retired, in the codebook's order."""
    return tuple(
        Entry(path, code.keywords, code.forms, code.not_forms)
        for path, code in study.codebook.by_path.items()
        if (code.keywords or code.forms) and not code.retired
    )


def matcher_of(study: Study) -> KeywordMatcher:
    """What finds the keywords of a study's codes, in the study's language."""
    return KeywordMatcher(*setup_of(study))


Setup = tuple[tuple[Entry, ...], str] | tuple[tuple[Entry, ...], str, str]
"""The entries, the language, and the trained pipeline if one is to be used: what makes a matcher in another process."""


def setup_of(study: Study) -> Setup:
    """What makes the matcher of a study, with the trained pipeline that is installed for its language."""
    language = study.settings.language
    return entries_of(study), language, trained_used(language)


def hits_in(setup: Setup, texts: Sequence[str]) -> list[list[Hit]]:
    """The hits in many texts, in values that can be sent from one process to another."""
    matcher = made_once(setup)
    return [matcher.find(text) for text in texts]


@lru_cache(maxsize=4)
def made_once(setup: Setup) -> KeywordMatcher:
    """The matcher of a set-up, made once in a process."""
    return KeywordMatcher(*setup)


def _apart(found: list[tuple[_Place, str, State]]) -> Iterator[tuple[_Place, str, State]]:
    """Those of one code that do not overlap: of two the longer, of equal ones a keyword's, and the more like."""
    if len(found) == 1:
        yield from found
        return
    done = -1
    for each in sorted(found, key=_rank):
        if each[0].start >= done:
            done = each[0].end
            yield each


def _rank(one: tuple[_Place, str, State]) -> tuple[int, int, bool, float]:
    place = one[0]
    return place.start, -place.end, not place.row.keyword, -place.like.score


def _score(like: Like) -> float:
    return like.score
