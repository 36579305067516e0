"""Replies: whatever an informant sent back, read by what it is.

The Word form, filled or written into, as Word or LibreOffice saved it; the answer file of the form in the browser; a mail
with any of these, or with the answer in its own words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath

from crosscase.casework.kept_packets import kept_packet
from crosscase.casework.packet_mark import doubt
from crosscase.casework.placed_words import is_covering
from crosscase.casework.reply_form import FormWords
from crosscase.casework.reply_json import holds_answers, reply_of_json
from crosscase.casework.reply_mail import (
    NOTHING,
    Placed,
    answers_in_text,
    covering,
    reply_of_mail,
    whose_mail,
)
from crosscase.casework.reply_values import AskedOf, Reply, StatementReply, Whose, asked_of, clean, utc
from crosscase.casework.reply_word import reference_in, reply_of_word, statements_in
from crosscase.reading.limits import checked_archive, has_part
from crosscase.reading.mail_message import MailMessage, is_mail, read_mail
from crosscase.reading.mail_quotes import own_words
from crosscase.reading.odt_package import libreoffice_kind
from crosscase.reading.odt_reply import read_odt_reply
from crosscase.reading.word_reply import read_word_reply
from crosscase.reading.written import WordReply
from crosscase.study.folder import Study
from crosscase.study.problems import StudyError
from crosscase.study.rounds import round_of
from crosscase.study.save import digest

__all__ = [
    "Came", "Placed", "Received", "Reply", "StatementReply", "Whose", "received", "reply_of_json", "reply_of_raw_word",
]  # fmt: skip

LARGEST = 64 * 2**20
"""Bytes of a file that an informant sent back: no answer has more."""
_ZIP, _PDF, _OLD = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TNEF = b"\x78\x9f\x3e\x22"  # how Outlook wraps what is attached for others of its kind
_OFFICE = {"xl": "an Excel workbook", "ppt": "a PowerPoint file", "visio": "a Visio drawing"}
_RECORD = "write down what it says with crosscase validate record"


@dataclass(frozen=True, slots=True)
class Came:
    """A reply, and the very bytes it came in."""

    reply: Reply
    raw: bytes
    suffix: str


@dataclass(frozen=True, slots=True)
class Received:
    """What one file gave.

    Attributes:
        came: the replies in it; more than one where a mail has several attached.
        text: the words of a mail, whole; empty where it is none. mail: its very bytes.
        problems: what of it could not be taken in, a line each.
        notes: what else there is to say, a line each.
    """

    came: tuple[Came, ...] = ()
    text: str = ""
    mail: bytes = b""
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def received(
    study: Study, raw: bytes, label: str, given: Whose | None = None, placed: Placed = NOTHING
) -> Received:
    """Read whatever an informant sent back.

    Args:
        label: the file's name, also what messages call it.
        given: whose it is, where somebody says so; else it says so itself.
        placed: what somebody says that a mail in plain words answers.

    Raises:
        StudyError: nothing of it can be taken in; one line that says why, and what to do.
    """
    whose = given or Whose()
    check_reply_size(len(raw), label)
    if not raw.strip():
        raise StudyError(f"{label}: is empty; ask for the file again")
    if not raw.startswith(_ZIP) and not holds_answers(raw) and is_mail(raw):
        return _mail(study, raw, label, whose, placed)
    if placed:
        raise StudyError(
            f"{label}: says itself what it answers; --all-correct, --statement and --missing are for mail"
        )
    return Received((_file(study, raw, label, whose),))


def check_reply_size(size: int, label: str) -> None:
    """Refuse a file that is larger than `LARGEST`, before it is read; raises StudyError."""
    if size > LARGEST:
        raise StudyError(
            f"{label}: is larger than {LARGEST // 2**20} MB, and no answer is; ask for the answer alone"
        )


def reply_of_raw_word(
    study: Study, raw: bytes, label: str, given: Whose | None = None, else_of: Whose | None = None
) -> Reply:
    """What the Word form says, as Word or LibreOffice saved it.

    Args:
        given: whose it is, as somebody says; the file must not say otherwise.
        else_of: whose it is where neither somebody nor the file itself says so.

    Raises:
        StudyError: it is none, or nobody can tell whose it is; one line.
    """
    reply = (read_odt_reply if libreoffice_kind(raw, label) else read_word_reply)(raw, label)
    whose = _whose_word(study, reply, label, given or Whose(), else_of or Whose())
    asked = asked_of(study, whose, label, statements_in(reply))
    return reply_of_word(reply, asked, FormWords(_packet(study, asked), _known(study, asked)), digest(raw))


def _file(study: Study, raw: bytes, label: str, given: Whose, else_of: Whose | None = None) -> Came:
    """A reply in a file that is no mail.

    Args:
        given: whose it is, as somebody says.
        else_of: whose it is where neither somebody nor the file itself says so.
    """
    suffix = PurePath(label).suffix.lower()
    if holds_answers(raw):
        reply = reply_of_json(study, raw, label)
        _must_agree(Whose(reply.round, reply.case, reply.informant), given, label)
        return Came(_looked_at(study, reply), raw, ".json")
    if raw.startswith(_ZIP):
        _must_be_form(raw, label)
        reply = reply_of_raw_word(study, raw, label, given, else_of)
        kind = ".odt" if libreoffice_kind(raw, label) else ".docm" if suffix == ".docm" else ".docx"
        return Came(_looked_at(study, reply), raw, kind)
    if raw.startswith(_PDF):
        raise StudyError(f"{label}: is a PDF, of which nobody can tell what was ticked; {_RECORD}")
    if raw.startswith(_OLD) and suffix == ".msg":
        raise StudyError(
            f"{label}: is a message of Outlook; open it there, save it as .eml, and receive that"
        )
    if raw.startswith(_OLD):
        raise StudyError(
            f"{label}: is an old or protected Word file; save it as .docx without a password, and receive that"
        )
    if suffix in (".html", ".htm"):
        raise StudyError(
            f"{label}: is a page; if it is the form itself, the answers are in the file (.json) that it makes at its "
            f"end: ask for that, or {_RECORD}"
        )
    if suffix in (".json", ".txt"):
        reply_of_json(study, raw, label)  # says what is wrong with it
    raise StudyError(
        f"{label}: is neither a Word file (.docx), a LibreOffice text (.odt), an answer file (.json) nor mail (.eml); "
        f"{_RECORD}"
    )


def _must_be_form(raw: bytes, label: str) -> None:
    """See that a packed file is a text of Word or LibreOffice, as far as what it holds tells."""
    if (kind := libreoffice_kind(raw, label)) == "text":
        return
    if kind:
        raise StudyError(f"{label}: is a LibreOffice {kind}, not a text; {_RECORD}")
    archive = checked_archive(raw, label)
    if not has_part(archive, "[Content_Types].xml"):
        raise StudyError(f"{label}: is a zip file; unpack it, and receive what it holds")
    tops = {name.partition("/")[0] for name in archive.namelist()}
    if "word" not in tops and (other := next((_OFFICE[each] for each in _OFFICE if each in tops), "")):
        raise StudyError(f"{label}: is {other}, not a Word file; {_RECORD}")


def _looked_at(study: Study, reply: Reply) -> Reply:
    """A reply in a form, with what there is to say of the mark that the form carries."""
    line = doubt(study, reply)
    return replace(reply, notes=(*reply.notes, line)) if line else reply


def _must_agree(own: Whose, given: Whose, label: str) -> None:
    """Refuse to take what says itself whose it is, and of which round, for another's."""
    if given.informant and given.sender != own.sender:
        raise StudyError(
            f"{label}: says itself that it is of {own.sender}, not of {given.sender}; leave --from out, "
            "or write down what it says with crosscase validate record"
        )
    if given.round and given.round != own.round:
        raise StudyError(
            f"{label}: says itself that it is of round {own.round}, not {given.round}; leave --round out: it is told "
            "by the versions that it answers"
        )


def _whose_word(study: Study, reply: WordReply, label: str, given: Whose, else_of: Whose) -> Whose:
    reference = reference_in(reply)
    if reference is not None and reference.study != study.settings.id:
        raise StudyError(f"{label}: is a form of another study; nothing was taken in")
    if reference is None:
        known = given if given.informant else else_of
        if not known.informant:
            raise StudyError(
                f"{label}: no longer says whose form it is (its reference line is gone); give --from such as "
                "alta/I1, and --round"
            )
        return known
    own = Whose(reference.round, reference.case, reference.informant)
    _must_agree(own, given, label)
    return own


def _packet(study: Study, asked: AskedOf) -> WordReply | None:
    """The form as it was sent; None where it is not kept here, or was no Word file."""
    sent = round_of(study, asked.round).sent.get(f"{asked.case}/{asked.informant}")
    if sent is None or sent.form != "docx":
        return None
    try:
        raw = kept_packet(study.root, asked.round, sent)
        return read_word_reply(raw, "the form as it was sent") if raw is not None else None
    except StudyError:  # without it the form's lines are known by their words
        return None


def _known(study: Study, asked: AskedOf) -> tuple[str, ...]:
    """Lines that every form of a case has beside its own words."""
    settings = study.settings
    sections = [title for each in settings.template for title in each.name.values()]
    case = study.cases.get(asked.case)
    return (settings.title, *settings.notice.values(), *sections, *([case.name] if case is not None else []))


def _mail(study: Study, raw: bytes, label: str, given: Whose, placed: Placed) -> Received:
    mail = read_mail(raw, label)
    whose = whose_mail(study, mail, given)
    came, problems, notes, unread = _attached(study, mail, label, given, whose)
    receipt = digest(raw)
    words = mail.text
    if not came:
        pasted, words = answers_in_text(words)
        came = (
            [Came(_looked_at(study, reply_of_json(study, pasted, label)), pasted, ".json")] if pasted else []
        )
    if came or placed:
        notes += unread
    else:  # what cannot be read may be the answer
        problems += [f"{line}; if it is the answer, {_RECORD}" for line in unread]
    if mail.automatic and not placed and all(one.reply.is_empty for one in came):
        raise StudyError(
            f"{label}: is an automatic message, such as of one who is away, of a calendar or that a mail was not "
            "delivered, and no answer; nothing was taken in"
        )
    if not came and not placed and (line := _wrapped(study, mail, label, whose)):
        return Received((), mail.text, raw, (line,), tuple(notes))
    if not came or placed:
        if problems and mail.text.strip() and not placed:
            # what is attached was meant; the words alone would hide that it could not be read
            notes.append(f"{label}: its words are taken in; what is attached could not be read")
        return Received(
            (*came, Came(reply_of_mail(study, mail, receipt, label, whose, placed), raw, ".eml")),
            mail.text, raw, tuple(problems), tuple(notes),
        )  # fmt: skip
    if text := covering(study, words, [one.reply for one in came]):
        first = came[0].reply
        kept = Reply(
            first.round, first.case, first.informant, "mail", first.answered, receipt, unmatched=(text,)
        )
        came.append(Came(kept, raw, ".eml"))
    return Received(tuple(came), mail.text, raw, tuple(problems), tuple(notes))


def _wrapped(study: Study, mail: MailMessage, label: str, whose: Whose) -> str:
    """What to do where Outlook has wrapped what is attached, and the words only say that it is; empty for any other mail."""
    if not any(one.raw.startswith(_TNEF) or one.name.lower() == "winmail.dat" for one in mail.attachments):
        return ""
    asked = [asked_of(study, whose, label)] if whose.informant else []
    if not is_covering(clean(own_words(mail.text)), asked):
        return ""
    return (
        f"{label}: what is attached is wrapped as Outlook alone reads it (winmail.dat): open the mail in Outlook, save "
        "the attached file and receive that, or ask for it again as a mail in HTML or plain text; nothing was taken in"
    )


def _attached(
    study: Study, mail: MailMessage, label: str, given: Whose, whose: Whose
) -> tuple[list[Came], list[str], list[str], list[str]]:
    """The replies attached to a mail; what of it could not be read, what there is to say, and what was left unread."""
    came: list[Came] = []
    problems: list[str] = []
    notes: list[str] = []
    unread: list[str] = []
    for one in mail.attachments:
        name = f"{label}, {one.name}"
        if not (one.raw.startswith(_ZIP) or holds_answers(one.raw) or _is_meant(one.name)):
            unread.append(f"{name}: is not read; it is kept with the mail")
            continue
        try:
            found = _file(study, one.raw, name, given, whose)
        except StudyError as error:
            problems.append(str(error))
            continue
        if whose.informant and found.reply.sender != whose.sender:
            notes.append(f"{name}: is of {found.reply.sender}, and came in a mail of {whose.sender}")
        if not found.reply.answered and mail.date:
            found = replace(found, reply=_dated(found.reply, mail.date))
        came.append(found)
    return came, problems, notes, unread


def _is_meant(name: str) -> bool:
    return PurePath(name).suffix.lower() in (".docx", ".docm", ".doc", ".json", ".odt")


def _dated(reply: Reply, date: str) -> Reply:
    return replace(reply, answered=utc(date))
