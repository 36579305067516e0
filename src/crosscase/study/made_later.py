"""The codings of a file whose content is known: made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from crosscase.study import codings
from crosscase.study.codings import CodingsFile, in_order
from crosscase.study.lazy import LazyCodings
from crosscase.study.locating import locate_codings
from crosscase.study.model import Coding, Source
from crosscase.study.parsing import Parsed, Storing, recall_codings, recall_cover, recall_ids
from crosscase.study.problems import FileError
from crosscase.study.save import digest, read_bytes

Instead = Callable[[CodingsFile | FileError | None, str], Mapping[str, Coding]]
"""Told what the file holds by now, why it cannot be read, or None where it is gone; and its digest, empty where there
is none. Gives its codings."""


@dataclass(frozen=True, slots=True)
class MadeLater:
    """How the codings of one file are made.

    Attributes:
        source: the source as it was when the file was read; positions are in its body.
        instead: asked where the file has another content by now and the cache has forgotten the one it had.
    """

    root: Path
    file: str
    parsed: Parsed
    source: Source | None
    instead: Instead

    def records(self) -> LazyCodings:
        """The codings by id, in file order."""
        return LazyCodings(self.parsed.known.tally, self)

    def cover(self) -> list[tuple[int, int]] | None:
        """As `lazy.Origin`."""
        if self.source is None or self.source.hash != self.parsed.known.text:
            return None
        return recall_cover(self.root, self.parsed)

    def ids(self) -> list[str] | None:
        """As `lazy.Origin`."""
        return recall_ids(self.root, self.parsed)

    def read(self) -> tuple[CodingsFile | None, str]:
        """The file as it is known, else as it is now, and the digest of that; None where it is gone.

        Raises:
            FileError: the cache has forgotten it, and it cannot be read any more.
        """
        if (content := recall_codings(self.root, self.file, self.parsed)) is not None:
            return content, self.parsed.digest
        if (raw := read_bytes(self.root, self.file)) is None:
            return None, ""
        content, raw_digest = codings.read_codings(self.file, raw), digest(raw)
        if raw_digest == self.parsed.digest:
            self.store(content)
        return content, raw_digest

    def store(self, content: CodingsFile) -> None:
        """Put what is known of the file into the cache again."""
        storing = Storing(self.root)
        storing.add(self.file, self.parsed.digest, content, self.source)
        storing.flush()

    def make(self) -> tuple[Mapping[str, Coding], bool]:
        """As `lazy.Origin`."""
        try:
            content, raw_digest = self.read()
        except FileError as error:
            return self.instead(error, ""), False
        if content is not None and raw_digest == self.parsed.digest:
            located = content.codings
            if self.source is not None:
                located, _found = locate_codings(self.root, self.source, content)
            return {coding.id: coding for coding in in_order(located)}, True
        return self.instead(content, raw_digest), False
