"""crosscase source: list, rename, move."""

import json
from pathlib import Path

import pytest
import yaml

from studies import BODY, contents, put


def test_the_list_says_what_is_known_of_each_source(run, study: Path) -> None:
    [first, second] = json.loads(run("source", "list", "--format", "json", where=study).out)
    assert first.pop("words") == len(BODY.split())
    assert 0 < first.pop("coded") < 1
    assert first == {
        "id": "alta/fokusgruppe", "case": "alta", "kind": "focus-group", "title": "", "date": "2021-11-30",
        "speakers": ["Intervjuer", "I1", "I2"], "notes by": "", "session": "",
    }  # fmt: skip
    assert (second["id"], second["title"], second["coded"]) == ("skien/plan", "Plan for mangfold", 0)
    assert "0 %  " not in run("source", "list", "--format", "csv", where=study).out
    assert run("source", "list", where=study).lines[2].endswith(" 0 %")


def test_a_source_gets_another_name_and_title_and_undo_gives_the_former_back(run, study: Path) -> None:
    put(study, "memos/om.md", "---\nabout: source/alta/fokusgruppe\n---\nGod samtale.\n")
    before = contents(study)
    done = run(
        "source", "rename", "alta/fokusgruppe", "Vår samtale", "--title", "Samtale i høst", where=study
    )
    assert (done.code, done.err) == (0, "")
    assert done.out == "alta/fokusgruppe is now alta/var-samtale; 4 codings, 1 memo followed\n"
    assert 'title: "Samtale i høst"\n' in (study / "interviews/alta/var-samtale.md").read_text(
        encoding="utf-8"
    )
    for coder in ("koder-a", "koder-b"):
        data = yaml.safe_load((study / f"codings/alta/var-samtale/{coder}.yaml").read_bytes())
        assert data["source"] == "alta/var-samtale"
    assert run("check", where=study).code == 0
    assert run("undo", where=study).code == 0
    assert contents(study) == before


def test_a_source_is_moved_to_a_case_by_its_name(run, study: Path) -> None:
    done = run("source", "move", "alta/fokusgruppe", "Skien", where=study)
    assert done.out == "alta/fokusgruppe is now skien/fokusgruppe; 4 codings followed\n"
    assert (
        (study / "interviews/skien/fokusgruppe.md")
        .read_text(encoding="utf-8")
        .startswith("---\ncase: skien\n")
    )
    assert [row["id"] for row in json.loads(run("source", "list", "--format", "json", where=study).out)] == [
        "skien/fokusgruppe", "skien/plan",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rename", "alta/fokusgrupe", "x"], "did you mean alta/fokusgruppe?"),
        (["rename", "alta/fokusgruppe", "fokusgruppe"], "is called so already"),
        (["move", "alta/fokusgruppe", "Skein"], "there is no case Skein; did you mean skien?"),
        (["move", "alta/fokusgruppe", "Alta"], "is in case alta already"),
        (["move", "alta/plan", "skien"], "there is a source skien/plan (Plan for mangfold) already"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(
    run, study: Path, words: list[str], said: str
) -> None:
    put(study, "interviews/alta/plan.md", "x")
    before = contents(study)
    assert said in run("source", *words, where=study).refused()
    assert contents(study) == before


def test_the_workbench_opens_where_one_left_off_under_the_new_name(run, study: Path) -> None:
    put(
        study,
        ".crosscase/session.yaml",
        'code.offset.alta/fokusgruppe: "12"\ncode.offset.skien/plan: "3"\ncode.source: "alta/fokusgruppe"\nplace: "code"\n',
    )
    run("source", "rename", "alta/fokusgruppe", "samtale", where=study)
    assert yaml.safe_load((study / ".crosscase/session.yaml").read_bytes()) == {
        "code.offset.alta/samtale": "12",
        "code.offset.skien/plan": "3",
        "code.source": "alta/samtale",
        "place": "code",
    }
