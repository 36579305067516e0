"""What a file's text becomes before anything is looked for in it."""

import subprocess
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.text import body_hash, normalise, split_front_matter

any_text = st.text(st.sampled_from([*"ab-: \n\r\t", "\u2028", "\x0c", "\x85", "\ufeff", "\ud800", "å", "😀"]))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\r\r\n\n", "\n\n\n"),
        ("\ufeff\ufeffa", "\ufeffa"),
        ("a\ufeff", "a\ufeff"),
        ("x\ud83dy\udc00", "x\ufffdy\ufffd"),
        ("  \x0c\u2028\u00a0 ", "  \x0c\u2028\u00a0 "),
        ("a\u030a", "a\u030a"),
        ("", ""),
    ],
)
def test_only_line_ends_one_mark_and_broken_characters_change(written: str, read: str) -> None:
    assert normalise(written) == read


@given(any_text)
def test_a_normalised_text_can_be_written_and_has_one_kind_of_line_end(text: str) -> None:
    result = normalise(text)
    assert "\r" not in result
    assert result.encode("utf-8").decode("utf-8") == result
    assert normalise("\ufeff" + result) == result


@given(st.lists(st.text(st.characters(exclude_characters="\r\n\ufeff", exclude_categories=["Cs"]))))
def test_the_line_ends_a_file_came_with_do_not_matter(lines: list[str]) -> None:
    assert normalise("\r\n".join(lines)) == normalise("\r".join(lines)) == "\n".join(lines)


def test_the_hash_is_that_of_the_bytes_on_disk(needs: Callable[[str], str]) -> None:
    body = "Vi har ikke folk – 😀\n"
    command = [needs("b2sum"), "--length=128"]
    printed = subprocess.run(command, input=body.encode(), capture_output=True, check=True).stdout
    assert body_hash(body) == printed.decode().split()[0]


def test_the_hash_of_nothing_is_known_and_one_letter_changes_it() -> None:
    assert body_hash("") == "cae66941d9efbd404e4d88758ea67670"
    assert body_hash("a") != body_hash("å") != body_hash("a\u030a")


@pytest.mark.parametrize(
    ("text", "front", "body", "before"),
    [
        ("---\ncase: alta\nkind: interview\n---\n# Tema\n", "case: alta\nkind: interview\n", "# Tema\n", 4),
        ("---\n---\nI1: ja", "", "I1: ja", 2),
        ("---\ncase: alta\n---", "case: alta\n", "", 3),
        ("---\na: b\n---\nen\n---\nto\n", "a: b\n", "en\n---\nto\n", 3),
        ("---\na: |\n  ---\n---x\n---\nb", "a: |\n  ---\n---x\n", "b", 5),
        ("---\na: b\n---\n\n  b", "a: b\n", "\n  b", 3),
        ("---\na: b\n", "", "---\na: b\n", 0),
        ("---", "", "---", 0),
        ("----\na\n---\n", "", "----\na\n---\n", 0),
        (" ---\na: b\n---\nc", "", " ---\na: b\n---\nc", 0),
        ("\n---\na: b\n---\nc", "", "\n---\na: b\n---\nc", 0),
        ("Bare tekst\n", "", "Bare tekst\n", 0),
        ("---\na: 'x\u2028---\u2028y'\n---\nb", "a: 'x\u2028---\u2028y'\n", "b", 3),
        ("", "", "", 0),
    ],
)
def test_front_matter_is_what_stands_between_two_lines_of_three_dashes(
    text: str, front: str, body: str, before: int
) -> None:
    assert split_front_matter(text) == (front, body, before)


@given(st.lists(st.sampled_from(["---", "--- ", "", "a: b", "# T", "x\u2028---", "---\x0c"]), max_size=8))
def test_the_body_begins_at_the_line_it_is_said_to(lines: list[str]) -> None:
    text = "\n".join(lines)
    front, body, before = split_front_matter(text)
    closing = next((place for place in range(1, len(lines)) if lines[place] == "---"), 0)
    if lines[:1] != ["---"]:
        closing = 0
    if closing == 0:
        assert (front, body, before) == ("", text, 0)
    else:
        assert before == closing + 1
        assert body == "\n".join(lines[before:])
        assert front == "".join(line + "\n" for line in lines[1:closing])
