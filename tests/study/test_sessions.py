"""Notes of one meeting by two note-takers: linked on disk, and laid beside each other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.opening import open_folder
from crosscase.study.people import people, remove_speaker, set_speaker
from crosscase.study.problems import StudyError
from crosscase.study.segments import segment
from crosscase.study.sessions import align, beside, link, sessions, unlink
from studies import BODY, make_study

OTHER = "alta/notat"
NOTES = """# Utfordringsbildet

I1: Mest på nettet.
I2: Skolene melder om utsagn hver uke.

# Barrierer

I1: Mangel på ressurser, to stykker.
"""
FRONT = 'case: alta\nkind: focus-group\nspeakers:\n  I1: {role: "seniorrådgiver"}\n  I2: {}\n'


def study_of_two(folder: Path) -> Path:
    return make_study(
        folder,
        sources={"alta/fokusgruppe": BODY, OTHER: NOTES, "skien/plan": "Tekst.\n"},
        fronts={
            "alta/fokusgruppe": "case: alta\nkind: focus-group\nspeakers:\n  I1: {role: rådgiver, consent: quote}\n"
            "  I2: {consent: none}\n",
            OTHER: FRONT,
        },
    )


def test_linked_notes_stand_beside_each_other_and_undo_gives_every_byte_back(tmp_path: Path) -> None:
    root = study_of_two(tmp_path / "s")
    file = root / "interviews/alta/notat.md"
    before = file.read_bytes()
    study = open_folder(root, "koder-a")
    study.apply(link(study, ["alta/fokusgruppe", OTHER], "30. november", ["koder-a", "koder-b"]))
    assert 'session: "30. november"' in file.read_text()
    assert 'notes_by: "koder-b"' in file.read_text()
    again = open_folder(root)
    assert beside(again, "alta/fokusgruppe") == (OTHER,)
    assert sessions(again) == {("alta", "30. november"): ("alta/fokusgruppe", OTHER)}
    assert again.sources[OTHER].body == NOTES
    study.undo()
    assert file.read_bytes() == before


def test_notes_that_are_unlinked_stand_alone(tmp_path: Path) -> None:
    study = open_folder(study_of_two(tmp_path / "s"), "koder-a")
    study.apply(link(study, ["alta/fokusgruppe", OTHER]))
    assert study.sources[OTHER].session == "fokusgruppe"
    study.apply(unlink(study, OTHER))
    assert beside(study, "alta/fokusgruppe") == ()


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        ([OTHER], "two sources or more"),
        ([OTHER, "skien/plan"], "of two cases"),
        ([OTHER, "alta/fokusgrupe"], "did you mean alta/fokusgruppe"),
    ],
)
def test_what_cannot_be_linked_is_refused(tmp_path: Path, ids: list[str], message: str) -> None:
    study = open_folder(study_of_two(tmp_path / "s"), "koder-a")
    with pytest.raises(StudyError, match=message):
        link(study, ids)


def test_turns_of_the_same_words_are_laid_beside_each_other() -> None:
    here, there = segment(BODY, ["I1", "I2", "Intervjuer"]), segment(NOTES, ["I1", "I2"])
    found = align(here, there)
    assert NOTES[found.other(BODY.index("I2: Skolene")) :].startswith("I2: Skolene")
    assert NOTES[found.other(BODY.index("# Barrierer")) :].startswith("# Barrierer")
    assert NOTES[found.other(BODY.index("I1: Det er mangel")) :].startswith("I1: Mangel")


@given(st.integers(0, 10**6))
def test_places_beside_each_other_ascend_and_stay_inside(seed: int) -> None:
    chance = random.Random(seed)

    def notes() -> str:
        lines = [
            chance.choice(
                ("# Tiltak", "# Barrierer", "I1: ja vel", "I2: vi har planer", "I1: vi har lite tid", "")
            )
            for _ in range(chance.randint(0, 15))
        ]
        return "\n".join(lines)

    here, there = segment(notes(), ["I1", "I2"]), segment(notes(), ["I1", "I2"])
    found = align(here, there)
    places = [found.other(at) for at in range(len(here.body) + 1)]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] <= len(there.body)
    assert not here.body or places[-1] == len(there.body)


def test_people_are_counted_over_all_notes_of_their_case(tmp_path: Path) -> None:
    study = open_folder(study_of_two(tmp_path / "s"))
    by_id = {person.id: person for person in people(study)}
    assert by_id["alta/I1"].sources == ("alta/fokusgruppe", OTHER)
    assert by_id["alta/I1"].turns == 4
    said = "Mest på nettet. Mangel på ressurser, to stykker."
    told = "Vi merker det mest på nettet. Det er sjelden noen sier det høyt. "
    told += "Det er mangel på ressurser for å prioritere tiltak. Vi er to stykker."
    assert by_id["alta/I1"].words == len(said.split()) + len(told.split())
    assert by_id["alta/I1"].unlike == ("role",)
    assert by_id["alta/I2"].consent == "none"


def test_a_speaker_gets_another_role_and_the_text_stays(tmp_path: Path) -> None:
    root = study_of_two(tmp_path / "s")
    study = open_folder(root, "koder-a")
    study.apply(set_speaker(study, [OTHER], "I1", role="rådgiver", consent="paraphrase"))
    again = open_folder(root)
    assert {(s.name, s.role, s.consent) for s in again.sources[OTHER].speakers} == {
        ("I1", "rådgiver", "paraphrase"),
        ("I2", "", ""),
    }
    assert again.sources[OTHER].body == NOTES
    assert not [person for person in people(again) if "role" in person.unlike]


def test_a_speaker_who_is_listed_no_longer_opens_no_turn(tmp_path: Path) -> None:
    study = open_folder(study_of_two(tmp_path / "s"), "koder-a")
    study.apply(remove_speaker(study, [OTHER], "I2"))
    assert [turn.speaker for turn in study.segments(OTHER).turns] == ["I1", "I1"]
    with pytest.raises(StudyError, match="no speaker I2"):
        remove_speaker(study, [OTHER], "I2")
