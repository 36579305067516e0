"""A joint display on F6 names the statements of case descriptions that its theme appears in."""

from __future__ import annotations

from pathlib import Path

from crosscase.study.opening import open_folder
from crosscase.tui.synthesis.joint_lines import joint_sheet
from crosscase.tui.synthesis.themes_looked import look
from described import STATEMENTS, described
from studies import put

THEMES = """themes:
  - id: K1
    sentence: {nb: "Ressurser mangler."}
    codes: [barriers/capacity]
  - id: K2
    sentence: {nb: "Skolene melder fra."}
    codes: [challenges/schools]
    against: [barriers/knowledge]
  - id: K3
    sentence: {nb: "Ingenting."}
"""


def shown_on(root: Path) -> dict[str, list[str]]:
    """By theme, the rows below the heading of statements."""
    put(root, "synthesis/themes.yaml", THEMES)
    study = open_folder(root)
    looked = look(study, None)
    shown = {}
    for display in looked.displays:
        sheet = joint_sheet(study, looked, display, 80)
        text = "\n".join("".join(words for words, _ in row).strip() for row in sheet.rows)
        shown[display.theme.id] = text.partition("In the case descriptions\n")[2].split("\n")
    return shown


def test_the_joint_display_names_the_statements_and_those_that_rest_on_what_speaks_against_it(
    tmp_path: Path,
) -> None:
    shown = shown_on(described(tmp_path / "study"))
    assert shown["K1"][:2] == ["Alta 3.1 Avtalen gjelder", "Alta 3.2 En plan kommer."]
    assert shown["K2"][:3] == [
        "Alta 2.2 Skolene melder fra.",
        "Alta 4.1 Kunnskap er på plass",
        "rests on quotes against it",
    ]
    assert shown["K3"] == [""]


def test_statements_of_a_description_that_may_not_be_handed_on_are_marked(tmp_path: Path) -> None:
    wrong = {"id": "wrong00001", "text": {"nb": "Noen sier noe."}, "evidence": ["torikke000"]}
    shown = shown_on(described(tmp_path / "study", {**STATEMENTS, "utfordringer": [wrong]}))
    assert shown["K1"][:4] == [
        "Alta 3.1 Avtalen gjelder",
        "may not be handed on",
        "Alta 3.2 En plan kommer.",
        "may not be handed on",
    ]
    why = "2.1: I3, line 12 of alta/fokusgruppe has words of somebody who has not agreed to their use; detach it"
    assert " ".join(shown["K1"][4:]).startswith(f"Alta may not be handed on: {why}")
