"""The list of memos under headings of what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from crosscase.study.folder import Study
from crosscase.study.memos import Memo, about_now, about_written, all_memos, gist
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.memo_writing import subject_content
from crosscase.tui.ranking import folded
from crosscase.tui.words import plain, shown

MOST = 500  # memos at most: nobody reads further, and a large study stays quick
LONGEST = 160  # characters of a row; what the window has no room for is cut


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: a memo, or the heading above some."""

    label: Content
    memo: Memo | None = None


def key_of(memo: Memo) -> str:
    """What tells a memo from all others, also after it was changed."""
    return f"{memo.file}#{memo.id}"


def searchable(study: Study) -> list[tuple[Memo, str]]:
    """Every memo with what words are looked for in: itself, what it is about, its coder."""
    return [(memo, _searched(study, memo)) for memo in all_memos(study)]


def memos_found(memos: Sequence[tuple[Memo, str]], query: str, codings: bool) -> list[Memo]:
    """The memos that hold all words of a query.

    Args:
        memos: as `searchable` gives them.
        codings: whether those of codings are among them.
    """
    words = folded(query).split()
    return [
        memo
        for memo, text in memos
        if (codings or memo.coding is None) and all(word in text for word in words)
    ]


def rows_of(study: Study, memos: Sequence[Memo]) -> Iterator[Row]:
    """Rows with a heading for each thing that memos are about; codings stand under their source."""
    for subject, held in groupby(memos[:MOST], key=lambda memo: _heading(study, memo)):
        kind, _, name = subject.partition("/")
        label = plain(f"Codings in {name}") if kind == "codings" else subject_content(study, subject)
        yield Row(label.stylize("bold"))
        for memo in held:
            yield Row(_label(study, memo), memo)
    if len(memos) > MOST:
        yield Row(plain(f"and {len(memos) - MOST} more: type words into the filter", "dim"))


def _heading(study: Study, memo: Memo) -> str:
    return f"codings/{memo.coding.source}" if memo.coding is not None else about_now(study, memo.about)


def _label(study: Study, memo: Memo) -> Content:
    tag = Content("  ")
    if memo.coding is not None:
        tag = Content.assemble("  ", tag_content(study.codebook.resolve(memo.coding.code)), " ")
    whose = "" if memo.coder in ("", study.coder) else f"{shown(memo.coder)}: "
    return Content.assemble(tag, (whose, "dim"), plain(gist(memo, LONGEST)))


def _searched(study: Study, memo: Memo) -> str:
    about = about_written(study, memo.about)
    if (coding := memo.coding) is not None:
        about = f"{coding.source} {study.codebook.path_now(coding.code)}"
    return folded(f"{about} {memo.coder} {memo.title} {memo.text}")


class MemoList(OptionList):
    """Memos to choose from; headings are passed over."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="memos.down", tooltip="Next memo"),
        Binding("k", "cursor_up", "Up", show=False, id="memos.up", tooltip="Previous memo"),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._memos: dict[str, Memo] = {}

    def fill(self, study: Study, memos: Sequence[Memo]) -> None:
        """Show other memos; the one at hand stays where it is among them, else the place in the list."""
        at, at_hand = self.highlighted or 0, self.memo
        rows = list(rows_of(study, memos))
        self._memos = {key_of(row.memo): row.memo for row in rows if row.memo is not None}
        self.clear_options()
        self.add_options(
            Option(row.label, id=key_of(row.memo))
            if row.memo is not None
            else Option(row.label, disabled=True)
            for row in rows
        )
        if at_hand is not None and key_of(at_hand) in self._memos:
            self.go_to(key_of(at_hand))
        elif self._memos:
            near = [place for place, row in enumerate(rows) if row.memo is not None]
            self.highlighted = min(near, key=lambda place: abs(place - at))

    def go_to(self, key: str) -> None:
        """Put the cursor on a memo, where it is in the list."""
        if key in self._memos:
            self.highlighted = self.get_option_index(key)

    @property
    def memo(self) -> Memo | None:
        """The memo at hand."""
        option = self.highlighted_option
        return self._memos.get(option.id or "") if option is not None else None
