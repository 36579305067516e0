"""Writing the study's report while one goes on working: a process of its own, so that no key waits for it."""

from __future__ import annotations

import asyncio
import re
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from textual.content import Content

from crosscase.study.processes import module_command
from crosscase.tui.export import ExportDialog
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.place import Place

if TYPE_CHECKING:
    from crosscase.tui.app import CrosscaseApp

FORMS = ("html", "docx")
STEMS = {"nb": "rapport", "nn": "rapport", "no": "rapport"}
ENGLISH = "english"
_STEP = re.compile(r"writing the report: (\d+ of \d+)")


class ReportDialog(ExportDialog):
    """A name and a form; the path is given back before anything is written."""

    def __init__(self, place: Place, stem: str) -> None:
        super().__init__(place.study, "the report", f"{stem}.{FORMS[0]}", _nothing, FORMS)
        self.over = False
        """Whether a file that is there is written over."""

    def _write(self, path: Path, form: str, over: bool) -> None:
        self.over = over
        self.dismiss(path)


def _nothing(form: str) -> NoReturn:
    raise AssertionError(form)  # what is written is made by another process


class ReportWriting:
    """The report that is being written, of which there is one at a time.

    Attributes:
        state: what the line above every place says of it; empty where none is being written.
    """

    def __init__(self, app: CrosscaseApp) -> None:
        self._app = app
        self._process: Process | None = None
        self._stopped = False
        self.state = ""

    @property
    def is_running(self) -> bool:
        """Whether a report is being written."""
        return bool(self.state)

    def ask(self) -> None:
        """Ask how and where to write it, then begin."""
        place = self._app.place_shown
        if place is None:
            return
        language = place.study.settings.language
        if language == "en":
            self._ask_where(place, english=False)
            return
        entries = [
            Entry("", Content("in the study's language"), "in the study's language"),
            Entry(ENGLISH, Content("with a summary in English first"), "with a summary in English first"),
        ]

        def picked(key: str | None) -> None:
            if key is not None:
                self._ask_where(place, english=key == ENGLISH)

        self._app.push_screen(Picker("write the report", entries), picked)

    def _ask_where(self, place: Place, *, english: bool) -> None:
        dialog = ReportDialog(place, STEMS.get(place.study.settings.language, "report"))

        def named(path: Path | None) -> None:
            if path is not None:
                self.begin(path, over=dialog.over, english=english)

        self._app.push_screen(dialog, named)

    def begin(self, path: Path, *, over: bool = False, english: bool = False) -> None:
        """Write it to a file, in the background.

        Args:
            over: over a file that is there.
            english: with a summary in English first.
        """
        options = ["--study", str(self._app.study.root), "--output", str(path)]
        options += ["--replace"] if over else []
        options += ["--english-summary"] if english else []
        self._stopped = False
        self._tell("writing the report")
        self._app.say("the report is being written in the background; Ctrl+P “report” stops it")
        self._app.run_worker(self._run(path, options), group="report", exit_on_error=False)

    def stop(self) -> None:
        """Give it up: no file is written, and one that was there stays as it is."""
        self._stopped = True
        self._interrupt()

    def _interrupt(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGINT)

    async def _run(self, path: Path, options: list[str]) -> None:
        lines: list[str] = []
        try:
            self._process = process = await asyncio.create_subprocess_exec(
                *module_command("crosscase", "report", *options),
                stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, start_new_session=True,
            )  # fmt: skip
            if self._stopped:
                self._interrupt()
            assert process.stderr is not None
            async for raw in process.stderr:
                lines.append(raw.decode("utf-8", "replace").strip())
                if (step := _STEP.match(lines[-1])) is not None:
                    self._tell(f"report {step[1]}")
            code = await process.wait()
        except OSError as error:
            code, lines = 2, [str(error)]
        finally:
            self._interrupt()  # whoever leaves does not leave it behind
            self._process = None
            self._tell("")
        self._done(
            path,
            code,
            [line for line in lines if line and not line.endswith("...") and not _STEP.match(line)],
        )

    def _done(self, path: Path, code: int, told: list[str]) -> None:
        place = self._app.place_shown
        if place is None:
            return
        if self._stopped:
            place.say("the report is not written: it was stopped")
        elif code == 0:
            place.say(f"wrote {path}")
        elif code == 1:
            first = told[0] if told else "not everything could be read"
            more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
            place.warn(f"wrote {path}, but {first.removeprefix('crosscase: ')}{more}")
        else:
            why = told[-1].removeprefix("crosscase: ") if told else f"it ended with {code}"
            place.warn(f"the report is not written: {why}")

    def _tell(self, state: str) -> None:
        self.state = state
        self._app.show_saved()
