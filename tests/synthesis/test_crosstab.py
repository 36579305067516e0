"""Codes by an attribute of cases: counts of cases, against what was written; and cases that are in no count."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from crosscase.documents.values import plain
from crosscase.reports.synthesis.crosstab import (
    crosstab_data,
    crosstab_document,
    crosstab_notes,
    crosstab_table,
)
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.synthesis.crosstab import crosstab
from studies import Coded, make_study

CODES = ("barriers", "barriers/capacity", "barriers/knowledge", "challenges", "challenges/schools")
TEXT = "Vi har ikke tid. Vi har ikke folk. Vi har ikke penger.\n"


def a_study(
    folder: Path, coded: dict[str, list[str]], attributes: dict[str, dict[str, str]], open_answers: str = ""
) -> Study:
    """Cases with one document each: the codes given to it, and the case's attributes."""
    sources = {f"{case}/plan": TEXT for case in attributes}
    codings = {
        (f"{case}/plan", "koder-a"): [Coded(code, "Vi har ikke tid.") for code in codes]
        for case, codes in coded.items()
        if codes
    }
    fronts = {}
    if open_answers:
        sources["open-answers/f4"] = open_answers
        fronts["open-answers/f4"] = "kind: open-answers\nquestion: F4.annet\n"
        codings["open-answers/f4", "koder-a"] = [Coded("challenges", "Skolen.")]
    files = {}
    for case, values in attributes.items():
        lines = [f"name: {case.title()}\n"]
        respondent = {"respondent": values["respondent"]} if "respondent" in values else {}
        values = {key: value for key, value in values.items() if key != "respondent"}
        lines += [f"{key}: {value}\n" for key, value in respondent.items()]
        lines += (
            ["attributes:\n", *(f'  {name}: "{value}"\n' for name, value in values.items())] if values else []
        )
        files[f"cases/{case}.yaml"] = "".join(lines)
    make_study(folder, cases={}, sources=sources, fronts=fronts, codings=codings, files=files)
    return open_folder(folder)


@pytest.mark.parametrize("below", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_counts_are_those_of_cases_counted_one_by_one(tmp_path: Path, seed: int, below: bool) -> None:
    chance = random.Random(seed)
    cases = [f"case-{number}" for number in range(8)]
    coded = {case: chance.choices(CODES, k=chance.randint(0, 4)) for case in cases}
    size = {case: chance.choice(["liten", "stor", "900", "21 000", "", None]) for case in cases}
    attributes = {case: {"size": value} if value is not None else {} for case, value in size.items()}
    found = crosstab(a_study(tmp_path / "s", coded, attributes), "SIZE", CODES, below=below)

    def has(case: str, code: str) -> bool:
        return any(each == code or (below and each.startswith(f"{code}/")) for each in coded[case])

    values = {value for value in size.values() if value}
    assert found.values == tuple(value for value in ("900", "21 000", "liten", "stor") if value in values)
    assert found.paths == CODES
    for column, value in enumerate(found.values):
        members = [case for case in cases if size[case] == value]
        assert (found.cases[column], list(found.members[column])) == (len(members), members)
        for row, code in enumerate(CODES):
            assert found.counts[row, column] == sum(has(case, code) for case in members)
    without = [case for case in cases if not size[case]]
    assert list(found.missing) == without
    assert found.missing_counts.tolist() == [sum(has(case, code) for case in without) for code in CODES]
    assert list(found.uncoded) == [case for case in cases if size[case] and not coded[case]]


def half_without(folder: Path) -> Study:
    coded = {
        "alta": ["barriers/capacity"],
        "bodo": ["barriers/capacity"],
        "skien": ["challenges"],
        "tana": [],
    }
    attributes = {"alta": {"fylke": "Nord"}, "bodo": {}, "skien": {"fylke": "Nord"}, "tana": {"fylke": "="}}
    return a_study(folder, coded, attributes)


def test_cases_without_the_attribute_have_a_column_and_are_named(tmp_path: Path) -> None:
    study = half_without(tmp_path / "s")
    found = crosstab(study, "fylke")
    table = crosstab_table(study, found, "nb")
    assert table.columns == ("kode", "=", "Nord", "uten verdi")
    assert table.rows == (
        ("Barrierer", "0 av 1", "1 av 2", "1 av 1"),
        ("Barrierer › Kapasitet", "0 av 1", "1 av 2", "1 av 1"),
        ("Utfordringer", "0 av 1", "1 av 2", "0 av 1"),
    )
    notes = crosstab_notes(study, found, "nb")
    assert notes[0].startswith("Kodingene til Koder-A i 3 kilder er talt med.")
    assert notes[-2:] == ("Uten fylke: bodo.", "Uten kodinger som teller: tana.")
    assert "3 caser er for få til prosenter og tester" in notes[3]


def test_no_percent_stands_anywhere(tmp_path: Path) -> None:
    study = half_without(tmp_path / "s")
    found = crosstab(study, "fylke", depth=1)
    for language in ("nb", "en"):
        document = crosstab_document(study, found, language)
        cells = [plain(cell) for table in document.tables for row in table.rows for cell in row]
        assert "1 av 2" in cells or "1 of 2" in cells
        assert not [cell for cell in cells if "%" in cell]
    data = crosstab_data(found)
    assert data.rows[1] == ("barriers", "fylke", "Nord", 1, 2, ("alta", "skien"))
    assert data.rows[2] == ("barriers", "fylke", "", 1, 1, ("bodo",))


def test_open_answers_count_for_the_case_whose_respondent_wrote_them(tmp_path: Path) -> None:
    attributes = {"alta": {"fylke": "Nord", "respondent": "R017"}, "bodo": {"fylke": "Nord"}}
    study = a_study(tmp_path / "s", {"alta": [], "bodo": []}, attributes, "R017: Skolen.\n\nR018: Fritid.\n")
    found = crosstab(study, "fylke")
    assert (found.paths, found.counts.tolist(), found.cases.tolist()) == (("challenges",), [[1]], [2])
    assert found.uncoded == ("bodo",)


def test_a_value_called_as_a_column_is_told_apart(tmp_path: Path) -> None:
    study = a_study(
        tmp_path / "s", {"alta": ["barriers"]}, {"alta": {"x": "code"}, "bodo": {"x": "no value"}, "tana": {}}
    )
    table = crosstab_table(study, crosstab(study, "x"), "en")
    assert table.columns == ("code", "x: code", "no value", "x: no value")


def test_a_study_without_codings_or_with_one_case_says_so_and_still_has_a_table(tmp_path: Path) -> None:
    nothing = a_study(tmp_path / "a", {}, {"alta": {"fylke": "Nord"}})
    found = crosstab(nothing, "fylke")
    assert crosstab_notes(nothing, found, "en") == (
        "No codings are counted.",
        "There are no codings to show.",
    )
    assert not crosstab_document(nothing, found, "en").tables
    one = a_study(tmp_path / "b", {"alta": ["barriers"]}, {"alta": {"fylke": "Nord"}})
    assert crosstab_table(one, crosstab(one, "fylke"), "en").rows == (("Barriers", "1 of 1"),)


def test_an_attribute_that_no_case_has_is_told_with_the_nearest(tmp_path: Path) -> None:
    study = half_without(tmp_path / "s")
    with pytest.raises(StudyError, match=r"^no case has an attribute fykle; did you mean fylke[?]$"):
        crosstab(study, "fykle")
    with pytest.raises(
        StudyError, match="there is no code barriers/capasity; did you mean barriers/capacity"
    ):
        crosstab(study, "fylke", ["barriers/capasity"])
    bare = a_study(tmp_path / "bare", {}, {"alta": {}})
    with pytest.raises(StudyError, match=r"^no case has any attributes; "):
        crosstab(bare, "fylke")
