"""What stands in survey/questions.yaml, as it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, Required

from pydantic import BeforeValidator
from typing_extensions import TypedDict

from crosscase.study.shapes import ByLanguage, Flag, Listed, Slug, Text, Whole
from crosscase.study.yaml_in import shown

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,15})?")


def _question_id(value: Any) -> Any:
    if isinstance(value, str) and not _ID.fullmatch(value):
        raise ValueError(f"expected an id such as F4 (letters a-z, 0-9, _ and -), found `{shown(value)}`")
    return value


def _number(value: Any) -> Any:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return float(value.replace(",", "."))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise ValueError(f"expected a number, found `{shown(str(value))}`")


def _texts(value: Any) -> Any:
    """One text may stand for a list of one."""
    return [value] if isinstance(value, str) and value else value


QuestionId = Annotated[str, BeforeValidator(_question_id)]
Number = Annotated[float, BeforeValidator(_number)]
Texts = Annotated[Listed[Text], BeforeValidator(_texts)]


@dataclass(frozen=True, slots=True)
class OptionShape:
    """An answer that may be chosen."""

    id: Slug
    label: ByLanguage = field(default_factory=dict)
    code: Text = ""
    value: Number | None = None
    unsure: Flag = False
    exclusive: Flag = False


@dataclass(frozen=True, slots=True)
class BoxShape:
    """Options told as one."""

    id: Slug
    options: tuple[Slug, ...]
    label: ByLanguage = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowShape:
    """A row of a grid."""

    id: Slug
    label: ByLanguage = field(default_factory=dict)
    column: Text = ""
    asked: Texts = ()


@dataclass(frozen=True, slots=True)
class ScaleShape:
    """Options and boxes that several questions share."""

    options: tuple[OptionShape, ...]
    boxes: Listed[BoxShape] = ()


@dataclass(frozen=True, slots=True)
class QuestionShape:
    """A question."""

    id: QuestionId
    type: Literal["single", "multiple", "grid", "number", "open"]
    text: ByLanguage
    options: Listed[OptionShape] = ()
    boxes: Listed[BoxShape] = ()
    scale: Text = ""
    rows: Listed[RowShape] = ()
    asked: Texts = ()
    column: Text = ""
    unit: ByLanguage = field(default_factory=dict)
    background: Flag = False
    source: Text = ""


# by this form, since `from` cannot be the name of a field
GroupShape = TypedDict(
    "GroupShape",
    {
        "id": Required[Slug],
        "label": ByLanguage,
        "options": Listed[Slug],
        "from": Number,
        "to": Number,
    },
    total=False,
)


@dataclass(frozen=True, slots=True)
class VariableShape:
    """A variable."""

    id: QuestionId
    question: Text
    groups: tuple[GroupShape, ...]
    label: ByLanguage = field(default_factory=dict)
    note: ByLanguage = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleShape:
    """How cases are chosen."""

    where: Texts = ()
    spread: Listed[Text] = ()
    number: Whole = 0


@dataclass(frozen=True, slots=True)
class SurveyShape:
    """survey/questions.yaml."""

    questions: tuple[QuestionShape, ...]
    variables: Listed[VariableShape] = ()
    scales: dict[str, ScaleShape] = field(default_factory=dict)
    respondent: Text = "respondent"
    weight: Text = ""
    population: Whole = 0
    respondents: ByLanguage = field(default_factory=dict)
    caution: ByLanguage = field(default_factory=dict)
    notice: ByLanguage = field(default_factory=dict)
    selection: RuleShape = field(default_factory=RuleShape)
