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
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from crosscase.language.names_apart import Place, command, place_of
from crosscase.study.problems import StudyError
from crosscase.tui.words import plain

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


class FindingScreen(ModalScreen[Found | str | None]):
    """How far the looking is; gives what was found, why it cannot be looked, None where it was stopped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="finding.stop", tooltip="Stop looking for names; nothing is changed"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    FindingScreen { align: center middle; background: $background 40%; }
    FindingScreen > Vertical {
        width: 70; max-width: 100%; height: 7; background: $panel; border: round $primary; padding: 1 2;
    }
    FindingScreen ProgressBar { width: 100%; }
    FindingScreen #name { height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
    """

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    def compose(self) -> ComposeResult:
        """A bar, and the file at hand."""
        with Vertical() as box:
            box.border_title = "Looking for names"
            box.border_subtitle = "Esc stops; nothing is changed"
            yield ProgressBar(show_eta=False)
            yield Static("", id="name", markup=False)

    def on_mount(self) -> None:
        """Begin."""
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
                    self._tell(*values)
        except StudyError as error:
            self.dismiss(str(error))
            return
        self.dismiss(Found(tuple(places), tuple(notes)))

    def _tell(self, number: int, total: int, name: str) -> None:
        self.query_one(ProgressBar).update(total=total, progress=number)
        self.query_one("#name", Static).update(plain(f"{number} of {total}: {name}"))

    def action_stop(self) -> None:
        """Stop."""
        self.workers.cancel_node(self)
        self.dismiss(None)
