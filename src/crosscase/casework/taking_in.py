"""Replies taken in: each thing that was said becomes an answer of the round, without names, and the file is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from crosscase.casework.forms_again import id_in, newer_form, said_again, with_taken_back
from crosscase.casework.matching_replies import same_words
from crosscase.casework.nameless import without_names
from crosscase.casework.placed_words import is_covering, left_of
from crosscase.casework.reply_values import AskedOf, Reply, Whose, asked_of
from crosscase.casework.standing import said_at, says_same
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import derived_id, new_id
from crosscase.study.ids import now as time_now
from crosscase.study.private_files import put_private
from crosscase.study.save import digest
from crosscase.study.validation_file import Answer, AnswerKind, answers_file

FOLDER = "validation/received"
"""In the private folder: the files as they came, by their hash."""
LONGEST = 200_000
"""Characters of one answer: a book's chapter. Of what is longer the count of the rest is kept, and the file as it came."""


def take_in(study: Study, reply: Reply, *, by: str, now: str = "") -> Edit | None:
    """Write down what was said, statement by statement; names of the roster and the contacts give way to pseudonyms.

    Args:
        by: the coder who takes it in.
        now: the time in UTC; the clock's where empty.

    Returns:
        None where nothing was said, the same file was taken in before, or a file says again what its informant said
        last. What a mail was said to answer takes the place of its words; what of these is left stays.

    Raises:
        StudyError: the informant was sent nothing in that round; one line.
        FileError: a file of the round, the roster or the contacts cannot be read.
    """
    asked = asked_of(study, Whose(reply.round, reply.case, reply.informant))
    file = answers_file(asked.round, asked.case, asked.informant)
    study.store.reread(file)
    here: dict[str, Answer] = dict(study.store.records(file))
    former = [each for each in here.values() if reply.receipt and each.receipt == reply.receipt]
    if former and not reply.is_placed:
        return None
    reply = with_taken_back(without_names(study, reply).reply, here.values())
    answers = list(_answers(reply, by, now or time_now()))
    gone = _giving_way(former, answers) if reply.is_placed else []
    stays = [each for each in here.values() if each not in gone]
    if reply.is_placed:
        answers += _left(
            reply, asked, (*(each for each in former if each not in gone), *answers), by, now or time_now()
        )
    if reply.receipt:
        answers = [each for each in answers if not _is_said(each, stays)]
    answers += said_again(reply, here.values())
    changes = [
        Change(file, each.id, each, None) for each in gone if each.id not in {one.id for one in answers}
    ]
    for each in answers:
        before = here.get(each.id)
        if before is None or (before in gone and before.text != each.text):
            changes.append(Change(file, each.id, before, each))
    if not changes:
        return None
    return Edit(f"answers of {asked.case}/{asked.informant} in round {asked.round}", tuple(changes))


def newer_taken_in(study: Study, reply: Reply) -> str:
    """When a newer form of the same informant was answered that was taken in before, in UTC; empty where none was.

    Raises:
        FileError: as `take_in`.
    """
    file = answers_file(reply.round, reply.case, reply.informant)
    study.store.reread(file)
    newer = newer_form(reply, study.store.records(file).values())
    return said_at(newer) if newer is not None else ""


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


def _answers(reply: Reply, by: str, now: str) -> Iterator[Answer]:
    """The answers of a reply; their ids follow from the file, so that two machines give the same ones."""
    made_before: Counter[str] = Counter()

    def made(kind: AnswerKind, about: str = "") -> str:
        key = f"{kind} {about}"
        made_before[key] += 1
        return id_in(reply.receipt, key, made_before[key]) if reply.receipt else new_id()

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
            text=_cut(each.text), proposed=_cut(each.proposed), matched=each.matched, takes_back=each.takes_back,
        )  # fmt: skip
    for section, text in reply.additions:
        about = f"{section} {text}" if reply.is_placed else section
        yield replace(common, id=made("addition", about), kind="addition", section=section, text=_cut(text))
    if reply.general:
        yield replace(common, id=made("general"), kind="general", text=_cut(reply.general))
    for text in reply.unmatched:
        yield replace(common, id=made("unmatched"), kind="unmatched", text=_cut(text))


def _giving_way(former: Iterable[Answer], answers: Collection[Answer]) -> list[Answer]:
    """What was made of a mail before, and what it is said to answer now takes the place of."""
    ids = {each.id for each in answers}
    placed = {each.statement for each in answers if each.kind == "statement"}
    missing = {each.text for each in answers if each.kind == "addition"}
    return [
        each
        for each in former
        if each.kind == "unmatched"
        or (
            each.id not in ids
            and (
                each.text in missing
                if each.kind == "addition"
                else each.matched == "hand" and each.statement in placed
            )
        )
    ]


def _left(reply: Reply, asked: AskedOf, said: Collection[Answer], by: str, now: str) -> Iterator[Answer]:
    """The words of a mail that nobody has placed yet: they stay, to be placed later.

    Args:
        said: what the mail was said to answer, by now and before.
    """
    left = left_of(reply.whole, [each.text for each in said if each.text])
    answered = {each.statement for each in said if each.kind == "statement"}
    if answered >= asked.by_id.keys() and is_covering(left, [asked]):
        left = ""  # every statement has its answer: few words beside them only said so
    if left:
        rest = replace(reply, statements=(), additions=(), unmatched=(left,))
        [one] = _answers(rest, by, now)
        taken = {each.id for each in said}
        yield one if one.id not in taken else replace(one, id=derived_id(f"{one.id} {left}"))


def _is_said(answer: Answer, others: Iterable[Answer]) -> bool:
    """Whether an informant says again what they said: their word on a statement before or after it, or the same besides."""
    if answer.kind == "statement":
        there = [each for each in others if (each.kind, each.statement) == ("statement", answer.statement)]
        before = max((e for e in there if said_at(e) <= said_at(answer)), key=said_at, default=None)
        after = min((e for e in there if said_at(e) > said_at(answer)), key=said_at, default=None)
        return any(each is not None and says_same(each, answer) for each in (before, after))
    return any(
        same_words(each.text, answer.text)
        and (
            (each.kind, each.section) == (answer.kind, answer.section)
            or (answer.kind == "unmatched" and each.matched == "hand")
        )
        for each in others
    )


def is_cut(reply: Reply) -> bool:
    """Whether it holds words that are too long to be taken in whole."""
    words = [*reply.unmatched, reply.general, *(text for _, text in reply.additions)]
    words += [text for each in reply.statements for text in (each.text, each.proposed)]
    return any(len(text) > LONGEST for text in words)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} [… {len(text) - LONGEST}]"
