"""Sources and cases under another name or in another place, and everything that names them with them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from crosscase.study import memos, queries, rounds, suggestion_edits, themes
from crosscase.study.cases import FOLDER as CASES
from crosscase.study.cases import case_file, read_case, with_name, write_case
from crosscase.study.codings import FOLDER as CODINGS
from crosscase.study.codings import codings_file
from crosscase.study.description_file import with_answers_of
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import is_slug, slugify
from crosscase.study.model import OPEN_ANSWERS, Case
from crosscase.study.problems import FileError, StudyError
from crosscase.study.save import TEMP_PREFIX, read_bytes, reason
from crosscase.study.shapes import nearest
from crosscase.study.sources import FOLDER as INTERVIEWS
from crosscase.study.sources import decode, read_source, source_file
from crosscase.study.summary_file import FOLDER as SUMMARIES
from crosscase.study.validation_file import is_of_round
from crosscase.study.yaml_edit import Renamed, with_front_value, with_references
from crosscase.study.yaml_in import YamlError
from crosscase.study.yaml_out import Plain

STATIONS = ("synthesis", "survey", "validation")
"""Folders whose YAML files may name cases and sources."""

_LONGEST = 80  # letters of a slug


def rename_source(study: Study, source_id: str, name: str, title: str | None = None) -> Edit:
    """Give a source another name, another title, or both; codings, memos and saved queries follow.

    Args:
        name: a slug, or a text that one is made of; the slug it has already leaves it where it is.
        title: what it is called from now on; None leaves the title.

    Raises:
        StudyError: the name is taken or cannot be one, a file that would have to follow cannot be read.
    """
    _known_source(study, source_id)
    folder, _, own = source_id.partition("/")
    if name.startswith(f"{folder}/"):
        name = name.removeprefix(f"{folder}/")
    elif "/" in name:
        raise StudyError(f"{name} is in another case; use crosscase source move, or give a name without /")
    new = f"{folder}/{own if name == own else slug_of(name, 'source')}"
    if new == source_id and title in (None, study.sources[source_id].title):
        raise StudyError(f"{source_id} is called so already; nothing was changed")
    words = f"rename source {source_id} to {new}" if new != source_id else f"title of {source_id}"
    return _moved(study, words, source_id, new, title)


def move_source(study: Study, source_id: str, case: str) -> Edit:
    """Put a source into another case under its own name; raises StudyError as `rename_source`.

    Args:
        case: slug of a case that is there.
    """
    _known_source(study, source_id)
    own = study.sources[source_id]
    if own.case == "":
        raise StudyError(f"{source_id} holds open answers, which belong to no case; it was not moved")
    if case == OPEN_ANSWERS:
        raise StudyError(f"`{OPEN_ANSWERS}` is no case; import open answers with --kind {OPEN_ANSWERS}")
    if case not in study.cases:
        near = nearest(case, study.cases)
        raise StudyError(
            f"there is no case {case}; {f'did you mean {near}?' if near else 'see crosscase case list'}"
        )
    if case == own.case:
        raise StudyError(f"{source_id} is in case {case} already; nothing was changed")
    return _moved(study, f"move source {source_id} to {case}", source_id, f"{case}/{own.name}", None)


def rename_case(study: Study, case_id: str, slug: str, name: str = "") -> Edit:
    """Give a case another slug, another name, or both; its sources and whatever names it follow.

    Args:
        slug: the new slug, or the present one.
        name: the new name; empty leaves it.

    Raises:
        StudyError: the slug is taken or cannot be one, a file that would have to follow cannot be read.
    """
    if (case := study.cases.get(case_id)) is None:
        near = nearest(case_id, study.cases)
        raise StudyError(
            f"there is no case {case_id}; {f'did you mean {near}?' if near else 'see crosscase case list'}"
        )
    name = " ".join(name.split())
    if slug == case_id and name in ("", case.name):
        raise StudyError(f"case {case_id} is called so already; nothing was changed")
    if slug == case_id:
        return Edit(f"name case {case_id} {name}", tuple(_case_changes(study, case, slug, name)), True)
    slug = slug_of(slug, "case")
    _refresh(study, f"{INTERVIEWS}/{case_id}", f"{CODINGS}/{case_id}")
    _must_be_readable(study, f"{INTERVIEWS}/{case_id}/", f"{CODINGS}/{case_id}/", case_file(case_id))
    _case_is_free(study, slug)
    inside = {
        source.id: f"{slug}/{source.name}" for source in study.sources.values() if source.case == case_id
    }
    gone = [s for s in study.coded_sources if s.partition("/")[0] == case_id and s not in inside]
    if gone:
        raise StudyError(
            f"the source {gone[0]} is gone and its codings are kept: put its file back, or hand them over with "
            f"crosscase moved {gone[0]} NEW; the case was not renamed"
        )
    changes = list(_case_changes(study, case, slug, name))
    for old, new in inside.items():
        changes += _file_changes(study, old, new, None)
    for old, new in inside.items():
        changes += _codings_changes(study, old, new)
    changes += memos.following(study, f"case/{case_id}", f"case/{slug}")
    changes += queries.following(study, "case", case_id, slug)
    changes += themes.following(study, "case", case_id, slug)
    changes += rounds.following(study, case_id, slug)
    changes += suggestion_edits.following(study, inside)
    changes += _station_changes(study, {"case": {case_id: slug}, "source": inside})
    return Edit(f"rename case {case_id} to {slug}", tuple(changes), True)


def moves(edit: Edit) -> dict[str, str]:
    """The sources that an edit of this module puts elsewhere: former id -> new id."""
    texts = [change for change in edit.changes if change.file.startswith(f"{INTERVIEWS}/")]
    ids = {change.file: change.file.removeprefix(f"{INTERVIEWS}/").removesuffix(".md") for change in texts}
    gone = [ids[change.file] for change in texts if change.after is None]
    come = [ids[change.file] for change in texts if change.before is None]
    return dict(zip(gone, come, strict=True))


def left_behind(study: Study, case_id: str) -> tuple[str, ...]:
    """Files beside a case's sources that are none themselves: renaming the case leaves them where they are."""
    folder = f"{INTERVIEWS}/{case_id}"
    return tuple(f"{folder}/{name}" for name in _entries(study.root, folder) if not name.endswith(".md"))


def _moved(study: Study, words: str, old: str, new: str, title: str | None) -> Edit:
    _refresh(study, source_file(old), f"{CODINGS}/{old}")
    _must_be_readable(study, source_file(old), f"{CODINGS}/{old}/")
    if old not in study.sources:
        raise StudyError(f"{source_file(old)} is gone; nothing was changed")
    if old == new:
        return Edit(words, tuple(_file_changes(study, old, new, title)), True)
    _source_is_free(study, new)
    changes = [*_file_changes(study, old, new, title), *_codings_changes(study, old, new)]
    changes += memos.following(study, f"source/{old}", f"source/{new}")
    changes += queries.following(study, "source", old, new)
    changes += themes.following(study, "source", old, new)
    changes += suggestion_edits.following(study, {old: new})
    changes += _station_changes(study, {"source": {old: new}})
    return Edit(words, tuple(changes), True)


# what may be called so


def slug_of(name: str, what: str) -> str:
    """The slug of a name that somebody gave a source or a case; raises StudyError where it can have none."""
    words = " ".join(name.split())
    slug = words if is_slug(words) else slugify(words)
    if not words or (slug == "x" and words.casefold() != "x"):
        raise StudyError(
            f"`{words}` leaves no name for a {what}'s file; give one of small letters, digits and hyphens"
        )
    if len(slug) > _LONGEST:
        raise StudyError(
            f"`{slug[:20]}…` has {len(slug)} letters; give a {what} a name of at most {_LONGEST}"
        )
    return slug


def _known_source(study: Study, source_id: str) -> None:
    if source_id not in study.sources:
        near = nearest(source_id, study.sources)
        hint = f"did you mean {near}?" if near else "see crosscase source list"
        raise StudyError(f"there is no source {source_id}; {hint}")


def _source_is_free(study: Study, new: str) -> None:
    """Refuse a name under which anything is kept: a source, a file that cannot be read, or codings."""
    folder, _, own = new.partition("/")
    if (there := study.sources.get(new)) is not None:
        title = f" ({there.title})" if there.title else ""
        raise StudyError(f"there is a source {new}{title} already; rename one of the two first")
    for name in _entries(study.root, f"{INTERVIEWS}/{folder}"):
        if name.lower() == f"{own}.md":
            raise StudyError(f"{INTERVIEWS}/{folder}/{name} is there already; give another name")
    if coders := study.coders_of(new):
        raise StudyError(
            f"codings of {new}, whose text is gone, are kept by {', '.join(coders)}; give another name, "
            f"or hand them over with crosscase moved {new} NEW"
        )
    for name in _entries(study.root, f"{CODINGS}/{new}"):
        raise StudyError(f"{CODINGS}/{new}/{name} is there already; give another name")


def _case_is_free(study: Study, slug: str) -> None:
    if slug == OPEN_ANSWERS:
        raise StudyError(f"`{slug}` is kept for open answers; give the case another name")
    if (there := study.cases.get(slug)) is not None:
        raise StudyError(
            f"there is a case {slug} ({there.name}) already; to put sources into it use crosscase source move"
        )
    for folder, name in ((CASES, f"{slug}.yaml"), (SUMMARIES, f"{slug}.yaml")):
        if name in [entry.lower() for entry in _entries(study.root, folder)]:
            raise StudyError(f"{folder}/{name} is there already; give another slug")
    for folder in (f"{INTERVIEWS}/{slug}", f"{CODINGS}/{slug}"):
        for name in _entries(study.root, folder):
            raise StudyError(f"{folder}/{name} is there already; give another slug")


def _must_be_readable(study: Study, *places: str) -> None:
    """Refuse where a file that would have to follow cannot be read: it would lose what it belongs to."""
    for file in study.store.refused_files():
        problem = study.store.refused(file)
        if problem is not None and file.startswith(places):
            raise FileError(
                replace(problem, message=f"{problem.message}; mend it first: nothing was changed")
            )


def _entries(root: Path, folder: str) -> tuple[str, ...]:
    try:
        return tuple(sorted(n for n in os.listdir(root / folder) if not n.startswith((".", TEMP_PREFIX))))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise StudyError(f"{folder} cannot be listed: {reason(error)}; check who may read it") from error


def _refresh(study: Study, *places: str) -> None:
    """Take in what other programs wrote in files that are about to move, so that it moves too."""
    found: list[str] = []
    for place in places:
        for folder, _, names in os.walk(study.root / place):
            above = Path(folder).relative_to(study.root).as_posix()
            found += [f"{above}/{name}" for name in sorted(names) if name.endswith((".md", ".yaml"))]
    study.refresh([*found, *(place for place in places if place.endswith(".md"))])


# what changes


def _read(study: Study, file: str) -> str | None:
    raw = read_bytes(study.root, file)
    return decode(raw, file) if raw is not None else None


def _file_changes(study: Study, old: str, new: str, title: str | None) -> Iterator[Change]:
    """The source's file: its case and title in the front matter, all else to the letter."""
    before, after = source_file(old), source_file(new)
    former = study.sources[old]
    text = _read(study, before)
    if text is None:
        raise StudyError(f"{before} is gone; nothing was changed")
    case = "" if former.case == "" else new.partition("/")[0]
    content = text
    if case != former.case and _says_case(before, text, after):
        content = with_front_value(content, "case", Plain(case))
    if title is not None and title != former.title:
        content = with_front_value(content, "title", " ".join(title.split()), ("kind", "case"))
    wanted = replace(
        read_source(before, text.encode()), id=new, case=case, file=after,
        title=former.title if title is None else " ".join(title.split()),
    )  # fmt: skip
    if read_source(after, content.encode()) != wanted:
        raise StudyError(f"{before}: its front matter cannot be changed safely; write `case: {case}` by hand")
    if before == after:
        yield Change(before, WHOLE, text, content)
        return
    yield Change(before, WHOLE, text, None)
    yield Change(after, WHOLE, None, content)


def _says_case(file: str, text: str, elsewhere: str) -> bool:
    """Whether the front matter names the case, so that it would be wrong elsewhere."""
    read_source(file, text.encode())
    try:
        read_source(elsewhere, text.encode())
    except FileError:
        return True
    return False


def _codings_changes(study: Study, old: str, new: str) -> Iterator[Change]:
    """Every coder's codings, where they stand in the same text under its new name."""
    for coder in study.coders_of(old):
        before, after = codings_file(old, coder), codings_file(new, coder)
        for coding in study.codings(old, [coder]):
            yield Change(before, coding.id, coding, None)
            yield Change(after, coding.id, None, replace(coding, source=new))


def _case_changes(study: Study, case: Case, slug: str, name: str) -> Iterator[Change]:
    """The case's own file; a case that has none gets one where it gets a name."""
    before, after = case_file(case.id), case_file(slug)
    _must_be_readable(study, before)
    text = _read(study, before)
    if text is None:
        if name:
            yield Change(after, WHOLE, None, write_case(name))
        return
    read_case(before, text.encode())  # refuses what cannot be read
    content = with_name(text, name) if name and name != case.name else text
    content = with_answers_of(before, content, case.id, slug)
    if before == after:
        yield Change(before, WHOLE, text, content)
        return
    yield Change(before, WHOLE, text, None)
    yield Change(after, WHOLE, None, content)


def _station_changes(study: Study, renamed: Renamed) -> Iterator[Change]:
    """Files of other stations that name what is renamed."""
    both = {key: renamed.get(kind, {}) for kind in ("case", "source") for key in (kind, f"{kind}s")}
    for file in _station_files(study.root):
        text = _read(study, file) if _mentions(study, file, renamed) else None
        if text is None:
            continue
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        try:
            content = mark + with_references(text.removeprefix(mark), both)
        except YamlError as error:
            raise StudyError(
                f"{file}: {error}; it names what is renamed: mend it first, nothing was changed"
            ) from None
        if content != text:
            yield Change(file, WHOLE, text, content)


def _station_files(root: Path) -> Iterator[str]:
    for station in STATIONS:
        for folder, folders, names in os.walk(root / station):
            folders.sort()
            above = Path(folder).relative_to(root).as_posix()
            for name in sorted(names):
                file = f"{above}/{name}"
                if not name.endswith(".yaml") or name.startswith(TEMP_PREFIX):
                    continue
                if file != queries.FILE and not themes.is_kept_here(file) and not is_of_round(file):
                    yield file


def _mentions(study: Study, file: str, renamed: Renamed) -> bool:
    raw = read_bytes(study.root, file) or b""
    old = [re.escape(name.encode()) for names in renamed.values() for name in names]
    return bool(old) and re.search(rb"(?<![\w/-])(?:" + b"|".join(old) + rb")(?![\w/-])", raw) is not None
