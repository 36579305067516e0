"""Editing a text in the workbench: what is typed, what is drawn, what is on disk."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from code_host import CAPACITY, KNOWLEDGE, SCHOOLS, SMALL, SOURCE, UNCODED, Desk, desk
from rich.style import Style

from crosscase.study.drafts import draft_of
from crosscase.study.opening import open_folder
from crosscase.study.review import put
from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.dialogs import Confirm
from crosscase.tui.editing import screen as editing
from crosscase.tui.editing.area import TextField
from crosscase.tui.editing.screen import EditScreen
from studies import BODY, Coded

TEXT = f"interviews/{SOURCE}.md"
OWN = f"codings/{SOURCE}/koder-a.yaml"


def field(open_desk: Desk) -> TextField:
    return open_desk.app.screen.query_one(TextField)


def underlined(area: TextField, row: int) -> str:
    """What of a line of the text is drawn as coded."""
    line = area.get_line(row)
    spans = [s for s in line.spans if isinstance(s.style, Style) and s.style.underline]
    return "|".join(line.plain[s.start : s.end] for s in spans)


def row_of(area: TextField, words: str) -> int:
    return next(row for row, line in enumerate(area.lines.lines) if words in line)


async def edit_at(open_desk: Desk, words: str) -> TextField:
    await open_desk.at(words)
    await open_desk.press("E")
    return field(open_desk)


@pytest.mark.parametrize("size", [SMALL, (120, 40)])
async def test_a_sentence_is_typed_and_saved_and_the_codings_stand_on_their_words(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "s", size) as d:
        before = {file: (d.folder / file).read_bytes() for file in (TEXT, OWN)}
        area = await edit_at(d, UNCODED)
        await d.type("Sant nok. ")
        assert underlined(area, row_of(area, SCHOOLS)) == SCHOOLS
        assert "not saved" in d.text()
        await d.press("ctrl+s")
        assert isinstance(d.app.screen, CodeScreen)
        assert "text saved; your codings kept their words" in d.said()
        assert f"Sant nok. {UNCODED}" in (d.folder / TEXT).read_text()
        body = (d.folder / TEXT).read_text().split("---\n", 2)[2]
        assert [body[slice(*c["at"])] for c in d.codings()] == [c["quote"] for c in d.codings()]
        assert d.body[d.view.head - 10 :].startswith("Sant nok. ")
        await d.press("u")
        assert {file: (d.folder / file).read_bytes() for file in before} == before


async def test_codings_go_with_what_is_typed_and_come_back_with_what_is_taken_back(tmp_path: Path) -> None:
    async with desk(tmp_path / "s") as d:
        area = await edit_at(d, CAPACITY)
        row = row_of(area, CAPACITY)
        for _ in range(6):
            await d.press("delete")  # "mangel"
        assert underlined(area, row).split("|")[-1] == CAPACITY.removeprefix("mangel")
        for _ in range(6):
            await d.press("ctrl+z")
        assert area.text == BODY
        assert underlined(area, row).split("|")[-1] == CAPACITY


async def test_the_line_below_names_the_codings_at_the_cursor_and_says_whose_words_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "PAUSE", 0.01)
    async with desk(tmp_path / "s") as d:
        await edit_at(d, CAPACITY)
        await d.press("right", "right", "x")
        await d.pilot.pause(0.05)
        await d.settled()
        assert "barriers/capacity" in d.text()
        assert "barriers/capacity (koder-b)" in d.text()
        assert "2 changed" in d.text()
        await d.press("ctrl+s")
        assert "1 of your codings changed its words: they want a look" in d.said()


async def test_leaving_asks_before_words_are_lost(tmp_path: Path) -> None:
    async with desk(tmp_path / "s") as d:
        await edit_at(d, UNCODED)
        await d.type("x")
        await d.press("escape")
        assert isinstance(d.app.screen, Confirm)
        await d.press("n")
        assert isinstance(d.app.screen, EditScreen)
        await d.press("escape", "y")
        assert isinstance(d.app.screen, CodeScreen)
        assert d.body == BODY


async def test_words_that_were_not_saved_when_the_machine_stopped_are_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "DRAFT_EVERY", 0.01)
    async with desk(tmp_path / "s") as d:
        await edit_at(d, UNCODED)
        await d.type("Viktig")
        await d.pilot.pause(0.1)
        assert draft_of(d.folder, SOURCE) is not None
    async with desk(tmp_path / "s") as d:
        await d.press("E")
        assert isinstance(d.app.screen, Confirm)
        await d.press("y")
        area = field(d)
        assert f"Viktig{UNCODED}" in area.text
        assert underlined(area, row_of(area, SCHOOLS)) == SCHOOLS
        await d.press("ctrl+s")
        assert f"Viktig{UNCODED}" in (d.folder / TEXT).read_text()
        assert draft_of(d.folder, SOURCE) is None


async def test_words_that_are_not_taken_up_again_are_kept_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "DRAFT_EVERY", 0.01)
    async with desk(tmp_path / "s") as d:
        await edit_at(d, UNCODED)
        await d.type("Viktig")
        await d.pilot.pause(0.1)
    async with desk(tmp_path / "s") as d:
        await d.press("E", "n")
        assert field(d).text == BODY
        [kept] = (d.folder / ".crosscase/drafts").glob("*.txt")
        assert f"Viktig{UNCODED}" in kept.read_text()


async def test_what_another_program_wrote_meanwhile_stays(tmp_path: Path) -> None:
    async with desk(tmp_path / "s") as d:
        await edit_at(d, UNCODED)
        await d.type("x")
        theirs = (d.folder / TEXT).read_text().replace("to stykker", "tre stykker")
        (d.folder / TEXT).write_text(theirs)
        await d.press("ctrl+s")
        assert "changed by another program" in d.text()
        assert (d.folder / TEXT).read_text() == theirs
        draft = draft_of(d.folder, SOURCE)
        assert draft is not None
        assert f"x{UNCODED}" in draft.text


async def test_words_that_cannot_be_saved_are_kept_in_a_file_where_one_leaves(tmp_path: Path) -> None:
    async with desk(tmp_path / "s", SMALL) as d:
        await edit_at(d, UNCODED)
        await d.type("Viktig ")
        (d.folder / TEXT).write_text((d.folder / TEXT).read_text().replace("to stykker", "tre stykker"))
        await d.press("ctrl+s", "escape", "escape")  # a notice says why
        assert "is kept in a file" in d.text()
        await d.press("y")
        [kept] = (d.folder / ".crosscase/drafts").glob("*.txt")
        assert f"Viktig {UNCODED}" in kept.read_text()
        # the poll may tell of the other program's change right after it
        assert kept.name in d.said() or "changed by another program" in d.said()


async def test_words_that_can_neither_be_saved_nor_kept_hold_nobody_in(tmp_path: Path) -> None:
    async with desk(tmp_path / "s", SMALL) as d:
        await edit_at(d, UNCODED)
        await d.type("x")
        d.folder.rename(tmp_path / "away")
        await d.press("ctrl+s", "escape", "escape", "y")
        assert "cannot be kept" in d.text()
        await d.press("escape")
        assert "is dropped" in d.text()
        await d.press("y")
        assert isinstance(d.app.screen, CodeScreen)


async def test_leaving_the_program_keeps_what_was_typed_last(tmp_path: Path) -> None:
    async with desk(tmp_path / "s") as d:
        await edit_at(d, UNCODED)
        await d.type("Viktig")
        await d.press("ctrl+q", "y")
    draft = draft_of(tmp_path / "s", SOURCE)
    assert draft is not None
    assert f"Viktig{UNCODED}" in draft.text


@pytest.mark.parametrize("body", ["", "En linje\nog den siste"])
async def test_the_last_line_can_be_cut_and_comes_back(tmp_path: Path, body: str) -> None:
    async with desk(tmp_path / "s", sources={SOURCE: body}, codings={}) as d:
        await d.press("E")
        area = field(d)
        area.go_to(len(body))
        await d.press("ctrl+x")
        assert area.text == body[: body.rfind("\n") + 1]
        await d.press("ctrl+z")
        assert area.text == body


async def test_undo_gives_letters_back_as_they_were_composed(tmp_path: Path) -> None:
    odd = "I1: Pa\u030a skolen\x07 er det\x1b[31m bra.\nI2: Ja.\n"
    async with desk(
        tmp_path / "s", sources={SOURCE: odd}, codings={(SOURCE, "koder-a"): [Coded("barriers", "det")]}
    ) as d:
        await d.press("E")
        area = field(d)
        area.select_all()
        await d.press("delete", "ctrl+z")
        assert area.text == odd
        assert underlined(area, 0) == "det"


async def test_a_coding_that_another_program_placed_elsewhere_meanwhile_stays_there(tmp_path: Path) -> None:
    async with desk(tmp_path / "s") as d:
        await edit_at(d, UNCODED)
        await d.type("Ja. ")
        other = open_folder(d.folder, "koder-a")
        [coding] = [c for c in other.codings(SOURCE, ["koder-a"]) if c.quote == KNOWLEDGE]
        start = BODY.index("kunnskap")
        other.apply(put(other, coding, (start, start + len("kunnskap"))))
        d.app.study.refresh()
        await d.press("ctrl+s")
        body = (d.folder / TEXT).read_text().split("---\n", 2)[2]
        assert "kunnskap" in [body[slice(*c["at"])] for c in d.codings()]
        assert KNOWLEDGE not in [body[slice(*c["at"])] for c in d.codings()]


async def test_codings_that_lost_their_words_are_named_as_that(tmp_path: Path) -> None:
    async with desk(tmp_path / "s") as d:
        await d.press("E")
        field(d).select_all()
        await d.press("delete", "ctrl+s")
        assert "3 of your codings lost their words: they want a look" in d.said()


async def test_rows_that_are_kept_show_what_they_would_show_if_drawn_anew(tmp_path: Path) -> None:
    chance = random.Random(4)
    keys = [
        "x",
        "enter",
        "backspace",
        "delete",
        "down",
        "right",
        "ctrl+z",
        "ctrl+y",
        "shift+down",
        "ctrl+x",
        "ctrl+home",
    ]
    async with desk(tmp_path / "s", SMALL) as d:
        area = await edit_at(d, SCHOOLS)
        for _ in range(60):
            await d.press(chance.choice(keys))
            kept = [list(area.render_line(y)) for y in range(area.size.height)]
            area._rows.clear()
            area._line_cache.clear()
            assert kept == [list(area.render_line(y)) for y in range(area.size.height)]


async def test_line_separators_form_feeds_and_markup_of_a_text_stay_as_they_are(tmp_path: Path) -> None:
    odd = "# [bold]\n\nI1: En\u2028linje\x0cog [/] mer.\x85\n\x1b[31mrødt\x07 Og\ttab.\n"
    async with desk(tmp_path / "s", sources={SOURCE: odd}, codings={}) as d:
        await edit_at(d, "En")
        assert field(d).text == odd
        assert "\x1b[31m" not in d.text()
        await d.type("Her ")
        await d.press("ctrl+s")
        assert (d.folder / TEXT).read_bytes().decode().split("---\n", 2)[2] == odd.replace("En", "Her En")


async def test_pasted_words_have_composed_letters_and_line_ends_of_the_study(tmp_path: Path) -> None:
    async with desk(tmp_path / "s") as d:
        area = await edit_at(d, UNCODED)
        area.insert("a\u030a ja\r\nnei\x00\r")
        await d.press("ctrl+s")
        assert f"å ja\nnei\n{UNCODED}" in (d.folder / TEXT).read_text()


async def test_where_there_is_no_text_there_is_nothing_to_edit(tmp_path: Path) -> None:
    async with desk(tmp_path / "s", sources={}, codings={}) as d:
        await d.press("E")
        assert "no text here to edit" in d.said()
