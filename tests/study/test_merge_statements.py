"""Statements of case descriptions merge by id, in whatever section either side has put them."""

from __future__ import annotations

import pytest
import yaml

from crosscase.study.merge_file import Sides, merge_file, sides_of

BEGUN = {"tiltak": ["a: En.", "b: To."], "barrierer": ["c: Tre."]}


def case(sections: dict[str, list[str]]) -> str:
    """A case file with statements `id: text` by section."""
    lines = ["name: Alta", *(["description:"] if sections else [])]
    for section, inside in sections.items():
        lines += [f"  {section}:"]
        lines += [f'    - id: {line[0]}\n      text: {{nb: "{line[3:]}"}}' for line in inside]
    return "\n".join(lines) + "\nrespondent: R050\n"


def stated(text: str) -> dict[str, list[str]]:
    """The same, read by another library."""
    read = yaml.safe_load(text)
    assert (read["name"], read["respondent"]) == ("Alta", "R050")
    return {
        section: [f"{each['id']}: {each['text']['nb']}" for each in inside]
        for section, inside in read.get("description", {}).items()
    }


@pytest.mark.parametrize(
    ("ours", "theirs", "kept"),
    [
        (  # moved here, reworded there
            {"tiltak": ["b: To."], "barrierer": ["c: Tre.", "a: En."]},
            {"tiltak": ["a: Nytt.", "b: To."], "barrierer": ["c: Tre."]},
            {"tiltak": ["b: To."], "barrierer": ["c: Tre.", "a: Nytt."]},
        ),
        (  # the last of a section moved here, another put behind it there
            {"tiltak": ["a: En.", "b: To.", "c: Tre."]},
            {"tiltak": ["a: En.", "b: To."], "barrierer": ["c: Tre.", "d: Ny."]},
            {"tiltak": ["a: En.", "b: To.", "c: Tre."], "barrierer": ["d: Ny."]},
        ),
        (  # both wrote one
            {**BEGUN, "tiltak": ["a: En.", "b: To.", "d: Vår."]},
            {**BEGUN, "tiltak": ["e: Deres.", "a: En.", "b: To."]},
            {**BEGUN, "tiltak": ["e: Deres.", "a: En.", "b: To.", "d: Vår."]},
        ),
        (  # all taken away here, nothing changed there
            {},
            BEGUN,
            {},
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("turned", [False, True])
def test_statements_merge_by_id_in_whatever_section_they_stand(
    ours: dict[str, list[str]], theirs: dict[str, list[str]], kept: dict[str, list[str]], turned: bool
) -> None:
    one, other = (theirs, ours) if turned else (ours, theirs)
    result = merge_file("cases/alta.yaml", Sides(case(BEGUN), case(one), case(other)))
    assert result.conflicts == ()
    assert stated(result.text) == kept


@pytest.mark.parametrize(
    ("ours", "theirs", "path", "here", "there"),
    [
        (
            {"barrierer": ["c: Tre.", "a: En.", "b: To."]},
            {"tiltak": ["b: To."], "barrierer": ["c: Tre."], "kriterier": ["a: En."]},
            ("description", "a", "section"),
            {"barrierer": ["c: Tre.", "a: En.", "b: To."]},
            None,
        ),
        (
            {**BEGUN, "tiltak": ["b: To."]},
            {"tiltak": ["b: To."], "barrierer": ["a: En.", "c: Tre."]},
            ("description", "a"),
            {**BEGUN, "tiltak": ["b: To."]},
            {"tiltak": ["b: To."], "barrierer": ["a: En.", "c: Tre."]},
        ),
    ],
)
def test_a_statement_moved_two_ways_or_taken_away_is_asked_about_and_stands_once(
    ours: dict[str, list[str]],
    theirs: dict[str, list[str]],
    path: tuple[str, ...],
    here: dict[str, list[str]],
    there: dict[str, list[str]] | None,
) -> None:
    file = "cases/alta.yaml"
    marked = merge_file(file, Sides(case(BEGUN), case(ours), case(theirs)))
    assert [conflict.path for conflict in marked.conflicts] == [path]
    sides = sides_of(marked.text)
    assert sides is not None
    for side, wanted in (("ours", here), ("theirs", there)):
        result = stated(merge_file(file, sides, choose=lambda conflict, side=side: side).text)
        ids = sorted(line[0] for inside in result.values() for line in inside)
        assert len(set(ids)) == len(ids)
        if wanted is not None:
            assert result == wanted


def joined(id: str, text: str, *, why: str = "", state: str = "", day: str = "01") -> str:
    """A statement; one with a reason is the second version, after one with the text's first word."""
    lines = f'    - id: {id}\n      text: {{nb: "{text}"}}\n'
    if not why:
        return lines + '      by: koder-a\n      "on": "2021-01-01T00:00:00Z"\n'
    lines += f"      state: {state}\n" if state else ""
    lines += (
        f'      version: 2\n      by: koder-a\n      "on": "2021-02-{day}T00:00:00Z"\n      why: "{why}"\n'
    )
    former = text.split()[0]
    lines += (
        f'      history:\n        - version: 1\n          text: {{nb: "{former}"}}\n          by: koder-a\n'
    )
    return lines + '          "on": "2021-01-01T00:00:00Z"\n'


@pytest.mark.parametrize("side", ["ours", "theirs"])
@pytest.mark.parametrize("sent", [True, False])  # what informants were sent is kept as withdrawn
def test_of_statements_joined_on_both_sides_no_words_are_lost_whoever_is_chosen(
    side: str, sent: bool
) -> None:
    def gone(id: str, text: str, into: str, day: str) -> str:
        return joined(id, text, why=f"merged into {into}", state="withdrawn", day=day) if sent else ""

    head = "name: Alta\ndescription:\n  tiltak:\n"
    base = head + joined("a", "En.") + joined("b", "To.") + joined("c", "Tre.")
    ours = (
        head
        + joined("a", "En. To.", why="merged with b", day="02")
        + gone("b", "To.", "a", "02")
        + joined("c", "Tre.")
    )
    theirs = (
        head
        + joined("a", "En.")
        + joined("b", "To. Tre.", why="merged with c", day="03")
        + gone("c", "Tre.", "b", "03")
    )
    result = merge_file("cases/alta.yaml", Sides(base, ours, theirs), choose=lambda conflict: side)
    found = yaml.safe_load(result.text)["description"]["tiltak"]
    words = " ".join(each["text"]["nb"] for each in found if each.get("state") != "withdrawn")
    assert {"En.", "To.", "Tre."} <= set(words.split())
