"""The texts inside YAML that somebody wrote, each by its place, and changes inside them: all else stays to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from crosscase.study.yaml_in import YamlError, parse
from crosscase.study.yaml_out import emit, plain, scalar

Piece = tuple[int, int, str]
"""Start, end and what stands there instead: offsets into a text in code points, end exclusive."""

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_NULLS = frozenset({"~", "null", "Null", "NULL"})
_PRINTED = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*")


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text of a document.

    Attributes:
        label: its place: the key at the top, then the number of each step below it; `#` at the end for a key.
        keys: the keys above it from the top, its own last; a key is under the keys above it alone.
        value: what it says.
        index: where it begins in the document, in code points.
    """

    label: str
    keys: tuple[str, ...]
    value: str
    index: int

    @property
    def is_key(self) -> bool:
        """Whether it is a key, and not a value."""
        return self.label.endswith("#")


def scalars(text: str) -> tuple[Scalar, ...]:
    """Every text of a document that `parse` reads, but the keys at the top, in order."""
    found = []
    for label, keys, node in _walk(_composed(text), "", ()):
        if node.value and not (node.style is None and node.value in _NULLS):
            found.append(Scalar(label, keys, node.value, int(node.start_mark.index)))
    return tuple(found)


def scalar_edits(text: str, changes: Mapping[str, Sequence[Piece]]) -> list[Piece]:
    """What to change in a document so that texts in it change.

    Args:
        text: what `parse` reads, without a byte order mark.
        changes: by label, the pieces of the text's value in order.

    Returns:
        Pieces of the document in order. Where nothing less gives what is wanted, the whole of it is written anew.

    Raises:
        ValueError: two keys of one mapping would be the same.
    """
    nodes = {label: node for label, _, node in _walk(_composed(text), "", ()) if label in changes}
    values = {label: spliced(node.value, changes[label]) for label, node in nodes.items()}
    wanted = _with(parse(text), values)
    for spell in (_in_place, _quoted):
        edits = sorted(
            (int(node.start_mark.index), _end(node, text), spell(node, text, values[label], changes[label]))
            for label, node in nodes.items()
        )
        if _reads_as(spliced(text, edits), wanted):
            return edits
    return [(0, len(text), emit(wanted))]


def spliced(text: str, pieces: Sequence[Piece]) -> str:
    """A text with pieces of it replaced; they are in order and do not overlap."""
    parts, done = [], 0
    for start, end, new in pieces:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def _composed(text: str) -> Any:
    loader: Any = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
    return yaml.compose(text, Loader=loader)


def _walk(node: Any, label: str, keys: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """Label, keys and node of every scalar."""
    if isinstance(node, yaml.ScalarNode):
        yield label, keys, node
    elif isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(node.value):
            yield from _walk(item, _below(label, str(place)), keys)
    elif isinstance(node, yaml.MappingNode):
        for place, (key, value) in enumerate(node.value):
            here = _below(label, key.value if not label and _WORD.fullmatch(key.value) else str(place))
            if label:
                yield f"{here}#", keys, key
            yield from _walk(value, here, (*keys, key.value))


def _below(label: str, step: str) -> str:
    return f"{label}.{step}" if label else step


def _with(data: Any, values: Mapping[str, str], label: str = "") -> Any:
    """What `parse` gives, with other texts at some labels."""
    if isinstance(data, dict):
        after: dict[str, Any] = {}
        for place, (key, value) in enumerate(data.items()):
            here = _below(label, key if not label and _WORD.fullmatch(key) else str(place))
            name = values.get(f"{here}#", key)
            if name in after:
                raise ValueError(name)
            after[name] = _with(value, values, here)
        return after
    if isinstance(data, list):
        return [_with(item, values, _below(label, str(place))) for place, item in enumerate(data)]
    return values.get(label, data)


def _reads_as(text: str, wanted: object) -> bool:
    try:
        return bool(parse(text) == wanted)
    except YamlError:
        return False


def _end(node: Any, text: str) -> int:
    """Where a scalar ends: a block with the last of its words."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    return start + len(text[start:end].rstrip("\r\n"))


def _quoted(node: Any, text: str, value: str, pieces: Sequence[Piece]) -> str:
    return scalar(value)


def _in_place(node: Any, text: str, value: str, pieces: Sequence[Piece]) -> str:
    """The value in the quotes, or the block, that the former one had."""
    raw = text[int(node.start_mark.index) : _end(node, text)]
    if node.style in ("|", ">"):
        return _in_block(raw, node.value, pieces) or scalar(value)
    if node.style == "'" and _PRINTED.fullmatch(value):
        return "'" + value.replace("'", "''") + "'"
    return scalar(value) if node.style else plain(value)


def _in_block(raw: str, value: str, pieces: Sequence[Piece]) -> str:
    """A block of text with the same words changed in it; empty where they do not stand in it so."""
    edits, at = [], raw.find("\n")
    for start, end, new in pieces:
        at = raw.find(value[start:end], at)
        if at < 0 or "\n" in new:
            return ""
        edits.append((at, at + end - start, new))
        at += end - start
    return spliced(raw, edits)
