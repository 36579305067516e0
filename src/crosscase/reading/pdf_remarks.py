"""What people put onto the pages of a PDF: comments, and what they filled into forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from crosscase.reading.pdf_parts import Remark

MOST = 2_000
"""Comments and fields of one page."""

_COMMENTS = frozenset(
    {"Text", "FreeText", "Highlight", "Underline", "StrikeOut", "Squiggly", "Caret", "Square", "Ink"}
)
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def remarks_of(page: PDFPage) -> tuple[Remark, ...]:
    """The comments and filled fields of a page, as the file lists them; what is broken is passed over."""
    found: list[Remark] = []
    try:
        for thing in islice(resolve1(page.annots) or (), MOST):
            found += _remarks(resolve1(thing))
    except (TypeError, ValueError, KeyError, AttributeError):
        return tuple(found)
    return tuple(found)


def _remarks(about: Any) -> Iterator[Remark]:
    if not isinstance(about, dict):
        return
    kind = _name(about.get("Subtype"))
    if kind in _COMMENTS and (text := _text(about.get("Contents"))):
        yield Remark("comment", _text(about.get("T")), _date(about.get("M")), text)
    elif kind == "Widget" and (text := _text(about.get("V"))):
        yield Remark("form field", _text(about.get("T")), "", text)


def _name(value: Any) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""


def _text(value: Any) -> str:
    value = resolve1(value)
    text = decode_text(value) if isinstance(value, bytes) else ""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _date(value: Any) -> str:
    """A date as 2021-11-30; nothing where there is none."""
    found = _DATE.match(_text(value))
    return "-".join(filter(None, found.groups())) if found is not None else ""
