"""A terminal that is closed without a word: the workbench ends, and does not go on asking it for keys."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from studies import make_study

HANGUP = 129


@pytest.mark.slow
def test_the_workbench_ends_where_its_terminal_has_gone_and_nobody_told(tmp_path: Path) -> None:
    root = make_study(tmp_path / "s")
    ours, theirs = pty.openpty()
    # in a session of its own the pty controls nothing, so that closing it sends no signal
    program = subprocess.Popen(
        [sys.executable, "-m", "crosscase", "--study", str(root), "--coder", "koder-a"],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"},
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    try:
        while b"alta" not in seen:
            seen += os.read(ours, 65536)
        os.close(ours)
        assert program.wait(60) == HANGUP
    finally:
        program.kill()
