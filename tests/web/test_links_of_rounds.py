"""Links and the rounds they belong to: a sending that is undone, and a case that gets another name meanwhile."""

from __future__ import annotations

import csv
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from shutil import copytree

import pytest
import yaml

from crosscase.cli.app import run_command
from crosscase.study.moving import rename_case
from crosscase.study.opening import open_folder
from served import FIRST, Sent, Site, answers
from studies import put

CONTACTS = "informants:\n  - {id: alta/I1, name: Ola Nordmann, email: ola@example.org}\n"


def crosscase(root: Path, *words: str) -> int:
    return run_command(["--study", str(root), "--coder", "koder-a", *words])


def test_a_link_leads_nowhere_while_its_sending_is_undone(sent: Sent, site: Site, capsys) -> None:
    saved = site.save(
        "alta/I1", answers("alta/I1", **{FIRST: ("correct", "")}), site.ask("GET", "alta/I1").token
    )
    assert saved.status == 200
    validation = sent.root / "validation"
    copytree(validation, sent.root.parent / "kept")
    assert crosscase(sent.root, "undo") == 0
    assert not (sent.root / "validation/round-1/round.yaml").exists()
    assert site.ask("GET", "alta/I1").status == 410
    assert site.save("alta/I1", answers("alta/I1"), saved.json["token"]).status == 410
    assert site.post("alta/I1", do="send").status == 410
    capsys.readouterr()
    assert crosscase(sent.root, "validate", "links", "--format", "csv") == 0
    assert {line.split(",")[4] for line in capsys.readouterr().out.split()[1:]} == {"undone"}
    # the record is back, by redo in the workbench or by git
    copytree(sent.root.parent / "kept", validation, dirs_exist_ok=True)
    assert site.ask("GET", "alta/I1").fields()[f"verdict.{FIRST}"] == "correct"


def test_a_round_that_cannot_be_read_closes_no_form(sent: Sent, site: Site) -> None:
    file = sent.root / "validation/round-1/round.yaml"
    whole = file.read_text(encoding="utf-8")
    put(sent.root, "validation/round-1/round.yaml", "sent: [<<<<<<<")
    assert site.ask("GET", "alta/I1").status == 200
    put(sent.root, "validation/round-1/round.yaml", whole.replace("alta", "elta"))
    assert site.ask("GET", "alta/I1").status == 200


def test_a_form_of_which_the_round_has_another_packet_is_closed(sent: Sent, site: Site) -> None:
    file = "validation/round-1/round.yaml"
    round = yaml.safe_load((sent.root / file).read_text(encoding="utf-8"))
    for one in round["sent"]:
        if one["id"] == "alta/I1":
            one["hash"] = "ff"
    put(sent.root, file, yaml.safe_dump(round, default_style='"'))
    assert [site.ask("GET", who).status for who in ("alta/I1", "alta/I2")] == [410, 200]


@pytest.fixture
def renamed(sent: Sent, site: Site, capsys: pytest.CaptureFixture[str]) -> Sent:
    """A round in the middle of which alta became nordalta: I1 has opened and sent the form, I2 has not."""
    put(sent.root, "private/contacts.yaml", CONTACTS)
    given = answers("alta/I1", **{FIRST: ("wrong", "Nei.")})
    assert site.save("alta/I1", given, site.ask("GET", "alta/I1").token, 1, "POST").status == 200
    study = open_folder(sent.root, coder="koder-a")
    study.apply(rename_case(study, "alta", "nordalta"))
    capsys.readouterr()
    return sent


def test_a_case_that_gets_another_name_keeps_its_links_answers_and_who_has_opened_them(
    renamed: Sent, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    root = renamed.root
    assert site.ask("GET", "alta/I1").status == site.ask("GET", "alta/I2").status == 200
    late = site.save("alta/I2", answers("alta/I2"), site.ask("GET", "alta/I2").token, 1, "POST")
    assert late.status == 200
    assert crosscase(root, "validate", "links", "--format", "csv") == 0
    rows = [line.split(",") for line in capsys.readouterr().out.split()[1:]]
    assert [row[1:3] + row[4:5] for row in rows] == [
        ["nordalta", "I1", "live"],
        ["nordalta", "I2", "live"],
        ["skien", "I1", "live"],
    ]
    assert crosscase(root, "validate", "receive", "--served") == 0
    kept = yaml.safe_load((root / "validation/round-1/answers/nordalta/i1.yaml").read_text(encoding="utf-8"))
    assert [(one["case"], one["statement"], one["verdict"]) for one in kept["answers"]] == [
        ("nordalta", FIRST, "wrong")
    ]
    capsys.readouterr()
    assert crosscase(root, "validate", "status", "--format", "csv") == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert {row["informant"]: bool(row["opened"]) for row in rows} == {
        "nordalta/I1": True,
        "nordalta/I2": True,
        "skien/I1": False,
    }


@pytest.mark.parametrize("who", ["alta/I1", "nordalta/I1"])
def test_a_new_link_and_revoking_find_the_informant_by_either_name(
    renamed: Sent, site: Site, capsys: pytest.CaptureFixture[str], who: str
) -> None:
    assert (
        crosscase(renamed.root, "validate", "link", who, "--format", "csv", "--url", "http://127.0.0.1") == 0
    )
    new = capsys.readouterr().out.split("\n")[1].split(",")[1].removeprefix("http://127.0.0.1")
    assert (site.ask("GET", "alta/I1").status, site.ask("GET", new).status) == (410, 200)
    assert crosscase(renamed.root, "validate", "revoke", "nordalta/I1") == 0
    assert site.ask("GET", new).status == 410


def test_who_is_reminded_after_the_case_got_another_name_is_written_to_as_before(
    renamed: Sent, capsys: pytest.CaptureFixture[str]
) -> None:
    assert crosscase(renamed.root, "validate", "remind", "--format", "csv", "--dry-run") == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert {row["informant"]: row["address"] for row in rows}["nordalta/I1"] == "true"
    # a packet that goes out under the new name ends the link of the old one
    at = ("--url", "http://127.0.0.1:8765")
    sent_again = ("validate", "send", "--case", "nordalta", "--to", "I1", "--again", "--form", "page", *at)
    assert crosscase(renamed.root, *sent_again) == 0
    assert (renamed.root / "private/validation/round-1/nordalta/i1.eml").exists()
    capsys.readouterr()
    assert crosscase(renamed.root, "validate", "links", "--live", "--format", "csv") == 0
    live = [line.split(",")[1:3] for line in capsys.readouterr().out.split()[1:]]
    assert live.count(["nordalta", "I1"]) == 1


def test_a_reminder_of_a_page_holds_a_link_of_its_own_beside_the_first(
    sent: Sent, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    put(sent.root, "private/contacts.yaml", CONTACTS)
    assert crosscase(sent.root, "validate", "remind", "--to", "alta/I1") == 0
    assert "alta/I1: the reminder holds no link" in capsys.readouterr().err
    assert crosscase(sent.root, "validate", "remind", "--to", "alta/I1", "--url", "http://127.0.0.1") == 0
    drafts = sorted((sent.root / "private/validation/round-1/alta").glob("i1*reminder*.eml"))
    bodies = [message_from_bytes(one.read_bytes(), policy=default).get_content() for one in drafts]
    links = [line.strip() for body in bodies for line in body.split("\n") if "/f/" in line]
    assert len(links) == 1
    new = links[0].removeprefix("http://127.0.0.1")
    given = answers("alta/I1", **{FIRST: ("correct", "")})
    assert site.save("alta/I1", given, site.ask("GET", "alta/I1").token).status == 200
    assert site.ask("GET", new).fields()[f"verdict.{FIRST}"] == "correct", "both lead to the same form"
    assert crosscase(sent.root, "validate", "revoke", "alta/I1") == 0
    assert (site.ask("GET", "alta/I1").status, site.ask("GET", new).status) == (410, 410)
