"""A packet as a file: kept as it was sent, so that a page shows the same a month later, whatever the study says by then."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import Any

from crosscase.casework.packets import Packet
from crosscase.study.problems import StudyError

_FORMAT = 1


def packet_bytes(packet: Packet) -> bytes:
    """A packet as JSON, UTF-8; the same for the same packet."""
    text = json.dumps(
        {"crosscase": "packet", "format": _FORMAT, **asdict(packet)}, ensure_ascii=False, indent=1
    )
    return f"{text}\n".encode("utf-8", "replace")  # half characters cannot be written


def packet_of(raw: bytes, name: str = "packet") -> Packet:
    """A packet from its file.

    Args:
        name: what messages call the file.

    Raises:
        StudyError: it is none, or one of another version of this program.
    """
    try:
        found: Any = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise StudyError(f"{name}: is no packet of a validation round; make it anew") from error
    if not isinstance(found, dict) or found.pop("crosscase", "") != "packet":
        raise StudyError(f"{name}: is no packet of a validation round; make it anew")
    if found.pop("format", 0) != _FORMAT:
        raise StudyError(f"{name}: was made by another version of this program; use that one")
    try:
        packet: Packet = _reader()(found)
    except ValueError as error:
        raise StudyError(f"{name}: is not a whole packet of a validation round; make it anew") from error
    return packet


@cache
def _reader() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Packet).validate_python
