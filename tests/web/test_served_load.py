"""Many informants at once, and the server killed or held up: what was acknowledged is there.

The load is a small one; `python -m benchmarks serving` has all of it, with its times.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from benchmarks.serving import killed_under_load, sent_out, server, under_load

from crosscase.web import database
from crosscase.web.collecting import served_answers
from crosscase.web.database import database_path
from served import Sent, answers, serving

INFORMANTS, EVERY, LASTING = 40, 0.5, 4.0


@pytest.mark.slow
def test_no_answer_of_many_informants_is_lost(tmp_path: Path) -> None:
    informants = sent_out(tmp_path, INFORMANTS)
    with server(tmp_path) as (_, port):
        load = asyncio.run(under_load(informants, port, EVERY, LASTING))
    assert load.failed == 0
    assert [one.kept for one in informants] == [7] * INFORMANTS
    assert load.lost(tmp_path) == 0
    came = {each.informant: json.loads(each.raw) for each in served_answers(tmp_path)}
    assert {one.packet.informant: {**one.answers(), "answered": ""} for one in informants} == {
        informant: {
            **found,
            "answered": "",
            "statements": [each for each in found["statements"] if each["verdict"]],
        }
        for informant, found in came.items()
    }


@pytest.mark.slow
def test_every_save_that_was_acknowledged_before_the_server_was_killed_is_there(tmp_path: Path) -> None:
    informants = sent_out(tmp_path, INFORMANTS)
    killed = killed_under_load(tmp_path, informants, EVERY, LASTING, LASTING / 2)
    kept = [one.kept for one in killed.informants]
    assert any(kept), "killed before anybody saved"
    assert not any(one.sent for one in killed.informants), "killed after everybody was done"
    assert killed.lost(tmp_path) == 0
    with server(tmp_path) as (_, port):  # and it begins again where it was
        again = asyncio.run(under_load([informants[0]], port, 0.1, 0.1))
    assert again.informants[0].sent


def test_what_cannot_be_written_is_not_acknowledged_and_can_be_tried_again(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0.2)
    with serving(sent.root, sent.paths) as site, closing(sqlite3.connect(database_path(sent.root))) as other:
        token = site.ask("GET", "alta/I1").token
        other.execute("BEGIN IMMEDIATE")
        refused = site.save("alta/I1", answers(general="x"), token, 1)
        assert (refused.status, refused.json["error"], refused.headers["retry-after"]) == (503, "busy", "5")
        assert site.save("alta/I1", answers(general="x"), token, 2, "POST").status == 503
        assert site.ask("GET", "alta/I1").fields() == {}
        other.rollback()
        assert site.save("alta/I1", answers(general="x"), token, 3).status == 200
        assert site.ask("GET", "alta/I1").fields() == {"general": "x"}
        assert served_answers(sent.root) == ()


def test_a_full_disk_is_not_acknowledged_and_what_was_saved_before_is_there(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = database.connected

    def small(path: Path) -> sqlite3.Connection:
        connection = plain(path)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 12}")
        return connection

    monkeypatch.setattr("crosscase.web.writer.connected", small)
    with serving(sent.root, sent.paths) as site:
        token = site.ask("GET", "alta/I1").token
        saved = site.save("alta/I1", answers(general="før"), token, 1)
        assert saved.status == 200
        large = answers(
            aaaaaaaaa1=("wrong", "x" * 20_000),
            aaaaaaaaa2=("wrong", "y" * 20_000),
            aaaaaaaaa3=("wrong", "z" * 20_000),
        )
        assert site.save("alta/I1", large, saved.json["token"], 2).status == 503
        assert site.ask("GET", "alta/I1").fields() == {"general": "før"}
        assert site.save("alta/I1", answers(general="etter"), saved.json["token"], 3).status == 200
