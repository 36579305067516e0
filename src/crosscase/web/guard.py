"""What every request passes before it is looked at, and every answer on its way out.

Bodies are read up to a limit and within a time; hosts and how often one address asks are checked; faults become a
plain answer. What was sent, addresses and links are told nowhere.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect

from crosscase.web.headers import names_host
from crosscase.web.pages import json_of, language_of, page_of, status_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from crosscase.web.limits import Limit

LARGEST = 1_000_000  # bytes of one request

_SECONDS = 30.0  # for one request, until it is answered
_READ_ON = (
    3 * LARGEST
)  # what is too large is read so far before it is refused, so that the browser hears of it


class TooLarge(Exception):
    """More was sent than anybody has to say."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is asked of every request.

    Attributes:
        hosts: the names that this server has.
        headers: what every answer carries; one that an answer has itself stays.
        addresses: how often one network address may ask.
        refused: told of every refusal: its kind and the address.
        fault: told of a fault of this program, in one line.
        seconds: for one request.
    """

    hosts: frozenset[str]
    headers: tuple[tuple[bytes, bytes], ...]
    addresses: Limit
    refused: Callable[[str, str], None]
    fault: Callable[[str], None]
    seconds: float = _SECONDS


class Guard:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app, self._rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever is no request of HTTP goes on as it is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        passed = _Passed(scope, receive, send, self._rules.headers)
        try:
            async with asyncio.timeout(self._rules.seconds):
                await self._answer(scope, passed)
        except TimeoutError:
            self._rules.refused("slow", address_of(scope))
            await self._end(scope, passed, "slow")
        except TooLarge:
            self._rules.refused("size", address_of(scope))
            await self._end(scope, passed, "size")
        except ClientDisconnect:
            return  # nobody is there to be told
        except Exception as error:
            self._rules.fault(_place(error))
            await self._end(scope, passed, "fault")

    async def _answer(self, scope: Scope, passed: _Passed) -> None:
        address = address_of(scope)
        if not names_host(header(scope, b"host"), self._rules.hosts):
            self._rules.refused("host", address)
            await passed.refuse("malformed", language_of(header(scope, b"accept-language")))
        elif (seconds := self._rules.addresses.wait(address)) > 0:
            self._rules.refused("limit", address)
            await passed.refuse("limit", language_of(header(scope, b"accept-language")), seconds)
        else:
            await self._app(scope, passed.receive, passed.send)

    async def _end(self, scope: Scope, passed: _Passed, kind: str) -> None:
        if passed.begun:
            raise ConnectionAbortedError  # half an answer must not pass for a whole one
        await passed.refuse(kind, language_of(header(scope, b"accept-language")))


class _Passed:
    """One request on its way in, and its answer on its way out."""

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, headers: tuple[tuple[bytes, bytes], ...]
    ) -> None:
        self._receive, self._send, self._headers = receive, send, headers
        self._for_script = wants_json(scope)
        self._read = 0
        self._whole = not header(scope, b"transfer-encoding") and header(scope, b"content-length") in (
            "",
            "0",
        )
        self.begun = False

    async def receive(self) -> Message:
        """The next part of the body; raises TooLarge."""
        message = await self._receive()
        if message["type"] == "http.request":
            self._read += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._read > LARGEST:
                await self._read_on()
                raise TooLarge
        return message

    async def send(self, message: Message) -> None:
        """A part of the answer, with the headers that all have."""
        if message["type"] == "http.response.start":
            self.begun = True
            own = list(message.get("headers", ()))
            names = {name.lower() for name, _ in own}
            own += [(name, value) for name, value in self._headers if name not in names]
            if not self._whole:
                own.append((b"connection", b"close"))  # the rest of the body is not waited for
            message = {**message, "headers": own}
        await self._send(message)

    async def refuse(self, kind: str, language: str, seconds: int = 0) -> None:
        """Say what is wrong."""
        body = json_of(kind, language) if self._for_script else page_of(kind, language)
        form = b"application/json" if self._for_script else b"text/html; charset=utf-8"
        headers = [(b"content-type", form), (b"content-length", str(len(body)).encode())]
        if seconds:
            headers.append((b"retry-after", str(seconds).encode()))
        await self.send({"type": "http.response.start", "status": status_of(kind), "headers": headers})
        await self.send({"type": "http.response.body", "body": body})

    async def _read_on(self) -> None:
        while not self._whole and self._read < _READ_ON:
            message = await self._receive()
            if message["type"] != "http.request":
                return
            self._read += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)


def header(scope: Scope, name: bytes) -> str:
    """A header's value; empty where it is missing. One that came twice is joined, so that neither is overlooked."""
    return ", ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def wants_json(scope: Scope) -> bool:
    """Whether the form's script asks, and not a person's browser."""
    return scope["method"] == "PUT" or media_type(scope) == "application/json"


def media_type(scope: Scope) -> str:
    """What a body is said to be, without its parameters."""
    return header(scope, b"content-type").partition(";")[0].strip().lower()


def address_of(scope: Scope) -> str:
    """Where a request comes from: an address, of IPv6 the network that one household or office has."""
    client: Any = scope.get("client")
    try:
        address = ipaddress.ip_address(client[0] if client else "")
    except ValueError:
        return ""
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _place(error: BaseException) -> str:
    """A fault without any words that somebody has sent: what kind, and where."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    where = f"{os.path.basename(at.tb_frame.f_code.co_filename)}:{at.tb_lineno}" if at is not None else "?"
    return f"{type(error).__name__} in {where}"
