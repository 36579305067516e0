"""Forms, drafts and answers in the database of served forms; every function is part of its caller's transaction.

A draft is what stands in the form now. It names the page it was typed on (a tab) and which attempt of it that was: an
older attempt that comes in late is passed over, and a page that does not know the newest draft does not write over it.
What is sent is kept beside every earlier sending.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crosscase.study.save import digest

_MOST_ANSWERS = 50  # of one form: sending again and again must not fill the disk


class Stale(Exception):
    """Another page has written in between.

    Attributes:
        draft: what stands there now.
    """

    def __init__(self, draft: Draft) -> None:
        super().__init__("written by another page")
        self.draft = draft


class Enough(Exception):
    """This form was sent in so many times that it is no use any more."""


@dataclass(frozen=True, slots=True)
class Token:
    """Which draft a page knows, and which page it is.

    Attributes:
        revision: of the draft; 0 where there was none.
        tab: names the page; empty where it does not count its attempts.
        attempt: which of the page's attempts to save or send; 0 where it does not count them.
    """

    revision: int = 0
    tab: str = ""
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in a form.

    Attributes:
        revision: grows with every change.
        tab, attempt: of the page it was typed on.
        body: an answer file's JSON.
        saved: in UTC.
    """

    revision: int
    tab: str
    attempt: int
    body: bytes
    saved: str


@dataclass(frozen=True, slots=True)
class Sending:
    """What was sent in.

    Attributes:
        body: an answer file's JSON, with the time it came.
        receipt: digest of `body`.
    """

    number: int
    revision: int
    body: bytes
    receipt: str
    received: str


def packet_raw(database: sqlite3.Connection, form: str) -> bytes:
    """The packet of a form as it was sent."""
    (raw,) = database.execute("SELECT packet FROM forms WHERE id = ?", (form,)).fetchone()
    return bytes(raw)


def draft_of(database: sqlite3.Connection, form: str) -> Draft | None:
    """What stands in a form; None where nothing was saved yet."""
    row = database.execute(
        "SELECT revision, tab, attempt, body, saved FROM drafts WHERE form = ?", (form,)
    ).fetchone()
    return Draft(*row) if row is not None else None


def last_sent(database: sqlite3.Connection, form: str) -> Sending | None:
    """What was sent in last; None where nothing was."""
    row = database.execute(
        "SELECT number, revision, body, receipt, received FROM answers WHERE form = ? ORDER BY number DESC LIMIT 1",
        (form,),
    ).fetchone()
    return Sending(*row) if row is not None else None


def save_draft(
    database: sqlite3.Connection, form: str, token: Token, answers: Mapping[str, Any], at: str
) -> Draft:
    """Keep what stands in a form.

    Args:
        token: what the page knows.
        answers: an answer file's content, without the time.
        at: in UTC.

    Returns:
        The draft as it is now: this one, or a newer one of the same page.

    Raises:
        Stale: another page has written in between; nothing was changed.
    """
    body = _json(answers)
    there = draft_of(database, form)
    if there is not None:
        if there.body == body:
            return there
        same_page = bool(token.tab) and token.tab == there.tab and bool(token.attempt)
        if same_page and token.attempt <= there.attempt:
            return there
        if token.revision != there.revision and not same_page:
            raise Stale(there)
    elif token.revision:
        # a page of a form that is no longer there; what it says is newer than nothing
        token = Token(0, token.tab, token.attempt)
    draft = Draft((there.revision if there else 0) + 1, token.tab, token.attempt, body, at)
    database.execute(
        "INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (form) DO UPDATE SET revision = excluded.revision,"
        " tab = excluded.tab, attempt = excluded.attempt, body = excluded.body, saved = excluded.saved",
        (form, draft.revision, draft.tab, draft.attempt, draft.body, draft.saved),
    )
    return draft


def send(
    database: sqlite3.Connection, form: str, token: Token, answers: Mapping[str, Any], at: str
) -> tuple[Draft, Sending]:
    """Take a form in for good; what was sent before stays. The same words sent once more are the same sending.

    Raises:
        Stale: as `save_draft`, or the same page has written in between: this is a late attempt.
        Enough: it was sent too many times.
    """
    draft = save_draft(database, form, token, answers, at)
    if draft.body != _json(answers):
        raise Stale(draft)
    before = last_sent(database, form)
    if before is not None and before.revision == draft.revision:
        return draft, before
    (sendings,) = database.execute("SELECT count(*) FROM answers WHERE form = ?", (form,)).fetchone()
    if sendings >= _MOST_ANSWERS:
        raise Enough
    body = _json({**answers, "answered": at})
    receipt = digest(body)
    row = database.execute(
        "INSERT INTO answers (form, revision, body, receipt, received) VALUES (?, ?, ?, ?, ?)",
        (form, draft.revision, body, receipt, at),
    )
    return draft, Sending(row.lastrowid or 0, draft.revision, body, receipt, at)


def note_opened(database: sqlite3.Connection, form: str, at: str) -> None:
    """Keep when a form was looked at first and last."""
    database.execute(
        "INSERT INTO opened VALUES (?, ?, ?, 1)"
        " ON CONFLICT (form) DO UPDATE SET last = excluded.last, times = times + 1",
        (form, at, at),
    )


def _json(answers: Mapping[str, Any]) -> bytes:
    return (json.dumps(answers, ensure_ascii=False, indent=1) + "\n").encode()
