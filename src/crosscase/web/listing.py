"""Links and what has become of their forms, for whoever sent them: without secrets, and without what was answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from crosscase.web.audit import Noted, audit_of
from crosscase.web.database import read
from crosscase.web.links import Link, State, all_links
from crosscase.web.sent_packets import SentPackets


@dataclass(frozen=True, slots=True)
class ListedLink:
    """A link, by the name that its case has now, and its form's story, in UTC; empty where it did not happen.

    Attributes:
        opened: when the form was looked at first.
        saved: when its draft was saved last.
        sent: when it was sent in last; sendings: how often.
    """

    link: Link
    state: State
    opened: str
    saved: str
    sent: str
    sendings: int


def listed_links(root: Path, at: str) -> tuple[ListedLink, ...]:
    """Every link as it is at a moment, by round, case and informant; none where nothing is served. Raises StudyError."""
    packets = SentPackets(root)
    with read(root) as database:
        if database is None:
            return ()
        opened = dict(database.execute("SELECT form, first FROM opened").fetchall())
        saved = dict(database.execute("SELECT form, saved FROM drafts").fetchall())
        sent = {
            form: (last, times)
            for form, last, times in database.execute(
                "SELECT form, max(received), count(*) FROM answers GROUP BY form"
            )
        }
        return tuple(
            ListedLink(
                replace(link, case=packets.case_now(link.round, link.case, link.informant)),
                link.state_in(packets, at),
                opened.get(link.form, ""),
                saved.get(link.form, ""),
                *sent.get(link.form, ("", 0)),
            )
            for link in all_links(database)
        )


def noted_things(root: Path) -> tuple[Noted, ...]:
    """The audit, the oldest first. Raises StudyError."""
    with read(root) as database:
        return audit_of(database) if database is not None else ()
