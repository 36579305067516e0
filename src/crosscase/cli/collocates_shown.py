"""What crosscase search shows of the words that stand beside hits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from crosscase.cli.coded_at_once import Out
from crosscase.cli.output import note, write
from crosscase.cli.progress import slow
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.folder import Study
    from crosscase.synthesis.searching import Found

COLUMNS = ("word", "count", "expected", "score", "texts", "forms")
MOST_REACH = 50
SHOWN = 40  # words on a terminal

CollocatesOption = Annotated[
    bool, typer.Option("--collocates", help="Only which words stand beside the hits.")
]
ReachOption = Annotated[
    int | None,
    typer.Option("--reach", metavar="WORDS", help="Beside is so many words on either side; else 5."),
]
AllWordsOption = Annotated[
    bool, typer.Option("--all-words", help="Count words that say little, and numbers, too.")
]


class Beside(NamedTuple):
    """What is asked of the words beside hits: how far on either side, and whether those that say little count."""

    reach: int
    small: bool


def beside_asked(
    collocates: bool, reach: int | None, all_words: bool, counts: bool, code: str
) -> Beside | None:
    """What is asked; None where nothing is.

    Raises:
        StudyError: an option is given without --collocates, or beside one that asks for something else.
    """
    if not collocates:
        for given, option in ((reach is not None, "--reach"), (all_words, "--all-words")):
            if given:
                raise StudyError(f"{option} says which words beside the hits count; give --collocates too")
        return None
    if counts or code:
        raise StudyError(
            f"--collocates lists words, not hits; leave {'--counts' if counts else '--code'} out"
        )
    from crosscase.language.collocates import REACH

    if reach is not None and not 1 <= reach <= MOST_REACH:
        raise StudyError(f"{reach} is no number of words on either side; give one from 1 to {MOST_REACH}")
    return Beside(REACH if reach is None else reach, all_words)


def write_collocates(study: Study, found: Found, pattern: str, inside: str, beside: Beside, out: Out) -> None:
    """List the words that stand beside the hits, the surest first; those of a terminal end after some."""
    from crosscase.synthesis.collocating import collocates

    with slow("counting words"):
        words = collocates(study, found, beside.reach, beside.small)
    rows = [
        (one.word, one.count, round(one.expected, 1), round(one.score, 1), one.texts, ", ".join(one.forms))
        for one in words
    ]
    shown = rows[:SHOWN] if out.is_plain else rows
    if shown or not out.is_plain:
        write(
            COLUMNS, shown, out.form, whole="word", caption=f"Words at most {beside.reach} words from “{pattern}”",
            study=study, output=out.output, replace=out.replace,
        )  # fmt: skip
    if not len(found.hits):
        note(f"nothing found in {found.searched} {inside}")
    elif not rows:
        note("no word stands beside the hits more often than chance has it")
    elif len(shown) < len(rows):
        note(f"{len(rows) - len(shown)} more words; --format csv lists all")
