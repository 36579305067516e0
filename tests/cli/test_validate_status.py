"""crosscase validate status, decide, apply, remind and report, as a user runs them."""

from __future__ import annotations

import email
import email.policy
import json
from pathlib import Path

import docx
import pytest
import yaml

from crosscase.study.save import digest
from studies import contents, make_study, put
from validations import answer, put_round, validated_study

ANSWERS = [
    answer("an00000001", "alta/I1", "aaaaaaaaa2", "correct"),
    answer("an00000002", "alta/I1", "aaaaaaaaa3", "changes", proposed="Det mangler folk, penger og tid."),
    answer("an00000003", "alta/I2", "aaaaaaaaa3", "correct"),
    answer("an00000004", "alta/I1", "aaaaaaaaa4", "wrong", text="Det er tre."),
    answer("an00000005", "alta/I2", "aaaaaaaaa4", "correct"),
    answer("an00000006", "alta/I1", "aaaaaaaaa1", "correct"),
    answer("an00000007", "alta/I1", "aaaaaaaaa5", "cannot-say"),
    answer("an00000008", "alta/I1", section="barrierer", text="Kommunen har én kontakt i politiet."),
]
CONTACTS = """from: {name: "Ola Hansen", email: ola@example.org}
informants:
  - {id: alta/I2, name: "Kari Nordmann", email: kari@example.org}
  - {id: alta/I3, name: "Nils Lund", email: nils@example.org, language: en}
"""
ME = ("--coder", "koder-a")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return validated_study(tmp_path / "study", ANSWERS)


def test_status_names_who_has_not_answered_and_counts_no_silence_as_a_yes(run, study: Path) -> None:
    shown = run("validate", "status", where=study)
    assert shown.code == 0
    assert shown.lines[-2:] == [
        "round 1, due 2022-01-14: 6 statements: 2 confirmed, 1 disputed, 2 open, 1 not answered",
        "3 to decide on; 1 addition to decide on",
    ]
    rows = json.loads(run("validate", "status", "--format", "json", where=study).out)
    found = {row["informant"]: (row["asked"], row["answered"], row["state"], row["overdue"]) for row in rows}
    assert found == {
        "alta/I1": (5, 5, "answered", False), "alta/I2": (5, 2, "partly", True),
        "alta/I3": (5, 0, "not answered", True), "skien/I1": (1, 0, "not answered", True),
    }  # fmt: skip
    only = json.loads(run("validate", "status", "--case", "skien", "--format", "json", where=study).out)
    assert [row["informant"] for row in only] == ["skien/I1"]


def test_status_tells_statement_by_statement_what_became_of_it(run, study: Path) -> None:
    rows = json.loads(run("validate", "status", "--statements", "--format", "json", where=study).out)
    states = {row["number"] or row["id"]: row["state"] for row in rows if row["case"] == "alta"}
    assert states == {
        "1.1": "confirmed", "2.1": "confirmed", "3.1": "open", "3.2": "disputed", "3.3": "open", "an00000008": "open",
    }  # fmt: skip


def test_what_is_open_can_be_shown_alone_in_the_width_of_the_terminal_and_whole_in_a_file(
    run, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed(*words: str) -> list[str]:
        rows = json.loads(run("validate", "status", *words, "--open", "--format", "json", where=study).out)
        return (
            [row["number"] or row["id"] for row in rows]
            if "--statements" in words
            else [row["informant"] for row in rows]
        )

    assert listed("--statements") == ["3.1", "3.2", "3.3", "3.1", "an00000008"]
    assert listed() == ["alta/I2", "alta/I3", "skien/I1"]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    shown = run("validate", "status", "--statements", "--open", where=study)
    assert max(map(len, shown.lines[:6])) <= 80
    assert [line.split()[0] for line in shown.lines[1:6]] == [
        *("alta/3.1", "alta/3.2", "alta/3.3", "skien/3.1", "an00000008")
    ], "what deciding takes stays whole"


def test_decided_and_applied_and_taken_back_in_one_step(run, study: Path) -> None:
    before = contents(study)
    decided = run("validate", "decide", "alta/3.1", "accept", *ME, where=study)
    assert decided.lines == ["validation/round-1/decisions.yaml: decide on alta 3.1: accept"]
    assert (
        run("validate", "decide", "alta/3.2", "keep", "--reason", "Planen sier to.", *ME, where=study).code
        == 0
    )
    assert run("validate", "decide", "an00000008", "accept", *ME, where=study).code == 0
    after = contents(study)
    tried = run("validate", "apply", "--dry-run", *ME, where=study)
    assert tried.lines[-1] == "nothing was changed; without --dry-run it is applied"
    assert contents(study) == after
    applied = run("validate", "apply", *ME, where=study)
    assert applied.lines[:2] == ["alta 3.1: accept", "alta 3.2: keep"]
    read = yaml.safe_load((study / "cases/alta.yaml").read_text(encoding="utf-8"))["description"]["barrierer"]
    assert [(each["text"]["nb"], each.get("state")) for each in read] == [
        ("Det mangler folk, penger og tid.", None), ("Kommunen har to stillinger.", None),
        ("Ingen vet hva som virker.", None), ("Kommunen har én kontakt i politiet.", "proposed"),
    ]  # fmt: skip
    assert run("undo", *ME, where=study).code == 0
    assert contents(study) == after
    for _ in range(3):
        assert run("undo", *ME, where=study).code == 0
    assert contents(study) == before


def test_a_decision_is_refused_in_a_line_with_the_nearest_name(run, study: Path) -> None:
    def refused(*words: str) -> str:
        return run("validate", "decide", *words, where=study).refused()

    assert refused("alta/3.9", "accept", *ME).endswith("did you mean alta/3.1?")
    assert refused("alta/3.1", "acept", *ME) == "there is no choice acept; did you mean accept?"
    assert refused("alta/3.1", "accept").startswith("who codes?")
    assert refused("alta/3.1", "accept", "--round", "4", *ME) == "there is no round 4; there is only round 1"
    assert refused("alta/3.1", "none", *ME).startswith("nobody has decided on alta 3.1")


def test_a_study_that_has_sent_nothing_says_how_to_begin(run, tmp_path: Path) -> None:
    nothing = make_study(tmp_path / "study")
    for command in ("status", "remind", "report"):
        told = run("validate", command, where=nothing).refused()
        assert told == "there is no round 1; none was sent yet: crosscase validate send"


def test_a_decision_on_a_statement_that_is_another_by_now_says_so(run, study: Path) -> None:
    path = study / "cases/alta.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(
        "- id: aaaaaaaaa3\n", "- id: aaaaaaaaa3\n      version: 2\n"), encoding="utf-8")  # fmt: skip
    done = run("validate", "decide", "alta/3.1", "accept", *ME, where=study)
    assert done.err == "alta 3.1: it was sent as version 1, and is version 2 now\n"
    path.write_text(path.read_text(encoding="utf-8").replace("aaaaaaaaa3", "aaaaaaaaa9"), encoding="utf-8")
    applied = run("validate", "apply", *ME, where=study)
    assert applied.code == 1
    assert "alta 3.1: accept was not applied: it is gone from the case description" in applied.err


def test_reminders_go_to_those_who_have_not_answered_and_to_nobody_else(run, study: Path) -> None:
    packet = b"<!doctype html>"
    put(study, "private/validation/round-1/alta/i3.html", packet)
    round_file = study / "validation/round-1/round.yaml"
    told = round_file.read_text(encoding="utf-8")
    i3 = f'"informant": "I3", "form": "html", "hash": "{digest(packet)}"'
    round_file.write_text(told.replace('"informant": "I3"', i3), encoding="utf-8")
    put(study, "private/contacts.yaml", CONTACTS)
    before = contents(study)
    tried = run("validate", "remind", "--dry-run", where=study)
    assert [line.split()[0] for line in tried.lines[1:]] == ["alta/I2", "alta/I3", "skien/I1"]
    assert contents(study) == before
    done = run("validate", "remind", where=study)
    assert done.code == 1
    assert done.err.startswith("crosscase: skien/I1 has no e-mail address in private/contacts.yaml")
    folder = study / "private/validation/round-1/alta"
    first = email.message_from_bytes((folder / "i2.reminder.eml").read_bytes(), policy=email.policy.default)
    then = email.message_from_bytes((folder / "i3.reminder.eml").read_bytes(), policy=email.policy.default)
    assert first["To"] == "Kari Nordmann <kari@example.org>"
    said = first.get_body().get_content()
    assert (
        "1.1  Kommunen har arbeidet med dette lenge.\n2.1  Skolene melder om rasistiske utsagn hver uke.\n"
        "3.3  Ingen vet hva som virker.\n\nFristen var 14. januar 2022, men svaret ditt er fortsatt nyttig"
    ) in said.replace("\r\n", "\n")
    assert said.count("?") == 1, "one question"
    assert "We have not had an answer from you yet." in then.get_body().get_content()
    assert [part.get_content() for part in then.iter_attachments()] == [packet.decode()]
    sent = yaml.safe_load(round_file.read_text(encoding="utf-8"))["sent"]
    assert [(each["id"], len(each.get("reminded", []))) for each in sent] == [
        ("alta/I1", 0), ("alta/I2", 1), ("alta/I3", 1), ("skien/I1", 0),
    ]  # fmt: skip
    assert "Kari" not in round_file.read_text(encoding="utf-8")
    assert "did you mean I1?" in run("validate", "remind", "--to", "I11", where=study).refused()


def test_who_was_sent_a_later_round_is_reminded_of_that_one_alone_and_told_which(run, study: Path) -> None:
    put(study, "private/contacts.yaml", CONTACTS)
    put_round(study, 2, ["alta/I2"], statements={"aaaaaaaaa3": (2, "Det mangler tid.")})
    of_first = run("validate", "remind", "--round", "1", "--dry-run", where=study)
    assert [line.split()[0] for line in of_first.lines[1:]] == ["alta/I3", "skien/I1"]
    assert of_first.err == "alta/I2: sent round 2 since, and reminded of that one alone: --round 2\n"
    refused = run("validate", "remind", "--round", "1", "--to", "alta/I2", where=study).refused()
    assert refused == "alta/I2 was sent round 2 since, and is reminded of that one alone: --round 2"
    assert run("validate", "remind", "--round", "2", where=study).code == 0
    raw = (study / "private/validation/round-2/alta/i2.reminder.eml").read_bytes()
    said = email.message_from_bytes(raw, policy=email.policy.default).get_body().get_content()
    assert "sendte vi deg runde 2 om beskrivelsen av Alta, med 1 utsagn: det som er nytt eller endret" in said
    assert "På denne runden har vi ikke fått svar fra deg ennå." in said


def test_a_reminder_that_would_hold_a_name_is_refused(run, study: Path) -> None:
    put(study, "private/contacts.yaml", CONTACTS)
    put(study, "private/roster.yaml", 'people:\n  - {name: "Alta", as: "P1"}\n')
    assert "P1" in run("validate", "remind", where=study).refused()
    assert not (study / "private/validation").exists()


def test_the_report_is_a_word_file_with_every_change_and_its_reason(run, study: Path, tmp_path: Path) -> None:
    assert (
        run("validate", "decide", "alta/3.1", "accept", "--reason", "I1 vet det", *ME, where=study).code == 0
    )
    assert run("validate", "apply", *ME, where=study).code == 0
    file = tmp_path / "runde.docx"
    assert run("validate", "report", "--output", str(file), where=study).code == 0
    read = docx.Document(str(file))
    said = "\n".join(paragraph.text for paragraph in read.paragraphs)
    assert "Nå: Det mangler folk, penger og tid." in said
    assert "Grunn: I1 vet det." in said
    counts = next(table for table in read.tables if table.rows[0].cells[1].text == "utsagn")
    assert [cell.text for cell in counts.rows[1].cells] == ["Alta", "5", "2", "1", "1", "0", "1", "0"]
    english = run("validate", "report", "--language", "en", where=study).out
    assert "Round 1 went to 4 informants in 2 cases: Alta and Skien." in english


def test_check_names_what_is_wrong_with_the_files_of_a_round(run, study: Path) -> None:
    folder = study / "validation/round-1"
    assert "validation/" not in run("check", where=study).out
    statements = (folder / "statements.yaml").read_text(encoding="utf-8")
    (folder / "statements.yaml").write_text(
        "\n".join(line for line in statements.split("\n") if "aaaaaaaaa2:1" not in line), encoding="utf-8"
    )
    told = [line for line in run("check", where=study).out.split("\n") if line.startswith("validation/")]
    assert any(line.startswith("validation/round-1/round.yaml") and "aaaaaaaaa2:1" in line for line in told)
    (folder / "round.yaml").write_text("sent: 5\n", encoding="utf-8")
    done = run("check", where=study)
    assert done.code == 1
    (line,) = [line for line in done.out.split("\n") if line.startswith("validation/")]
    assert line.startswith("validation/round-1/round.yaml:1:7")
