"""Changing the codebook: what stands on disk then, what counts as what, what is refused, and undo to the letter."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from crosscase.study.check import check
from crosscase.study.code_edits import add_codes, new_code
from crosscase.study.code_split import end_split, split_code
from crosscase.study.code_use import never_used, place_coding, to_place, use_of, used_once
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.model import Code
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.refactoring import (
    edit_code,
    merge_codes,
    move_code,
    remove_code,
    rename_code,
    reorder_code,
    retire_code,
    settle,
)
from studies import CODEBOOK, CODINGS, Coded, contents, make_study

CAPACITY, KNOWLEDGE, SCHOOLS = "c000000002", "c000000003", "c000000005"
OTHER = ("skien/plan", "koder-a")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_folder(make_study(tmp_path / "study"), "koder-a")


def code(study: Study, path: str) -> Code:
    found = study.codebook.by_path[path]
    assert found is not None
    return found


def on_disk(study: Study) -> dict[str, dict[str, object]]:
    """Every code of the file by its path, in order, without the codes below it."""
    found: dict[str, dict[str, object]] = {}

    def read(codes: list[dict[str, object]], above: str) -> None:
        for record in codes:
            path = f"{above}{record['code']}"
            found[path] = {key: value for key, value in record.items() if key != "children"}
            read(record.get("children", []), f"{path}/")  # type: ignore[arg-type]  # plain YAML

    text = (study.root / "codebook/codebook.yaml").read_text(encoding="utf-8")
    read(yaml.safe_load(text)["codes"], "")
    return found


def counts(study: Study) -> dict[str, int]:
    """Codings by the present path of their code, as a study that is opened anew counts them."""
    again = open_folder(study.root)
    return {again.codebook.path(again.codebook.by_id[i]): n for i, n in again.code_counts().items()}


EDITS: dict[str, Callable[[Study], Edit]] = {
    "rename a code": lambda s: rename_code(s.codebook, code(s, "barriers/capacity"), slug="staffing"),
    "rename a family": lambda s: rename_code(
        s.codebook, code(s, "barriers"), slug="hinder", names={"nb": "H"}
    ),
    "move to the top": lambda s: move_code(s.codebook, code(s, "barriers/capacity"), None, 0),
    "move under": lambda s: move_code(s.codebook, code(s, "barriers/knowledge"), code(s, "challenges"), 0),
    "move a family": lambda s: move_code(s.codebook, code(s, "barriers"), code(s, "challenges")),
    "one down": lambda s: reorder_code(s.codebook, code(s, "barriers/capacity"), 1),
    "one up": lambda s: reorder_code(s.codebook, code(s, "challenges"), -1),
    "merge leaves": lambda s: merge_codes(s, code(s, "barriers/capacity"), code(s, "challenges/schools")),
    "merge a family": lambda s: merge_codes(s, code(s, "challenges"), code(s, "barriers")),
    "merge into the code above": lambda s: merge_codes(s, code(s, "barriers/capacity"), code(s, "barriers")),
    "split": lambda s: split_code(s.codebook, code(s, "barriers/capacity"), ["Tid", "Penger"], "nb"),
    "retire": lambda s: retire_code(s.codebook, code(s, "barriers/capacity")),
    "describe": lambda s: edit_code(
        s.codebook,
        code(s, "barriers/knowledge"),
        definition="=1+1",
        keywords=["a", " ", "a"],
        color="#00ff00",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_only_the_codebook_and_memos_change_and_undo_gives_back_every_byte(study: Study, name: str) -> None:
    before = contents(study.root)
    study.apply(EDITS[name](study))
    after = contents(study.root)
    changed = {file for file in after if after[file] != before.get(file)}
    assert "codebook/codebook.yaml" in changed
    assert all(file.startswith(("codebook/", "memos/")) for file in changed)
    study.undo()
    assert contents(study.root) == before
    study.redo()
    assert {file: after[file] for file in changed} == {f: contents(study.root)[f] for f in changed}


@pytest.mark.parametrize("name", EDITS)
def test_undo_gives_back_the_order_also_where_somebody_else_wrote_in_between(study: Study, name: str) -> None:
    before = list(on_disk(study))
    study.apply(EDITS[name](study))
    other = open_folder(study.root, "koder-b")
    other.apply(add_codes([new_code(other.codebook, "Noe annet", "nb")]))
    study.undo()
    assert [path for path in on_disk(study) if path != "noe-annet"] == before


def test_a_renamed_code_keeps_its_codings_and_says_what_it_was(study: Study) -> None:
    study.apply(rename_code(study.codebook, code(study, "barriers/capacity"), slug="staffing"))
    assert counts(study) == {"barriers/staffing": 2, "barriers/knowledge": 1, "challenges/schools": 1}
    record = on_disk(study)["barriers/staffing"]
    assert record["was"] == ["barriers/resources", "barriers/capacity"]
    assert record["name"] == {"nb": "Kapasitet", "en": "Capacity"}
    study.apply(rename_code(study.codebook, code(study, "barriers/staffing"), slug="resources"))
    assert on_disk(study)["barriers/resources"]["was"] == ["barriers/capacity", "barriers/staffing"]
    assert counts(study)["barriers/resources"] == 2


def test_a_renamed_family_changes_no_other_record(study: Study) -> None:
    before = on_disk(study)
    study.apply(rename_code(study.codebook, code(study, "barriers"), slug="hinder"))
    after = on_disk(study)
    assert after["hinder"]["was"] == ["barriers"]
    # the colour that was missing is filled in whenever the file is written
    assert {**after["hinder/capacity"], "color": ""} == {**before["barriers/capacity"], "color": ""}
    study.apply(move_code(study.codebook, code(study, "hinder/capacity"), code(study, "challenges")))
    study.apply(rename_code(study.codebook, code(study, "challenges"), slug="x"))
    assert counts(study) == {"x/capacity": 2, "hinder/knowledge": 1, "x/schools": 1}


def test_another_language_gets_its_name_and_a_plain_name_is_replaced(tmp_path: Path) -> None:
    codebook = "codes:\n  - {id: c1, code: a, name: Tid}\n  - {id: c2, code: b, name: {nb: Penger}}\n"
    study = open_folder(make_study(tmp_path / "s", codebook=codebook, codings={}))
    study.apply(rename_code(study.codebook, code(study, "a"), names={"nb": "  Tiden   går "}))
    study.apply(rename_code(study.codebook, code(study, "b"), names={"en": "Money"}))
    assert on_disk(study)["a"]["name"] == "Tiden går"
    assert on_disk(study)["b"]["name"] == {"nb": "Penger", "en": "Money"}
    with pytest.raises(StudyError, match="needs a name"):
        rename_code(study.codebook, code(study, "a"), names={"nb": " "})


def test_a_merged_code_leaves_its_codings_codes_links_and_texts(tmp_path: Path) -> None:
    codebook = CODEBOOK.replace(
        '        tag: "SK"\n',
        '        tag: "SK"\n        definition: "Skolen."\n        keywords: [skole, ressurs]\n        survey: [F4.x]\n',
    )
    study = open_folder(make_study(tmp_path / "s", codebook=codebook), "koder-b")
    study.apply(merge_codes(study, code(study, "barriers/capacity"), code(study, "challenges/schools")))
    assert counts(study) == {"challenges/schools": 3, "barriers/knowledge": 1}
    record = on_disk(study)["challenges/schools"]
    assert record["was"] == ["barriers/capacity", "barriers/resources"]
    assert record["definition"] == "Skolen."
    assert record["include"] == "Ta med ressurser i vid forstand."
    assert record["keywords"] == ["skole", "ressurs", "kapasitet"]
    assert record["survey"] == ["F4.x", "F10.kapasitet"]
    [memo] = (study.root / "memos").iterdir()
    text = memo.read_text(encoding="utf-8")
    assert f"about: code/{SCHOOLS}\n" in text
    assert "coder: koder-b\n" in text
    assert "Definisjon: For lite tid, folk eller penger." in text
    assert "Ta med" not in text  # filled, so nothing of it is lost
    assert "Kapasitet (barriers/capacity)" in text


def test_codes_below_a_merged_code_move_along_under_a_free_slug(tmp_path: Path) -> None:
    codebook = """codes:
  - id: c1
    code: a
    name: A
    was: [x]
    children:
      - {id: c2, code: s, name: S, children: [{id: c3, code: t, name: T}]}
      - {id: c4, code: u, name: U}
  - id: c5
    code: b
    name: B
    children:
      - {id: c6, code: s, name: Z, children: [{id: c7, code: t, name: V}]}
"""
    used = ["x/s/t", "a/s", "b/s/t", "b/s", "x/u", "a"]
    coded = [Coded(path, (n, n + 1)) for n, path in enumerate(used)]
    study = open_folder(make_study(tmp_path / "s", codebook=codebook, codings={OTHER: coded}))
    study.apply(merge_codes(study, code(study, "a"), code(study, "b")))
    assert list(on_disk(study)) == ["b", "b/s", "b/s/t", "b/s-2", "b/s-2/t", "b/u"]
    assert [study.codebook.path_now(path) for path in used] == [
        "b/s-2/t",
        "b/s-2",
        "b/s/t",
        "b/s",
        "b/u",
        "b",
    ]
    assert counts(study) == {"b/s-2/t": 1, "b/s-2": 1, "b/s/t": 1, "b/s": 1, "b/u": 1, "b": 1}
    assert not (study.root / "memos").exists()


def test_memos_and_a_split_follow_the_code_they_named(tmp_path: Path) -> None:
    memo = "---\nabout: code/barriers/capacity\ncoder: koder-a\n---\nTo ting i ett.\n"
    study = open_folder(make_study(tmp_path / "s", files={"memos/to-ting.md": memo}), "koder-b")
    study.apply(split_code(study.codebook, code(study, "challenges/schools"), ["Lærere"], "nb"))
    study.apply(merge_codes(study, code(study, "challenges/laerere"), code(study, "barriers/knowledge")))
    assert on_disk(study)["challenges/schools"]["split"] == [KNOWLEDGE]
    study.apply(merge_codes(study, code(study, "barriers/capacity"), code(study, "barriers/knowledge")))
    assert f"about: code/{KNOWLEDGE}\n" in (study.root / "memos/to-ting.md").read_text(encoding="utf-8")
    study.apply(merge_codes(study, code(study, "barriers/knowledge"), code(study, "challenges/schools")))
    assert "split" not in on_disk(study)["challenges/schools"]


REFUSED: dict[str, tuple[Callable[[Study], Edit], str]] = {
    "a former path": (
        lambda s: rename_code(s.codebook, code(s, "barriers/knowledge"), slug="resources"),
        "barriers/resources was a path of barriers/capacity; choose another name",
    ),
    "a path that is there": (
        lambda s: rename_code(s.codebook, code(s, "barriers/knowledge"), slug="capacity"),
        "there is a code barriers/capacity already; choose another name",
    ),
    "a name that is there": (
        lambda s: rename_code(s.codebook, code(s, "barriers/knowledge"), names={"en": "CAPACITY"}),
        "there is a code barriers/capacity already; choose another name",
    ),
    "no slug": (
        lambda s: rename_code(s.codebook, code(s, "barriers"), slug="Økt tid"),
        "`Økt tid` cannot stand in a code's path; write `okt-tid`",
    ),
    "the same slug": (
        lambda s: rename_code(s.codebook, code(s, "barriers"), slug="barriers"),
        "rename barriers: that is how it is already; nothing was changed",
    ),
    "move under itself": (
        lambda s: move_code(s.codebook, code(s, "barriers"), code(s, "barriers")),
        "barriers cannot be moved under itself; move it elsewhere",
    ),
    "move under its child": (
        lambda s: move_code(s.codebook, code(s, "barriers"), code(s, "barriers/capacity")),
        "barriers cannot be moved under barriers/capacity, which is below it; move it elsewhere",
    ),
    "merge into itself": (
        lambda s: merge_codes(s, code(s, "barriers"), code(s, "barriers")),
        "barriers cannot be merged into itself; merge it elsewhere",
    ),
    "merge into its child": (
        lambda s: merge_codes(s, code(s, "barriers"), code(s, "barriers/capacity")),
        "barriers cannot be merged into barriers/capacity, which is below it; merge it elsewhere",
    ),
    "remove what is used": (
        lambda s: remove_code(s, code(s, "barriers/capacity")),
        "barriers/capacity has 2 codings; merge it into another code, or retire it",
    ),
    "remove a family": (
        lambda s: remove_code(s, code(s, "barriers")),
        "barriers has codes below it (barriers/capacity); move, merge or remove them first",
    ),
    "first already": (
        lambda s: reorder_code(s.codebook, code(s, "barriers"), -1),
        "barriers is the first already",
    ),
    "not retired": (
        lambda s: retire_code(s.codebook, code(s, "barriers"), back=True),
        "barriers is not retired; nothing was changed",
    ),
    "not being split": (
        lambda s: end_split(s.codebook, code(s, "barriers")),
        "barriers is not being split; nothing was changed",
    ),
    "no colour": (
        lambda s: edit_code(s.codebook, code(s, "barriers"), color="red"),
        "`red` is no colour; give one as #D55E00",
    ),
    "another's tag": (
        lambda s: edit_code(s.codebook, code(s, "barriers"), tag="ka"),
        "KA is the tag of barriers/capacity; choose other letters",
    ),
    "no tag": (
        lambda s: edit_code(s.codebook, code(s, "barriers"), tag="B1"),
        "`B1` is no tag; give one or two letters",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_in_one_line(study: Study, name: str) -> None:
    edit, message = REFUSED[name]
    with pytest.raises(StudyError, match=f"^{re.escape(message)}$"):
        edit(study)


def test_a_path_under_a_former_one_is_not_used_again(study: Study) -> None:
    study.apply(rename_code(study.codebook, code(study, "barriers"), slug="hinder"))
    study.apply(move_code(study.codebook, code(study, "hinder/knowledge"), None))
    with pytest.raises(StudyError, match="hinder/knowledge was a path of knowledge; choose another name"):
        new_code(study.codebook, "Knowledge", "en", code(study, "hinder"))
    with pytest.raises(StudyError, match="barriers was a path of hinder"):
        new_code(study.codebook, "Barriers?", "en")


def test_a_family_does_not_take_a_path_that_a_code_below_it_once_had(tmp_path: Path) -> None:
    codebook = """codes:
  - {id: c1, code: a, name: A, children: [{id: c2, code: s, name: S}]}
  - {id: c3, code: b, name: B, children: [{id: c4, code: s, name: T}]}
"""
    study = open_folder(make_study(tmp_path / "s", codebook=codebook, codings={}))
    study.apply(merge_codes(study, code(study, "a"), code(study, "b")))
    with pytest.raises(StudyError, match=r"^a/s was a path of b/s-2; choose another name$"):
        rename_code(study.codebook, code(study, "b"), slug="a")
    study.apply(rename_code(study.codebook, code(study, "b/s"), slug="t"))
    study.apply(rename_code(study.codebook, code(study, "b"), slug="a"))
    now = {path: study.codebook.path_now(path) for path in ("a/s", "b/s", "b/s-2", "a", "b", "b/t")}
    assert now == {"a/s": "a/s-2", "b/s": "a/t", "b/s-2": "a/s-2", "a": "a", "b": "a", "b/t": "a/t"}


def test_a_code_that_nobody_uses_goes_and_one_with_a_memo_stays(study: Study) -> None:
    study.apply(add_codes([new_code(study.codebook, "Tid", "nb", code(study, "barriers"))]))
    new = code(study, "barriers/tid")
    (study.root / "memos").mkdir()
    (study.root / "memos/m.md").write_text(f"---\nabout: code/{new.id}\n---\nHm.\n", encoding="utf-8")
    again = open_folder(study.root)
    with pytest.raises(StudyError, match=r"barriers/tid has a memo \(m\)"):
        remove_code(again, code(again, "barriers/tid"))
    study.apply(remove_code(study, new))
    assert "barriers/tid" not in on_disk(study)


def test_new_codes_of_a_split_stand_right_after_it_in_its_colour(study: Study) -> None:
    study.apply(split_code(study.codebook, code(study, "barriers/capacity"), ["Tid", "Penger"], "nb"))
    study.apply(split_code(study.codebook, code(study, "barriers/capacity"), ["Folk"], "nb"))
    records = on_disk(study)
    assert list(records)[:6] == [
        "barriers", "barriers/capacity", "barriers/tid", "barriers/penger", "barriers/folk", "barriers/knowledge",
    ]  # fmt: skip
    new = [records[f"barriers/{slug}"] for slug in ("tid", "penger", "folk")]
    assert records["barriers/capacity"]["split"] == [record["id"] for record in new]
    assert {record["color"] for record in new} == {code(study, "barriers/capacity").color}
    tags = [record["tag"] for record in records.values()]
    assert len(set(tags)) == len(tags)


def test_each_coder_places_their_own_codings_of_a_split_code(study: Study) -> None:
    study.apply(split_code(study.codebook, code(study, "barriers/capacity"), ["Tid", "Penger"], "nb"))
    split = code(study, "barriers/capacity")
    assert len(to_place(study, split)) == 2
    [mine] = to_place(study, split, "koder-a")
    tid, penger = code(study, "barriers/tid"), code(study, "barriers/penger")
    study.apply(place_coding(study, mine, [tid, penger, tid]))
    saved = yaml.safe_load((study.root / "codings/alta/fokusgruppe/koder-a.yaml").read_text(encoding="utf-8"))
    one, other = [c for c in saved["codings"] if c["at"] == list(mine.at or ())]
    if one["id"] != mine.id:
        one, other = other, one
    assert (one["id"], one["code"], one["created"], one["memo"]) == (
        mine.id, "barriers/tid", mine.created, "Sagt flere ganger.",
    )  # fmt: skip
    assert (other["code"], other["memo"], other["quote"]) == ("barriers/penger", mine.memo, mine.quote)
    assert to_place(study, split, "koder-a") == ()
    [theirs] = to_place(study, split)
    with pytest.raises(StudyError, match="belongs to koder-b"):
        study.apply(place_coding(study, theirs, [tid]))
    study.apply(end_split(study.codebook, split))
    assert to_place(study, code(study, "barriers/capacity")) == ()
    assert counts(study)["barriers/capacity"] == 1


def test_a_coding_is_not_placed_twice_on_the_same_words(study: Study) -> None:
    study.apply(split_code(study.codebook, code(study, "barriers/capacity"), ["Tid", "Penger"], "nb"))
    [mine] = to_place(study, code(study, "barriers/capacity"), "koder-a")
    tid = code(study, "barriers/tid")
    study.apply(place_coding(study, mine, [tid]))
    [placed] = [c for c in study.codings("alta/fokusgruppe", ["koder-a"]) if c.id == mine.id]
    study.apply(place_coding(study, placed, [code(study, "barriers/penger"), tid]))
    codes = [c.code for c in study.codings("alta/fokusgruppe", ["koder-a"]) if c.at == mine.at]
    assert sorted(codes) == ["barriers/penger", "barriers/tid"]
    [at_tid] = [c for c in study.codings("alta/fokusgruppe", ["koder-a"]) if c.code == "barriers/tid"]
    with pytest.raises(
        StudyError, match="koder-a has barriers/penger on these words already; remove the coding"
    ):
        place_coding(study, at_tid, [code(study, "barriers/penger")])


def test_a_retired_code_stays_with_its_codings_and_ends_its_split_where_nothing_waits(study: Study) -> None:
    study.apply(split_code(study.codebook, code(study, "barriers"), ["Ny"], "nb"))
    study.apply(retire_code(study.codebook, code(study, "barriers"), done=True))
    assert on_disk(study)["barriers"]["retired"] is True
    assert "split" not in on_disk(study)["barriers"]
    with pytest.raises(StudyError, match="barriers is retired; bring it back"):
        split_code(study.codebook, code(study, "barriers"), ["Mer"], "nb")
    with pytest.raises(StudyError, match="barriers is retired; bring it back"):
        merge_codes(study, code(study, "challenges"), code(study, "barriers"))
    study.apply(retire_code(study.codebook, code(study, "barriers"), back=True))
    assert "retired" not in on_disk(study)["barriers"]


def test_settling_writes_present_paths_into_everybodys_files_and_nothing_else(study: Study) -> None:
    assert settle(study) is None
    before = contents(study.root)
    study.apply(rename_code(study.codebook, code(study, "barriers"), slug="hinder"))
    edit = settle(study)
    assert edit is not None
    study.apply(edit)
    after = contents(study.root)
    for coder in ("koder-a", "koder-b"):
        file = f"codings/alta/fokusgruppe/{coder}.yaml"
        assert after[file] == before[file].replace(b"code: barriers/", b"code: hinder/")
    assert settle(study) is None
    study.undo()
    study.undo()
    assert contents(study.root) == before


def test_the_use_of_a_code_counts_its_own_codings_by_source_and_coder(tmp_path: Path) -> None:
    codings = {**CODINGS, OTHER: [Coded("barriers/resources", (0, 5)), Coded("barriers", (9, 12))]}
    study = open_folder(make_study(tmp_path / "s", codings=codings))
    assert dict(use_of(study, code(study, "barriers/capacity"))) == {
        ("alta/fokusgruppe", "koder-a"): 1,
        ("alta/fokusgruppe", "koder-b"): 1,
        ("skien/plan", "koder-a"): 1,
    }
    assert dict(use_of(study, code(study, "barriers/capacity"), ["koder-b"])) == {
        ("alta/fokusgruppe", "koder-b"): 1
    }
    study.apply(add_codes([new_code(study.codebook, "Ubrukt", "nb")]))
    assert [c.code for c in never_used(study)] == ["ubrukt"]
    assert [c.code for c in used_once(study)] == ["barriers", "knowledge", "schools"]


def test_check_names_the_line_of_a_split_into_a_code_that_is_gone(tmp_path: Path) -> None:
    codebook = CODEBOOK.replace('        tag: "SK"\n', '        tag: "SK"\n        split: [c000000009]\n')
    study = open_folder(make_study(tmp_path / "s", codebook=codebook))
    [problem] = [problem for problem in check(study) if problem.kind == "split"]
    line = codebook.split("\n").index("        split: [c000000009]") + 1
    assert (problem.file, problem.line) == ("codebook/codebook.yaml", line)
    assert "challenges/schools is being split into c000000009" in problem.message


def test_a_codebook_is_never_made_so_deep_that_it_could_not_be_read_again(study: Study) -> None:
    above = study.codebook.by_id[CAPACITY]
    for _ in range(22):
        code = new_code(study.codebook, "Under", "nb", above)
        study.apply(add_codes([code]))
        above = study.codebook.by_id[code.id]
    further = add_codes([new_code(study.codebook, "Under", "nb", above)])
    with pytest.raises(StudyError, match=r"levels deep.*nothing was changed: put it higher up"):
        study.apply(further)
    deepest = study.codebook.path(above)
    moved = move_code(study.codebook, study.codebook.by_id[SCHOOLS], above)
    with pytest.raises(StudyError, match="levels deep"):
        study.apply(moved)
    again = open_folder(study.root)
    assert check(again) == []
    assert again.codebook.path(again.codebook.by_id[above.id]) == deepest
    assert deepest.count("/") == 23
