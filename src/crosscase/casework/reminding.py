"""Reminders to informants who have not answered, or not all: drafts of mail, kept in the private folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from crosscase.casework.deciding import sent_text
from crosscase.casework.description import description_of
from crosscase.casework.form_words import day_in_words, spoken
from crosscase.casework.kept_packets import SUFFIXES, keep, kept_packet
from crosscase.casework.mail import DOCX, HTML, Attachment, Mail, Party, draft
from crosscase.casework.packets import title_in
from crosscase.casework.standing import InformantStanding, standing_of, unanswered
from crosscase.casework.word_form_words import word_form_words
from crosscase.study.contacts import Contacts, contacts_of
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import slugify
from crosscase.study.name_gate import open_gate
from crosscase.study.problems import StudyError
from crosscase.study.rounds import Round, round_of, rounds_of
from crosscase.study.shapes import nearest
from crosscase.study.validation_file import Sent, round_file
from crosscase.study.yaml_in import shown

_LISTED = 5  # statements that stand in the mail with their words; of more the numbers

_NB = {
    "subject": "Påminnelse: Stemmer beskrivelsen av {case}? Runde {round}",
    "sent": "Den {day} sendte vi deg beskrivelsen av {case} og spurte om den stemmer.",
    "sent again": "Den {day} sendte vi deg runde {round} om beskrivelsen av {case}, med {count} utsagn: det som er nytt eller "
    "endret, og det vi må spørre om igjen.",
    "sent again whole": "Den {day} sendte vi deg runde {round} om beskrivelsen av {case}, med alle utsagnene.",
    "silent": "Vi har ikke fått svar fra deg ennå.",
    "silent again": "På denne runden har vi ikke fått svar fra deg ennå.",
    "partly": "Takk for svarene dine. Dette mangler vi svar på:",
    "more": "Det samme gjelder {numbers}.",
    "ahead": "Kan du svare innen {day}?",
    "past": "Fristen var {day}, men svaret ditt er fortsatt nyttig for oss. Kan du svare likevel?",
    "any day": "Kan du svare?",
    "by mail": "Det holder å svare på denne e-posten, med nummeret på utsagnet og om det stemmer.",
    "docx": "Skjemaet er vedlagt på nytt, i tilfelle du ikke finner det. Har du begynt på det du fikk før, så gå videre med "
    "det.",
    "html": "Skjemaet er vedlagt på nytt, i tilfelle du ikke finner det. Har du begynt på det du fikk før, så åpne den filen "
    "i den samme nettleseren. Der ligger svarene dine.",
    "link": "Skjemaet ditt ligger her, med det du har skrevet:\n\n{link}\n\nLenken er din egen. Ikke send den videre.",
    "page": "Skjemaet ligger på lenken du fikk fra oss. Finner du den ikke, så si fra, og vi sender deg en ny.",
    "lost": "Du fikk skjemaet i en tidligere e-post. Finner du det ikke, så si fra, og vi sender det på nytt.",
    "crossed": "Har du svart i mellomtiden, kan du se bort fra denne påminnelsen.",
}  # fmt: skip
_EN = {
    "subject": "Reminder: Is the description of {case} right? Round {round}",
    "sent": "On {day} we sent you the description of {case} and asked whether it is right.",
    "sent again": "On {day} we sent you round {round} on the description of {case}, asking of what is new or has changed, and "
    "of what we have to ask again ({count} in all).",
    "sent again whole": "On {day} we sent you round {round} on the description of {case}, with all its statements.",
    "silent": "We have not had an answer from you yet.",
    "silent again": "On this round we have not had an answer from you yet.",
    "partly": "Thank you for your answers. We have none on:",
    "more": "Nor on {numbers}.",
    "ahead": "Could you answer by {day}?",
    "past": "Answers were due by {day}, but yours is still useful to us. Could you answer all the same?",
    "any day": "Could you answer?",
    "by mail": "It is enough to reply to this e-mail, with the number of the statement and whether it is right.",
    "docx": "The form is attached once more, in case you cannot find it. If you have begun on the one you got before, go on "
    "with that.",
    "html": "The form is attached once more, in case you cannot find it. If you have begun on the one you got before, open "
    "that file in the same browser. Your answers are there.",
    "link": "Your form is here, with what you have written:\n\n{link}\n\nThe link is yours alone. Please do not pass it on.",
    "page": "The form is at the link that we sent you. If you cannot find it, tell us, and we will send you a new one.",
    "lost": "You got the form in an earlier e-mail. If you cannot find it, tell us, and we will send it once more.",
    "crossed": "If you have answered in the meantime, please disregard this reminder.",
}  # fmt: skip

Link: TypeAlias = Callable[[str], str]
"""Gives a secret link to what somebody such as `alta/I1` was sent as a page."""


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
    study: Study,
    number: int,
    today: str,
    *,
    cases: Collection[str] = (),
    informants: Collection[str] = (),
    link: Link | None = None,
) -> tuple[Reminder, ...]:
    """A reminder for everybody who was sent something in a round and has not answered all of it.

    One whose words are not placed yet may have answered it all, and is not reminded; nor is one who was sent a later
    round since, who is reminded of that one alone.

    Args:
        today: the day, such as `2022-01-15`.
        cases: slugs; all where none is named.
        informants: names, or ids such as `alta/I1`; all where none is named. One who has answered is not reminded.
        link: makes the links that go with reminders of a page; without it they hold none.

    Raises:
        StudyError: there is no such round; an informant was sent nothing in it, or a later one since; a reminder would
            hold a name of the roster.
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
    contacts, later = contacts_of(study), sent_since(study, number)
    for word in informants:
        meant = [each.id for each in standing.informants if word in (each.id, each.informant)]
        if all(id in later for id in meant):
            since = later[meant[0]]
            raise StudyError(
                f"{shown(word)} was sent round {since} since, and is reminded of that one alone: --round {since}"
            )
    return tuple(
        _reminder(study, round, each, each.sent, contacts, today, link)
        for each in standing.informants
        if each.sent is not None
        and each.id not in later
        and each.state not in ("answered", "answered, not placed")
        and (not cases or each.case in cases)
        and (not informants or {each.id, each.informant} & set(informants))
    )


def sent_since(study: Study, number: int) -> Mapping[str, int]:
    """Who was sent a later round, by `<case>/<informant>`, and the last that they were: what they are reminded of.

    Raises:
        FileError: a round cannot be read.
    """
    return {id: each.number for each in rounds_of(study) if each.number > number for id in each.sent}


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
    study: Study,
    round: Round,
    standing: InformantStanding,
    sent: Sent,
    contacts: Contacts,
    today: str,
    link: Link | None,
) -> Reminder:
    contact = contacts.of(standing.case, standing.informant)
    last = sent.reminded[-1] if sent.reminded else ""
    mail = _mail(study, round, standing, sent, contacts, today, link) if contact.email else None
    return Reminder(standing.id, standing, sent, last, mail)


def _mail(
    study: Study,
    round: Round,
    standing: InformantStanding,
    sent: Sent,
    contacts: Contacts,
    today: str,
    link: Link | None,
) -> Mail:
    contact, sender = contacts.of(standing.case, standing.informant), contacts.sender
    tongue = contact.language or round.language or study.settings.language
    own, said = (_NB if spoken(tongue) == "nb" else _EN), word_form_words(spoken(tongue))
    case = study.cases[sent.case].name if sent.case in study.cases else sent.case
    content = kept_packet(study.root, round.number, sent) if sent.form != "page" else None
    subject = own["subject"].format(case=case, round=round.number)
    parts = list(_text(round, standing, sent, own, tongue, case, today, _begun(study, round, sent)))
    whose = f"reminder to {standing.id}"
    title = title_in(study, tongue)
    open_gate(study.root).check(((whose, subject), (whose, "\n\n".join(parts)), (whose, title)))
    if sent.form == "page" and link is not None:
        parts.append(own["link"].format(link=link(standing.id)))
    else:
        parts.append(own[sent.form if content is not None or sent.form == "page" else "lost"])
    parts.append(own["crossed"])
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
    begun: str,
) -> Iterable[str]:
    """What was sent, what is missing, and the one question: whether they can answer by then."""
    told, partly = spoken(language), standing.state == "partly"
    day = day_in_words((sent.mailed or sent.made)[:10], told)
    first = own[begun].format(day=day, case=case, round=round.number, count=len(sent.statements))
    yield f"{first} {own['partly' if partly else 'silent' if begun == 'sent' else 'silent again']}"
    if partly:
        left = list(_unanswered(round, sent, language))
        yield "\n".join(f"{number}  {words}" for number, words in left[:_LISTED])
        if more := [number for number, _ in left[_LISTED:]]:
            yield own["more"].format(numbers=", ".join(more))
    due = round.due(sent)
    when = "any day" if not due else "ahead" if not today or today <= due else "past"
    asked = own[when].format(day=day_in_words(due, told))
    yield f"{asked} {own['by mail']}" if partly else asked


def _begun(study: Study, round: Round, sent: Sent) -> str:
    """Which sentence says what was sent: another where the informant was sent something in a round before this one."""
    rounds = [each for each in rounds_of(study) if each.number < round.number]
    if not any(each.sent_to(sent.case, sent.informant) for each in rounds):
        return "sent"
    known = sent.case in study.cases
    whole = known and len(sent.statements) >= len(description_of(study, sent.case).statements)
    return "sent again whole" if whole else "sent again"


def _unanswered(round: Round, sent: Sent, language: str) -> Iterable[tuple[str, str]]:
    """Number and words of the statements that an informant was sent and has not answered."""
    left = unanswered(round, sent)
    for key in sent.statements:
        statement = round.statements.get(key)
        if statement is not None and statement.statement in left:
            yield statement.number or statement.statement, " ".join(sent_text(statement, language).split())


def _attached(
    said: Mapping[str, str], sent: Sent, round: Round, content: bytes | None
) -> tuple[Attachment, ...]:
    if content is None:
        return ()
    name = said["file"].format(case=sent.case, informant=slugify(sent.informant), round=round.number)
    return (Attachment(f"{name}.{SUFFIXES[sent.form]}", DOCX if sent.form == "docx" else HTML, content),)
