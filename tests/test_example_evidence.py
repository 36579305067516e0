"""The case descriptions of the example say no number and no name that is not in the words they rest on."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
CASES = ("alta", "kristiansand", "lillestrom", "skien", "skiptvet")
NUMBERS = {
    "to": 2, "two": 2, "tre": 3, "three": 3, "fire": 4, "four": 4, "fem": 5, "five": 5, "seks": 6, "six": 6,
    "sju": 7, "seven": 7, "tolv": 12, "twelve": 12, "femten": 15, "fifteen": 15,
}  # fmt: skip
ENGLISH_WORDS = frozenset(("to",))  # which are numbers in the other language
TOLD_AS = {"i år": 0, "i fjor": -1}  # how a year is said, against the year of the source
ORDINARY = {"En", "Flere"}  # words that also begin names: En by for alle, Flere i arbeid
NOT_QUOTED = {
    # part of a plan's own name, which is said in the sentence before the one that is coded
    ("lillestrom", "qp67hfxp66"): {"2021", "2024"},
    # part of a plan's own name; the group only says how long it runs
    ("skien", "9tx3dtpqh2"): {"2018"},
    # names by which the study knows a measure; the words coded begin right after it was named
    ("kristiansand", "2kyvvhsrnw"): {"Feiring"},
    ("lillestrom", "qh4e63zjqw"): {"Strømmen"},
    # the name in full of what the group calls MEET
    ("kristiansand", "bc7tjq3xfh"): {"European", "Empowerment", "Programme"},
}
"""By case and statement: what stands in no quote, and why it is there all the same."""


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def quoted(case: str) -> dict[str, tuple[str, int]]:
    """By coding, of any coder: the words, cut from the notes, and the year of the source."""
    found: dict[str, tuple[str, int]] = {}
    for file in sorted((ROOT / "codings" / case).glob("*/*.yaml")):
        notes = (ROOT / "interviews" / case / f"{file.parent.name}.md").read_text("utf-8")
        front, body = notes.split("\n---\n", 1)
        year = int(re.search(r"^date: (\d{4})", front, re.MULTILINE)[1])  # type: ignore[index]
        for coding in read(file)["codings"]:
            start, end = coding["at"]
            found[coding["id"]] = body[start:end], year
    return found


def numbers_in(text: str, but: frozenset[str] = frozenset()) -> set[str]:
    words = re.findall(r"\d+|[^\W\d]+", text.casefold())
    said = {str(NUMBERS[word]) for word in words if word in NUMBERS and word not in but}
    return said | {word for word in words if word.isdigit()}


def names_in(text: str) -> set[str]:
    """Words in capitals anywhere, and with a capital inside a sentence; a genitive's s is none of a name."""
    capitals = {word.removesuffix("s") for word in re.findall(r"\b[A-ZÆØÅ]{2,}s?\b", text)}
    inside = re.findall(r"(?<=[\w,)] )[«“(]?([A-ZÆØÅ][^\W\d]+)", text)
    return capitals | {word if word.isupper() else re.sub(r"(?<=[A-ZÆØÅ])s$", "", word) for word in inside}


def names_of(case: str) -> set[str]:
    """The names in the notes of a case, which may begin a sentence of its description."""
    files = (ROOT / "interviews" / case).glob("*.md")
    found = set[str]().union(*(names_in(file.read_text("utf-8").split("\n---\n", 1)[1]) for file in files))
    return found - ORDINARY


def carried(statement: dict[str, Any], known: dict[str, tuple[str, int]]) -> tuple[str, set[str]]:
    """The words that a statement rests on, and the numbers said in them."""
    said = [known[id] for id in statement["evidence"]]
    numbers = numbers_in(" ".join(words for words, _ in said))
    for words, year in said:
        numbers |= {str(year + away) for phrase, away in TOLD_AS.items() if phrase in words.casefold()}
        told = sorted(int(each) for each in re.findall(r"\b20\d\d\b", words))
        numbers |= {str(told[-1] + 1)} if "året etter" in words else set()
    return " ".join(words for words, _ in said), numbers


@pytest.mark.parametrize("case", CASES)
def test_numbers_and_names_are_in_the_words_a_statement_rests_on(case: str) -> None:
    described, known, named = read(ROOT / "cases" / f"{case}.yaml"), quoted(case), names_of(case)
    checked = 0
    for statement in (each for inside in described["description"].values() for each in inside):
        said, numbers = carried(statement, known)
        text = statement["text"]
        begun = set(re.findall(r"\w+", text["nb"])) & named
        names = (names_in(text["nb"]) | begun) - {described["name"]}
        asked = numbers_in(text["nb"]) | numbers_in(text["en"], ENGLISH_WORDS)
        missing = {name for name in names if name not in said} | (asked - numbers)
        assert missing == NOT_QUOTED.get((case, statement["id"]), set()), statement["id"]
        checked += len(asked | names)
    assert checked > 10


@pytest.mark.parametrize("case", CASES)
def test_both_languages_give_the_same_numbers_and_short_names(case: str) -> None:
    for statement in (
        each for inside in read(ROOT / "cases" / f"{case}.yaml")["description"].values() for each in inside
    ):
        nb, en = statement["text"]["nb"], statement["text"]["en"]
        assert numbers_in(nb) == numbers_in(en, ENGLISH_WORDS), statement["id"]
        assert {name for name in names_in(nb) if name.isupper()} == {
            name for name in names_in(en) if name.isupper()
        } - {"HR"}, statement["id"]
