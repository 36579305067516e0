"""A questionnaire drafted from a table: what it takes columns for, and that the same answers are counted after it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.survey.model import Questionnaire
from crosscase.survey.questions import read_questions
from crosscase.survey.responses import Responses, read_responses
from crosscase.survey.taking.drafting import draft_questions
from crosscase.survey.taking.filed import Filed, read_filed
from crosscase.survey.taking.importing import Plan, plan_import
from studies import make_study

Rows = list[list[str]]


def written_csv(path: Path, rows: Rows, delimiter: str = ";") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def written_xlsx(path: Path, rows: Rows) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in book.active.iter_rows():
        for cell in cells:
            cell.data_type = "s" if cell.value is not None else cell.data_type
    book.save(path)
    return path


def drafted(path: Path, respondent: str = "") -> tuple[Filed, Questionnaire]:
    found = read_filed(path)
    return found, read_questions(draft_questions(found, respondent))


def table(tmp_path: Path, *lines: str, name: str = "svar.csv") -> Questionnaire:
    return drafted(written_csv(tmp_path / name, [line.split(";") for line in lines]))[1]


def labels(questionnaire: Questionnaire, id: str) -> list[str]:
    return [label for option in questionnaire.questions[id].options for label in option.label.values()]


# what columns are taken for


def test_few_texts_are_one_choice_in_the_order_of_their_scale_and_not_knowing_comes_last(
    tmp_path: Path,
) -> None:
    answers = [
        "I noen grad",
        "Vet ikke",
        "Svært stor grad",
        "Ikke i det hele tatt",
        "Ganske stor grad",
        "I liten grad",
    ]
    found = table(tmp_path, "id;F6", *(f"R{n};{answers[n % 6]}" for n in range(24)))
    assert labels(found, "F6") == [
        "Svært stor grad", "Ganske stor grad", "I noen grad", "I liten grad", "Ikke i det hele tatt", "Vet ikke",
    ]  # fmt: skip
    question = found.questions["F6"]
    assert [option.value for option in question.options] == [5, 4, 3, 2, 1, None]
    assert [option.unsure for option in question.options] == [False] * 5 + [True]


def test_groups_that_begin_with_numbers_are_in_the_order_of_the_numbers(tmp_path: Path) -> None:
    groups = ["10 001-20 000", "0-5000", "20 001-700 000", "5001-10000"]
    found = table(tmp_path, "id;størrelse", *(f"R{n};{groups[n % 4]}" for n in range(12)))
    (question,) = found.questions.values()
    assert labels(found, question.id) == ["0-5000", "5001-10000", "10 001-20 000", "20 001-700 000"]


@pytest.mark.parametrize(
    ("yes", "no"),
    [("1", "0"), ("Ja", "Nei"), ("Valgt", "Ikke valgt"), ("x", ""), ("1", ""), ("true", "false")],
)
def test_columns_side_by_side_that_say_chosen_or_not_are_one_question(
    tmp_path: Path, yes: str, no: str
) -> None:
    rows = [f"R{n};{yes if n % 2 else no};{yes if n % 3 else no};{n}" for n in range(6)]
    found = table(tmp_path, "id;F4_1;F4_2;alder", *rows)
    assert [(q.id, q.kind) for q in found.questions.values()] == [("F4", "multiple"), ("alder", "number")]
    assert labels(found, "F4") == ["1", "2"]


@pytest.mark.parametrize(
    "header", ["uses: books;uses: warmth", "Use? - books;Use? - warmth", "Use? books;Use? warmth"]
)
def test_options_are_called_by_what_stands_after_the_words_of_their_question(
    tmp_path: Path, header: str
) -> None:
    found = table(tmp_path, f"id;{header}", "R1;x;", "R2;x;x", "R3;;x")
    (question,) = found.questions.values()
    assert (question.kind, labels(found, question.id)) == ("multiple", ["books", "warmth"])


def test_the_same_words_have_the_same_places_on_their_scale_in_every_question(tmp_path: Path) -> None:
    words = ["Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"]
    rows = [f"R{n};{words[n % 4]};{words[n % 4 + 1]}" for n in range(12)]
    found = table(tmp_path, "id;staff;hours", *rows)
    values = {
        id: {o.label[""]: o.value for o in question.options} for id, question in found.questions.items()
    }
    assert values == {
        "staff": {"Strongly agree": 5, "Agree": 4, "Neither": 3, "Disagree": 2},
        "hours": {"Agree": 4, "Neither": 3, "Disagree": 2, "Strongly disagree": 1},
    }


def test_options_are_called_by_what_stands_in_brackets(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "id;Hvilke utfordringer har dere? [Netthets];Hvilke utfordringer har dere? [Mobbing, i skolen]",
        "R1;Ja;Nei",
        "R2;Nei;Ja",
    )
    (question,) = found.questions.values()
    assert (question.kind, dict(question.text)) == ("multiple", {"": "Hvilke utfordringer har dere?"})
    assert labels(found, question.id) == ["Netthets", "Mobbing, i skolen"]


def test_columns_with_the_same_answers_are_a_grid(tmp_path: Path) -> None:
    steps = ["Noen grad", "Liten grad", "Svært stor grad"]
    rows = [f"R{n};{steps[n % 3]};{steps[(n + 1) % 3]};{steps[n // 3]}" for n in range(9)]
    found = table(tmp_path, "id;F7.samer;F7.kvener;F7.romer", *rows)
    question = found.questions["F7"]
    assert question.kind == "grid"
    assert [row.id for row in question.rows] == ["samer", "kvener", "romer"]
    assert labels(found, "F7") == ["Svært stor grad", "Noen grad", "Liten grad"]


def test_a_column_with_answers_parted_by_semicolons_is_a_choice_of_several(tmp_path: Path) -> None:
    path = written_csv(
        tmp_path / "svar.csv", [["id", "F4"], ["R1", "Skole;Nett"], ["R2", "Nett"], ["R3", "Vet ikke"]]
    )
    _, found = drafted(path)
    question = found.questions["F4"]
    assert (question.kind, labels(found, "F4")) == ("multiple", ["Nett", "Skole", "Vet ikke"])
    assert [option.exclusive for option in question.options] == [False, False, True]


def test_numbers_are_numbers_and_few_small_ones_a_choice_with_values(tmp_path: Path) -> None:
    rows = [f"R{n};{n % 4 + 1};{n * 37},5;{n}" for n in range(20)]
    found = table(tmp_path, "id;F2;areal;alder", *rows)
    kinds = {id: question.kind for id, question in found.questions.items()}
    assert kinds == {"F2": "single", "areal": "number", "alder": "number"}
    assert [(option.id, option.value) for option in found.questions["F2"].options] == [
        ("1", 1), ("2", 2), ("3", 3), ("4", 4),
    ]  # fmt: skip


def test_keys_with_leading_zeros_stay_texts(tmp_path: Path) -> None:
    found = table(tmp_path, "id;kommunenr", *(f"R{n};{['0301', '1103'][n % 2]}" for n in range(6)))
    assert labels(found, "kommunenr") == ["0301", "1103"]


def test_words_of_ones_own_are_open_and_dates_and_people_are_left_out(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "id;E-post;Navn;Svart;F12;F1",
        *(
            f"R{n};a{n}@kommune.no;Kari {n};2021-11-{n + 10};Vi trenger {n} nye stillinger her;Ja"
            for n in range(9)
        ),
    )
    assert [(question.id, question.kind) for question in found.questions.values()] == [
        ("F12", "open"), ("F1", "single"),
    ]  # fmt: skip


def test_weights_are_known_by_their_name(tmp_path: Path) -> None:
    found = table(tmp_path, "id;Vekt;F1", "R1;0,8;Ja", "R2;1,2;Nei")
    assert found.weight == "Vekt"
    assert list(found.questions) == ["F1"]


def test_a_long_heading_is_the_words_of_its_question(tmp_path: Path) -> None:
    words = "F3. Hvor store utfordringer har kommunen med rasisme i dag?"
    found = table(tmp_path, f"id;{words}", "R1;Store", "R2;Små", "R3;Store")
    assert [(q.id, q.text[""]) for q in found.questions.values()] == [("F3", words)]


def test_a_table_without_a_question_is_refused_in_one_line(tmp_path: Path) -> None:
    path = written_csv(tmp_path / "svar.csv", [["id", "navn"], ["R1", "Kari"], ["R2", "Ola"]])
    with pytest.raises(StudyError, match=r"^[^\n]*svar\.csv: no column looks like a question[^\n]*$"):
        drafted(path)


# SPSS


@pytest.fixture
def sav(tmp_path: Path) -> Path:
    frame = pd.DataFrame(
        {
            "id": ["R1", "R2", "R3", "R4"],
            "F3": [1.0, 9.0, 2.0, 3.0],
            "F4_1": [1.0, 0.0, 1.0, None],
            "F4_2": [0.0, 0.0, 1.0, None],
            "alder": [34.0, 999.0, 51.0, 28.0],
        }
    )
    pyreadstat.write_sav(
        frame, tmp_path / "svar.sav",
        column_labels=["", "Hvor store utfordringer?", "Hvilke?: På nett", "Hvilke?: I skolen", "Alder"],
        variable_value_labels={
            "F3": {1.0: "Store", 2.0: "Små", 4.0: "Ingen", 9.0: "Vet ikke"}, "F4_1": {0.0: "Nei", 1.0: "Ja"},
            "F4_2": {0.0: "Nei", 1.0: "Ja"}, "alder": {999.0: "Ubesvart"},
        },
        missing_ranges={"F3": [9], "alder": [999]},
    )  # fmt: skip
    return tmp_path / "svar.sav"


@pytest.mark.parametrize("columns", [("F4.1", "F4.a", "F4.b"), ("F4.a", "F4.1", "F4.b")])
def test_no_question_is_drafted_that_reads_the_column_of_an_option_of_another(
    tmp_path: Path, columns: tuple[str, ...]
) -> None:
    cells = {"F4.1": ["Ja", "Ja", "Ja"], "F4.a": ["Ja", "Ja", "'a'"], "F4.b": ["'a'", "'a'", "'a'"]}
    rows = [["nr", *columns], *([str(n), *(cells[c][n] for c in columns)] for n in range(3))]
    _, plan, responses = taken(written_csv(tmp_path / "svar.csv", rows), tmp_path)
    read = {one.column: one.item for one in plan.clean.findings if one.what == "taken"}
    assert set(read) == set(columns)
    assert counted(responses, read["F4.a"], "F4.a") == {"ja": 2, "'a'": 1}
    assert counted(responses, read["F4.1"], "F4.1") == {"chosen": 3}
    assert counted(responses, read["F4.b"], "F4.b") == {"chosen": 3}


def test_an_spss_file_gives_words_codes_and_their_order_and_a_value_without_a_label_stands_as_it_is(
    sav: Path,
) -> None:
    _, found = drafted(sav)
    question = found.questions["F3"]
    assert dict(question.text) == {"": "Hvor store utfordringer?"}
    assert [(option.id, option.label[""], option.code) for option in question.options] == [
        ("store", "Store", "1"), ("sma", "Små", "2"), ("3", "3", ""), ("ingen", "Ingen", "4"),
        ("vet-ikke", "Vet ikke", "9"),
    ]  # fmt: skip
    assert labels(found, "F4") == ["På nett", "I skolen"]
    assert dict(found.questions["F4"].text) == {"": "Hvilke?"}
    assert found.questions["alder"].kind == "number"


def test_what_spss_declares_missing_is_an_answer_where_it_says_that_one_does_not_know(
    sav: Path, tmp_path: Path
) -> None:
    responses = taken(sav, tmp_path)[2]
    third, age = responses.questionnaire.questions["F3"], responses.questionnaire.questions["alder"]
    assert [third.options[place].id for place in responses.choices(third)] == [
        "store",
        "vet-ikke",
        "sma",
        "3",
    ]
    assert [str(number) for number in responses.numbers(age)] == ["34.0", "nan", "51.0", "28.0"]


def test_the_most_of_a_scale_has_the_highest_value_whatever_the_order_of_the_codes(tmp_path: Path) -> None:
    frame = pd.DataFrame({"id": ["R1", "R2", "R3"], "F6": [1.0, 2.0, 3.0]})
    words = {1.0: "Ikke i det hele tatt", 2.0: "I noen grad", 3.0: "Svært stor grad"}
    pyreadstat.write_sav(frame, tmp_path / "svar.sav", variable_value_labels={"F6": words})
    options = drafted(tmp_path / "svar.sav")[1].questions["F6"].options
    assert [(option.code, option.value) for option in options] == [("1", 1), ("2", 2), ("3", 3)]


# the same answers are counted


def taken(path: Path, study: Path) -> tuple[Filed, Plan, Responses]:
    """A file drafted and planned, and its responses as they would be read from the study."""
    root = study if (study / "study.yaml").exists() else make_study(study / "study")
    found = read_filed(path)
    text = draft_questions(found)
    questionnaire = read_questions(text)
    plan = plan_import(open_folder(root), questionnaire, found, draft=text)
    assert plan.edit is not None
    content = plan.edit.changes[-1].after
    assert isinstance(content, str)
    return found, plan, read_responses(content.encode(), questionnaire)


def taken_if_any(path: Path, study: Path) -> tuple[Filed, Plan, Responses] | None:
    try:
        return taken(path, study)
    except StudyError as error:
        if "no column looks like a question" in str(error):
            return None
        raise


def counted(responses: Responses, item: str, column: str) -> Counter[str]:
    """How often each answer is given, by its words."""
    questions = responses.questionnaire.questions
    question = questions.get(item) or questions[item.rpartition(".")[0]]
    if question.kind == "multiple":
        part = item.removeprefix(f"{question.id}.")
        place = [option.id for option in question.options].index(part)
        return Counter({"chosen": int(responses.ticks(question)[:, place].sum())})
    row = question.row(item.removeprefix(f"{question.id}.")) if question.kind == "grid" else None
    places = responses.choices(question, row)
    return Counter(
        " ".join(next(iter(question.options[place].label.values())).casefold().split())
        for place in places
        if place >= 0
    )


WORDS = st.sampled_from(
    ["Ja", "Nei", "ja ", "Vet ikke", "x 2", "x-2", "X_2", "1-2", "2", "0301", "Noe, men ikke alt", "=1+1", "-5", "'a'",
     "Svært stor grad", "I liten  grad", "Ikke i det hele tatt", "ÆØÅ", "a", "A-", "Alta [nord]", "Ö", "on", "con", "1"]
)  # fmt: skip
FLAGS = st.sampled_from([("1", "0"), ("Ja", "Nei"), ("Valgt", "Ikke valgt"), ("x", ""), ("1", "")])


@dataclass(frozen=True)
class Made:
    """A table that was made up: its rows, what the cells of each column are, and codes for SPSS."""

    rows: Rows
    kinds: dict[str, str]


@st.composite
def tables(draw: st.DrawFn) -> Made:
    many = draw(st.integers(1, 14))
    columns: dict[str, list[str]] = {"respondent": [f"R{n:03}" for n in range(1, many + 1)]}
    kinds: dict[str, str] = {}
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["single", "number", "flags", "grid"]))
        name = draw(st.sampled_from(["F", "sp", "Q_", "v."])) + str(number)
        pool = draw(st.lists(WORDS, min_size=1, max_size=5))
        yes, no = draw(FLAGS)
        cells = {
            "single": st.sampled_from([*pool, ""]),
            "grid": st.sampled_from([*pool, ""]),
            "flags": st.sampled_from([yes, no]),
            "number": st.sampled_from(["3,5", "-2", "1 200", "0", "", "17", "1.200.000", "4.25"]),
        }[kind]
        shape = draw(st.sampled_from(["{}_{}", "{}.{}", "{}: {}", "{} [{}]"]))
        for column in [shape.format(name, part) for part in "1ab"] if kind in ("grid", "flags") else [name]:
            columns[column] = draw(st.lists(cells, min_size=many, max_size=many))
            kinds[column] = kind
    return Made([list(columns), *map(list, zip(*columns.values(), strict=True))], kinds)


def told(cells: list[str]) -> Counter[str]:
    return Counter(text for cell in cells if (text := " ".join(cell.casefold().split())))


def number(text: str) -> float:
    """Read by hand, for the few numbers that are made up here."""
    return {"3,5": 3.5, "3.5": 3.5, "-2": -2, "1 200": 1200, "1200": 1200, "0": 0, "17": 17, "1.200.000": 1200000,
            "1200000": 1200000, "4.25": 4.25, "-5": -5, "1": 1, "2": 2}[text]  # fmt: skip


def compare(rows: Rows, found: Filed, plan: Plan, responses: Responses) -> None:
    """Every column that was taken gives the counts of the made table; what was not is said to be left out."""
    assert plan.clean.errors == ()
    assert responses.check() == []
    by_column = dict(zip(rows[0], map(list, zip(*rows[1:], strict=True)), strict=True))
    outcome = {one.column: one for one in plan.clean.findings if one.what in ("taken", "left out")}
    assert set(outcome) == set(found.columns) - {"respondent"}
    for column, one in outcome.items():
        cells = by_column[column]
        if one.what == "left out":
            continue
        questions = responses.questionnaire.questions
        question = questions.get(one.item) or questions[one.item.rpartition(".")[0]]
        if question.kind == "number":
            assert Counter(n for n in responses.numbers(question) if n == n) == Counter(
                number(c) for c in cells if c
            )
        elif question.kind == "multiple":
            chosen = sum(
                cell in ("1", "Ja", "Valgt", "x", "ja ") or _names_it(cell, question, one.item)
                for cell in cells
            )
            assert counted(responses, one.item, column) == Counter({"chosen": chosen})
        else:
            assert counted(responses, one.item, column) == told(cells)


def _names_it(cell: str, question: object, item: str) -> bool:
    option = question.option(item.rpartition(".")[2])  # type: ignore[attr-defined]  # a question
    # 0 is "not chosen" in every export, also where an option is called 0
    words = cell.casefold().split()
    return words not in ([], ["0"]) and words in [label.casefold().split() for label in option.label.values()]


@pytest.mark.parametrize("write", [written_csv, written_xlsx])
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=tables())
def test_a_drafted_table_gives_the_counts_of_the_file(
    write: Callable[[Path, Rows], Path], tmp_path: Path, made: Made
) -> None:
    path = write(tmp_path / ("svar.csv" if write is written_csv else "svar.xlsx"), made.rows)
    if (result := taken_if_any(path, tmp_path)) is not None:
        compare(made.rows, *result)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=tables())
def test_a_drafted_spss_file_gives_the_counts_of_the_file(tmp_path: Path, made: Made) -> None:
    plain = {
        name: re.sub(r": | \[", "_", name).removesuffix("]") for name in made.rows[0]
    }  # SPSS has no other names
    made = Made(
        [list(plain.values()), *made.rows[1:]], {plain[name]: kind for name, kind in made.kinds.items()}
    )
    head, *rows = made.rows
    frame, value_labels = {}, {}
    for place, column in enumerate(head):
        cells = [row[place] for row in rows]
        words = list(dict.fromkeys(cell.rstrip() for cell in cells if cell.strip()))
        if made.kinds.get(column) in ("single", "grid") and words:
            codes = {word: float(code) for code, word in enumerate(words, 3)}
            frame[column] = [codes.get(cell.rstrip()) for cell in cells]
            value_labels[column] = {code: word for word, code in codes.items()}
        elif made.kinds.get(column) == "number":
            frame[column] = [number(cell) if cell else None for cell in cells]
        else:
            frame[column] = cells
    path = tmp_path / "svar.sav"
    words = {name: any(isinstance(cell, str) for cell in cells) for name, cells in frame.items()}
    series = {name: pd.Series(cells, dtype=object if words[name] else float) for name, cells in frame.items()}
    pyreadstat.write_sav(pd.DataFrame(series), path, variable_value_labels=value_labels)
    if (result := taken_if_any(path, tmp_path)) is not None:
        # a number has no decimal comma and no parted thousands in SPSS
        numbers = [made.kinds.get(column) == "number" for column in head]
        filed = [
            [
                f"{number(cell):.10g}" if cell and is_number else cell
                for cell, is_number in zip(row, numbers, strict=True)
            ]
            for row in rows
        ]
        compare([head, *filed], *result)


def test_filed_tables_keep_cells_by_column(tmp_path: Path) -> None:
    found = read_filed(
        written_csv(tmp_path / "svar.csv", [["id", "F1"], ["R1", "0301"], ["", ""], ["R2", "1"]])
    )
    assert dict(found.cells) == {"id": ("R1", "R2"), "F1": ("0301", "1")}
    assert found.lines == (2, 4)
