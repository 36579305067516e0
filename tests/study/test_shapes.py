"""Shapes: typed values out of YAML, and errors that name place, find and nearest valid name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from crosscase.study.problems import FileError, Problem
from crosscase.study.shapes import (
    ByLanguage,
    Flag,
    Listed,
    Slug,
    Text,
    Whole,
    nearest,
    read_problems,
    read_shape,
    validate,
)
from crosscase.study.yaml_in import parse
from crosscase.study.yaml_out import emit


@dataclass(frozen=True, slots=True)
class Leaf:
    code: Slug
    name: ByLanguage
    definition: Text = ""
    keywords: Listed[Text] = ()
    key: Flag = False
    at: tuple[Whole, Whole] | None = None
    kind: Literal["interview", "document"] = "document"
    children: Listed[Leaf] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    codes: Listed[Leaf]
    notes: dict[str, Leaf] = field(default_factory=dict)


class Model(BaseModel):
    title: Text
    leaf: Leaf | None = None


def messages(text: str, shape: type[object] = Tree) -> list[str]:
    return [str(problem) for problem in read_problems(text, shape, "f.yaml")]


class TestRead:
    def test_a_dataclass_is_filled_with_typed_values(self) -> None:
        text = (
            "codes:\n"
            "  - code: barriers\n"
            "    name: {nb: Barrierer, no: no}\n"
            "    at: [12, 0301]\n"
            "    key: yes\n"
            "    keywords: [tid, 1.10]\n"
            "    children:\n"
            "      - code: capacity\n"
            "        name: 12:30\n"
        )
        child = Leaf("capacity", {"": "12:30"})
        names = {"nb": "Barrierer", "no": "no"}
        leaf = Leaf("barriers", names, keywords=("tid", "1.10"), key=True, at=(12, 301), children=(child,))
        assert read_shape(text, Tree, "f.yaml") == Tree((leaf,))

    def test_a_model_is_filled_too(self) -> None:
        read = read_shape("title: no\nleaf: {code: a, name: b}\n", Model, "f.yaml")
        assert read == Model(title="no", leaf=Leaf("a", {"": "b"}))

    def test_a_list_whose_key_stands_alone_is_empty(self) -> None:
        assert read_shape("codes:\n", Tree, "f.yaml") == Tree(())

    def test_parsed_data_is_validated_alike(self) -> None:
        text = "codes: []\n"
        assert validate(parse(text), Tree, text, "f.yaml") == Tree(())
        with pytest.raises(FileError, match=r"^f\.yaml:5:1: unknown key `cods`"):
            validate(parse("cods: []\ncodes:\n"), Tree, "cods: []\ncodes:\n", "f.yaml", first_line=5)

    @given(st.integers(0, 10**17 - 1))
    def test_decimal_digits_are_a_number(self, number: int) -> None:
        read = read_shape(f"codes: [{{code: a, name: b, at: [0{number}, {number}]}}]\n", Tree, "f.yaml")
        assert read.codes[0].at == (number, number)

    @pytest.mark.parametrize(
        "written", ["1.0", "1_0", "'1 '", "0x1f", "٣", "one", "-1", "''", "[1]", "9" * 19, "12:30"]
    )
    def test_what_is_not_decimal_digits_is_no_number(self, written: str) -> None:
        assert (
            "expected a whole number" in messages(f"codes: [{{code: a, name: b, at: [1, {written} ]}}]\n")[0]
        )


words = st.text(st.characters(), max_size=200)


class TestErrors:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (
                "codes:\n- code: a\n  name: b\n  definiton: c\n",
                "4:3: unknown key `definiton`; did you mean `definition`?",
            ),
            ("codes:\nfoo: 1\n", "2:1: unknown key `foo`; known are `codes`, `notes`"),
            (
                "notes: {x: {code: a, name: b, Kind: document}}\ncodes:\n",
                "1:31: unknown key `Kind`; did you mean `kind`?",
            ),
            (
                "codes:\n- code: a\n  name: b\n  children:\n  - code: c\n    nam: d\n    name: e\n",
                "6:5: unknown key `nam`; did you mean `name`?",
            ),
            ("codes:\n- code: a\n", "2:3: `name` is missing in `codes, item 1`: add it"),
            ("notes: {}\n", "1:1: `codes` is missing: add it"),
            (
                "codes:\n- code: Æ b\n  name: b\n",
                "2:9: `codes, item 1, code`: expected a slug (a-z, 0-9 and single hyphens), found `Æ b`",
            ),
            (
                "codes:\n- code: a\n  name: [b]\n",
                "3:9: `codes, item 1, name`: expected a text, or texts by language, found a list",
            ),
            (
                "codes:\n- code: a\n  name: {nb: [x]}\n",
                "3:14: `codes, item 1, name, nb`: expected a text, found a list",
            ),
            (
                "codes:\n- {code: a, name: b, key: maybe}\n",
                "2:27: `codes, item 1, key`: expected true or false, found `maybe`",
            ),
            (
                "codes:\n- {code: a, name: b, definition: {c: d}}\n",
                "2:34: `codes, item 1, definition`: expected a text, found keys and values",
            ),
            (
                "codes:\n- {code: a, name: b, keywords: tid}\n",
                "2:32: `codes, item 1, keywords`: expected a list, found `tid`",
            ),
            (
                "codes:\n- {code: a, name: b, kind: interveiw}\n",
                "2:28: `codes, item 1, kind`: expected one of `interview`, `document`, found `interveiw`",
            ),
            (
                "codes:\n- {code: a, name: b, at: [1, 2, 3]}\n",
                "2:26: `codes, item 1, at`: expected at most 2 items, found 3",
            ),
            (
                "codes:\n- {code: a, name: b, at: [1]}\n",
                "2:26: `item 2` is missing in `codes, item 1, at`: add it",
            ),
            ("codes: [a]\n", "1:9: `codes, item 1`: expected keys and values, found `a`"),
            ("- a\n", "1:1: expected keys and values, found a list"),
            ("", "1:1: expected keys and values, found nothing"),
        ],
    )
    def test_one_mistake_gives_one_line_with_its_place(self, text: str, says: str) -> None:
        assert messages(text) == [f"f.yaml:{says}"]

    def test_a_model_refuses_unknown_keys_too(self) -> None:
        text = "title: a\nleaf: {code: a, name: b, defintion: c}\nlef: d\n"
        assert messages(text, Model) == [
            "f.yaml:2:26: unknown key `defintion`; did you mean `definition`?",
            "f.yaml:3:1: unknown key `lef`; did you mean `leaf`?",
        ]

    def test_each_error_of_a_file_is_a_problem_in_the_order_of_the_file(self) -> None:
        text = "zzz: 1\ncodes:\n- {code: A, name: b}\n- code: a\n- {code: a, name: b, key: 1}\n"
        assert [(problem.line, problem.column) for problem in read_problems(text, Tree, "f.yaml")] == [
            (1, 1),
            (3, 10),
            (4, 3),
            (5, 27),
        ]

    def test_three_errors_are_told_in_one_line(self) -> None:
        with pytest.raises(FileError) as caught:
            read_shape("zzz: 1\ncodes:\n- {code: a}\n- {name: b}\n", Tree, "f.yaml")
        assert str(caught.value) == (
            "f.yaml:1:1: unknown key `zzz`; known are `codes`, `notes`; "
            "line 3: `name` is missing in `codes, item 1`: add it; "
            "line 4: `code` is missing in `codes, item 2`: add it"
        )

    def test_more_than_three_errors_are_counted(self) -> None:
        with pytest.raises(FileError) as caught:
            read_shape("codes:\n" + "- {code: a}\n" * 7, Tree, "f.yaml")
        assert str(caught.value).endswith("; and 4 more")
        assert str(caught.value).count("is missing") == 3

    def test_lines_count_from_the_line_the_text_begins_on(self) -> None:
        with pytest.raises(FileError) as caught:
            read_shape("codes:\n- {code: a}\n- {code: b}\n", Tree, "f.md", first_line=2)
        assert str(caught.value).startswith("f.md:3:3: ")
        assert "; line 4: " in str(caught.value)
        assert read_problems("codes: [\n", Tree, "f.md", first_line=2)[0].line >= 2

    def test_malformed_yaml_is_one_problem_of_its_own_kind(self) -> None:
        problem = Problem("f.yaml", 3, 1, "yaml", "the key `a` stands twice, first in line 2: keep one")
        assert read_problems("a: 1\na: 2\n", Tree, "f.yaml", first_line=2) == [problem]
        with pytest.raises(FileError) as caught:
            read_shape("a: 1\na: 2\n", Tree, "f.yaml", first_line=2)
        assert caught.value.problem == problem

    @given(words, words)
    def test_an_error_is_one_printable_line_whatever_the_file_holds(self, key: str, value: str) -> None:
        text = emit({"codes": [{"code": value, key: value, "key": value + "?"}]})
        for problem in read_problems(text, Tree, "f.yaml"):
            assert str(problem).isprintable()
            assert len(str(problem)) < 300


class TestNearest:
    def test_the_most_alike_word_is_found(self) -> None:
        assert nearest("definiton", ["define", "definition", "exclude"]) == "definition"
        assert nearest("BARRIERS", ["barriers", "drivers"]) == "barriers"

    def test_nothing_is_offered_where_nothing_is_like_it(self) -> None:
        assert nearest("xyz", ["definition", "name"]) is None
        assert nearest("definiton", []) is None

    def test_the_bar_can_be_raised(self) -> None:
        assert nearest("barier", ["barriers"], least=80) == "barriers"
        assert nearest("barier", ["barriers"], least=95) is None
