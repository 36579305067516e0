"""What an import will do, worked out before anything is changed: new sources, new versions of sources, memos."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from crosscase.reading.files import ALL_ANSWERS, TEXTS, AnswersWanted, FileRead, read_file
from crosscase.reading.proposals import accepted, proposals, with_speakers
from crosscase.reading.taken import Taken
from crosscase.study.adding import Adding, NewText
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import now, slugify
from crosscase.study.memo_file import FOLDER as MEMOS
from crosscase.study.memo_file import memo_file, write_memo_file
from crosscase.study.memos import memos_about
from crosscase.study.model import OPEN_ANSWERS, Source, Speaker
from crosscase.study.originals import Original, keep_original, original_path, remember, spelt
from crosscase.study.problems import StudyError
from crosscase.study.reimport import Fate, came_from, foretold, joined, likeness, new_version, target
from crosscase.study.save import digest
from crosscase.study.sources import decode
from crosscase.study.text import body_hash
from crosscase.study.texts import recall

Headings = Literal["all", "marked", "none"]
Bases = Callable[[Original], str | None]

_WORDS = 80  # characters of the words that a comment hangs on
_ALIKE = 0.4
_FLUSHED_SINGLY = 20  # files; for more of them the disk is told once


@dataclass(frozen=True, slots=True)
class Item:
    """A text that shall be taken in, with whatever was said and accepted about it.

    Attributes:
        taken: case, kind, speakers and the rest as they shall be; its accepted headings stand in the body.
        path: the file it was read from.
        format: what people call the file's format.
        digest: what the file's content is recognised by.
        headings: which headings count.
        chosen: words of lines that count as headings beside those that are marked.
        answers: what was wanted of a table.
    """

    taken: Taken
    path: Path
    format: str = "text"
    digest: str = ""
    headings: Headings = "marked"
    chosen: tuple[str, ...] = ()
    answers: AnswersWanted = ALL_ANSWERS

    @property
    def part(self) -> str:
        """Which of the texts of its file it is; empty where the file gives one."""
        return self.taken.text.question if self.taken.text.kind == OPEN_ANSWERS else ""


@dataclass(frozen=True, slots=True)
class Said:
    """What whoever imports says of all texts of an import; empty where nothing is said.

    Attributes:
        speakers: those who speak in any of them.
    """

    case: str = ""
    kind: str = ""
    date: str = ""
    title: str = ""
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a text.

    Attributes:
        what: `new`; `same`: its words are there already; `updated`: a new version of a source; `refused`.
        source: id of its source; empty where it is refused.
        new_case: slug of the case that is made for it, if so.
        refused: why, in one line.
        fate: of a new version, what becomes of the codings of the source, all of them.
        comments: how many comments become a memo.
        notes: what whoever imports should know, one line each.
        original: where the source came from, to be remembered once the import is done.
    """

    item: Item
    what: Literal["new", "same", "updated", "refused"]
    source: str = ""
    new_case: str = ""
    refused: str = ""
    fate: Fate | None = None
    comments: int = 0
    notes: tuple[str, ...] = ()
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import will do.

    Attributes:
        edit: does all of it in one step; None where nothing is to be changed.
    """

    outcomes: tuple[Outcome, ...]
    edit: Edit | None


def items_of(read: FileRead, answers: AnswersWanted = ALL_ANSWERS) -> tuple[Item, ...]:
    """The texts of a file, as nobody has said or accepted anything about them yet."""
    return tuple(Item(taken, read.path, read.format, read.digest, answers=answers) for taken in read.takens)


def with_said(item: Item, said: Said, case: str = "", known: Source | None = None) -> Item:
    """A text with what somebody says of it; that wins over what its file says.

    Args:
        case: of the folder it lies in; counts where nothing else says it.
        known: the source that it is a new version of, if so.
    """
    text = with_speakers(item.taken.text, said.speakers)
    if text.kind == OPEN_ANSWERS and item.format not in TEXTS:
        kind, place = OPEN_ANSWERS, ""  # a table of answers in a folder of other texts
    else:
        kind = said.kind or text.kind or (known.kind if known is not None else "")
        place = said.case or text.case or (case if kind != OPEN_ANSWERS else "")
    text = replace(text, case=place, kind=kind, date=said.date or text.date, title=said.title or text.title)
    return replace(item, taken=replace(item.taken, text=text))


def known_as(study: Study, item: Item, index: Sequence[Original], into: str = "") -> Original | None:
    """What is known of a former import of the file of a text."""
    if into:
        return next((known for known in index if known.source == into), None)
    known = came_from(study, index, item.path.name, item.part)
    return next((one for one in reversed(known) if one.origin == _origin(item.path)), None)


def accepted_before(study: Study, item: Item, index: Sequence[Original], into: str = "") -> Original | None:
    """The former import whose accepted headings a text takes over: also of a file that lies elsewhere now."""
    known = known_as(study, item, index, into)
    if into or known is not None:
        return known
    case, body = item.taken.text.case, item.taken.text.body
    cases = {found.id for found in study.cases.values() if case in ("", found.id, found.name)}
    like = [
        one
        for one in came_from(study, index, item.path.name, item.part)
        if one.source.partition("/")[0] in cases and likeness(study.sources[one.source].body, body) >= _ALIKE
    ]
    return like[0] if len(like) == 1 else None


def headings_of(original: Original) -> Headings:
    """Which headings counted in a former import."""
    return "all" if original.headings == "all" else "none" if original.headings == "none" else "marked"


def with_accepted(
    item: Item, speakers: Iterable[str] | None = (), headings: Headings = "marked", chosen: Iterable[str] = ()
) -> Item:
    """A text with what was accepted of its proposals.

    Args:
        speakers: the names that count; None for all that are proposed.
        headings: whether all count that the file marks or that look like headings, those it marks, or none.
        chosen: with `marked`, the words of lines that look like headings and count too.
    """
    taken = item.taken
    names = [name for name, _ in proposals(taken).speakers] if speakers is None else list(speakers)
    words = frozenset(chosen)
    lines = [guess.line for guess in taken.guesses if headings == "all" or guess.words in words]
    if headings == "none":
        lines = []
    found = tuple(guess.words for guess in taken.guesses if guess.line in lines and headings == "marked")
    taken = accepted(taken, names, lines, marked=headings != "none")
    return replace(item, taken=taken, headings=headings, chosen=found)


def plan_import(
    study: Study,
    items: Iterable[Item],
    index: Sequence[Original] = (),
    *,
    into: str = "",
    over: bool = False,
    comments: bool = False,
    coder: str = "",
    bases: Bases = lambda _original: None,
) -> Plan:
    """What an import will do; nothing is changed by asking.

    Args:
        items: in order; of equal words the first counts.
        index: what is known of former imports, as `originals.read_index` gives it.
        into: the source that the one text is a new version of.
        over: a new version's words win over what was edited in the study since.
        comments: a text's comments become a memo about its source, by `coder`.
        bases: the body as it was imported, for a source that was edited since; see `base_of`.
    """
    planning = _Planning(study, tuple(index), over, bases)
    outcomes = []
    memos = _Memos(study, coder)
    for item in items:
        try:
            outcome = planning.put_into(item, into) if into else planning.place(item)
            if comments and outcome.what != "refused":
                outcome = replace(outcome, comments=memos.add(item, outcome.source))
        except StudyError as error:
            said, label = str(error), item.taken.text.label
            outcome = Outcome(item, "refused", refused=said if said.startswith(label) else f"{label}: {said}")
        outcomes.append(outcome)
    changes = (*planning.adding.changes, *planning.changes, *memos.changes)
    return Plan(tuple(outcomes), Edit(_name(outcomes), changes) if changes else None)


def _name(outcomes: Sequence[Outcome]) -> str:
    done = [one for one in outcomes if one.what in ("new", "updated")]
    if len(done) == 1:
        return f"import {'a new version of ' if done[0].what == 'updated' else ''}{done[0].source}"
    return f"import {len(done)} texts" if done else "import comments"


class _Planning:
    def __init__(self, study: Study, index: tuple[Original, ...], over: bool, bases: Bases) -> None:
        self.study = study
        self.adding = Adding(study)
        self.changes: list[Change] = []
        self._index = index
        self._by_source = {known.source: known for known in index}
        self._over = over
        self._bases = bases
        self._updated: set[str] = set()
        self._time = now()

    def place(self, item: Item) -> Outcome:
        """A new source, a new version of the one that came from the same file, or what is there already."""
        text = item.taken.text
        _as_somebody_meant_it(text)
        folder = self.adding.folder_of(text) if text.case or text.kind == OPEN_ANSWERS else ""
        known = came_from(self.study, self._index, item.path.name, item.part, folder)
        known = tuple(one for one in known if one.source not in self._updated)
        if known and not (folder and self.adding.waits(folder, text)):
            found = target(self.study, known, _origin(item.path), text.body, text.label)
            if found is not None:
                return self._version(item, self.study.sources[found.source], found)
        return self._new(item)

    def put_into(self, item: Item, source_id: str) -> Outcome:
        """A new version of a source that somebody names."""
        _as_somebody_meant_it(item.taken.text)
        return self._version(item, self.study.sources[source_id], self._by_source.get(source_id), named=True)

    def _new(self, item: Item) -> Outcome:
        text = item.taken.text
        added = self.adding.add(text)
        if added.refused:
            return Outcome(item, "refused", refused=added.refused)
        if not added.new:
            original = (
                None if added.source in self._by_source else self._original(item, added.source, added.hash)
            )
            return Outcome(item, "same", added.source, original=original)
        notes = self._namesake(added.source, text)
        original = self._original(item, added.source, added.hash)
        return Outcome(item, "new", added.source, added.new_case, notes=notes, original=original)

    def _namesake(self, source_id: str, text: NewText) -> tuple[str, ...]:
        """A word where the source whose name it would have had is much the same text."""
        there = self.study.sources.get(f"{source_id.partition('/')[0]}/{slugify(text.name)}")
        if there is None or likeness(there.body, text.body) < _ALIKE:
            return ()
        return (
            f"{text.label}: is much like {there.id}; if it is a new version of it, take this back with "
            f"crosscase undo and import it with --into {there.id}",
        )

    def _version(self, item: Item, source: Source, known: Original | None, named: bool = False) -> Outcome:
        text = item.taken.text
        if source.id in self._updated:
            raise StudyError(f"{source.id} has a new version in this import already; import them one by one")
        if known is not None and known.former == source.hash:
            known = replace(known, body=known.base, former="", base="")  # its last version was taken back
        body, notes = self._body(text, source, known)
        listed = {speaker.name: speaker for speaker in source.speakers}
        speakers = tuple(speaker for speaker in text.speakers if speaker.name not in listed)
        notes += tuple(
            f"{text.label}: who {speaker.name} is stays as {source.id} has it; crosscase speaker set changes that"
            for speaker in text.speakers
            if _says_more(speaker, listed.get(speaker.name))
        )
        original = self._original(item, source.id, body_hash(text.body))
        if body == source.body and not speakers:
            if known is not None:  # it may have come from another place this time
                original = replace(known, file=original.file, origin=original.origin, digest=original.digest)
            return Outcome(item, "same", source.id, notes=notes, original=original)
        if body != source.body:
            original = replace(original, former=source.hash, base=known.body if known is not None else "")
        fate = foretold(self.study, source, body) if body != source.body else None
        if fate is not None and not named and not self._over:
            _must_be_a_version(text, source, fate)
        self.changes.append(new_version(self.study, source, body, speakers))
        self._updated.add(source.id)
        return Outcome(item, "updated", source.id, fate=fate, notes=notes, original=original)

    def _body(self, text: NewText, source: Source, known: Original | None) -> tuple[str, tuple[str, ...]]:
        """The body a source gets from a new version of its file, and what to know about it."""
        content = body_hash(text.body)
        if content == source.hash:
            return source.body, ()
        if known is None:
            how = f"{text.label}: {source.id} was not imported from a file here; it has the file's words now"
            return text.body, (how,)
        if self._over:
            return text.body, ()
        if content == known.body:
            how = "has not changed since it was imported"
            return source.body, (
                f"{text.label}: {how}; {source.id} was edited, --replace takes the file's words",
            )
        base = source.body if source.hash == known.body else self._bases(known)
        body = joined(source, base, text.body, text.label)
        kept = f"{text.label}: what was edited in {source.id} since was kept"
        return body, (kept,) if body != text.body else ()

    def _original(self, item: Item, source_id: str, content: str) -> Original:
        return Original(
            source_id,
            spelt(item.path.name),
            _origin(item.path),
            item.part,
            body=content,
            digest=item.digest,
            headings=item.headings,
            chosen=item.chosen,
            respondent=item.answers.respondent,
            sheet=item.answers.sheet,
            imported=self._time,
        )


def _says_more(speaker: Speaker, listed: Speaker | None) -> bool:
    """Whether something is said of a speaker that the source's list has otherwise."""
    if listed is None:
        return False
    said = ((speaker.coder, listed.coder), (speaker.role, listed.role), (speaker.consent, listed.consent))
    return any(new and new != old for new, old in said)


def _must_be_a_version(text: NewText, source: Source, fate: Fate) -> None:
    """Refuse a text that has little of its source's words, and would cost most of its codings their place."""
    codings = fate.kept + fate.changed + fate.lost
    if 2 * fate.kept < codings and likeness(source.body, text.body) < _ALIKE:
        raise StudyError(
            f"{text.label}: {source.id} came from a file of this name, and would keep {fate.kept} of its {codings} "
            f"codings; give --into {source.id} if this is a new version of it, or rename the file"
        )


def _origin(path: Path) -> str:
    return spelt(os.path.abspath(path))


def _as_somebody_meant_it(text: NewText) -> None:
    """Refuse a body that could not be read again, since git would seem to have left two versions in it."""
    if "\n>>>>>>> " in text.body:
        decode(text.body.encode(), text.label)


class _Memos:
    """Memos about sources, each of the comments of one file."""

    def __init__(self, study: Study, coder: str) -> None:
        self.changes: list[Change] = []
        self._study = study
        self._coder = coder
        self._taken: set[str] | None = None

    def add(self, item: Item, source_id: str) -> int:
        """Make a memo of the comments of a text; how many they are, 0 where they are there already."""
        taken = item.taken
        if not taken.comments:
            return 0
        about, words = f"source/{source_id}", comments_written(taken)
        if any(memo.text.strip() == words.strip() for memo in memos_about(self._study, about)):
            return 0
        slug = slugify(f"comments {source_id.partition('/')[2]}", self._slugs())
        self._slugs().add(slug)
        title = f"Comments in {spelt(item.path.name)}"
        content = write_memo_file(about, self._coder, now(), words, title)
        self.changes.append(Change(memo_file(slug), WHOLE, None, content))
        return len(taken.comments)

    def _slugs(self) -> set[str]:
        if self._taken is None:
            self._taken = set(self._study.memos)
            folder = self._study.root / MEMOS
            # also of files that could not be read
            self._taken |= {path.stem.lower() for path in folder.glob("*")} if folder.is_dir() else set()
        return self._taken


def comments_written(taken: Taken) -> str:
    """The comments of a text as the words of a memo: each with its line, its words, its author and date."""
    lines = []
    for comment in taken.comments:
        words = " ".join(taken.text.body[comment.start : comment.end].split())
        words = words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"
        line = taken.text.body.count("\n", 0, comment.start) + 1
        place = f"Line {line}, “{words}”" if words else "On the whole text"
        who = ", ".join(part for part in (comment.author, comment.date) if part)
        said = "\n  ".join(part for part in comment.text.split("\n") if part.strip())
        lines.append(f"- {place}{f' ({who})' if who else ''}: {said}")
    return "\n".join(lines)


# once the edit is done


def base_of(study: Study, original: Original) -> str | None:
    """The body of a source as it was imported: remembered, else read from the original again; None where neither."""
    source = study.sources.get(original.source)
    if (body := recall(study.root, original.body, source.file if source is not None else None)) is not None:
        return body
    path = original_path(study.root, original)
    if path is None:
        return None
    columns = (original.part,) if original.part else ()
    try:
        read = read_file(path, AnswersWanted(columns, original.respondent, original.sheet))
    except StudyError:
        return None
    way = headings_of(original)
    for item in items_of(read):
        body = with_accepted(item, (), way, original.chosen).taken.text.body
        if body_hash(body) == original.body:
            return body
    return None


def keep_originals(study: Study, outcomes: Iterable[Outcome]) -> list[str]:
    """Keep the files of an import that is done, and remember which source each became.

    Returns:
        One line for each that could not be kept.
    """
    outcomes = list(outcomes)
    kept: dict[Path, str] = {}
    known: list[Original] = []
    problems: list[str] = []
    one_by_one = len(outcomes) <= _FLUSHED_SINGLY
    try:
        for outcome in outcomes:
            if (original := outcome.original) is None:
                continue
            path = outcome.item.path
            try:
                if path not in kept:
                    kept[path] = _kept(study, outcome.source, path, original.digest, one_by_one)
            except StudyError as error:
                kept[path] = ""
                problems.append(str(error))
            known.append(replace(original, kept=kept[path]))
    finally:  # also on Ctrl-C: what was kept so far is known
        if known and not one_by_one:
            os.sync()
        try:
            remember(study.root, known)
        except StudyError as error:
            problems.append(str(error))
    return problems


def _kept(study: Study, source_id: str, path: Path, known: str, flush: bool) -> str:
    try:
        with open(path, "rb", buffering=0) as file:
            raw = file.readall()
    except OSError as error:
        raise StudyError(f"{path}: is gone or cannot be read any more; no copy of it was kept") from error
    if known and digest(raw) != known:
        raise StudyError(f"{path}: was changed while it was imported; no copy of it was kept")
    return keep_original(study.root, source_id, path.name, raw, flush=flush)
