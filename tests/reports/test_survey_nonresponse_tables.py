"""Non-response and case selection as people read them, in the study's language, and as data."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from crosscase.documents.values import Document, Table, plain
from crosscase.documents.writing import Form, write
from crosscase.reports.survey.nonresponse import (
    nonresponse_data,
    nonresponse_document,
    nonresponse_facts,
    nonresponse_table,
)
from crosscase.reports.survey.selection import cases_of, selection_data, selection_document, selection_facts
from crosscase.reports.survey.words import p_equation
from crosscase.study.folder import Study
from crosscase.study.name_gate import NameGate
from crosscase.study.opening import open_folder
from crosscase.survey.nonresponse import NonResponse, nonresponse
from crosscase.survey.selection import Selection, candidates, propose
from crosscase.survey.station import population_of, questionnaire_of, responses_of
from studies import make_study

QUESTIONS = """population: 20
respondents: {nb: kommuner, en: municipalities}
caution: {nb: "De svarte av seg selv.", en: "They chose themselves."}
notice: {nb: "Svarene er laget.", en: "The answers are made up."}
questions:
  - id: fylke
    type: single
    text: {nb: Fylke, en: County}
    options:
      - {id: oslo, label: Oslo}
      - {id: viken, label: Viken}
      - {id: agder, label: {nb: "<b>Agder</b>", en: "<b>Agder</b>"}}
  - id: F6
    type: single
    text: {nb: Arbeid, en: Work}
    options: [{id: stor, label: {nb: Stor, en: Large}}, {id: liten, label: {nb: Liten, en: Small}}]
selection:
  where: [F6=stor]
  spread: [fylke, F6]
  number: 3
"""
POPULATION = """population: 20
tables:
  - id: T1
    variable: fylke
    title: {nb: "Frafall etter fylke", en: "Non-response by county"}
    source: Kartverket
    decimals: {population: 0, sample: 1, deviation: 2, response_rate: 0}
    groups: {viken: 12, oslo: 1, agder: 7}
"""
RESPONSES = """respondent,fylke,F6
R1,viken,stor
R2,viken,liten
R3,oslo,stor
R4,oslo,liten
R5,viken,stor
R6,,stor
R7,viken,stor
R8,agder,stor
"""


def opened(folder: Path, language: str = "nb", responses: str = RESPONSES) -> Study:
    files = {
        "survey/questions.yaml": QUESTIONS,
        "survey/population.yaml": POPULATION,
        "survey/responses.csv": responses,
        "cases/alta.yaml": "name: Alta\nrespondent: R1\n",
        "cases/skien.yaml": "name: Skien\nrespondent: R2\n",
    }
    return open_folder(make_study(folder / language, language=language, notice="Konstruert.", files=files))


def found_in(study: Study) -> list[NonResponse]:
    questionnaire, responses = questionnaire_of(study), responses_of(study)
    return [nonresponse(responses, questionnaire, table) for table in population_of(study).tables]


def chosen_in(study: Study, *chosen: str) -> Selection:
    questionnaire = questionnaire_of(study)
    return candidates(responses_of(study), questionnaire, questionnaire.selection, chosen)


def texts(table: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in table.rows]


def captions(document: Document) -> list[str]:
    return [table.caption for table in document.tables]


def test_non_response_is_read_in_norwegian_with_commas_and_a_totals_row(tmp_path: Path) -> None:
    study = opened(tmp_path)
    table = nonresponse_table(found_in(study)[0], "nb")
    assert table.caption == "Frafall etter fylke"
    assert table.columns[0] == "Fylke"
    assert texts(table) == [
        ["Viken", "12", "60", "4", "57,1", "−2,86", "33"],
        ["Oslo", "1", "5", "2", "28,6", "23,57", "200"],
        ["<b>Agder</b>", "7", "35", "1", "14,3", "−20,71", "14"],
        ["I alt", "20", "100", "7", "100,0", "", "35"],
    ]


def test_non_response_is_read_in_english_with_points(tmp_path: Path) -> None:
    study = opened(tmp_path, "en")
    table = nonresponse_table(found_in(study)[0], "en")
    assert table.caption == "Non-response by county"
    assert texts(table)[1] == ["Oslo", "1", "5", "2", "28.6", "23.57", "200"]
    assert texts(table)[-1][0] == "Total"


@pytest.mark.parametrize("language", ["nb", "nn", "no", "en", "de"])
def test_the_note_names_the_test_with_df_and_p_and_what_is_to_be_minded(
    tmp_path: Path, language: str
) -> None:
    study = opened(tmp_path, language)
    note = nonresponse_table(found_in(study)[0], language).note
    # chi-square by hand: expected 4.2, 0.35, 2.45 of 7; times 19/13 for a population of 20
    statistic = (4 - 4.2) ** 2 / 4.2 + (2 - 0.35) ** 2 / 0.35 + (1 - 2.45) ** 2 / 2.45
    mark = "." if language == "en" else ","
    for number in (statistic, statistic * 19 / 13):
        assert f"χ² = {number:.2f}".replace(".", mark) in note
    assert "df = 2, p = " in note
    assert "Kartverket" in note
    if language == "en":
        assert "least expected count is 0.4, under 5" in note
        assert "Answers without a group, which are not in the numbers: 1." in note
        assert "More answered than the population has: Oslo (2 of 1)." in note
    if language == "nb":
        assert "Minste forventede antall er 0,4, under 5" in note
        assert "Flere svarte enn det er i populasjonen: Oslo (2 av 1)." in note


def test_the_caution_and_both_notices_are_said_once_in_a_document(tmp_path: Path) -> None:
    study = opened(tmp_path)
    document = nonresponse_document(study, questionnaire_of(study), found_in(study) * 2)
    page = write(document, Form.html, gate=NameGate()).decode()
    for sentence in ("De svarte av seg selv.", "Konstruert. Svarene er laget."):
        assert page.count(sentence) == 1
    assert "<b>Agder" not in page
    assert "&lt;b&gt;Agder&lt;/" in page


def test_a_survey_with_weights_is_told_that_they_have_no_part_in_this(tmp_path: Path) -> None:
    study = opened(tmp_path)
    said = "Alle tall er uvektet."
    document = nonresponse_document(study, questionnaire_of(study), found_in(study))
    assert said not in write(document, Form.md, gate=NameGate()).decode()
    (study.root / "survey/questions.yaml").write_text("weight: vekt\n" + QUESTIONS, encoding="utf-8")
    document = nonresponse_document(study, questionnaire_of(study), found_in(study))
    assert said in write(document, Form.md, gate=NameGate()).decode()


def test_a_sheet_holds_numbers_rounded_as_printed(tmp_path: Path) -> None:
    study = opened(tmp_path)
    document = nonresponse_document(study, questionnaire_of(study), found_in(study), numbers=True)
    book = openpyxl.load_workbook(io.BytesIO(write(document, Form.xlsx, gate=NameGate())))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert ["Oslo", 1, 5, 2, 28.6, 23.57, 200] in rows


def test_the_data_have_ids_and_numbers_and_an_empty_group_for_the_totals(tmp_path: Path) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(
                write(nonresponse_data(found_in(opened(tmp_path))), Form.csv, gate=NameGate()).decode()
            )
        )
    )
    assert [(row["table"], row["group"], row["deviation"], row["response_rate"]) for row in rows] == [
        ("T1", "viken", "-2.86", "33"),
        ("T1", "oslo", "23.57", "200"),
        ("T1", "agder", "-20.71", "14"),
        ("T1", "", "0", "35"),
    ]


def test_facts_of_non_response_are_json_with_the_test(tmp_path: Path) -> None:
    (facts,) = json.loads(json.dumps(nonresponse_facts(found_in(opened(tmp_path)))))
    assert facts["without_group"] == 1
    assert facts["impossible"] == ["oslo"]
    assert facts["chi_square"]["df"] == 2
    assert facts["chi_square_finite_population"]["statistic"] == pytest.approx(
        facts["chi_square"]["statistic"] * 19 / 13
    )
    assert facts["total"] == {
        "population_count": 20, "population_percent": 100, "sample_count": 7, "sample_percent": 100, "response_rate": 35
    }  # fmt: skip


def test_p_values_are_never_said_to_be_nothing() -> None:
    assert p_equation(0.0004, "nb") == "p < 0,001"
    assert p_equation(0.0005, "en") == "p < 0.001"
    assert p_equation(0.0386, "nb") == "p = 0,039"


def test_the_chosen_are_read_with_their_cases_and_what_they_fail(tmp_path: Path) -> None:
    study = opened(tmp_path)
    document = selection_document(study, questionnaire_of(study), chosen_in(study, "R1", "R2"))
    rule, chosen, spread, groups, waiting = document.tables
    assert rule.caption == "Kravene: 6 av 8 kommuner fyller alle"
    assert chosen.caption == "Valgt: 2 av 3"
    assert texts(chosen) == [
        ["R1", "Alta", "ja", "Viken", "+ Stor", "1", "1 av 2"],
        ["R2", "Skien", "nei: F6=stor", "Viken", "+ Liten", "1", "1 av 2"],
    ]
    assert texts(spread) == [
        ["Fylke", "1 av 3", "2 av 3", "0 av 1"],
        ["Arbeid", "2 av 2", "2 av 2", "1 av 1"],
    ]
    assert ["Fylke", "Oslo", "0", "1", "2", "mangler"] in texts(groups)
    assert texts(waiting)[0] == ["1", "R3", "+ Oslo", "Stor", "1", "3 av 4"]


def test_a_proposal_is_read_in_its_order_with_who_was_as_good(tmp_path: Path) -> None:
    study = opened(tmp_path, "en")
    questionnaire = questionnaire_of(study)
    found = propose(responses_of(study), questionnaire, questionnaire.selection)
    document = selection_document(study, questionnaire, found)
    chosen = document.tables[1]
    assert chosen.caption == "Proposal, in the order of choosing"
    assert texts(chosen) == [
        ["R3", "", "yes", "+ Oslo", "+ Large", "2", "0 of 0", "R8"],
        ["R8", "", "yes", "+ <b>Agder</b>", "Large", "1", "1 of 2", ""],
        ["R1", "Alta", "yes", "+ Viken", "Large", "1", "2 of 4", "R5, R7"],
    ]


def test_a_missing_group_says_whether_anybody_who_fits_could_fill_it(tmp_path: Path) -> None:
    responses = "respondent,fylke,F6\nR1,viken,stor\nR2,oslo,liten\nR3,agder,stor\n"
    study = opened(tmp_path, "en", responses)
    document = selection_document(study, questionnaire_of(study), chosen_in(study, "R1"))
    groups = texts(document.tables[3])
    assert ["County", "Oslo", "0", "0", "1", "missing, nobody fits"] in groups
    assert ["County", "<b>Agder</b>", "0", "1", "1", "missing"] in groups


def test_only_so_many_candidates_are_shown_and_the_rest_counted(tmp_path: Path) -> None:
    study = opened(tmp_path)
    document = selection_document(study, questionnaire_of(study), chosen_in(study, "R1"), 2)
    assert len(document.tables[-1].rows) == 2
    assert document.tables[-1].note.endswith("3 til fyller kravene.")


def test_nobody_who_fits_is_said(tmp_path: Path) -> None:
    study = opened(tmp_path, "nb", "respondent,fylke,F6\nR1,viken,liten\n")
    document = selection_document(study, questionnaire_of(study), chosen_in(study))
    assert captions(document) == ["Kravene: 0 av 1 kommuner fyller alle"]
    assert "Ingen fyller alle kravene" in write(document, Form.md, gate=NameGate()).decode()


def test_the_datas_rows_are_the_chosen_and_then_the_candidates(tmp_path: Path) -> None:
    study = opened(tmp_path)
    table = selection_data(chosen_in(study, "R2"), cases_of(study))
    rows = list(csv.DictReader(io.StringIO(write(table, Form.csv, gate=NameGate()).decode())))
    assert [(row["respondent"], row["case"], row["chosen"], row["rank"], row["fails"]) for row in rows] == [
        ("R2", "Skien", "true", "", "F6=stor"),
        ("R3", "", "false", "1", ""),
        ("R8", "", "false", "1", ""),
        ("R1", "Alta", "false", "3", ""),
        ("R5", "", "false", "3", ""),
        ("R6", "", "false", "3", ""),
        ("R7", "", "false", "3", ""),
    ]
    assert rows[1]["adds"] == "fylke=oslo, F6=stor"
    assert [row["group:fylke"] for row in rows[-2:]] == ["", "viken"]


def test_facts_of_a_selection_are_json(tmp_path: Path) -> None:
    study = opened(tmp_path)
    facts = json.loads(json.dumps(selection_facts(chosen_in(study, "R1", "R2"), cases_of(study))))
    assert facts["rule"] == {"where": ["F6=stor"], "spread": ["fylke", "F6"], "number": 3}
    assert facts["conditions"] == [{"condition": "F6=stor", "meet": 6, "alone": 2}]
    assert [one["case"] for one in facts["chosen"]] == ["Alta", "Skien"]
    assert facts["spread"][0]["groups"][1] == {"group": "viken", "chosen": 2, "fitting": 3, "respondents": 4}
    (silent,) = [one for one in facts["candidates"] if one["respondent"] == "R6"]
    assert silent["groups"] == {"fylke": None, "F6": "stor"}


def test_two_variables_of_one_name_have_two_columns(tmp_path: Path) -> None:
    twice = QUESTIONS.replace("{nb: Arbeid, en: Work}", "{nb: Fylke, en: County}")
    study = opened(tmp_path)
    (study.root / "survey/questions.yaml").write_text(twice, encoding="utf-8")
    document = selection_document(study, questionnaire_of(study), chosen_in(study, "R1"))
    assert document.tables[1].columns[3:5] == ("Fylke", "Fylke (F6)")


def test_a_respondent_that_is_two_cases_bears_both_names(tmp_path: Path) -> None:
    study = opened(tmp_path)
    put = study.root / "cases/skien.yaml"
    put.write_text("name: Skien\nrespondent: R1\n", encoding="utf-8")
    assert cases_of(open_folder(study.root)) == {"R1": "Alta, Skien"}
