"""cases/<case>.yaml: one file a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from crosscase.study.ids import is_slug, slugify
from crosscase.study.model import OPEN_ANSWERS, Case
from crosscase.study.problems import FileError, Problem
from crosscase.study.shapes import ByLanguage, Text, read_shape
from crosscase.study.sources import decode
from crosscase.study.yaml_edit import with_value
from crosscase.study.yaml_out import emit

FOLDER = "cases"


@dataclass(frozen=True, slots=True)
class CaseShape:
    """A case file."""

    name: Text
    attributes: dict[str, Text] = field(default_factory=dict)
    respondent: Text = ""
    notice: ByLanguage = field(default_factory=dict)
    description: Any = None  # read by `description_file` when somebody asks for it


def case_file(case_id: str) -> str:
    """The file of a case."""
    return f"{FOLDER}/{case_id}.yaml"


def read_case(file: str, raw: bytes) -> Case:
    """A case from its file.

    Raises:
        FileError: YAML or shape errors, a file name that is no slug.
    """
    case_id = PurePosixPath(file).stem
    if not is_slug(case_id) or case_id == OPEN_ANSWERS:
        raise FileError(
            Problem(
                file,
                0,
                0,
                "name",
                f"`{case_id}` cannot name a case; rename it to `{slugify(case_id, {OPEN_ANSWERS})}`",
            )
        )
    shape = read_shape(decode(raw, file).removeprefix("\ufeff"), CaseShape, file)
    return Case(case_id, shape.name, dict(shape.attributes), shape.respondent, dict(shape.notice))


def write_case(name: str, attributes: Mapping[str, str] | None = None) -> str:
    """The content of a new case file."""
    return emit({"name": name, **({"attributes": dict(attributes)} if attributes else {})})


def with_name(content: str, name: str) -> str:
    """A case file's content with another name; all else to the letter."""
    return _with(content, "name", name)


def with_attributes(content: str, attributes: Mapping[str, str]) -> str:
    """A case file's content with these attributes; all else to the letter.

    Comments among the attributes are lost.
    """
    return _with(content, "attributes", attributes)


def _with(content: str, key: str, value: str | Mapping[str, str]) -> str:
    mark = "\ufeff" if content.startswith("\ufeff") else ""
    return mark + with_value(content.removeprefix(mark), key, value, ("name",))
