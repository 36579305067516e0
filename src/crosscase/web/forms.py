"""The one page there is: a form shown, saved and sent in, for whoever holds its link."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from crosscase.casework.packet_file import packet_of
from crosscase.study.ids import new_id
from crosscase.web.audit import Refusals, noted
from crosscase.web.guard import address_of, header, media_type, wants_json
from crosscase.web.incoming import Malformed, TooLong, answers_of_fields, answers_of_json, fields_of
from crosscase.web.limits import Limit
from crosscase.web.links import Link, found
from crosscase.web.pages import json_of, language_of, page_of, status_of
from crosscase.web.sent_packets import SentPackets
from crosscase.web.store import (
    Draft,
    Enough,
    Sending,
    Stale,
    Token,
    draft_of,
    last_sent,
    note_opened,
    packet_raw,
    save_draft,
    send,
)
from crosscase.web.writer import NotWritten, Work, Writer

if TYPE_CHECKING:
    from starlette.requests import Request

    from crosscase.casework.form_page import Stage
    from crosscase.casework.packets import Packet

T = TypeVar("T")
Answers: TypeAlias = Mapping[str, Any]

_JSON = "application/json"
_TOKEN = re.compile(r"([0-9]{1,9})\.([0-9a-z]{10})", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_AGAIN = 5  # seconds after which to try again what could not be written


class Refused(Exception):
    """A request that is not carried out.

    Attributes:
        kind: as `pages` know it.
        language: of the answer.
        link: id of the link where it is known.
        seconds: to wait, where that helps.
        token: what stands there now, where the page's own is an old one.
    """

    def __init__(
        self, kind: str, language: str, link: str = "", *, seconds: int = 0, status: int = 0, token: str = ""
    ) -> None:
        super().__init__(kind)
        self.kind, self.language, self.link = kind, language, link
        self.seconds, self.status, self.token = seconds, status, token


@dataclass(frozen=True, slots=True)
class Held:
    """What all requests share.

    Attributes:
        reader: a connection for reading, for the server's own thread.
        links: how often one link may be used; wrong: how often one address may name a link that is none.
        now: the time in UTC.
        sent: what the study says was sent.
    """

    reader: sqlite3.Connection
    writer: Writer
    refusals: Refusals
    links: Limit
    wrong: Limit
    now: Callable[[], str]
    sent: SentPackets
    packets: dict[str, Packet] = field(default_factory=dict)


async def form(held: Held, request: Request, secret: str, raw: bytes) -> Response:
    """Answer whatever is asked of a link.

    Args:
        secret: what the link ends with.
        raw: the body.
    """
    try:
        link = _link(held, request, secret)
        if request.method in ("GET", "HEAD"):
            return await _shown(held, request, link)
        if header(request.scope, b"content-encoding"):
            raise Refused("malformed", link.language, link.id, status=415)
        if request.method == "PUT":
            return await _saved(held, request, link, raw)
        return await _posted(held, request, link, raw)
    except Refused as refused:
        held.refusals.add(f"refused: {refused.kind}", refused.link, address_of(request.scope), held.now())
        return refusal(refused, for_script=wants_json(request.scope))


def refusal(refused: Refused, *, for_script: bool) -> Response:
    """What is answered to a request that is not carried out."""
    status = refused.status or status_of(refused.kind)
    headers = {"Retry-After": str(refused.seconds)} if refused.seconds else {}
    if for_script:
        more = {"token": refused.token} if refused.token else {}
        body = json_of(refused.kind, refused.language, **more)
        return Response(body, status, headers, "application/json")
    return HTMLResponse(page_of(refused.kind, refused.language), status, headers)


def _link(held: Held, request: Request, secret: str) -> Link:
    """The live link of a secret; raises Refused."""
    link = found(held.reader, secret)
    if link is None:
        language = language_of(header(request.scope, b"accept-language"))
        if (seconds := held.wrong.wait(address_of(request.scope))) > 0:
            raise Refused("limit", language, seconds=seconds)
        raise Refused("unknown", language)
    if (seconds := held.links.wait(link.id)) > 0:
        raise Refused("limit", link.language, link.id, seconds=seconds)
    if (state := link.state_in(held.sent, held.now())) != "live":
        raise Refused(state, link.language, link.id)
    return link


async def _shown(held: Held, request: Request, link: Link) -> Response:
    at, place = held.now(), held.refusals.place(address_of(request.scope))

    def work(database: sqlite3.Connection) -> None:
        note_opened(database, link.form, at)
        noted(database, "opened", link.id, place, at=at)

    if request.method == "GET":
        try:
            await held.writer.do(work)
        except NotWritten:
            held.refusals.add(
                "not written", link.id, "", at
            )  # that it was opened is not worth its not opening
    draft = draft_of(held.reader, link.form)
    sending = last_sent(held.reader, link.form)
    stage: Stage = "saved" if draft is not None and "saved" in request.query_params else ""
    stage = "sent" if sending is not None else stage
    stage = "review" if draft is not None and "review" in request.query_params else stage
    when = sending.received if sending is not None and stage == "sent" else draft.saved if draft else ""
    given = json.loads(draft.body) if draft is not None else None
    token = _name(draft.revision if draft is not None else 0)
    return _page(held, request, link, given, token, stage=stage, at=when)


async def _saved(held: Held, request: Request, link: Link, raw: bytes) -> Response:
    if media_type(request.scope) != _JSON:
        raise Refused("malformed", link.language, link.id, status=415)
    answers = _read(held, link, raw, answers_of_json)
    draft = await _written(held, request, link, _saving(held, request, link, answers))
    return _acknowledged(draft, draft.saved, _token(request).tab)


async def _posted(held: Held, request: Request, link: Link, raw: bytes) -> Response:
    kind = media_type(request.scope)
    if kind == _JSON:
        answers = _read(held, link, raw, answers_of_json)
        draft, sending = await _written(held, request, link, _sending(held, request, link, answers))
        return _acknowledged(draft, sending.received, _token(request).tab)
    if kind == "application/x-www-form-urlencoded":
        return await _posted_plainly(held, request, link, raw)
    raise Refused("malformed", link.language, link.id, status=415)


async def _posted_plainly(held: Held, request: Request, link: Link, raw: bytes) -> Response:
    """A form without script: saved or sent, and shown again by another request, so that loading it anew sends nothing."""
    fields = _read(held, link, raw, lambda _, raw: fields_of(raw))
    answers = _read(held, link, raw, lambda packet, _: answers_of_fields(packet, fields))
    wanted = fields.get("do", "save")
    token = _token(request, fields.get("token", ""))
    work: Work[object] = (
        _sending(held, request, link, answers, token)
        if wanted == "send"
        else _saving(held, request, link, answers, token)
    )
    try:
        await _written(held, request, link, work)
    except Refused as refused:
        if refused.kind != "stale":
            raise
        return _page(held, request, link, answers, refused.token, stage="stale", status=409)
    shown = {"send": "", "review": "?review"}.get(wanted, "?saved")
    return RedirectResponse(f"{request.scope['path']}{shown}", 303)


def _saving(
    held: Held, request: Request, link: Link, answers: Answers, token: Token | None = None
) -> Work[Draft]:
    token, at = token or _token(request), held.now()
    place = held.refusals.place(address_of(request.scope))

    def work(database: sqlite3.Connection) -> Draft:
        draft = save_draft(database, link.form, token, answers, at)
        noted(database, "draft saved", link.id, place, at=at)
        return draft

    return work


def _sending(
    held: Held, request: Request, link: Link, answers: Answers, token: Token | None = None
) -> Work[tuple[Draft, Sending]]:
    token, at = token or _token(request), held.now()
    place = held.refusals.place(address_of(request.scope))

    def work(database: sqlite3.Connection) -> tuple[Draft, Sending]:
        done = send(database, link.form, token, answers, at)
        noted(database, "sent", link.id, place, at=at)
        return done

    return work


async def _written(held: Held, request: Request, link: Link, work: Work[T]) -> T:
    """What was done, on the disk; raises Refused."""
    try:
        return await held.writer.do(work)
    except Stale as stale:
        token = _name(stale.draft.revision, _token(request).tab)
        raise Refused("stale", link.language, link.id, token=token) from stale
    except Enough as enough:
        raise Refused("enough", link.language, link.id) from enough
    except NotWritten as error:
        raise Refused("busy", link.language, link.id, seconds=_AGAIN) from error


def _read(held: Held, link: Link, raw: bytes, reader: Callable[[Packet, bytes], T]) -> T:
    """What was sent, as its reader has it; raises Refused."""
    try:
        return reader(packet_of_form(held, link.form), raw)
    except Malformed as error:
        raise Refused("malformed", link.language, link.id) from error
    except TooLong as error:
        raise Refused("size", link.language, link.id) from error


def _page(
    held: Held,
    request: Request,
    link: Link,
    given: Answers | None,
    token: str,
    *,
    stage: Stage = "",
    at: str = "",
    status: int = 200,
) -> Response:
    from crosscase.casework.form_page import form_page

    packet = packet_of_form(held, link.form)
    action = request.scope["path"]  # as it was asked for: a secret is kept nowhere
    page = form_page(packet, mode="served", action=action, token=token, given=given, stage=stage, at=at)
    return HTMLResponse(page, status)


def packet_of_form(held: Held, form: str) -> Packet:
    """What was sent. It never changes, so it is read once."""
    if (packet := held.packets.get(form)) is None:
        packet = packet_of(packet_raw(held.reader, form))
        held.packets[form] = packet
    return packet


def _acknowledged(draft: Draft, at: str, tab: str) -> Response:
    return JSONResponse({"token": _name(draft.revision, tab), "at": at})


def _token(request: Request, field: str = "") -> Token:
    """What a page says of itself; where it says nothing that was said by us, it knows of no draft."""
    known = _TOKEN.fullmatch(field or request.headers.get("x-crosscase-token", ""))
    attempt = request.headers.get("x-crosscase-save", "")
    number = int(attempt) if _NUMBER.fullmatch(attempt) else 0
    return Token(int(known[1]), known[2], number) if known else Token()


def _name(revision: int, tab: str = "") -> str:
    """A token: the revision a page knows, and the page's own name."""
    return f"{revision}.{tab or new_id()}"
