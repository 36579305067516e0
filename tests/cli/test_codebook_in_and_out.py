"""The codebook handed out and taken in, and texts with their codings in the margin, from the command line."""

import csv
import io
import unicodedata
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosscase.study.codebook_file import read_codebook
from crosscase.study.opening import open_folder
from studies import CODEBOOK, make_study, put


def codes_of(study: Path) -> dict:
    """Everything the codebook says by path, read by another YAML reader."""
    found = {}

    def walk(codes, above):
        for code in codes:
            path = f"{above}{code['code']}"
            found[path] = {key: value for key, value in code.items() if key != "children"}
            walk(code.get("children", ()), f"{path}/")

    walk(yaml.safe_load((study / "codebook/codebook.yaml").read_text("utf-8"))["codes"], "")
    return found


@pytest.mark.parametrize("name", ["codes.csv", "codes.xlsx", "codes.yaml"])
def test_what_was_handed_out_makes_the_same_codebook_in_an_empty_study(
    run, study: Path, tmp_path, name
) -> None:
    file = tmp_path / name
    assert run("codebook", "export", "--output", str(file), where=study).code == 0
    other = make_study(tmp_path / "other", codebook="", codings={})
    done = run("codebook", "import", str(file), where=other)
    assert done.code == 0
    assert done.lines[-1] == "gave 5 new"
    here, there = codes_of(study), codes_of(other)
    for path, code in here.items():
        # a colour that a code has from the one above is written out
        assert there[path] == {"color": there[path]["color"], "id": code["id"], **code}
    assert list(here) == list(there)


# a table is read as composed letters (NFC), as every text is
_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))


def _composed(words: str) -> str:
    return unicodedata.normalize("NFC", words)


_WORDS = st.text(_LETTERS, max_size=20).map(_composed)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.tuples(_WORDS, _WORDS, st.lists(_WORDS.filter(str.strip), max_size=3)), min_size=1, max_size=4
    )
)
def test_any_words_of_a_codebook_survive_the_way_through_a_table(run, tmp_path_factory, texts) -> None:
    folder = tmp_path_factory.mktemp("round")
    book = {
        "codes": [
            {"code": f"c{n}", "name": {"nb": _composed(f"x{name}x")},
             "definition": _composed(f"x{definition}x"), "include": name, "keywords": words}
            for n, (name, definition, words) in enumerate(texts)
        ]
    }  # fmt: skip
    study = make_study(folder / "a", codebook=yaml.safe_dump(book, allow_unicode=True), codings={})
    other = make_study(folder / "b", codebook="", codings={})
    assert run("codebook", "export", "--output", str(folder / "c.csv"), where=study).code == 0
    assert run("codebook", "import", str(folder / "c.csv"), where=other).code == 0
    before = read_codebook((study / "codebook/codebook.yaml").read_bytes())
    after = read_codebook((other / "codebook/codebook.yaml").read_bytes())
    seen = [(c.code, c.name, c.definition, c.include.strip(), [k.strip() for k in c.keywords]) for c in after]
    assert seen == [
        (c.code, c.name, c.definition, c.include.strip(), [k.strip() for k in c.keywords]) for c in before
    ]


def test_the_codebook_as_word_has_a_heading_for_each_code_and_its_rules(
    run, study: Path, tmp_path: Path
) -> None:
    file = tmp_path / "codebook.docx"
    assert run("codebook", "export", "--output", str(file), where=study).out == f"wrote {file}\n"
    document = docx.Document(str(file))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == ["Oversikt", "Barrierer", "Kapasitet", "Kunnskap", "Utfordringer", "Rasisme i skolen"]
    words = "\n".join(p.text for p in document.paragraphs)
    assert "Ta med: Ta med ressurser i vid forstand." in words
    assert "Vi er to stykker på alt." in words
    assert "Tidligere: barriers/resources" in words


def test_cells_of_the_table_are_no_formulas(run, tmp_path: Path) -> None:
    book = 'codes:\n  - code: a\n    name: "=1+1"\n    definition: "@SUM(A1)"\n'
    study = make_study(tmp_path / "s", codebook=book, codings={})
    row = next(csv.DictReader(io.StringIO(run("codebook", "export", "--format", "csv", where=study).out)))
    assert (row["name"], row["definition"]) == ("'=1+1", "'@SUM(A1)")
    run("codebook", "export", "--output", str(tmp_path / "c.xlsx"), where=study)
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx").active
    assert "f" not in {cell.data_type for line in sheet.iter_rows() for cell in line}


def test_a_file_that_is_there_is_not_written_over(run, study: Path, tmp_path: Path) -> None:
    file = put(tmp_path, "codes.csv", "mine")
    assert "is there already" in run("codebook", "export", "--output", str(file), where=study).refused()
    assert file.read_text() == "mine"
    assert run("codebook", "export", "--output", str(file), "--replace", where=study).code == 0
    assert file.read_text() != "mine"


def test_an_import_is_one_step_back(run, study: Path, tmp_path: Path) -> None:
    file = put(tmp_path, "codes.csv", "code;name:nb\ndrivers;Pådrivere\ndrivers/leaders;Ledere\n")
    assert run("codebook", "import", str(file), "--dry-run", where=study).lines[-1] == "would give 2 new"
    assert (study / "codebook/codebook.yaml").read_text("utf-8") == CODEBOOK
    assert run("codebook", "import", str(file), where=study).code == 0
    assert {"drivers", "drivers/leaders"} <= codes_of(study).keys()
    assert run("undo", where=study).code == 0
    assert (study / "codebook/codebook.yaml").read_text("utf-8") == CODEBOOK


def test_rows_that_are_refused_end_in_1_and_the_others_are_in(run, study: Path, tmp_path: Path) -> None:
    file = put(tmp_path, "codes.csv", "code;color\nbarriers/resources;\ndrivers;blå\nmeasures;#112233\n")
    done = run("codebook", "import", str(file), where=study)
    assert done.code == 1
    assert "barriers/resources is a former path of barriers/capacity" in done.out
    assert "`blå` is no colour" in done.out
    assert done.lines[-1] == "gave 1 new, 2 refused"
    assert "measures" in codes_of(study)


def test_columns_that_nothing_is_taken_from_are_told(run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_text(
        "navn,overordnet,ansvarlig,merknad\nFrister,barriers,Kari,haster\n", encoding="utf-8"
    )
    done = run("codebook", "import", str(tmp_path / "codes.csv"), where=study)
    assert done.code == 0
    assert [line for line in done.err.splitlines() if "columns" in line] == [
        f"{tmp_path / 'codes.csv'}: nothing is taken from the columns ansvarlig, merknad"
    ]
    assert "barriers/frister" in codes_of(study)


def test_what_was_exported_has_no_column_that_is_left_out(run, study: Path, tmp_path: Path) -> None:
    for name in ("codes.csv", "codes.xlsx"):
        run("codebook", "export", "--output", str(tmp_path / name), where=study)
        assert "nothing is taken" not in run("codebook", "import", str(tmp_path / name), where=study).err


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("codes.csv", "kolonne;tekst\na;b\n", "there is no column `code` or `name`; it has kolonne, tekst"),
        ("codes.csv", b"\x00\x01\x02", "codes.csv"),
        ("codes.yaml", "codes: [", "codes.yaml:1"),
        ("codes.xlsx", b"PK\x03\x04 broken", "codes.xlsx"),
    ],
)
def test_a_file_that_holds_no_codes_is_refused_in_one_line(
    run, study: Path, tmp_path, name, content, told
) -> None:
    file = put(tmp_path, name, content)
    assert told in run("codebook", "import", str(file), where=study).refused()


def test_a_text_as_word_has_its_codings_beside_it(run, study: Path, tmp_path: Path) -> None:
    file = tmp_path / "alta.docx"
    assert run("source", "export", "alta/fokusgruppe", "--output", str(file), where=study).code == 0
    table = docx.Document(str(file)).tables[-1]
    cells = {row.cells[0].text: (row.cells[1].text, row.cells[2].text) for row in table.rows}
    assert cells["5"][0].startswith("I2: Skolene melder om rasistiske utsagn hver uke.")
    assert "Rasisme i skolen (koder-a)" in cells["5"][1]
    with zipfile.ZipFile(file) as archive:
        assert b"w:tblHeader" in archive.read("word/document.xml")


def test_only_the_coders_and_codes_asked_for_are_in_the_margin(run, study: Path) -> None:
    shown = run("source", "export", "alta/fokusgruppe", "--coders", "koder-b", where=study).out
    assert "koder-b" in shown
    assert "koder-a" not in shown
    counted = run(
        "source", "export", "alta/fokusgruppe", "--coders", "counted", "--code", "barriers", where=study
    ).out
    assert "Kapasitet" in counted
    assert "koder-b" not in counted
    assert "Rasisme i skolen" not in counted


def test_many_texts_are_counted_aloud_when_they_take_long(
    run, study: Path, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr("crosscase.cli.progress.PATIENCE", 0.0)
    done = run("source", "export", "--output", str(tmp_path / "all.docx"), where=study)
    assert [line for line in done.err.splitlines() if line.startswith("preparing")] == [
        "preparing: 1 of 2",
        "preparing: 2 of 2",
    ]


def test_a_folder_gets_a_file_for_each_text(run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert (
        run("source", "export", "--format", "html", "--output", str(tmp_path / "out"), where=study).code == 0
    )
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "alta-fokusgruppe.html",
        "skien-plan.html",
    ]
    assert "a page holds one text" in run("source", "export", "--format", "html", where=study).refused()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["alta/fokusgrupe"], "did you mean alta/fokusgruppe?"),
        (["--case", "altaa"], "did you mean alta?"),
        (["--coders", "koder-x"], "there is no coder koder-x"),
        (["--code", "barriers/capasity"], "did you mean barriers/capacity?"),
    ],
)
def test_a_misspelt_name_is_refused_with_the_nearest(run, study: Path, words, told) -> None:
    assert told in run("source", "export", *words, where=study).refused()


def test_a_name_of_the_roster_keeps_what_is_handed_out_back(run, study: Path, tmp_path: Path) -> None:
    put(study, "private/roster.yaml", 'people:\n  - name: "Skolene"\n    as: "[navn 1]"\n')
    for form in ("docx", "html", "md"):
        told = run(
            "source", "export", "alta/fokusgruppe", "--output", str(tmp_path / f"t.{form}"), where=study
        )
        assert "[navn 1]" in told.refused()
        assert not (tmp_path / f"t.{form}").exists()
    assert open_folder(study).problems == []
