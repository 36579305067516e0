"""Where names of the roster still stand: in the files of a study, and in the history of git.

What is shown passes no name gate: it is for whoever has the roster, and the name of a file may be what it tells of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crosscase.cli.output import Format, note, say, write
from crosscase.cli.progress import counted_aloud, slow
from crosscase.study.plurals import counted

if TYPE_CHECKING:
    from crosscase.cli.spread_options import Spread
    from crosscase.language.names_in_study import Left
    from crosscase.study.folder import Study
    from crosscase.study.roster import Roster

COLUMNS = ("file", "line", "column", "what")
COMMITS = ("commit", "time", "file", "names")
_SHORT = 10  # letters of a commit's hash
_CHUNK = 500_000  # bytes of files that are looked through at once


def check_names(study: Study, form: Format, spread: Spread) -> int:
    """Say where names stand; 1 where any does, or a file cannot be looked at."""
    from crosscase.language.names_in_study import not_looked_at
    from crosscase.study.roster import read_roster
    from crosscase.study.texts_inside import study_files

    roster = read_roster(study.root)
    for doubt in roster.doubts:
        note(f"private/roster.yaml: {doubt}")
    files = study_files(study.root)
    found = _found(study, files, roster, spread)
    for file in not_looked_at(study.root, files):
        note(f"{file}: is no text and was not looked at")
    if form is Format.table:
        for one in found:
            say(str(one))
        say(_summed_up(len(found), len(files), len(roster.entries)))
    else:
        write(COLUMNS, [(o.file, o.line, o.column, o.what) for o in found], form)
    return int(bool(found))


def _found(study: Study, files: Sequence[str], roster: Roster, spread: Spread) -> list[Left]:
    """The places in the order of the files; those in the names of files first."""
    from crosscase.language.names_in_study import Left, in_names
    from crosscase.language.spread import chunked

    sizes = {file: _size(study, file) for file in files}
    chunks = list(chunked(files, _CHUNK, sizes.__getitem__))
    task = "crosscase.language.names_in_study:left_inside"
    parts = spread.parts(
        task, (str(study.root), roster), counted_aloud(chunks, "looking through files"), sum(sizes.values())
    )
    return [*in_names(files, roster), *(Left(*row) for rows in parts for row in rows)]


def _size(study: Study, file: str) -> int:
    try:
        return (study.root / file).stat().st_size
    except OSError:  # is said where it is read
        return 0


def _summed_up(found: int, files: int, names: int) -> str:
    looked = f"{counted(files, 'file')} looked through for {counted(names, 'name')} of the roster"
    return f"{counted(found, 'place')} to look at; {looked}" if found else f"none stands here; {looked}"


def show_commits(study: Study, form: Format) -> int:
    """Show the commits that hold names; 1 where any does."""
    from crosscase.study.named_commits import ADVICE, named_commits
    from crosscase.study.roster import read_roster

    with slow("looking through the history"):
        looked = named_commits(study.root, read_roster(study.root))
    rows = [(one.commit[:_SHORT], one.time, one.file, one.names) for one in looked.named]
    if rows or form is not Format.table:
        write(COMMITS, rows, form, whole="file")
    tell = say if form is Format.table else note
    commits = len({one.commit for one in looked.named})
    seen = f"{counted(looked.commits, 'commit')}"
    if not looked.whole:
        note(f"only the newest {seen} were looked at: the time was over")
    tell(
        f"{commits} of {seen} hold names of the roster"
        if rows
        else f"none of {seen} holds a name of the roster"
    )
    if rows:
        tell(ADVICE)
    return int(bool(rows))
