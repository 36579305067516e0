"""Who is coding: `--coder`, else CROSSCASE_CODER, else what this machine remembers for the study."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from crosscase.study.ids import is_slug, slugify
from crosscase.study.model import CONSENSUS
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.save import read_bytes, write_all
from crosscase.study.shapes import Slug, read_shape
from crosscase.study.sources import decode
from crosscase.study.yaml_out import Plain, emit

FILE = ".crosscase/me.yaml"


@dataclass(frozen=True, slots=True)
class MeShape:
    """me.yaml."""

    coder: Slug = ""


def checked_coder(name: str) -> str:
    """The name, if a coder can have it.

    Raises:
        StudyError: it is no slug, or kept for agreed codings.
    """
    if name == CONSENSUS:
        raise StudyError(f"`{CONSENSUS}` is kept for agreed codings; choose another coder name")
    if not is_slug(name):
        raise StudyError(
            f"`{name}` cannot be a coder's name; use small letters, digits and hyphens, such as `{slugify(name)}`"
        )
    return name


def who(root: Path, option: str = "") -> str:
    """The coder, or nothing where nobody has said.

    Args:
        root: the study folder.
        option: what the command line gave.

    Raises:
        StudyError: a name that no coder can have.
    """
    name = option or os.environ.get("CROSSCASE_CODER", "")
    if not name:
        try:
            return remembered(root)
        except FileError:
            return ""  # this machine's memory of a name is not worth a stop: it is asked again
    return checked_coder(name) if name else ""


def remembered(root: Path) -> str:
    """The coder this machine remembers, or nothing.

    Raises:
        FileError: me.yaml cannot be read, or names somebody who cannot code.
    """
    raw = read_bytes(root, FILE)
    name = read_shape(decode(raw, FILE).removeprefix("\ufeff"), MeShape, FILE).coder if raw else ""
    try:
        return checked_coder(name) if name else ""
    except StudyError as error:
        raise FileError(Problem(FILE, 1, 0, "coder", str(error))) from None


def remember(root: Path, coder: str) -> None:
    """Keep the coder for the next time; raises StudyError where it cannot be kept."""
    checked_coder(coder)
    remembered(root)  # never written over a file that could not be read
    write_all(root, {FILE: emit({"coder": Plain(coder)}).encode()})
