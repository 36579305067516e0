"""Suggestions: codes for sentences or turns, from the codebook's keywords and from what was coded before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from crosscase.language.evaluating import Evaluation, evaluate
from crosscase.language.keywords import Setup as Keywords
from crosscase.language.keywords import setup_of
from crosscase.language.learning import FEWEST, used
from crosscase.language.lemma_matching import used_for
from crosscase.language.small_words import small_words
from crosscase.study.counting import counted_coders
from crosscase.study.folder import Study
from crosscase.study.model import Source
from crosscase.study.plurals import counted
from crosscase.study.problems import FileError, StudyError
from crosscase.study.suggestion_edits import refused_in, refused_of
from crosscase.study.suggestion_file import Refused
from crosscase.synthesis.examples import Example, Span, Unit, UnitKind, examples_of, units_of
from crosscase.synthesis.offering import TOP as TOP
from crosscase.synthesis.offering import Offer, OfferKind, Offers, learn, told_by_codebook
from crosscase.synthesis.universe import check_coders

Coders = Literal["mine", "counted"] | tuple[str, ...]
Offered = Callable[[Offers, Sequence[Sequence[str]]], Iterable[Sequence[tuple[Offer, ...]]]]
"""Makes offers for the texts of several sources, in order."""

QUEUE_RULE = (
    "passages that nobody learned from has coded, those first whose best suggestion is least certain (nearest to 0.5), "
    "and each code once before any comes again"
)


_NAMED = 5  # codes in one sentence


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code that is offered for a unit; nothing is coded by it.

    Attributes:
        source: id.
        start, end: the unit, code points into the body, end exclusive.
        code: present path.
        kind: `keyword` where a keyword of the code stands there, `learned` where it is like what was coded so.
        score: 0 to 1.
        why: in words, a reason each.
        examples: units with this code that were learned from; 0 where a keyword alone speaks for it.
    """

    source: str
    start: int
    end: int
    code: str
    kind: OfferKind
    score: float
    why: tuple[str, ...] = ()
    examples: int = 0


@dataclass(frozen=True, slots=True)
class Trained:
    """What suggestions were learned from.

    Attributes:
        codes: examples by code, of the codes that are suggested by what was learned.
        examples: units that were learned from.
        said: one sentence for the user.
    """

    codes: Mapping[str, int] = field(default_factory=dict)
    examples: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class _Made:
    """What was offered for a source, for as long as its text and what was learned stay the same."""

    source: Source
    offers: Offers
    units: tuple[Unit, ...]
    found: Sequence[tuple[Offer, ...]]


class Suggester:
    """Makes suggestions for a study as it is now."""

    def __init__(
        self,
        study: Study,
        coders: Coders = "mine",
        *,
        keywords: bool = True,
        learned: bool = True,
        unit: UnitKind = "sentence",
        with_suggested: bool = False,
    ) -> None:
        """Say what suggestions are made of.

        Args:
            coders: whose codings are learned from: the study's coder's, those that count in each source, or some.
            keywords, learned: which kinds.
            unit: what they are made for.
            with_suggested: learn also from codings that came of suggestions.

        Raises:
            StudyError: the study is coded blind and others' codings are asked for, or nobody of a name codes here.
        """
        self.study = study
        self.unit = unit
        self.coders = coders_learned_from(study, coders)
        self._keywords, self._learned, self._with_suggested = keywords, learned, with_suggested
        self._made: dict[str, _Made] = {}
        self._offers = Offers(None, self._setup(), {})

    @property
    def used(self) -> str:
        """What suggestions are made with."""
        keywords = [used_for(self.study.settings.language)] if self._keywords else []
        return ", ".join(keywords + [used()] * self._learned)

    def examples(self) -> tuple[Example, ...]:
        """What there is to learn from now."""
        return examples_of(self.study, self.coders, self.unit, self._with_suggested)

    def learn(self, examples: Sequence[Example]) -> Offers:
        """What offers codes after learning from some examples; suggestions are not changed by it."""
        small = small_words(self.study.settings.language)
        return learn(examples, told_by_codebook(self.study), self._setup(), self._learned, small)

    def evaluate(self) -> Evaluation:
        """How good suggestions are on sources that nothing was learned from; suggestions are not changed by it."""
        examples = self.examples()

        def suggest(learned: Sequence[int], tried: Sequence[int]) -> list[dict[str, float]]:
            offers = self.learn([examples[place] for place in learned])
            found = offers.offer([examples[place].text for place in tried])
            return [{offer.code: offer.score for offer in each} for each in found]

        return evaluate([each.codes for each in examples], [each.group for each in examples], suggest)

    def retrain(self) -> Trained:
        """Learn from the codings as they are now."""
        examples = self.examples()
        self._offers = self.learn(examples)
        self._made.clear()
        model = self._offers.model
        return Trained(model.examples if model is not None else {}, len(examples), self._said(examples))

    def of_source(self, source_id: str) -> tuple[Suggestion, ...]:
        """Suggestions for a source by position, the best first within a unit, at most three a unit.

        Left out are codes that somebody learned from, or the study's coder, has put on some of its words, what that
        coder has refused, and codes that are retired.

        Raises:
            StudyError: there is no such source.
        """
        return self.of_sources([source_id])[source_id]

    def of_sources(
        self, source_ids: Collection[str], offered: Offered | None = None
    ) -> dict[str, tuple[Suggestion, ...]]:
        """As `of_source`, for several.

        Args:
            offered: makes what is new of it; here and now where None.
        """
        wanted = [self._source(source_id) for source_id in source_ids]
        new = [source for source in wanted if not self._is_made(source)]
        units = [units_of(source, self.study.segments(source.id), self.unit) for source in new]
        texts = [[s.body[u.start : u.end] for u in inside] for s, inside in zip(new, units, strict=True)]
        found = map(self._offers.offer, texts) if offered is None else offered(self._offers, texts)
        for source, inside, offers in zip(new, units, found, strict=True):
            self._made[source.id] = _Made(source, self._offers, inside, offers)
        refused = self._refused()
        return {source.id: self._left(self._made[source.id], refused) for source in wanted}

    def queue(
        self, most: int = 20, source_ids: Collection[str] | None = None, offered: Offered | None = None
    ) -> tuple[Suggestion, ...]:
        """Passages most worth coding next, one suggestion each: `QUEUE_RULE`.

        Args:
            source_ids: only of these; of all where None.
            offered: as of `of_sources`.
        """
        ids = tuple(self.study.sources if source_ids is None else source_ids)
        best: dict[str, list[Suggestion]] = {}
        for source_id, suggestions in self.of_sources(ids, offered).items():
            coded = [span for spans in self._coded(source_id).values() for span in spans]
            seen: set[Span] = set()
            for each in suggestions:
                if (span := (each.start, each.end)) not in seen and not _touches(coded, span):
                    best.setdefault(each.code, []).append(each)
                seen.add(span)
        rounds = [
            (place, abs(each.score - 0.5), each)
            for found in best.values()
            for place, each in enumerate(sorted(found, key=_certainty))
        ]
        return tuple(each for _, _, each in sorted(rounds, key=lambda one: one[:2])[:most])

    def _setup(self) -> Keywords | None:
        return setup_of(self.study) if self._keywords else None

    def _source(self, source_id: str) -> Source:
        if (source := self.study.sources.get(source_id)) is None:
            raise StudyError(f"there is no source {source_id}; look with crosscase status")
        return source

    def _is_made(self, source: Source) -> bool:
        made = self._made.get(source.id)
        return made is not None and made.source is source and made.offers is self._offers

    def _refused(self) -> tuple[Refused, ...]:
        try:
            return refused_of(self.study, self.study.coder)
        except FileError:  # told among the study's problems; what was last read of it holds
            return ()

    def _coded(self, source_id: str) -> dict[str, list[Span]]:
        """Spans by present path of the code: of those learned from, and of whoever would accept a suggestion."""
        whose = counted_coders(self.study, source_id) if self.coders is None else self.coders
        found: dict[str, list[Span]] = {}
        for coding in self.study.codings(source_id, {*whose, self.study.coder}):
            if coding.at is not None:
                found.setdefault(self.study.codebook.path_now(coding.code), []).append(coding.at)
        return found

    def _left(self, made: _Made, refused: Iterable[Refused]) -> tuple[Suggestion, ...]:
        book = self.study.codebook
        coded = self._coded(made.source.id)
        unwanted = refused_in(self.study, made.source, refused)
        in_use = {path for path, code in book.by_path.items() if not code.retired}
        return tuple(
            Suggestion(
                unit.source, unit.start, unit.end, path, each.kind, each.score, each.why, each.examples
            )
            for unit, offers in zip(made.units, made.found, strict=True)
            for each in offers
            if (path := book.path_now(each.code)) in in_use
            and not _touches(coded.get(path, ()), (unit.start, unit.end))
            and not any(start <= unit.start and unit.end <= end for start, end in unwanted.get(path, ()))
        )

    def _said(self, examples: Sequence[Example]) -> str:
        model = self._offers.model
        whose = "whose codings count" if self.coders is None else ", ".join(self.coders) or "nobody yet"
        coded = sum(bool(each.codes) for each in examples)
        if model is None:
            return f"Keywords alone, counted in {counted(coded, 'coded passage')} of {whose}."
        if model.codes:
            said = f"Learned {counted(len(model.codes), 'code')} from {counted(coded, 'coded passage')} ({whose})"
        else:
            said = f"Too little to learn from: {counted(coded, 'coded passage')} ({whose})"
        if model.too_few:
            is_left = "is" if len(model.too_few) == 1 else "are"
            few = (
                f"{counted(len(model.too_few), 'code')} with fewer than {FEWEST} examples {is_left} left out"
            )
            said += f"; {few}: {_listed(model.too_few)}"
        if model.everywhere:
            said += f"; on every passage, so that nothing tells it apart: {_listed(model.everywhere)}"
        return f"{said}."


def coders_learned_from(study: Study, coders: Coders) -> tuple[str, ...] | None:
    """Whose codings are learned from; None for those that count in each source.

    Raises:
        StudyError: as `Suggester`.
    """
    mine = (study.coder,) if study.coder else ()
    if coders == "mine":
        return mine
    if study.settings.blind and coders != mine:
        raise StudyError(
            "this study is coded blind (`blind: true` in study.yaml): suggestions learn from your own codings alone"
        )
    if coders == "counted":
        return None
    check_coders(study, [coder for coder in coders if coder != study.coder])
    return tuple(coders)


def _certainty(suggestion: Suggestion) -> tuple[float, str, int]:
    return abs(suggestion.score - 0.5), suggestion.source, suggestion.start


def _touches(spans: Iterable[Span], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _listed(codes: Iterable[str]) -> str:
    named = list(codes)
    return ", ".join(named[:_NAMED]) + (f" and {len(named) - _NAMED} more" if len(named) > _NAMED else "")
