"""What git is told of a study, and the look before each commit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clones import DISTURBING, Clone, environment
from studies import contents, make_study, put

pytestmark = pytest.mark.program

DRIVER = "crosscase.cli.merge_driver"


@pytest.fixture
def clone(tmp_path: Path, needs: Callable[[str], str]) -> Clone:
    needs("git")
    found = Clone(make_study(tmp_path / "study"), environment(tmp_path, DISTURBING))
    found.git("init", "-q", "-b", "main")
    return found


def hook(clone: Clone) -> Path:
    return clone.root / ".git" / "hooks" / "pre-commit"


def test_it_is_set_up_once_and_a_second_time_changes_nothing(clone: Clone) -> None:
    put(clone.root, ".gitattributes", "*.bin -text\n")
    put(clone.root, ".gitignore", "*.bak")
    assert len(clone.crosscase("git-setup").split("\n")) == 5
    before = contents(clone.root)
    assert clone.crosscase("git-setup") == "everything is set up already\n"
    assert contents(clone.root) == before
    for file, merged in (
        ("study.yaml", "crosscase"), ("codings/a/b/c.yaml", "crosscase"), ("codebook/codebook.yaml", "crosscase"),
        ("synthesis/themes.yaml", "crosscase"), ("synthesis/summaries/alta.yaml", "crosscase"),
        ("suggestions/koder-a.yaml", "crosscase"),
        ("cases/alta.yaml", "crosscase"), ("interviews/alta/x.md", "unspecified"), ("other/x.yaml", "unspecified"),
    ):  # fmt: skip
        assert clone.git("check-attr", "merge", "--", file) == f"{file}: merge: {merged}\n"
    assert clone.git("check-attr", "text", "--", "a.bin") == "a.bin: text: unset\n"
    for file, code in (
        ("private/roster.yaml", 0),
        (".crosscase/me.yaml", 0),
        ("x.bak", 0),
        ("study.yaml", 1),
    ):
        clone.git("check-ignore", "-q", file, ok=(code,))
    assert os.access(hook(clone), os.X_OK)


def test_taking_it_back_leaves_what_was_there_before_and_private_files_ignored(clone: Clone) -> None:
    put(clone.root, ".gitattributes", "* text=auto eol=lf\n*.bin -text\n")
    former = put(clone.root, ".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n")
    former.chmod(0o755)
    config = clone.read(".git/config")
    before = contents(clone.root)
    clone.crosscase("git-setup")
    assert hook(clone).read_text() != "#!/bin/sh\nexit 0\n"
    clone.crosscase("git-setup", "--remove")
    after = contents(clone.root)
    assert after.pop(".gitignore") == b"private/\n.crosscase/\n.crosscase-tmp-*\n"
    assert after == before
    assert clone.read(".git/config") == config
    assert clone.crosscase("git-setup", "--remove") == "nothing to take back\n"


def test_a_hook_that_was_there_runs_first_and_its_refusal_counts(clone: Clone) -> None:
    put(clone.root, ".git/hooks/pre-commit", "#!/bin/sh\necho mine >> ran\n[ ! -e stop ]\n").chmod(0o755)
    clone.crosscase("git-setup")
    clone.commit("begin")
    assert clone.read("ran") == "mine\n"
    put(clone.root, "stop", "")
    clone.git("add", "-A")
    clone.git("commit", "-q", "--no-gpg-sign", "-m", "no", ok=(1,))
    clone.crosscase("git-setup")  # again: the former hook is not lost under a second one of ours
    (clone.root / "stop").unlink()
    clone.commit("again")
    assert clone.read("ran") == "mine\nmine\nmine\n"


def test_a_commit_with_a_file_nobody_can_read_is_stopped_and_a_finding_is_only_told(clone: Clone) -> None:
    clone.crosscase("git-setup")
    file = "codings/alta/fokusgruppe/koder-a.yaml"
    good = clone.read(file)
    clone.write(file, good.replace("code: barriers/capacity", "code: barriers/capasity"))
    clone.git("add", "-A")
    assert "did you mean barriers/capacity" in clone.git("commit", "-q", "--no-gpg-sign", "-m", "told")
    clone.write(file, good.replace("codings:", "codings: ["))
    clone.git("add", "-A")
    said = clone.git("commit", "-q", "--no-gpg-sign", "-m", "broken", ok=(1,))
    assert f"{file}:5:3: " in said
    assert "not committed" in said
    clone.write(file, good)
    clone.commit("mended")


def test_private_files_cannot_be_committed_even_when_they_are_forced_in(clone: Clone) -> None:
    clone.crosscase("git-setup")
    put(clone.root, "private/roster.yaml", "people: []\n")
    clone.git("add", "-A")
    clone.git("add", "-f", "private/roster.yaml")
    said = clone.git("commit", "-q", "--no-gpg-sign", "-m", "no", ok=(1,))
    assert "private/roster.yaml: is private" in said


@pytest.mark.parametrize("name", ["hemmelig", "navn [å] *"])
def test_a_private_folder_elsewhere_in_the_study_is_ignored_and_cannot_be_committed(
    clone: Clone, name: str
) -> None:
    put(clone.root, f"{name}/roster.yaml", "people: []\n")
    clone.environment["CROSSCASE_PRIVATE"] = str(clone.root / name)
    assert "are never committed" in clone.crosscase("git-setup")
    assert clone.crosscase("git-setup") == "everything is set up already\n"
    clone.git("check-ignore", "-q", f"{name}/roster.yaml")
    clone.git("check-ignore", "-q", "navn å x/roster.yaml", ok=(1,))
    clone.git("add", "-A")
    clone.git("add", "-f", f"{name}/roster.yaml")
    said = clone.git("commit", "-q", "--no-gpg-sign", "-m", "no", ok=(1,))
    assert f"{name}/roster.yaml: is private" in said
    clone.git("rm", "-q", "--cached", f"{name}/roster.yaml")
    clone.commit("the rest")
    put(clone.root, "memos/ny.md", "x\n")
    clone.git("add", "-A")
    for shared in (clone.root, clone.root / "memos"):
        clone.environment["CROSSCASE_PRIVATE"] = str(shared)
        said = clone.git("commit", "-q", "--no-gpg-sign", "-m", "no", ok=(1,))
        assert f"CROSSCASE_PRIVATE: {shared} is a part of the study" in said


def test_a_private_folder_beside_the_study_in_its_repository_cannot_be_committed(
    tmp_path: Path, needs: Callable[[str], str]
) -> None:
    needs("git")
    study = make_study(tmp_path / "top" / "data")
    env = environment(tmp_path, DISTURBING) | {"CROSSCASE_PRIVATE": str(tmp_path / "top" / "names")}
    whole = Clone(tmp_path / "top", env)
    put(whole.root, "names/roster.yaml", "people: []\n")
    whole.git("init", "-q", "-b", "main")
    Clone(study, env).crosscase("git-setup")
    whole.git("add", "-A")
    said = whole.git("commit", "-q", "--no-gpg-sign", "-m", "no", ok=(1,))
    assert "names/roster.yaml: is private" in said


def test_a_study_in_a_folder_of_a_repository_is_set_up_and_checked_too(
    tmp_path: Path, needs: Callable[[str], str]
) -> None:
    needs("git")
    top = tmp_path / "top"
    study = make_study(top / "my study's" / "data")
    whole = Clone(top, environment(tmp_path, DISTURBING))
    inner = Clone(study, whole.environment)
    whole.git("init", "-q", "-b", "main")
    inner.crosscase("git-setup")
    whole.commit("begin")
    assert not (top / ".gitattributes").exists()
    put(study, "study.yaml", "crosscase: [\n")
    whole.git("add", "-A")
    whole.git("commit", "-q", "--no-gpg-sign", "-m", "broken", ok=(1,))
    whole.git("checkout", "-q", "HEAD", "--", ".")
    whole.git("checkout", "-q", "-b", "other")
    inner.crosscase("code", "alta/fokusgruppe", "3:9", "barriers", "--coder", "koder-a")
    whole.commit("one")
    whole.git("checkout", "-q", "main")
    inner.crosscase("code", "alta/fokusgruppe", "3:9", "challenges", "--coder", "koder-a")
    whole.commit("two")
    whole.git("merge", "-q", "--no-gpg-sign", "--no-edit", "other")
    assert len(json.loads(inner.crosscase("codings", "--coder", "koder-a", "--format", "json"))) == 5
    assert "koder-a coded challenges in alta/fokusgruppe 1:4" in inner.crosscase("log")


def test_hooks_kept_outside_the_repository_are_not_touched(clone: Clone, tmp_path: Path) -> None:
    (tmp_path / "hooks").mkdir()
    clone.git("config", "core.hooksPath", str(tmp_path / "hooks"))
    assert "core.hooksPath" in clone.crosscase("git-setup")
    assert list((tmp_path / "hooks").iterdir()) == []


def test_without_a_repository_one_line_says_how_to_begin(tmp_path: Path) -> None:
    alone = Clone(make_study(tmp_path / "study"), environment(tmp_path))
    for words in (["git-setup"], ["log"], ["diff", "HEAD"]):
        said = alone.crosscase(*words, ok=(2,))
        assert "git init" in said
        assert said.count("\n") == 1


def test_without_git_one_line_says_so(tmp_path: Path) -> None:
    alone = Clone(make_study(tmp_path / "study"), {**environment(tmp_path), "PATH": str(tmp_path)})
    assert (
        alone.crosscase("log", ok=(2,)) == "crosscase: git is not on this machine; install it and try again\n"
    )


def test_nothing_of_the_repository_is_run_as_code_by_the_driver(clone: Clone) -> None:
    clone.crosscase("git-setup")
    assert " -P -m " in clone.git("config", "merge.crosscase.driver")
    assert " -P -m " in hook(clone).read_text()
    for name in ("typing", "yaml", "crosscase"):
        put(clone.root, f"{name}.py", "raise SystemExit(0)\n")
    for name, text in (("O", "a: one\n"), ("A", "a: two\nb: z\n"), ("B", "a: one\nc: w\n")):
        put(clone.root, name, text)
    done = subprocess.run(
        [sys.executable, "-P", "-m", DRIVER, "O", "A", "B", "study.yaml"],
        cwd=clone.root,
        env=clone.environment,
        check=False,
    )
    assert done.returncode == 0
    assert clone.read("A") == "a: two\nb: z\nc: w\n"


def test_the_driver_loads_nothing_it_does_not_need() -> None:
    code = f"import sys, {DRIVER}; print(*(name.partition('.')[0] for name in sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "yaml" in loaded
    assert not set(loaded) & {"pydantic", "typer", "rapidfuzz", "regex", "textual", "pandas", "lxml"}


@pytest.mark.parametrize("raw", [b"", b"\xff", b"a: [", b"- x\n", b"codings: 1\n", b"<<<<<<< a\n"])
def test_the_driver_leaves_to_git_what_it_cannot_merge_and_touches_nothing(clone: Clone, raw: bytes) -> None:
    file = "codings/alta/fokusgruppe/koder-a.yaml"
    for name, text in (("O", b"codings: []\n"), ("A", b"codings: []\nx: y\n"), ("B", raw or b"\x00")):
        put(clone.root, name, text)
    done = subprocess.run(
        [sys.executable, "-P", "-m", DRIVER, "O", "A", "B", file], cwd=clone.root, env=clone.environment,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 30
    assert done.stderr.count(b"\n") == 1
    assert clone.read("A") == "codings: []\nx: y\n"


def test_the_command_that_is_proposed_can_be_pasted_whatever_the_folder_is_called(tmp_path: Path) -> None:
    sides = [put(tmp_path, name, f"name: {name}\n") for name in ("base", "ours", "theirs")]
    done = subprocess.run(
        [sys.executable, "-P", "-m", DRIVER, *map(str, sides), "my study's/cases/alta.yaml"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 20
    proposed = done.stderr.split("`")[1]
    words = subprocess.run(
        ["sh", "-c", f'for w in {proposed}; do echo "$w"; done'],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert words.stdout.split("\n") == ["crosscase", "merge", "my study's/cases/alta.yaml", ""]
