"""Texts of a statement in several languages: which are older than another, after whatever was done to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosscase.casework import writing
from crosscase.casework.description import description_of
from crosscase.casework.marks import marks_of
from crosscase.study.descriptions import statement_of
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from described import described
from studies import put
from validations import validated_study

ALTA = "cases/alta.yaml"
INTRO, FIRST, SECOND = "innled0001", "utford0001", "utford0002"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_folder(described(tmp_path / "study"), "koder-a")


def done(study: Study, edit: Edit | None) -> None:
    assert edit is not None
    study.apply(edit)


def reword(study: Study, id: str, language: str, text: str) -> None:
    done(study, writing.reword(study, "alta", id, text, by="koder-a", language=language))


def older(study: Study) -> dict[str, list[str]]:
    """By statement, the languages whose text is marked as older."""
    found: dict[str, list[str]] = {}
    for mark in marks_of(study, "alta"):
        if mark.kind == "translation":
            assert not mark.severe
            found.setdefault(mark.statement, []).append(mark.about)
    return found


def by_id(study: Study) -> dict[str, dict[str, object]]:
    """The statements as another program reads them."""
    read = yaml.safe_load((study.root / ALTA).read_text(encoding="utf-8"))["description"]
    return {each["id"]: each for inside in read.values() for each in inside}


def test_a_text_that_was_left_behind_is_marked_until_it_is_written_anew(study: Study) -> None:
    reword(study, INTRO, "nb", "Alta har to planer.")
    assert older(study) == {INTRO: ["en"]}
    (mark,) = (each for each in marks_of(study, "alta") if each.kind == "translation")
    assert (
        mark.text == "1.1: its text in en is older than that in nb; write it, or say that it holds (o on F7)"
    )
    reword(study, INTRO, "en", "Alta has two plans.")
    assert older(study) == {}
    reword(study, INTRO, "en", "Alta has three plans.")
    assert older(study) == {INTRO: ["nb"]}  # the study's own text, when it is the other that was changed


def test_who_takes_their_own_words_back_leaves_nothing_behind(study: Study) -> None:
    first = statement_of(study, "alta", INTRO).text["nb"]
    reword(study, INTRO, "nb", "Alta har to planer.")
    assert older(study) == {INTRO: ["en"]}
    reword(study, INTRO, "nb", first)
    assert older(study) == {}
    reword(study, INTRO, "nb", "Alta har to planer.")
    reword(study, INTRO, "en", "Alta has two plans.")
    reword(study, INTRO, "nb", first)  # the English is of other words by now
    assert older(study) == {INTRO: ["en"]}


def test_a_text_is_missing_where_most_statements_have_one(study: Study) -> None:
    described_in = [each for each in by_id(study) if each != INTRO]
    for id in described_in[:-1]:
        reword(study, id, "en", f"Statement {id}.")
    missing = [each for each in marks_of(study, "alta") if each.kind == "translation"]
    number = description_of(study, "alta").number(described_in[-1])
    assert [(each.statement, each.about, each.text, each.severe) for each in missing] == [
        (described_in[-1], "en", f"{number} has no text in en, as most statements have; write it", False)
    ]


def test_a_translation_that_is_new_or_taken_away_leaves_nothing_behind(study: Study) -> None:
    reword(study, FIRST, "en", "It is noticed online.")
    assert older(study) == {}
    reword(study, FIRST, "nb", "Det merkes mest på nettet.")
    assert older(study) == {FIRST: ["en"]}
    reword(study, FIRST, "en", "")
    assert older(study) == {}


def test_saying_that_a_text_holds_takes_the_mark_away_and_makes_no_version(study: Study) -> None:
    reword(study, INTRO, "nb", "Alta har flere planer.")
    version = statement_of(study, "alta", INTRO).version
    done(study, writing.look_again(study, "alta", INTRO))
    assert older(study) == {}
    assert statement_of(study, "alta", INTRO).version == version
    assert older(open_folder(study.root)) == {}  # also where somebody else opens the study
    done(study, writing.mark(study, "alta", INTRO, "ongoing", by="koder-a"))
    assert older(study) == {}
    reword(study, INTRO, "nb", "Alta har svært mange planer.")
    assert older(study) == {INTRO: ["en"]}


def test_words_changed_by_hand_leave_the_other_text_behind_where_former_words_are_known(
    tmp_path: Path,
) -> None:
    root = validated_study(tmp_path / "study")
    words = "Det mangler folk og penger."
    for name in (ALTA, "validation/round-1/statements.yaml"):
        file = root / name
        text = file.read_text(encoding="utf-8")
        for there, new in (
            (f'"nb": "{words}"', f'"nb": "{words}", "en": "People and money are short."'),
            (
                f'        nb: "{words}"\n',
                f'        nb: "{words}"\n        en: "People and money are short."\n',
            ),
        ):
            text = text.replace(there, new)
        put(root, name, text)
    assert older(open_folder(root)) == {}
    put(root, ALTA, (root / ALTA).read_text(encoding="utf-8").replace(words, "Det mangler alt."))
    assert older(open_folder(root)) == {"aaaaaaaaa3": ["en"]}


def test_splitting_cuts_each_text_where_it_is_said_and_marks_one_that_stays_whole(study: Study) -> None:
    reword(study, INTRO, "nb", "Alta har planer. De er nye.")
    reword(study, INTRO, "en", "Alta has plans. They are new.")
    edit = writing.split(study, "alta", INTRO, {"nb": 16, "en": 15}, by="koder-a")
    study.apply(edit)
    assert [each["text"] for each in by_id(study).values()][:2] == [
        {"nb": "Alta har planer.", "en": "Alta has plans."},
        {"nb": "De er nye.", "en": "They are new."},
    ]
    assert older(study) == {}
    reword(study, INTRO, "nb", "Alta har planer. De er nye.")
    reword(study, INTRO, "en", "Alta has plans. They are new.")
    edit = writing.split(study, "alta", INTRO, 16, by="koder-a", language="nb")
    study.apply(edit)
    new = writing.made_id(edit)
    assert [by_id(study)[id]["text"] for id in (INTRO, new)] == [
        {"nb": "Alta har planer.", "en": "Alta has plans. They are new."},
        {"nb": "De er nye."},
    ]
    assert older(study) == {INTRO: ["en"]}
    reword(study, new, "en", "They are new.")
    assert older(study) == {INTRO: ["en"]}


def test_merging_joins_every_language_and_marks_one_that_a_part_lacks_or_that_was_older(study: Study) -> None:
    reword(study, FIRST, "en", "It is noticed online.")
    reword(study, SECOND, "en", "Schools report it.")
    before = (study.root / ALTA).read_bytes()
    done(study, writing.merge(study, "alta", [FIRST, SECOND], by="koder-a"))
    both = {
        "nb": "Det merkes på nettet. Skolene melder fra.",
        "en": "It is noticed online. Schools report it.",
    }
    assert by_id(study)[FIRST]["text"] == both
    assert older(study) == {}
    assert study.undo() is not None
    assert (study.root / ALTA).read_bytes() == before
    reword(study, SECOND, "nb", "Skolene melder ikke fra.")  # leaves its own translation behind
    done(study, writing.merge(study, "alta", [FIRST, SECOND], by="koder-a"))
    assert older(study) == {FIRST: ["en"]}
    done(
        study, writing.merge(study, "alta", [INTRO, "kriter0001"], by="koder-a")
    )  # the second has no English
    assert by_id(study)[INTRO]["text"] == {
        "nb": "Alta har planer. Kunnskap er på plass",
        "en": "Alta has plans.",
    }
    assert older(study) == {FIRST: ["en"], INTRO: ["en"]}


LANGUAGES = ("nb", "en", "sv")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["write", "by hand", "take away"]), st.sampled_from(LANGUAGES)),
        st.tuples(st.sampled_from(["holds", "status"]), st.just("")),
    ),
    max_size=12,
)


class Meanings:
    """What an analyst keeps in mind: which thought each text says. A text follows the newest thought, or makes one."""

    def __init__(self) -> None:
        self.thoughts = {"nb": 0, "en": 0}
        self.newest = 0

    def written(self, language: str) -> None:
        present = self.thoughts.get(language)
        if present is not None and present == max(self.thoughts.values()):
            self.newest += 1
            self.thoughts[language] = self.newest
        else:
            self.thoughts[language] = max(self.thoughts.values())

    def gone(self, language: str) -> None:
        self.thoughts.pop(language, None)

    def hold(self) -> None:
        self.thoughts = dict.fromkeys(self.thoughts, max(self.thoughts.values()))

    @property
    def behind(self) -> list[str]:
        return sorted(each for each, said in self.thoughts.items() if said < max(self.thoughts.values()))


@given(STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_text_is_marked_where_its_thought_is_not_the_newest_whatever_was_done(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    study = open_folder(described(tmp_path_factory.mktemp("texts") / "study"), "koder-a")
    mind, fresh = Meanings(), words()
    for act, language in steps:
        there = statement_of(study, "alta", INTRO)
        if act == "write":
            reword(study, INTRO, language, next(fresh))
            mind.written(language)
        elif act == "by hand" and language in there.text and there.version > 1:
            if there.history[-1].text != there.text:
                continue  # changed in this version already: both are one change
            read = yaml.safe_load((study.root / ALTA).read_text(encoding="utf-8"))
            read["description"]["innledning"][0]["text"][language] = next(fresh)
            put(study.root, ALTA, yaml.safe_dump(read, allow_unicode=True, sort_keys=False))
            study.refresh()
            mind.written(language)
        elif act == "take away" and language in there.text and len(there.text) > 1:
            reword(study, INTRO, language, "")
            mind.gone(language)
        elif act == "holds" and older(study):
            done(study, writing.look_again(study, "alta", INTRO))
            mind.hold()
        elif act == "status":
            status = "done" if there.status != "done" else "ended"
            done(study, writing.mark(study, "alta", INTRO, status, by="koder-a"))
        assert sorted(older(study).get(INTRO, [])) == mind.behind
    assert sorted(older(open_folder(study.root)).get(INTRO, [])) == mind.behind


def words() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"Setning nummer {number}."
