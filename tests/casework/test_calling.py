"""What quotes are called in marks, and how many a statement rests on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crosscase.casework.calling import Called, named
from crosscase.casework.evidence import CaseEvidence, standing
from crosscase.documents.values import Paragraph, plain
from crosscase.reports.case_description.citing import footnote
from crosscase.reports.case_description.document import case_document
from crosscase.study.descriptions import statement_of
from crosscase.study.opening import open_folder
from described import STATEMENTS, described


@pytest.mark.parametrize(
    ("quotes", "english", "norwegian"),
    [
        ([Called("a", ("I3",), "12", "alta/f")], "I3, line 12 of alta/f", "I3, linje 12 i alta/f"),
        (
            [Called("a", ("I3",), "12", "alta/f"), Called("b", ("I3",), "40–42", "alta/f")],
            "I3, lines 12 and 40–42 of alta/f",
            "I3, linje 12 og 40–42 i alta/f",
        ),
        (
            [Called("a", ("I1", "I2"), "7", "alta/f"), Called("b", (), "3", "alta/plan"), Called("c", ("I3",), "9", "alta/f")],
            "I1 and I2, line 7; I3, line 9 of alta/f; line 3 of alta/plan",
            "I1 og I2, linje 7; I3, linje 9 i alta/f; linje 3 i alta/plan",
        ),
        ([Called("a", source="alta/f"), Called("gone000000")], "a of alta/f; gone000000", "a i alta/f; gone000000"),
    ],
)  # fmt: skip
def test_quotes_are_called_by_who_says_them_and_where(
    quotes: list[Called], english: str, norwegian: str
) -> None:
    assert named(quotes) == english
    assert named(quotes, "nb") == norwegian


def test_a_statement_rests_on_what_stands_the_same_words_once(tmp_path: Path) -> None:
    rests = ["innenfor00", "ressurser0", "ressurser0", "borte00000", "mednettet0"]
    many = [{"id": "mange00001", "text": {"nb": "Noe."}, "evidence": rests}]
    study = open_folder(described(tmp_path / "study", {"tiltak": many}))
    known = CaseEvidence(study, "alta")
    found = known.of(statement_of(study, "alta", "mange00001"))
    assert [each.coding.id for each in standing(found)] == ["ressurser0", "mednettet0"]
    shown = [
        plain(b.runs) for b in case_document(study, ["alta"], marks=True).blocks if isinstance(b, Paragraph)
    ]
    assert any("hviler på 2 sitater (I1)" in line for line in shown)


def test_a_footnote_goes_by_line_and_says_words_before_lines_alone(tmp_path: Path) -> None:
    rests = ["ressurser0", "kunnskap00", "mednettet0", "skolene000"]
    many = [{"id": "mange00001", "text": {"nb": "Noe."}, "evidence": rests}]
    study = open_folder(described(tmp_path / "study", {**STATEMENTS, "utfordringer": many}))
    note = footnote(study, CaseEvidence(study, "alta"), statement_of(study, "alta", "mange00001"), "nb")
    first, second = plain(note).split("\n")
    assert first.endswith(
        "linje 4: «Vi merker det mest på nettet.»; linje 10: «Det er mangel på ressurser for å prioritere tiltak.»"
    )
    assert second.endswith(", linje 5 og 11 (gjengitt med andre ord)")


def test_neither_evidence_nor_the_case_screen_brings_numpy_along() -> None:
    program = "import sys, crosscase.casework.marks, crosscase.tui.cases.screen; print(*{'numpy', 'pandas'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
