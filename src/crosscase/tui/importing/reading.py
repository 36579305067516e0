"""Reading the files of an import while one looks on; it can be stopped, and nothing is changed by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from crosscase.reading.files import AnswersWanted, Found, files_in, read_file
from crosscase.reading.importing import Item, Said, items_of, known_as, with_said
from crosscase.reading.limits import check_amount
from crosscase.study.folder import Study
from crosscase.study.originals import Original, read_index
from crosscase.study.problems import StudyError
from crosscase.tui.under_way import UnderWay


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


class ReadingScreen(UnderWay[Read]):
    """How far the reading is; gives what was read, None where it was stopped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="reading.stop", tooltip="Stop reading; nothing is taken in"),
    ]
    WHAT = "Reading"

    def __init__(self, study: Study, wanted: Wanted) -> None:
        super().__init__()
        self._study = study
        self._wanted = wanted

    def begin(self) -> None:
        """Start the thread."""
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
            self.app.call_from_thread(self.tell, number, len(files), one.path.name)
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


def _items(study: Study, one: Found, wanted: Wanted, index: Sequence[Original]) -> list[Item]:
    items = []
    for item in items_of(read_file(one.path, wanted.answers), wanted.answers):
        known = known_as(study, item, index)
        source = study.sources.get(known.source) if known is not None else None
        case = one.case or (source.case if source is not None else "")
        items.append(with_said(item, wanted.said, case, source))
    return items
