"""crosscase case: list, show, rename, import."""

import json
from pathlib import Path

import openpyxl
import pytest
import yaml

from studies import contents, put

ALTA = 'name: "Alta"\nrespondent: R017\nattributes:\n  nr: "0301"\n  fylke: "=1+1"\n'


@pytest.fixture
def study(study: Path) -> Path:
    put(study, "cases/alta.yaml", ALTA)
    return study


def attributes(study: Path, case: str) -> dict:
    return yaml.safe_load((study / f"cases/{case}.yaml").read_bytes()).get("attributes", {})


def test_the_list_has_every_attribute_as_a_column(run, study: Path) -> None:
    put(study, "cases/skien.yaml", 'name: "Skien"\nattributes: {sources: "9"}\n')
    [alta, skien] = json.loads(run("case", "list", "--format", "json", where=study).out)
    assert alta == {
        "id": "alta", "name": "Alta", "sources": 1, "codings": 4, "informants": 2, "respondent": "R017",
        "nr": "0301", "fylke": "=1+1", "sources (attribute)": "",
    }  # fmt: skip
    assert (skien["sources"], skien["sources (attribute)"], skien["informants"]) == (1, "9", 0)
    assert ",0301,'=1+1," in run("case", "list", "--format", "csv", where=study).out


def test_one_case_is_shown_whole(run, study: Path) -> None:
    shown = run("case", "show", "ALTA", where=study).lines
    assert ["attribute", "fylke", "=1+1"] in [line.split() for line in shown]
    facts = json.loads(run("case", "show", "alta", "--format", "json", where=study).out)
    assert facts == {
        "id": "alta",
        "name": "Alta",
        "respondent": "R017",
        "attributes": {"nr": "0301", "fylke": "=1+1"},
        "codings": {"alta/fokusgruppe": 4},
        "informants": {"I1": "rådgiver, quote", "I2": "leder, paraphrase"},
    }
    assert (
        'informant,alta/I1,"rådgiver, quote"'
        in run("case", "show", "alta", "--format", "csv", where=study).lines
    )
    assert "did you mean alta?" in run("case", "show", "alto", where=study).refused()


def test_a_slug_changes_the_slug_and_a_name_both(run, study: Path) -> None:
    done = run("case", "rename", "Alta", "nordalta", where=study)
    assert done.out == "case alta is now nordalta, with 1 source; 4 codings followed\n"
    assert (study / "cases/nordalta.yaml").read_text(encoding="utf-8") == ALTA
    done = run("case", "rename", "nordalta", "Álttá suohkan", where=study)
    assert (
        done.out == "case nordalta is now altta-suohkan (Álttá suohkan), with 1 source; 4 codings followed\n"
    )
    assert (study / "cases/altta-suohkan.yaml").read_text(encoding="utf-8") == ALTA.replace(
        "Alta", "Álttá suohkan"
    )
    assert run("check", where=study).code == 0
    for _ in range(2):
        run("undo", where=study)
    assert (study / "cases/alta.yaml").read_text(encoding="utf-8") == ALTA
    assert not (study / "interviews/nordalta").exists()


@pytest.mark.parametrize(
    ("words", "slug", "name"),
    [
        (["ny"], "ny", "Alta"),
        (["ny", "--name", "Ny i nord"], "ny", "Ny i nord"),
        (["Ny i nord"], "ny-i-nord", "Ny i nord"),
        (["Ny i nord", "--slug", "nn"], "nn", "Ny i nord"),
        (["Ny i nord", "--keep-slug"], "alta", "Ny i nord"),
        (["ny", "--keep-slug"], "alta", "ny"),
        (["東京", "--slug", "tokyo"], "tokyo", "東京"),
    ],
)
def test_slug_and_name_can_be_given_each_for_itself(
    run, study: Path, words: list[str], slug: str, name: str
) -> None:
    assert run("case", "rename", "alta", *words, where=study).code == 0
    assert yaml.safe_load((study / f"cases/{slug}.yaml").read_bytes())["name"] == name
    assert (study / f"interviews/{slug}/fokusgruppe.md").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["alta", "skien"], "there is a case skien (Skien) already"),
        (["alta", "alta"], "is called so already"),
        (["alta", "Ny", "--slug", "x", "--keep-slug"], "give one of them"),
        (["alta", "Ny by", "--name", "Gammel"], "are both names"),
        (["alta", "東京"], "leaves no name for a case's file"),
        (["alta", "Open answers"], "kept for open answers"),
        (["alto", "ny"], "did you mean alta?"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(
    run, study: Path, words: list[str], said: str
) -> None:
    before = contents(study)
    assert said in run("case", "rename", *words, where=study).refused()
    assert contents(study) == before


def test_files_that_are_no_sources_are_told_and_stay(run, study: Path) -> None:
    put(study, "interviews/alta/lyd.ogg", b"\0")
    done = run("case", "rename", "alta", "ny", where=study)
    assert (done.code, done.err) == (0, "interviews/alta/lyd.ogg is no source and stays where it is\n")
    assert (study / "interviews/alta/lyd.ogg").is_file()


TABLE = "Kommune;Folk;nr;andel, pst\nALTA;21071;5601;3,5\nSkien;56000;;4,0\n"


def test_a_table_gives_each_case_its_attributes_as_text(run, study: Path) -> None:
    put(study, "k.csv", TABLE)
    done = run("case", "import", "k.csv", "--format", "json", where=study)
    assert done.code == 0
    assert done.err == "1 value kept: the cases have others; --replace-values takes the table's\n"
    assert json.loads(done.out) == [
        {"row": "line 2", "case": "alta", "outcome": "changed", "attributes": "Folk: 21071; andel, pst: 3,5",
         "replaced": "", "kept": "nr: 0301 (not 5601)"},
        {"row": "line 3", "case": "skien", "outcome": "changed", "attributes": "Folk: 56000; andel, pst: 4,0",
         "replaced": "", "kept": ""},
    ]  # fmt: skip
    assert attributes(study, "alta") == {"nr": "0301", "fylke": "=1+1", "Folk": "21071", "andel, pst": "3,5"}
    assert attributes(study, "skien") == {"Folk": "56000", "andel, pst": "4,0"}


def test_an_excel_file_gives_the_same_as_the_csv_file(run, study: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Tall")
    for row in (["Kommune", "Folk", "nr"], ["Alta", 21071, None], ["Skien", 56000.0, "0301"]):
        book["Tall"].append(row)
    book.save(study / "k.xlsx")
    assert "k.xlsx, sheet Sheet: is empty" in run("case", "import", "k.xlsx", where=study).refused()
    assert run("case", "import", "k.xlsx", "--sheet", "Tall", where=study).code == 0
    assert attributes(study, "alta")["Folk"] == "21071"
    assert attributes(study, "skien") == {"Folk": "56000", "nr": "0301"}


def test_a_try_shows_the_same_and_changes_nothing(run, study: Path) -> None:
    put(study, "k.csv", "id,nr\nalta,5601\nskien,4003\nbergen,4601\n")
    before = contents(study)
    done = run(
        "case",
        "import",
        "k.csv",
        "--dry-run",
        "--replace-values",
        "--add-cases",
        "--format",
        "json",
        where=study,
    )
    assert contents(study) == before
    assert [(row["case"], row["outcome"], row["replaced"]) for row in json.loads(done.out)] == [
        ("alta", "would be changed", "nr: 5601 (was 0301)"),
        ("skien", "would be changed", ""),
        ("bergen", "would be a new case", ""),
    ]
    run("case", "import", "k.csv", "--replace-values", "--add-cases", where=study)
    assert {case: attributes(study, case)["nr"] for case in ("alta", "skien", "bergen")} == {
        "alta": "5601", "skien": "4003", "bergen": "4601",
    }  # fmt: skip
    run("undo", where=study)
    assert contents(study) == before


def test_rows_of_unknown_cases_are_told_and_the_others_taken_in(run, study: Path) -> None:
    put(study, "k.csv", "case,nr\nSkein,1\nalta,2\nBergen,3\n")
    done = run("case", "import", "k.csv", "--replace-values", where=study)
    assert done.code == 1
    assert done.err.split("\n")[:2] == [
        "crosscase: k.csv, line 2: there is no case Skein; did you mean skien?",
        "crosscase: k.csv, line 4: there is no case Bergen; see crosscase case list, or add it with --add-cases",
    ]
    assert attributes(study, "alta")["nr"] == "2"
    assert not (study / "cases/bergen.yaml").exists()


def test_a_new_case_that_is_like_another_is_told(run, study: Path) -> None:
    put(study, "k.csv", "case,nr\nAlta kommune,1\n")
    done = run("case", "import", "k.csv", "--add-cases", where=study)
    assert (done.code, done.err) == (
        0,
        "case alta-kommune is new; the study has alta too, in case that was meant\n",
    )


def test_only_the_columns_asked_for_are_taken_in(run, study: Path) -> None:
    put(study, "k.csv", 'navn,a,"b, c",d\nSkien,1,2,3\n')
    assert run("case", "import", "k.csv", "--columns", "a,D", "--columns", "b, c", where=study).code == 0
    assert attributes(study, "skien") == {"a": "1", "b, c": "2", "d": "3"}


@pytest.mark.parametrize(
    ("table", "words", "said"),
    [
        ("a,b\nalta,1\n", [], "no column of k.csv is called case, kommune, name, navn or id"),
        ("a,b\nalta,1\n", ["--key", "case"], "there is no column case in k.csv; it has a, b"),
        ("case,b\nalta,1\n", ["--columns", "b,c"], "there is no column c in k.csv; it has case, b"),
        ("case\nalta\n", [], "k.csv has no column beside case"),
        ("case,b\nalta\n", [], "k.csv:2: the row has 1 cell"),
        ("case,b\nalta,1\n", ["--sheet", "x"], "leave --sheet out"),
    ],
)
def test_a_table_that_cannot_be_used_is_one_line_and_changes_nothing(
    run, study: Path, table: str, words: list[str], said: str
) -> None:
    put(study, "k.csv", table)
    before = contents(study)
    assert said in run("case", "import", "k.csv", *words, where=study).refused()
    assert contents(study) == before


def test_the_list_can_be_changed_in_a_spreadsheet_and_taken_in_again(run, study: Path) -> None:
    listed = run("case", "list", "--format", "csv", where=study).out
    put(study, "k.csv", listed.replace("0301", "5601"))
    assert (
        run(
            "case", "import", "k.csv", "--key", "id", "--columns", "nr,fylke", "--replace-values", where=study
        ).code
        == 0
    )
    assert attributes(study, "alta") == {"nr": "5601", "fylke": "=1+1"}


def test_a_value_that_looks_like_markup_or_a_command_stays_text(run, study: Path) -> None:
    put(study, "k.csv", 'case,x\nalta,"[red]<b>\x1b[31m=cmd"\n')
    shown = run("case", "import", "k.csv", where=study)
    assert attributes(study, "alta")["x"] == "[red]<b>\x1b[31m=cmd"
    assert "\x1b" not in shown.out + run("case", "show", "alta", where=study).out
