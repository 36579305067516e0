"""What the next round asks, and in which language: commands and files of a round that was sent and answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from studies import put
from validations import TEXTS, answer, validated_study

ALTA = "cases/alta.yaml"
PLACES = "Det mangler folk og penger."
ENGLISH = "People and money are short."
CONTACTS = """from: {name: "Kari Forsker", email: kari@example.org}
informants:
  - {id: alta/I1, email: ola@example.org}
  - {id: alta/I2, email: per@example.org, language: en}
"""
ANSWERS = [
    answer("an00000001", "alta/I1", "aaaaaaaaa2", "correct"),
    answer("an00000002", "alta/I1", "aaaaaaaaa3", "correct"),
    answer("an00000003", "alta/I2", "aaaaaaaaa3", "changes", proposed="People, money and time are short."),
]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Round 1 went to I1 and I2 of Alta; 3.1 is in two languages, and I2 would have the English one otherwise."""
    root = validated_study(tmp_path / "study", ANSWERS, informants=("alta/I1", "alta/I2"), deadline="")
    put(root, "private/contacts.yaml", CONTACTS)
    settings = (root / "study.yaml").read_text(encoding="utf-8")  # sections whose statements need no evidence
    put(root, "study.yaml", settings.replace("    codes:", "    framing: true\n    codes:"))
    change(root, f'"{PLACES}"', f'"{PLACES}"\n        en: "{ENGLISH}"')
    sent = root / "validation/round-1/statements.yaml"
    both = json.dumps({"nb": PLACES, "en": ENGLISH}, ensure_ascii=False)
    sent.write_text(sent.read_text(encoding="utf-8").replace(f'{{"nb": "{PLACES}"}}', both), encoding="utf-8")
    return root


def change(root: Path, there: str, new: str) -> None:
    text = (root / ALTA).read_text(encoding="utf-8")
    assert there in text
    put(root, ALTA, text.replace(there, new))


def asked(root: Path, number: int) -> dict[str, list[str]]:
    read = yaml.safe_load((root / f"validation/round-{number}/round.yaml").read_text(encoding="utf-8"))
    return {each["id"]: each["statements"] for each in read["sent"]}


def written(root: Path, id: str = "aaaaaaaaa3") -> dict[str, Any]:
    read = yaml.safe_load((root / ALTA).read_text(encoding="utf-8"))["description"]
    return next(each for inside in read.values() for each in inside if each["id"] == id)


def decide(run, root: Path, *words: str) -> Any:
    done = run("validate", "decide", *words, "--coder", "koder-a", where=root)
    assert done.code == 0, done.err
    return done


def test_words_changed_by_hand_are_asked_of_again_and_told_wherever_the_round_is_told(
    run, study: Path
) -> None:
    confirmed = TEXTS["alta"]["aaaaaaaaa2"][1]
    status = run("validate", "status", "--format", "json", "--statements", where=study)
    states = {each["id"]: each for each in json.loads(status.out)}
    assert (states["aaaaaaaaa2"]["state"], states["aaaaaaaaa2"]["changed"]) == ("confirmed", False)
    change(study, confirmed, "Skolene melder sjelden om utsagn.")
    told = run("validate", "status", where=study)
    assert "changed since, so that the next round asks of it: alta 2.1" in told.lines
    status = run("validate", "status", "--format", "json", "--statements", where=study)
    assert {each["id"]: each["changed"] for each in json.loads(status.out)}["aaaaaaaaa2"] is True
    report = run("validate", "report", "--format", "md", "--language", "en", where=study)
    assert "Changed since, so that the answers are not to the text as it is now: Alta 2.1." in report.out
    exported = run("case", "export", "alta", "--format", "json", "--language", "en", where=study)
    assert json.loads(exported.out)[0]["validated"]["unasked"] == 1
    decided = decide(run, study, "alta/2.1", "keep", "--reason", "Slik var det.")
    assert "alta 2.1: its words were changed by hand since it was sent" in decided.err
    assert run("validate", "send", "--round", "2", "--case", "alta", "--to", "I1", where=study).code == 0
    assert "aaaaaaaaa2:1" in asked(study, 2)["alta/I1"]
    kept = (study / "validation/round-2/statements.yaml").read_text(encoding="utf-8")
    assert "Skolene melder sjelden om utsagn." in kept


def test_lines_broken_otherwise_and_a_translation_beside_change_nothing(run, study: Path) -> None:
    words = TEXTS["alta"]["aaaaaaaaa2"][1]
    change(
        study,
        f'nb: "{words}"',
        'nb: |\n          Skolene melder\n          om rasistiske utsagn hver uke.\n        en: "Schools report."',
    )
    status = run("validate", "status", "--format", "json", "--statements", where=study)
    assert not any(each["changed"] for each in json.loads(status.out))


def test_each_informant_is_asked_of_what_they_have_not_read_and_a_newcomer_of_all(run, study: Path) -> None:
    change(study, "Kommunen har to stillinger.", "Kommunen har tre stillinger.")
    done = run("validate", "send", "--round", "2", "--case", "alta", "--to", "I1", "--to", "I3", where=study)
    assert done.code == 0
    # 3.1 was answered and nobody has decided on it, 1.1 and 3.3 nobody has answered; I3 was not sent round 1
    assert asked(study, 2) == {
        "alta/I1": ["aaaaaaaaa1:1", "aaaaaaaaa3:1", "aaaaaaaaa4:1", "aaaaaaaaa5:1"],
        "alta/I3": [f"{id}:1" for id in TEXTS["alta"]],
    }
    decide(run, study, "alta/3.1", "keep", "--reason", "Det holder.", "--round", "1")
    assert run("validate", "send", "--round", "3", "--case", "alta", where=study).code == 0
    # I2 was left out of round 2, and has not read the new words
    still = {
        "alta/I1": [1, 4, 5],
        "alta/I2": [1, 4, 5],
        "alta/I3": [1, 4, 5],
    }  # and nobody has answered these
    assert asked(study, 3) == {who: [f"aaaaaaaaa{n}:1" for n in numbers] for who, numbers in still.items()}


def test_words_accepted_in_another_language_leave_the_studys_own_text_and_say_so(run, study: Path) -> None:
    decided = decide(run, study, "alta/3.1", "accept")
    assert decided.err == (
        "alta 3.1: the words are in en; the text in nb, the study's own, stays as it is: "
        "adapt with --language nb --text gives it too\n"
    )
    assert run("validate", "apply", "--coder", "koder-a", where=study).lines == [
        "alta 3.1: accept (its text in nb is older now)"
    ]
    assert written(study)["text"] == {"nb": PLACES, "en": "People, money and time are short."}
    check = run("case", "check", "alta", "--kind", "translation", where=study)
    assert check.lines[0] == (
        "  alta: 3.1: its text in nb is older than that in en; write it, or say that it holds (o on F7) (translation)"
    )
    sent = run("validate", "send", "--round", "2", "--case", "alta", "--to", "I1", where=study)
    assert (
        sent.err
        == "alta: 3.1 goes out in nb, where the text is older than in en; see crosscase case check alta\n"
    )


def test_both_languages_of_a_statement_can_be_given_before_it_is_applied(run, study: Path) -> None:
    decide(run, study, "alta/3.1", "accept")
    new = "Det mangler folk, penger og tid."
    both = decide(
        run, study, "alta/3.1", "adapt", "--language", "nb", "--text", new, "--reason", "Som I2 sier."
    )
    assert both.err == ""
    assert run("validate", "apply", "--coder", "koder-a", where=study).lines == ["alta 3.1: adapt"]
    made = written(study)
    assert made["text"] == {"nb": new, "en": "People, money and time are short."}
    assert (made["version"], made["answers"]) == (2, ["1/alta/I2"])
    assert "translation" not in run("case", "check", "alta", where=study).out


def test_a_text_older_than_another_and_one_that_is_missing_are_told_before_they_go_out(
    run, study: Path
) -> None:
    decide(run, study, "alta/3.1", "adapt", "--text", "Det mangler alt.", "--reason", "Kortere.")
    assert run("validate", "apply", "--coder", "koder-a", where=study).code == 0
    change(study, "Kommunen har to stillinger.", "Kommunen har tre stillinger.")
    for more in (["--dry-run"], []):
        told = run("validate", "send", "--round", "2", "--case", "alta", "--to", "I2", *more, where=study).err
        assert told.splitlines() == [
            "alta: 3.1 goes out in en, where the text is older than in nb; see crosscase case check alta",
            "alta: 1.1, 3.2, 3.3 go out in another language, having no text in en",
            "not asked again of statements they left open and others answered: alta/I2 (1); --all asks them",
        ]


def test_status_says_which_objections_stand_from_an_earlier_round_and_who_read_an_older_text(
    run, study: Path
) -> None:
    decide(run, study, "alta/3.1", "ask", "--reason", "Uklart.")
    assert run("validate", "send", "--round", "2", "--case", "alta", where=study).code == 0
    file = study / "validation/round-2/round.yaml"
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    told["sent"][0]["older"] = ["aaaaaaaaa1:1"]
    file.write_text(json.dumps(told), encoding="utf-8")
    said = ("--from", "I1", "--by", "telephone", "--all-correct", "--coder", "koder-a")
    assert run("validate", "record", "alta", *said, where=study).code == 0
    lines = run("validate", "status", where=study).lines
    assert "alta 3.1: what I2 would have otherwise stands from an earlier round" in lines
    assert "alta 1.1: I1 read a text that was older in their language, which confirms nothing newer" in lines
