"""A joint display as what its page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crosscase.reports.figures.synthesis_values import JointCase, JointItem, JointPage, JointQuote, State
from crosscase.reports.figures.synthesis_words import wording
from crosscase.reports.figures.values import Estimate
from crosscase.reports.synthesis.joint import strongest_quote
from crosscase.reports.synthesis.joint_report_words import listed, many, report_words
from crosscase.survey.model import in_language
from crosscase.survey.percent import share_text
from crosscase.synthesis.beside import Deviation, ItemBeside, OwnAnswer
from crosscase.synthesis.joint import CaseBeside, JointDisplay, Quote
from crosscase.synthesis.joint_words import (
    MARKED,
    agreement_mark,
    cases_text,
    consent_words,
    item_figure,
    item_label,
    own_text,
    relation_word,
    strongest_text,
    why_lines,
    words_in,
)

if TYPE_CHECKING:
    from crosscase.survey.estimates import Line
    from crosscase.survey.model import Row

MOST_CASES = 12
"""So many stand with quote and answers; of more, the names alone."""
MOST_COUNTER = 6

_STATES: tuple[State, ...] = ("supports", "both", "against", "silent")
_WITHOUT_ANSWER = ("no-respondent", "unknown-respondent", "no-responses", "no-item")


def joint_page_of(display: JointDisplay, language: str) -> JointPage:
    """A joint display as a page in a language."""
    words, told = wording(language), report_words(language)
    shown = [case for case in display.cases if not (case.is_silent and not _answers(case, display, language))]
    there = {id(case) for case in shown}
    silent = [case for case in display.cases if id(case) not in there]
    counter = [quote for case in display.cases for quote in case.counter]
    counter += [Quote(passage) for passage in display.beyond_against]
    others = tuple(_others(shown[MOST_CASES:], language))
    if silent:
        names = listed([case.case.name for case in silent], language)
        others = (*others, words["silent cases"].format(names=names))
    survey = told["no survey" if display.survey == "none" else "no items"]
    return JointPage(
        head=" · ".join(filter(None, (display.theme.id, display.area_name(language)))),
        sentence=display.sentence(language),
        support=words["found"].format(cases=cases_text(display.proposal, language))
        if display.cases
        else told["no cases"],
        survey=words["survey"],
        cases=tuple(_case(case, display, language) for case in shown[:MOST_CASES]),
        items=tuple(_item(item, language) for item in display.items),
        missing="" if display.items else survey,
        others=others,
        findings=tuple(_findings(display, language)),
        counter_head=told["counter"].strip().rstrip(":"),
        counter=tuple(_quote(quote, language) for quote in counter[:MOST_COUNTER]),
        counter_none=told["no counter" if display.theme.against else "no against"],
        counter_more=words["more quotes"].format(count=len(counter) - MOST_COUNTER)
        if len(counter) > MOST_COUNTER
        else "",
    )


# cases


def _case(case: CaseBeside, display: JointDisplay, language: str) -> JointCase:
    told = [many(len(case.passages), "quote", language)] if case.passages else []
    if case.against:
        told.append(wording(language)["counter count"].format(count=len(case.against)))
    best = strongest_quote(case.shown)
    return JointCase(
        case.case.name,
        _state(case),
        ", ".join(told),
        _quote(best, language) if best is not None else None,
        _answers(case, display, language),
    )


def _state(case: CaseBeside) -> State:
    if case.is_silent:
        return "silent"
    if case.against:
        return "both" if case.passages else "against"
    return "supports"


def _answers(case: CaseBeside, display: JointDisplay, language: str) -> tuple[tuple[str, str], ...]:
    """Its own answers, with a mark where they can be set beside its coding."""
    return tuple(
        (item.address, _answer(own, item, case.supports, language))
        for own, item in zip(case.own, display.items, strict=True)
        if own.state not in _WITHOUT_ANSWER
    )


def _answer(own: OwnAnswer, item: ItemBeside, coded: bool, language: str) -> str:
    return " ".join(filter(None, (own_text(own, item, language), agreement_mark(own, coded))))


def _others(cases: Sequence[CaseBeside], language: str) -> Iterator[str]:
    """Cases for which there is no room, by what they say."""
    for state in _STATES:
        names = [case.case.name for case in cases if _state(case) == state]
        if names:
            yield wording(language)[f"more {state}"].format(names=listed(names, language))


def _quote(quote: Quote, language: str) -> JointQuote:
    passage, told = quote.passage, report_words(language)
    mark = told["key"] if quote.key else told["chosen"] if quote.chosen else ""
    place = " · ".join(filter(None, (", ".join((passage.coding.source, *passage.speakers)), mark)))
    if withheld := consent_words(quote.consent, language):
        return JointQuote(told["withheld"].format(withheld), place, withheld=True)
    return JointQuote(passage.words.strip(), place)


# the survey


def _item(item: ItemBeside, language: str) -> JointItem:
    question = ": ".join(filter(None, (item.address, item.question(language))))
    if item.state:
        return JointItem(question, said=f"{words_in(language)[item.state].capitalize()}.")
    base = wording(language)["base"].format(base=item.base) if item.base else ""
    groups = tuple(_group(each, language) for each in item.deviations)
    if item.share is not None:
        interval = item.interval
        bar = Estimate(
            item_label(item, language),
            item.share,
            item_figure(item, language),
            interval.low if interval is not None else None,
            interval.high if interval is not None else None,
            weak=item.small,
        )
        return JointItem(question, (bar,), base, groups)
    named = item.item is not None and item.item.row is not None
    bars = [
        _strongest(None if named else row, line, language)
        for row, line in item.strongest
        if line.share is not None
    ]
    said = [strongest_text(row, line, language) for row, line in item.strongest if line.share is None]
    return JointItem(question, tuple(bars), base, groups, "; ".join(said))


def _strongest(row: Row | None, line: Line, language: str) -> Estimate:
    """The answer that most gave to a whole question or row."""
    label = in_language(line.label, language) or line.id
    named = f"{in_language(row.label, language)}: {label}" if row is not None else label
    shown = share_text(line.share or 0, language, line.decimals) + (
        MARKED if line.small and line.base else ""
    )
    low, high = (line.interval.low, line.interval.high) if line.interval is not None else (None, None)
    return Estimate(named, line.share, shown, low, high, weak=line.small and line.base > 0)


def _group(deviation: Deviation, language: str) -> Estimate:
    name = in_language(deviation.variable.label, language) or deviation.variable.id
    group = in_language(deviation.group.label, language) or deviation.group.id
    base = f" ({wording(language)['base'].format(base=deviation.base)})" if deviation.base else ""
    shown = ""
    if deviation.share is not None:
        shown = share_text(deviation.share, language, deviation.decimals) + (
            MARKED if deviation.small else ""
        )
    low, high = (
        (None, None) if deviation.interval is None else (deviation.interval.low, deviation.interval.high)
    )
    return Estimate(
        f"{name}: {group}{base}",
        deviation.share,
        shown,
        low,
        high,
        weak=deviation.small,
        differs=1 if deviation.higher else -1,
    )


# what follows


def _findings(display: JointDisplay, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    words, told, theme = wording(language), report_words(language), display.theme
    decided = ""
    if theme.decided is not None:
        decided = told["decided"].format(by=theme.decided.by, on=theme.decided.on).rstrip()
    reason = display.reason(language)
    relation = f"{words['relation']}: {relation_word(theme.relation, language)}{decided}"
    yield relation, (reason,) if reason else ()
    differs = (told["differs"],) if display.differs else ()
    yield words["rule"], (*why_lines(display.proposal, language), *differs)
