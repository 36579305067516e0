"""How each file of a study becomes records, by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from crosscase.study import codebook_file, saved_query, suggestion_file, summary_file, theme_file
from crosscase.study.cases import FOLDER as CASES
from crosscase.study.codebook import Codebook
from crosscase.study.codings import FOLDER as CODINGS
from crosscase.study.description_file import CasesKeeper
from crosscase.study.keepers import CodebookKeeper, CodingsKeeper, TextKeeper
from crosscase.study.model import Source
from crosscase.study.record_file import RecordFileKeeper
from crosscase.study.store import Keeper
from crosscase.study.validation_file import Keepers as RoundKeepers


class Kept:
    """The keepers of one open study."""

    def __init__(
        self,
        root: Path,
        source_of: Callable[[str], Source | None],
        codebook: Callable[[], Codebook],
        book_to_be: Callable[[], Codebook],
        sections: Callable[[], Sequence[str]],
    ) -> None:
        """Know where to look things up: the first ones as `CodingsKeeper`, the sections of case descriptions in order."""
        self.codings = CodingsKeeper(root, source_of, codebook, book_to_be)
        self.codebook = CodebookKeeper()
        self.texts = TextKeeper()
        self.themes = theme_file.ThemesKeeper()
        self.summaries = summary_file.SummariesKeeper()
        self.suggestions = suggestion_file.SuggestionsKeeper()
        self.cases = CasesKeeper(sections)
        self.rounds = RoundKeepers()
        self._single: dict[str, Keeper] = {
            codebook_file.FILE: self.codebook,
            saved_query.FILE: RecordFileKeeper(saved_query.QueriesFile),
            theme_file.FILE: self.themes,
        }
        self._folders: tuple[tuple[str, Keeper], ...] = (
            (f"{CODINGS}/", self.codings),
            (f"{summary_file.FOLDER}/", self.summaries),
            (f"{suggestion_file.FOLDER}/", self.suggestions),
            (f"{CASES}/", self.cases),
        )

    def of(self, file: str) -> Keeper:
        """The keeper of a file; one that is of no station's own kind is kept as a text."""
        if (single := self._single.get(file)) is not None:
            return single
        found = next((keeper for folder, keeper in self._folders if file.startswith(folder)), None)
        return found or self.rounds.of(file) or self.texts
