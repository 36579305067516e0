"""The roster: the names that must not leave this machine, and what stands for them in the study.

`private/roster.yaml` holds people, places, other things that tell who somebody is, and passages that were looked at:

    people: [{name: Kari Nordmann, also: [Kari], as: "[Informant 2]", word: false}]
    places: [{name: Nordlysskolen, as: "[skole A]"}]
    others: [{name: kari@alta.no, kind: email, as: "[e-post 1]"}]
    kept: ["Per uke har"]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field

from crosscase.study.homonyms import is_word
from crosscase.study.ids import slugify
from crosscase.study.name_folding import folded_name
from crosscase.study.name_matching import NEVER, Found, Names, Stretches, Way, can_be_sought, words_of
from crosscase.study.private import PRIVATE, private_folder, untold, write_private
from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.save import read_bytes
from crosscase.study.shapes import Flag, Listed, Text, read_yaml, validate
from crosscase.study.sources import decode
from crosscase.study.text import normalise
from crosscase.study.yaml_out import Plain, emit

FILE = "private/roster.yaml"

Kind = Literal["person", "place", "email", "phone", "id-number", "address", "other"]
_OtherKind = Literal["email", "phone", "id-number", "address", "other"]
_KEYS = frozenset(
    {
        "people", "places", "others", "kept", "name", "also", "as", "word", "kind", "person", "place",
        *get_args(_OtherKind),
    }
)  # fmt: skip
_OPENING = (
    "# Names that must not leave this machine, and what stands for them in the study.\n"
    "# Never share or commit this file: whoever has it knows who is who.\n"
)
_SHORTEST_ID = 3  # letters of a name that counts in an id
_COMMENT = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the roster.

    Attributes:
        name: as it is written.
        also: other forms of it.
        pseudonym: what stands for it in the study; empty while nobody has said.
        kind: what it is the name of.
        word: it is an ordinary word too, and counts only with a capital.
    """

    name: str
    also: tuple[str, ...] = ()
    pseudonym: str = ""
    kind: Kind = "person"
    word: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name of the roster in a text.

    Attributes:
        start: code points into the text as it stands.
        end: end of the name, exclusive; what ends its word comes after it.
        entry: whose name it is.
        ending: the genitive behind the name (`s`, `’s`, `'`): it stays when the name is replaced.
    """

    start: int
    end: int
    entry: Entry
    ending: str


@dataclass(frozen=True)
class Roster:
    """The names of a study.

    Attributes:
        entries: people first, then places, then others, as they stand in the file.
        kept: passages that were looked at: nothing in them is a name.
    """

    entries: tuple[Entry, ...] = ()
    kept: tuple[str, ...] = ()

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What of the roster cannot work as it was meant, a line each; no line tells a name."""
        return tuple(_doubts(self))

    @cached_property
    def _names(self) -> Names:
        return Names(_to_find(self.entries))

    @cached_property
    def _kept(self) -> Names:
        passages = [*self.kept]
        # what stands for one can hold a single letter that is another's
        passages += (
            entry.pseudonym
            for entry in self.entries
            if entry.pseudonym.startswith("[")
            and entry.pseudonym.endswith("]")
            and not self._long_in(entry.pseudonym)
        )
        return Names((number, passage, "name") for number, passage in enumerate(passages))

    @cached_property
    def _in_ids(self) -> Names:
        return Names([*_to_find(self.entries), *_as_ids(self.entries)])

    def _long_in(self, pseudonym: str) -> bool:
        return any(one.end - one.start > 1 for one in self._names.find(pseudonym))


@dataclass(frozen=True, slots=True)
class _PersonShape:
    name: Text
    also: Listed[Text] = ()
    pseudonym: Annotated[Text, Field(alias="as")] = ""
    word: Flag = False


@dataclass(frozen=True, slots=True)
class _OtherShape:
    name: Text
    also: Listed[Text] = ()
    pseudonym: Annotated[Text, Field(alias="as")] = ""
    word: Flag = False
    kind: _OtherKind = "other"


@dataclass(frozen=True, slots=True)
class _RosterShape:
    people: Listed[_PersonShape] = ()
    places: Listed[_PersonShape] = ()
    others: Listed[_OtherShape] = ()
    kept: Listed[Text] = ()


def roster_file(root: Path) -> str:
    """Where the roster is: `private/roster.yaml`, or the path of the one in the folder of CROSSCASE_PRIVATE.

    Raises:
        StudyError: CROSSCASE_PRIVATE is no folder.
    """
    folder = private_folder(root)
    return FILE if folder == root / "private" else str(folder / "roster.yaml")


def read_roster(root: Path) -> Roster:
    """The roster of a study; an empty one where there is none.

    Args:
        root: the study folder.

    Raises:
        StudyError: it cannot be read, or CROSSCASE_PRIVATE is no folder.
    """
    file = roster_file(root)
    raw = _content(root, file)
    text = normalise(decode(raw, file)) if raw is not None else ""
    try:
        if raw is None or (data := read_yaml(text, file)) == "":
            return Roster()
        shape = validate(data, _RosterShape, text, file)
    except FileError as error:
        raise untold(error, _KEYS) from None
    entries = (
        *(Entry(one.name, one.also, one.pseudonym, "person", one.word) for one in shape.people),
        *(Entry(one.name, one.also, one.pseudonym, "place", one.word) for one in shape.places),
        *(Entry(one.name, one.also, one.pseudonym, one.kind, one.word) for one in shape.others),
    )
    roster = Roster(entries, shape.kept)
    if empty := _empty(roster):
        raise FileError(Problem(file, 0, 0, "shape", f"{empty}: fill it in"))
    return roster


def _content(root: Path, file: str) -> bytes | None:
    """The roster's bytes; None where there never was one: what is only out of reach must not let names through."""
    raw = read_bytes(root, file)
    if raw is None:
        if file != FILE and (root / FILE).exists():
            fault = f"there is none, but the study has a {FILE}; move that there, or do not set {PRIVATE}"
            raise FileError(Problem(file, 0, 0, "unreadable", fault))
        for link in ((root / file).parent, root / file):
            if link.is_symlink() and not link.exists():
                fault = "is a link to what is not there: mount or make that, or remove the link"
                raise FileError(Problem(file, 0, 0, "unreadable", fault))
    elif not raw:
        fault = "is empty, as after a disk that was full: put the names back, or remove the file"
        raise FileError(Problem(file, 0, 0, "shape", fault))
    return raw


def write_roster(root: Path, roster: Roster) -> None:
    """Write the roster, for its owner alone to read; what was said in comments at its beginning stays.

    Raises:
        StudyError: it cannot be written, or a name in it is empty; it is as it was.
    """
    file = roster_file(root)
    if empty := _empty(roster):
        raise StudyError(f"{file}: {empty}; nothing was written")
    present = read_bytes(root, file)
    opening = _OPENING
    if present is not None:
        match = _COMMENT.match(normalise(decode(present, file)))
        opening = match[0] if match is not None else ""
    data: dict[str, object] = {}
    for key, kinds in (("people", ("person",)), ("places", ("place",)), ("others", None)):
        rows = [
            _row(entry) for entry in roster.entries if (entry.kind in kinds if kinds else _is_other(entry))
        ]
        if rows:
            data[key] = rows
    if roster.kept:
        data["kept"] = list(roster.kept)
    write_private(root, "roster.yaml", (opening + (emit(data) if data else "people: []\n")).encode())


def with_entry(roster: Roster, entry: Entry) -> Roster:
    """The roster with an entry: in the place of the one of the same name, else as the last one."""
    key = folded_name(entry.name)
    known = [folded_name(one.name) for one in roster.entries]
    if key not in known:
        return replace(roster, entries=(*roster.entries, entry))
    at = known.index(key)
    return replace(roster, entries=(*roster.entries[:at], entry, *roster.entries[at + 1 :]))


def with_kept(roster: Roster, passage: str) -> Roster:
    """The roster with a passage in which nothing is a name."""
    passage = " ".join(passage.split())
    return roster if not passage or passage in roster.kept else replace(roster, kept=(*roster.kept, passage))


_CALLED: dict[str, dict[Kind, str]] = {
    "nb": {
        "person": "Informant",
        "place": "sted",
        "email": "e-post",
        "phone": "telefon",
        "id-number": "fødselsnummer",
        "address": "adresse",
        "other": "navn",
    },
    "nn": {"place": "stad", "id-number": "fødselsnummer", "other": "namn"},
    "en": {
        "person": "Informant",
        "place": "place",
        "email": "e-mail",
        "phone": "telephone",
        "id-number": "identity number",
        "address": "address",
        "other": "name",
    },
}


def next_pseudonym(roster: Roster, kind: Kind, language: str = "nb", hint: str = "") -> str:
    """What can stand for the next name, such as `[Informant 3]` or `[skole B]`; never one that is taken.

    Args:
        kind: what it is the name of.
        language: of the study; English for all but Norwegian.
        hint: what sort of place or person it is, to be said instead of the usual word.
    """
    norwegian = language.split("-")[0] in ("nb", "nn", "no")
    called = _CALLED["nb"] | _CALLED.get(language, {}) if norwegian else _CALLED["en"]
    word = " ".join(hint.replace("[", " ").replace("]", " ").split()) or called[kind]
    pattern = re.compile(rf"\[{re.escape(word)} ([0-9]{{1,9}}|[A-Z]{{1,3}})\]", re.IGNORECASE)
    taken = [match[1] for entry in roster.entries if (match := pattern.fullmatch(entry.pseudonym))]
    # beyond the highest one: what stands for somebody who was taken out may still stand in a text
    if kind == "place":
        return f"[{word} {_letters(1 + max((_number(one) for one in taken if one.isalpha()), default=0))}]"
    return f"[{word} {1 + max((int(one) for one in taken if one.isdigit()), default=0)}]"


def occurrences(roster: Roster, text: str) -> tuple[Occurrence, ...]:
    """Where names of the roster stand in a text: in order, none overlapping, the longest first.

    Passages that are kept are left out.
    """
    return _not_kept(roster, text, roster._names.find(text))


def occurrences_in_id(roster: Roster, id: str) -> tuple[Occurrence, ...]:
    """`occurrences` in an id or the name of a file, where names are spelt anew: Liv Strøm is `liv-strom` there."""
    return _not_kept(roster, id, roster._in_ids.find(id))


def _not_kept(roster: Roster, text: str, found: Sequence[Found]) -> tuple[Occurrence, ...]:
    if not found:
        return ()
    kept = kept_in(roster, text)
    return tuple(
        Occurrence(one.start, one.end, roster.entries[one.number], one.ending)
        for one in found
        if not kept.hold(one.start, one.end)
    )


def kept_in(roster: Roster, text: str) -> Stretches:
    """The passages of a text in which nothing is a name: those that were looked at, and what stands for names."""
    return Stretches((one.start, one.end + len(one.ending)) for one in roster._kept.find(text))


def told(roster: Roster, entry: Entry) -> str:
    """An entry as messages tell it: by its pseudonym, else by its number in the file, never by its name."""
    return entry.pseudonym or _told(roster, roster.entries.index(entry))


def _told(roster: Roster, number: int) -> str:
    entry = roster.entries[number]
    return entry.pseudonym or f"{_called(entry)} {_place(roster, number)} of the roster"


def _called(entry: Entry) -> str:
    return entry.kind if entry.kind in ("person", "place") else "entry"


def _place(roster: Roster, number: int) -> int:
    """The entry's number in its list of the file, from 1."""
    called = _called(roster.entries[number])
    return sum(_called(one) == called for one in roster.entries[: number + 1])


def _is_other(entry: Entry) -> bool:
    return entry.kind not in ("person", "place")


def _empty(roster: Roster) -> str:
    for number, entry in enumerate(roster.entries):
        if not all(map(folded_name, (entry.name, *entry.also))):
            return f"{_called(entry)} {_place(roster, number)} has an empty name"
    return ""


def _row(entry: Entry) -> dict[str, object]:
    row: dict[str, object] = {"name": entry.name}
    if entry.also:
        row["also"] = entry.also
    if _is_other(entry):
        row["kind"] = Plain(entry.kind)
    if entry.pseudonym:
        row["as"] = entry.pseudonym
    if entry.word:
        row["word"] = True
    return row


def _to_find(entries: tuple[Entry, ...]) -> Iterator[tuple[int, str, Way]]:
    for number, entry in enumerate(entries):
        for name in (entry.name, *entry.also):
            yield number, name, _way(entry, name)
            if entry.kind == "person" and (turned := _turned(name)):
                yield number, turned, _way(entry, name)


def _as_ids(entries: tuple[Entry, ...]) -> Iterator[tuple[int, str, Way]]:
    for number, entry in enumerate(entries):
        for name in (entry.name, *entry.also):
            slug = slugify(name)
            # a word that is a name too, such as liv, tells nobody's name by itself
            if len(slug) >= _SHORTEST_ID and ("-" in slug or not (entry.word or is_word(slug))):
                yield number, slug, "name"


def _way(entry: Entry, name: str) -> Way:
    if entry.kind == "email":
        return "mail"
    if entry.kind in ("phone", "id-number"):
        return "digits"
    words = words_of(name)
    return "word" if entry.word or (words and all(map(is_word, words))) else "name"


def _turned(name: str) -> str:
    """A name as lists have it, the surname first; nothing where it is one word, or stands so already."""
    given, _, surname = name.strip().rpartition(" ")
    return f"{surname}, {given}" if given.strip() and "," not in name else ""


def _doubts(roster: Roster) -> Iterator[str]:
    seen: dict[str, int] = {}
    for number, entry in enumerate(roster.entries):
        for name in (entry.name, *entry.also):
            words = words_of(name)
            if not can_be_sought(name):
                yield f"{_told(roster, number)}: a name without a letter cannot be looked for; give the whole name"
            elif sum(map(len, words)) == 1:
                never = "never counts" if words[0] in NEVER else "counts only exactly as it is written"
                yield (
                    f"{_told(roster, number)}: one letter: cannot be told from a word, and {never}; "
                    "give the whole name"
                )
            first = seen.setdefault(folded_name(name), number)
            if first != number:
                yield (
                    f"{_told(roster, number)}: has a name that {_told(roster, first)} has too, and counts as that one; "
                    "tell them apart"
                )
        if roster._long_in(entry.pseudonym):
            yield f"{_told(roster, number)}: what stands for it holds a name of the roster; give another pseudonym"


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
