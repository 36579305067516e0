"""crosscase speaker and source link, and the options that ask for speakers and roles."""

import json
from pathlib import Path

import pytest
import yaml

from studies import BODY, CODINGS, contents, put

SOURCE = "interviews/alta/fokusgruppe.md"


def front(study: Path, file: str = SOURCE) -> dict[str, object]:
    return dict(yaml.safe_load((study / file).read_text(encoding="utf-8").split("---\n")[1]))


def test_the_list_says_who_speaks_in_which_role_and_how_much(run, study: Path) -> None:
    rows = json.loads(run("speaker", "list", "--format", "json", where=study).out)
    assert [(row["id"], row["role"], row["consent"], row["coder"], row["turns"]) for row in rows] == [
        ("alta/Intervjuer", "", "", "koder-a", 2),
        ("alta/I1", "rådgiver", "quote", "", 2),
        ("alta/I2", "leder", "paraphrase", "", 2),
    ]
    words = [line.removeprefix("I2: ").split() for line in BODY.split("\n") if line.startswith("I2: ")]
    assert rows[2]["words"] == sum(map(len, words))
    only = json.loads(run("speaker", "list", "--role", "LEDER", "--format", "json", where=study).out)
    assert [row["speaker"] for row in only] == ["I2"]


def test_a_role_and_a_consent_are_changed_and_undo_gives_every_byte_back(run, study: Path) -> None:
    before = contents(study)
    assert run("speaker", "set", "alta", "I2=ordfører,consent:none", where=study).code == 0
    assert front(study)["speakers"]["I2"] == {"role": "ordfører", "consent": "none"}
    assert run("undo", where=study).code == 0
    assert contents(study) == before


def test_somebody_who_opens_no_turn_is_listed_and_told(run, study: Path) -> None:
    done = run("speaker", "set", "skien/plan", "I9=leder", where=study)
    assert "I9 opens no turn in skien/plan" in done.err
    assert front(study, "interviews/skien/plan.md")["speakers"] == {"I9": {"role": "leder"}}
    assert run("speaker", "remove", "skien/plan", "I9", where=study).code == 0
    assert not front(study, "interviews/skien/plan.md")["speakers"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set", "alta/fokusgrupe", "I1=x"], "did you mean alta/fokusgruppe?"),
        (["set", "alta", "I7=x"], "name the source, as alta/SOURCE"),
        (["set", "alta", "I1=rådgiver"], "listed so already"),
        (["remove", "alta/fokusgruppe", "I7"], "no speaker I7"),
    ],
)
def test_what_cannot_be_said_of_a_speaker_is_refused(run, study: Path, words: list[str], said: str) -> None:
    before = contents(study)
    assert said in run("speaker", *words, where=study).refused()
    assert contents(study) == before


def test_codings_and_hits_can_be_asked_for_by_speaker_and_role(run, study: Path) -> None:
    rows = json.loads(run("codings", "--role", "leder", "--format", "json", where=study).out)
    assert {row["quote"] for row in rows} == {
        CODINGS["alta/fokusgruppe", "koder-a"][0].at,
        CODINGS["alta/fokusgruppe", "koder-a"][2].at,
    }
    both = json.loads(
        run("codings", "--speaker", "I1", "--role", "leder", "--format", "json", where=study).out
    )
    assert both == []
    hits = json.loads(run("search", "det", "--speaker", "I1", "--format", "json", where=study).out)
    lines = [line for line in BODY.split("\n") if line.startswith("I1: ")]
    assert len(hits) == sum(line.casefold().count("det") for line in lines)
    assert {hit["speaker"] for hit in hits} == {"I1"}
    assert "did you mean leder?" in run("search", "det", "--role", "ledere", where=study).refused()
    assert "nobody's words" in run("search", "x", "--in", "memos", "--role", "leder", where=study).refused()


def test_two_roles_of_one_informant_are_a_finding(run, study: Path) -> None:
    put(study, "interviews/alta/notat.md", "---\ncase: alta\nspeakers:\n  I1: {role: sjef}\n---\nI1: Ja.\n")
    done = run("check", where=study)
    assert done.code == 1
    assert (
        "alta/I1 has another role in another source of the case (rådgiver in alta/fokusgruppe, sjef in"
        in done.out
    )


def test_notes_of_one_meeting_are_linked_and_unlinked(run, study: Path) -> None:
    put(study, "interviews/alta/notat.md", "---\ncase: alta\n---\nNotat.\n")
    done = run(
        "source", "link", "alta/fokusgruppe", "alta/notat", "--session", "30. november", "--notes-by", "koder-a",
        "--notes-by", "Kari", where=study,
    )  # fmt: skip
    assert done.out == "alta/fokusgruppe and alta/notat are notes of one meeting: 30. november\n"
    rows = json.loads(run("source", "list", "--format", "json", where=study).out)
    assert [(row["session"], row["notes by"]) for row in rows] == [
        ("30. november", "koder-a"), ("30. november", "Kari"), ("", ""),
    ]  # fmt: skip
    assert run("source", "link", "alta/notat", "--remove", where=study).code == 0
    assert not front(study, "interviews/alta/notat.md")["session"]
    assert "two sources or more" in run("source", "link", "alta/notat", where=study).refused()
