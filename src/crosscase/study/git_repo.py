"""git, asked: what a study's files were in other versions. Plumbing alone, so that no setting of the user matters."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from crosscase.study.problems import StudyError

PATIENCE = 60  # seconds that git may take
NEWEST = 200  # versions of a file looked through
_QUIET = (
    "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false",
    "-c", "color.ui=false", "-c", "log.showSignature=false", "-c", "core.commitGraph=true",
)  # fmt: skip
_HEADS = ("HEAD", "MERGE_HEAD", "FETCH_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD", "ORIG_HEAD")


class GitError(StudyError):
    """git is not there, or refused; the text is one line."""


@dataclass(frozen=True, slots=True)
class Altered:
    """A file that differs between two versions.

    Attributes:
        file: relative to the study folder.
        before, after: ids of its contents; empty where there is no file.
    """

    file: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit.

    Attributes:
        id: the whole hash.
        parents: hashes.
        author: a name.
        time: UTC to the second, `2021-12-01T10:22:05Z`.
        subject: the first line of its message.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    time: str
    subject: str


def git(folder: Path, *arguments: str, send: bytes = b"", ok: Sequence[int] = (0,)) -> bytes:
    """What a git command prints.

    Args:
        folder: where it runs.
        send: its standard input.
        ok: exit codes that are no error.

    Raises:
        GitError: git is not installed, takes too long, or ends otherwise.
    """
    try:
        run = subprocess.run(
            ["git", *_QUIET, *arguments], cwd=folder, input=send, capture_output=True, timeout=PATIENCE,
            check=False, env=_environment(),
        )  # fmt: skip
    except FileNotFoundError:
        raise GitError("git is not on this machine; install it and try again") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(f"git {arguments[0]} did not end: {error}; try again") from None
    if run.returncode not in ok:
        said = run.stderr.decode("utf-8", "replace").strip().split("\n")
        why = said[0].removeprefix("fatal: ").removeprefix("error: ") or f"exit code {run.returncode}"
        raise GitError(f"git {arguments[0]}: {why}; see `git status`")
    return run.stdout


def _environment() -> dict[str, str]:
    dropped = ("GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_PAGER", "GIT_TRACE")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    return {**kept, **quiet, "LC_ALL": "C", "TZ": "UTC0"}


def in_repository(root: Path) -> bool:
    """Whether git keeps the history of a folder; False also where git is not there."""
    try:
        return git(root, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    except GitError:
        return False


def needs_repository(root: Path) -> None:
    """Refuse a folder that git does not know.

    Raises:
        GitError: with how to begin.
    """
    try:
        inside = git(root, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    except GitError as error:
        if "not a git repository" not in str(error):
            raise
        inside = False
    if not inside:
        raise GitError(f"{root} is in no git repository; make one there with `git init`")


def prefix_of(root: Path) -> str:
    """The study folder's path within its repository, empty or with a `/` at its end."""
    return git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")


def commit_named(root: Path, name: str) -> str:
    """The hash of the commit that a user calls so; raises GitError with what to do."""
    try:
        found = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except GitError:
        raise GitError(
            f"there is no version {name}; give a commit, branch or tag that `git log` or `git tag` shows"
        ) from None
    return found.decode("ascii").strip()


def commits(root: Path, most: int, upto: str = "HEAD") -> list[Commit]:
    """The newest commits that touch the study folder, newest first; none where there is no commit yet.

    Those of a side that lost in a merge are among them.
    """
    form = "%H%x00%P%x00%aN%x00%ad%x00%s"
    try:
        git(root, "rev-parse", "--verify", "--quiet", f"{upto}^{{commit}}")
    except GitError:
        return []
    told = git(
        root, "-c", "i18n.logOutputEncoding=UTF-8", "log", "-z", "--no-show-signature", "--no-color", "--no-decorate",
        "--no-notes", "--no-mailmap", "--full-history", f"--max-count={most}", f"--format={form}",
        "--date=format-local:%Y-%m-%dT%H:%M:%SZ", upto, "--", ".",
    )  # fmt: skip
    fields = told.decode("utf-8", "replace").split("\0")
    return [
        Commit(id, tuple(parents.split()), author, time, subject)
        for id, parents, author, time, subject in zip(*(fields[k::5] for k in range(5)), strict=False)
    ]


def altered(root: Path, before: str, after: str) -> list[Altered]:
    """The files below the study folder that differ between two commits; `before` empty for none."""
    pair = (before, after) if before else ("--root", after)
    told = git(root, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-commit-id", "--relative", *pair)
    parts = told.decode("utf-8", "surrogateescape").split("\0")
    found = []
    for facts, file in zip(parts[::2], parts[1::2], strict=False):
        old_mode, new_mode, old, new, _status = facts.lstrip(":").split(" ")
        found.append(Altered(file, _file_id(old_mode, old), _file_id(new_mode, new)))
    return found


def _file_id(mode: str, id: str) -> str:
    """The id of a plain file; empty for none, and for what is a link or another repository."""
    return id if mode.startswith("100") else ""


def tree(root: Path, commit: str) -> dict[str, str]:
    """The plain files below the study folder in a commit, with the ids of their contents."""
    found = {}
    for entry in git(root, "ls-tree", "-r", "-z", commit).decode("utf-8", "surrogateescape").split("\0"):
        facts, _, file = entry.partition("\t")
        if facts.startswith("100"):
            found[file] = facts.split(" ")[2]
    return found


def contents(root: Path, ids: Iterable[str]) -> dict[str, bytes]:
    """The contents of ids, or of `commit:path` names; those that are not there are left out."""
    names = list(dict.fromkeys(name for name in ids if name and "\n" not in name))
    if not names:
        return {}
    told = git(root, "cat-file", "--batch", send=b"".join(os.fsencode(f"{name}\n") for name in names))
    found: dict[str, bytes] = {}
    at = 0
    for name in names:
        end = told.index(b"\n", at)
        head = told[at:end].rsplit(b" ", 2)
        at = end + 1
        if len(head) == 3 and head[2].isdigit() and head[1] in (b"blob", b"tree", b"commit", b"tag"):
            size = int(head[2])
            if head[1] == b"blob":
                found[name] = told[at : at + size]
            at += size + 1
    return found


def cut_off(root: Path) -> frozenset[str]:
    """The commits whose parents were left out when the repository was cloned."""
    path = root / os.fsdecode(git(root, "rev-parse", "--git-path", "shallow").rstrip(b"\n"))
    try:
        return frozenset(path.read_text("ascii").split())
    except OSError:
        return frozenset()


def versions(folder: Path, file: str) -> Iterator[bytes]:
    """Contents that a file had in any version git knows: those being merged first, then newest first.

    Args:
        folder: the top of the repository.
        file: relative to it.
    """
    told = git(folder, "rev-list", "--all", "HEAD", f"--max-count={NEWEST}", "--", file, ok=(0, 128))
    seen = (*_HEADS, *_merged_heads(), *told.decode("ascii", "replace").split())
    names = [f"{commit}:{file}" for commit in seen]
    for first in range(0, len(names), 20):
        yield from dict.fromkeys(contents(folder, names[first : first + 20]).values())


def _merged_heads() -> list[str]:
    """The commits that git says it is merging just now."""
    names = (name.removeprefix("GITHEAD_") for name in os.environ if name.startswith("GITHEAD_"))
    return [name for name in names if name.isalnum()]


def unmerged_base(root: Path, file: str) -> bytes | None:
    """What both sides of a merge that is not finished began with; None where there is no such file."""
    told = git(root, "ls-files", "--unmerged", "-z", "--", file)
    for entry in told.split(b"\0"):
        facts = entry.partition(b"\t")[0].split(b" ")
        if len(facts) == 3 and facts[2] == b"1":
            id = facts[1].decode("ascii")
            return contents(root, [id]).get(id)
    return None


def merge_lines(base: str, ours: str, theirs: str) -> str | None:
    """git's merge of lines; None where the lines cannot be merged, or git is not there."""
    with TemporaryDirectory(prefix="crosscase-") as name:
        folder = Path(name)
        for side, text in (("ours", ours), ("base", base), ("theirs", theirs)):
            (folder / side).write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            merged = git(folder, "merge-file", "-p", "-q", "ours", "base", "theirs")
        except GitError:
            return None
    return merged.decode("utf-8", "replace")


def staged(root: Path) -> list[Path]:
    """The files that the next commit adds or changes, anywhere in the study's repository; with no links in them."""
    top = Path(os.fsdecode(git(root, "rev-parse", "--show-toplevel").rstrip(b"\n"))).resolve()
    told = git(
        top, "diff", "--cached", "--no-ext-diff", "--no-renames", "--name-only", "-z", "--no-relative",
        "--diff-filter=d",
    )  # fmt: skip
    return [top / os.fsdecode(file) for file in told.split(b"\0") if file]
