"""The rows of the codebook: tag and name, what is special, counts and a bar."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType

from crosscase.study.codebook import Codebook
from crosscase.study.model import Code
from crosscase.tui.code.case_tree import bar
from crosscase.tui.code.code_tree import CodeTree
from crosscase.tui.code.shown import color_of, tag_of, tag_style
from crosscase.tui.codebook.usage import Usage
from crosscase.tui.words import shown

BAR = 8
COUNT = 5
HEADING = f"{'own':>{COUNT}}{'all':>{COUNT}} {' ' * BAR}"
"""What stands over the columns of counts."""


class CodebookTree(CodeTree):
    """The codes with their counts; Enter goes to where the code is used."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "screen.uses",
            "Where used",
            show=False,
            id="codebook.uses",
            tooltip="Go to the list of where the code is used",
        ),
    ]


def name_label(book: Codebook, code: Code, language: str, *, dim: bool = False) -> Text:
    """Tag and name of a code.

    Args:
        dim: whether the row is there only for the codes below it.
    """
    faint = "dim" if dim or code.retired else ""
    return Text.assemble(
        (shown(tag_of(code)), tag_style(code)), (f" {shown(book.name(code, language))}", faint)
    )


def counts_end(book: Codebook, usage: Usage, code: Code, left: int | None, *, at_hand: bool) -> Text:
    """What is special about a code, its own codings, those with the codes below, and the bar of both.

    Args:
        left: codings still to place where the code is being split, None where it is not.
        at_hand: the row of the cursor has one colour: a bar in the code's own could not be seen on it.
    """
    words = ["retired"] if code.retired else []
    if left is not None:
        words.append(f"split, {left} left" if left else "split, all placed")
    own, total = usage.own[code.id], usage.total[code.id]
    drawn = use_bar(own, total, usage.most[book.depth(code)])
    numbers = f"{own or '·':>{COUNT}}{total or '·':>{COUNT}} "
    return Text.assemble(
        (" ".join(words), "not bold italic"), numbers, (drawn, "" if at_hand else color_of(code))
    )


def use_bar(own: int, total: int, most: int, cells: int = BAR) -> str:
    """A bar of so many cells: solid for a code's own codings, dotted on for those of the codes below it.

    Args:
        most: the total that fills all cells.
    """
    if own == total:
        return bar(own / most, cells)
    whole = max(1, round(total / most * cells))
    solid = min(whole, max(1, round(own / most * cells))) if own else 0
    return ("█" * solid).ljust(max(whole, solid + 1), "░").ljust(cells)
