"""Codings files as the cache knows them, and parsed where it does not: by several processes where there are many."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from crosscase.study import cache, codings
from crosscase.study.codings import CodingsFile
from crosscase.study.locating import locate_codings
from crosscase.study.model import Source
from crosscase.study.problems import FileError
from crosscase.study.processes import module_command, processors
from crosscase.study.save import digest, read_bytes
from crosscase.study.sources import read_source, source_file
from crosscase.study.tally import (
    Known,
    cover_of,
    pack_codings,
    pack_cover,
    pack_known,
    tally_of,
    unpack_codings,
    unpack_cover,
    unpack_known,
)

# Part of every key: a change of what is stored makes the old rows unknown instead of wrong.
_SHAPE = "codings-3:"
_BATCH = 8 * 2**20  # characters that wait in memory until they are stored
_WORTH = 4 * 2**20  # bytes that take longer to parse than a process takes to start
_MOST = 8  # processes
_PATIENCE = 10.0  # seconds a process may take longer than this one

SourceOf = Callable[[str], Source | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """The codings of a file as texts.

    Attributes:
        packed: the codings.
        cover: the stretches of the body that have one; empty where they were never looked at.
        ids: their ids.
    """

    packed: str
    cover: str
    ids: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A codings file whose content is known.

    Attributes:
        digest: of its content.
        kept: its codings, as the cache would have them; None where it has them.
    """

    digest: str
    known: Known
    kept: Kept | None = None


def recall_known(root: Path, digests: Mapping[str, str]) -> dict[str, Parsed]:
    """What the cache knows of some codings files.

    Args:
        root: the study folder.
        digests: file -> digest of its present content.
    """
    if not digests:
        return {}
    rows = cache.recall(root, "known", {_SHAPE + content for content in digests.values()})
    found: dict[str, Parsed] = {}
    for file, content in digests.items():
        if (row := rows.get(_SHAPE + content)) is None:
            continue
        with suppress(ValueError, TypeError):
            known = unpack_known(row)
            if (known.source, known.coder) == codings.split_file(file):
                found[file] = Parsed(content, known)
    return found


def recall_codings(root: Path, file: str, parsed: Parsed) -> CodingsFile | None:
    """The codings of a file; None where the cache has forgotten them."""
    packed = parsed.kept.packed if parsed.kept is not None else _recall(root, "parsed", parsed.digest)
    with suppress(ValueError, TypeError):
        if packed:
            found = unpack_codings(file, packed)
            if (found.source, found.coder) == codings.split_file(file):
                return found
    return None


def recall_cover(root: Path, parsed: Parsed) -> list[tuple[int, int]] | None:
    """The stretches of the body that have a coding, as of the text the file names; None where nobody knows."""
    packed = parsed.kept.cover if parsed.kept is not None else _recall(root, "cover", parsed.digest)
    with suppress(ValueError, TypeError):
        if packed:
            return unpack_cover(packed)
    return None


def recall_ids(root: Path, parsed: Parsed) -> list[str] | None:
    """The ids of the codings; None where the cache has forgotten them."""
    packed = parsed.kept.ids if parsed.kept is not None else _recall(root, "ids", parsed.digest)
    with suppress(ValueError):
        if packed and isinstance(found := json.loads(packed), list):
            return found
    return None


def _recall(root: Path, table: cache.Table, raw_digest: str) -> str:
    key = _SHAPE + raw_digest
    return cache.recall(root, table, [key]).get(key, "")


def keep_known(root: Path, digests: Iterable[str]) -> None:
    """Drop from the cache what is known of contents that no codings file has any more."""
    keys = {_SHAPE + content for content in digests}
    cache.keep_only(root, dict.fromkeys(cache.TABLES, keys))


def parsed_of(root: Path, raw_digest: str, content: CodingsFile, source: Source | None) -> Parsed:
    """A file that was just parsed; with what became of its codings where the source has the text they are of."""
    found, cover = None, ""
    if source is not None and source.hash == content.text:
        located, found = locate_codings(root, source, content)
        cover = pack_cover(cover_of(located))
    known = Known(content.source, content.coder, content.text, tally_of(content.codings), found)
    ids = json.dumps([coding.id for coding in content.codings], ensure_ascii=False)
    return Parsed(raw_digest, known, Kept(pack_codings(content), cover, ids))


@dataclass(slots=True)
class Storing:
    """What was parsed, on its way into the cache."""

    root: Path
    stored: dict[str, Parsed] = field(default_factory=dict)
    _waiting: dict[str, Parsed] = field(default_factory=dict)
    _size: int = 0

    def add(self, file: str, raw_digest: str, content: CodingsFile, source: Source | None) -> None:
        """Store a file's codings, soon."""
        self._waiting[file] = parsed = parsed_of(self.root, raw_digest, content, source)
        self._size += len(parsed.kept.packed) if parsed.kept is not None else 0
        if self._size >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Store what is waiting; what cannot be stored stays in memory."""
        waiting, self._waiting, self._size = self._waiting, {}, 0
        if not waiting:
            return
        rows: dict[cache.Table, dict[str, str]] = {table: {} for table in cache.TABLES}
        for parsed in waiting.values():
            key = _SHAPE + parsed.digest
            rows["known"][key] = pack_known(parsed.known)
            if (kept := parsed.kept) is not None:
                rows["parsed"][key], rows["ids"][key], rows["cover"][key] = kept.packed, kept.ids, kept.cover
        done = cache.remember(self.root, rows)
        self.stored.update({file: replace(p, kept=None) for file, p in waiting.items()} if done else waiting)


def parse_files(root: Path, digests: Mapping[str, str], source_of: SourceOf) -> dict[str, Parsed | FileError]:
    """Codings files that the cache does not know.

    Args:
        root: the study folder.
        digests: file -> digest of its content as it was read.
        source_of: a source as it is now.

    Returns:
        By file, what is in it, or why it cannot be read; a file that is gone by now is left out.
    """
    shares = _shares(root, list(digests))
    others = _Others(root, shares[1:])
    try:
        found = _parse(root, shares[0], source_of)
        others.wait()
    finally:
        others.end()
    theirs = {file: digests[file] for share in shares[1:] for file in share}
    found |= recall_known(root, theirs)
    left = [file for file in theirs if file not in found]
    return found | _parse(root, left, source_of)


def _parse(root: Path, files: Iterable[str], source_of: SourceOf) -> dict[str, Parsed | FileError]:
    found: dict[str, Parsed | FileError] = {}
    storing = Storing(root)
    for file in files:
        try:
            if (raw := read_bytes(root, file)) is not None:
                content = codings.read_codings(file, raw)
                storing.add(file, digest(raw), content, source_of(content.source))
        except FileError as error:
            found[file] = error
    storing.flush()
    return found | storing.stored


def _shares(root: Path, files: Sequence[str]) -> list[list[str]]:
    """The files in as many shares of about the same size as processes are worth their start; the first is our own."""
    sizes = {file: _size(root, file) for file in files}
    count = min(processors(), _MOST, max(1, sum(sizes.values()) // _WORTH))
    shares: list[list[str]] = [[] for _ in range(count)]
    full = [0] * count
    for file in sorted(files, key=lambda file: -sizes[file]):
        least = full.index(min(full))
        shares[least].append(file)
        full[least] += sizes[file]
    return shares


def _size(root: Path, file: str) -> int:
    try:
        return (root / file).stat().st_size
    except OSError:
        return 0


class _Others:
    """Processes that parse files into the cache beside this one; where they fail, the work is left to this one."""

    def __init__(self, root: Path, shares: Iterable[Sequence[str]]) -> None:
        command = module_command(__name__, str(root.absolute()), str(os.getpid()))
        self._running: list[subprocess.Popen[bytes]] = []
        for share in shares:
            with suppress(OSError):
                process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
                self._running.append(process)
                assert process.stdin is not None
                with process.stdin as told:
                    told.write(json.dumps(share).encode())

    def wait(self) -> None:
        """Until they are done, or have taken much longer than this one."""
        with suppress(subprocess.TimeoutExpired):
            for process in self._running:
                process.wait(_PATIENCE)

    def end(self) -> None:
        """End those that are still at work, as after Ctrl-C."""
        for process in self._running:
            if process.poll() is None:
                process.kill()
            process.wait()


def main(arguments: Sequence[str]) -> None:
    """Parse the files named on standard input (a JSON list) into the cache of a study.

    Args:
        arguments: the study folder, and the process whose work this is: when it has ended, so does this.
    """
    root, parent = Path(arguments[0]), int(arguments[1])
    sources: dict[str, Source | None] = {}

    def source_of(source_id: str) -> Source | None:
        if source_id not in sources:
            sources.clear()  # files of one source come together, and no text is kept longer
            sources[source_id] = _read(root, source_id)
        return sources[source_id]

    storing = Storing(root)
    for file in json.load(sys.stdin):
        if os.getppid() != parent:
            break
        with suppress(FileError):  # told by the process that wants to know
            if (raw := read_bytes(root, file)) is not None:
                content = codings.read_codings(file, raw)
                storing.add(file, digest(raw), content, source_of(content.source))
    storing.flush()


def _read(root: Path, source_id: str) -> Source | None:
    file = source_file(source_id)
    try:
        raw = read_bytes(root, file)
        return read_source(file, raw) if raw is not None else None
    except FileError:
        return None


if __name__ == "__main__":
    main(sys.argv[1:])
