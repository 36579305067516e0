"""A version of a statement is one thing in a merge: its words, its state, who wrote it and why are never mixed."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from crosscase.study.merge import Side
from crosscase.study.merge_file import Merged, Sides, merge_file, sides_of

BEGUN = {
    "id": "a",
    "text": {"nb": "En.", "en": "One."},
    "evidence": ["k1"],
    "by": "koder-a",
    "on": "2022-01-01",
}
_BEFORE = {"version": 1, "text": BEGUN["text"], "by": "koder-a", "on": "2022-01-01"}


def next_version(hour: int, by: str, **changes: Any) -> dict[str, Any]:
    """The second version of the statement, as the program writes one."""
    return {
        **BEGUN,
        **changes,
        "version": 2,
        "by": by,
        "on": f"2022-01-20T{hour}:00:00Z",
        "history": [_BEFORE],
    }


def case(*statements: dict[str, Any]) -> str:
    apart = json.loads(
        json.dumps({"name": "Alta", "description": {"tiltak": statements}})
    )  # YAML without aliases
    return yaml.safe_dump(apart, allow_unicode=True, sort_keys=False)


def merged(base: str, ours: str, theirs: str, side: Side | None = None) -> Merged:
    return merge_file("cases/alta.yaml", Sides(base, ours, theirs), choose=lambda conflict: side)


def statement_in(text: str) -> dict[str, Any]:
    [found] = yaml.safe_load(text)["description"]["tiltak"]
    return found


WITHDRAWN = next_version(10, "koder-a", state="withdrawn", why="round 1: A")
REWORDED = next_version(
    11, "koder-b", text={"nb": "Fra B.", "en": "One."}, why="round 1: B", answers=["1/alta/I1"]
)
DONE = next_version(12, "koder-b", status="done")


@pytest.mark.parametrize(
    ("ours", "theirs"), [(WITHDRAWN, REWORDED), (REWORDED, WITHDRAWN), (REWORDED, DONE), (DONE, WITHDRAWN)]
)
@pytest.mark.parametrize("begun", [case(BEGUN), ""])
def test_two_versions_are_one_conflict_and_one_of_them_stands_whole(
    ours: dict[str, Any], theirs: dict[str, Any], begun: str
) -> None:
    marked = merged(begun, case(ours), case(theirs))
    assert [each.path for each in marked.conflicts] == [("description", "a")]
    sides = sides_of(marked.text)
    assert sides is not None
    assert statement_in(merged(sides.base or "", sides.ours, sides.theirs, "ours").text) == ours
    assert statement_in(merged(sides.base or "", sides.ours, sides.theirs, "theirs").text) == theirs


def test_the_same_applied_by_two_is_one_version_as_it_was_made_first() -> None:
    later = {**REWORDED, "by": "koder-a", "on": "2022-01-21T09:00:00Z"}
    for ours, theirs in ((REWORDED, later), (later, REWORDED)):
        result = merged(case(BEGUN), case(BEGUN | ours), case(BEGUN | theirs))
        assert result.conflicts == ()
        assert statement_in(result.text) == REWORDED


def test_what_it_rests_on_and_a_new_version_merge() -> None:
    attached = {**BEGUN, "evidence": ["k1", "k2"]}
    result = merged(case(BEGUN), case(attached), case(WITHDRAWN))
    assert result.conflicts == ()
    assert statement_in(result.text) == {**WITHDRAWN, "evidence": ["k1", "k2"]}


@pytest.mark.parametrize("turned", [False, True])
def test_new_texts_in_two_languages_come_one_after_the_other(turned: bool) -> None:
    norwegian = next_version(10, "koder-a", text={"nb": "To.", "en": "One."}, why="nb")
    english = next_version(11, "koder-b", text={"nb": "En.", "en": "Two."}, why="en")
    result = merged(case(BEGUN), *map(case, (english, norwegian) if turned else (norwegian, english)))
    assert result.conflicts == ()
    found = statement_in(result.text)
    assert (found["text"], found["version"], found["by"]) == ({"nb": "To.", "en": "Two."}, 3, "koder-b")
    assert [(each["version"], each["text"], each.get("why", "")) for each in found["history"]] == [
        (1, {"nb": "En.", "en": "One."}, ""),
        (2, {"nb": "To.", "en": "One."}, "nb"),
    ]
