"""Which packets were handed to a mail server, so that a break in between does not hide that one may have gone out.

A packet that is handed over leaves a small file in the private folder, before the server is told anything of it; the file
goes only where the server says that it did not take the mail.
"""

from __future__ import annotations

from pathlib import Path

from crosscase.study.private import private_folder
from crosscase.study.private_files import put_private
from crosscase.study.problems import StudyError
from crosscase.study.save import digest, reason
from crosscase.study.validation_file import Sent

_FOLDER = "validation/handed-over"


def mail_id(study: str, number: int, sent: Sent) -> str:
    """What tells the mail of a packet from every other: the same for the same packet, without anybody's name.

    Args:
        study: its id; number: of the round.
    """
    return digest(f"{study} {number} {sent.id} {sent.made} {sent.hash}".encode())


def handed_before(root: Path, id: str) -> str:
    """When a mail was handed over before, in UTC; empty where it was not. Raises StudyError."""
    path = private_folder(root) / _FOLDER / id
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise StudyError(f"{path}: cannot be read: {reason(error)}; see who may read it") from error


def hand_over(root: Path, id: str, now: str) -> None:
    """Keep that a mail is handed over now, in UTC; raises StudyError where that cannot be written."""
    put_private(root, f"{_FOLDER}/{id}", f"{now}\n".encode())


def not_taken(root: Path, id: str) -> None:
    """Forget it: the server has said that it did not take the mail."""
    (private_folder(root) / _FOLDER / id).unlink(missing_ok=True)
