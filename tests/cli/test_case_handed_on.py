"""What stands over a description wherever it is shown, and what stops it from being handed on in any form."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document as open_word

from described import STATEMENTS, case_text, described
from studies import contents, put

ALTA = "Beskrivelsen av Alta er skrevet for en øvelse."
SKIEN = "Skien har lest teksten."
OF_SKIEN = {"tiltak": [{"id": "skien00001", "text": {"nb": "En plan finnes."}, "evidence": []}]}


def noticed(folder: Path) -> Path:
    """Alta's file has a notice in two languages, Skien's one in none in particular."""
    study = described(folder)
    by_language = f'notice: {{nb: "{ALTA}", en: "The description of Alta is an exercise."}}\n'
    put(study, "cases/alta.yaml", by_language + case_text(STATEMENTS))
    put(
        study,
        "cases/skien.yaml",
        f'notice: "{SKIEN}"\n' + case_text(OF_SKIEN).replace('"Alta"', '"Skien"', 1),
    )
    return study


def test_the_notice_of_a_case_stands_wherever_its_text_does(run, tmp_path: Path) -> None:
    study = noticed(tmp_path / "study")
    over = f"Konstruerte notater. {ALTA}"
    assert f"\n> {over}\n" in run("case", "export", "alta", where=study).out
    [facts] = json.loads(run("case", "export", "alta", "--format", "json", where=study).out)
    assert facts["notice"] == over
    shown = json.loads(run("case", "show", "alta", "--format", "json", where=study).out)
    assert shown["description"]["notice"] == over
    assert over in " ".join(run("case", "show", "alta", where=study).out.split())
    assert f"notice,,{ALTA}" in run("case", "show", "alta", "--format", "csv", where=study).lines
    assert "The description of Alta is an exercise." in run(
        "case", "export", "alta", "--language", "en", where=study
    ).out  # fmt: skip
    for form in ("docx", "html"):
        file = tmp_path / f"alta.{form}"
        assert run("case", "export", "alta", "--output", str(file), where=study).code == 0
        raw = file.read_bytes()
        assert over in (_words(raw) if form == "docx" else raw.decode())
    report = tmp_path / "report.html"
    assert run("report", "--chapters", "cases", "--output", str(report), where=study).code == 0
    assert ALTA in report.read_text(encoding="utf-8")


def test_of_several_cases_each_has_its_own_notice_and_what_all_say_stands_over_them(
    run, tmp_path: Path
) -> None:
    study = noticed(tmp_path / "study")
    told = run("case", "export", where=study).out
    alta, skien = told.split("\n## Skien\n")
    assert alta.count(ALTA) == 1
    assert alta.index("\n## Alta\n") < alta.index(ALTA)
    assert skien.count(SKIEN) == 1
    same = f'notice: "{ALTA}"\n' + case_text(OF_SKIEN).replace('"Alta"', '"Skien"', 1)
    put(study, "cases/skien.yaml", same)
    told = run("case", "export", where=study).out
    assert told.count(ALTA) == 1
    assert f"\n> Konstruerte notater. {ALTA}\n" in told


@pytest.mark.parametrize(
    "words", [("export",), ("export", "alta", "--format", "json"), ("show", "alta"), ("draft", "alta")]
)
def test_nothing_is_made_of_a_study_whose_template_and_notice_cannot_be_read(
    run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    study = described(tmp_path / "study")
    file = study / "study.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "broken: [\n", encoding="utf-8")
    line = len(text.split("\n")) + 1
    assert run("case", *words, where=study).refused().startswith(f"study.yaml:{line}:")


def test_of_broken_case_files_each_is_named_and_nothing_is_written_but_of_the_others(
    run, tmp_path: Path
) -> None:
    study = noticed(tmp_path / "study")
    put(study, "cases/skien.yaml", 'name: "Skien"\nbroken: [\n')
    put(study, "cases/ingen.yaml", "name: [\n")
    before = contents(study)
    folder = tmp_path / "each"
    said = run("case", "export", "--each", "--format", "md", "--output", str(folder), where=study).refused()
    assert "cases/skien.yaml:3:1: " in said
    assert "cases/ingen.yaml:2:1: " in said
    assert said.endswith("; nothing was written: mend them, or name the cases to hand out")
    assert not folder.exists()
    assert contents(study) == before
    assert "Alta har planer." in run("case", "export", "alta", where=study).out


def test_no_file_is_written_where_one_of_them_cannot_be(run, tmp_path: Path) -> None:
    study = noticed(tmp_path / "study")
    put(study, "private/roster.yaml", 'people:\n  - name: "En plan finnes"\n    as: "[navn]"\n')
    folder = tmp_path / "each"
    for form in ("md", "json"):
        words = ("case", "export", "--each", "--format", form, "--output", str(folder))
        assert "holds a name of the roster" in run(*words, where=study).refused()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("text", "evidence", "why"),
    [
        ("Noen sier noe.", "torikke000", "has words of somebody who has not agreed to their use"),
        (
            "Skolene melder om rasistiske utsagn hver uke.",
            "skolene000",
            "quotes 6 words or more of I2, line 5",
        ),
    ],
)
def test_words_that_nobody_agreed_to_stand_neither_in_a_file_nor_in_the_report(
    run, tmp_path: Path, text: str, evidence: str, why: str
) -> None:
    wrong: list[dict[str, object]] = [{"id": "wrong00001", "text": {"nb": text}, "evidence": [evidence]}]
    study = described(tmp_path / "study", {**STATEMENTS, "utfordringer": wrong})
    for words in ((), ("--public",), ("--format", "json")):
        assert why in run("case", "export", *words, where=study).refused()
    report = tmp_path / "report.html"
    done = run("report", "--chapters", "findings,cases", "--output", str(report), where=study)
    assert done.code == 1
    assert why in done.err
    page = report.read_text(encoding="utf-8")
    assert why in page
    assert "statement-" not in page
    assert "Alta har planer." not in page


def test_a_language_in_which_nothing_is_written_is_refused_and_what_is_missing_is_told(
    run, tmp_path: Path
) -> None:
    study = described(tmp_path / "study")
    said = run("case", "export", "--language", "fi", where=study).refused()
    assert said == "there is no language fi; the descriptions are in en, nb"
    done = run("case", "export", "--language", "en", where=study)
    assert (done.code, done.err) == (
        0, "2.1, 2.2, 3.1, 3.2, 4.1, 4.2: not written in en, and shown in another language\n",
    )  # fmt: skip


@pytest.mark.parametrize("more", [(), ("--public",)])
def test_a_text_that_is_older_than_in_another_language_is_told_by_number_and_counted_in_the_document(
    run, tmp_path: Path, more: tuple[str, ...]
) -> None:
    before = {"nb": "Alta hadde planer.", "en": "Alta has plans."}
    written_anew = {**STATEMENTS["innledning"][0], "version": 2, "history": [{"version": 1, "text": before}]}
    study = described(tmp_path / "study", {"innledning": [written_anew]})
    done = run("case", "export", "--language", "en", *more, where=study)
    assert (done.code, done.err) == (0, "1.1: the text in en is older than in nb\n")
    assert "1 statement is older in English than in Norwegian." in done.out.replace("\N{NO-BREAK SPACE}", " ")
    done = run("case", "export", *more, where=study)
    assert (done.err, "eldre" in done.out) == ("", False)


def test_data_say_who_wrote_what_and_what_became_of_the_evidence(run, tmp_path: Path) -> None:
    former = {"version": 1, "text": {"nb": "Avtalen."}, "by": "koder-b", "on": "2021-12-01T08:00:00Z"}
    agreed = {**STATEMENTS["tiltak"][0], "version": 2, "history": [former], "why": "round 1",
              "evidence": ["ressurser0", "borte00000"], "text": "Avtalen gjelder"}  # fmt: skip
    study = described(tmp_path / "study", {"tiltak": [agreed]})
    shown = json.loads(run("case", "show", "alta", "--format", "json", where=study).out)["description"]
    [tiltak] = [each for each in shown["sections"] if each["statements"]]
    assert tiltak["words"] == {"count": 2, "asked": None}
    [told] = tiltak["statements"]
    assert told["text"] == {"nb": "Avtalen gjelder"}
    assert (told["by"], told["why"], told["history"][0]["by"]) == ("koder-a", "round 1", "koder-b")
    assert [(each["coding"], each["state"]) for each in told["evidence"]] == [
        ("ressurser0", None), ("borte00000", "gone"),
    ]  # fmt: skip
    assert told["evidence"][0]["place"] == "10"


def _words(raw: bytes) -> str:
    return "\n".join(each.text for each in open_word(io.BytesIO(raw)).paragraphs)
