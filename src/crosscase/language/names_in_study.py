"""Names in every text of a study: where they may stand, and where one of the roster still does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from crosscase.study.folder import Study
from crosscase.study.ids import slugify
from crosscase.study.problems import FileError
from crosscase.study.roster import Entry, Roster, occurrences, read_roster, told
from crosscase.study.save import read_bytes
from crosscase.study.texts_inside import texts_inside
from crosscase.study.whole_texts import Inside

if TYPE_CHECKING:
    from crosscase.language.finding_names import Candidate
    from crosscase.language.pipeline import Pipeline

_LABEL = re.compile(r"[A-ZÆØÅ]{1,3}[0-9]{1,3}|R[0-9]+")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_NOBODY_SEES = "\u200b"
_SHORTEST_SLUG = 3
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
    study: Study, roster: Roster, pipeline: Pipeline | None = None
) -> Iterator[tuple[Inside, Candidate]]:
    """What may be a name in the texts of a study that can be changed: by file, then by place.

    Args:
        pipeline: a trained one, whose entities are candidates too.

    Raises:
        FileError: a file cannot be read; nothing is told before all can.
    """
    from crosscase.language.finding_names import candidates

    known, usual = known_words(study), study.settings.language

    @lru_cache(_TEXTS_KEPT)  # answers of a survey are often the same
    def of_text(text: str, language: str) -> tuple[Candidate, ...]:
        return candidates(text, roster, language, known=known, pipeline=pipeline)

    for inside in texts_inside(study):
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
    slugs = _as_slugs(roster)
    for file in files:
        for hit in occurrences(slugs, file):
            yield Left(
                file, 0, 0, f"the file's name holds a name of the roster (of {_whose(slugs, hit.entry)})"
            )
        try:
            raw = read(file) if read is not None else read_bytes(root, file)
        except FileError as error:
            yield Left(file, 0, 0, f"{error.problem.message}; it was not looked at")
            continue
        if raw is not None and b"\0" not in raw:
            yield from _in_text(file, raw.decode("utf-8", "replace"), roster)


def left_in(setup: tuple[str], files: Iterable[str]) -> list[tuple[str, int, int, str]]:
    """`left` for another process: plain values.

    Args:
        setup: the study folder.
    """
    return [(one.file, one.line, one.column, one.what) for one in left(Path(setup[0]), files)]


def _in_text(file: str, content: str, roster: Roster) -> Iterator[Left]:
    from crosscase.language.number_forms import identity_numbers

    text = _unescaped(content) if file.endswith((".yaml", ".yml", ".json")) and "\\" in content else content
    hits = [
        (hit.start, f"a name of the roster (of {_whose(roster, hit.entry)})")
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


def _as_slugs(roster: Roster) -> Roster:
    """The roster with its names as they are spelt in names of files."""
    entries = []
    for entry in roster.entries:
        slugs = {slugify(name) for name in (entry.name, *entry.also)} - {entry.name, *entry.also}
        also = sorted(slug for slug in slugs if len(slug) >= _SHORTEST_SLUG)
        entries.append(Entry(entry.name, (*entry.also, *also), entry.pseudonym, entry.kind, entry.word))
    return Roster(tuple(entries), roster.kept)


def _whose(roster: Roster, entry: Entry) -> str:
    return told(roster, entry)
