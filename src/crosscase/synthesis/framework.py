"""The framework matrix: cases x codes, a written summary in each cell, and how far it has come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from crosscase.study.folder import Study
from crosscase.study.problems import FileError, Problem
from crosscase.study.summary_file import Summary, case_of_file
from crosscase.study.themes import summaries_of, summary_files
from crosscase.synthesis.cells import Cells, cells_of
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.summaries import case_called, code_called
from crosscase.synthesis.summary_state import State, Word, state_among


@dataclass(frozen=True, slots=True)
class FrameworkCell:
    """What a case says under a code.

    Attributes:
        case: slug; code: present path.
        codings: how many of the chosen coders' codings it has.
        summary: None where nothing is written.
        state: of the summary, against the codings that count.
        also: further summaries of the same cell, as a merge of codes leaves them.
    """

    case: str
    code: str
    codings: int
    summary: Summary | None = None
    state: State | None = None
    also: tuple[Summary, ...] = ()

    @property
    def has_text(self) -> bool:
        """Whether something is written."""
        return self.state is not None and self.state.has_text

    @property
    def words(self) -> tuple[Word, ...]:
        """What is to be said of it, the gravest first; nothing of a cell without codings and summary."""
        if self.state is not None:
            return self.state.words
        return ("missing",) if self.codings else ()


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far some cells have come.

    Attributes:
        cells: those with codings.
        written: those of them with a summary.
        changed: summaries under which codings changed since.
        unsupported: summaries that rest on no quote, or on one that is gone.
        idle: summaries of cells without codings.
    """

    cells: int
    written: int
    changed: int
    unsupported: int
    idle: int


@dataclass(frozen=True, eq=False)
class Framework:
    """Cases x codes.

    Attributes:
        cases: slugs, codes: present paths, both in order; each pair has its cell.
        cells: by (case, code).
        coders: whose codings are shown; None for those that count.
        astray: (case, summary) of cases or codes that are gone.
        unreadable: files of summaries that cannot be read: what is in them is not shown.
    """

    cases: tuple[str, ...]
    codes: tuple[str, ...]
    cells: Mapping[tuple[str, str], FrameworkCell]
    coders: tuple[str, ...] | None
    astray: tuple[tuple[str, Summary], ...]
    unreadable: tuple[Problem, ...]
    _quotes: Cells

    def passages(self, case: str, code: str) -> tuple[Passage, ...]:
        """The codings of a cell, by source and position."""
        return self._quotes.passages(case, code)

    def resting_on(self, case: str, code: str) -> tuple[Passage, ...]:
        """The quotes that the summary of a cell rests on, in its order, as far as they are shown here."""
        summary = self.cells[case, code].summary
        if summary is None or not summary.quotes:
            return ()
        there = {passage.coding.id: passage for passage in self.passages(case, code)}
        return tuple(there[id] for id in summary.quotes if id in there)

    @property
    def whole(self) -> Completeness:
        """How far all of it has come."""
        return _completeness(self.cells.values())

    def of_case(self, case: str) -> Completeness:
        """How far one case has come."""
        return _completeness(self.cells[case, code] for code in self.codes)

    def of_code(self, code: str) -> Completeness:
        """How far one code has come."""
        return _completeness(self.cells[case, code] for case in self.cases)


def framework(
    study: Study,
    cases: Collection[str] | None = None,
    codes: Collection[str] | None = None,
    coders: Collection[str] | None = None,
) -> Framework:
    """The framework matrix as it is on the disk now.

    Args:
        cases: slugs, in order; all cases where None.
        codes: present or former paths, in order; where None the codes at the top, and others of which there is a summary,
            in the order of the codebook.
        coders: whose codings are shown and counted; where None, in each source those that count.

    Raises:
        StudyError: there is no such case, code or coder; says the nearest.
    """
    rows = tuple(
        study.cases if cases is None else (case_called(study, case).id for case in dict.fromkeys(cases))
    )
    written, unreadable = _written(study)
    book = study.codebook
    known: dict[tuple[str, str], list[Summary]] = {}
    astray = []
    for case, summary in written:
        code = book.resolve(summary.code)
        if case not in study.cases or code is None:
            astray.append((case, summary))
        else:
            known.setdefault((case, book.path(code)), []).append(summary)
    if codes is None:
        used = {path for case, path in known if case in rows}
        columns = tuple(path for path in book.by_path if "/" not in path or path in used)
    else:
        columns = tuple(dict.fromkeys(book.path(code_called(study, path)) for path in codes))
    quotes, counted = cells_of(study, coders), cells_of(study)
    cells = {
        (case, path): _cell(quotes, counted, case, path, known.get((case, path), ()))
        for case in rows
        for path in columns
    }
    shown_coders = tuple(coders) if coders is not None else None
    return Framework(rows, columns, cells, shown_coders, tuple(astray), unreadable, quotes)


def _written(study: Study) -> tuple[list[tuple[str, Summary]], tuple[Problem, ...]]:
    found: list[tuple[str, Summary]] = []
    unreadable = []
    try:
        files = summary_files(study)
    except FileError as error:
        return [], (error.problem,)
    for file in files:
        case = case_of_file(file)
        try:
            found += [(case, summary) for summary in summaries_of(study, case)]
        except FileError as error:
            unreadable.append(error.problem)
    return found, tuple(unreadable)


def _cell(quotes: Cells, counted: Cells, case: str, path: str, written: Collection[Summary]) -> FrameworkCell:
    codings = quotes.count(case, path)
    if not written:
        return FrameworkCell(case, path, codings)
    # the one that holds the code's present path stands first, as in `cell_summaries`
    first, *also = sorted(written, key=lambda each: each.code != path)
    state = state_among(first, counted.passages(case, path))
    return FrameworkCell(case, path, codings, first, state, tuple(also))


def _completeness(cells: Iterable[FrameworkCell]) -> Completeness:
    cells = tuple(cells)
    states = [cell.state for cell in cells if cell.state is not None]
    return Completeness(
        cells=sum(cell.codings > 0 for cell in cells),
        written=sum(cell.codings > 0 and cell.has_text for cell in cells),
        changed=sum(state.changed for state in states),
        unsupported=sum(state.unsupported for state in states),
        idle=sum(cell.summary is not None and not cell.codings for cell in cells),
    )
