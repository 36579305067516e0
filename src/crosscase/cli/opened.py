"""The study and the coder a command works for, from the options before and after its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.progress import slow
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study

StudyOption = Annotated[
    Path | None,
    typer.Option(
        "--study", metavar="DIR", help="The study folder, or one in it; else the one found here or above."
    ),
]
CoderOption = Annotated[
    str,
    typer.Option("--coder", metavar="NAME", help="Who codes; else CROSSCASE_CODER, else the last one here."),
]


@dataclass(frozen=True, slots=True)
class Given:
    """What stood before the command's name."""

    study: Path | None = None
    coder: str = ""


def opened(context: typer.Context, study: Path | None = None, coder: str = "") -> Study:
    """Open the study a command is about.

    Args:
        study, coder: as given after the command's name; they win over what stood before it.

    Raises:
        StudyError: there is no study, or the coder's name cannot be one.
    """
    from crosscase.study.opening import open_folder

    before = context.obj if isinstance(context.obj, Given) else Given()
    start = study or before.study or Path()
    if not start.exists():
        raise StudyError(f"there is no folder {start}; give the study's folder with --study")
    with slow("opening the study"):
        return open_folder(start, coder or before.coder)


def coder_of(study: Study) -> str:
    """Who codes, for a change.

    Raises:
        StudyError: nobody has said.
    """
    if not study.coder:
        listed = ", ".join(coder.id for coder in study.settings.coders)
        among = f" (one of {listed}, or another)" if listed else ""
        raise StudyError(f"who codes? give --coder NAME{among}, or set CROSSCASE_CODER")
    return study.coder
