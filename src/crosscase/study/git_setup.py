"""What git has to know of a study: how to merge its files, which to leave alone, and a look before each commit."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

from crosscase.study.git_repo import GitError, git, needs_repository, prefix_of
from crosscase.study.originals import private_folder
from crosscase.study.problems import StudyError
from crosscase.study.save import read_bytes, reason, write_all
from crosscase.study.starting import ATTRIBUTES, IGNORED, ignore_file

DRIVER = "crosscase"
MERGED_BY_ID = tuple(
    f"{pattern} merge={DRIVER}"
    for pattern in (
        "/study.yaml", "/codebook/*.yaml", "/codings/**/*.yaml", "/cases/*.yaml", "/synthesis/**/*.yaml",
        "/survey/*.yaml", "/validation/**/*.yaml", "/suggestions/*.yaml",
    )
)  # fmt: skip
_MARK = "# made by crosscase git-setup"
_PATTERN_SIGNS, _ESCAPED = r"([*?\[\\])", r"\\\1"
_FORMER = "pre-commit.before-crosscase"


def set_up(root: Path) -> list[str]:
    """Tell git how to treat a study; what is so already stays.

    Returns:
        What was changed, a line each.

    Raises:
        StudyError: there is no repository, or something cannot be written.
    """
    needs_repository(root)
    elsewhere = _private_elsewhere(root)
    names = ", ".join((*IGNORED, *elsewhere))
    done = _write(root, ".gitignore", ignore_file(root, elsewhere), f"{names} are never committed")
    done += _write(root, ".gitattributes", _attributes(root), "YAML files are merged by id")
    done += _configure(root)
    return done + _install_hook(root)


def _private_elsewhere(root: Path) -> tuple[str, ...]:
    """The private folder as .gitignore names it, where it is another one in the study."""
    try:
        inside = private_folder(root).resolve().relative_to(root.resolve()).as_posix()
    except (StudyError, ValueError):
        return ()
    if inside in (".", "private"):
        return ()
    return (f"/{re.sub(_PATTERN_SIGNS, _ESCAPED, inside)}/",)


def take_away(root: Path) -> list[str]:
    """Take back what `set_up` did; private files stay ignored. Returns and raises as `set_up`."""
    needs_repository(root)
    lines = _lines(root, ".gitattributes")
    kept = "".join(f"{line}\n" for line in lines if line not in MERGED_BY_ID)
    done = _write(root, ".gitattributes", kept.encode(), "YAML files are merged by lines")
    if git(root, "config", "--local", "--get-regexp", f"^merge[.]{DRIVER}[.]", ok=(0, 1)):
        git(root, "config", "--local", "--remove-section", f"merge.{DRIVER}")
        done.append(f"git config: merge.{DRIVER} is gone")
    return done + _remove_hook(root)


def merge_command(python: str = sys.executable) -> str:
    """What git runs to merge a file.

    Where this Python is gone, or the program fails, git's own merge of lines does it: without it the other side's
    changes would be dropped unseen.
    """
    program = f"{shlex.quote(python).replace('%', '%%')} -P -m crosscase.cli.merge_driver %O %A %B %P"
    by_lines = "git merge-file -L ours -L base -L theirs %A %O %B || exit 1"
    return f"{program}; s=$?; [ $s = 0 ] && exit 0; [ $s = 20 ] && exit 1; {by_lines}"


def _write(root: Path, file: str, content: bytes, what: str) -> list[str]:
    if (read_bytes(root, file) or b"") == content:
        return []
    write_all(root, {file: content or None})
    return [f"{file}: {what}"]


def _lines(root: Path, file: str) -> list[str]:
    text = (read_bytes(root, file) or b"").decode("utf-8", "surrogateescape")
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


def _attributes(root: Path) -> bytes:
    present = read_bytes(root, ".gitattributes") or b""
    known = set(_lines(root, ".gitattributes"))
    wanted = [line for line in (ATTRIBUTES.rstrip("\n"), *MERGED_BY_ID) if line not in known]
    if not wanted:
        return present
    if ATTRIBUTES.rstrip("\n") in wanted:
        # the rule for all files first: of two that fit, the later one counts
        return "".join(f"{line}\n" for line in wanted[:1]).encode() + _ended(present) + _joined(wanted[1:])
    return _ended(present) + _joined(wanted)


def _ended(content: bytes) -> bytes:
    return content if not content or content.endswith(b"\n") else content + b"\n"


def _joined(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _configure(root: Path) -> list[str]:
    wanted = {
        f"merge.{DRIVER}.name": "Crosscase: records by id",
        f"merge.{DRIVER}.driver": merge_command(),
        # between several common ancestors git takes the oldest as it is: no markers in what both sides began with
        f"merge.{DRIVER}.recursive": "binary",
    }
    done = False
    for name, value in wanted.items():
        if git(root, "config", "--local", "-z", "--get", name, ok=(0, 1)) != f"{value}\0".encode():
            git(root, "config", "--local", name, value)
            done = True
    return [f"git config: merge.{DRIVER} merges the files of this study"] if done else []


def _hook(root: Path) -> Path:
    """Where the pre-commit hook stands.

    Raises:
        GitError: hooks are kept outside this repository.
    """
    folder = root / os.fsdecode(git(root, "rev-parse", "--git-path", "hooks").rstrip(b"\n"))
    common = root / os.fsdecode(git(root, "rev-parse", "--git-common-dir").rstrip(b"\n"))
    if common.resolve() not in folder.resolve().parents:
        raise GitError(
            f"hooks of this repository are kept in {folder} (core.hooksPath): no check before commits was set up; "
            "let the hook there run `crosscase check`"
        )
    return folder / "pre-commit"


def _hook_text(root: Path) -> str:
    study = shlex.quote(prefix_of(root) or ".")
    return f"""#!/bin/sh
{_MARK}
former="$(dirname "$0")/{_FORMER}"
if [ -x "$former" ]; then
    "$former" "$@" || exit
fi
[ -x {shlex.quote(sys.executable)} ] || exit 0
exec {shlex.quote(sys.executable)} -P -m crosscase.cli.pre_commit {study}
"""


def _install_hook(root: Path) -> list[str]:
    try:
        hook, text = _hook(root), _hook_text(root)
    except GitError as error:
        return [str(error)]
    try:
        hook.parent.mkdir(parents=True, exist_ok=True)
        if hook.is_file() or hook.is_symlink():
            if _is_ours(hook):
                if hook.read_text(encoding="utf-8") == text:
                    return []
            elif hook.with_name(_FORMER).exists():
                raise StudyError(
                    f"{hook} and {_FORMER} beside it are both somebody else's; remove one of them"
                )
            else:
                hook.rename(hook.with_name(_FORMER))
        hook.write_text(text, encoding="utf-8")
        hook.chmod(0o755)
    except OSError as error:
        raise StudyError(f"{hook} cannot be written: {reason(error)}; check who may write there") from error
    return ["pre-commit: each commit is looked at before it is made"]


def _remove_hook(root: Path) -> list[str]:
    try:
        hook = _hook(root)
        if not _is_ours(hook):
            return []
        hook.unlink()
        if hook.with_name(_FORMER).exists():
            hook.with_name(_FORMER).rename(hook)
    except GitError:
        return []
    except OSError as error:
        raise StudyError(
            f"the pre-commit hook cannot be removed: {reason(error)}; remove it by hand"
        ) from error
    return ["pre-commit: commits are not looked at any more"]


def _is_ours(hook: Path) -> bool:
    try:
        return _MARK.encode() in hook.read_bytes()
    except OSError:
        return False
