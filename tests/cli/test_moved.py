"""crosscase moved: codings follow a text that was renamed by hand."""

import json
from pathlib import Path

import pytest
import yaml

from studies import BODY, contents, make_study

OLD, NEW = "alta/fokusgruppe", "alta/samtale"


@pytest.fixture
def renamed(study: Path) -> Path:
    (study / f"interviews/{OLD}.md").rename(study / f"interviews/{NEW}.md")
    return study


def codings_of(study: Path, source: str, coder: str) -> list[dict]:
    return yaml.safe_load((study / f"codings/{source}/{coder}.yaml").read_text(encoding="utf-8"))["codings"]


def test_the_codings_of_every_coder_follow_and_the_old_files_are_gone(run, renamed: Path) -> None:
    before = {coder: codings_of(renamed, OLD, coder) for coder in ("koder-a", "koder-b")}
    done = run("moved", OLD, NEW, where=renamed)
    assert (done.code, done.err) == (0, "")
    assert f"4 codings of {OLD} now belong to {NEW}" in done.out
    assert {coder: codings_of(renamed, NEW, coder) for coder in before} == before
    assert not list(renamed.glob(f"codings/{OLD}/*.yaml"))
    assert json.loads(run("check", "--format", "json", where=renamed).out) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["alta/fokusgrupe", NEW], "did you mean alta/fokusgruppe?"),
        ([OLD, "alta/samtala"], "did you mean alta/samtale?"),
        (["skien/plan", NEW], "skien/plan is still there"),
        (["nope/nope", NEW], "see crosscase check"),
    ],
)
def test_what_cannot_be_moved_is_refused(run, renamed: Path, words: list[str], said: str) -> None:
    before = contents(renamed)
    assert said in run("moved", *words, where=renamed).refused()
    assert contents(renamed) == before


def test_codings_are_never_moved_onto_a_source_that_has_its_own(run, tmp_path: Path) -> None:
    study = make_study(tmp_path)
    other = study / "interviews/alta/annen.md"
    other.write_text(f"---\ncase: alta\n---\n{BODY}", encoding="utf-8")
    run("code", "alta/annen", "2:10", "barriers", "--coder", "koder-a", where=study)
    (study / f"interviews/{OLD}.md").unlink()
    before = contents(study)
    assert "has codings of its own" in run("moved", OLD, "alta/annen", where=study).refused()
    assert contents(study) == before
