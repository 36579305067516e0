"""Looking for names in a process of its own, so that nobody's keys wait for it: lines of JSON, one a step.

`python -m crosscase.language.names_apart find STUDY` says how far it is, and tells each place that may be a name;
`after STUDY` tells where names still stand once they were replaced in the texts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crosscase.study.problems import StudyError
from crosscase.study.processes import module_command
from crosscase.study.roster import Kind

if TYPE_CHECKING:
    from crosscase.language.finding_names import Candidate
    from crosscase.study.whole_texts import Inside

AROUND = 240
"""Characters of a text that are told on each side of a place, at most."""
_LINES = 2  # of the text, beside the line that a place is on
_PATIENCE = 20.0  # seconds for the history


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a study that may be a name, with all that a person has to see of it.

    Attributes:
        file, id, field: the text that it is in, as `Inside.key`.
        start, end: code points into that text, end exclusive, without the ending.
        words: as they stand; ending: the genitive behind them.
        line, column: of the file, from 1; the line is 0 where it is not known.
        before, after: what stands around it (behind the ending), some lines at most.
        kind: what it is the name of.
        entry: the name of the roster's entry that it is, or is like; empty where there is none.
        sure: nobody has to look.
        why: by what it was found.
        hint: what sort of place it is; is_word: it is an ordinary word too: for a new entry of the roster.
    """

    file: str
    id: str
    field: str
    start: int
    end: int
    words: str
    ending: str
    line: int
    column: int
    before: str
    after: str
    kind: Kind
    entry: str = ""
    sure: bool = False
    why: str = ""
    hint: str = ""
    is_word: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What its text is known by."""
        return self.file, self.id, self.field


_NAMES = tuple(field.name for field in fields(Place))


def command(what: str, root: Path) -> list[str]:
    """How the process is started.

    Args:
        what: `find` or `after`.
    """
    return module_command(__name__, what, str(root))


def place_of(row: list[Any]) -> Place:
    """A place as the process told it."""
    return Place(**dict(zip(_NAMES, row, strict=True)))


def _told(place: Place) -> list[Any]:
    values: Mapping[str, Any] = asdict(place)
    return [values[name] for name in _NAMES]


def _place(inside: Inside, found: Candidate, language: str) -> Place:
    from crosscase.language.naming import hint_of, is_also_a_word

    text = inside.text
    line, column = inside.place(found.start)
    behind = found.end + len(found.ending)
    first, last = max(0, found.start - AROUND), min(len(text), behind + AROUND)
    before, after = text[first : found.start], text[behind:last]
    if first and text[first - 1] != "\n":
        before = f"…{before.partition(' ')[2] or before}"
    if last < len(text) and text[last] != "\n":
        after = f"{after.rpartition(' ')[0] or after}…"
    return Place(
        *inside.key,
        found.start,
        found.end,
        text[found.start : found.end],
        found.ending,
        line,
        column,
        "\n".join(before.split("\n")[-1 - _LINES :]),
        "\n".join(after.split("\n")[: 1 + _LINES]),
        found.kind,
        found.entry.name if found.entry is not None else "",
        found.sure,
        found.why,
        hint_of(found.kind, found.words, language),
        is_also_a_word(found.words, language),
    )


def _find(root: Path) -> Iterable[list[Any]]:
    from crosscase.language.names_in_study import found
    from crosscase.language.naming import trained
    from crosscase.study.opening import open_folder
    from crosscase.study.roster import read_roster
    from crosscase.study.texts_inside import study_files

    study = open_folder(root)
    language = study.settings.language
    numbers = {file: number for number, file in enumerate(study_files(root), 1)}
    notes: list[str] = []
    pipeline = trained(language, notes.append)
    for note in notes:
        yield ["note", note]

    def look(file: str) -> None:
        _say(["file", numbers.get(file, len(numbers)), len(numbers), file])

    for inside, candidate in found(study, read_roster(root), pipeline, look):
        yield ["place", *_told(_place(inside, candidate, language))]


def _after(root: Path) -> Iterable[list[Any]]:
    from crosscase.language.names_in_study import in_names
    from crosscase.study.git_repo import GitError
    from crosscase.study.named_commits import named_commits
    from crosscase.study.roster import read_roster
    from crosscase.study.texts_inside import study_files

    roster = read_roster(root)
    for left in in_names(study_files(root), roster):
        yield ["note", str(left)]
    try:
        looked = named_commits(root, roster, _PATIENCE)
    except GitError:
        return  # no repository, no history
    yield ["commits", len({one.commit for one in looked.named}), looked.whole]


def _say(row: list[Any]) -> None:
    print(json.dumps(row), flush=True)


def main() -> None:
    """Do what the first argument says with the study of the second, and say that it is done."""
    what, root = sys.argv[1], Path(sys.argv[2])
    try:
        for row in (_find if what == "find" else _after)(root):
            _say(row)
    except StudyError as error:
        _say(["error", str(error)])
    else:
        _say(["done"])


if __name__ == "__main__":
    main()
