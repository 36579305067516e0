"""Codes from a table or another codebook: taken in as one step, nothing removed, every row told of."""

from pathlib import Path

import pytest
import yaml

from crosscase.reading.codebook_table import read_code_rows
from crosscase.study.code_import import import_codes
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from studies import make_study


@pytest.fixture
def study(tmp_path: Path):
    return open_folder(make_study(tmp_path / "study"))


def table(tmp_path: Path, text: str, name: str = "codes.csv") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def take(study, file: Path, **options):
    edit, results = import_codes(study.codebook, read_code_rows(file), **options)
    if edit is not None:
        study.apply(edit)
    return {result.path: (result.what, result.message) for result in results}


def on_disk(study) -> dict:
    """Path -> record, read by another YAML reader."""
    found = {}

    def walk(codes, above):
        for code in codes:
            path = f"{above}{code['code']}"
            found[path] = code
            walk(code.get("children", ()), f"{path}/")

    walk(yaml.safe_load((study.root / "codebook/codebook.yaml").read_text("utf-8"))["codes"], "")
    return found


def test_new_codes_are_made_with_the_codes_above_them(study, tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "kode;navn:nb;definisjon;stikkord\ntiltak/skole;Tiltak i skolen;Det skolen gjør.;skole;\n".replace(
            ";\n", "\n"
        )
        + 'barriers/time;Tid;"Mangel på tid; også frister";"tid; ""uke; helg"""\n',
    )
    assert take(study, file) == {
        "tiltak": ("new", "made for tiltak/skole"),
        "tiltak/skole": ("new", ""),
        "barriers/time": ("new", ""),
    }
    codes = on_disk(study)
    assert codes["tiltak"]["name"] == "Tiltak"
    assert codes["tiltak/skole"]["name"] == {"nb": "Tiltak i skolen"}
    assert codes["barriers/time"]["definition"] == "Mangel på tid; også frister"
    assert codes["barriers/time"]["keywords"] == ["tid", "uke; helg"]
    assert codes["barriers/time"]["color"] == "#D55E00"


def test_codes_that_are_there_keep_their_texts_unless_told_otherwise(study, tmp_path: Path) -> None:
    before = (study.root / "codebook/codebook.yaml").read_bytes()
    file = table(
        tmp_path, "code,name:nb,definition\nbarriers/capacity,Kapasitet,Noe annet.\nbarriers,Barrierer,\n"
    )
    assert take(study, file) == {
        "barriers/capacity": ("kept", "has another definition"),
        "barriers": ("same", ""),
    }
    assert (study.root / "codebook/codebook.yaml").read_bytes() == before
    assert take(study, file, update=True)["barriers/capacity"] == ("changed", "definition")
    code = on_disk(study)["barriers/capacity"]
    assert (code["definition"], code["include"], code["id"]) == (
        "Noe annet.", "Ta med ressurser i vid forstand.", "c000000002",
    )  # fmt: skip
    study.undo()
    assert on_disk(study)["barriers/capacity"]["definition"] == "For lite tid, folk eller penger."


def test_a_former_path_of_another_code_is_refused_and_what_stands_under_it(study, tmp_path: Path) -> None:
    file = table(tmp_path, "code\nbarriers/resources\nbarriers/resources/money\nbarriers/law\n")
    results = take(study, file)
    assert results["barriers/resources"][0] == "refused"
    assert "former path of barriers/capacity" in results["barriers/resources"][1]
    assert results["barriers/resources/money"][0] == "refused"
    assert results["barriers/law"] == ("new", "")
    assert "barriers/resources" not in on_disk(study)


def test_rows_that_cannot_be_taken_are_told_one_by_one_and_the_good_ones_are_in(
    study, tmp_path: Path
) -> None:
    file = table(
        tmp_path,
        "code,color,tag\nLav inntekt,,\nnew-one,rød,\nother,,ABC\nbarriers/law,#112233,LO\nbarriers/law,,\na//b,,\n",
    )
    results = [
        (r.where.rpartition(" ")[2], r.what) for r in import_codes(study.codebook, read_code_rows(file))[1]
    ]
    assert results == [
        ("2", "new"),
        ("3", "refused"),
        ("4", "refused"),
        ("5", "new"),
        ("6", "refused"),
        ("7", "refused"),
    ]
    assert take(study, file)["lav-inntekt"] == ("new", "`Lav inntekt` is no path")
    assert on_disk(study)["barriers/law"]["color"] == "#112233"


def test_a_table_without_paths_says_by_name_what_stands_under_what(study, tmp_path: Path) -> None:
    file = table(tmp_path, "Navn,Overkode\nPenger,Økonomi\nØkonomi,\nRenter,Penger\nKapasitet 2,barriers\n")
    assert set(take(study, file)) == {
        "okonomi/penger",
        "okonomi",
        "okonomi/penger/renter",
        "barriers/kapasitet-2",
    }
    assert on_disk(study)["okonomi/penger/renter"]["name"] == "Renter"


def test_codes_that_stand_under_each_other_are_refused(study, tmp_path: Path) -> None:
    results = import_codes(study.codebook, read_code_rows(table(tmp_path, "name,parent\nA,B\nB,A\n")))[1]
    assert [result.what for result in results] == ["refused", "refused"]
    assert "in a circle" in results[0].message


def test_a_table_that_names_no_codes_says_which_columns_it_has(tmp_path: Path) -> None:
    file = table(tmp_path, "Kodde,Tekst\nx,y\n")
    with pytest.raises(
        StudyError, match=r"there is no column `code` or `name`.*it has Kodde, Tekst"
    ) as error:
        read_code_rows(file)
    assert "\n" not in str(error.value)


def test_another_studys_codebook_brings_ids_former_paths_and_marks(study, tmp_path: Path) -> None:
    other = table(
        tmp_path,
        'codes:\n  - id: k000000009\n    code: drivers\n    name: Pådrivere\n    color: "#009E73"\n    tag: "PÅ"\n'
        "    was: [pushers, barriers/resources]\n    survey: [F7]\n",
        "codebook.yaml",
    )
    assert take(study, other)["drivers"] == (
        "new",
        "former path barriers/resources left out: it is another code's",
    )
    code = on_disk(study)["drivers"]
    assert (code["id"], code["was"], code["survey"], code["tag"]) == ("k000000009", ["pushers"], ["F7"], "PÅ")


def test_the_same_codebook_once_more_changes_nothing(study) -> None:
    edit, results = import_codes(study.codebook, read_code_rows(study.root / "codebook/codebook.yaml"))
    assert edit is None
    assert {result.what for result in results} == {"same"}


def test_a_path_of_very_many_levels_is_refused_and_the_other_rows_are_in(study, tmp_path: Path) -> None:
    file = table(tmp_path, f"code\n{'/'.join(['a'] * 2000)}\n{'/'.join('abcdefghijklmnopqrstuvwx')}\nbb\n")
    edit, results = import_codes(study.codebook, read_code_rows(file))
    told = {r.where.rpartition(" ")[2]: (r.what, r.message) for r in results}
    assert told["2"] == ("refused", "the path has more than 24 levels; give it fewer")
    assert told["3"][0] == told["4"][0] == "new"
    study.apply(edit)
    assert "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x" in open_folder(study.root).codebook.by_path


def test_a_table_of_names_meets_the_codes_that_are_called_so(study, tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "navn,overkode,definisjon\nBarrierer,,\nKunnskap,Barrierer,Mangel på viten.\nPenger,barrierer,\n",
    )
    results = take(study, file, language="nb", update=True)
    assert results == {
        "barriers": ("same", ""),
        "barriers/knowledge": ("changed", "definition"),
        "barriers/penger": ("new", ""),
    }
    assert on_disk(study)["barriers/knowledge"]["definition"] == "Mangel på viten."


def test_what_a_row_says_in_words_that_mean_nothing_is_told(study, tmp_path: Path) -> None:
    results = import_codes(
        study.codebook, read_code_rows(table(tmp_path, "code,retired\nold,maybe\ngone,ja\n"))
    )[1]
    assert [(result.path, result.what) for result in results] == [("old", "refused"), ("gone", "new")]
    assert results[0].message == "retired is “maybe”; write true, or leave it empty; nothing was made"
