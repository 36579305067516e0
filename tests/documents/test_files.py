"""Putting files where the user wants them."""

import os
from pathlib import Path

import pytest

from crosscase.documents.files import put_file
from crosscase.study.problems import StudyError


def refused(path: Path, replace: bool = False) -> str:
    with pytest.raises(StudyError) as error:
        put_file(path, b"new", replace)
    return str(error.value)


def test_a_file_is_written_and_nothing_beside_it(tmp_path: Path) -> None:
    put_file(tmp_path / "å b.csv", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"å b.csv": b"new"}


def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    assert refused(path) == f"{path} is there already; give another name, or --replace to write over it"
    assert path.read_bytes() == b"old"
    put_file(path, b"new", replace=True)
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.csv"]


def test_a_link_that_leads_nowhere_is_no_free_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.symlink_to(tmp_path / "elsewhere")
    assert "is there already" in refused(path)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("replace", [False, True])
def test_folders_and_what_is_no_file_are_refused_in_one_line(tmp_path: Path, replace: bool) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    assert "is a folder; give the name of a file in it" in refused(tmp_path / "folder", replace)
    assert "there is no folder" in refused(tmp_path / "missing" / "a.csv", replace)
    assert "there is no folder" in refused(tmp_path / "file" / "a.csv", replace)
    assert "is not a file" in refused(tmp_path / "pipe", replace)
    assert sorted(os.listdir(tmp_path)) == ["file", "folder", "pipe"]


def test_a_disk_that_refuses_leaves_the_former_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        assert "no space left on device: free some space" in refused(path, replace=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.csv": b"old"}


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize(
    "name",
    [
        "study.yaml",
        "codings/alta/plan/koder-a.yaml",
        "interviews/new.md",
        "memos/new.md",
        "link/new.md",
        "link.yaml",
    ],
)
def test_what_is_handed_out_never_becomes_a_part_of_the_study(
    tmp_path: Path, name: str, replace: bool
) -> None:
    coded = tmp_path / "codings/alta/plan/koder-a.yaml"
    for folder in (coded.parent, tmp_path / "interviews", tmp_path / "memos", tmp_path / "handed-out"):
        folder.mkdir(parents=True)
    coded.write_bytes(b"old")
    (tmp_path / "study.yaml").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "interviews")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "study.yaml")
    assert "a part of the study itself" in refused(tmp_path / name, replace)
    assert coded.read_bytes() == (tmp_path / "study.yaml").read_bytes() == b"old"
    assert not list((tmp_path / "interviews").iterdir()) + list((tmp_path / "memos").iterdir())
    put_file(tmp_path / "handed-out/new.md", b"new")
    put_file(tmp_path / "memos.md", b"new")
