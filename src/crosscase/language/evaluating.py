"""How good suggestions are on sources that nothing was learned from: precision, recall and F1, code by code.

Texts of one source are alike in a way that texts of another are not, so whoever is tried on sentences of a source
learned from is taken for better than they will be. All texts of a group are therefore held apart together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from crosscase.language.learning import FEWEST
from crosscase.study.plurals import counted

MOST_FOLDS = 10
FEWEST_GROUPS = 2

Suggest = Callable[[Sequence[int], Sequence[int]], Sequence[Collection[str]]]
"""Learns from the texts at some places, and gives for each of some others the codes that would be shown; by code with
their scores, 0 to 1, where it has scores."""

_SMALL = 5  # groups, under which figures are said to be shaky
_SURE = 0.5  # the score from which a suggestion is said to be a sure one
_NAMED = 5  # codes in one sentence


@dataclass(frozen=True, slots=True)
class Figures:
    """How the suggestions of one code did, or those of all.

    Attributes:
        code: its path; empty for all together.
        examples: texts with the code; groups: how many groups they are of.
        shown: how often it was suggested; right: how often the text had it.
    """

    code: str
    examples: int
    groups: int
    shown: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of suggestions that were right; None where it was never suggested."""
        return self.right / self.shown if self.shown else None

    @property
    def recall(self) -> float | None:
        """The share of texts with the code that it was suggested for; None where there are none."""
        return self.right / self.examples if self.examples else None

    @property
    def f1(self) -> float:
        """The harmonic mean of both, 2 right / (shown + examples); 0 where there is neither."""
        both = self.shown + self.examples
        return 2 * self.right / both if both else 0.0

    @property
    def could_be_learned(self) -> bool:
        """Whether it has examples enough, in more than one group."""
        return self.examples >= FEWEST and self.groups >= FEWEST_GROUPS


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of trying.

    Attributes:
        texts: tried; coded: of those, the ones with a code; helped: of those, the ones with a right suggestion.
        groups: held apart, in `folds` turns.
        codes: figures of each code with examples, the most examples first; none where nothing could be tried.
        all: the same counted together (micro).
        said: in words, first what it comes to, then what is to be doubted.
    """

    texts: int
    coded: int
    helped: int
    groups: int
    folds: int
    codes: tuple[Figures, ...]
    all: Figures
    said: tuple[str, ...]

    @property
    def macro_f1(self) -> float | None:
        """The mean of F1 over codes that could be learned; None where there are none."""
        found = [code.f1 for code in self.codes if code.could_be_learned]
        return sum(found) / len(found) if found else None


def evaluate(
    labels: Sequence[Collection[str]], groups: Sequence[str], suggest: Suggest, most: int = MOST_FOLDS
) -> Evaluation:
    """Hold groups apart in turn, learn from the others, and count what is suggested right.

    Args:
        labels: the codes on each text; none for a text that was left uncoded.
        groups: what each text is of.
        suggest: learns and suggests; it is given places in `labels`.
        most: turns, as of `folds`.
    """
    coded = sum(map(bool, labels))
    if (little := too_little(labels, groups)) != "":
        empty = Figures("", sum(map(len, labels)), len(set(groups)), 0, 0)
        return Evaluation(len(labels), coded, 0, len(set(groups)), 0, (), empty, (little,))
    shown: list[Collection[str]] = [()] * len(labels)
    turns = folds(groups, most)
    for learned, tried in turns:
        for place, codes in zip(tried, suggest(learned, tried), strict=True):
            shown[place] = codes
    found = _figures(labels, groups, shown)
    all = Figures(
        "", sum(each.examples for each in found), len(set(groups)),
        sum(each.shown for each in found), sum(each.right for each in found),
    )  # fmt: skip
    helped = sum(not set(codes).isdisjoint(there) for codes, there in zip(shown, labels, strict=True))
    rows = tuple(each for each in found if each.examples)
    count = len(set(groups))
    said = [_outcome(all, coded, helped, count), *_of_sure(labels, shown), *_doubts(rows, count)]
    return Evaluation(len(labels), coded, helped, count, len(turns), rows, all, tuple(said))


def too_little(labels: Sequence[Collection[str]], groups: Sequence[str]) -> str:
    """One sentence where there is too little to learn from and try it; empty where there is enough."""
    examples = sum(map(len, labels))
    if not examples:
        return "There is nothing to learn from: no passage is coded."
    there = {group for group, codes in zip(groups, labels, strict=True) if codes}
    if len(there) < FEWEST_GROUPS:
        return (
            f"There is too little to learn from: {counted(examples, 'example')} in one source; what is learned there "
            "can only be tried on another one."
        )
    if not any(each.could_be_learned for each in _figures(labels, groups, [()] * len(labels))):
        return (
            f"There is too little to learn from: {counted(examples, 'example')}, and no code with at least {FEWEST} "
            f"of them in more than one source."
        )
    return ""


def folds(groups: Sequence[str], most: int = MOST_FOLDS) -> list[tuple[list[int], list[int]]]:
    """Places to learn from and places to try, in turns: each group is tried once and never learned from then.

    Args:
        most: turns; where there are more groups, several are held apart together.
    """
    from sklearn.model_selection import GroupKFold

    turns = GroupKFold(min(len(set(groups)), most)).split(groups, groups=groups)
    return [(learned.tolist(), tried.tolist()) for learned, tried in turns]


def _figures(
    labels: Sequence[Collection[str]], groups: Sequence[str], shown: Sequence[Collection[str]]
) -> list[Figures]:
    examples: dict[str, int] = {}
    inside: dict[str, set[str]] = {}
    offered: dict[str, int] = {}
    right: dict[str, int] = {}
    for there, group, codes in zip(labels, groups, shown, strict=True):
        for code in there:
            examples[code] = examples.get(code, 0) + 1
            inside.setdefault(code, set()).add(group)
        for code in codes:
            offered[code] = offered.get(code, 0) + 1
            right[code] = right.get(code, 0) + (code in there)
    found = [
        Figures(
            code, examples.get(code, 0), len(inside.get(code, ())), offered.get(code, 0), right.get(code, 0)
        )
        for code in {**examples, **offered}
    ]
    return sorted(found, key=lambda each: (-each.examples, each.code))


def _outcome(all: Figures, coded: int, helped: int, groups: int) -> str:
    return (
        f"Tried on {counted(groups, 'source')}, each while nothing was learned from it: of {counted(all.shown, 'suggestion')} "
        f"{all.right} {'was' if all.right == 1 else 'were'} right ({_percent(all.right, all.shown)}), and "
        f"{helped} of {counted(coded, 'coded passage')} had a right one ({_percent(helped, coded)})."
    )


def _of_sure(labels: Sequence[Collection[str]], shown: Sequence[Collection[str]]) -> tuple[str, ...]:
    """How right the sure ones were, in one sentence; none where nothing has a score."""
    scored = [
        (there, codes) for there, codes in zip(labels, shown, strict=True) if isinstance(codes, Mapping)
    ]
    sure = [code in there for there, codes in scored for code, score in codes.items() if score >= _SURE]
    if not scored:
        return ()
    if not sure:
        return (f"None of them had a score of {_SURE} or more.",)
    right = sum(sure)
    return (
        f"Of the {len(sure)} with a score of {_SURE} or more {right} {'was' if right == 1 else 'were'} right "
        f"({_percent(right, len(sure))}).",
    )


def _doubts(codes: Sequence[Figures], groups: int) -> tuple[str, ...]:
    said = [f"With {groups} sources these figures can be far off."] if groups < _SMALL else []
    if left := [each.code for each in codes if not each.could_be_learned]:
        has, them = ("has", "it") if len(left) == 1 else ("have", "them")
        said.append(
            f"{counted(len(left), 'code')} {has} fewer than {FEWEST} examples, or all in one source, and nothing can be "
            f"said about learning {them}: {_listed(left)}."
        )
    return tuple(said)


def _listed(codes: Sequence[str]) -> str:
    more = len(codes) - _NAMED
    return ", ".join(codes[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _percent(part: int, whole: int) -> str:
    return f"{(200 * part + whole) // (2 * whole)} %" if whole else "none"
