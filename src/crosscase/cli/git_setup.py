"""crosscase git-setup: git merges a study's files by id, leaves private ones alone, and looks before each commit."""

from __future__ import annotations

from typing import Annotated

import typer

from crosscase.cli.opened import Given, StudyOption
from crosscase.cli.output import say

EXAMPLE = "Example: crosscase git-setup"


def git_setup(
    context: typer.Context,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take it back; private files stay ignored.")
    ] = False,
    study: StudyOption = None,
) -> None:
    """Tell git how to merge and check this study. Once in every clone; a second time changes nothing."""
    from pathlib import Path

    from crosscase.study.git_setup import set_up, take_away
    from crosscase.study.opening import find_root

    before = context.obj if isinstance(context.obj, Given) else Given()
    root = find_root(study or before.study or Path())
    done = take_away(root) if remove else set_up(root)
    for line in done:
        say(line)
    if not done:
        say("nothing to take back" if remove else "everything is set up already")
