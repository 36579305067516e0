"""A file in which git or another program left two versions side by side, finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from crosscase.study.git_repo import GitError, git, merge_lines, unmerged_base
from crosscase.study.merge import MISSING, Conflict, Side
from crosscase.study.merge_codings import ALONE, NotMergeable, Words
from crosscase.study.merge_file import Merged, Sides, is_codings, merge_file, sides_of, sources_named
from crosscase.study.problems import StudyError
from crosscase.study.save import locked, read_bytes, write_all
from crosscase.study.yaml_in import shown

Asked = Callable[[Conflict], Side | None]


def finish(root: Path, file: str, choose: Asked) -> Merged | None:
    """Merge the versions in a file by id and write it.

    Args:
        root: the study folder.
        file: relative to it.
        choose: whose version of each conflict stands; None leaves it open.

    Returns:
        What the file holds now, with the conflicts that are still open; None where it held no conflict.

    Raises:
        StudyError: it is no YAML file of the study, its versions cannot be read, or it cannot be written.
    """
    raw = read_bytes(root, file)
    if raw is None:
        raise StudyError(f"there is no file {file}; give one of the study's YAML files")
    if not file.endswith(".yaml"):
        raise StudyError(
            f"{file} is no YAML file; keep what is right in an editor, and remove the lines of marks"
        )
    try:
        sides = sides_of(raw.decode())
        if sides is None:
            return None
        sides = _with_base(root, file, sides)
        merged = merge_file(file, sides, _about(root, file, sides), choose, merge_lines)
    except UnicodeDecodeError:
        raise StudyError(f"{file}: is not UTF-8; save it as UTF-8 and merge it again") from None
    except NotMergeable as error:
        raise StudyError(
            f"{file}: {error}; keep what is right in an editor, and remove the lines of marks"
        ) from None
    with locked(root):
        if read_bytes(root, file) != raw:
            raise StudyError(
                f"{file} was changed by another program meanwhile; nothing was written: merge it again"
            )
        write_all(root, {file: merged.text.encode()})
    return merged


def _with_base(root: Path, file: str, sides: Sides) -> Sides:
    """The sides with what both began with, from git where the file does not say it."""
    if sides.base is not None:
        return sides
    try:
        raw = unmerged_base(root, file)
        return Sides(raw.decode() if raw is not None else None, sides.ours, sides.theirs)
    except (GitError, UnicodeDecodeError):
        return sides


def _about(root: Path, file: str, sides: Sides) -> Any:
    if not is_codings(file):
        return ALONE
    from crosscase.study.merge_lookup import surroundings

    try:
        top = Path(git(root, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
        path = (root.resolve() / file).relative_to(top.resolve()).as_posix()
    except (GitError, ValueError):
        top, path = root, file
    return surroundings(top, path, sources_named(sides))


def told(conflict: Conflict) -> str:
    """What a conflict is about, such as `codings k7f3q2m9x0: memo`."""
    *above, last = conflict.path
    return f"{' '.join(map(shown, above))}: {shown(last)}" if above else shown(last)


def value_told(value: Any) -> str:
    """One side of a conflict, in one line."""
    if value is MISSING:
        return "removed, or never there"
    if isinstance(value, Words):
        place = f"{value.at[0]}:{value.at[1]} " if value.at is not None else ""
        return f"{place}“{shown(value.quote, 200)}”"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {value_told(item)}" for key, item in value.items() if key != "id")
    if isinstance(value, list):
        return ", ".join(map(value_told, value))
    return shown(str(value), 200)
