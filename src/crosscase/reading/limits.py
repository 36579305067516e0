"""Limits for files from outside: how large, how many parts, how much they may grow when they are unpacked.

What a file says about its own sizes is not believed: what comes out is counted while it is unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_TEXT = 256 * 2**20
"""Characters of one import: all of it is one step that can be taken back, and so is held until it is done."""
LARGEST = 64 * 2**20
"""Bytes of a file."""
MOST_PARTS = 10_000
"""Files in an archive."""
MOST_UNPACKED = 256 * 2**20
"""Bytes that come out of one archive, all its parts together."""
HIGHEST_RATIO = 200
"""How many times its packed size a part may grow, from `SMALL` on."""
SMALL = 2**20
MOST_MARKUP = 5_000_000
"""Elements and attributes of one XML part: each takes some hundred bytes of memory."""

_LONGEST_NAME = 60
_CHUNK = 64 * 1024
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others cannot be unpacked in small pieces
_LEAVES = re.compile(r"[\\\x00]|^[/~]|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_AGAIN = "open it in its program and save it again"


class Archive(zipfile.ZipFile):
    """A zip archive that counts what came out of it.

    Attributes:
        unpacked: bytes so far.
    """

    unpacked: int = 0


def check_size(raw: bytes, label: str) -> None:
    """Refuse what is larger than `LARGEST`.

    Raises:
        StudyError: it is.
    """
    if len(raw) > LARGEST:
        raise StudyError(f"{label}: is larger than {LARGEST // 2**20} MB; divide it and import the parts")


def checked_archive(raw: bytes, label: str) -> Archive:
    """Open a zip archive of which nothing can leave it or fill the memory.

    Raises:
        StudyError: it is none, is cut off, holds parts that are encrypted or packed in an unusual way, too
            many or too large ones, or names that lead out of it.
    """
    check_size(raw, label)
    if raw.count(_ENTRY) > MOST_PARTS:  # before each of them takes memory
        raise StudyError(f"{label}: holds more than {MOST_PARTS:,} parts; {_AGAIN}")
    try:
        archive = Archive(io.BytesIO(raw))
        parts = archive.infolist()
    except Exception as error:  # zipfile meets made-up headers with many kinds of errors
        raise StudyError(f"{label}: is cut off, damaged or no archive at all; {_AGAIN}") from error
    for part in parts:
        name = _shown(part.orig_filename)
        if _LEAVES.search(part.orig_filename) is not None:
            raise StudyError(
                f"{label}: holds a part “{name}” that would lie outside it; do not trust the file"
            )
        if part.flag_bits & _ENCRYPTED:
            raise StudyError(f"{label}: is protected by a password; take it off and save the file again")
        if part.compress_type not in _METHODS:
            raise StudyError(f"{label}: its part “{name}” is packed in an unusual way; {_AGAIN}")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _too_large(label)
    return archive


def has_part(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether an archive holds a part by that name."""
    return name in archive.NameToInfo


def read_part(archive: Archive, name: str, label: str) -> bytes:
    """One part of an archive, counted while it is unpacked.

    Raises:
        StudyError: it is not there, is damaged, or grows more than it may.
    """
    try:
        part = archive.getinfo(name)
    except KeyError:
        raise StudyError(f"{label}: lacks its part “{name}”; {_AGAIN}") from None
    chunks: list[bytes] = []
    size = 0
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                archive.unpacked += len(chunk)
                grown = size > SMALL and size > HIGHEST_RATIO * max(part.compress_size, 1)
                if grown or archive.unpacked > MOST_UNPACKED:
                    raise _too_large(label)
                chunks.append(chunk)
    except _BROKEN as error:
        raise StudyError(f"{label}: its part “{name}” is damaged; {_AGAIN}") from error
    return b"".join(chunks)


def parse_xml(raw: bytes, label: str) -> _Element:
    """The root of an XML part; entities, document types and the network are out of its reach.

    Raises:
        StudyError: it is damaged, has a document type (which could name other files), or is too large.
    """
    from lxml import etree

    if any(mark in raw for mark in _DOCTYPES):
        raise _typed(label)
    if len(raw) > LARGEST or raw.count(b"<") + raw.count(b"=") > MOST_MARKUP:
        raise _too_large(label)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        attribute_defaults=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(raw, parser)
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise StudyError(f"{label}: its XML is damaged; {_AGAIN}") from error
    if root is None:
        raise StudyError(f"{label}: its XML is empty; {_AGAIN}")
    if root.getroottree().docinfo.internalDTD is not None:  # spelt in another encoding
        raise _typed(label)
    return root


def _shown(name: str) -> str:
    """A part's name, short enough for a line."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _typed(label: str) -> StudyError:
    return StudyError(
        f"{label}: its XML has a document type (DTD), which could draw in other files; {_AGAIN}"
    )


def _too_large(label: str) -> StudyError:
    return StudyError(f"{label}: is far larger unpacked than a text can be; do not trust the file")


def check_amount(characters: int) -> None:
    """Refuse an import of more text than can be held as one step; raises StudyError."""
    if characters > MOST_TEXT:
        raise StudyError(
            f"these files hold more than {MOST_TEXT // 2**20} million characters of text; import them in parts, "
            "a folder at a time; nothing was changed"
        )
