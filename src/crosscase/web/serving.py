"""The server itself: uvicorn with connections that cannot be held by saying nothing."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from crosscase.study.problems import StudyError
from crosscase.study.save import reason
from crosscase.study.yaml_in import shown

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_HEAD_SECONDS = 10.0  # for the head of a request, from its first byte or from the connection
_IDLE_SECONDS = 10  # a connection is kept for the next request
_LARGEST_HEAD = 16_384  # bytes
_CONNECTIONS = 800  # below what systems allow a process by default
_FROM_ONE_ADDRESS = 400  # half: nobody alone keeps everybody else out
_BACKLOG = 512


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 that waits for the head of a request only so long, and holds only so many connections."""

    head_seconds = _HEAD_SECONDS
    from_one_address = _FROM_ONE_ADDRESS
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Take a connection, or close it where there are too many."""
        super().connection_made(transport)
        if self._too_many():
            transport.abort()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._wait_no_more()
        elif self._waiting is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go."""
        self._wait_no_more()
        super().connection_lost(exc)

    def timeout_keep_alive_handler(self) -> None:
        """End an idle connection, also where the other side does not read what it was sent."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(self.head_seconds, self.transport.abort)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.head_seconds, self.transport.abort)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _too_many(self) -> bool:
        if len(self.connections) > _CONNECTIONS:
            return True
        held = sum(1 for one in self.connections if _host(one) == _host(self))
        return held > self.from_one_address


def _host(connection: object) -> str:
    """Where a connection comes from."""
    client = connection.client if isinstance(connection, H11Protocol) else None
    return client[0] if client else ""


class BehindProxy(ImpatientProtocol):
    """The same behind a proxy, where all connections come from one address."""

    from_one_address = _CONNECTIONS


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 for any. Raises StudyError where that does not go."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise StudyError(f"--host {shown(host)}: {reason(error)}; give an address of this machine") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        said = reason(error) if isinstance(error, OSError) else "is no port"
        raise StudyError(f"{host} port {port}: {said}; give another with --port") from error
    return listening


def make_server(app: ASGIApp, *, proxy: str = "", ready: Callable[[], Any] = lambda: None) -> uvicorn.Server:
    """A server, still to be run.

    Args:
        proxy: the address of a proxy whose word on where requests come from is taken; empty for none.
        ready: called when requests are taken.
    """
    # its own words hold addresses, and of a request nothing may be told
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    config = uvicorn.Config(
        app,
        http=BehindProxy if proxy else ImpatientProtocol,
        ws="none",
        lifespan="on",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxy),
        forwarded_allow_ips=proxy or None,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=_LARGEST_HEAD,
    )
    return _Server(config, ready)


def run_server(server: uvicorn.Server, listening: socket.socket) -> None:
    """Serve until the process is told to stop (Ctrl-C, SIGTERM); what is being answered is answered.

    Args:
        listening: from `bound`.

    Raises:
        StudyError: it does not start.
        KeyboardInterrupt: it was stopped by Ctrl-C.
    """
    server.run(sockets=[listening])
    if not server.started:
        raise StudyError(
            "the page cannot be served: its database does not open; see that nobody has moved it"
        )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], Any]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()
