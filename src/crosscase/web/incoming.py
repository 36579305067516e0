"""What a browser sends, read at the border: either a whole answer to this very form, or refused."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from crosscase.casework.packets import Packet

LONGEST = 20_000  # code points of one text
_TOO_MANY = 5_000  # fields of a plain form
# no text that people type: they would steer terminals, or be refused by files
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Malformed(Exception):
    """It is no answer to this form; nothing of it is kept."""


class TooLong(Exception):
    """It is longer than anybody writes."""


def answers_of_json(packet: Packet, raw: bytes) -> dict[str, Any]:
    """The answers of a form's script, in the order of the packet and without the time.

    Raises:
        Malformed: it is no answer file, or one of another form.
        TooLong: one of its texts is.
    """
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Malformed("no JSON") from error
    if not isinstance(found, dict):
        raise Malformed("no answer file")
    whose = {
        "crosscase": "answers", "format": 1, "study": packet.study_id, "round": packet.round,
        "case": packet.case, "informant": packet.informant,
    }  # fmt: skip
    if any(
        found.get(key) != value or type(found.get(key)) is not type(value) for key, value in whose.items()
    ):
        raise Malformed("of another form")
    fields = {"general": _text(found, "general")}
    _statements(packet, _items(found, "statements"), fields)
    sections = {"", *(each.section for each in packet.sections)}  # "": the description as a whole
    for item in _items(found, "missing"):
        section = item.get("section")
        if not isinstance(section, str) or section not in sections:
            raise Malformed("no such section")
        _put(fields, f"missing.{section}", _text(item, "text"))
    return answers_of_fields(packet, fields)


def fields_of(raw: bytes) -> dict[str, str]:
    """The fields of a plain form; raises Malformed where it is none."""
    try:
        pairs = parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_TOO_MANY
        )
    except ValueError as error:
        raise Malformed("no form") from error
    fields: dict[str, str] = {}
    for name, value in pairs:
        _put(fields, name, value)
    return fields


def answers_of_fields(packet: Packet, fields: Mapping[str, str]) -> dict[str, Any]:
    """The answers of a plain form, as `answers_of_json`; fields that are not of the packet are left out."""
    from crosscase.casework.form_answers import answer_of_fields

    return answer_of_fields(packet, {name: _clean(value) for name, value in fields.items()})


def _statements(packet: Packet, items: list[dict[str, Any]], fields: dict[str, str]) -> None:
    from crosscase.study.validation_file import VERDICTS

    versions = {each.id: each.version for each in packet.statements}
    for item in items:
        id, verdict = item.get("id"), item.get("verdict", "")
        if not isinstance(id, str) or id not in versions:
            raise Malformed("no such statement")
        if item.get("version") != versions[id] or not isinstance(verdict, str) or verdict not in VERDICTS:
            raise Malformed("no such version or verdict")
        _put(fields, f"verdict.{id}", verdict)
        _put(fields, f"text.{id}", _text(item, "text"))
        _put(fields, f"proposed.{id}", _text(item, "proposed"))


def _put(fields: dict[str, str], name: str, value: str) -> None:
    if name in fields:
        raise Malformed("something twice")
    fields[name] = value


def _items(found: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    items = found.get(key, [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Malformed(f"no list of {key}")
    return items


def _text(found: Mapping[str, Any], key: str) -> str:
    text = found.get(key, "")
    if not isinstance(text, str):
        raise Malformed(f"no text as {key}")
    return text


def _clean(text: str) -> str:
    """A text as it may stand in a file; raises TooLong."""
    if len(text) > LONGEST:
        raise TooLong
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
