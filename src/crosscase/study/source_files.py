"""A source by its id, and its file as it is, for edits of what stands above its text."""

from __future__ import annotations

from crosscase.study.folder import Study
from crosscase.study.model import Source
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.save import read_bytes
from crosscase.study.shapes import nearest
from crosscase.study.sources import decode


def known_source(study: Study, source_id: str) -> Source:
    """The source of an id; raises StudyError with the nearest one."""
    if (source := study.sources.get(source_id)) is None:
        near = nearest(source_id, study.sources)
        hint = f"did you mean {near}?" if near else "see crosscase source list"
        raise StudyError(f"there is no source {source_id}; {hint}")
    return source


def content_of(study: Study, source: Source) -> str:
    """The whole of a source's file; raises FileError where it is gone or cannot be read."""
    raw = read_bytes(study.root, source.file)
    if raw is None:
        raise FileError(Problem(source.file, 0, 0, "gone", "is gone; open the study again"))
    return decode(raw, source.file)
