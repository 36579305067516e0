"""Codings on the text as it is now: taken as they stand, or found again after an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from crosscase.study.anchors import Anchor, Found, relocate
from crosscase.study.codings import CodingsFile, context
from crosscase.study.model import Coding, Source
from crosscase.study.texts import recall


def locate_codings(
    root: Path, source: Source, file: CodingsFile
) -> tuple[tuple[Coding, ...], Mapping[str, Found]]:
    """The codings of a file with positions in the present body of their source.

    Args:
        root: the study folder, for the text that the positions were made on.
        source: the source as it is now.
        file: the codings as the file has them.

    Returns:
        The codings, and by id what was found for each that is not where the file says, or whose words
        differ: `moved`, `changed` or `lost`.
    """
    if file.text == source.hash:
        return _as_they_stand(source, file)
    anchors = [_anchor(coding) for coding in file.codings]
    results = relocate(anchors, source.body, recall(root, file.text, source.file))
    codings, found = [], {}
    for coding, result in zip(file.codings, results, strict=True):
        codings.append(_moved(coding, source.body, result))
        if result.status != "unmoved":
            found[coding.id] = result
    return tuple(codings), found


def _as_they_stand(source: Source, file: CodingsFile) -> tuple[tuple[Coding, ...], Mapping[str, Found]]:
    body, size = source.body, len(source.body)
    codings: list[Coding] = []
    found: dict[str, Found] = {}
    for coding in file.codings:
        codings.append(coding)
        if coding.at is None:
            found[coding.id] = Found(coding.id, "lost", -1, -1, 0.0)
            continue
        start, end = coding.at
        if not 0 <= start < end <= size:
            codings[-1], found[coding.id] = find_again(coding, body)
        elif body[start:end] != coding.quote:
            found[coding.id] = Found(coding.id, "changed", start, end, 1.0)
    return tuple(codings), found


def find_again(coding: Coding, body: str) -> tuple[Coding, Found]:
    """A coding whose place is of no known text, found by its words and their context, or lost."""
    [result] = relocate([_anchor(coding)], body, None)
    return _moved(coding, body, result), result


def _anchor(coding: Coding) -> Anchor:
    start, end = coding.at if coding.at is not None else (-1, -1)
    return Anchor(coding.id, start, end, coding.quote, coding.before, coding.after)


def _moved(coding: Coding, body: str, result: Found) -> Coding:
    # the quote stays as it was: where it differs from the text, that is the mark that somebody should look
    if result.status == "lost":
        return replace(coding, at=None)
    before, after = context(body, result.start, result.end)
    return replace(coding, at=(result.start, result.end), before=before, after=after)
