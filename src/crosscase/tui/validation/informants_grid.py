"""Cases beside informants: who was sent the round, and what came back, a letter a cell."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from crosscase.casework.standing import InformantStanding
from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.tui.synthesis.grid import Grid
from crosscase.tui.synthesis.grid_layout import Cell, ColumnHead, Piece, RowHead, Sheet, Tail
from crosscase.tui.synthesis.wording import case_name, joined
from crosscase.tui.validation import keys
from crosscase.tui.validation.looking import RoundLook
from crosscase.tui.words import shown

NOT_SENT, NOBODY = "–", ""
OVERDUE = "!"


def letter(one: InformantStanding) -> tuple[str, str]:
    """What became of a packet: a letter, and the kind it is drawn in; `!` behind it where the answer is overdue."""
    if one.state == "answered":
        return "A", "good"
    if one.overdue:
        return ("P" if one.state == "partly" else "N") + OVERDUE, "bad"
    if one.state in ("partly", "answered, not placed"):
        return ("P" if one.state == "partly" else "W"), "warn"
    return ("O", "accent") if one.opened else ("S", "")


def told(one: InformantStanding | None, name: str, case: str) -> str:
    """The same in words: `I1 in Alta · answered 28 of 28 on 2022-01-10 · sent 2021-12-21 as docx`."""
    who = f"{shown(name)} in {case}"
    if one is None:
        return joined(who, "was not sent this round")
    sent = one.sent
    answered = f"{one.answered} of {one.asked}" if one.asked else counted(one.words, "remark")
    state = f"{one.state} {answered}" if one.state != "not answered" else one.state
    return joined(
        who,
        f"{state} on {one.at[:10]}" if one.at else state,
        "overdue" if one.overdue else "",
        f"due {shown(sent.deadline)}" if sent is not None and sent.deadline else "",
        f"and {counted(one.words, 'remark')}" if one.asked and one.words else "",
        f"opened {one.opened[:10]}" if one.opened else "",
        f"sent {(sent.mailed or sent.made)[:10]} as {sent.form}" if sent is not None else "answered unasked",
        f"reminded {sent.reminded[-1][:10]}" if sent is not None and sent.reminded else "",
    )


def sheet_of_round(study: Study, look: RoundLook) -> Sheet:
    """The sheet: at the right how much of a case is to be decided on."""
    cases, names, people = look.cases, look.columns, look.people

    def cell(row: int, column: int) -> Cell:
        case, name = cases[row], names[column]
        one = people.get((case, name))
        if one is not None:
            text, kind = letter(one)
            return Cell(text, 0.0, kind)
        return Cell(NOT_SENT if name in look.informants.get(case, ()) else NOBODY, 0.0, "faint")

    def left(row: int, width: int) -> tuple[Piece, ...]:
        count = len(look.undecided_in[cases[row]])
        return ((f"{count or '·':>{max(1, width - 1)}}", "warn" if count else "faint"),)

    return Sheet(
        [RowHead(case, case_name(study, case)) for case in cases],
        [ColumnHead(name, shown(name)) for name in names],
        cell,
        widest=2,
        corner="case",
        tails=(Tail("open", (6,), left),),
    )


class InformantGrid(Grid, inherit_bindings=False):
    """Shows the sheet; `Left` is said where one goes on to the statements."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.GRID]

    class Left(Message):
        """One went out, to the statements."""

    def action_leave(self) -> None:
        """Out, to the statements."""
        self.post_message(self.Left())
