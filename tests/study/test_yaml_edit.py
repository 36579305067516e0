"""Hand-written YAML changed in one place: what is asked for is changed, and nothing else."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.yaml_edit import with_front_value, with_references, with_value
from crosscase.study.yaml_out import Plain, emit

CASE = """# en kommune i nord
name: "Alta"   # uten kommune

attributes:
  fylke: Finnmark   # til 2019
  innbyggere: "21071"
# om teksten
notice: >
  Konstruert
  for demonstrasjon.
"""


@pytest.mark.parametrize(
    ("text", "key", "value", "wanted"),
    [
        (CASE, "name", "Álttá", CASE.replace('"Alta"', '"Álttá"')),
        (CASE, "notice", "Kort.", CASE[: CASE.index("notice")] + 'notice: "Kort."\n'),
        (
            CASE,
            "attributes",
            {"fylke": "Troms", "nr": "5601"},
            CASE.replace('  fylke: Finnmark   # til 2019\n  innbyggere: "21071"\n', '  fylke: "Troms"\n  nr: "5601"\n'),
        ),
        ("name: Alta\n", "attributes", {"nr": "0301"}, 'name: Alta\nattributes:\n  nr: "0301"\n'),
        ("name: Alta # x", "attributes", {"nr": "1"}, 'name: Alta # x\nattributes:\n  nr: "1"\n'),
        ("name: Alta\nattributes: {a: b} # c\n", "attributes", {"a": "c"}, 'name: Alta\nattributes:\n  a: "c" # c\n'),
        ("name: Alta\nattributes:\n", "attributes", {"a": "c"}, 'name: Alta\nattributes:\n  a: "c"\n'),
        ("name: Alta\r\nx: y\r\n", "attributes", {"a": "c"}, 'name: Alta\r\nattributes:\r\n  a: "c"\r\nx: y\r\n'),
        ("  name: Alta\n  x: y\n", "attributes", {"a": "c"}, 'name: "Alta"\nx: "y"\nattributes:\n  a: "c"\n'),
        ("{name: Alta}\n", "name", "Å", '{name: "Å"}\n'),
        ("{name: Alta}\n", "attributes", {"a": "c"}, 'name: "Alta"\nattributes:\n  a: "c"\n'),
        ("", "name", "Alta", 'name: "Alta"\n'),
    ],
)  # fmt: skip
def test_one_key_is_set_and_the_rest_stays_to_the_letter(
    text: str, key: str, value: str | dict[str, str], wanted: str
) -> None:
    found = with_value(text, key, value, ("name",))
    assert found == wanted
    assert yaml.load(found, yaml.BaseLoader)[key] == value


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = words | st.dictionaries(words, words, max_size=3) | st.lists(words, max_size=3)
mappings = st.dictionaries(words, values, max_size=4)


def plainly(data: object) -> object:
    """With whatever the writer of YAML replaces replaced."""
    return yaml.load(emit(data), yaml.BaseLoader)


@given(data=mappings, key=words, value=words | st.dictionaries(words, words, max_size=3))
def test_any_key_of_any_mapping_reads_as_it_was_set(
    data: dict[str, object], key: str, value: str | dict[str, str]
) -> None:
    found = yaml.load(with_value(emit(data), key, value), yaml.BaseLoader)
    assert found == plainly({**data, key: value})


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("tekst\n", '---\ntitle: "T"\n---\ntekst\n'),
        ("\ufefftekst", '\ufeff---\ntitle: "T"\n---\ntekst'),
        ("---\n---\ntekst", '---\ntitle: "T"\n---\ntekst'),
        (
            "---\ncase: alta\nmode: video\n---\n---\nx",
            '---\ncase: alta\ntitle: "T"\nmode: video\n---\n---\nx',
        ),
        ("---\r\ncase: alta\r\n---\r\nx\r\n", '---\r\ncase: alta\r\ntitle: "T"\r\n---\r\nx\r\n'),
        ("---\nunclosed: x\n", '---\ntitle: "T"\n---\n---\nunclosed: x\n'),
    ],
)
def test_front_matter_takes_a_value_and_the_body_stays(content: str, wanted: str) -> None:
    assert with_front_value(content, "title", "T", ("kind", "case")) == wanted


def test_names_are_changed_under_their_keys_alone_and_keep_their_quotes() -> None:
    text = """# alta
case: alta # alta
alta: alta
cells:
  - {source: 'alta/a', case: "alta", sources: [alta/a, alta/b,
      "alta/a"]}
  - source:
      alta/a
    nested: {deep: [[{cases: [alta, skien]}]]}
    text: alta/a
"""
    case, source = {"alta": "ny"}, {"alta/a": "ny/a"}
    renamed = {"case": case, "cases": case, "source": source, "sources": source}
    assert with_references(text, renamed) == """# alta
case: ny # alta
alta: alta
cells:
  - {source: 'ny/a', case: "ny", sources: [ny/a, alta/b,
      "ny/a"]}
  - source:
      ny/a
    nested: {deep: [[{cases: [ny, skien]}]]}
    text: alta/a
"""  # fmt: skip
    assert with_references(text, {}) == text


@given(data=mappings)
def test_a_document_that_names_nothing_stays_the_same(data: dict[str, object]) -> None:
    text = emit(data)
    assert with_references(text, {"case": {"no such name": "x"}}) == text


def test_a_plain_name_stays_plain() -> None:
    assert with_value("case: alta\n", "case", Plain("skien")) == "case: skien\n"
    assert with_value("case: alta\n", "case", Plain("1234")) == 'case: "1234"\n'
