"""crosscase theme: themes written down, decided on, taken away, and every step undone."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from crosscase.cli import progress
from joints import joint_study


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine would say on stderr that it is slow."""
    monkeypatch.setattr(progress, "PATIENCE", 600)


def themes(study: Path) -> dict[str, dict[str, object]]:
    """The themes by id, as another program reads the file."""
    found = yaml.safe_load((study / "synthesis/themes.yaml").read_text(encoding="utf-8"))
    return {theme["id"]: theme for theme in found["themes"]}


def test_a_theme_is_added_edited_decided_on_and_removed_and_undo_takes_each_back_in_later_runs(
    run, tmp_path: Path
) -> None:
    study = joint_study(tmp_path)
    states = [(study / "synthesis/themes.yaml").read_bytes()]
    steps = [
        ("add", "N1", "--sentence", "Skolen trenger folk.", "--code", "school", "--code", "code:drivers near code:school",
         "--item", "F2.folk", "--area", "skole"),
        ("edit", "N1", "--sentence", "Schools need staff.", "--language", "en", "--item", "F2.folk", "--item", "F2.penger",
         "--reversed", "F2.penger"),
        ("edit", "N1", "--item", "F2.folk", "--area", "", "--against", "barriers/time"),
        ("decide", "n1", "Explains", "--reason", "Fordi.", "--coder", "koder-a"),
        ("remove", "T2"),
    ]  # fmt: skip
    for step in steps:
        done = run("theme", *step, "--coder", "koder-a", where=study)
        assert (done.code, done.err) == (0, ""), step
        assert done.out.startswith("synthesis/themes.yaml: ")
        states.append((study / "synthesis/themes.yaml").read_bytes())
    assert themes(study)["N1"] == {
        "id": "N1",
        "sentence": {"nb": "Skolen trenger folk.", "en": "Schools need staff."},
        "codes": ["school", "code:drivers near code:school"],
        "against": ["barriers/time"],
        "survey": ["F2.folk"],
        "relation": "explains",
        "reason": {"nb": "Fordi."},
        "decided": {"by": "koder-a", "on": datetime.now(UTC).date().isoformat()},
    }
    assert list(themes(study)) == ["T1", "T3", "N1"]
    for before in reversed(states[:-1]):
        assert run("undo", "--coder", "koder-a", where=study).code == 0
        assert (study / "synthesis/themes.yaml").read_bytes() == before


def test_themes_are_listed_and_shown_as_they_are_written(run, tmp_path: Path) -> None:
    study = joint_study(tmp_path)
    listed = json.loads(run("theme", "list", "--area", "vilkar", "--format", "json", where=study).out)
    assert listed == [
        {
            "id": "T1", "area": "vilkar", "sentence": "Tid og penger mangler.", "codes": ["barriers"],
            "against": ["code:school and speaker:I3"], "survey": ["F1.ja", "F2.penger"], "reversed": ["F1.ja"],
            "relation": "converges", "reason": "Begge sier det.", "decided_by": "koder-a", "decided_on": "2021-12-20",
        }
    ]  # fmt: skip
    assert [line.split()[0] for line in run("theme", "list", where=study).lines] == ["id", "T1", "T2", "T3"]
    assert run("theme", "show", "T1", where=study).lines == [
        "id           T1",
        "area         vilkar (Vilkår)",
        "sentence nb  Tid og penger mangler.",
        "sentence en  Time and money are lacking.",
        "code         barriers",
        "against      code:school and speaker:I3",
        "item         F1.ja (reversed)",
        "item         F2.penger",
        "relation     converges",
        "reason nb    Begge sier det.",
        "reason en    Both say so.",
        "decided      koder-a 2021-12-20",
    ]
    empty = joint_study(tmp_path / "none", themes="")
    assert run("theme", "list", where=empty).lines[-1] == "no themes"


def test_wrong_use_changes_nothing(run, tmp_path: Path) -> None:
    study = joint_study(tmp_path)
    before = (study / "synthesis/themes.yaml").read_bytes()
    for words, line in (
        (("decide", "T1", "expands", "--reason", "x"), "who codes? give --coder NAME"),
        (
            ("decide", "T1", "expand", "--reason", "x", "--coder", "koder-a"),
            "there is no relation expand; did you mean",
        ),
        (
            ("decide", "T3", "expands", "--reason", "x", "--coder", "koder-a"),
            "T3 is set beside nothing of the survey",
        ),
        (("edit", "T1"), "say what to write"),
        (("edit", "T1", "--reversed", "F3"), "T1: F3 is reversed, but not among its items"),
        (("edit", "T1", "--code", ""), "T1: a theme rests on codes"),
        (("add", "N", "--sentence", "x", "--code", "scool"), "there is no code scool; did you mean school?"),
        (("add", "N", "--sentence", "x", "--code", "code:"), "the query “code:” cannot be answered"),
        (("remove", "T8"), "there is no theme T8; did you mean T"),
        (("show", "T8"), "there is no theme T8; did you mean T"),
    ):
        assert run("theme", *words, where=study).refused().startswith(line), words
    assert run("theme", "edit", "T1", "--code", "barriers", where=study).lines == ["T1: it is so already"]
    assert (study / "synthesis/themes.yaml").read_bytes() == before
