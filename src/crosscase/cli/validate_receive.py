"""crosscase validate receive: what informants sent back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosscase.cli.opened import CoderOption, StudyOption, coder_of, opened
from crosscase.cli.output import complain, note
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.casework.replies import Placed
    from crosscase.casework.reply_values import Reply, Whose
    from crosscase.study.folder import Study

EXAMPLE = "Example: crosscase validate receive --served --coder koder-a"

StatementOption = Annotated[
    list[str] | None,
    typer.Option(
        "--statement", metavar="NUMBER", help="A statement that is answered, such as 2.3; may be repeated."
    ),
]
VerdictOption = Annotated[
    list[str] | None,
    typer.Option(
        "--verdict",
        metavar="VERDICT",
        help="On it: correct, changes, wrong or cannot-say; one a --statement.",
    ),
]
TextOption = Annotated[
    list[str] | None,
    typer.Option("--text", metavar="TEXT", help="What is said of it; one a --statement."),
]
AllCorrectOption = Annotated[
    bool, typer.Option("--all-correct", help="All statements are right, but those that --statement names.")
]
MissingOption = Annotated[
    list[str] | None, typer.Option("--missing", metavar="TEXT", help="What is missing; may be repeated.")
]
SectionOption = Annotated[
    list[str] | None,
    typer.Option(
        "--section", metavar="SECTION", help="Where it is missing; one a --missing, else the whole."
    ),
]


def validate_receive(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="Word forms (.docx, .odt), answer files, mails (.eml)."),
    ] = None,
    sender: Annotated[
        str,
        typer.Option(
            "--from", metavar="INFORMANT", help="Whose it is, such as alta/I1, where it does not say."
        ),
    ] = "",
    number: Annotated[
        int,
        typer.Option("--round", metavar="N", help="Which round, where it does not say; else the last one."),
    ] = 0,
    served: Annotated[bool, typer.Option("--served", help="What came over the served page.")] = False,
    all_correct: AllCorrectOption = False,
    statement: StatementOption = None,
    verdict: VerdictOption = None,
    text: TextOption = None,
    missing: MissingOption = None,
    section: SectionOption = None,
    coder: CoderOption = "",
    study: StudyOption = None,
) -> int:
    """Take answers in, statement by statement; exit code 1 if anything could not be read or placed.

    A file that is taken in twice changes nothing, nor do the same answers in another file. The answer in a mail's own
    words is shown whole: --all-correct, --statement and --missing say what it answers.
    """
    from crosscase.cli import replies_taken

    listed = files or []
    if not listed and not served:
        raise StudyError("name the files that came back, or give --served for what came over the page")
    whose = replies_taken.whose_of(sender, number)
    placed = replies_taken.placed_of(
        all_correct, statement or (), verdict or (), text or (), missing or (), section or ()
    )
    if (placed or sender) and len(listed) != 1:
        raise StudyError("--from, --all-correct, --statement and --missing are for one file; name it alone")
    changed = opened(context, study, coder)
    by = coder_of(changed)
    whole, taken = _take_files(changed, listed, whose, placed, by)
    if served:
        whole = replies_taken.served(changed, by) and whole
        taken += 1
    return 0 if whole else 1 if taken else 2


def _take_files(
    study: Study, files: Sequence[Path], whose: Whose, placed: Placed, by: str
) -> tuple[bool, int]:
    """Take in file by file; whether all of it found its place, and how many files could be read."""
    from crosscase.casework.packet_mark import lost_key
    from crosscase.casework.replies import check_reply_size, received
    from crosscase.cli.replies_taken import take
    from crosscase.reading.texts import content_of

    whole, taken = True, 0
    came: list[Reply] = []
    for file in files:
        try:
            if file.is_file():
                check_reply_size(file.stat().st_size, str(file))
            found = received(study, content_of(file), str(file), whose, placed)
            whole = take(study, found, str(file), by) and whole
            taken += 1
            came += [one.reply for one in found.came]
        except StudyError as error:
            complain(str(error))
            whole = False
    if line := lost_key(study, came):
        note(line)
    return whole, taken
