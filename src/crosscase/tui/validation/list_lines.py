"""How a case's statements and additions are listed: number, how it stands, who says what, words. Geometry only."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from crosscase.casework.deciding import Target, sent_text
from crosscase.casework.standing import StatementStanding
from crosscase.tui.synthesis.themes_blocks import MARGIN, Block, Piece, Row, text_rows
from crosscase.tui.validation.looking import id_of
from crosscase.tui.validation.wording import ADDED, NO_ANSWER, NOT_ASKED, VERDICT_SIGNS, state_sign
from crosscase.tui.words import shown

NUMBER = 5  # cells of a statement's number, with the blank behind it
LEAST_WORDS = 16  # cells that the words of a statement keep, however many were asked


def list_blocks(
    targets: Sequence[Target], names: Sequence[str], language: str, nothing: str, width: int
) -> list[Block]:
    """A row for each; `nothing` is said where there is none.

    Args:
        names: the informants of the case: each has the same place in every row, in the order of the grid's columns.
    """
    width = max(20, width - MARGIN)
    if not targets:
        return [Block(text_rows(nothing, width, "dim"))]
    return [Block((_row(each, names, language, width),), id_of(each)) for each in targets]


def _row(target: Target, names: Sequence[str], language: str, width: int) -> Row:
    sign = state_sign(target)
    if isinstance(target, StatementStanding):
        number, verdicts = shown(target.number), _verdicts(target, names, width)
        words, kind = sent_text(target.latest, language), "words"
    else:
        answer = target.answer
        number, verdicts = ADDED, [(f"{shown(answer.informant)}", "key")]
        words, kind = answer.text or answer.proposed, "words"
    pieces: list[Piece] = [(number.ljust(NUMBER), "key"), sign, (" ", ""), *verdicts, (" ", "")]
    room = width - sum(cell_len(text) for text, _ in pieces)
    return (*pieces, (_first_words(shown(words), max(1, room)), kind))


def _verdicts(target: StatementStanding, names: Sequence[str], width: int) -> list[Piece]:
    """A sign for each informant of the case, also one who was not asked; of many the first ones and an ellipsis."""
    said, spoke = target.verdicts, {each.informant for each in target.answers}
    signs: list[Piece] = []
    for name in names:
        if name in spoke:
            signs.append(VERDICT_SIGNS[said.get(name, "")])
        else:
            signs.append(NO_ANSWER if name in target.asked else NOT_ASKED)
    most = max(2, width - NUMBER - 3 - LEAST_WORDS)
    return signs if len(signs) <= most else [*signs[: most - 1], ("…", "dim")]


def _first_words(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    cut = text[: max(0, room - 1)]
    while cell_len(cut) > room - 1:
        cut = cut[:-1]
    return f"{cut.rstrip()}…"
