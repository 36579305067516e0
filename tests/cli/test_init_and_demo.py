"""crosscase init and crosscase demo: new folders, whole or not at all."""

import os
import shutil
import subprocess
import uuid
from pathlib import Path

import pytest
import yaml

from studies import contents, put

ROOT = Path(__file__).resolve().parents[2]


def test_a_new_study_opens_and_has_no_problems(run, tmp_path: Path) -> None:
    done = run("init", "sub/ny", "--title", 'Et "nytt" arbeid: del 1', "--language", "nb", where=tmp_path)
    assert (done.code, done.err) == (0, "")
    root = tmp_path / "sub/ny"
    settings = yaml.safe_load((root / "study.yaml").read_text(encoding="utf-8"))
    assert settings["title"] == 'Et "nytt" arbeid: del 1'
    assert (settings["crosscase"], settings["language"]) == (1, "nb")
    assert str(uuid.UUID(settings["id"])) == settings["id"]
    assert yaml.safe_load((root / "codebook/codebook.yaml").read_text()) == {"codes": []}
    assert run("check", where=root).code == 0


def test_the_title_is_the_folders_name_unless_it_is_given(run, tmp_path: Path) -> None:
    run("init", "Mitt arbeid", where=tmp_path)
    assert run("status", where=tmp_path / "Mitt arbeid").lines[0] == "Mitt arbeid"


def test_names_and_caches_are_never_committed(run, tmp_path: Path, needs) -> None:
    run("init", str(tmp_path))
    for path in ("private/roster.yaml", ".crosscase/cache.sqlite3", "notes.md"):
        put(tmp_path, path, "x")
    git = [needs("git"), "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    status = subprocess.run(
        [*git, "status", "--porcelain", "-uall"], capture_output=True, text=True, check=True
    )
    seen = {line[3:] for line in status.stdout.splitlines()}
    assert seen == {".gitattributes", ".gitignore", "codebook/codebook.yaml", "notes.md", "study.yaml"}


def test_a_folder_with_other_files_keeps_them(run, tmp_path: Path) -> None:
    put(tmp_path, ".gitignore", "*.log")
    put(tmp_path, "notat.docx", b"PK")
    assert run("init", str(tmp_path)).code == 0
    assert (tmp_path / "notat.docx").read_bytes() == b"PK"
    assert (tmp_path / ".gitignore").read_text().splitlines()[:3] == ["*.log", "private/", ".crosscase/"]


def test_a_study_is_not_made_twice(run, study: Path) -> None:
    before = contents(study)
    assert "is a study already" in run("init", str(study)).refused()
    assert contents(study) == before


@pytest.mark.parametrize("language", ["norsk!", "", "NB", "n"])
def test_a_language_must_be_a_code(run, tmp_path: Path, language: str) -> None:
    assert "no language code" in run("init", "ny", "--language", language, where=tmp_path).refused()
    assert not (tmp_path / "ny").exists()


def test_a_file_in_the_way_is_refused_by_both(run, tmp_path: Path) -> None:
    put(tmp_path, "fil", "x")
    run("init", "fil", where=tmp_path).refused()
    assert "is a file" in run("demo", "fil", where=tmp_path).refused()
    assert contents(tmp_path) == {"fil": b"x"}


def copied(folder: Path) -> dict[str, bytes]:
    return {
        name: raw for name, raw in contents(folder).items() if name not in (".gitignore", ".gitattributes")
    }


def test_the_demo_is_the_repositorys_own_study_and_nothing_else(run, tmp_path: Path) -> None:
    done = run("demo", "ny mappe", where=tmp_path)
    assert (done.code, done.err) == (0, "")
    target = copied(tmp_path / "ny mappe")
    assert "study.yaml" in target
    for name, raw in target.items():
        assert (ROOT / name).read_bytes() == raw
    parts = {name.partition("/")[0] for name in target}
    assert parts >= {"study.yaml", "codebook", "interviews", "cases"}
    assert parts <= {
        "study.yaml", "codebook", "interviews", "codings", "memos", "cases", "survey", "synthesis", "validation",
    }  # fmt: skip
    for part in parts - {"study.yaml"}:
        there = {p.relative_to(ROOT).as_posix() for p in (ROOT / part).rglob("*") if p.is_file()}
        assert {name for name in target if name.startswith(f"{part}/")} == {
            name for name in there if not any(word.startswith(".") for word in name.split("/"))
        }
    assert [path.name for path in tmp_path.iterdir()] == ["ny mappe"]


def test_the_demo_fills_an_empty_folder_also_the_one_a_user_stands_in(run, tmp_path: Path) -> None:
    assert run("demo", ".", where=tmp_path).code == 0
    assert (tmp_path / "study.yaml").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".crosscase-tmp")]
    assert run("status", where=tmp_path).code == 0


def test_the_demo_goes_into_no_folder_that_holds_something(run, tmp_path: Path) -> None:
    put(tmp_path, "notat.txt", "x")
    assert "is not empty" in run("demo", str(tmp_path)).refused()
    assert contents(tmp_path) == {"notat.txt": b"x"}


@pytest.mark.parametrize("there", [True, False])
def test_a_copy_that_fails_half_way_leaves_nothing(run, tmp_path: Path, monkeypatch, there: bool) -> None:
    target = tmp_path / "demo"
    if there:
        target.mkdir()
    real, count = shutil.copyfile, []

    def full_after_three(source, destination, **options):
        count.append(source)
        if len(count) > 3:
            raise OSError(28, os.strerror(28))
        return real(source, destination, **options)

    monkeypatch.setattr(shutil, "copyfile", full_after_three)
    said = run("demo", str(target)).refused()
    assert said == f"{target} cannot be written: no space left on device; give another folder"
    assert len(count) > 3
    assert list(tmp_path.rglob("*")) == ([target] if there else [])


@pytest.mark.parametrize("command", ["init", "demo"])
def test_a_name_too_long_for_the_disk_is_one_line(run, tmp_path: Path, command: str) -> None:
    assert "file name too long" in run(command, "n" * 300, where=tmp_path).refused()
    assert list(tmp_path.iterdir()) == []
