"""Words with a capital that no rule of spelling asks for, joined to names.

Norwegian and English write names with a capital and other words without, so a capital inside a sentence tells much,
and one at its beginning little: there a word counts where it is in a list of names, or stands elsewhere in the text
with a capital inside a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

import regex

from crosscase.language.lemmas import lemmas_of
from crosscase.language.likeness import Likeness
from crosscase.language.name_lists import GIVEN, PLACES, PUBLIC, SORTS, SURNAMES, sort_of_place
from crosscase.study.homonyms import is_word
from crosscase.study.name_folding import folded_name
from crosscase.study.name_matching import Stretches

_TOKEN = regex.compile(
    r"[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad\u200b]*+(?:[-\u2010\u2011'’][\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad\u200b]*+)*+"
)
_GENITIVE = regex.compile(r"['’]s$")
_BRACKETS = regex.compile(r"\[[^\[\]\n]{1,60}\]")
_JOINED = regex.compile(r"[ \u00a0]|\.[ \u00a0]?")
# short forms that a name may follow
_TITLE = regex.compile(
    r"(?<!\p{L})(?:\p{Lu}|(?i:dr|prof|hr|fr|frk|mrs?|ms|st|jf|f\.eks|bl\.a|eks|inkl|ekskl|ev|evt))\.$"
)
_SPACES = " \t\u00a0\u202f"
_STOPS = ".!?…"
_PARTICLES = frozenset(["van", "von", "de", "al", "el", "bin", "ibn", "abu", "af"])
_AFTER_PARTICLES = frozenset(["der", "den", "la"])
_PLACED = frozenset(["i", "på", "in", "at"])
_WHAT_PEOPLE_DO = """
    sa sier seier er var har hadde kan kunne vil ville må måtte skal skulle ble blir fikk får mente mener tror trodde
    forteller fortalte fortel svarte svarer spurte spør ringte ringer kom kommer kjem gikk går bor budde bodde jobber jobbet
    og fra frå synes syntes opplever opplevde ønsker ønsket leder ledet viste viser tok tar ga gir gav said says is was
    has had can will would thinks and
"""
_DOING = frozenset(_WHAT_PEOPLE_DO.split())
_LANGUAGES_OF_NOUNS = frozenset(["de", "lb"])  # every noun has a capital there
_SHORTEST = 2
_LONGEST = 6  # words of a name


class Token(NamedTuple):
    """A word of a text: its span without a genitive `’s`, the ending, its words, and its spelling for comparing."""

    start: int
    end: int
    ending: str
    words: str
    plain: str


class Run(NamedTuple):
    """Words with capitals that make one name.

    Attributes:
        start, end: code points, without the ending.
        words: as they stand.
        ending: the genitive behind.
        tokens: how many words with a capital there are.
        kind: `person` or `place`.
        score: 0 to 1.
        why: by what it was found.
    """

    start: int
    end: int
    words: str
    ending: str
    tokens: tuple[Token, ...]
    kind: str
    score: float
    why: str


def begins_sentence(text: str, place: int) -> bool:
    """Whether a sentence, a line or a quotation begins at a place, so that a capital tells nothing."""
    at = place
    while at and text[at - 1] in _SPACES:
        at -= 1
    if at == 0:
        return True
    before = text[at - 1]
    if before in _STOPS:
        return _TITLE.search(text, max(0, at - 8), at) is None
    return before in '-\n:;«»"“”„([–—•*#>|/‘'


class Capitals:
    """The words of one text and what their capitals tell."""

    def __init__(self, text: str, likeness: Likeness, is_known: Callable[[str], bool]) -> None:
        self.text = text
        self.likeness = likeness
        self._is_known = is_known
        self.tokens = tuple(_tokens(text))
        self.brackets = Stretches(match.span() for match in _BRACKETS.finditer(text))
        self._shouted = frozenset(_shouted(text, self.tokens))
        self._inside = self._inside_sentences()

    def begins(self, place: int) -> bool:
        """Whether a sentence, a line or a quotation begins at a place, so that a capital tells nothing."""
        return begins_sentence(self.text, place)

    def runs(self) -> Iterator[Run]:
        """Names by their capitals, in order."""
        row: list[Token] = []
        for token in self.tokens:
            if self.brackets.hold(token.start, token.end):
                continue
            if row and len(row) < _LONGEST and self._joins(row[-1], token):
                row.append(token)
                continue
            if row:
                yield from self._run(row)
            row = [token] if self._may_begin(token) else []
        if row:
            yield from self._run(row)

    def _inside_sentences(self) -> frozenset[str]:
        """Spellings of the words that have a capital inside a sentence."""
        return frozenset(
            token.plain
            for token in self.tokens
            if _is_capital(token.words) and not self._plain_capital(token)
        )

    def _plain_capital(self, token: Token) -> bool:
        """Whether the capital is one that any word would have there."""
        return token.start in self._shouted or self.begins(token.start)

    def _joins(self, before: Token, token: Token) -> bool:
        between = self.text[before.end + len(before.ending) : token.start]
        if before.ending or _JOINED.fullmatch(between) is None:
            return False
        if between[0] == "." and len(before.words) > 1:
            return False
        if token.words in _PARTICLES or (token.words in _AFTER_PARTICLES and before.words in _PARTICLES):
            return True
        return _is_capital(token.words) and not self._is_nobody(token)

    def _may_begin(self, token: Token) -> bool:
        if not _is_capital(token.words) or self._is_nobody(token):
            return False
        if not self._plain_capital(token):
            return self._tells(token)
        if len(token.words) == 1:  # an initial, where a dot follows
            return self.text[token.end : token.end + 1] == "."
        return _is_listed(token) or token.plain in self._inside or self._score(token) > 0

    def _is_nobody(self, token: Token) -> bool:
        """Whether the word is never a name: known, public, an acronym."""
        return (
            token.plain in PUBLIC
            or self._is_known(token.plain)
            or (
                _is_shout(token.words)
                and token.start not in self._shouted
                and (not _is_listed(token) or is_word(token.plain))
            )
            or token.words[0].isdigit()
        )

    def _tells(self, token: Token) -> bool:
        """Whether a capital inside a sentence tells a name, in this language."""
        return self.likeness.language not in _LANGUAGES_OF_NOUNS or not self.likeness.lemmas.known(
            token.words
        )

    def _run(self, row: list[Token]) -> Iterator[Run]:
        row = _without_particles(row)
        # a single letter is an initial, which alone is no name
        if not any(len(token.words) > 1 for token in row):
            return
        score, why = max(((self._score(token), self._why(token)) for token in row), key=lambda one: one[0])
        if len(row) > 1:
            score = max(score, 0.7) + 0.05
        if score <= 0:
            return
        start, last = row[0].start, row[-1]
        end, ending = _parted(last, self._inside)
        sort = self._sort_behind(last) if not ending and not last.ending else None
        if sort is not None:
            end, ending = sort
        words = self.text[start:end]
        yield Run(
            start, end, words, ending, tuple(row), self._kind(row, words), round(min(score, 0.95), 2), why
        )

    def _score(self, token: Token) -> float:
        """How surely one word is a name, 0 to 1."""
        stem = _stem(token)
        known = self.likeness.lemmas.known(token.words)
        if not self._plain_capital(token):
            return 0.9 if _is_listed(token) else 0.6 if known else 0.85
        if _is_listed(token):
            if not is_word(stem):
                return 0.75
            return 0.5 if token.plain in self._inside or self._does(token) else 0.0
        if token.start in self._shouted or len(token.words) < _SHORTEST + 1:
            return 0.0
        if token.plain in self._inside and not known:
            return 0.7
        return 0.0 if known or self._is_compound(token) or _is_english(token) else 0.5

    def _is_compound(self, token: Token) -> bool:
        parts = self.likeness.parts(token.words)
        return parts.whole or bool(parts.last)

    def _why(self, token: Token) -> str:
        if _is_listed(token):
            return "a usual name, capitalised"
        known = self.likeness.lemmas.known(token.words)
        return "capitalised inside a sentence" if known else "capitalised, in no dictionary"

    def _does(self, token: Token) -> bool:
        """Whether the next word is what somebody does."""
        match = _TOKEN.match(self.text, token.end + len(token.ending) + 1)
        if match is None:
            return False
        word = match[0]
        past = word.islower() and len(word) > 3 and word.endswith(("te", "de", "et"))
        return past or word in _DOING or (_is_capital(word) and not _is_shout(word))

    def _sort_behind(self, last: Token) -> tuple[int, str] | None:
        """Where the word for a sort of place ends that goes on a name (`Elvebakken skole`), and its genitive."""
        if self.text[last.end : last.end + 1] not in (" ", "\u00a0"):
            return None
        match = _TOKEN.match(self.text, last.end + 1)
        if match is None:
            return None
        if match[0] in SORTS:
            return match.end(), ""
        return (match.end() - 1, "s") if match[0].endswith("s") and match[0][:-1] in SORTS else None

    def _kind(self, row: Sequence[Token], words: str) -> str:
        if sort_of_place(words):
            return "place"
        stems = [_stem(token) for token in row]
        if any(stem in GIVEN for stem in stems) and not (len(row) == 1 and stems[0] in PLACES):
            return "person"
        if stems[-1] in PLACES:
            return "place"
        if any(stem in SURNAMES for stem in stems) or len(row) > 1:
            return "person"
        before = self.text[max(0, row[0].start - 4) : row[0].start].split()
        return "place" if before and before[-1].lower() in _PLACED else "person"


def _is_english(token: Token) -> bool:
    """Whether it is an English word, as stand in any text: at the beginning of a sentence its capital tells nothing."""
    known = lemmas_of("en").known
    return known(token.words) or known(token.words.partition("'")[0].removesuffix("n"))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        words, ending = match[0], ""
        if (genitive := _GENITIVE.search(words)) is not None:
            words, ending = words[: genitive.start()], genitive[0]
        head, hyphen, tail = words.partition("-")
        # Hansen-saken: what comes after the hyphen is no name, but for a sort of place
        if hyphen and tail[:1].islower() and _is_capital(head) and not sort_of_place(tail):
            words, ending = head, ""
        yield Token(match.start(), match.start() + len(words), ending, words, folded_name(words))


def _shouted(text: str, tokens: Collection[Token]) -> Iterator[int]:
    """Where words stand in lines that are written in capitals."""
    line: list[Token] = []
    done = 0
    for token in (*tokens, None):
        if token is None or "\n" in text[done : token.start]:
            loud = [one for one in line if _is_shout(one.words)]
            if len(loud) > 2 and 2 * len(loud) > len(line):
                yield from (one.start for one in line)
            line = []
        if token is not None:
            line.append(token)
            done = token.end


def _is_capital(words: str) -> bool:
    if words[:1].isupper() or words[:1].istitle():
        return True
    head, _, tail = words.replace("’", "-").replace("'", "-").partition("-")
    return head in _PARTICLES and tail[:1].isupper()


def _is_shout(words: str) -> bool:
    return len(words) > 1 and words.isupper()


def _stem(token: Token) -> str:
    """The spelling without a genitive, where that is a name of the lists."""
    plain = token.plain
    if plain.endswith("s") and not _has(plain) and _has(plain[:-1]):
        return plain[:-1]
    return plain


def _has(plain: str) -> bool:
    return plain in GIVEN or plain in SURNAMES or plain in PLACES


def _is_listed(token: Token) -> bool:
    plain = _stem(token)
    return _has(plain) or any(map(_has, plain.split("-")))


def _parted(token: Token, inside: Collection[str]) -> tuple[int, str]:
    """Where the name ends and what its genitive is."""
    plain = token.plain
    if token.ending or not plain.endswith("s") or len(plain) < _SHORTEST + 1 or _has(plain):
        return token.end, token.ending
    stem = plain[:-1]
    if _has(stem) or stem in inside or (sort_of_place(stem) and not sort_of_place(plain)):
        return token.end - 1, token.words[-1]
    return token.end, ""


def _without_particles(row: list[Token]) -> list[Token]:
    while len(row) > 1 and not _is_capital(row[-1].words):
        row = row[:-1]
    return row
