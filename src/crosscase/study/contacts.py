"""Who the informants are and how they are reached, for those who have the private folder.

`private/contacts.yaml` says from whom the case descriptions are sent, and to whom:

    from: {name: Ola Hansen, email: ola@example.org, phone: "+47 900 00 000"}
    informants:
      - {id: alta/I1, name: Kari Nordmann, email: kari@example.org, phone: "900 00 001", language: nb}

An informant's id is the case and the name under which they speak; a name that the case had when a packet went out is
understood. Nothing of the file leaves the private folder but
what an informant is sent themselves.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from pydantic import Field

from crosscase.study.folder import Study
from crosscase.study.ids import is_slug
from crosscase.study.private import PRIVATE, private_folder, untold
from crosscase.study.problems import FileError, Problem
from crosscase.study.rounds import case_now
from crosscase.study.save import read_bytes
from crosscase.study.shapes import Listed, Text, nearest, read_yaml, validate
from crosscase.study.sources import decode
from crosscase.study.text import normalise
from crosscase.study.yaml_in import locate

FILE = "private/contacts.yaml"

_KEYS = frozenset({"from", "informants", "id", "name", "email", "phone", "language"})
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, and can be asked; each is empty where nobody has said."""

    name: Text = ""
    email: Text = ""
    phone: Text = ""


@dataclass(frozen=True, slots=True)
class InformantContact:
    """How an informant is reached.

    Attributes:
        id: `<case>/<informant>`, such as `alta/I1`.
        language: in which they are written to; empty for that of the study.
    """

    id: Text
    name: Text = ""
    email: Text = ""
    language: Text = ""
    phone: Text = ""


@dataclass(frozen=True, slots=True)
class Contacts:
    """The file: the sender, and the informants by id."""

    sender: Sender = Sender()
    informants: Mapping[str, InformantContact] = field(default_factory=dict)

    def of(self, case: str, informant: str) -> InformantContact:
        """The informant of a case; without name and address where the file has none."""
        id = f"{case}/{informant}"
        return self.informants.get(id, InformantContact(id))


@dataclass(frozen=True, slots=True)
class _Shape:
    sender: Annotated[Sender, Field(alias="from")] = Sender()
    informants: Listed[InformantContact] = ()


def contacts_file(root: Path) -> str:
    """Where the contacts are: `private/contacts.yaml`, or the path of those in the folder of CROSSCASE_PRIVATE.

    Raises:
        StudyError: CROSSCASE_PRIVATE is no folder.
    """
    folder = private_folder(root)
    return FILE if folder == root / "private" else str(folder / "contacts.yaml")


def read_contacts(root: Path) -> Contacts:
    """The contacts of a study; none where there is no file.

    Args:
        root: the study folder.

    Raises:
        StudyError: they cannot be read, or CROSSCASE_PRIVATE is no folder. No line tells a name or an address.
    """
    file = contacts_file(root)
    raw = read_bytes(root, file)
    if raw is None:
        if file != FILE and (root / FILE).exists():
            fault = f"there is none, but the study has a {FILE}; move that there, or do not set {PRIVATE}"
            raise FileError(Problem(file, 0, 0, "unreadable", fault))
        return Contacts()
    text = normalise(decode(raw, file))
    try:
        data = read_yaml(text, file)
        shape = validate(data or {}, _Shape, text, file)
    except FileError as error:
        raise untold(error, _KEYS) from None
    informants: dict[str, InformantContact] = {}
    for place, one in enumerate(shape.informants):
        if key_and_fault := _fault(one, informants):
            key, fault = key_and_fault
            at = locate(text, ["informants", place, key])
            raise FileError(Problem(file, *at, "shape", f"informant {place + 1}: {fault}"))
        informants[one.id] = one
    for key, fault in _of_sender(shape.sender):
        raise FileError(Problem(file, *locate(text, ["from", key]), "shape", fault))
    return Contacts(shape.sender, informants)


def contacts_of(study: Study) -> Contacts:
    """The contacts of a study, by the names that its cases have now; raises as `read_contacts`."""
    read = read_contacts(study.root)
    found: dict[str, InformantContact] = {}
    for one in read.informants.values():
        case, _, informant = one.id.partition("/")
        id = f"{case_now(study, case)}/{informant}"
        if id == one.id or id not in read.informants:
            found[id] = replace(one, id=id)
    return Contacts(read.sender, found)


def strangers(contacts: Contacts, known: Collection[str]) -> tuple[str, ...]:
    """What is said of contacts that no informant has, a line each, without their own words: an id can be a name.

    Args:
        known: the ids of all informants.
    """
    found = []
    for place, id in enumerate(contacts.informants, 1):
        if id not in known:
            guess = nearest(id, known)
            hint = f"did you mean {guess}?" if guess else "see crosscase speaker list"
            found.append(f"{FILE}: nobody is interviewed under the id of informant {place}; {hint}")
    return tuple(found)


def _fault(one: InformantContact, others: Mapping[str, InformantContact]) -> tuple[str, str] | None:
    """The key that cannot be used, and why, without the words that stand there."""
    case, _, name = one.id.partition("/")
    if not is_slug(case) or not name or not one.id.isprintable():
        return "id", "its id is not a case and who speaks there; write it such as alta/I1"
    if one.id in others:
        return "id", "its id stands twice; keep one of the two"
    if not one.name.isprintable():
        return "name", "its name is more than one line of text; write it in one"
    if one.email and not is_address(one.email):
        return "email", "its e-mail is no address; write one such as name@example.org, without spaces"
    if not one.phone.isprintable():
        return "phone", "its phone is more than one line of text; write it in one"
    if one.language and not _LANGUAGE.fullmatch(one.language):
        return "language", "its language is no code; write one such as nb or en"
    return None


def _of_sender(sender: Sender) -> list[tuple[str, str]]:
    found = []
    if not sender.name.isprintable():
        found.append(("name", "the sender's name is more than one line of text; write it in one"))
    if sender.email and not is_address(sender.email):
        found.append(("email", "the sender's e-mail is no address; write one such as name@example.org"))
    if not sender.phone.isprintable():
        found.append(("phone", "the sender's phone is more than one line of text; write it in one"))
    return found


def is_address(text: str) -> bool:
    """Whether mail can be sent there: one plain address, without a name, a comment or a second address."""
    return _EMAIL.fullmatch(text) is not None and ".." not in text
