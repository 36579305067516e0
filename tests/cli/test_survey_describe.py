"""crosscase survey describe: what a question comes to, as people read it and as programs do."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

from crosscase.cli import progress
from studies import make_study
from surveys import CAUTION, NOTICE, QUESTIONS, responses, survey_study, table

PUBLISHED = """
answers: "88"
figures:
  - id: Figur 1
    question: F1
    base: "88"
    shares:
      - {item: F1.ja, percent: "33", printed: figure}
      - {item: F1.svar, percent: "99", printed: text}
      - {item: F1.aldri, percent: "0", printed: text}
    claims:
      - {variable: del, group: nord, item: F1.ja, percent: "47", base: "30", direction: higher, significant: "yes"}
  - id: Figur 3
    question: F3
    shares:
      - {item: F3.kurs.ofte, percent: "9", printed: text}
"""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scipy may take the second after which a command says on stderr that it is slow."""
    monkeypatch.setattr(progress, "PATIENCE", 600)


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return survey_study(tmp_path / "survey")


def cells(out: str, start: str) -> list[str]:
    """The words of the first line that begins so, what stands between two blanks as one."""
    line = next(line for line in out.split("\n") if line.strip().startswith(start))
    return re.split(r" {2,}", line.strip())


def facts(run, folder: Path, *words: str) -> dict:
    done = run("survey", "describe", *words, "--format", "json", where=folder)
    assert (done.code, done.err) == (0, ""), done
    return json.loads(done.out)


def test_shares_are_shown_with_wilsons_intervals_and_their_counts(run, survey: Path) -> None:
    done = run("survey", "describe", "F1", where=survey)
    assert done.code == 0
    assert done.lines[0] == "F1 Har kommunen en plan?"
    assert "Alle 88 kommuner ble spurt; 88 svarte." in done.lines
    assert cells(done.out, "Aldri") == ["Aldri", "0 %", "0–4", "0"]
    assert cells(done.out, "Ja ") == ["Ja", "33 %", "24–43", "29"]
    assert cells(done.out, "= Ja eller nei") == ["= Ja eller nei", "100 %", "96–100", "88"]
    assert cells(done.out, "Gjennomsnitt")[1] == "1,33"


def test_groups_are_told_against_the_rest_with_both_tests_and_marks(run, survey: Path) -> None:
    done = run("survey", "describe", "F1.ja", "--by", "del", where=survey)
    assert cells(done.out, "svar og gruppe")[1:] == [
        "andel",
        "95 % KI",
        "antall",
        "mot resten",
        "KI mot resten",
        "p z",
        "q",
    ]
    north = ["Nord", "47 % ▲", "30–64", "14/30", "+21", "0…+40", "0,049", "0,049"]
    assert cells(done.out, "Nord") == north
    assert cells(done.out, "Sør") == ["Sør", "26 % ▼", "16–38", "15/58", "−21", "−40…0", "0,049", "0,049"]
    assert "p Fisher" not in done.out
    small = run("survey", "describe", "F1.ja", "--by", "storrelse", where=survey)
    assert cells(small.out, "Små") == [
        "Små",
        "100 %* ▲",
        "68–100",
        "8/8",
        "+74",
        "+40…+82",
        "<0,001",
        "<0,001",
        "<0,001",
    ]
    assert cells(small.out, "Store")[1] == "26 % ▼"
    for words in (
        "p z: tosidig z-test",
        "p Fisher: Fishers eksakte test",
        "Newcombes",
        "Benjamini og Hochberg for alle 2",
    ):
        assert words in " ".join(small.out.split())
    assert "*: basen er under 30" in small.out
    assert "Størrelse: Små har under 1000 innbyggere." in small.out


def test_caution_and_notice_are_said_once_in_every_form(run, survey: Path) -> None:
    for form in ("table", "md", "json", "html"):
        done = run("survey", "describe", "F3", "--format", form, where=survey)
        assert (done.out.count(CAUTION["nb"]), done.out.count(NOTICE["nb"])) == (1, 1), form
    done = run("survey", "describe", "F3", "--format", "csv", where=survey)
    assert (done.err.count(CAUTION["nb"]), done.err.count(NOTICE["nb"]), done.code) == (1, 1, 0)
    run("survey", "describe", "F3", "--output", "f3.docx", where=survey)
    run("survey", "describe", "F3", "--output", "f3.xlsx", where=survey)
    words = "\n".join(paragraph.text for paragraph in Document(survey / "f3.docx").paragraphs)
    assert (words.count(CAUTION["nb"]), words.count(NOTICE["nb"])) == (1, 1)
    sheet = load_workbook(survey / "f3.xlsx").worksheets[0]
    told = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert (told.count(CAUTION["nb"]), told.count(NOTICE["nb"])) == (1, 1)


def test_without_a_caution_of_its_own_a_survey_says_what_margins_cover(run, tmp_path: Path) -> None:
    bare = re.sub(r"^(caution|notice): .*\n", "", QUESTIONS, flags=re.MULTILINE)
    done = run("survey", "describe", "F1", where=survey_study(tmp_path / "s", questions=bare))
    assert done.out.count("Feilmarginene dekker bare utvalgsfeil") == 1


def test_everything_fits_eighty_columns(run, survey: Path) -> None:
    for words in (
        ("F2",),
        ("F2", "--by", "del"),
        ("F2", "--by", "storrelse"),
        ("innbyggere", "--by", "del"),
        ("F3",),
    ):
        done = run("survey", "describe", *words, where=survey)
        assert done.code == 0
        assert max(map(len, done.lines)) <= 80
        assert not [
            line for line in done.lines if "…" in line and line.rstrip().endswith("…")
        ]  # nothing is cut off


def test_an_english_study_reads_english(run, tmp_path: Path) -> None:
    done = run("survey", "describe", "F1", "--by", "del", where=survey_study(tmp_path / "en", language="en"))
    assert "All 88 municipalities were asked; 88 answered." in done.lines
    assert cells(done.out, "North")[1] == "47% ▲"
    assert CAUTION["en"] in done.out
    assert "pooled two-proportion z test" in " ".join(done.out.split())
    assert "KI" not in done.out


def test_data_have_every_number_unrounded_in_its_own_column(run, survey: Path) -> None:
    done = run("survey", "describe", "F1", "--by", "del", "--format", "csv", where=survey)
    rows = {(row["answer"], row["group"]): row for row in csv.DictReader(io.StringIO(done.out))}
    north = rows["ja", "nord"]
    low, high = proportion_confint(14, 30, method="wilson")
    z, p = proportions_ztest([14, 15], [30, 58])
    expected = {
        "percent": 1400 / 30,
        "low": 100 * low,
        "high": 100 * high,
        "count": 14,
        "base": 30,
        "z": z,
        "p": p,
    }
    assert {name: float(north[name]) for name in expected} == pytest.approx(expected, rel=1e-12)
    assert (north["small_base"], north["variable"], north["group_label"]) == ("false", "del", "Nord")
    assert rows["ja", ""]["p"] == ""
    assert float(rows["mean", ""]["mean"]) == pytest.approx((2 * 29 + 59) / 88)
    facts_found = facts(run, survey, "F1", "--by", "del")["lines"]
    assert [str(line["count"]) for line in facts_found] == [row["count"] for row in rows.values()]
    run("survey", "describe", "F1", "--by", "del", "--output", "f1.xlsx", where=survey)
    sheet = load_workbook(survey / "f1.xlsx").worksheets[0]
    head, *body = [
        row for row in sheet.iter_rows(values_only=True) if row[1] is not None or row[3] is not None or row[5]
    ]
    found = next(dict(zip(head, row, strict=True)) for row in body if row[head.index("group")] == "nord")
    assert found["percent"] == pytest.approx(1400 / 30, rel=1e-12)


def test_a_half_is_a_half_in_data_too(run, tmp_path: Path) -> None:
    rows = "".join(f"{n},{'ja' if n < 23 else 'nei'}\n" for n in range(40))
    files = {
        "survey/questions.yaml": "questions: [{id: A, type: single, text: A, options: [{id: ja}, {id: nei}]}]\n",
        "survey/responses.csv": f"respondent,A\n{rows}",
    }
    done = run("survey", "describe", "A", "--format", "csv", where=make_study(tmp_path / "s", files=files))
    assert [row["percent"] for row in csv.DictReader(io.StringIO(done.out))] == ["57.5", "42.5"]


def test_who_was_asked_is_said_and_nobody_else_counts(run, survey: Path) -> None:
    done = run("survey", "describe", "F2", where=survey)
    assert "29 av 88 kommuner ble spurt (F1=ja); 29 svarte." in done.lines
    assert cells(done.out, "Penger")[1:] == ["28 %*", "15–46", "8"]


def test_a_base_of_nobody_is_said_in_one_line(run, tmp_path: Path) -> None:
    rows = [row | {"F1": "nei"} for row in responses()]
    done = run(
        "survey", "describe", "F2", "--by", "del", where=survey_study(tmp_path / "s", answers=table(rows))
    )
    assert (done.code, done.err) == (0, "")
    [line] = [line for line in done.lines if "basen er 0" in line or "Ingen svarte" in line]
    assert line.startswith("0 av 88 kommuner ble spurt (F1=ja); 0 svarte. Ingen svarte:")
    assert "Penger" not in done.out


def test_a_grid_is_shown_row_by_row_or_one_row_of_it(run, survey: Path) -> None:
    both = run("survey", "describe", "F3", where=survey)
    assert "F3.moter Hvor ofte?: Møter" in both.lines
    assert "F3.kurs Hvor ofte?: Kurs" in both.lines
    one = run("survey", "describe", "F3.kurs", where=survey)
    assert one.lines[0] == "F3.kurs Hvor ofte?: Kurs"
    assert "Møter" not in one.out
    assert run("survey", "describe", "F3", "--row", "kurs", where=survey).out == one.out
    assert {line["answer"] for line in facts(run, survey, "F3.kurs.ofte")["lines"]} == {"ofte"}


def test_the_correction_for_a_finite_population_is_said_and_narrows_intervals(run, survey: Path) -> None:
    plain, finite = facts(run, survey, "F1.ja"), facts(run, survey, "F1.ja", "--fpc")
    size = 88 * 355 / (356 - 88)
    low, high = proportion_confint(29 / 88 * size, size, method="wilson")
    [line] = finite["lines"]
    assert (line["low"], line["high"]) == pytest.approx((100 * low, 100 * high))
    assert (plain["population"], finite["population"]) == (None, 356)
    assert any("populasjon på 356" in note and "n(N−1)/(N−n)" in note for note in finite["notes"])
    assert facts(run, survey, "F1.ja", "--population", "1000")["population"] == 1000


def test_confidence_widens_intervals_and_is_said(run, survey: Path) -> None:
    done = run("survey", "describe", "F1.ja", "--confidence", "99.5", where=survey)
    assert "99,5 % konfidensintervall" in done.out
    low, high = proportion_confint(29, 88, alpha=0.005, method="wilson")
    [line] = facts(run, survey, "F1.ja", "--confidence", "99.5")["lines"]
    assert (line["low"], line["high"]) == pytest.approx((100 * low, 100 * high))


def test_weights_are_counted_and_said(run, survey: Path) -> None:
    weights = {row["respondent"]: int(row["vekt"]) for row in responses()}
    yes = sum(weights[row["respondent"]] for row in responses() if row["F1"] == "ja")
    found = facts(run, survey, "F1.ja", "--weighted")
    [line] = found["lines"]
    assert line["percent"] == pytest.approx(100 * yes / sum(weights.values()))
    assert line["effective_base"] == pytest.approx(132**2 / (44 + 44 * 4))
    assert any("Kishs" in note for note in found["notes"])
    assert "Den effektive størrelsen er 79,2 av 88." in found["notes"]


def test_negative_weights_are_refused_in_one_line(run, tmp_path: Path) -> None:
    rows = responses()
    rows[3]["vekt"] = "-1"
    folder = survey_study(tmp_path / "s", answers=table(rows))
    refused = run("survey", "describe", "F1", "--weighted", where=folder).refused()
    assert "R003 has no weight of 0 or more in column vekt" in refused
    assert run("survey", "describe", "F1", where=folder).code == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("F9",), "there is no item of the survey F9; there are del, del.nord"),
        (("F1.jaa",), "did you mean F1.ja?"),
        (("F3.mote",), "did you mean F3.moter?"),
        (("F4",), "F4 is open: its answers are words, and cannot be counted"),
        (("F1", "--by", "storelse"), "there is no variable storelse; did you mean storrelse?"),
        (("F1", "--by", "F2"), "F2 cannot be broken down by: it is not one choice"),
        (("F1", "--row", "kurs"), "--row kurs: F1 is no grid and has no rows"),
        (("F3", "--row", "kors"), "there is no row of F3 called kors; did you mean kurs?"),
        (("F3.moter", "--row", "kurs"), "F3.moter is another row than --row kurs; give one of them"),
        (("F1", "--population", "40"), "88 answers cannot come from a population of 40"),
        (("F1", "--confidence", "100"), "--confidence 100: give a percent from 1 to 99.99, such as 95"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is_near(
    run, survey: Path, words: tuple[str, ...], why: str
) -> None:
    assert why in run("survey", "describe", *words, where=survey).refused()


def test_answers_that_make_no_sense_are_told_beside_the_result(run, tmp_path: Path) -> None:
    rows = responses()
    rows[0]["F1"] = "kanskje"
    done = run("survey", "describe", "F1", where=survey_study(tmp_path / "s", answers=table(rows)))
    assert "Alle 88 kommuner ble spurt; 87 svarte." in done.lines
    assert done.err == "survey/responses.csv has 1 thing wrong in these columns; crosscase check names them\n"


def test_printed_shares_are_described_where_there_are_no_responses(run, tmp_path: Path) -> None:
    folder = survey_study(tmp_path / "s", answers="", published=PUBLISHED)
    done = run("survey", "describe", "F1", "--by", "del", where=folder)
    assert (done.code, done.err) == (0, "")
    assert "Trykt for 88 kommuner." in done.lines
    assert cells(done.out, "Alle") == ["Alle", "33 %", "24–43", "29/88"]
    assert cells(done.out, "Nord") == ["Nord", "47 %", "30–64", "14/30"]
    assert NOTICE["nb"] not in done.out  # it is said of responses
    assert CAUTION["nb"] in done.out
    [line] = facts(run, folder, "F1.aldri")["lines"]
    assert (line["low"], round(line["high"], 1)) == (0, 4.2)
    found = run("survey", "describe", "F3.kurs", where=folder)
    assert "Basen er ikke trykt." in found.lines
    assert cells(found.out, "Ofte") == ["Ofte", "9 %", "–"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("F2",), "there are no responses, and survey/published.yaml has nothing of F2"),
        (("F3.moter",), "there are no responses, and survey/published.yaml prints no percent of F3.moter"),
        (("F1", "--weighted"), "there are no responses to weight"),
        (("F1", "--population", "40"), "88 answers cannot come from a population of 40"),
    ],
)
def test_what_was_not_printed_is_refused(run, tmp_path: Path, words: tuple[str, ...], why: str) -> None:
    folder = survey_study(tmp_path / "s", answers="", published=PUBLISHED)
    assert why in run("survey", "describe", *words, where=folder).refused()


def test_a_study_without_answers_says_how_to_take_them_in(run, tmp_path: Path) -> None:
    refused = run("survey", "describe", "F1", where=survey_study(tmp_path / "s", answers="")).refused()
    assert "take them in with `crosscase survey import FILE`" in refused
