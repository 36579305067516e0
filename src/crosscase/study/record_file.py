"""Files that hold one list of records with ids: saved queries, and whatever else is kept so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import MISSING, Field, fields, replace
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

    A record that was taken away and comes back (undo) stands where it stood. Comments at the top are kept.
    """

    def __init__(self, shape: type[Any], plain: Collection[str] = ("id",)) -> None:
        """Say what the file holds.

        Args:
            shape: a dataclass with one field, the key of the list: a tuple of the records' own dataclass. That
                one has `id` and `name`; its fields are written in their order, those with their default left out.
            plain: fields that are written without quotation marks where that is safe.
        """
        (key,) = fields(shape)
        self._shape = shape
        self._key = key.name
        self._plain = frozenset(plain)
        self._order: dict[str, list[str]] = {}
        self._comments: dict[str, str] = {}

    def load(self, file: str, raw: bytes) -> Mapping[str, Any]:
        """Records by id; one without an id gets that of its name.

        Raises:
            FileError: YAML or shape errors, an id that stands twice.
        """
        text = decode(raw, file).removeprefix("\ufeff")
        found = getattr(validate(read_yaml(text, file) or {}, self._shape, text, file), self._key)
        records: dict[str, Any] = {}
        for place, record in enumerate(found):
            record = record if record.id else replace(record, id=derived_id(record.name))
            if record.id in records:
                at = locate(text, [self._key, place, "id"])
                message = f"id {record.id} stands twice; give one of the two another id"
                raise FileError(Problem(file, *at, "duplicate-id", message))
            records[record.id] = record
        self._comments[file] = opening_comment(text)
        self._order[file] = list(records)
        return records

    def dump(self, file: str, records: Mapping[str, Any]) -> tuple[bytes | None, Mapping[str, Any]]:
        """The file; no file for no records."""
        order = self._order.setdefault(file, [])
        order.extend(id for id in records if id not in order)
        inside = {id: records[id] for id in order if id in records}
        if not inside:
            return None, {}
        content = emit({self._key: [self._written(record) for record in inside.values()]})
        return (self._comments.get(file, "") + content).encode(), inside

    def same(self, one: Any, other: Any) -> bool:
        """Every field."""
        return bool(one == other)

    def describe(self, file: str, record: Any) -> str:
        """Its name."""
        return f"“{record.name}”"

    def _written(self, record: Any) -> dict[str, object]:
        kept: Sequence[Field[Any]] = [
            each for each in fields(record) if getattr(record, each.name) != _default(each)
        ]
        return {each.name: self._value(each.name, getattr(record, each.name)) for each in kept}

    def _value(self, name: str, value: Any) -> object:
        if isinstance(value, tuple):
            return tuple(self._value(name, each) for each in value)
        return Plain(value) if isinstance(value, str) and name in self._plain else value


def _default(one: Field[Any]) -> object:
    return one.default_factory() if one.default_factory is not MISSING else one.default
