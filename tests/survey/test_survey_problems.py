"""Whatever is wrong in a study's survey is told in one line with its place, and the rest of the study opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.study.opening import open_folder
from crosscase.survey.problems import survey_problems
from studies import CODEBOOK, make_study, put

QUESTIONS = """population: 10
questions:
  - {id: F3, type: single, text: a, options: [{id: noen}, {id: stor}]}
  - {id: F4, type: multiple, text: b, asked: [F3=stor], options: [{id: hets}, {id: annet}]}
  - {id: F4.annet-tekst, type: open, text: c, source: open-answers/f4}
  - id: F7
    type: grid
    text: d
    options: [{id: ja}, {id: nei}]
    rows: [{id: samer, asked: [F4=hets]}, {id: andre}]
  - {id: F10, type: multiple, text: e, options: [{id: kapasitet}]}
variables:
  - {id: todelt, question: F3, groups: [{id: noen}, {id: stor}]}
"""
RESPONSES = """respondent,F3,F4.hets,F4.annet,F7.samer,F7.andre,F10.kapasitet
R001,stor,1,0,ja,nei,1
R002,noen,,,,ja,0
R003,stor,0,1,,ja,1
"""
POPULATION = "population: 10\nsample: 3\ntables: [{id: T1, variable: todelt, groups: {noen: 4, stor: 6}}]\n"
SURVEY = {
    "survey/questions.yaml": QUESTIONS,
    "survey/responses.csv": RESPONSES,
    "survey/population.yaml": POPULATION,
    "interviews/open-answers/f4.md": "---\nkind: open-answers\nquestion: F4.annet-tekst\n---\nR003: Noe annet.\n",
    "cases/alta.yaml": "name: Alta\nrespondent: R001\n",
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study", files=SURVEY)


def change(study: Path, file: str, old: str, new: str) -> None:
    text = SURVEY.get(file) or (study / file).read_text()
    assert text.count(old) == 1, (file, old)
    put(study, file, text.replace(old, new))


def found(study: Path, **wanted: bool) -> list[str]:
    return [str(problem) for problem in survey_problems(open_folder(study), **wanted)]


def test_a_good_survey_has_no_problems_and_neither_has_a_study_without_one(
    study: Path, tmp_path: Path
) -> None:
    assert found(study) == []
    assert found(study, responses=False) == []
    assert found(make_study(tmp_path / "other")) == []


def line(text: str, words: str) -> int:
    return next(number for number, row in enumerate(text.split("\n"), 1) if words in row)


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("F10.kapasitett", "there is no item of the survey F10.kapasitett; did you mean F10.kapasitet?"),
        ("F12", "there is no item of the survey F12; did you mean F10?"),
        ("F7.samer.jaja", "did you mean F7.samer.ja?"),
        ("todelt", "todelt is a variable and no item of the survey; name its question, F3"),
    ],
)
def test_a_code_that_names_what_is_not_in_the_survey_is_told_with_its_place_and_the_nearest(
    study: Path, address: str, hint: str
) -> None:
    change(study, "codebook/codebook.yaml", "[F10.kapasitet]", f"[F10.kapasitet, {address}]")
    text = CODEBOOK.replace("[F10.kapasitet]", f"[F10.kapasitet, {address}]")
    number = line(text, address)
    column = text.split("\n")[number - 1].index(f", {address}") + 3
    (told,) = found(study)
    assert told.startswith(f"codebook/codebook.yaml:{number}:{column}: barriers/capacity: ")
    assert told.endswith(hint)
    assert found(study, responses=False) == [told]


def test_a_case_whose_respondent_is_not_there_or_is_another_case_too_is_told(study: Path) -> None:
    put(study, "cases/alta.yaml", "name: Alta\nrespondent: R01\n")
    assert found(study) == [
        "cases/alta.yaml:2:13: there is no respondent R01 in the responses; did you mean R001?"
    ]
    put(study, "cases/alta.yaml", "name: Alta\nrespondent: R002\n")
    put(study, "cases/skien.yaml", "name: Skien\n# den samme\nrespondent: R002\n")
    assert found(study) == [
        "cases/skien.yaml:3:13: the respondent R002 is the case alta too; correct one of the two"
    ]
    # who is a respondent is known from the responses alone
    assert found(study, responses=False) == []


def test_an_open_question_whose_source_is_missing_is_told_at_the_question(study: Path) -> None:
    change(study, "survey/questions.yaml", "open-answers/f4}", "open-answers/f44}")
    number = line(QUESTIONS, "F4.annet-tekst")
    assert found(study, responses=False) == [
        f"survey/questions.yaml:{number}: F4.annet-tekst: there is no source open-answers/f44; did you mean open-answers/f4?"
    ]
    change(study, "survey/questions.yaml", "source: open-answers/f4}", "source: ../../etc/passwd}")
    assert found(study) == [
        f"survey/questions.yaml:{number}: F4.annet-tekst: there is no source ../../etc/passwd; "
        "take the answers in with `crosscase import`, or leave it out"
    ]


def test_a_source_that_cannot_be_read_is_not_told_as_missing(study: Path) -> None:
    (study / "interviews/open-answers/f4.md").write_bytes(b"---\nkind: open-answers\n---\n\xff\n")
    assert found(study) == []
    assert [problem.file for problem in open_folder(study).problems] == ["interviews/open-answers/f4.md"]


def test_an_open_question_whose_answers_are_nowhere_is_told(study: Path) -> None:
    change(study, "survey/questions.yaml", ", source: open-answers/f4}", "}")
    (told,) = found(study)
    assert told.startswith(
        f"survey/questions.yaml:{line(QUESTIONS, 'F4.annet-tekst')}: F4.annet-tekst: nobody says where its answers are"
    )
    put(study, "survey/responses.csv", RESPONSES.replace("F10.kapasitet\n", "F10.kapasitet,F4.annet-tekst\n"))
    assert [each for each in found(study) if "nobody says" in each] == []


def test_open_answers_to_a_question_that_is_not_there_are_told_at_their_line(study: Path) -> None:
    put(
        study,
        "interviews/open-answers/f4.md",
        "---\nkind: open-answers\nquestion: F4.anet\n---\nR003: Noe.\n",
    )
    assert found(study) == [
        "interviews/open-answers/f4.md:3: question: there is no item of the survey F4.anet; did you mean F4.annet?"
    ]


def test_answers_of_those_who_were_not_asked_are_told_with_their_line(study: Path) -> None:
    put(study, "survey/responses.csv", RESPONSES.replace("R002,noen,,,,", "R002,noen,1,0,ja,"))
    assert found(study) == [
        "survey/responses.csv:3: F4 is answered by R002, but only F3=stor was asked; "
        "these answers are not counted: mend them, or the filter",
        "survey/responses.csv:3: F7.samer is answered by R002, but only F4=hets was asked; "
        "these answers are not counted: mend them, or the filter",
    ]
    # 0 in every column says no more than nothing
    put(study, "survey/responses.csv", RESPONSES.replace("R002,noen,,,,", "R002,noen,0,0,,"))
    assert found(study) == []


def test_many_who_were_not_asked_are_told_in_one_line(study: Path) -> None:
    rows = "".join(f"S{n},noen,1,0,,ja,1\n" for n in range(6))
    put(study, "survey/responses.csv", RESPONSES + rows)
    told = [each for each in found(study) if "F4 is answered" in each]
    assert told == [
        "survey/responses.csv:5: F4 is answered by S0, S1, S2 and 3 more, but only F3=stor was asked; "
        "these answers are not counted: mend them, or the filter"
    ]


def test_what_is_wrong_in_the_responses_is_told(study: Path) -> None:
    put(study, "survey/responses.csv", RESPONSES + "R003,stort,,,,,\n,stor,,,,,\n")
    assert found(study)[-2:] == [
        "survey/responses.csv:5: the respondent R003 stands in line 4 too, and only that row counts; "
        "remove one, or correct the id",
        "survey/responses.csv:6: the row names no respondent and is left out; give it an id",
    ]


BROKEN = [
    ("survey/questions.yaml", "questions: [\n", "survey/questions.yaml:"),
    ("survey/questions.yaml", QUESTIONS.replace("F3=stor", "F4=hets"), "survey/questions.yaml:4:"),
    ("survey/responses.csv", "", "survey/responses.csv: it is empty"),
    (
        "survey/responses.csv",
        RESPONSES + "R4,stor,1,0,ja,ja,1,1\n",
        "survey/responses.csv:5: the row has 8 cells",
    ),
    ("survey/population.yaml", "population: mange\n", "survey/population.yaml:1:"),
    ("survey/published.yaml", "figures: [\n", "survey/published.yaml:"),
    ("survey/notes/more.yaml", "a: 1\na: 2\n", "survey/notes/more.yaml:2:1: the key `a` stands twice"),
]


@pytest.mark.parametrize(("file", "content", "start"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_is_told_and_the_rest_of_the_study_opens(
    study: Path, file: str, content: str, start: str
) -> None:
    put(study, file, content)
    told = found(study)
    assert len(told) == 1
    assert told[0].startswith(start)
    opened = open_folder(study)
    assert opened.problems == []
    assert sorted(opened.sources) == ["alta/fokusgruppe", "open-answers/f4", "skien/plan"]


def test_one_broken_file_hides_nothing_in_another(study: Path) -> None:
    put(study, "survey/population.yaml", "population: mange\n")
    put(study, "survey/published.yaml", "[")
    put(study, "cases/alta.yaml", "name: Alta\nrespondent: X\n")
    change(study, "codebook/codebook.yaml", "[F10.kapasitet]", "[F10.kapasitett]")
    files = [told.partition(":")[0] for told in found(study)]
    assert sorted(files) == [
        "cases/alta.yaml", "codebook/codebook.yaml", "survey/population.yaml", "survey/published.yaml",
    ]  # fmt: skip


def test_files_that_nobody_can_read_without_questions_are_told(study: Path) -> None:
    (study / "survey/questions.yaml").unlink()
    assert found(study) == [
        f"{file}: nobody can read it without survey/questions.yaml; write that, or draft it: "
        "`crosscase survey import FILE --draft`"
        for file in ("survey/responses.csv", "survey/population.yaml")
    ]


def test_a_population_that_the_responses_contradict_is_told(study: Path) -> None:
    change(study, "survey/population.yaml", "sample: 3", "sample: 4")
    assert found(study) == ["survey/population.yaml:1: the sample is 4 here, and 3 answered; mend the number"]
    change(study, "survey/population.yaml", "variable: todelt", "variable: todeltt")
    (told,) = found(study, responses=False)
    assert "did you mean todelt?" in told
