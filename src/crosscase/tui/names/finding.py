"""Looking for names while one looks on: a process of its own, so that no key waits for a dictionary; it can be stopped."""

from __future__ import annotations

import json
from asyncio import create_subprocess_exec
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from crosscase.language.names_apart import Place, command, place_of
from crosscase.study.problems import StudyError
from crosscase.tui.under_way import UnderWay

_LINE = 1 << 20  # bytes of an answer at most
_GONE = "the program that looks for names ended before it was done; look again"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        places: everything that may be a name.
        notes: what there is to know about how it was looked for.
    """

    places: tuple[Place, ...]
    notes: tuple[str, ...] = ()


async def answers(what: str, root: Path) -> AsyncIterator[list[Any]]:
    """What the process tells, line by line; it ends with whoever asks.

    Args:
        what: `find` or `after`, as `names_apart` has it.

    Raises:
        StudyError: what it said is wrong, or it ended before it was done.
    """
    process: Process | None = None
    try:
        process = await create_subprocess_exec(
            *command(what, root), stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, limit=_LINE
        )
        assert process.stdout is not None
        async for line in process.stdout:
            row = json.loads(line)
            if row[0] == "error":
                raise StudyError(row[1])
            if row[0] == "done":
                return
            yield row
        raise StudyError(_GONE)
    except OSError as error:
        raise StudyError(f"the program that looks for names cannot be started: {error}") from None
    finally:
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


class FindingScreen(UnderWay[Found | str]):
    """How far the looking is; gives what was found, why it cannot be looked, None where it was stopped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="finding.stop", tooltip="Stop looking for names; nothing is changed"),
    ]  # fmt: skip
    WHAT = "Looking for names"

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    def begin(self) -> None:
        """Start the process."""
        self._look()

    @work(exclusive=True)
    async def _look(self) -> None:
        places: list[Place] = []
        notes: list[str] = []
        try:
            async for what, *values in answers("find", self._root):
                if what == "place":
                    places.append(place_of(values))
                elif what == "note":
                    notes.append(values[0])
                else:
                    number, total, name = values
                    self.tell(number - 1, total, name)
        except StudyError as error:
            self.dismiss(str(error))
            return
        self.dismiss(Found(tuple(places), tuple(notes)))
