"""Secret links: made, found again by the digest of their secret, revoked."""

from __future__ import annotations

import re
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import urlsplit

from crosscase.study.ids import new_id, now
from crosscase.study.problems import StudyError
from crosscase.study.save import digest
from crosscase.study.yaml_in import shown
from crosscase.web.audit import noted
from crosscase.web.database import opened, transaction
from crosscase.web.sent_packets import SentPackets

if TYPE_CHECKING:
    from pathlib import Path

    from crosscase.casework.packets import Packet
    from crosscase.study.folder import Study
    from crosscase.study.rounds import Round
    from crosscase.study.validation_file import Sent

PREFIX = "/f/"
LOOPBACK = "http://127.0.0.1:8765"
State: TypeAlias = Literal["live", "expired", "revoked", "undone"]
"""`undone`: the sending that it belongs to was taken back."""


_BYTES = 24  # 192 bits of chance
_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")  # what 24 bytes become in a link
_AFTER_DEADLINE = timedelta(days=30)  # late answers are welcome
_WITHOUT_DEADLINE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link that was just made.

    Attributes:
        id: what lists and the audit call it; tells nothing of the secret.
        address: the whole link with its secret; nowhere kept, so it cannot be shown again.
        expires: until when it leads anywhere, in UTC.
    """

    id: str
    address: str
    expires: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is kept.

    Attributes:
        form: id of the form it leads to.
        expires, revoked: in UTC; `revoked` is empty while it is not.
    """

    id: str
    form: str
    round: int
    case: str
    informant: str
    language: str
    made: str
    expires: str
    revoked: str
    hash: str

    def state(self, at: str) -> State:
        """What it is at a moment, in UTC, as long as its sending stands."""
        return "revoked" if self.revoked else "expired" if at >= self.expires else "live"

    def state_in(self, packets: SentPackets, at: str) -> State:
        """What it is at a moment, also where its sending was undone."""
        state = self.state(at)
        stands = state != "live" or packets.holds(self.round, self.case, self.informant, self.hash)
        return state if stands else "undone"


_LINKS = """
SELECT links.id, links.form, forms.round, forms.of_case AS "case", forms.informant, forms.language,
       links.made, links.expires, links.revoked, forms.hash
FROM links JOIN forms ON forms.id = links.form
"""


def make_link(
    study: Study,
    number: int,
    packet: Packet,
    *,
    url: str = LOOPBACK,
    expires: str = "",
    at: str = "",
    beside: bool = False,
) -> MadeLink:
    """Make the link of an informant to what they were sent in a round; it takes the place of their earlier one.

    Args:
        number: the round.
        packet: as it was sent.
        url: where the page is reached, without a path.
        expires: the last day, such as `2022-02-14`; else 30 days after the deadline, or 90 days from now.
        at: the time, in UTC; now where empty.
        beside: the earlier one leads there still.

    Raises:
        StudyError: the packet is not what the round says was sent, or url or day is none.
    """
    from crosscase.casework.packet_file import packet_bytes
    from crosscase.study.rounds import round_of

    at = at or now()
    base = base_url(url)
    last = expiry(expires or packet.deadline, at, told=bool(expires))
    sent = must_be_as_sent(round_of(study, number), packet)
    secret = secrets.token_urlsafe(_BYTES)
    raw = packet_bytes(packet)
    id = new_id()
    with opened(study.root) as database, transaction(database):
        form = _form(database, packet, raw, at)
        for old in all_links(database) if not beside else ():
            if old.round == number and _is_of(old, sent) and not old.revoked:
                _revoke(database, old.id, at)
        database.execute(
            "INSERT INTO links (id, secret, form, made, expires) VALUES (?, ?, ?, ?, ?)",
            (id, hashed(secret), form, at, last),
        )
        noted(database, "link made", id, at=at)
    return MadeLink(id, f"{base}{PREFIX}{secret}", last)


def packet_as_sent(study: Study, number: int, who: str) -> Packet:
    """What an informant was sent as a page, as it was kept.

    Args:
        number: the round.
        who: `<case>/<informant>`.

    Raises:
        StudyError: there is no such round, they were sent nothing in it, something else, or it is not kept here.
    """
    from crosscase.casework.kept_packets import kept_packet
    from crosscase.casework.packet_file import packet_of
    from crosscase.study.rounds import round_of

    sent = _sent(round_of(study, number), who)
    again = f"crosscase validate send --round {number} --to {who} --form page --again"
    if sent.form != "page":
        raise StudyError(f"{who} was sent a file ({sent.form}) in round {number}; for a page: {again}")
    raw = kept_packet(study.root, number, sent)
    if raw is None:
        raise StudyError(
            f"what {who} was sent in round {number} is not in the private folder; send it anew: {again}"
        )
    return packet_of(raw, f"the packet of {who}")


def must_be_as_sent(there: Round, packet: Packet) -> Sent:
    """What the round says of a packet; raises StudyError where it is not what an informant was sent."""
    from crosscase.casework.packet_file import packet_bytes

    who = f"{packet.case}/{packet.informant}"
    sent = _sent(there, who)
    keys = tuple(each.key for each in packet.statements)
    other = sent.hash and sent.hash != digest(packet_bytes(packet))
    if packet.round != there.number or keys != tuple(sent.statements) or other:
        raise StudyError(f"the packet of {who} is not what round {there.number} says was sent; send it again")
    for each in packet.statements:
        asked = there.statements.get(each.key)
        if asked is None or each.text not in asked.text.values():
            raise StudyError(
                f"statement {each.number} in the packet of {who} is not as round {there.number} keeps it; send it again"
            )
    return sent


def found(database: sqlite3.Connection, secret: str) -> Link | None:
    """The link of a secret, whatever its state; None where there is none."""
    if _SECRET.fullmatch(secret) is None:
        return None
    row = database.execute(f"{_LINKS} WHERE links.secret = ?", (hashed(secret),)).fetchone()
    return Link(*row) if row is not None else None


def all_links(database: sqlite3.Connection) -> tuple[Link, ...]:
    """Every link, by round, case and informant, the newest of one informant last."""
    order = "ORDER BY forms.round, forms.of_case, forms.informant, links.made, links.rowid"
    return tuple(Link(*row) for row in database.execute(f"{_LINKS} {order}"))


def revoke(root: Path, ids: Sequence[str], at: str = "") -> tuple[Link, ...]:
    """Make links lead nowhere from now on; gives those that led somewhere."""
    at = at or now()
    with opened(root) as database, transaction(database):
        going = [link for link in all_links(database) if link.id in ids and not link.revoked]
        for link in going:
            _revoke(database, link.id, at)
    return tuple(going)


def hashed(secret: str) -> str:
    """What is kept of a secret. It is chance of full strength, so that one plain digest is enough."""
    return blake2b(secret.encode(), digest_size=32, person=b"crosscase-link").hexdigest()


def base_url(url: str) -> str:
    """Where the page is reached, as `https://host[:port]`; raises StudyError where it is not that."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        whole = False
    if not whole or parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise StudyError(f"--url {shown(url)}: give it as https://host or https://host:port, without a path")
    return f"{parts.scheme}://{parts.netloc}"


def expiry(day: str, at: str, *, told: bool) -> str:
    """Until when a link leads somewhere.

    Args:
        day: `2022-02-14`, or empty.
        at: when it is made.
        told: the day is the last one itself; else it is the deadline.

    Raises:
        StudyError: it is no day, or a past one.
    """
    today = date.fromisoformat(at[:10])
    try:
        last = date.fromisoformat(day) if day else today + _WITHOUT_DEADLINE
    except ValueError:
        raise StudyError(f"{shown(day)} is no day; write it as {today}") from None
    if told and last < today:
        raise StudyError(f"{last} is over; a link that leads somewhere needs a later last day")
    if day and not told:
        last = max(last, today) + _AFTER_DEADLINE
    return f"{last}T23:59:59Z"


def _sent(there: Round, who: str) -> Sent:
    case, _, informant = who.partition("/")
    if (sent := there.sent_to(case, informant)) is not None:
        return sent
    from crosscase.study.shapes import nearest

    guess = nearest(who, there.sent)
    known = f"did you mean {guess}?" if guess else f"sent to: {', '.join(there.sent) or 'nobody yet'}"
    raise StudyError(f"{shown(who)} was sent nothing in round {there.number}; {known}")


def _form(database: sqlite3.Connection, packet: Packet, raw: bytes, at: str) -> str:
    """The form of a packet: what was sent twice is one form, so that its draft is found again."""
    key = (packet.round, packet.case, packet.informant, digest(raw))
    row = database.execute(
        "SELECT id FROM forms WHERE round = ? AND of_case = ? AND informant = ? AND hash = ?", key
    ).fetchone()
    if row is not None:
        return str(row["id"])
    id = new_id()
    database.execute(
        "INSERT INTO forms (id, round, of_case, informant, hash, language, packet, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (id, *key, packet.language, raw, at),
    )
    return id


def _is_of(link: Link, sent: Sent) -> bool:
    return link.informant == sent.informant and link.case in (sent.case, *sent.was)


def _revoke(database: sqlite3.Connection, id: str, at: str) -> None:
    database.execute("UPDATE links SET revoked = ? WHERE id = ? AND revoked = ''", (at, id))
    noted(database, "link revoked", id, at=at)
