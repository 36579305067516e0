"""Mail (.eml): who wrote it and when, its words, and what is attached; nothing of it is fetched or run."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from crosscase.reading.limits import check_size
from crosscase.reading.mail_quotes import own_words
from crosscase.study.problems import StudyError
from crosscase.study.text import normalise

MOST_PARTS = 200
"""Parts of one mail, those of mails in it included."""
_DEEPEST = 5  # mails within mails
_HEADER = re.compile(rb"(?:\A|\n)(?:from|to|date|subject|message-id|received):", re.IGNORECASE)
_HEAD = 64 * 1024
_AWAY = re.compile(
    r"\s*(?:automatisk svar|autosvar|automatic reply|auto[- ]?reply|auto[- ]?response|out of (?:the )?office|"
    r"ikke p[åa] kontoret|frav[æa]rsmelding)\b",
    re.IGNORECASE,
)  # how mail programs begin what they answer for one who is away
_FEWEST = 2  # headers: a line of one alone may be words
_WESTERN = ("iso-8859", "latin", "windows-125", "cp125", "us-ascii", "ascii")
_OPENS, _CLOSES = "\ue0b1", "\ue0b2"  # where a page quotes: signs that nobody writes


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class MailMessage:
    """A mail.

    Attributes:
        sender: address, in small letters; empty where it has none.
        date: as the mail tells it, in ISO form; empty where it does not.
        text: its words, whole; those of a page where it has no plain ones.
        attachments: files, also those of mails that are attached.
        automatic: no person wrote it: somebody is away, takes an invitation, or a mail could not be delivered.
    """

    sender: str
    date: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()
    automatic: bool = False

    @property
    def own_text(self) -> str:
        """Its words without the mail that it answers, and without a signature: see `own_words`."""
        return own_words(self.text)


def is_mail(raw: bytes) -> bool:
    """Whether a file begins as mail does."""
    return len(_HEADER.findall(raw[:_HEAD].replace(b"\r\n", b"\n"))) >= _FEWEST


def read_mail(raw: bytes, label: str) -> MailMessage:
    """Read a mail.

    Args:
        label: what messages call the file.

    Raises:
        StudyError: it is none, too large, or holds too much; one line.
    """
    check_size(raw, label)
    if not is_mail(raw):
        raise StudyError(f"{label}: is no mail (.eml); save the mail itself from the mail program")
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        return _read(message, label)
    except StudyError:
        raise
    except Exception as error:  # made-up headers reach places that no program writes
        raise StudyError(f"{label}: is damaged mail; save it again from the mail program") from error


def _read(message: EmailMessage, label: str) -> MailMessage:
    plain: list[str] = []
    pages: list[bytes] = []
    attachments: list[Attachment] = []
    for count, part in enumerate(_parts(message)):
        if count >= MOST_PARTS:
            raise StudyError(
                f"{label}: holds more than {MOST_PARTS} parts; save what counts as files of their own"
            )
        content = part.get_payload(decode=True)
        found = content if isinstance(content, bytes) else b""
        name = part.get_filename("") or ""
        if name or part.get_content_disposition() == "attachment":
            attachments.append(Attachment(_name(name, len(attachments)), found))
        elif part.get_content_type() == "text/plain" or part.get_content_maintype() == "multipart":
            plain.append(_text(part, found))  # of several parts that are none, the words are what there is
        elif part.get_content_type() == "text/html":
            pages.append(found)
        elif found:
            attachments.append(Attachment(_name("", len(attachments)), found))
    text = "\n".join(filter(str.strip, plain)) or _shown(pages, label)
    return MailMessage(
        parseaddr(str(message.get("From", "")))[1].casefold(), _date(message), str(message.get("Subject", "")),
        text, tuple(attachments), _automatic(message),
    )  # fmt: skip


def _automatic(message: EmailMessage) -> bool:
    """Whether a program answers or reports: as a mail says of itself (RFC 3834, 6522, 5546), or as its subject begins."""
    said = str(message.get("Auto-Submitted", "")).partition(";")[0].strip().casefold()
    return (
        said not in ("", "no")
        or message.get_content_type() == "multipart/report"
        or bool(_AWAY.match(str(message.get("Subject", ""))))
        or parseaddr(str(message.get("From", "")))[1].partition("@")[0].casefold() == "mailer-daemon"
        or any(_is_taken_invitation(part) for part in message.walk())
    )


def _is_taken_invitation(part: EmailMessage) -> bool:
    """Whether a part is what a calendar answers to an invitation."""
    if part.get_content_type() != "text/calendar":
        return False
    content = part.get_payload(decode=True)
    method = str(part.get_param("method", "")).casefold()
    return method == "reply" or (isinstance(content, bytes) and b"METHOD:REPLY" in content.upper())


def _parts(message: EmailMessage, depth: int = 0) -> Iterator[EmailMessage]:
    """The parts that hold something, those of attached mails too."""
    if depth > _DEEPEST * 4:
        return
    if message.is_multipart():
        for part in (
            message.iter_parts() if message.get_content_maintype() == "multipart" else _inside(message)
        ):
            if isinstance(part, EmailMessage):
                yield from _parts(part, depth + 1)
    else:
        yield message


def _inside(message: EmailMessage) -> Iterator[EmailMessage]:
    payload = message.get_payload()
    return (one for one in (payload if isinstance(payload, list) else []) if isinstance(one, EmailMessage))


def _text(part: EmailMessage, content: bytes) -> str:
    charset = part.get_content_charset("utf-8")
    # programs name a western set and send UTF-8; words in such a set are no UTF-8 but by a chance that nobody meets
    for name in ("utf-8", charset) if charset.startswith(_WESTERN) else (charset,):
        with suppress(LookupError, UnicodeDecodeError):
            return _unfolded(part, normalise(content.decode(name)))
    return _unfolded(part, normalise(content.decode("cp1252", "replace")))


def _unfolded(part: EmailMessage, text: str) -> str:
    """Words whose lines a program broke for sending (RFC 3676), with the lines as they were written."""
    if str(part.get_param("format", "")).casefold() != "flowed":
        return text
    end = "" if str(part.get_param("delsp", "")).casefold() == "yes" else " "
    return re.sub(r"^(?!>|-- \n)([^\n]*) \n(?=[^\n>])(?!-- \n)", rf"\g<1>{end}", text, flags=re.MULTILINE)


def _shown(pages: list[bytes], label: str) -> str:
    """The words of a mail that is a page alone."""
    from crosscase.reading.html import read_html

    words = []
    for page in pages:
        with suppress(StudyError):  # an empty page holds no words
            words.append(_signed(read_html(_with_signs(page), label).text.body))
    return "\n".join(words)


def _with_signs(page: bytes) -> bytes:
    """A page with a sign where it begins to quote, and one where it ends."""
    page = re.sub(rb"(?i)<blockquote\b[^>]*>", rb"<p>&#xe0b1;</p>\g<0>", page)
    return re.sub(rb"(?i)</blockquote\s*>", rb"\g<0><p>&#xe0b2;</p>", page)


def _signed(text: str) -> str:
    """The words of such a page, with `>` before each line that is quoted, as plain mail has it."""
    lines, depth = [], 0
    for line in text.split("\n"):
        words = line.replace(_OPENS, "").replace(_CLOSES, "")
        inside = depth > 0
        depth = max(depth + line.count(_OPENS) - line.count(_CLOSES), 0)
        if words.strip() or not (_OPENS in line or _CLOSES in line):
            lines.append(f"> {words}".rstrip() if inside and words.strip() else words)
    return "\n".join(lines)


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).isoformat()
    except (TypeError, ValueError, OverflowError, IndexError):
        return ""


def _name(name: str, place: int) -> str:
    return re.split(r"[\\/]", name)[-1] or f"attachment {place + 1}"
