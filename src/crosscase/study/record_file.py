"""Files that hold one list of records with ids: saved queries, and whatever else is kept so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from typing import Any

from crosscase.study.codebook_file import opening_comment
from crosscase.study.ids import derived_id
from crosscase.study.keepers import PlainKeeper
from crosscase.study.problems import FileError, Problem
from crosscase.study.shapes import read_yaml, validate
from crosscase.study.sources import decode
from crosscase.study.yaml_in import locate
from crosscase.study.yaml_out import Plain, emit


class RecordFileKeeper(PlainKeeper):
    """Keeps a file of records as frozen dataclasses, in the order of the file.

    A record that was taken away and comes back (undo) stands where it stood. Comments at the top are kept, and so is
    what the file has beside its records.
    """

    def __init__(self, shape: type[Any], plain: Collection[str] = ("id",)) -> None:
        """Say what the file holds.

        Args:
            shape: a dataclass whose last field is the key of the list: a tuple of the records' own dataclass. That
                one has `id` and `name`; its fields are written in their order, those with their default left out.
                The fields before it are kept with the file.
            plain: fields that are written without quotation marks where that is safe.
        """
        *others, key = fields(shape)
        self._shape = shape
        self._key = key.name
        self._others = tuple(other.name for other in others)
        self._beside: dict[str, Mapping[str, Any]] = {}
        self._plain = frozenset(plain)
        self._order: dict[str, list[str]] = {}
        self._comments: dict[str, str] = {}

    def load(self, file: str, raw: bytes) -> Mapping[str, Any]:
        """Records by id; one without an id gets that of its name.

        Raises:
            FileError: YAML or shape errors, an id that stands twice.
        """
        text = decode(raw, file).removeprefix("\ufeff")
        whole = validate(read_yaml(text, file) or {}, self._shape, text, file)
        found = getattr(whole, self._key)
        records: dict[str, Any] = {}
        for place, record in enumerate(found):
            record = record if record.id else replace(record, id=derived_id(record.name))
            if record.id in records:
                at = locate(text, [self._key, place, "id"])
                message = f"id {record.id} stands twice; give one of the two another id"
                raise FileError(Problem(file, *at, "duplicate-id", message))
            records[record.id] = record
        self._beside[file] = {name: getattr(whole, name) for name in self._others}
        # with a key after it: in a file of nothing but comment all of it stands at the top
        self._comments[file] = opening_comment(f"{text.rstrip()}\nend:") if text.strip() else ""
        self._order[file] = list(records)
        return records

    def dump(self, file: str, records: Mapping[str, Any]) -> tuple[bytes | None, Mapping[str, Any]]:
        """The file; no file for no records and nothing beside them."""
        order = self._order.setdefault(file, [])
        order.extend(id for id in records if id not in order)
        inside = {id: records[id] for id in order if id in records}
        beside = {name: value for name, value in self.beside(file).items() if value}
        if not inside and not beside:
            return None, {}
        plain = self._plain
        content = ""
        if beside:
            content = emit({name: written_value(name, value, plain) for name, value in beside.items()})
        if inside:
            content += emit({self._key: [written_record(record, plain) for record in inside.values()]})
        return (self._comments.get(file, "") + content).encode(), inside

    def beside(self, file: str) -> Mapping[str, Any]:
        """What the file has beside its records, by field, as it was last read."""
        return self._beside.get(file, {})

    def comment(self, file: str) -> str:
        """The lines of comment at the top of a file, as it was last read."""
        return self._comments.get(file, "")

    def begin_with(self, file: str, comment: str) -> None:
        """Let a file that is not there yet begin with a comment, should it be written."""
        self._comments.setdefault(file, comment)

    def repeats(self, file: str, records: Mapping[str, Any], own: bool) -> bool:
        """Never: where a record stood is known in this run alone, and one that comes back later stands there too."""
        return False

    def memory(self, file: str) -> Mapping[str, Any]:
        """What stands beside the records."""
        return self.beside(file)

    def put_back(self, file: str, memory: object) -> None:
        """What stood beside the records; where nothing was known it stays."""
        if isinstance(memory, Mapping):
            self._beside[file] = memory

    def same(self, one: Any, other: Any) -> bool:
        """Every field."""
        return bool(one == other)

    def describe(self, file: str, record: Any) -> str:
        """Its name."""
        return f"“{record.name}”"


def written_record(record: Any, plain: Collection[str], left_out: Collection[str] = ()) -> dict[str, object]:
    """A frozen dataclass as `emit` takes it: its fields in their order, those with their default left out.

    Args:
        plain: fields written without quotation marks where that is safe.
        left_out: fields that are not written.
    """
    kept: Sequence[Field[Any]] = [
        each
        for each in fields(record)
        if each.name not in left_out and getattr(record, each.name) != _default(each)
    ]
    return {each.name: written_value(each.name, getattr(record, each.name), plain) for each in kept}


def written_value(name: str, value: Any, plain: Collection[str]) -> object:
    """The value of a field of such a record."""
    if is_dataclass(value):
        return written_record(value, plain)
    if isinstance(value, tuple):
        inside = [written_value(name, each, plain) for each in value]
        return inside if any(isinstance(each, dict) for each in inside) else tuple(inside)
    if isinstance(value, Mapping):
        # a text of no language in particular is written as one
        return dict(value) if set(value) != {""} else written_value(name, value[""], plain)
    return Plain(value) if isinstance(value, str) and name in plain else value


def _default(one: Field[Any]) -> object:
    return one.default_factory() if one.default_factory is not MISSING else one.default
