"""What stands for a name that somebody has accepted as one: an entry of the roster, the same for the same person."""

from __future__ import annotations

from dataclasses import replace

from crosscase.study.name_folding import folded_name
from crosscase.study.roster import Entry, Kind, Roster, next_pseudonym, with_entry


def assigned(
    roster: Roster,
    words: str,
    kind: Kind,
    language: str,
    entry: Entry | None = None,
    *,
    hint: str = "",
    is_word: bool = False,
) -> tuple[Roster, Entry]:
    """The roster with what stands for a name.

    Args:
        words: the name as it stands in a text, without the genitive.
        kind: what it is the name of, where no entry says so.
        language: of the study, for new pseudonyms.
        hint: what sort of place it is, for a new pseudonym.
        is_word: a new name is an ordinary word too, and counts only with a capital.
        entry: whose name it is, where that is known; words that it does not have become another form of it.

    Returns:
        The roster, and the entry with its pseudonym. A name of one word that is the first or the last of one person's
        name, and of nobody else's, is that person's.
    """
    words = " ".join(words.split())
    former = entry or Known(roster).of(words, kind)
    if former is None:
        new = Entry(words, (), next_pseudonym(roster, kind, language, hint), kind, is_word)
        return with_entry(roster, new), new
    after = former
    if folded_name(words) not in map(folded_name, (former.name, *former.also)):
        after = replace(after, also=(*after.also, words))
    if not after.pseudonym:
        after = replace(after, pseudonym=next_pseudonym(roster, after.kind, language, hint))
    return (roster if after == former and after in roster.entries else with_entry(roster, after)), after


class Known:
    """The entries of a roster, to be found by their names."""

    def __init__(self, roster: Roster) -> None:
        self._named: dict[str, Entry] = {}
        self._ends: dict[str, list[Entry]] = {}
        for entry in roster.entries:
            for name in (entry.name, *entry.also):
                self._named.setdefault(folded_name(name), entry)
            for end in dict.fromkeys(_ends(entry.name)) if entry.kind == "person" else ():
                self._ends.setdefault(end, []).append(entry)

    def named(self, words: str) -> Entry | None:
        """The entry that has this name."""
        return self._named.get(folded_name(words))

    def of(self, words: str, kind: Kind) -> Entry | None:
        """The entry that words are a name of: one that has it, or the one person whose first or last name it is."""
        entry = self.named(words)
        if entry is not None or kind != "person":
            return entry
        people = self._ends.get(folded_name(words), [])
        return people[0] if len(people) == 1 else None


def _ends(name: str) -> tuple[str, ...]:
    parts = folded_name(name).split()
    return (parts[0], parts[-1]) if len(parts) > 1 else ()
