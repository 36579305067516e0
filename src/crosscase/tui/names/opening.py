"""Looking for names from any place of the workbench, and what is said where there is nothing to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crosscase.study.problems import StudyError
from crosscase.study.roster import read_roster

if TYPE_CHECKING:
    from crosscase.tui.names.finding import Found
    from crosscase.tui.place import Place


def look_for_names(place: Place) -> None:
    """Look through the study, and show what may be a name."""
    from crosscase.tui.dialogs import Notice
    from crosscase.tui.names.finding import FindingScreen

    def looked(found: Found | str | None) -> None:
        if found is None:
            place.say("stopped; nothing was changed")
        elif isinstance(found, str):
            place.app.push_screen(Notice(found))
        elif not found.places:
            place.app.push_screen(Notice("\n".join(["nothing looks like a name", *found.notes])))
        else:
            show_names(place, found)

    place.app.push_screen(FindingScreen(place.study.root), looked)


def show_names(place: Place, found: Found) -> None:
    """Show what may be a name, to be decided on."""
    from crosscase.tui.dialogs import Notice
    from crosscase.tui.names.screen import NamesScreen

    def ended(how: str | None) -> None:
        if how == "again":
            look_for_names(place)

    try:
        roster = read_roster(place.study.root)
    except StudyError as error:
        place.app.push_screen(Notice(str(error)))
        return
    notes = [*found.notes, *(f"private/roster.yaml: {doubt}" for doubt in roster.doubts)]
    place.app.push_screen(NamesScreen(place, found.places, roster, notes), ended)
