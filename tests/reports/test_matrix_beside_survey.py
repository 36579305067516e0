"""What stands beside a matrix that is handed out: the survey's share of the same thing; and codes left out of pairs."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.documents.values import Table, plain
from crosscase.reports.figures.matrix_chart import legend_of
from crosscase.reports.figures.synthesis_figures import co_occurrence_figure, heat_map_figure
from crosscase.reports.synthesis.matrix import matrix_document
from crosscase.reports.synthesis.relations import cooccurrence_notes
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.synthesis.cooccurrence import cooccurrence
from crosscase.synthesis.matrices import matrix
from studies import BODY, FRONTS, Coded, make_study

QUESTIONS = """
respondent: nr
questions:
  - id: F10
    type: multiple
    text: {nb: Hva hindrer?}
    options:
      - {id: kapasitet, label: {nb: Kapasitet}}
      - {id: annet, label: {nb: Annet}}
"""
RESPONSES = "nr,F10\n" + "".join(f"R{n:02},{'kapasitet' if n <= 12 else 'annet'}\n" for n in range(1, 41))
CODED = [
    Coded("challenges/schools", "Skolene melder om rasistiske utsagn hver uke.", id="cschools00"),
    Coded("barriers/capacity", "mangel på ressurser for å prioritere tiltak", id="ccapacity0"),
    Coded("barriers/knowledge", "ressurser for å prioritere", id="cknowledge"),
]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """12 of 40 chose the item that the code of capacity is linked to."""
    folder = tmp_path_factory.mktemp("beside") / "study"
    make_study(
        folder, sources={"alta/fokusgruppe": BODY}, fronts={"alta/fokusgruppe": FRONTS["alta/fokusgruppe"]},
        codings={("alta/fokusgruppe", "koder-a"): CODED},
        files={"survey/questions.yaml": QUESTIONS, "survey/responses.csv": RESPONSES},
    )  # fmt: skip
    return open_folder(folder, "koder-a")


def wilson(count: int, n: int) -> str:
    z, p = 1.959963984540054, count / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return f"{100 * (middle - half):.0f}–{100 * (middle + half):.0f}"


def test_a_matrix_to_read_has_the_survey_s_share_with_interval_and_base(study: Study) -> None:
    [table] = [
        block for block in matrix_document(study, matrix(study), "nb").blocks if isinstance(block, Table)
    ]
    assert table.columns[-1] == "Undersøkelsen"
    beside = {plain(row[0]).strip(): plain(row[-1]).replace("\N{NO-BREAK SPACE}", " ") for row in table.rows}
    assert beside["Kapasitet"] == f"F10.kapasitet 30 % ({wilson(12, 40)} %), n = 40"
    assert beside["Kunnskap"] == beside["I alt"] == ""
    assert "Undersøkelsen: andelen" in table.note
    turned = matrix_document(study, matrix(study), "nb", transpose=True)  # codes are columns: no room for it
    assert all("Undersøkelsen" not in each.columns for each in turned.blocks if isinstance(each, Table))


def test_the_picture_of_a_matrix_has_it_too(study: Study) -> None:
    def drawn(survey: bool) -> str:
        return heat_map_figure(matrix(study), "nb", transpose=True, survey=survey).svg

    assert "F10.kapasitet" in drawn(True)
    assert "F10.kapasitet" not in drawn(False)


def test_a_list_and_a_picture_of_pairs_name_the_codes_without_any(study: Study) -> None:
    found = cooccurrence(study, codes=("barriers/capacity", "barriers/knowledge", "challenges/schools"))
    told = "Uten par, og derfor ikke med: Rasisme i skolen."
    assert told in cooccurrence_notes(study, found, "nb")
    assert "Uten par" in co_occurrence_figure(found, "nb", study=study).svg
    both = cooccurrence(study, codes=("barriers/capacity", "barriers/knowledge"))
    assert not any("Uten par" in note for note in cooccurrence_notes(study, both, "nb"))


@given(st.floats(0.001, 1000))
def test_no_two_ends_in_a_legend_are_printed_alike(highest: float) -> None:
    first, *others = legend_of(highest, "nb", 2)
    ends = [first.removeprefix("til "), *(each.partition("–")[2] for each in others)]
    assert len(set(ends)) == len(ends)
