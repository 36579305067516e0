"""Edits as JSON, so that a later run can take them back: records by their fields, former files to the byte."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import PurePosixPath
from typing import Any

from crosscase.study.description_file import FormerVersion, Statement
from crosscase.study.edits import WHOLE, Change, Edit, Former, Left, Step
from crosscase.study.model import Code, Coding
from crosscase.study.save import digest
from crosscase.study.saved_query import SavedQuery
from crosscase.study.suggestion_file import Refused
from crosscase.study.summary_file import Summary
from crosscase.study.theme_file import Decided, Theme
from crosscase.study.validation_file import Answer, Decision, RoundHead, Sent, SentStatement

_KINDS: tuple[type[Any], ...] = (
    Coding, Code, SavedQuery, Theme, Decided, Summary, Refused, Statement, FormerVersion,
    Sent, SentStatement, Answer, Decision, RoundHead,
)  # fmt: skip
RECORDS: Mapping[str, type[Any]] = {kind.__name__: kind for kind in _KINDS}
"""The records that are written field by field; a whole text needs no place here."""

_AT_TOP = (".yaml", ".md", ".txt")
_LARGEST = 128 * 2**20  # bytes a former file may have: what claims to be longer is no file of ours


class Damaged(ValueError):
    """What was read is no edit, or not one of this program's."""


@dataclass(frozen=True, slots=True)
class Unkept:
    """A record after an edit that is known by its digest alone, or not at all (empty)."""

    digest: str


def pack_step(step: Step) -> dict[str, Any]:
    """An edit that was done, as JSON values.

    Texts are whole before the edit; after it their digest does, since they are only compared with what is there.
    """
    edit = step.edit
    return {
        "name": edit.name,
        "every_coder": edit.every_coder,
        "waiting": sorted(step.waiting),
        "changes": [
            {"file": c.file, "id": c.id, "before": _pack(c.before), "after": _pack_after(c)}
            for c in edit.changes
        ],
        "files": {file: _pack_former(former) for file, former in step.formers.items()},
    }


def unpack_step(packed: Any) -> Step:
    """The edit that `pack_step` wrote; texts after it are `Unkept`.

    Raises:
        Damaged: it is something else.
    """
    try:
        changes = tuple(
            Change(_path(each["file"]), _text(each["id"]), _unpack(each["before"]), _unpack(each["after"]))
            for each in packed["changes"]
        )
        edit = Edit(_text(packed["name"]), changes, packed["every_coder"] is True)
        formers = {_path(file): _unpack_former(former) for file, former in packed["files"].items()}
        return Step(edit, formers, frozenset(map(_text, packed["waiting"])))
    except (KeyError, TypeError, AttributeError, ValueError, zlib.error) as error:
        raise Damaged(str(error)) from error


def texts_of(step: Step) -> Iterator[str]:
    """Every text an edit holds: of its records before and after, and of former files."""
    for change in step.edit.changes:
        for record in (change.before, change.after):
            yield from _texts(record)
    for former in step.formers.values():
        if former.raw is not None:
            yield former.raw.decode("utf-8", "replace")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from (*_texts(key), *_texts(each))
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        if isinstance(value, Coding | Refused):
            yield value.before + value.quote + value.after  # they can begin or end inside a name
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _pack(record: object) -> object:
    if record is None or isinstance(record, str):
        return record
    if is_dataclass(record) and RECORDS.get(type(record).__name__) is type(record):
        values = {field.name: _plain(getattr(record, field.name)) for field in fields(record)}
        return {"kind": type(record).__name__, "fields": values}
    return {"digest": ""}


def _pack_after(change: Change) -> object:
    if change.id == WHOLE and isinstance(change.after, str):
        return {"digest": digest(change.after.encode())}
    return _pack(change.after)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return _pack(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return dict(value) if isinstance(value, Mapping) else value


def _unpack(packed: Any) -> object:
    if packed is None or isinstance(packed, str):
        return packed
    if "digest" in packed:
        return Unkept(_text(packed["digest"]))
    return RECORDS[packed["kind"]](**{_text(name): _field(value) for name, value in packed["fields"].items()})


def _field(value: Any) -> Any:
    """Lists are written for tuples, and a record may hold another."""
    if isinstance(value, list):
        return tuple(map(_field, value))  # records among them too
    inner = isinstance(value, dict) and value.keys() == {"kind", "fields"} and value["kind"] in RECORDS
    return _unpack(value) if inner else value


def _pack_former(former: Former) -> dict[str, str | None]:
    raw = former.raw
    content = base64.b64encode(zlib.compress(raw, 1)).decode() if raw is not None else None
    return {"before": content, "written": former.left.hashed()}


def _unpack_former(packed: Any) -> Former:
    raw, written = packed["before"], packed["written"]
    if raw is not None:
        try:
            inflating = zlib.decompressobj()
            raw = inflating.decompress(base64.b64decode(_text(raw), validate=True), _LARGEST)
        except binascii.Error as error:
            raise Damaged(str(error)) from error
        if not inflating.eof:
            raise Damaged("a former file that is cut off, or too long")
    return Former(raw, Left(known=written if written is None else _text(written)))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Damaged(f"{value!r} is no text")
    return value


def _path(value: Any) -> str:
    """A path inside the study that edits may change: below a folder, or a text at its top."""
    path = PurePosixPath(_text(value))
    inside = not path.is_absolute() and str(path) == value and "\\" not in value
    inside = inside and (len(path.parts) > 1 or value.endswith(_AT_TOP))
    if not inside or ".." in path.parts or value.startswith(".") or path.parts[0] == "private":
        raise Damaged(f"{value} is no file of a study")
    return str(path)
