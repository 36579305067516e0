"""survey/published.yaml: what a report printed, as data, with every share, claim and restatement tied to its item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.shapes import read_yaml, validate
from crosscase.study.yaml_in import Locator, shown
from crosscase.survey.items import find_item, find_question, find_variable, unknown
from crosscase.survey.model import Item, Labels, Question, Questionnaire, Variable
from crosscase.survey.published_shapes import (
    ClaimShape,
    FigureShape,
    Printed,
    PublishedShape,
    ShareShape,
    StatedShape,
)

FILE = "survey/published.yaml"


@dataclass(frozen=True, slots=True)
class PublishedShare:
    """A share of all that were asked.

    Attributes:
        percent: as printed; None where none is.
        over, under, about: words instead of a percent, such as "more than one in five".
        base: of this share, where it has one of its own; 0 else.
        printed: where: in the chart, in the text, or nowhere.
        role: `reference` where it is repeated to set a group against it, `restated` where it is said again.
        line: in the file.
    """

    item: Item
    percent: Printed | None = None
    over: Printed | None = None
    under: Printed | None = None
    about: Printed | None = None
    base: int = 0
    printed: Literal["figure", "text", "nowhere"] = "figure"
    role: Literal["", "reference", "restated"] = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of a group.

    Attributes:
        groups: ids of groups of the variable; mostly one.
        bases: how many of the group were asked: the one that is known, or all that are possible; empty where
            nothing is known.
        direction: against the total.
        jointly: items for whose shares together the direction holds.
        significant: whether it is said to be.
    """

    variable: Variable
    groups: tuple[str, ...]
    item: Item
    percent: Printed | None
    bases: tuple[int, ...]
    direction: str
    jointly: tuple[Item, ...]
    significant: Literal["yes", "no", "unstated"]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Correlation:
    """A connection that is said to be there; kept, as there is nothing to recompute it from."""

    between: str
    sign: str
    significant: str


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One figure: its question, how many were asked (0 where nobody says), and what is said of it."""

    id: str
    question: Question
    base: int
    shares: tuple[PublishedShare, ...] = ()
    claims: tuple[Claim, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Restatement:
    """A share that is said again elsewhere; `where` is a word such as `summary-nb`."""

    item: Item
    percent: Printed
    where: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Stated:
    """A number about the survey itself.

    Attributes:
        kind: `response-rate` (percent, answers, of), `margins` (low, high, answers, confidence), `count` (item,
            count) or `base` (question, base).
    """

    id: str
    kind: Literal["response-rate", "margins", "count", "base"]
    percent: Printed | None = None
    answers: int = 0
    of: int = 0
    low: Printed | None = None
    high: Printed | None = None
    confidence: Printed | None = None
    item: Item | None = None
    question: Question | None = None
    count: int = -1
    line: int = 0


@dataclass(frozen=True, slots=True)
class Published:
    """What a report printed.

    Attributes:
        answers: how many answered in all.
        confidence: percent of the report's intervals and tests.
        sizes: how many are in each group, by variable and group, where that is known.
        figures: by id, in order.
    """

    figures: Mapping[str, PublishedFigure]
    title: Labels = field(default_factory=dict)
    answers: int = 0
    confidence: Printed = field(default_factory=lambda: Printed("95"))
    sizes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    restatements: tuple[Restatement, ...] = ()
    stated: tuple[Stated, ...] = ()
    file: str = FILE

    def figure_of(self, question: Question) -> PublishedFigure | None:
        """The figure that prints a question."""
        return next((figure for figure in self.figures.values() if figure.question.id == question.id), None)


def read_published(text: str, questionnaire: Questionnaire, file: str = FILE) -> Published:
    """What a report printed, from its file.

    Raises:
        FileError: YAML or shape errors; an item, variable or group that the questionnaire does not have; a share
            of another question than the figure's; two figures of one id.
    """
    return _Reading(text, questionnaire, file).published()


class _Reading:
    """One file on its way; refuses with the line of what is wrong."""

    def __init__(self, text: str, questionnaire: Questionnaire, file: str) -> None:
        self._lines, self._file, self._asked = Locator(text), file, questionnaire
        self._shape: PublishedShape = validate(read_yaml(text, file) or {}, PublishedShape, text, file)

    def published(self) -> Published:
        shape = self._shape
        figures: dict[str, PublishedFigure] = {}
        for place, figure in enumerate(shape.figures):
            if figure.id in figures:
                raise self._refuse(
                    ["figures", place, "id"],
                    f"figure {shown(figure.id)} stands twice; give one of them another id",
                )
            figures[figure.id] = self._figure(figure, ["figures", place])
        restatements = tuple(
            Restatement(
                self._item(each.item, ["restatements", place, "item"]), _given(each.percent), each.where,
                self._line(["restatements", place]),
            )
            for place, each in enumerate(shape.restatements)
        )  # fmt: skip
        stated = tuple(self._stated(each, ["stated", place]) for place, each in enumerate(shape.stated))
        return Published(
            figures, shape.title, shape.answers, _given(shape.confidence), self._sizes(), restatements, stated,
            self._file,
        )  # fmt: skip

    def _refuse(self, path: Sequence[str | int], message: str) -> FileError:
        return FileError(Problem(self._file, *self._lines.of(path), "published", message))

    def _line(self, path: Sequence[str | int]) -> int:
        return self._lines.of(path)[0]

    def _item(self, address: str, path: Sequence[str | int], within: Question | None = None) -> Item:
        try:
            item = find_item(self._asked, address)
        except StudyError as error:
            raise self._refuse(path, str(error)) from None
        if not item.options:
            raise self._refuse(path, f"{shown(address)} is no answer; name one of its options or boxes")
        if within is not None and item.question is not within:
            raise self._refuse(
                path, f"{shown(address)} is not an answer to {within.id}; put it under its own figure"
            )
        return item

    def _figure(self, shape: FigureShape, path: list[str | int]) -> PublishedFigure:
        try:
            question = find_question(self._asked, shape.question)
        except StudyError as error:
            raise self._refuse([*path, "question"], str(error)) from None
        return PublishedFigure(
            shape.id, question, shape.base,
            tuple(self._share(each, question, [*path, "shares", place]) for place, each in enumerate(shape.shares)),
            tuple(self._claim(each, question, [*path, "claims", place]) for place, each in enumerate(shape.claims)),
            tuple(Correlation(each.between, each.sign, each.significant) for each in shape.correlations),
            self._line([*path, "id"]),
        )  # fmt: skip

    def _share(self, shape: ShareShape, question: Question, path: list[str | int]) -> PublishedShare:
        return PublishedShare(
            self._item(shape.item, [*path, "item"], question), shape.percent, shape.over, shape.under, shape.about,
            shape.base, shape.printed, shape.role, self._line(path),
        )  # fmt: skip

    def _claim(self, shape: ClaimShape, question: Question, path: list[str | int]) -> Claim:
        try:
            variable = find_variable(self._asked, shape.variable)
        except StudyError as error:
            raise self._refuse([*path, "variable"], str(error)) from None
        groups = shape.groups or ((shape.group,) if shape.group else ())
        if not groups:
            raise self._refuse(path, "the claim names no group; add `group`")
        for group in groups:
            self._group(variable, group, [*path, "group" if shape.group else "groups"])
        return Claim(
            variable, groups, self._item(shape.item, [*path, "item"], question), shape.percent,
            shape.bases or ((shape.base,) if shape.base else ()), shape.direction,
            tuple(self._item(each, [*path, "jointly"], question) for each in shape.jointly),
            shape.significant, self._line(path),
        )  # fmt: skip

    def _group(self, variable: Variable, group: str, path: Sequence[str | int]) -> None:
        if variable.group(group) is None:
            known = [each.id for each in variable.groups]
            raise self._refuse(path, unknown(group, known, f"group of {variable.id} called"))

    def _sizes(self) -> dict[str, dict[str, int]]:
        for name, groups in self._shape.sizes.items():
            try:
                variable = find_variable(self._asked, name)
            except StudyError as error:
                raise self._refuse(["sizes", name], str(error)) from None
            for group in groups:
                self._group(variable, group, ["sizes", name, group])
        return {name: dict(groups) for name, groups in self._shape.sizes.items()}

    def _stated(self, shape: StatedShape, path: list[str | int]) -> Stated:
        needed = {
            "response-rate": (("percent", shape.percent), ("answers", shape.answers), ("of", shape.of)),
            "margins": (("low", shape.low), ("high", shape.high), ("answers", shape.answers)),
            "count": (("item", shape.item), ("count", shape.count >= 0)),
            "base": (("question", shape.question), ("base", shape.base >= 0)),
        }[shape.kind]
        if missing := [key for key, value in needed if not value]:
            raise self._refuse(
                path, f"{shown(shape.id)} is of kind {shape.kind} and needs {', '.join(missing)}"
            )
        question = None
        if shape.question:
            try:
                question = find_question(self._asked, shape.question)
            except StudyError as error:
                raise self._refuse([*path, "question"], str(error)) from None
        return Stated(
            shape.id, shape.kind, shape.percent, shape.answers, shape.of, shape.low, shape.high, shape.confidence,
            self._item(shape.item, [*path, "item"]) if shape.item else None, question,
            shape.count if shape.kind == "count" else shape.base, self._line(path),
        )  # fmt: skip


def _given(percent: Printed | None) -> Printed:
    """A percent that its shape demands."""
    if percent is None:
        raise ValueError("a percent that is demanded is missing")
    return percent
