"""What people try against the served page: nobody reads or writes another informant's form, and nothing falls over."""

from __future__ import annotations

import json
import logging
import select
import socket
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from crosscase.study.ids import now
from crosscase.web import serving as server
from crosscase.web.collecting import served_answers
from crosscase.web.database import database_path
from crosscase.web.headers import STRICT
from crosscase.web.limits import Rate
from crosscase.web.links import revoke
from crosscase.web.listing import listed_links, noted_things
from crosscase.web.serving import ImpatientProtocol
from served import FIRST, OTHER, SECOND, TEXTS, THIRD, Got, Sent, Site, answers, serving

JSON = {"Content-Type": "application/json"}
PLAIN = {"Content-Type": "application/x-www-form-urlencoded"}
SCRIPT = "</textarea></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'>{{7*7}}${7*7}\u202e"
PATIENCE = 60  # seconds; a busy machine is no failure
FORMULA = '=HYPERLINK("http://example.org";"klikk")'


def untouched(sent: Sent, site: Site) -> None:
    """No form holds anything, and nothing was sent in."""
    assert served_answers(sent.root) == ()
    for who in sent.paths:
        assert site.ask("GET", who).fields() == {}


def raw(site: Site, data: bytes) -> bytes:
    """What comes back to bytes as they are, until the server closes."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def change(sent: Sent, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(database_path(sent.root), timeout=PATIENCE)) as database, database:
        database.execute(statement, values)


def test_a_guessed_link_is_no_different_from_any_other_that_is_none(sent: Sent, site: Site) -> None:
    real = sent.paths["alta/I1"]
    near = real[:-1] + ("A" if real[-1] != "A" else "B")
    for path in (
        near,
        real[:-1],
        real + "x",
        real.swapcase(),
        "/f/",
        "/f/x",
        "/f/%00",
        "/f/' OR 1=1 --".replace(" ", "%20"),
    ):
        got = site.ask("GET", path)
        assert got.status == 404, path
        assert TEXTS[SECOND] not in got.body.decode()
        assert site.save(path, answers(general="x")).status == 404
    untouched(sent, site)


def test_whoever_guesses_on_is_held_up_and_nobody_else_is(sent: Sent) -> None:
    with serving(sent.root, sent.paths, wrong_per_address=Rate(5, 0.1)) as site:
        found = [site.ask("GET", f"/f/{number:032d}") for number in range(7)]
        assert [got.status for got in found] == [404] * 5 + [429] * 2
        assert int(found[-1].headers["retry-after"]) in range(1, 11)
        assert site.ask("GET", "alta/I1").status == 200


@pytest.mark.parametrize("ended", ["expired", "revoked"])
def test_an_ended_link_shows_and_takes_nothing_and_says_so_in_the_informants_language(
    sent: Sent, site: Site, ended: str
) -> None:
    token = site.ask("GET", "alta/I1").token
    (link,) = [
        one.link
        for one in listed_links(sent.root, now())
        if one.link.informant == "I1" and one.link.case == "alta"
    ]
    if ended == "expired":
        change(sent, "UPDATE links SET expires = '2021-12-31T23:59:59Z' WHERE id = ?", link.id)
    else:
        revoke(sent.root, [link.id])
    shown = site.ask("GET", "alta/I1")
    assert shown.status == 410
    assert "ikke lenger i bruk" in shown.body.decode()
    assert TEXTS[SECOND] not in shown.body.decode()
    for method in ("PUT", "POST"):
        refused = site.save("alta/I1", answers(general="x"), token, 1, method)
        assert (refused.status, refused.json["error"]) == (410, ended)
    assert site.post("alta/I1", token=token, do="send", general="x").status == 410
    assert served_answers(sent.root) == ()


def test_a_link_reads_and_writes_its_own_informants_form_alone(sent: Sent, site: Site) -> None:
    """Own words stand in one form only; answers, tokens and statements of another are refused."""
    token = site.ask("GET", "alta/I1").token
    assert site.save("alta/I1", answers("alta/I1", general="bare mitt"), token, 1).status == 200
    for who in ("alta/I2", "skien/I1"):
        assert "bare mitt" not in site.ask("GET", who).body.decode()
        for claimed in {"alta/I1", "alta/I2", "skien/I1"} - {who}:
            for method in ("PUT", "POST"):
                assert site.save(who, answers(claimed, general="x"), method=method).status == 400
    theirs = answers("alta/I2")
    theirs["statements"] = [{"id": OTHER, "version": 1, "verdict": "wrong", "text": "x"}]
    assert site.save("alta/I2", theirs).status == 400
    assert site.post("alta/I2", **{f"text__{OTHER}": "x", "do": "send"}).status == 303
    (answer,) = served_answers(sent.root)
    assert (answer.case, answer.informant) == ("alta", "I2")
    assert OTHER not in answer.raw.decode()
    assert site.ask("GET", "alta/I1").fields() == {"general": "bare mitt"}
    # the token of one form is none of another: nothing is written over with it
    site.save("alta/I2", answers("alta/I2", general="to"), site.ask("GET", "alta/I2").token, 1)
    assert site.save("alta/I2", answers("alta/I2", general="x"), token, 1).status == 409


def test_no_path_leads_to_anything_but_the_form_and_the_pages_own_files(sent: Sent, site: Site) -> None:
    own = sent.paths["alta/I1"]
    for path in (
        "/", "//", "/f", "/private/served.sqlite3", "/f/../private/served.sqlite3", "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/form.css/../study.yaml", "/form.css%00.yaml",
        "/form.html.jinja", "/f//", own + "/", own + "/..", own + "%2f..", "/f/..%2f" + own[3:], "//f/" + own[3:],
        own + ";x", own + "/draft", "/F/" + own[3:], "\\f\\" + own[3:], "/static/../f/" + own[3:],
    ):  # fmt: skip
        got = site.ask("GET", path)
        assert (path, got.status) == (path, 404)
        assert b"sqlite" not in got.body.lower()
        assert b"root:" not in got.body
        assert TEXTS[SECOND].encode() not in got.body
    assert site.ask("GET", f"http://elsewhere.example{own}", None, {"Host": "127.0.0.1"}).status == 404


def test_what_is_too_large_is_refused_and_the_draft_stays(sent: Sent, site: Site) -> None:
    site.save("alta/I1", answers(general="før"), site.ask("GET", "alta/I1").token, 1)
    text = site.save("alta/I1", answers(general="x" * 20_001), method="POST")
    assert (text.status, text.json["error"]) == (413, "size")
    body = site.ask("PUT", "alta/I1", json.dumps(answers(general="x" * 1_000_001)).encode(), JSON)
    assert body.status == 413
    many = "&".join(f"a{number}=" for number in range(6_000)).encode()
    assert site.ask("POST", "alta/I1", many, PLAIN).status == 400
    head = raw(site, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 70_000)
    assert head.startswith(b"HTTP/1.1 400") or head == b""
    huge = raw(
        site,
        f"PUT {sent.paths['alta/I1']} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\n\r\n".encode(),
    )
    assert b" 200 " not in huge.partition(b"\r\n")[0]
    chunk = b"%x\r\n%s\r\n" % (65_536, b"x" * 65_536)
    chunked = raw(
        site,
        f"PUT {sent.paths['alta/I1']} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        + chunk * 20
        + b"0\r\n\r\n",
    )
    assert chunked.startswith(b"HTTP/1.1 413")
    assert site.ask("GET", "alta/I1").fields() == {"general": "før"}


def broken_bodies() -> Iterator[bytes]:
    yield from (
        b"",
        b"{",
        b"null",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"1" * 5_000,
    )
    whole = answers("alta/I1")
    statement = {"id": FIRST, "version": 1, "verdict": "correct", "text": ""}
    for key, value in (
        ("crosscase", "packet"), ("format", 2), ("format", True), ("study", "x"), ("round", "1"), ("round", 1.0),
        ("round", True), ("case", None), ("informant", ["I1"]), ("general", 7), ("general", {"a": 1}), ("statements", {}),
        ("statements", [1]), ("statements", [statement, statement]), ("statements", [{**statement, "version": 2}]),
        ("statements", [{**statement, "version": "1"}]), ("statements", [{**statement, "verdict": "Correct"}]),
        ("statements", [{**statement, "verdict": []}]), ("statements", [{**statement, "text": None}]),
        ("statements", [{**statement, "id": [FIRST]}]), ("statements", [{**statement, "id": "../x"}]),
        ("missing", [{"section": "../x", "text": "x"}]), ("missing", [{"section": [], "text": "x"}]), ("missing", "x"),
        ("missing", [{"section": "barriers", "text": "a"}, {"section": "barriers", "text": "b"}]),
    ):  # fmt: skip
        yield json.dumps({**whole, key: value}).encode()


def test_what_cannot_be_read_is_refused_and_changes_nothing(sent: Sent) -> None:
    with serving(sent.root, sent.paths, per_link=Rate(1000, 100.0)) as site:
        for body in broken_bodies():
            for method in ("PUT", "POST"):
                got = site.ask(method, "alta/I1", body, JSON)
                assert (got.status, body[:80]) == (400, body[:80])
                assert got.json["message"].startswith("Det du sendte")
        for body in (b"\xff", b"a=%ff", b"general=1&general=2", "general=æ".encode()):
            assert site.ask("POST", "alta/I1", body, PLAIN).status == 400, body
        untouched(sent, site)
        assert site.faults == []


def test_only_the_two_kinds_of_bodies_are_taken_that_the_form_sends(sent: Sent, site: Site) -> None:
    body = json.dumps(answers(general="x")).encode()
    for kind in (
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/xml",
        "text/json",
        "",
        "application/json5",
        "*/*",
    ):
        for method in ("PUT", "POST"):
            assert site.ask(method, "alta/I1", body, {"Content-Type": kind}).status == 415, kind
    assert site.ask("PUT", "alta/I1", b"general=x&do=send", PLAIN).status == 415
    assert site.ask("PUT", "alta/I1", body).status == 415
    assert site.ask("PUT", "alta/I1", body, {**JSON, "Content-Encoding": "gzip"}).status == 415
    untouched(sent, site)
    assert site.ask("PUT", "alta/I1", body, {"Content-Type": "Application/JSON; charset=utf-8"}).status == 200


def test_script_in_every_field_is_text_in_the_form_and_in_the_answer(sent: Sent, site: Site) -> None:
    said = answers(general=SCRIPT, **dict.fromkeys((FIRST, SECOND, THIRD), ("wrong", SCRIPT)))
    said["missing"] = [{"section": name, "text": SCRIPT} for name in ("barriers", "challenges")]
    clean = site.ask("GET", "alta/I1").page
    assert site.save("alta/I1", said, method="POST").status == 200
    for got in (site.ask("GET", "alta/I1"), site.ask("GET", sent.paths["alta/I1"] + "?review")):
        page = got.page
        assert len(page.xpath("//script")) == len(clean.xpath("//script"))
        assert page.xpath("//*[@onerror] | //img") == []
        typed = {name: text for name, text in got.fields().items() if not name.startswith("verdict.")}
        assert len(typed) == 6
        assert set(typed.values()) == {SCRIPT}
    (answer,) = served_answers(sent.root)
    kept = json.loads(answer.raw)
    assert {each["text"] for each in (*kept["statements"], *kept["missing"])} == {SCRIPT}


def test_what_steers_terminals_and_files_does_not_come_in(sent: Sent, site: Site) -> None:
    said = answers(general="a\x00b\x1b[31mc\x07\r\nd\te\ud800f\ufffeg")
    assert site.save("alta/I1", said, method="POST").status == 200
    (answer,) = served_answers(sent.root)
    assert json.loads(answer.raw)["general"] == "a\ufffdb\ufffd[31mc\ufffd\nd\te\ufffdf\ufffdg"


def test_a_request_that_is_never_finished_is_ended(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImpatientProtocol, "head_seconds", 0.5)
    monkeypatch.setattr(server, "_IDLE_SECONDS", 1)
    own = sent.paths["alta/I1"]
    begun = (
        b"", b"GET", f"GET {own} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: 1\r\n".encode(),
        f"PUT {own} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{{".encode(),
        f"GET {own} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /f".encode(),
    )  # fmt: skip
    with serving(sent.root, sent.paths, seconds=0.5) as site:
        for data in begun:
            started = time.monotonic()
            with socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE) as connection:
                connection.sendall(data)
                came = read_to_the_end(connection)
            assert time.monotonic() - started < PATIENCE
            if data.startswith(b"PUT"):
                assert came.startswith(b"HTTP/1.1 408")
        with dripping(site, own) as connection:
            assert b"HTTP/1.1 408" in read_to_the_end(connection)
        untouched(sent, site)


@contextmanager
def dripping(site: Site, path: str) -> Iterator[socket.socket]:
    """A body of which one byte comes, and then one more."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE) as connection:
        connection.sendall(f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n".encode())
        for letter in b"do":
            connection.sendall(bytes([letter]))
        yield connection


def read_to_the_end(connection: socket.socket) -> bytes:
    """What came until the server closed the connection."""
    came = b""
    try:
        while data := connection.recv(65536):
            came += data
    except ConnectionResetError:
        pass
    return came


def test_one_who_holds_many_connections_does_not_keep_others_out(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImpatientProtocol, "from_one_address", 20)
    with serving(sent.root, sent.paths) as site:
        held = [socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE) for _ in range(30)]
        try:
            refused: set[socket.socket] = set()
            while len(refused) < 10 and (
                ended := select.select(list({*held} - refused), [], [], PATIENCE)[0]
            ):
                refused.update(ended)
            assert len(refused) == 10
        finally:
            for one in held:
                one.close()
        assert site.ask("GET", "alta/I1").status == 200


def test_no_other_method_does_anything_and_none_stands_in_for_another(sent: Sent, site: Site) -> None:
    body = json.dumps(answers(general="x")).encode()
    for method in ("DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "put", "X" * 40):
        got = site.ask(method, "alta/I1", None if method == "TRACE" else body, JSON)
        assert got.status in (400, 404, 405), method
        assert "x" * 30 not in got.body.decode()
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        assert site.ask("GET", "alta/I1", None, {name: "PUT"}).status == 200
    assert site.ask("GET", sent.paths["alta/I1"] + "?_method=PUT&general=x&do=send").status == 200
    for method in ("PUT", "POST", "DELETE"):
        assert site.ask(method, "/form.js", body, JSON).status == 405
    head = site.ask("HEAD", "alta/I1")
    assert (head.status, head.body) == (200, b"")
    untouched(sent, site)


def test_a_request_that_names_another_host_is_refused(sent: Sent, site: Site) -> None:
    own = sent.paths["alta/I1"]
    for host in (
        "elsewhere.example",
        "127.0.0.1.elsewhere.example",
        "127.0.0.1@elsewhere.example",
        "127.0.0.1:x",
        "[::1",
        "",
        "127.0.0.1/x",
        "2130706433",
    ):
        got = site.ask("GET", own, None, {"Host": host})
        assert (host, got.status) == (host, 400)
        assert TEXTS[SECOND] not in got.body.decode()
    assert raw(site, f"GET {own} HTTP/1.0\r\n\r\n".encode()).startswith(b"HTTP/1.1 400")
    twice = f"GET {own} HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: elsewhere.example\r\n\r\n"
    assert raw(site, twice.encode()).startswith(b"HTTP/1.1 400")
    both = (
        f"POST {own} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
        f"0\r\n\r\nGET {own} HTTP/1.1\r\n\r\n"
    )
    assert b" 200 " not in raw(site, both.encode()).partition(b"\r\n")[0]
    # a word on where it comes from, from one who is no proxy of ours, changes nothing
    assert (
        site.ask("GET", own, None, {"X-Forwarded-Host": "elsewhere.example", "Host": "localhost"}).status
        == 200
    )


def test_one_link_and_one_address_may_ask_only_so_often_whatever_they_say_of_themselves(sent: Sent) -> None:
    with serving(sent.root, sent.paths, per_link=Rate(3, 0.1)) as site:
        asked = [site.ask("GET", "alta/I1", None, {"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(5)]
        assert [got.status for got in asked] == [200] * 3 + [429] * 2
        assert site.save("alta/I1", answers()).json["error"] == "limit"
        assert site.ask("GET", "alta/I2").status == 200
    with serving(sent.root, sent.paths, per_address=Rate(3, 0.1)) as site:
        asked = [site.ask("GET", "/form.css", None, {"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(5)]
        assert [got.status for got in asked] == [200] * 3 + [429] * 2


def test_a_form_can_be_sent_only_so_often_and_what_came_before_stays(sent: Sent) -> None:
    with serving(sent.root, sent.paths, per_link=Rate(1000, 100.0)) as site:
        token, got = "", []
        for number in range(52):
            got.append(site.save("alta/I1", answers(general=str(number)), token, number + 1, "POST"))
            token = got[-1].json.get("token", token)
        assert [one.status for one in got] == [200] * 50 + [422] * 2
        assert got[-1].json["error"] == "enough"
    assert [json.loads(one.raw)["general"] for one in served_answers(sent.root)] == [
        str(n) for n in range(50)
    ]


def test_every_answer_of_whatever_kind_has_the_strict_headers_and_sets_no_cookie(
    sent: Sent, site: Site
) -> None:
    every: list[Got] = [
        site.ask("GET", "alta/I1"), site.ask("GET", "/f/x"), site.ask("DELETE", "alta/I1"), site.ask("GET", "/form.css"),
        site.ask("GET", "/robots.txt"), site.save("alta/I1", answers()), site.save("alta/I1", {}),
        site.post("alta/I1", do="send"), site.ask("GET", "alta/I1", None, {"Host": "x"}),
        site.ask("PUT", "alta/I1", b"x" * 1_000_001, JSON),
    ]  # fmt: skip
    assert {got.status for got in every} == {200, 303, 400, 404, 405, 413, 409} - {409}
    for got in every:
        for name, value in STRICT.items():
            if name != "Cache-Control" or got is not every[3]:
                assert got.headers[name.lower()] == value
        assert not {"set-cookie", "server", "strict-transport-security", "access-control-allow-origin"} & set(
            got.headers
        )
    assert "'unsafe" not in STRICT["Content-Security-Policy"]
    page = every[0].page
    loaded = page.xpath("//@src | //link/@href")
    assert sorted(loaded) == ["/form.css", "/form.js"]
    assert page.xpath("//@style | //style | //script[text()] | //@onclick") == []


def test_secrets_names_and_words_are_neither_told_nor_kept_where_they_need_not_be(
    sent: Sent, site: Site, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    site.ask("GET", "alta/I1")
    site.save("alta/I1", answers(general="ordrett"))
    site.ask("GET", "alta/I1", None, {"Host": "x"})
    site.ask("GET", "/f/x?" + "y" * 20)
    secret = sent.paths["alta/I1"].rpartition("/")[2]
    told = caplog.text + "".join(capsys.readouterr()) + repr(noted_things(sent.root))
    assert secret not in told
    assert "ordrett" not in told
    with closing(sqlite3.connect(database_path(sent.root))) as database:
        everything = "\n".join(database.iterdump())
    assert secret not in everything
    assert "127.0.0.1" not in everything
    for path in database_path(sent.root).parent.glob("served.sqlite3*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
