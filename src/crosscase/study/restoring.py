"""Names back in the place of pseudonyms, for whoever has the roster: the very words, where they stood.

`private/replaced.yaml` remembers of each text which pseudonyms stand in it, in order, and what stood there before. A
text that was edited since is aligned with that: what cannot be told gets the name of the roster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from crosscase.study.aligning import aligned
from crosscase.study.folder import Study
from crosscase.study.private import private_folder, untold, write_private
from crosscase.study.problems import FileError
from crosscase.study.replacing import Key, Pieces, Replacement, Replacements, expanded
from crosscase.study.roster import Roster
from crosscase.study.save import locked, read_bytes
from crosscase.study.shapes import Listed, Text, read_shape
from crosscase.study.sources import decode
from crosscase.study.texts_inside import texts_inside, texts_of_file
from crosscase.study.whole_texts import Inside
from crosscase.study.yaml_out import emit
from crosscase.study.yaml_scalars import Piece, spliced

FILE = "replaced.yaml"
_KEYS = frozenset({"replaced", "file", "id", "field", "forms"})
_OPENING = "# What stood in the place of pseudonyms, text by text. Never share or commit this file: it holds the names.\n"
_TELLING = 8  # characters of context by which a pseudonym is known again in another text
_AROUND = 12  # characters before and after a pseudonym by which it is told from others like it


@dataclass(frozen=True, slots=True)
class Form:
    """A pseudonym in a text.

    Attributes:
        was: what stood there; the pseudonym itself where it stood there before anything was replaced.
        before, after: up to 12 characters around it, as they are now.
    """

    pseudonym: Text
    was: Text
    before: Text = ""
    after: Text = ""


@dataclass(frozen=True, slots=True)
class _Row:
    file: Text
    field: Text
    forms: Listed[tuple[Text, Text, Text, Text]]
    id: Text = ""


@dataclass(frozen=True, slots=True)
class _File:
    replaced: Listed[_Row] = ()


Remembered = Mapping[Key, tuple[Form, ...]]


def read_replaced(study: Study) -> dict[Key, tuple[Form, ...]]:
    """What is remembered, by the key of each text; nothing where nothing is.

    Raises:
        StudyError: the file cannot be read.
    """
    path = str(private_folder(study.root) / FILE)
    raw = read_bytes(study.root, path)
    text = decode(raw, path) if raw is not None else ""
    try:
        rows = read_shape(text, _File, path).replaced if text.strip() else ()
    except FileError as error:
        raise untold(error, _KEYS) from None
    return {(row.file, row.id, row.field): tuple(Form(*form) for form in row.forms) for row in rows}


def remember_replaced(study: Study, replacements: Replacements) -> None:
    """Write down what is about to be replaced, before it is: a program that is killed in between loses nothing.

    Raises:
        StudyError: as `replacing.replace`, or the file cannot be read or written; it is as it was.
    """
    pieces = expanded(study, replacements)
    if not pieces:
        return
    texts = {
        inside.key: inside.text
        for file in dict.fromkeys(key[0] for key in pieces)
        for inside in texts_of_file(study, file)
    }
    with locked(study.root):
        known = read_replaced(study)
        for key, own in pieces.items():
            known[key] = tuple(_forms(texts[key], own, known.get(key, ())))
        rows = [
            {
                "file": file,
                "id": id,
                "field": name,
                "forms": [(f.pseudonym, f.was, f.before, f.after) for f in forms],
            }
            for (file, id, name), forms in known.items()
        ]
        content = [{name: value for name, value in row.items() if value} for row in rows if row["forms"]]
        write_private(study.root, FILE, (_OPENING + emit({"replaced": content})).encode())


def _forms(text: str, pieces: Sequence[Piece], known: Sequence[Form]) -> Iterator[Form]:
    """The pseudonyms that will stand in a text, in order."""
    tokens = {new for _, _, new in pieces} | {form.pseudonym for form in known}
    there = [
        one for one in _places(text, tokens) if not any(s < one.end and one.start < e for s, e, _ in pieces)
    ]
    former = _was(there, known)
    marks = [
        (one.start, one.end, one.pseudonym, was or one.pseudonym)
        for one, was in zip(there, former, strict=True)
    ]
    marks += [(start, end, new, text[start:end]) for start, end, new in pieces]
    after, moved = spliced(text, pieces), 0
    for start, end, new, was in sorted(marks):
        at = start + moved
        stop = at + len(new)
        moved += len(new) - (end - start)
        yield Form(new, was, after[max(0, at - _AROUND) : at], after[stop : stop + _AROUND])


@dataclass(frozen=True, slots=True)
class _Place:
    """A pseudonym in a text as it is."""

    start: int
    end: int
    pseudonym: str
    before: str
    after: str


def _places(text: str, tokens: Iterable[str]) -> list[_Place]:
    one_of = "|".join(re.escape(token) for token in sorted(tokens, key=len, reverse=True))
    return [
        _Place(
            *m.span(), m[0], text[max(0, m.start() - _AROUND) : m.start()], text[m.end() : m.end() + _AROUND]
        )
        for m in (re.finditer(one_of, text) if one_of else ())
    ]


def _was(places: Sequence[_Place], forms: Sequence[Form]) -> list[str]:
    """What stood in the place of each; empty where nothing tells."""
    found = aligned(
        [(place.pseudonym, place.before, place.after) for place in places],
        [(form.pseudonym, form.before, form.after) for form in forms],
    )
    return [forms[number].was if number is not None else "" for number in found]


@dataclass(frozen=True, slots=True)
class Restored:
    """Names to be put back.

    Attributes:
        replacements: for `replacing.replace`.
        exact: how many places get the very words that stood there.
        by_roster: how many get the name of the roster, since nothing tells which form of it stood there.
    """

    replacements: Replacements = field(default_factory=dict)
    exact: int = 0
    by_roster: int = 0


def restored(study: Study, roster: Roster) -> Restored:
    """The names that stood in the place of pseudonyms.

    A pseudonym that is an ordinary word is given up only where it is remembered to stand for a name.

    Raises:
        StudyError: something cannot be read.
    """
    known = read_replaced(study)
    names: dict[str, str] = {}
    for entry in roster.entries:
        if entry.pseudonym:
            names.setdefault(entry.pseudonym, entry.name)
    sure = {token for token in names if token.startswith("[") and token.endswith("]")}
    found: dict[Key, list[Replacement]] = {}
    counts = {True: 0, False: 0}
    everywhere: dict[str, list[Form]] = {}
    for form in (form for forms in known.values() for form in forms):
        everywhere.setdefault(form.pseudonym, []).append(form)
    insides = [inside for inside in texts_inside(study) if not inside.fixed]
    there = {inside.file for inside in insides}
    for inside in insides:
        forms = known.get(inside.key) or _of_a_text_that_moved(inside, known, there)
        places = _places(inside.text, {*(form.pseudonym for form in forms), *sure})
        for place, was in zip(places, _was(places, forms), strict=True):
            was = was or _by_context(place, everywhere.get(place.pseudonym, ()))
            name = was or (names[place.pseudonym] if place.pseudonym in sure else "")
            if name and name != place.pseudonym:
                counts[bool(was)] += 1
                found.setdefault(inside.key, []).append(
                    Replacement(place.start, place.end, name, place.pseudonym)
                )
    return Restored(found, counts[True], counts[False])


def _by_context(place: _Place, forms: Iterable[Form]) -> str:
    """What stood in the place of a pseudonym of words that were copied: a lost coding's quote, say; empty for a doubt."""
    if len(place.before) + len(place.after) < _TELLING:
        return ""
    same = {
        form.was
        for form in forms
        if form.before.endswith(place.before) and form.after.startswith(place.after)
    }
    return same.pop() if len(same) == 1 else ""


def _of_a_text_that_moved(inside: Inside, known: Remembered, there: set[str]) -> tuple[Form, ...]:
    """What is remembered of a text under the name its file had: the one whose pseudonyms are most like its own."""
    station = inside.file.partition("/")[0]
    candidates = [
        forms
        for (file, id, name), forms in known.items()
        if file not in there and (id, name) == (inside.id, inside.field) and file.partition("/")[0] == station
    ]

    def alike(forms: Sequence[Form]) -> int:
        places = _places(inside.text, {form.pseudonym for form in forms})
        now = {(one.pseudonym, one.before, one.after) for one in places}
        return len(now & {(form.pseudonym, form.before, form.after) for form in forms})

    best = max(candidates, key=alike, default=())
    return tuple(best) if best and alike(best) else ()


__all__ = ["Pieces", "Restored", "read_replaced", "remember_replaced", "restored"]
