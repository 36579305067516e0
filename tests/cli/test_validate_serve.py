"""crosscase validate serve, link, links and revoke as a user runs them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from runs import Run
from served import Sent, send_pages, sent_study
from studies import contents


@pytest.fixture
def sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Sent:
    """A study whose round 1 was sent out as pages."""
    return send_pages(sent_study(tmp_path / "sent"), capsys)


@contextmanager
def serving(
    root: Path, *words: str, port: tuple[str, ...] = ("--port", "0")
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command in a process of its own, and the line that it begins with."""
    command = [sys.executable, "-m", "crosscase", "--study", str(root), "validate", "serve", *port, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield process, next(line for line in process.stderr if "stop with" in line)
        finally:
            if process.poll() is None:
                process.kill()


def test_it_serves_until_ctrl_c_and_says_little(sent: Sent) -> None:
    with serving(sent.root) as (process, line):
        assert line.startswith("3 links at http://127.0.0.1:")
        base = line.split()[3].rstrip(";")
        with urllib.request.urlopen(base + sent.paths["alta/I1"], timeout=60) as answer:
            assert "Alta mangler kunnskap" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
    assert sorted(os.listdir(sent.root / "private")) == [".gitignore", "served.sqlite3", "validation"]


def test_a_link_that_is_revoked_while_the_page_is_served_leads_nowhere_at_once(sent: Sent, run: Run) -> None:
    with serving(sent.root) as (_, line):
        address = line.split()[3].rstrip(";") + sent.paths["alta/I1"]
        urllib.request.urlopen(address, timeout=60).close()
        done = run("validate", "revoke", "alta/I1", where=sent.root)
        assert done.out.endswith(" of alta/I1 in round 1 leads nowhere from now on\n")
        with pytest.raises(urllib.error.HTTPError, match="410"):
            urllib.request.urlopen(address, timeout=60)


def test_what_would_be_served_is_said_and_nothing_written(sent: Sent, run: Run) -> None:
    before = contents(sent.root)
    done = run("validate", "serve", "--dry-run", "--url", "https://svar.example.org/", where=sent.root)
    assert (done.code, done.out) == (0, "3 links would be served at https://svar.example.org\n")
    assert contents(sent.root) == before


def test_where_it_is_served_is_said_beside_where_informants_reach_it(sent: Sent) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serving(sent.root, "--url", f"http://127.0.0.1:{port}", port=()) as (_, line):
        assert line == f"3 links at http://127.0.0.1:{port}; stop with Ctrl-C\n"
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=60).status == 200
    with serving(sent.root, "--url", "https://svar.example.org") as (_, line):
        assert line.startswith("3 links at https://svar.example.org, served at http://127.0.0.1:")


def test_wrong_use_of_the_server_is_one_line(sent: Sent, run: Run) -> None:
    def refused(*words: str) -> str:
        port = () if "--port" in words else ("--port", "0")  # the usual one may be somebody's
        return run("validate", "serve", *port, *words, where=sent.root).refused()

    assert "say with --url where informants reach the page" in refused("--host", "0.0.0.0")
    assert "without a path" in refused("--url", "https://example.org/svar")
    assert "give an address of this machine" in refused(
        "--host", "no.such.host.invalid", "--url", "https://x"
    )
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refused("--port", str(port)) == (
            f"127.0.0.1 port {port}: address already in use; give another with --port"
        )
    (sent.root / "private" / "served.sqlite3").write_bytes(b"x" * 4096)
    assert "served.sqlite3: file is not a database" in refused("--port", "0")


def test_links_are_listed_without_their_secrets_with_what_became_of_their_forms(sent: Sent, run: Run) -> None:
    made = json.loads(
        run("validate", "link", "alta/I2", "--expires", "2999-12-31", "--format", "json", where=sent.root).out
    )
    assert [one["expires"] for one in made] == ["2999-12-31T23:59:59Z"]
    listed = run("validate", "links", "--format", "json", where=sent.root)
    rows = json.loads(listed.out)
    assert [(one["case"], one["informant"], one["state"]) for one in rows] == [
        ("alta", "I1", "live"), ("alta", "I2", "revoked"), ("alta", "I2", "live"), ("skien", "I1", "live"),
    ]  # fmt: skip
    live = json.loads(run("validate", "links", "--live", "--format", "json", where=sent.root).out)
    assert live == [one for one in rows if one["state"] == "live"]
    audit = json.loads(run("validate", "links", "--audit", "--format", "json", where=sent.root).out)
    assert sorted(one["event"] for one in audit) == ["link made"] * 4 + ["link revoked"]
    secrets = [path.rpartition("/")[2] for path in sent.paths.values()] + [made[0]["link"].rpartition("/")[2]]
    assert not [one for one in secrets if one in listed.out + repr(audit)]


def test_wrong_use_of_links_is_one_line_and_the_links_stay(sent: Sent, study: Path, run: Run) -> None:
    def refused(*words: str, where: Path = sent.root) -> str:
        return run("validate", *words, where=where).refused()

    assert refused("link", "alta/I3") == "alta/I3 was sent nothing in round 1; did you mean alta/I1?"
    assert refused("link", "alta/I1", "--round", "7").startswith("there is no round 7; there is only round 1")
    assert "is no day" in refused("link", "alta/I1", "--expires", "snart")
    assert "without a path" in refused("link", "alta/I1", "--url", "https://example.org/svar")
    assert refused("revoke").startswith("say whose links to revoke")
    assert refused("revoke", "alta/I1", "--all").startswith("say whose links to revoke")
    assert refused("revoke", "alta/I9") == "alta/I9 has no link that could be revoked; did you mean alta/I1?"
    assert refused("link", "alta/I1", where=study).startswith("there is no round 1")
    assert (
        run("validate", "links", where=study).out
        == "round  case  informant  link  state  expires  opened  saved  sent\n"
    )
    assert [
        one["state"] for one in json.loads(run("validate", "links", "--format", "json", where=sent.root).out)
    ] == ["live"] * 3
    for packet in (sent.root / "private" / "validation" / "round-1" / "alta").glob("*.json"):
        packet.unlink()
    assert "is not in the private folder" in refused("link", "alta/I1")


def test_whoever_was_sent_a_file_gets_no_link_to_it(tmp_path: Path, run: Run) -> None:
    root = sent_study(tmp_path / "filed")
    assert run("--coder", "koder-a", "validate", "send", "--case", "skien", where=root).code == 0
    assert run("validate", "link", "skien/I1", where=root).refused() == (
        "skien/I1 was sent a file (docx) in round 1; for a page: "
        "crosscase validate send --round 1 --to skien/I1 --form page --again"
    )


def test_all_links_of_a_round_can_be_ended_together(sent: Sent, run: Run) -> None:
    assert len(run("validate", "revoke", "--all", where=sent.root).lines) == 3
    assert json.loads(run("validate", "links", "--live", "--format", "json", where=sent.root).out) == []
