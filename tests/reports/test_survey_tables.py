"""Tables of the survey read as people write numbers, in both languages, and never name two columns alike."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from string import Formatter

import pytest

from crosscase.documents.values import Paragraph, plain
from crosscase.reports.survey.book import Breakdown, breakdown_document, breakdown_tables
from crosscase.reports.survey.margins import PERCENTS, margins_table
from crosscase.reports.survey.tables import DATA_COLUMNS, describe_data, describe_document, describe_table
from crosscase.reports.survey.words import WORDS, level_text, p_text, percents_text, points_text, values_text
from crosscase.study.opening import open_folder
from crosscase.survey.estimates import Description, describe, describe_rows
from crosscase.survey.items import find_variable
from crosscase.survey.questions import read_questions
from crosscase.survey.responses import Responses, read_responses
from surveys import QUESTIONS, responses, survey_study, table

HARD = "\N{NO-BREAK SPACE}"
LIKE_NAMED = """
  - id: andre
    label: Andre grupper
    question: innbyggere
    groups:
      - {id: sma, label: {nb: Små, en: Small}, to: "10000"}
      - {id: alle, label: {nb: Alle, en: All}, from: "10001"}
"""


@pytest.fixture(scope="module")
def answers() -> Responses:
    return read_responses(table(responses()).encode(), read_questions(QUESTIONS.rstrip() + LIKE_NAMED))


def described(answers: Responses, id: str, by: str = "", **how: bool) -> Description:
    asked = answers.questionnaire
    return describe(answers, asked.questions[id], find_variable(asked, by) if by else None, **how)


def test_both_languages_have_the_same_words_with_the_same_blanks() -> None:
    assert WORDS["nb"].keys() == WORDS["en"].keys()
    for key, words in WORDS["nb"].items():
        blanks = [
            sorted(name for _, name, _, _ in Formatter().parse(each) if name)
            for each in (words, WORDS["en"][key])
        ]
        assert blanks[0] == blanks[1], key


def test_numbers_read_as_the_language_writes_them() -> None:
    assert [p_text(p, "nb") for p in (0.0494, 0.0004, 0.0005, 1.0)] == ["0,049", "<0,001", "<0,001", "1,000"]
    assert p_text(0.001, "en") == "0.001"
    assert [points_text(Fraction(each, 1000), "nb") for each in (285, -285, 4, -4)] == [
        "+29",
        "−29",
        "0",
        "0",
    ]
    assert percents_text(0.0, 0.0418, "en") == "0–4"
    assert [level_text(each, "nb") for each in (0.95, 0.995, 0.9)] == ["95", "99,5", "90"]
    assert values_text([699_827.0], "nb") == (f"699{HARD}827",)
    assert values_text([699_827.0], "en") == ("699,827",)
    assert values_text([-12_345.6, 9999.5], "nb") == (f"−12{HARD}346", f"10{HARD}000")
    assert values_text([3.399, 4], "nb") == ("3,40", "4,00")
    assert (values_text([4.0], "nb"), values_text([4.0], "nb", whole=False)) == (("4",), ("4,00",))
    assert values_text([123.45], "en") == ("123.5",)


def test_a_small_base_is_marked_with_every_figure(answers: Responses) -> None:
    found = describe_table(described(answers, "F1", "storrelse"), "nb")
    group = ""
    for row in found.rows:
        group = plain(row[0]).strip()
        if group == "Små" and row[1]:
            assert "*" in plain(row[1])
        elif group in ("Store", "Alle"):
            assert "*" not in plain(row[1])


def test_fishers_column_is_there_only_where_it_was_needed(answers: Responses) -> None:
    fisher = WORDS["nb"]["fisher"]
    assert fisher in describe_table(described(answers, "F1", "storrelse"), "nb").columns
    only = describe(
        answers,
        answers.questionnaire.questions["F1"],
        find_variable(answers.questionnaire, "del"),
        only=("ja",),
    )
    assert fisher not in describe_table(only, "nb").columns
    assert fisher not in describe_table(described(answers, "F1", "storrelse", weighted=True), "nb").columns


def test_groups_of_one_name_are_told_apart_by_their_variable(answers: Responses) -> None:
    breakdown = Breakdown((described(answers, "F1", "storrelse"), described(answers, "F1", "andre")))
    [found] = breakdown_tables(breakdown, "nb")
    assert found.columns == (
        "svar", "Alle", "Små (Størrelse)", "Store", "Små (Andre grupper)", "Alle (Andre grupper)",
    )  # fmt: skip


def test_a_variables_groups_stay_in_one_table_where_they_fit(answers: Responses) -> None:
    breakdown = Breakdown(tuple(described(answers, "F1", by) for by in ("storrelse", "del", "andre")))
    assert [len(each.columns) - 2 for each in breakdown_tables(breakdown, "nb", 6)] == [6]
    assert [len(each.columns) - 2 for each in breakdown_tables(breakdown, "nb", 5)] == [4, 2]
    assert [len(each.columns) - 2 for each in breakdown_tables(breakdown, "nb", 3)] == [2, 2, 2]


def test_data_have_one_cell_for_each_column_and_no_text_for_a_number(answers: Responses) -> None:
    found = describe_data([described(answers, id, "del") for id in ("F1", "F2", "innbyggere")], "en")
    assert found.columns == DATA_COLUMNS
    for name in ("percent", "low", "high", "mean", "median", "p", "q"):
        place = found.columns.index(name)
        assert {type(row[place]) for row in found.rows} <= {float, type(None)}
        assert any(row[place] is not None for row in found.rows), name


def test_documents_say_each_thing_once(tmp_path: Path) -> None:
    study = open_folder(survey_study(tmp_path / "s"))
    answers = read_responses(table(responses()).encode(), read_questions(QUESTIONS))
    asked = answers.questionnaire
    by = find_variable(asked, "storrelse")
    grid = describe_rows(answers, asked.questions["F3"], by)
    book = [Breakdown((each,)) for each in grid]
    for document in (describe_document(study, asked, grid), breakdown_document(study, asked, book)):
        notes = [
            plain(each.runs)
            for each in document.blocks
            if isinstance(each, Paragraph) and each.style == "note"
        ]
        assert len(notes) == len(set(notes)) > 4
        assert sum("oppdiktet" in note for note in notes) == 1
        assert sum("valgte det selv" in note for note in notes) == 1


def test_an_empty_book_says_so(tmp_path: Path) -> None:
    study = open_folder(survey_study(tmp_path / "s"))
    document = breakdown_document(study, read_questions(QUESTIONS), [])
    assert "Ingen tabeller." in [plain(each.runs) for each in document.blocks if isinstance(each, Paragraph)]


def test_margins_are_rounded_half_up_to_one_decimal() -> None:
    found = margins_table([100, 10_000], "en")
    assert found.columns == ("percent", f"n{HARD}={HARD}100", f"n{HARD}={HARD}10000")
    assert [row[0] for row in found.rows] == [f"{p} / {100 - p}" if p < 50 else "50" for p in PERCENTS]
    assert found.rows[-1][1:] == ("10.0", "1.0")
