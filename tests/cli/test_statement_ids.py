"""An id that stands in two cases, and one that is none: said by check, and nothing is handed on before it is mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from described import STATEMENTS, case_text, described
from studies import contents, put

SAME = {"utfordringer": [{"id": "utford0001", "text": {"nb": "En annen setning."}, "evidence": []}]}
PLACES = {"cases/alta.yaml:3", "cases/skien.yaml:3"}  # JSON, where the description is the third line


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    study = described(tmp_path / "study")
    put(study, "cases/skien.yaml", case_text(SAME).replace('"Alta"', '"Skien"', 1))
    return study


@pytest.mark.parametrize("command", [("check",), ("case", "check", "alta"), ("case", "check", "skien")])
def test_an_id_in_two_cases_is_severe_in_every_check(run, twice: Path, command: tuple[str, ...]) -> None:
    result = run(*command, where=twice)
    assert result.code == 1
    [line, *_] = [line for line in result.lines if "(same-id)" in line]
    assert "id utford0001 stands in " in line
    assert "give one of the two statements another id" in line
    assert all(place in line for place in PLACES)


@pytest.mark.parametrize(
    "command",
    [
        ("case", "export", "alta"),
        ("case", "export", "skien"),
        ("validate", "send", "--case", "alta", "--deadline", "2099-01-14"),
    ],
)
def test_neither_case_is_handed_on_and_nothing_is_written(run, twice: Path, command: tuple[str, ...]) -> None:
    before = contents(twice)
    result = run(*command, where=twice)
    assert result.code != 0
    [line] = [line for line in result.err.splitlines() if "utford0001" in line]
    assert all(place in line for place in PLACES)
    assert "another id" in line
    assert contents(twice) == before


@pytest.mark.parametrize("id", ["a\nb", "../x y[b]", "æ", "-", "a" * 65])
def test_an_id_that_could_be_no_address_is_said(run, tmp_path: Path, id: str) -> None:
    statements = {**STATEMENTS, "utfordringer": [{"id": id, "text": {"nb": "Det merkes på nettet."}}]}
    study = described(tmp_path / "study", statements)
    [line] = [line for line in run("check", where=study).lines if line.endswith("(odd-id)")]
    assert line.startswith("cases/alta.yaml:")
    assert "is no id; give it ten letters and digits" in line
    assert run("case", "export", "alta", where=study).code != 0
