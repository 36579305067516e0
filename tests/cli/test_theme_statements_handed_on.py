"""Joint displays and themes name the statements of descriptions, and never with words that may not be handed on."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document as open_word

from described import STATEMENTS, described
from studies import put

WHY = (
    "2.1: I3, line 12 of alta/fokusgruppe has words of somebody who has not agreed to their use; detach it"
    " (crosscase case check alta)"
)
NOTE = f"Tekstene i beskrivelsen av Alta er holdt tilbake, siden den ikke kan deles: {WHY}."
TEXTS = ("Noen sier noe.", "Avtalen gjelder", "En plan kommer.")
THEMES = """themes:
  - id: K1
    sentence: {nb: "Ressurser mangler."}
    codes: [barriers]
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Alta's description has a statement on the words of somebody who has not agreed."""
    wrong = {"id": "wrong00001", "text": {"nb": TEXTS[0]}, "evidence": ["torikke000"]}
    root = described(tmp_path / "study", {**STATEMENTS, "utfordringer": [wrong]})
    put(root, "synthesis/themes.yaml", THEMES)
    return root


@pytest.mark.parametrize("form", ["docx", "html", "md"])
def test_a_joint_display_names_the_statements_without_their_texts_and_says_why(
    run, study: Path, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"k1.{form}"
    assert run("joint", "K1", "--output", str(file), where=study).code == 0
    raw = file.read_bytes()
    said = (
        "\n".join(each.text for each in open_word(io.BytesIO(raw)).paragraphs)
        if form == "docx"
        else raw.decode()
    )
    assert not any(text in said for text in TEXTS)
    assert said.count("teksten er holdt tilbake") == 5
    assert NOTE in said


def test_data_have_no_text_and_the_reason(run, study: Path) -> None:
    told = json.loads(run("joint", "K1", "--format", "json", where=study).out)
    [theme] = told["themes"]
    assert {(each["text"], each["kept_back"]) for each in theme["statements"]} == {
        (None, WHY.removesuffix(" (crosscase case check alta)"))
    }
    assert NOTE in told["notes"]


def test_a_theme_is_shown_with_its_statements_marked_and_handed_out_without_them(
    run, study: Path, tmp_path: Path
) -> None:
    shown = run("theme", "show", "K1", where=study).out
    assert "in alta 3.1  Avtalen gjelder (may not be handed on)\n" in shown
    assert shown.endswith(f"alta may not be handed on: {WHY}\n")
    for words in (("--format", "csv"), ("--format", "json")):
        done = run("theme", "show", "K1", *words, where=study)
        assert "in alta 3.1" in done.out
        assert not any(text in done.out for text in TEXTS)
        assert WHY in done.err
    file = tmp_path / "k1.md"
    run("theme", "show", "K1", "--output", str(file), where=study)
    written = file.read_text(encoding="utf-8")
    assert NOTE in written
    assert not any(text in written for text in TEXTS)


def test_where_everybody_has_agreed_the_texts_stand(run, tmp_path: Path) -> None:
    root = described(tmp_path / "agreed")
    put(root, "synthesis/themes.yaml", THEMES)
    said = run("joint", "K1", "--format", "md", where=root).out
    assert "Avtalen gjelder" in said
    assert "holdt tilbake" not in said
