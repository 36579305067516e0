"""The mark of a packet: what its form carries that nobody can make who has not got the key in the private folder.

A form says itself whose it is, and ids are no secret. What comes back without the mark, or with another one, is taken in
all the same: programs drop properties of files, and people answer in their own words. But it is told.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crosscase.casework.reply_values import Reply
from crosscase.study.folder import Study
from crosscase.study.private import private_folder
from crosscase.study.private_files import put_private
from crosscase.study.problems import StudyError
from crosscase.study.rounds import round_numbers, round_of
from crosscase.study.save import reason
from crosscase.study.validation_file import Sent

FILE = "validation/key"
"""In the private folder: 32 random bytes, as hex, made once."""
_BYTES = 32
_HEX = re.compile(r"[0-9a-f]{64}")
_MARK, _NAME = 32, 8  # hex digits: 128 bits that nobody guesses; enough to tell keys from each other
_SEEN = "see whether it is from them before anything is decided by it"


@dataclass(frozen=True, slots=True)
class MarkKey:
    """What packets are marked with."""

    secret: bytes

    @property
    def name(self) -> str:
        """By which rounds know the key, 8 hex digits; the key cannot be told from it."""
        return self._digest("name of the key")[:_NAME]

    def mark(self, study: str, round: int, case: str, informant: str) -> str:
        """Of one packet, 32 hex digits: the same for the same packet.

        Args:
            study: id of the study.
        """
        return self._digest("packet", study, round, case, informant)[:_MARK]

    def _digest(self, *parts: str | int) -> str:
        # as JSON, so that no two packets have the same parts run together
        return hmac.digest(self.secret, json.dumps(parts).encode(), "sha256").hex()


def key_of(root: Path) -> MarkKey | None:
    """The key of a study; None where it has none yet, or no more.

    Raises:
        StudyError: it cannot be read, or is none.
    """
    path = private_folder(root) / FILE
    try:
        text = path.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StudyError(f"{path}: cannot be read: {reason(error)}; see who may read it") from error
    if not _HEX.fullmatch(text):
        raise StudyError(
            f"{path}: is no key (64 hex digits); put it back from a copy, or delete it, and a new one is made"
        )
    return MarkKey(bytes.fromhex(text))


def key_to_send(root: Path) -> MarkKey:
    """The key of a study, made where there is none; raises StudyError as `key_of`, or where it cannot be written."""
    if (key := key_of(root)) is not None:
        return key
    key = MarkKey(secrets.token_bytes(_BYTES))
    put_private(root, FILE, f"{key.secret.hex()}\n".encode())
    return key


def doubt(study: Study, reply: Reply) -> str:
    """What there is to say of the mark that a form carries, one line; empty where it is the right one, or nobody can tell.

    Raises:
        FileError: a round cannot be read.
    """
    sent = round_of(study, reply.round).sent_to(reply.case, reply.informant)
    if sent is None or (key := _own_key(study, sent)) is None:
        return ""
    if not reply.mark:
        return (
            f"the form carries no mark of the packet that was sent to {sent.id}, as where a program has dropped it; "
            "if in doubt, ask whether it is from them"
        )
    if _is_of(reply.mark, key, study, reply.round, sent):
        return ""
    if other := _whose(study, key, reply.mark):
        return f"the form carries the mark of the packet that was sent to {other}, not to {sent.id}; {_SEEN}"
    return f"the form carries a mark that no packet was sent with, and not that of {sent.id}; {_SEEN}"


def lost_key(study: Study, replies: Iterable[Reply]) -> str:
    """One line where packets that were answered are marked with a key that is not here; else empty.

    Raises:
        FileError: a round cannot be read.
    """
    for reply in replies:
        sent = round_of(study, reply.round).sent_to(reply.case, reply.informant)
        if sent is not None and sent.key and _own_key(study, sent) is None:
            path = private_folder(study.root) / FILE
            return (
                f"{path}: the key that packets were marked with is not here; whether what came is from those "
                "it names cannot be told"
            )
    return ""


def _own_key(study: Study, sent: Sent) -> MarkKey | None:
    """The key that a packet was marked with; None where it has no mark, or the key is not here."""
    try:
        key = key_of(study.root)
    except StudyError:  # what is damaged is as good as lost
        return None
    return key if key is not None and sent.key == key.name else None


def _is_of(mark: str, key: MarkKey, study: Study, number: int, sent: Sent) -> bool:
    """Whether a mark is that of what an informant was sent, under whatever name the case had then."""
    names = (sent.case, *sent.was)
    marks = (key.mark(study.settings.id, number, case, sent.informant) for case in names)
    return any(hmac.compare_digest(each.encode(), mark.encode()) for each in marks)


def _whose(study: Study, key: MarkKey, mark: str) -> str:
    """Whom a mark is of, where it is of somebody's packet in any round; else empty."""
    return next(
        (
            f"{sent.id} in round {number}"
            for number, sent in _all_sent(study)
            if _is_of(mark, key, study, number, sent)
        ),
        "",
    )


def _all_sent(study: Study) -> Iterator[tuple[int, Sent]]:
    return (
        (number, sent) for number in round_numbers(study) for sent in round_of(study, number).sent.values()
    )
