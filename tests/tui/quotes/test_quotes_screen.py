"""The quotes screen as its users meet it: errors, building, changes from elsewhere, odd studies, every size."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from quotes_host import (
    CAPACITY,
    CODED,
    CONTACT,
    KNOWLEDGE,
    MIDDLE,
    OTHERS,
    PLACED,
    SCHOOLS,
    SIZES,
    SMALL,
    SOURCE,
    desk,
)
from textual.content import Content

from crosscase.tui.app import CrosscaseApp
from crosscase.tui.dialogs import Confirm
from crosscase.tui.quotes.answer import Asked
from studies import BODY, CODEBOOK, FRONTS, Coded, codings_text, put, quoted

HOSTILE = "[/] [bold]fet[/bold] <b>x</b> \x1b[31m rød\x07 🧑🏽‍🚀 👩‍👩‍👧‍👦 🇳🇴 e\u0301 \u202eRTL\u202c 漢字漢字"


@pytest.mark.parametrize("size", SIZES)
async def test_a_quote_says_whose_words_it_is_where_they_stand_and_what_may_be_made_of_them(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with desk(tmp_path, size) as at:
        assert at.summary() == "5 of 5 quotes in 2 of 2 cases · all coders · by place · not grouped"
        head, words = at.hand()
        assert words == SCHOOLS
        for part in ("SK", "Rasisme i skolen", "Alta", "I2", "line 5", "koder-a", "★ key", "P paraphrase"):
            assert part in head
        await at.press("down", "down")
        head, words, memo = at.hand()
        assert (words, memo) == (CAPACITY, "✎ Sagt flere ganger.")
        assert "Q quote" in head
        assert "alta/fokusgruppe" in at.said()
        assert "Barrierer › Kapasitet" in at.said()
        # bars: beside the quotes, or in two lines below them
        [bar] = [row for row in at.lines()[4:] if "Alta" in row and "4 " in row and "█" in row]
        assert ("Skien" in bar) == (size == SMALL)


async def test_a_misspelt_name_is_told_in_one_line_and_the_word_is_marked(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.ask("key or code:bariers")
        assert at.told() == "! there is no code bariers; did you mean barriers? (column 13 of the query)"
        assert at.quotes() == []
        assert "not answered" in at.summary()
        field = at.screen.line.field
        assert field.has_focus
        assert field.cursor_position == 12
        marked = [
            segment.text
            for segment in field.render_line(0)
            if segment.style is not None and segment.style.underline
        ]
        assert "".join(marked) == "bariers"
        await at.press("right")
        await at.type("r")
        assert "!" not in at.told()
        await at.ask("code:barriers")
        assert at.quotes() == [OTHERS, CAPACITY, KNOWLEDGE]


async def test_conditions_that_are_picked_join_with_the_parentheses_they_need(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.press("f")
        await at.type("alta")
        await at.press("enter")
        assert at.query == "case:alta"
        await at.press("f")
        await at.type("skien")
        await at.press("enter")
        await at.type("or")
        await at.press("enter")
        assert at.query == "case:alta or case:skien"
        assert at.quotes() == PLACED
        await at.press("f")
        await at.type("innbyggere")
        await at.press("enter")
        await at.type(">")
        await at.press("enter")
        await at.type("50000")
        await at.press("enter", "enter")
        assert at.query == "(case:alta or case:skien) and innbyggere > 50000"
        assert at.quotes() == [CONTACT]


async def test_an_attribute_is_compared_with_what_the_cases_have(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.press("f")
        await at.type("attribute fylke")
        await at.press("enter", "enter")
        assert "Telemark" in at.text()
        await at.type("troms")
        await at.press("enter")
        assert at.query == 'fylke = "Troms og Finnmark"'
        assert at.quotes() == PLACED[:4]


async def test_quotes_near_others_can_be_picked(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.ask("code:barriers/capacity")
        await at.press("f")
        await at.type("kunnskap")
        await at.press("enter")
        await at.type("near:para")
        await at.press("enter")
        assert at.query == "code:barriers/capacity near:paragraph code:barriers/knowledge"
        assert at.quotes() == []
        assert "no quote answers the query" in at.text()


async def test_building_on_a_query_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.press("slash")
        await at.type("case:alta or")
        await at.press("escape", "f")
        assert at.told().startswith("! a condition is missing at the end")
        assert at.screen.line.field.has_focus


@pytest.mark.parametrize("key", ["asterisk", "m", "r", "x"])
async def test_the_quote_of_another_coder_is_not_changed(key: str, tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        before = at.codings(coder="koder-b")
        await at.press("down", key)
        assert at.hand()[1] == OTHERS
        assert "that coding is koder-b's" in at.said()
        assert at.codings(coder="koder-b") == before
        assert at.app.screen is at.screen


async def test_who_codes_is_asked_before_the_first_change(tmp_path: Path) -> None:
    async with desk(tmp_path, coder="") as at:
        await at.press("down", "down", "asterisk")
        assert "Who codes?" in at.text()
        await at.press("enter")
        assert at.coding_of(CAPACITY)["key"] is True


async def test_a_quote_that_no_longer_answers_after_a_change_leaves_the_list(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.ask("code:barriers")
        await at.press("end", "r")
        await at.type("rasisme")
        await at.press("enter")
        assert at.quotes() == [OTHERS, CAPACITY]
        assert "no longer answers the query" in at.said()
        await at.press("u")
        assert at.quotes() == [OTHERS, CAPACITY, KNOWLEDGE]
        assert at.hand()[1] == KNOWLEDGE


async def test_what_another_program_codes_comes_into_the_list_and_the_cursor_stays(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.press("down", "down", "down")
        assert at.hand()[1] == KNOWLEDGE
        more = [
            *CODED[SOURCE, "koder-b"],
            Coded("challenges", "Vi merker det mest på nettet.", id="b000000009"),
        ]
        put(tmp_path, f"codings/{SOURCE}/koder-b.yaml", codings_text(SOURCE, "koder-b", BODY, more))
        at.app.poll()
        await at.settled()
        assert at.summary().startswith("6 of 6 quotes")
        assert at.hand()[1] == KNOWLEDGE
        assert "Vi merker det mest på nettet." in at.text()


async def test_a_change_at_the_code_screen_is_there_when_one_comes_back(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.press("down", "down", "g", "x")
        await at.press("f4")
        assert at.quotes() == [SCHOOLS, OTHERS, KNOWLEDGE, CONTACT]


async def test_the_query_is_still_there_the_next_time(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.ask("case:alta")
        await at.press("b", "c", "c", "s", "end", "up")
        before = at.hand()
        at.app.session.save()
    async with desk(tmp_path) as at:
        assert at.query == "case:alta"
        assert "by case · grouped by code" in at.summary()
        assert at.hand() == before
        assert at.screen.context == "sentence"


async def test_another_place_can_ask(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        assert at.screen.ask(Asked(where="code:challenges", coders=("koder-a",)))
        await at.settled()
        assert at.quotes() == [SCHOOLS, CONTACT]
        assert not at.screen.ask(Asked(coders=("nobody",)))
        assert "there is no coder nobody" in at.told()


async def test_saving_under_a_name_that_is_taken_asks_first(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        for query in ("key", "memo"):
            await at.ask(query)
            await at.press("w")
            await at.type("Best")
            await at.press("enter")
        assert isinstance(at.app.screen, Confirm)
        await at.press("n")
        assert [saved["where"] for saved in at.saved()] == ["key"]
        await at.press("w")
        await at.type("best")
        await at.press("enter", "y")
        assert [saved["where"] for saved in at.saved()] == ["memo"]
        await at.press("b", "w", "enter")  # the same query under its own name needs no question
        assert at.app.screen is at.screen
        assert at.saved()[0]["group"] == "code"


async def test_a_saved_query_needs_a_name_and_an_answer(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.press("w", "enter")
        assert "! not taken: a saved query needs a name" in at.text()
        await at.press("escape")
        await at.ask("case:oslo")
        await at.press("escape", "w")
        assert "is not saved" in at.said()
        assert at.saved() == []


async def test_a_file_of_saved_queries_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        put(tmp_path, "synthesis/queries.yaml", "queries: [")
        await at.press("o")
        assert at.app.screen is at.screen
        assert "synthesis/queries.yaml" in at.text()


@pytest.mark.parametrize("size", SIZES)
async def test_whatever_stands_in_the_study_is_only_text(size: tuple[int, int], tmp_path: Path) -> None:
    name = quoted(HOSTILE)
    body = BODY.replace(SCHOOLS, f"{HOSTILE.replace(chr(27), '')} {'o' * 300}").replace("I2:", "I[/]2:")
    words = body[body.index("[/] [bold]") : body.index("oooo") + 200]
    front = FRONTS[SOURCE].replace("I2:", '"I[/]2":').replace('"leder"', name) + f"title: {name}\n"
    files = {
        "cases/alta.yaml": f"name: {name}\nattributes:\n  {quoted('[/] date')}: {name}\n",
        "synthesis/queries.yaml": f"queries:\n  - name: {name}\n    where: {quoted('words:[/]')}\n    note: {name}\n",
    }
    coded = [Coded("challenges/schools", words, memo=HOSTILE + "\n\n# [/]"), Coded("gone/[/]", "rasisme")]
    async with desk(
        tmp_path, size, sources={SOURCE: body}, fronts={SOURCE: front}, files=files,
        codebook=CODEBOOK.replace('nb: "Rasisme i skolen"', f"nb: {name}"), cases={},
        codings={(SOURCE, "koder-a"): coded},
    ) as at:  # fmt: skip
        assert at.summary().startswith("2 of 2 quotes")
        for key in ("down", "b", "b", "b", "c", "c", "c", "c", "c", "z", "z", "y"):
            await at.press(key)
        text = at.text()
        assert "[bold]fet[/bold] <b>x</b>" in text
        assert "\x1b" not in text
        assert all(len(Content(row).plain) for row in at.lines())
        await at.press("slash", "tab")
        await at.type("date")
        await at.press("escape", "escape", "o")
        assert "open a saved query" in at.text()
        await at.press("enter")
        assert at.query == "words:[/]"
        assert at.summary().startswith("1 of 2 quotes")
        for key in ("f", "escape", "a", "escape", "E", "escape", "g", "f4"):
            await at.press(key)


async def test_words_that_are_no_longer_in_the_text_are_marked_and_kept(tmp_path: Path) -> None:
    lost = [
        Coded("barriers", (0, 5), quote="Dette har aldri stått noe sted her."),
        Coded("barriers", KNOWLEDGE),
    ]
    codings = {(SOURCE, "koder-a"): lost}
    async with desk(tmp_path, codings=codings, sources={SOURCE: BODY}) as at:
        text = codings_text(SOURCE, "koder-a", BODY, lost).replace("text: ", "text: 0")[:-1]
        put(tmp_path, f"codings/{SOURCE}/koder-a.yaml", text + "\n")
    async with desk(tmp_path) as at:
        await at.press("end")
        assert at.hand()[1] == "Dette har aldri stått noe sted her."
        assert "! words lost" in at.hand()[0]
        await at.press("g")
        assert "no longer in the text" in at.text()


async def test_of_very_many_quotes_a_change_shows_at_once_and_the_query_is_answered_again_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crosscase.tui.quotes.screen.MANY", 3)
    monkeypatch.setattr("crosscase.tui.quotes.screen.LATER", 3600)
    async with desk(tmp_path) as at:
        await at.ask("not key")
        await at.press("down", "asterisk")
        assert at.hand()[1] == CAPACITY
        assert "★ key" in at.hand()[0]
        await at.press("m")
        await at.type(" To ganger til.")
        await at.press("ctrl+s")
        assert at.hand()[2] == "✎ Sagt flere ganger. To ganger til."
        at.screen.run()  # as when nobody has typed for a while
        await at.settled()
        assert at.quotes() == [OTHERS, KNOWLEDGE, CONTACT]
        assert at.summary().startswith("3 of 5 quotes")
        await at.press("x")
        assert at.quotes() == [OTHERS, CONTACT]
        assert at.summary().startswith("2 of 4 quotes")


async def test_a_study_without_codings_says_what_to_do(tmp_path: Path) -> None:
    async with desk(tmp_path, SMALL, codings={}) as at:
        assert "no codings yet: F2 goes to the texts" in at.text()
        for key in ("down", "g", "asterisk", "m", "r", "x", "y", "E", "b", "s", "c", "n", "end", "pagedown"):
            await at.press(key)
        assert at.app.screen is at.screen


async def test_a_quote_longer_than_the_window_is_read_to_its_end(tmp_path: Path) -> None:
    body = "\n".join(f"Linje {number} av en lang tekst." for number in range(1, 61)) + "\nSlutt.\n"
    codings = {("alta/lang", "koder-a"): [Coded("barriers", (0, len(body) - 8)), Coded("barriers", "Slutt.")]}
    async with desk(tmp_path, SMALL, sources={"alta/lang": body}, codings=codings, fronts={}) as at:
        seen: set[str] = set()
        for _ in range(10):
            assert "Linje 1 av" in at.text() or seen
            seen |= {row.removeprefix("▌").strip() for row in at.rows()}
            await at.press("down")
        assert {f"Linje {number} av en lang tekst." for number in range(1, 61)} <= seen
        assert at.hand()[1] == "Slutt."
        for _ in range(10):
            await at.press("up")
        assert "Linje 1 av en lang tekst." in at.text()


async def test_a_click_takes_a_quote_to_hand_and_two_go_to_its_place(tmp_path: Path) -> None:
    async with desk(tmp_path, MIDDLE) as at:
        row = next(y for y, row in enumerate(at.rows()) if KNOWLEDGE in row)
        await at.pilot.click(at.screen.listing, offset=(10, row))
        await at.settled()
        assert at.hand()[1] == KNOWLEDGE
        await at.pilot.click(at.screen.listing, offset=(10, row), times=2)
        await at.settled()
        assert at.app.current_mode == "code"


async def test_the_quote_at_hand_stays_in_view_when_the_window_changes(tmp_path: Path) -> None:
    async with desk(tmp_path, MIDDLE) as at:
        await at.press("end")
        for size in (SMALL, (60, 12), (200, 60), MIDDLE):
            await at.pilot.resize_terminal(*size)
            await at.settled()
            assert at.hand()[1] == CONTACT


async def test_a_case_that_goes_leaves_a_query_that_says_so_and_comes_back_with_it(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.ask("innbyggere > 50000")
        assert at.quotes() == [CONTACT]
        kept = (tmp_path / "cases/skien.yaml").read_text()
        put(tmp_path, "cases/skien.yaml", 'name: "Skien"\nattributes:\n  innbyggere: "mange"\n')
        at.app.poll()
        await at.settled()
        assert "innbyggere is text in skien" in at.told()
        put(tmp_path, "cases/skien.yaml", kept)
        at.app.poll()
        await at.settled()
        assert at.quotes() == [CONTACT]
        assert at.told() == ""


def test_no_key_of_the_screen_is_used_twice() -> None:
    from textual.binding import Binding

    from crosscase.tui.place import Place
    from crosscase.tui.quotes import keys
    from crosscase.tui.quotes.listing import QuoteList

    own = [each.key for its in (keys.BINDINGS, QuoteList.BINDINGS) for each in Binding.make_bindings(its)]
    assert len(own) == len(set(own))
    everywhere = {
        each.key for its in (Place.BINDINGS, CrosscaseApp.BINDINGS) for each in Binding.make_bindings(its)
    }
    assert everywhere.isdisjoint(own)


async def test_the_quotes_on_the_screen_are_written_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk(tmp_path) as at:
        await at.ask("case:alta")
        await at.press("c", "c", "E")
        for _ in range(9):
            if at.app.screen.query_one("#name").value.endswith(".csv"):  # type: ignore[attr-defined] # a field
                break
            await at.press("down")
        await at.press("enter")
        assert "wrote " in at.said()
        with (tmp_path / "quotes.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["quote"] for row in rows] == PLACED[:4]
        assert rows[2]["before"] + rows[2]["quote"] + rows[2]["after"] == OTHERS
        await at.press("b", "E")
        assert "quotes.csv" in at.text()  # the form used last
        await at.press("escape", "E")
        at.app.screen.query_one("#name").value = "sitater.md"  # type: ignore[attr-defined] # a field
        await at.press("enter")
        page = (tmp_path / "sitater.md").read_text("utf-8")
        assert page.index("Barrierer › Kapasitet") < page.index(OTHERS) < page.index(SCHOOLS)


async def test_the_heading_of_a_group_stays_while_its_quotes_are_read(tmp_path: Path) -> None:
    body = "".join(f"Setning nummer {number}.\n" for number in range(1, 41))
    coded = [Coded("barriers", f"Setning nummer {number}.") for number in range(1, 41)]
    async with desk(
        tmp_path, SMALL, sources={"alta/lang": body}, codings={("alta/lang", "koder-a"): coded}, fronts={}
    ) as at:
        await at.press("b")
        for key, words in (
            ("end", "Setning nummer 40."),
            ("pageup", ""),
            ("up", ""),
            ("pageup", ""),
            ("up", ""),
        ):
            await at.press(key)
            assert at.rows()[0].split() == ["Barrierer", "40"]
            assert len(at.hand()) == 2  # both of its rows can be read
            assert words in at.hand()[1]


async def test_the_line_below_the_query_is_calm_once_it_is_answered(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        assert at.told().startswith("f picks a condition")
        await at.press("slash")
        await at.type("innbyggere > 999")
        assert "a number, a date or words" in at.told()
        await at.press("enter")
        assert at.told() == ""
        await at.ask("")
        assert at.told().startswith("f picks a condition")
