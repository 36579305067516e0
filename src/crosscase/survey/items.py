"""What addresses of a survey lead to: `F4`, `F4.hatefulle-ytringer`, `F7.samer`, `F7.samer.stor-grad`, a variable."""

from __future__ import annotations

from collections.abc import Iterable

from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown
from crosscase.survey.model import Condition, Group, Item, Question, Questionnaire, Row, Variable


def find_item(questionnaire: Questionnaire, address: str) -> Item:
    """What an address leads to.

    Raises:
        StudyError: there is no such question, row, option or box; says the nearest that there is.
    """
    item = _item(questionnaire, address)
    if item is None:
        raise StudyError(unknown_item(questionnaire, address))
    return item


def has_item(questionnaire: Questionnaire, address: str) -> bool:
    """Whether an address leads to anything."""
    return _item(questionnaire, address) is not None


def unknown_item(questionnaire: Questionnaire, address: str) -> str:
    """That an address leads nowhere, and what may have been meant: something of the same question first."""
    if (variable := questionnaire.variables.get(address)) is not None:
        return f"{address} is a variable and no item of the survey; name its question, {variable.question}"
    known = known_items(questionnaire)
    head = address
    while head and head not in questionnaire.questions:
        head = head.rpartition(".")[0]
    here = [each for each in known if head and (each == head or each.startswith(f"{head}."))]
    guess = nearest(address, here, 60)
    if guess is None and not head and (guess := _of_nearest_question(questionnaire, address)) is not None:
        return f"there is no item of the survey {shown(address, 60)}; did you mean {guess}?"
    return unknown(address, (here or known) if guess is None else [guess], "item of the survey")


def _of_nearest_question(questionnaire: Questionnaire, address: str) -> str | None:
    """The item of a question that is called nearly so; the question where the rest of the address is like none of it."""
    begins, _, rest = address.partition(".")
    question = nearest(begins, questionnaire.questions)
    if question is None:
        return None
    its = [each for each in known_items(questionnaire) if each.startswith(f"{question}.")]
    return (nearest(f"{question}.{rest}", its) if rest else None) or question


def unknown(name: str, known: Iterable[str], what: str) -> str:
    """That there is no such thing, and what may have been meant."""
    names = list(known)
    guess = nearest(name, names, 60)
    hint = f"did you mean {guess}?" if guess else _listed(names)
    return f"there is no {what} {shown(name, 60)}; {hint}"


def known_items(questionnaire: Questionnaire) -> list[str]:
    """Every address there is, questions first within each question."""
    found: list[str] = []
    for question in questionnaire.questions.values():
        answers = [part.id for part in question.answers]
        found.append(question.id)
        if question.kind == "grid":
            for row in question.rows:
                found += [f"{question.id}.{row.id}", *(f"{question.id}.{row.id}.{each}" for each in answers)]
        else:
            found += [f"{question.id}.{each}" for each in answers]
    return list(dict.fromkeys(found))


def find_question(questionnaire: Questionnaire, id: str) -> Question:
    """A question by its id; raises StudyError as `find_item`."""
    if (question := questionnaire.questions.get(id)) is None:
        raise StudyError(unknown(id, questionnaire.questions, "question"))
    return question


def find_variable(questionnaire: Questionnaire, name: str) -> Variable:
    """A variable, or a single question, or a row of a grid (`F7.samer`), taken as one by its options.

    Raises:
        StudyError: there is none, or the question has no options to group by.
    """
    if (variable := questionnaire.variables.get(name)) is not None:
        return variable
    item = _item(questionnaire, name)
    if item is None:
        raise StudyError(unknown(name, known_variables(questionnaire), "variable"))
    question = item.question
    if (
        question.kind not in ("single", "grid")
        or item.options
        or (question.kind == "grid" and item.row is None)
    ):
        made = [each.id for each in questionnaire.variables.values() if each.question == question.id]
        hint = f"{' and '.join(made)} is made of it" if made else _listed(known_variables(questionnaire))
        raise StudyError(f"{shown(name, 60)} cannot be broken down by: it is not one choice; {hint}")
    groups = tuple(Group(option.id, option.label, (option.id,)) for option in question.options)
    label = question.text if item.row is None else item.row.label
    return Variable(name, label, name, groups)


def known_variables(questionnaire: Questionnaire) -> list[str]:
    """Names of everything that answers can be broken down by."""
    single = [question.id for question in questionnaire.questions.values() if question.kind == "single"]
    rows = [
        f"{question.id}.{row.id}"
        for question in questionnaire.questions.values()
        if question.kind == "grid"
        for row in question.rows
    ]
    return [*questionnaire.variables, *(id for id in single if id not in questionnaire.variables), *rows]


def expanded(question: Question, ids: Iterable[str]) -> tuple[str, ...]:
    """Options for the ids of options and boxes, each once, in the question's order; unknown ids are left out."""
    wanted: set[str] = set()
    for id in ids:
        box = question.box(id)
        wanted.update(box.options if box is not None else (id,))
    return tuple(option.id for option in question.options if option.id in wanted)


def problem_of(questionnaire: Questionnaire, condition: Condition) -> str:
    """What is wrong with a condition in this survey, as a line; empty where nothing is."""
    variable = questionnaire.variables.get(condition.subject)
    if variable is not None:
        if condition.relation in (">=", "<="):
            return f"{condition}: {variable.id} is a variable of groups and has no size; name groups after ="
        return _unknown_value(condition, [group.id for group in variable.groups], variable.id)
    item = _item(questionnaire, condition.subject)
    if item is None:
        known = [*questionnaire.variables, *known_items(questionnaire)]
        return f"{condition}: {unknown(condition.subject, known, 'question or variable')}"
    question = item.question
    if item.options:
        subject, _, answer = condition.subject.rpartition(".")
        return f"{condition}: name the answer after =, as in {subject}={answer}"
    if question.kind == "open":
        return f"{condition}: {question.id} is open and has no answers to compare"
    if question.kind == "grid" and item.row is None:
        return f"{condition}: {question.id} is a grid; name one of its rows, such as {question.id}.{question.rows[0].id}"
    if condition.relation in (">=", "<="):
        if question.kind in ("number", "multiple"):
            return ""
        return f"{condition}: {question.id} is one choice and has no size; name answers after ="
    if question.kind == "number":
        return f"{condition}: {question.id} is a number; compare it with >= or <="
    return _unknown_value(condition, [part.id for part in question.answers], condition.subject)


def _unknown_value(condition: Condition, known: list[str], where: str) -> str:
    wrong = next((value for value in condition.values if value not in known), None)
    return "" if wrong is None else f"{condition}: {unknown(wrong, known, f'answer to {where} called')}"


def _item(questionnaire: Questionnaire, address: str) -> Item | None:
    """The longest question id that begins the address wins, where it has such an answer: ids may hold dots."""
    question = questionnaire.questions.get(address)
    if question is not None:
        return Item(address, question)
    head, dot, tail = address.rpartition(".")
    while dot:
        question = questionnaire.questions.get(head)
        if question is not None and (found := _within(address, question, tail)) is not None:
            return found
        head, dot, more = head.rpartition(".")
        tail = f"{more}.{tail}"
    return None


def _within(address: str, question: Question, rest: str) -> Item | None:
    row: Row | None = None
    if question.kind == "grid":
        name, _, rest = rest.partition(".")
        if (row := question.row(name)) is None:
            return None
        if not rest:
            return Item(address, question, row)
    if (option := question.option(rest)) is not None:
        return Item(address, question, row, (option.id,), option.label)
    if (box := question.box(rest)) is not None:
        return Item(address, question, row, box.options, box.label)
    return None


def _listed(names: list[str]) -> str:
    most = 8
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"there are {', '.join(names[:most])}{more}" if names else "there are none"
