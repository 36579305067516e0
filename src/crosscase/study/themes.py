"""The themes of a study and the summaries of its cases, as they are on the disk now, and what follows new names."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Literal

from crosscase.study.edits import Change
from crosscase.study.folder import Study
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.query_renamed import renamed
from crosscase.study.save import read_bytes, reason
from crosscase.study.shapes import nearest
from crosscase.study.summary_file import FOLDER as SUMMARIES
from crosscase.study.summary_file import Summary, summary_file
from crosscase.study.theme_file import FILE as THEMES
from crosscase.study.theme_file import Area, Theme
from crosscase.study.yaml_in import shown


def themes_of(study: Study) -> tuple[Theme, ...]:
    """The themes in the order of the file; none where there is no file.

    Raises:
        FileError: the file cannot be read.
    """
    _read(study, THEMES)
    return tuple(study.store.records(THEMES).values())


def theme_named(study: Study, id: str) -> Theme:
    """The theme of an id, in large or small letters; raises StudyError with the nearest one."""
    themes = themes_of(study)
    found = next((theme for theme in themes if theme.id == id), None)
    found = found or next((theme for theme in themes if theme.id.casefold() == id.casefold()), None)
    if found is None:
        known = [theme.id for theme in themes]
        guess = nearest(id, known, 50)
        hint = (
            f"did you mean {guess}?"
            if guess
            else f"there are {', '.join(known[:8])}"
            if known
            else f"write it in {THEMES}"
        )
        raise StudyError(f"there is no theme {shown(id)}; {hint}")
    return found


def areas_of(study: Study) -> tuple[Area, ...]:
    """The areas in the order of the file, then those that only themes name; one without an id for themes without one.

    Raises:
        FileError: as `themes_of`.
    """
    themes = themes_of(study)
    listed = {area.id: area for area in study.areas}
    for theme in themes:
        listed.setdefault(theme.area, Area(id=theme.area))
    used = {theme.area for theme in themes}
    return tuple(area for area in listed.values() if area.id in used)


def summaries_of(study: Study, case: str) -> tuple[Summary, ...]:
    """The summaries of a case in the order of its file; none where there is no file; raises as `themes_of`."""
    file = summary_file(case)
    _read(study, file)
    return tuple(study.store.records(file).values())


def summary_files(study: Study) -> tuple[str, ...]:
    """Every file of summaries, also of cases that are gone; hidden ones are some editor's.

    Raises:
        FileError: the folder is there and cannot be listed.
    """
    try:
        names = sorted(path.name for path in (study.root / SUMMARIES).iterdir())
    except FileNotFoundError:
        return ()
    except OSError as error:
        problem = Problem(SUMMARIES, 0, 0, "unreadable", f"cannot be listed: {reason(error)}")
        raise FileError(problem) from error
    return tuple(
        f"{SUMMARIES}/{name}" for name in names if name.endswith(".yaml") and not name.startswith(".")
    )


def following(study: Study, what: Literal["case", "source"], old: str, new: str) -> tuple[Change, ...]:
    """What changes in themes and summaries when a case or a source gets another name.

    Raises:
        FileError: a file that would have to follow cannot be read.
    """
    changes = []
    if _mentioned(study, old):
        changes += [
            Change(THEMES, theme.id, theme, now)
            for theme in themes_of(study)
            if (now := _renamed(theme, what, old, new)) != theme
        ]
    if what == "case":
        before, after = summary_file(old), summary_file(new)
        for summary in summaries_of(study, old):
            changes.append(Change(before, summary.id, summary, None))
            changes.append(Change(after, summary.id, None, summary))
        study.keepers.summaries.begin_with(after, study.keepers.summaries.comment(before))
    return tuple(changes)


def is_kept_here(file: str) -> bool:
    """Whether a file holds themes or summaries."""
    return file == THEMES or PurePosixPath(file).parent.as_posix() == SUMMARIES


def _renamed(theme: Theme, what: Literal["case", "source"], old: str, new: str) -> Theme:
    codes, against = (
        tuple(renamed(each, what, old, new) for each in entries) for entries in (theme.codes, theme.against)
    )
    return replace(theme, codes=codes, against=against)


def _mentioned(study: Study, name: str) -> bool:
    """Whether the file of themes has a name in it: one that is broken and has not is no hindrance."""
    whole = rb"(?<![\w/-])" + re.escape(name.encode()) + rb"(?![\w-])"
    return re.search(whole, read_bytes(study.root, THEMES) or b"") is not None


def _read(study: Study, file: str) -> None:
    study.store.reread(file)
    if (problem := study.store.refused(file)) is not None:
        raise FileError(problem)
