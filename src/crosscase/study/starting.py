"""A new, empty study."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from crosscase.study import codebook_file
from crosscase.study.opening import FILE, FORMAT
from crosscase.study.problems import StudyError
from crosscase.study.save import read_bytes, reason, write_all
from crosscase.study.yaml_out import Plain, emit

IGNORED = ("private/", ".crosscase/", ".crosscase-tmp-*")
ATTRIBUTES = "* text=auto eol=lf\n"
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def start_study(folder: Path, title: str = "", language: str = "en") -> Path:
    """Make an empty study; files that are there already are kept.

    Args:
        folder: made where it is missing.
        title: of the study; the folder's name where empty.
        language: a language code, such as `nb`.

    Returns:
        The folder's absolute path.

    Raises:
        StudyError: there is a study already, the folder cannot be made or written, or the language is no code.
    """
    root = folder.absolute()
    if _LANGUAGE.fullmatch(language) is None:
        raise StudyError(f"`{language}` is no language code; give one such as `nb` or `en`")
    if (root / FILE).exists():
        raise StudyError(f"{root} is a study already; nothing was changed")
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudyError(f"{root} cannot be made: {reason(error)}; give another folder") from error
    contents: dict[str, bytes | None] = {
        ".gitignore": ignore_file(root),
        ".gitattributes": read_bytes(root, ".gitattributes") or ATTRIBUTES.encode(),
        codebook_file.FILE: read_bytes(root, codebook_file.FILE) or emit({"codes": []}).encode(),
        # last: a folder is a study from the moment it has this file
        FILE: _study_file(" ".join(title.split()) or root.name, language).encode(),
    }
    write_all(root, contents)
    return root


def ignore_file(root: Path, more: Sequence[str] = ()) -> bytes:
    """.gitignore with what must never be committed, and `more`, after what stands there already."""
    present = read_bytes(root, ".gitignore") or b""
    known = {line.strip() for line in present.decode("utf-8", "replace").split("\n")}
    missing = "".join(f"{line}\n" for line in (*IGNORED, *more) if line not in known)
    end = b"\n" if present and not present.endswith(b"\n") else b""
    return present + end + missing.encode() if missing else present


def _study_file(title: str, language: str) -> str:
    return f"crosscase: {FORMAT}\n" + emit(
        {"id": Plain(uuid4()), "title": title, "language": Plain(language)}
    )
