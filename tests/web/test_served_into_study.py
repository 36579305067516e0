"""What came over the page, taken into the study and handed out again."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import yaml
from lxml import html

from crosscase.cli.app import run_command
from served import FIRST, SECOND, THIRD, Sent, Site, answers
from studies import contents

FORMULA = '=HYPERLINK("http://example.org";"klikk")'
SCRIPT = "</p><script>alert(1)</script>"


def command(sent: Sent, capsys, *words: str) -> str:
    assert run_command(["--study", str(sent.root), "--coder", "koder-a", *words]) == 0
    return capsys.readouterr().out


def test_formulas_and_script_from_every_field_are_words_in_the_study_and_in_whatever_is_made_of_it(
    sent: Sent, site: Site, capsys, tmp_path: Path
) -> None:
    said = answers(
        general=FORMULA, **{FIRST: ("wrong", FORMULA), SECOND: ("changes", SCRIPT), THIRD: ("correct", "")}
    )
    said["missing"] = [{"section": "barriers", "text": FORMULA}, {"section": "", "text": SCRIPT}]
    assert site.save("alta/I1", said, method="POST").status == 200
    command(sent, capsys, "validate", "receive", "--served")
    kept = yaml.safe_load((sent.root / "validation/round-1/answers/alta/i1.yaml").read_text(encoding="utf-8"))
    by = {(each["kind"], each.get("statement", each.get("section", ""))): each for each in
          ({"kind": "statement", **each} for each in kept["answers"])}  # fmt: skip
    assert {key: (each.get("verdict", ""), each["text"]) for key, each in by.items() if each.get("text")} == {
        ("statement", FIRST): ("wrong", FORMULA), ("statement", SECOND): ("changes", SCRIPT),
        ("addition", "barriers"): ("", FORMULA), ("addition", ""): ("", SCRIPT), ("general", ""): ("", FORMULA),
    }  # fmt: skip
    assert by["statement", THIRD]["verdict"] == "correct"
    assert {each["how"] for each in kept["answers"]} == {"page"}
    cells = [
        cell
        for row in csv.reader(
            io.StringIO(command(sent, capsys, "validate", "status", "--statements", "--format", "csv"))
        )
        for cell in row
    ]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    sheet, page = tmp_path / "status.xlsx", tmp_path / "round.html"
    command(sent, capsys, "validate", "status", "--statements", "--output", str(sheet))
    kinds = {
        cell.data_type
        for row in openpyxl.load_workbook(sheet).active.iter_rows()
        for cell in row
        if cell.value == FORMULA
    }
    assert kinds == {"s"}
    command(sent, capsys, "validate", "report", "--output", str(page))
    read = html.document_fromstring(page.read_text(encoding="utf-8"))
    assert not [one for one in read.xpath("//script") if "alert" in (one.text or "")]
    assert SCRIPT in read.text_content()


def test_what_was_taken_in_is_not_taken_in_again_and_a_draft_never_is(sent: Sent, site: Site, capsys) -> None:
    site.save("alta/I1", answers(general="utkast"))
    command(sent, capsys, "validate", "receive", "--served")
    assert not (sent.root / "validation/round-1/answers").exists()
    site.save("alta/I2", answers("alta/I2", **{FIRST: ("correct", "")}), method="POST")
    command(sent, capsys, "validate", "receive", "--served")
    before = contents(sent.root / "validation")
    assert [path for path in before if path.startswith("round-1/answers")] == ["round-1/answers/alta/i2.yaml"]
    command(sent, capsys, "validate", "receive", "--served")
    assert contents(sent.root / "validation") == before


def test_the_status_of_a_round_says_who_has_opened_the_page(sent: Sent, site: Site, capsys) -> None:
    site.ask("GET", "alta/I2")
    rows = list(csv.DictReader(io.StringIO(command(sent, capsys, "validate", "status", "--format", "csv"))))
    assert {row["informant"]: bool(row["opened"]) for row in rows} == {
        "alta/I1": False, "alta/I2": True, "skien/I1": False,
    }  # fmt: skip
