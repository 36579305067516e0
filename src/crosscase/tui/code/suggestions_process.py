"""The process that makes suggestions, as the workbench keeps it: asked and heard in threads, so that no key waits."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Collection
from contextlib import suppress
from json import dumps
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread

from crosscase.synthesis.suggest_worker import Told, Wrong, command, environment, read_line

ENDED = "suggestions are off: the program that makes them ended; G starts it again"


class SuggestionsProcess:
    """One process; it is started at once, and not again when it has ended."""

    def __init__(
        self, folder: Path, coder: str, told: Callable[[SuggestionsProcess, Told | None], None]
    ) -> None:
        """Start it.

        Args:
            told: called in another thread with what it says, and with None when it has ended.
        """
        self.number = 0
        """Of the last request: older answers tell of what is no longer so."""
        self._folder, self._coder, self._told = folder, coder, told
        self._requests: SimpleQueue[bytes | None] = SimpleQueue()
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        Thread(target=self._run, name="suggestions", daemon=True).start()

    def ask(self, source: str, changed: Collection[str] = ()) -> None:
        """Ask for the suggestions of a source, and tell which files changed on disk."""
        self.number += 1
        request = {"number": self.number, "source": source, "changed": sorted(changed)}
        self._requests.put(dumps(request).encode() + b"\n")

    def close(self) -> None:
        """End it; nothing more is told."""
        with self._lock:
            self._closed = True
            process = self._process
        self._requests.put(None)
        if process is not None:
            process.kill()

    def _run(self) -> None:
        try:
            process = subprocess.Popen(
                command(self._folder, self._coder), env=environment(), stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError as error:
            self._tell(Wrong(f"the program that makes suggestions cannot be started ({error})"))
            self._tell(None)
            return
        with self._lock:
            self._process = process
            if self._closed:
                process.kill()
        Thread(target=self._write, args=(process,), name="suggestions-asked", daemon=True).start()
        assert process.stdout is not None
        with process.stdout as lines, suppress(ValueError, KeyError, TypeError):  # it broke off within a line
            for line in lines:
                self._tell(read_line(line))
        process.kill()
        process.wait()
        self._requests.put(None)
        self._tell(None)

    def _write(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        with suppress(OSError), process.stdin as lines:
            while (request := self._requests.get()) is not None:
                lines.write(request)
                lines.flush()

    def _tell(self, told: Told | None) -> None:
        if not self._closed:
            self._told(self, told)
