"""Readers that run in a process of their own, so that a file that crashes, hangs or swallows memory harms nobody.

The reader is a module whose `main` calls `serve`; `read_apart` starts it, hands it the file and takes its answer.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from crosscase.study.problems import StudyError
from crosscase.study.processes import module_command

MOST_MEMORY = 2 * 2**30
"""Bytes."""
MOST_SECONDS = 900
"""CPU time for a file."""
STEP_SECONDS = 20.0
"""CPU time for opening a file, and for each page; a page of text takes about a tenth of a second."""

Read = Callable[[bytes, str, Callable[[], None]], dict[str, Any]]
"""A reader: content of a file, what messages call it, what to call before each step; its answer as JSON has it."""


class _TooSlow(BaseException):
    """A step takes too long; no reader's own handling of errors shall catch it."""


def read_apart(module: str, raw: bytes, label: str, again: str) -> dict[str, Any]:
    """What a reader in a process of its own makes of a file.

    Args:
        module: the reader's.
        raw: content of the file.
        label: what messages call it.
        again: what to do with a file that cannot be read.

    Raises:
        StudyError: what the reader said, or that it broke or went beyond its limits.
    """
    command = module_command(module)
    try:
        done = subprocess.run(command, input=_packed(raw, label), capture_output=True, check=False)
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    except (OSError, ValueError) as error:
        raise StudyError(f"{label}: the program that reads it could not be started; {again}") from error
    if "error" in answer:
        raise StudyError(answer["error"])
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise StudyError(f"{label}: takes more time or memory than there is; {again}")
    if done.returncode:
        raise StudyError(f"{label}: breaks the program that reads it; {again}")
    return answer


def serve(read: Read) -> None:
    """Read the file on standard input within the limits; write the answer, or why there is none."""
    label, _, raw = sys.stdin.buffer.read().partition(b"\n")
    name = json.loads(label)
    try:
        _limit()
        answer = read(raw, name, _start_clock)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except StudyError as error:
        answer = {"error": str(error)}
    except _TooSlow:
        answer = {"error": f"{name}: takes longer to read than any text does; save or print it anew"}
    except MemoryError:
        answer = {"error": f"{name}: takes more memory than any text does; divide it"}
    sys.stdout.write(json.dumps(answer))


def _packed(raw: bytes, label: str) -> bytes:
    return json.dumps(label).encode() + b"\n" + raw


def _limit() -> None:
    """Set the limits of this process and start its clock."""
    import resource

    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        # some systems know no such limit, or have a lower one already
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))
    signal.signal(signal.SIGVTALRM, _stop)
    _start_clock()


def _start_clock() -> None:
    signal.setitimer(signal.ITIMER_VIRTUAL, STEP_SECONDS)


def _stop(*_: object) -> None:
    raise _TooSlow
