"""No name of the roster gets out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.name_gate import NameGate, open_gate
from crosscase.study.problems import StudyError
from crosscase.study.roster import Entry, Roster
from studies import make_study, put

ROSTER = """people:
  - {name: "Kåre Nordmann", also: ["Kåre", "K. Nordmann"], as: "[Informant 2]"}
  - name: Anne-Marie Ås
    also: [Anne-Marie]
    as: "[Informant 3]"
  - name: Liv
places: [{name: Nordlysskolen, as: "[skole A]"}, {name: Strøm}]
others: [{name: kare@alta.no, kind: email, as: "[e-post 1]"}, {name: "912 34 567", kind: phone}]
kept: ["Liv og røre"]
"""


@pytest.fixture(autouse=True)
def no_other_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CROSSCASE_PRIVATE", raising=False)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study", files={"private/roster.yaml": ROSTER})


def refusal(gate: NameGate, text: str, where: str = "title") -> str:
    """The line that refuses a text, or nothing."""
    try:
        gate.check([("before", "harmløst"), (where, text)])
    except StudyError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Kåre Nordmann sa det.", "[Informant 2]"),
        ("KÅRE NORDMANN", "[Informant 2]"),
        ("sa kåre, og gikk", "[Informant 2]"),
        ("Kåres kontor", "[Informant 2]"),
        ("Kåre's", "[Informant 2]"),
        ("Ka\u030are", "[Informant 2]"),
        ("Kåre\u00a0Nordmann", "[Informant 2]"),
        ("K. \n Nordmann", "[Informant 2]"),
        ("Kå\u00adre", "[Informant 2]"),
        ("Kå\u200bre", "[Informant 2]"),
        ("kåre_notater.docx", "[Informant 2]"),
        ("(Kåre)", "[Informant 2]"),
        ("Anne-Marie", "[Informant 3]"),
        ("Anne\u2011Marie", "[Informant 3]"),
        ("Liv", "person 3 of the roster"),
        ("Livs", "person 3 of the roster"),
        ("LIV", "person 3 of the roster"),
        ("Nordmann, Kåre", "[Informant 2]"),
        ("Kåre-saken", "[Informant 2]"),
        ("Anne Marie", "[Informant 3]"),
        ("nordlysskolens elever", "[skole A]"),
        ("i Strøm", "place 2 of the roster"),
        ("mailto:kare@alta.no", "[e-post 1]"),
        ("+4791234567", "entry 2 of the roster"),
    ],
)
def test_a_name_is_found_however_it_is_written_and_told_by_its_pseudonym(
    study: Path, text: str, whose: str
) -> None:
    assert refusal(open_gate(study), text) == (
        f"title: holds a name of the roster (of {whose}), nothing was written: "
        "put the pseudonym in its place, in the text or name that this comes from"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "livet",
        "et liv",
        "livs",
        "Liv og røre",
        "strøm",
        "Oliver",
        "Kårenes",
        "Nordmann",
        "Anne og Marie",
        "Olav",
    ],
)
def test_words_that_only_hold_a_name_pass(study: Path, text: str) -> None:
    assert refusal(open_gate(study), text) == ""


def test_the_line_that_refuses_never_says_the_name(study: Path) -> None:
    line = refusal(open_gate(study), "Liv", "table “Møte med Kåre”, row 1")
    assert line.startswith("table “Møte med [Informant 2]”, row 1: holds a name")
    assert "kåre" not in line.lower()


@given(
    st.text("KkÅåre -.\n", max_size=10),
    st.sampled_from(["Kåre", "kÅRE", ""]),
    st.text("KkÅåre -.\n", max_size=10),
)
def test_a_text_is_refused_just_where_the_name_is_one_of_its_words(
    before: str, name: str, after: str
) -> None:
    text = f"{before}{name}{after}"
    wanted = "kåre" in re.split(r"[ .\n-]", text.lower())
    assert bool(refusal(NameGate(Roster((Entry("Kåre"),))), text)) == wanted


def test_without_a_roster_everything_passes(tmp_path: Path) -> None:
    assert refusal(open_gate(make_study(tmp_path)), "Kåre Nordmann") == ""


def test_the_roster_may_lie_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = make_study(tmp_path / "study")
    put(tmp_path, "safe/roster.yaml", ROSTER)
    monkeypatch.setenv("CROSSCASE_PRIVATE", str(tmp_path / "safe"))
    assert "[Informant 2]" in refusal(open_gate(study), "Kåre")
    monkeypatch.setenv("CROSSCASE_PRIVATE", str(tmp_path / "gone"))
    with pytest.raises(StudyError, match=r"CROSSCASE_PRIVATE: .*gone is no folder; make it, or set another"):
        open_gate(study)


@pytest.mark.parametrize(
    ("roster", "line"),
    [
        ("people: [", r"private/roster.yaml:1:\d+: "),
        ("people:\n  - {name: a, alias: b}\n", "private/roster.yaml:2:15: unknown key …; known are `name`"),
        ("people:\n  - {as: b}\n", "private/roster.yaml:2:5: `name` is missing"),
        (
            'people:\n  - name: a\n  - name: " \u00ad"\n',
            "private/roster.yaml: person 2 has an empty name: fill it in",
        ),
    ],
)
def test_a_roster_that_cannot_be_read_stops_every_export(tmp_path: Path, roster: str, line: str) -> None:
    study = make_study(tmp_path, files={"private/roster.yaml": roster})
    with pytest.raises(StudyError, match=line):
        open_gate(study)


def test_an_empty_roster_lets_everything_through(tmp_path: Path) -> None:
    for roster in ("# nobody yet\n", "people:\n", "people: []\n"):
        study = make_study(tmp_path, files={"private/roster.yaml": roster})
        assert refusal(open_gate(study), "Kåre") == ""


def test_a_name_as_an_id_spells_it_is_refused_and_a_word_of_a_text_is_not() -> None:
    gate = NameGate(
        Roster(
            (
                Entry("Liv Strøm", pseudonym="[Informant 1]"),
                Entry("Åre", pseudonym="[sted A]", kind="place"),
                Entry("Liv Berg", pseudonym="[Informant 2]"),
            )
        )
    )
    for text, whose in (
        ("alta/liv-strom", "[Informant 1]"),
        ("se interviews/alta/liv-strom.md her", "[Informant 1]"),
        ("are", "[sted A]"),
        ("alta/are-gruppe", "[sted A]"),
        ("alta/liv-berg", "[Informant 2]"),
    ):
        assert f"(of {whose})" in refusal(gate, text), text
    for text in ("they are here", "alta/liv", "alta/strommen", "liv og strom", "and/or"):
        assert refusal(gate, text) == "", text
    line = refusal(gate, "Liv Strøm", "quote of alta/liv-strom in Liv Strøm's table")
    assert line.startswith("quote of alta/[Informant 1] in [Informant 1] table: holds")
