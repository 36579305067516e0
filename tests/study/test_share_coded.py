"""How much of a source is coded, counted letter by letter."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.model import Coding, Source, Speaker
from crosscase.study.progress import codable, next_uncoded, progress
from crosscase.study.segments import Segments, segment
from crosscase.study.spans import union

SPEAKERS = (Speaker("Intervjuer", coder="koder-a"), Speaker("I1"), Speaker("I2"))
LINES = [
    "# Tema",
    "## Mer",
    "Intervjuer: Hva nå?",
    "I1: Ja. Og nei.",
    "I2:",
    "I2: Jo",
    "fortsatt jo",
    "",
    "  ",
    "Å: b",
]

bodies = st.lists(st.sampled_from(LINES), max_size=12).map("\n".join)
spans = st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)), max_size=8)


def source(body: str) -> tuple[Source, Segments]:
    made = Source("alta/x", "alta", "interview", "interviews/alta/x.md", body, "", SPEAKERS)
    return made, segment(body, [speaker.name for speaker in SPEAKERS])


def coding(body: str, start: int, size: int) -> Coding | None:
    end = min(start + size, len(body))
    return Coding("i", "alta/x", "koder-a", "c", (start, end), "") if start < end else None


def to_code(body: str) -> list[int]:
    """Offsets of informants' letters, line by line: the rule of the manual, in the plainest way."""
    found: list[int] = []
    offset, speaker = 0, ""
    for line in body.split("\n"):
        text = line
        if line.startswith("#"):
            speaker, text = "", ""
        for name in ("Intervjuer", "I1", "I2"):
            if line.startswith(f"{name}:"):
                speaker, text = name, line[len(name) + 1 :]
        begin = offset + len(line) - len(text.lstrip())
        if text.strip() and speaker != "Intervjuer":
            found += range(begin, begin + len(text.strip()))
        offset += len(line) + 1
    return found


@given(bodies)
def test_what_is_there_to_be_coded_is_what_informants_say(body: str) -> None:
    made, segments = source(body)
    assert [i for start, end in codable(made, segments) for i in range(start, end)] == to_code(body)


@given(bodies, spans)
def test_the_share_coded_is_the_share_of_letters_under_a_coding(
    body: str, places: list[tuple[int, int]]
) -> None:
    made, segments = source(body)
    codings = [c for start, size in places if (c := coding(body, start, size))]
    there = set(to_code(body))
    covered = {i for c in codings if c.at for i in range(*c.at)}
    result = progress(made, segments, codings)
    assert result.share == (len(there & covered) / len(there) if there else 0.0)
    assert result.size == len(there)
    assert (result.codings, result.coders) == (len(codings), ("koder-a",) if codings else ())


@given(bodies, spans, st.integers(0, 130))
def test_the_next_uncoded_passage_is_the_first_one_after_that_no_coding_touches(
    body: str, places: list[tuple[int, int]], offset: int
) -> None:
    made, segments = source(body)
    codings = [c for start, size in places if (c := coding(body, start, size))]
    covered = {i for c in codings if c.at for i in range(*c.at)}
    open_ones = [p for p in codable(made, segments) if not covered & set(range(*p))]
    after = [p for p in open_ones if p[0] > offset]
    before = [p for p in open_ones if p[0] < offset]
    forward, back = (next_uncoded(made, segments, codings, offset, way) for way in (1, -1))
    assert forward == (after[0] if after else open_ones[0] if open_ones else None)
    assert back == (before[-1] if before else open_ones[-1] if open_ones else None)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda s: (s[0], s[0] + s[1] + 1))))
def test_spans_that_overlap_or_touch_are_one(spans: list[tuple[int, int]]) -> None:
    joined = union(spans)
    assert {i for s in joined for i in range(*s)} == {i for s in spans for i in range(*s)}
    assert all(one[1] < other[0] for one, other in pairwise(joined))


def test_a_lost_coding_counts_as_a_coding_and_covers_nothing() -> None:
    made, segments = source("I1: Ja.\n")
    lost = Coding("i", "alta/x", "koder-b", "c", None, "Nei.")
    assert progress(made, segments, [lost]).share == 0.0
    assert progress(made, segments, [lost]).coders == ("koder-b",)


def test_a_document_counts_every_paragraph_but_headings() -> None:
    body = "# Formål\n\nTo ord.\n"
    made = Source("skien/plan", "skien", "document", "interviews/skien/plan.md", body, "")
    two = Coding("i", "skien/plan", "koder-a", "c", (10, 12), "To")
    assert progress(made, segment(body), [two]).share == 2 / 7
