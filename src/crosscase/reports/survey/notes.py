"""What must be said with figures of the survey: who was asked, which tests, and what the margins do not cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crosscase.reports.survey.words import CORRECTION, level_text, words_of
from crosscase.survey.estimates import MEAN, Description
from crosscase.survey.model import Question, Questionnaire, Row, Variable, in_language
from crosscase.survey.percent import number_text


def title_of(question: Question, row: Row | None, language: str) -> str:
    """A question, or a row of a grid, by its address and its words."""
    words = in_language(question.text, language)
    if row is None:
        return f"{question.id} {words}".strip()
    return f"{question.id}.{row.id} {words}: {in_language(row.label, language)}"


def base_line(description: Description, questionnaire: Questionnaire, language: str) -> str:
    """Who was asked, and how many answered."""
    words, question = words_of(language), description.question
    conditions = (*question.asked, *(description.row.asked if description.row is not None else ()))
    facts: dict[str, object] = {
        "size": description.size,
        "asked": description.asked,
        "base": description.base,
        "respondents": in_language(questionnaire.respondents, language) or words["respondents"],
        "conditions": " & ".join(map(str, conditions)),
    }
    if description.published:
        kind = "printed some" if conditions else "printed"
        return words[kind].format_map(facts) if description.base else words["no base"]
    kind = "some asked" if conditions else "background" if question.background else "all asked"
    line = words[kind].format_map(facts)
    if not description.base:
        return f"{line} {words['nobody']}"
    return line


def notes(
    descriptions: Sequence[Description],
    questionnaire: Questionnaire,
    language: str,
    *,
    book: bool = False,
) -> tuple[str, ...]:
    """Everything that must be read with descriptions that are shown together, each sentence once.

    The survey's own caution and notice stand last.

    Args:
        book: it is a table book, whose cells show no p values.
    """
    words = words_of(language)
    published = any(each.published for each in descriptions)
    shown = [each for each in descriptions if each.lines and (each.base or each.published)]
    found = [words["published"]] if published else []
    found += _intervals(shown, words, language, book) if shown else ()
    if any(each.compared for each in shown):
        found += _comparisons(shown, words, book)
    if any(each.by is not None and each.line(MEAN) is not None for each in shown):
        found.append(words["untested"])
    if any(line.small and line.base for each in shown for line in each.lines):
        found.append(words["small"])
    found += _groups(shown, words, language)
    caution = in_language(questionnaire.caution, language)
    found.append(caution or words["sampling"])
    if not published:  # it is said of the responses
        found.append(in_language(questionnaire.notice, language))
    return tuple(dict.fromkeys(note for note in found if note))


def _intervals(
    shown: Sequence[Description], words: Mapping[str, str], language: str, book: bool
) -> Iterator[str]:
    first = shown[0]
    level = level_text(first.confidence, language)
    shares = any(line.share is not None for each in shown for line in each.lines)
    if not book:
        if shares:
            yield words["wilson"].format(level=level)
        if any(each.line(MEAN) is not None for each in shown):
            yield words["mean" if shares else "number"].format(level=level)
            yield words["quartile"]
        if first.population:
            yield words["fpc"].format(population=first.population, correction=CORRECTION)
    if any(line.kind == "box" for each in shown for line in each.lines):
        yield words["box"]
    if first.weighted:
        yield words["weighted"]
        if len(shown) == 1 and (line := next(iter(first.of()), None)) is not None:
            yield words["effective"].format(size=number_text(line.size, language, 1), base=line.base)


def _comparisons(shown: Sequence[Description], words: Mapping[str, str], book: bool) -> Iterator[str]:
    if book:
        yield words["book"]
        return
    exact = any(
        line.difference and line.difference.fisher is not None for each in shown for line in each.compared
    )
    yield words["rest"]
    yield words["test"]
    if exact:
        yield words["exact"]
    count = max(len(each.compared) for each in shown)
    yield words["adjusted"].format(count=count) + (words["which p"] if exact else ".")
    if len(shown) > 1:
        yield words["several"]
    yield words["marks"]


def _groups(shown: Sequence[Description], words: Mapping[str, str], language: str) -> Iterator[str]:
    """What one has to know of the variables."""
    told: dict[str, Variable] = {}
    most: dict[str, int] = {}
    for each in shown:
        if each.by is not None:
            told[each.by.id] = each.by
            most[each.by.id] = max(most.get(each.by.id, 0), each.without_group)
    for id, variable in told.items():
        label = in_language(variable.label, language) or id
        if note := in_language(variable.note, language):
            yield f"{label}: {note}"
        if most[id] and len(shown) == 1:
            yield words["without"].format(count=most[id], variable=label)
