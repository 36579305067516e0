"""crosscase suggest: what is listed, what is coded after a look, and how good it is said to be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crosscase.cli import progress
from runs import Run
from studies import contents, put
from suggestions import CODEBOOK, taught_study


@pytest.fixture(autouse=True)
def never_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 600)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return taught_study(tmp_path / "study")


def test_suggestions_are_listed_with_their_reasons_and_nothing_is_changed(run: Run, here: Path) -> None:
    before = contents(here)
    done = run("suggest", "alta/nytt", "--coder", "koder-a", where=here)
    assert (done.code, done.err) == (0, "")
    shown = [line.split() for line in done.lines]
    assert shown[0] == ["source", "place", "code", "score", "why", "words"]
    assert {line[2] for line in shown[1:] if line[:1] == ["alta/nytt"]} == {"money", "school", "leisure"}
    assert done.lines[-1].startswith("Learned 3 codes from 16 coded passages (koder-a);")
    assert done.lines[-1].endswith("Made with simplemma 2.0.0 nb, scikit-learn 1.9.1.")
    data = json.loads(
        run("suggest", "--case", "alta", "--coder", "koder-a", "--format", "json", where=here).out
    )
    money = next(one for one in data if one["kind"] == "keyword")
    assert (money["source"], money["code"], money["words"]) == ("alta/nytt", "money", "Budsjettet er stramt.")
    body = (here / "interviews/alta/nytt.md").read_text(encoding="utf-8").partition("---\n#")[2]
    assert f"#{body}"[money["start"] : money["end"]] == money["words"]
    assert contents(here) == before


def test_a_code_is_put_where_it_is_suggested_only_after_a_look_and_taken_back(run: Run, here: Path) -> None:
    before = contents(here)
    asked = ("suggest", "alta/nytt", "--accept", "school", "--coder", "koder-a")
    looked = run(*asked, where=here)
    assert "Læreren min forsto det." in looked.out
    assert looked.lines[-1].endswith("nothing is changed yet; add --yes to do it")
    assert contents(here) == before
    done = run(*asked, "--yes", where=here)
    offered = [line for line in looked.lines if line.startswith("alta/nytt")]
    assert done.lines[-1] == f"code {len(offered)} suggestion as school in 1 source by koder-a: done"
    made = (here / "codings/alta/nytt/koder-a.yaml").read_text(encoding="utf-8")
    assert 'quote: "Læreren min forsto det."' in made
    assert "origin: suggestion" in made
    assert "suggested nowhere" in run(*asked, where=here).refused()
    run("undo", "--coder", "koder-a", where=here)
    assert contents(here) == before


def test_the_queue_is_as_long_as_asked_for_and_tells_its_rule(run: Run, here: Path) -> None:
    done = run("suggest", "--queue", "--most", "2", where=here)
    assert len([line for line in done.lines if line.startswith(("alta/", "skien/"))]) == 2
    assert done.lines[-1].startswith("In this order: passages that nobody learned from has coded")
    assert "whose codings count" in done.lines[-1]


def test_evaluation_is_by_code_on_sources_held_apart_and_says_what_to_doubt(run: Run, here: Path) -> None:
    done = run("suggest", "--evaluate", "--by", "learned", where=here)
    assert done.lines[0].split() == [
        "code", "examples", "sources", "suggested", "right", "precision", "recall", "f1",
    ]  # fmt: skip
    rows = {line.split()[0]: line.split() for line in done.lines[1:5]}
    assert rows["school"][1:3] == ["5", "3"]
    assert rows["rare"][1:3] == ["1", "1"]
    assert "Tried on 3 sources, each while nothing was learned from it" in done.out
    assert "With 3 sources these figures can be far off." in done.lines
    assert done.lines[-1] == "At most three suggestions a passage; made with scikit-learn 1.9.1."
    output = here / "tried.csv"
    run("suggest", "--evaluate", "--output", str(output), where=here)
    assert output.read_text(encoding="utf-8-sig").split("\n")[0].strip().startswith("code,examples,sources")


def test_where_there_is_too_little_it_says_so_in_one_sentence(run: Run, tmp_path: Path) -> None:
    root = taught_study(tmp_path / "study", codings={}, codebook=CODEBOOK.replace("keywords:", "was:"))
    assert run("suggest", "--evaluate", where=root).lines == [
        "There is nothing to learn from: no passage is coded."
    ]
    done = run("suggest", "--by", "learned", "--coder", "koder-a", where=root)
    assert done.lines == [
        "there is nothing to suggest: too little to learn from: 0 coded passages (koder-a)."
    ]


def test_what_does_not_fit_together_is_refused_in_one_line(run: Run, here: Path) -> None:
    put(here, "study.yaml", (here / "study.yaml").read_text(encoding="utf-8") + "blind: true\n")
    for words, said in (
        (("--queue", "--evaluate"), "give one of them"),
        (("--yes",), "give --accept CODE too"),
        (("--evaluate", "alta/nytt"), "leave out SOURCE"),
        (("--by", "keywords"), "did you mean keyword?"),
        (("--unit", "page"), "there is no unit page"),
        (("alta/ny",), "did you mean alta/nytt?"),
        (("--accept", "schol", "--coder", "koder-a"), "did you mean school?"),
        (("--accept", "school"), "who codes?"),
        (("--coders", "counted", "--coder", "koder-a"), "coded blind"),
        (("--coders", "everybody", "--coder", "koder-a"), "coded blind"),
    ):
        assert said in run("suggest", *words, where=here).refused(), words
