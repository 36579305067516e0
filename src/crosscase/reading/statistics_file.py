"""SPSS files (.sav, .zsav) as tables of text: labels instead of codes, what was declared missing told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from crosscase.reading.apart import read_apart
from crosscase.reading.limits import LARGEST, check_size
from crosscase.reading.tables import TextTable
from crosscase.study.problems import StudyError
from crosscase.study.save import reason

STATISTICS = (".sav", ".zsav")
_STARTS = (b"$FL2", b"$FL3")


@dataclass(frozen=True, slots=True)
class Statistics:
    """What an SPSS file holds.

    Attributes:
        table: each cell as a person sees it: the label of a value where it has one, else the value.
        questions: the words of a column's question, for columns that have them.
        missing: texts of a column's cells that the file declares missing, such as `Vet ikke`.
        labels: (code, label) of a column's values, in the order of the codes, for columns whose values have labels.
    """

    table: TextTable
    questions: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, frozenset[str]] = field(default_factory=dict)
    labels: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def read_statistics_file(path: Path) -> Statistics:
    """`read_statistics` of a file; raises StudyError too where there is none, or it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise StudyError(f"{path}: is larger than {LARGEST // 2**20} MB; divide it, or save it as CSV")
        if not path.is_file():
            raise StudyError(f"{path}: is not a file")
        return read_statistics(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise StudyError(f"{path}: there is no such file") from None
    except OSError as error:
        raise StudyError(f"{path}: cannot be read: {reason(error)}") from error


def read_statistics(raw: bytes, label: str) -> Statistics:
    """The table of an SPSS file.

    Numbers without a label are written as they are seen (21071.0 is `21071`), dates are ISO, cells without a
    value are empty.

    Args:
        raw: content of the file.
        label: what messages call it.

    Raises:
        StudyError: it is no SPSS file, is damaged, empty or too large.
    """
    check_size(raw, label)
    if not raw.startswith(_STARTS):
        raise StudyError(f"{label}: is not an SPSS file (.sav); export it anew, or save it as CSV")
    again = "open it in SPSS or PSPP and save it anew, or as CSV"
    answer = read_apart("crosscase.reading.statistics_worker", raw, label, again)
    rows = tuple(map(tuple, answer["rows"]))
    if not rows:
        raise StudyError(f"{label}: holds no rows; there is nothing to import")
    return Statistics(
        TextTable(tuple(answer["columns"]), rows, label, tuple(range(1, len(rows) + 1))),
        answer["questions"],
        {name: frozenset(texts) for name, texts in answer["missing"].items()},
        {name: tuple((code, label) for code, label in pairs) for name, pairs in answer["labels"].items()},
    )
