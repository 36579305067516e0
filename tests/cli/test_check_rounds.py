"""crosscase check on validation rounds and the private folder: what was changed by hand, with its file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runs import run_here
from studies import put
from validations import answer, validated_study

STATEMENTS = "validation/round-2/statements.yaml"
ANSWERS = "validation/round-1/answers/alta/i1.yaml"
SAID = [
    answer("an00000001", "alta/I1", "aaaaaaaaa2", "correct"),
    answer("an00000002", "alta/I1", "aaaaaaaaa3", "wrong"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return validated_study(tmp_path / "study", SAID)


def problems(root: Path) -> list[tuple[str, int, str, str]]:
    """File, line, kind and message of what is wrong with rounds and with the private folder."""
    found = json.loads(run_here(root, "check", "--format", "json").out)
    return [
        (each["file"], each["line"], each["kind"], each["message"])
        for each in found
        if each["file"].startswith(("validation/", "private/"))
    ]


def changed(root: Path, file: str, old: str, new: str) -> int:
    """Change a text of a file by hand, where it stands first; its line."""
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    put(root, file, text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "kind", "told"),
    [
        ("I1", "I2", "other-informant", "answer an00000001 is said to be of alta/I2"),
        (
            '"version": 1',
            '"version": 99',
            "unknown-version",
            "answers version 99 of aaaaaaaaa2, which was not sent",
        ),
        (
            "aaaaaaaaa2",
            "zzzzzzzzz2",
            "unknown-statement",
            "answers zzzzzzzzz2, which was not sent in round 1",
        ),
    ],
)
def test_an_answer_that_was_changed_by_hand_is_named_with_its_line(
    root: Path, old: str, new: str, kind: str, told: str
) -> None:
    assert problems(root) == []
    line = changed(root, ANSWERS, old, new)
    [(file, found, what, message)] = problems(root)
    assert (file, found, what) == (ANSWERS, line, kind)
    assert message.startswith(told)


def test_words_of_a_statement_that_was_sent_are_not_changed_unseen(root: Path) -> None:
    sent = run_here(
        root, "validate", "send", "--round", "2", "--all", "--case", "alta", "--deadline", "2040-01-14",
        "--coder", "koder-a",
    )  # fmt: skip
    assert sent.code == 0
    assert problems(root) == []
    line = changed(root, STATEMENTS, "Det mangler folk", "Det finnes folk")
    [(file, found, kind, message)] = problems(root)
    assert (file, kind) == (STATEMENTS, "changed-by-hand")
    assert abs(found - line) <= 1  # of the texts, or of the first of them
    assert message == "alta 3.1 has other words than were sent; put the file back as it was sent"


def test_a_broken_file_of_the_private_folder_is_a_problem_and_tells_no_name(root: Path) -> None:
    put(root, "private/roster.yaml", "people:\n  - {name: Kari Nordmann, as: [\n")
    put(root, "private/contacts.yaml", "informants:\n  - {id: alta/I1, email: Kari Nordmann}\n")
    told = run_here(root, "check").lines
    assert [line.split(":")[:2] for line in told[:-1] if line.startswith("private/")] == [
        ["private/contacts.yaml", "2"],
        ["private/roster.yaml", "3"],
    ]
    assert "Kari" not in "".join(told)
