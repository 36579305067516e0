"""Putting pseudonyms in the place of names from the workbench: one step of the study, and what is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crosscase.language.names_apart import Place as Spot
from crosscase.study.edits import Edit
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.study.pseudonymising import carry_out, others_written, still_typed
from crosscase.study.replacing import Replacements, replace
from crosscase.study.roster import Roster, read_roster, write_roster
from crosscase.tui.dialogs import Notice
from crosscase.tui.names.deciding import Decided, onto, replacements
from crosscase.tui.names.finding import answers
from crosscase.tui.names.last_look import Outlook

if TYPE_CHECKING:
    from crosscase.tui.place import Place


@dataclass(frozen=True)
class Planned:
    """What would be done.

    Attributes:
        wanted: what is replaced, text by text.
        edit: the same as one step.
    """

    wanted: Replacements
    edit: Edit
    outlook: Outlook


def planned(place: Place, spots: Sequence[Spot], decided: Decided) -> Planned:
    """What replacing would do; nothing is changed. Raises StudyError where it cannot be."""
    wanted = replacements(spots, decided)
    edit = replace(place.study, wanted)
    files = tuple(sorted(dict.fromkeys(edit.files)))
    return Planned(wanted, edit, Outlook(decided.replaced, files, others_written(place.study, edit)))


def keep_roster(place: Place, decided: Decided) -> Roster:
    """Write what was decided into the roster, as it is now; raises StudyError where it cannot be."""
    root = place.study.root
    present = read_roster(root)
    roster = onto(decided, present)
    if roster != present:
        write_roster(root, roster)
    return roster


def do(place: Place, plan: Planned, decided: Decided) -> list[str]:
    """Do it; on disk when this returns.

    Returns:
        What there is to tell, a line each.

    Raises:
        StudyError: something could not be written, or was changed meanwhile.
    """
    roster = keep_roster(place, decided)
    workbench, edit = place.workbench, plan.edit

    def apply(edit: Edit) -> None:
        taken_in = workbench.saving.apply(edit)
        workbench.tell({*edit.files, *taken_in})

    cleaned = carry_out(place.study, plan.wanted, edit, roster, apply)
    first = f"{counted(plan.outlook.places, 'place')} replaced in {counted(len(plan.outlook.files), 'file')}"
    return [f"{first}; u takes it back", *filter(None, [str(cleaned)]), *still_typed(cleaned)]


async def tell(place: Place, lines: Sequence[str]) -> None:
    """Tell what was done, and then where names still stand: in names of files, and in the history of git."""
    place.say(lines[0])
    more = list(lines[1:])
    try:
        async for what, *values in answers("after", place.study.root):
            if what == "note":
                more.append(values[0])
            elif values[0] or not values[1]:
                least = "" if values[1] else "at least "
                more.append(
                    f"{least}{counted(values[0], 'commit')} of git still hold names; see which, and what to do, with "
                    "crosscase pseudonymise --commits"
                )
    except StudyError as error:
        more.append(f"whether commits of git hold names is not known: {error}")
    if more:
        await place.app.push_screen(Notice("\n".join([lines[0], *more])))
