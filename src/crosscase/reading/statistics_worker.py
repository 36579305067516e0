"""The process in which an SPSS file is read: the library that reads it can crash on a broken one."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from pyreadstat import ReadstatError, read_sav

from crosscase.reading.apart import serve
from crosscase.study.problems import StudyError

MOST_CELLS = 5_000_000


def read(raw: bytes, label: str, _: Callable[[], None]) -> dict[str, Any]:
    """The table of an SPSS file, as JSON has it.

    Returns:
        `columns`; `rows` of texts; `questions` by column; `missing` by column: texts that stand for no
        answer; `labels` by column: pairs of code and label, in the order of the codes.

    Raises:
        StudyError: it is damaged or too large.
    """
    try:
        cells, about = _opened(raw)
        columns = [str(name) for name in about.column_names]
        rows = len(cells[columns[0]]) if columns else 0
        if rows * len(columns) >= MOST_CELLS:
            raise StudyError(f"{label}: holds more than {MOST_CELLS:,} cells; divide it, or save it as CSV")
        found = {name: _column(name, cells[name], about) for name in columns}
        return {
            "columns": columns,
            "rows": list(zip(*(found[name][0] for name in columns), strict=True)),
            "questions": {name: words for name in columns if (words := _question(about, name))},
            "missing": {name: sorted(found[name][1]) for name in columns if found[name][1]},
            "labels": {name: pairs for name in columns if (pairs := _labels(about, name))},
        }
    except (StudyError, MemoryError):
        raise
    except Exception as error:  # a broken file breaks its reader anywhere
        raise StudyError(
            f"{label}: cannot be read as an SPSS file; open it in SPSS or PSPP and save it anew, or as CSV"
        ) from error


def _opened(raw: bytes) -> tuple[Mapping[str, Sequence[object]], Any]:
    first: Exception | None = None
    # what older programs wrote without saying in which encoding is cp1252 in this part of the world
    for encoding in (None, "WINDOWS-1252", "LATIN1"):
        try:
            about = read_sav(io.BytesIO(raw), metadataonly=True, encoding=encoding)[1]
            columns = max(1, len(about.column_names))
            cells, about = read_sav(
                io.BytesIO(raw),
                encoding=encoding,
                user_missing=True,
                output_format="dict",
                row_limit=MOST_CELLS // columns + 1,
            )
            return cells, about
        except (ReadstatError, UnicodeError) as error:
            first = first or error
    raise first or ReadstatError("no encoding fits")


def _question(about: Any, name: str) -> str:
    words = about.column_names_to_labels.get(name) or ""
    return " ".join(unicodedata.normalize("NFC", str(words)).split())


def _labels(about: Any, name: str) -> list[tuple[str, str]]:
    """Codes with their labels; numbers by size, before words."""
    labels = about.variable_value_labels.get(name, {})
    codes = sorted(
        labels, key=lambda code: (isinstance(code, str), code if isinstance(code, str) else float(code))
    )
    return [(_seen(code), text) for code in codes if (text := _seen(labels[code]))]


def _column(name: str, cells: Iterable[object], about: Any) -> tuple[list[str], set[str]]:
    """A column's cells as text, and those texts that stand for a missing answer."""
    labels = about.variable_value_labels.get(name, {})
    ranges = about.missing_ranges.get(name, [])
    texts: list[str] = []
    missing: set[str] = set()
    for value in cells:
        text = _seen(labels[value]) if _has_label(value, labels) else _seen(value)
        texts.append(text)
        if text and any(_within(value, one) for one in ranges):
            missing.add(text)
    return texts, missing


def _has_label(value: object, labels: Mapping[object, object]) -> bool:
    return isinstance(value, str | int | float) and value in labels and bool(_seen(labels[value]))


def _within(value: Any, span: Mapping[str, Any]) -> bool:
    low, high = span.get("lo"), span.get("hi")
    if isinstance(value, str):
        return isinstance(low, str) and value.rstrip() in (low.rstrip(), str(high).rstrip())
    numbers = all(isinstance(one, int | float) for one in (value, low, high))
    return numbers and bool(low <= value <= high)


def _seen(value: object) -> str:
    """A value as a person sees it; nothing for what is not there."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).rstrip("\0 ")
    if value is None or value != value:  # not a number: a cell without a value
        return ""
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, int | timedelta) else ""


if __name__ == "__main__":
    serve(read)
