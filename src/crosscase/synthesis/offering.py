"""Codes offered for texts, by keywords and by what was learned, with what stands behind each of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from crosscase.language.keywords import KeywordMatcher, made_once
from crosscase.language.keywords import Setup as Keywords
from crosscase.language.learning import LEAST, Model, Scored, train
from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.study.plurals import counted
from crosscase.synthesis.examples import Example

OfferKind = Literal["keyword", "learned"]

TOP = 3
"""At most so many codes are offered for one text."""
_KIND_WORDS = {"form": "", "compound": "in a compound", "inside": "inside a word", "near": "nearly"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A code for a text; the attributes are those of `suggesting.Suggestion`."""

    code: str
    kind: OfferKind
    score: float
    why: tuple[str, ...]
    examples: int


@dataclass(frozen=True, slots=True)
class Record:
    """How a keyword did where somebody has looked: in how many texts it stands, and how many of these have its code."""

    seen: int = 0
    right: int = 0

    @property
    def share(self) -> float:
        """The share that has the code, by the rule of succession: a half where nothing is known (Laplace)."""
        return (self.right + 1) / (self.seen + 2)


@dataclass(frozen=True, eq=False)
class Offers:
    """What offers codes. Made by `learn`.

    Attributes:
        model: what was learned; None where nothing was to be.
        keywords: what makes the matcher of keywords; None where none are looked for.
        records: by (code, keyword).
    """

    model: Model | None
    keywords: Keywords | None
    records: Mapping[tuple[str, str], Record]

    @property
    def _matcher(self) -> KeywordMatcher | None:
        return made_once(self.keywords) if self.keywords is not None else None

    def offer(self, texts: Sequence[str], top: int = TOP) -> list[tuple[Offer, ...]]:
        """For each text the codes with the highest scores, best first, at most `top`."""
        learned: Sequence[tuple[Scored, ...]] = [()] * len(texts)
        if self.model is not None:
            # codes that a keyword brings up may rank lower: more are asked for than will be shown
            learned = self.model.suggest(texts, top=2 * top)
        matcher = self._matcher
        return [
            _ranked(self._by_keyword(text, matcher), scored, top)
            for text, scored in zip(texts, learned, strict=True)
        ]

    def _by_keyword(self, text: str, matcher: KeywordMatcher | None) -> dict[str, Offer]:
        found: dict[str, Offer] = {}
        for hit in matcher.find(text) if matcher is not None else ():
            record = self.records.get((hit.code, hit.keyword), Record())
            score = round(record.share * hit.score / 100, 4)
            if score < LEAST or ((there := found.get(hit.code)) is not None and there.score >= score):
                continue
            found[hit.code] = Offer(
                hit.code, "keyword", score, _why(hit.keyword, hit.form, hit.kind, record), 0
            )
        return found


def learn(
    examples: Sequence[Example],
    beside: Mapping[str, str],
    keywords: Keywords | None,
    learned: bool,
    small: Collection[str] = (),
) -> Offers:
    """Learn from examples.

    Args:
        beside, small: what the codebook says of each code, and words that say little, as of `learning.train`.
        keywords: as of `Offers`; how each did in the examples is counted.
        learned: whether anything is to be learned but that.
    """
    texts, labels = [each.text for each in examples], [each.codes for each in examples]
    model = train(texts, labels, beside, small) if learned else None
    records = _records(texts, labels, made_once(keywords)) if keywords is not None else {}
    return Offers(model, keywords, records)


def offers_in(offers: Offers, texts: Sequence[str]) -> list[tuple[Offer, ...]]:
    """As `Offers.offer`, in values that can be sent from one process to another."""
    return offers.offer(texts)


def told_by_codebook(study: Study) -> dict[str, str]:
    """By present path what the codebook says of each code that is in use: name, definition, what to include, keywords.

    Its example is left out: it often stands in a source, and would be found there.
    """
    language = study.settings.language
    return {
        path: " ".join(filter(None, _said_of(study, code, language)))
        for path, code in study.codebook.by_path.items()
        if not code.retired
    }


def _said_of(study: Study, code: Code, language: str) -> tuple[str, ...]:
    return study.codebook.name(code, language), code.definition, code.include, *code.keywords, *code.forms


def _records(
    texts: Sequence[str], labels: Sequence[Collection[str]], matcher: KeywordMatcher
) -> dict[tuple[str, str], Record]:
    found: dict[tuple[str, str], Record] = {}
    for text, codes in zip(texts, labels, strict=True):
        for key in {(hit.code, hit.keyword) for hit in matcher.find(text)}:
            former = found.get(key, Record())
            found[key] = Record(former.seen + 1, former.right + (key[0] in codes))
    return found


def _why(keyword: str, form: str, kind: str, record: Record) -> tuple[str, ...]:
    as_form = "" if form == keyword.casefold() else f": “{form}”"
    likeness = f" {words}" if (words := _KIND_WORDS.get(kind, kind)) else ""
    why = f"keyword “{keyword}”{likeness}{as_form}"
    if not record.seen:
        return (why,)
    return why, f"coded so {record.right} of {record.seen} times"


def _learned(scored: Scored) -> Offer:
    return Offer(scored.code, "learned", scored.score, _like(scored), scored.examples)


def _like(scored: Scored) -> tuple[str, ...]:
    return (f"like {counted(scored.examples, 'example')}: {', '.join(scored.telling)}",)


def _both(keyword: Offer, scored: Scored) -> Offer:
    """Both speak for it: as two witnesses who know nothing of each other."""
    score = round(1 - (1 - keyword.score) * (1 - scored.score), 4)
    return Offer(keyword.code, "keyword", score, (*keyword.why, *_like(scored)), scored.examples)


def _ranked(found: dict[str, Offer], scored: Sequence[Scored], top: int) -> tuple[Offer, ...]:
    """The best of what keywords found, and of what was learned."""
    for each in scored:
        there = found.get(each.code)
        found[each.code] = _learned(each) if there is None else _both(there, each)
    best = sorted(found.values(), key=lambda offer: (-offer.score, offer.code))
    return tuple(best[:top])
