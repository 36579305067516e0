"""Case tables: numbers as they were written, names that SPSS and R take, and a codebook of the columns."""

from __future__ import annotations

import re
from pathlib import Path

import pandas
import pyreadstat
import pytest

from crosscase.api import open_study
from crosscase.reports.synthesis.crosstab import case_codebook, case_table_document, case_table_notes
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.synthesis.case_tables import case_table
from crosscase.synthesis.matrices import matrix
from studies import BODY, Coded, make_study

LONG = "et-svaert-langt-navn-paa-en-kode-som-ingen-rekker-aa-lese-til-ende"
CODEBOOK = f"""codes:
  - code: a-b
    name: Kort
  - code: a
    name: A
    children: [{{code: b, name: B}}, {{code: all, name: Alle}}]
  - code: all
    name: Alt
  - code: 2021
    name: Året
  - code: {LONG}
    name: Lang
    children: [{{code: {LONG}-x, name: X}}, {{code: {LONG}-y, name: Y}}]
"""
CASES = {
    "cases/alta.yaml": 'name: "Alta"\nrespondent: R017\nattributes:\n  innbyggere: "21 071"\n  nr: "0301"\n  A: "x"\n'
    '  Fylke (2021): "=1+1"\n',
    "cases/skien.yaml": 'name: "Skien"\nattributes:\n  innbyggere: "54891"\n  nr: "0807"\n  navn på æøå: "ja"\n',
    "cases/tana.yaml": 'name: "Tana"\nattributes:\n  tall: "50.000"\n',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    coded = [
        Coded("a", "Vi merker"), Coded("a/b", "på nettet"), Coded("a/b", "hver uke"), Coded("all", "Vi merker"),
    ]  # fmt: skip
    return make_study(
        tmp_path_factory.mktemp("tables") / "s", cases={}, sources={"alta/fokusgruppe": BODY}, codebook=CODEBOOK,
        codings={("alta/fokusgruppe", "koder-a"): coded}, files=CASES,
    )  # fmt: skip


def test_a_row_a_case_and_a_column_a_code_with_what_was_coded(folder: Path) -> None:
    study = open_folder(folder)
    found = case_table(study, "count", ["a", "all"])
    assert [column.name for column in found.columns] == [
        "case", "name", "respondent", "innbyggere", "nr", "A", "Fylke (2021)", "navn på æøå", "tall",
        "a (code)", "a/b", "a/all", "all",
    ]  # fmt: skip
    assert found.rows == (
        ("alta", "Alta", "R017", 21071, "0301", "x", "=1+1", "", "", 3, 2, 0, 1),
        ("skien", "Skien", "", 54891, "0807", "", "", "ja", "", 0, 0, 0, 0),
        ("tana", "Tana", "", None, "", "", "", "", "50.000", 0, 0, 0, 0),
    )
    assert found.uncoded == ("skien", "tana")
    presence = case_table(study, codes=["a", "all"], attributes=False, below=False)
    assert [row[3:] for row in presence.rows] == [(1, 1, 0, 1), (0, 0, 0, 0), (0, 0, 0, 0)]
    assert case_table(study, codes=["a"], depth=1, attributes=False).rows[0] == ("alta", "Alta", "R017", 1)


def test_counts_are_those_of_the_matrix_of_cases(folder: Path) -> None:
    study = open_folder(Path(__file__).resolve().parents[2])
    for below in (True, False):
        found = case_table(study, "count", below=below, attributes=False)
        assert [list(row[3:]) for row in found.rows] == matrix(study, below=below).values.tolist()


def test_short_names_are_taken_by_spss_and_are_names_of_r_and_python(folder: Path, tmp_path: Path) -> None:
    found = case_table(open_folder(folder), names="short")
    names = [column.name for column in found.columns]
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch("[a-z][a-z0-9_]{0,63}", name), name
        assert not name.endswith("_")
        assert name not in {"all", "and", "by", "or", "to", "with", "if", "in", "for"}
    assert names[:13] == [
        "case", "name", "respondent", "innbyggere", "nr", "a", "fylke_2021", "navn_pa_aeoa", "tall",
        "a_b", "a_2", "a_b_2", "a_all",
    ]  # fmt: skip
    assert names[13:15] == ["all_2", "v_2021"]
    # another program is asked whether it takes them
    frame = pandas.DataFrame(list(found.rows), columns=names)
    pyreadstat.write_sav(frame, tmp_path / "t.sav")
    back, _ = pyreadstat.read_sav(tmp_path / "t.sav")
    assert list(back.columns) == names
    assert back["a_2"].tolist() == [1, 0, 0]
    assert back["innbyggere"].tolist()[:2] == [21071, 54891]
    assert back["nr"].tolist() == ["0301", "0807", ""]


def test_the_codebook_says_of_each_column_what_it_is(folder: Path) -> None:
    study = open_folder(folder)
    found = case_table(study, "count", ["a"], names="short")
    rows = case_codebook(found, "en").rows
    assert [row[0] for row in rows] == [column.name for column in found.columns]
    assert rows[3] == ("innbyggere", "attribute of the case, as a number", "innbyggere", "")
    assert rows[4] == ("nr", "attribute of the case", "nr", "")
    assert ("a_b", "number of codings", "a/b", "B") in rows
    notes = case_table_notes(study, found, "nb")
    assert notes[1:] == (
        "Antall kodinger.", "Hver kode er talt med alt under seg.", "Uten kodinger som teller: skien, tana.",
    )  # fmt: skip


def test_to_be_read_it_has_a_column_a_case(folder: Path) -> None:
    study = open_folder(folder)
    (table,) = case_table_document(study, case_table(study, codes=["a"]), "nb").tables
    assert table.columns == ("kode eller attributt", "Alta", "Skien", "Tana")
    assert table.rows[0] == ("respondent", "R017", "", "")
    assert table.rows[1] == ("innbyggere", 21071, 54891, None)
    assert table.rows[-2:] == (("A › B", 1, 0, 0), ("A › Alle", 0, 0, 0))


def test_from_python_it_is_a_frame_to_reckon_with(folder: Path) -> None:
    frame = open_study(folder).case_table("count", ["a"], names="short")
    assert frame["a_2"].sum() == 3
    assert frame.set_index("case").loc["skien", "innbyggere"] == 54891


def test_a_study_without_codings_codes_or_cases_has_its_table_all_the_same(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path / "a", codings={}))
    found = case_table(study, codes=["challenges"])
    assert [row[3:] for row in found.rows] == [(0, 0), (0, 0)]
    assert found.uncoded == ("alta", "skien")
    bare = open_folder(make_study(tmp_path / "b", codebook="", cases={}, sources={}, codings={}))
    assert case_table(bare).rows == ()
    assert [column.name for column in case_table(bare).columns] == ["case", "name", "respondent"]
    assert not case_table_document(bare, case_table(bare), "en").tables


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"kind": "counts"}, "there is no kind of table counts; did you mean count?"),
        ({"names": "brief"}, "there is no kind of names brief; there are path, short"),
        ({"codes": ["a/c"]}, "there is no code a/c"),
        ({"coders": ["koder-x"]}, "there is no coder koder-x"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    folder: Path, asked: dict[str, object], told: str
) -> None:
    with pytest.raises(StudyError) as refused:
        case_table(open_folder(folder), **asked)  # type: ignore[arg-type]  # what a script may hand over
    assert str(refused.value).startswith(told)
