"""Running the program as a user does: in this process where that is enough, else as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crosscase.__main__ import main
from runs import Done, Run
from studies import make_study


@pytest.fixture(autouse=True)
def nobody_codes_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CROSSCASE_CODER", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A small study."""
    return make_study(tmp_path / "study")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program here, with `where` as the working folder."""

    def ran(*words: str, where: Path | None = None) -> Done:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["crosscase", *words])
            if where is not None:
                patch.chdir(where)
            capsys.readouterr()
            code = main()
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return ran


@pytest.fixture
def program() -> Run:
    """Run the program in a process of its own."""

    def ran(*words: str, where: Path | None = None, **environment: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "crosscase", *words],
            cwd=where,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return ran
