"""The page on queries: what it says is the program's, and its examples find what the example study's files say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.query_names import check_names
from crosscase.study.query_parser import parse
from crosscase.synthesis.retrieval import retrieve

ROOT = Path(__file__).resolve().parents[2]

PAGE = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example() -> Study:
    return open_folder(ROOT)


def rows(part: str) -> list[list[str]]:
    """The queries of the first column of the table in a part of the page."""
    text = PAGE.partition(f"## {part}\n")[2].partition("\n## ")[0]
    return [
        re.findall(r"`([^`]+)`", line.split(" | ")[0]) for line in text.split("\n") if line.startswith("| `")
    ]


def test_every_condition_of_the_page_means_something_in_the_example_study(example: Study) -> None:
    shown = [query for row in rows("Conditions") for query in row]
    assert len(shown) >= 20
    for query in shown:
        check_names(example, parse(query))


def test_every_example_of_the_page_finds_quotes_in_the_example_study(example: Study) -> None:
    shown = [query for row in rows("Examples") for query in row]
    assert len(shown) > 10
    everything = len(retrieve(example))
    for query in shown:
        assert 0 < len(retrieve(example, query)) < everything, query


def test_the_relations_and_messages_of_the_page_are_the_programs(example: Study) -> None:
    for [relation] in rows("Near, overlapping, inside"):
        parse(relation.replace("A", "code:barriers").replace("B", "key"))
    for query in re.findall(r"^    (code:\S.*)$", PAGE, flags=re.MULTILINE):
        retrieve(example, query)
    for query, said in [("code:barriers/capasity", "did you mean"), ("fylke < 3", "fylke is text")]:
        with pytest.raises(StudyError, match=said) as raised:
            retrieve(example, query)
        assert str(raised.value).partition(" (column 1 ")[0] in PAGE


def example_codings() -> list[dict]:
    found = []
    for path in sorted(ROOT.glob("codings/*/*/*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        case = path.parent.parent.name
        people = yaml.safe_load((ROOT / f"cases/{case}.yaml").read_text(encoding="utf-8"))["attributes"][
            "innbyggere"
        ]
        text = (ROOT / f"interviews/{data['source']}.md").read_text(encoding="utf-8")
        for coding in data["codings"]:
            coding.update(source=data["source"], coder=data["coder"], case=case, people=int(people))
            coding["kind"] = yaml.safe_load(text.split("---\n")[1])["kind"]
            found.append(coding)
    return found


def within(coding: dict, code: str) -> bool:
    return coding["code"] == code or coding["code"].startswith(f"{code}/")


def gap(one: dict, other: dict) -> int:
    return max(0, other["at"][0] - one["at"][1], one["at"][0] - other["at"][1])


def partners(codings: list[dict], one: dict) -> list[dict]:
    return [other for other in codings if other["source"] == one["source"] and other["id"] != one["id"]]


def test_retrievals_of_the_example_study_are_what_its_files_say(example: Study) -> None:
    codings = example_codings()
    expected = {
        "code:barriers and innbyggere > 50000": [
            c for c in codings if within(c, "barriers") and c["people"] > 50_000
        ],
        "code:measures kind:document": [c for c in codings if within(c, "measures") and c["kind"] == "document"],
        "only:barriers": [c for c in codings if c["code"] == "barriers"],
        "code:barriers near code:drivers": [
            c for c in codings if within(c, "barriers")
            and any(within(other, "drivers") and gap(c, other) <= 200 for other in partners(codings, c))
        ],
        "coder:koder-b overlapping coder:koder-a": [
            c for c in codings if c["coder"] == "koder-b"
            and any(
                other["coder"] == "koder-a" and other["at"][0] < c["at"][1] and c["at"][0] < other["at"][1]
                for other in partners(codings, c)
            )
        ],
    }  # fmt: skip
    for query, found in expected.items():
        assert found, query
        assert sorted(p.coding.id for p in retrieve(example, query)) == sorted(c["id"] for c in found), query
