"""Every text that people wrote in a study, wherever it stands: what is looked through for names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from crosscase.study import codebook_file, saved_query, suggestion_file, summary_file, theme_file
from crosscase.study.codings import FOLDER as CODINGS
from crosscase.study.codings import codings_file, context, read_codings
from crosscase.study.folder import Study
from crosscase.study.model import Coding, Source
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.save import TEMP_PREFIX, read_bytes
from crosscase.study.sources import decode
from crosscase.study.validation_file import is_of_round
from crosscase.study.whole_texts import ID, Inside, language_of, whole_text
from crosscase.study.whole_texts import WholeText as WholeText

STATIONS = (
    "interviews", "codings", "codebook", "memos", "cases", "survey", "synthesis", "suggestions", "validation",
)  # fmt: skip
"""The folders of a study whose files people write."""

WORDS = ("quote", "before", "after")
"""The fields of a coding that hold words of its source."""

_TEXTS: Mapping[str, tuple[str, ...]] = {
    "Code": ("name", "definition", "include", "exclude", "example", "keywords", "forms", "not_forms"),
    "Theme": ("sentence", "reason", "decided"),
    "Decided": ("by",),
    "Summary": ("text",),
    "SavedQuery": ("name", "note"),
    "Refused": WORDS,
    "SentStatement": ("text",),
    "Answer": ("text", "proposed"),
    "Decision": ("text", "reason"),
}
_FIXED: Mapping[str, Mapping[str, str]] = {
    "SavedQuery": {"where": "a query: save it anew with other words (crosscase query remove takes it away)"},
    "Code": {"code": "a code's name in paths: crosscase codebook rename gives it another"},
}
_BY_HAND = "change it by hand"
_KEY = re.compile(r'( *)(- )?([A-Za-z_]+):(?: +("?)(.*))?')


def texts_inside(study: Study) -> Iterator[Inside]:
    """Every text that people wrote in a study: by file, then by place.

    A coding's quote and context come only where they are not what its source says at its place; else they follow
    from the source's body. Names of files and ids are not among them: see `named_ids`.

    Raises:
        FileError: a file cannot be read; nothing is told before all can.
    """
    study.refresh()
    files = study_files(study.root)
    _must_be_readable(study, files)
    for file in files:
        yield from texts_of_file(study, file)


def texts_of_file(study: Study, file: str) -> Iterator[Inside]:
    """The texts of one file of a study; none of a file that is no text. Raises as `texts_inside`."""
    if file.startswith(f"{CODINGS}/"):
        yield from _in_codings(study, file)
    elif is_of_records(file):
        yield from _in_records(study, file)
    elif (whole := whole_file(study.root, file)) is not None:
        yield from whole.insides()


def whole_file(root: Path, file: str) -> WholeText | None:
    """A file that is kept as a whole text; None where it is gone, or no text at all.

    Raises:
        FileError: it should be a text of the study, and cannot be read.
    """
    raw = read_bytes(root, file)
    if raw is None:
        return None
    try:
        return whole_text(file, decode(raw, file))
    except FileError:
        if must_be_text(file):
            raise
    except StudyError:
        if must_be_text(file):
            raise FileError(
                Problem(file, 0, 0, "encoding", "it holds zero characters and is no text; save it as UTF-8")
            ) from None
    return None


def study_files(root: Path) -> tuple[str, ...]:
    """The files of a study that leave the machine with it, sorted; what is hidden or private is not among them."""
    found = [name for name in _names(root) if _at_top(name)]
    for station in STATIONS:
        for folder, folders, names in os.walk(root / station):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            above = Path(folder).relative_to(root).as_posix()
            found += [f"{above}/{name}" for name in sorted(names) if not name.startswith((".", TEMP_PREFIX))]
    return tuple(found)


def is_of_records(file: str) -> bool:
    """Whether a file is kept as records other than codings."""
    if file in (codebook_file.FILE, saved_query.FILE, theme_file.FILE) or is_of_round(file):
        return True
    return file.startswith((f"{summary_file.FOLDER}/", f"{suggestion_file.FOLDER}/")) and file.endswith(
        ".yaml"
    )


def is_study_file(file: str) -> bool:
    """Whether a file, relative to the study folder, is among those of `study_files` where it is there."""
    folder, _, rest = file.partition("/")
    if not rest:
        return _at_top(file)
    return folder in STATIONS and not any(part.startswith((".", TEMP_PREFIX)) for part in rest.split("/"))


def must_be_text(file: str) -> bool:
    """Whether a file must be a text: not a Word file, say, that somebody put beside the sources."""
    return file.lower().endswith((".md", ".yaml", ".yml", ".csv", ".tsv", ".txt"))


def record_texts(record: Any) -> Iterator[tuple[str, str, str]]:
    """The texts of a record: field, text, and why it cannot be changed in place, if so."""
    kind = type(record).__name__
    known = {field.name for field in fields(record)}
    for name in _TEXTS.get(kind, ()):
        if name in known:
            for field, text in _texts(name, getattr(record, name)):
                yield field, text, ""
    for name, why in _FIXED.get(kind, {}).items():
        if getattr(record, name):
            yield name, getattr(record, name), why


def coding_texts(study: Study, file: str) -> Iterator[tuple[Coding, str, str]]:
    """The texts of the codings in a file: coding, field, text; words that follow from the source are left out."""
    source_id, coder = _of_codings(file)
    source = study.sources.get(source_id)
    written = _written(study, file, source)
    for coding in study.codings(source_id, [coder]):
        if coding.memo:
            yield coding, "memo", coding.memo
        follow = _following(coding, source)
        there = written.get(coding.id, coding)
        for field in WORDS:
            text = getattr(there, field)
            # of a file that is older than its text, what stands on the disk counts
            if text and (field not in follow or text != getattr(coding, field)):
                yield coding, field, text


def _following(coding: Coding, source: Source | None) -> frozenset[str]:
    """The fields that are what the source says at the coding's place."""
    if source is None or coding.at is None:
        return frozenset()
    around = context(source.body, *coding.at)
    same = (
        source.body[slice(*coding.at)] == coding.quote,
        around[0] == coding.before,
        around[1] == coding.after,
    )
    return frozenset(field for field, is_so in zip(WORDS, same, strict=True) if is_so)


def _written(study: Study, file: str, source: Source | None) -> Mapping[str, Coding]:
    """The codings as they stand on the disk, where their file is older than their text."""
    if source is None or study.keepers.codings.texts.get(file) == source.hash:
        return {}
    raw = read_bytes(study.root, file)
    return {coding.id: coding for coding in read_codings(file, raw).codings} if raw is not None else {}


def _in_codings(study: Study, file: str) -> Iterator[Inside]:
    if not _is_codings(study, file):
        return
    places: Mapping[tuple[str, str], tuple[int, int]] | None = None
    for coding, field, text in coding_texts(study, file):
        places = _places(study.root, file) if places is None else places
        yield Inside(file, coding.id, field, text, *_place(places, coding.id, field))


def _is_codings(study: Study, file: str) -> bool:
    source_id, coder = _of_codings(file)
    return coder in study.coders_of(source_id) and codings_file(source_id, coder) == file


def _of_codings(file: str) -> tuple[str, str]:
    folder, _, name = file.removeprefix(f"{CODINGS}/").rpartition("/")
    return folder, name.removesuffix(".yaml")


def _in_records(study: Study, file: str) -> Iterator[Inside]:
    study.store.reread(file)
    places: Mapping[tuple[str, str], tuple[int, int]] | None = None
    if file == theme_file.FILE:
        for number, area in enumerate(study.areas):
            for field, text in _texts(f"areas.{number}.name", area.name):
                yield Inside(file, "", field, text, fixed=_BY_HAND, language=_spoken(field))
    for id, record in study.store.records(file).items():
        for field, text, fixed in record_texts(record):
            places = _places(study.root, file) if places is None else places
            yield Inside(file, id, field, text, *_place(places, id, field), fixed, _spoken(field))


def _spoken(field: str) -> str:
    return language_of(field.rpartition(".")[2])


def _texts(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if value:
            yield name, value
    elif isinstance(value, Mapping):
        for key, text in value.items():
            yield from _texts(f"{name}.{key}" if key else name, text)
    elif isinstance(value, tuple):
        for place, text in enumerate(value):
            yield from _texts(f"{name}.{place}", text)
    elif is_dataclass(value):
        for field, text, _ in record_texts(value):
            yield f"{name}.{field}", text


def _must_be_readable(study: Study, files: tuple[str, ...]) -> None:
    for file in study.store.refused_files():
        if (problem := study.store.refused(file)) is not None:
            raise FileError(problem)
    for file in files:
        if is_of_records(file):
            study.store.reread(file)
        elif not file.startswith(f"{CODINGS}/") and (whole := whole_file(study.root, file)) is not None:
            for _ in whole.insides():
                pass


def _at_top(name: str) -> bool:
    return name == "study.yaml" or (name[0] != "." and name.lower().endswith((".md", ".txt")))


def _names(root: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in os.scandir(root) if entry.is_file() and entry.name[0] != ".")
    except OSError:
        return []


def _place(places: Mapping[tuple[str, str], tuple[int, int]], id: str, field: str) -> tuple[int, int]:
    for name in (field, field.partition(".")[0], "id"):
        if (id, name) in places:
            return places[id, name]
    return 0, 1


def _places(root: Path, file: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Line and column of the values of records, by id and key, as the program writes them."""
    raw = read_bytes(root, file) or b""
    return dict(_found_places(raw.decode("utf-8", "replace").replace("\r\n", "\n")))


@lru_cache(maxsize=4)
def _found_places(text: str) -> tuple[tuple[tuple[str, str], tuple[int, int]], ...]:
    found, id, above = [], "", (0, "")
    for number, line in enumerate(text.split("\n"), 1):
        match = _KEY.match(line)
        if match is None:
            continue
        indent, key, value = len(match[1]) + len(match[2] or ""), match[3], match[5]
        if key == "id" and value:
            id = value.strip('"')
        if not value:
            above = indent, key
        at = (number, (match.start(5) if value else match.start(3)) + 1)
        found.append(((id, f"{above[1]}.{key}" if indent > above[0] and above[1] else key), at))
        found.append(((id, key), at))
    return tuple(dict(reversed(found)).items())


__all__ = [
    "ID",
    "Inside",
    "coding_texts",
    "record_texts",
    "study_files",
    "texts_inside",
    "texts_of_file",
    "whole_file",
]
