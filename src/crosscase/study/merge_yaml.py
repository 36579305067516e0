"""YAML read with the spelling of its values, so that it is written again as it was."""

from __future__ import annotations

import re
from typing import Any

import yaml

from crosscase.study.yaml_in import YamlError, parse
from crosscase.study.yaml_out import Plain, emit

_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")


class Bare(str):
    """A text that stood without quotation marks; equal to the same text with them."""

    __slots__ = ()


class Flow(list[Any]):
    """A list that stood in one line; equal to the same list in block style."""

    __slots__ = ()


def read_styled(text: str) -> Any:
    """What a document holds: dict, list and str, nested, with their spelling.

    Args:
        text: the document, without a byte order mark.

    Raises:
        YamlError: as `yaml_in.parse`.
    """
    data = parse(text)
    loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    node = yaml.compose(text, Loader=loader)
    return "" if node is None else _styled(node, data)


def emit_styled(data: Any) -> str:
    """YAML of what `read_styled` gave; what a study's own writers wrote comes out to the letter."""
    return emit(_spelt(data))


def reads_as(text: str, wanted: Any) -> bool:
    """Whether a document holds just this."""
    try:
        return bool(parse(text) == wanted)
    except YamlError:
        return False


def _styled(node: Any, data: Any) -> Any:
    """The value of a node; `data` is what the strict reader made of it."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _styled(value, data[key.value]) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        items = [_styled(item, datum) for item, datum in zip(node.value, data, strict=True)]
        return Flow(items) if node.flow_style else items
    return Bare(data) if not node.style and data else data


def _spelt(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _spelt(item) for key, item in value.items()}
    if isinstance(value, Flow) and not any(isinstance(item, dict | list) for item in value):
        return tuple(map(_spelt, value))
    if isinstance(value, list):
        return [_spelt(item) for item in value]
    if not isinstance(value, Bare):
        return value
    if value in ("true", "false"):
        return value == "true"
    return int(value) if _WHOLE.fullmatch(value) else Plain(value)
