"""codebook.yaml: read into flat records and written back with everything in its fixed place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crosscase.study.code_marks import color_for, tag_for
from crosscase.study.codebook import Codebook
from crosscase.study.ids import derived_id, is_slug, slugify
from crosscase.study.model import Code
from crosscase.study.problems import FileError, Problem
from crosscase.study.shapes import ByLanguage, Flag, Listed, Text, read_yaml, validate
from crosscase.study.sources import decode
from crosscase.study.yaml_in import DEEPEST, locate
from crosscase.study.yaml_out import Plain, emit

FILE = "codebook/codebook.yaml"
MOST_LEVELS = (
    DEEPEST - 2
) // 2  # of codes under each other: a code and the list below it are two levels of YAML


@dataclass(frozen=True, slots=True)
class CodeShape:
    """A code as the file has it, with its children in it."""

    code: Text
    name: ByLanguage
    id: Text = ""
    definition: Text = ""
    include: Text = ""
    exclude: Text = ""
    example: Text = ""
    color: Text = ""
    tag: Text = ""
    keywords: Listed[Text] = ()
    forms: Listed[Text] = ()
    not_forms: Listed[Text] = ()
    survey: Listed[Text] = ()
    was: Listed[Text] = ()
    retired: Flag = False
    split: Listed[Text] = ()
    children: Listed[CodeShape] = ()


@dataclass(frozen=True, slots=True)
class CodebookShape:
    """codebook.yaml."""

    codes: Listed[CodeShape] = ()


def read_codebook(raw: bytes, file: str = FILE) -> tuple[Code, ...]:
    """The codes, depth first; missing ids, colours and tags are filled in.

    Raises:
        FileError: YAML or shape errors, a path or an id that stands twice, a code that is no slug.
    """
    text = decode(raw, file).removeprefix("\ufeff")
    shape = validate(read_yaml(text, file) or {}, CodebookShape, text, file)
    return _Reading(text, file).codes(shape)


class _Reading:
    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.found: list[Code] = []
        self.ids: dict[str, list[str | int]] = {}
        self.paths: dict[str, list[str | int]] = {}

    def codes(self, shape: CodebookShape) -> tuple[Code, ...]:
        self._level(shape.codes, "", "", ["codes"])
        tags = {code.tag for code in self.found if code.tag}
        filled: list[Code] = []
        colors: dict[str, str] = {}
        for code in self.found:
            color = code.color or colors.get(code.parent) or color_for(len(colors))
            tag = code.tag or tag_for(code, tags)
            tags.add(tag)
            colors[code.id] = color
            filled.append(_with_marks(code, color, tag))
        return tuple(filled)

    def _level(self, shapes: Sequence[CodeShape], parent: str, above: str, loc: list[str | int]) -> None:
        for rank, shape in enumerate(shapes):
            here = [*loc, rank]
            if not is_slug(shape.code):
                self._fail(
                    [*here, "code"],
                    "name",
                    f"`{shape.code}` cannot name a code; write `{slugify(shape.code)}`",
                )
            path = f"{above}/{shape.code}" if above else shape.code
            self._once(self.paths, path, [*here, "code"], "duplicate-code", "code")
            code_id = shape.id or derived_id(path)
            self._once(self.ids, code_id, [*here, "id"], "duplicate-id", "id")
            self.found.append(
                Code(
                    code_id, parent, rank, shape.code, shape.name, shape.definition, shape.include, shape.exclude,
                    shape.example, shape.color, shape.tag, shape.keywords, shape.survey, shape.was, shape.retired,
                    shape.split, shape.forms, shape.not_forms,
                )
            )  # fmt: skip
            self._level(shape.children, code_id, path, [*here, "children"])

    def _once(
        self, seen: dict[str, list[str | int]], value: str, loc: list[str | int], kind: str, what: str
    ) -> None:
        if value in seen:
            line, _ = locate(self.text, seen[value])
            self._fail(loc, kind, f"{what} {value} stands twice, first in line {line}; change one of the two")
        seen[value] = loc

    def _fail(self, loc: list[str | int], kind: str, message: str) -> None:
        line, column = locate(self.text, loc)
        raise FileError(Problem(self.file, line, column, kind, message))


def _with_marks(code: Code, color: str, tag: str) -> Code:
    return code if (code.color, code.tag) == (color, tag) else replace(code, color=color, tag=tag)


def write_codebook(codes: Iterable[Code], opening_comment: str = "") -> str:
    """The content of codebook.yaml.

    Args:
        opening_comment: comment lines kept from the top of the former file.
    """
    book = Codebook(codes)
    return opening_comment + emit({"codes": [_record(book, code) for code in book.children()]})


def _record(book: Codebook, code: Code) -> dict[str, object]:
    record: dict[str, object] = {
        "id": Plain(code.id),
        "code": Plain(code.code),
        "name": _name(code.name),
    }
    for key in ("definition", "include", "exclude", "example", "color", "tag"):
        if value := getattr(code, key):
            record[key] = value
    for key in ("keywords", "forms", "not_forms", "survey", "was"):
        if values := getattr(code, key):
            record[key] = tuple(Plain(v) if key in ("survey", "was") else v for v in values)
    if code.retired:
        record["retired"] = True
    if code.split:
        record["split"] = tuple(map(Plain, code.split))
    if children := book.children(code):
        record["children"] = [_record(book, child) for child in children]
    return record


def _name(name: Mapping[str, str]) -> object:
    return name[""] if set(name) == {""} else dict(name)


def opening_comment(text: str) -> str:
    """The comment and blank lines before the first key, so that saving keeps them."""
    kept = []
    for line in text.removeprefix("\ufeff").split("\n"):
        if line.strip() and not line.startswith("#"):
            break
        kept.append(line)
    else:
        return ""
    return "".join(f"{line}\n" for line in kept)
