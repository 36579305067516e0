"""Summaries and themes that repeat words of somebody who has not agreed to be quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from described import described
from studies import put

SUMMARY = """summaries:
  - id: s000000001
    code: challenges
    text:
      nb: "Skolene melder om rasistiske utsagn hver uke."
    by: koder-a
  - id: s000000002
    code: barriers
    text: {nb: "Folk og penger strekker ikke til."}
    by: koder-a
"""
THEMES = """themes:
  - id: K1
    sentence:
      nb: "Hverdagen preger skolen."
      en: "As one says: Skolene melder om rasistiske utsagn hver uke"
    codes: [challenges]
"""
SAID = "repeats 6 words or more of I2, line "  # I2 agreed to be paraphrased


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = described(tmp_path / "study")
    put(folder, "synthesis/summaries/alta.yaml", SUMMARY)
    put(folder, "synthesis/themes.yaml", THEMES)
    return folder


def test_check_names_the_line_of_the_text_and_whose_words_they_are(run, study: Path) -> None:
    lines = [line for line in run("check", where=study).lines if line.endswith("(quoted)")]
    assert [line.split(": ")[0] for line in lines] == [
        "synthesis/summaries/alta.yaml:5:11",
        "synthesis/themes.yaml:5:11",
    ]
    assert all(SAID in line for line in lines)


def test_the_report_leaves_the_summary_out_and_says_why(run, study: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    run("report", "--chapters", "cases", "--output", str(report), where=study)
    text = report.read_text(encoding="utf-8")
    assert "rasistiske utsagn hver uke" not in text
    assert "Folk og penger strekker ikke til." in text
    assert SAID in text
