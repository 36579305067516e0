"""How well ways of matching keywords find what a reader would, on sentences marked by hand.

Run alone: python -m benchmarks.keywords
The pairs of sentence and keyword that a way finds are compared with those that are marked (`keywords_texts`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from benchmarks.keywords_texts import KEYWORDS, Sentence, development, held_out
from crosscase.language.keywords import Entry, KeywordMatcher
from crosscase.language.matching import matcher
from crosscase.language.pipeline import open_pipeline
from crosscase.study.folding import folded

Figure = tuple[str, float, str, float | None]
Way = Callable[[Sequence[str]], Iterable[set[str]]]


class Score(NamedTuple):
    """Precision, recall and F1 over all pairs of sentence and keyword, 0 to 1."""

    precision: float
    recall: float
    f1: float


def phrases(texts: Sequence[str]) -> Iterable[set[str]]:
    """spaCy's PhraseMatcher over base forms."""
    from spacy.matcher import PhraseMatcher

    pipeline = open_pipeline("nb", trained=False)
    found = PhraseMatcher(pipeline.doc("").vocab, attr="LEMMA")
    for keyword in KEYWORDS:
        found.add(keyword, [pipeline.doc(keyword)])
    for doc in pipeline.docs(texts):
        yield {doc.vocab.strings[key] for key, _start, _end in found(doc)}


def substrings(texts: Sequence[str]) -> Iterable[set[str]]:
    """The letters of the keyword anywhere."""
    for text in texts:
        yield {keyword for keyword in KEYWORDS if keyword in folded(text)}


def near(texts: Sequence[str]) -> Iterable[set[str]]:
    """Words spelt nearly so, or inflected, as the near search finds them."""
    matchers = {keyword: matcher(keyword, "near") for keyword in KEYWORDS}
    for text in texts:
        yield {keyword for keyword, one in matchers.items() if any(True for _ in one.find(text))}


def likeness(texts: Sequence[str]) -> Iterable[set[str]]:
    """The program's own way."""
    yield from _matched(texts, {})


def reviewed(texts: Sequence[str]) -> Iterable[set[str]]:
    """The same after somebody has refused every word form that was only ever wrong in the development sentences."""
    right: set[tuple[str, str]] = set()
    wrong: set[tuple[str, str]] = set()
    ready = KeywordMatcher([Entry(keyword, (keyword,)) for keyword in KEYWORDS], "nb")
    for sentence in development():
        for hit in ready.find(sentence.text):
            (right if hit.code in sentence.keywords else wrong).add((hit.code, hit.form))
    refused: dict[str, tuple[str, ...]] = {}
    for keyword, form in sorted(wrong - right):
        refused[keyword] = (*refused.get(keyword, ()), form)
    yield from _matched(texts, refused)


def _matched(texts: Sequence[str], refused: Mapping[str, tuple[str, ...]]) -> Iterable[set[str]]:
    entries = [Entry(keyword, (keyword,), not_forms=refused.get(keyword, ())) for keyword in KEYWORDS]
    ready = KeywordMatcher(entries, "nb")
    for text in texts:
        yield {hit.code for hit in ready.find(text)}


WAYS: dict[str, Way] = {
    "base forms (PhraseMatcher)": phrases,
    "letters anywhere": substrings,
    "near search": near,
    "base forms, compounds, inside, near": likeness,
    "the same, forms reviewed": reviewed,
}


def score(way: Way, marked: Sequence[Sentence]) -> Score:
    """How a way does on marked sentences."""
    right = found = wanted = 0
    for sentence, seen in zip(marked, way([sentence.text for sentence in marked]), strict=True):
        right += len(seen & sentence.keywords)
        found += len(seen)
        wanted += len(sentence.keywords)
    return Score(right / found, right / wanted, 2 * right / (found + wanted))


def run() -> list[Figure]:
    """Precision, recall and F1 in percent on the held-out sentences, F1 on the others, milliseconds a sentence."""
    figures: list[Figure] = []
    kept, seen = held_out(), development()
    for name, way in WAYS.items():
        list(way([seen[0].text]))  # dictionaries and pipelines are loaded once
        begun = time.process_time()
        result = score(way, kept)
        spent = (time.process_time() - begun) * 1000 / len(kept)
        what = f"keywords, {name}"
        figures += [
            (f"{what}: precision, {len(kept)} held-out sentences", result.precision * 100, "%", None),
            (f"{what}: recall, held-out", result.recall * 100, "%", None),
            (f"{what}: F1, held-out", result.f1 * 100, "%", None),
            (f"{what}: F1, {len(seen)} sentences for development", score(way, seen).f1 * 100, "%", None),
            (f"{what}: CPU a sentence", spent, "ms", None),
        ]
    return figures


if __name__ == "__main__":
    for line in run():
        print(line)
