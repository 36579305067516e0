"""What commands that move things do with their edit, and how they tell what followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crosscase.cli.changing import carry_out
from crosscase.cli.output import note, say
from crosscase.cli.progress import slow
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError

QUERIES = "synthesis/queries.yaml"

if TYPE_CHECKING:
    from crosscase.study.edits import Edit
    from crosscase.study.folder import Study


def carry_out_move(study: Study, edit: Edit, told: str) -> None:
    """Do an edit of `moving`, and say in one line what was done and what followed."""
    from crosscase.study.moving import moves
    from crosscase.study.originals import renamed
    from crosscase.tui.session import Session

    with slow("saving"):
        carry_out(study, edit)
    session = Session(study.root)
    session.follow(moves(edit))
    session.save()
    try:
        renamed(study.root, moves(edit))
    except StudyError as error:
        note(f"{error}; a file that was imported before is not known by its new name")
    say(f"{told}{_followed(edit)}")


def _followed(edit: Edit) -> str:
    """`; 4 codings, 1 memo followed`, or nothing."""
    there = [change.file for change in edit.changes if change.after is not None]
    stations = [file for file in there if file.startswith(("synthesis/", "survey/", "validation/"))]
    counts = {
        "coding": sum(file.startswith("codings/") for file in there),
        "memo": sum(file.startswith("memos/") for file in there),
        "saved query": stations.count(QUERIES),
        "other file": sum(file != QUERIES for file in stations),
    }
    told = [counted(count, what) for what, count in counts.items() if count]
    return f"; {', '.join(told)} followed" if told else ""
