"""Learning which code stands on a text, from texts that people have coded: n-grams of letters, logistic regression.

A text is seen as the weights (TF-IDF) of its runs of two to five characters within words, so that `ressurs`,
`ressursene` and `ressursmangel` share most of what they are. Each code has its own logistic regression, one against
the rest, in which the few texts with the code weigh as much as the many without it.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

Floats = NDArray[np.float32]

FEWEST = 3
"""Examples that a code must have to be learned."""
LEAST = 0.3
"""The score below which nothing is suggested: chosen on the example study, where F1 is highest there."""
LONGEST = 10_000  # characters of one text that are looked at: more tell nothing new and take long
MOST_EXAMPLES = 20_000
_MOST_GRAMS = (
    50_000  # those in most texts; what is rarer tells little, and a weight is kept for each code and gram
)
_STRENGTH = 10.0  # of what is learned against keeping weights small, as scikit-learn's C
_MOST_ROUNDS = 100  # of a regression; where examples do not contradict each other it ends long before
_FEWEST_ROUNDS = 20
_MOST_LOOKS = 400_000  # at a text while one code is learned: half a second
_ENOUGH_WORDS = 3  # of a text: fewer are an answer that could be to anything
_ENOUGH_LETTERS = 30  # with which a text of fewer words, or of a language without blanks, says enough too
_AT_ONCE = 2_000  # texts whose grams are in memory together
_TELLING = 3  # words
_SIZES = (2, 5)  # characters of a gram
_MOST_WORDS = 100_000  # whose grams are kept


@dataclass(frozen=True, slots=True)
class Scored:
    """A code for a text.

    Attributes:
        score: 0 to 1.
        examples: texts with the code that were learned from.
        telling: the words of the text that speak most for it, the most telling first, in lower case.
    """

    code: str
    score: float
    examples: int
    telling: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Model:
    """What was learned. Made by `train`.

    Attributes:
        codes: those that are suggested, in order.
        examples: texts with each of them.
        too_few: codes that have fewer examples than are needed, and how many.
        everywhere: codes that stand on every text, so that nothing can be learned about them.
        used: the library, with its version.
    """

    codes: tuple[str, ...]
    examples: Mapping[str, int]
    too_few: Mapping[str, int]
    everywhere: tuple[str, ...]
    used: str
    _small: frozenset[str] = field(repr=False)
    _vectorizer: TfidfVectorizer | None = field(repr=False)
    _weights: Floats = field(repr=False)
    _biases: Floats = field(repr=False)
    _word_grams: dict[str, tuple[NDArray[np.int64], Floats]] = field(default_factory=dict, repr=False)

    def scores(self, texts: Sequence[str]) -> Floats:
        """How likely each code is on each text: shape (texts, codes), 0 to 1."""
        return np.concatenate([np.zeros((0, len(self.codes)), np.float32), *self._blocks(texts)])

    def suggest(self, texts: Sequence[str], top: int = 3, least: float = LEAST) -> list[tuple[Scored, ...]]:
        """For each text the codes with the highest scores, best first; none that no word of the text speaks for.

        The score of a text of two words is halved, and for one word nothing is suggested: `Enig.` tells no code.

        Args:
            top: at most so many a text.
            least: the score that a code must have.
        """
        found: list[tuple[Scored, ...]] = []
        for block in self._blocks(texts):
            for likely in block:
                row = likely * _weight_of(texts[len(found)])
                ranked = [place for place in np.argsort(-row, kind="stable") if row[place] >= least]
                told = (self._scored(texts[len(found)], place, row[place]) for place in ranked)
                found.append(tuple(islice((each for each in told if each.telling), top)))
        return found

    def _blocks(self, texts: Sequence[str]) -> Iterator[Floats]:
        for first in range(0, len(texts), _AT_ONCE):
            block = texts[first : first + _AT_ONCE]
            if self._vectorizer is None:
                yield np.zeros((len(block), 0), np.float32)
                continue
            grams = self._vectorizer.transform([text[:LONGEST] for text in block])
            sums = grams @ self._weights.T + self._biases
            sums[
                grams.getnnz(axis=1) == 0
            ] = -np.inf  # of a text that shares nothing with any, nothing is known
            yield np.asarray(1 / (1 + np.exp(-np.clip(sums, -60, 60))) * np.isfinite(sums), np.float32)

    def _scored(self, text: str, place: int, score: float) -> Scored:
        code = self.codes[place]
        return Scored(code, round(float(score), 4), self.examples[code], self._telling(text, place))

    def _telling(self, text: str, place: int) -> tuple[str, ...]:
        """Words by what their grams add to the score."""
        weights = self._weights[place]
        told: dict[str, float] = {}
        for word in dict.fromkeys(text[:LONGEST].lower().split()):
            grams, idf = self._grams_of(word)
            plain = word.strip("".join(c for c in set(word) if not c.isalnum()))
            weight = float(weights[grams] @ idf)
            if len(plain) > 1 and plain not in self._small and weight > 0:
                told[plain] = max(weight, told.get(plain, 0.0))
        return tuple(sorted(told, key=lambda word: -told[word])[:_TELLING])

    def _grams_of(self, word: str) -> tuple[NDArray[np.int64], Floats]:
        """The grams of one word that are known: their places, and how rare they are."""
        if (known := self._word_grams.get(word)) is None:
            assert self._vectorizer is not None
            places = self._vectorizer.vocabulary_
            there = np.array([places[gram] for gram in grams_of(word) if gram in places], np.int64)
            known = there, np.asarray(self._vectorizer.idf_[there], np.float32)
            if len(self._word_grams) > _MOST_WORDS:
                self._word_grams.clear()
            self._word_grams[word] = known
        return known


def _weight_of(text: str) -> float:
    """What the score of a text counts for: 0 for one word, a half for two, else 1."""
    if len(text) >= _ENOUGH_LETTERS:
        return 1.0
    words = sum(any(map(str.isalnum, word)) for word in text.split())
    return min(1.0, max(0, words - 1) / (_ENOUGH_WORDS - 1))


def grams_of(word: str) -> tuple[str, ...]:
    """The runs of characters of one word with a blank on either side, as the vectorizer takes them."""
    padded = f" {word} "
    low, high = _SIZES
    return tuple(
        padded[start : start + size]
        for size in range(low, min(high, len(padded)) + 1)
        for start in range(len(padded) - size + 1)
    )


def train(
    texts: Sequence[str],
    labels: Sequence[Collection[str]],
    beside: Mapping[str, str] | None = None,
    small: Collection[str] = (),
    fewest: int = FEWEST,
) -> Model:
    """Learn from texts and the codes on them.

    Args:
        texts: what was looked at, also what no code stands on: that is what codes are told from.
        labels: the codes on each.
        beside: what the codebook says of a code, by code: one more example of it, which is not counted as one.
        small: words that say little, in lower case; they count, and are not named as telling.
        fewest: examples that a code must have.

    Returns:
        A model without codes where there is nothing to learn from.
    """
    counts: dict[str, int] = {}
    for code in (code for codes in labels for code in codes):
        counts[code] = counts.get(code, 0) + 1
    everywhere = tuple(sorted(code for code, count in counts.items() if count == len(texts) > 0))
    codes = tuple(sorted(c for c, count in counts.items() if count >= fewest and c not in everywhere))
    too_few = {c: count for c, count in sorted(counts.items()) if count < fewest and c not in everywhere}
    chosen = _chosen(labels)
    shown = [texts[place][:LONGEST] for place in chosen]
    more = [(code, text[:LONGEST]) for code in codes if (text := (beside or {}).get(code, "").strip())]
    vectorizer, weights, biases = _fitted(
        [*shown, *(text for _, text in more)],
        [
            [code in found for found in ([labels[p] for p in chosen] + [{c} for c, _ in more])]
            for code in codes
        ],
    )
    examples = {code: counts[code] for code in codes} if vectorizer is not None else {}
    return Model(
        tuple(examples), examples, too_few, everywhere, used(), frozenset(small), vectorizer, weights, biases
    )


def used() -> str:
    """What models are made with; the library is not imported for it."""
    from importlib.metadata import version

    return f"scikit-learn {version('scikit-learn')}"


def _chosen(labels: Sequence[Collection[str]]) -> list[int]:
    """The places of the texts that are learned from: of more than can be used all parts, those with codes first."""
    if len(labels) <= MOST_EXAMPLES:
        return list(range(len(labels)))
    coded = [place for place, codes in enumerate(labels) if codes]
    kept = _evenly(coded, MOST_EXAMPLES // 2)
    kept += _evenly([place for place, codes in enumerate(labels) if not codes], MOST_EXAMPLES - len(kept))
    return sorted(kept)


def _evenly(places: Sequence[int], most: int) -> list[int]:
    if len(places) <= most:
        return list(places)
    return [places[round(step)] for step in np.linspace(0, len(places) - 1, most)]


def _fitted(
    texts: Sequence[str], has: Sequence[Sequence[bool]]
) -> tuple[TfidfVectorizer | None, Floats, Floats]:
    """Weights (codes, grams) and biases (codes); nothing where the texts have no grams, or no code is learned."""
    nothing = None, np.zeros((0, 0), np.float32), np.zeros(0, np.float32)
    if not has:
        return nothing
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=_SIZES, sublinear_tf=True, max_features=_MOST_GRAMS, dtype=np.float32
    )
    try:
        grams = vectorizer.fit_transform(texts)
    except ValueError:  # nothing but blanks
        return nothing
    weights = np.zeros((len(has), grams.shape[1]), np.float32)
    biases = np.zeros(len(has), np.float32)
    rounds = max(_FEWEST_ROUNDS, min(_MOST_ROUNDS, _MOST_LOOKS // grams.shape[0]))
    # the matrices are small: several threads would wait for each other ten times longer than they work
    with threadpool_limits(1), warnings.catch_warnings():
        # examples that contradict each other have no end to come to; the last round is as good as any after it
        warnings.simplefilter("ignore", ConvergenceWarning)
        for place, truth in enumerate(has):
            # solved in the dual, where there is a number a text and not one a gram: quick and to the end
            wanted = LogisticRegression(
                C=_STRENGTH, class_weight="balanced", solver="liblinear", dual=True, tol=1e-2,
                max_iter=rounds, random_state=0,
            )  # fmt: skip
            wanted.fit(grams, np.array(truth))
            weights[place], biases[place] = wanted.coef_[0], wanted.intercept_[0]
    return vectorizer, weights, biases
