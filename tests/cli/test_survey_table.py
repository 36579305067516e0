"""crosscase survey table: the table book on the terminal, as a document, and as numbers."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

from crosscase.cli import progress
from surveys import CAUTION, NOTICE, responses, survey_study, table


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 600)


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return survey_study(tmp_path / "survey")


def test_every_question_that_can_be_counted_stands_with_everybody_and_all_groups(run, survey: Path) -> None:
    done = run("survey", "table", where=survey)
    assert (done.code, done.err) == (0, "")
    headings = [line for line in done.lines if line.startswith("F")]
    assert headings == [
        "F1 Har kommunen en plan?",
        "F2 Hva står i planen?",
        "F3.moter Hvor ofte?: Møter",
        "F3.kurs Hvor ofte?: Kurs",
    ]
    heads = [line.split() for line in done.lines if line.startswith("svar ")]
    assert heads == [["svar", "Alle", "Små", "Store", "Nord", "Sør"]] * 4
    first = done.lines.index("F1 Har kommunen en plan?")
    [yes] = [line for line in done.lines[first : first + 7] if line.startswith("Ja")]
    assert yes.split("  ")[0] == "Ja"
    assert yes.replace(" ", "") == "Ja33%100%*▲26%▼47%▲26%▼"
    assert max(map(len, done.lines)) <= 80


def test_a_table_says_in_a_sentence_by_what_it_is_broken_down(run, survey: Path) -> None:
    done = run("survey", "table", "F1", where=survey)
    assert "Etter størrelse, landsdel" in done.lines
    questions = survey / "survey" / "questions.yaml"
    words = questions.read_text(encoding="utf-8")
    questions.write_text(words.replace("nb: Størrelse", "nb: NAV-region"), encoding="utf-8")
    done = run("survey", "table", "F1", where=survey)
    assert "Etter NAV-region, landsdel" in done.lines


def test_bases_stand_below_and_small_ones_are_marked(run, survey: Path) -> None:
    done = run("survey", "table", "F1", where=survey)
    [base] = [line.split() for line in done.lines if line.startswith("Base")]
    assert base == ["Base", "88", "8*", "80", "30", "58"]
    assert "*: basen er under 30" in done.out


def test_all_comparisons_of_a_question_are_adjusted_together(run, survey: Path) -> None:
    done = run("survey", "table", "F1", "--by", "storrelse,del", "--format", "json", where=survey)
    lines = [line for line in json.loads(done.out)["lines"] if line["p"] is not None]
    ps = []
    for line in lines:
        inside = [
            row for row in responses()
            if line["group"] in (row["del"], "sma" if int(row["innbyggere"]) < 1000 else "store")
        ]  # fmt: skip
        rest = [row for row in responses() if row not in inside]
        counts = [sum(row["F1"] == line["answer"] for row in side) for side in (inside, rest)]
        others = [len(inside) - counts[0], len(rest) - counts[1]]
        if stats.contingency.expected_freq([counts, others]).min() < 5:
            ps.append(float(stats.fisher_exact([counts, others]).pvalue))
        else:
            ps.append(float(proportions_ztest(counts, [len(inside), len(rest)])[1]))
    assert len(ps) == 2 * 4  # nobody says never, and everybody says yes or no: nothing to compare
    assert [line["q"] for line in lines] == pytest.approx(list(multipletests(ps, method="fdr_bh")[1]))
    marks = {(line["answer"], line["group"]): line["against_rest"] for line in lines}
    assert (marks["ja", "sma"], marks["nei", "sma"], marks["nei", "nord"]) == ("higher", "lower", "lower")


def test_everybody_stands_once_in_the_numbers(run, survey: Path) -> None:
    done = run("survey", "table", "F1", "F3.kurs", "--format", "csv", where=survey)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    everybody = [(row["question"], row["row"], row["answer"]) for row in rows if not row["group"]]
    assert len(everybody) == len(set(everybody)) == 6 + 2
    assert CAUTION["nb"] in done.err
    assert {row["variable"] for row in rows} == {"", "del", "storrelse"}


def test_the_book_as_a_word_file_has_a_table_a_question(run, survey: Path) -> None:
    done = run("survey", "table", "--output", "bok.docx", where=survey)
    assert (done.code, done.out) == (0, "wrote bok.docx\n")
    book = Document(survey / "bok.docx")
    assert len(book.tables) == 4
    head, *rows = [[cell.text for cell in row.cells] for row in book.tables[0].rows]
    assert head == ["svar", "Alle", "Små", "Store", "Nord", "Sør"]
    assert [row[0] for row in rows] == [
        "Ja",
        "Nei",
        "Aldri",
        "= Ja eller nei",
        "Gjennomsnitt",
        "Median",
        "Base",
    ]
    words = "\n".join(paragraph.text for paragraph in book.paragraphs)
    assert (words.count(CAUTION["nb"]), words.count(NOTICE["nb"])) == (1, 1)


def test_the_book_as_a_sheet_holds_numbers(run, survey: Path) -> None:
    run("survey", "table", "F1", "--output", "bok.xlsx", where=survey)
    [sheet] = load_workbook(survey / "bok.xlsx").worksheets
    numbers = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float)]
    assert any(number == pytest.approx(1400 / 30, rel=1e-12) for number in numbers)


def test_means_of_one_row_have_the_same_decimals(run, survey: Path) -> None:
    done = run("survey", "table", "F1", where=survey)
    [means] = [line.split()[1:] for line in done.lines if line.startswith("Gjennomsnitt  ")]
    assert means == ["1,33", "2,00*", "1,26", "1,47", "1,26"]


def test_a_question_is_not_broken_down_by_its_own_answers(run, survey: Path) -> None:
    done = run("survey", "table", "F1", "--by", "F1,del", where=survey)
    assert [line.split() for line in done.lines if line.startswith("svar ")] == [
        ["svar", "Alle", "Nord", "Sør"]
    ]
    alone = run("survey", "table", "F1", "--by", "F1", where=survey)
    assert [line.split() for line in alone.lines if line.startswith("svar ")] == [["svar", "Alle"]]


def test_many_groups_are_parted_and_none_is_left_out(run, tmp_path: Path) -> None:
    from surveys import QUESTIONS

    names = [f"Kommunegruppe nummer {place}" for place in range(11)]
    groups = "".join(
        f'      - {{id: g{place}, label: "{name}", from: "{20_000 + 8 * place}", to: "{20_007 + 8 * place}"}}\n'
        for place, name in enumerate(names)
    )
    more = f"  - id: mange\n    label: Mange\n    question: innbyggere\n    groups:\n{groups}"
    folder = survey_study(tmp_path / "s", questions=QUESTIONS.rstrip() + "\n" + more)
    done = run("survey", "table", "F3.kurs", "--by", "mange", where=folder)
    assert max(map(len, done.lines)) <= 80
    bases = [line.split()[2:] for line in done.lines if line.startswith("Base")]
    expected = [
        sum(20_000 + 8 * place <= int(row["innbyggere"]) <= 20_007 + 8 * place for row in responses())
        for place in range(11)
    ]
    assert [int(base.rstrip("*")) for part in bases for base in part] == expected
    run("survey", "table", "F3.kurs", "--by", "mange", "--output", "b.docx", where=folder)
    assert [len(each.columns) for each in Document(folder / "b.docx").tables] == [2 + 6, 2 + 5]


def test_a_question_that_nobody_answered_says_so_and_the_rest_is_there(run, tmp_path: Path) -> None:
    rows = [row | {"F1": "nei"} for row in responses()]
    done = run("survey", "table", "F2", "F3", where=survey_study(tmp_path / "s", answers=table(rows)))
    assert "Ingen svarte: basen er 0" in done.out
    assert "F3.kurs Hvor ofte?: Kurs" in done.lines


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("F7",), "there is no item of the survey F7"),
        (("F1", "--by", "del,storelse"), "there is no variable storelse; did you mean storrelse?"),
        (("F4",), "F4 is open"),
    ],
)
def test_what_is_not_there_is_refused(run, survey: Path, words: tuple[str, ...], why: str) -> None:
    assert why in run("survey", "table", *words, where=survey).refused()
