"""The cache: the same study with and without it, and no harm from whatever state it is in."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from crosscase.study import codings as codings_module
from crosscase.study.coding_edits import set_memo
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from studies import contents, make_study, put

CACHE = ".crosscase/cache.sqlite3"
A = "codings/alta/fokusgruppe/koder-a.yaml"
B = "codings/alta/fokusgruppe/koder-b.yaml"


def everything(study: Study) -> object:
    return (
        [c for source in study.coded_sources for c in study.codings(source)],
        [study.found(c) for source in study.coded_sources for c in study.codings(source)],
        [str(problem) for problem in study.problems],
    )


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codings files that were parsed."""
    files: list[str] = []
    real = codings_module.read_codings

    def reading(file: str, raw: bytes) -> codings_module.CodingsFile:
        files.append(file)
        return real(file, raw)

    monkeypatch.setattr(codings_module, "read_codings", reading)
    return files


def test_the_second_opening_parses_nothing_and_shows_the_same(tmp_path: Path, read: list[str]) -> None:
    make_study(tmp_path)
    fresh = everything(open_folder(tmp_path))
    assert sorted(read) == [A, B]
    assert everything(open_folder(tmp_path)) == fresh
    assert sorted(read) == [A, B]


def test_a_file_that_changed_is_parsed_again_and_no_other(tmp_path: Path, read: list[str]) -> None:
    make_study(tmp_path)
    open_folder(tmp_path)
    read.clear()
    text = (tmp_path / A).read_text()
    put(tmp_path, A, text.replace("Sagt flere ganger.", "Sagt færre ganger."))
    assert "Sagt færre ganger." in [c.memo for c in open_folder(tmp_path).codings("alta/fokusgruppe")]
    assert read == [A]


def test_a_folder_with_signs_of_web_addresses_in_its_name_is_cached_too(
    tmp_path: Path, read: list[str]
) -> None:
    folder = make_study(tmp_path / "50% ? & æ #1")
    open_folder(folder)
    read.clear()
    open_folder(folder)
    assert read == []
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_the_cache_does_not_grow_with_every_change(tmp_path: Path) -> None:
    make_study(tmp_path)
    for number in range(5):
        study = open_folder(tmp_path, "koder-a")
        study.apply(set_memo(study.codings("alta/fokusgruppe", ["koder-a"])[0], f"notat {number}"))
    open_folder(tmp_path)
    database = sqlite3.connect(tmp_path / CACHE)
    assert database.execute("SELECT count(*) FROM parsed").fetchone() == (2,)
    database.close()


def garbage(cache: Path) -> None:
    cache.write_bytes(b"not a database at all, but longer than a header of one would be " * 50)


def cut_short(cache: Path) -> None:
    cache.write_bytes(cache.read_bytes()[:5000])


def emptied(cache: Path) -> None:
    cache.write_bytes(b"")


def a_folder(cache: Path) -> None:
    cache.unlink()
    cache.mkdir()


def another_shape(cache: Path) -> None:
    cache.unlink()
    database = sqlite3.connect(cache)
    database.execute("CREATE TABLE parsed (key TEXT, value TEXT, more TEXT NOT NULL)")
    database.commit()
    database.close()


def older(cache: Path) -> None:
    change(cache, "UPDATE parsed SET key = replace(key, 'codings-', 'codings-0')")


def other_words(cache: Path) -> None:
    change(cache, "UPDATE parsed SET value = replace(value, 'ressurser', 'rossurser')")


def no_json(cache: Path) -> None:
    change(cache, "UPDATE parsed SET value = 'x' || value")


def a_blob(cache: Path) -> None:
    change(cache, "UPDATE parsed SET value = x'ff00ff'")


def change(cache: Path, statement: str) -> None:
    database = sqlite3.connect(cache)
    assert database.execute(statement).rowcount == 2
    database.commit()
    database.close()


@pytest.mark.parametrize(
    "spoil",
    [garbage, cut_short, emptied, a_folder, another_shape, older, other_words, no_json, a_blob, Path.unlink],
)
def test_a_spoilt_cache_changes_nothing(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    make_study(tmp_path)
    fresh, files = everything(open_folder(tmp_path)), contents(tmp_path)
    spoil(tmp_path / CACHE)
    for _ in range(2):
        assert everything(open_folder(tmp_path)) == fresh
    assert contents(tmp_path) == files


@pytest.mark.parametrize("spoil", [garbage, emptied, older, other_words, no_json, a_blob, Path.unlink])
def test_a_spoilt_cache_is_mended_by_opening(
    tmp_path: Path, read: list[str], spoil: Callable[[Path], None]
) -> None:
    make_study(tmp_path)
    open_folder(tmp_path)
    spoil(tmp_path / CACHE)
    open_folder(tmp_path)
    read.clear()
    open_folder(tmp_path)
    assert read == []


@pytest.mark.parametrize("seed", range(40))
def test_flipped_bits_anywhere_in_the_cache_change_nothing(tmp_path: Path, seed: int) -> None:
    make_study(tmp_path)
    fresh = everything(open_folder(tmp_path))
    raw = bytearray((tmp_path / CACHE).read_bytes())
    chance = random.Random(seed)
    for _ in range(chance.choice([1, 5, 200])):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    (tmp_path / CACHE).write_bytes(raw)
    assert everything(open_folder(tmp_path)) == fresh
    assert everything(open_folder(tmp_path)) == fresh


def test_a_cache_that_another_program_keeps_locked_is_done_without(tmp_path: Path) -> None:
    make_study(tmp_path)
    fresh = everything(open_folder(tmp_path))
    put(tmp_path, B, (tmp_path / B).read_text().replace("created:", "memo: ny\n    created:"))
    holder = sqlite3.connect(tmp_path / CACHE, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    study = open_folder(tmp_path)
    holder.rollback()
    holder.close()
    assert [c.memo for c in study.codings("alta/fokusgruppe", ["koder-b"])] == ["ny"]
    assert len(study.codings("alta/fokusgruppe", ["koder-a"])) == 3
    assert everything(study) != fresh


def test_nothing_is_trusted_over_the_file(tmp_path: Path) -> None:
    make_study(tmp_path)
    open_folder(tmp_path)
    seen = os.stat(tmp_path / A)
    text = (tmp_path / A).read_text()
    with (tmp_path / A).open("r+") as file:  # the same size, place and time, other words
        file.write(text.replace("Sagt flere", "Sagt aldri"))
    os.utime(tmp_path / A, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert "Sagt aldri ganger." in [c.memo for c in open_folder(tmp_path).codings("alta/fokusgruppe")]
