"""A codings file: whatever Unicode holds comes back the same, read by this program and by another library."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.codings import make_coding, place, read_codings, write_codings
from crosscase.study.model import Coding
from crosscase.study.problems import FileError, StudyError
from studies import BODY, Coded, codings_text, made_id, text_hash

FILE = "codings/alta/fokusgruppe/koder-a.yaml"
SOURCE = "alta/fokusgruppe"

texts = st.text(st.characters(exclude_categories=["Cs"]))
spans = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9))
codings = st.lists(
    st.builds(
        Coding,
        id=st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=1, max_size=10),
        source=st.just(SOURCE),
        coder=st.just("koder-a"),
        code=st.sampled_from(["barriers", "barriers/capacity", "true", "1e5", "0x1f", "no", "2021-12-01"]),
        at=st.none() | spans,
        quote=texts,
        before=texts,
        after=texts,
        created=st.sampled_from(["", "2021-12-01T10:22:05Z"]),
        memo=texts,
        key=st.booleans(),
        origin=st.sampled_from(["", "suggestion", "import"]),
    ),
    unique_by=lambda coding: coding.id,
    max_size=8,
)


def same_path(path: str) -> str:
    return path


@given(codings, st.text("0123456789abcdef", min_size=32, max_size=32))
def test_what_is_written_is_read_back_the_same(codings: list[Coding], text: str) -> None:
    raw = write_codings(SOURCE, "koder-a", text, codings, same_path).encode()
    read = read_codings(FILE, raw)
    assert (read.source, read.coder, read.text) == (SOURCE, "koder-a", text)
    assert {c.id: c for c in read.codings} == {c.id: c for c in codings}
    starts = [(c.at is None, c.at or (0, 0)) for c in read.codings]
    assert starts == sorted(starts, key=lambda s: (s[0], s[1][0], -s[1][1]))


@given(codings)
def test_another_yaml_library_reads_the_same(codings: list[Coding]) -> None:
    raw = write_codings(SOURCE, "koder-a", "ab" * 16, codings, same_path)
    data = yaml.safe_load(raw)
    found = {
        r["id"]: (r["code"], tuple(r["at"]) if "at" in r else None, r["quote"], r["before"], r["after"],
                  r["created"], r.get("memo", ""), r.get("key", False), r.get("origin", ""))
        for r in data["codings"]
    }  # fmt: skip
    assert found == {
        c.id: (c.code, c.at, c.quote, c.before, c.after, c.created, c.memo, c.key, c.origin) for c in codings
    }


def test_one_record_is_written_in_its_fixed_order() -> None:
    coding = Coding(
        "k7f3q2m9x0", SOURCE, "koder-a", "barriers/capacity", (10, 16), "mangel", "er ", " på",
        "2021-12-01T10:22:05Z", "Se «Alta»\nog U+2028: \u2028", True, "search",
    )  # fmt: skip
    assert write_codings(SOURCE, "koder-a", "3fd1" * 8, [coding], same_path) == (
        "source: alta/fokusgruppe\n"
        "coder: koder-a\n"
        f"text: {'3fd1' * 8}\n"
        "codings:\n"
        "  - id: k7f3q2m9x0\n"
        "    code: barriers/capacity\n"
        "    at: [10, 16]\n"
        '    quote: "mangel"\n'
        '    before: "er "\n'
        '    after: " på"\n'
        '    created: "2021-12-01T10:22:05Z"\n'
        '    memo: "Se «Alta»\\nog U+2028: \\u2028"\n'
        "    key: true\n"
        "    origin: search\n"
    )


def test_no_codings_are_written_as_an_empty_list() -> None:
    text = write_codings(SOURCE, "koder-a", "ab" * 16, [], same_path)
    assert text == f"source: alta/fokusgruppe\ncoder: koder-a\ntext: {'ab' * 16}\ncodings: []\n"
    assert read_codings(FILE, text.encode()).codings == ()


def test_a_file_written_by_hand_in_another_style_is_read_the_same() -> None:
    text = (
        "\ufeff# mine\r\ncoder: 'koder-a'\r\ntext: ''\r\nsource: alta/fokusgruppe\r\n"
        "codings:\r\n- {code: barriers, id: 0123456789, at: [1, 2], key: yes}\r\n"
    )
    [coding] = read_codings(FILE, text.encode()).codings
    assert (coding.id, coding.code, coding.at, coding.key) == ("0123456789", "barriers", (1, 2), True)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("at: [", "at: [0, ", 7, "at most 2 items, found 3"),
        ("at: [", "at: [-", 7, "whole number"),
        ("key: true", "key: perhaps", 13, "expected true or false, found `perhaps`"),
        ("coder: koder-a", "coder: Koder A", 2, "expected a slug"),
        ("source: alta/fokusgruppe", "source: skien/plan", 1, "correct `source` and `coder`"),
        ("memo:", "memmo:", 12, "did you mean `memo`?"),
        ("    code: barriers\n", "", 5, "`code` is missing"),
        ("codings:", "codings: none\nx:", 4, "expected a list, found `none`"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(old: str, new: str, line: int, words: str) -> None:
    text = codings_text(SOURCE, "koder-a", BODY, [Coded("barriers", "mangel", memo="x", key=True)])
    assert text.count(old) == 1
    with pytest.raises(FileError) as error:
        read_codings(FILE, text.replace(old, new).encode())
    assert error.value.problem.line == line
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_the_tests_own_writer_and_the_program_agree() -> None:
    coded = [
        Coded("barriers/capacity", "mangel på ressurser", memo="x"),
        Coded("barriers", "Skolene", key=True),
    ]
    text = codings_text(SOURCE, "koder-a", BODY, coded)
    read = read_codings(FILE, text.encode())
    assert read.codings[0].id == made_id(f"{SOURCE}/koder-a", 0)
    assert write_codings(SOURCE, "koder-a", text_hash(BODY), read.codings, same_path) == text


@pytest.mark.parametrize("span", [(-1, 3), (5, 5), (6, 5), (0, len(BODY) + 1), (len(BODY), len(BODY) + 1)])
def test_a_span_that_is_not_in_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(StudyError, match=rf"characters {span[0]}:{span[1]} are not in the text"):
        make_coding(BODY, SOURCE, "koder-a", "barriers", span)


def test_a_new_coding_takes_whole_letters_and_the_context_around_them() -> None:
    body = "Ja. " + "x" * 40 + "e\u0301tt \U0001f469\u200d\U0001f4bb ord" + "y" * 40
    start = body.index("\u0301")
    coding = make_coding(body, SOURCE, "koder-a", "barriers", (start, start + 5))
    assert coding.quote == "e\u0301tt \U0001f469\u200d\U0001f4bb"
    assert coding.at is not None
    assert body[slice(*coding.at)] == coding.quote
    assert (coding.before, coding.after) == ("x" * 32, " ord" + "y" * 28)
    assert place(coding, body, (0, 2)).before == ""
