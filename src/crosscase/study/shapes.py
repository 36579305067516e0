"""From what a YAML file holds to typed values, with errors a person can act on."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from functools import cache
from typing import Annotated, Any, TypeVar, cast

from pydantic import BeforeValidator, TypeAdapter, ValidationError
from pydantic.errors import PydanticInvalidForJsonSchema

from crosscase.study.ids import is_slug
from crosscase.study.problems import FileError, Problem
from crosscase.study.yaml_in import YamlError, locate_all, parse, shown

T = TypeVar("T")

_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
_DIGITS = re.compile(r"[0-9]{1,18}")
_SHOWN = 3  # errors of one file told in one line
_UNKNOWN = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
_CONTAINERS = frozenset({"dict_type", "mapping_type", "model_type", "dataclass_type"})
_LISTS = frozenset({"list_type", "tuple_type", "set_type", "frozen_set_type"})


def _slug(value: Any) -> Any:
    if isinstance(value, str) and not is_slug(value):
        raise ValueError(f"expected a slug (a-z, 0-9 and single hyphens), found {_found(value)}")
    return value


def _flag(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _FLAGS:
        return _FLAGS[value]
    raise ValueError(f"expected true or false, found {_found(value)}")


def _whole(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(value)
    raise ValueError(f"expected a whole number, found {_found(value)}")


def _by_language(value: Any) -> Any:
    if isinstance(value, str):
        return {"": value}
    if not isinstance(value, dict):
        raise ValueError(f"expected a text, or texts by language, found {_found(value)}")
    return value


def _nothing_is_empty(value: Any) -> Any:
    return [] if value == "" else value


Text = str
Slug = Annotated[str, BeforeValidator(_slug)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Whole = Annotated[int, BeforeValidator(_whole)]
ByLanguage = Annotated[dict[str, str], BeforeValidator(_by_language)]
# A list whose key may stand without a value.
Listed = Annotated[tuple[T, ...], BeforeValidator(_nothing_is_empty)]


def read_shape(text: str, shape: type[T], file: str, first_line: int = 1) -> T:
    """Read YAML into a shape.

    Args:
        text: a YAML document.
        shape: a pydantic model or a dataclass; unknown keys are refused in either.
        file: what errors call the file.
        first_line: the line of the file on which `text` begins.

    Raises:
        FileError: malformed YAML or another shape, with the place of the first error.
    """
    return validate(read_yaml(text, file, first_line), shape, text, file, first_line)


def read_yaml(text: str, file: str, first_line: int = 1) -> Any:
    """Read YAML that is to be looked at before it gets a shape, or that has none here; raises as `read_shape`."""
    try:
        return parse(text, first_line)
    except YamlError as error:
        raise FileError(_malformed(error, file)) from None


def validate(data: Any, shape: type[T], text: str, file: str, first_line: int = 1) -> T:
    """`read_shape` of what `parse` made of `text` already."""
    try:
        return _adapter(shape).validate_python(data, extra="forbid")
    except ValidationError as error:
        problems = _problems(error, _adapter(shape), text, file, first_line)
    raise FileError(_joined(problems))


def read_problems(text: str, shape: type[Any], file: str, first_line: int = 1) -> list[Problem]:
    """What `read_shape` would refuse, one problem for each error, in the order of the file."""
    try:
        _adapter(shape).validate_python(parse(text, first_line), extra="forbid")
    except YamlError as error:
        return [_malformed(error, file)]
    except ValidationError as error:
        return _problems(error, _adapter(shape), text, file, first_line)
    return []


def nearest(word: str, known: Iterable[str], least: int = 70) -> str | None:
    """The known word most like `word`, for "did you mean"; None below a similarity of `least` (0 to 100)."""
    from rapidfuzz import fuzz, process  # only after a failure

    best = process.extractOne(word, list(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=least)
    return best[0] if best else None


def _adapter(shape: type[T]) -> TypeAdapter[T]:
    made: TypeAdapter[T] = _made(cast(Hashable, shape))
    return made


@cache
def _made(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _malformed(error: YamlError, file: str) -> Problem:
    return Problem(file, error.line, error.column, "yaml", error.message)


def _problems(
    error: ValidationError, adapter: TypeAdapter[Any], text: str, file: str, first_line: int
) -> list[Problem]:
    details = error.errors(include_url=False)
    places = locate_all(text, [(detail["loc"], detail["type"] in _UNKNOWN) for detail in details])
    try:
        schema = adapter.json_schema()
    except PydanticInvalidForJsonSchema:
        schema = {}
    problems = [
        Problem(file, line + first_line - 1, column, "shape", _message(detail, schema))
        for detail, (line, column) in zip(details, places, strict=True)
    ]
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _joined(problems: Sequence[Problem]) -> Problem:
    first = problems[0]
    told = [first.message]
    told += [f"line {problem.line}: {problem.message}" for problem in problems[1:_SHOWN]]
    if len(problems) > _SHOWN:
        told.append(f"and {len(problems) - _SHOWN} more")
    return Problem(first.file, first.line, first.column, first.kind, "; ".join(told))


def _message(detail: Any, schema: dict[str, Any]) -> str:
    kind, loc, found = detail["type"], detail["loc"], _found(detail["input"])
    last = _step(loc[-1]) if loc else ""
    if kind in _UNKNOWN:
        known = _keys(schema, loc[:-1])
        near = nearest(last, known)
        hint = f"did you mean `{near}`?" if near else f"known are {_words(known)}" if known else "remove it"
        return f"unknown key `{shown(last)}`; {hint}"
    if kind == "missing":
        return f"`{shown(last)}` is missing{_inside(loc[:-1])}: add it"
    subject = f"`{shown(_dotted(loc))}`: " if loc else ""
    if kind in {"value_error", "assertion_error"}:
        return subject + str(detail["ctx"]["error"])
    if kind == "string_type":
        expected = "a text"
    elif kind in _LISTS:
        expected = "a list"
    elif kind in _CONTAINERS:
        expected = "keys and values"
    elif kind == "literal_error":
        choices = detail["ctx"]["expected"].replace(" or ", ", ").removeprefix("'', ")
        expected = "one of " + choices.replace("'", "`")
    elif kind in {"too_long", "too_short"}:
        return f"{subject}expected {_length(detail['ctx'])}, found {detail['ctx']['actual_length']}"
    else:
        return f"{subject}{shown(detail['msg'], 120)}, found {found}"
    return f"{subject}expected {expected}, found {found}"


def _keys(schema: dict[str, Any], loc: Sequence[str | int]) -> list[str]:
    """Keys that may stand at `loc`, from a JSON schema."""
    here: Any = _resolved(schema, schema)
    for step in loc:
        if isinstance(step, int):
            prefix = here.get("prefixItems", [])
            here = prefix[step] if step < len(prefix) else here.get("items", {})
        else:
            here = here.get("properties", {}).get(step) or here.get("additionalProperties", {})
        here = _resolved(here if isinstance(here, dict) else {}, schema)
    return list(here.get("properties", {}))


def _resolved(part: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while True:
        choices = [choice for choice in part.get("anyOf", ()) if choice.get("type") != "null"]
        if len(choices) == 1:
            part = choices[0]
        elif "$ref" in part:
            part = schema["$defs"][part["$ref"].rpartition("/")[2]]
        else:
            return part


def _found(value: Any) -> str:
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list | tuple):
        return "a list"
    return f"`{shown(str(value))}`" if value != "" else "nothing"


def _length(limits: dict[str, Any]) -> str:
    if "max_length" in limits:
        return f"at most {limits['max_length']} items"
    return f"at least {limits['min_length']} items"


def _step(step: str | int) -> str:
    return f"item {step + 1}" if isinstance(step, int) else step


def _dotted(loc: Sequence[str | int]) -> str:
    return ", ".join(map(_step, loc))


def _inside(loc: Sequence[str | int]) -> str:
    return f" in `{shown(_dotted(loc))}`" if loc else ""


def _words(known: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in known)
