"""Values whose texts try to get out of the file they are written to, and what is left of a text that was written."""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib

from hypothesis import strategies as st

from crosscase.documents.values import (
    Bullets,
    Document,
    Figure,
    Heading,
    Paragraph,
    Rich,
    Run,
    Table,
)

FRAGMENTS = [
    "=1+1", "@SUM(A1)", "-2", "+47", "\t=1", "\r=1", " =1", '=HYPERLINK("http://x.no")',
    "<script>alert(1)</script>", "</td></tr></table>", "<img src=x onerror=alert(1)>", "</style>", "</title>",
    "&amp;", "&#x3c;b&#x3e;", "&lt", "{{ 7*7 }}", "{% raw %}", "]]>", "<!--", "-->", "javascript:alert(1)",
    "https://example.com", "http:", "//example.com", "www", ".example.com", "a@b.no", "<https://x.no>",
    "| a |", "```", "~~~", "# x", "> x", "1. x", "12) x", "- x", "---", "===", "[a](b)", "![a](b)", "[a]: b",
    "**", "*", "_", "\n    x", "\n\n", "$x$", "_x0041_", "_x005F_", '" onload="x', "'", "\\", "\\\n",
    "\x00", "\x1b[2J", "\x85", "\ud800", "\udfff", "\u202e", "\ufffe", "\uffff", "\ufeff", "\r\n", "\u2028", "\x0c",
    "æøå", "日本", "👩‍👩‍👧", "e\u0301", "\U0010ffff",
]  # fmt: skip

TEXTS = st.lists(
    st.sampled_from(FRAGMENTS) | st.text(st.characters(), max_size=6) | st.sampled_from(["ord ", "ett", "."]),
    max_size=5,
).map("".join)
COLORS = st.sampled_from(["", "#D55E00", "#f0e442", "red", "#fff", "#D55E00;background:url(//x)"]) | TEXTS
RUNS = st.builds(
    Run,
    TEXTS,
    bold=st.booleans(),
    italic=st.booleans(),
    underline=st.booleans(),
    strike=st.booleans(),
    superscript=st.booleans(),
    shade=COLORS,
    color=COLORS,
    link=st.sampled_from(["", "#here", "#nowhere", "http://x.no"]) | TEXTS,
)
RICH: st.SearchStrategy[Rich] = st.lists(RUNS, max_size=4).map(tuple)
NUMBERS = st.integers() | st.floats()
CELLS = (
    st.none()
    | st.booleans()
    | NUMBERS
    | TEXTS
    | RICH
    | st.dictionaries(TEXTS, st.integers(0, 9), max_size=2)
    | st.lists(TEXTS, min_size=1, max_size=2).map(tuple)
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of up to 3 columns and 3 rows."""
    columns = draw(st.lists(TEXTS, min_size=1, max_size=3, unique=True))
    row = st.tuples(*(CELLS for _ in columns))
    rows = draw(st.lists(row, max_size=3))
    return Table(tuple(columns), tuple(rows), draw(TEXTS), draw(TEXTS))


def documents() -> st.SearchStrategy[Document]:
    """Documents with blocks of every kind."""
    blocks = (
        st.builds(Heading, st.integers(-1, 9), TEXTS, st.sampled_from(["", "here"]) | TEXTS)
        | st.builds(Paragraph, RICH, st.sampled_from(["", "quote", "note", "caption"]))
        | st.builds(Bullets, st.lists(RICH, min_size=1, max_size=3).map(tuple), st.booleans())
        | st.builds(Figure, st.just("<svg onload='alert(1)'/>"), st.just(picture(3, 2)), TEXTS, TEXTS)
        | tables()
    )
    return st.builds(
        Document,
        TEXTS,
        st.lists(blocks, max_size=4).map(tuple),
        st.sampled_from(["nb", "nn", "en", "x' onload='y", ""]),
        TEXTS,
        TEXTS,
    )


def words(text: str) -> str:
    """What any file must keep of a text: all letters and signs but blanks and what stands for what it cannot hold."""
    return "".join(letter for letter in text if not _may_change(letter))


def _may_change(letter: str) -> bool:
    code = ord(letter)
    return (
        letter.isspace()
        or unicodedata.category(letter) in ("Cc", "Cs")
        or code in (0xFFFD, 0xFFFE, 0xFFFF)
        or 0x2400 <= code <= 0x2426
        or letter in "\u202c\u2069"  # what turns the direction of writing is turned back
    )


def printable(text: str) -> str:
    """A text without what a reader cannot see."""
    return re.sub(r"[^\n]", lambda match: match[0] if match[0].isprintable() else "", text)


def picture(wide: int, high: int) -> bytes:
    """A PNG of one colour."""
    rows = b"".join(b"\0" + bytes((0, 114, 178)) * wide for _ in range(high))
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in parts
    )
