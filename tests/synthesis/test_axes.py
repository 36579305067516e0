"""What codings are counted by: which groups there are, in which order, and what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.study.opening import open_folder
from crosscase.synthesis.axes import Axis, axis_of, known_axes, ordered
from crosscase.synthesis.frame import frame_of
from crosscase.synthesis.ranked import in_natural_order
from crosscase.synthesis.spoken import spoken_of
from studies import make_study

SIZES = {"alta": "21 071", "bodo": "900", "skien": "100 000", "voss": ""}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_study(
        tmp_path / "s",
        cases={case: case.title() for case in SIZES},
        files={
            f"cases/{case}.yaml": f'name: "{case.title()}"\nattributes: {{Innbyggere: "{size}"}}\n'
            for case, size in SIZES.items()
        },
    )


def axis(folder: Path, by: str) -> Axis:
    study = open_folder(folder)
    return axis_of(study, frame_of(study), spoken_of(study), by)


def labels(found: Axis) -> list[str]:
    return [group.label for group in found.groups]


def test_every_case_and_source_has_its_group_also_without_codings(folder: Path) -> None:
    assert labels(axis(folder, "case")) == ["Alta", "Bodo", "Skien", "Voss"]
    assert labels(axis(folder, "source")) == ["alta/fokusgruppe", "skien/plan"]


def test_values_of_an_attribute_stand_by_size_and_cases_without_it_are_named(folder: Path) -> None:
    found = axis(folder, "innbyggere")
    assert found.by == "Innbyggere"
    assert labels(found) == ["900", "21 071", "100 000"]
    assert found.missing == ("voss",)
    assert "Innbyggere" in known_axes(open_folder(folder))


def test_sections_speakers_and_roles_are_those_of_the_texts_and_coders_have_their_names(folder: Path) -> None:
    assert set(labels(axis(folder, "section"))) == {"Utfordringsbildet", "Barrierer", "Formål", "Tiltak"}
    assert labels(axis(folder, "speaker")) == ["alta/I1", "alta/I2"]
    assert labels(axis(folder, "role")) == ["rådgiver", "leder"]
    assert labels(axis(folder, "coder")) == ["Koder-A"]


def test_groups_that_are_left_out_take_their_codings_and_words_with_them(folder: Path) -> None:
    found = ordered(axis(folder, "source"), [1])
    assert labels(found) == ["skien/plan"]
    assert not len(found.row)
    assert set(found.stretch.tolist()) == {-1, 0}


def test_codings_of_a_case_that_is_gone_with_its_texts_stand_under_its_slug(folder: Path) -> None:
    (folder / "cases/alta.yaml").unlink()
    (folder / "interviews/alta/fokusgruppe.md").unlink()
    found = axis(folder, "case")
    assert labels(found) == ["Bodo", "Skien", "Voss", "alta"]
    assert found.group.tolist() == [3, 3, 3]


def test_numbers_come_by_size_before_words_by_letter() -> None:
    values = ["Viken", "21 071", "Ås", "900", "5001-10000", "0-5000", "agder", "100 000"]
    assert in_natural_order(values) == [
        "0-5000",
        "900",
        "5001-10000",
        "21 071",
        "100 000",
        "agder",
        "Viken",
        "Ås",
    ]
