"""Old texts kept by hash, and found in git where they were not kept."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from crosscase.study.problems import StudyError
from crosscase.study.texts import forget, keep, recall

FILE = "interviews/alta/fokusgruppe.md"


def hash_of(body: str) -> str:
    return hashlib.blake2b(body.encode(), digest_size=16).hexdigest()


def kept(root: Path) -> list[str]:
    return sorted(path.name for path in (root / ".crosscase" / "texts").iterdir())


@pytest.fixture
def git(tmp_path: Path, needs: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Runs git in tmp_path, where a repository is, untouched by the settings of who runs the test."""
    program = needs("git")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Kari")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "kari@example.org")

    def run(*arguments: str) -> None:
        subprocess.run([program, *arguments], cwd=tmp_path, check=True, capture_output=True)

    run("init", "-q")
    return run


def write(root: Path, content: bytes, file: str = FILE) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "body", ["Kari: Vi mangler folk på Røros.\n", "", "a\u2028b\r\x0c\U0001f469\u200d", "\ufeffx"]
)
def test_a_kept_text_comes_back_to_the_letter(tmp_path: Path, body: str) -> None:
    keep(tmp_path, body, hash_of(body))
    keep(tmp_path, body, hash_of(body))
    assert recall(tmp_path, hash_of(body)) == body
    assert kept(tmp_path) == [f"{hash_of(body)}.txt"]


def test_a_text_under_a_hash_that_is_not_its_own_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError) as caught:
        keep(tmp_path, "Other words.", hash_of("Words."))
    assert "\n" not in str(caught.value)
    assert not (tmp_path / ".crosscase").exists()


@pytest.mark.parametrize("content", [b"Other words.", b"", b"\xff\xfe"])
def test_wrong_content_under_a_hash_is_never_given_out_and_is_put_right(
    tmp_path: Path, content: bytes
) -> None:
    name = hash_of("Words.")
    write(tmp_path, content, f".crosscase/texts/{name}.txt")
    assert recall(tmp_path, name) is None
    keep(tmp_path, "Words.", name)
    assert recall(tmp_path, name) == "Words."


@pytest.mark.parametrize("name", ["../../secret", "", "ABC", "0" * 31, "0" * 33, "x" * 32])
def test_what_is_no_hash_names_no_text(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    assert recall(tmp_path, name, "secret.txt") is None


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    write(tmp_path, b"a file where the folder should be", ".crosscase/texts")
    with pytest.raises(StudyError) as caught:
        keep(tmp_path, "Words.", hash_of("Words."))
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f".crosscase/texts/{hash_of('Words.')}.txt: ")


def test_a_full_disk_is_one_clear_line_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StudyError, match="no space left on device: free some space") as caught:
        keep(tmp_path, "Words.", hash_of("Words."))
    assert "\n" not in str(caught.value)
    assert kept(tmp_path) == []


def test_only_texts_that_no_codings_name_are_forgotten(tmp_path: Path) -> None:
    bodies = ["One.", "Two.", "Three."]
    for body in bodies:
        keep(tmp_path, body, hash_of(body))
    write(tmp_path, b"mine", ".crosscase/texts/notes.txt")
    assert forget(tmp_path, {hash_of("Two.")}) == 2
    assert kept(tmp_path) == sorted([f"{hash_of('Two.')}.txt", "notes.txt"])
    assert forget(tmp_path / "no-study", set()) == 0


def test_a_text_that_was_not_kept_comes_from_the_history_of_its_file(
    tmp_path: Path, git: Callable[..., None]
) -> None:
    versions = [
        "Kari: Vi manglar folk.\n",
        "Kari: Vi mangler folk.\n",
        "Kari: Vi mangler folk og tid på Røros.\n",
    ]
    for version in versions:
        write(tmp_path, f"---\ntitle: Møte\n---\n{version}".encode())
        git("add", ".")
        git("commit", "-q", "-m", "notes")
    for version in versions:
        assert recall(tmp_path, hash_of(version), FILE) == version
    assert recall(tmp_path, hash_of(versions[0])) is None
    assert recall(tmp_path, hash_of("never written"), FILE) is None
    assert recall(tmp_path, hash_of(versions[0]), "interviews/alta/other.md") is None


def test_history_is_read_in_a_study_below_the_repository_and_with_line_ends_of_another_system(
    tmp_path: Path, git: Callable[..., None]
) -> None:
    write(tmp_path, b"\xef\xbb\xbfKari: Ja.\r\nOla: Nei.\r\n", f"studie [1]/{FILE}")
    git("add", ".")
    git("commit", "-q", "-m", "notes")
    body = "Kari: Ja.\nOla: Nei.\n"
    assert recall(tmp_path / "studie [1]", hash_of(body), FILE) == body


def test_a_repository_without_commits_and_a_folder_without_one_know_nothing(
    tmp_path: Path, git: Callable[..., None], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert recall(tmp_path, hash_of("Words."), FILE) is None
    assert recall(tmp_path_factory.mktemp("plain"), hash_of("Words."), FILE) is None


def test_a_machine_without_git_knows_only_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, "Words.", hash_of("Words."))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert recall(tmp_path, hash_of("Words."), FILE) == "Words."
    assert recall(tmp_path, hash_of("Other."), FILE) is None
