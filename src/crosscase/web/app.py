"""The server as an ASGI application: one page behind secret links, its style and script, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Router

from crosscase.study.ids import now as time_now
from crosscase.study.save import digest
from crosscase.web.audit import Refusals, address_key, write_refusals
from crosscase.web.database import connected, database_path, opened, transaction
from crosscase.web.forms import Held, Refused, form, refusal
from crosscase.web.guard import Guard, Rules, address_of, header, wants_json
from crosscase.web.headers import hosts_of, strict_headers
from crosscase.web.limits import PER_ADDRESS, PER_LINK, WRONG_PER_ADDRESS, Limit, Rate
from crosscase.web.links import PREFIX
from crosscase.web.pages import language_of
from crosscase.web.sent_packets import SentPackets
from crosscase.web.writer import NotWritten, Writer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_READ = ("GET", "HEAD")
_FORM = (*_READ, "PUT", "POST")
_EVERY = 10.0  # seconds after which refusals are written down


def make_app(
    root: Path,
    url: str,
    *,
    fault: Callable[[str], None],
    now: Callable[[], str] = time_now,
    per_link: Rate = PER_LINK,
    per_address: Rate = PER_ADDRESS,
    wrong_per_address: Rate = WRONG_PER_ADDRESS,
    seconds: float = 30.0,
) -> ASGIApp:
    """The application for the forms of a study.

    Args:
        root: the study folder.
        url: where informants reach it, as `https://host`.
        fault: told of a fault of this program, or of its file, in one line without anybody's words.
        now: the time in UTC.
        per_link, per_address, wrong_per_address: how often one may ask.
        seconds: that one request may take.

    Raises:
        StudyError: the database cannot be opened.
    """
    with opened(root) as database, transaction(database):
        refusals = Refusals(address_key(database))

    @asynccontextmanager
    async def running(_: object) -> AsyncIterator[None]:
        path = database_path(root)
        writer = Writer(path, fault)
        with closing(connected(path)) as reader:
            reader.execute("PRAGMA query_only = ON")
            links, wrong = Limit(per_link), Limit(wrong_per_address)
            site.held = Held(reader, writer, refusals, links, wrong, now, SentPackets(root))
            noting = asyncio.create_task(_note_refusals(writer, refusals))
            try:
                yield
            finally:
                noting.cancel()
                await _written_down(writer, refusals)
                writer.close()

    site = _Site(Router(lifespan=running))
    rules = Rules(
        hosts_of(url),
        strict_headers(tls=url.startswith("https:")),
        Limit(per_address),
        lambda kind, address: refusals.add(f"refused: {kind}", "", address, now()),
        fault,
        seconds,
    )
    return Guard(site, rules)


async def _note_refusals(writer: Writer, refusals: Refusals) -> None:
    while True:
        await asyncio.sleep(_EVERY)
        await _written_down(writer, refusals)


async def _written_down(writer: Writer, refusals: Refusals) -> None:
    if counts := refusals.taken():
        with suppress(NotWritten):  # a full disk is told to whoever saves
            await writer.do(lambda database: write_refusals(database, counts))


class _Site:
    """The few addresses there are."""

    def __init__(self, router: Router) -> None:
        self._router = router  # for its beginning and end alone: four addresses need no patterns
        self.held: Held | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or begin and end."""
        if scope["type"] == "lifespan":
            await self._router.lifespan(scope, receive, send)
        elif scope["type"] == "http" and self.held is not None:
            response = await self._response(Request(scope, receive), self.held)
            await response(scope, receive, send)

    async def _response(self, request: Request, held: Held) -> Response:
        path = request.scope["path"]
        raw = await request.body()  # first: a connection with half a body left cannot be used again
        if path.startswith(PREFIX):
            if request.method in _FORM:
                return await form(held, request, path.removeprefix(PREFIX), raw)
            return _nothing_here(held, request, "method", _FORM)
        if (static := _STATIC.get(path)) is None:
            return _nothing_here(held, request, "unknown")
        if request.method not in _READ:
            return _nothing_here(held, request, "method", _READ)
        return static(request)


def _nothing_here(held: Held, request: Request, kind: str, methods: tuple[str, ...] = ()) -> Response:
    """Any other address, or any other method."""
    held.refusals.add(f"refused: {kind}", "", address_of(request.scope), held.now())
    language = language_of(header(request.scope, b"accept-language"))
    response = refusal(Refused(kind, language), for_script=wants_json(request.scope))
    if methods:
        response.headers["Allow"] = ", ".join(methods)
    return response


def _style(request: Request) -> Response:
    from crosscase.casework.form_page import form_css

    return _static(request, form_css(), "text/css")


def _script(request: Request) -> Response:
    from crosscase.casework.form_page import form_js

    return _static(request, form_js(), "text/javascript")


def _robots(request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def _static(request: Request, text: str, kind: str) -> Response:
    """A file of the program itself: may be kept, and is asked for again, since a new version keeps its name."""
    mark = f'"{digest(text.encode())}"'
    headers = {"ETag": mark, "Cache-Control": "no-cache"}
    if header(request.scope, b"if-none-match") == mark:
        return Response(None, 304, headers)
    return Response(text, 200, headers, kind)


_STATIC: dict[str, Callable[[Request], Response]] = {
    "/form.css": _style,
    "/form.js": _script,
    "/robots.txt": _robots,
}
