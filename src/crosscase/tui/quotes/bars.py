"""Quotes by case and by code, as bars: beside the list, or in two lines below it where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from crosscase.study.folder import Study
from crosscase.synthesis.quotes import case_title
from crosscase.tui.code.case_tree import bar
from crosscase.tui.code.code_picker import tag_content
from crosscase.tui.code.shown import color_of
from crosscase.tui.quotes.answer import Answer
from crosscase.tui.words import shortened, shown

CELLS = 10  # of a bar beside the list
SHORT = 4  # of a bar below it

Bar = tuple[Content, int, str]
"""What it is of, how many, and its colour."""
LETTERS = 2  # of a code: below the list they stand for its name


def case_bars(study: Study, found: Answer) -> list[Bar]:
    """One bar for each case of the study, also for those that have no quote here; the most quotes first."""
    counts = {case: found.by_case[case] for case in [*study.cases, *found.by_case]}
    names = sorted(counts, key=lambda case: -counts[case])
    return [(Content(shown(case_title(study, case))), counts[case], "$primary") for case in names]


def code_bars(study: Study, found: Answer) -> list[Bar]:
    """One bar for each code that has quotes here, the most first."""
    bars: list[Bar] = []
    book, language = study.codebook, study.settings.language
    for path, count in found.by_code.most_common():
        code = book.by_path.get(path)
        name = shown(book.name(code, language) if code is not None else path)
        bars.append((Content.assemble(tag_content(code), " ", name), count, color_of(code)))
    return bars


def beside(title: str, bars: Sequence[Bar], width: int, height: int) -> list[Content]:
    """A heading and bars under each other, in `height` rows at most."""
    most = max((count for _, count, _ in bars), default=0)
    lines = [Content.styled(title, "bold")]
    room = height - 1
    shown_bars = bars if len(bars) <= room else bars[: max(0, room - 1)]
    digits = len(str(most))
    name_room = max(6, width - CELLS - digits - 2)
    for name, count, color in shown_bars:
        number = f"{count or '·':>{digits}}"
        drawn = bar(count / most if most else 0, CELLS)
        lines.append(
            Content.assemble(
                name.truncate(name_room, ellipsis=True, pad=True),
                " ",
                (number, "bold" if count else "dim"),
                " ",
                (drawn, color),
            )
        )
    if len(bars) > len(shown_bars) and room > 0:
        rest = bars[len(shown_bars) :]
        lines.append(Content.styled(f"and {len(rest)} more with {sum(count for _, count, _ in rest)}", "dim"))
    return lines


def in_line(title: str, bars: Sequence[Bar], width: int, most_name: int = 14) -> Content:
    """A title and as many bars beside each other as there is room for.

    Args:
        most_name: cells of a name at most.
    """
    most = max((count for _, count, _ in bars), default=0)
    line = Content.styled(f"{title:<6}", "bold")
    used = cell_len(line.plain)
    left = [each for each in bars if each[1]]
    while left:
        name, count, color = left[0]
        short = name.truncate(most_name, ellipsis=most_name > LETTERS)
        drawn = bar(count / most, SHORT).rstrip()
        piece = Content.assemble(" ", short, " ", (drawn, color), f" {count} ")
        more = f" +{len(left)}"
        if used + cell_len(piece.plain) + (len(more) if len(left) > 1 else 0) > width:
            return Content.assemble(line, shortened(more, max(0, width - used)))
        line, used, left = Content.assemble(line, piece), used + cell_len(piece.plain), left[1:]
    return line


class QuoteBars(Widget):
    """Draws the bars of an answer."""

    DEFAULT_CSS = """
    QuoteBars { background: $panel; padding: 0 1; }
    """

    def __init__(self, study: Study, *, id: str) -> None:
        super().__init__(id=id)
        self._study = study
        self._cases: list[Bar] = []
        self._codes: list[Bar] = []

    def show(self, found: Answer) -> None:
        """Draw the bars of another answer."""
        self._cases, self._codes = case_bars(self._study, found), code_bars(self._study, found)
        self.refresh()

    def render(self) -> Content:
        """Both sets of bars."""
        width, height = self.content_size
        if height <= 3:
            lines = [in_line("Cases", self._cases, width), in_line("Codes", self._codes, width, LETTERS)]
        else:
            for_cases = min(len(self._cases) + 1, max(4, height // 2 - 1, height - len(self._codes) - 2))
            lines = beside("Quotes by case", self._cases, width, for_cases)
            lines += [Content(""), *beside("Quotes by code", self._codes, width, height - len(lines) - 1)]
        return Content("\n").join(lines[:height])
