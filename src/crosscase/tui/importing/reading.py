"""Reading the files of an import while one looks on; it can be stopped, and nothing is changed by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static
from textual.worker import get_current_worker

from crosscase.reading.files import AnswersWanted, Found, files_in, read_file
from crosscase.reading.importing import Item, Said, items_of, known_as, with_said
from crosscase.reading.limits import check_amount
from crosscase.study.folder import Study
from crosscase.study.originals import Original, read_index
from crosscase.study.problems import StudyError
from crosscase.tui.words import plain


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to bring in."""

    paths: tuple[Path, ...]
    said: Said
    answers: AnswersWanted


@dataclass(frozen=True, slots=True)
class Read:
    """What the files gave.

    Attributes:
        refused: a line for each file that cannot be read.
        passed: the files of folders that are no texts.
        index: what is known of former imports.
    """

    items: tuple[Item, ...]
    refused: tuple[str, ...]
    passed: tuple[Found, ...]
    index: tuple[Original, ...]


class ReadingScreen(ModalScreen[Read | None]):
    """How far the reading is; gives what was read, None where it was stopped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="reading.stop", tooltip="Stop reading; nothing is taken in"),
    ]
    DEFAULT_CSS = """
    ReadingScreen { align: center middle; background: $background 40%; }
    ReadingScreen > Vertical {
        width: 70; max-width: 100%; height: 7; background: $panel; border: round $primary; padding: 1 2;
    }
    ReadingScreen ProgressBar { width: 100%; }
    ReadingScreen #name { height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
    """

    def __init__(self, study: Study, wanted: Wanted) -> None:
        super().__init__()
        self._study = study
        self._wanted = wanted

    def compose(self) -> ComposeResult:
        """A bar, and the file at hand."""
        with Vertical() as box:
            box.border_title = "Reading"
            box.border_subtitle = "Esc stops; nothing is changed"
            yield ProgressBar(show_eta=False)
            yield Static("", id="name", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self._read()

    @work(thread=True)
    def _read(self) -> None:
        worker = get_current_worker()
        try:
            found = files_in(self._wanted.paths)
            index = read_index(self._study.root)
        except StudyError as error:
            self._end(Read((), (str(error),), (), ()))
            return
        files = [one for one in found if not one.skipped]
        items: list[Item] = []
        refused: list[str] = []
        for number, one in enumerate(files):
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._tell, number, len(files), one.path.name)
            try:
                items += _items(self._study, one, self._wanted, index)
            except StudyError as error:
                refused.append(str(error))
            try:
                check_amount(sum(len(item.taken.text.body) for item in items))
            except StudyError as error:
                self._end(Read((), (str(error),), (), ()))
                return
        if not worker.is_cancelled:
            passed = tuple(one for one in found if one.skipped)
            self._end(Read(tuple(items), tuple(refused), passed, index))

    def _end(self, read: Read) -> None:
        self.app.call_from_thread(self.dismiss, read)

    def _tell(self, number: int, total: int, name: str) -> None:
        self.query_one(ProgressBar).update(total=total, progress=number)
        self.query_one("#name", Static).update(plain(f"{number + 1} of {total}: {name}"))

    def action_stop(self) -> None:
        """Stop; the file at hand is read to its end, and forgotten."""
        self.workers.cancel_node(self)
        self.dismiss(None)


def _items(study: Study, one: Found, wanted: Wanted, index: Sequence[Original]) -> list[Item]:
    items = []
    for item in items_of(read_file(one.path, wanted.answers), wanted.answers):
        known = known_as(study, item, index)
        source = study.sources.get(known.source) if known is not None else None
        case = one.case or (source.case if source is not None else "")
        items.append(with_said(item, wanted.said, case, source))
    return items
