"""How each kind of file becomes records: codings, the codebook, and files kept as a whole text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from crosscase.study.anchors import Found
from crosscase.study.codebook import Codebook
from crosscase.study.codebook_file import MOST_LEVELS, opening_comment, read_codebook, write_codebook
from crosscase.study.codings import (
    CodingsFile,
    context,
    in_order,
    position,
    read_codings,
    split_file,
    write_coding,
    write_header,
)
from crosscase.study.edits import WHOLE
from crosscase.study.locating import find_again, locate_codings
from crosscase.study.model import Code, Coding, Source
from crosscase.study.problems import ConflictError
from crosscase.study.sources import decode
from crosscase.study.texts import keep, text_path


class PlainKeeper:
    """What a keeper does that knows nothing of a file but its records, and may lose something in writing it."""

    def written(self, file: str, records: Mapping[str, Any]) -> None:
        """Nothing follows from it."""

    def repeats(self, file: str, records: Mapping[str, Any], own: bool) -> bool:
        """Where the program wrote it itself."""
        return own

    def memory(self, file: str) -> object:
        """Nothing."""
        return None

    def holds(self, file: str, memory: object) -> bool:
        """Always: a record is what its file says."""
        return True

    def put_back(self, file: str, memory: object) -> None:
        """Nothing to know again."""


class TextKeeper(PlainKeeper):
    """A file as one record: its whole text."""

    def load(self, file: str, raw: bytes) -> Mapping[str, str]:
        """The text under the id `""`."""
        return {WHOLE: decode(raw, file)}

    def dump(self, file: str, records: Mapping[str, str]) -> tuple[bytes | None, Mapping[str, str]]:
        """The text, or no file."""
        text = records.get(WHOLE)
        return (text.encode() if text is not None else None), records

    def repeats(self, file: str, records: Mapping[str, str], own: bool) -> bool:
        """Always: the text is the content."""
        return True

    def same(self, one: str, other: str) -> bool:
        """To the letter."""
        return one == other

    def describe(self, file: str, record: str) -> str:
        """The file."""
        return "the text"


class CodebookKeeper(PlainKeeper):
    """codebook.yaml; the comment at its top is kept, and the file as it was before it held a code."""

    def __init__(self) -> None:
        self._comment = ""
        self._empty: bytes | None = None

    def load(self, file: str, raw: bytes) -> Mapping[str, Code]:
        """Codes by id, depth first."""
        codes = read_codebook(raw, file)
        self._comment = opening_comment(raw.decode())
        if not codes:
            self._empty = raw
        elif self._empty is None:
            self._empty = write_codebook((), self._comment).encode()
        return {code.id: code for code in codes}

    def dump(self, file: str, records: Mapping[str, Code]) -> tuple[bytes | None, Mapping[str, Code]]:
        """The codebook, depth first; for no codes what was there without any, be it a file or none."""
        if not records:
            return self._empty, {}
        book = Codebook(records.values())
        ranked = {
            code.id: code if code.rank == rank else replace(code, rank=rank)
            for siblings in self._levels(file, book)
            for rank, code in enumerate(siblings)
        }
        in_tree = {code.id: ranked[code.id] for code in book}
        return write_codebook(in_tree.values(), self._comment).encode(), in_tree

    @staticmethod
    def _levels(file: str, book: Codebook) -> list[tuple[Code, ...]]:
        """The codes level by level; refuses what could not be read back: another program may have added to it."""
        reached = {code.id for code in book}
        for code in book.by_id.values():
            if code.id not in reached:
                raise ConflictError(
                    f"{file}: the code above {code.code} would be gone; nothing was changed: "
                    "move or remove the codes under it first"
                )
        if len(book.by_path) < len(book):
            paths = [book.path(code) for code in book]
            twice = next(path for path in paths if paths.count(path) > 1)
            raise ConflictError(f"{file}: there is a code {twice} already; nothing was changed: use that one")
        if deep := [code for code in book if book.depth(code) >= MOST_LEVELS]:
            raise ConflictError(
                f"{file}: {deep[0].code} would stand {book.depth(deep[0]) + 1} levels deep, and at most {MOST_LEVELS} "
                "can be read back; nothing was changed: put it higher up"
            )
        return [book.children(), *(book.children(code) for code in book)]

    def memory(self, file: str) -> tuple[str, bytes | None]:
        """The comment at its top, and the file without a code."""
        return self._comment, self._empty

    def put_back(self, file: str, memory: object) -> None:
        """The comment and the empty file as they were; where nothing was known they stay."""
        if isinstance(memory, tuple):
            self._comment, self._empty = memory

    def same(self, one: Code, other: Code) -> bool:
        """Every field but the rank, which changes with what others put before it."""
        return replace(one, rank=0) == replace(other, rank=0)

    def describe(self, file: str, record: Code) -> str:
        """The code's own slug."""
        return f"code {record.code}"


@dataclass(frozen=True, slots=True)
class _Row:
    """A coding as it stands in its file; `open` where it still wants a look."""

    place: tuple[int, int, int, str, str]
    coding: Coding
    lines: bytes
    open: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What a file was made of under one codebook and one text: most of it is the same the next time."""

    book: Codebook
    text: str
    rows: Mapping[str, _Row]


@dataclass(frozen=True, slots=True)
class _Memory:
    """What is known of a codings file beside its records, and for which body the records were found."""

    found: Mapping[str, Found] | None
    text: str | None
    body: str


_PLACE = attrgetter("place")
_LINES = attrgetter("lines")
_CODING = attrgetter("coding")
_CODE = attrgetter("code")


def _moved_paths(book: Codebook, codings: Iterable[Coding]) -> set[str]:
    """The paths of codings that the codebook has others for now."""
    return {path for path in set(map(_CODE, codings)) if book.path_now(path) != path}


def _stands(coding: Coding, body: str) -> bool:
    return coding.at is not None and body[coding.at[0] : coding.at[1]] == coding.quote


class CodingsKeeper:
    """Codings files, with positions in the bodies as they are now."""

    def __init__(
        self,
        root: Path,
        source_of: Callable[[str], Source | None],
        codebook: Callable[[], Codebook],
        book_to_be: Callable[[], Codebook] | None = None,
    ) -> None:
        """Know where to look things up.

        Args:
            source_of: a source as it will be when the edit that is being carried out is on disk.
            codebook: the codes as they are.
            book_to_be: the codes as they will be, as with the sources.
        """
        self._root = root
        self._source_of = source_of
        self._codebook = codebook
        self._book_to_be = book_to_be or codebook
        self.found: dict[str, Mapping[str, Found]] = {}
        self.texts: dict[str, str] = {}
        self._known: dict[str, _Known] = {}
        self._kept: set[str] = set()

    def load(self, file: str, raw: bytes) -> Mapping[str, Coding]:
        """Codings by id, found again where their text was edited."""
        return self.take(read_codings(file, raw))

    def take(self, parsed: CodingsFile) -> Mapping[str, Coding]:
        """As `load`, for a file that is parsed already."""
        self.texts[parsed.file] = parsed.text
        return self._located(parsed)

    def know(self, file: str, text: str, found: Mapping[str, Found]) -> None:
        """Of a file whose codings are made later: the text it names, and what became of its codings."""
        self.texts[file] = text
        self.found.pop(file, None)
        if found:
            self.found[file] = found

    def carry(self, file: str, text: str, records: Mapping[str, Coding]) -> Mapping[str, Coding]:
        """Codings of a file that cannot be read just now, from one text of their source to the present one.

        Args:
            text: hash of the body that the records' positions refer to.
        """
        return self._located(CodingsFile(file, *split_file(file), text, tuple(records.values())))

    def _located(self, parsed: CodingsFile) -> Mapping[str, Coding]:
        source = self._source_of(parsed.source)
        codings = parsed.codings
        self.found.pop(parsed.file, None)
        if source is not None:
            codings, found = locate_codings(self._root, source, parsed)
            if found:
                self.found[parsed.file] = found
        return {coding.id: coding for coding in in_order(codings)}

    def dump(self, file: str, records: Mapping[str, Coding]) -> tuple[bytes | None, Mapping[str, Coding]]:
        """The file with present paths and the present text's hash; no file for no codings."""
        if not records:
            return None, {}
        source_id, coder = split_file(file)
        source = self._source_of(source_id)
        if source is not None:
            self._keep_text(source)
        rows = self._rows(file, source, records)
        text = self._text_of(file, source)
        content = [write_header(source_id, coder, text, True).encode(), *map(_LINES, rows)]
        return b"".join(content), dict(zip(self._known[file].rows, map(_CODING, rows), strict=True))

    def _keep_text(self, source: Source) -> None:
        # a long text is hashed once in a session, not at every change
        if source.hash not in self._kept or not os.path.exists(text_path(self._root, source.hash)):
            keep(self._root, source.body, source.hash)
            self._kept.add(source.hash)

    def _text_of(self, file: str, source: Source | None) -> str:
        return source.hash if source is not None else self.texts.get(file, "")

    def _rows(self, file: str, source: Source | None, records: Mapping[str, Coding]) -> list[_Row]:
        """What stands in the file, in order; only what is new since the last time is made."""
        book, text = self._book_to_be(), self._text_of(file, source)
        known = self._known.get(file)
        rows = known.rows if known is not None and known.text == text else {}
        if known is not None and known.book is not book:
            moved = _moved_paths(book, (row.coding for row in rows.values()))
            rows = {id: row for id, row in rows.items() if row.coding.code not in moved} if moved else rows
        found = [
            row
            if (row := rows.get(id)) is not None and row.coding is coding
            else self._row(file, source, coding, book)
            for id, coding in records.items()
        ]
        found.sort(key=_PLACE)
        ids = [coding.id for coding in map(_CODING, found)]
        self._known[file] = _Known(book, text, dict(zip(ids, found, strict=True)))
        return found

    def _row(self, file: str, source: Source | None, coding: Coding, book: Codebook) -> _Row:
        if (path := book.path_now(coding.code)) != coding.code:
            coding = replace(coding, code=path)
        open_still = coding.at is None
        if source is not None and coding.at is not None and not _stands(coding, source.body):
            open_still = True
            unheard_of = coding.id not in self.found.get(file, {})
            if unheard_of and context(source.body, *coding.at) != (coding.before, coding.after):
                # brought back by undo or redo after its text was edited: its place is of the former text
                coding, result = find_again(coding, source.body)
                open_still = result.status != "moved"
        return _Row(position(coding), coding, write_coding(coding, book.path_now).encode(), open_still)

    def written(self, file: str, records: Mapping[str, Coding]) -> None:
        """The codings are on disk: each has its new place for good; what differs from the text still wants a look."""
        former = self.found.pop(file, {})
        if not records:
            return  # its text stays known: undo may bring the file back
        known = self._known[file]
        self.texts[file] = known.text
        open_still = {}
        for row in known.rows.values():
            if not row.open:
                continue
            coding, found = row.coding, former.get(row.coding.id)
            if coding.at is None:
                open_still[coding.id] = found or Found(coding.id, "lost", -1, -1, 0.0)
            else:
                score = found.score if found is not None else 1.0
                open_still[coding.id] = Found(coding.id, "changed", *coding.at, score)
        if open_still:
            self.found[file] = open_still

    def repeats(self, file: str, records: Mapping[str, Coding], own: bool) -> bool:
        """Where the program wrote it itself, and neither its text nor the paths of its codes change with the edit."""
        if not records:
            return self.texts.get(file) is None and not own
        source = self._source_of(split_file(file)[0])
        if not own or self.texts.get(file) != self._text_of(file, source):
            return False
        return not any(_moved_paths(b, records.values()) for b in (self._codebook(), self._book_to_be()))

    def memory(self, file: str) -> _Memory:
        """What became of its codings, and the text it names."""
        return _Memory(self.found.get(file), self.texts.get(file), self._body(file))

    def holds(self, file: str, memory: object) -> bool:
        """Whether the source has the text now that it had then."""
        return isinstance(memory, _Memory) and memory.body == self._body(file)

    def put_back(self, file: str, memory: object) -> None:
        """What became of its codings, and the text it names, as they were."""
        self.found.pop(file, None)
        if isinstance(memory, _Memory):
            if memory.found is not None:
                self.found[file] = memory.found
            if memory.text is not None:
                self.texts[file] = memory.text
            else:
                self.texts.pop(file, None)

    def _body(self, file: str) -> str:
        source = self._source_of(split_file(file)[0])
        return source.hash if source is not None else ""

    def same(self, one: Coding, other: Coding) -> bool:
        """Every field, with a former path equal to the present one."""
        now = self._codebook().path_now
        return replace(one, code=now(one.code)) == replace(other, code=now(other.code))

    def describe(self, file: str, record: Coding) -> str:
        """The code and the first words."""
        words = " ".join(record.quote.split())
        return f"{record.code} on “{words[:40]}{'…' if len(words) > 40 else ''}”"
