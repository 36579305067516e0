"""crosscase codebook add, edit, rename, move, merge, split, retire, remove, settle: as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import yaml

from studies import Coded, contents, make_study


def listed(run, study: Path, *options: str) -> list[dict[str, str]]:
    done = run("codebook", "list", "--format", "csv", *options, where=study)
    assert (done.code, done.err) == (0, "")
    return list(csv.DictReader(io.StringIO(done.out)))


def counts(run, study: Path) -> dict[str, int]:
    return {row["code"]: int(row["codings"]) for row in listed(run, study) if row["codings"] != "0"}


def says(run, study: Path, *words: str) -> str:
    done = run("codebook", *words, where=study)
    assert (done.code, done.err) == (0, ""), done
    assert len(done.lines) == 1
    return done.lines[0]


def refused(run, study: Path, *words: str) -> str:
    before = contents(study)
    message = run("codebook", *words, where=study).refused()
    assert contents(study) == before
    return message


def test_a_refactoring_is_taken_back_step_by_step_to_the_letter(run, study: Path) -> None:
    before = contents(study)
    steps = [
        ("rename", "barriers", "hinder"),
        ("move", "barriers/knowledge", "-"),
        ("merge", "knowledge", "hinder/capacity"),
        ("split", "hinder/capacity", "Tid", "Penger"),
        ("retire", "challenges/schools"),
        ("settle",),
    ]
    for step in steps:
        says(run, study, *step)
    assert counts(run, study) == {"hinder/capacity": 3, "challenges/schools": 1}
    for _ in steps:
        assert run("undo", where=study).code == 0
    assert contents(study) == before


def test_a_new_code_stands_under_the_code_named(run, study: Path) -> None:
    words = says(run, study, "add", "Økonomi og tid", "--under", "barriers", "--definition", "For lite.")
    assert words.startswith("new code barriers/okonomi-og-tid (")
    facts = json.loads(
        run("codebook", "show", "barriers/okonomi-og-tid", "--format", "json", where=study).out
    )
    assert (facts["name (nb)"], facts["definition"]) == ("Økonomi og tid", "For lite.")
    assert "barriers/resources was a path of barriers/capacity; choose another name" in refused(
        run, study, "add", "Resources", "--under", "barriers"
    )


def test_a_slug_changes_the_path_and_a_name_changes_both(run, study: Path) -> None:
    assert says(run, study, "rename", "barriers/capacity", "staffing") == (
        "barriers/capacity is now barriers/staffing; 2 codings of 2 coders now count as barriers/staffing"
    )
    assert [r["name"] for r in listed(run, study) if r["code"] == "barriers/staffing"] == ["Kapasitet"]
    says(run, study, "rename", "barriers/staffing", "Folk & penger")
    assert [r["name"] for r in listed(run, study) if r["code"] == "barriers/folk-penger"] == ["Folk & penger"]
    says(
        run, study, "rename", "barriers/folk-penger", "barriers/folk", "--name", "People", "--language", "en"
    )
    facts = json.loads(run("codebook", "show", "barriers/folk", "--format", "json", where=study).out)
    assert (facts["name (nb)"], facts["name (en)"]) == ("Folk & penger", "People")
    assert facts["was"] == [
        "barriers/resources", "barriers/capacity", "barriers/staffing", "barriers/folk-penger",
    ]  # fmt: skip
    assert "its path stays" in says(run, study, "rename", "barriers/folk", "folket", "--keep-path")
    assert counts(run, study)["barriers/folk"] == 2


def test_a_family_takes_its_codings_along(run, study: Path) -> None:
    assert says(run, study, "rename", "barriers", "hinder") == (
        "barriers is now hinder; 3 codings of 2 coders now count as hinder and the codes below it"
    )
    done = run("codings", "--code", "barriers/capacity", "--format", "json", where=study)
    assert len(json.loads(done.out)) == 2


def test_a_new_name_with_another_place_in_it_is_referred_to_move(run, study: Path) -> None:
    assert refused(run, study, "rename", "barriers/capacity", "challenges/capacity") == (
        "barriers/capacity does not stand under challenges; to put it elsewhere: "
        "crosscase codebook move barriers/capacity challenges"
    )
    assert "does not stand under x" in refused(run, study, "rename", "barriers", "x/barriers")


def test_a_code_is_moved_before_another_and_to_the_top(run, study: Path) -> None:
    says(run, study, "move", "challenges/schools", "barriers", "--before", "barriers/knowledge")
    assert [row["code"] for row in listed(run, study)] == [
        "barriers", "barriers/capacity", "barriers/schools", "barriers/knowledge", "challenges",
    ]  # fmt: skip
    assert says(run, study, "move", "barriers/capacity", "barriers") == (
        "barriers/capacity has another place under barriers"
    )
    says(run, study, "move", "barriers/schools", "top", "--before", "barriers")
    assert [row["code"] for row in listed(run, study)] == [
        "schools", "barriers", "barriers/knowledge", "barriers/capacity", "challenges",
    ]  # fmt: skip
    assert "challenges does not stand directly under barriers" in refused(
        run, study, "move", "schools", "barriers", "--before", "challenges"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("rename", "barriers/knowledge", "resources"), "barriers/resources was a path of barriers/capacity"),
        (("move", "barriers", "barriers/capacity"), "cannot be moved under barriers/capacity"),
        (("merge", "barriers", "barriers/capacity"), "cannot be merged into barriers/capacity"),
        (("rename", "barriers/knowlege", "x"), "did you mean barriers/knowledge?"),
        (("move", "barriers/knowledge", "challengs"), "did you mean challenges?"),
        (("remove", "barriers/capacity"), "merge it into another code, or retire it"),
        (("edit", "barriers"), "say what to write"),
        (("edit", "barriers", "--color", "red"), "`red` is no colour"),
        (("edit", "barriers", "--tag", "KA"), "KA is the tag of barriers/capacity"),
        (("split", "barriers"), "barriers is not being split; give the names of new codes"),
        (("split", "barriers", "Ny", "--done"), "one at a time"),
        (("retire", "barriers", "--back"), "barriers is not retired"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(
    run, study: Path, words: tuple[str, ...], message: str
) -> None:
    assert message in refused(run, study, *words)


def test_a_merge_says_where_the_texts_went_that_would_be_lost(run, tmp_path: Path) -> None:
    study = make_study(tmp_path / "s")
    says(run, study, "edit", "barriers/knowledge", "--definition", "Ikke nok kunnskap.")
    words = says(run, study, "merge", "barriers/capacity", "barriers/knowledge")
    assert words == (
        "barriers/capacity (2 codings of 2 coders) is now part of barriers/knowledge; 3 codings of 2 coders now count "
        "as barriers/knowledge; its texts are kept in memos/slatt-sammen-kapasitet.md"
    )
    assert "For lite tid, folk eller penger." in (study / "memos/slatt-sammen-kapasitet.md").read_text(
        "utf-8"
    )
    assert run("check", where=study).code == 0


def test_a_split_is_worked_off_by_each_coder(run, study: Path) -> None:
    words = says(run, study, "split", "barriers/capacity", "Tid", "Folk og penger")
    assert words == (
        "barriers/capacity is being split into barriers/tid, barriers/folk-og-penger; "
        "2 codings of 2 coders wait to be placed"
    )
    queue = json.loads(run("codebook", "split", "barriers/capacity", "--format", "json", where=study).out)
    assert [(row["coder"], row["source"]) for row in queue] == [
        ("koder-b", "alta/fokusgruppe"),
        ("koder-a", "alta/fokusgruppe"),
    ]
    theirs, mine = (row["id"] for row in queue)
    place = ("split", "barriers/capacity", "--coder", "koder-a", "--place")
    assert "belongs to koder-b" in refused(run, study, *place, f"{theirs}=tid")
    assert "did you mean" in refused(run, study, *place, f"{mine}=barriers/tidd")
    assert "says no code" in refused(run, study, *place, mine)
    assert f"did you mean {mine}?" in refused(run, study, *place, f"{mine[:-1]}=tid")
    assert says(run, study, *place, f"{mine}=tid,barriers/folk-og-penger") == (
        "placed 1 coding of barriers/capacity; none of yours waits any more"
    )
    assert counts(run, study) == {
        "barriers/capacity": 1, "barriers/tid": 1, "barriers/folk-og-penger": 1, "barriers/knowledge": 1,
        "challenges/schools": 1,
    }  # fmt: skip
    facts = json.loads(run("codebook", "show", "barriers/capacity", "--format", "json", where=study).out)
    assert (facts["split into"], facts["waiting"]) == (["barriers/tid", "barriers/folk-og-penger"], 1)
    assert says(run, study, "split", "barriers/capacity", "--done") == (
        "the split of barriers/capacity is over; 1 coding of 1 coder stays with it"
    )


def test_a_retired_code_is_marked_and_takes_no_new_codings(run, study: Path) -> None:
    assert says(run, study, "retire", "barriers/capacity") == (
        "barriers/capacity is retired; it keeps 2 codings of 2 coders"
    )
    assert [row["code"] for row in listed(run, study) if row["retired"] == "true"] == ["barriers/capacity"]
    before = contents(study)
    message = run(
        "code", "alta/fokusgruppe", "0:9", "barriers/capacity", "--coder", "koder-a", where=study
    ).refused()
    assert message.startswith("barriers/capacity is retired; choose another code")
    assert contents(study) == before
    assert says(run, study, "retire", "barriers/capacity", "--back") == "barriers/capacity is offered again"
    assert (
        run("code", "alta/fokusgruppe", "0:9", "barriers/capacity", "--coder", "koder-a", where=study).code
        == 0
    )


def test_words_with_commas_between_become_keywords_and_an_empty_text_takes_them_away(
    run, study: Path
) -> None:
    assert says(
        run, study, "edit", "barriers/capacity", "--keywords", "tid, folk ,,tid", "--definition", ""
    ) == ("barriers/capacity has another definition, keywords now")
    facts = json.loads(run("codebook", "show", "barriers/capacity", "--format", "json", where=study).out)
    assert (facts["keywords"], facts["definition"]) == (["tid", "folk"], "")


def test_settling_says_what_it_wrote(run, study: Path) -> None:
    assert says(run, study, "settle") == "every coding has its code's present path already"
    says(run, study, "rename", "barriers", "hinder")
    assert says(run, study, "settle") == (
        "3 codings of 2 coders in 2 files now name their code by its present path"
    )
    saved = yaml.safe_load((study / "codings/alta/fokusgruppe/koder-b.yaml").read_text(encoding="utf-8"))
    assert [coding["code"] for coding in saved["codings"]] == ["hinder/capacity"]


def test_the_list_can_be_of_codes_never_used_or_used_once(run, study: Path) -> None:
    says(run, study, "add", "Ubrukt", "--under", "challenges")
    says(run, study, "add", "Tomt")
    says(run, study, "add", "Under", "--under", "tomt")
    assert [row["code"] for row in listed(run, study, "--unused")] == [
        "challenges/ubrukt", "tomt", "tomt/under",
    ]  # fmt: skip
    assert [row["code"] for row in listed(run, study, "--once")] == [
        "barriers/knowledge",
        "challenges/schools",
    ]
    assert len(listed(run, study, "--once", "--unused")) == 5


def test_a_code_shows_where_it_is_used(run, tmp_path: Path) -> None:
    codings = {
        ("alta/fokusgruppe", "koder-a"): [Coded("barriers", (0, 9)), Coded("barriers", (9, 12))],
        ("skien/plan", "koder-b"): [Coded("barriers", (0, 9))],
    }
    study = make_study(tmp_path / "s", codings=codings)
    facts = json.loads(run("codebook", "show", "barriers", "--format", "json", where=study).out)
    assert facts["sources"] == {"alta/fokusgruppe": 2, "skien/plan": 1}
    assert facts["codings"] == {"koder-a": 2, "koder-b": 1}
    [row] = [row for row in listed(run, study) if row["code"] == "barriers"]
    assert (row["codings"], row["sources"], row["coders"]) == ("3", "2", "2")
