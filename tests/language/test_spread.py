"""Work spread over processes and over a real cluster on this machine: the same results, whatever ends meanwhile."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from crosscase.language import cluster as cluster_module
from crosscase.language.spread import chunked, spread
from crosscase.language.tasks import Stopped
from crosscase.study.problems import StudyError

TASKS = """
import os, signal, time
from pathlib import Path
from crosscase.study.problems import StudyError

def upper(setup, chunk):
    return [setup + text.upper() for text in chunk]

def slow(setup, chunk):
    time.sleep(0.05)
    return [(text, len(text)) for text in chunk]

def noisy(setup, chunk):
    print("a library says something")
    return chunk

def refuses(setup, chunk):
    raise StudyError("this text cannot be read; mend it")

def breaks(setup, chunk):
    raise ValueError("a\\nlong\\nstory")

def dies_once(setup, chunk):
    mark = Path(setup) / "died"
    if chunk == [3] and not mark.exists():
        mark.write_text("")
        os.kill(os.getpid(), signal.SIGKILL)
    return chunk

def always_dies(setup, chunk):
    os.kill(os.getpid(), signal.SIGKILL)
"""

TEXTS = [f"tekst nr. {number} æøå" for number in range(40)]


@pytest.fixture
def tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "spread_tasks.py").write_text(TASKS, encoding="utf-8")
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("PYTHONPATH", path)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "spread_tasks"
    sys.modules.pop("spread_tasks", None)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_chunks_whoever_makes_them(tasks: str, jobs: int) -> None:
    chunks = list(chunked(TEXTS, 60))
    told: list[int] = []
    found = list(spread(f"{tasks}:upper", "> ", chunks, jobs=jobs, progress=told.append))
    assert [text for chunk in found for text in chunk] == [f"> {text.upper()}" for text in TEXTS]
    assert told == list(range(1, len(chunks) + 1))


def test_chunks_are_taken_only_as_they_are_needed(tasks: str) -> None:
    taken = 0

    def source() -> Iterator[list[str]]:
        nonlocal taken
        for text in TEXTS:
            taken += 1
            yield [text]

    with closing(spread(f"{tasks}:upper", "", source(), jobs=2)) as results:
        next(results)
        assert taken <= 8


def test_what_a_library_prints_is_no_answer(tasks: str) -> None:
    assert list(spread(f"{tasks}:noisy", None, [[1], [2]], jobs=2)) == [[1], [2]]


def test_a_chunk_whose_process_is_killed_is_done_again(tasks: str, tmp_path: Path) -> None:
    found = list(spread(f"{tasks}:dies_once", str(tmp_path), [[n] for n in range(8)], jobs=2))
    assert found == [[n] for n in range(8)]
    assert (tmp_path / "died").exists()


@pytest.mark.parametrize(
    ("task", "line"),
    [
        ("refuses", "this text cannot be read; mend it"),
        ("breaks", "a part of the work broke (ValueError: a long story); nothing of it is used"),
        ("always_dies", "a process that works on the texts ended 3 times on the same part, as it does where memory is "
         "short; give --jobs 1, or fewer texts"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_line(tasks: str, task: str, line: str) -> None:
    with pytest.raises(StudyError) as refused:
        list(spread(f"{tasks}:{task}", None, [[1], [2]], jobs=2))
    assert str(refused.value) == line


def test_work_that_nobody_wants_any_more_ends(tasks: str) -> None:
    wanted = iter([False, False, True])
    with pytest.raises(Stopped):
        list(spread(f"{tasks}:slow", None, [["a"]] * 100, jobs=2, stopped=lambda: next(wanted)))


# the cluster


@dataclass
class Cluster:
    address: str
    workers: list[subprocess.Popen[bytes]]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _dask(*words: str, folder: Path) -> subprocess.Popen[bytes]:
    # beside this program's own environment: what they log is theirs
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *words],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture
def cluster(tasks: str, tmp_path: Path) -> Iterator[Cluster]:
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    told = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0")
    scheduler = _dask("scheduler", *told, "--port", str(port), folder=tmp_path)
    local = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path / "dask"))
    workers = [_dask("worker", address, "--host", "127.0.0.1", *local, folder=tmp_path) for _ in range(2)]
    import distributed

    try:
        with distributed.Client(address, timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
        yield Cluster(address, workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_cluster_gives_the_same_results_with_a_worker_killed_during_the_run(
    tasks: str, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = list(chunked(TEXTS * 3, 60))
    alone = list(spread(f"{tasks}:slow", None, chunks, jobs=1))
    found = []
    for place, result in enumerate(spread(f"{tasks}:slow", None, chunks, cluster=cluster.address)):
        if place == 5:
            os.kill(cluster.workers[0].pid, signal.SIGKILL)
        found.append(result)
    assert found == [[tuple(pair) for pair in chunk] for chunk in alone]
    assert cluster.workers[0].wait(10) == -signal.SIGKILL

    with pytest.raises(StudyError, match=r"^this text cannot be read; mend it$"):
        list(spread(f"{tasks}:refuses", None, [[1]], cluster=cluster.address))

    real = cluster_module.version
    monkeypatch.setattr(
        cluster_module, "version", lambda name: "9.9.9" if name == "crosscase" else real(name)
    )
    with pytest.raises(StudyError, match=r"has crosscase 0\.1\.0, here is 9\.9\.9; install the same there"):
        list(spread(f"{tasks}:slow", None, [["a"]], cluster=cluster.address))


@pytest.mark.slow
def test_a_cluster_that_loses_all_its_workers_is_one_line(
    tasks: str, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 1.5)
    results = spread(f"{tasks}:slow", None, [["a"]] * 200, cluster=cluster.address)
    next(results)
    for worker in cluster.workers:
        worker.kill()
    with pytest.raises(StudyError, match="all workers of the cluster went away"):
        list(results)

    with pytest.raises(
        StudyError, match=r"the cluster has no workers; start some with `dask worker tcp://127\.0\.0\.1"
    ):
        list(spread(f"{tasks}:slow", None, [["a"]], cluster=cluster.address))


def test_a_cluster_that_is_not_there_is_one_line_within_seconds(
    tasks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 2)
    begun = time.monotonic()
    with pytest.raises(StudyError) as refused:
        list(spread(f"{tasks}:slow", None, [["a"]], cluster=f"tcp://127.0.0.1:{_free_port()}"))
    assert "no scheduler answers there" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert time.monotonic() - begun < 20
    with pytest.raises(StudyError, match=r"^8786 is no address of a cluster; give tcp://HOST:PORT$"):
        list(spread(f"{tasks}:slow", None, [["a"]], cluster="8786"))
    for odd in (
        "tcp://",
        "tcp://127.0.0.1",
        "tcp://127.0.0.1:8786 --x",
        "tcp://h:99999",
        "tcp://h:0",
        "tcp://:8786",
    ):
        with pytest.raises(StudyError, match=r"is no address of a cluster; give tcp://HOST:PORT$"):
            list(spread(f"{tasks}:slow", None, [["a"]], cluster=odd))
