"""Looking for words: what is found, how it stands on the screen, what is said where nothing can be."""

from __future__ import annotations

from pathlib import Path

import pytest
from place_host import lines
from search_host import LARGE, MIDDLE, SIZES, SMALL, SOURCE, Desk, desk

from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.memos.screen import MemosScreen
from studies import BODY, PLAN, put


def every(word: str, body: str) -> list[int]:
    """By the plainest means: where a word begins in the lower-case body."""
    found, at = [], body.lower().find(word)
    while at >= 0:
        found.append(at)
        at = body.lower().find(word, at + len(word))
    return found


def cells_of(row: str, word: str) -> int:
    return row.lower().index(word)


@pytest.mark.parametrize("size", SIZES)
async def test_hits_show_while_one_types_each_in_its_words_one_column_below_the_other(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "study", size) as at:
        await at.type("tiltak")
        bodies = {"Alta": BODY, "Skien": PLAN}
        counts = {case: len(every("tiltak", body)) for case, body in bodies.items()}
        assert at.summary() == f"{sum(counts.values())} hits in 2 of 2 sources · 2 of 2 cases · all ticked"
        rows = at.hits()
        assert len(rows) == sum(counts.values())
        assert len({cells_of(row[20:], "tiltak") for row in rows}) == 1
        assert "for å prioritere tiltak. Vi er to" in at.text()
        assert "Alta · fokusgruppe" in at.rows()[0]
        assert "1 hit" in at.rows()[0]
        assert "skien" not in rows[0]
        for case, count in counts.items():
            assert any(case in line and str(count) in line for line in at.counts().split("\n"))


async def test_case_and_accents_do_not_count_unless_asked_for_and_aa_is_no_a(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.look("SKOLENE")
        assert len(at.hits()) == 1
        await at.press("e")
        assert at.hits() == []
        assert "no hits in 2 sources" in at.summary()
        assert "[yes]" in at.choices()
        await at.press("e")
        await at.look("fa")
        expected = len(every("fa", BODY)) + len(every("fa", PLAN))
        assert len(at.hits()) == expected
        await at.look("én")
        assert any(row.count("én") for row in at.hits())


@pytest.mark.parametrize(
    ("presses", "words", "hits"),
    [
        (0, "iltak", "prioritere tiltak"),
        (1, "vi", "vi"),
        (2, r"to \w+r", "to stykker"),
        (3, "ressurs", "ressurser"),
    ],
)
async def test_each_way_of_looking_finds_what_it_says(
    tmp_path: Path, presses: int, words: str, hits: str
) -> None:
    async with desk(tmp_path / "study", LARGE) as at:
        await at.look("x")
        await at.press(*["h"] * presses)
        await at.look(words)
        assert hits in "\n".join(at.hits()).lower()
        if presses == 1:
            assert "rasismevi" not in at.text()
            assert len(at.hits()) == sum(word.strip(".:") == "vi" for word in (BODY + PLAN).lower().split())


async def test_memos_and_quotes_are_looked_in_and_led_to(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.look("tiltak")
        await at.press("i")
        assert "1 hit in 1 of 2 memos" in at.summary()
        assert "Memo about case/alta" in at.text()
        await at.press("enter")
        assert isinstance(at.app.place_shown, MemosScreen)
        memo = at.app.place_shown.memos.memo
        assert memo is not None
        assert memo.id == "alta"
        await at.press("f9", "i")
        assert "2 hits in 2 of 4 quotes" in at.summary()
        assert at.hits()[0].rstrip().endswith("KA")
        await at.press("g")
        assert isinstance(at.app.place_shown, CodeScreen)
        assert at.app.place_shown.chosen == ("koder-b", at.codings(coder="koder-b")[0]["id"])


async def test_g_leads_to_the_place_and_f9_back_to_the_same_hit(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", SMALL) as at:
        await at.look("vi")
        await at.press("down", "down")
        before = at.screen.hits.hit
        assert before is not None
        await at.press("g")
        code = at.app.place_shown
        assert isinstance(code, CodeScreen)
        assert code.source_id == SOURCE
        assert code.view.selection == (every("vi", BODY)[2], every("vi", BODY)[2] + 2)
        await at.press("f9")
        assert at.screen.hits.hit == before
        assert at.app.focused is at.screen.hits


async def test_what_was_looked_for_is_there_again_the_next_time(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.look("vi")
        await at.press("h", "e", "ctrl+q")
    async with desk(tmp_path / "study") as at:
        assert at.screen.words.value == "vi"
        assert "[whole words]" in at.choices()
        assert "[yes]" in at.choices()
        assert len(at.hits()) == sum(word.strip(".:") == "vi" for word in (BODY + PLAN).split())


async def test_only_ticked_cases_and_sources_are_looked_in(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.look("tiltak")
        await at.press("w")
        assert "[x] Alta" in at.text()
        await at.press("space", "enter")
        assert "1 hit in 1 of 1 source" in at.summary()
        assert "[Skien]" in at.choices()
        await at.press("w", "a", "a", "enter")
        assert "tick at least one" in at.text()
        await at.press("a", "enter")
        assert "[everywhere]" in at.choices()
        assert "2 hits" in at.summary()


# what cannot be looked for


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(tiltak", "`(tiltak` is no regular expression: missing ) at character 8"),
        ("[a", "is no regular expression: unterminated character set at character"),
        ("*", "is no regular expression: nothing to repeat at character"),
    ],
)
async def test_a_broken_expression_is_told_in_one_line_with_its_place(
    tmp_path: Path, pattern: str, said: str
) -> None:
    async with desk(tmp_path / "study", LARGE) as at:
        await at.press("alt+h", "alt+h")
        await at.type(pattern)
        assert said in at.summary()
        assert "\n" not in at.summary()
        assert at.hits() == []
        await at.press("enter")
        assert at.app.focused is at.screen.words


async def test_an_expression_that_explodes_is_told_in_one_line_and_keys_go_on(tmp_path: Path) -> None:
    body = "a" * 5000 + "\n"
    async with desk(
        tmp_path / "study", LARGE, sources={"alta/lang": body}, fronts={}, codings={}, files={}
    ) as at:
        await at.press("alt+h", "alt+h")
        at.screen.words.value = "(a+a+)+b"
        await at.pilot.pause()
        await at.pilot.press("alt+e")  # a key while it looks
        assert at.screen.asked.exact
        await at.settled()
        assert "took more than 2 s and came as far as alta/lang" in at.summary()
        assert "make it simpler" in at.summary()


async def test_a_paste_of_several_lines_is_one_line_and_a_huge_one_is_refused_in_one(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LARGE) as at:
        await at.paste("  prioritere\n\ttiltak\x1b ")
        assert at.screen.words.value == "prioritere tiltak"
        assert len(at.hits()) == 1
        await at.paste("å" * 1_000_000)
        assert at.screen.words.value == "prioritere tiltak"
        assert "has 1000000 characters, at most 2000 can be looked for" in at.said()


@pytest.mark.parametrize("size", SIZES)
async def test_before_the_first_letter_and_where_nothing_is_found_it_is_said_what_to_do(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "study", size) as at:
        assert "Type words to look for" in at.text()
        await at.type("   ")
        assert at.hits() == []
        await at.type("finnes ikke")
        assert "Nothing like that." in at.text()
        assert "no hits in 2 sources" in at.summary()
        await at.press("escape", "c", "space", "t", "T", "y", "E", "g", "n", "N", "end", "down", "up")
        assert at.codings() != []


async def test_a_study_without_texts_can_be_searched_for_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", sources={}, codings={}, files={}) as at:
        await at.look("tiltak")
        assert "no hits in 0 sources" in at.summary()
        await at.press("w")
        assert "no sources yet" in at.said()
        await at.press("C")
        assert "no headings and no listed speakers" in at.text()


HOSTILE = "I1: [bold]bla[/] tiltak [/] \t\x1b[31m 👩‍👩‍👧 e\u0301n\u202e tiltak " + "x" * 300 + "tiltak\n"


@pytest.mark.parametrize("size", SIZES)
async def test_words_of_a_text_are_never_markup_and_never_reach_the_terminal_as_control(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    front = 'case: alta\nkind: interview\ntitle: "[/] tittel"\nspeakers:\n  I1: {role: "[b]leder"}\n'
    study = {
        "sources": {"alta/ond": HOSTILE, "alta/to": "# [/b] Tiltak\nI1: tiltak\n"},
        "fronts": {"alta/ond": front, "alta/to": front},
    }
    async with desk(tmp_path / "study", size, codings={}, files={}, **study) as at:
        await at.look("tiltak")
        assert len(at.hits()) == 5
        assert "[/] tiltak [/]" in at.text() or "] tiltak [/]" in at.text()
        assert "[/] tittel" in at.text()
        assert all(len(strip.text) and strip.cell_length == size[0] for strip in _strips(at))
        assert "\x1b" not in at.text()
        await at.press("c")
        for key in "1234":
            await at.press(key)
            assert "[bold]bla[/]" in at.text() or key == "1"
            assert "\x1b" not in at.text()
        await at.press("escape", "C")
        assert "[/b] Tiltak" in at.text()
        await at.press("enter", "escape", "slash")
        await at.type("[/]")
        assert len(at.hits()) == 2


def _strips(at: Desk):
    return at.app.screen._compositor.render_strips()


# what changes meanwhile


async def test_a_text_changed_by_another_program_is_looked_through_again(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.look("tiltak")
        await at.press("down")
        file = at.folder / "interviews/alta/fokusgruppe.md"
        file.write_text(file.read_text("utf-8").replace("Ja. Og så", "Tiltak? Ja. Og så"), encoding="utf-8")
        at.app.poll()
        await at.settled()
        assert "3 hits" in at.summary()
        hit = at.screen.hits.hit
        assert hit is not None
        assert hit.source == "skien/plan"


async def test_ticks_stay_where_a_text_is_looked_through_again(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.look("tiltak")
        await at.press("space")
        assert at.hits()[0][1:4] == "[ ]"
        put(at.folder, "interviews/alta/ny.md", "---\ncase: alta\nkind: document\n---\nFlere tiltak.\n")
        at.app.poll()
        await at.settled()
        assert [row[1:4] for row in at.hits()] == ["[ ]", "[x]", "[x]"]
        assert "2 ticked" in at.summary()


async def test_the_width_of_the_window_decides_where_the_counts_stand(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", SMALL) as at:
        await at.look("tiltak")
        counts = at.screen.query_one("#counts").region
        assert counts.y > at.screen.hits.region.y
        await at.pilot.resize_terminal(*MIDDLE)
        await at.settled()
        counts = at.screen.query_one("#counts").region
        assert counts.x > at.screen.hits.region.x
        assert "Hits by case" in at.text()
        await at.press("z")
        assert "Hits by case" not in at.text()


async def test_ten_thousand_hits_cost_no_more_widgets_than_one(tmp_path: Path) -> None:
    body = "".join(f"I1: tiltak nummer {number}\n" for number in range(10_000))
    study = {"sources": {"alta/lang": body}, "fronts": {}, "codings": {}, "files": {}}
    async with desk(tmp_path / "study", MIDDLE, **study) as at:
        await at.look("nummer 9999")
        assert len(at.hits()) == 1
        before = len(list(at.screen.walk_children()))
        await at.look("tiltak")
        assert "10 000 hits" in at.summary()
        assert len(list(at.screen.walk_children())) == before
        await at.press("end")
        assert "tiltak nummer 9999" in at.hits()[-1]
        assert "10000 of 10000" in lines(at.app)[-2]
