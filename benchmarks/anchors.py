"""Blind test of finding codings again: notes of 60,000 characters, 500 codings, edits whose truth is known.

The truth of a coding is the stretch from its first to its last surviving character, every character being
remembered through all edits: a moved character is still itself, one that was written over is gone. A
coding counts where at least 60 % of its characters survive. The finder sees the two texts (or only the new
one) and the codings, nothing of the edits.

Two kinds of case have no single right answer. They are counted, and told apart:

- a *torn* coding, a part of which was moved so far that more of the old text now stands between its parts
  than it has itself. Taken by the letter, its truth is all that lies between its first and its last
  character, at times half the text; a reader would look for it where most of it stayed together. `exact`
  and `near` judge it by that larger part, `exact!` and `near!` by the letter.
- a *twin*: the words found are the very words sought, in another copy of them.

Run alone, with every kind of edit and every mix: python -m benchmarks.anchors [--quick]
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise

from benchmarks.anchor_edits import KINDS, MIXES, Mix, Traced, edited
from benchmarks.anchor_texts import TEXTS, lay_codings
from crosscase.study.anchors import Anchor, Found, relocate

Measure = tuple[str, float, str, float | None]

SIZE, CODINGS = 60_000, 500
SEEDS = 22  # for each text: two texts give 22,000 codings a mix
LEAST_SURVIVING = 0.6
NEAR = 3  # characters
BUDGET_SECONDS = 0.3
BUDGET_NOT_EXACT, BUDGET_NOT_NEAR, BUDGET_SILENT = 3.0, 1.0, 0.1  # percent
BEYOND = "heavily"  # some 500 edits and 40 moves in 60,000 characters: more than the aims are for
SPARSE = 40  # codings of a text where little is known of it without the old one
ALONE: Mix = {  # edits a text where one kind is tried alone
    **dict.fromkeys(KINDS, 30),
    **dict.fromkeys(("typos", "words replaced", "words added", "words dropped", "punctuation changed"), 200),
    **dict.fromkeys(("speakers renamed", "names hidden", "terms replaced", "white space", "line ends"), 3),
    **dict.fromkeys(("paragraphs moved", "paragraphs dropped"), 12),
}


@dataclass(slots=True)
class Tally:
    """What became of codings.

    Attributes:
        counted: those of which enough survives; the next ones are parts of them.
        exact, near: at the truth, and at most three characters off it at both ends.
        exact_by_letter, near_by_letter: the same with torn codings taken by the letter.
        changed, lost: said to need a look.
        silent, twins: more than three characters off and not said; of these, put on equal words elsewhere.
        torn: see above.
        mid_word: said to be changed, with a border inside a word though the coding did not have it there
            and no edit joined words there.
        gone: of which less survives; the next are parts of them.
        gone_said, gone_silent: said to be changed or lost; put on equal words that are not theirs.
        seconds: CPU time of each text.
    """

    counted: int = 0
    exact: int = 0
    near: int = 0
    exact_by_letter: int = 0
    near_by_letter: int = 0
    changed: int = 0
    lost: int = 0
    silent: int = 0
    twins: int = 0
    torn: int = 0
    mid_word: int = 0
    gone: int = 0
    gone_said: int = 0
    gone_silent: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take in another's counts."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def share(self, name: str) -> float:
        """A count as percent of the counted."""
        return 100 * float(getattr(self, name)) / max(1, self.counted)


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a coding's characters went.

    Attributes:
        start, end: from the first to the last of them.
        surviving: how many there are.
        together: the same of the largest part that has no more old text of others in it than of its own;
            (start, end) but for torn codings.
    """

    start: int
    end: int
    surviving: int
    together: tuple[int, int]


def truth_of(anchor: Anchor, places: Sequence[int], traced: Traced) -> Truth:
    """Follow a coding's characters.

    Args:
        anchor: the coding.
        places: for each offset of the first text where it stands now, -1 where it is gone.
        traced: the edited text.
    """
    own = sorted(place for place in places[anchor.start : anchor.end] if place >= 0)
    if not own:
        return Truth(-1, -1, 0, (-1, -1))
    return Truth(own[0], own[-1] + 1, len(own), larger_part(own, traced.origins))


def larger_part(own: list[int], origins: Sequence[int]) -> tuple[int, int]:
    """Cut where most of others' old text stands, until a part has more of its own; the larger side counts."""
    while True:
        others = [sum(origin >= 0 for origin in origins[left + 1 : right]) for left, right in pairwise(own)]
        if sum(others) <= len(own):
            return own[0], own[-1] + 1
        cut = others.index(max(others)) + 1
        own = max(own[:cut], own[cut:], key=len)


def judge(anchors: Iterable[Anchor], found: Iterable[Found], traced: Traced, old: str) -> Tally:
    """Compare what was found with the truth."""
    places = [-1] * len(old)
    for place, origin in enumerate(traced.origins):
        if origin >= 0:
            places[origin] = place
    tally = Tally()
    for anchor, one in zip(anchors, found, strict=True):
        truth = truth_of(anchor, places, traced)
        by_letter = distance(one, (truth.start, truth.end))
        off = distance(one, truth.together)
        said = one.status in ("changed", "lost")
        if truth.surviving < LEAST_SURVIVING * (anchor.end - anchor.start):
            tally.gone += 1
            tally.gone_said += said
            tally.gone_silent += not said and off > NEAR
            continue
        silent = not said and off > NEAR
        tally.counted += 1
        tally.exact += off == 0
        tally.near += off <= NEAR
        tally.exact_by_letter += by_letter == 0
        tally.near_by_letter += by_letter <= NEAR
        tally.changed += one.status == "changed"
        tally.lost += one.status == "lost"
        tally.silent += silent
        tally.twins += silent and traced.body[slice(*truth.together)] == anchor.quote
        tally.torn += truth.together != (truth.start, truth.end)
        tally.mid_word += one.status == "changed" and cuts_a_word(anchor, one, traced, old)
    return tally


def distance(found: Found, truth: tuple[int, int]) -> int:
    """Characters between the farther of two borders and where it should be."""
    return max(abs(found.start - truth[0]), abs(found.end - truth[1]))


def cuts_a_word(anchor: Anchor, found: Found, traced: Traced, old: str) -> bool:
    """Whether a border stands between letters of which the outer one was written since, and the old one did not."""
    new, origins = traced.body, traced.origins
    left = inside_word(new, found.start) and origins[found.start - 1] < 0
    right = inside_word(new, found.end) and origins[found.end] < 0
    return (left and not inside_word(old, anchor.start)) or (right and not inside_word(old, anchor.end))


def inside_word(text: str, at: int) -> bool:
    """Whether letters or digits stand on both sides of an offset."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def trial(text: str, mix: Mix, seed: str, *, known: bool, size: int = SIZE, codings: int = CODINGS) -> Tally:
    """One text written, coded, edited, and its codings found again.

    Args:
        text: a name of `TEXTS`.
        mix: how many edits of each kind.
        seed: makes the trial repeatable.
        known: whether the finder is given the text as it was.
        size: characters of the text.
        codings: how many are laid on it.
    """
    chance = random.Random(seed)
    old = TEXTS[text](chance, size)
    anchors = lay_codings(chance, old, codings)
    traced = edited(old, mix, chance)
    before = time.process_time()
    found = relocate(anchors, traced.body, old if known else None)
    spent = time.process_time() - before
    tally = judge(anchors, found, traced, old)
    tally.seconds.append(spent)
    return tally


def trials(name: str, mix: Mix, *, known: bool, seeds: int = SEEDS, codings: int = CODINGS) -> Tally:
    """Many trials of one mix on every kind of text."""
    tally = Tally()
    for text in TEXTS:
        for seed in range(seeds):
            tally.add(trial(text, mix, f"{name} {text} {seed}", known=known, codings=codings))
    return tally


def run() -> list[Measure]:
    """Each mix with the old text against the aims; without it, and beyond the aims, for information."""
    measures: list[Measure] = []
    for name, mix in MIXES.items():
        for known in (True, False):
            tally = trials(name, mix, known=known)
            label = f"codings after '{name}', {'old text known' if known else 'by their words alone'}"
            aims = (
                (BUDGET_NOT_EXACT, BUDGET_NOT_NEAR, BUDGET_SILENT)
                if known and name != BEYOND
                else (None, None, None)
            )
            measures += [
                (f"{label}: not exact", 100 - tally.share("exact"), "%", aims[0]),
                (f"{label}: more than {NEAR} off", 100 - tally.share("near"), "%", aims[1]),
                (f"{label}: silently wrong", tally.share("silent"), "%", aims[2]),
                (f"{label}: CPU, mean", sum(tally.seconds) / len(tally.seconds), "s", BUDGET_SECONDS),
            ]
    return measures


COLUMNS = (
    ("codings", 8, lambda tally: f"{tally.counted}"),
    ("exact", 8, lambda tally: f"{tally.share('exact'):.2f}"),
    ("near", 8, lambda tally: f"{tally.share('near'):.2f}"),
    ("silent", 8, lambda tally: f"{tally.share('silent'):.3f}"),
    ("twins", 6, lambda tally: f"{tally.twins}"),
    ("changed", 8, lambda tally: f"{tally.share('changed'):.2f}"),
    ("lost", 6, lambda tally: f"{tally.share('lost'):.2f}"),
    ("torn", 6, lambda tally: f"{tally.torn}"),
    ("exact!", 8, lambda tally: f"{tally.share('exact_by_letter'):.2f}"),
    ("near!", 8, lambda tally: f"{tally.share('near_by_letter'):.2f}"),
    ("mid-word", 9, lambda tally: f"{tally.mid_word}"),
    ("gone", 6, lambda tally: f"{tally.gone}"),
    ("said", 6, lambda tally: f"{tally.gone_said}"),
    ("silent", 7, lambda tally: f"{tally.gone_silent}"),
    ("CPU s", 7, lambda tally: f"{sum(tally.seconds) / len(tally.seconds):.3f}"),
    ("worst", 7, lambda tally: f"{max(tally.seconds):.3f}"),
)
HEAD = f"{'':25}" + "".join(f"{name:>{width}}" for name, width, _ in COLUMNS)


def lines(seeds: int, alone_seeds: int) -> Iterator[str]:
    """The report, line by line; shares in percent of the counted codings."""
    for known in (True, False):
        yield f"{'With the old text' if known else 'By quote and context alone'}: {SIZE:,} characters, {CODINGS} codings"
        yield HEAD
        for name, mix in MIXES.items():
            yield line(name, trials(name, mix, known=known, seeds=seeds))
        for name, mix in MIXES.items():
            tally = trials(name, mix, known=known, seeds=seeds, codings=SPARSE)
            yield line(f"{name}, {SPARSE} codings", tally)
        for kind in KINDS:
            label = f"  {kind} x{ALONE[kind]}"
            yield line(label, trials(kind, {kind: ALONE[kind]}, known=known, seeds=alone_seeds))
        yield ""


LEGEND = """\
Percent of the codings of which 60 % of the characters survive. exact, near: at the truth, within 3 characters of it at
both ends, torn codings judged by their larger part; exact!, near!: all by the letter, from the first to the last
surviving character. silent: more than 3 off and not said to be changed. torn: codings that a move tore apart. gone:
those of which less survives, and how many of them are said to be changed or lost, and how many are not.
"""


def line(name: str, tally: Tally) -> str:
    """One line of the report."""
    return f"{name:25}" + "".join(f"{show(tally):>{width}}" for _, width, show in COLUMNS)


if __name__ == "__main__":
    quick = "--quick" in sys.argv
    print(LEGEND)
    for printed in lines(4 if quick else SEEDS, 1 if quick else 5):
        print(printed, flush=True)
