"""New texts become sources: one edit for all of them, and never over anything that is there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from unicodedata import category, normalize

from crosscase.study.cases import case_file, write_case
from crosscase.study.codings import codings_file
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import is_slug, slugify
from crosscase.study.model import KINDS, OPEN_ANSWERS, Speaker
from crosscase.study.problems import StudyError
from crosscase.study.shapes import nearest
from crosscase.study.sources import FOLDER, source_file, write_source
from crosscase.study.text import body_hash
from crosscase.study.yaml_out import Plain


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that shall become a source.

    Attributes:
        label: what messages call it, such as the path it was read from.
        name: what its slug is made of.
        case: slug or name of a case, new or not; empty for open answers.
        kind: one of `KINDS`.
    """

    label: str
    name: str
    body: str
    case: str = ""
    kind: str = ""
    title: str = ""
    date: str = ""
    mode: str = ""
    question: str = ""
    notice: str = ""
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a text.

    Attributes:
        source: id of the source it is, or that has its words already; empty where it was refused.
        new: whether the source is new.
        new_case: slug of the case that is made for it, if so.
        refused: why it cannot be taken in, in one line.
        hash: of its body.
    """

    text: NewText
    source: str = ""
    new: bool = False
    new_case: str = ""
    refused: str = ""
    hash: str = ""


@dataclass(slots=True)
class _Folder:
    """What a folder of interviews holds, and what is on its way there."""

    taken: set[str] = field(default_factory=set)
    by_hash: dict[str, str] = field(default_factory=dict)
    vanished: dict[str, set[str]] = field(default_factory=dict)


def add_texts(study: Study, texts: Iterable[NewText]) -> tuple[Edit | None, list[Added]]:
    """Make sources of texts.

    Returns:
        The edit that puts them all into the study, None where nothing is new; and what became of each
        text, in order. A text whose words are in its case already is not taken in again.
    """
    adding = Adding(study)
    added = [adding.add(text) for text in texts]
    new = [one for one in added if one.new]
    if not new:
        return None, added
    name = f"import {new[0].source}" if len(new) == 1 else f"import {len(new)} texts"
    return Edit(name, tuple(adding.changes)), added


class Adding:
    """Texts that become sources one after the other, each beside those before it.

    Attributes:
        changes: what the edit that puts them into the study changes, so far.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self.changes: list[Change] = []
        self._folders: dict[str, _Folder] = {}
        self._new_cases: dict[str, str] = {}
        self._by_word: dict[str, str] = {}
        self._case_of: dict[str, str] = {}

    def add(self, text: NewText) -> Added:
        """Make a source of a text, unless its case has its words or it has to be refused."""
        try:
            _check_kind(text)
            folder_name = self.folder_of(text)
        except StudyError as error:
            return Added(text, refused=f"{text.label}: {error}")
        folder = self._folder(folder_name)
        content = body_hash(text.body)
        if (there := folder.by_hash.get(content)) is not None:
            return Added(text, f"{folder_name}/{there}", hash=content)
        slug = slugify(text.name)
        if content not in folder.vanished.get(slug, ()):
            slug = slugify(text.name, folder.taken | folder.vanished.keys())
        folder.vanished.pop(slug, None)
        folder.taken.add(slug)
        folder.by_hash[content] = slug
        source_id = f"{folder_name}/{slug}"
        new_case = self._make_case(folder_name)
        self.changes.append(Change(source_file(source_id), WHOLE, None, _content(text, folder_name)))
        return Added(text, source_id, new=True, new_case=new_case, hash=content)

    def waits(self, folder_name: str, text: NewText) -> bool:
        """Whether there are codings, of a source that is gone, that wait for just this text under its name."""
        vanished = self._folder(folder_name).vanished.get(slugify(text.name))
        return vanished is not None and body_hash(text.body) in vanished

    def folder_of(self, text: NewText) -> str:
        """The folder of a text: its case's slug, as it is or will be; raises StudyError where nothing says it."""
        if text.kind == OPEN_ANSWERS:
            if text.case:
                raise StudyError("open answers have no case; leave --case out")
            return OPEN_ANSWERS
        if (known := self._case_of.get(text.case)) is None:
            known = self._case_of[text.case] = self._case(text.case)
        return known

    def _case(self, name: str) -> str:
        """The slug of the case that somebody means, be it there or new."""
        word = " ".join(normalize("NFC", name).split())
        if not word:
            raise StudyError("whose text is it? give --case CASE")
        cases = self.study.cases
        by_name = {case.name.casefold(): case.id for case in cases.values()}
        if (found := word if word in cases else by_name.get(word.casefold())) is not None:
            return found
        slug = self._slug(word)
        if slug == OPEN_ANSWERS:
            raise StudyError(f"`{slug}` is kept for open answers; give the case another name")
        if slug not in cases and slug not in self._new_cases:
            self._new_cases[slug] = slug.replace("-", " ").capitalize() if is_slug(word) else word
        return slug

    def _slug(self, word: str) -> str:
        """The slug of a case that is not there by its name: another one's only where it is spelt alike."""
        if not loses_signs(word):
            return slugify(word)
        # names in other scripts have nothing, or the same few letters, in common with their slugs
        if (slug := self._by_word.get(word.casefold())) is None:
            slug = slugify(word, {*self.study.cases, *self._new_cases})
            self._by_word[word.casefold()] = slug
        return slug

    def _make_case(self, case: str) -> str:
        name = self._new_cases.get(case)
        # a case file that is there but could not be read is left alone
        if not name or (self.study.root / case_file(case)).exists():
            return ""
        self._new_cases[case] = ""
        self.changes.append(Change(case_file(case), WHOLE, None, write_case(name)))
        return case

    def _folder(self, name: str) -> _Folder:
        if (folder := self._folders.get(name)) is None:
            folder = self._folders[name] = _look(self.study, name)
        return folder


def loses_signs(word: str) -> bool:
    """Whether letters, digits or symbols of a name have no place in a slug."""
    return any(category(sign)[0] in "LNS" and sign not in "xX" and slugify(sign) == "x" for sign in word)


def _look(study: Study, name: str) -> _Folder:
    folder = _Folder()
    for source in study.sources.values():
        if source.id.startswith(f"{name}/"):
            folder.taken.add(source.name)
            folder.by_hash.setdefault(source.hash, source.name)
    try:
        with os.scandir(study.root / FOLDER / name) as entries:
            # also files that could not be read, and on disks that do not tell A from a
            folder.taken.update(entry.name.rpartition(".")[0].lower() for entry in entries)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise StudyError(f"{FOLDER}/{name} cannot be listed; check who may read it") from error
    for source_id in study.coded_sources:
        above, _, slug = source_id.partition("/")
        if above == name and slug not in folder.taken:
            # its codings wait for the very same text, and must not fall to another one
            files = [codings_file(source_id, coder) for coder in study.coders_of(source_id)]
            folder.vanished[slug] = {study.keepers.codings.texts.get(file, "") for file in files}
    return folder


def _check_kind(text: NewText) -> None:
    if text.kind in KINDS:
        return
    if not text.kind:
        raise StudyError(f"what is it? give --kind with one of {', '.join(KINDS)}")
    guess = nearest(text.kind, KINDS, 50)
    hint = f" (did you mean {guess}?)" if guess else ""
    raise StudyError(f"there is no kind {text.kind}{hint}; give one of {', '.join(KINDS)}")


def _content(text: NewText, folder: str) -> str:
    front = {
        "case": "" if folder == OPEN_ANSWERS else folder,
        "kind": text.kind,
        "title": text.title,
        "date": text.date,
        "mode": text.mode,
        "question": text.question,
        "notice": text.notice,
        "speakers": {speaker.name: speaker_written(speaker) for speaker in text.speakers},
    }
    return write_source(front, text.body)


def speaker_written(speaker: Speaker) -> dict[str, str]:
    """A speaker as front matter has it, below the name."""
    known = {"coder": Plain(speaker.coder), "role": speaker.role, "consent": Plain(speaker.consent)}
    return {key: value for key, value in known.items() if value}
