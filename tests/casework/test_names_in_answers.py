"""Given names of contacts that are ordinary words too: what gives way in an answer, what stands, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.casework.nameless import NamesOf, without_names
from crosscase.casework.reply_values import Reply
from crosscase.cli.app import run_command
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from studies import put
from validations import validated_study

CONTACTS = """informants:
  - {id: alta/I1, name: Dag Moen, email: dag@example.org, phone: "900 12 345"}
  - {id: alta/I2, name: Per Holm, email: per@example.org}
  - {id: skien/I1, name: Torunn Vik}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = validated_study(tmp_path / "study")
    put(folder, "private/contacts.yaml", CONTACTS)
    return folder


@pytest.mark.parametrize(
    ("came", "kept", "doubtful"),
    [
        ("Per uke har vi to møter.", "Per uke har vi to møter.", ("Per uke har vi to møter.",)),
        ("Det er nok. Dag for dag blir det bedre", "Det er nok. Dag for dag blir det bedre", ("Dag for dag blir det bedre",)),
        ("Per Holm sa det.", "I2 sa det.", ()),
        ("Spør Per om det.", "Spør I2 om det.", ()),
        ("To møter per uke, hver dag.", "To møter per uke, hver dag.", ()),
        ("Torunn sa det.", "skien/I1 sa det.", ()),
        ("Ring 90012345 eller dag@example.org", "Ring I1 eller I1", ()),
    ],
)  # fmt: skip
def test_a_given_name_that_is_a_word_gives_way_only_where_its_capital_tells(
    root: Path, came: str, kept: str, doubtful: tuple[str, ...]
) -> None:
    found = without_names(open_folder(root), Reply(1, "alta", "I1", "mail", general=came))
    assert (found.reply.general, found.doubtful) == (kept, doubtful)


def test_a_name_that_the_roster_lists_gives_way_wherever_it_has_a_capital(root: Path) -> None:
    put(root, "private/roster.yaml", 'people: [{name: Per Holm, also: [Per], as: "[Informant 2]"}]\n')
    found = without_names(open_folder(root), Reply(1, "alta", "I1", "mail", general="Per sa det."))
    assert (found.reply.general, found.doubtful) == ("[Informant 2] sa det.", ())


def test_words_of_a_decision_are_refused_for_a_name_and_not_for_a_word(root: Path) -> None:
    names = NamesOf(open_folder(root), "alta")
    names.refuse("alta 3.1", "Per uke er det to møter.")
    with pytest.raises(StudyError, match=r"alta 3\.1"):
        names.refuse("alta 3.1", "Vi spurte Per.")


def test_what_stands_as_it_came_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--from", "I2", "--by", "telephone", "--statement", "3.1", "--text", "Per uke er det for lite.")
    assert (
        run_command(["--study", str(root), "--coder", "koder-a", "validate", "record", "alta", *words]) == 0
    )
    assert capsys.readouterr().err.splitlines() == [
        "“Per uke er det for lite.” begins with a word that is a contact's given name too, and stands as it came; "
        "where it is the name, mend the answer's file"
    ]
    assert "Per uke" in (root / "validation/round-1/answers/alta/i2.yaml").read_text(encoding="utf-8")
