"""Packets and letters as they went out: kept in `private/validation/round-<n>/<case>/`, never written over."""

from __future__ import annotations

from pathlib import Path

from crosscase.study.ids import slugify
from crosscase.study.private import private_folder
from crosscase.study.private_files import put_private
from crosscase.study.problems import StudyError
from crosscase.study.save import digest, reason
from crosscase.study.validation_file import PacketForm, Sent

SUFFIXES: dict[PacketForm, str] = {"docx": "docx", "html": "html", "page": "json"}
"""By form, how the file of its packet ends; a page is kept as the packet that it is made of."""


def keep(root: Path, number: int, case: str, informant: str, suffix: str, raw: bytes) -> str:
    """Keep a file of an informant, beside those that were kept before; one that is there already is not kept twice.

    Returns:
        Its path in the private folder.

    Raises:
        StudyError: it cannot be written.
    """
    folder = private_folder(root)
    stem = f"{_folder(number, case)}/{slugify(informant)}"
    name, count = f"{stem}.{suffix}", 1
    while (present := _content(folder / name)) is not None:
        if present == raw:
            return name
        count += 1
        name = f"{stem}-{count}.{suffix}"
    put_private(root, name, raw)
    return name


def kept_packet(root: Path, number: int, sent: Sent) -> bytes | None:
    """A packet to the byte as it went out, known by its hash; None where it is not in the private folder.

    Raises:
        StudyError: the folder is there and cannot be read.
    """
    if not sent.hash:
        return None
    folder = private_folder(root)
    name = f"{slugify(sent.informant)}*.{SUFFIXES[sent.form]}"
    # the case may have had another name when it was kept
    for path in (
        *sorted(folder.glob(_folder(number, sent.case) + f"/{name}")),
        *sorted(folder.glob(_folder(number, "*") + f"/{name}")),
    ):
        raw = _content(path)
        if raw is not None and digest(raw) == sent.hash:
            return raw
    return None


def _folder(number: int, case: str) -> str:
    return f"validation/round-{number}/{case}"


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StudyError(f"{path}: cannot be read: {reason(error)}; see who may read it") from error
