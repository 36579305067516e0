"""What is written down in a round holds no names: those of the roster and of the contacts give way to pseudonyms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crosscase.casework.reply_values import Reply
from crosscase.study.contacts import contacts_of
from crosscase.study.folder import Study
from crosscase.study.homonyms import is_word
from crosscase.study.name_gate import NameGate
from crosscase.study.name_matching import words_of
from crosscase.study.plurals import counted
from crosscase.study.roster import Entry, Occurrence, Roster, occurrences, read_roster
from crosscase.study.yaml_scalars import spliced

_SHOWN = 40  # letters of words that are in doubt
_NAMELESS = {"nb": "[navn]", "nn": "[namn]", "en": "[name]"}


@dataclass(frozen=True, slots=True)
class Nameless:
    """A reply without names.

    Attributes:
        replaced: how many names gave way.
        doubtful: words that stand as they came, since nobody can tell whether they are a given name, with what follows.
    """

    reply: Reply
    replaced: int = 0
    doubtful: tuple[str, ...] = ()


def without_names(study: Study, reply: Reply) -> Nameless:
    """A reply in which pseudonyms stand for the names that the roster and the contacts know.

    Raises:
        StudyError: the roster or the contacts cannot be read: then nothing can be taken in, since nobody can tell.
    """
    names = NamesOf(study, reply.case)
    count = 0
    doubtful: dict[str, None] = {}

    def plain(text: str) -> str:
        nonlocal count
        words, found = names.replaced(text)
        count += found
        doubtful.update(dict.fromkeys(names.doubtful(text)))
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
    return Nameless(replace(changed, whole=names.replaced(reply.whole)[0]), count, tuple(doubtful))


def told_replaced(count: int) -> str:
    """That names gave way: `2 names gave way to pseudonyms`."""
    return f"{counted(count, 'name')} gave way to {'a pseudonym' if count == 1 else 'pseudonyms'}"


def told_doubtful(words: str) -> str:
    """That nobody can tell whether a word is a name, and what to do."""
    return (
        f"“{words}” begins with a word that is a contact's given name too, and stands as it came; "
        "where it is the name, mend the answer's file"
    )


class NamesOf:
    """The names that must not get into the study, as one case sees them: its own informants go by their id alone."""

    def __init__(self, study: Study, case: str) -> None:
        """Read roster and contacts; raises StudyError where they cannot be read."""
        self._nameless = _NAMELESS.get(study.settings.language.partition("-")[0], _NAMELESS["en"])
        self._own = read_roster(study.root)
        self._roster = _roster(study, case, self._nameless, self._own)

    def replaced(self, text: str) -> tuple[str, int]:
        """Words with pseudonyms for names, and how many names gave way."""
        found = [one for one in self._found(text) if not self._is_doubtful(text, one)]
        pieces = [(one.start, one.end, one.entry.pseudonym or self._nameless) for one in found]
        return spliced(text, pieces), len(found)

    def doubtful(self, text: str) -> tuple[str, ...]:
        """Where a word begins a sentence that is an ordinary word and the given name of a contact too: `Per uke har vi …`."""
        return tuple(_beginning(text, one.start) for one in self._found(text) if self._is_doubtful(text, one))

    def refuse(self, where: str, text: str) -> None:
        """Refuse words that hold a name; raises StudyError, which says where and whose, and never the name."""
        if any(not self._is_doubtful(text, one) for one in self._found(text)):
            NameGate(self._roster).check([(where, text)])

    def _found(self, text: str) -> Sequence[Occurrence]:
        return occurrences(self._roster, text) if text and self._roster.entries else ()

    def _is_doubtful(self, text: str, one: Occurrence) -> bool:
        """Whether a capital tells nothing: of whole names, and of what the roster lists, it always does."""
        words = words_of(text[one.start : one.end])
        if one.entry in self._own.entries or len(words) != 1 or not is_word(words[0]):
            return False
        from crosscase.language.capitals import begins_sentence

        return begins_sentence(text, one.start)


def _beginning(text: str, start: int) -> str:
    words = " ".join(text[start : start + 2 * _SHOWN].split())
    return f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words


def _roster(study: Study, case: str, nameless: str, roster: Roster) -> Roster:
    """The names of the roster, and of those whom we write to and from."""
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
