"""Which words stand beside hits more often than elsewhere.

A word is compared by its base form: how often it stands at most so many words from a hit, and how often it would if
the words were strewn about evenly. The likelihood ratio of the two (Dunning 1993, "Accurate Methods for the Statistics
of Surprise and Coincidence", Computational Linguistics 19) tells chance from more than that, also where counts are small.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log

from crosscase.language.folding import Folding, folding
from crosscase.language.lemmas import lemmas_of
from crosscase.language.small_words import small_words
from crosscase.language.words import words_in

REACH = 5
"""Words on either side of a hit."""
LEAST = 2
"""How often a word must stand beside hits: what was said once says nothing of a pattern."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word that stands beside hits more often than elsewhere.

    Attributes:
        word: its base form.
        count: how often it stands beside a hit.
        expected: how often it would by chance.
        score: the likelihood ratio, G²; 10.8 and more comes about by chance once in a thousand words that are tried.
        texts: in how many texts it stands beside a hit.
        forms: as it stands there in lower case, the most frequent form first.
    """

    word: str
    count: int
    expected: float
    score: float
    texts: int
    forms: tuple[str, ...]


class Collocates:
    """Counts words beside hits, one text after the other.

    Args:
        language: whose base forms and whose small words.
        reach: words on either side of a hit.
        small: count small words and numbers too.
        lemma_of: the base form of a word; of the language's dictionary where None.
    """

    def __init__(
        self,
        language: str,
        reach: int = REACH,
        small: bool = False,
        lemma_of: Callable[[str], str] | None = None,
    ) -> None:
        self._lemma_of = lemma_of if lemma_of is not None else lemmas_of(language).of
        self._small = frozenset() if small else small_words(language)
        self._numbers = small
        self._reach = reach
        self._elsewhere: Counter[str] = Counter()  # every word but those that were looked for
        self._beside: Counter[str] = Counter()
        self._texts: Counter[str] = Counter()
        self._hits: dict[str, array[int]] = {}
        self._hit_count = 0

    def add(self, body: str, passages: Sequence[Span], hits: Sequence[Span]) -> None:
        """Count a text.

        Args:
            body: the text.
            passages: spans whose words count, in order; what is beside a hit is sought in its own passage alone.
            hits: spans in order, none overlapping another.
        """
        words = _Words(folding(body, exact=True))
        ends = [end for _, end in hits]
        beside: set[str] = set()
        for start, end in passages:
            first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
            if first == last:
                continue
            near = range(bisect_right(ends, start), bisect_left(hits, (end, end)))
            self._elsewhere.update(words.words[first:last])
            if near:
                beside |= self._count(words, (first, last), hits, near)
        self._texts.update({self._lemma_of(word) for word in beside})
        self._hit_count += len(hits)

    def _count(self, words: _Words, among: Span, hits: Sequence[Span], near: range) -> set[str]:
        """Count the words of one passage that stand beside hits; gives them."""
        taken: set[int] = set()
        windows: list[tuple[int, range]] = []
        for number in near:
            start, end = hits[number]
            first = max(among[0], bisect_right(words.ends, start))
            last = min(among[1], bisect_left(words.starts, end))
            if first >= last:
                continue
            taken.update(range(first, last))
            windows.append(
                (number, range(max(among[0], first - self._reach), min(among[1], last + self._reach)))
            )
        self._elsewhere.subtract(words.words[place] for place in taken)
        counted: set[int] = set()
        for number, window in windows:
            for place in window:
                if place in taken:
                    continue
                word = words.words[place]
                self._hits.setdefault(word, array("L")).append(self._hit_count + number)
                if place not in counted:
                    counted.add(place)
                    self._beside[word] += 1
        return {words.words[place] for place in counted}

    def found(self) -> tuple[Collocate, ...]:
        """The words that stand beside hits more often than chance has it, the surest first."""
        everywhere, beside, forms = self._by_lemma()
        whole, window = sum(self._elsewhere.values()), sum(self._beside.values())
        rows = []
        for lemma, count in beside.items():
            expected = everywhere[lemma] * window / whole
            if count < LEAST or count <= expected or not self._is_told(lemma, forms[lemma]):
                continue
            score = likelihood_ratio(count, everywhere[lemma], window, whole)
            common = tuple(form for form, _ in forms[lemma].most_common())
            rows.append(Collocate(lemma, count, expected, score, self._texts[lemma], common))
        return tuple(sorted(rows, key=lambda row: (-row.score, row.word)))

    def _by_lemma(self) -> tuple[Counter[str], Counter[str], dict[str, Counter[str]]]:
        everywhere: Counter[str] = Counter()
        beside: Counter[str] = Counter()
        forms: dict[str, Counter[str]] = {}
        for word, count in self._elsewhere.items():
            everywhere[self._lemma_of(word)] += count
        for word, count in self._beside.items():
            lemma = self._lemma_of(word)
            beside[lemma] += count
            forms.setdefault(lemma, Counter())[word.lower()] += count
        return everywhere, beside, forms

    def _is_told(self, lemma: str, forms: Iterable[str]) -> bool:
        if not self._numbers and not any(map(str.isalpha, lemma)):
            return False
        return lemma not in self._small and not self._small.issuperset(forms)

    def hits_beside(self, collocate: Collocate) -> tuple[int, ...]:
        """Which hits a word stands beside, by their number over all texts from 0 on."""
        wanted = set(collocate.forms)
        found = (numbers for word, numbers in self._hits.items() if word.lower() in wanted)
        return tuple(sorted({number for numbers in found for number in numbers}))


class _Words:
    """The words of a body with their places in it."""

    def __init__(self, ready: Folding) -> None:
        self.starts, self.ends = array("L"), array("L")
        self.words: list[str] = []
        for match in words_in(ready).finditer(ready.text):
            span = match.span() if ready.is_regular else ready.span(*match.span())
            if span is not None:
                self.starts.append(span[0])
                self.ends.append(span[1])
                self.words.append(match[0])


def likelihood_ratio(count: int, everywhere: int, window: int, whole: int) -> float:
    """Dunning's G² of a word.

    Args:
        count: how often it stands in the window.
        everywhere: how often in all texts.
        window: words in the window.
        whole: words in all texts.
    """
    table = (
        (count, everywhere * window),
        (everywhere - count, everywhere * (whole - window)),
        (window - count, (whole - everywhere) * window),
        (whole - window - everywhere + count, (whole - everywhere) * (whole - window)),
    )
    return 2.0 * sum(cell * log(cell * whole / margins) for cell, margins in table if cell)
