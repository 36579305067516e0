"""Reminders to informants who have not answered, or not all: drafts of mail, kept in the private folder."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from crosscase.casework.form_words import day_in_words, spoken
from crosscase.casework.kept_packets import SUFFIXES, keep, kept_packet
from crosscase.casework.mail import DOCX, HTML, Attachment, Mail, Party, draft
from crosscase.casework.standing import InformantStanding, standing_of, unanswered
from crosscase.casework.word_form_words import word_form_words
from crosscase.study.contacts import Contacts, contacts_of
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import slugify
from crosscase.study.name_gate import open_gate
from crosscase.study.problems import StudyError
from crosscase.study.rounds import Round, round_of
from crosscase.study.shapes import nearest
from crosscase.study.validation_file import Sent, round_file
from crosscase.study.yaml_in import shown

_NB = {
    "subject": "Påminnelse: Stemmer beskrivelsen av {case}? Runde {round}",
    "sent": "Den {day} sendte vi deg beskrivelsen av {case} og ba deg si hva som stemmer, og hva som ikke gjør det.",
    "silent": "Vi har ikke fått svar fra deg ennå. Har du svart i mellomtiden, kan du se bort fra denne påminnelsen.",
    "partly": "Takk for svarene dine. Disse utsagnene står fortsatt uten svar: {numbers}.",
    "ahead": "Vi ber om svar innen {day}.",
    "past": "Fristen var {day}. Det er fortsatt nyttig for oss å få svaret ditt.",
    "docx": "Skjemaet er vedlagt på nytt. Har du begynt på det du fikk før, kan du gå videre med det.",
    "html": "Skjemaet er vedlagt på nytt. Har du begynt på det du fikk før, så åpne den filen i den samme nettleseren. Der "
    "ligger svarene dine.",
    "page": "Skjemaet ligger på lenken du fikk fra oss. Finner du den ikke, så si fra, og vi sender deg en ny.",
    "lost": "Du fikk skjemaet i en tidligere e-post. Finner du det ikke, så si fra, og vi sender det på nytt.",
}  # fmt: skip
_EN = {
    "subject": "Reminder: Is the description of {case} right? Round {round}",
    "sent": "On {day} we sent you the description of {case} and asked you to say what is right and what is not.",
    "silent": "We have not had an answer from you yet. If you have answered in the meantime, please disregard this reminder.",
    "partly": "Thank you for your answers. These statements are still without one: {numbers}.",
    "ahead": "Please answer by {day}.",
    "past": "Answers were due by {day}. Your answer is still useful to us.",
    "docx": "The form is attached once more. If you have begun on the one you got before, you can go on with that.",
    "html": "The form is attached once more. If you have begun on the one you got before, open that file in the same browser. "
    "Your answers are there.",
    "page": "The form is at the link that we sent you. If you cannot find it, tell us, and we will send you a new one.",
    "lost": "You got the form in an earlier e-mail. If you cannot find it, tell us, and we will send it once more.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder to one informant.

    Attributes:
        id: such as `alta/I1`.
        last: when they were last reminded, in UTC; empty where they were not.
        mail: None where there is no address to write to.
    """

    id: str
    standing: InformantStanding
    sent: Sent
    last: str
    mail: Mail | None


def reminders_of(
    study: Study, number: int, today: str, *, cases: Collection[str] = (), informants: Collection[str] = ()
) -> tuple[Reminder, ...]:
    """A reminder for everybody who was sent something in a round and has not answered all of it.

    One whose words are not placed yet may have answered it all, and is not reminded.

    Args:
        today: the day, such as `2022-01-15`.
        cases: slugs; all where none is named.
        informants: names, or ids such as `alta/I1`; all where none is named. One who has answered is not reminded.

    Raises:
        StudyError: there is no such round; an informant was sent nothing in it; a reminder would hold a name of the
            roster.
        FileError: a file cannot be read.
    """
    round = round_of(study, number)
    standing = standing_of(round, today)
    known = {each.id for each in standing.informants} | {each.informant for each in standing.informants}
    for word in informants:
        if word not in known:
            guess = nearest(word, known)
            hint = f"did you mean {guess}?" if guess else f"see crosscase validate status --round {number}"
            raise StudyError(f"{shown(word)} was sent nothing in round {number}; {hint}")
    contacts = contacts_of(study)
    return tuple(
        _reminder(study, round, each, each.sent, contacts, today)
        for each in standing.informants
        if each.sent is not None
        and each.state not in ("answered", "answered, not placed")
        and (not cases or each.case in cases)
        and (not informants or {each.id, each.informant} & set(informants))
    )


def remind(
    study: Study, number: int, reminders: Iterable[Reminder], now: str
) -> tuple[Edit | None, tuple[str, ...]]:
    """Keep reminders as drafts of mail, and say in the round that they were made.

    Args:
        now: the time in UTC.

    Returns:
        The edit, which is still to be carried out, None where there was nobody to write to; and the drafts, as paths
        in the private folder.

    Raises:
        StudyError: an address is none, or a draft cannot be kept.
    """
    drafts = [(each.sent, draft(each.mail)) for each in reminders if each.mail is not None]
    names = tuple(
        keep(study.root, number, sent.case, sent.informant, "reminder.eml", raw) for sent, raw in drafts
    )
    if not drafts:
        return None, names
    file = round_file(number)
    changes = (Change(file, s.id, s, replace(s, reminded=(*s.reminded, now))) for s, _ in drafts)
    who = drafts[0][0].id if len(drafts) == 1 else f"{len(drafts)} informants"
    return Edit(f"remind {who} of round {number}", tuple(changes)), names


def _reminder(
    study: Study, round: Round, standing: InformantStanding, sent: Sent, contacts: Contacts, today: str
) -> Reminder:
    contact = contacts.of(standing.case, standing.informant)
    last = sent.reminded[-1] if sent.reminded else ""
    mail = _mail(study, round, standing, sent, contacts, today) if contact.email else None
    return Reminder(standing.id, standing, sent, last, mail)


def _mail(
    study: Study, round: Round, standing: InformantStanding, sent: Sent, contacts: Contacts, today: str
) -> Mail:
    contact, sender = contacts.of(standing.case, standing.informant), contacts.sender
    language = spoken(contact.language or round.language or study.settings.language)
    own, said = (_NB if language == "nb" else _EN), word_form_words(language)
    case = study.cases[sent.case].name if sent.case in study.cases else sent.case
    content = kept_packet(study.root, round.number, sent) if sent.form != "page" else None
    subject = own["subject"].format(case=case, round=round.number)
    parts = list(_text(round, standing, sent, own, language, case, today))
    parts.append(own[sent.form if content is not None or sent.form == "page" else "lost"])
    parts.append(said["mail no deadline"])
    whose = f"reminder to {standing.id}"
    title = study.settings.title
    open_gate(study.root).check(((whose, subject), (whose, "\n\n".join(parts)), (whose, title)))
    signed = (said["mail end"], sender.name, title, sender.email, sender.phone)
    greeting = said["greeting"].format(name=contact.name) if contact.name else said["greeting nobody"]
    text = "\n\n".join((greeting, *parts, said["mail contact"], "\n".join(filter(None, signed)))) + "\n"
    attachments = _attached(said, sent, round, content)
    return Mail(
        Party(sender.name, sender.email), Party(contact.name, contact.email), subject, text, attachments
    )


def _text(
    round: Round,
    standing: InformantStanding,
    sent: Sent,
    own: Mapping[str, str],
    language: str,
    case: str,
    today: str,
) -> Iterable[str]:
    yield own["sent"].format(day=day_in_words((sent.mailed or sent.made)[:10], language), case=case)
    yield (
        own["silent"]
        if standing.state == "not answered"
        else own["partly"].format(numbers=", ".join(_unanswered(round, sent)))
    )
    if round.deadline:
        ahead = not today or today <= round.deadline
        yield own["ahead" if ahead else "past"].format(day=day_in_words(round.deadline, language))


def _unanswered(round: Round, sent: Sent) -> Iterable[str]:
    """The numbers of the statements that an informant was sent and has not answered."""
    left = unanswered(round, sent)
    for key in sent.statements:
        statement = round.statements.get(key)
        if statement is not None and statement.statement in left:
            yield statement.number or statement.statement


def _attached(
    said: Mapping[str, str], sent: Sent, round: Round, content: bytes | None
) -> tuple[Attachment, ...]:
    if content is None:
        return ()
    name = said["file"].format(case=sent.case, informant=slugify(sent.informant), round=round.number)
    return (Attachment(f"{name}.{SUFFIXES[sent.form]}", DOCX if sent.form == "docx" else HTML, content),)
