"""Codings: one file per source and coder, sorted by position, one record per coding."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from crosscase.study.graphemes import snap
from crosscase.study.ids import new_id, now
from crosscase.study.model import Coding
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.shapes import Flag, Listed, Slug, Text, Whole, read_shape
from crosscase.study.sources import decode
from crosscase.study.yaml_in import locate
from crosscase.study.yaml_out import Plain, emit

FOLDER = "codings"
_BEGIN = "codings:\n"
CONTEXT = 32
"""How many characters before and after a span are kept with it."""


@dataclass(frozen=True, slots=True)
class CodingShape:
    """A coding as its file has it."""

    id: Text
    code: Text
    quote: Text = ""
    at: tuple[Whole, Whole] | None = None
    before: Text = ""
    after: Text = ""
    created: Text = ""
    memo: Text = ""
    key: Flag = False
    origin: Text = ""


@dataclass(frozen=True, slots=True)
class CodingsShape:
    """A codings file."""

    source: Text
    coder: Slug
    text: Text
    codings: Listed[CodingShape] = ()


@dataclass(frozen=True, slots=True)
class CodingsFile:
    """A codings file, read.

    Attributes:
        text: hash of the body that the positions refer to.
        codings: in file order.
    """

    file: str
    source: str
    coder: str
    text: str
    codings: tuple[Coding, ...]


def codings_file(source_id: str, coder: str) -> str:
    """The file that holds one coder's codings of one source."""
    return f"{FOLDER}/{source_id}/{coder}.yaml"


def split_file(file: str) -> tuple[str, str]:
    """(source id, coder) of a codings file's path."""
    path = PurePosixPath(file)
    return f"{path.parent.parent.name}/{path.parent.name}", path.stem


def read_codings(file: str, raw: bytes) -> CodingsFile:
    """The codings of a file.

    Raises:
        FileError: YAML or shape errors, an id that stands twice, a header that belongs elsewhere.
    """
    text = decode(raw, file).removeprefix("\ufeff")
    shape = read_shape(text, CodingsShape, file)
    source, coder = split_file(file)
    if (shape.source, shape.coder) != (source, coder):
        raise FileError(
            Problem(
                file, *locate(text, ["source"]), "header",
                f"the file says it holds {shape.source} by {shape.coder}, its place says {source} by {coder}; "
                "correct `source` and `coder`, or move the file",
            )
        )  # fmt: skip
    seen: dict[str, int] = {}
    for place, record in enumerate(shape.codings):
        if record.id in seen:
            line, column = locate(text, ["codings", place, "id"])
            first, _ = locate(text, ["codings", seen[record.id], "id"])
            raise FileError(
                Problem(
                    file, line, column, "duplicate-id",
                    f"id {record.id} stands twice, first in line {first}; give one of the two another id",
                )
            )  # fmt: skip
        seen[record.id] = place
    codings = tuple(
        Coding(
            c.id, source, coder, c.code, c.at, c.quote, c.before, c.after, c.created, c.memo, c.key, c.origin
        )
        for c in shape.codings
    )
    return CodingsFile(file, source, coder, shape.text, codings)


def write_codings(
    source: str, coder: str, text: str, codings: Iterable[Coding], code_now: Callable[[str], str]
) -> str:
    """The content of a codings file.

    Args:
        text: hash of the body the positions refer to.
        codings: in any order; written by position, those whose words were lost last.
        code_now: present path of a code for a path that may be a former one.
    """
    written = "".join(write_coding(coding, code_now) for coding in in_order(codings))
    return f"{write_header(source, coder, text, bool(written))}{written}"


def write_header(source: str, coder: str, text: str, any_codings: bool) -> str:
    """What stands before the codings in their file."""
    header = emit({"source": Plain(source), "coder": Plain(coder), "text": Plain(text)})
    return header + (_BEGIN if any_codings else "codings: []\n")


def write_coding(coding: Coding, code_now: Callable[[str], str]) -> str:
    """The lines of one coding."""
    return emit({"codings": [_record(coding, code_now)]}).removeprefix(_BEGIN)


def in_order(codings: Iterable[Coding]) -> list[Coding]:
    """Codings by position, then longest first, then code; lost ones last."""
    return sorted(codings, key=position)


def position(coding: Coding) -> tuple[int, int, int, str, str]:
    """The sort key of a coding in its file."""
    start, end = coding.at if coding.at is not None else (0, 0)
    return (int(coding.at is None), start, -end, coding.code, coding.id)


def _record(coding: Coding, code_now: Callable[[str], str]) -> dict[str, object]:
    record: dict[str, object] = {"id": Plain(coding.id), "code": Plain(code_now(coding.code))}
    if coding.at is not None:
        record["at"] = coding.at
    record["quote"] = coding.quote
    record["before"] = coding.before
    record["after"] = coding.after
    record["created"] = Plain(coding.created)
    if coding.memo:
        record["memo"] = coding.memo
    if coding.key:
        record["key"] = True
    if coding.origin:
        record["origin"] = Plain(coding.origin)
    return record


def make_coding(
    body: str, source: str, coder: str, code: str, span: tuple[int, int], *, memo: str = "", origin: str = ""
) -> Coding:
    """A new coding on a span, widened to whole graphemes.

    Raises:
        StudyError: the span is empty or reaches outside the text.
    """
    blank = Coding(new_id(), source, coder, code, None, "", created=now(), memo=memo, origin=origin)
    return place(blank, body, span)


def place(coding: Coding, body: str, span: tuple[int, int]) -> Coding:
    """The coding on another span, with the words and the context found there.

    Raises:
        StudyError: the span is empty or reaches outside the text.
    """
    start, end = span
    if not 0 <= start < end <= len(body):
        raise StudyError(
            f"{coding.source}: characters {start}:{end} are not in the text, which has {len(body)}; "
            "give START:END with START before END"
        )
    start, end = snap(body, start, end)
    before, after = context(body, start, end)
    return replace(coding, at=(start, end), quote=body[start:end], before=before, after=after)


def context(body: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a span."""
    return body[max(0, start - CONTEXT) : start], body[end : end + CONTEXT]
