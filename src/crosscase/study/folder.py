"""One open study: what was read, what is wrong with it, and its one door for changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from crosscase.study import codebook_file, suggestion_file, theme_file
from crosscase.study.anchors import Found
from crosscase.study.cases import case_file, read_case
from crosscase.study.codebook import Codebook
from crosscase.study.codings import FOLDER as CODINGS
from crosscase.study.codings import CodingsFile, codings_file, in_order, split_file
from crosscase.study.coming import Coming, source_of_file
from crosscase.study.edits import Edit, History, Step
from crosscase.study.kept import Kept
from crosscase.study.lazy import covered, ids_of
from crosscase.study.made_later import MadeLater
from crosscase.study.memo_file import FOLDER as MEMOS
from crosscase.study.memo_file import Memo, memo_file, owner_of, read_memo
from crosscase.study.model import Case, Coding, Settings, Source
from crosscase.study.parsing import Parsed
from crosscase.study.problems import ConflictError, FileError, Problem, StudyError
from crosscase.study.save import digest, read_bytes
from crosscase.study.segments import Segments, segments_of_source
from crosscase.study.sources import FOLDER as INTERVIEWS
from crosscase.study.sources import read_source
from crosscase.study.store import Store
from crosscase.study.tallies import Tallies
from crosscase.study.tally import Tally

Result = TypeVar("Result")


class Study:
    """A study in memory. `opening.open_folder` makes it; edits change it, on disk first.

    Attributes:
        root: the study folder.
        coder: whose codings this program may change; empty until somebody has said.
        settings: study.yaml.
        cases, sources: by id, in order.
        keepers: how each of its files is read and written.
        memos: by slug; those of codings stand in the codings.
        problems: files that cannot be read, as found on opening or since; what was last read of them stays.
    """

    def __init__(self, root: Path, settings: Settings, coder: str = "") -> None:
        self.root = root
        self.settings = settings
        self.coder = coder
        self.cases: dict[str, Case] = {}
        self.sources: dict[str, Source] = {}
        self.memos: dict[str, Memo] = {}
        self.problems: list[Problem] = []
        self._codebook = Codebook()
        self._coming: Coming | None = None
        self.keepers = Kept(
            root,
            self._source_to_be,
            lambda: self._codebook,
            self._book_to_be,
            lambda: [each.section for each in self.settings.template],
        )
        self.store = Store(root, self.keepers.of)
        self._by_source: dict[str, dict[str, str]] = {}
        self._tallies = Tallies(self.store.records)
        self._digests: dict[str, str] = {}
        self._segments: dict[str, Segments] = {}
        # what others make of it and keep for the next time, by their name
        self.derived: dict[str, object] = {}

    # what is in it

    @property
    def codebook(self) -> Codebook:
        """The codes as they are now."""
        return self._codebook

    @property
    def history(self) -> History:
        """What was done and undone in this session."""
        return self.store.history

    def coders_of(self, source_id: str) -> tuple[str, ...]:
        """Everybody who has codings of a source."""
        return tuple(sorted(self._by_source.get(source_id, ())))

    @property
    def coders(self) -> tuple[str, ...]:
        """The coders of study.yaml, then others that have codings."""
        listed = dict.fromkeys(coder.id for coder in self.settings.coders)
        found = sorted({coder for files in self._by_source.values() for coder in files})
        return tuple(dict.fromkeys([*listed, *found]))

    @property
    def coded_sources(self) -> tuple[str, ...]:
        """Ids of sources that have codings, also of sources that are gone."""
        return tuple(self._by_source)

    def codings(self, source_id: str, coders: Collection[str] | None = None) -> tuple[Coding, ...]:
        """The codings of a source by position, all coders' or those of some; lost ones last."""
        files = self._by_source.get(source_id, {})
        chosen = [f for coder, f in files.items() if coders is None or coder in coders]
        if len(chosen) == 1:
            return tuple(self.store.records(chosen[0]).values())
        return tuple(in_order(c for f in chosen for c in self.store.records(f).values()))

    def found(self, coding: Coding) -> Found | None:
        """What became of a coding after its text was edited; None where it stands as it was made."""
        file = codings_file(coding.source, coding.coder)
        return self.keepers.codings.found.get(file, {}).get(coding.id)

    def count(self, source_id: str, coders: Collection[str] | None = None) -> int:
        """How many codings a source has, all coders' or those of some."""
        return sum(
            self.tally(source_id, c).count for c in self.coders_of(source_id) if coders is None or c in coders
        )

    def tally(self, source_id: str, coder: str) -> Tally:
        """One coder's codings of a source, counted, without making them."""
        return self._tallies.of(codings_file(source_id, coder))

    def cover(self, source_id: str, coder: str) -> list[tuple[int, int]]:
        """The stretches of a source's body that one coder's codings cover, in order."""
        return covered(self.store.records(codings_file(source_id, coder)))

    def ids(self, source_id: str, coder: str) -> Collection[str]:
        """The ids of one coder's codings of a source."""
        return ids_of(self.store.records(codings_file(source_id, coder)))

    def code_counts(self, coders: Collection[str] | None = None) -> Counter[str]:
        """Codings by code id, all coders' or those of some; codings of unknown codes are left out."""
        counts: Counter[str] = Counter()
        for path, count in self._tallies.by_path(self._by_source, coders).items():
            if (code := self._codebook.resolve(path)) is not None:
                counts[code.id] += count
        return counts

    @property
    def areas(self) -> tuple[theme_file.Area, ...]:
        """The areas of the themes, as their file was last read: see `themes.themes_of`."""
        return self.keepers.themes.areas()

    def segments(self, source_id: str) -> Segments:
        """Sections, turns, paragraphs and sentences of a source."""
        if (segments := self._segments.get(source_id)) is None:
            segments = self._segments[source_id] = segments_of_source(self.sources[source_id])
        return segments

    # changes

    def apply(self, edit: Edit) -> frozenset[str]:
        """Do an edit: on disk when this returns.

        Returns:
            Files in which another program's changes were taken in on the way.

        Raises:
            StudyError: one line that says why nothing was changed.
        """
        coming, waiting = Coming(self), self._waiting(edit)
        return self._do(edit, coming, lambda: self.store.apply(edit, coming, waiting))

    def undo(self) -> Edit:
        """Take the last edit of this session back; raises StudyError as `apply`."""
        if (step := self.store.history.last) is None:
            return self.store.undo()
        coming = Coming(self, "nothing was undone", step.waiting)
        return self._do(step.edit, coming, lambda: self.store.undo(coming))

    def take_back(self, step: Step) -> None:
        """Undo an edit of an earlier run; raises StudyError as `apply`."""
        coming = Coming(self, "nothing was undone", step.waiting)
        self._do(step.edit, coming, lambda: self.store.take_back(step, coming))

    def redo(self) -> Edit:
        """Do the last undone edit again; raises StudyError as `apply`."""
        if (edit := self.store.history.next_redo) is None:
            return self.store.redo()
        coming, waiting = Coming(self, "nothing was done again"), self._waiting(edit)
        return self._do(edit, coming, lambda: self.store.redo(coming, waiting))

    def _do(self, edit: Edit, coming: Coming, step: Callable[[], Result]) -> Result:
        self._may_change(edit)
        self._coming, placed = coming, dict[str, str]()
        try:
            result = step()
            placed = {id: source.hash for id, source in coming.sources.items() if source is not None}
        finally:
            self._coming = None
            # also where it was refused: files were read again on the way
            self._follow(edit.files, placed, coming.read)
        return result

    def _waiting(self, edit: Edit) -> frozenset[str]:
        """The sources an edit makes that there are codings of already: their text had gone."""
        made = (c.file for c in edit.changes if c.file.startswith(f"{INTERVIEWS}/") and c.before is None)
        return frozenset(id for id in map(source_of_file, made) if id in self._by_source)

    def _source_to_be(self, source_id: str) -> Source | None:
        if self._coming is not None and source_id in self._coming.sources:
            return self._coming.sources[source_id]
        return self.sources.get(source_id)

    def _book_to_be(self) -> Codebook:
        coming = self._coming.book if self._coming is not None else None
        return self._codebook if coming is None else coming

    @property
    def known_files(self) -> tuple[str, ...]:
        """The files whose changes `refresh` takes in, also those that could not be read."""
        files = [codebook_file.FILE, *self._digests, *self.store.files(), *self.store.refused_files()]
        return tuple(dict.fromkeys(files))

    def refresh(self, files: Collection[str] | None = None) -> frozenset[str]:
        """Read again whatever another program changed: sources, cases, codings, codebook.

        Args:
            files: the files to look at, also new ones; all known ones where nothing is said.

        Returns:
            The files that were taken in anew, or that cannot be read any more, or not for another reason.
        """
        refused = {file: self.store.refused(file) for file in self.store.refused_files()}
        changed = {file for file in (self.known_files if files is None else files) if self._reread(file)}
        self._follow(tuple(changed))
        return frozenset(
            file for file in changed if file not in refused or self.store.refused(file) != refused[file]
        )

    def _reread(self, file: str) -> bool:
        try:
            if not self._is_text(file):
                return self.store.reread(file)
            return self.store.refused(file) is not None or self._text_changed(file)
        except FileError:
            len(self.store.records(file).keys())  # made now: what was last read of it stays
            return True

    @staticmethod
    def _is_text(file: str) -> bool:
        # read as one value beside the store, not as its records
        return file.startswith((f"{INTERVIEWS}/", "cases/", f"{MEMOS}/"))

    def _may_change(self, edit: Edit) -> None:
        self._may_change_memos(edit)
        for file in edit.files:
            if not file.startswith((f"{CODINGS}/", f"{suggestion_file.FOLDER}/")):
                continue
            source_id, coder = split_file(file)
            if coder != self.coder and not edit.every_coder:
                raise StudyError(f"{file} belongs to {coder}; you code as {self.coder or 'nobody yet'}")
            source = self.sources.get(source_id)
            if source is not None and self._text_changed(source.file):
                self._follow((source.file,))
                if (problem := self.store.refused(source.file)) is not None:
                    raise FileError(problem)
                raise ConflictError(
                    f"{source.file} was changed by another program and has been read again; "
                    f"{edit.name} was not done: look at the text and do it once more"
                )

    def _may_change_memos(self, edit: Edit) -> None:
        """Nobody's program writes another coder's words; what a memo is about follows names that change."""
        if edit.every_coder:
            return
        for change in edit.changes:
            if change.file.startswith(f"{MEMOS}/") and (owner := owner_of(change)) not in ("", self.coder):
                raise StudyError(
                    f"{change.file} belongs to {owner}; you code as {self.coder or 'nobody yet'}"
                )

    def _text_changed(self, file: str) -> bool:
        raw = read_bytes(self.root, file)
        if raw is None:
            # a text that is gone stays here, and so do its codings; a memo that is gone is gone
            return file.startswith(f"{MEMOS}/") and file in self._digests
        return digest(raw) != self._digests.get(file)

    # taking files in: used by opening, and after every change

    def _follow(
        self,
        files: Collection[str],
        placed: Mapping[str, str] = MappingProxyType({}),
        read: Mapping[str, Source] = MappingProxyType({}),
    ) -> None:
        """Take in files.

        Args:
            placed: the hash of the text for which the codings among them stand, by source.
            read: sources among them that were read just now, by the digest of their content.
        """
        for file in files:
            if file.startswith(f"{CODINGS}/"):
                self._follow_codings(file)
            elif file == codebook_file.FILE:
                self._codebook = Codebook(self.store.records(file).values())
            elif file.startswith(f"{INTERVIEWS}/"):
                self._follow_source(file, placed, files, read)
            elif file.startswith("cases/"):
                self._follow_case(file)
            elif file.startswith(f"{MEMOS}/"):
                self._follow_memo(file)
            self._tell(file)
        if any(file.startswith((f"{INTERVIEWS}/", "cases/")) for file in files):
            self.put_in_order()

    def put_in_order(self) -> None:
        """Cases by file, then those that only their sources name; sources by case and id: as on opening."""
        named = {source.case for source in self.sources.values() if source.case}
        for case in named - self.cases.keys():
            self.cases[case] = Case(case, case.replace("-", " ").capitalize())
        listed = {case for case in self.cases if case_file(case) in self._digests}
        ranked = sorted(listed | named, key=lambda case: (case not in listed, f"{case}.yaml"))
        cases = {case: self.cases[case] for case in ranked}
        places = {case: place for place, case in enumerate(cases)}
        sources = sorted(self.sources.values(), key=lambda s: (places.get(s.case, len(places)), s.id))
        # the mappings stay the same objects: others hold them
        self.cases.clear()
        self.cases.update(cases)
        self.sources.clear()
        self.sources.update({source.id: source for source in sources})

    def _tell(self, file: str) -> None:
        """Let the problems say of a file what is wrong with it now."""
        problem = self.store.refused(file)
        if problem is None or problem not in self.problems:
            self.problems[:] = [other for other in self.problems if other.file != file]
            if problem is not None:
                self.problems.append(problem)

    def _follow_codings(self, file: str) -> None:
        source_id, coder = split_file(file)
        if self.store.records(file):
            self._by_source.setdefault(source_id, {})[coder] = file
        elif (files := self._by_source.get(source_id)) is not None:
            files.pop(coder, None)
            if not files:
                del self._by_source[source_id]

    def _follow_source(
        self, file: str, placed: Mapping[str, str], files: Collection[str], read: Mapping[str, Source]
    ) -> None:
        source_id = source_of_file(file)
        former = self.sources.get(source_id)
        self._segments.pop(source_id, None)
        try:
            raw = read_bytes(self.root, file)
            if raw is None:
                self.sources.pop(source_id, None)
                self._digests.pop(file, None)
                self.store.admit(file)
                return
            known = read.get(raw_digest := digest(raw))
            self.add_source(
                known if known is not None and known.file == file else read_source(file, raw), raw_digest
            )
        except FileError as error:
            self.store.refuse(file, error.problem)
            return
        stand = files if placed.get(source_id) == self.sources[source_id].hash else ()
        for held in tuple(self._by_source.get(source_id, {}).values()):
            if held in stand:
                continue
            self._place_anew(held, former.hash if former is not None else "")
            self._tell(held)

    def _place_anew(self, file: str, former_text: str) -> None:
        """Read a codings file for a text that is not what it was when the file was last read."""
        try:
            if (content := read_bytes(self.root, file)) is not None:
                self.store.hold(file, digest(content), self.keepers.codings.load(file, content))
        except FileError as error:
            self.store.show(file, self.keepers.codings.carry(file, former_text, self.store.records(file)))
            self.store.refuse(file, error.problem)

    def _follow_case(self, file: str) -> None:
        case_id = file.removeprefix("cases/").removesuffix(".yaml")
        try:
            raw = read_bytes(self.root, file)
            if raw is None:
                self.cases.pop(case_id, None)
                self._digests.pop(file, None)
                self.store.admit(file)
                return
            self.add_case(self._case_in(file, raw), digest(raw))
        except FileError as error:
            self.store.refuse(file, error.problem)

    def _case_in(self, file: str, raw: bytes) -> Case:
        """A case from its content; the description, most of a file, is not parsed where the rest is known without it."""
        rest = self.keepers.cases.without_description(file, raw)
        if rest is not None:
            with suppress(FileError):  # of what is wrong the line in the whole file is told
                return read_case(file, rest)
        return read_case(file, raw)

    def _follow_memo(self, file: str) -> None:
        slug = file.removeprefix(f"{MEMOS}/").removesuffix(".md")
        try:
            raw = read_bytes(self.root, file)
            if raw is None:
                self.memos.pop(slug, None)
                self._digests.pop(file, None)
                self.store.admit(file)
                return
            self.add_memo(read_memo(file, raw), digest(raw))
        except FileError as error:
            self.store.refuse(file, error.problem)

    def add_case(self, case: Case, raw_digest: str) -> None:
        """Take in a case that was just read."""
        self.cases[case.id] = case
        self._digests[case_file(case.id)] = raw_digest
        self.store.admit(case_file(case.id))

    def add_memo(self, memo: Memo, raw_digest: str) -> None:
        """Take in a memo that was just read."""
        self.memos[memo.id] = memo
        self._digests[memo_file(memo.id)] = raw_digest
        self.store.admit(memo_file(memo.id))

    def add_source(self, source: Source, raw_digest: str) -> None:
        """Take in a source that was just read."""
        self.sources[source.id] = source
        self._digests[source.file] = raw_digest
        self.store.admit(source.file)

    def add_codebook(self, raw: bytes) -> None:
        """Take in codebook.yaml; raises FileError."""
        file = codebook_file.FILE
        self.store.hold(file, digest(raw), self.keepers.codebook.load(file, raw))
        self._follow((file,))

    def add_codings(self, file: str, parsed: Parsed) -> None:
        """Take in a codings file whose content is known; its codings are made when they are asked for.

        Raises:
            FileError: it cannot be read any more.
        """
        known = parsed.known
        source = self.sources.get(known.source)
        later = MadeLater(self.root, file, parsed, source, partial(self._read_since, file, parsed.digest))
        if source is None or (source.hash == known.text and known.found is not None):
            found = known.found if source is not None else None
            self.keepers.codings.know(file, known.text, found or {})
            self.store.hold(file, parsed.digest, later.records())
        else:
            content, raw_digest = later.read()
            if content is None:
                return
            if raw_digest == parsed.digest and source.hash == content.text:
                later.store(content)
            self.store.hold(file, raw_digest, self.keepers.codings.take(content))
        self._follow_codings(file)

    def _read_since(
        self, file: str, former: str, read: CodingsFile | FileError | None, raw_digest: str
    ) -> Mapping[str, Coding]:
        """Codings that were to be made later, of a file that has another content by now."""
        still_held = self.store.hold_as(file, former, raw_digest)
        if isinstance(read, FileError):
            self.store.refuse(file, read.problem)
            self._tell(file)
            return {}
        return self.keepers.codings.take(read) if still_held and read is not None else {}
