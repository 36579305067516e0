"""crosscase validate serve: the informants' page, served from this machine."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import typer

from crosscase.cli.opened import StudyOption, opened
from crosscase.cli.output import note, say
from crosscase.study.problems import StudyError

EXAMPLE = "Example: crosscase validate serve --dry-run"
_PORT = 8765

PortOption = Annotated[
    int | None,
    typer.Option(
        "--port",
        metavar="PORT",
        min=0,
        max=65535,
        help="0 for any; else that of a --url on this machine, or 8765.",
    ),
]


def validate_serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="The address of this machine to serve on.")
    ] = "127.0.0.1",
    port: PortOption = None,
    url: Annotated[
        str,
        typer.Option(
            "--url", metavar="URL", help="Where informants reach it, as the proxy with TLS in front has it."
        ),
    ] = "",
    proxy: Annotated[
        str,
        typer.Option(
            "--behind-proxy",
            metavar="ADDRESS",
            help="The proxy in front: only its word on who asks is taken.",
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be served, and end.")
    ] = False,
    study: StudyOption = None,
) -> None:
    """Serve the forms that secret links lead to, until Ctrl-C; only on this machine unless --host says otherwise."""
    from crosscase.study.ids import now
    from crosscase.web.app import make_app
    from crosscase.web.headers import is_loopback
    from crosscase.web.listing import listed_links
    from crosscase.web.serving import bound, make_server, run_server

    served = opened(context, study)
    if not url and not is_loopback(host):
        raise StudyError(
            f"--host {host}: say with --url where informants reach the page, as https://host; see docs/validation-server.md"
        )
    live = sum(one.state == "live" for one in listed_links(served.root, now()))
    forms = f"{live} link{'s' * (live != 1)}"
    wanted = _own_port(url) if port is None else port
    if dry_run:
        say(f"{forms} would be served at {_address(url, host, wanted)}")
        return
    with bound(host, wanted) as listening:
        heard = _address("", host, listening.getsockname()[1])
        base = _address(url, host, listening.getsockname()[1])
        if base.startswith("http:") and not is_loopback(host):
            note(f"{base}: what informants write would go over the network for all to read; put TLS in front")
        app = make_app(served.root, base, fault=lambda line: note(f"a request failed: {line}"))
        where = base if base == heard else f"{base}, served at {heard} to what is in front of it"
        server = make_server(app, proxy=proxy, ready=lambda: note(f"{forms} at {where}; stop with Ctrl-C"))
        with suppress(KeyboardInterrupt):  # how one stops a server
            run_server(server, listening)


def _own_port(url: str) -> int:
    """The port to serve on where nobody says: that of an address on this machine, which nothing else leads to."""
    from urllib.parse import urlsplit

    from crosscase.web.headers import is_loopback

    with suppress(ValueError):
        found = urlsplit(url)
        if found.scheme == "http" and found.port and is_loopback(found.hostname or ""):
            return found.port
    return _PORT


def _address(url: str, host: str, port: int) -> str:
    from crosscase.web.links import base_url

    return base_url(url or f"http://{f'[{host}]' if ':' in host else host}:{port}")
