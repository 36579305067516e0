"""Packets of a validation round: listed, made, kept, and mailed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crosscase.cli.changing import carry_out
from crosscase.cli.naming import case_named
from crosscase.cli.output import Format, complain, note, say, write
from crosscase.cli.progress import slow
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.casework.mail import Mail, MailServer, Sends
    from crosscase.casework.packets import Packet
    from crosscase.casework.sending import Made, ToSend
    from crosscase.study.folder import Study
    from crosscase.study.validation_file import PacketForm

COLUMNS = ("informant", "language", "form", "statements", "changed", "quotes", "deadline", "address", "state")
_NAMED = 3  # informants that one line names
_NO_URL = (
    "--form page: say with --url where informants reach the page, such as https://svar.example.org; "
    "to try it on this machine alone: --url http://127.0.0.1:8765"
)


@dataclass(frozen=True, slots=True)
class Sending:
    """What was asked for.

    Attributes:
        number: the round; 0 for the one that is going on.
        form: None for the one that each was sent last.
        everything: all statements; again: also to those who were sent the round already; smtp: mail it now.
        url: where informants reach the served page; empty where nobody said.
    """

    number: int
    cases: tuple[str, ...]
    informants: tuple[str, ...]
    form: PacketForm | None
    deadline: str
    language: str
    everything: bool
    again: bool
    smtp: bool
    url: str


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """A packet that is made and kept, and is to be mailed."""

    to: ToSend
    form: PacketForm
    content: bytes


def list_packets(study: Study, wanted: Sending, form: Format) -> int:
    """Show who would get what; nothing is written."""
    from crosscase.casework.packet_gate import let_out

    number, found = _found(study, wanted)
    let_out(study, (each.packet for each in found if not each.empty))
    new = [each for each in found if wanted.again or each.sent is None]
    _tell_behind(study, new)
    _tell_not_in(study, new)
    rows = [
        (
            each.id,
            each.packet.language,
            each.form,
            len(each.packet.statements),
            sum(bool(statement.former) for statement in each.packet.statements),
            sum(len(statement.quotes) for statement in each.packet.statements),
            each.packet.deadline,
            "yes" if each.contact.email else "none",
            _state(each, wanted.again),
        )
        for each in found
    ]
    write(COLUMNS, rows, form, study=study)
    if form is Format.table:
        say(f"round {number}: nothing was written; without --dry-run it is sent")
    return 0


def send_packets(study: Study, wanted: Sending) -> int:
    """Make the packets, keep them, record them, and mail them where that was asked for."""
    from crosscase.casework.handing_on import may_be_handed_on
    from crosscase.casework.mail import server_of
    from crosscase.casework.sending import make, send
    from crosscase.study.ids import now

    number, found = _found(study, wanted)
    new = [each for each in found if not each.empty and (wanted.again or each.sent is None)]
    waiting = [each for each in found if wanted.smtp and each not in new and _is_waiting(each)]
    if not new and not waiting:
        raise StudyError(_nothing(number, found, wanted))
    _must_lead_somewhere(wanted, new, waiting)
    _must_be_ahead(number, new, now()[:10])
    may_be_handed_on(study, dict.fromkeys(each.packet.case for each in new))
    _tell_round(study, number, wanted.deadline)
    server = server_of() if wanted.smtp else None
    if server is not None:
        _must_be_reachable((*new, *waiting))
    _tell_behind(study, new)
    _tell_not_in(study, [each for each in found if wanted.again or each.sent is None])
    _tell_left(found, (*new, *waiting))
    with slow("making the packets"):
        made = make(study, new)
    if made:
        edit = send(study, number, made, now=now(), language=wanted.language)
        carry_out(study, edit)
    outgoing = [_Outgoing(each.to, each.form, each.content) for each in made]
    outgoing += [_kept(study, number, each) for each in waiting]
    for each in made:
        _tell_made(each)
    if server is None:
        return _draft(study, number, outgoing, wanted.url)
    return _mail(study, number, outgoing, wanted.url, server)


def _found(study: Study, wanted: Sending) -> tuple[int, tuple[ToSend, ...]]:
    from crosscase.casework.asking import informants_of_case, next_round
    from crosscase.casework.description import description_of
    from crosscase.casework.sending import to_send
    from crosscase.study.contacts import contacts_of, strangers
    from crosscase.study.ids import now

    number = wanted.number or next_round(study)
    cases = tuple(case_named(study, word).id for word in wanted.cases)
    for case in cases:
        if not description_of(study, case).statements:
            raise StudyError(
                f"{case} has no description to send; write one first: crosscase case draft {case}"
            )
    contacts = contacts_of(study)
    with slow("reading the descriptions"):
        found = to_send(
            study, number, contacts, cases=cases or tuple(study.cases), informants=wanted.informants,
            deadline=wanted.deadline, language=wanted.language, everything=wanted.everything, today=now()[:10],
            form=wanted.form,
        )  # fmt: skip
    known = [f"{case}/{name}" for case in study.cases for name in informants_of_case(study, case)]
    for line in strangers(contacts, known):
        note(line)
    return number, found


def _must_lead_somewhere(wanted: Sending, new: Sequence[ToSend], waiting: Sequence[ToSend]) -> None:
    """A link is mailed only where somebody has said to which machine it leads."""
    from crosscase.web.links import base_url

    forms = {each.form for each in new} | {each.sent.form for each in waiting if each.sent is not None}
    if "page" in forms and not wanted.url:
        raise StudyError(_NO_URL)
    if wanted.url and "page" not in forms:
        raise StudyError("--url goes with --form page; leave it out")
    if wanted.url:
        base_url(wanted.url)


def _must_be_ahead(number: int, to: Sequence[ToSend], today: str) -> None:
    """Nobody is asked to answer by a day that is over, as where the deadline is that of a round that has passed."""
    for each in to:
        if each.packet.deadline and each.packet.deadline < today:
            raise StudyError(
                f"{each.id}: round {number} was due {each.packet.deadline}, which is over; "
                "say with --deadline by which day to answer"
            )


def _state(each: ToSend, again: bool) -> str:
    if each.sent is not None and not again:
        return f"was sent on {each.sent.made[:10]}"
    if each.empty:
        return "nothing to ask"
    return "to be sent again" if each.sent is not None else "to be sent"


def _is_waiting(each: ToSend) -> bool:
    return each.sent is not None and not each.sent.mailed


def _nothing(number: int, found: Sequence[ToSend], wanted: Sending) -> str:
    if sent := [each.id for each in found if each.sent is not None]:
        return f"round {number} was sent to {_named(sent)} already; --again sends it once more"
    if not found:
        return "nobody was interviewed in these cases; see crosscase speaker list"
    which = (
        "no description there has a statement"
        if number == 1 or wanted.everything
        else "nothing is new or open"
    )
    return f"round {number} has nothing to ask of {_named([each.id for each in found])}: {which}"


def _named(ids: Sequence[str]) -> str:
    more = len(ids) - _NAMED
    return ", ".join(ids[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _must_be_reachable(to: Sequence[ToSend]) -> None:
    if missing := [each.id for each in to if not each.contact.email]:
        raise StudyError(
            f"private/contacts.yaml has no e-mail of {_named(missing)}; write it there, or send to others with --to"
        )
    if not to[0].packet.contact.email:
        raise StudyError("private/contacts.yaml does not say who sends; write name and email under `from`")


def _tell_round(study: Study, number: int, deadline: str) -> None:
    """What somebody in a hurry overlooks: a deadline that others were told otherwise, and a round that is not done."""
    from crosscase.casework.standing import standing_in
    from crosscase.study.rounds import round_numbers, round_of

    there = round_numbers(study)
    if number in there and deadline and (round := round_of(study, number)).deadline not in ("", deadline):
        told = _named([id for id, sent in round.sent.items() if round.due(sent) == round.deadline])
        if told:
            note(
                f"round {number} is due {round.deadline}, as {told} were told; the new packets say {deadline}"
            )
    if number not in there and number - 1 in there:
        before = standing_in(study, number - 1)
        decide = sum(each.to_decide for each in before.statements)
        decide += sum(each.decision is None for each in before.additions)
        apply = sum(each.to_apply for each in before.statements)
        apply += sum(each.to_apply for each in before.additions)
        if decide or apply:
            note(
                f"round {number - 1} is not done: {decide} to decide on, {apply} to apply; it takes no more sending"
            )


def _tell_behind(study: Study, to: Sequence[ToSend]) -> None:
    from crosscase.casework.languages import behind_in

    for line in behind_in(study, (each.packet for each in to)):
        note(line)


def _tell_not_in(study: Study, to: Sequence[ToSend]) -> None:
    """What does not go out and could be missed, and what is to be mended first: a line for each of them."""
    from crosscase.casework.description import description_of
    from crosscase.casework.severe import severe_in_words

    cases = tuple(dict.fromkeys(each.packet.case for each in to))
    if silent := [f"{each.id} ({each.not_again})" for each in to if each.not_again]:
        note(
            f"not asked again of statements they left open and others answered: {_named(silent)}; --all asks them"
        )
    waiting = (
        (case, sum(each.state == "proposed" for each in description_of(study, case).every)) for case in cases
    )
    if told := [f"{case}: {counted(count, 'statement')}" for case, count in waiting if count]:
        note(f"only proposed, and so not sent: {'; '.join(told)}; F7 takes them in")
    if line := severe_in_words(study, cases):
        note(line)


def _tell_left(found: Sequence[ToSend], taken: Sequence[ToSend]) -> None:
    left = [each for each in found if each not in taken]
    if sent := [each.id for each in left if each.sent is not None]:
        note(f"{_named(sent)}: sent in this round already and left out; --again sends it once more")
    if empty := [each.id for each in left if each.sent is None]:
        note(f"{_named(empty)}: nothing to ask")


def _tell_made(made: Made) -> None:
    count = len(made.to.packet.statements)
    say(f"{made.to.id}: {count} statement{'s' * (count != 1)} as {made.form}")


def _kept(study: Study, number: int, each: ToSend) -> _Outgoing:
    """What was made before and is not mailed yet, to the byte."""
    from crosscase.casework.kept_packets import kept_packet

    sent = each.sent
    content = kept_packet(study.root, number, sent) if sent is not None else None
    if sent is None or content is None:
        raise StudyError(
            f"{each.id}: the packet of round {number} is not in the private folder; --again makes it anew"
        )
    return _Outgoing(each, sent.form, content)


def _letter(study: Study, number: int, each: _Outgoing, url: str) -> Mail:
    from crosscase.casework.letters import letter

    if each.form != "page":
        return letter(each.to.packet, each.to.contact, each.form, each.content)
    from crosscase.casework.packet_file import packet_of

    packet = packet_of(each.content)
    return letter(packet, each.to.contact, "page", address=_link(study, number, packet, url))


def _link(study: Study, number: int, packet: Packet, url: str) -> str:
    from crosscase.web.links import make_link

    return make_link(study, number, packet, url=url).address


def _draft(study: Study, number: int, outgoing: Sequence[_Outgoing], url: str) -> int:
    """Keep a draft of mail beside each packet, for those who have an address."""
    from crosscase.casework.kept_packets import keep
    from crosscase.casework.mail import draft
    from crosscase.study.private import private_folder

    unreached = []
    for each in outgoing:
        if each.to.contact.email:
            mail = draft(_letter(study, number, each, url))
            keep(study.root, number, each.to.packet.case, each.to.packet.informant, "eml", mail)
            continue
        unreached.append(each.to.id)
        if each.form == "page":  # shown here, or nobody ever sees it
            say(f"{each.to.id}: {_link(study, number, each.to.packet, url)}")
    folder = private_folder(study.root) / "validation" / f"round-{number}"
    say(f"packets and drafts of mail are in {folder}")
    if unreached:
        say(f"{_named(unreached)}: no e-mail in private/contacts.yaml, so no draft of mail was made")
    return 0


def _mail(study: Study, number: int, outgoing: Sequence[_Outgoing], url: str, server: MailServer) -> int:
    """Mail every packet, and record each as soon as it is out: what was mailed is never mailed twice by mistake."""
    from crosscase.casework.mail import Undelivered, connected
    from crosscase.casework.sending import mailed
    from crosscase.study.ids import now

    done = failed = 0
    try:
        with connected(server) as send:
            for each in outgoing:
                try:
                    _hand_over(study, number, each, _letter(study, number, each, url), send)
                except Undelivered as error:
                    complain(f"{each.to.id}: {error}")
                    failed += 1
                    continue
                carry_out(study, mailed(study, number, each.to.id, now()))
                done += 1
                say(f"{each.to.id}: mailed")
    except StudyError as error:
        raise StudyError(
            f"{error}; {done} of {len(outgoing)} mailed, packets are kept: the same command mails the rest"
        ) from error
    return 1 if failed else 0


def _hand_over(study: Study, number: int, each: _Outgoing, mail: Mail, send: Sends) -> None:
    """Hand one mail to the server; one that may have gone out already is told, and goes out under the same Message-ID.

    Raises:
        StudyError: as `Sends`.
    """
    from crosscase.casework.handed_over import hand_over, handed_before, mail_id, not_taken
    from crosscase.casework.mail import MayBeDelivered
    from crosscase.study.ids import now
    from crosscase.study.rounds import round_of

    id = mail_id(study.settings.id, number, round_of(study, number).sent[each.to.id])
    if before := handed_before(study.root, id):
        note(
            f"{each.to.id} may have this mail already: it was handed to the server {before}; it goes out once more with "
            "the same Message-ID, by which mail programs can tell a repeat"
        )
    hand_over(study.root, id, before or now())
    try:
        send(mail, id)
    except MayBeDelivered as error:
        raise StudyError(
            f"{error}; {each.to.id} may have the mail already: ask before it is mailed again"
        ) from error
    except StudyError:
        if not before:
            not_taken(study.root, id)
        raise
