"""Attributes of cases from rows of a table: matched by name, read as text, never over what is there unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.case_edits import CaseRow, RowTaken, set_attributes
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from studies import contents, make_study, put

CASES = {"alta": "Alta", "lillestrom": "Lillestrøm", "nord-fron": "Nord-Fron", "the": "東京"}


@pytest.fixture
def study(tmp_path: Path) -> Study:
    files = {
        "cases/alta.yaml": '# nord\nname: "Alta" # by\nrespondent: R017\nattributes:\n  fylke: "Finnmark"\n'
    }
    return open_folder(make_study(tmp_path / "study", cases=CASES, sources={}, files=files))


def take(study: Study, *rows: tuple[str, dict[str, str]], **how: bool) -> list[RowTaken]:
    edit, taken = set_attributes(
        study, [CaseRow(f"line {n}", case, values) for n, (case, values) in enumerate(rows, 2)], **how
    )
    if edit is not None:
        study.apply(edit)
    return list(taken)


def attributes(study: Study, case: str) -> dict[str, str]:
    data = yaml.load((study.root / f"cases/{case}.yaml").read_bytes(), yaml.BaseLoader)
    return dict(data.get("attributes", {}))


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("alta", "alta"),
        (" ALTA ", "alta"),
        ("Lillestrøm", "lillestrom"),
        ("LILLESTRØM", "lillestrom"),
        ("lillestrom", "lillestrom"),
        ("Lillestro\u0308m", "lillestrom"),
        ("Nord Fron", "nord-fron"),
        ("東京", "the"),
    ],
)
def test_a_row_finds_its_case_by_slug_or_name(study: Study, word: str, case: str) -> None:
    [taken] = take(study, (word, {"nr": "0301"}))
    assert (taken.case, taken.new, dict(taken.added)) == (case, False, {"nr": "0301"})
    assert attributes(study, case)["nr"] == "0301"
    assert open_folder(study.root).cases[case].attributes["nr"] == "0301"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Lillestøm", "did you mean lillestrom?"),
        ("Alta kommune", "did you mean alta?"),
        ("Bergen", "see crosscase case list"),
        ("京都", "there is no case 京都"),
        ("  ", "no case is named"),
    ],
)
def test_a_row_whose_case_is_not_there_is_told_and_left_out(study: Study, word: str, said: str) -> None:
    before = contents(study.root)
    [taken] = take(study, (word, {"nr": "1"}))
    assert said in taken.refused
    assert contents(study.root) == before


def test_all_else_in_a_case_file_stays_as_somebody_wrote_it(study: Study) -> None:
    take(study, ("Alta", {"nr": "5601", "fylke": "", "tom": " "}))
    assert (study.root / "cases/alta.yaml").read_text() == (
        '# nord\nname: "Alta" # by\nrespondent: R017\nattributes:\n  fylke: "Finnmark"\n  nr: "5601"\n'
    )


def test_a_value_that_is_there_is_kept_unless_asked(study: Study) -> None:
    [taken] = take(study, ("Alta", {"fylke": "Troms", "nr": "1"}))
    assert dict(taken.kept) == {"fylke": ("Finnmark", "Troms")}
    assert attributes(study, "alta") == {"fylke": "Finnmark", "nr": "1"}
    [taken] = take(study, ("Alta", {"fylke": "Troms", "nr": "1"}), replace_values=True)
    assert (dict(taken.replaced), dict(taken.added)) == ({"fylke": ("Finnmark", "Troms")}, {})
    assert attributes(study, "alta") == {"fylke": "Troms", "nr": "1"}


def test_taking_the_same_rows_in_again_changes_nothing(study: Study) -> None:
    rows = [("Alta", {"nr": "1"}), ("Lillestrøm", {"nr": "2"})]
    take(study, *rows)
    assert set_attributes(study, [CaseRow("line 2", *rows[0]), CaseRow("line 3", *rows[1])])[0] is None


def test_many_cases_are_one_step_and_undo_gives_every_byte_back(study: Study) -> None:
    before = contents(study.root)
    take(study, ("Alta", {"a": "1"}), ("Lillestrøm", {"a": "2"}), ("Bergen", {"a": "3"}), add_cases=True)
    assert open_folder(study.root).cases["bergen"].attributes == {"a": "3"}
    study.undo()
    assert contents(study.root) == before
    assert "bergen" not in study.cases


def test_new_cases_are_made_once_each_and_beside_those_that_are_there(study: Study) -> None:
    taken = take(
        study, ("Bergen", {"a": "1"}), ("bergen", {"a": "2"}), ("Alta kommune", {"a": "3"}), ("open-answers", {"a": "4"}),
        add_cases=True,
    )  # fmt: skip
    assert [(one.case, one.new, one.like) for one in taken] == [
        ("bergen", True, ""),
        ("", False, ""),
        ("alta-kommune", True, "alta"),
        ("open-answers-2", True, ""),
    ]
    assert "stands in line 2 already" in taken[1].refused
    assert study.cases["alta-kommune"].name == "Alta kommune"
    assert attributes(study, "bergen") == {"a": "1"}


def test_a_case_named_twice_takes_its_first_row_alone(study: Study) -> None:
    taken = take(study, ("Alta", {"a": "1"}), ("alta", {"a": "2"}))
    assert "alta stands in line 2 already" in taken[1].refused
    assert attributes(study, "alta")["a"] == "1"


def test_two_cases_of_one_name_are_told_apart_by_slug(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path, cases={"os-1": "Os", "os-2": "Os"}, sources={}))
    taken = take(study, ("Os", {"a": "1"}), ("os-2", {"a": "2"}))
    assert "os-1 and os-2 are both called Os" in taken[0].refused
    assert attributes(study, "os-2") == {"a": "2"}


def test_a_case_file_that_cannot_be_read_is_never_written_over(study: Study) -> None:
    put(study.root, "cases/alta.yaml", "name: [\n")
    put(study.root, "cases/bergen.yaml", "name: [\n")
    before = contents(study.root)
    for opened in (study, open_folder(study.root)):  # broken since, and when it was opened
        for one in take(opened, ("alta", {"a": "1"}), ("Bergen", {"a": "1"}), add_cases=opened is not study):
            assert one.refused
    assert contents(study.root) == before


def test_a_case_without_a_file_gets_one(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path, cases={}))
    take(study, ("alta", {"nr": "0301"}))
    assert (tmp_path / "cases/alta.yaml").read_text() == 'name: "Alta"\nattributes:\n  nr: "0301"\n'


values = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(given=st.dictionaries(values.filter(str.strip), values, max_size=4))
def test_every_value_is_read_back_as_the_text_it_was(
    tmp_path_factory: pytest.TempPathFactory, given: dict[str, str]
) -> None:
    study = open_folder(make_study(tmp_path_factory.mktemp("s"), cases={"alta": "Alta"}, sources={}))
    take(study, ("alta", given))
    assert open_folder(study.root).cases["alta"].attributes == {
        name: value.strip() for name, value in given.items() if value.strip()
    }
