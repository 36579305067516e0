"""crosscase code-by: what stands under a heading, or somebody says, is shown, coded, and taken back."""

import csv
import io
from pathlib import Path

import pytest
import yaml

from studies import BODY, SOURCES, contents

SAID_BY_I1 = [
    "Vi merker det mest på nettet. Det er sjelden noen sier det høyt.",
    "Det er mangel på ressurser for å prioritere tiltak. Vi er to stykker.",
]
BARRIERS = BODY.partition("# Barrierer\n")[2].strip()


def quotes(text: str) -> list[str]:
    return [row["quote"] for row in csv.DictReader(io.StringIO(text))]


def saved(study: Path, source: str, coder: str) -> list[dict]:
    return yaml.safe_load((study / f"codings/{source}/{coder}.yaml").read_text("utf-8"))["codings"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--section", "barrierer"], [BARRIERS]),
        (["--section", "BARRIERER", "--as", "turn"], [line.partition(": ")[2] for line in BARRIERS.split("\n")]),
        (["--section", "tiltak", "--as", "paragraph", "--kind", "document"], ["Alle ansatte skal få opplæring i løpet av året."]),
        (["--speaker", "i1"], SAID_BY_I1),
        (["--speaker", "alta/I1", "--as", "paragraph"], SAID_BY_I1),
        (["--role", "RÅDGIVER", "--source", "alta/fokusgruppe"], SAID_BY_I1),
        (["--role", "interviewer"], ["Hvordan opplever dere rasisme i kommunen?", "Hva står i veien?"]),
        (["--role", "rådgiver", "--speaker", "I1", "--case", "alta"], SAID_BY_I1),
    ],
)  # fmt: skip
def test_what_would_be_coded_is_shown_and_nothing_is_changed(
    run, study: Path, words: list[str], expected: list[str]
) -> None:
    before = contents(study)
    done = run("code-by", "barriers", *words, "--coder", "koder-a", "--format", "csv", where=study)
    assert done.code == 0
    assert quotes(done.out) == expected
    assert f"code {len(expected)} " in done.err
    assert "nothing is changed yet; add --yes to do it" in done.err
    assert contents(study) == before


def test_all_is_coded_in_one_step_that_undo_takes_back(run, study: Path) -> None:
    before = contents(study)
    done = run("code-by", "barriers", "--speaker", "I1", "--coder", "koder-b", "--yes", where=study)
    assert (done.code, done.err) == (0, "")
    assert done.lines[-1] == "code 2 turns of I1 as barriers in 1 source by koder-b: done"
    made = [one for one in saved(study, "alta/fokusgruppe", "koder-b") if one["code"] == "barriers"]
    assert [one["quote"] for one in made] == SAID_BY_I1
    assert all(BODY[slice(*one["at"])] == one["quote"] and "origin" not in one for one in made)
    assert run("undo", "--coder", "koder-b", where=study).code == 0
    assert contents(study) == before


def test_a_heading_is_coded_across_sources(run, study: Path) -> None:
    file = study / "interviews/skien/plan.md"
    file.write_text(file.read_text("utf-8").replace("# Tiltak", "# Barriérer"), "utf-8")
    run("code-by", "barriers", "--section", "Barrierer", "--coder", "koder-c", "--yes", where=study)
    assert [one["quote"] for one in saved(study, "alta/fokusgruppe", "koder-c")] == [BARRIERS]
    assert [one["quote"] for one in saved(study, "skien/plan", "koder-c")] == [
        SOURCES["skien/plan"].partition("# Tiltak\n")[2].strip()
    ]
    assert run("undo", "--coder", "koder-c", where=study).code == 0
    assert not (study / "codings/skien").exists()


def test_nothing_is_written_over_a_codings_file_that_cannot_be_read(run, study: Path) -> None:
    (study / "codings/alta/fokusgruppe/koder-a.yaml").write_text("source: [\n")
    before = contents(study)
    said = run("code-by", "barriers", "--speaker", "I1", "--coder", "koder-a", "--yes", where=study).refused()
    assert "codings/alta/fokusgruppe/koder-a.yaml" in said
    assert contents(study) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["barriers"], "say what to code: --section TITLE, or --speaker NAME, or --role ROLE"),
        (["barriers", "--section", "Tiltak", "--speaker", "I1"], "say what to code"),
        (["barriers", "--section", "Barierer"], "there is no heading Barierer; did you mean Barrierer?"),
        (["barriers", "--section", "xyz"], "there is no heading xyz; there is Utfordringsbildet, Barrierer, Formål, Tiltak"),
        (["barriers", "--section", "Tiltak", "--case", "alta"], "no heading Tiltak; there is Utfordringsbildet, Barrierer"),
        (["barriers", "--speaker", "Intervjuar"], "did you mean Intervjuer?"),
        (["barriers", "--speaker", "skien/I1"], "there is no speaker I1; there is none"),
        (["barriers", "--role", "rådgjevar"], "did you mean rådgiver?"),
        (["barriers", "--role", "rådgiver", "--speaker", "I2"], "there is nothing to code; nothing was changed"),
        (["barriers", "--section", "Tiltak", "--as", "sentence"], "there is no unit sentence; give section, turn, paragraph"),
        (["barriers", "--speaker", "I1", "--as", "section"], "a speaker's words are coded as turn or paragraph"),
        (["barrierz", "--speaker", "I1"], "did you mean barriers?"),
        (["barriers", "--speaker", "I1", "--kind", "dokument"], "there is no kind dokument; did you mean document?"),
        (["barriers", "--speaker", "I1", "--kind", "interview"], "no source is all of that"),
        (["barriers", "--speaker", "I1", "--source", "alta/fokusgrupe"], "did you mean alta/fokusgruppe?"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_in_one_line(run, study: Path, words: list[str], said: str) -> None:
    before = contents(study)
    assert said in run("code-by", *words, "--coder", "koder-a", where=study).refused()
    assert contents(study) == before


def test_somebody_must_code(run, study: Path) -> None:
    said = run("code-by", "barriers", "--speaker", "I1", where=study).refused()
    assert said.startswith("who codes? give --coder NAME")
