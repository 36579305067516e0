"""Informants have one order wherever a round is shown, in whatever order they were sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from validation_host import DISPUTED, UNLIKE, desk, round_study

from crosscase.documents.writing import Form, write
from crosscase.reports.validation_round.document import round_report
from crosscase.study.name_gate import open_gate
from crosscase.study.opening import open_folder

ROUND = "validation/round-1/round.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """I1 and I3 were sent first; I2 later, and not asked of 3.1."""
    folder = round_study(tmp_path / "study", informants=("alta/I1", "alta/I3", "alta/I2"))
    sent = yaml.safe_load((folder / ROUND).read_text(encoding="utf-8"))
    sent["sent"][2]["statements"].remove(f"{UNLIKE}:1")
    (folder / ROUND).write_text(json.dumps(sent), encoding="utf-8")
    answers = folder / "validation/round-1/answers/alta/i2.yaml"
    lines = answers.read_text(encoding="utf-8").split("\n")
    answers.write_text("\n".join(line for line in lines if UNLIKE not in line), encoding="utf-8")
    return folder


async def test_signs_stand_in_the_order_of_the_columns_and_who_was_not_asked_has_a_sign(root: Path) -> None:
    async with desk(root) as at:
        await at.at(DISPUTED)
        assert at.pane("informants").split("\n")[0].startswith("case I1 I2 I3 ")
        listed = at.pane("targets")
        assert "2.1 ! ✓✗≈ Skolene" in listed  # I1 correct, I2 wrong, I3 with changes
        assert "3.1 ! ≈⊘" in listed
        (row,) = [row for row in at.pane("answers").split("\n") if "I1 ✓" in row]
        assert row == "I1 ✓ correct │I2 ✗ wrong │I3 ≈ correct with changes"


def test_the_report_names_them_in_the_same_order(root: Path) -> None:
    said = write(round_report(open_folder(root), 1), Form.md, gate=open_gate(root)).decode()
    rows = [line.split("|")[1].strip() for line in said.split("\n") if line.startswith("| alta/")]
    assert rows == ["alta/I1", "alta/I2", "alta/I3"]
    told = said[said.index("Alta 2.1") :]
    assert told.index("I1:") < told.index("I2:") < told.index("I3:")
