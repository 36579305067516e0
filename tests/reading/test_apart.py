"""A reader that crashes, hangs, swallows memory or fails ends in one clear line, and soon."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crosscase.reading.apart import read_apart
from crosscase.study.problems import StudyError

READER = """
import os, signal, sys, time
from crosscase.reading import apart
from crosscase.study.problems import StudyError

apart.STEP_SECONDS = 0.3
apart.MOST_MEMORY = 600 * 2**20

def read(raw, label, next_step):
    {}

apart.serve(read)
"""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    )
    return tmp_path


def outcome(made: Path, does: str, raw: bytes = b"x") -> dict[str, object]:
    (made / "reader_of_a_test.py").write_text(READER.format(does), encoding="utf-8")
    return read_apart("reader_of_a_test", raw, "mappe/fil\n1.pdf", "save it anew")


def test_the_file_and_its_name_arrive_whole_and_the_answer_comes_back(made: Path) -> None:
    raw = bytes(range(256)) * 1000
    answer = outcome(made, "return {'sum': sum(raw), 'size': len(raw), 'label': label}", raw)
    assert answer == {"sum": sum(raw), "size": len(raw), "label": "mappe/fil\n1.pdf"}


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "breaks the program that reads it; save it anew"),
        ("raise StudyError(f'{label}: has no words')", "has no words"),
        ("raise ValueError('x')", "breaks the program that reads it; save it anew"),
        ("os._exit(3)", "breaks the program that reads it; save it anew"),
        ("return [bytearray(2**20) for _ in range(2**20)]", "takes more memory than any text does"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "takes more time or memory than there is; save it anew"),
    ],
)
def test_a_reader_that_goes_wrong_ends_in_one_line(made: Path, does: str, told: str) -> None:
    with pytest.raises(StudyError) as error:
        outcome(made, does)
    assert str(error.value).startswith(f"mappe/fil\\n1.pdf: {told}")


@pytest.mark.parametrize(
    "loop",
    [
        "while True: pass",
        "\n    while True:\n        try:\n            while True: pass\n        except Exception: pass",
    ],
)
def test_a_reader_that_never_ends_is_stopped(made: Path, loop: str) -> None:
    with pytest.raises(StudyError, match="takes longer to read"):
        outcome(made, loop)


def test_a_reader_may_take_its_time_for_every_step(made: Path) -> None:
    does = "\n".join(
        (
            "begin = time.process_time()",
            "    while time.process_time() < begin + 0.9:",
            "        next_step()",
            "    return {'took': time.process_time() - begin}",
        )
    )
    took = outcome(made, does)["took"]
    assert isinstance(took, float)
    assert took >= 0.9


def test_modules_in_the_folder_one_works_in_are_not_taken(
    made: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("work")
    (folder / "json.py").write_text("raise SystemExit(5)", encoding="utf-8")
    monkeypatch.chdir(folder)
    assert outcome(made, "return {}") == {}
