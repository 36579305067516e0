"""A joint display on F6 names the statements of case descriptions that its theme appears in."""

from __future__ import annotations

from pathlib import Path

from crosscase.study.opening import open_folder
from crosscase.tui.synthesis.joint_lines import joint_sheet
from crosscase.tui.synthesis.themes_looked import look
from described import described
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


def test_the_joint_display_names_the_statements_and_those_that_rest_on_what_speaks_against_it(
    tmp_path: Path,
) -> None:
    root = described(tmp_path / "study")
    put(root, "synthesis/themes.yaml", THEMES)
    study = open_folder(root)
    looked = look(study, None)
    shown = {}
    for display in looked.displays:
        sheet = joint_sheet(study, looked, display, 80)
        text = "\n".join("".join(words for words, _ in row).strip() for row in sheet.rows)
        shown[display.theme.id] = text.partition("In the case descriptions\n")[2].split("\n")
    assert shown["K1"][:2] == ["Alta 3.1 Avtalen gjelder", "Alta 3.2 En plan kommer."]
    assert shown["K2"][:3] == [
        "Alta 2.2 Skolene melder fra.",
        "Alta 4.1 Kunnskap er på plass",
        "rests on quotes against it",
    ]
    assert shown["K3"] == [""]
