"""YAML that somebody wrote, changed in one place: comments, order and spelling of all else stay to the letter.

Each function proves its own work: what it gives back reads as what was wanted, else the document is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from crosscase.study.text import normalise, split_front_matter
from crosscase.study.yaml_in import YamlError, parse
from crosscase.study.yaml_out import emit, plain, scalar

Renamed = Mapping[str, Mapping[str, str]]
"""By key (`case`, `source`): what its value was, and what it is now."""

_OPENING = re.compile("\ufeff?---(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"(?:(?<=[\r\n])|\A)---(?=[\r\n]|\Z)")


def with_value(text: str, key: str, value: str | Mapping[str, object], after: Sequence[str] = ()) -> str:
    """A mapping with one top-level key set.

    Args:
        text: what `parse` reads as a mapping, without a byte order mark.
        value: a text (`Plain` without quotes where that is safe), or texts, or mappings of them, by key.
        after: where the key is not there: the keys it stands behind, the first that there is; else it stands first.
    """
    data = parse(text)
    written = emit({key: dict(value) if isinstance(value, Mapping) else value})
    read = parse(written)[key]  # numbers are texts again
    wanted = {**data, key: read} if isinstance(data, dict) else {key: read}
    candidate = _set(text, key, written.replace("\n", "\r\n") if "\r\n" in text else written, after)
    return candidate if _reads_as(candidate, wanted) else emit({**wanted, key: value})


def with_front_value(
    content: str, key: str, value: str | Mapping[str, object], after: Sequence[str] = ()
) -> str:
    """A text file with one key of its front matter set; front matter is made where there is none.

    Args:
        content: the whole file, with whatever line ends and byte order mark it has.
        value, after: as in `with_value`.
    """
    if not split_front_matter(normalise(content))[2]:
        mark = "\ufeff" if content.startswith("\ufeff") else ""
        return f"{mark}---\n{emit({key: value})}---\n{content.removeprefix(mark)}"
    start, end = _front(content)
    return f"{content[:start]}{with_value(content[start:end], key, value, after)}{content[end:]}"


def with_references(text: str, renamed: Renamed) -> str:
    """A document in which names that are values of certain keys, alone or in a list, are changed at any depth.

    Args:
        text: what `parse` reads, without a byte order mark.
    """
    data = parse(text)
    wanted = _renamed(data, renamed)
    if wanted == data:
        return text
    candidate = text
    for node, name in sorted(_references(_composed(text), renamed), key=lambda found: -_start(found[0])):
        written = _spelt(name, node.style)
        candidate = candidate[: _start(node)] + written + candidate[_end(node, text) :]
    return candidate if _reads_as(candidate, wanted) else emit(wanted)


def _front(content: str) -> tuple[int, int]:
    """Where the YAML of front matter begins and ends, in the file as it is."""
    opening = _OPENING.match(content)
    first = opening.end() if opening is not None else 0
    closing = _CLOSING.search(content, first)
    return first, closing.start() if closing is not None else first


def _composed(text: str) -> Any:
    loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    return yaml.compose(text, Loader=loader)


def _reads_as(text: str, wanted: object) -> bool:
    try:
        return bool(parse(text) == wanted)
    except YamlError:
        return False


def _set(text: str, key: str, written: str, after: Sequence[str]) -> str:
    top = _composed(text)
    pairs = (
        {name.value: (name, value) for name, value in top.value} if isinstance(top, yaml.MappingNode) else {}
    )
    if key in pairs:
        name, value = pairs[key]
        return text[: _start(name)] + written.rstrip("\r\n") + text[_end(value, text) :]
    behind = next((pairs[word][1] for word in after if word in pairs), None)
    if behind is None:
        return written + text
    line_end = text.find("\n", _end(behind, text))
    return text[: line_end + 1] + written + text[line_end + 1 :] if line_end >= 0 else f"{text}\n{written}"


def _spelt(name: str, style: str | None) -> str:
    """A name in the quotes that the former one had."""
    if style == "'" and plain(name) == name:
        return f"'{name}'"
    return scalar(name) if style else plain(name)


def _start(node: Any) -> int:
    return int(node.start_mark.index)


def _end(node: Any, text: str) -> int:
    """Where a value ends: a block ends with its last line's words, not where the next key begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last, text)
    end = int(node.end_mark.index)
    return _start(node) + len(text[_start(node) : end].rstrip("\r\n"))


def _renamed(data: Any, renamed: Renamed) -> Any:
    if isinstance(data, dict):
        return {key: _renamed(_value(value, renamed.get(key, {})), renamed) for key, value in data.items()}
    return [_renamed(item, renamed) for item in data] if isinstance(data, list) else data


def _value(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [names.get(item, item) if isinstance(item, str) else item for item in value]
    return value


def _references(node: Any, renamed: Renamed) -> Iterator[tuple[Any, str]]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _references(item, renamed)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            names = renamed.get(key.value, {})
            for item in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                if isinstance(item, yaml.ScalarNode) and item.value in names:
                    yield item, names[item.value]
            yield from _references(value, renamed)
