"""The questionnaire as the programme needs it: which answers an item or a group stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
RESPONSES = ROOT / "survey" / "responses.csv"
Row = dict[str, str]
"""A respondent's cells, column -> option id, `1` or `0`, or a number; empty where nobody asked."""
Answer = tuple[str, frozenset[str]]
"""A column, and the values there that are meant."""

_FILE = yaml.safe_load((ROOT / "survey" / "questions.yaml").read_text(encoding="utf-8"))
QUESTIONS: Mapping[str, Mapping[str, Any]] = {q["id"]: q for q in _FILE["questions"]}
VARIABLES: Mapping[str, Mapping[str, Any]] = {v["id"]: v for v in _FILE["variables"]}
POPULATION = yaml.safe_load((ROOT / "survey" / "population.yaml").read_text(encoding="utf-8"))


def options(question: str) -> list[str]:
    """The ids of a question's options."""
    return [option["id"] for option in _spoken(question)["options"]]


def rows(question: str) -> list[str]:
    """The ids of a grid's rows; of another question, none."""
    return [row["id"] for row in QUESTIONS[question].get("rows", [])]


def columns() -> Iterator[str]:
    """The columns of the responses, in order."""
    yield from ("respondent", "synthetic")
    for name, question in QUESTIONS.items():
        if question["type"] == "grid":
            yield from (f"{name}.{row}" for row in rows(name))
        elif question["type"] == "multiple":
            yield from (f"{name}.{option}" for option in options(name))
        elif question["type"] != "open":
            yield name


def meaning(item: str) -> Answer:
    """What an item of the questionnaire stands for in the responses."""
    question, *rest = item.split(".")
    if QUESTIONS[question]["type"] == "multiple":
        return item, frozenset({"1"})
    column = question if QUESTIONS[question]["type"] == "single" else f"{question}.{rest.pop(0)}"
    return column, frozenset(_widened(question, rest[0]))


def in_group(row: Row, variable: str, groups: Sequence[str]) -> bool:
    """Whether a respondent belongs to one of these groups."""
    if variable not in VARIABLES:
        return row[variable] in groups
    found = VARIABLES[variable]
    cell = row[found["question"]]
    for group in found["groups"]:
        if group["id"] not in groups:
            continue
        if "from" in group:
            return int(group["from"]) <= int(cell) <= int(group["to"])
        if cell in {o for name in group["options"] for o in _widened(found["question"], name)}:
            return True
    return False


def group_names(variable: str) -> list[str]:
    """The groups of a variable, or of a question that is used as one."""
    return [g["id"] for g in VARIABLES[variable]["groups"]] if variable in VARIABLES else options(variable)


def asked(row: Row, question: str) -> bool:
    """Whether a respondent was asked a question (for a grid: some row of it)."""
    if question == "F4":
        return row["F3"] in ("noen", "ganske-store", "svaert-store")
    return row["F6"] in ("svaert-stor", "ganske-stor", "noen") if question in ("F8", "F9") else True


def counts(percent: int, base: int) -> tuple[int, int]:
    """The least and the greatest count that print as this percent of a base; none where the first is greater."""
    half = Fraction(1, 2)
    least = ceil(Fraction(base) * (percent - half) / 100)
    most = ceil(Fraction(base) * (percent + half) / 100) - 1
    return max(least, 0), most


def half_up(value: Fraction, decimals: int = 0) -> Fraction:
    """A number as it is printed: a half goes away from nought."""
    scaled = abs(value) * 10**decimals
    rounded = Fraction(floor(scaled + Fraction(1, 2)), 10**decimals)
    return rounded if value >= 0 else -rounded


def _spoken(question: str) -> Mapping[str, Any]:
    found = QUESTIONS[question]
    return _FILE["scales"][found["scale"]] if "scale" in found else found


def _widened(question: str, name: str) -> list[str]:
    boxes = {box["id"]: box["options"] for box in _spoken(question).get("boxes", [])}
    return list(boxes.get(name, [name]))
