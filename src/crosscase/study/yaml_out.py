"""YAML of a study, written: block style, fixed order, strings that every loader reads back the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False).encode

# JSON leaves these as they are; YAML folds, forbids or drops them.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.-]*")
# Words that YAML 1.1 reads as true, false or null.
_RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
# What some version of YAML may read as a number or date: digits with the letters of 0x1f, 0b1, 0o7 and 1e5.
_NUMBER = re.compile(r"[0-9][0-9_./eExXoObB-]*|0[xX][0-9A-Fa-f_]*")

_LONGEST_KEY = 1000  # YAML allows 1,024 characters before the `:`; longer keys are written with `?`


class Plain(str):
    """A string to be written without quotes where that is safe: a slug, path or id."""

    __slots__ = ()


def scalar(value: str) -> str:
    """`value` in double quotes, on one line; lone surrogates become U+FFFD."""
    text = _encode(value)
    return _UNSAFE.sub(_escape, text) if _UNSAFE.search(text) else text


def plain(value: str) -> str:
    """`value` as it is where every loader reads it as that same string, else as `scalar`."""
    if _WORD.fullmatch(value) and value.lower() not in _RESERVED and not _NUMBER.fullmatch(value):
        return str(value)
    return scalar(value)


def emit(data: Any) -> str:
    """Write a document.

    Args:
        data: dict (order kept), list, tuple (a list in one line), str (in double quotes), `Plain`, int, bool;
            nested.

    Returns:
        YAML text that ends with a newline.

    Raises:
        TypeError: any other type, or a dict or list inside a tuple.
    """
    lines: list[str] = []
    if isinstance(data, dict) and data:
        _mapping(data, "", "", lines)
    elif isinstance(data, list) and data:
        _sequence(data, "", "", lines)
    else:
        lines.append(_inline(data))
    lines.append("")
    return "\n".join(lines)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"


def _mapping(data: Mapping[str, Any], first: str, indent: str, lines: list[str]) -> None:
    """Lines of a mapping; `first` stands before its first key, `indent` before the others."""
    before = first
    for key, value in data.items():
        name = plain(key)
        if len(name) > _LONGEST_KEY:
            name = f"? {name}\n{indent}"
        if type(value) is str:
            lines.append(f"{before}{name}: {scalar(value)}")
        elif isinstance(value, dict) and value:
            lines.append(f"{before}{name}:")
            _mapping(value, indent + "  ", indent + "  ", lines)
        elif isinstance(value, list) and value:
            lines.append(f"{before}{name}:")
            _sequence(value, indent + "  ", indent + "  ", lines)
        else:
            lines.append(f"{before}{name}: {_inline(value)}")
        before = indent


def _sequence(data: list[Any], first: str, indent: str, lines: list[str]) -> None:
    before = first
    for value in data:
        if isinstance(value, dict) and value:
            _mapping(value, before + "- ", indent + "  ", lines)
        elif isinstance(value, list) and value:
            _sequence(value, before + "- ", indent + "  ", lines)
        else:
            lines.append(f"{before}- {_inline(value)}")
        before = indent


def _inline(value: Any) -> str:
    if isinstance(value, Plain):
        return plain(value)
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if value == {} and isinstance(value, dict):
        return "{}"
    if value == [] and isinstance(value, list):
        return "[]"
    raise TypeError(f"{type(value).__name__} cannot be written here")
