"""Where names of the roster still stand: in the files of a study, and in the history of git."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crosscase.cli.output import Format, note, say, write
from crosscase.cli.progress import counted, slow

if TYPE_CHECKING:
    from crosscase.study.folder import Study

COLUMNS = ("file", "line", "column", "what")
COMMITS = ("commit", "time", "file", "names")
_SHORT = 10  # letters of a commit's hash


def check_names(study: Study, form: Format) -> int:
    """Say where names stand; 1 where any does, or a file cannot be looked at."""
    from crosscase.language.names_in_study import left, not_looked_at
    from crosscase.study.roster import read_roster
    from crosscase.study.texts_inside import study_files

    roster = read_roster(study.root)
    for doubt in roster.doubts:
        note(f"private/roster.yaml: {doubt}")
    files = study_files(study.root)
    found = list(left(study.root, counted(files, "looking through files"), roster))
    for file in not_looked_at(study.root, files):
        note(f"{file}: is no text and was not looked at")
    if form is Format.table:
        for one in found:
            say(str(one))
        say(_summed_up(len(found), len(files), len(roster.entries)))
    else:
        write(COLUMNS, [(o.file, o.line, o.column, o.what) for o in found], form, study=study)
    return int(bool(found))


def _summed_up(found: int, files: int, names: int) -> str:
    looked = f"{_counted(files, 'file')} looked through for {_counted(names, 'name')} of the roster"
    return f"{_counted(found, 'place')} to look at; {looked}" if found else f"none stands here; {looked}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


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
    seen = f"{looked.commits} commit{'s' * (looked.commits != 1)}"
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
