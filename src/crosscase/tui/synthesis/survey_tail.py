"""What the survey says of a code's own items, at the right of its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crosscase.study.folder import Study
from crosscase.survey.model import in_language
from crosscase.survey.percent import HARD_SPACE, exact, half_up
from crosscase.tui.survey.bars import bar_cells
from crosscase.tui.synthesis.grid_layout import Piece, Tail
from crosscase.tui.words import shortened, shown

if TYPE_CHECKING:  # brings the survey along
    from crosscase.synthesis.beside import ItemBeside

SURVEY = "survey"
WIDTHS = (50, 36, 29, 27, 20)
NAMED, SHORT = 18, 4  # cells of an item's name, and of its question's alone
BASE = 7  # cells of the base
LEAST_BAR = 4
LEFT, RIGHT = "▕", "▏"

Items = Mapping[str, tuple["ItemBeside", ...]]
"""The items that a code is linked to, by its path."""


def items_beside(study: Study, paths: Sequence[str]) -> tuple[dict[str, tuple[ItemBeside, ...]], str]:
    """The items of codes that are linked to any; and in one line why there are none, where codes are linked."""
    from crosscase.synthesis.beside import survey_beside

    linked = {
        path: code.survey for path in paths if (code := study.codebook.by_path.get(path)) and code.survey
    }
    if not linked:
        return {}, ""
    survey = survey_beside(study)
    if survey.questionnaire is None:
        told = survey.problem if survey.state == "unreadable" else ""
        return {}, told or "codes are linked to a survey, and there is none in this study"
    return {path: tuple(map(survey.item, addresses)) for path, addresses in linked.items()}, ""


def survey_tail(paths: Sequence[str], items: Items, language: str) -> Tail | None:
    """The column; None where no code is linked to an item.

    Args:
        paths: of the codes, by the place that the column is told.
        language: of the answers' names.
    """
    if not any(path in items for path in paths):
        return None

    def draw(place: int, width: int) -> tuple[Piece, ...]:
        its = items.get(paths[place], ())
        return item_pieces(its[0], len(its) - 1, width, language) if its else ()

    return Tail(SURVEY, WIDTHS, draw)


def item_words(item: ItemBeside, more: int) -> str:
    """An item in a few words: `F10.kapasitet 30 % n=88 +1`; of one without a single share its name alone."""
    star = "*" if item.small else ""
    figures = []
    if item.share is not None:
        figures.append(f"{half_up(100 * exact(item.share), item.decimals)}{HARD_SPACE}%")
        figures += [f"n={item.base}{star}"] if item.base else []
    return " ".join([shown(item.address), *figures, *([f"+{more}"] if more > 0 else [])])


def item_pieces(item: ItemBeside, more: int, width: int, language: str) -> tuple[Piece, ...]:
    """An item in one row: what it is, its share, a bar with the interval, the base; as much as there is room for.

    Of a whole question it is the answer that most chose, with its name in the place of the bar.

    Args:
        more: how many other items the code has.
        language: of the answer's name.
    """
    wide = width >= WIDTHS[0]
    named = shown(item.address if wide else item.address.partition(".")[0])
    named = f" {shortened(named, NAMED if wide else SHORT):<{NAMED if wide else SHORT}} "
    share, base, label = item.share, item.base, ""
    if item.whole and item.strongest:
        _, line = item.strongest[0]
        share, base = line.share, line.base
        label = shown(in_language(line.label, language) or line.id)
    if share is None:
        why = item.state.replace("-", " ") or "no share"
        return (named, "faint"), (shortened(why, max(1, width - cell_len(named))), "faint")
    star = "*" if item.small else ""
    end = (f" n={base}{star}" if base else "").ljust(BASE) + (f"+{more}" if more > 0 else "").ljust(2)
    pieces: list[Piece] = [
        (named, "faint"),
        (f"{half_up(100 * exact(share), item.decimals)}{HARD_SPACE}%".rjust(5), "head"),
    ]
    room = width - cell_len(named) - 5 - len(end)
    if room < LEAST_BAR + 3:
        return (*pieces, (end, "faint"))
    if label:
        return (*pieces, (f" {shortened(label, room - 1)}".ljust(room), "faint"), (end, "faint"))
    interval = item.interval
    low, high = (interval.low, interval.high) if interval is not None else (None, None)
    bar = bar_cells(share, low, high, room - 3)
    return (*pieces, (f" {LEFT}", "line"), (bar, ""), (RIGHT, "line"), (end, "faint"))
