"""The survey's files are read when they are asked for, once, and again when their content is another."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import FileError, StudyError
from crosscase.survey import station
from studies import make_study

QUESTIONS = """questions:
  - {id: F3, type: single, text: a, options: [{id: noen}, {id: stor}]}
"""
POPULATION = "population: 10\ntables: [{id: T1, variable: F3, groups: {noen: 4, stor: 6}}]\n"
FILES = {
    station.QUESTIONS: QUESTIONS,
    station.RESPONSES: "respondent,F3\nR1,noen\nR2,stor\n",
    station.POPULATION: POPULATION,
}


def opened(folder: Path, files: dict[str, str]) -> Study:
    return open_folder(make_study(folder / "study", files=files, codebook="", codings={}))


def rewritten(study: Study, file: str, old: str, new: str) -> None:
    """Change a file so that neither its size nor its times tell."""
    path = study.root / file
    before, text = path.stat(), path.read_text()
    assert len(old) == len(new)
    assert old in text
    path.write_text(text.replace(old, new))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def test_a_study_without_a_survey_says_what_makes_one(tmp_path: Path) -> None:
    study = opened(tmp_path, {})
    assert not station.has_survey(study)
    assert not station.has_responses(study)
    assert station.state_of(study) == ("", "", "", "")
    for of in (station.questionnaire_of, station.responses_of, station.published_of):
        with pytest.raises(
            StudyError, match=r"^there is no survey in this study: no survey/questions\.yaml; `cross"
        ):
            of(study)


def test_each_file_that_is_missing_beside_the_questions_is_named(tmp_path: Path) -> None:
    study = opened(tmp_path, {station.QUESTIONS: QUESTIONS})
    for of, file in (
        (station.responses_of, "survey/responses.csv"), (station.population_of, "survey/population.yaml"),
        (station.published_of, "survey/published.yaml"),
    ):  # fmt: skip
        with pytest.raises(StudyError, match=f"no {file}; "):
            of(study)


def test_what_was_read_is_kept_as_long_as_the_file_says_the_same(tmp_path: Path) -> None:
    study = opened(tmp_path, FILES)
    first = station.questionnaire_of(study), station.responses_of(study), station.population_of(study)
    (study.root / station.QUESTIONS).touch()
    assert station.questionnaire_of(study) is first[0]
    assert station.responses_of(study) is first[1]
    assert station.responses_of(study).questionnaire is first[0]
    assert station.population_of(study) is first[2]


def test_a_change_is_seen_though_size_and_times_are_the_same(tmp_path: Path) -> None:
    study = opened(tmp_path, FILES)
    before, state = station.responses_of(study), station.state_of(study)
    question = before.questionnaire.questions["F3"]
    assert before.choices(question).tolist() == [0, 1]
    rewritten(study, station.RESPONSES, "R2,stor", "R2,noen")
    assert station.responses_of(study).choices(question).tolist() == [0, 0]
    assert [one == other for one, other in zip(state, station.state_of(study), strict=True)] == [
        True, False, True, True,
    ]  # fmt: skip
    rewritten(study, station.POPULATION, "noen: 4", "noen: 3")
    assert dict(station.population_of(study).tables[0].groups)["noen"] == 3


def test_responses_are_read_anew_when_the_questions_change(tmp_path: Path) -> None:
    study = opened(tmp_path, FILES)
    before = station.responses_of(study)
    rewritten(study, station.QUESTIONS, "[{id: noen}, {id: stor}]", "[{id: stor}, {id: noen}]")
    after = station.responses_of(study)
    assert after is not before
    assert after.questionnaire is station.questionnaire_of(study)
    assert after.choices(after.questionnaire.questions["F3"]).tolist() == [1, 0]


def test_a_file_that_breaks_is_refused_and_heals(tmp_path: Path) -> None:
    study = opened(tmp_path, FILES)
    station.questionnaire_of(study)
    path = study.root / station.QUESTIONS
    path.write_text(QUESTIONS + "weight: [\n")
    for _ in range(2):
        with pytest.raises(FileError, match=r"^survey/questions\.yaml:[34]:"):
            station.questionnaire_of(study)
        with pytest.raises(FileError, match=r"^survey/questions\.yaml:[34]:"):
            station.responses_of(study)
    path.write_bytes(b"\xef\xbb\xbf" + QUESTIONS.replace("\n", "\r\n").encode())
    assert list(station.questionnaire_of(study).questions) == ["F3"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"questions: \xff\n",
            r"survey/questions\.yaml:1:12: byte 0xff is not UTF-8; save the file as UTF-8",
        ),
        (
            b"a: 1\n<<<<<<< HEAD\n=======\n>>>>>>> other\n",
            r"survey/questions\.yaml:2:1: git left two versions",
        ),
        (b"", r"survey/questions\.yaml:1:1: `questions` is missing: add it"),
    ],
)
def test_a_questionnaire_that_is_no_text_is_refused_with_its_place(
    tmp_path: Path, content: bytes, message: str
) -> None:
    study = opened(tmp_path, {})
    (study.root / "survey").mkdir()
    (study.root / station.QUESTIONS).write_bytes(content)
    with pytest.raises(FileError, match=message):
        station.questionnaire_of(study)


HEAVY = "pandas", "scipy", "statsmodels", "matplotlib", "openpyxl", "docx"


@pytest.mark.parametrize(
    "use",
    [
        "import crosscase.survey.questions, crosscase.survey.items, crosscase.survey.conditions",
        "import crosscase.tui.places",
        "import crosscase.cli.survey_list, crosscase.cli.checked",
        "from crosscase.survey.station import questionnaire_of, state_of; questionnaire_of(study); state_of(study)",
        "from crosscase.survey.problems import survey_problems; assert not survey_problems(study, responses=False)",
    ],
)  # fmt: skip
def test_nothing_brings_pandas_before_responses_are_wanted(tmp_path: Path, use: str) -> None:
    study = opened(tmp_path, FILES)
    code = (
        "import sys; from pathlib import Path; from crosscase.study.opening import open_folder\n"
        f"study = open_folder(Path({str(study.root)!r}))\n"
        f"{use}\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_responses_bring_pandas_so_the_test_above_can_fail(tmp_path: Path) -> None:
    study = opened(tmp_path, FILES)
    code = (
        "import sys; from pathlib import Path; from crosscase.study.opening import open_folder\n"
        "from crosscase.survey.problems import survey_problems\n"
        f"survey_problems(open_folder(Path({str(study.root)!r}))); print('pandas' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True\n", "")
