"""Matrices as they are handed out: read back by other programs, in both languages, with nothing lost or run."""

from __future__ import annotations

import io
from pathlib import Path
from string import Formatter

import docx
import openpyxl
import pytest
from lxml import html

from crosscase.documents.values import Document, plain
from crosscase.documents.writing import Form, write
from crosscase.reports.synthesis.matrix import (
    matrix_document,
    matrix_facts,
    matrix_table,
    matrix_tables,
    quotes_data,
    quotes_document,
)
from crosscase.reports.synthesis.matrix_words import _WORDS, notes
from crosscase.study.folder import Study
from crosscase.study.name_gate import NameGate
from crosscase.study.opening import open_folder
from crosscase.synthesis.matrices import matrix
from studies import CODEBOOK, make_study

HARD = "\N{NO-BREAK SPACE}"
HOSTILE = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Of two cases the one has codings; one code and one case are called like formulas."""
    folder = tmp_path_factory.mktemp("matrix") / "s"
    codebook = CODEBOOK.replace('nb: "Kunnskap"', f'nb: "{HOSTILE}"')
    case = 'name: "{}"\nattributes: {{storrelse: "{}"}}\n'
    files = {
        "cases/alta.yaml": case.format("@Alta", "stor"),
        "cases/skien.yaml": case.format("+Skien", "liten"),
    }
    return open_folder(make_study(folder, codebook=codebook, files=files, notice="Laget for prøven."))


def content(document: Document, form: Form) -> bytes:
    return write(document, form, gate=NameGate())


def test_both_languages_say_the_same_with_the_same_blanks() -> None:
    assert _WORDS["nb"].keys() == _WORDS["en"].keys()
    for key, words in _WORDS["nb"].items():
        blanks = [len(list(Formatter().parse(each))) for each in (words, _WORDS["en"][key])]
        assert blanks[0] == blanks[1], key


def test_codes_are_rows_under_the_one_above_with_totals_and_in_how_many_cases(study: Study) -> None:
    [table] = matrix_tables(study, matrix(study), "nb")
    assert table.columns == ("Kode", "@Alta", "+Skien", "I alt", "Caser med koden")
    assert [tuple(map(plain, row)) for row in table.rows] == [
        ("Barrierer", "2", "·", "2", "1 av 2"),
        ("\N{EM SPACE}Kapasitet", "1", "·", "1", "1 av 2"),
        (f"\N{EM SPACE}{HOSTILE}", "1", "·", "1", "1 av 2"),
        ("Utfordringer", "1", "·", "1", "1 av 2"),
        ("\N{EM SPACE}Rasisme i skolen", "1", "·", "1", "1 av 2"),
        ("I alt", "3", "·", "3", ""),
    ]


def test_a_code_whose_parent_is_not_shown_says_it(study: Study) -> None:
    found = matrix(study, codes=("barriers/capacity",))
    [table] = matrix_tables(study, found, "nb")
    assert plain(table.rows[0][0]) == "Barrierer › Kapasitet"
    [turned] = matrix_tables(study, found, "nb", transpose=True)
    assert turned.columns == ("Caser", "Barrierer › Kapasitet", "I alt")


def test_cases_stand_under_the_value_they_share(study: Study) -> None:
    [table] = matrix_tables(study, matrix(study, group_by="storrelse", depth=1), "nb")
    assert [plain(row[0]) for row in table.rows] == [
        "storrelse: liten", "\N{EM SPACE}+Skien", "storrelse: stor", "\N{EM SPACE}@Alta", "I alt",
    ]  # fmt: skip
    [turned] = matrix_tables(study, matrix(study, group_by="storrelse", depth=1), "nb", transpose=True)
    assert turned.columns[1:3] == ("+Skien (liten)", "@Alta (stor)")


def test_shares_read_as_the_language_writes_them_and_are_empty_where_nobody_speaks(study: Study) -> None:
    # of I1's 26 words 7 are coded, of I2's 17 words 10
    found = matrix(study, "speaker", cell="coverage")
    [table] = matrix_tables(study, found, "nb")
    total = [plain(cell) for cell in table.rows[-1]]
    assert total == ["I alt", f"26,9{HARD}%", f"58,8{HARD}%", f"39,5{HARD}%"]
    [english] = matrix_tables(study, found, "en")
    assert plain(english.rows[-1][1]) == "26.9%"
    by_coder = matrix(study, "coder", cell="coverage", coders=("koder-a",))
    assert "A coder's share" in " ".join(notes(study, by_coder, "en"))


def test_a_sheet_holds_numbers_with_a_fill_and_nothing_that_is_run(study: Study) -> None:
    made = content(matrix_document(study, matrix(study), "nb"), Form.xlsx)
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    rows = list(sheet.iter_rows())
    head = next(number for number, row in enumerate(rows) if row[0].value == "Kode")
    first = rows[head + 1]
    assert [cell.value for cell in first[:4]] == ["Barrierer", 2, 0, 2]
    assert [cell.font.b for cell in first[1:4]] == [False, False, True]
    assert any("Kodingene til Koder-A" in str(row[0].value) for row in rows)
    assert [cell.data_type for cell in first[1:4]] == ["n", "n", "n"]
    assert first[1].fill.fgColor.rgb == "00084A91"
    assert first[1].font.color.rgb == "00FFFFFF"
    assert first[2].fill.fill_type is None
    assert sheet.freeze_panes == f"A{head + 2}"
    hostile = [cell for row in rows for cell in row if str(cell.value).strip()[:1] in set("=@+-")]
    assert {str(cell.value).strip() for cell in hostile} == {HOSTILE, "@Alta", "+Skien"}
    assert {cell.data_type for cell in hostile} == {"s"}
    shares = content(matrix_document(study, matrix(study, cell="coverage"), "nb"), Form.xlsx)
    cell = openpyxl.load_workbook(io.BytesIO(shares)).worksheets[0].cell(head + 2, 2)
    assert (cell.value, cell.number_format) == (pytest.approx(10 / 43), "0%")


def test_word_repeats_the_head_row_and_shades_whole_cells(study: Study) -> None:
    made = docx.Document(io.BytesIO(content(matrix_document(study, matrix(study), "nb"), Form.docx)))
    [table] = made.tables
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    fills = [cell._tc.xpath("./w:tcPr/w:shd/@w:fill") for cell in table.rows[1].cells]
    assert fills == [[], ["084A91"], [], [], []]
    assert any("Kodingene til Koder-A" in paragraph.text for paragraph in made.paragraphs)


def test_a_page_shades_whole_cells_and_says_whose_codings_count(study: Study) -> None:
    page = html.fromstring(content(matrix_document(study, matrix(study), "nb"), Form.html))
    [cell] = page.xpath("//tbody/tr[1]/td[2]")
    assert "background:#084A91" in cell.get("style")
    assert cell.text_content().strip() == "2"
    text = page.text_content()
    assert "Kodingene til Koder-A" in text
    assert "Laget for prøven." in text


def test_many_groups_go_on_in_another_table_on_paper(study: Study) -> None:
    tables = matrix_tables(study, matrix(study, depth=1), "nb", most=2)
    assert [table.columns for table in tables] == [
        ("Kode", "@Alta", "+Skien"), ("Kode", "I alt", "Caser med koden"),
    ]  # fmt: skip


def test_data_has_plain_numbers_by_ids_and_paths(study: Study) -> None:
    found = matrix(study, depth=1, cell="coverage", group_by="storrelse")
    table = matrix_table(study, found, "nb")
    assert table.columns == ("case", "name", "storrelse", "barriers", "challenges", "total")
    assert [row[:3] for row in table.rows] == [
        ("skien", "+Skien", "liten"),
        ("alta", "@Alta", "stor"),
        ("total", "", ""),
    ]
    assert table.rows[1][3:] == (pytest.approx(10 / 43), pytest.approx(7 / 43), pytest.approx(17 / 43))
    turned = matrix_table(study, found, "nb", transpose=True)
    assert turned.columns == ("code", "name", "skien", "alta", "total")
    assert turned.rows[0][:2] == ("barriers", "Barrierer")
    facts = matrix_facts(study, matrix(study), "nb")
    assert (facts["values"], facts["total"]) == ([[2, 1, 1, 1, 1], [0, 0, 0, 0, 0]], 3)


def test_quotes_stand_under_code_and_case_and_words_not_to_be_quoted_are_left_out(study: Study) -> None:
    found = matrix(study, depth=1)
    document = quotes_document(study, found, "nb")
    assert [(heading.level, heading.text) for heading in document.headings] == [
        (1, "Barrierer (2)"), (2, "@Alta (2)"), (1, "Utfordringer (1)"), (2, "@Alta (1)"),
    ]  # fmt: skip
    text = content(document, Form.md).decode()
    assert "mangel på ressurser for å prioritere tiltak" in text
    # I2 may be paraphrased alone
    assert "mangler vi kunnskap" not in text
    assert "Skolene melder" not in text
    assert text.count("bare gjengivelse: skal ikke siteres") == 2
    data = quotes_data(study, found, "nb")
    assert data.columns[:3] == ("cell code", "cell case", "id")
    assert [(row[0], row[1], row[data.columns.index("code")]) for row in data.rows] == [
        ("barriers", "alta", "barriers/capacity"), ("barriers", "alta", "barriers/knowledge"),
        ("challenges", "alta", "challenges/schools"),
    ]  # fmt: skip


def test_what_is_left_out_is_said_and_an_empty_matrix_says_why(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "s", files={"cases/alta.yaml": "name: Alta\nattributes: {fylke: Troms}\n"})
    study = open_folder(folder)
    told = " ".join(notes(study, matrix(study, by="fylke"), "nb"))
    assert "Uten «fylke»: Skien." in told
    told = " ".join(notes(study, matrix(study, "source", order=("skien/plan", "skien/plan")), "en"))
    assert "None of the codes has codings here." in told
    assert "3 of the codings are in none of the groups." in told
    bare = open_folder(make_study(tmp_path / "bare", codebook="", codings={}))
    document = matrix_document(bare, matrix(bare), "nb")
    assert not document.tables
    assert "Det er ingen koder å vise." in content(document, Form.md).decode()
