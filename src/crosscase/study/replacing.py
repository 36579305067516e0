"""Names give way to pseudonyms, in every text of a study at once: one edit, with everybody's codings on their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from dataclasses import replace as with_fields
from typing import Any

from crosscase.study.adding import speaker_written
from crosscase.study.codings import FOLDER as CODINGS
from crosscase.study.codings import codings_file, read_codings, split_file
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.model import Coding, Source
from crosscase.study.plurals import counted
from crosscase.study.problems import ConflictError, FileError, StudyError
from crosscase.study.replaced_labels import check_turns, merged, relabelled
from crosscase.study.replaced_respondents import with_respondents
from crosscase.study.replaced_words import Shift, Words, follow, replaced_words
from crosscase.study.save import read_bytes
from crosscase.study.sources import read_source
from crosscase.study.text import body_hash
from crosscase.study.texts_inside import WORDS, is_of_records, texts_of_file, whole_file
from crosscase.study.whole_texts import BODY, FRONT, Inside, WholeText
from crosscase.study.yaml_scalars import Piece, spliced

Key = tuple[str, str, str]
"""File, id and field, as `Inside.key`."""

_KEY_OF_SPEAKER = re.compile(rf"{re.escape(FRONT)}speakers\.([0-9]+)#")
_NO_WORDS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words of a text, and what shall stand for them.

    Attributes:
        start, end: code points into the text of an `Inside`, end exclusive.
        pseudonym: what stands there afterwards.
        words: what stands there now; where it is given and something else does, nothing is changed.
    """

    start: int
    end: int
    pseudonym: str
    words: str = ""


Replacements = Mapping[Key, Sequence[Replacement]]
Pieces = dict[Key, tuple[Piece, ...]]


def replace(study: Study, replacements: Replacements, name: str = "") -> Edit:
    """Put pseudonyms in the place of names, in all files and all coders' codings.

    Every coding is on the same words afterwards, but for the names; one that cut a name holds all of what stands for
    it. What opens a turn still does: a speaker's name changes in the front matter and in each label, or in neither.

    Args:
        replacements: by `Inside.key`; in any order, not overlapping.
        name: what undo calls it; made from the numbers where it is empty.

    Returns:
        The edit; without changes where nothing is to be replaced. It writes other coders' files.

    Raises:
        StudyError: one line that says why nothing can be changed: a file cannot be read or has changed since, words
            are an id, a pseudonym cannot stand there.
    """
    for file in study.store.refused_files():
        if (problem := study.store.refused(file)) is not None:
            raise FileError(problem)
    pieces = expanded(study, replacements)
    by_file: dict[str, dict[tuple[str, str], tuple[Piece, ...]]] = {}
    for (file, id, field), own in pieces.items():
        by_file.setdefault(file, {})[id, field] = own
    texts: list[Change] = []
    bodies: dict[str, tuple[str, tuple[Piece, ...]]] = {}
    forms = _forms(study, pieces)
    for file, inner in by_file.items():
        if file.startswith(f"{CODINGS}/"):
            continue
        if is_of_records(file):
            texts += _records(study, file, inner, forms)
            continue
        whole = _whole(study, file)
        source = _source_of(study, file)
        after = _changed(whole, source, {field: own for (_, field), own in inner.items()})
        texts.append(Change(file, WHOLE, whole.content, after))
        if source is not None and ("", BODY) in inner:
            bodies[source.id] = (read_source(file, after.encode()).body, inner["", BODY])
    # codings first: where a program is killed between two files, they are found again in the text as it was
    changes = [*_codings(study, by_file, bodies, forms), *texts]
    changes = [change for change in changes if change.before != change.after or _is_coding(change)]
    return Edit(name or _named(replacements, changes), tuple(changes), every_coder=True)


def expanded(study: Study, replacements: Replacements) -> Pieces:
    """What is replaced once labels follow front matter, and the other way round; by key, in order.

    Raises:
        StudyError: as `replace`.
    """
    pieces: Pieces = {}
    texts: dict[Key, Inside] = {}
    for file in dict.fromkeys(key[0] for key in replacements):
        texts.update((inside.key, inside) for inside in texts_of_file(study, file))
    for key, wanted in replacements.items():
        if own := _checked(texts.get(key), key, wanted):
            pieces[key] = own
    pieces = with_respondents(study, pieces, texts)
    for file in dict.fromkeys(key[0] for key in pieces):
        if (source := _source_of(study, file)) is not None and source.speakers:
            _follow_labels(source, pieces)
    return pieces


def _follow_labels(source: Source, pieces: Pieces) -> None:
    new = relabelled(source, pieces.get((source.file, "", BODY), ()), _speaker_keys(source, pieces))
    if new.body:
        pieces[source.file, "", BODY] = new.body
    for number, names in new.keys.items():
        former = source.speakers[number].name
        if names[0] != former:
            pieces[source.file, "", f"{FRONT}speakers.{number}#"] = ((0, len(former), names[0]),)


def _speaker_keys(source: Source, pieces: Mapping[Key, Sequence[Piece]]) -> dict[int, Sequence[Piece]]:
    numbers = range(len(source.speakers))
    keys = {number: (source.file, "", f"{FRONT}speakers.{number}#") for number in numbers}
    return {number: pieces[key] for number, key in keys.items() if key in pieces}


def _checked(inside: Inside | None, key: Key, wanted: Sequence[Replacement]) -> tuple[Piece, ...]:
    file = key[0]
    if inside is None:
        raise ConflictError(f"{file} was changed meanwhile; nothing was replaced: look for names once more")
    pieces: list[Piece] = []
    for each in sorted(wanted, key=lambda one: (one.start, one.end)):
        there = inside.text[each.start : each.end]
        inside_it = 0 <= each.start < each.end <= len(inside.text)
        if not inside_it or (each.words and there != each.words):
            raise ConflictError(
                f"{file} was changed meanwhile; nothing was replaced: look for names once more"
            )
        if inside.fixed:
            raise StudyError(f"{_at(inside, each.start)}: this is {inside.fixed}; nothing was replaced")
        if not each.pseudonym or _NO_WORDS.search(each.pseudonym):
            raise StudyError(
                f"{_at(inside, each.start)}: what shall stand for a name is no text; nothing was replaced"
            )
        if pieces and each.start < pieces[-1][1]:
            raise StudyError(
                f"{_at(inside, each.start)}: two names overlap here; choose one, nothing was replaced"
            )
        if each.pseudonym != there:
            pieces.append((each.start, each.end, each.pseudonym))
    return tuple(pieces)


def _at(inside: Inside, offset: int) -> str:
    line, column = inside.place(offset)
    return f"{inside.file}:{line}:{column}" if line else inside.file


def _whole(study: Study, file: str) -> WholeText:
    whole = whole_file(study.root, file)
    source = _source_of(study, file)
    if whole is None or (source is not None and source.body != whole.body):
        raise ConflictError(f"{file} was changed meanwhile; nothing was replaced: look for names once more")
    return whole


def _source_of(study: Study, file: str) -> Source | None:
    source = study.sources.get(file.removeprefix("interviews/").removesuffix(".md"))
    return source if source is not None and source.file == file else None


def _changed(whole: WholeText, source: Source | None, inner: Mapping[str, Sequence[Piece]]) -> str:
    """The whole file with its texts changed; of a source it is seen to that it reads as it should."""
    if source is None:
        return whole.changed(inner)
    keys = {
        int(match[1]): own
        for field, own in inner.items()
        if (match := _KEY_OF_SPEAKER.fullmatch(field)) is not None
    }
    new = relabelled(source, inner.get(BODY, ()), keys)
    if new.is_one_for_one(source):
        after = whole.changed(inner)
        speakers = new.speakers
    else:  # two labels of one person, or of two: the list is written anew
        rest = {field: own for field, own in inner.items() if _KEY_OF_SPEAKER.fullmatch(field) is None}
        roles = read_source(source.file, whole.changed({**rest, BODY: ()}).encode()).speakers
        speakers = merged(roles, new.keys)
        after = whole.changed(rest, {speaker.name: speaker_written(speaker) for speaker in speakers})
    read = read_source(source.file, after.encode())
    names = [speaker.name for speaker in speakers]
    if (
        read.body != spliced(source.body, inner.get(BODY, ()))
        or [each.name for each in read.speakers] != names
    ):
        raise StudyError(
            f"{source.file} cannot be changed safely; nothing was replaced: look at its first lines"
        )
    check_turns(source, read)
    return after


def _forms(study: Study, pieces: Pieces) -> dict[str, str]:
    """Every name that is replaced in a body, and what stands for it."""
    forms: dict[str, str] = {}
    for (file, _, field), own in pieces.items():
        source = _source_of(study, file)
        if source is not None and field == BODY:
            for start, end, new in own:
                forms.setdefault(source.body[start:end], new)
    return forms


# records


def _records(
    study: Study, file: str, inner: Mapping[tuple[str, str], Sequence[Piece]], forms: Mapping[str, str]
) -> Iterator[Change]:
    records = study.store.records(file)
    for id in dict.fromkeys(id for id, _ in inner):
        own = {field: pieces for (its, field), pieces in inner.items() if its == id}
        before = records[id]
        after = _with_texts(before, own)
        if all(hasattr(before, field) for field in WORDS):
            words = replaced_words(Words(before.quote, before.before, before.after), own, forms)
            after = with_fields(after, quote=words.quote, before=words.before, after=words.after)
        yield Change(file, id, before, after)


def _with_texts(record: Any, own: Mapping[str, Sequence[Piece]]) -> Any:
    new: dict[str, Any] = {}
    for each in fields(record):
        inner = {
            field[len(each.name) + 1 :]: pieces
            for field, pieces in own.items()
            if field == each.name or field.startswith(f"{each.name}.")
        }
        if inner:
            new[each.name] = _with_value(getattr(record, each.name), inner)
    return with_fields(record, **new)


def _with_value(value: Any, inner: Mapping[str, Sequence[Piece]]) -> Any:
    if isinstance(value, str):
        return spliced(value, inner[""])
    if isinstance(value, Mapping):
        return {key: spliced(text, inner[key]) if key in inner else text for key, text in value.items()}
    if is_dataclass(value):
        return _with_texts(value, inner)
    return tuple(
        spliced(text, inner[str(place)]) if str(place) in inner else text for place, text in enumerate(value)
    )


# codings


def _codings(
    study: Study,
    by_file: Mapping[str, Mapping[tuple[str, str], tuple[Piece, ...]]],
    bodies: Mapping[str, tuple[str, tuple[Piece, ...]]],
    forms: Mapping[str, str],
) -> Iterator[Change]:
    files = [codings_file(source, coder) for source in bodies for coder in study.coders_of(source)]
    for file in dict.fromkeys([*files, *(file for file in by_file if file.startswith(f"{CODINGS}/"))]):
        source_id, coder = split_file(file)
        source = study.sources.get(source_id)
        new, pieces = bodies.get(source_id, (source.body if source is not None else "", ()))
        shift = Shift(pieces)
        own: dict[str, dict[str, tuple[Piece, ...]]] = {}
        for (id, field), each in by_file.get(file, {}).items():
            own.setdefault(id, {})[field] = each
        codings = study.codings(source_id, [coder])
        both = (source.body, new) if source is not None else None
        done = _done_before(study, file, new) if pieces else {}
        changes = [
            Change(
                file,
                coding.id,
                coding,
                done.get(coding.id) or follow(coding, both, shift, own.get(coding.id, {}), forms),
            )
            for coding in codings
        ]
        changed = [change for change in changes if change.before != change.after]
        # a file is written as a whole, for its text as it will be: one record names it
        yield from changed or changes[:1]


def _done_before(study: Study, file: str, body: str) -> Mapping[str, Coding]:
    """The codings of a file that was written for this very text before its source was: by a program that was killed."""
    if study.keepers.codings.texts.get(file) != body_hash(body):
        return {}
    raw = read_bytes(study.root, file)
    return {coding.id: coding for coding in read_codings(file, raw).codings} if raw is not None else {}


def _is_coding(change: Change) -> bool:
    return change.file.startswith(f"{CODINGS}/")


def _named(replacements: Replacements, changes: Iterable[Change]) -> str:
    places = sum(map(len, replacements.values()))
    files = len({change.file for change in changes})
    return f"replace {counted(places, 'name')} in {counted(files, 'file')}"
