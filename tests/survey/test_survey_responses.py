"""Responses as files hold them: whatever parts the cells, whatever is wrong with them, on the right line."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from crosscase.documents.escaping import harmless
from crosscase.study.problems import FileError, Problem
from crosscase.survey.questions import read_questions
from crosscase.survey.responses import NONE, WRONG, Responses, read_responses

QUESTIONS = """weight: vekt
questions:
  - id: F3
    type: single
    text: a
    options: [{id: ingen, label: {nb: Ingen utfordringer, en: No challenges}}, {id: noen, code: "2"}, {id: "0301"}]
  - {id: F4, type: multiple, text: b, options: [{id: hets, label: Netthets, code: "1"}, {id: annet, code: "0"}]}
  - {id: F7, type: grid, text: c, options: [{id: stor}, {id: liten}], rows: [{id: samer}, {id: andre, column: andre}]}
  - {id: alder, type: number, text: d}
  - {id: hvorfor, type: open, text: e}
"""
HEADER = "respondent,F3,F4.hets,F4.annet,F7.samer,andre,alder,vekt"


def read(text: str | bytes, questions: str = QUESTIONS) -> Responses:
    raw = text if isinstance(text, bytes) else text.encode()
    return read_responses(raw, read_questions(questions), "survey/r.csv")


def rows(*cells: str, header: str = HEADER) -> Responses:
    return read("\n".join([header, *cells, ""]))


def refused(raw: str | bytes) -> Problem:
    with pytest.raises(FileError) as caught:
        read(raw)
    assert str(caught.value).startswith("survey/r.csv")
    assert str(caught.value).isprintable()
    return caught.value.problem


def told(responses: Responses) -> list[tuple[int, str]]:
    found = responses.check()
    assert all(problem.file == "survey/r.csv" for problem in found)
    assert all(str(problem).isprintable() for problem in found)
    return [(problem.line, problem.message) for problem in found]


def answers(responses: Responses, id: str = "F3") -> list[str]:
    question = responses.questionnaire.questions[id]
    names = {NONE: "", WRONG: "?"}
    return [
        names.get(int(at)) or (question.options[at].id if at >= 0 else "")
        for at in responses.choices(question)
    ]


FULL = """respondent,F3,F4.hets,F4.annet,F7.samer,andre,alder,vekt
R1,ingen,1,0,stor,liten,34,1
R2,noen,0,1,,stor,"17,5",0.5
R3,,,,liten,,,"2,25"
"""


def test_columns_are_read_by_what_the_questionnaire_says_of_them() -> None:
    found = read(FULL)
    assert found.respondents == ("R1", "R2", "R3")
    assert answers(found) == ["ingen", "noen", ""]
    questions = found.questionnaire.questions
    assert found.ticks(questions["F4"]).tolist() == [[True, False], [False, True], [False, False]]
    assert found.filled(questions["F4"]).tolist() == [True, True, False]
    first, second = questions["F7"].rows
    assert found.choices(questions["F7"], first).tolist() == [0, NONE, 1]
    assert found.choices(questions["F7"], second).tolist() == [1, 0, NONE]
    np.testing.assert_array_equal(found.numbers(questions["alder"]), [34, 17.5, np.nan])
    assert found.weights is not None
    assert found.weights.tolist() == [1, 0.5, 2.25]
    assert [found.has(questions[id]) for id in ("F3", "F4", "F7", "alder", "hvorfor")] == [True] * 4 + [False]
    assert found.text_of("alder") == ["34", "17,5", ""]
    assert found.text_of("hvorfor") == ["", "", ""]
    assert (found.row_of("R3"), found.row_of("R4")) == (2, -1)
    assert [found.line_of(row) for row in range(3)] == [2, 3, 4]
    assert told(found) == []


ODD = [
    FULL.encode("utf-8-sig"),
    FULL.encode("utf-16"),
    FULL.replace("\n", "\r\n").encode(),
    FULL.replace("\n", "\r").encode(),
    f"\n   \n{FULL}\n\n".encode(),
    FULL.rstrip("\n").encode(),
    f"sep=,\n{FULL}".encode(),
    FULL.replace('"17,5"', "17.5").replace('"2,25"', "2.25").replace(",", ";").encode(),
    FULL.replace(",", ";").replace('"17;5"', "17,5").replace('"2;25"', "2,25").encode(),
    FULL.replace('"17,5"', "17.5").replace('"2,25"', "2.25").replace(",", "\t").encode(),
    FULL.replace("\n", ",,,\n").encode(),
    FULL.replace("34,1\n", "34,1,, ,\n").encode(),
    FULL.replace("R1,", " R1 ,").replace("noen,", " noen ,").encode(),
    FULL.replace("ingen", "INGEN  Utfordringer").replace("R2,noen", "R2,2").encode(),
    FULL.replace("ingen", "No challenges").replace("R2,noen", "R2,2.0").encode(),
    FULL.replace("R1,ingen,1,0", "R1,ingen,Ja,nei").replace("noen,0,1", "noen,no,X").encode(),
    FULL.replace("R1,ingen,1,0", "R1,ingen,Netthets,0").replace("noen,0,1", "noen,,annet").encode(),
    FULL.replace("R1,ingen,1,0", "R1,ingen,1.0,0.0").encode(),
]


@pytest.mark.parametrize("raw", ODD, ids=range(len(ODD)))
def test_the_same_responses_in_another_dress_say_the_same(raw: bytes) -> None:
    plain, odd = read(FULL), read(raw)
    questions = plain.questionnaire.questions
    assert odd.respondents == plain.respondents
    assert answers(odd) == answers(plain)
    np.testing.assert_array_equal(odd.ticks(questions["F4"]), plain.ticks(questions["F4"]))
    np.testing.assert_array_equal(odd.filled(questions["F4"]), plain.filled(questions["F4"]))
    np.testing.assert_array_equal(odd.numbers(questions["alder"]), plain.numbers(questions["alder"]))
    assert odd.weights is not None
    np.testing.assert_array_equal(odd.weights, plain.weights)
    assert told(odd) == []


def test_what_looks_like_a_number_keeps_its_noughts() -> None:
    found = rows("0301,0301", "301,301", header="respondent,F3")
    assert found.respondents == ("0301", "301")
    assert answers(found) == ["0301", "?"]


def test_cp1252_is_read_and_told() -> None:
    found = read("respondent;F3;sted\nÅ1;ingen;Tromsø\n".encode("cp1252"))
    assert found.respondents == ("Å1",)
    assert told(found)[0] == (
        0, "read as cp1252 (Windows): look at æ, ø, å, such as in “Å”; save the file as UTF-8",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "line", "message"),
    [
        (b"", 0, "it is empty: there are no responses in it; take them in, or remove the file"),
        (b"\xef\xbb\xbf\n \r\n", 0, "it is empty: "),
        (b";;;\n1;2;3;4\n", 0, "it is empty: "),
        (b"\x89PNG\r\n\x1a\n", 0, "is a picture, not a text; save it as CSV (UTF-8)"),
        (b"PK\x03\x04....", 0, "is a Word, LibreOffice or zip file, not a text"),
        (b"respondent,F3\nR1,\0\n", 0, "is not a text (it holds zero bytes); save it as CSV (UTF-8)"),
        ("respondent,F3\nR1,\0\n".encode("utf-16"), 0, "it holds zero characters"),
        (
            b"respondent,F3\nR1,ingen\nR2,\x81\xe6\n",
            3,
            "byte 0x81 is neither UTF-8 nor cp1252; save the file as UTF-8",
        ),
        (
            b"respondent,F3\nR1,a\n<<<<<<< HEAD\nR2,b\n=======\n",
            3,
            "git left two versions side by side here; keep one",
        ),
        (b"respondent,F3,F3\n", 1, "the column F3 stands twice; rename one of the two"),
        (b"\n\nrespondent;F3;alder; F3\n", 3, "the column F3 stands twice"),
        (b"sep=;\nrespondent;F3;F3\n", 2, "the column F3 stands twice"),
        (
            b"Respondent,F3\nR1,a\n",
            1,
            "that names the respondents; did you mean Respondent? Say which with `resp",
        ),
        (
            b"id,F3\nR1,a\n",
            1,
            "there is no column respondent that names the respondents; its columns are id, F3. Say which",
        ),
        (
            b"respondent|F3\nR1|a\n",
            1,
            "it has one column alone, respondent|F3: part its cells by comma, semicolon or tab. Say",
        ),
        (
            b"respondent,F3\nR1,noen\nR2,no,en\nR3,noen\n",
            3,
            "the row has 3 cells and the first row 2; put a cell that holds a comma in quotation marks",
        ),
        (
            b"respondent;alder\nR1;1\n\nR2;1;5\nR3;1;5;6\n",
            4,
            "the row has 3 cells and the first row 2 (and 1 more row is longer too); put a cell that holds a semicolon",
        ),
        (b"respondent\talder\nR1\t1\t2\n", 2, "that holds a tab in quotation marks"),
        (
            b'respondent,F3\nR1,"a\nb"\nR2,"noen\nR3,noen\n',
            4,
            "a quotation mark in this row is never closed; close it, or remove it",
        ),
        (
            b'"respondent,F3\nR1,a\n',
            1,
            "a quotation mark in this row is never closed; close it, or remove it",
        ),
        (
            b'respondent,F3\nR1,a\nR2,"' + b"x" * 200_000 + b"\nR3,b\n",
            3,
            "a quotation mark in this row is never closed",
        ),
    ],
    ids=range(21),
)
def test_a_file_that_is_no_table_is_refused_with_its_line(raw: bytes, line: int, message: str) -> None:
    problem = refused(raw)
    assert problem.line == line
    assert message in problem.message


def test_a_header_alone_has_no_respondents_and_is_told() -> None:
    found = read("respondent,F3,F4,F7.samer,andre,alder,vekt\n")
    assert (found.size, answers(found)) == (0, [])
    assert found.weights is not None
    assert told(found) == [(1, "it names columns and holds no rows; take the responses in")]


def test_cells_under_no_name_are_told_and_empty_ones_are_not() -> None:
    found = rows("R1,noen,,", "R2,noen,x,", header="respondent,F3,,")
    assert found.columns == ("respondent", "F3")
    assert [each for each in told(found) if "has no name" in each[1]] == [
        (1, "column 3 has no name, so nobody reads x in it; name it")
    ]


def test_a_short_row_is_told_and_what_is_missing_is_no_answer() -> None:
    found = rows("R1,noen,3", "R2,noen", "", "R3", "R4,noen,", header="respondent,F3,alder")
    assert found.respondents == ("R1", "R2", "R3", "R4")
    assert answers(found) == ["noen", "noen", "", "noen"]
    assert [each for each in told(found) if "first row" in each[1]] == [
        (3, "the row has 2 cells and the first row 3, and 1 more row is as short; what is missing counts as no answer: "
            "see that no line end stands in a cell without quotation marks")
    ]  # fmt: skip


def test_an_answer_that_the_question_does_not_have_is_not_counted_and_told_with_the_nearest() -> None:
    found = rows(
        "R1,igen,1,0,stort,,34,1",
        "R2,Ingen utfordring,ja,0,,,34,1",
        "R3,7,kanskje,2,,,34,1",
        "R4,noen,0,1,,,34,1",
    )
    assert answers(found) == ["?", "?", "?", "noen"]
    ask = "is no answer of the question and is not counted"
    assert told(found) == [
        (2, f"F3: igen {ask}; did you mean ingen?"),
        (2, f"F7: stort {ask}; did you mean stor?"),
        (3, f"F3: Ingen utfordring {ask}; did you mean ingen?"),
        (4, f"F3: 7 {ask}; its answers are ingen, noen, 0301"),
        (4, "F4.hets: kanskje says neither chosen (1) nor not chosen (0); correct it"),
        (4, "F4.annet: 2 says neither chosen (1) nor not chosen (0); correct it"),
    ]
    # who has nothing that can be understood has not answered
    assert found.filled(found.questionnaire.questions["F4"]).tolist() == [True, True, False, True]


def test_options_in_one_column_are_parted_by_semicolons_and_each_is_told_that_is_none() -> None:
    found = rows("R1,hets;annet", "R2,Netthets ; ", "R3,hets;anet", "R4,", header="respondent,F4")
    question = found.questionnaire.questions["F4"]
    assert found.ticks(question).tolist() == [[True, True], [True, False], [True, False], [False, False]]
    assert found.filled(question).tolist() == [True, True, True, False]
    assert (4, "F4: anet is no answer of the question and is not counted; did you mean annet?") in told(found)


def test_a_nought_in_the_column_of_an_option_is_never_a_choice_even_where_it_is_its_code() -> None:
    found = rows("R1,0,0", "R2,1,1", header="respondent,F4.hets,F4.annet")
    assert found.ticks(found.questionnaire.questions["F4"]).tolist() == [[False, False], [True, True]]


def test_a_label_of_two_options_is_neither_until_its_id_says_which() -> None:
    text = """questions:
  - {id: F1, type: single, text: a, options: [{id: a, label: Annet}, {id: b, label: annet}, {id: c, label: A}]}
"""
    found = read("respondent,F1\nR1,ANNET\nR2,a\nR3,b\n", text)
    # the id of one option wins over the label of another
    assert answers(found, "F1") == ["?", "a", "b"]
    assert told(found) == [(2, "F1: ANNET is the label of a and of b; write one of these instead")]


def test_numbers_may_have_commas_and_blanks_and_words_are_none() -> None:
    cells = [
        "12",
        "12,5",
        "1 200",
        "1.200,5",
        "\u22123",
        "-3",
        "nan",
        "inf",
        "tolv",
        "9" * 400,
        "2021-11-30",
        "1.2.3",
    ]
    found = read("respondent;alder\n" + "".join(f"R{n};{cell}\n" for n, cell in enumerate(cells)))
    nan = np.nan
    np.testing.assert_array_equal(
        found.numbers(found.questionnaire.questions["alder"]),
        [12, 12.5, 1200, 1200.5, -3, -3, nan, nan, nan, nan, nan, nan],
    )
    assert [
        line for line, message in told(found) if "is no number; correct it, or empty the cell" in message
    ] == [*range(8, 14)]


def test_a_respondent_that_stands_twice_counts_once_and_a_row_of_nobody_not_at_all() -> None:
    found = rows("R1,noen", "R2,ingen", ",noen", ",", " R1 ,ingen", "R2,ingen", header="respondent,F3")
    assert found.respondents == ("R1", "R2")
    assert answers(found) == ["noen", "ingen"]
    assert [each for each in told(found) if "row" in each[1]] == [
        (4, "the row names no respondent and is left out; give it an id"),
        (
            6,
            "the respondent R1 stands in line 2 too, and only that row counts; remove one, or correct the id",
        ),
        (
            7,
            "the respondent R2 stands in line 3 too, and only that row counts; remove one, or correct the id",
        ),
    ]


def test_weights_below_nothing_or_that_are_none_are_no_weights_and_told() -> None:
    found = rows("R1,1", "R2,-0.5", "R3,", "R4,tung", "R5,0", 'R6,"1,5"', header="respondent,vekt")
    assert found.weights is not None
    np.testing.assert_array_equal(found.weights, [1, np.nan, np.nan, np.nan, 0, 1.5])
    assert [each for each in told(found) if "weight" in each[1]] == [
        (3, "the weight -0.5 is no number of 0 or more; correct it"),
        (
            4,
            "there is no weight in this row, and without it nothing is weighted; fill it in, with 0 where it shall not count",
        ),
        (5, "the weight tung is no number of 0 or more; correct it"),
    ]


def test_columns_that_the_survey_reads_and_the_file_lacks_are_told_with_the_nearest() -> None:
    found = rows("R1,noen,1,1,stor,3", header="respondent,f3,F4.hets,F4.anet,F7.samer,Alder")
    assert told(found) == [
        (1, "F3: there is no column F3; did you mean f3?"),
        (1, "F4: there is no column F4.annet; did you mean F4.anet?"),
        (1, "F7: there is no column andre; correct its name here or in survey/questions.yaml"),
        (1, "alder: there is no column alder; did you mean Alder?"),
        (1, "weight: there is no column vekt; correct its name here or in survey/questions.yaml"),
        (1, "F4: anet is no option, so nobody reads the column F4.anet; did you mean annet?"),
    ]
    assert found.weights is not None
    assert np.isnan(found.weights).all()


def test_a_column_of_words_beside_a_multiple_question_is_nobodys_business() -> None:
    found = rows("R1,1,0,Trakassering", header="respondent,F4.hets,F4.annet,F4.annet-tekst")
    assert not [message for _, message in told(found) if "F4" in message]


def test_many_rows_of_one_slip_are_told_once_with_how_many_more() -> None:
    found = rows(*[f"R{n},feil" for n in range(50)], header="respondent,F3")
    slips = [each for each in told(found) if each[1].startswith("F3: ") and "column" not in each[1]]
    assert [line for line, _ in slips] == [*range(2, 22), 21]
    assert slips[-1][1] == "F3: 30 more rows are like this one"


def test_the_guard_against_formulas_is_taken_away_and_other_apostrophes_stay() -> None:
    questions = """questions:
  - {id: F1, type: single, text: a, options: [{id: a, label: "=1+1"}, {id: b, label: "'=1"}, {id: c, label: "'a"}]}
  - {id: alder, type: number, text: d}
"""
    labels = ["=1+1", "'=1", "'a"]
    cells = [f"{harmless('=R')}{n},{harmless(label)},{harmless('-3')}" for n, label in enumerate(labels)]
    found = read("\n".join(["respondent,F1,alder", *cells]), questions)
    assert found.respondents == ("=R0", "=R1", "=R2")
    assert answers(found, "F1") == ["a", "b", "c"]
    assert found.numbers(found.questionnaire.questions["alder"]).tolist() == [-3, -3, -3]
    assert told(found) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file_where_cells_hold_line_ends_and_rows_are_parted_by_blank_ones(
    end: str,
) -> None:
    lines = [
        "", "respondent,F3,tekst", 'R1,noen,"a', "", 'b ""c"""', "  ", "R2,feil,x", "", '"R', '3",noen,', 'R4,galt,"y', '"',
    ]  # fmt: skip
    found = read(end.join(lines))
    assert found.respondents == ("R1", "R2", f"R{end}3", "R4")
    assert found.text_of("tekst") == [f'a{end}{end}b "c"', "x", "", "y"]
    slips = [line for line, message in told(found) if message.startswith("F3: ")]
    assert slips == [lines.index("R2,feil,x") + 1, lines.index('R4,galt,"y') + 1]


def test_nobody_can_write_into_what_was_read() -> None:
    found = read(FULL)
    questions = found.questionnaire.questions
    for array in (
        found.choices(questions["F3"]), found.ticks(questions["F4"]), found.filled(questions["F4"]),
        found.numbers(questions["alder"]),
    ):  # fmt: skip
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_problems_are_of_the_columns_that_were_looked_at() -> None:
    found = rows("R1,feil,stor,tolv", "R2,noen,galt,3", header="respondent,F3,F7.samer,alder")
    questions = found.questionnaire.questions
    assert found.problems == []
    found.numbers(questions["alder"])
    assert [problem.kind for problem in found.problems] == ["number"]
    found.choices(questions["F3"])
    assert [problem.kind for problem in found.problems] == ["number", "answer"]


CELLS = some.text("aæ1,;\t\"'\n\r\u2028 =-;", max_size=5)
DELIMITERS = some.sampled_from([",", ";", "\t"])
ENDS = some.sampled_from(["\n", "\r\n"])
TABLES = some.lists(some.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6)


@given(TABLES, DELIMITERS, ENDS, some.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), some.booleans())
def test_whatever_a_table_is_written_with_its_cells_are_those_that_were_written(
    cells: list[list[str]], delimiter: str, end: str, quoting: int, trailing: bool
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(["respondent", "a", "b", "c"])
    if quoting == csv.QUOTE_MINIMAL:
        cells = [[cell.replace("\r", "") for cell in row] for row in cells]  # which this writer leaves bare
    guarded = [[harmless(cell) for cell in row] for row in cells]
    for place, row in enumerate(guarded):
        # a longer row makes the other way of reading do the work
        writer.writerow([f"R{place}", *row, *["", " "] * trailing])
    found = read(out.getvalue(), "questions: [{id: a, type: open, text: t}]")
    assert found.columns == ("respondent", "a", "b", "c")
    assert found.respondents == tuple(f"R{place}" for place in range(len(cells)))
    for place, column in enumerate("abc"):
        assert found.text_of(column) == [row[place].strip() for row in cells]


@given(some.lists(some.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=6), DELIMITERS, ENDS)
def test_the_line_of_every_row_is_where_its_text_begins_in_the_file(
    cells: list[list[str]], delimiter: str, end: str
) -> None:
    out, lines = io.StringIO(newline=""), []
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["respondent", "a", "b"])
    for place, row in enumerate(cells):
        lines.append(len(out.getvalue().replace("\r\n", "\n").replace("\r", "\n").split("\n")))
        writer.writerow([f"R{place}", *row])
        out.write(end * (place % 2))
    found = read(out.getvalue(), "questions: [{id: a, type: open, text: t}]")
    assert [found.line_of(row) for row in range(found.size)] == lines


@given(some.binary(max_size=60) | some.text("respondent,F3\n\"';\0\r\t ", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused_in_one_line(raw: bytes) -> None:
    try:
        found = read(b"respondent,F3\n" + raw)
    except FileError as error:
        lines = [str(error)]
    else:
        assert len(found.respondents) == len(set(found.respondents)) == found.size
        assert "" not in found.respondents
        lines = [str(problem) for problem in found.check()]
    assert all(line.startswith("survey/r.csv") and line.isprintable() for line in lines)
