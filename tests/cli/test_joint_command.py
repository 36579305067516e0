"""crosscase joint: themes beside the survey, on the terminal and as files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest

from crosscase.cli import progress
from joints import MONEY, SCHOOL, THEMES, TIME, joint_study
from studies import make_study


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine would say on stderr that it is slow."""
    monkeypatch.setattr(progress, "PATIENCE", 600)


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nobody writes into it."""
    return joint_study(tmp_path_factory.mktemp("joint") / "study")


def test_without_a_theme_there_is_one_line_a_theme_and_what_no_theme_names(run, joined: Path) -> None:
    done = run("joint", where=joined)
    assert (done.code, done.err) == (0, "")
    assert done.lines[0].startswith("Counted are the codings of Koder-A")
    cells = [line.split("  ") for line in done.lines[1:5]]
    rows = [[cell.strip() for cell in row if cell.strip()] for row in cells]
    assert rows == [
        ["theme", "found in", "relation", "proposed", "differs", "sentence"],
        ["T1", "2 of 4", "converges", "converges", "Tid og penger mangler."],
        ["T2", "2 of 4", "–", "–", "Skolen er stedet."],
        ["T3", "2 of 4", "silent", "silent", "Ingen spurte."],
    ]
    assert done.lines[5:] == [
        "without a theme: F1: nei, sagt",
        "without a theme: F2: folk",
        "codes without a theme (quotes of their own): drivers (0)",
        "could be linked, without a theme: drivers with F2.penger, F3.kurs",
    ]


def test_a_theme_is_shown_with_cases_survey_relation_and_what_speaks_against_it(run, joined: Path) -> None:
    done = run("joint", "t1", where=joined)
    assert (done.code, done.err) == (0, "")
    text = " ".join(done.out.split())
    for words in (
        "T1 Tid og penger mangler.",
        "Funnet i 2 av 4 caser: Alta og Skien. Sitater mot temaet i 2 caser: Alta og Skien. Både for og mot: Alta og Skien. "
        "Uten sitater om temaet: Bodø og Vadsø. I tillegg kommer 1 sitat fra åpne svar",
        "Alta Sitater: 3, 1 mot Sterkeste sitat: «Vi har for lite tid.» alta/gruppe · I1 (rådgiver) · linje 4 · "
        "valgt av programmet Eget svar: F1.ja: valgt ≠ F2.penger: ikke spurt",
        "Bodø Sitater: – Eget svar: casen har ingen respondent",
        "F1.ja ikke: Ja Er det nok tid? Andel: 48 % 95 % KI: 33–63 % Base: 40 "
        "Grupper som skiller seg ut: Landsdel: Nord 85 %* ▲ (base 20)",
        "Relasjon: samsvarer (avgjort av koder-a 2021-12-20).",
        "Begrunnelse: Begge sier det.",
        "Regelen foreslår «samsvarer»: temaet finnes i 2 av 4 caser; 2 av 2 tall fra undersøkelsen taler for "
        "samsvar, 0 for kontrast.",
        "Det som taler mot: - [ikke samtykke: skal ikke gjengis]",
    ):
        assert " ".join(words.split()) in text, words
    # words without consent are nowhere
    assert SCHOOL not in text
    assert MONEY not in text
    assert max(map(len, done.lines)) <= 80


def test_every_number_is_a_column_of_csv_and_a_sheet(run, joined: Path, tmp_path: Path) -> None:
    done = run("joint", "T1", "--format", "csv", where=joined)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [(row["case"], row["item"]) for row in rows[:3]] == [
        ("alta", "F1.ja"), ("alta", "F2.penger"), ("bodo", "F1.ja"),
    ]  # fmt: skip
    first = rows[0]
    assert (first["quotes"], first["quotes_against"], first["quote"]) == ("3", "1", TIME)
    assert (first["percent"], first["base"], first["reversed"]) == ("47.5", "40", "true")
    assert (first["own_state"], first["own_answer"], first["own_holds"]) == ("answered", "ja", "false")
    assert "Counted are the codings of Koder-A" in done.err
    file = tmp_path / "joint.xlsx"
    assert run("joint", "--output", str(file), where=joined).code == 0
    book = openpyxl.load_workbook(file)
    assert [row[0] for row in book.worksheets[0].iter_rows(values_only=True)][-3:] == ["T1", "T2", "T3"]
    assert book.sheetnames == [
        "Temaene", "Fra undersøkelsen uten tema", "Koder uten tema", "Kodenes egne lenker ville gi", "Alle tall",
    ]  # fmt: skip
    cells = [str(cell) for row in book["Alle tall"].iter_rows(values_only=True) for cell in row]
    assert {"decided_by", "converges"} <= set(cells)


def test_json_holds_why_and_what_no_theme_names(run, joined: Path) -> None:
    facts = json.loads(run("joint", "T1", "--format", "json", where=joined).out)
    (theme,) = facts["themes"]
    assert (theme["found"], theme["of"], theme["relation"], theme["proposed"]) == (
        2,
        4,
        "converges",
        "converges",
    )
    assert [case["case"] for case in theme["cases"] if case["quotes"]] == ["alta", "skien"]
    assert theme["cases"][2]["counter"][0] | {"place": ""} == {
        "quote": None, "coding": "skien-scho", "source": "skien/gruppe", "place": "", "key": True, "chosen": False,
        "consent": "none",
    }  # fmt: skip
    assert len(theme["why"]) == 3
    facts = json.loads(run("joint", "--area", "vilkar", "--format", "json", where=joined).out)
    assert [each["theme"] for each in facts["themes"]] == ["T1"]
    assert facts["items_without_theme"] == ["F1.nei", "F1.sagt", "F2.folk"]
    assert facts["codes_without_theme"] == [{"code": "drivers", "quotes": 0}]


def test_the_word_document_has_a_section_and_two_tables_a_theme(run, joined: Path, tmp_path: Path) -> None:
    file = tmp_path / "joint.docx"
    assert run("joint", "T1", "T2", "--output", str(file), where=joined).code == 0
    document = docx.Document(str(file))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == ["T1 Tid og penger mangler.", "T2 Skolen er stedet."]
    assert [table.rows[0].cells[0].text for table in document.tables] == ["Case", "Fra undersøkelsen"] * 2
    words = "\n".join(p.text for p in document.paragraphs)
    assert words.count("Kodingene til Koder-A") == 1


def test_a_theme_is_drawn_beside_what_is_written(run, joined: Path, tmp_path: Path) -> None:
    drawn, written = tmp_path / "t1.svg", tmp_path / "t1.html"
    done = run("joint", "T1", "--figure", str(drawn), where=joined)
    assert (done.code, done.lines) == (0, [f"wrote {drawn}"])
    assert "Tid og penger mangler." in drawn.read_text(encoding="utf-8")
    assert SCHOOL not in drawn.read_text(encoding="utf-8")
    done = run("joint", "T1", "--figure", str(drawn), "--replace", "--output", str(written), where=joined)
    assert done.lines == [f"wrote {drawn}", f"wrote {written}"]
    refused = run("joint", "T1", "--figure", "t1.pdf", where=joined).refused()
    assert refused.startswith("t1.pdf: the name does not say the form")


def test_the_overview_is_a_document_in_the_language_of_the_study(run, joined: Path) -> None:
    done = run("joint", "--format", "md", where=joined)
    assert "| **T1** | Tid og penger mangler. | 2 av 4 | samsvarer | samsvarer |  |" in done.lines
    for heading in ("Fra undersøkelsen uten tema", "Koder uten tema", "Kodenes egne lenker ville gi"):
        assert f"## {heading}" in done.lines


def test_what_is_not_there_is_one_line_on_stderr_and_the_rest_works(run, tmp_path: Path) -> None:
    themes = "themes:\n  - {id: A, sentence: En., codes: [barrier, barriers], survey: [F9.x]}\n"
    study = joint_study(tmp_path / "a", themes=themes)
    done = run("joint", "A", where=study)
    assert done.code == 0
    assert "Funnet i 2 av 4 caser" in done.out
    assert done.err == (
        "A: there is no code barrier; did you mean barriers?\n"
        "A: there is no item of the survey F9.x; there are del, del.nord, del.sor, F1, F1.ja, F1.nei, F1.vet-ikke, F1.sagt "
        "and 12 more\n"
    )
    checked = run("check", where=study)
    assert checked.code == 1
    assert (
        "synthesis/themes.yaml:2:36: A: there is no code barrier; did you mean barriers? (unknown-code)"
        in checked.lines
    )


def test_a_study_without_a_survey_without_codings_or_without_themes_says_so_and_works(
    run, tmp_path: Path
) -> None:
    without = joint_study(tmp_path / "a", survey=False)
    done = run("joint", "T1", where=without)
    assert done.code == 0
    assert done.err == "T1: there is no survey in this study: nothing is set beside themes\n"
    assert (
        run("joint", where=without).err
        == "T1, T2: there is no survey in this study: nothing is set beside themes\n"
    )
    empty = joint_study(tmp_path / "b", codings={})
    done = run("joint", "T1", where=empty)
    assert done.code == 0
    assert "Ikke funnet i noen av de 4 casene." in done.out
    assert "ingen sitater som teller, hører til temaet" in " ".join(done.out.split())
    none = make_study(tmp_path / "c")
    done = run("joint", where=none)
    assert (done.code, done.lines[0], done.err) == (0, "no themes", "")


def test_wrong_use_is_one_line(run, joined: Path, tmp_path: Path) -> None:
    assert run("joint", "T9", where=joined).refused() == "there is no theme T9; did you mean T1?"
    assert (
        run("joint", "--area", "skol", where=joined).refused() == "there is no area skol; did you mean skole?"
    )
    assert run("joint", "--coders", "koder-x", where=joined).refused().startswith("there is no coder koder-x")
    figure = str(tmp_path / "x.svg")
    assert run("joint", "T1", "T2", "--figure", figure, where=joined).refused() == (
        "a figure is of one theme, and these are 2; name one"
    )
    broken = joint_study(tmp_path / "broken", themes=THEMES + "  - id: T1\n")
    assert run("joint", where=broken).refused() == (
        f"synthesis/themes.yaml:{THEMES.count(chr(10)) + 1}:9: id T1 stands twice; give one of the two another id"
    )
    # the rest of the study works, and the check says it once
    checked = run("check", where=broken)
    assert checked.out.count("stands twice") == 1
    assert run("quotes", "--where", "code:barriers", where=broken).code == 0
