"""What the case screen is put together from, without a screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cases_host import SOURCE_FRONTS, SOURCES, small_study
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from crosscase.casework.evidence import Evidence
from crosscase.casework.mark import Mark
from crosscase.casework.validated import StatementMark
from crosscase.study.description_file import Statement
from crosscase.study.folder import Study
from crosscase.study.model import Coding
from crosscase.study.opening import open_folder
from crosscase.synthesis.passages import Passage
from crosscase.tui.cases.evidence_rows import Use, evidence_rows, rows_needed
from crosscase.tui.cases.filters import Filter, shown_evidence
from crosscase.tui.cases.looking import CaseLook, look
from crosscase.tui.cases.rewriting import rewritten
from crosscase.tui.cases.signs import evidence_signs, head_signs, mark_lines
from crosscase.tui.cases.splitting import first_place, places
from crosscase.tui.cases.statement_lines import statement_rows
from studies import Coded

ID, ALTA = "s000000002", "alta/fokusgruppe"
MANY = {
    ("alta/fokusgruppe", "koder-a"): [
        Coded("challenges", "Vi merker det mest på nettet.", id="c1"),
        Coded("challenges/schools", "Skolene melder om rasistiske utsagn hver uke.", id="c2", key=True),
        Coded("barriers", "Det er mangel på ressurser", id="c3"),
        Coded("barriers/capacity", "Vi er to stykker.", id="c4", key=True),
        Coded("barriers/capacity", "Det er sjelden noen sier det høyt.", id="c5"),
        Coded("barriers/knowledge", "mangler vi kunnskap", id="c6"),
    ]
}
TWICE = """
template:
  - section: en
    codes: [challenges, barriers/capacity]
  - section: to
    codes: [barriers/capacity]
"""
USING = """name: "Alta"
description:
  en:
    - id: s000000001
      text: {nb: "Noe."}
      evidence: [c4, c1]
    - id: s000000002
      text: {nb: "Noe annet."}
      evidence: [c4, c5]
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("cases") / "study"
    small_study(
        folder, TWICE, codings=MANY, sources={ALTA: SOURCES[ALTA]}, fronts={ALTA: SOURCE_FRONTS[ALTA]},
        files={"cases/alta.yaml": USING},
    )  # fmt: skip
    return open_folder(folder, "koder-a")


def listed(study: Study, found: CaseLook, chosen: Filter) -> list[str]:
    return [each.coding.id for each in shown_evidence(study, found, chosen).answer.passages]


def test_quotes_stand_section_by_section_and_code_by_code_and_those_of_no_section_last(study: Study) -> None:
    found = look(study, "alta")
    shown = shown_evidence(study, found, Filter())
    # codes in the order of the codebook, where capacity comes before challenges; twice where two sections have it
    assert [each.coding.id for each in shown.answer.passages] == [
        "c5",
        "c4",
        "c1",
        "c2",
        "c5",
        "c4",
        "c3",
        "c6",
    ]
    assert [heading.count for heading in shown.answer.groups] == [2, 1, 1, 2, 1, 1]
    assert [shown.section_of(place) for place in range(8)] == ["en"] * 4 + ["to"] * 2 + [""] * 2


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        (Filter(unused=True), ["c2", "c3", "c6"]),
        (Filter(key=True), ["c4", "c2", "c4"]),
        (Filter(unused=True, key=True), ["c2"]),
        (Filter(speaker="I2"), ["c2", "c6"]),
        (Filter(section="to"), ["c5", "c4"]),
        (Filter(section="to", key=True, speaker="I2"), []),
    ],
)
def test_a_filter_lets_those_quotes_through_that_meet_all_its_conditions(
    study: Study, chosen: Filter, ids: list[str]
) -> None:
    assert listed(study, look(study, "alta"), chosen) == ids


def test_a_quote_is_said_to_be_used_by_the_statements_that_rest_on_it(study: Study) -> None:
    found = look(study, "alta")
    used = {each.coding.id: found.used_in(each) for each in found.evidence.counted}
    assert used == {"c1": ("1.1",), "c2": (), "c3": (), "c4": ("1.1", "1.2"), "c5": ("1.2",), "c6": ()}


words = st.text(st.sampled_from("abc æø\n\t\x1b日👍🏽é.[]"), min_size=0, max_size=160)


@settings(max_examples=40, deadline=None)
@given(words, words, st.integers(12, 90), st.booleans(), st.sampled_from([None, True, False]))
@example("aaaaaaaaa bb", "", 12, False, None).via("the blank at which a row is broken is no cell of it")
@example("[[日\t\t", "", 12, False, None).via("the same beside a sign of two cells")
def test_a_quote_takes_as_many_rows_as_are_counted_for_it_and_no_row_is_too_wide(
    study: Study, text: str, memo: str, width: int, key: bool, ticked: bool | None
) -> None:
    coding = Coding("cx", "alta/fokusgruppe", "koder-a", "barriers", None, text, memo=memo, key=key)
    passage = Passage(coding, "alta", "barriers", None, "", text, study, study.sources["alta/fokusgruppe"])
    rows = evidence_rows(study, passage, Use(ticked, ("1.1", "2.3")), width)
    assert len(rows) == rows_needed(passage, width)
    assert not re.search(r"[\x00-\x1f\x7f]", "".join(piece for row in rows for piece, _ in row))
    # the head may not give way below its signs; the words always fit
    assert all(sum(cell_len(piece) for piece, _ in row) <= max(width, 11) for row in rows[1:])


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab .!?æ\n"), max_size=60))
def test_a_statement_can_be_cut_before_each_word_but_the_first(text: str) -> None:
    found = places(text)
    assert [text[at:].split()[0] for at in found] == text.split()[1:]
    assert all(text[:at].strip() for at in found)
    assert first_place(text) in (found or [0])
    assert text[: first_place(text)].strip() or not found


def test_a_statement_is_cut_at_its_second_sentence_to_begin_with() -> None:
    text = "Planen kom i 2019 (jf. vedtak). Den gjelder ennå."
    assert text[first_place(text) :] == "Den gjelder ennå."
    assert "Ja! Nei."[first_place("Ja! Nei.") :] == "Nei."


def test_evidence_is_numbered_and_what_is_broken_is_told_apart() -> None:
    rests = (Evidence("a", ""), Evidence("b", "gone"), Evidence("c", "reworded"))
    assert evidence_signs(rests) == (("¹", "key"), ("²", "bad"), ("³", "warn"))
    assert evidence_signs(rests * 4) == (("¹⁻¹²", "bad"),)
    assert evidence_signs(()) == ()


def test_marks_are_told_in_few_words_the_severe_ones_first_and_evidence_by_its_number() -> None:
    rests = (Evidence("a", ""), Evidence("b", "gone"))
    marks = [
        Mark("one-informant", "alta", "en", ID, "I1", "…"),
        Mark("paraphrase", "alta", "en", ID, "a", "…"),
        Mark("paraphrase", "alta", "en", ID, "b", "…"),
        Mark("gone", "alta", "en", ID, "b", "…"),
        Mark("key-unused", "alta", "en", "", "z", "…"),
    ]
    assert [words for words, _ in mark_lines(marks, rests)] == [
        "! evidence ² is gone",
        "? leans on I1 alone",
        "? ¹ ² may only be paraphrased",
    ]


@pytest.mark.parametrize(
    ("state", "told"),
    [("confirmed", "✓ round 1"), ("disputed", "? disputed in round 1"), ("changed", "changed since round 1")],
)
def test_what_informants_said_of_a_statement_stands_beside_it(state: str, told: str) -> None:
    statement = Statement(id=ID, text={"nb": "Noe."}, status="planned")
    said = StatementMark(state, 1)  # type: ignore[arg-type]  # one of the states
    assert [words for words, _ in head_signs(statement, said)] == ["planned", told]
    rows = statement_rows(statement, "2.1", (), (), said, "nb", 60)
    assert "".join(piece for row in rows for piece, _ in row) == f"2.1   Noe.  planned  {told}"


def test_words_and_evidence_are_rewritten_in_one_edit_and_the_same_again_is_none(tmp_path: Path) -> None:
    study = open_folder(small_study(tmp_path / "study"), "koder-a")
    file = study.root / "cases" / "alta.yaml"
    before = file.read_bytes()
    edit = rewritten(study, "alta", ID, "Nye ord.", ["cnettet000", "cknowledge"], by="koder-a")
    assert edit is not None
    assert len(edit.changes) == 1
    study.apply(edit)
    found = look(study, "alta").statements[ID]
    assert (found.text["nb"], found.evidence, found.version) == ("Nye ord.", ("cnettet000", "cknowledge"), 2)
    assert [mark.partition(":")[0] for mark in found.seen] == ["cknowledge", "cnettet000"]
    assert rewritten(study, "alta", ID, "Nye ord.", found.evidence, by="koder-a") is None
    study.undo()
    assert file.read_bytes() == before
