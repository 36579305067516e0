"""The name gate: nothing that is handed out holds a name of the roster."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from crosscase.study.problems import FileError, Problem, StudyError
from crosscase.study.save import read_bytes
from crosscase.study.shapes import Listed, read_yaml, validate
from crosscase.study.sources import decode
from crosscase.study.text import normalise

FILE = "private/roster.yaml"
PRIVATE = "CROSSCASE_PRIVATE"

_LETTER = r"[^\W_]"  # an underscore parts words: kari_nordmann is a name
_GENITIVE = "(?:['’]?s)?"
_PLAIN: dict[int, str | None] = {
    **dict.fromkeys((0xAD, 0x034F, *range(0x200B, 0x2010), 0x2060, 0xFEFF)),  # nobody sees them
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-"),
}


@dataclass(frozen=True, slots=True)
class PersonShape:
    """A person of the roster: the name, other forms of it, and `as`, what stands for it in the study."""

    name: str
    also: Listed[str] = ()
    pseudonym: Annotated[str, Field(alias="as")] = ""


@dataclass(frozen=True, slots=True)
class RosterShape:
    """roster.yaml."""

    people: Listed[PersonShape] = ()


class NameGate:
    """Lets through what holds no name of some people."""

    def __init__(self, people: Sequence[PersonShape] = ()) -> None:
        self._who: dict[str, str] = {}
        for number, person in enumerate(people, 1):
            for name in (person.name, *person.also):
                self._who.setdefault(_name(name), person.pseudonym or f"person {number} of the roster")
        # the longest first, so that the whole name is found where a part of it is another's
        names = sorted(self._who, key=len, reverse=True)
        one_of = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
        self._names = re.compile(f"(?<!{_LETTER})({one_of}){_GENITIVE}(?!{_LETTER})") if names else None

    def check(self, texts: Iterable[tuple[str, str]]) -> None:
        """Look at every text before anything is written.

        Names are found as whole words, also in the genitive, whatever the case of their letters, their
        accents' composition, and invisible characters in them.

        Args:
            texts: (where it stands, the text) of everything that would be handed out.

        Raises:
            StudyError: a text holds a name. The line says where and whose, by the pseudonym, never the name.
        """
        if self._names is None:
            return
        for where, text in texts:
            hit = self._names.search(_folded(text))
            if hit is not None:
                raise StudyError(
                    f"{self._masked(where)}: holds a name of the roster (of {self._whose(hit)}), nothing was "
                    "written: put the pseudonym in its place, in the text or name that this comes from"
                )

    def _whose(self, hit: re.Match[str]) -> str:
        return self._who[_name(hit[1])]

    def _masked(self, where: str) -> str:
        # a caption can hold the name itself
        folded = _folded(where)
        if self._names is None or self._names.search(folded) is None:
            return where
        return self._names.sub(self._whose, folded)


def open_gate(root: Path) -> NameGate:
    """The gate of a study; where there is no roster it lets everything through.

    Args:
        root: the study folder; the roster is `private/roster.yaml` in it, or where CROSSCASE_PRIVATE points.

    Raises:
        StudyError: the roster cannot be read, or CROSSCASE_PRIVATE is no folder: then nothing can be checked.
    """
    file = FILE
    if elsewhere := os.environ.get(PRIVATE, ""):
        folder = Path(os.path.expanduser(elsewhere)).absolute()
        if not folder.is_dir():
            raise StudyError(f"{PRIVATE}: {folder} is no folder; make it, or set another")
        file = str(folder / "roster.yaml")
    raw = read_bytes(root, file)
    if raw is None:
        return NameGate()
    text = normalise(decode(raw, file))
    if (data := read_yaml(text, file)) == "":
        return NameGate()
    people = validate(data, RosterShape, text, file).people
    for number, person in enumerate(people, 1):
        if not all(_name(name) for name in (person.name, *person.also)):
            raise FileError(Problem(file, 0, 0, "shape", f"person {number} has an empty name: fill it in"))
    return NameGate(people)


def _folded(text: str) -> str:
    # composed by compatibility, so that a no-break space or a ligature hides no name
    text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return unicodedata.normalize("NFKC", text.casefold())


def _name(words: str) -> str:
    return " ".join(_folded(words).split())
