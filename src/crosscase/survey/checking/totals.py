"""The shares of all that were asked: attainable, adding up, the same wherever they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from crosscase.survey.checking.counts import Counts, Span
from crosscase.survey.checking.findings import Finding
from crosscase.survey.checking.words import as_printed, counts_of, item_label, listed, share
from crosscase.survey.items import find_item
from crosscase.survey.model import Condition, Item, Question, Questionnaire, Row, in_language
from crosscase.survey.published import Published, PublishedFigure, PublishedShare


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
    counts: dict[tuple[str, str], Counts] = field(default_factory=dict)
    printed: dict[tuple[str, str, frozenset[str]], PublishedShare] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def of(self, item: Item) -> Counts | None:
        """The counts of an item's question; None where its base is not known."""
        return self.counts.get(_key(item.question, item.row))

    def share_of(self, item: Item) -> PublishedShare | None:
        """The printed share of an item."""
        return self.printed.get((*_key(item.question, item.row), frozenset(item.options)))


def totals_of(published: Published, questionnaire: Questionnaire, language: str) -> Totals:
    """Read every figure's own shares: first the charts', then the texts', then those that say one again."""
    found = Totals(published, questionnaire, language)
    # a figure may rest on another's answers: those that everybody was asked come first
    for figure in sorted(
        published.figures.values(), key=lambda figure: _depth(figure.question, questionnaire)
    ):
        _read_figure(found, figure)
    return found


def expected_base(found: Totals, question: Question, row: Row | None = None) -> Span | None:
    """How many were asked by the filter, from the printed shares of the question that it names; None if unknown."""
    conditions = (*question.asked, *(row.asked if row is not None else ()))
    if not conditions:
        return Span(found.published.answers, found.published.answers) if found.published.answers else None
    if len(conditions) > 1:
        return None
    return span_of(found.counts, found.questionnaire, conditions[0])


def span_of(
    counts: Mapping[tuple[str, str], Counts], questionnaire: Questionnaire, condition: Condition
) -> Span | None:
    """How many meet a condition; None where nothing printed says so."""
    if condition.relation != "=":
        return None
    if (variable := questionnaire.variables.get(condition.subject)) is not None:
        item = find_item(questionnaire, variable.question)
        options = [id for group in variable.groups if group.id in condition.values for id in group.options]
    else:
        item = find_item(questionnaire, condition.subject)
        options = _options(item.question, condition.values)
    known = counts.get(_key(item.question, item.row))
    return known.of(options) if known is not None and options else None


def _options(question: Question, values: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for value in values:
        box = question.box(value)
        found += box.options if box is not None else [value]
    return found


def _depth(question: Question, questionnaire: Questionnaire) -> int:
    """How many filters stand one behind another before a question."""
    conditions = [*question.asked, *(each for row in question.rows for each in row.asked)]
    depths = [0]
    for condition in conditions:
        variable = questionnaire.variables.get(condition.subject)
        item = find_item(questionnaire, variable.question if variable is not None else condition.subject)
        depths.append(1 + _depth(item.question, questionnaire))
    return max(depths)


def _key(question: Question, row: Row | None) -> tuple[str, str]:
    return question.id, row.id if row is not None else ""


def _read_figure(found: Totals, figure: PublishedFigure) -> None:
    _check_base(found, figure)
    order = {"figure": 0, "text": 1, "nowhere": 2}
    shares = sorted(figure.shares, key=lambda one: (one.role != "", order[one.printed]))
    for one in shares:
        base = _base_of(found, figure, one.item)
        key = _key(one.item.question, one.item.row)
        if base == 0:
            continue
        if key not in found.counts:
            options = [option.id for option in one.item.question.options]
            found.counts[key] = Counts.open(options, base, one.item.question.kind != "multiple")
        if one.percent is not None:
            _read_share(found, figure, one, base)
        elif one.over is not None or one.under is not None:
            _read_bound(found, figure, one, base)


def _check_base(found: Totals, figure: PublishedFigure) -> None:
    """Who was asked, recomputed from the filter."""
    expected = expected_base(found, figure.question)
    if not figure.base or expected is None or figure.base in expected:
        return
    asked = " and ".join(map(str, figure.question.asked)) or "everybody"
    found.findings.append(
        Finding(
            "base", "error", f"{figure.id}, base",
            f"its base is given as {figure.base}, but {asked} was asked, and that is {expected}", figure.line,
        )
    )  # fmt: skip


def _base_of(found: Totals, figure: PublishedFigure, item: Item) -> int:
    """The base of a share: the figure's, else how many the filter of its row leaves, where that is one number."""
    if figure.base:
        return figure.base
    expected = expected_base(found, item.question, item.row)
    return expected.low if expected is not None and expected.low == expected.high else 0


def _read_share(found: Totals, figure: PublishedFigure, one: PublishedShare, base: int) -> None:
    printed = one.percent
    if printed is None:
        return
    where = f"{figure.id}: {item_label(one.item, found.language)}"
    allowed = counts_of(printed, base)
    if not allowed:
        found.findings.append(
            Finding("attainable", "error", where, not_attainable(one, base), one.line)
        )  # fmt: skip
        return
    key = _key(one.item.question, one.item.row)
    options = frozenset(one.item.options)
    narrowed = found.counts[key].with_(options, Span(allowed[0], allowed[-1]))
    if narrowed is not None:
        found.counts[key] = narrowed
        found.printed.setdefault((*key, options), one)
        return
    before = found.printed.get((*key, options))
    if before is not None and before.percent is not None:
        again = "as reference for groups" if one.role == "reference" else "again"
        message = (
            f"printed as {as_printed(before.percent)} and {again} as {as_printed(printed)}: of {base}, "
            f"{as_printed(before.percent)} is {listed(counts_of(before.percent, base))} and "
            f"{as_printed(printed)} is {listed(allowed)}"
        )
        found.findings.append(Finding("restatement", "error", where, message, one.line))
    else:
        said = f"printed as {as_printed(printed)}, which is {listed(allowed)} of {base}; {arithmetic(found, one.item)}"
        found.findings.append(Finding("parts", "error", where, said, one.line))


def _read_bound(found: Totals, figure: PublishedFigure, one: PublishedShare, base: int) -> None:
    """“More than one in five”, “under 5 per cent”."""
    limit, word = (one.over, "over") if one.over is not None else (one.under, "under")
    if limit is None:
        return
    exact = limit.value * base / 100
    span = Span(int(exact) + 1, base) if word == "over" else Span(0, -int(-exact // 1) - 1)
    key = _key(one.item.question, one.item.row)
    narrowed = found.counts[key].with_(one.item.options, span) if span.low <= span.high else None
    if narrowed is not None:
        found.counts[key] = narrowed
        return
    where = f"{figure.id}: {item_label(one.item, found.language)}"
    said = f"said to be {word} {as_printed(limit)} of {base}, which is {span}; {arithmetic(found, one.item)}"
    found.findings.append(Finding("parts", "error", where, said, one.line))


def not_attainable(one: PublishedShare, base: int) -> str:
    """That no whole count prints so, with those beside it."""
    printed = one.percent
    if printed is None:
        return ""
    below = int(printed.value * base / 100)
    beside = [share(count, base, printed) for count in (below, below + 1) if count <= base]
    return f"{as_printed(printed)} of {base} is no whole count: {' and '.join(beside)}"


def arithmetic(found: Totals, item: Item) -> str:
    """What the other printed shares of the question leave for an item."""
    counts = found.of(item)
    if counts is None:
        return ""
    span = counts.of(item.options)
    parts = list(_parts(found, item))
    if len(item.options) > 1 and len(parts) == len(item.options):
        sums = " + ".join(as_printed(each.percent) for each in parts if each.percent is not None)
        whole = " + ".join(str(counts.of(each.item.options)) for each in parts)
        return f"its parts are printed as {sums}, which is {whole} = {_told(span, counts.base)}"
    rest = [
        f"{in_language(each.item.label, found.language)} {as_printed(each.percent)}"
        for key, each in found.printed.items()
        if key[:2] == _key(item.question, item.row) and each.percent is not None
    ]
    return f"what else is printed ({', '.join(rest)}) leaves {_told(span, counts.base)}"


def _parts(found: Totals, item: Item) -> Iterator[PublishedShare]:
    """The printed shares of an item's options, one by one."""
    for option in item.options:
        one = found.printed.get((*_key(item.question, item.row), frozenset((option,))))
        if one is not None:
            yield one


def _told(span: Span, base: int) -> str:
    if span.low == span.high:
        return share(span.low, base)
    return f"{span} of {base}"
