"""Where a code is used: the sources by case, with counts by coder."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from crosscase.study.folder import Study
from crosscase.study.model import OPEN_ANSWERS, Code
from crosscase.tui.codebook.rows import COUNT, use_bar
from crosscase.tui.codebook.usage import Usage
from crosscase.tui.words import shortened, shown

BAR = 6
MOST = 300  # sources drawn: nobody reads further down a list


@dataclass(frozen=True, slots=True)
class SourceUse:
    """How often a code is used in a source.

    Attributes:
        own: codings of exactly the code.
        coders: codings by coder, those of the codes below counted too.
    """

    source: str
    own: int
    coders: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All codings, those of the codes below counted too."""
        return sum(count for _, count in self.coders)


def uses_of(study: Study, usage: Usage, code: Code) -> list[SourceUse]:
    """The sources a code is used in, as the study has them."""
    own = usage.places.get(code.id, Counter())
    by_source: dict[str, dict[str, int]] = {}
    for (source, coder), count in usage.within(study.codebook, code).items():
        by_source.setdefault(source, {})[coder] = count
    order = {source: at for at, source in enumerate(study.sources)}
    found = []
    for source in sorted(by_source, key=lambda s: (order.get(s, len(order)), s)):
        coders = by_source[source]
        its_own = sum(own.get((source, coder), 0) for coder in coders)
        found.append(SourceUse(source, its_own, tuple(sorted(coders.items()))))
    return found


class UsesList(OptionList):
    """Sources to go to; the id of an option is the source's."""

    def __init__(self, study: Study, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._study = study
        self._drawn: tuple[list[SourceUse], int] = ([], 0)
        self._uses: list[SourceUse] = []
        self._bars = True  # whether there is room for them beside the coders

    def tell(self, uses: list[SourceUse]) -> None:
        """Show where a code is used; the source at hand stays so where it is still there."""
        self._uses = uses
        width = max(20, self.scrollable_content_region.width - 2)
        if (uses, width) == self._drawn:
            return
        self._drawn = uses, width
        at = self.source_at_hand
        options: list[Option] = []
        room = width - _column(width) - 2 * COUNT - BAR - 4
        self._bars = all(cell_len(_coders(use)) <= room for use in uses)
        most = max((use.total for use in uses), default=1)
        by_case = groupby(uses[:MOST], key=lambda use: use.source.partition("/")[0])
        for case, its in ((case, list(group)) for case, group in by_case):
            if len(its) > 1:
                options.append(Option(self._case_line(case, its, width), disabled=True))
            options += [Option(self._line(use, most, width, alone=len(its) == 1), use.source) for use in its]
        if len(uses) > MOST:
            options.append(Option(Content(f"and {len(uses) - MOST} more"), disabled=True))
        self.clear_options()
        self.add_options(options)
        ids = [option.id for option in options]
        if uses:
            self.highlighted = ids.index(at) if at in ids else next(n for n, id in enumerate(ids) if id)

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self.tell(self._uses)

    @property
    def source_at_hand(self) -> str:
        """Id of the highlighted source, or empty."""
        if self.highlighted is None or self.highlighted >= self.option_count:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    def _case_name(self, case: str) -> str:
        known = self._study.cases.get(case)
        return shown(known.name if known is not None else "open answers" if case == OPEN_ANSWERS else case)

    def _case_line(self, case: str, uses: list[SourceUse], width: int) -> Content:
        numbers = self._numbers(sum(use.own for use in uses), sum(use.total for use in uses))
        return _filled(Content.styled(self._case_name(case), "bold"), numbers, "", width)

    def _line(self, use: SourceUse, most: int, width: int, *, alone: bool) -> Content:
        case, _, name = use.source.partition("/")
        gone = " (gone)" if use.source not in self._study.sources else ""
        first = Content.styled(f"{self._case_name(case)} ", "bold") if alone else Content("  ")
        coders = _coders(use)
        drawn = use_bar(use.own, use.total, most, BAR) if self._bars else ""
        return _filled(
            Content.assemble(first, shown(name), gone),
            self._numbers(use.own, use.total),
            f"{drawn}  {coders}" if drawn else coders,
            width,
        )

    def _numbers(self, own: int, total: int) -> str:
        if all(use.own == use.total for use in self._uses):
            return f"{total:>{COUNT}}"  # nothing below it counts: one number says all
        return f"{own or '·':>{COUNT}}{total:>{COUNT}}"


def _coders(use: SourceUse) -> str:
    return shown("  ".join(f"{coder} {count}" for coder, count in use.coders))


def _column(width: int) -> int:
    """Cells of a row of that width that the names take."""
    return max(12, min(40, width * 2 // 5))


def _filled(left: Content, numbers: str, end: str, width: int) -> Content:
    """A name, numbers in their column, and after them what has room."""
    column = _column(width)
    name = left.truncate(column, ellipsis=True, pad=True)
    end = shortened(end, max(0, width - column - len(numbers) - 2))
    return Content.assemble(name, (numbers, "bold"), "  ", (end, "dim"))
