"""Secret links and rates, without a server."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.casework.packet_file import packet_bytes, packet_of
from crosscase.casework.packets import Packet
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.web.database import database_path
from crosscase.web.headers import hosts_of, names_host
from crosscase.web.limits import Limit, Rate
from crosscase.web.links import base_url, expiry, make_link, packet_as_sent
from crosscase.web.listing import listed_links
from served import Sent


def test_secrets_are_long_all_unlike_and_kept_as_digests_alone(sent: Sent) -> None:
    study = open_folder(sent.root)
    packet = packet_as_sent(study, 1, "alta/I1")
    secrets = {make_link(study, 1, packet).address.rpartition("/")[2] for _ in range(50)}
    assert len(secrets) == 50
    # each letter of a link holds six bits
    assert min(map(len, secrets)) * 6 >= 128
    assert {letter for secret in secrets for letter in secret} > set("AZaz09")
    raw = b"".join(path.read_bytes() for path in database_path(sent.root).parent.glob("served.sqlite3*"))
    assert not [secret for secret in secrets if secret.encode() in raw]
    states = [
        one.state
        for one in listed_links(sent.root, "2026-01-01T00:00:00Z")
        if one.link.informant == "I1" and one.link.case == "alta"
    ]
    assert states == ["revoked"] * 50 + ["live"]


def test_a_packet_is_the_same_after_it_lay_in_a_file(sent: Sent) -> None:
    packet = packet_as_sent(open_folder(sent.root), 1, "alta/I1")
    assert packet_of(packet_bytes(packet)) == packet
    for broken in (
        b"",
        b"{}",
        b"[]",
        b'{"crosscase": "packet"}',
        b'{"crosscase": "packet", "format": 1}',
        b"\xff",
        b"[" * 9_999,
    ):
        with pytest.raises(StudyError, match="packet"):
            packet_of(broken)


def test_no_link_leads_to_anything_but_what_the_round_says_was_sent(sent: Sent) -> None:
    study = open_folder(sent.root)
    packet = packet_as_sent(study, 1, "alta/I1")
    first, *rest = packet.sections

    def worded(text: str) -> Packet:
        statement = replace(first.statements[0], text=text)
        return replace(
            packet, sections=(replace(first, statements=(statement, *first.statements[1:])), *rest)
        )

    for other in (
        worded("Noe annet."), replace(packet, sections=(first,)), replace(packet, round=2), replace(packet, own_name="Kari"),
        replace(packet, informant="I9"), replace(packet, case="skien"),
    ):  # fmt: skip
        with pytest.raises(StudyError, match=r"I[1-9]"):
            make_link(study, 1, other)


@pytest.mark.parametrize(
    ("day", "told", "expires"),
    [
        ("", False, "2022-04-01"), ("2022-01-14", False, "2022-02-13"), ("2021-12-01", False, "2022-01-31"),
        ("2022-01-14", True, "2022-01-14"), ("2022-01-01", True, "2022-01-01"),
    ],
)  # fmt: skip
def test_a_link_lives_until_its_last_day_or_a_month_past_the_deadline(
    day: str, told: bool, expires: str
) -> None:
    assert expiry(day, "2022-01-01T10:00:00Z", told=told) == f"{expires}T23:59:59Z"


def test_days_and_addresses_that_are_none_are_refused_in_one_line() -> None:
    for day in ("2021-12-31", "14.1.2022", "2022-02-30", "snart"):
        with pytest.raises(StudyError, match="day"):
            expiry(day, "2022-01-01T10:00:00Z", told=True)
    assert base_url("https://svar.example.org/") == "https://svar.example.org"
    for url in (
        "",
        "svar.example.org",
        "ftp://x",
        "https://",
        "https://x/y",
        "https://x?y",
        "https://a@x",
        "https://x:0",
        "https://x:99999",
        "javascript:1",
    ):
        with pytest.raises(StudyError, match="--url"):
            base_url(url)


def test_a_host_is_known_by_its_whole_name_alone() -> None:
    own = hosts_of("https://Svar.example.org:8443")
    assert all(
        names_host(name, own) for name in ("svar.example.org", "SVAR.example.org", "svar.example.org:443")
    )
    for name in (
        "example.org",
        "xsvar.example.org",
        "svar.example.org.",
        "svar.example.org@x",
        "127.0.0.1",
        "",
        " svar.example.org",
        "svar.example.org/",
        "svar.example.org, x",
    ):
        assert not names_host(name, own), name
    assert names_host("[::1]:8765", hosts_of("http://127.0.0.1:8765"))


@settings(max_examples=40)
@given(
    burst=st.integers(1, 5),
    each_second=st.floats(0.1, 5),
    pauses=st.lists(st.floats(0, 3), min_size=1, max_size=40),
)
def test_in_any_stretch_of_time_no_more_is_let_through_than_the_rate_and_whoever_waits_as_told_goes_on(
    burst: int, each_second: float, pauses: list[float]
) -> None:
    at = 0.0
    limit = Limit(Rate(burst, each_second), lambda: at)
    passed: list[float] = []
    for pause in pauses:
        at += pause
        wait = limit.wait("one")
        if wait:
            at += wait
            assert limit.wait("one") == 0
        passed.append(at)
        assert limit.wait("another one", taking=False) == 0
    for first in range(len(passed)):
        for last in range(first, len(passed)):
            allowed = burst + (passed[last] - passed[first]) * each_second
            assert last - first + 1 <= math.floor(allowed + 1e-6)


def test_what_is_kept_of_askers_does_not_grow_without_end() -> None:
    limit = Limit(Rate(2, 0.001), lambda: 0.0, most=10)
    for number in range(1000):
        limit.wait(f"10.0.{number}.1")
    assert len(limit._left) == 10


def test_a_file_that_is_no_database_of_ours_is_left_alone_and_named(sent: Sent) -> None:
    path = database_path(sent.root)
    study = open_folder(sent.root)
    packet = packet_as_sent(study, 1, "alta/I1")
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    for content, told in (
        (b"not a database at all, but long enough to be looked at" * 40, "not a database"),
        (None, "no database of served forms"),
    ):
        if content is None:
            path.unlink()
            with closing(sqlite3.connect(path)) as other, other:
                other.execute("CREATE TABLE mine (x)")
            content = path.read_bytes()
        else:
            path.write_bytes(content)
        for act in (lambda: make_link(study, 1, packet), lambda: listed_links(sent.root, "")):
            with pytest.raises(StudyError, match=told):
                act()
        assert path.read_bytes() == content
