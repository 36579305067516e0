"""A form that is sent more than once: what a later one holds no tick for counts no more, whichever is taken in first."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from answered import STATEMENTS, STUDY, sent_study
from crosscase.casework.replies import reply_of_json
from crosscase.casework.standing import standing_in
from crosscase.casework.taking_in import newer_taken_in, take_in
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder

A, B, C = "aaaaaaaa11", "aaaaaaaa12", "aaaaaaaa13"


def form(at: str, who: str = "I1", **given: tuple[str, str]) -> bytes:
    """An answer file, answered at an hour of a day; verdict and words by statement."""
    statements = [
        dict(zip(("verdict", "text"), given.get(id, ("", "")), strict=True)) | {"id": id, "version": 1}
        for id in STATEMENTS
    ]
    data = {
        "crosscase": "answers", "format": 1, "study": STUDY, "round": 1, "case": "alta", "informant": who,
        "language": "nb", "answered": f"2022-01-10T{at}:00:00Z", "statements": statements, "missing": [], "general": "",
    }  # fmt: skip
    return json.dumps(data).encode()


def took(study: Study, *forms: bytes) -> Study:
    for raw in forms:
        edit = take_in(study, reply_of_json(study, raw), by="koder-a", now="2022-01-12T08:00:00Z")
        if edit is not None:
            study.apply(edit)
    return study


def standing(study: Study) -> dict[str, tuple[str, dict[str, str], list[str]]]:
    """State, verdicts and words of each statement that was answered."""
    return {
        each.id: (each.state, dict(each.verdicts), [said.text for said in each.answers if said.text])
        for each in standing_in(study, 1).statements
        if each.answers
    }


@pytest.fixture
def own(tmp_path: Path) -> Study:
    return open_folder(sent_study(tmp_path / "study"), "koder-a")


def test_a_tick_that_was_taken_back_counts_no_more_and_is_no_objection(own: Study) -> None:
    took(own, form("10", **{A: ("correct", ""), B: ("wrong", "Nei."), C: ("correct", "")}))
    took(own, form("11", **{A: ("correct", ""), C: ("", "Bare ord.")}))
    assert standing(own) == {A: ("confirmed", {"I1": "correct"}, []), C: ("open", {}, ["Bare ord."])}
    [first, _] = standing_in(own, 1).informants
    assert (first.answered, first.state) == (2, "partly")
    took(own, form("12", **{A: ("correct", ""), B: ("correct", ""), C: ("", "Bare ord.")}))
    assert standing(own)[B] == ("confirmed", {"I1": "correct"}, [])


def test_the_files_of_a_form_come_to_the_same_in_every_order(tmp_path: Path) -> None:
    forms = (
        form("09", **{A: ("correct", ""), B: ("wrong", "Nei."), C: ("correct", "")}),
        form("10", **{A: ("wrong", "Jo."), B: ("correct", "")}),
        form("11", **{A: ("correct", ""), B: ("wrong", "Nei.")}),
    )
    results = []
    for number, order in enumerate(itertools.permutations(forms)):
        study = open_folder(sent_study(tmp_path / str(number)), "koder-a")
        took(study, *order)
        results.append({id: said for id, (_, said, _) in standing(study).items() if said})
    assert results == [{A: {"I1": "correct"}, B: {"I1": "wrong"}}] * 6


def test_an_older_form_takes_nothing_back(own: Study) -> None:
    took(own, form("11", **dict.fromkeys(STATEMENTS, ("correct", ""))))
    older = form("10", **{A: ("wrong", "Nei.")})
    assert newer_taken_in(own, reply_of_json(own, older)) == "2022-01-10T11:00:00Z"
    took(own, older)
    assert {said["I1"] for _, said, _ in standing(own).values()} == {"correct"}
    assert len(standing(own)) == len(STATEMENTS)
