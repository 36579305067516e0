"""What becomes of a suggestion, as edits: a coding, or a refusal that is remembered and found again in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from crosscase.study.codings import codings_file, context, make_coding
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.locating import find_again
from crosscase.study.model import Code, Coding, Source
from crosscase.study.plurals import counted
from crosscase.study.problems import FileError, StudyError
from crosscase.study.save import TEMP_PREFIX
from crosscase.study.suggestion_file import FOLDER, Refused, suggestions_file
from crosscase.study.yaml_in import shown

ORIGIN = "suggestion"
"""What codings say that came of a suggestion."""


class Suggested(Protocol):
    """A code that is offered for a span of a source."""

    @property
    def source(self) -> str:
        """Id of the source."""

    @property
    def start(self) -> int:
        """Code points into the body."""

    @property
    def end(self) -> int:
        """End exclusive."""

    @property
    def code(self) -> str:
        """Path of the code."""


def accept(study: Study, suggestion: Suggested) -> Edit:
    """Code what is suggested, as the study's coder.

    Raises:
        StudyError: as `accept_all`.
    """
    edit = accept_all(study, [suggestion])
    return replace(edit, name=f"accept {suggestion.code}")


def accept_all(study: Study, suggestions: Collection[Suggested]) -> Edit:
    """Code all that is suggested as one step; what is coded so already is passed over.

    Raises:
        StudyError: nobody codes, nothing is left to code, a code is gone or retired, a source is gone, or the text
            is shorter by now.
    """
    who = _coder(study)
    made: list[Coding] = []
    for each in suggestions:
        code, source = _code(study, each.code), _source(study, each.source)
        there = (*study.codings(source.id, [who]), *(c for c in made if c.source == source.id))
        path = study.codebook.path(code)
        coding = make_coding(source.body, source.id, who, path, (each.start, each.end), origin=ORIGIN)
        if not any(c.at == coding.at and study.codebook.resolve(c.code) == code for c in there):
            made.append(coding)
    if not made:
        raise StudyError("all of it is coded so already; nothing was changed")
    codes = dict.fromkeys(coding.code for coding in made)
    what = f"as {next(iter(codes))}" if len(codes) == 1 else f"as {len(codes)} codes"
    name = f"accept {counted(len(made), 'suggestion')} {what}"
    return Edit(name, tuple(Change(codings_file(c.source, who), c.id, None, c) for c in made))


def refuse(study: Study, suggestion: Suggested) -> Edit:
    """Remember that this code is not wanted on these words.

    Raises:
        StudyError: nobody codes, it is refused already, or its code or source is gone.
        FileError: the coder's file of suggestions cannot be read.
    """
    return refuse_all(study, [suggestion])


def refuse_all(study: Study, suggestions: Collection[Suggested]) -> Edit:
    """As `refuse`, all of it as one step."""
    who = _coder(study)
    there = list(refused_of(study, who))
    made: list[Refused] = []
    for each in suggestions:
        source, path = _source(study, each.source), study.codebook.path(_code(study, each.code))
        one = _refused(source, path, each.start, each.end)
        if not any((each.start, each.end) == at for at in refused_in(study, source, there).get(path, ())):
            made.append(one)
            there.append(one)
    if not made:
        raise StudyError("all of it is refused already; nothing was changed")
    name = f"refuse {made[0].code}" if len(made) == 1 else f"refuse {len(made)} suggestions"
    file = suggestions_file(who)
    return Edit(name, tuple(Change(file, each.id, None, each) for each in made))


def refused_of(study: Study, coder: str) -> tuple[Refused, ...]:
    """What a coder has refused, in the order of the file; nothing where there is no file.

    Raises:
        FileError: the file cannot be read.
    """
    if not coder:
        return ()
    file = suggestions_file(coder)
    study.store.reread(file)
    if (problem := study.store.refused(file)) is not None:
        raise FileError(problem)
    return tuple(study.store.records(file).values())


def refused_in(
    study: Study, source: Source, refused: Iterable[Refused]
) -> Mapping[str, list[tuple[int, int]]]:
    """Where refusals stand in a source as it is now: spans by present path of the code.

    They stand where their words are; where these stand several times, where what is around them is the same too.
    Words that were edited are found as those of a coding are.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for each in refused:
        if each.source == source.id:
            places = found.setdefault(study.codebook.path_now(each.code), [])
            places += _places(each, source.body)
    return found


def following(study: Study, renamed: Mapping[str, str]) -> tuple[Change, ...]:
    """What changes in every coder's file when sources get other ids.

    Args:
        renamed: former id -> new id.

    Raises:
        FileError: a file that would have to follow cannot be read.
    """
    return tuple(
        Change(suggestions_file(coder), each.id, each, replace(each, source=renamed[each.source]))
        for coder in _coders(study)
        if _names_any(study, coder, renamed)
        for each in refused_of(study, coder)
        if each.source in renamed
    )


def _places(refused: Refused, body: str) -> list[tuple[int, int]]:
    if not refused.quote:
        return []
    places = [match.span() for match in re.finditer(re.escape(refused.quote), body)]
    same = [at for at in places if context(body, *at) == (refused.before, refused.after)]
    if same or len(places) == 1:
        return same or places
    as_coding = Coding(
        refused.id, refused.source, "", refused.code, None, refused.quote, refused.before, refused.after
    )
    placed, _ = find_again(as_coding, body)
    return [placed.at] if placed.at is not None else []


def _refused(source: Source, path: str, start: int, end: int) -> Refused:
    # placed as a coding is: widened to whole letters, and checked
    coding = make_coding(source.body, source.id, "", path, (start, end))
    return Refused(
        id=coding.id, source=source.id, code=path, quote=coding.quote, before=coding.before, after=coding.after,
        created=coding.created,
    )  # fmt: skip


def _coder(study: Study) -> str:
    if not study.coder:
        raise StudyError("who codes? say so first, since codings and refusals are a coder's own")
    return study.coder


def _source(study: Study, source_id: str) -> Source:
    if (source := study.sources.get(source_id)) is None:
        raise StudyError(f"there is no source {shown(source_id)} any more; look with crosscase status")
    return source


def _code(study: Study, path: str) -> Code:
    if (code := study.codebook.resolve(path)) is None:
        raise StudyError(f"there is no code {shown(path)} any more; see crosscase codebook list")
    if code.retired:
        raise StudyError(f"{shown(path)} is retired; bring it back before anything is coded with it")
    return code


def _coders(study: Study) -> tuple[str, ...]:
    """Everybody who has a file of suggestions."""
    try:
        names = sorted(path.name for path in (study.root / FOLDER).iterdir())
    except OSError:
        return ()
    return tuple(
        name.removesuffix(".yaml")
        for name in names
        if name.endswith(".yaml") and not name.startswith(TEMP_PREFIX)
    )


def _names_any(study: Study, coder: str, renamed: Mapping[str, str]) -> bool:
    """Whether the file has one of the names in it: one that is broken and has not is no hindrance."""
    try:
        raw = (study.root / suggestions_file(coder)).read_bytes()
    except OSError:
        return False
    return any(re.search(rb"(?<![\w/-])" + re.escape(old.encode()) + rb"(?![\w-])", raw) for old in renamed)
