"""crosscase merge: finish a file in which two versions stand side by side."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.output import say
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.merge import Conflict, Side

EXAMPLE = "Example: crosscase merge codings/alta/fokusgruppe/koder-a.yaml"
_ANSWERS: dict[str, Side] = {"o": "ours", "ours": "ours", "t": "theirs", "theirs": "theirs"}


def merge(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A YAML file of the study with conflict markers.")
    ],
    ours: Annotated[bool, typer.Option("--ours", help="Where both changed one thing, keep ours.")] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Where both changed one thing, keep theirs.")
    ] = False,
) -> int:
    """Merge by id what git left side by side; where both changed one thing, choose.

    At a terminal each such thing is asked for; elsewhere it stays open. Exit code 1 while something is open.
    """
    from crosscase.study.merge_finish import finish
    from crosscase.study.opening import find_root

    if ours and theirs:
        raise StudyError("--ours and --theirs cannot both be kept; give one of them")
    if not file.is_file():
        raise StudyError(f"there is no file {file}; give one of the study's YAML files")
    path = file.absolute()
    root = find_root(path.parent)
    every: Side | None = "ours" if ours else "theirs" if theirs else None
    asking = _Asking(every, sys.stdin.isatty() and sys.stdout.isatty())
    name = path.relative_to(root).as_posix()
    merged = finish(root, name, asking)
    if merged is None:
        say(f"{name} holds no conflict; nothing was changed")
        return 0
    count = len(merged.conflicts)
    if not count:
        say(f"{name} is merged; next: git add {quote(str(file))}")
        return 0
    for conflict in merged.conflicts:
        _show(conflict)
    say(
        f"{name}: {counted(count, 'thing')} changed differently on both sides; "
        "keep one with --ours or --theirs, or choose at a terminal"
    )
    return 1


class _Asking:
    """Whose version stands: the one for all, else the answer at the terminal, each asked for once."""

    def __init__(self, every: Side | None, at_terminal: bool) -> None:
        self._every = every
        self._at_terminal = at_terminal
        self._answers: dict[tuple[str, ...], Side | None] = {}

    def __call__(self, conflict: Conflict) -> Side | None:
        if self._every is not None or not self._at_terminal:
            return self._every
        if conflict.path not in self._answers:
            self._answers[conflict.path] = self._ask(conflict)
        return self._answers[conflict.path]

    def _ask(self, conflict: Conflict) -> Side | None:
        _show(conflict)
        while True:
            try:
                answer = input("keep [o]urs, [t]heirs, or [l]eave it open? ").strip().lower()
            except EOFError:
                self._at_terminal = False
                return None
            if answer in ("l", "leave"):
                return None
            if answer in _ANSWERS:
                return _ANSWERS[answer]


def _show(conflict: Conflict) -> None:
    from crosscase.study.merge_finish import told, value_told

    say(told(conflict))
    say(f"  ours:   {value_told(conflict.ours)}")
    say(f"  theirs: {value_told(conflict.theirs)}")
