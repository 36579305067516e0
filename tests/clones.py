"""A study shared through git: a bare remote and the clones of people who work on it, apart from the user's settings."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from runs import run_here

# settings of a user that would disturb whoever reads git's ordinary output
DISTURBING = """[user]
    name = Noen
    email = noen@example.org
[init]
    defaultBranch = main
[commit]
    gpgSign = true
[gpg]
    program = false
[log]
    showSignature = true
    date = relative
    mailmap = true
[diff]
    external = false
    noprefix = true
    renames = copies
    mnemonicPrefix = true
[color]
    ui = always
[core]
    pager = false
    quotePath = true
    fsmonitor = false
[merge]
    conflictStyle = merge
[format]
    pretty = oneline
"""


def environment(home: Path, settings: str = "") -> dict[str, str]:
    """What git is to see: a home of its own."""
    (home / "gitconfig").write_text(settings)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "CROSSCASE_"))}
    return kept | {
        "HOME": str(home), "GIT_CONFIG_GLOBAL": str(home / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Kari", "GIT_AUTHOR_EMAIL": "kari@example.org", "GIT_COMMITTER_NAME": "Kari",
        "GIT_COMMITTER_EMAIL": "kari@example.org", "GIT_EDITOR": "true",
    }  # fmt: skip


@dataclass(frozen=True)
class Clone:
    """One machine's copy of the study."""

    root: Path
    environment: dict[str, str]

    def git(self, *words: str, ok: tuple[int, ...] = (0,)) -> str:
        done = subprocess.run(
            ["git", *words],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in ok, (words, done)
        return done.stdout + done.stderr

    def commit(self, message: str, *options: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--no-gpg-sign", "-m", message, *options)

    def push(self, message: str, *options: str) -> None:
        """Commit all and hand it in."""
        self.commit(message, *options)
        self.git("push", "-q", "origin", "HEAD:main")

    def pull(self, ok: tuple[int, ...] = (0,)) -> str:
        return self.git("pull", "-q", "--no-rebase", "--no-edit", "--no-gpg-sign", "origin", "main", ok=ok)

    def crosscase(self, *words: str, ok: tuple[int, ...] = (0,)) -> str:
        done = run_here(self.root, *words, environment=self.environment)
        assert done.code in ok, (words, done)
        return done.out + done.err

    def read(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        (self.root / file).parent.mkdir(parents=True, exist_ok=True)
        (self.root / file).write_text(text, encoding="utf-8")

    def unmerged(self) -> list[str]:
        return self.git("diff", "--no-ext-diff", "--no-color", "--name-only", "--diff-filter=U").split()


def shared(folder: Path, study: Path, settings: str = "", setup: bool = True) -> tuple[Clone, Clone]:
    """Two clones of a study."""
    env = environment(folder, settings)
    first = Clone(study, env)
    first.git("init", "-q", "-b", "main")
    if setup:
        first.crosscase("git-setup")
    first.commit("begin")
    subprocess.run(
        ["git", "clone", "-q", "--bare", str(study), str(folder / "remote.git")], env=env, check=True
    )
    first.git("remote", "add", "origin", str(folder / "remote.git"))
    subprocess.run(
        ["git", "clone", "-q", str(folder / "remote.git"), str(folder / "second")], env=env, check=True
    )
    second = Clone(folder / "second", env)
    if setup:
        second.crosscase("git-setup")
    return first, second


def copied(begun: Path, folder: Path, settings: str = "") -> tuple[Clone, Clone]:
    """The two clones and the remote that `shared` made in a folder, as they are there, in another folder.

    Args:
        begun: where they are, the first as `first`.
    """
    shutil.copytree(begun, folder, symlinks=True, dirs_exist_ok=True)
    env = environment(folder, settings)
    first, second = Clone(folder / "first", env), Clone(folder / "second", env)
    for clone in (first, second):
        clone.git("remote", "set-url", "origin", str(folder / "remote.git"))
    return first, second
