"""Whatever the bytes of a PDF, an SPSS file or a sheet: a text, or one clear line."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas import DataFrame
from pdf_made import Text, column, make_pdf

from crosscase.reading import statistics_worker
from crosscase.reading.answers import read_answers
from crosscase.reading.pdf import read_pdf
from crosscase.reading.pdf_text import pdf_text
from crosscase.reading.statistics_file import read_statistics
from crosscase.study.problems import StudyError

CASES = settings(
    max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
PAGES = [
    [Text(72, 40, "Plan", 9), *column(72, 100, ["Dette er venstre spalte og", "den er ganske smal her."] * 3),
     *column(320, 100, ["Dette er høyre spalte som", "leses etter den venstre."] * 3), Text(280, 810, str(page), 9)]
    for page in range(1, 4)
]  # fmt: skip
PDFS = (
    make_pdf(PAGES),
    make_pdf(PAGES, pack=True, picture=True),
    make_pdf(PAGES, password=""),
    make_pdf(PAGES, extra=[b"72 400 100 20 re S 172 400 100 20 re S 72 380 100 20 re S 172 380 100 20 re S"]),
)


def _saved() -> bytes:
    frame = DataFrame({"id": ["R1", "R2"], "F1": [1.0, 99.0], "svar": ["Mer tid til å gjøre det", "x" * 300]})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "svar.sav"
        pyreadstat.write_sav(
            frame,
            path,
            variable_value_labels={"F1": {1: "Ja"}},
            missing_ranges={"F1": [{"lo": 98, "hi": 99}]},
        )
        return path.read_bytes()


SAV = _saved()
NUMBERS = (b"0", b"-1", b"4294967295", b"99999999999999999999", b"1e9", b"[", b"<<", b"(", b"/X", b"10 0 R")


def damaged(good: bytes, seed: int) -> bytes:
    """A file with some bytes changed, cut out, doubled or put elsewhere, and numbers that are wrong."""
    chance = random.Random(seed)
    raw = bytearray(good)
    for _ in range(chance.randint(1, 12)):
        start = chance.randrange(len(raw))
        end = min(len(raw), start + chance.choice((1, 1, 2, 8, 60, 400)))
        kind = chance.randrange(6)
        if kind == 0:
            raw[start] = chance.randrange(256)
        elif kind == 1 and len(raw) > 500:
            del raw[start:end]
        elif kind == 2:
            raw[start:start] = raw[start:end]
        elif kind == 3:
            raw[start:end] = chance.randbytes(end - start)
        elif kind == 4:
            places = [place for place in range(len(raw)) if 48 <= raw[place] <= 57]
            place = chance.choice(places or [0])
            raw[place : place + 1] = chance.choice(NUMBERS)
        else:
            raw[start] ^= 1 << chance.randrange(8)
    return bytes(raw)


def check(read: Callable[[], str], label: str = "fil") -> None:
    """What is read is text that can be written; what is refused is told in one line."""
    try:
        text = read()
    except StudyError as error:
        message = str(error)
        assert message.startswith(label)
        assert message.isprintable()
        assert len(message) < 300 + len(label)
    else:
        assert text.encode()
        assert "\r" not in text
        assert "\0" not in text
        assert text.strip()


@CASES
@given(st.sampled_from(PDFS), st.integers(0, 2**32))
def test_a_damaged_pdf_is_read_or_refused(good: bytes, seed: int) -> None:
    check(lambda: pdf_text(damaged(good, seed), "fil.pdf").body)


@CASES
@given(st.binary(max_size=400))
def test_any_bytes_are_read_as_pdf_or_refused(raw: bytes) -> None:
    check(lambda: pdf_text(raw, "fil.pdf").body)
    check(lambda: pdf_text(b"%PDF-1.7\n" + raw, "fil.pdf").body)


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_pdf_is_read_or_refused_in_its_own_process(seed: int) -> None:
    check(lambda: read_pdf(damaged(PDFS[seed % len(PDFS)], seed), "fil.pdf").text.body)


@CASES
@given(
    st.lists(
        st.tuples(
            st.floats(-50, 700), st.floats(-50, 900), st.sampled_from(["1", "I1:", "•", "- x", "ord", "2-", "(a)"]),
            st.floats(0.1, 90), st.booleans(), st.booleans(),
        ),
        max_size=40,
    ),
    st.integers(1, 3),
)  # fmt: skip
def test_words_anywhere_on_a_page_are_read(
    words: list[tuple[float, float, str, float, bool, bool]], pages: int
) -> None:
    raw = make_pdf([[Text(72, 300, "Ord"), *(Text(*word) for word in words)]] * pages)
    check(lambda: pdf_text(raw, "fil.pdf").body)


def ends_well(raw: bytes) -> bool:
    """Whether the reader of SPSS files gives a table or one clear line, in a process that may crash instead.

    A crash is the library's; what people meet then is the subject of `test_apart.py`.
    """
    child = os.fork()
    if not child:
        status = 1
        try:
            check(lambda: f"{statistics_worker.read(raw, 'fil.sav', lambda: None)}")
            status = 0
        finally:
            os._exit(status)
    return not os.WIFEXITED(end := os.waitpid(child, 0)[1]) or os.WEXITSTATUS(end) == 0


@CASES
@given(st.integers(0, 2**32))
def test_a_damaged_spss_file_is_read_or_refused(seed: int) -> None:
    assert ends_well(damaged(SAV, seed))


@CASES
@given(st.binary(max_size=300))
def test_any_bytes_are_read_as_spss_or_refused(raw: bytes) -> None:
    assert ends_well(b"$FL2" + raw)


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_spss_file_is_read_or_refused_in_its_own_process(seed: int) -> None:
    check(lambda: f"{read_statistics(damaged(SAV, seed), 'fil.sav').table.rows}")


@CASES
@given(st.text(max_size=200) | st.binary(max_size=200), st.sampled_from([".csv", ".tsv", ".xlsx", ".sav"]))
def test_any_bytes_are_read_as_a_sheet_of_answers_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: str | bytes, suffix: str
) -> None:
    raw = content if isinstance(content, bytes) else b"id;svar\n" + content.encode("utf-8", "replace")
    path = tmp_path_factory.getbasetemp() / f"fil{suffix}"
    path.write_bytes(raw)
    check(lambda: read_answers(path, ("svar",), "id")[0].text.body, str(path))
