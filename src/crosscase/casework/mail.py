"""Mail to informants: messages, drafts as .eml files, and sending them over TLS when somebody asks for it.

Where mail goes out is said by the environment alone: CROSSCASE_SMTP_HOST, CROSSCASE_SMTP_PORT (587), and, where the
server wants them, CROSSCASE_SMTP_USER and CROSSCASE_SMTP_PASSWORD. Nothing of it is written down.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any, Protocol

from crosscase.study.contacts import is_address
from crosscase.study.ids import now
from crosscase.study.problems import StudyError

HOST, PORT, USER, PASSWORD = (f"CROSSCASE_SMTP_{name}" for name in ("HOST", "PORT", "USER", "PASSWORD"))

_TLS_FROM_THE_START = 465
_TIMEOUT = 30.0  # seconds
_LONGEST = 200  # characters of what a server says


@dataclass(frozen=True, slots=True)
class Party:
    """Who writes, or is written to."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message.

    Attributes:
        kind: media type, such as `text/html`.
    """

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A message.

    Attributes:
        text: lines end at `\\n`.
    """

    sender: Party
    to: Party
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"


def draft(mail: Mail) -> bytes:
    """The message as a draft: mail programs open it as one that is still to be sent.

    Raises:
        StudyError: an address is none.
    """
    message = _message(mail)
    message["X-Unsent"] = "1"
    return message.as_bytes(policy=SMTP)


def _message(mail: Mail) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    if mail.sender.email:
        message["From"] = _address(mail.sender, "the sender")
    message["To"] = _address(mail.to, "the informant")
    message["Subject"] = _line(mail.subject)
    message.set_content(mail.text)
    for attachment in mail.attachments:
        main, _, sub = attachment.kind.partition("/")
        message.add_attachment(
            attachment.content, maintype=main, subtype=sub, filename=_line(attachment.name)
        )
    return message


def _address(party: Party, whose: str) -> Address:
    if not is_address(party.email):
        raise StudyError(
            f"private/contacts.yaml: {whose} has no e-mail address; write one such as name@example.org"
        )
    return Address(display_name=_line(party.name), addr_spec=party.email)


def _line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes out.

    Attributes:
        port: 465 speaks TLS from the start; on every other the connection must turn to TLS before anything is said.
        user, password: empty where the server wants none.
    """

    host: str
    port: int = 587
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Without the password: what is shown may be written down."""
        return f"MailServer({self.host!r}, {self.port})"


def server_of(environment: Mapping[str, str] = os.environ) -> MailServer:
    """The server that the environment names; raises StudyError where it names none, or only half of one."""
    host, port = environment.get(HOST, "").strip(), environment.get(PORT, "").strip()
    user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    if not host:
        raise StudyError(f"--smtp: set {HOST} to the server that mail goes out by, such as smtp.example.org")
    if port and not (port.isascii() and port.isdecimal() and 0 < int(port[:6]) < 2**16):
        raise StudyError(f"--smtp: {PORT} is no port; set a number, such as 587 or 465, or leave it out")
    if bool(user) != bool(password):
        missing, there = (PASSWORD, USER) if user else (USER, PASSWORD)
        raise StudyError(f"--smtp: {there} is set and {missing} is not; set both, or none")
    return MailServer(host, int(port) if port else 587, user, password)


class Sends(Protocol):
    """Sends one message after the other over one connection."""

    def __call__(self, mail: Mail, id: str) -> None:
        """Hand a message to the server.

        Args:
            id: what tells it from others: the same for the same message, so that a mail program can tell a repeat.

        Raises:
            Undelivered: the server does not take it; it may take others.
            MayBeDelivered: the connection broke, and nobody knows whether the server has taken it.
            StudyError: the server takes no more.
        """


class Undelivered(StudyError):
    """A message that the server did not take; it may take others."""


class MayBeDelivered(StudyError):
    """A message of which the server did not say whether it took it."""


@contextmanager
def connected(server: MailServer) -> Iterator[Sends]:
    """A connection to a server, encrypted and with its certificate verified, for as long as it is used.

    Raises:
        StudyError: it cannot be reached, is not who it should be, speaks no TLS, or refuses user and password;
            nothing was said to it in the clear.
    """
    connection = _connection(server)
    try:
        yield lambda mail, id: _send(connection, server, mail, id)
    finally:
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()


class _Connection(smtplib.SMTP):
    """A connection that knows whether the message at hand was begun: from then on the server may have it."""

    is_begun = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.is_begun = True
        return super().data(msg)


class _OverTls(_Connection, smtplib.SMTP_SSL):
    """The same, over TLS from the start."""


def _connection(server: MailServer) -> _Connection:
    context = ssl.create_default_context()
    connection: _Connection | None = None
    try:
        if server.port == _TLS_FROM_THE_START:
            connection = _OverTls(server.host, server.port, timeout=_TIMEOUT, context=context)
        else:
            connection = _Connection(server.host, server.port, timeout=_TIMEOUT)
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        if connection is not None:
            connection.close()
        raise StudyError(f"{_called(server)}: {_refused(error)}") from None
    return connection


def _send(connection: _Connection, server: MailServer, mail: Mail, id: str) -> None:
    message = _message(mail)
    message["Date"] = _date()
    message["Message-ID"] = f"<{id}@{mail.sender.email.rpartition('@')[2] or 'localhost'}>"
    connection.is_begun = False
    try:
        connection.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
        raise Undelivered(f"{_called(server)}: {_refused(error)}") from None
    except (smtplib.SMTPException, OSError) as error:
        kind = MayBeDelivered if connection.is_begun else StudyError
        raise kind(f"{_called(server)}: {_refused(error)}") from None


def _date() -> str:
    from datetime import datetime

    return format_datetime(datetime.fromisoformat(now()))


def _called(server: MailServer) -> str:
    return f"mail server {server.host}:{server.port}"


def _refused(error: Exception) -> str:
    """What went wrong and what to do, without what was sent."""
    if isinstance(error, ssl.SSLCertVerificationError):
        why = error.verify_message or "it is not trusted"
        return (
            f"its certificate is not accepted ({why}); see the name of the server, or add the authority that signed it "
            "to this machine's (SSL_CERT_FILE)"
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return (
            "it does not offer what is needed: TLS, and signing in; use its port for sending mail, 587 or 465"
        )
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"it does not take {USER} and {PASSWORD}; see both"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = "; ".join(_said(*each) for each in error.recipients.values())
        if all(_is_passing(code) for code, _ in error.recipients.values()):
            return f"it does not take mail to this address now ({said}); try again later"
        return f"it does not take mail to this address ({said}); see private/contacts.yaml"
    if isinstance(error, smtplib.SMTPResponseException):
        later = "; try again later" if _is_passing(error.smtp_code) else ""
        return f"it does not take the message ({_said(error.smtp_code, error.smtp_error)}){later}"
    if isinstance(error, smtplib.SMTPException):
        return "the connection broke off"
    if isinstance(error, ssl.SSLError):
        return "it does not speak TLS there; see the port, 587 or 465"
    if isinstance(error, TimeoutError):
        return "it does not answer; see host and port"
    reason = error.strerror if isinstance(error, OSError) else None
    return f"cannot be reached ({reason or 'no such host'}); see host and port"


def _is_passing(code: int) -> bool:
    """Whether a server says that it may take the same later (RFC 5321, 4.2.1)."""
    return 400 <= code < 500


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    told = " ".join(word for word in text.split() if "@" not in word)  # whose address it is stays here
    return f"{code} {told[:_LONGEST]}".strip()
