"""What a survey consists of: questions with their options, variables to break down by, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Labels: TypeAlias = Mapping[str, str]
"""A text by language; the key `""` where it is of no language in particular."""

Kind: TypeAlias = Literal["single", "multiple", "grid", "number", "open"]
Relation: TypeAlias = Literal["=", "!=", ">=", "<="]


def in_language(labels: Labels, language: str) -> str:
    """A text in a language; else as it is written without one, in English, or in whichever there is."""
    for key in (language, "", "en"):
        if text := labels.get(key, ""):
            return text
    return next(filter(None, labels.values()), "")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on answers, such as `F3=noen,store`, `F8>=2`, `sentralitet!=sentrale`.

    Attributes:
        subject: a question, a row of a grid (`F7.samer`) or a variable.
        values: options, boxes or groups, any of which will do; of `>=` and `<=` one number, which is compared with
            the answer of a number question and with how many options of a multiple one were chosen.
    """

    subject: str
    relation: Relation
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.subject}{self.relation}{','.join(self.values)}"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen.

    Attributes:
        code: what stands for it in the responses, where that is neither its id nor one of its labels.
        value: its place on a scale, for means; None where it has none.
        unsure: "don't know" and the like: counts in the base, has no part in means.
        exclusive: of a multiple question: stands for none of the others, such as "don't know".
    """

    id: str
    label: Labels
    code: str = ""
    value: float | None = None
    unsure: bool = False
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Options that are told as one, such as the two highest of a scale."""

    id: str
    label: Labels
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a grid; `asked` are conditions of its own, beside those of the question."""

    id: str
    label: Labels
    column: str
    asked: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        id: such as `F4`.
        options: of single, multiple and grid questions; those of a grid are the same for all its rows.
        rows: of a grid.
        asked: conditions on other answers; nobody else was asked. Empty where everybody was.
        column: of the responses. A multiple question has one column with its options parted by `;`, or one for each
            option, `<column>.<option>`; a grid has those of its rows.
        unit: of a number, such as years.
        background: what is known of a respondent rather than asked.
        source: of an open question: the id of the source that holds its answers.
        line: in the file of questions.
    """

    id: str
    kind: Kind
    text: Labels
    options: tuple[Option, ...] = ()
    boxes: tuple[Box, ...] = ()
    rows: tuple[Row, ...] = ()
    asked: tuple[Condition, ...] = ()
    column: str = ""
    unit: Labels = field(default_factory=dict)
    background: bool = False
    source: str = ""
    line: int = 0

    @property
    def answers(self) -> tuple[Option | Box, ...]:
        """Options, then boxes."""
        return (*self.options, *self.boxes)

    def option(self, id: str) -> Option | None:
        """The option of this id."""
        return next((option for option in self.options if option.id == id), None)

    def box(self, id: str) -> Box | None:
        """The box of this id."""
        return next((box for box in self.boxes if box.id == id), None)

    def row(self, id: str) -> Row | None:
        """The row of this id."""
        return next((row for row in self.rows if row.id == id), None)


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a variable.

    Attributes:
        options: options or boxes of its question.
        low, high: of a number question, both within the group; None where it is open on that side.
    """

    id: str
    label: Labels
    options: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """What answers are broken down by: groups of the answers to one question.

    Attributes:
        id: such as `sentralitet`.
        question: a single or number question.
        groups: in the order they are shown; a respondent is in one at most.
        note: what one has to know about the grouping.
    """

    id: str
    label: Labels
    question: str
    groups: tuple[Group, ...]
    note: Labels = field(default_factory=dict)

    def group(self, id: str) -> Group | None:
        """The group of this id."""
        return next((group for group in self.groups if group.id == id), None)


@dataclass(frozen=True, slots=True)
class Rule:
    """How cases are chosen among respondents: what they must have answered, and what they shall differ in."""

    where: tuple[Condition, ...] = ()
    spread: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The survey as it was asked.

    Attributes:
        questions, variables: by id, in order. A variable and a question never share an id.
        respondent: the column that names the respondents.
        weight: the column of their weights; empty where there is none.
        population: how many there are in all, for the finite population correction; 0 where nobody said.
        respondents: what they are called, several of them, such as municipalities.
        caution: what must be said with every figure beside the margins, such as that respondents chose themselves.
        notice: what must be said wherever the responses are shown, such as that they were made up.
        selection: how cases are chosen.
        file: where all this stands.
    """

    questions: Mapping[str, Question]
    variables: Mapping[str, Variable] = field(default_factory=dict)
    respondent: str = "respondent"
    weight: str = ""
    population: int = 0
    respondents: Labels = field(default_factory=dict)
    caution: Labels = field(default_factory=dict)
    notice: Labels = field(default_factory=dict)
    selection: Rule = Rule()
    file: str = "survey/questions.yaml"

    def asked_questions(self) -> Iterator[Question]:
        """The questions without what is only known of the respondents."""
        return (question for question in self.questions.values() if not question.background)


@dataclass(frozen=True, slots=True)
class Item:
    """What an address such as `F4.hatefulle-ytringer`, `F7.samer` or `F7.samer.stor-grad` leads to.

    Attributes:
        row: of a grid question.
        options: the ids of the options meant: one, or those of a box; empty where the question, or the row, is
            meant as a whole.
        label: of the option or box; empty where there is none.
    """

    address: str
    question: Question
    row: Row | None = None
    options: tuple[str, ...] = ()
    label: Labels = field(default_factory=dict)
