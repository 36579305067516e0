"""Several processes at one cache: parsing side by side, sharing it, and going away in the middle."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from crosscase.study import codings as codings_module
from crosscase.study import parsing
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from studies import Coded, contents, make_study, put

CACHE = ".crosscase/cache.sqlite3"
SOURCES = [f"alta/kilde-{number}" for number in range(12)]
WORDS = ["vi", "kommunen", "ungdom", "skolen", "tiltak", "mangel", "på", "ressurser", "og", "tid", "merker"]
OPEN = """
import sys
from pathlib import Path
from crosscase.study.opening import open_folder
sys.stdin.readline()
study = open_folder(Path(sys.argv[1]))
print(sum(len(study.codings(source)) for source in study.coded_sources), len(study.problems), flush=True)
"""


def large(folder: Path, codings: int) -> Path:
    """Twelve sources with so many codings each."""
    chance = random.Random(3)
    bodies = {source: " ".join(chance.choices(WORDS, k=400)) + "\n" for source in SOURCES}
    coded = {
        (source, "koder-a"): [
            Coded("barriers", (start, start + 5), created="2021-12-01T10:22:05Z")
            for start in (chance.randrange(1000) for _ in range(codings))
        ]
        for source in SOURCES
    }
    return make_study(folder, sources=bodies, fronts={}, codings=coded)


def shown(study: Study) -> object:
    codings = [c for source in study.coded_sources for c in study.codings(source)]
    return study.coded_sources, codings, [str(problem) for problem in study.problems]


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """A second process pays at once; the processes that were started."""
    monkeypatch.setattr(parsing, "_WORTH", 100)
    monkeypatch.setattr(parsing, "processors", lambda: 2)
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def starting(*args: object, **named: object) -> subprocess.Popen[bytes]:
        started.append(real(*args, **named))  # type: ignore[call-overload] # passed on as it came
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", starting)
    return started


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codings files that this process parsed."""
    files: list[str] = []
    real = codings_module.read_codings

    def reading(file: str, raw: bytes) -> codings_module.CodingsFile:
        files.append(file)
        return real(file, raw)

    monkeypatch.setattr(codings_module, "read_codings", reading)
    return files


def alone(folder: Path) -> object:
    """What one process makes of a study that nothing is known of."""
    (folder / CACHE).unlink(missing_ok=True)
    return shown(open_folder(folder))


def test_two_processes_parse_what_one_does_each_its_share(
    tmp_path: Path,
    two: list[subprocess.Popen[bytes]],
    read: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    large(tmp_path, 20)
    study = open_folder(tmp_path)
    assert len(two) == 1
    assert two[0].returncode == 0
    assert len(read) == len(SOURCES) // 2
    there = shown(study)
    two.clear()
    assert there == shown(open_folder(tmp_path))
    assert (len(read), two) == (len(SOURCES) // 2, [])
    monkeypatch.setattr(parsing, "_WORTH", 10**9)
    assert alone(tmp_path) == there


def test_a_broken_file_is_told_whoever_came_upon_it(
    tmp_path: Path, two: list[subprocess.Popen[bytes]]
) -> None:
    large(tmp_path, 20)
    for source in SOURCES[:4]:
        path = tmp_path / f"codings/{source}/koder-a.yaml"
        put(tmp_path, f"codings/{source}/koder-a.yaml", path.read_text() + "  - oops\n")
    files = contents(tmp_path)
    study = open_folder(tmp_path)
    assert len(two) == 1
    assert [problem.file for problem in study.problems] == [f"codings/{s}/koder-a.yaml" for s in SOURCES[:4]]
    assert set(study.coded_sources) == set(SOURCES[4:])
    assert contents(tmp_path) == files


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false", "/bin/cat"])
def test_where_no_second_process_can_work_one_does_it_all(
    tmp_path: Path,
    two: list[subprocess.Popen[bytes]],
    read: list[str],
    monkeypatch: pytest.MonkeyPatch,
    program: str,
) -> None:
    expected = alone(large(tmp_path, 5))
    (tmp_path / CACHE).unlink()
    read.clear()
    monkeypatch.setattr(sys, "executable", program)
    assert shown(open_folder(tmp_path)) == expected
    assert len(read) == len(SOURCES)


def test_a_second_process_that_takes_for_ever_is_ended(
    tmp_path: Path,
    two: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    large(tmp_path, 5)
    endless = put(tmp_path, "endless", "#!/bin/sh\ncat > /dev/null\nexec sleep 600\n")
    endless.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(endless))
    monkeypatch.setattr(parsing, "_PATIENCE", 0.2)
    assert len(open_folder(tmp_path).codings(SOURCES[0])) == 5
    assert [process.returncode for process in two] == [-signal.SIGKILL]


def test_nothing_that_lies_in_the_present_folder_is_run(
    tmp_path: Path, two: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    large(tmp_path, 5)
    for name in ("json", "crosscase", "sqlite3"):
        put(tmp_path, f"{name}.py", f"open({str(tmp_path / 'was-run')!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    open_folder(tmp_path)
    assert two[0].returncode == 0
    assert not (tmp_path / "was-run").exists()


def test_an_interrupt_ends_both_processes_and_the_next_opening_is_whole(
    tmp_path: Path, two: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    large(tmp_path, 5)
    endless = put(tmp_path, "endless", "#!/bin/sh\ncat > /dev/null\nexec sleep 600\n")
    endless.chmod(0o755)
    real = codings_module.read_codings

    def interrupted(file: str, raw: bytes) -> codings_module.CodingsFile:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sys, "executable", str(endless))
        patched.setattr(codings_module, "read_codings", interrupted)
        with pytest.raises(KeyboardInterrupt):
            open_folder(tmp_path)
    assert [process.returncode for process in two] == [-signal.SIGKILL]
    assert codings_module.read_codings is real
    assert sum(len(open_folder(tmp_path).codings(source)) for source in SOURCES) == 60


def test_a_helper_whose_program_has_gone_stops(tmp_path: Path) -> None:
    large(tmp_path, 5)
    (tmp_path / ".crosscase").mkdir()
    files = [f"codings/{source}/koder-a.yaml" for source in SOURCES]
    command = [sys.executable, "-m", "crosscase.study.parsing", str(tmp_path)]
    for parent, expected in ((os.getpid(), len(SOURCES)), (1 << 30, 0)):
        (tmp_path / CACHE).unlink(missing_ok=True)
        subprocess.run([*command, str(parent)], input=json.dumps(files).encode(), check=True)
        assert rows(tmp_path) == expected


def rows(folder: Path) -> int:
    if not (folder / CACHE).exists():
        return 0
    database = sqlite3.connect(folder / CACHE)
    counts = [database.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("known", "parsed", "ids")]
    database.close()
    assert len(set(counts)) == 1
    return int(counts[0])


def together(folder: Path, count: int) -> Sequence[str]:
    """What several processes say that open a study at the same moment."""
    command = [sys.executable, "-c", OPEN, str(folder)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    answers = [process.communicate()[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0] * count
    return answers


def test_processes_that_open_a_study_at_once_share_the_cache(tmp_path: Path, read: list[str]) -> None:
    large(tmp_path, 60)
    assert together(tmp_path, 3) == ["720 0"] * 3
    assert rows(tmp_path) == len(SOURCES)
    open_folder(tmp_path)
    assert read == []
    (tmp_path / CACHE).write_bytes(b"no database, but long enough to be taken for one at first " * 100)
    assert together(tmp_path, 3) == ["720 0"] * 3
    open_folder(tmp_path)
    open_folder(tmp_path)
    assert len(read) <= len(SOURCES)


def test_a_process_sees_its_codings_while_others_rewrite_files_and_cache(tmp_path: Path) -> None:
    large(tmp_path, 20)
    study = open_folder(tmp_path)
    for number, source in enumerate(SOURCES):
        file = f"codings/{source}/koder-a.yaml"
        text = (tmp_path / file).read_text()
        put(tmp_path, file, text.replace("created:", f"memo: n{number}\n    created:"))
    assert together(tmp_path, 2) == ["240 0"] * 2
    for number, source in enumerate(SOURCES):
        assert {c.memo for c in study.codings(source)} == {f"n{number}"}


def test_a_cache_of_an_older_program_is_made_anew(tmp_path: Path, read: list[str]) -> None:
    large(tmp_path, 5)
    (tmp_path / ".crosscase").mkdir()
    database = sqlite3.connect(tmp_path / CACHE)
    database.execute("CREATE TABLE parsed (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    database.execute("INSERT INTO parsed VALUES ('codings-2:abc', 'old')")
    database.commit()
    database.close()
    fresh = shown(open_folder(tmp_path))
    read.clear()
    assert shown(open_folder(tmp_path)) == fresh
    assert read == []
    assert rows(tmp_path) == len(SOURCES)


def test_a_writer_that_was_killed_leaves_a_cache_that_still_serves(tmp_path: Path, read: list[str]) -> None:
    large(tmp_path, 40)
    fresh = shown(open_folder(tmp_path))
    script = (
        "import os, sqlite3, sys\n"
        "d = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "d.execute('PRAGMA cache_size = 1')\n"  # so that pages reach the file before the end
        "d.execute('BEGIN IMMEDIATE')\n"
        "d.execute(\"UPDATE parsed SET value = 'x'\")\n"
        "d.execute(\"UPDATE known SET value = 'x'\")\n"
        "os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path / CACHE)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (tmp_path / f"{CACHE}-journal").exists()
    read.clear()
    assert shown(open_folder(tmp_path)) == fresh
    assert read == []
