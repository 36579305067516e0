"""crosscase check."""

import json
from pathlib import Path

import pytest

from studies import BODY, CODEBOOK, CODINGS, Coded, contents, made_id, make_study


def problems(run, study: Path) -> list[dict]:
    before = contents(study)
    done = run("check", "--format", "json", where=study)
    assert contents(study) == before
    found = json.loads(done.out)
    assert done.code == (1 if found else 0)
    assert done.err == ""
    return found


def test_a_good_study_has_no_problems(run, study: Path) -> None:
    assert problems(run, study) == []
    done = run("check", where=study)
    assert (done.code, done.out) == (0, "no problems\n")


def test_a_problem_is_file_line_column_kind_and_message(run, study: Path) -> None:
    (study / "cases/skien.yaml").write_text("name: Skien\nname: Skien igjen\n")
    [problem] = problems(run, study)
    assert list(problem) == ["file", "line", "column", "kind", "message"]
    assert (problem["file"], problem["line"], problem["kind"]) == ("cases/skien.yaml", 2, "yaml")
    done = run("check", where=study)
    assert done.code == 1
    assert done.lines[0].startswith("cases/skien.yaml:2:")
    assert done.lines[-1] == "1 problem"


@pytest.mark.parametrize(
    "file",
    [
        "study.yaml", "codebook/codebook.yaml", "cases/alta.yaml", "codings/alta/fokusgruppe/koder-a.yaml",
        "synthesis/themes.yaml", "survey/questions.yaml",
    ],
)  # fmt: skip
def test_malformed_yaml_in_any_file_is_named_with_its_line(run, study: Path, file: str) -> None:
    path = study / file
    path.parent.mkdir(exist_ok=True)
    path.write_text('a: 1\nb: "open\n')
    found = problems(run, study)
    assert [problem["file"] for problem in found if problem["kind"] == "yaml"] == [file]
    assert all(problem["line"] for problem in found if problem["kind"] == "yaml")


def test_an_unknown_code_stands_with_its_line_and_the_nearest_code(run, tmp_path: Path) -> None:
    codings = {("alta/fokusgruppe", "koder-a"): [Coded("barriers/capasity", "Vi er to stykker")]}
    study = make_study(tmp_path, codings=codings)
    [problem] = problems(run, study)
    file = study / problem["file"]
    assert problem["kind"] == "unknown-code"
    assert "barriers/capasity" in file.read_text().split("\n")[problem["line"] - 1]
    assert "did you mean barriers/capacity?" in problem["message"]


def test_a_former_path_is_no_problem(run, tmp_path: Path) -> None:
    codings = {("alta/fokusgruppe", "koder-a"): [Coded("barriers/resources", "Vi er to stykker")]}
    assert problems(run, make_study(tmp_path, codings=codings)) == []


def test_positions_outside_the_text_and_other_words_than_the_quote_are_told(run, tmp_path: Path) -> None:
    coded = [
        Coded("barriers", (10, 99999), quote="Vi er to stykker."),
        Coded("barriers/capacity", (0, 5), quote="helt andre ord enn der"),
    ]
    study = make_study(tmp_path, codings={("alta/fokusgruppe", "koder-a"): coded})
    kinds = {problem["kind"] for problem in problems(run, study)}
    assert kinds == {"position", "changed"}
    start = BODY.index("Vi er to stykker.")
    assert f"{start}:{start + 17}" in run("check", where=study).out


def test_one_id_twice_in_a_file_is_told_with_both_lines(run, tmp_path: Path) -> None:
    coded = [
        Coded("barriers", "Vi er to stykker", id="c123456789"),
        Coded("barriers", "nettet", id="c123456789"),
    ]
    study = make_study(tmp_path, codings={("alta/fokusgruppe", "koder-a"): coded})
    [problem] = problems(run, study)
    assert problem["kind"] == "duplicate-id"
    lines = (study / problem["file"]).read_text().split("\n")
    assert "c123456789" in lines[problem["line"] - 1]
    assert "first in line 5" in problem["message"]


def test_one_id_in_two_files_is_told(run, tmp_path: Path) -> None:
    shared = made_id("alta/fokusgruppe/koder-a", 0)
    codings = {**CODINGS, ("alta/fokusgruppe", "koder-b"): [Coded("barriers", "nettet", id=shared)]}
    [problem] = problems(run, make_study(tmp_path, codings=codings))
    assert (problem["kind"], problem["file"]) == ("duplicate-id", "codings/alta/fokusgruppe/koder-b.yaml")


def test_a_source_that_vanished_is_offered_where_its_text_is_now(run, study: Path) -> None:
    (study / "interviews/alta/fokusgruppe.md").rename(study / "interviews/alta/samtale.md")
    found = problems(run, study)
    assert {problem["kind"] for problem in found} == {"vanished-source"}
    assert all("crosscase moved alta/fokusgruppe alta/samtale" in problem["message"] for problem in found)


def test_bytes_that_are_not_utf_8_are_placed(run, study: Path) -> None:
    source = study / "interviews/skien/plan.md"
    source.write_bytes(source.read_bytes().replace("Formål".encode(), b"Form\xe5l"))
    [problem] = problems(run, study)
    line = source.read_bytes().split(b"\n")[problem["line"] - 1]
    assert line[problem["column"] - 1 :].startswith(b"\xe5")


def test_a_coder_who_is_not_listed_is_noted(run, tmp_path: Path) -> None:
    study = make_study(tmp_path, coders=["koder-a"])
    [problem] = problems(run, study)
    assert (problem["kind"], problem["file"]) == ("coder", "codings/alta/fokusgruppe/koder-b.yaml")


def test_a_code_that_stands_twice_is_told(run, tmp_path: Path) -> None:
    study = make_study(tmp_path, codebook=CODEBOOK.replace("code: knowledge", "code: capacity"))
    [problem] = [p for p in problems(run, study) if p["file"] == "codebook/codebook.yaml"]
    assert problem["kind"] == "duplicate-code"


def test_what_a_file_holds_cannot_reach_the_terminal_as_commands(run, tmp_path: Path) -> None:
    coded = [Coded("barriers", (0, 5), quote="\x1b]0;eid\x07 ord som ikke finnes")]
    study = make_study(tmp_path, codings={("alta/fokusgruppe", "koder-a"): coded})
    done = run("check", where=study)
    assert done.code == 1
    assert all(line.isprintable() for line in done.lines)
