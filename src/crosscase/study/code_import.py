"""Codes of another codebook or of a table come into the codebook: one edit, nothing removed, every row told of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from crosscase.study.code_marks import color_for, tag_for
from crosscase.study.codebook import Codebook
from crosscase.study.codebook_file import FILE, MOST_LEVELS
from crosscase.study.edits import Change, Edit
from crosscase.study.ids import is_slug, new_id, slugify
from crosscase.study.model import Code
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError

What = Literal["new", "changed", "same", "kept", "refused"]
TEXTS = ("definition", "include", "exclude", "example", "color", "tag")
LISTS = ("keywords", "forms", "not_forms", "survey")

_ID = re.compile(r"[0-9a-z]{10}")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_TAG = re.compile(r"[^\W\d_]{1,2}")


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code as a table or another codebook has it.

    Attributes:
        where: what messages call it, such as `codes.csv, row 3`.
        path: from the top, joined by `/`; what is no slug is made one. With `by_name` its parts are names
            rather than slugs: each means the code of that name, where there is one.
        names: by language, the plain name under the empty language.
        texts: by the names of `TEXTS`; what is empty or missing is left out.
        lists: by the names of `LISTS`; likewise.
        was, id, retired, split: as in `Code`, where the row has them.
        fault: why the row cannot be taken, where that was found on reading it.
    """

    where: str
    path: str
    names: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    was: tuple[str, ...] = ()
    id: str = ""
    retired: bool = False
    split: tuple[str, ...] = ()
    by_name: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RowResult:
    """What a row gave.

    Attributes:
        what: a new code; changed; the same already; kept as it is though the row says otherwise; refused.
        message: what there is to say about it, in one line.
    """

    where: str
    path: str
    what: What
    message: str = ""


def import_codes(
    book: Codebook, rows: Sequence[CodeRow], *, language: str = "", update: bool = False
) -> tuple[Edit | None, tuple[RowResult, ...]]:
    """Take codes in.

    Args:
        book: the codebook as it is.
        rows: in any order; codes that a path needs above it are made where nothing else gives them.
        language: of the study: a plain name is the name in it where a code that is there has names by language.
        update: what a row says of a code that is there already replaces what the codebook says.

    Returns:
        The edit, None where nothing would change; and what each row gave, in the order of the rows, codes
        made for a path before the row that needed them.
    """
    importing = _Importing(book, language, update)
    results: dict[int, list[RowResult]] = {}
    # what stands above first, in whatever order a table has them
    for place in sorted(range(len(rows)), key=lambda place: rows[place].path.count("/")):
        results[place] = importing.take(rows[place])
    told = tuple(result for place in sorted(results) for result in results[place])
    return importing.edit(), told


class _Importing:
    def __init__(self, book: Codebook, language: str, update: bool) -> None:
        self.book = book
        self.language = language
        self.update = update
        self.codes = dict(book.by_id)
        self.by_path = dict(book.by_path)
        self.taken_by: dict[str, str] = {}
        self.tags = {code.tag for code in book}
        self.below: dict[str, int] = {}
        for code in book:
            self.below[code.parent] = max(self.below.get(code.parent, 0), code.rank + 1)
        self.refused: set[str] = set()

    def take(self, row: CodeRow) -> list[RowResult]:
        path = self._path(row)
        made: list[RowResult] = []
        try:
            _check(row)
            if path in self.taken_by:
                raise StudyError(
                    f"{path} stands twice, first in {self.taken_by[path]}; nothing more was taken"
                )
            if (there := self.by_path.get(path)) is not None:
                result = self._meet(row, path, there)
            else:
                parent = self._parent(row, path, made)
                result = self._make(row, path, parent)
        except StudyError as error:
            self.refused.add(path)
            return [*made, RowResult(row.where, path, "refused", str(error))]
        self.taken_by[path] = row.where
        return [*made, result]

    def _path(self, row: CodeRow) -> str:
        """The path a row means."""
        path = ""
        for part in row.path.split("/"):
            slug = part if is_slug(part) else slugify(part)
            there = f"{path}/{slug}" if path else slug
            if row.by_name and there not in self.by_path:
                parent = self.by_path[path].id if path in self.by_path else ""
                named = (
                    code for code in self.codes.values() if code.parent == parent and _is_called(code, part)
                )
                if (path in self.by_path or not path) and (code := next(named, None)) is not None:
                    there = f"{path}/{code.code}" if path else code.code
            path = there
        return path

    def _parent(self, row: CodeRow, path: str, made: list[RowResult]) -> Code | None:
        above = path.rpartition("/")[0]
        if not above:
            return None
        if (parent := self.by_path.get(above)) is None:
            if above in self.refused:
                raise StudyError(f"the code above, {above}, was refused; nothing was made")
            self._free(above)
            parent = self._put(CodeRow(row.where, above), above, self._parent(row, above, made))
            made.append(RowResult(row.where, above, "new", f"made for {path}"))
        return parent

    def _free(self, path: str) -> None:
        if (other := self.book.resolve(path)) is not None:
            raise StudyError(
                f"{path} is a former path of {self.book.path(other)}; give the code another path, or leave it out"
            )

    def _make(self, row: CodeRow, path: str, parent: Code | None) -> RowResult:
        self._free(path)
        code = self._put(row, path, parent)
        told = []
        if path != row.path and not row.by_name:
            told.append(f"`{row.path}` is no path")
        if missing := [former for former in row.was if former not in code.was]:
            told.append(f"former path {', '.join(missing)} left out: it is another code's")
        if row.texts.get("tag") and code.tag != row.texts["tag"]:
            told.append(f"tag {row.texts['tag']} is taken, it has {code.tag}")
        return RowResult(row.where, path, "new", "; ".join(told))

    def _put(self, row: CodeRow, path: str, parent: Code | None) -> Code:
        slug = path.rpartition("/")[2]
        parent_id = parent.id if parent is not None else ""
        rank = self.below.get(parent_id, 0)
        names = {language: name for language, name in row.names.items() if name}
        own_id = row.id if _ID.fullmatch(row.id) and row.id not in self.codes else new_id()
        texts: dict[str, Any] = {key: row.texts.get(key, "") for key in TEXTS}
        lists: dict[str, Any] = {key: row.lists.get(key, ()) for key in LISTS}
        was = tuple(former for former in row.was if former != path and self._may_have_been(former))
        code = Code(
            own_id, parent_id, rank, slug, names or {"": slug.replace("-", " ").capitalize()},
            **texts, **lists, was=was, retired=row.retired, split=row.split,
        )  # fmt: skip
        tag = code.tag if code.tag and code.tag not in self.tags else tag_for(code, self.tags)
        code = replace(code, tag=tag, color=code.color or (parent.color if parent else color_for(rank)))
        self.tags.add(tag)
        self.codes[code.id] = self.by_path[path] = code
        self.below[parent_id] = rank + 1
        return code

    def _may_have_been(self, former: str) -> bool:
        return self.book.resolve(former) is None and former not in self.by_path

    def _meet(self, row: CodeRow, path: str, there: Code) -> RowResult:
        said: dict[str, Any] = {key: value for key, value in {**row.texts, **row.lists}.items() if value}
        names = {language: name for language, name in row.names.items() if name}
        if "" in names and "" not in there.name and self.language in there.name:
            names.setdefault(self.language, names.pop(""))
        wanted = replace(there, name={**there.name, **names}, **said)
        if wanted.tag != there.tag and wanted.tag in self.tags:
            wanted = replace(wanted, tag=there.tag)
        if wanted == there:
            return RowResult(row.where, path, "same")
        different = [key for key in ("name", *TEXTS, *LISTS) if getattr(wanted, key) != getattr(there, key)]
        if not self.update:
            return RowResult(row.where, path, "kept", f"has another {', '.join(different)}")
        self.codes[there.id] = self.by_path[path] = wanted
        return RowResult(row.where, path, "changed", ", ".join(different))

    def edit(self) -> Edit | None:
        """Everything that was taken."""
        changes = []
        for code_id, code in self.codes.items():
            kept = tuple(one for one in code.split if one in self.codes)
            after = replace(code, split=kept) if kept != code.split else code
            before = self.book.by_id.get(code_id)
            if after != before:
                changes.append(Change(FILE, code_id, before, after))
        if not changes:
            return None
        return Edit(f"import {counted(len(changes), 'code')}", tuple(changes))


def _is_called(code: Code, name: str) -> bool:
    return name.casefold() in {other.casefold() for other in code.name.values()}


def _check(row: CodeRow) -> None:
    if row.fault:
        raise StudyError(f"{row.fault}; nothing was made")
    if not row.path.strip("/ "):
        raise StudyError("the row names no code; nothing was made")
    if any(not part.strip() for part in row.path.split("/")):
        raise StudyError(f"`{row.path}` is no path; write slugs joined by /, such as barriers/capacity")
    if row.path.count("/") >= MOST_LEVELS:
        raise StudyError(f"the path has more than {MOST_LEVELS} levels; give it fewer")
    color, tag = row.texts.get("color", ""), row.texts.get("tag", "")
    if color and not _COLOR.fullmatch(color):
        raise StudyError(f"`{color}` is no colour; write # and six digits, such as #D55E00")
    if tag and not _TAG.fullmatch(tag):
        raise StudyError(f"`{tag}` is no tag; write one or two letters")


def rows_of(codes: Iterable[Code], label: str) -> tuple[CodeRow, ...]:
    """The codes of another codebook as rows.

    Args:
        codes: as `codebook_file.read_codebook` gives them.
        label: what messages call the file.
    """
    book = Codebook(codes)
    return tuple(
        CodeRow(
            f"{label}, {book.path(code)}", book.path(code), code.name,
            {key: getattr(code, key) for key in TEXTS if getattr(code, key)},
            {key: getattr(code, key) for key in LISTS if getattr(code, key)},
            code.was, code.id, code.retired, code.split,
        )
        for code in book
    )  # fmt: skip
