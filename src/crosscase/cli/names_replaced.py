"""Names found in a study, listed or replaced, and put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crosscase.cli.changing import carry_out
from crosscase.cli.output import Format, note, say, write
from crosscase.cli.progress import slow
from crosscase.study.plurals import counted
from crosscase.study.problems import ConflictError, StudyError

if TYPE_CHECKING:
    from crosscase.language.finding_names import Candidate
    from crosscase.study.edits import Edit
    from crosscase.study.folder import Study
    from crosscase.study.replacing import Key, Replacement, Replacements
    from crosscase.study.roster import Entry, Kind, Roster
    from crosscase.study.whole_texts import Inside

COLUMNS = ("file", "line", "column", "words", "kind", "as", "sure", "why", "context")
BRIEF = ("file", "line", "words", "as", "sure", "why", "context")
_AROUND = 30  # characters of context on either side
_COMMITS_PATIENCE = 5.0  # seconds: the whole history is looked through when somebody asks for it


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate, and the entry that it is, or would be, of."""

    inside: Inside
    candidate: Candidate
    entry: Entry


def find_and_replace(
    study: Study, accept: str, yes: bool, called: Sequence[str], keep: Sequence[str], form: Format
) -> int:
    """List what may be a name, or replace it.

    Args:
        accept: `sure`, `all`, or empty for a list of everything.
        yes: whether to replace.
        called: `NAME=PSEUDONYM` or `NAME`, taken into the roster first; keep: passages, too.
    """
    from crosscase.language.names_in_study import in_names
    from crosscase.study.roster import read_roster, write_roster
    from crosscase.study.save import locked
    from crosscase.study.texts_inside import study_files

    roster = decided = read_roster(study.root)
    if called or keep:
        with locked(study.root):  # what another command decides at the same time stays
            roster = read_roster(study.root)
            decided = _decided(roster, called, keep, study.settings.language)
            if decided != roster:
                write_roster(study.root, decided)
    if decided != roster:
        tell = say if form is Format.table else note
        tell("written into private/roster.yaml, which is never committed")
    for doubt in decided.doubts:
        note(f"private/roster.yaml: {doubt}")
    for left in in_names(study_files(study.root), decided):
        note(str(left))
    with slow("looking for names"):
        found, after, unsure = _find(study, decided, accept)
    if not yes:
        _list(found, form)
        _tell(study, found, form)
        return 0
    if not found:
        say("there is no name to replace; nothing was changed")
        _tell_left(unsure)
        _tell_standing(study, decided)
        return 0
    wanted = _with_new(study, decided, after, _replacements(found))
    if after != decided:
        with locked(study.root):
            if read_roster(study.root) != decided:
                raise ConflictError(
                    "private/roster.yaml was changed meanwhile; nothing was replaced: do it once more"
                )
            write_roster(study.root, after)
    _carry_out(study, wanted, after)
    _tell_left(unsure)
    _tell_standing(study, after)
    return 0


def put_back(study: Study, yes: bool) -> int:
    """Put the names back in the place of pseudonyms; raises StudyError where that is not possible."""
    from crosscase.study.replacing import replace
    from crosscase.study.restoring import restored
    from crosscase.study.roster import read_roster

    names = restored(study, read_roster(study.root))
    count = names.exact + names.by_roster
    if not count:
        say("no pseudonym of the roster stands in this study; nothing was changed")
        return 0
    edit = replace(study, names.replacements, f"put {counted(count, 'name')} back")
    told = (
        f"{edit.name} in {_files(edit)}: {names.exact} as they were, {names.by_roster} as the roster has them"
    )
    _warn(study, edit)
    if not yes:
        say(f"{told}; nothing is changed yet: add --yes to do it")
        return 0
    carry_out(study, edit)
    say(f"{told}; crosscase undo takes it back")
    return 0


def _decided(roster: Roster, called: Sequence[str], keep: Sequence[str], language: str) -> Roster:
    from dataclasses import replace

    from crosscase.language.naming import hint_of
    from crosscase.study.assigning import assigned
    from crosscase.study.roster import with_entry, with_kept

    for each in called:
        name, sign, pseudonym = (part.strip() for part in each.partition("="))
        if not name or (not sign and name.startswith("[")):
            raise StudyError(f'--as {each}: give NAME=PSEUDONYM, such as --as "Kari Nordmann=[Informant 2]"')
        if any(not letter.isprintable() for letter in pseudonym):
            raise StudyError(f"--as {each}: a pseudonym is one line of text")
        kind = _kind(name, pseudonym)
        roster, entry = assigned(roster, name, kind, language, hint=hint_of(kind, name, language))
        if pseudonym:
            roster = with_entry(roster, replace(entry, pseudonym=pseudonym))
    for passage in keep:
        roster = with_kept(roster, passage)
    return roster


def _kind(name: str, pseudonym: str) -> Kind:
    """What a name is the name of, by what stands for it: `[skole A]` is a place, `[Informant 2]` a person."""
    from crosscase.language.name_lists import sort_of_place

    if "@" in name:
        return "email"
    if not pseudonym and sort_of_place(name):
        return "place"
    last = pseudonym.strip("[]").rpartition(" ")[2]
    return "place" if last.isalpha() and last.isupper() and len(last) == 1 else "person"


def _find(study: Study, roster: Roster, accept: str) -> tuple[list[_Found], Roster, int]:
    """The candidates with what stands for each, the roster with those that are new, and how many were left out."""
    from crosscase.language.names_in_study import found
    from crosscase.language.naming import hint_of, is_also_a_word, trained
    from crosscase.study.assigning import assigned

    language = study.settings.language
    every = list(found(study, roster, trained(language, note)))
    candidates = [pair for pair in every if accept != "sure" or pair[1].sure]
    # whole names first, so that a first name is known to be part of one
    order = sorted(range(len(candidates)), key=lambda n: -len(candidates[n][1].words.split()))
    entries: dict[int, Entry] = {}
    current: dict[str, Entry] = {}
    for number in order:
        candidate = candidates[number][1]
        known = current.get(candidate.entry.name, candidate.entry) if candidate.entry is not None else None
        # what the roster finds by itself needs no other form in it
        words = known.name if known is not None and candidate.sure else candidate.words
        hint, is_word = hint_of(candidate.kind, words, language), is_also_a_word(words, language)
        roster, entry = assigned(roster, words, candidate.kind, language, known, hint=hint, is_word=is_word)
        entries[number] = current[entry.name] = entry
    whole = [_Found(*pair, entries[number]) for number, pair in enumerate(candidates)]
    return whole, roster, len(every) - len(candidates)


def _replacements(found: Sequence[_Found]) -> Replacements:
    from crosscase.study.replacing import Replacement

    wanted: dict[Key, list[Replacement]] = {}
    for one in found:
        start, end = one.candidate.start, one.candidate.end
        words = one.inside.text[start:end]
        wanted.setdefault(one.inside.key, []).append(Replacement(start, end, one.entry.pseudonym, words))
    return wanted


def _with_new(study: Study, before: Roster, after: Roster, wanted: Replacements) -> Replacements:
    """What is replaced, with what a name that is new in the roster is written as elsewhere: in small letters, say."""
    from crosscase.study.replacing import Replacement
    from crosscase.study.roster import occurrences
    from crosscase.study.texts_inside import texts_inside

    known = frozenset(before.entries)
    if known.issuperset(after.entries):
        return wanted
    after_all = dict(wanted)
    for inside in texts_inside(study):
        hits = () if inside.fixed else occurrences(after, inside.text)
        new = [
            Replacement(hit.start, hit.end, hit.entry.pseudonym, inside.text[hit.start : hit.end])
            for hit in hits
            if hit.entry not in known
        ]
        if new:
            after_all[inside.key] = _widest([*wanted.get(inside.key, ()), *new])
    return after_all


def _widest(replacements: Sequence[Replacement]) -> list[Replacement]:
    """Of replacements that overlap the one that begins first, then the longest, then the first; in their order."""
    taken: list[Replacement] = []
    for one in sorted(replacements, key=lambda one: (one.start, -one.end)):
        if not taken or one.start >= taken[-1].end:
            taken.append(one)
    return taken


def _carry_out(study: Study, wanted: Replacements, roster: Roster) -> None:
    from crosscase.study import pseudonymising
    from crosscase.study.replacing import replace

    with slow("replacing"):
        edit = replace(study, wanted)
        _warn(study, edit)
        cleaned = pseudonymising.carry_out(study, wanted, edit, roster, lambda edit: carry_out(study, edit))
    say(
        f"{edit.name}: done; crosscase undo takes it back, crosscase pseudonymise --restore puts the names back"
    )
    if str(cleaned):
        say(str(cleaned))
    for line in pseudonymising.still_typed(cleaned):
        note(line)
    _tell_commits(study, roster)


def _tell_left(left: int) -> None:
    """Say that there is more that may be a name: a name that is a word too, say, where a sentence begins with it."""
    if left:
        places = f"{counted(left, 'place')} where a name may stand"
        say(
            f"{places}: not sure, and left as it was; look at them with crosscase pseudonymise, then --accept all, or --keep"
        )


def _tell_standing(study: Study, roster: Roster) -> None:
    """Say that names of the roster still stand, as in the names of files, and how they are seen."""
    from crosscase.language.names_in_study import left
    from crosscase.study.texts_inside import study_files

    with slow("looking for names that still stand"):
        count = sum(1 for _ in left(study.root, study_files(study.root), roster))
    if count:
        stand = "place still holds" if count == 1 else "places still hold"
        say(f"{count} {stand} a name of the roster; see them with crosscase pseudonymise --check")


def _warn(study: Study, edit: Edit) -> None:
    """Say whose files are written beside one's own."""
    from crosscase.study.pseudonymising import others_written

    if others := others_written(study, edit):
        note(
            f"this also writes the codings of {', '.join(others)}: names are in every coder's files, or in none"
        )


def _tell_commits(study: Study, roster: Roster) -> None:
    from crosscase.study.git_repo import GitError
    from crosscase.study.named_commits import named_commits

    try:
        looked = named_commits(study.root, roster, _COMMITS_PATIENCE)
    except GitError:
        return  # no repository, no history
    commits = len({one.commit for one in looked.named})
    if commits or not looked.whole:
        least = "" if looked.whole else "at least "
        say(
            f"{least}{counted(commits, 'commit')} of git still hold names; see which, and what to do, with "
            "crosscase pseudonymise --commits"
        )


def _list(found: Sequence[_Found], form: Format) -> None:
    rows = [_row(one) for one in found]
    if rows or form is not Format.table:
        write(COLUMNS, rows, form, BRIEF, "words")


def _row(one: _Found) -> tuple[object, ...]:
    found, text = one.candidate, one.inside.text
    before = text[max(0, found.start - _AROUND) : found.start]
    after = text[found.end : found.end + _AROUND]
    context = " ".join(f"{before}{one.entry.pseudonym}{after}".split())
    place = one.inside.place(found.start)
    words = found.words + found.ending
    return (one.inside.file, *place, words, found.kind, one.entry.pseudonym, found.sure, found.why, context)


def _tell(study: Study, found: Sequence[_Found], form: Format) -> None:
    tell = say if form is Format.table else note
    if not found:
        tell("nothing looks like a name")
        return
    names = len({one.entry.name for one in found})
    sure = sum(one.candidate.sure for one in found)
    places = f"{counted(len(found), 'place')} of {counted(names, 'name')}, {sure} sure"
    tell(
        f"{places}; nothing is changed yet: add --yes to replace the sure ones, --accept all --yes to replace all"
    )


def _files(edit: Edit) -> str:
    return f"{counted(len(edit.files), 'file')}"
