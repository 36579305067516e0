"""Runs of the program, and how they ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from crosscase.__main__ import main


@dataclass(frozen=True)
class Done:
    """How a run ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.split("\n")[:-1]

    def refused(self) -> str:
        """The one line of a run that was wrong use and printed nothing else."""
        assert (self.code, self.out) == (2, ""), self
        assert self.err.startswith("crosscase: ")
        assert self.err.count("\n") == 1
        assert self.err.endswith("\n")
        return self.err[len("crosscase: ") : -1]


Run = Callable[..., Done]


def run_here(folder: Path, *words: str, environment: Mapping[str, str] | None = None) -> Done:
    """Run the program in this process, where what it needs is loaded once.

    Args:
        folder: where it runs.
        words: its command line.
        environment: what it and whatever it starts see instead of this process's.
    """
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with chdir(folder), redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["crosscase", *words])
        if environment is not None:
            for name in os.environ.keys() - environment.keys():
                patch.delenv(name)
            for name, value in environment.items():
                patch.setenv(name, value)
        code = main()
    printed, complained = (stream.buffer.getvalue().decode("utf-8") for stream in (out, err))
    return Done(code, printed, complained)
