"""The lines above and below a place."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from place_host import LARGE, SIZES, SMALL, host, lines, place, running
from rich.cells import cell_len

from crosscase.study.problems import Problem
from crosscase.tui.frame import header_parts, problem_text
from crosscase.tui.words import shortened, shown

LONG = "Kommunenes arbeid mot rasisme og diskriminering i fem kommuner og 88 svar på en undersøkelse"
WORDS = st.text(max_size=120)


@given(st.integers(24, 240), WORDS, WORDS, st.sampled_from(["", "koder-a", "en-koder-med-langt-navn"]), WORDS)
@example(80, LONG, "alta/fokusgruppe", "koder-a", LONG)
def test_the_header_never_overflows_and_always_says_whether_all_is_saved(
    width: int, title: str, where: str, coder: str, junk: str
) -> None:
    for saved in ("", "saved 14:02:11", "NOT SAVED"):
        left, right = header_parts(width, title, where + junk, coder if width >= 60 else "", saved)
        assert cell_len(left) + cell_len(right) + (2 if right else 0) <= width
        assert right.endswith(saved)


@given(WORDS, st.integers(0, 130))
def test_a_shortened_text_keeps_its_ends_and_fits(text: str, width: int) -> None:
    text = shown(text)
    short = shortened(text, width)
    assert cell_len(short) <= width
    if cell_len(text) <= width:
        assert short == text
    elif width > 1:
        first, dots, last = short.partition("…") if "…" not in text else (short[:1], "…", "")
        assert dots
        assert text.startswith(first)
        assert text.endswith(last)


@given(st.integers(0, 240), WORDS, st.integers(1, 20))
def test_the_line_about_problems_fits_and_its_end_gives_way(width: int, message: str, count: int) -> None:
    problems = [
        Problem("codebook/codebook.yaml", 2, 7, "yaml", message),
        *[Problem("a", 0, 0, "b", "c")] * (count - 1),
    ]
    line = problem_text(problems, width)
    assert cell_len(line) <= width
    assert not [c for c in line if ord(c) < 32]
    if width >= 80:
        more = f" (and {count - 1} more: crosscase check)" if count > 1 else ""
        assert line.startswith("! codebook/codebook.yaml:2:7: ")
        assert line.endswith(more)
        said = line.removesuffix(more)
        whole = shown(f"! {problems[0]}")
        assert said == whole or whole.startswith(said.removesuffix("…"))
        assert said == whole or cell_len(line) >= width - 1  # no more than needed gave way


@given(WORDS)
def test_what_is_shown_holds_no_control_character(text: str) -> None:
    assert [c for c in shown(text) if ord(c) < 32 or 0x7F <= ord(c) < 0xA0] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("title", "seen"),
    [
        ("[/]", "[/]"),
        ("[bold]Alta[/bold]", "[bold]Alta[/bold]"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("\x1b[31mrød\x07", "␛[31mrød␇"),
        ("[", "["),
        ("日本 👩‍👩‍👧 x", "日本 👩 x"),
    ],
)
async def test_a_hostile_title_stands_in_the_header_as_written(
    tmp_path: Path, size: tuple[int, int], title: str, seen: str
) -> None:
    study = f"crosscase: 1\nid: x\ntitle: {json.dumps(title, ensure_ascii=False)}\nlanguage: nb\n"
    app = host(tmp_path, files={"study.yaml": study})
    async with running(app, size) as pilot:
        await pilot.pause()
        header = lines(app)[0]
        assert cell_len(header) == size[0]
        assert header.split("Crosscase", 1)[1].strip().startswith(seen + "  ")
        assert "alta/[bold]fokusgruppe" in header


async def test_a_long_title_gives_way_in_the_middle_at_80_columns(tmp_path: Path) -> None:
    app = host(tmp_path, title=LONG)
    async with running(app, SMALL) as pilot:
        app.study.coder = "koder-a"
        app.saving.state = "saved 14:02:11"
        app.show_saved()
        await pilot.pause()
        header = lines(app)[0]
        assert header.rstrip().endswith("alta/[bold]fokusgruppe  koder-a  saved 14:02:11")
        assert header.startswith(" Crosscase  Kommunenes")
        title = header.split("Crosscase  ")[1].split("  alta")[0]
        first, _, last = title.partition("…")
        assert LONG.startswith(first)
        assert LONG.endswith(last)


@pytest.mark.parametrize("size", SIZES)
async def test_header_content_status_and_keys_each_have_their_rows(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = host(tmp_path)
    async with running(app, size) as pilot:
        place(app).status_line.update("sentence selected · 96 characters", "find: «[/]» 2/7")
        await pilot.pause()
        rows = lines(app)
        assert len(rows) == size[1]
        assert rows[0].startswith(" Crosscase  En liten studie")
        assert rows[1].startswith("first place")
        assert rows[-2].startswith(" sentence selected · 96 characters")
        assert rows[-2].rstrip().endswith("find: «[/]» 2/7")
        assert "x Cross out" in rows[-1]
        assert "? Help" in rows[-1]


async def test_what_was_said_covers_what_is_at_hand_and_leaves_it_again(tmp_path: Path) -> None:
    app = host(tmp_path)
    async with running(app, LARGE) as pilot:
        status = place(app).status_line
        status.update("at the cursor", "find: 1/2")
        place(app).say("undid: [/] code barriers")
        status.update("elsewhere")
        await pilot.pause()
        assert lines(app)[-2].split() == ["undid:", "[/]", "code", "barriers", "find:", "1/2"]
        status.unsay()
        await pilot.pause()
        assert lines(app)[-2].split() == ["elsewhere", "find:", "1/2"]
