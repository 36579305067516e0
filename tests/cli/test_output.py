"""How lists are laid out."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.cli.output import Format, cell_text, fitted, shortened, visible, width, write
from studies import make_study

WIDTHS = st.lists(st.integers(0, 300), min_size=1, max_size=9)


@given(WIDTHS, st.integers(20, 250))
def test_columns_fit_or_are_as_narrow_as_columns_get(widths: list[int], room: int) -> None:
    found = fitted(widths, room)
    assert all(now <= before for now, before in zip(found, widths, strict=True))
    total = sum(found) + 2 * (len(found) - 1)
    assert total <= room or max(found) <= 8
    if sum(widths) + 2 * (len(widths) - 1) <= room:
        assert found == widths
    cut = [now for now, before in zip(found, widths, strict=True) if now < before]
    whole = [now for now, before in zip(found, widths, strict=True) if now == before]
    if cut and whole:  # the widest give way first
        assert max(whole) <= max(cut) + 1


@given(WIDTHS, st.integers(20, 250))
def test_the_column_people_type_from_is_shortened_last(widths: list[int], room: int) -> None:
    found = fitted(widths, room, 0)
    assert sum(found) + 2 * (len(found) - 1) <= room or max(found) <= 8
    assert found[0] == widths[0] or all(size <= 8 for size in found[1:])


@given(st.text(max_size=40), st.integers(1, 30))
def test_a_shortened_text_fits_and_says_that_it_was_cut(text: str, size: int) -> None:
    text = visible(text)
    short = shortened(text, size)
    assert width(short) <= size
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@given(st.text(st.characters(), max_size=60))
def test_what_is_shown_never_holds_a_control_character(text: str) -> None:
    shown = visible(text)
    assert all(letter.isprintable() or letter in "\u200c\u200d" for letter in shown)
    if text.isprintable():
        assert shown == text


def test_columns_stand_under_each_other_with_numbers_to_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    write(("navn", "antall"), [("ett", 1), ("👍👍 to", 1200), ("日本", 30)], Format.table)
    lines = capsys.readouterr().out.split("\n")
    assert lines == [
        "navn     antall",
        "ett           1",
        "👍👍 to    1200",
        "日本         30",
        "",
    ]


def test_wide_letters_are_cut_at_a_cell_they_fill(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "12")
    write(("x",), [("日本日本日本日本",)], Format.table)
    assert capsys.readouterr().out.split("\n")[1] == "日本日本日…"


def test_cells_are_read_by_people(capsys: pytest.CaptureFixture[str]) -> None:
    cells = [cell_text(c) for c in (None, 3, 0.5, ["a", "b"], {"koder-a": 2, "koder-b": 1})]
    assert cells == ["", "3", "0.5", "a, b", "koder-a 2, koder-b 1"]
    write(("tall",), [(-3,), ("-3",)], Format.csv)
    assert capsys.readouterr().out == "tall\n-3\n'-3\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "words", [["codings", "--format", "csv"], ["status"], ["check", "--format", "json"], ["--help"]]
)
def test_output_that_finds_no_space_is_one_line(tmp_path: Path, words: list[str]) -> None:
    study = make_study(tmp_path / "study")
    command = [sys.executable, "-m", "crosscase", "--study", str(study), *words]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"crosscase: the output: no space left")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_fault(tmp_path: Path, closed: str) -> None:
    study = make_study(tmp_path / "study")
    line = (
        f"exec {shlex.quote(sys.executable)} -m crosscase --study {shlex.quote(str(study))} codings {closed}"
    )
    done = subprocess.run(["sh", "-c", line], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
