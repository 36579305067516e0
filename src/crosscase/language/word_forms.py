"""The word forms that keywords matched, counted, to be approved or refused; and keywords that match too much."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from crosscase.language.keywords import Entry, Hit, Setup, State, form_of, made_once, setup_of
from crosscase.language.likeness import Kind
from crosscase.study.folder import Study
from crosscase.study.model import Source
from crosscase.study.segments import segments_of_source
from crosscase.study.sentences import sentences

MOST_SHARE = 0.25
"""The share of all sentences above which a keyword matches too much."""
MOST_FORMS = 25
"""Word forms nobody has looked at, beside inflections, above which a keyword matches too much."""
FEWEST_SENTENCES = 20
"""Sentences that there must be before shares are judged."""

_AT_ONCE = 16  # sources

Spoken = tuple[str, Sequence[str]]
"""Id of a source, and its sentences."""
Counts = tuple[
    int, Sequence[tuple[str, str, str, str, Kind, float, State, int]], Sequence[tuple[str, str, int]]
]
"""How many sentences there are; (source, code, keyword, form, kind, score, state, count); (code, keyword, sentences)."""


@dataclass(frozen=True, slots=True)
class WordForm:
    """A form in which a keyword of a code was found.

    Attributes:
        code, keyword, form, kind, score, state: as in `keywords.Hit`.
        count: how often.
        sources: in how many sources.
    """

    code: str
    keyword: str
    form: str
    kind: Kind
    score: float
    count: int
    sources: int
    state: State


@dataclass(frozen=True, slots=True)
class Doubt:
    """A keyword that a person should look at, and why, in a sentence."""

    code: str
    keyword: str
    sentence: str


class WordForms(NamedTuple):
    """What the keywords matched.

    Attributes:
        forms: by code as the codebook has them, then keyword, the most frequent first.
        doubts: keywords that match too much, or have nothing to be looked for.
        sentences: how many were looked through.
        used: what they were found with.
    """

    forms: tuple[WordForm, ...]
    doubts: tuple[Doubt, ...]
    sentences: int
    used: str


def word_forms(
    study: Study, counted: Callable[[Setup, Iterable[Spoken]], Iterable[Counts]] | None = None
) -> WordForms:
    """The word forms of all keywords of a study in what its informants say and its documents hold.

    Args:
        counted: counts in another way than here, such as in several processes: calls `counts_in` with parts.
    """
    setup = setup_of(study)
    spoken = ((source.id, spoken_sentences(source)) for source in study.sources.values())
    return put_together(setup, (counted or _counted_here)(setup, spoken))


def spoken_sentences(source: Source) -> tuple[str, ...]:
    """The sentences of a source without headings, labels and the interviewers' turns."""
    asking = {speaker.name for speaker in source.speakers if speaker.is_interviewer}
    found: list[str] = []
    for start, end, speaker, is_heading in segments_of_source(source).paragraphs():
        if not is_heading and speaker not in asking:
            bounds = zip(*sentences(source.body, start, end), strict=True)
            found.extend(source.body[begin:stop] for begin, stop in bounds)
    return tuple(found)


def counts_in(setup: Setup, spoken: Sequence[Spoken]) -> Counts:
    """The counts of some sources, in values that can be sent from one process to another."""
    matcher = made_once(setup)
    forms: Counter[tuple[str, Hit]] = Counter()
    holding: Counter[tuple[str, str]] = Counter()
    total = 0
    for source, texts in spoken:
        total += len(texts)
        for text in texts:
            hits = matcher.every(text)
            # without their places hits of one form are equal
            forms.update((source, hit._replace(start=0, end=0)) for hit in hits)
            holding.update({(hit.code, hit.keyword) for hit in hits if hit.state != "refused"})
    rows = [(source, *hit[2:], count) for (source, hit), count in forms.items()]
    return total, rows, [(*key, count) for key, count in holding.items()]


def put_together(setup: Setup, counts: Iterable[Counts]) -> WordForms:
    """The counts of all parts as one table."""
    entries, matcher = setup[0], made_once(setup)
    total = 0
    often: Counter[tuple[str, str, str, Kind, float, State]] = Counter()
    sources: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    holding: Counter[tuple[str, str]] = Counter()
    for size, rows, shares in counts:
        total += size
        for source, code, keyword, form, kind, score, state, count in rows:
            often[code, keyword, form, kind, score, state] += count
            sources[code, keyword, form].add(source)
        for code, keyword, count in shares:
            holding[code, keyword] += count
    found = [
        WordForm(code, keyword, form, kind, score, count, len(sources[code, keyword, form]), state)
        for (code, keyword, form, kind, score, state), count in often.items()
    ]
    forms = tuple(sorted(found, key=_order(entries)))
    doubts = (*_empty(matcher.empty), *_too_much(forms, holding, total))
    return WordForms(forms, doubts, total, matcher.used)


def _counted_here(setup: Setup, spoken: Iterable[Spoken]) -> Iterator[Counts]:
    waiting = iter(spoken)
    while part := tuple(islice(waiting, _AT_ONCE)):
        yield counts_in(setup, part)


def _order(entries: Sequence[Entry]) -> Callable[[WordForm], tuple[int, int, int, str]]:
    codes = {entry.code: place for place, entry in enumerate(entries)}
    keywords = {(entry.code, word): place for entry in entries for place, word in enumerate(entry.keywords)}
    last = len(keywords)
    return lambda form: (
        codes[form.code], keywords.get((form.code, form.keyword), last), -form.count, form.form,
    )  # fmt: skip


def _empty(empty: Iterable[tuple[str, str]]) -> Iterator[Doubt]:
    for code, keyword in empty:
        yield Doubt(code, keyword, f"there is no word in “{keyword}”: nothing is looked for")


def _too_much(forms: Sequence[WordForm], holding: Counter[tuple[str, str]], total: int) -> Iterator[Doubt]:
    unseen = Counter(
        (form.code, form.keyword) for form in forms if form.kind != "form" and form.state == "new"
    )
    for (code, keyword), count in holding.items():
        if total >= FEWEST_SENTENCES and count > total * MOST_SHARE:
            yield Doubt(
                code, keyword,
                f"“{keyword}” matches {count} of {total} sentences: refuse forms, or take a word that says more",
            )  # fmt: skip
        if (kinds := unseen[code, keyword]) > MOST_FORMS:
            yield Doubt(
                code, keyword,
                f"“{keyword}” matches {kinds} word forms nobody has looked at: refuse those that mean something else",
            )  # fmt: skip


def decided(
    forms: Sequence[str],
    not_forms: Sequence[str],
    approve: Iterable[str],
    refuse: Iterable[str],
    back: Iterable[str],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A code's approved and refused forms after some more were decided on.

    Args:
        forms, not_forms: as they stand.
        approve, refuse, back: word forms to be approved, refused, or neither from now on; any case.

    Returns:
        Both lists, new forms last; the last thing said of a form holds.
    """
    approved, refused = dict.fromkeys(map(form_of, forms)), dict.fromkeys(map(form_of, not_forms))
    for each in map(form_of, approve):
        refused.pop(each, None)
        approved[each] = None
    for each in map(form_of, refuse):
        approved.pop(each, None)
        refused[each] = None
    for each in map(form_of, back):
        approved.pop(each, None)
        refused.pop(each, None)
    return tuple(approved), tuple(refused)
