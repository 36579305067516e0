"""The shares of all that were asked: attainable, adding up, the same wherever they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from crosscase.survey.checking.bases import Depths, Key, base_by_filter, conditions_of, key_of
from crosscase.survey.checking.counts import Counts, Options, Span, odd_one
from crosscase.survey.checking.findings import Finding
from crosscase.survey.checking.words import as_printed, counts_of, item_label, listed, share
from crosscase.survey.model import Item, Question, Questionnaire, Row, in_language
from crosscase.survey.percent import exact
from crosscase.survey.published import Published, PublishedFigure, PublishedShare
from crosscase.survey.published_shapes import Printed

_ORDER = {"figure": 0, "text": 1, "nowhere": 2}


@dataclass(slots=True)
class Totals:
    """What the printed shares allow, by question and row, and what was found on the way.

    Attributes:
        counts: by question id and row id (empty where there are no rows).
        printed: the shares that stand, by the same and by what they are of.
    """

    published: Published
    questionnaire: Questionnaire
    language: str
    counts: dict[Key, Counts] = field(default_factory=dict)
    printed: dict[tuple[str, str, Options], PublishedShare] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def of(self, item: Item) -> Counts | None:
        """The counts of an item's question; None where its base is not known."""
        return self.counts.get(key_of(item.question, item.row))

    def share_of(self, item: Item) -> PublishedShare | None:
        """The printed share of an item."""
        return self.printed.get((*key_of(item.question, item.row), frozenset(item.options)))

    def asked(self, question: Question, row: Row | None = None) -> Span | None:
        """How many were asked, by the filter, from the printed shares of what it names; None if unknown."""
        conditions = conditions_of(question, row)
        return base_by_filter(self.counts, self.questionnaire, self.published.answers, conditions)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of one item.

    Attributes:
        word: `over` or `under` where that stands before the number; else nothing.
    """

    one: PublishedShare
    printed: Printed
    word: str
    span: Span

    @property
    def options(self) -> Options:
        return frozenset(self.one.item.options)


def totals_of(published: Published, questionnaire: Questionnaire, language: str) -> Totals:
    """Read every figure's own shares: first the charts', then the texts', then those that say one again."""
    found, depths = Totals(published, questionnaire, language), Depths(questionnaire)
    steps: list[tuple[int, int, PublishedFigure, Row | None, tuple[PublishedShare, ...] | None]] = []
    for place, figure in enumerate(published.figures.values()):
        steps.append((depths.of(figure.question), place, figure, None, None))
        rows = {one.item.row.id if one.item.row is not None else "": one.item.row for one in figure.shares}
        for id, row in rows.items():
            shares = tuple(one for one in figure.shares if (one.item.row.id if one.item.row else "") == id)
            steps.append((depths.of(figure.question, row), place, figure, row, shares))
    # a figure may rest on another's answers: those that everybody was asked come first
    for _, _, figure, row, those in sorted(steps, key=lambda step: step[:2]):
        if those is None:
            _check_base(found, figure)
        else:
            _read_shares(found, figure, row, those)
    return found


def _check_base(found: Totals, figure: PublishedFigure) -> None:
    """Who was asked, recomputed from the filter."""
    question, expected = figure.question, found.asked(figure.question)
    # nobody has to write anything; and who was asked none of the rows may be left out
    fewer = question.kind == "open" or (bool(question.rows) and all(row.asked for row in question.rows))
    if not figure.base or expected is None or figure.base in expected:
        return
    if not (fewer and figure.base < expected.low):
        _note_base(found, figure, None, figure.base, expected, figure.line)


def _note_base(
    found: Totals, figure: PublishedFigure, row: Row | None, base: int, expected: Span, line: int
) -> None:
    asked = " and ".join(map(str, conditions_of(figure.question, row))) or "everybody"
    # more cannot be; fewer can, where some left it unanswered without a word of it
    more = base > expected.high
    where = figure.id if row is None else f"{figure.id}: {in_language(row.label, found.language)}"
    message = f"its base is given as {base}, but {asked} was asked, and that is {expected}"
    if not more:
        message += f"; {expected.low - base} would have had to leave it unanswered"
    found.findings.append(Finding("base", "error" if more else "warning", f"{where}, base", message, line))


def _read_shares(
    found: Totals, figure: PublishedFigure, row: Row | None, shares: Sequence[PublishedShare]
) -> None:
    """The shares of a question, or of a row of a grid."""
    base, key = _base_of(found, figure, row, shares), key_of(figure.question, row)
    if base and key not in found.counts:
        options = [option.id for option in figure.question.options]
        found.counts[key] = Counts.open(options, base, figure.question.kind != "multiple")
    said: list[_Said] = []
    told: set[tuple[Options, str, int]] = set()
    for one in sorted(shares, key=lambda one: (one.role != "", _ORDER[one.printed])):
        own = one.base or base
        if base and own > base:
            message = f"its base is given as {own}, more than the {base} asked in all"
            where = f"{figure.id}: {item_label(one.item, found.language)}"
            found.findings.append(Finding("base", "error", where, message, one.line))
            continue
        if own and one.percent is not None and not counts_of(one.percent, own):
            again = (frozenset(one.item.options), one.percent.text, own)
            if again in told:
                continue
            told.add(again)
            where = f"{figure.id}: {item_label(one.item, found.language)}"
            message = not_attainable(one.percent, own)
            found.findings.append(Finding("attainable", "error", where, message, one.line))
        elif base and own == base == found.counts[key].base:
            # a share of fewer than all, such as without “don't know”, tells nothing of the others
            said += _said(one, base)
    if said:
        _narrow(found, figure, key, said)


def _base_of(
    found: Totals, figure: PublishedFigure, row: Row | None, shares: Sequence[PublishedShare]
) -> int:
    """How many were asked: the figure's base, of a row with a filter its own; 0 where nobody says.

    Where a row has a base of its own that its filter does not leave, that is noted.
    """
    filtered = row is not None and bool(row.asked)
    expected = found.asked(figure.question, row)
    if figure.base and not filtered:
        return _likelier(figure.base, expected, shares)
    own = {
        one.base for one in shares if one.percent is not None or one.over is not None or one.under is not None
    }
    given = own.pop() if len(own) == 1 else 0
    if given and filtered and expected is not None and given not in expected:
        _note_base(found, figure, row, given, expected, shares[0].line)
    return _likelier(given, expected, shares)


def _likelier(base: int, expected: Span | None, shares: Sequence[PublishedShare]) -> int:
    """The base given (0 for none), or that of the filter where more of the shares, or as many, can be of it."""
    if expected is None or expected.low != expected.high or not base:
        return expected.low if expected is not None and expected.low == expected.high else base
    printed = [one.percent for one in shares if one.percent is not None and one.base in (0, base)]

    def attainable(of: int) -> int:
        return sum(bool(counts_of(percent, of)) for percent in printed)

    return expected.low if attainable(expected.low) >= attainable(base) else base


def _said(one: PublishedShare, base: int) -> Iterator[_Said]:
    """A percent that is attainable, and bounds such as “more than one in five”, “under 5 per cent”."""
    if one.percent is not None:
        allowed = counts_of(one.percent, base)
        yield _Said(one, one.percent, "", Span(allowed[0], allowed[-1]))
    if one.over is not None:
        yield _Said(one, one.over, "over", Span(floor(_part(one.over, base)) + 1, base))
    if one.under is not None:
        yield _Said(one, one.under, "under", Span(0, ceil(_part(one.under, base)) - 1))


def _part(printed: Printed, base: int) -> Fraction:
    return exact(printed.value) * base / 100


def _narrow(found: Totals, figure: PublishedFigure, key: Key, said: list[_Said]) -> None:
    """Take in all that is said of a question, but for what cannot be true with the rest."""
    start = found.counts[key]
    while (odd := odd_one(start, [(each.options, each.span) for each in said])) is not None:
        wrong = next(each for each in reversed(said) if (each.options, each.span) == odd)
        said = [each for each in said if (each.options, each.span) != odd]
        _keep(found, key, start, said)
        _note(found, figure, key, wrong)
    _keep(found, key, start, said)


def _keep(found: Totals, key: Key, start: Counts, said: Sequence[_Said]) -> None:
    for each in said:
        narrowed = start.with_(each.options, each.span)
        if narrowed is not None:
            start = narrowed
            if not each.word:
                found.printed.setdefault((*key, each.options), each.one)
    found.counts[key] = start


def _note(found: Totals, figure: PublishedFigure, key: Key, wrong: _Said) -> None:
    one, base = wrong.one, found.counts[key].base
    where = f"{figure.id}: {item_label(one.item, found.language)}"
    before = found.printed.get((*key, wrong.options))
    if wrong.word:
        limit = f"{wrong.word} {as_printed(wrong.printed)} of {base}"
        which = f", which is {wrong.span}" if wrong.span.low <= wrong.span.high else ", which nothing is"
        message = f"said to be {limit}{which}; {arithmetic(found, one.item)}"
        found.findings.append(Finding("parts", "error", where, message, one.line))
        return
    allowed = counts_of(wrong.printed, base)
    if before is not None and before.percent is not None:
        again = "as reference for groups" if one.role == "reference" else "again"
        message = (
            f"printed as {as_printed(before.percent)} and {again} as {as_printed(wrong.printed)}: of {base}, "
            f"{as_printed(before.percent)} is {listed(counts_of(before.percent, base))} and "
            f"{as_printed(wrong.printed)} is {listed(allowed)}"
        )
        found.findings.append(Finding("restatement", "error", where, message, one.line))
    else:
        said = f"printed as {as_printed(wrong.printed)}, which is {listed(allowed)} of {base}"
        message = f"{said}; {arithmetic(found, one.item)}"
        found.findings.append(Finding("parts", "error", where, message, one.line))


def not_attainable(printed: Printed, base: int) -> str:
    """That no whole count prints so, with those beside it."""
    below = floor(_part(printed, base))
    beside = [share(count, base, printed) for count in (below, below + 1) if count <= base]
    return f"{as_printed(printed)} of {base} is no whole count: {' and '.join(beside)}"


def arithmetic(found: Totals, item: Item) -> str:
    """What the other printed shares of the question leave for an item."""
    counts = found.of(item)
    if counts is None:
        return ""
    span = counts.of(item.options)
    parts = list(_parts(found, item))
    if counts.parted and len(item.options) > 1 and len(parts) == len(item.options):
        sums = " + ".join(as_printed(each.percent) for each in parts if each.percent is not None)
        whole = " + ".join(str(counts.of(each.item.options)) for each in parts)
        return f"its parts are printed as {sums}, which is {whole} = {_told(span, counts.base)}"
    rest = [
        f"{in_language(each.item.label, found.language)} {as_printed(each.percent)}"
        for key, each in found.printed.items()
        if key[:2] == key_of(item.question, item.row) and each.percent is not None
    ]
    if not rest:
        return f"there can be {_told(span, counts.base)}"
    return f"what else is printed ({', '.join(rest)}) leaves {_told(span, counts.base)}"


def _parts(found: Totals, item: Item) -> Iterator[PublishedShare]:
    """The printed shares of an item's options, one by one."""
    for option in item.options:
        one = found.printed.get((*key_of(item.question, item.row), frozenset((option,))))
        if one is not None:
            yield one


def _told(span: Span, base: int) -> str:
    if span.low == span.high:
        return share(span.low, base)
    return f"{span} of {base}"
