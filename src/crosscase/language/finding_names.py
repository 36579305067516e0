"""What in a text may tell who somebody is, proposed for a person to decide.

Without a trained model: the names of the roster and what is spelt nearly so, numbers and addresses by their form,
and capitals that no rule of spelling asks for (`python -m benchmarks names` says how well). An installed pipeline
adds what it takes for names.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crosscase.language.capitals import Capitals, Run, Token
from crosscase.language.likeness import likeness_of
from crosscase.language.name_lists import PUBLIC, SORTS
from crosscase.language.number_forms import forms
from crosscase.study.homonyms import is_word
from crosscase.study.name_folding import folded_name
from crosscase.study.name_matching import Stretches, words_of
from crosscase.study.roster import Entry, Kind, Occurrence, Roster, kept_in, occurrences

if TYPE_CHECKING:
    from crosscase.language.pipeline import Pipeline

LEAST = 85.0
"""Likeness (0 to 100) of a word to one of the roster's, at least."""
_LETTERS = 4  # of a word that is compared with the roster's
_PEOPLE = frozenset(["PER", "PERSON"])
_PLACED = frozenset(["LOC", "GPE", "GPE_LOC", "GPE_ORG", "ORG", "FAC"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something in a text that may tell who somebody is.

    Attributes:
        start: code points into the text as it stands.
        end: exclusive, without the ending.
        words: as they stand, without the ending.
        ending: the genitive behind it (`s`, `’s`, `'`), which stays when it is replaced.
        kind: what it is the name of.
        entry: of the roster, where it is one or like one.
        sure: nobody has to look.
        score: 0 to 1, for sorting.
        why: by what it was found.
    """

    start: int
    end: int
    words: str
    ending: str
    kind: Kind
    entry: Entry | None
    sure: bool
    score: float
    why: str


def candidates(
    text: str,
    roster: Roster,
    language: str,
    *,
    known: Collection[str] = frozenset(),
    pipeline: Pipeline | None = None,
) -> tuple[Candidate, ...]:
    """Find what may tell who somebody is.

    Args:
        text: a body, a memo, a title.
        roster: names that are known already, and passages that were looked at.
        language: of the text.
        known: words and phrases that are never proposed, in any case: names of cases and codes, labels of speakers.
        pipeline: a trained one adds what it takes for people, places and organisations.

    Returns:
        In the order of the text, none overlapping.
    """
    never = _folded(frozenset(known))
    capitals = Capitals(text, likeness_of(language), never.__contains__)
    certain = occurrences(roster, text)
    words = _words_of(roster)
    runs = [*capitals.runs()]
    # what comes first wins where places overlap
    found = [
        *_longer_than_roster(runs, certain, words),
        *_numbers(text, certain),
        *(_of_roster(text, one, capitals) for one in certain),
        *(found for run in runs if (found := words.near(run)) is not None),
        *_near_words(capitals, words, never),
        *_entities(capitals, runs, pipeline, never),
        *map(_of_run, runs),
    ]
    kept = kept_in(roster, text)
    return _apart(one for one in found if not kept.hold(one.start, one.end))


@lru_cache(maxsize=4)
def _folded(known: frozenset[str]) -> frozenset[str]:
    # a study has hundreds of them and thousands of texts
    return frozenset(map(folded_name, known))


class _RosterWords:
    """The words of the roster's names, for what is spelt nearly so."""

    def __init__(self, roster: Roster) -> None:
        self._whole: dict[str, Entry] = {}
        self._parts: dict[str, Entry] = {}
        for entry in roster.entries:
            if entry.kind not in ("person", "place", "other"):
                continue
            for name in (entry.name, *entry.also):
                plain = words_of(name)
                self._whole.setdefault(_even(" ".join(plain)), entry)
                for word in plain:
                    if len(word) >= _LETTERS - 1 and word not in SORTS and word not in PUBLIC:
                        self._parts.setdefault(_even(word), entry)
        self._wholes = [*self._whole]
        self._words = [word for word in self._parts if len(word) >= _LETTERS]
        self.nearest = lru_cache(maxsize=50_000)(self._nearest)

    def near(self, run: Run) -> Candidate | None:
        """A row of words that is nearly a name of several words."""
        plain = _even(" ".join(words_of(run.words)))
        if len(run.tokens) < 2 or (best := _best(plain, self._wholes)) is None:
            return None
        entry = self._whole[best[0]]
        return _like(run.start, run.words, run.ending, entry, best[1])

    def part(self, plain: str) -> Entry | None:
        """The entry that a word is a part of the name of."""
        return self._parts.get(_even(plain))

    def _nearest(self, plain: str) -> tuple[Entry, float] | None:
        best = _best(_even(plain), self._words)
        return (self._parts[best[0]], best[1]) if best is not None else None


@lru_cache(maxsize=4)
def _words_of(roster: Roster) -> _RosterWords:
    return _RosterWords(roster)


def _even(plain: str) -> str:
    # aa is the older spelling of å
    return plain.replace("aa", "å")


def _best(plain: str, names: list[str]) -> tuple[str, float] | None:
    from rapidfuzz import fuzz, process

    best = process.extractOne(plain, names, scorer=fuzz.ratio, score_cutoff=LEAST)
    return (best[0], best[1]) if best is not None else None


def _of_roster(text: str, one: Occurrence, capitals: Capitals) -> Candidate:
    words = text[one.start : one.end]
    doubtful = capitals.begins(one.start) and (one.entry.word or all(map(is_word, words_of(words))))
    return Candidate(
        one.start,
        one.end,
        words,
        one.ending,
        one.entry.kind,
        one.entry,
        not doubtful,
        0.9 if doubtful else 1.0,
        "roster",
    )


def _numbers(text: str, certain: tuple[Occurrence, ...]) -> Iterator[Candidate]:
    covered = Stretches((one.start, one.end) for one in certain)
    for form in forms(text):
        if not covered.hold(form.start, form.end):
            words = text[form.start : form.end]
            yield Candidate(form.start, form.end, words, "", form.kind, None, form.sure, form.score, form.why)


def _longer_than_roster(
    runs: Iterable[Run], certain: tuple[Occurrence, ...], words: _RosterWords
) -> Iterator[Candidate]:
    """Rows of capitalised words of which the roster has one: another person, or the same spelt otherwise."""
    starts = [one.start for one in certain]
    for run in runs:
        between = certain[bisect_left(starts, run.start) : bisect_left(starts, run.end)]
        inside = [one for one in between if one.end <= run.end]
        if not inside or any(one.end - one.start >= run.end - run.start for one in inside):
            continue
        if (near := words.near(run)) is not None:
            yield near
        elif len(inside) == 1 and _leaves_a_name(run, inside[0]):
            why = "a name of the roster with another name beside it"
            yield Candidate(run.start, run.end, run.words, run.ending, "person", None, False, run.score, why)


def _leaves_a_name(run: Run, one: Occurrence) -> bool:
    """Whether beside a given name of the roster there is another one: it may be somebody else's."""
    rest = run.words[: one.start - run.start] + run.words[one.end - run.start :]
    alone = len(words_of(run.words[one.start - run.start : one.end - run.start])) == 1
    return one.entry.kind == run.kind == "person" and alone and any(map(str.isupper, rest))


def _near_words(capitals: Capitals, words: _RosterWords, never: frozenset[str]) -> Iterator[Candidate]:
    """Single words that are a part of the roster's names, or spelt nearly so."""
    lemmas = capitals.likeness.lemmas
    for token in capitals.tokens:
        if len(token.plain) < _LETTERS - 1 or token.plain in never or token.plain in PUBLIC:
            continue
        capital = token.words[0].isupper()
        for plain, end, ending in _readings(token):
            entry = words.part(plain)
            if entry is not None and capital and not (is_word(plain) and capitals.begins(token.start)):
                why = f"part of {entry.name}"
                kind = entry.kind
                yield Candidate(
                    token.start, end, token.words[: end - token.start], ending, kind, entry, False, 0.9, why
                )
                break
        else:
            if len(token.plain) < _LETTERS or (
                lemmas.known(token.words) and not (capital and not capitals.begins(token.start))
            ):
                continue
            for plain, end, ending in _readings(token):
                if (near := words.nearest(plain)) is not None:
                    yield _like(token.start, token.words[: end - token.start], ending, *near)
                    break


def _readings(token: Token) -> Iterator[tuple[str, int, str]]:
    """The word as it stands, and without what may be its genitive: spelling, end, ending."""
    yield token.plain, token.end, token.ending
    if not token.ending and token.plain.endswith("s"):
        yield token.plain[:-1], token.end - 1, token.words[-1]


def _like(start: int, words: str, ending: str, entry: Entry, score: float) -> Candidate:
    why = f"near {entry.name} ({score:.0f})"
    return Candidate(
        start, start + len(words), words, ending, entry.kind, entry, False, round(score / 100, 2), why
    )


def _of_run(run: Run) -> Candidate:
    kind: Kind = "place" if run.kind == "place" else "person"
    return Candidate(run.start, run.end, run.words, run.ending, kind, None, False, run.score, run.why)


def _entities(
    capitals: Capitals, runs: Iterable[Run], pipeline: Pipeline | None, never: frozenset[str]
) -> Iterator[Candidate]:
    if pipeline is None or not pipeline.trained:
        return
    with_ending = {(run.start, run.end + len(run.ending)): run for run in runs}
    for entity in pipeline.doc(capitals.text).ents:
        kind: Kind | None = (
            "person" if entity.label_ in _PEOPLE else "place" if entity.label_ in _PLACED else None
        )
        start, end, plain = entity.start_char, entity.end_char, folded_name(entity.text)
        nobody = plain in never or plain in PUBLIC or not any(map(str.isalpha, plain))
        if kind is None or nobody or capitals.brackets.hold(start, end):
            continue
        run = with_ending.get((start, end))
        words, ending = (run.words, run.ending) if run is not None else (entity.text, "")
        why = f"named by {pipeline.trained}"
        yield Candidate(start, start + len(words), words, ending, kind, None, False, 0.7, why)


def _apart(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Of candidates that overlap the first one, in the order of the text."""
    taken: list[Candidate] = []
    starts: list[int] = []
    for one in found:
        index = bisect_right(starts, one.start)
        if index and taken[index - 1].end > one.start:
            continue
        if index < len(taken) and taken[index].start < one.end:
            continue
        starts.insert(index, one.start)
        taken.insert(index, one)
    return tuple(taken)
