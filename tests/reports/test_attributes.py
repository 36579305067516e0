"""What attributes of cases are called in the box of facts, by language, as study.yaml says."""

from __future__ import annotations

import json
from pathlib import Path

from described import described
from runs import run_here
from studies import put

NAMES = """attributes:
  - attribute: innbyggere
    name: {nb: "Folketall", en: "Inhabitants"}
  - attribute: landsdel
    name: "region"
    values:
      "Nord-Norge": {en: "Northern Norway"}
"""
ATTRIBUTES = '{innbyggere: "21071", landsdel: "Nord-Norge", fylke: "Nord-Norge"}'


def made(folder: Path, names: str) -> Path:
    root = described(folder)
    study, case = (root / file for file in ("study.yaml", "cases/alta.yaml"))
    put(root, "study.yaml", study.read_text(encoding="utf-8") + names)
    lines = case.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("attributes:", "  innbyggere:", "  fylke:"))]
    put(root, "cases/alta.yaml", "".join((kept[0], f"attributes: {ATTRIBUTES}\n", *kept[1:])))
    return root


def box(root: Path, language: str) -> list[str]:
    """The rows of the box of facts, as Markdown has them."""
    done = run_here(root, "case", "export", "alta", "--language", language, "--format", "md")
    assert done.code == 0, done.err
    return [line for line in done.out.splitlines() if line.startswith("| **")]


def test_attributes_and_values_are_called_by_the_language_of_what_is_handed_out(tmp_path: Path) -> None:
    root = made(tmp_path / "study", NAMES)
    # an attribute and a value of which nobody has said anything stand as they are
    assert box(root, "en") == [
        "| **Inhabitants** | 21,071 |", "| **Region** | Northern Norway |", "| **Fylke** | Nord-Norge |",
    ]  # fmt: skip
    assert box(root, "nb") == [
        "| **Folketall** | 21 071 |", "| **Region** | Nord-Norge |", "| **Fylke** | Nord-Norge |",
    ]  # fmt: skip
    facts = json.loads(run_here(root, "case", "export", "alta", "--format", "json").out)
    assert '"innbyggere": "21071"' in json.dumps(facts)  # programs read the keys


def test_a_name_that_stands_twice_is_told_before_anything_is_handed_out(tmp_path: Path) -> None:
    root = made(tmp_path / "study", NAMES + '  - {attribute: landsdel, name: "noe annet"}\n')
    line = "study.yaml: `attributes` has landsdel twice; take one of the two out"
    assert any(each.startswith(line) for each in run_here(root, "check").out.splitlines())
    refused = run_here(root, "case", "export", "alta", "--format", "md")
    assert (refused.code, line in refused.err) == (2, True)
