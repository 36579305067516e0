"""How a run of the program ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


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
