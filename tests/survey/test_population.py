"""What survey/population.yaml may hold, and what is said where it holds something else."""

from __future__ import annotations

import pytest

from crosscase.study.problems import FileError
from crosscase.survey.population import Decimals, read_population

WHOLE = """population: 356
sample: 88
tables:
  - id: T2
    variable: storrelse
    title: {nb: "Frafall", en: "Non-response"}
    source: SSB
    decimals: {population: 0, deviation: 2}
    groups:
      store: 62
      sma: 174
  - variable: fylke
    groups: {oslo: 1, viken: 51}
"""


def test_a_table_keeps_its_order_its_texts_and_its_lines() -> None:
    population = read_population(WHOLE)
    assert (population.size, population.sample) == (356, 88)
    first, second = population.tables
    assert list(first.groups.items()) == [("store", 62), ("sma", 174)]
    assert (first.title["en"], first.source[""], first.size) == ("Non-response", "SSB", 236)
    lines = WHOLE.split("\n")
    for group, line in first.lines.items():
        assert lines[line - 1].strip() == f"{group}: {first.groups[group]}"
    assert second.lines == {"oslo": 13, "viken": 13}


def test_a_table_without_an_id_goes_by_its_variable_and_has_one_decimal() -> None:
    first, second = read_population(WHOLE).tables
    assert (first.id, second.id) == ("T2", "fylke")
    assert first.decimals == Decimals(0, 1, 2, 1)
    assert second.decimals == Decimals(1, 1, 1, 1)


def test_an_empty_file_knows_nothing() -> None:
    population = read_population("")
    assert (population.size, population.sample, population.tables) == (0, 0, ())


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_population("\ufeff" + WHOLE) == read_population(WHOLE)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (
            "tables:\n  - variable: x\n    groups:\n      a: 1.5\n",
            ":4:",
            "expected a whole number, found `1.5`",
        ),
        ("tables:\n  - variable: x\n    groups: {a: -1}\n", ":3:", "expected a whole number, found `-1`"),
        ("tables:\n  - variable: x\n    groups: {a: 1,\n      a: 2}\n", ":4:", "`a` stands twice"),
        ("tables:\n  - variable: x\n    groups: {a: 0, b: 0}\n", ":3:", "nobody in any group"),
        ("tables:\n  - variable: x\n    groups: {}\n", ":3:", "nobody in any group"),
        ("tables:\n  - groups: {a: 1}\n", ":2:", "`variable` is missing"),
        (
            "tables:\n  - {variable: x, groups: {a: 1}}\n  - {variable: x, groups: {a: 2}}\n",
            ":3:",
            "the table x stands twice",
        ),
        (
            "tables:\n  - {variable: x, groups: {a: 1}, decimals: {sample: 7}}\n",
            ":2:",
            "more than 6 decimals",
        ),
        ("populasjon: 356\n", ":1:", "did you mean `population`?"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(text: str, place: str, words: str) -> None:
    with pytest.raises(FileError) as refused:
        read_population(text)
    line = str(refused.value)
    assert line.startswith(f"survey/population.yaml{place}")
    assert words in line
    assert "\n" not in line
