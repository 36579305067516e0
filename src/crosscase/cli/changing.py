"""What every command that changes something does with its edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crosscase.study.edits import Edit
    from crosscase.study.folder import Study


def carry_out(study: Study, edit: Edit) -> None:
    """Do an edit: on disk when this returns; raises StudyError where nothing was changed."""
    study.apply(edit)
