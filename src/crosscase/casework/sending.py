"""Sending a validation round: who gets which packet, what is kept of it, and the record in the study.

A packet is made once and never changed: its bytes lie in the private folder, and the round names their hash. What
goes out by mail is the kept file, so that it is known for sure which words an answer is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crosscase.casework.asking import informants_of_case, is_as_sent, may_send, not_asked_again, to_ask
from crosscase.casework.description import description_of
from crosscase.casework.kept_packets import SUFFIXES, keep
from crosscase.casework.packet_file import packet_bytes
from crosscase.casework.packet_gate import let_out
from crosscase.casework.packet_mark import MarkKey, key_to_send
from crosscase.casework.packets import Contact, Packet, packet_for
from crosscase.casework.translations import older_texts
from crosscase.study.cases import case_file
from crosscase.study.contacts import Contacts, InformantContact
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.rounds import Round, round_numbers, round_of, rounds_of, texts_sent
from crosscase.study.save import digest
from crosscase.study.validation_file import (
    PacketForm,
    RoundHead,
    Sent,
    SentStatement,
    hash_of,
    round_file,
    statements_file,
)


@dataclass(frozen=True, slots=True)
class ToSend:
    """An informant of a round, with what there is to send.

    Attributes:
        packet: as it would be made now; without statements where there is nothing to ask of.
        contact: how the informant is reached.
        sent: what they were sent in this round already.
        form: in which they are sent it: as they were sent something last, else as a Word file.
        not_again: of how many statements they are not asked again that others have answered and they have not.
    """

    packet: Packet
    contact: InformantContact
    sent: Sent | None = None
    form: PacketForm = "docx"
    not_again: int = 0

    @property
    def id(self) -> str:
        """`<case>/<informant>`."""
        return f"{self.packet.case}/{self.packet.informant}"

    @property
    def empty(self) -> bool:
        """Whether there is nothing to ask of."""
        return not self.packet.statements


@dataclass(frozen=True, slots=True)
class Made:
    """A packet that was made.

    Attributes:
        content: of its file.
        key: the name of the key with which it is marked; empty where it carries no mark.
    """

    to: ToSend
    form: PacketForm
    content: bytes
    key: str = ""


def to_send(
    study: Study,
    number: int,
    contacts: Contacts,
    *,
    cases: Iterable[str],
    informants: Sequence[str] = (),
    deadline: str = "",
    language: str = "",
    everything: bool = False,
    today: str = "",
    form: PacketForm | None = None,
) -> tuple[ToSend, ...]:
    """What a round sends, informant by informant.

    Args:
        cases: slugs.
        informants: names, or ids such as `alta/I1`; everybody who was interviewed in the cases where there are none.
        deadline: such as `2022-01-14`; where it is empty what the informant was told before, else that of the round.
        language: of the packets; where it is empty what the contacts say, else the round's, else the study's.
        everything: all statements, not only what is new, changed or open since former rounds.
        today: the day; where it is empty, a deadline may be over.
        form: of all packets; where it is None each informant gets the one that they were sent last.

    Raises:
        StudyError: the round cannot be sent in; the deadline is no day, or is over; there is no such case or informant.
    """
    may_send(study, number)
    going_on = round_of(study, number) if number in round_numbers(study) else Round(number)
    if deadline and _day(deadline) < today:
        raise StudyError(f"--deadline {deadline}: is over; give a day that is still to come")
    sender = Contact(contacts.sender.name, contacts.sender.email, contacts.sender.phone)
    found: list[ToSend] = []
    last = _last_forms(study, number)
    wanted = dict.fromkeys(informants)
    for case in cases:
        known = informants_of_case(study, case)
        for informant in known:
            if informants and not {informant, f"{case}/{informant}"} & wanted.keys():
                continue
            ids = None if everything else to_ask(study, number, case, informant)
            contact = contacts.of(case, informant)
            sent = going_on.sent.get(contact.id)
            packet = packet_for(
                study, number, case, informant, ids,
                deadline=deadline or going_on.due(sent), contact=sender, own_name=contact.name,
                language=language or contact.language or going_on.language,
            )  # fmt: skip
            left = 0 if everything else not_asked_again(study, number, case, informant)
            found.append(ToSend(packet, contact, sent, form or last.get(contact.id, "docx"), left))
    for word in wanted:
        if not any(word in (each.packet.informant, each.id) for each in found):
            raise StudyError(_nobody(study, word))
    return tuple(found)


def _last_forms(study: Study, number: int) -> Mapping[str, PacketForm]:
    """By `<case>/<informant>`, the form in which they were sent something last."""
    rounds = (round for round in rounds_of(study) if round.number <= number)
    return {id: sent.form for round in rounds for id, sent in round.sent.items()}


def make(study: Study, wanted: Iterable[ToSend], form: PacketForm | None = None) -> tuple[Made, ...]:
    """The packets as files.

    Args:
        form: of all; where it is None each is made in its own.

    Raises:
        StudyError: one holds a name of the roster, or a statement that the round has with other words in the same
            version; or the key that marks them cannot be read or made. None is made then.
    """
    listed = tuple(wanted)
    _must_be_versions(study, listed)
    let_out(study, (each.packet for each in listed))
    chosen = [form or each.form for each in listed]
    key = key_to_send(study.root) if any(each != "page" for each in chosen) else None
    return tuple(_made(each, its, key) for each, its in zip(listed, chosen, strict=True))


def _made(to: ToSend, form: PacketForm, key: MarkKey | None) -> Made:
    if form == "page" or key is None:  # its link is a secret by itself
        return Made(to, form, packet_bytes(to.packet))
    return Made(to, form, _content(to.packet, form, key), key.name)


def send(study: Study, number: int, made: Sequence[Made], *, now: str, language: str = "") -> Edit:
    """Keep packets in the private folder, and say in the study what was sent to whom.

    Args:
        number: the round.
        now: when they were made, in UTC.
        language: as in `to_send`.

    Returns:
        The edit that records it: it is still to be carried out.

    Raises:
        StudyError: a file cannot be kept.
    """
    going_on = round_of(study, number) if number in round_numbers(study) else Round(number)
    for each in made:
        packet = each.to.packet
        keep(study.root, number, packet.case, packet.informant, SUFFIXES[each.form], each.content)
    file = round_file(number)
    head = RoundHead(going_on.deadline, going_on.language)
    # whom it went out to keeps what they were told: another deadline is that of the new packets alone
    due = head.deadline if going_on.sent or not made else made[0].to.packet.deadline
    wanted = RoundHead(due, language or head.language or study.settings.language)
    # first what was sent, then to whom: killed in between, the same command does the rest
    changes = _statements(study, going_on, made)
    if head != wanted:
        changes.append(Change(file, WHOLE, head if head != RoundHead() else None, wanted))
    for each in made:
        changes.append(Change(file, each.to.id, each.to.sent, _record(study, each, now, due)))
    who = made[0].to.id if len(made) == 1 else f"{len(made)} informants"
    return Edit(f"send round {number} to {who}", tuple(changes))


def mailed(study: Study, number: int, id: str, now: str) -> Edit:
    """The record that a packet went out by mail.

    Raises:
        StudyError: nobody of that id was sent anything in the round.
    """
    sent = round_of(study, number).sent.get(id)
    if sent is None:
        raise StudyError(f"{id} was sent nothing in round {number}; see crosscase validate status")
    change = Change(round_file(number), id, sent, replace(sent, mailed=now))
    return Edit(f"mail round {number} to {id}", (change,))


def _record(study: Study, made: Made, now: str, due: str) -> Sent:
    packet, before = made.to.packet, made.to.sent
    return Sent(
        id=made.to.id,
        case=packet.case,
        informant=packet.informant,
        statements=tuple(statement.key for statement in packet.statements),
        form=made.form,
        made=now,
        hash=digest(made.content),
        deadline=packet.deadline if packet.deadline != due else "",
        was=before.was if before is not None else (),
        # a link beside a file that went out before: what comes back of that one is still known by its mark
        key=made.key or (before.key if before is not None else ""),
        older=_older(study, packet),
    )


def _older(study: Study, packet: Packet) -> tuple[str, ...]:
    """The statements of a packet whose text in its language is older than that in another."""
    there = {each.id: each for each in description_of(study, packet.case).statements}
    sent, own = texts_sent(study), study.settings.language
    return tuple(
        each.key
        for each in packet.statements
        if packet.language in older_texts(there[each.id], own, sent.get(each.id, ()))
    )


def _statements(study: Study, going_on: Round, made: Iterable[Made]) -> list[Change]:
    """The statements as they are sent that the round does not have yet."""
    file = statements_file(going_on.number)
    new: dict[str, SentStatement] = {}
    texts: dict[str, dict[str, dict[str, str]]] = {}
    for packet in (each.to.packet for each in made):
        if packet.case not in texts:
            statements = description_of(study, packet.case).statements
            texts[packet.case] = {each.id: dict(each.text) for each in statements}
        for section in packet.sections:
            for statement in section.statements:
                if statement.key not in going_on.statements:
                    words = texts[packet.case].get(statement.id, {packet.language: statement.text})
                    new[statement.key] = SentStatement(
                        id=statement.key,
                        case=packet.case,
                        section=section.section,
                        number=statement.number,
                        text=words,
                        hash=hash_of(words),
                    )
    return [Change(file, key, None, statement) for key, statement in new.items()]


def _must_be_versions(study: Study, wanted: Iterable[ToSend]) -> None:
    """See that one version has one text in a round: else nobody knows later which words an answer is about."""
    rounds = set(round_numbers(study))
    for packet in (each.packet for each in wanted if each.packet.round in rounds):
        sent = round_of(study, packet.round).statements
        now = {each.id: each for each in description_of(study, packet.case).statements}
        for each in packet.statements:
            if (one := sent.get(each.key)) is not None and not is_as_sent(now[each.id], one):
                raise StudyError(
                    f"{case_file(packet.case)}: statement {one.number or each.id} was sent in round {packet.round} as "
                    f"version {each.version} with other words; write `version: {each.version + 1}` at {each.id}"
                )


def _content(packet: Packet, form: PacketForm, key: MarkKey) -> bytes:
    mark = key.mark(packet.study_id, packet.round, packet.case, packet.informant)
    if form == "docx":
        from crosscase.casework.word_form import word_form

        return word_form(packet, mark)
    from crosscase.casework.form_page import form_page

    return form_page(packet, mode="file", mark=mark).encode()


def _day(text: str) -> str:
    try:
        if len(text) == len("2022-01-14"):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise StudyError(f"--deadline {text}: is no day; give one such as 2022-01-14")


def _nobody(study: Study, word: str) -> str:
    from crosscase.study.shapes import nearest
    from crosscase.study.yaml_in import shown

    known = [f"{case}/{name}" for case in study.cases for name in informants_of_case(study, case)]
    if word in known or any(word == each.partition("/")[2] for each in known):
        return f"{shown(word)} is an informant of another case; leave --case out, or give that one"
    guess = nearest(word, known)
    hint = f"did you mean {guess}?" if guess else "see crosscase speaker list"
    return f"there is no informant {shown(word)}; {hint}"
