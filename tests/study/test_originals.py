"""Originals: kept for their owner alone, never written over, and known again by the index."""

import os
import stat
from pathlib import Path

import pytest
import yaml

from crosscase.study.name_gate import open_gate
from crosscase.study.originals import (
    Original,
    keep_original,
    original_path,
    read_index,
    remember,
    renamed,
)
from crosscase.study.problems import StudyError
from studies import make_study, put


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_an_original_is_kept_to_the_byte_for_its_owner_alone(root: Path) -> None:
    os.umask(os.umask(0o077) & 0)  # whatever the user's own settings would allow
    assert keep_original(root, "alta/notat", "Notat 1.docx", b"\0raw\xff") == "alta/notat/Notat 1.docx"
    kept = root / "private/originals/alta/notat/Notat 1.docx"
    assert kept.read_bytes() == b"\0raw\xff"
    assert mode(kept) == 0o600
    for folder in ("private", "private/originals", "private/originals/alta", "private/originals/alta/notat"):
        assert mode(root / folder) == 0o700
    assert (root / "private/originals/.gitignore").read_text() == "*\n"


def test_a_later_version_stands_beside_the_earlier_one_and_the_same_one_is_kept_once(root: Path) -> None:
    names = [keep_original(root, "alta/notat", "n.txt", raw) for raw in (b"en", b"to", b"tre", b"to", b"en")]
    assert names == [
        "alta/notat/n.txt", "alta/notat/n-2.txt", "alta/notat/n-3.txt", "alta/notat/n-2.txt",
        "alta/notat/n.txt",
    ]  # fmt: skip
    folder = root / "private/originals/alta/notat"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "n.txt": b"en", "n-2.txt": b"to", "n-3.txt": b"tre",
    }  # fmt: skip


def test_a_home_folder_that_nobody_has_is_no_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSCASE_PRIVATE", "~ingen-heter-dette/hemmelig")
    with pytest.raises(
        StudyError, match=r"CROSSCASE_PRIVATE: .*hemmelig is no folder; make it, or set another"
    ):
        keep_original(root, "alta/notat", "n.txt", b"en")
    with pytest.raises(
        StudyError, match=r"CROSSCASE_PRIVATE: .*hemmelig is no folder; make it, or set another"
    ):
        open_gate(root)


def test_originals_lie_where_the_user_says(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSCASE_PRIVATE", str(tmp_path / "hemmelig"))
    with pytest.raises(StudyError, match=r"CROSSCASE_PRIVATE: .* is no folder; make it, or set another"):
        keep_original(root, "alta/notat", "n.txt", b"en")
    (tmp_path / "hemmelig").mkdir()
    kept = keep_original(root, "alta/notat", "n.txt", b"en")
    remember(root, [Original("alta/notat", "n.txt", kept=kept)])
    assert (tmp_path / "hemmelig/originals/alta/notat/n.txt").read_bytes() == b"en"
    assert (tmp_path / "hemmelig/originals/index.yaml").exists()
    assert not (root / "private").exists()


def test_a_file_name_never_leads_elsewhere(root: Path) -> None:
    for name in ("../../../ute.txt", "/etc/ute.txt", "a\0b.txt", "x" * 200 + ".txt"):
        kept = keep_original(root, "alta/notat", name, name.encode())
        path = (root / "private/originals" / kept).resolve()
        assert path.parent == (root / "private/originals/alta/notat").resolve()
        assert path.read_bytes() == name.encode()
        assert len(path.name) < 250


def test_a_kept_path_that_leads_elsewhere_is_not_followed(root: Path) -> None:
    put(root, "private/ute.txt", "nei")
    (root / "private/originals").mkdir()
    for kept in ("../ute.txt", str(root / "private/ute.txt"), "", "ingen.txt"):
        assert original_path(root, Original("alta/notat", "ute.txt", kept=kept)) is None


def test_the_index_remembers_each_source_once_and_reads_back_any_name(root: Path) -> None:
    odd = 'Notat: "én" #1\t– \u2028 [/b].docx'
    remember(root, [Original("alta/b", odd, "/hjem/a b/" + odd, chosen=("Tema: en", "- to"))])
    remember(root, [Original("alta/a", "a.txt"), Original("alta/b", odd, "/ny", headings="marked")])
    assert read_index(root) == (
        Original("alta/a", "a.txt"), Original("alta/b", odd, "/ny", headings="marked"),
    )  # fmt: skip
    path = root / "private/originals/index.yaml"
    assert [row["file"] for row in yaml.safe_load(path.read_text())["originals"]] == ["a.txt", odd]
    assert mode(path) == 0o600
    assert not [name for name in os.listdir(path.parent) if name.startswith(".crosscase-tmp")]


def test_the_index_follows_sources_that_get_another_name(root: Path) -> None:
    renamed(root, {"alta/a": "alta/b"})
    assert not (root / "private").exists()
    remember(root, [Original("alta/a", "a.txt"), Original("alta/c", "c.txt")])
    renamed(root, {"alta/a": "skien/a"})
    assert [one.source for one in read_index(root)] == ["alta/c", "skien/a"]


@pytest.mark.parametrize("content", ["originals: [", "originals:\n  - {source: a}\n", "ord: 1\n", "\udcff"])
def test_an_index_that_cannot_be_read_is_one_line_and_never_written_over(root: Path, content: str) -> None:
    path = put(root, "private/originals/index.yaml", content.encode("utf-8", "surrogateescape"))
    before = path.read_bytes()
    with pytest.raises(StudyError) as error:
        remember(root, [Original("alta/a", "a.txt")])
    assert "index.yaml" in str(error.value)
    assert "\n" not in str(error.value)
    assert path.read_bytes() == before
