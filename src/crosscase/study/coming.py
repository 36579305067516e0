"""What will be there once the edit that is being carried out is on disk: its files are written for that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crosscase.study.codebook import Codebook
from crosscase.study.codebook_file import FILE as CODEBOOK
from crosscase.study.codings import FOLDER as CODINGS
from crosscase.study.codings import split_file
from crosscase.study.edits import WHOLE, Edit
from crosscase.study.lazy import counted
from crosscase.study.listing import listing
from crosscase.study.model import Source
from crosscase.study.save import digest
from crosscase.study.sources import FOLDER as INTERVIEWS
from crosscase.study.sources import read_source
from crosscase.study.undoing import at_stake, keep_codes, keep_sources

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.study.store import Records


def source_of_file(file: str) -> str:
    """The id of the source of a file of interviews."""
    return file.removeprefix(f"{INTERVIEWS}/").removesuffix(".md")


@dataclass(slots=True)
class Coming:
    """A study as an edit will leave it.

    Attributes:
        not_done: what a refusal says of a step that is taken back or done again; empty for a new edit.
        waiting: as in `Step`: sources that may go although there are codings of them.
        sources: those the edit brings, and None for those it takes away.
        book: the codebook, where the edit changes it.
        read: those of `sources` that come, by the digest of the content they were read from.
    """

    study: Study
    not_done: str = ""
    waiting: frozenset[str] = frozenset()
    sources: dict[str, Source | None] = field(default_factory=dict)
    book: Codebook | None = None
    read: dict[str, Source] = field(default_factory=dict)

    def begin(self, edit: Edit) -> None:
        """Read the texts an edit brings; raises FileError where one could not be read afterwards."""
        for change in edit.changes:
            if change.file.startswith(f"{INTERVIEWS}/") and change.id == WHOLE:
                text, source = change.after, None
                if isinstance(text, str):
                    raw = text.encode()
                    source = self.read[digest(raw)] = read_source(change.file, raw)
                self.sources[source_of_file(change.file)] = source

    def settle(self, edit: Edit, back: Mapping[str, Records]) -> Edit:
        """The edit as it shall be done.

        Args:
            back: by file, the records of those that get their former content back.

        Raises:
            ConflictError: codings would be left without their code or their text.
        """
        now = self.study.codebook
        if CODEBOOK in edit.files:
            now = Codebook(self.study.store.records(CODEBOOK).values())
            self.book = Codebook(self._to_be(edit, back, CODEBOOK).values())
        codes = self.not_done and self.book is not None and at_stake(now, self.book)
        gone = [id for id, source in self.sources.items() if source is None and id not in self.waiting]
        if not codes and not gone:
            return edit
        self._look(edit)
        paths: dict[str, Counter[str]] = {}
        coded: dict[str, Counter[str]] = {}
        for file, records in self._codings(edit, back):
            source_id, coder = split_file(file)
            coded.setdefault(source_id, Counter())[coder] += len(records)
            for path, count in counted(records).paths.items():
                paths.setdefault(path, Counter())[coder] += count
        keep_sources(gone, {id: +counts for id, counts in coded.items()}, self.not_done or "nothing was done")
        if codes and self.book is not None:
            kept = keep_codes(edit, now, self.book, paths, self.not_done)
            if kept is not edit:
                edit = kept
                self.book = Codebook(self._to_be(edit, {}, CODEBOOK).values())
        return edit

    def _look(self, edit: Edit) -> None:
        """Take in what other programs made of codings; the files of the edit were read just now."""
        there = listing(self.study.root, lambda _problem: None).codings
        known = (file for file in self.study.known_files if file.startswith(f"{CODINGS}/"))
        coming, self.sources = self.sources, {}  # what is read now stands beside the texts as they are now
        try:
            self.study.refresh({*there, *known} - set(edit.files))
        finally:
            self.sources = coming

    def _codings(self, edit: Edit, back: Mapping[str, Records]) -> Iterator[tuple[str, Records]]:
        files = set(edit.files)
        for file in {*self.study.store.files(), *files}:
            if file.startswith(f"{CODINGS}/"):
                yield file, self._to_be(edit, back, file) if file in files else self.study.store.records(file)

    def _to_be(self, edit: Edit, back: Mapping[str, Records], file: str) -> Records:
        if (former := back.get(file)) is not None:
            return former
        records: dict[str, Any] = dict(self.study.store.records(file))
        for change in edit.changes:
            if change.file == file:
                if change.after is None:
                    records.pop(change.id, None)
                else:
                    records[change.id] = change.after
        return records
