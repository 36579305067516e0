"""Replies taken in: each thing that was said becomes an answer of the round, without names, and the file is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crosscase.casework.form_words import spoken
from crosscase.casework.reply_values import AskedOf, Reply, StatementReply, Whose, asked_of
from crosscase.study.contacts import read_contacts
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import derived_id, new_id
from crosscase.study.ids import now as time_now
from crosscase.study.private_files import put_private
from crosscase.study.problems import StudyError
from crosscase.study.roster import Entry, Roster, occurrences, read_roster
from crosscase.study.rounds import answer_files
from crosscase.study.save import digest
from crosscase.study.validation_file import Answer, AnswerKind, Verdict, answers_file
from crosscase.study.yaml_in import shown
from crosscase.study.yaml_scalars import spliced

FOLDER = "validation/received"
"""In the private folder: the files as they came, by their hash."""
LONGEST = 200_000
"""Characters of one answer: a book's chapter. Of what is longer the count of the rest is kept, and the file as it came."""
_FORMS = ("html", "page")  # of which every answer file holds all that stands in the form
_TAKEN_BACK = {"nb": "[svaret er tatt tilbake]", "en": "[answer taken back]"}
_NAMELESS = {"nb": "[navn]", "nn": "[namn]", "en": "[name]"}


@dataclass(frozen=True, slots=True)
class Nameless:
    """A reply without names.

    Attributes:
        replaced: how many names gave way.
    """

    reply: Reply
    replaced: int = 0


def take_in(study: Study, reply: Reply, *, by: str, now: str = "") -> Edit | None:
    """Write down what was said, statement by statement; names of the roster and the contacts give way to pseudonyms.

    Args:
        by: the coder who takes it in.
        now: the time in UTC; the clock's where empty.

    Returns:
        None where nothing was said, or the same file was taken in before. What a mail was said to answer takes the
        place of its words.

    Raises:
        StudyError: the informant was sent nothing in that round; one line.
        FileError: a file of the round, the roster or the contacts cannot be read.
    """
    asked = asked_of(study, Whose(reply.round, reply.case, reply.informant))
    file = answers_file(asked.round, asked.case, asked.informant)
    study.store.reread(file)
    here = study.store.records(file)
    former = [each for each in here.values() if reply.receipt and each.receipt == reply.receipt]
    reply = _with_taken_back(without_names(study, reply).reply, asked, here.values())
    answers = tuple(_answers(reply, by, now or time_now()))
    changes = []
    if former:
        placed = {each.statement for each in answers if each.matched == "hand"}
        if not placed or all(each.id in here for each in answers):
            return None
        kept = {each.id for each in answers}
        changes = [
            Change(file, each.id, each, None)
            for each in former
            if each.id not in kept
            and (each.kind == "unmatched" or (each.matched == "hand" and each.statement in placed))
        ]
    changes += [Change(file, each.id, None, each) for each in answers if each.id not in here]
    if not changes:
        return None
    return Edit(f"answers of {asked.case}/{asked.informant} in round {asked.round}", tuple(changes))


def taken_before(study: Study, reply: Reply) -> str:
    """When the same file was taken in, in UTC; empty where it was not. Raises FileError as `take_in`."""
    file = answers_file(reply.round, reply.case, reply.informant)
    study.store.reread(file)
    found = (each.received for each in study.store.records(file).values() if each.receipt == reply.receipt)
    return next(found, "") if reply.receipt else ""


def keep_received(root: Path, raw: bytes, suffix: str) -> str:
    """Keep a file as it came, in the private folder, under its hash.

    Args:
        suffix: such as `.docx`.

    Returns:
        Its path in the private folder.

    Raises:
        StudyError: it cannot be written.
    """
    name = f"{FOLDER}/{digest(raw)}{suffix}"
    put_private(root, name, raw)
    return name


def without_names(study: Study, reply: Reply) -> Nameless:
    """A reply in which pseudonyms stand for the names that the roster and the contacts know.

    Raises:
        StudyError: the roster or the contacts cannot be read: then nothing can be taken in, since nobody can tell.
    """
    roster = _roster(study, reply)
    count = 0

    def plain(text: str) -> str:
        nonlocal count
        found = occurrences(roster, text) if text and roster.entries else ()
        count += len(found)
        nameless = _NAMELESS.get(study.settings.language.partition("-")[0], _NAMELESS["en"])
        return spliced(text, [(one.start, one.end, one.entry.pseudonym or nameless) for one in found])

    changed = replace(
        reply,
        statements=tuple(
            replace(each, text=plain(each.text), proposed=plain(each.proposed)) for each in reply.statements
        ),
        additions=tuple((section, plain(text)) for section, text in reply.additions),
        general=plain(reply.general),
        unmatched=tuple(map(plain, reply.unmatched)),
    )
    return Nameless(changed, count)


def place_answer(study: Study, number: int, answer: str, statement: str, verdict: Verdict = "") -> Edit:
    """Say by hand which statement words answer that nobody could place.

    Args:
        number: the round.
        answer: id of the words.
        statement: id of the statement, as it was asked of this informant.

    Raises:
        StudyError: there are no such words or no such statement; one line.
        FileError: a file of the round cannot be read.
    """
    for file in answer_files(study, number):
        study.store.reread(file)
        found = study.store.records(file).get(answer)
        if not isinstance(found, Answer):
            continue
        if found.kind == "statement" and found.matched != "hand":
            raise StudyError(f"{shown(answer)} answers a statement already; nothing was changed")
        asked = asked_of(study, Whose(number, found.case, found.informant))
        if (sent := asked.by_id.get(statement)) is None:
            raise StudyError(f"{found.case}/{found.informant} was not asked of statement {shown(statement)}")
        after = replace(
            found, kind="statement", statement=statement, version=sent.version, section="", verdict=verdict,
            matched="hand",
        )  # fmt: skip
        return Edit(f"place words of {found.case}/{found.informant}", (Change(file, answer, found, after),))
    raise StudyError(f"round {number} has no answer {shown(answer)}; see crosscase validate status")


def _answers(reply: Reply, by: str, now: str) -> Iterator[Answer]:
    """The answers of a reply; their ids follow from the file, so that two machines give the same ones."""
    made_before: Counter[str] = Counter()

    def made(kind: AnswerKind, about: str = "") -> str:
        key = f"{kind} {about}"
        made_before[key] += 1
        return derived_id(f"{reply.receipt} {key} {made_before[key]}") if reply.receipt else new_id()

    # a clock that is ahead would make an answer the last word for years
    answered = reply.answered if reply.answered <= now else ""
    common = Answer(
        id="", case=reply.case, informant=reply.informant, how=reply.how, answered=answered, received=now,
        receipt=reply.receipt, by=by,
    )  # fmt: skip
    for each in reply.statements:
        said = f"{each.id} {each.verdict} {each.text}" if each.matched == "hand" else each.id
        yield replace(
            common, id=made("statement", said), statement=each.id, version=each.version, verdict=each.verdict,
            text=_cut(each.text), proposed=_cut(each.proposed), matched=each.matched,
        )  # fmt: skip
    for section, text in reply.additions:
        yield replace(common, id=made("addition", section), kind="addition", section=section, text=_cut(text))
    if reply.general:
        yield replace(common, id=made("general"), kind="general", text=_cut(reply.general))
    for text in reply.unmatched:
        yield replace(common, id=made("unmatched"), kind="unmatched", text=_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} [… {len(text) - LONGEST}]"


def _with_taken_back(reply: Reply, asked: AskedOf, here: Iterable[object]) -> Reply:
    """A form that is sent once more: what it holds no answer to any more was taken back, and that is said."""
    last: dict[str, Answer] = {}
    for each in here:
        if isinstance(each, Answer) and each.kind == "statement" and each.how in _FORMS:
            last[each.statement] = each
    said = _TAKEN_BACK[spoken(asked.language)]
    back = tuple(
        StatementReply(id, last[id].version, text=said)
        for id in reply.blank
        if id in last and (last[id].verdict or last[id].text != said)
    )
    return replace(reply, statements=(*reply.statements, *back))


def _roster(study: Study, reply: Reply) -> Roster:
    """The names that must not get into the study: those of the roster, and those whom we write to and from."""
    roster = read_roster(study.root)
    contacts = read_contacts(study.root)
    language = study.settings.language.partition("-")[0]
    nameless = _NAMELESS.get(language, _NAMELESS["en"])
    own = [one for one in contacts.informants.values() if one.id.partition("/")[0] == reply.case]
    others = [one for one in contacts.informants.values() if one.id.partition("/")[0] != reply.case]
    entries: list[Entry] = []
    for one in own:
        entries += _entries(one.name, one.email, one.id.partition("/")[2])
    for one in others:
        entries += _entries(one.name, one.email, one.id)
    sender = contacts.sender
    entries += _entries(sender.name, sender.email, nameless)
    if sender.phone:
        entries.append(Entry(sender.phone, pseudonym=nameless, kind="phone"))
    known = {entry.name for entry in roster.entries}
    # what the roster says of a name counts before what the contacts give
    return Roster((*roster.entries, *(entry for entry in entries if entry.name not in known)), roster.kept)


def _entries(name: str, email: str, pseudonym: str) -> Sequence[Entry]:
    found = []
    if name.strip():
        # people sign with their given name alone
        given = name.split()[0]
        also = (given,) if given != name.strip() and len(given) > 1 else ()
        found.append(Entry(name.strip(), also, pseudonym))
    if email:
        found.append(Entry(email, pseudonym=pseudonym, kind="email"))
    return found
