"""Who was asked, who answered and what, against loops over the rows in plain Python."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given as with_some
from hypothesis import settings
from hypothesis import strategies as some

from crosscase.study.problems import StudyError
from crosscase.survey.answers import answered, asked, choice, chosen, given, group_of, holds, meets, number
from crosscase.survey.conditions import parse_condition
from crosscase.survey.items import find_item, find_variable
from crosscase.survey.questions import read_questions
from crosscase.survey.responses import Responses, read_responses

# a made-up survey, and what a respondent's cells mean


@dataclass
class Asked:
    """One question as it was made up; `cells` is filled in for each respondent."""

    id: str
    kind: str
    options: list[dict[str, Any]]
    boxes: dict[str, list[str]]
    rows: list[tuple[str, list[str]]]
    filters: list[str]


@dataclass
class Made:
    """A survey with its respondents; what each meant by (question, row)."""

    questions: list[Asked]
    variables: list[dict[str, Any]]
    people: list[dict[tuple[str, str], Any]]
    header: list[str] = field(default_factory=list)
    lines: list[list[str]] = field(default_factory=list)
    delimiter: str = ","

    def question(self, id: str) -> Asked:
        return next(question for question in self.questions if question.id == id)

    def yaml(self) -> str:
        """JSON is YAML, too."""
        questions = [
            {"id": q.id, "type": q.kind, "text": q.id, "asked": q.filters}
            | ({"options": q.options} if q.options else {})
            | {"boxes": [{"id": id, "options": options} for id, options in q.boxes.items()]}
            | {"rows": [{"id": id, "asked": filters} for id, filters in q.rows]}
            for q in self.questions
        ]
        return json.dumps({"questions": questions, "variables": self.variables}, indent=1)

    def responses(self) -> Responses:
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.delimiter)
        writer.writerow(["respondent", *self.header])
        writer.writerows([f"R{place}", *cells] for place, cells in enumerate(self.lines))
        return read_responses(out.getvalue().encode(), read_questions(self.yaml()))


# what the loops say


def loops_meet(made: Made, person: dict[tuple[str, str], Any], text: str) -> bool:
    relation = next(sign for sign in (">=", "<=", "!=", "=") if sign in text)
    subject, _, rest = text.partition(relation)
    values = rest.split(",")
    variable = next((each for each in made.variables if each["id"] == subject), None)
    if variable is not None:
        group = loops_group(made, person, variable)
        return group is not None and (group in values) == (relation == "=")
    id, _, row = subject.partition(".")
    question = made.question(id)
    if not loops_answered(made, person, question, row):
        return False
    meant = person[id, row]
    if relation in (">=", "<="):
        if question.kind == "multiple":
            real = {o["id"] for o in question.options if not o["unsure"] and not o["exclusive"]}
            meant = len(meant & real)
        return bool(meant >= float(values[0]) if relation == ">=" else meant <= float(values[0]))
    wanted = {option for value in values for option in question.boxes.get(value, [value])}
    inside = bool(meant & wanted) if question.kind == "multiple" else meant in wanted
    return inside == (relation == "=")


def loops_asked(made: Made, person: dict[tuple[str, str], Any], question: Asked, row: str = "") -> bool:
    filters = [*question.filters, *dict(question.rows).get(row, [])]
    return all(loops_meet(made, person, text) for text in filters)


def loops_given(person: dict[tuple[str, str], Any], question: Asked, row: str = "") -> bool:
    if question.kind == "grid" and not row:
        return any(person[question.id, each] is not None for each, _ in question.rows)
    return person[question.id, row] is not None


def loops_answered(made: Made, person: dict[tuple[str, str], Any], question: Asked, row: str = "") -> bool:
    if question.kind == "grid" and not row:
        return any(loops_answered(made, person, question, each) for each, _ in question.rows)
    return loops_given(person, question, row) and loops_asked(made, person, question, row)


def loops_group(made: Made, person: dict[tuple[str, str], Any], variable: dict[str, Any]) -> str | None:
    question = made.question(variable["question"])
    if not loops_answered(made, person, question):
        return None
    meant = person[question.id, ""]
    for group in variable["groups"]:
        if question.kind == "number":
            if float(group.get("from", "-inf")) <= meant <= float(group.get("to", "inf")):
                return str(group["id"])
        elif meant in {option for part in group["options"] for option in question.boxes.get(part, [part])}:
            return str(group["id"])
    return None


# making one up

NUMBERS = [("3", 3.0), ("-2", -2.0), ("0,5", 0.5), ("1 200", 1200.0), ("7.0", 7.0), ("5", 5.0)]


@some.composite
def filters(draw: some.DrawFn, before: Sequence[Asked], variables: Sequence[dict[str, Any]]) -> list[str]:
    found = []
    for _ in range(draw(some.integers(0, 2)) if before else 0):
        if variables and draw(some.booleans()):
            variable = draw(some.sampled_from(variables))
            groups = [group["id"] for group in variable["groups"]]
            subject, values = (
                variable["id"],
                draw(some.lists(some.sampled_from(groups), min_size=1, unique=True)),
            )
        else:
            question = draw(some.sampled_from(before))
            if question.kind == "open":
                continue
            subject, sizes = question.id, [">=", "<="]
            if question.kind == "number" or (question.kind == "multiple" and draw(some.booleans())):
                limit = draw(some.sampled_from(["0", "1", "2", "5", "0.5"]))
                found.append(f"{subject}{draw(some.sampled_from(sizes))}{limit}")
                continue
            if question.kind == "grid":
                subject += f".{draw(some.sampled_from(question.rows))[0]}"
            parts = [*(option["id"] for option in question.options), *question.boxes]
            values = draw(some.lists(some.sampled_from(parts), min_size=1, max_size=3, unique=True))
        found.append(f"{subject}{draw(some.sampled_from(['=', '!=']))}{','.join(values)}")
    return found


@some.composite
def questions(draw: some.DrawFn, before: Sequence[Asked], variables: Sequence[dict[str, Any]]) -> Asked:
    kind = draw(some.sampled_from(["single", "multiple", "grid", "number", "open"]))
    options: list[dict[str, Any]] = []
    boxes: dict[str, list[str]] = {}
    if kind in ("single", "multiple", "grid"):
        ids = ["a", "b", "c", "d"][: draw(some.integers(1, 4))]
        options = [
            {"id": id, "label": {"nb": f"Svar {id}"}, "code": f"{place + 2}",
             "unsure": draw(some.booleans()), "exclusive": draw(some.booleans())}
            for place, id in enumerate(ids)
        ]  # fmt: skip
        for box in ["oppe", "nede"][: draw(some.integers(0, 2))]:
            boxes[box] = draw(some.lists(some.sampled_from(ids), min_size=1, unique=True))
    asked_of = draw(filters(before, variables))
    rows: list[tuple[str, list[str]]] = []
    if kind == "grid":
        rows = [(id, draw(filters(before, variables))) for id in ["r", "s"][: draw(some.integers(1, 2))]]
    return Asked(f"F{len(before)}", kind, options, boxes, rows, asked_of)


@some.composite
def variables_of(draw: some.DrawFn, question: Asked, place: int) -> dict[str, Any] | None:
    if question.kind == "number":
        edges = sorted(draw(some.lists(some.integers(-3, 10), min_size=2, max_size=4, unique=True)))
        groups: list[dict[str, Any]] = [{"id": "g0", "to": str(edges[0])}]
        groups += [
            {"id": f"g{n}", "from": str(low + 0.5), "to": str(high)}
            for n, (low, high) in enumerate(pairwise(edges), 1)
        ]
        if draw(some.booleans()):
            groups.append({"id": "gx", "from": str(edges[-1] + 0.5)})
    elif question.kind == "single":
        ids = draw(some.permutations([option["id"] for option in question.options]))
        cut, end = draw(some.integers(1, len(ids))), draw(some.integers(1, len(ids)))
        groups = [
            {"id": f"g{n}", "options": part}
            for n, part in enumerate([ids[: min(cut, end)], ids[min(cut, end) : end]])
            if part
        ]
    else:
        return None
    return {"id": f"v{place}", "question": question.id, "groups": groups}


@some.composite
def cell(draw: some.DrawFn, question: Asked) -> tuple[str, Any]:
    """What stands in a cell of one choice, and what is meant."""
    option = draw(some.sampled_from(question.options))
    id = option["id"]
    text = draw(
        some.sampled_from([id, id.upper(), f" {id} ", option["label"]["nb"], option["code"], "", "tull"])
    )
    return text, None if text in ("", "tull") else id


@some.composite
def surveys(draw: some.DrawFn) -> Made:
    asked_in: list[Asked] = []
    variables: list[dict[str, Any]] = []
    for _ in range(draw(some.integers(1, 5))):
        question = draw(questions(asked_in, variables))
        asked_in.append(question)
        if (variable := draw(variables_of(question, len(variables)))) is not None:
            variables.append(variable)
    made = Made(asked_in, variables, [], delimiter=draw(some.sampled_from([",", ";", "\t"])))
    apart = {question.id: draw(some.booleans()) for question in asked_in}
    for place in range(draw(some.integers(0, 6))):
        person: dict[tuple[str, str], Any] = {}
        columns: dict[str, str] = {}
        for question in asked_in:
            fill(draw, question, apart[question.id], person, columns)
        made.people.append(person)
        made.header = list(columns)
        made.lines.append([*columns.values()])
        assert len(made.lines) == place + 1
    return made


def fill(
    draw: some.DrawFn,
    question: Asked,
    apart: bool,
    person: dict[tuple[str, str], Any],
    columns: dict[str, str],
) -> None:
    """The cells of one person, and what is meant by them."""
    id = question.id
    if question.kind == "multiple" and apart:
        ticks = {
            option["id"]: draw(some.sampled_from(["", "0", "1", "nei", "X", "?"]))
            for option in question.options
        }
        columns.update({f"{id}.{part}": text for part, text in ticks.items()})
        understood = any(text not in ("", "?") for text in ticks.values())
        person[id, ""] = {part for part, text in ticks.items() if text in ("1", "X")} if understood else None
    elif question.kind == "multiple":
        parts = draw(some.lists(cell(question), max_size=3))
        columns[id] = "; ".join(text for text, _ in parts)
        person[id, ""] = {meant for _, meant in parts if meant is not None} or None
    elif question.kind == "number":
        columns[id], person[id, ""] = draw(some.sampled_from([*NUMBERS, ("", None), ("mange", None)]))
    elif question.kind == "open":
        columns[id] = draw(some.sampled_from(["", "  ", "Noen ord"]))
        person[id, ""] = columns[id].strip() or None
    elif question.kind == "single":
        columns[id], person[id, ""] = draw(cell(question))
    else:
        for row, _ in question.rows:
            columns[f"{id}.{row}"], person[id, row] = draw(cell(question))


@settings(max_examples=150)
@with_some(surveys(), some.data())
def test_everything_that_is_told_of_respondents_is_what_loops_over_the_rows_say(
    made: Made, data: some.DataObject
) -> None:
    found = made.responses()
    assert found.respondents == tuple(f"R{place}" for place in range(len(made.people)))
    for question in made.questions:
        shape = found.questionnaire.questions[question.id]
        for row in ["", *(id for id, _ in question.rows)]:
            part = shape.row(row) if row else None
            name = f"{question.id}.{row}".rstrip(".")
            base = [loops_answered(made, person, question, row) for person in made.people]
            assert asked(found, shape, part).tolist() == [
                loops_asked(made, person, question, row) for person in made.people
            ]
            assert given(found, shape, part).tolist() == [
                loops_given(person, question, row) for person in made.people
            ]
            assert answered(found, shape, part).tolist() == base
            assert holds(found, find_item(found.questionnaire, name)).tolist() == base
            if question.kind == "number":
                wanted = [
                    person[question.id, ""] if inside else np.nan
                    for person, inside in zip(made.people, base, strict=True)
                ]
                np.testing.assert_array_equal(number(found, shape), np.array(wanted, np.float64))
            if question.options and (row or question.kind != "grid"):
                compare_choices(made, found, question, row, base)
    for variable in made.variables:
        ids = [group["id"] for group in variable["groups"]]
        groups = group_of(found, find_variable(found.questionnaire, variable["id"]))
        assert [ids[place] if place >= 0 else None for place in groups] == [
            loops_group(made, person, variable) for person in made.people
        ]
    for text in data.draw(filters(made.questions, made.variables)):
        assert meets(found, parse_condition(text)).tolist() == [
            loops_meet(made, person, text) for person in made.people
        ]


def compare_choices(made: Made, found: Responses, question: Asked, row: str, base: list[bool]) -> None:
    shape = found.questionnaire.questions[question.id]
    part = shape.row(row) if row else None
    name = f"{question.id}.{row}".rstrip(".")
    meant = [
        (person[question.id, row] if inside else None)
        for person, inside in zip(made.people, base, strict=True)
    ]
    parts = {option["id"]: [option["id"]] for option in question.options} | question.boxes
    for id, options in parts.items():
        wanted = [
            said is not None and bool((said if question.kind == "multiple" else {said}) & set(options))
            for said in meant
        ]
        assert holds(found, find_item(found.questionnaire, f"{name}.{id}")).tolist() == wanted
    ids = [option["id"] for option in question.options]
    if question.kind == "multiple":
        real = {
            option["id"] for option in question.options if not option["unsure"] and not option["exclusive"]
        }
        assert chosen(found, shape).tolist() == [len((said or set()) & real) for said in meant]
    else:
        assert [ids[place] if place >= 0 else None for place in choice(found, shape, part)] == meant
        # one choice is a variable by itself
        assert (
            group_of(found, find_variable(found.questionnaire, name)).tolist()
            == choice(found, shape, part).tolist()
        )


# cases told by hand

QUESTIONS = """questions:
  - {id: F3, type: single, text: a, options: [{id: ingen}, {id: noen}, {id: vet-ikke, unsure: true}]}
  - {id: F4, type: multiple, text: b, asked: [F3=noen], options: [{id: hets}, {id: skole}, {id: vet-ikke, exclusive: true}]}
  - {id: F5, type: single, text: c, asked: ["F4=hets"], options: [{id: ja}, {id: nei}]}
  - {id: alder, type: number, text: d}
variables:
  - {id: aldersgruppe, question: alder, groups: [{id: unge, to: "30"}, {id: eldre, from: "30,5"}]}
"""
ANSWERS = """respondent;F3;F4.hets;F4.skole;F4.vet-ikke;F5;alder
R1;noen;1;0;0;ja;30
R2;ingen;1;1;0;ja;30,25
R3;noen;0;0;0;nei;30,5
R4;noen;;;;;
R5;vet-ikke;0;0;1;;nan
R6;;1;;;nei;99
"""


@pytest.fixture
def found() -> Responses:
    return read_responses(ANSWERS.encode(), read_questions(QUESTIONS))


def yes(flags: Any) -> str:
    return "".join(str(place + 1) for place in np.flatnonzero(flags))


def test_the_base_is_who_was_asked_and_answered_by_way_of_all_filters(found: Responses) -> None:
    questions = found.questionnaire.questions
    assert yes(asked(found, questions["F4"])) == "134"
    assert yes(answered(found, questions["F4"])) == "13"
    assert yes(asked(found, questions["F5"])) == "1"
    assert yes(given(found, questions["F5"])) == "1236"
    assert yes(answered(found, questions["F5"])) == "1"
    assert yes(holds(found, find_item(found.questionnaire, "F5.ja"))) == "1"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("F3=noen", "134"),
        ("F3!=noen", "25"),
        ("F3=noen,vet-ikke", "1345"),
        ("F4=skole", ""),
        ("F4!=hets", "3"),
        ("F4>=1", "1"),
        ("F4<=0", "3"),
        ("alder>=30.25", "236"),
        ("alder<=30,25", "12"),
        ("aldersgruppe=unge", "1"),
        ("aldersgruppe!=unge", "36"),
    ],
)
def test_who_meets_a_condition_was_asked_and_answered(found: Responses, text: str, who: str) -> None:
    assert yes(meets(found, parse_condition(text))) == who


def test_a_condition_on_what_is_not_in_the_survey_is_refused(found: Responses) -> None:
    with pytest.raises(StudyError, match=r"^there is no item of the survey F33; did you mean F3\?$"):
        meets(found, parse_condition("F33=noen"))


def test_a_base_of_nobody_has_no_answers_and_no_groups() -> None:
    nobody = read_responses(b"respondent;F3;F4;F5;alder\nR1;ingen;;;\n", read_questions(QUESTIONS))
    empty = read_responses(b"respondent;F3;F4;F5;alder\n", read_questions(QUESTIONS))
    for found, size in ((nobody, 1), (empty, 0)):
        questions = found.questionnaire.questions
        assert answered(found, questions["F4"]).tolist() == [False] * size
        assert holds(found, find_item(found.questionnaire, "F4.hets")).tolist() == [False] * size
        assert choice(found, questions["F5"]).tolist() == [-1] * size
        assert np.isnan(number(found, questions["alder"])).tolist() == [True] * size
        assert group_of(found, find_variable(found.questionnaire, "aldersgruppe")).tolist() == [-1] * size


def test_a_question_without_a_column_was_answered_by_nobody(found: Responses) -> None:
    lone = read_responses(b"respondent\nR1\nR2\n", read_questions(QUESTIONS))
    for question in lone.questionnaire.questions.values():
        assert not answered(lone, question).any()
    assert yes(asked(lone, lone.questionnaire.questions["F3"])) == "12"


def test_what_is_told_is_kept_and_nobody_can_write_into_it(found: Responses) -> None:
    question = found.questionnaire.questions["F4"]
    assert answered(found, question) is answered(found, question)
    with pytest.raises(ValueError, match="read-only"):
        answered(found, question)[0] = False
