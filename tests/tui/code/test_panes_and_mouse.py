"""The panes at every size, the mouse, and the place where one left off."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from code_host import CAPACITY, KNOWLEDGE, LARGE, MIDDLE, SCHOOLS, SIZES, SMALL, SOURCE, UNCODED, Desk, desk
from textual.widgets import OptionList, Tree

from studies import BODY


def text_width(at: Desk) -> int:
    """Cells that the text itself has: the view without its margin, scrollbar and the cursor's cell."""
    return at.view.scrollable_content_region.width - at.view._gutter.cells - 1


def cell_of(at: Desk, words: str, row_words: str = "") -> tuple[int, int]:
    """Where words stand in the view, for a click."""
    for y in range(at.view.size.height):
        row = at.view.render_line(y).text
        if words in row:
            return row.index(words), y
    raise AssertionError(f"{words} is not on the screen")


# sizes


@pytest.mark.parametrize("width", [80, 100, 104, 115, 116, 120, 136, 145, 146, 160, 200])
async def test_the_text_has_sixty_cells_at_every_width_with_margin_and_tags(
    tmp_path: Path, width: int
) -> None:
    async with desk(tmp_path / "study", (width, 24)) as at:
        assert text_width(at) >= 60
        assert "KA" in at.tags() or "SK" in at.tags()
        await at.press(*["alt+left"] * 12)
        assert text_width(at) >= 60


async def test_a_pane_made_wide_in_a_large_window_gives_way_in_a_small_one(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LARGE) as at:
        await at.press(*["alt+left"] * 12)
        wide = at.screen.query_one("#side").size.width
        assert wide == 72
        await at.pilot.resize_terminal(*MIDDLE)
        await at.settled()
        assert text_width(at) >= 60
        await at.pilot.resize_terminal(*LARGE)
        await at.settled()
        assert at.screen.query_one("#side").size.width == wide


@pytest.mark.parametrize(
    ("size", "codebook", "cases"), [(SMALL, False, False), (MIDDLE, True, False), (LARGE, True, True)]
)
async def test_panes_come_with_room(
    tmp_path: Path, size: tuple[int, int], codebook: bool, cases: bool
) -> None:
    async with desk(tmp_path / "study", size) as at:
        assert ("filter codes" in at.text()) is codebook
        assert ("● fokusgruppe" in at.text()) is cases
        assert "Intervjuer: Hvordan opplever dere rasisme" in at.text()


async def test_at_80_columns_the_side_lies_over_the_text_which_keeps_its_width(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", SMALL) as at:
        before = at.view.size.width, at.view.top_offset
        await at.press("z")
        assert (at.view.size.width, at.view.top_offset) == before
        assert at.screen.query_one("#code-tree").has_focus
        await at.press("escape")
        assert "filter codes" not in at.text()
        assert at.view.has_focus


async def test_a_code_chosen_in_the_pane_over_the_text_codes_and_leaves_the_pane(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", SMALL) as at:
        await at.at(UNCODED)
        await at.press("z", "down", "down", "enter")
        assert at.coded(UNCODED) == ["barriers/capacity"]
        assert at.view.has_focus
        assert "filter codes" not in at.text()


@pytest.mark.parametrize("size", SIZES)
async def test_the_footer_holds_the_keys_of_the_main_job(tmp_path: Path, size: tuple[int, int]) -> None:
    async with desk(tmp_path / "study", size) as at:
        footer = " ".join(at.lines()[-1].split())
        assert footer == "u Undo c Code . Again m Memo / Find t Texts z Codes ? Help"


async def test_the_definition_of_the_code_at_hand_is_shown(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(CAPACITY)
        assert "For lite tid, folk eller penger." in at.text()
        at.screen.query_one("#code-tree").focus()
        await at.press("home", "down")  # who looks through the codes wants their rules too
        assert "include: Ta med ressurser i vid" in at.text()
        await at.press("escape")
        await at.at("Intervjuer")
        assert "For lite tid" not in at.text()


async def test_the_filter_leaves_the_codes_it_means_under_their_families(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.click("#code-filter")
        await at.type("kapa")
        assert "Kapasitet" in at.text()
        assert "BA Barrierer" in at.text()
        assert "KU Kunnskap" not in at.text()
        await at.press("enter")
        assert at.screen.query_one("#code-tree").has_focus


async def test_a_family_folds_by_space_and_stays_folded_when_a_code_is_made(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        at.screen.query_one("#code-tree").focus()
        await at.press("home", "space")
        assert "Kapasitet" not in at.text()
        await at.press("escape")
        await at.at(UNCODED)
        await at.press("c")
        await at.type("challenges/Ny")
        await at.press("enter")
        assert "Ny" in at.text()
        assert "Kapasitet" not in at.text()


async def test_counts_follow_a_change(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:

        def row(name: str) -> list[str]:
            [found] = [line for line in at.lines() if f"{name} " in line and ("‹" in line or "▼" in line)]
            end = found.split(name)[1].replace("│", " ").split()
            return [word for word in end if not word.startswith("‹")]

        assert row("KU Kunnskap")[0] == "1"
        assert row("BA Barrierer")[0] == "3"
        await at.at(UNCODED)
        await at.press("1")
        assert row("KU Kunnskap")[0] == "2"
        assert row("BA Barrierer")[0] == "4"
        await at.press("u")
        assert row("KU Kunnskap")[0] == "1"


# cases


async def test_cases_show_how_far_they_are_and_a_case_folds_with_enter(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LARGE) as at:
        spoken = [line.partition(": ")[2] for line in BODY.split("\n") if line.startswith(("I1", "I2"))]
        coded = len(SCHOOLS) + len(CAPACITY) + len(KNOWLEDGE)
        share = coded / sum(map(len, spoken))
        [alta] = [line for line in at.lines() if "Alta" in line and "%" in line]
        assert f"{share:.0%}" in alta
        tree = at.screen.query_one("#cases", Tree)
        tree.focus()
        await at.press("home", "enter")
        assert "● fokusgruppe" not in at.text()
        await at.press("enter")
        assert "● fokusgruppe" in at.text()
        await at.press("down", "down", "down", "enter")
        assert "skien/plan" in at.lines()[0]
        assert at.view.has_focus


# mouse


async def test_drag_over_words_then_click_a_code_in_the_picker(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LARGE) as at:
        x, y = cell_of(at, "sjelden noen sier")
        await at.pilot.mouse_down("#text", offset=(x, y))
        await at.pilot.hover("#text", offset=(x + len("sjelden noen") - 1, y))
        await at.pilot.hover("#text", offset=(x + len("sjelden noen"), y))
        await at.pilot.mouse_up("#text", offset=(x + len("sjelden noen"), y))
        await at.settled()
        assert at.selected == "sjelden noen"
        await at.press("c")
        options = at.app.screen.query_one(OptionList)
        row = next(
            i for i in range(options.option_count) if "Rasisme" in str(options.get_option_at_index(i).prompt)
        )
        await at.click(options, (3, row))
        assert at.coded("sjelden noen") == ["challenges/schools"]


async def test_a_click_on_a_stripe_selects_its_coding(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", MIDDLE) as at:
        rows = [at.view.render_line(y).text for y in range(at.view.size.height)]
        y = next(y for y, row in enumerate(rows) if "SK" in row[: at.view._gutter.cells])
        await at.click("#text", (rows[y].index("SK"), y))
        assert at.selected == SCHOOLS
        assert "▸ SK Rasisme i skolen  ★ 5" in at.pane()


async def test_a_click_in_the_tree_opens_a_source_and_a_click_on_a_code_codes(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LARGE) as at:
        await at.at(UNCODED)
        await at.click("#code-tree", at.tree_row("#code-tree", "Utfordringer"))
        assert at.coded(UNCODED) == ["challenges"]
        assert "Rasisme i skolen" in at.text()  # choosing a family does not fold it
        assert at.view.has_focus
        await at.click("#cases", at.tree_row("#cases", "plan"))
        assert "skien/plan" in at.lines()[0]
        assert "● plan" in at.text()


async def test_two_clicks_select_a_word_and_three_a_sentence(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", MIDDLE) as at:
        x, y = cell_of(at, "sjelden")
        await at.click("#text", (x + 2, y), times=2)
        assert at.selected == "sjelden"
        await at.click("#text", (x + 2, y), times=3)
        assert at.selected == UNCODED


# where one left off


async def test_source_place_widths_and_filters_are_as_they_were_left(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LARGE) as at:
        await at.at(KNOWLEDGE)
        await at.press("t")
        await at.type("skien")
        await at.press("enter")
        await at.at("opplæring")
        await at.press("alt+left", "a", "ctrl+q")
    kept = yaml.safe_load((tmp_path / "study/.crosscase/session.yaml").read_text(encoding="utf-8"))
    assert kept["code.source"] == "skien/plan"
    async with desk(tmp_path / "study", LARGE) as again:
        assert "skien/plan" in again.lines()[0]
        assert again.body[again.view.head :].startswith("opplæring")
        assert again.screen.query_one("#side").size.width == 40
        assert "others hidden" in again.said()
        await again.press("t")
        await again.type("alta")
        await again.press("enter")
        assert again.body[again.view.head :].startswith(KNOWLEDGE)


async def test_a_hidden_side_pane_stays_hidden_and_comes_back_by_its_key(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.press("z", "ctrl+q")
    async with desk(tmp_path / "study") as again:
        assert "filter codes" not in again.text()
        await again.press("z")
        assert "filter codes" in again.text()


async def test_a_source_that_is_gone_since_or_a_broken_session_opens_the_first_text(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.press("ctrl+q")
    session = tmp_path / "study/.crosscase/session.yaml"
    for content in (
        "code.source: gone/text\ncode.offset.gone/text: 7\n",
        "[broken",
        "code.offset.alta/fokusgruppe: 99999\n",
    ):
        session.write_text(content, encoding="utf-8")
        async with desk(tmp_path / "study") as again:
            assert SOURCE in again.lines()[0]


@pytest.mark.parametrize("size", SIZES)
async def test_the_cases_can_be_had_at_every_size_and_a_source_chosen_there(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "study", size) as at:
        width = at.view.size.width
        await at.press("T")
        assert at.screen.query_one("#cases").has_focus
        assert at.view.size.width == width
        await at.press("end", "enter")
        assert "skien/plan" in at.lines()[0]
        assert at.view.has_focus
        assert ("● plan" in at.text()) is (size == LARGE)


async def test_the_source_picker_tells_how_far_each_text_is(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", SMALL) as at:
        await at.press("t")
        assert "coded by koder-a, koder-b" in " ".join(at.text().split())
        assert "3 codings" in at.text()
