"""A codebook that people keep as a table, or as the codebook.yaml of another study, as rows to take in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from crosscase.reading.tables import TextTable, read_table
from crosscase.study.code_import import LISTS, TEXTS, CodeRow, rows_of
from crosscase.study.codebook_file import read_codebook
from crosscase.study.problems import StudyError
from crosscase.study.save import reason
from crosscase.study.shapes import nearest

YAML = (".yaml", ".yml")

# what people call the columns, in English and Norwegian; `name:nb` and `name (nb)` name a language
_CALLED = {
    "code": ("code", "path", "kode", "sti"),
    "name": ("name", "label", "navn", "kodenavn", "code name"),
    "parent": ("parent", "under", "overkode", "overordnet", "hovedkode", "category", "kategori"),
    "definition": ("definition", "description", "definisjon", "beskrivelse"),
    "include": ("include", "inclusion", "inclusion criteria", "inkluder", "inklusjon", "inklusjonskriterier"),
    "exclude": (
        "exclude",
        "exclusion",
        "exclusion criteria",
        "ekskluder",
        "eksklusjon",
        "eksklusjonskriterier",
    ),
    "example": ("example", "examples", "eksempel", "eksempler"),
    "color": ("color", "colour", "farge"),
    "tag": ("tag", "merke", "bokstaver"),
    "keywords": ("keywords", "nøkkelord", "stikkord"),
    "forms": ("forms", "word forms", "ordformer"),
    "not_forms": ("not_forms", "not forms", "refused word forms", "ikke ordformer"),
    "survey": ("survey", "undersøkelse", "spørsmål"),
    "was": ("was", "former", "former paths", "tidligere"),
    "retired": ("retired", "utgått"),
    "id": ("id",),
    "codings": ("codings",),  # in what was exported; nothing to take in
}
_KINDS = {word: kind for kind, words in _CALLED.items() for word in words}
_LANGUAGE = re.compile(r"(.+?)\s*(?::\s*|\()([a-z]{2,3})\)?")
_TRUE = ("true", "yes", "1", "ja", "sann", "x")
_FALSE = ("", "false", "no", "0", "nei", "usann")


def read_code_rows(
    path: Path, sheet: str = "", *, tell: Callable[[str], None] = lambda line: None
) -> tuple[CodeRow, ...]:
    """The codes of a .csv, .tsv, .txt or .xlsx table, or of a codebook.yaml.

    A table needs a column `code` (paths such as `barriers/capacity`) or a column `name`; where it has no
    paths, a column `parent` says by name or path what a code stands under.

    Args:
        sheet: which sheet of a workbook.
        tell: is given one line about the columns that nothing is taken from, where there are any.

    Raises:
        StudyError: one line; the columns that there are where none names the codes.
    """
    if path.suffix.lower() not in YAML:
        return _rows(read_table(path, sheet), tell)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise StudyError(f"{path}: cannot be read: {reason(error)}") from error
    return rows_of(read_codebook(raw, str(path)), path.name)


def _rows(table: TextTable, tell: Callable[[str], None]) -> tuple[CodeRow, ...]:
    kinds = [_kind(column) for column in table.columns]
    found = {kind for kind, _language in kinds}
    if not found & {"code", "name"}:
        guess = nearest("code", table.columns)
        hint = f" (did you mean {guess}?)" if guess else ""
        raise StudyError(
            f"{table.label}: there is no column `code` or `name`{hint}; it has {', '.join(table.columns)}"
        )
    if unknown := [column for column, (kind, _) in zip(table.columns, kinds, strict=True) if not kind]:
        tell(f"{table.label}: nothing is taken from the columns {', '.join(unknown)}")
    rows = []
    for line, cells in zip(table.lines, table.rows, strict=True):
        where = f"{table.label}, row {line}"
        rows.append((where, _fields(kinds, cells)))
    paths = _paths(rows)
    return tuple(_row(where, path, fields) for (where, fields), path in zip(rows, paths, strict=True))


Fields = Mapping[tuple[str, str], str]


def _kind(column: str) -> tuple[str, str]:
    """What a column holds, and in which language; nothing where it is none of ours."""
    word = " ".join(column.casefold().split())
    if word in _KINDS:
        return _KINDS[word], ""
    parts = _LANGUAGE.fullmatch(word)
    if parts is not None and _KINDS.get(parts[1]) == "name":
        return "name", parts[2]
    return "", ""


def _fields(kinds: Sequence[tuple[str, str]], cells: Sequence[str]) -> Fields:
    return {kind: cell for kind, cell in zip(kinds, cells, strict=True) if kind[0]}


def _paths(rows: Sequence[tuple[str, Fields]]) -> list[str]:
    """The path of each row: its own, or made of its name and those it stands under; empty for codes in a circle."""
    own: dict[str, int] = {}
    for place, (_where, fields) in enumerate(rows):
        own.setdefault(_word(fields).casefold(), place)
    return [_path(place, rows, own) for place in range(len(rows))]


def _word(fields: Fields) -> str:
    return fields.get(("code", ""), "").strip() or _name(fields)


def _name(fields: Fields) -> str:
    return next(
        (" ".join(text.split()) for (kind, _), text in fields.items() if kind == "name" and text.strip()), ""
    )


def _path(place: int, rows: Sequence[tuple[str, Fields]], own: Mapping[str, int]) -> str:
    parts: list[str] = []
    seen: set[int] = set()
    here: int | None = place
    while here is not None:
        if here in seen:
            return ""
        seen.add(here)
        fields = rows[here][1]
        code = fields.get(("code", ""), "").strip().strip("/")
        # a slash in a name is none of a path
        parts.insert(0, code or _name(fields).replace("/", " "))
        above = " ".join(fields.get(("parent", ""), "").split())
        if not above or "/" in code:
            break
        here = own.get(above.casefold())
        if here is None:
            parts.insert(0, above)
    return "/".join(parts) if parts[-1] else ""


def _row(where: str, path: str, fields: Fields) -> CodeRow:
    names = {
        language: text.strip() for (kind, language), text in fields.items() if kind == "name" and text.strip()
    }
    texts = {key: fields[key, ""] for key in TEXTS if fields.get((key, ""), "").strip()}
    lists = {key: items for key in LISTS if (items := listed(fields.get((key, ""), "")))}
    retired = fields.get(("retired", ""), "").strip().casefold()
    fault = ""
    if not path and _word(fields):
        fault = "it stands under itself: the codes above it are in a circle"
    elif retired not in (*_TRUE, *_FALSE):
        fault = f"retired is “{retired}”; write true, or leave it empty"
    return CodeRow(
        where, path, names, texts, lists, listed(fields.get(("was", ""), "")), fields.get(("id", ""), "").strip(),
        retired in _TRUE,
        by_name=not fields.get(("code", ""), "").strip() or bool(fields.get(("parent", ""), "").strip()),
        fault=fault,
    )  # fmt: skip


def listed(cell: str) -> tuple[str, ...]:
    """The items of a cell, parted by semicolons; an item that holds one stands in quotation marks."""
    if not cell.strip():
        return ()
    rows = csv.reader(io.StringIO(cell, newline=""), delimiter=";", skipinitialspace=True)
    return tuple(item for row in rows for item in row if item.strip())
