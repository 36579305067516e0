"""The case descriptions of the example: what each of them holds, and that every sentence may be followed and printed."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = (
    "innledning", "utfordringsbildet", "organisering", "tiltak", "barrierer-og-muligheter", "suksesskriterier",
)  # fmt: skip
CASES = ("alta", "kristiansand", "lillestrom", "skien", "skiptvet")
# by case: how far its measures have come, in order; how many success criteria it gives; the years of its measures
# that are in coded words or in a plan's own name
MEASURES = {
    "alta": "ongoing ongoing ongoing planned ongoing",
    "kristiansand": "ongoing ongoing ongoing done planned done ongoing planned",
    "lillestrom": "ongoing ongoing ended ongoing ongoing ongoing",
    "skien": "ongoing ongoing ongoing ongoing ongoing ongoing",
    "skiptvet": "ongoing ongoing ended ongoing",
}
CRITERIA = {"alta": 3, "kristiansand": 4, "lillestrom": 4, "skien": 5, "skiptvet": 5}
YEARS = {
    "alta": "2019 2022 2021 2024",
    "kristiansand": "2016 2021 2015 2022 2018 2020 2025",
    "lillestrom": "2021 2024 2017 2021 2012 2018 2019 2022",
    "skien": "2020 2024 2013 2023 2018 2030 2020 2029",
    "skiptvet": "2020 2011 2021",
}
IN_A_ROW = 5  # so many words of somebody who may only be paraphrased are never printed in a row
OF_ANYBODY = 6  # nor so many of anybody, or of a document
ID = re.compile(r"[0-9abcdefghjkmnpqrstvwxyz]{10}")


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def described(case: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = read(ROOT / "cases" / f"{case}.yaml")["description"]
    return found


def statements(case: str) -> list[dict[str, Any]]:
    return [statement for inside in described(case).values() for statement in inside]


def bodies(case: str) -> dict[str, str]:
    """The text under the front matter of each source of a case."""
    files = sorted((ROOT / "interviews" / case).glob("*.md"))
    return {file.stem: file.read_text("utf-8").split("\n---\n", 1)[1] for file in files}


def speakers(case: str) -> dict[str, dict[str, Any]]:
    front = (ROOT / "interviews" / case / "fokusgruppe.md").read_text("utf-8").split("\n---\n", 1)[0]
    found: dict[str, dict[str, Any]] = yaml.safe_load(front.removeprefix("---\n"))["speakers"]
    return found


def speaking(case: str) -> dict[str, str]:
    """Of each coding, of whichever coder, who speaks there; empty in documents."""
    found: dict[str, str] = {}
    for file in sorted((ROOT / "codings" / case).glob("*/*.yaml")):
        body = bodies(case)[file.parent.name]
        for coding in read(file)["codings"]:
            start, end = coding["at"]
            assert body[start:end] == coding["quote"]
            line = body[body.rfind("\n", 0, start) + 1 : end]
            named = re.match(r"(I\d): ", line)
            found[coding["id"]] = named[1] if named else ""
    return found


def runs(text: str, many: int = IN_A_ROW) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + many]) for at in range(len(words) - many + 1)}


@pytest.mark.parametrize("case", CASES)
def test_every_section_of_the_template_is_written_within_its_length(case: str) -> None:
    template = read(ROOT / "study.yaml")["template"]
    assert tuple(section["section"] for section in template) == SECTIONS == tuple(described(case))
    for section in template:
        words = sum(len(each["text"]["nb"].split()) for each in described(case)[section["section"]])
        assert section["words"][0] <= words <= section["words"][1], section["section"]


@pytest.mark.parametrize("case", CASES)
def test_a_description_has_its_facts_in_both_languages(case: str) -> None:
    written = statements(case)
    assert 25 <= len(written) <= 30
    assert all(each["text"].keys() == {"nb", "en"} and all(each["text"].values()) for each in written)
    measures = described(case)["tiltak"]
    assert " ".join(each["status"] for each in measures) == MEASURES[case]
    for language in ("nb", "en"):
        told = " ".join(each["text"][language] for each in measures)
        assert set(YEARS[case].split()) <= set(re.findall(r"\b20\d\d\b", told)), language
    assert len(described(case)["suksesskriterier"]) == CRITERIA[case]


@pytest.mark.parametrize("case", CASES)
def test_every_statement_rests_on_codings_of_its_case_that_may_be_used(case: str) -> None:
    known, consent = speaking(case), speakers(case)
    for section, inside in described(case).items():
        for statement in inside:
            evidence = statement.get("evidence", [])
            assert evidence, f"{section} {statement['id']}"
            assert len(set(evidence)) == len(evidence)
            for id in evidence:
                assert known[id] == "" or consent[known[id]]["consent"] in ("quote", "paraphrase"), id
            assert [entry.split(":")[0] for entry in statement.get("seen", [])] == sorted(evidence)


@pytest.mark.parametrize("case", CASES)
def test_nobody_who_may_only_be_paraphrased_is_quoted(case: str) -> None:
    """Names of plans and places apart, which are nobody's words."""
    reserved = {name for name, speaker in speakers(case).items() if speaker.get("consent") != "quote"}
    said = set[tuple[str, ...]]()
    for body in bodies(case).values():
        for line in body.split("\n"):
            if line.partition(":")[0] in reserved and "coder" not in speakers(case)[line.partition(":")[0]]:
                said |= runs(line)
    assert said
    for statement in statements(case):
        assert not runs(statement["text"]["nb"]) & said, statement["id"]


@pytest.mark.parametrize("case", CASES)
def test_sentences_are_our_own(case: str) -> None:
    lines = [line for body in bodies(case).values() for line in body.split("\n")]
    said = set[tuple[str, ...]]().union(*(runs(line, OF_ANYBODY) for line in lines))
    for statement in statements(case):
        assert not runs(statement["text"]["nb"], OF_ANYBODY) & said, statement["id"]


def test_ids_are_nobody_elses() -> None:
    written = [each["id"] for case in CASES for each in statements(case)]
    codings = {id for case in CASES for id in speaking(case)}
    assert len(set(written)) == len(written)
    assert all(ID.fullmatch(id) for id in written)
    assert not codings & set(written)


def test_what_stood_in_a_case_file_stands_there_still() -> None:
    kept = read(ROOT / "cases" / "alta.yaml")
    assert list(kept) == ["name", "attributes", "respondent", "notice", "description"]
    assert kept["respondent"] == "R050"
    assert kept["attributes"]["innbyggere"] == "21071"
