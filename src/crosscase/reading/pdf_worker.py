"""The process in which a PDF is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from crosscase.reading.apart import serve
from crosscase.reading.pdf_text import pdf_text


def read(raw: bytes, label: str, next_step: Callable[[], None]) -> dict[str, Any]:
    """The text of a PDF, as JSON has it."""
    return asdict(pdf_text(raw, label, next_step))


if __name__ == "__main__":
    serve(read)
