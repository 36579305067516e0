"""What every command that changes something does with its edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crosscase.cli.output import note
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.edits import Edit
    from crosscase.study.folder import Study


def carry_out(study: Study, edit: Edit) -> None:
    """Do an edit, and keep it for `crosscase undo`: on disk when this returns.

    Raises:
        StudyError: nothing was changed. An edit that is done and cannot be kept is told on stderr.
    """
    from crosscase.study.undo_log import remember

    study.apply(edit)
    step = study.history.last
    if step is None:
        return
    try:
        remember(study, step)
    except StudyError as error:
        note(str(error))
