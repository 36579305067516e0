"""The served page under load: 200 informants who save every 3 s for 30 s, and the server killed in the middle of it.

The server runs as a process of its own, as users start it. Counted are saves that it has acknowledged: each must be
in the database afterwards, or a newer one of the same informant.
"""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from crosscase.casework.packets import Contact, Packet, PacketSection, PacketStatement
from crosscase.study.edits import WHOLE, Change, Edit
from crosscase.study.opening import open_folder
from crosscase.study.validation_file import RoundHead, Sent, SentStatement, round_file, statements_file
from crosscase.web.collecting import served_answers
from crosscase.web.database import database_path
from crosscase.web.links import make_link

Measure = tuple[str, float, str, float | None]

INFORMANTS = 200
EVERY = 3.0  # seconds between two saves of one informant
LASTING = 30.0  # seconds
STATEMENTS = 30
BUDGET = 200.0  # ms, of the slowest save but five in a hundred

_STUDY = (
    "crosscase: 1\nid: 2fc170b5-d724-4799-a114-74e90287b173\ntitle: Load\nlanguage: nb\nmain_coder: koder-a\n"
)
_TEXT = "Kommunen har en plan mot rasisme, og den gjelder for alle ansatte i alle tjenester."


@dataclass
class Informant:
    """One who fills a form.

    Attributes:
        path: of the secret link.
        packet: what they were sent.
        tried: the number of the last save that was tried; kept: of the last one that was acknowledged.
        times: of the acknowledged saves, ms.
        sent: whether sending the form in was acknowledged.
    """

    path: str
    packet: Packet
    tried: int = 0
    kept: int = 0
    times: list[float] = field(default_factory=list)
    sent: bool = False

    def answers(self) -> dict[str, object]:
        """What stands in the form: more with every save, and the save's number."""
        return {
            "crosscase": "answers", "format": 1, "study": self.packet.study_id, "round": 1, "case": self.packet.case,
            "informant": self.packet.informant, "language": "nb", "answered": "",
            "statements": [
                {"id": each.id, "version": 1, "verdict": "changes", "text": f"Dette bør endres, {self.tried}. " * 4}
                for each in self.packet.statements[: 3 * self.tried]
            ],
            "missing": [], "general": str(self.tried),
        }  # fmt: skip


@dataclass(frozen=True)
class Load:
    """What came of a run.

    Attributes:
        informants: with what each has had acknowledged.
        failed: saves that were answered otherwise, while the server ran.
    """

    informants: Sequence[Informant]
    failed: int

    @property
    def times(self) -> list[float]:
        """Of every acknowledged save, ms, in order."""
        return sorted(each for one in self.informants for each in one.times)

    def lost(self, root: Path) -> int:
        """Acknowledged saves and sendings that are not in the database."""
        with closing(sqlite3.connect(database_path(root))) as database:
            rows = database.execute(
                "SELECT forms.informant, drafts.body FROM drafts JOIN forms ON forms.id = drafts.form"
            )
            drafts = {informant: int(json.loads(body)["general"]) for informant, body in rows}
        sent = {each.informant for each in served_answers(root)}
        late = sum(drafts.get(one.packet.informant, 0) < one.kept for one in self.informants)
        return late + sum(one.sent and one.packet.informant not in sent for one in self.informants)


def run() -> list[Measure]:
    """p50 and p95 of a save, what failed or was lost; and what was lost when the server is killed in the middle."""
    with TemporaryDirectory() as name:
        informants = sent_out(Path(name), INFORMANTS)
        with server(Path(name)) as (_, port):
            load = asyncio.run(under_load(informants, port, EVERY, LASTING))
        whole = [
            *_figures(load),
            ("saves refused", load.failed, "", 0.0),
            ("answers lost", load.lost(Path(name)), "", 0.0),
        ]
    with TemporaryDirectory() as name:
        informants = sent_out(Path(name), INFORMANTS)
        killed = killed_under_load(Path(name), informants, EVERY, LASTING, LASTING / 2)
        whole.append(("saves acknowledged until kill -9", len(killed.times), "", None))
        whole.append(("answers lost by kill -9", killed.lost(Path(name)), "", 0.0))
    return whole


def killed_under_load(
    root: Path, informants: Sequence[Informant], every: float, lasting: float, after: float
) -> Load:
    """A load under which the server is killed after some seconds."""

    async def both(process: subprocess.Popen[str], port: int) -> Load:
        async def kill() -> None:
            await asyncio.sleep(after)
            process.send_signal(signal.SIGKILL)

        killing = asyncio.create_task(kill())
        load = await under_load(informants, port, every, lasting)
        await killing
        return load

    with server(root) as (process, port):
        return asyncio.run(both(process, port))


async def under_load(informants: Sequence[Informant], port: int, every: float, lasting: float) -> Load:
    """Everybody opens the form, saves every few seconds and sends it in at the end, each over one connection."""
    failed = 0

    async def one(number: int, informant: Informant) -> None:
        nonlocal failed
        begin = time.monotonic() + every * number / len(informants)
        with suppress(OSError, asyncio.IncompleteReadError):  # the server was killed
            async with _connected(port) as ask:
                await asyncio.sleep(max(0.0, begin - time.monotonic()))
                status, page = await ask("GET", informant.path, b"", {})
                token = _token_of(page)
                while (at := begin + every * (informant.tried + 1)) < begin + lasting:
                    await asyncio.sleep(max(0.0, at - time.monotonic()))
                    failed, token = await _save(ask, informant, token, failed)
                status, _ = await ask(*_request("POST", informant, token))
                informant.sent = status == 200

    await asyncio.gather(*(one(number, informant) for number, informant in enumerate(informants)))
    return Load(informants, failed)


async def _save(ask: _Ask, informant: Informant, token: str, failed: int) -> tuple[int, str]:
    informant.tried += 1
    request = _request("PUT", informant, token)
    started = time.perf_counter()
    status, body = await ask(*request)
    if status != 200:
        return failed + 1, token
    informant.times.append((time.perf_counter() - started) * 1000)
    informant.kept = informant.tried
    return failed, str(json.loads(body)["token"])


def _request(method: str, informant: Informant, token: str) -> tuple[str, str, bytes, Mapping[str, str]]:
    headers = {
        "Content-Type": "application/json",
        "X-Crosscase-Token": token,
        "X-Crosscase-Save": str(informant.tried + (method == "POST")),
    }
    return method, informant.path, json.dumps(informant.answers()).encode(), headers


class _Ask:
    """Requests over one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def __call__(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await self._writer.drain()
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"^content-length: (\d+)", head, re.MULTILINE | re.IGNORECASE)
        content = await self._reader.readexactly(int(length[1]) if length else 0)
        return int(head.split(" ", 2)[1]), content


@asynccontextmanager
async def _connected(port: int) -> AsyncIterator[_Ask]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield _Ask(reader, writer)
    finally:
        writer.close()


@contextmanager
def server(root: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The server as a user starts it; ended with Ctrl-C where it still runs."""
    words = [sys.executable, "-m", "crosscase", "validate", "serve", "--port", "0", "--study", str(root)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            ready = next(line for line in process.stderr if "stop with Ctrl-C" in line)
            yield process, int(ready.partition(";")[0].rpartition(":")[2])
        finally:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGINT)


def sent_out(root: Path, count: int) -> list[Informant]:
    """A study whose round 1 went out as pages to so many informants of one case."""
    (root / "study.yaml").write_text(_STUDY, encoding="utf-8")
    (root / "cases").mkdir()
    (root / "cases/alta.yaml").write_text("name: Alta\n", encoding="utf-8")
    study = open_folder(root)
    statements = tuple(
        PacketStatement(f"s{number:09d}", 1, f"1.{number + 1}", f"{_TEXT} {number}")
        for number in range(STATEMENTS)
    )
    packet = Packet(
        study.settings.id, "Load", "", 1, "alta", "Alta", "", "nb", "", Contact(), "",
        (PacketSection("tiltak", "Tiltak", statements),),
    )  # fmt: skip
    packets = [replace(packet, informant=f"I{number + 1}") for number in range(count)]
    changes = [Change(round_file(1), WHOLE, None, RoundHead("", "nb"))]
    for each in packets:
        who = f"alta/{each.informant}"
        keys = tuple(one.key for one in statements)
        record = Sent(id=who, case="alta", informant=each.informant, statements=keys, form="page")
        changes.append(Change(round_file(1), who, None, record))
    for one in statements:
        kept = SentStatement(
            id=one.key, case="alta", section="tiltak", number=one.number, text={"nb": one.text}
        )
        changes.append(Change(statements_file(1), one.key, None, kept))
    study.apply(Edit("send", tuple(changes)))
    return [Informant(urlsplit(make_link(study, 1, each).address).path, each) for each in packets]


def _token_of(page: bytes) -> str:
    found = re.search(rb'name="token" value="([^"]*)"', page)
    return found[1].decode() if found else ""


def _figures(load: Load) -> list[Measure]:
    times = load.times
    middle, slow = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    return [
        (f"save, {len(load.informants)} informants, p50", middle, "ms", None),
        (f"save, {len(load.informants)} informants, p95", slow, "ms", BUDGET),
        ("saves acknowledged", len(times), "", None),
    ]


if __name__ == "__main__":
    for line in run():
        print(line)
