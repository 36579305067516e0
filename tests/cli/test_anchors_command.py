"""crosscase anchors: what became of codings after a text was edited elsewhere, and writing it down."""

import csv
import io
import json
from pathlib import Path

import pytest

from studies import BODY, contents

SOURCE = "alta/fokusgruppe"
SCHOOLS = "Skolene melder om rasistiske utsagn hver uke."
CAPACITY = "mangel på ressurser for å prioritere tiltak"
KNOWLEDGE = "mangler vi kunnskap"


@pytest.fixture
def edited(run, study: Path) -> Path:
    """The small study, opened once, then edited in another program: one coding changed, one lost, one moved."""
    assert run("anchors", where=study).lines == ["no text was edited since its codings were written"]
    file = study / f"interviews/{SOURCE}.md"
    text = file.read_text(encoding="utf-8")
    for old, new in (
        (f"I2: {SCHOOLS}\n", ""),
        ("mangel på ressurser", "mangel på folk"),
        ("# Barr", "\n# Barr"),
    ):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return study


def body_of(study: Path) -> str:
    return (study / f"interviews/{SOURCE}.md").read_text(encoding="utf-8").split("---\n", 2)[2]


def test_the_table_shows_what_wants_a_look_and_counts_the_rest(run, edited: Path) -> None:
    done = run("anchors", where=edited)
    assert (done.code, done.err) == (1, "")
    assert [line.split()[4:6] for line in done.lines[1:-2]] == [
        ["changed", "10"],
        ["lost", SCHOOLS.split()[0]],
        ["changed", "10"],
    ]
    assert done.lines[-2:] == [
        "1 moved, 2 changed, 1 lost",
        "look at those that are changed or lost: press R on the text in the workbench",
    ]
    assert KNOWLEDGE not in done.out
    assert KNOWLEDGE in run("anchors", "--all", where=edited).out


def test_json_has_seven_keys_a_coding_and_places_in_both_texts(run, edited: Path) -> None:
    done = run("anchors", "--format", "json", where=edited)
    assert (done.code, done.err) == (1, "")
    rows = json.loads(done.out)
    assert [list(row) for row in rows] == [["id", "source", "coder", "status", "old", "new", "score"]] * 4
    body = body_of(edited)
    words = {
        (row["coder"], BODY[slice(*row["old"])]): (row["status"], row["new"] and body[slice(*row["new"])])
        for row in rows
    }
    assert words == {
        ("koder-a", SCHOOLS): ("lost", None),
        ("koder-a", CAPACITY): ("changed", "mangel på folk for å prioritere tiltak"),
        ("koder-a", KNOWLEDGE): ("moved", KNOWLEDGE),
        ("koder-b", f"Det er {CAPACITY}."): ("changed", "Det er mangel på folk for å prioritere tiltak."),
    }
    assert all(0 <= row["score"] <= 1 for row in rows)


def test_csv_has_the_places_in_columns_of_their_own(run, edited: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("anchors", "--format", "csv", where=edited).out)))
    lost = next(row for row in rows if row["status"] == "lost")
    assert (lost["old_start"], lost["new_start"], lost["new_end"]) == (str(BODY.index(SCHOOLS)), "", "")


def test_the_list_can_be_narrowed_to_a_source_and_a_coder(run, edited: Path) -> None:
    def listed(*words: str) -> set[str]:
        return {
            row["coder"] for row in json.loads(run("anchors", *words, "--format", "json", where=edited).out)
        }

    assert listed("--coder", "koder-b") == {"koder-b"}
    assert listed("--source", SOURCE) == {"koder-a", "koder-b"}
    assert run("anchors", "--source", "skien/plan", where=edited).code == 0
    assert (
        "did you mean alta/fokusgruppe?"
        in run("anchors", "--source", "alta/fokusgrupe", where=edited).refused()
    )
    assert "did you mean koder-a?" in run("anchors", "--coder", "koder-aa", where=edited).refused()


def test_write_saves_ones_own_places_and_undo_gives_the_bytes_back(run, edited: Path) -> None:
    before = contents(edited)
    done = run("anchors", "--coder", "koder-a", "--write", where=edited)
    assert done.code == 1
    assert done.lines[-1] == "wrote the places of koder-a's codings in 1 file; crosscase undo takes it back"
    now = contents(edited)
    assert {file for file in now if now[file] != before[file]} == {f"codings/{SOURCE}/koder-a.yaml"}
    rows = json.loads(run("anchors", "--coder", "koder-a", "--format", "json", where=edited).out)
    assert {row["status"]: (row["old"] is None) for row in rows} == {"changed": False, "lost": True}
    assert all(row["old"] == row["new"] for row in rows)
    again = run("anchors", "--coder", "koder-a", "--write", where=edited)
    assert again.lines[-1] == "nothing to write: the files of koder-a are up to date"
    assert run("undo", "--coder", "koder-a", where=edited).out.startswith(
        "undone: write the places of codings"
    )
    assert contents(edited) == before


def test_what_is_said_beside_json_does_not_stand_in_it(run, edited: Path) -> None:
    done = run("anchors", "--coder", "koder-a", "--write", "--format", "json", where=edited)
    assert {row["coder"] for row in json.loads(done.out)} == {"koder-a"}
    assert done.err == "wrote the places of koder-a's codings in 1 file; crosscase undo takes it back\n"


def test_writing_needs_somebody_who_codes(run, edited: Path) -> None:
    before = contents(edited)
    assert run("anchors", "--write", where=edited).refused().startswith("who codes?")
    assert contents(edited) == before


def test_a_codings_file_that_cannot_be_read_is_named_and_the_rest_is_listed(run, edited: Path) -> None:
    (edited / f"codings/{SOURCE}/koder-b.yaml").write_text("source: [", encoding="utf-8")
    done = run("anchors", "--format", "json", where=edited)
    assert done.err.startswith(f"not looked at: codings/{SOURCE}/koder-b.yaml:")
    assert {row["coder"] for row in json.loads(done.out)} == {"koder-a"}


def test_status_and_check_say_that_codings_want_a_look(run, edited: Path) -> None:
    assert (
        "3 codings changed or lost by edits of a text: see crosscase anchors"
        in run("status", where=edited).lines
    )
    told = [line for line in run("check", where=edited).lines if line.endswith(("(changed)", "(lost)"))]
    assert len(told) == 3
    assert all("press R on the text" in line for line in told)
