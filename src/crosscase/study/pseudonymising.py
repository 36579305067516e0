"""Putting pseudonyms in the place of names: the steps that command and workbench take, in the order that loses nothing."""

from __future__ import annotations

from collections.abc import Callable

from crosscase.study.cleaning import Cleaned, clean_up
from crosscase.study.codings import FOLDER, split_file
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.replacing import Replacements
from crosscase.study.restoring import remember_replaced
from crosscase.study.roster import Roster


def carry_out(
    study: Study, wanted: Replacements, edit: Edit, roster: Roster, apply: Callable[[Edit], object]
) -> Cleaned:
    """Replace names: what stood there is written down first, then it is replaced, then the machine is cleaned up.

    Args:
        edit: what `replacing.replace` made of the replacements.
        roster: the names, as they are now.
        apply: does an edit.

    Raises:
        StudyError: something cannot be written; whatever is replaced by then can be put back.
    """
    remember_replaced(study, wanted)
    apply(edit)
    return clean_up(study, roster)


def others_written(study: Study, edit: Edit) -> tuple[str, ...]:
    """The other coders whose codings an edit writes, sorted."""
    coders = {split_file(file)[1] for file in edit.files if file.startswith(f"{FOLDER}/")}
    return tuple(sorted(coders - {study.coder}))


def still_typed(cleaned: Cleaned) -> tuple[str, ...]:
    """A line for each source into which words are being typed that hold names."""
    return tuple(
        f"{source}: words that are being typed into it hold names; save or leave them, then look once more"
        for source in cleaned.typing
    )
