"""YAML of a study: what is written reads back the same everywhere, and what is refused says where."""

from __future__ import annotations

import datetime
import subprocess
import sys
from typing import Any, get_args

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crosscase.study.yaml_in import DEEPEST, Loader, YamlError, locate, locate_all, parse_with
from crosscase.study.yaml_out import Plain, emit, plain, scalar

PARSERS: tuple[Loader, ...] = get_args(Loader)

every_string = st.text(st.characters())  # surrogates too: they cannot be excluded by whoever types a memo
whole_strings = st.text(st.characters(exclude_categories=["Cs"]))
words = st.text("abcdefxyzno0123456789/_.-ETIN", max_size=12)
flat = whole_strings | st.integers(-(10**12), 10**12) | st.booleans() | words.map(Plain)
flow = st.recursive(flat, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=6)
keys = whole_strings | words | st.text("ab: #\"'", min_size=990, max_size=1100)
documents = st.recursive(
    flow,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)


def as_strings(data: Any) -> Any:
    """What a reader that knows only strings should see of written data."""
    if isinstance(data, dict):
        return {key: as_strings(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [as_strings(value) for value in data]
    if isinstance(data, bool):
        return "true" if data else "false"
    return str(data)


def as_typed(data: Any) -> Any:
    """What PyYAML's own loaders should see of written data."""
    if isinstance(data, dict):
        return {key: as_typed(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [as_typed(value) for value in data]
    return str(data) if isinstance(data, str) else data


def other_loaders(text: str) -> list[Any]:
    return [yaml.load(text, Loader=yaml.CSafeLoader), yaml.load(text, Loader=yaml.SafeLoader)]


def refusal(text: str, parser: Loader = "c") -> YamlError:
    with pytest.raises(YamlError) as caught:
        parse_with(text, parser)
    return caught.value


class TestWrittenAndReadBack:
    @given(every_string)
    @example("\ufeff")
    @example("\ud83d\ude00")
    @example("a\x85b\u2028c\u2029d\r\ne\x00\x7f\ufffe\uffff")
    def test_any_string_reads_back_the_same_with_every_loader(self, value: str) -> None:
        kept = "".join("\ufffd" if 0xD800 <= ord(letter) <= 0xDFFF else letter for letter in value)
        text = f"- {scalar(value)}\n"
        assert [parse_with(text, parser) for parser in PARSERS] == [[kept]] * 3
        assert other_loaders(text) == [[kept]] * 2

    def test_every_code_point_reads_back_the_same(self) -> None:
        for first in range(0, 0x110000, 0x1000):
            block = "".join(
                chr(code) for code in range(first, first + 0x1000) if not 0xD800 <= code <= 0xDFFF
            )
            text = scalar(block)
            assert parse_with(text, "c") == block
            assert yaml.load(text, Loader=yaml.CSafeLoader) == block
            if first < 0x10000:
                assert parse_with(text, "python") == block

    @given(words | every_string)
    @example("no")
    @example("0301")
    @example("2021-11-30")
    @example("2021-12-01T10:22:05Z")
    @example("12e03")
    @example("0o17")
    @example("1_000")
    @example("null")
    @example("barriers/capacity")
    def test_a_plain_word_is_a_string_for_every_loader(self, value: str) -> None:
        kept = "".join("\ufffd" if 0xD800 <= ord(letter) <= 0xDFFF else letter for letter in value)
        for text in (f"- {plain(value)}\n", f"[{plain(value)}, {plain(value)}]\n"):
            expected = [kept] if text.startswith("-") else [kept, kept]
            assert [parse_with(text, parser) for parser in PARSERS] == [expected] * 3
            assert other_loaders(text) == [expected] * 2

    @settings(max_examples=300, deadline=None)
    @given(documents)
    @example(
        {"": {}, "no": [], "a": [[["x"], {}], {"b": [{"c": "d", "e": "f"}]}], "at": (1, (2, Plain("x")), ())}
    )
    @example({"k" * 1200: {"a": "b"}, "l" * 1200: "x", "m" * 1200: [{"n" * 1200: ()}]})
    def test_any_document_reads_back_the_same_with_every_loader(self, data: Any) -> None:
        text = emit(data)
        assert [parse_with(text, parser) for parser in PARSERS] == [as_strings(data)] * 3
        assert other_loaders(text) == [as_typed(data)] * 2

    @given(st.text("ab \n:-[]{}\",'#|>?!&*%é\x85\u2028~<="))
    def test_no_parser_reads_another_value_than_another(self, text: str) -> None:
        read: list[Any] = []
        for parser in PARSERS:
            try:
                read.append(parse_with(text, parser))
            except YamlError:
                continue
        assert all(value == read[0] for value in read)


class TestSpelling:
    def test_a_codings_file_is_written_as_people_read_it(self) -> None:
        record = {
            "id": Plain("k7f3q2m9x0"),
            "code": Plain("barriers/capacity"),
            "at": (1042, 1187),
            "quote": 'mangel på "tid"\n😀',
            "key": True,
        }
        assert emit(
            {"source": Plain("alta/fokusgruppe"), "codings": [record, {"id": Plain("1e5")}], "was": []}
        ) == (
            "source: alta/fokusgruppe\n"
            "codings:\n"
            "  - id: k7f3q2m9x0\n"
            "    code: barriers/capacity\n"
            "    at: [1042, 1187]\n"
            '    quote: "mangel på \\"tid\\"\\n😀"\n'
            "    key: true\n"
            '  - id: "1e5"\n'
            "was: []\n"
        )

    @pytest.mark.parametrize(
        "word", ["no", "No", "y", "0301", "1.10", "12", "1e5", "0x1f", "0b1", "2021-11-30", "", "-", "a b"]
    )
    def test_a_word_that_some_loader_could_take_for_something_else_is_quoted(self, word: str) -> None:
        assert plain(word) == f'"{word}"'

    @pytest.mark.parametrize(
        "word", ["barriers/capacity", "k7f3q2m9x0", "F10.kapasitet", "4k7m0q9x2w", "3fd1c0", "nb", "norge"]
    )
    def test_a_word_that_is_safe_stays_without_quotes(self, word: str) -> None:
        assert plain(word) == word

    @pytest.mark.parametrize("data", [None, 1.5, ({"a": "b"},), (["a"],), {"a": datetime.date(2021, 1, 1)}])
    def test_what_no_record_holds_is_refused(self, data: Any) -> None:
        with pytest.raises(TypeError):
            emit(data)


@pytest.mark.parametrize("parser", PARSERS)
class TestScalarsAreStrings:
    @pytest.mark.parametrize(
        "word",
        [
            "no",
            "Yes",
            "on",
            "true",
            "0301",
            "12:30",
            "1.10",
            "0x1f",
            "2021-11-30",
            "1_000",
            ".inf",
            "=",
        ],
    )
    def test_a_typing_trap_is_read_as_written(self, word: str, parser: Loader) -> None:
        text = f"a: {word}\n{word}: [{word}]\n"
        assert parse_with(text, parser) == {"a": word, word: [word]}
        # the trap is real: a usual loader reads something else or nothing
        try:
            assert yaml.safe_load(text) != {"a": word, word: [word]}
        except yaml.YAMLError:
            assert word == "="

    @pytest.mark.parametrize("word", ["~", "null", "Null", "NULL", "", "''", '""', "# only a comment"])
    def test_null_and_nothing_are_empty(self, word: str, parser: Loader) -> None:
        assert parse_with(f"a: {word}\nb:\n- {word}\n", parser) == {"a": "", "b": [""]}

    def test_a_quoted_null_is_a_word(self, parser: Loader) -> None:
        assert parse_with("a: 'null'\nb: \"~\"\n", parser) == {"a": "null", "b": "~"}

    @pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "---\n", "~"])
    def test_an_empty_document_is_empty(self, text: str, parser: Loader) -> None:
        assert parse_with(text, parser) == ""

    def test_blocks_and_flows_are_read(self, parser: Loader) -> None:
        text = "a: |\n  one\n  two\nb: >\n  one\n  two\nc: {d: [1, 2], e: }\n"
        assert parse_with(text, parser) == {
            "a": "one\ntwo\n",
            "b": "one two\n",
            "c": {"d": ["1", "2"], "e": ""},
        }


@pytest.mark.parametrize("parser", PARSERS)
class TestRefused:
    @pytest.mark.parametrize(
        ("text", "line", "column", "says"),
        [
            ("a: 1\nb: 2\na: 3\n", 3, 1, "the key `a` stands twice, first in line 1"),
            ("x:\n- k: 1\n  'k': 2\n", 3, 3, "the key `k` stands twice, first in line 2"),
            ("a: 1\nb: *c\n", 2, 4, "alias `*c`"),
            ("a: &b x\n", 1, 4, "anchor `&b`"),
            ("a: &b {c: d}\n", 1, 4, "anchor `&b`"),
            ("a: !!int 3\n", 1, 4, "tag `tag:yaml.org,2002:int`"),
            ("a: !!python/object/apply:os.system [x]\n", 1, 4, "tag `tag:yaml.org,2002:python"),
            ("a:\n  <<: {b: c}\n", 2, 3, "merge key"),
            ("a: 1\n---\nb: 2\n", 2, 1, "second document"),
            ("%YAML 1.1\n---\na: 1\n", 1, 1, "directive"),
            ("? [a, b]\n: c\n", 1, 3, "a key must be a word"),
            ("a: b: c\n", 1, 5, "a `:` where none can stand"),
            ("a: x\nb:\n\t- c\n", 3, 1, "a tab"),
            ('a: x\nb: "never\n\nclosed\n', 2, 4, "a quote that is never closed"),
            ("a: 'x' y\n", 1, 8, "text after a closing quote or bracket"),
            ("a: [inaudible] and more\n", 1, 16, "text after a closing quote or bracket"),
            ("a: @b\n", 1, 4, "cannot begin a value"),
            ('a: "C:\\temp\\q"\n', 1, 12, "escape"),
            ('a: "\\U00110000"\n', 1, 7, "stands for no character"),
            ('a: "\\UFFFFFFFF"\n', 1, 7, "stands for no character"),
            ('a: "\\uZZ"\n', 1, 7, "too short"),
            ("a: *viktig*\n", 1, 11, "cannot begin a text"),
            ("a: - b\n", 1, 4, "a list that begins on the line of its key"),
            ("a: x\nb: c\x07d\n", 2, 5, "U+0007"),
            ("a: x\nb: \ud800\n", 2, 4, "U+D800"),
            ("a: x\nb: c\ufeff\n", 2, 5, "U+FEFF"),
        ],
    )
    def test_it_says_what_and_where(
        self, text: str, line: int, column: int, says: str, parser: Loader
    ) -> None:
        error = refusal(text, parser)
        assert (error.line, error.column) == (line, column), error
        assert says in error.message
        assert str(error) == f"line {line}, column {column}: {error.message}"

    def test_lines_are_those_of_an_editor(self, parser: Loader) -> None:
        error = refusal("a: 'x\u2028y\x85z'\nb: 1\nb: 2\n", parser)
        assert (error.line, error.column) == (3, 1)

    @pytest.mark.parametrize("half", ["\\ud800", "\\udfff", "\\ud83d\\ude00"])
    def test_an_escaped_half_of_a_character_is_refused(self, half: str, parser: Loader) -> None:
        error = refusal(f'a: x\nb: "{half}"\n', parser)
        assert error.line == 2
        assert "stands for no character" in error.message

    def test_nesting_ends_at_the_limit(self, parser: Loader) -> None:
        deepest = "[" * DEEPEST + "]" * DEEPEST
        assert yaml.safe_load(deepest) == parse_with(deepest, parser)
        assert f"deeper than {DEEPEST}" in refusal("[" + deepest + "]", parser).message
        assert refusal("[" * 20_000, parser).column == DEEPEST + 1

    @given(text=st.text("ab \n\t:-[]{}\",'#|>?!&*%@`\\\x00é\u2028\ufeff\ud800xuUD8F"))
    def test_any_text_is_read_or_refused_in_one_line_at_a_place_inside_it(
        self, text: str, parser: Loader
    ) -> None:
        error: YamlError | None = None
        try:
            parse_with(text, parser)
        except YamlError as refused:
            error = refused
        if error is not None:
            lines = text.split("\n")
            assert 1 <= error.line <= len(lines)
            assert 1 <= error.column <= len(lines[error.line - 1]) + 1
            assert "\n" not in str(error)


class TestPlaces:
    TEXT = 'codes:\n  - code: a\n    name: {nb: Ja, en: Yes}\n  - code: "b"\n    children:\n      - code: c\n'

    @pytest.mark.parametrize(
        ("path", "place"),
        [
            ([], (1, 1)),
            (["codes"], (2, 3)),
            (["codes", 0], (2, 5)),
            (["codes", 0, "name", "en"], (3, 24)),
            (["codes", 1, "code"], (4, 11)),
            (["codes", 1, "children", 0, "code"], (6, 15)),
        ],
    )
    def test_a_value_is_found(self, path: list[str | int], place: tuple[int, int]) -> None:
        assert locate(self.TEXT, path) == place

    def test_a_path_that_leaves_the_document_gives_the_deepest_value_on_it(self) -> None:
        assert locate(self.TEXT, ["codes", 1, "name", "nb"]) == locate(self.TEXT, ["codes", 1])
        assert locate(self.TEXT, ["codes", 7]) == locate(self.TEXT, ["codes"])
        assert locate("", ["codes"]) == (1, 1)

    def test_a_key_is_found_apart_from_its_value(self) -> None:
        assert locate(self.TEXT, ["codes", 0, "name"], key=True) == (3, 5)
        assert locate_all(self.TEXT, [(["codes"], True), (["codes", 1, "children"], True)]) == [
            (1, 1),
            (5, 5),
        ]

    @given(st.dictionaries(whole_strings, st.lists(whole_strings, max_size=3), max_size=4), st.data())
    def test_the_place_of_a_written_string_is_where_its_text_stands(
        self, data: Any, draw: st.DataObject
    ) -> None:
        strings = [(key, number) for key, values in data.items() for number in range(len(values))]
        if not strings:
            return
        key, number = draw.draw(st.sampled_from(strings))
        text = emit(data)
        line, column = locate(text, [key, number])
        assert text.split("\n")[line - 1][column - 1 :] == scalar(data[key][number])


@pytest.mark.parametrize("libyaml", [True, False])
def test_a_file_is_read_and_its_places_found_with_and_without_libyaml(libyaml: bool) -> None:
    program = (
        "import sys\n"
        f"if not {libyaml}: sys.modules['yaml._yaml'] = None\n"
        "import yaml\n"
        "from crosscase.study.yaml_in import locate, parse\n"
        "text = 'a:\\n- no\\n- 0301\\n'\n"
        "print(yaml.__with_libyaml__, parse(text), locate(text, ['a', 1]))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout == f"{libyaml} {{'a': ['no', '0301']}} (3, 3)\n", done.stderr
