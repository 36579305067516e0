"""A small study that was sent out as pages, a server for it on loopback, and a plain browser of our own."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from lxml import html

from crosscase.cli.app import run_command
from crosscase.web.app import make_app
from crosscase.web.serving import bound, make_server
from studies import FRONTS, SOURCES, make_study

STUDY_ID = "2fc170b5-d724-4799-a114-74e90287b173"
FIRST, SECOND, THIRD = "aaaaaaaaa1", "aaaaaaaaa2", "aaaaaaaaa3"
TEXTS = {
    FIRST: "Alta mangler ressurser til å prioritere <tiltak> & mer.",
    SECOND: "Alta mangler kunnskap om hva som virker.",
    THIRD: "Skolene i Alta melder om rasisme.",
}
AT = ("--url", "http://127.0.0.1:8765")
OTHER = "bbbbbbbbb1"
OTHER_TEXT = "Skien har én fast kontakt."
NOTES = "I1: Planen er god.\n"
INFORMANTS = {"alta/I1": (FIRST, SECOND, THIRD), "alta/I2": (FIRST, SECOND, THIRD), "skien/I1": (OTHER,)}


def described(name: str, sections: Mapping[str, Mapping[str, str]]) -> str:
    """A case file with a description of statements by section."""
    lines = [f"name: {name}", "description:"]
    for section, statements in sections.items():
        lines.append(f"  {section}:")
        for id, text in statements.items():
            lines += [f"    - id: {id}", f"      text: {{nb: {json.dumps(text, ensure_ascii=False)}}}"]
    return "\n".join(lines) + "\n"


def sent_study(folder: Path) -> Path:
    """A study with two cases described; what `crosscase validate send` needs."""
    return make_study(
        folder,
        sources={**SOURCES, "skien/samtale": NOTES},
        fronts={
            **FRONTS,
            "skien/samtale": "case: skien\nkind: interview\nspeakers:\n  I1: {consent: quote}\n",
        },
        files={
            "cases/alta.yaml": described(
                "Alta",
                {
                    "barriers": {FIRST: TEXTS[FIRST], SECOND: TEXTS[SECOND]},
                    "challenges": {THIRD: TEXTS[THIRD]},
                },
            ),
            "cases/skien.yaml": described("Skien", {"barriers": {OTHER: OTHER_TEXT}}),
        },
    )


@dataclass(frozen=True)
class Sent:
    """A study whose round 1 went out, and the secret path of each informant."""

    root: Path
    paths: Mapping[str, str]


def send_pages(root: Path, capsys: pytest.CaptureFixture[str]) -> Sent:
    """Send round 1 as a user does, and read the links off the screen."""
    words = ["--study", str(root), "--coder", "koder-a", "validate", "send", "--form", "page", *AT]
    assert run_command(words) == 0
    links = re.findall(r"^(\S+/\S+): (http\S+)$", capsys.readouterr().out, flags=re.MULTILINE)
    return Sent(root, {who: urlsplit(address).path for who, address in links})


@dataclass(frozen=True)
class Got:
    """An answer of the server."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def page(self) -> html.HtmlElement:
        return html.document_fromstring(self.body.decode())

    @property
    def token(self) -> str:
        """What a form shows of its draft."""
        return self.page.xpath("//input[@name='token']/@value")[0]

    def fields(self) -> dict[str, str]:
        """What stands in the form's fields."""
        page = self.page
        ticked = {one.get("name"): one.get("value") for one in page.xpath("//input[@type='radio'][@checked]")}
        typed = {one.get("name"): one.text or "" for one in page.xpath("//textarea[@name]")}
        return ticked | {name: text.removeprefix("\n") for name, text in typed.items() if text.strip()}


@dataclass
class Site:
    """A server that runs, and the secret paths of the informants."""

    port: int
    paths: Mapping[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Got:
        """One request; `who` may stand for a path."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, self.paths.get(path, path), body, dict(headers or {}))
            answer = connection.getresponse()
            return Got(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def save(self, who: str, answers: object, token: str = "", attempt: int = 0, method: str = "PUT") -> Got:
        """What the form's script does; POST to send for good."""
        headers = {"Content-Type": "application/json", "X-Crosscase-Token": token}
        if attempt:
            headers["X-Crosscase-Save"] = str(attempt)
        return self.ask(method, who, json.dumps(answers).encode(), headers)

    def post(self, who: str, **fields: str) -> Got:
        """What a browser without script does."""
        named = {name.replace("__", "."): value for name, value in fields.items()}
        return self.ask(
            "POST", who, urlencode(named).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
        )


@contextmanager
def serving(root: Path, paths: Mapping[str, str] | None = None, **options: Any) -> Iterator[Site]:
    """The server of a study in a thread; `options` as `make_app` has them."""
    site = Site(0, paths or {})
    ready = threading.Event()
    with bound("127.0.0.1", 0) as listening:
        site.port = listening.getsockname()[1]
        app = make_app(root, f"http://127.0.0.1:{site.port}", fault=site.faults.append, **options)
        server = make_server(app, ready=ready.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            assert ready.wait(30), "the server did not start"
            yield site
        finally:
            server.should_exit = True
            thread.join(30)


def answers(who: str = "alta/I1", /, general: str = "", **said: tuple[str, str]) -> dict[str, Any]:
    """An answer file as the form's script makes it: `said` is verdict and words by statement."""
    case, _, informant = who.partition("/")
    return {
        "crosscase": "answers", "format": 1, "study": STUDY_ID, "round": 1, "case": case, "informant": informant,
        "language": "nb", "answered": "",
        "statements": [
            {"id": id, "version": 1, "verdict": said.get(id, ("", ""))[0], "text": said.get(id, ("", ""))[1]}
            for id in INFORMANTS[who]
        ],
        "missing": [],
        "general": general,
    }  # fmt: skip
