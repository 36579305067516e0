"""crosscase codebook list and show."""

import csv
import io
import json
from pathlib import Path

from studies import make_study


def test_the_list_has_every_code_in_order_with_name_and_count(run, study: Path) -> None:
    done = run("codebook", "list", "--format", "csv", where=study)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [(row["code"], row["tag"], row["name"], row["codings"]) for row in rows] == [
        ("barriers", "BA", "Barrierer", "0"),
        ("barriers/capacity", "KA", "Kapasitet", "2"),
        ("barriers/knowledge", "KU", "Kunnskap", "1"),
        ("challenges", "UT", "Utfordringer", "0"),
        ("challenges/schools", "SK", "Rasisme i skolen", "1"),
    ]


def test_names_are_in_the_studys_language(run, tmp_path: Path) -> None:
    study = make_study(tmp_path, language="en")
    assert [row["name"] for row in json.loads(run("codebook", "list", "--format", "json", where=study).out)][
        :2
    ] == [
        "Barriers",
        "Capacity",
    ]


def test_a_code_is_shown_whole_by_present_or_former_path(run, study: Path) -> None:
    done = run("codebook", "show", "barriers/capacity", where=study)
    assert run("codebook", "show", "barriers/resources", where=study).out == done.out
    shown = {" ".join(line.split("  ")[0].split()): line.split("  ")[-1].strip() for line in done.lines}
    assert shown["definition"] == "For lite tid, folk eller penger."
    assert shown["exclude"] == "Manglende kunnskap er en egen kode."
    assert shown["keywords"] == "kapasitet, ressurs"
    assert shown["was"] == "barriers/resources"
    assert shown["codings"] == "koder-a 1, koder-b 1"
    facts = json.loads(run("codebook", "show", "barriers/capacity", "--format", "json", where=study).out)
    assert facts["codings"] == {"koder-a": 1, "koder-b": 1}
    assert facts["name (en)"] == "Capacity"


def test_an_unknown_code_is_refused_with_the_nearest(run, study: Path) -> None:
    assert (
        "did you mean challenges/schools?"
        in run("codebook", "show", "challenges/scools", where=study).refused()
    )
    assert "see crosscase codebook list" in run("codebook", "show", "qqqq", where=study).refused()


def test_an_empty_codebook_is_an_empty_list(run, tmp_path: Path) -> None:
    study = make_study(tmp_path, codebook="codes: []\n", codings={})
    done = run("codebook", "list", "--format", "json", where=study)
    assert (done.code, json.loads(done.out)) == (0, [])
    assert run("codebook", "list", where=study).lines == ["code  tag  name  codings  retired  definition"]
