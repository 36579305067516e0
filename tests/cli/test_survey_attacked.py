"""The survey's commands where people least look: what stands beside numbers, odd files, two at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from surveys import CAUTION, NOTICE, survey_study

POPULATION = "tables: [{id: T1, variable: del, groups: {nord: 156, sor: 200}}]\n"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    root = survey_study(tmp_path / "s")
    (root / "survey/population.yaml").write_text(POPULATION, encoding="utf-8")
    return root


@pytest.mark.parametrize("form", ["table", "csv", "json", "md", "html"])
def test_non_response_says_its_caution_and_notice_once_in_every_form(run, survey: Path, form: str) -> None:
    shown = run("survey", "nonresponse", "--format", form, where=survey)
    assert shown.code == 0
    for text in (CAUTION["nb"], NOTICE["nb"]):
        assert (shown.out + shown.err).count(text) == 1
    if form == "json":
        json.loads(shown.out)
