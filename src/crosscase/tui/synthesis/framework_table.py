"""A framework matrix as the sheet of a grid, and the words about one of its cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from crosscase.study.folder import Study
from crosscase.study.memos import coding_of
from crosscase.study.plurals import counted
from crosscase.tui.code.cursor_pane import short
from crosscase.tui.quotes.answer import Heading
from crosscase.tui.synthesis.grid_layout import Cell, ColumnHead, Foot, Piece, RowHead, Sheet, Tail
from crosscase.tui.synthesis.wording import case_name, code_name, joined, tag_pieces
from crosscase.tui.words import plain, shown

if TYPE_CHECKING:  # bring numpy along
    from crosscase.study.summary_file import Summary
    from crosscase.synthesis.framework import Completeness, Framework, FrameworkCell
    from crosscase.synthesis.passages import Passage

WRITTEN, UNSUPPORTED, CHANGED, MISSING, NOTHING = "✓", "!", "≠", "…", "·"
SHORT = 90  # characters of the words of a coding that changed


def mark_of(cell: FrameworkCell) -> tuple[str, str]:
    """The sign of a cell, and how it is drawn; the gravest where there is more to say."""
    state = cell.state
    if state is None or not state.has_text:
        return (MISSING, "accent") if cell.codings else (NOTHING, "faint")
    if state.unsupported or not state.codings:
        return UNSUPPORTED, "bad"
    return (CHANGED, "warn") if state.changed else (WRITTEN, "good")


def is_missing(cell: FrameworkCell) -> bool:
    """Whether there are codings and nothing is written."""
    return bool(cell.codings) and not cell.has_text


def is_doubtful(cell: FrameworkCell) -> bool:
    """Whether what is written wants a look."""
    return cell.has_text and mark_of(cell)[0] != WRITTEN


def framework_sheet(study: Study, found: Framework) -> Sheet:
    """The sheet: codes as rows, cases as columns."""
    rows = [_row(study, path) for path in found.codes]
    columns = [ColumnHead(case, case_name(study, case)) for case in found.cases]
    most = max((cell.codings for cell in found.cells.values()), default=0)

    def cell(row: int, column: int) -> Cell:
        here = found.cells[found.cases[column], found.codes[row]]
        sign, kind = mark_of(here)
        return Cell(f"{here.codings} {sign}" if here.codings or sign != NOTHING else NOTHING, kind=kind)

    def done(row: int, _width: int) -> tuple[Piece, ...]:
        return ((f" {_done(found.of_code(found.codes[row]))}", "head"),)

    foot = Foot("written", lambda column: Cell(_done(found.of_case(found.cases[column]))))
    width = 2 * len(str(max(len(found.cases), 1))) + 3
    tail = Tail("written", (max(width, 9),), done)
    widest = max(len(str(most)) + 2, 2 * len(str(max(len(found.codes), 1))) + 1)
    return Sheet(rows, columns, cell, widest, "code", (tail,), (foot,))


def _row(study: Study, path: str) -> RowHead:
    return RowHead(path, code_name(study, path), (("  " * path.count("/"), ""), *tag_pieces(study, path)))


def _done(found: Completeness) -> str:
    return f"{found.written}/{found.cells}" if found.cells else NOTHING


def quotes_of(found: Framework, cell: FrameworkCell) -> tuple[tuple[Passage, ...], tuple[Heading, ...]]:
    """The quotes of a cell: those that its summary rests on, those that changed since, the others; with headings."""
    passages = found.passages(cell.case, cell.code)
    if cell.summary is None or cell.state is None:
        return passages, ()
    by_id = {passage.coding.id: passage for passage in passages}
    state = cell.state
    resting = [id for id in cell.summary.quotes if id in by_id]
    since = [
        id for id in (*state.added, *state.recoded, *state.reworded) if id in by_id and id not in resting
    ]
    since = [id for id in by_id if id in since]
    others = [id for id in by_id if id not in resting and id not in since]
    parts = (("the summary rests on", resting), ("changed since it was written", since), ("others", others))
    headings = tuple(Heading(title, len(ids)) for title, ids in parts if ids)
    return tuple(by_id[id] for _, ids in parts for id in ids), headings


def summary_words(study: Study, cell: FrameworkCell) -> Content:
    """What is written of a cell, in which state it is, by whom; whatever else was written there."""
    return Content("\n").join(_summary_lines(study, cell))


def _summary_lines(study: Study, cell: FrameworkCell) -> Iterator[Content]:
    from crosscase.reports.synthesis.framework_words import state_line

    summary, state = cell.summary, cell.state
    if summary is None or state is None:
        yield plain(
            "not written yet: e writes it" if cell.codings else "no codings, and nothing written", "dim"
        )
        return
    sign, _ = mark_of(cell)
    style = "$text-success" if sign == WRITTEN else "$text-warning bold"
    yield plain(f"{sign} {state_line(state, 'en')}", style)
    yield from _changes(study, cell)
    yield Content("")
    own = study.settings.language
    for language, text in sorted(summary.text.items(), key=lambda each: each[0] not in (own, "")):
        if language not in (own, ""):
            yield plain(f"{language}:", "bold")
        for line in text.split("\n"):
            yield plain(line)
    yield Content("")
    yield plain(_facts(summary), "dim")
    for other in cell.also:
        yield plain(f"one more summary, written under {other.code}:", "bold")
        for text in other.text.values():
            yield plain(text)


def _facts(summary: Summary) -> str:
    by = f"by {shown(summary.by)}" if summary.by else ""
    return joined(f"rests on {counted(len(summary.quotes), 'quote')}", by, summary.written[:10])


def _changes(study: Study, cell: FrameworkCell) -> Iterator[Content]:
    state = cell.state
    assert state is not None
    kinds = (
        ("new", state.added),
        ("recoded", state.recoded),
        ("words changed", state.reworded),
        ("gone", state.gone),
        ("lost from the text", state.lost),
    )
    for word, ids in kinds:
        for id in ids:
            coding = coding_of(study, id)
            words = f"“{short(coding.quote, SHORT)}”" if coding is not None else "removed"
            yield Content.assemble((f"  {word} ", "$text-warning bold"), plain(words))
