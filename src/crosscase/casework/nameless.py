"""What is written down in a round holds no names: those of the roster and of the contacts give way to pseudonyms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crosscase.casework.reply_values import Reply
from crosscase.study.contacts import contacts_of
from crosscase.study.folder import Study
from crosscase.study.name_gate import NameGate
from crosscase.study.plurals import counted
from crosscase.study.roster import Entry, Roster, occurrences, read_roster
from crosscase.study.yaml_scalars import spliced

_NAMELESS = {"nb": "[navn]", "nn": "[namn]", "en": "[name]"}


@dataclass(frozen=True, slots=True)
class Nameless:
    """A reply without names.

    Attributes:
        replaced: how many names gave way.
    """

    reply: Reply
    replaced: int = 0


def without_names(study: Study, reply: Reply) -> Nameless:
    """A reply in which pseudonyms stand for the names that the roster and the contacts know.

    Raises:
        StudyError: the roster or the contacts cannot be read: then nothing can be taken in, since nobody can tell.
    """
    names = NamesOf(study, reply.case)
    count = 0

    def plain(text: str) -> str:
        nonlocal count
        words, found = names.replaced(text)
        count += found
        return words

    changed = replace(
        reply,
        statements=tuple(
            replace(each, text=plain(each.text), proposed=plain(each.proposed)) for each in reply.statements
        ),
        additions=tuple((section, plain(text)) for section, text in reply.additions),
        general=plain(reply.general),
        unmatched=tuple(map(plain, reply.unmatched)),
    )
    return Nameless(replace(changed, whole=names.replaced(reply.whole)[0]), count)


def told_replaced(count: int) -> str:
    """That names gave way: `2 names gave way to pseudonyms`."""
    return f"{counted(count, 'name')} gave way to {'a pseudonym' if count == 1 else 'pseudonyms'}"


class NamesOf:
    """The names that must not get into the study, as one case sees them: its own informants go by their id alone."""

    def __init__(self, study: Study, case: str) -> None:
        """Read roster and contacts; raises StudyError where they cannot be read."""
        self._nameless = _NAMELESS.get(study.settings.language.partition("-")[0], _NAMELESS["en"])
        self._roster = _roster(study, case, self._nameless)

    def replaced(self, text: str) -> tuple[str, int]:
        """Words with pseudonyms for names, and how many names gave way."""
        found = occurrences(self._roster, text) if text and self._roster.entries else ()
        pieces = [(one.start, one.end, one.entry.pseudonym or self._nameless) for one in found]
        return spliced(text, pieces), len(found)

    def refuse(self, where: str, text: str) -> None:
        """Refuse words that hold a name; raises StudyError, which says where and whose, and never the name."""
        NameGate(self._roster).check([(where, text)])


def _roster(study: Study, case: str, nameless: str) -> Roster:
    """The names of the roster, and of those whom we write to and from."""
    roster = read_roster(study.root)
    contacts = contacts_of(study)
    entries: list[Entry] = []
    own = [one for one in contacts.informants.values() if one.id.partition("/")[0] == case]
    others = [one for one in contacts.informants.values() if one.id.partition("/")[0] != case]
    for one in own:
        entries += _entries(one.name, one.email, one.phone, one.id.partition("/")[2])
    for one in others:
        entries += _entries(one.name, one.email, one.phone, one.id)
    sender = contacts.sender
    entries += _entries(sender.name, sender.email, sender.phone, nameless)
    known = {entry.name for entry in roster.entries}
    # what the roster says of a name counts before what the contacts give
    return Roster((*roster.entries, *(entry for entry in entries if entry.name not in known)), roster.kept)


def _entries(name: str, email: str, phone: str, pseudonym: str) -> Sequence[Entry]:
    found = []
    if name.strip():
        # people sign with their given name alone
        given = name.split()[0]
        also = (given,) if given != name.strip() and len(given) > 1 else ()
        found.append(Entry(name.strip(), also, pseudonym))
    if email:
        found.append(Entry(email, pseudonym=pseudonym, kind="email"))
    if phone:
        found.append(Entry(phone, pseudonym=pseudonym, kind="phone"))
    return found
