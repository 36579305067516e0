"""Markdown of memos as blocks of a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.documents.values import Bullets, Heading, Paragraph, Table, runs_of
from crosscase.reports.markdown import blocks_of


def told(text: str, level: int = 1) -> list[object]:
    """Blocks in short: kind and words, with * for bold and _ for italic."""
    found: list[object] = []
    for block in blocks_of(text, level):
        if isinstance(block, Heading):
            found.append(("h", block.level, block.text))
        elif isinstance(block, Paragraph):
            found.append((block.style or "p", marked(block.runs)))
        elif isinstance(block, Bullets):
            found.append(("1." if block.numbered else "-", [marked(item) for item in block.items]))
    return found


def marked(runs) -> str:
    return "".join(
        "*" * run.bold + "_" * run.italic + run.text + "_" * run.italic + "*" * run.bold for run in runs
    )


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("en\nto\n\ntre  \nfire", [("p", "en to"), ("p", "tre\nfire")]),
        ("# A\n## B\n\nC\n=", [("h", 3, "A"), ("h", 4, "B"), ("h", 3, "C")]),
        ("###### F", [("h", 6, "F")]),
        ("**f** og *k* og ***b***", [("p", "*f* og _k_ og *_b_*")]),
        ("- a\n- **b**\n  - c\n    - d\n- e", [("-", ["a", "*b*\n– c\n   – d", "e"])]),
        ("1. a\n\n   mer\n2. b", [("1.", ["a\nmer", "b"])]),
        ("> s\n> t\n>\n> - u", [("quote", "s t"), ("-", ["u"])]),
        ("```\na\n  b\n```", [("quote", "a\n  b")]),
        ("`kode` her", [("p", "kode her")]),
        ("a\n\n---\n\nb", [("p", "a"), ("p", "b")]),
        ("[x](http://y) ![z](w) <b>&amp;", [("p", "[x](http://y) ![z](w) <b>&amp;")]),
        ("[x]: http://y", [("p", "[x]: http://y")]),
        ("<div>\n\na", [("p", "<div>"), ("p", "a")]),
        ("", []),
    ],
)  # fmt: skip
def test_markdown_becomes_blocks(text: str, blocks: list[object]) -> None:
    assert told(text, 3) == blocks


@given(
    st.lists(st.text("abc æøå.,:;!?()'\"=/%", min_size=1).filter(lambda t: t.strip()), min_size=1, max_size=6)
)
def test_no_word_of_plain_paragraphs_is_lost(paragraphs: list[str]) -> None:
    text = "\n\n".join(f"ord {paragraph.strip()}" for paragraph in paragraphs)
    shown = " ".join(
        "".join(run.text for run in runs_of(block.runs))
        for block in blocks_of(text)
        if isinstance(block, Paragraph)
    )
    assert shown.split() == text.split()


@given(st.text("#*_-`>1. \n[]()<&;|~ax\t", max_size=80))
def test_whatever_is_written_becomes_blocks_that_a_file_can_hold(text: str) -> None:
    for block in blocks_of(text, 3):
        assert isinstance(block, Heading | Paragraph | Bullets | Table)
        assert not isinstance(block, Heading) or 3 <= block.level <= 6
