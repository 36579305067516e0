"""Passages by heading and by speaker, against a plain reading of the lines; and many codings made as one step."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.coding_edits import add_codings
from crosscase.study.folder import Study
from crosscase.study.model import Settings, Source, Speaker
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.structure import headings, roles, spans_of_speaker, spans_under_heading, speakers
from crosscase.study.text import body_hash
from studies import BODY, CODEBOOK, contents, make_study

GUIDE = """Før alt.

# Bakgrunn

Intervjuer: Hvem er dere?
I1: Jeg er lærer.

Det har jeg vært lenge.
## Om skolen

I2: Skolen er liten.
Ingen sier dette.
### Elevene
I1: De er mange.

## Annet
# TILTÅK

## bakgrunn
I1: Om igjen.
# Slutt
"""
SPEAKERS = "speakers:\n  Intervjuer: {coder: koder-a}\n  I1: {role: Lærer}\n  I2: {role: rektor}\n"
SOURCES = {"alta/fokusgruppe": BODY, "skien/intervju": GUIDE}
FRONTS = {
    "alta/fokusgruppe": (
        "case: alta\nkind: focus-group\nspeakers:\n  Intervjuer: {coder: koder-a}\n  I1: {role: rådgiver}\n  I2: {role: Rektor}\n"
    ),
    "skien/intervju": f"case: skien\nkind: interview\n{SPEAKERS}",
}


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_folder(make_study(tmp_path / "study", sources=SOURCES, fronts=FRONTS), "koder-a")


def words(study: Study, spans) -> list[str]:
    return [study.sources[source].body[start:end] for source, (start, end) in spans]


def guide(study: Study):
    return [study.sources["skien/intervju"]]


def test_headings_are_grouped_over_sources_in_any_spelling(study: Study) -> None:
    found = headings(study, study.sources.values())
    assert [(h.title, h.level, h.count, h.sources) for h in found] == [
        ("Utfordringsbildet", 1, 1, ("alta/fokusgruppe",)),
        ("Barrierer", 1, 1, ("alta/fokusgruppe",)),
        ("Bakgrunn", 1, 2, ("skien/intervju",)),
        ("Om skolen", 2, 1, ("skien/intervju",)),
        ("Elevene", 3, 1, ("skien/intervju",)),
        ("Annet", 2, 1, ("skien/intervju",)),
        ("TILTÅK", 1, 1, ("skien/intervju",)),
        ("Slutt", 1, 1, ("skien/intervju",)),
    ]


def test_speakers_and_roles_are_counted_by_their_turns(study: Study) -> None:
    found = {one.name: (one.role, one.turns) for one in speakers(study, study.sources.values())}
    assert found == {"Intervjuer": ("interviewer", 3), "I1": ("", 5), "I2": ("Rektor", 3)}
    by_role = {one.role: (one.turns, one.sources) for one in roles(study, study.sources.values())}
    assert by_role == {
        "interviewer": (3, ("alta/fokusgruppe", "skien/intervju")),
        "rådgiver": (2, ("alta/fokusgruppe",)),
        "Rektor": (3, ("alta/fokusgruppe", "skien/intervju")),
        "Lærer": (3, ("skien/intervju",)),
    }


def test_a_section_is_all_under_its_heading_with_deeper_headings_without_blanks_around(study: Study) -> None:
    [first, again] = words(study, spans_under_heading(study, guide(study), "bakgrunn"))
    assert first == GUIDE.partition("# Bakgrunn\n\n")[2].partition("\n\n## Annet")[0] + "\n\n## Annet"
    assert again == "I1: Om igjen."
    assert words(study, spans_under_heading(study, guide(study), "OM  SKOLEN")) == [
        "I2: Skolen er liten.\nIngen sier dette.\n### Elevene\nI1: De er mange."
    ]


def test_a_heading_with_nothing_under_it_has_no_passage(study: Study) -> None:
    assert spans_under_heading(study, guide(study), "Annet") == []
    assert spans_under_heading(study, guide(study), "Slutt") == []
    assert spans_under_heading(study, guide(study), "TILTAK") == []  # å is a letter of its own


def test_a_heading_inside_one_of_the_same_name_is_not_taken_twice(tmp_path: Path) -> None:
    body = "# Tema\nEn.\n## Tema\nTo.\n# Tema\nTre.\n"
    study = open_folder(make_study(tmp_path, sources={"alta/plan": body}, fronts={}))
    assert words(study, spans_under_heading(study, study.sources.values(), "tema")) == [
        "En.\n## Tema\nTo.",
        "Tre.",
    ]


def test_turns_and_paragraphs_under_a_heading(study: Study) -> None:
    assert words(study, spans_under_heading(study, guide(study), "bakgrunn", "turn")) == [
        "Hvem er dere?",
        "Jeg er lærer.\n\nDet har jeg vært lenge.",
        "Skolen er liten.\nIngen sier dette.",
        "De er mange.",
        "Om igjen.",
    ]
    assert words(study, spans_under_heading(study, guide(study), "bakgrunn", "paragraph")) == [
        "Hvem er dere?", "Jeg er lærer.", "Det har jeg vært lenge.", "Skolen er liten.", "Ingen sier dette.",
        "De er mange.", "Om igjen.",
    ]  # fmt: skip


def test_turns_of_a_speaker_and_of_a_role(study: Study) -> None:
    assert words(study, spans_of_speaker(study, guide(study), name="i1")) == [
        "Jeg er lærer.\n\nDet har jeg vært lenge.", "De er mange.", "Om igjen.",
    ]  # fmt: skip
    everywhere = study.sources.values()
    assert words(study, spans_of_speaker(study, everywhere, role="rektor")) == [
        "Skolene melder om rasistiske utsagn hver uke.", "Ja. Og så mangler vi kunnskap om hva som virker.",
        "Skolen er liten.\nIngen sier dette.",
    ]  # fmt: skip
    assert words(study, spans_of_speaker(study, guide(study), name="I2", unit="paragraph")) == [
        "Skolen er liten.", "Ingen sier dette.",
    ]  # fmt: skip
    assert len(spans_of_speaker(study, everywhere, role="interviewer")) == 3
    assert spans_of_speaker(study, everywhere, name="I1", role="rektor") == []


LINES = ["# A", "## a", "### B", "# B", "", " ", "I1: ord her", "I2:", "bare tekst", "I1:  to", "#uten"]


@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_paragraphs_under_a_heading_are_the_lines_a_plain_reader_takes(lines: list[str]) -> None:
    expected, level = [], 0
    for line in lines:
        marks = len(line) - len(line.lstrip("#"))
        if marks and line[marks : marks + 1] == " ":
            if level == 0 or marks <= level:
                level = marks if line[marks + 1 :].lower() == "a" else 0
        elif level and line.strip():
            name, _, rest = line.partition(":")
            said = rest.strip() if name in ("I1", "I2") else line.strip()
            expected += [said] if said else []
    body = "\n".join(lines)
    study = Study(Path(), Settings("x", "x", "nb"))
    study.add_source(
        Source("c/s", "c", "interview", "f", body, body_hash(body), (Speaker("I1"), Speaker("I2"))), ""
    )
    found = spans_under_heading(study, study.sources.values(), "A", "paragraph")
    assert words(study, found) == expected


# many codings at once


def code(study: Study, path: str = "barriers/capacity"):
    return study.codebook.by_path[path]


def on_disk(study: Study, source: str, coder: str) -> list[dict]:
    return yaml.safe_load((study.root / f"codings/{source}/{coder}.yaml").read_text("utf-8"))["codings"]


def test_many_codings_are_one_step_that_undo_takes_back_to_the_byte(study: Study) -> None:
    before = contents(study.root)
    spans = spans_of_speaker(study, study.sources.values(), name="I1")
    edit, made, skipped = add_codings(study, "koder-a", code(study), spans, "search", "hit of “ressurs”")
    assert (edit.name, len(made), skipped) == ("code 5 hits of “ressurs” as barriers/capacity", 5, 0)
    assert contents(study.root) == before
    study.apply(edit)
    saved = [
        c for source in SOURCES for c in on_disk(study, source, "koder-a") if c.get("origin") == "search"
    ]
    assert sorted(c["quote"] for c in saved) == sorted(words(study, spans))
    assert {c["code"] for c in saved} == {"barriers/capacity"}
    study.undo()
    assert contents(study.root) == before


def test_what_is_coded_exactly_so_is_left_out_and_equal_spans_count_once(study: Study) -> None:
    start = BODY.index("mangel på ressurser for å prioritere tiltak")
    there = ("alta/fokusgruppe", (start, start + len("mangel på ressurser for å prioritere tiltak")))
    other = ("alta/fokusgruppe", (start, start + 6))
    edit, made, skipped = add_codings(study, "koder-a", code(study), [there, other, other, there])
    assert edit.name == "code 1 passage as barriers/capacity"
    assert ([one.at for one in made], skipped) == ([other[1]], 1)
    assert add_codings(study, "koder-a", code(study), [there]) == (None, [], 1)
    # another coder's coding of the same words is no reason
    assert len(add_codings(study, "koder-c", code(study), [there])[1]) == 1


def test_spans_that_cut_a_letter_are_one_when_they_are_widened(tmp_path: Path) -> None:
    body = "Takk 👩‍👩‍👧 for det."
    study = open_folder(make_study(tmp_path, sources={"alta/notat": body}, fronts={}))
    edit, made, skipped = add_codings(
        study,
        "koder-a",
        code(study),
        [("alta/notat", (5, 6)), ("alta/notat", (6, 9)), ("alta/notat", (7, 10))],
    )
    assert [one.quote for one in made] == ["👩‍👩‍👧"]
    assert skipped == 0
    assert len(edit.changes) == 1


def test_no_spans_are_no_edit(study: Study) -> None:
    assert add_codings(study, "koder-a", code(study), []) == (None, [], 0)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (("alta/borte", (0, 5)), "there is no source alta/borte"),
        (("alta/fokusgruppe", (5, 5)), "START before END"),
        (("alta/fokusgruppe", (0, len(BODY) + 1)), f"which has {len(BODY)}"),
        (("alta/fokusgruppe", (-3, 4)), "are not in the text"),
    ],
)
def test_spans_that_are_not_there_are_refused(study: Study, span, said: str) -> None:
    with pytest.raises(StudyError, match=said):
        add_codings(study, "koder-a", code(study), [("alta/fokusgruppe", (0, 5)), span])


def test_a_retired_code_is_refused(tmp_path: Path) -> None:
    book = CODEBOOK.replace("    code: challenges\n", "    code: challenges\n    retired: true\n")
    study = open_folder(make_study(tmp_path, codebook=book))
    with pytest.raises(StudyError, match="challenges is retired; bring it back"):
        add_codings(study, "koder-a", code(study, "challenges"), [("alta/fokusgruppe", (0, 5))])
