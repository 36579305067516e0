"""`crosscase case draft`: the evidence of a case as an outline, in each form."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from docx import Document as open_word

from described import described
from studies import contents, make_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return described(tmp_path_factory.mktemp("drafted"))


def test_the_outline_is_shown_wrapped_and_changes_nothing(run, study: Path) -> None:
    before = contents(study)
    shown = run("case", "draft", "Alta", where=study)
    assert shown.code == 0
    text = " ".join(shown.out.split())
    assert "2 Utfordringsbildet Kode: Utfordringer." in text
    assert "«Skolene melder om rasistiske utsagn hver uke.» I2 (leder) · alta/fokusgruppe · linje 5" in text
    assert "Vi tør ikke" not in text
    assert contents(study) == before


def test_every_form_has_the_same_quotes(run, study: Path, tmp_path: Path) -> None:
    ids = {"mednettet0", "skolene000", "ressurser0", "innenfor00", "kunnskap00", "torikke000"}
    facts = json.loads(run("case", "draft", "alta", "--format", "json", where=study).out)
    quotes = [quote for section in facts["sections"] for quote in section["quotes"]]
    assert {quote["coding"] for quote in quotes} == ids
    assert [quote["quote"] for quote in quotes if quote["consent"] == "none"] == [None]
    assert facts["unplaced"] == []
    rows = list(csv.DictReader(io.StringIO(run("case", "draft", "alta", "--format", "csv", where=study).out)))
    assert {row["coding"] for row in rows} == ids
    assert run("case", "draft", "alta", "--output", str(tmp_path / "d.docx"), where=study).code == 0
    word = open_word(str(tmp_path / "d.docx"))
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == [
        "1 Innledning", "2 Utfordringsbildet", "3 Tiltak", "4 Suksesskriterier",
    ]  # fmt: skip
    points = "".join(p.text for p in word.paragraphs if p.style.name == "List Bullet")
    assert all(id in points for id in ids)


def test_without_a_template_each_code_at_the_top_is_a_section(run, tmp_path: Path) -> None:
    bare = make_study(tmp_path / "bare")
    facts = json.loads(run("case", "draft", "alta", "--format", "json", where=bare).out)
    assert [(each["section"], len(each["quotes"])) for each in facts["sections"]] == [
        ("barriers", 2),
        ("challenges", 1),
    ]
    assert "did you mean skien?" in run("case", "draft", "skein", where=bare).refused()
