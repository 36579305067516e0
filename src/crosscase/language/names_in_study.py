"""Names in every text of a study: where they may stand, and where one of the roster still does."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from crosscase.study.folder import Study
from crosscase.study.problems import FileError, StudyError
from crosscase.study.roster import Roster, occurrences, occurrences_in_id, read_roster, told
from crosscase.study.save import read_bytes
from crosscase.study.summary_file import FOLDER as SUMMARIES
from crosscase.study.texts_inside import must_be_text, texts_inside
from crosscase.study.whole_texts import Inside

if TYPE_CHECKING:
    from crosscase.language.finding_names import Candidate
    from crosscase.language.pipeline import Pipeline

_LABEL = re.compile(r"[A-ZÆØÅ]{1,3}[0-9]{1,3}|R[0-9]+")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_NOBODY_SEES = "\u200b"
_TEXTS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Left:
    """A name that still stands in a study.

    Attributes:
        file: relative to the study folder.
        line, column: from 1; both 0 where it is in the name of the file, or the file cannot be looked at.
        what: whose it is by the pseudonym, never the name; or what is wrong with the file.
    """

    file: str
    line: int
    column: int
    what: str

    def __str__(self) -> str:
        """As tools read it: `file:line:column: what`."""
        return (
            f"{self.file}:{self.line}:{self.column}: {self.what}"
            if self.line
            else f"{self.file}: {self.what}"
        )


def known_words(study: Study) -> frozenset[str]:
    """Words of a study that are never proposed as names: of its cases and codes, and labels such as `I1`."""
    names = [case.name for case in study.cases.values()]
    names += [name for code in study.codebook for name in code.name.values()]
    names += [keyword for code in study.codebook for keyword in code.keywords]
    labels = [
        speaker.name
        for source in study.sources.values()
        for speaker in source.speakers
        if speaker.is_interviewer or _LABEL.fullmatch(speaker.name)
    ]
    return frozenset(word for name in (*names, *labels) for word in (name, *name.split()) if word)


def found(
    study: Study,
    roster: Roster,
    pipeline: Pipeline | None = None,
    look: Callable[[str], object] | None = None,
) -> Iterator[tuple[Inside, Candidate]]:
    """What may be a name in the texts of a study that can be changed: by file, then by place.

    Args:
        pipeline: a trained one, whose entities are candidates too.
        look: is given each file that is about to be looked through.

    Raises:
        FileError: a file cannot be read; nothing is told before all can.
    """
    from crosscase.language.finding_names import candidates

    known, usual = known_words(study), study.settings.language

    @lru_cache(_TEXTS_KEPT)  # answers of a survey are often the same
    def of_text(text: str, language: str) -> tuple[Candidate, ...]:
        return candidates(text, roster, language, known=known, pipeline=pipeline)

    file = ""
    for inside in texts_inside(study):
        if look is not None and inside.file != file:
            look(file := inside.file)
        if not inside.fixed:
            for candidate in of_text(inside.text, inside.language or usual):
                yield inside, candidate


def left(
    root: Path,
    files: Iterable[str],
    roster: Roster | None = None,
    read: Callable[[str], bytes | None] | None = None,
) -> Iterator[Left]:
    """Every place where a name of the roster, or a valid national identity number, stands in files as they are.

    Args:
        root: the study folder.
        files: relative to it.
        roster: the study's own where nothing is said.
        read: gives the content of a file that is not to be read from the disk.

    Raises:
        StudyError: the roster cannot be read: then nothing can be checked.
    """
    roster = read_roster(root) if roster is None else roster
    files = list(files)
    yield from in_names(files, roster)
    yield from _inside(root, files, roster, read)


def _inside(
    root: Path, files: Iterable[str], roster: Roster, read: Callable[[str], bytes | None] | None
) -> Iterator[Left]:
    for file in files:
        try:
            raw = read(file) if read is not None else read_bytes(root, file)
        except FileError as error:
            yield Left(file, 0, 0, f"{error.problem.message}; it was not looked at")
            continue
        if raw is not None and b"\0" in raw:
            if must_be_text(file):
                yield Left(file, 0, 0, "it holds zero characters and was not looked at: save it as UTF-8")
        elif raw is not None:
            yield from _in_text(file, raw.decode("utf-8", "replace"), roster)


def in_names(files: Collection[str], roster: Roster) -> Iterator[Left]:
    """Files whose own name, which is the id of a source, a case, a coder or a memo, holds a name of the roster."""
    there, said = frozenset(files), set[str]()
    for file in files:
        if file.startswith(f"{SUMMARIES}/"):
            continue  # called as its case is
        path = PurePosixPath(file)
        source = path.parent.as_posix().replace("codings/", "interviews/", 1)
        # codings are called as their source is
        first = len(file) - len(path.name) if path.parts[0] == "codings" and f"{source}.md" in there else 0
        for hit in occurrences_in_id(roster, file[first:]):
            how = _rename(path, first + hit.start)
            if how not in said:
                said.add(how)
                whose = told(roster, hit.entry)
                yield Left(file, 0, 0, f"the file's name holds a name of the roster (of {whose}): {how}")


def _rename(path: PurePosixPath, at: int) -> str:
    """How a thing gets another name whose name is in a path, at a place of it."""
    station = path.parts[0]
    in_file = at >= len(str(path)) - len(path.name)
    if station == "interviews" and len(path.parts) == 3:
        if in_file:
            return f"crosscase source rename {path.parts[1]}/{path.stem} NEW gives it another"
        return f"crosscase case rename {path.parts[1]} NEW gives it another"
    if station == "cases":
        return f"crosscase case rename {path.stem} NEW gives it another"
    if station == "codings" and not in_file:
        return f"crosscase moved {'/'.join(path.parts[1:3])} NEW hands the codings over"
    if station == "memos":
        return f"give memos/{path.name} another by hand"
    return f"give {path} another by hand"


def not_looked_at(root: Path, files: Iterable[str]) -> tuple[str, ...]:
    """Those of the files that are no texts at all, such as Word files: names in them are not found."""
    found = []
    for file in files:
        with suppress(OSError):
            if not must_be_text(file) and b"\0" in (root / file).read_bytes():
                found.append(file)
    return tuple(found)


def left_inside(setup: tuple[str, Roster], files: Iterable[str]) -> list[tuple[str, int, int, str]]:
    """`left` without the names of files, for another process: plain values.

    Args:
        setup: the study folder and the roster.

    Raises:
        StudyError: the study is not there, as on another machine that does not share its folder.
    """
    root, roster = Path(setup[0]), setup[1]
    if not (root / "study.yaml").is_file():
        raise StudyError(
            f"{root}: the study is not there where it was to be looked through; leave --cluster out"
        )
    return [(one.file, one.line, one.column, one.what) for one in _inside(root, files, roster, None)]


def _in_text(file: str, content: str, roster: Roster) -> Iterator[Left]:
    from crosscase.language.number_forms import identity_numbers

    text = _unescaped(content) if file.endswith((".yaml", ".yml", ".json")) and "\\" in content else content
    hits = [
        (hit.start, f"a name of the roster (of {told(roster, hit.entry)})")
        for hit in occurrences(roster, text)
    ]
    hits += [(start, "a national identity number") for start, _ in identity_numbers(text)]
    line, seen = 1, 0
    for start, what in sorted(dict(reversed(hits)).items()):
        line += content.count("\n", seen, start)
        seen = start
        yield Left(file, line, start - content.rfind("\n", 0, start), what)


def _unescaped(content: str) -> str:
    """YAML whose escapes are the characters they stand for, each place where it was."""
    return _ESCAPE.sub(_character, content)


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is not None:
        letter = chr(int(code, 16)) if int(code, 16) < 0x110000 else " "
    else:
        letter = match[4] if match[4] in "\"\\/'" else " "
    return letter + _NOBODY_SEES * (len(match[0]) - 1)
