"""The view on a screen: what is drawn, and what keys and mouse select, also in awkward text."""

import os
from pathlib import Path

import pytest
from transcript_host import HOSTILE, NOTES, Host, cell_grid, drawn_cells, mark

from crosscase.study.segments import segment
from crosscase.tui.transcript.view import TranscriptView

GOLDENS = Path(__file__).parent / "goldens"
SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.fixture(autouse=True)
def many_colours(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


def span(words, body=NOTES):
    return body.index(words), body.index(words) + len(words)


def coded():
    return [
        mark("a", *span("Vi har rett og slett ikke folk til å følge opp planen."), "#D55E00", "CA"),
        mark("b", *span("følge opp planen. Ressursene går"), "#56B4E9", "ØK", flag="!"),
        mark("c", *span("Avtalen har gjort noe."), "#009E73", "DR", mine=False, faint=True),
    ]


async def at(pilot, host, words, index=0):
    host.view.goto(host.body.index(words) + index, center=False)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_is_exactly_as_wide_as_the_view(size):
    host = Host(HOSTILE, [mark("a", 3, 60), mark("b", 40, 400), mark("c", 41, 42)])
    async with host.run_test(size=size) as pilot:
        await pilot.press("right", "shift+down", "shift+down", "shift+down", "shift+right")
        for row in host.rows():
            assert drawn_cells(row) == host.view.size.width


@pytest.mark.parametrize("size", [*SIZES, (30, 10), (12, 4)])
async def test_the_text_keeps_sixty_cells_where_the_screen_has_them_and_never_takes_more_than_a_hundred(size):
    host = Host("x" * 1000)
    async with host.run_test(size=size):
        cells = host.row(0).count("x")
        assert min(60, size[0] - 14) <= cells <= 100


async def test_hostile_text_is_shown_as_written():
    host = Host(HOSTILE)
    async with host.run_test(size=(120, 40)):
        screen = "\n".join(host.rows())
        assert "I1: [inaudible] og [/] og [bold]ikke[/bold] markering." in screen
        assert "rød ␛[31mtekst␛[0m ␇ ␦ ␡ slutt" in screen
        assert "cafe\u0301 nai\u0308ve 日本語 abc" in screen
        assert "a👩b👍c❤dNOe1\u20e3f" in screen
        assert "שלום עולם og مرحبا ·omvendt" in screen
        assert not [c for c in screen if c != "\n" and ord(c) < 32]
        assert sum(row.count("x") for row in host.rows()) == 300


async def test_keys_step_over_whole_graphemes():
    host = Host("a👩‍👩‍👧b👍🏽c❤️d🇳🇴e\u0301f")
    async with host.run_test() as pilot:
        seen = []
        while host.view.head < len(host.body):
            before = host.view.head
            await pilot.press("shift+right")
            seen.append(host.body[before : host.view.head])
        assert seen == ["a", "👩‍👩‍👧", "b", "👍🏽", "c", "❤️", "d", "🇳🇴", "e\u0301", "f"]


@pytest.mark.parametrize(
    "needle", ["[inaudible]", "her.", "👍🏽", "d🇳", "日", "語", "abc", "slutt", "omvendt", "bredde"]
)
async def test_a_click_hits_the_character_under_the_pointer(needle):
    shown = {"👍🏽": "👍", "d🇳": "dN"}.get(needle, needle)
    host = Host(HOSTILE)
    async with host.run_test(size=(120, 40)) as pilot:
        y = next(y for y, row in enumerate(host.rows()) if shown in row)
        x = drawn_cells(host.row(y)[: host.row(y).index(shown)])
        await pilot.click(TranscriptView, offset=(x, y))
        assert host.view.head == host.body.index(needle)


async def test_dragging_selects_and_shift_click_extends():
    host = Host("linje nummer en\nlinje nummer to\n")
    async with host.run_test(size=(80, 20)) as pilot:
        left = host.text_at()
        await pilot.mouse_down(TranscriptView, offset=(left + 6, 0))
        await pilot.hover(TranscriptView, offset=(left + 5, 1))
        await pilot.mouse_up(TranscriptView, offset=(left + 5, 1))
        assert host.selected == "nummer en\nlinje"
        await pilot.click(TranscriptView, offset=(left + 12, 1), shift=True)
        assert host.selected == "nummer en\nlinje nummer"


async def test_a_drag_to_the_edge_scrolls_on():
    host = Host("\n".join(f"linje {n}" for n in range(200)))
    async with host.run_test(size=(80, 10)) as pilot:
        left = host.text_at()
        await pilot.mouse_down(TranscriptView, offset=(left, 2))
        await pilot.hover(TranscriptView, offset=(left + 3, 9))
        while host.view.top_offset < host.body.index("linje 20"):
            await pilot.pause(0.01)
        await pilot.mouse_up(TranscriptView, offset=(left + 3, 9))
        assert host.selected.startswith("linje 2\n")
        assert host.view.selection[1] > host.body.index("linje 20")
        top = host.view.top_offset
        await pilot.pause(0.15)
        assert host.view.top_offset == top


async def test_two_clicks_take_a_word_and_three_a_sentence():
    host = Host("Første ord. Andre setning her. Slutt.")
    async with host.run_test(size=(60, 5)) as pilot:
        place = (host.text_at() + 14, 0)
        await pilot.click(TranscriptView, offset=place, times=2)
        assert host.selected == "Andre"
        await pilot.click(TranscriptView, offset=place, times=3)
        assert host.selected == "Andre setning her."


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["w"], "følge"),
        (["w", "w"], "følge opp"),
        (["w", "w", "W"], "følge"),
        (["s"], "Vi har rett og slett ikke folk til å følge opp planen."),
        (["s", "S"], "Vi har rett og slett ikke folk til å følge opp planen."),
        (["w", "s"], "Vi har rett og slett ikke folk til å følge opp planen."),
        (["p"], NOTES[NOTES.index("Vi har rett") : NOTES.index("liggende.") + 9]),
        (["s", "s", "p"], NOTES[NOTES.index("Vi har rett") : NOTES.index("liggende.") + 9]),
        (["v", "v", "V"], NOTES[NOTES.index("Vi har rett") : NOTES.index("liggende.") + 9]),
        (["shift+right", "L", "shift+left"], "f"),
        (["shift+end"], "følge opp planen. Ressursene"),
        (["s", "escape"], ""),
        (["ctrl+shift+right"], "følge "),
        (["s", "right"], ""),
    ],
)
async def test_keys_select(keys, words):
    host = Host()
    async with host.run_test(size=(100, 24)) as pilot:
        await at(pilot, host, "følge")
        await pilot.press(*keys)
        if keys != ["shift+end"]:
            assert host.selected == words
        else:
            assert host.selected.startswith(words)
            assert "\n" not in host.selected


@pytest.mark.parametrize(
    ("key", "where"),
    [
        ("l", "ølge"),
        ("right", "ølge"),
        ("h", " følge"),
        ("left", " følge"),
        ("ctrl+right", "opp"),
        ("ctrl+left", "å følge"),
        ("b", "å følge"),
        ("home", "I2: Vi"),
        ("circumflex_accent", "I2: Vi"),
        ("ctrl+home", "# Barr"),
        ("ctrl+end", ""),
    ],
)
async def test_keys_move(key, where):
    host = Host()
    async with host.run_test(size=(100, 24)) as pilot:
        await at(pilot, host, "følge")
        await pilot.press(key)
        assert host.body[host.view.head :].startswith(where)
        assert host.view.selection == (host.view.head, host.view.head)
        assert key != "ctrl+end" or host.view.head == len(NOTES)


async def test_pages_keep_one_row_in_sight_and_the_cell():
    host = Host("\n".join(f"linje {n}" for n in range(200)))
    async with host.run_test(size=(80, 11)) as pilot:
        await pilot.press("right", "right", "pagedown")
        assert host.view.top_offset == host.body.index("linje 10")
        assert host.view.head == host.body.index("linje 10") + 2
        await pilot.press("pageup", "ctrl+d")
        assert host.view.head == host.body.index("linje 5") + 2
        await pilot.press("ctrl+u", "j", "k", "down", "up", "shift+pagedown")
        assert host.view.selection == (2, host.body.index("linje 10") + 2)


async def test_every_key_has_an_id_and_a_tooltip_and_leaves_the_screens_keys_free():
    free = set("acdefimnoqrtuxzNU") | {"full_stop", "comma", "slash", "colon", "question_mark", "apostrophe"}
    free |= {"g", "G", "right_square_bracket", "left_square_bracket", "ctrl+r", *"0123456789"}
    bindings = TranscriptView.BINDINGS
    assert len({b.id for b in bindings}) == len(bindings)
    keys = [key for b in bindings for key in b.key.split(",")]
    assert len(set(keys)) == len(keys)
    assert not free & set(keys)
    for binding in bindings:
        assert binding.tooltip
        assert binding.id.startswith("view.")
        assert hasattr(TranscriptView, f"action_{binding.action.partition('(')[0]}")


@pytest.mark.parametrize("key", [key for b in TranscriptView.BINDINGS for key in b.key.split(",")])
async def test_every_key_works_on_any_text_also_an_empty_one(key):
    for body in (HOSTILE, "", "\n\n"):
        host = Host(body)
        async with host.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "shift+right", key, key)
            low, high = host.view.selection
            assert 0 <= low <= high <= len(body)
            assert host.view.head in (low, high)


async def test_marks_are_drawn_over_exactly_their_words_and_overlaps_are_underlined():
    host = Host(marks=coded())
    async with host.run_test(size=(120, 24)) as pilot:
        await pilot.press("ctrl+end")
        cells = [cell for y in range(24) for cell in host.cells(y)[host.text_at() :]]
        under = "".join(c for c, style in cells if style.underline)
        assert under == "følge opp planen."
        plain = cells[0][1].bgcolor
        coloured = "".join(c for c, style in cells if style.bgcolor != plain and not style.reverse)
        assert coloured == (
            "Vi har rett og slett ikke folk til å følge opp planen. Ressursene gårAvtalen har gjort noe."
        )


async def test_the_margin_tells_begin_and_end_tag_flag_and_whose():
    host = Host(marks=coded())
    async with host.run_test(size=(60, 24)):
        rows = {words: next(r for r in host.rows() if words in r) for words in ("I2: Vi har", "I1: Avtalen")}
        margin = rows["I2: Vi har"].partition("I2:")[0]
        assert margin.split() == ["3", "╻╻", "!CA"] or margin.split() == ["3", "╻", "CA"]
        assert "▫" in rows["I1: Avtalen"].partition("I1:")[0]
        assert "DR" in rows["I1: Avtalen"].partition("I1:")[0]


async def test_marks_added_and_removed_are_drawn_at_once_and_undone_without_a_trace():
    host = Host()
    async with host.run_test(size=(80, 24)) as pilot:
        before = [host.cells(y) for y in range(24)]
        host.view.add_mark(mark("a", *span("Avtalen har gjort noe.")))
        await pilot.pause()
        assert "CA" in next(row for row in host.rows() if "Avtalen" in row)
        assert [host.cells(y) for y in range(24)] != before
        host.view.remove_mark("a")
        await pilot.pause()
        assert [host.cells(y) for y in range(24)] == before
        host.view.replace_marks(coded())
        await pilot.pause()
        assert [m.key for m in host.view.marks.between(0, len(NOTES))] == ["a", "b", "c"]
        assert any("ØK" in row for row in host.rows())


async def test_a_click_in_the_margin_names_the_marks_hit():
    host = Host(marks=coded())
    async with host.run_test(size=(120, 24)) as pilot:
        y = next(y for y, row in enumerate(host.rows()) if "I2: Vi" in row)
        lane = host.row(y).index("╻") if "╻" in host.row(y) else host.row(y).index("▪")
        await pilot.click(TranscriptView, offset=(lane, y))
        await pilot.click(TranscriptView, offset=(host.row(y).index("CA"), y))
        await pilot.click(TranscriptView, offset=(host.row(y).index("!"), y))
        assert host.clicked == [("a",), ("a", "b"), ("b",)]
        assert host.view.selection == (0, 0)


async def test_each_move_is_told_with_selection_and_cursor():
    host = Host()
    async with host.run_test() as pilot:
        await pilot.press("right", "shift+right")
        last = host.told[-1]
        assert (last.low, last.high, last.head, last.view) == (1, 2, 2, host.view)
        host.view.select(*span("Avtalen"))
        await pilot.pause()
        assert (host.told[-1].low, host.told[-1].high) == span("Avtalen")


async def test_matches_are_walked_with_a_count_and_shown():
    host = Host("ja nei ja nei ja " * 40)
    matches = [(n, n + 2) for n in range(len(host.body)) if host.body.startswith("ja", n)]
    async with host.run_test(size=(80, 5)) as pilot:
        host.view.set_matches(matches)
        await pilot.press("end")
        assert host.view.match_position == (0, 120)
        assert {c for c, style in host.cells(0) if style.bold} == {"j", "a"}
        host.view.next_match(1)
        assert host.selected == "ja"
        first = host.view.match_position[0]
        host.view.next_match(1)
        assert host.view.match_position == (first + 1, 120)
        host.view.goto(0)
        host.view.next_match(-1)
        assert host.view.match_position == (120, 120)
        host.view.next_match(1)
        assert host.view.match_position == (1, 120)


async def test_resizing_keeps_the_text_on_top():
    host = Host("ord og mer ord " * 2000)
    async with host.run_test(size=(80, 20)) as pilot:
        await pilot.press("pagedown", "pagedown", "pagedown")
        top = host.view.top_offset
        assert top > 1000
        for size in ((50, 20), (120, 30), (80, 20)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            shown = len("".join(row.strip() for row in host.rows()[:1]))
            assert host.view.top_offset <= top < host.view.top_offset + max(100, shown)


async def test_going_to_a_place_brings_it_into_view():
    host = Host("\n".join(f"linje {n}" for n in range(500)))
    async with host.run_test(size=(80, 20)) as pilot:
        host.view.goto(host.body.index("linje 300"))
        await pilot.pause()
        y = next(y for y, row in enumerate(host.rows()) if "linje 300" in row)
        assert 3 < y < 15
        host.view.select(*span("linje 12\n", host.body))
        await pilot.pause()
        assert any("linje 12 " in row for row in host.rows())


async def test_a_text_shown_before_the_first_size_opens_at_its_place():
    body = "\n".join(f"linje {n}" for n in range(500))
    host = Host(body, early_at=body.index("linje 300"))
    async with host.run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        assert any("linje 300" in row for row in host.rows())
        await pilot.press("l")
        assert host.view.head == host.body.index("linje 300") + 1


async def test_another_text_takes_the_place_of_the_first():
    host = Host(marks=coded())
    async with host.run_test(size=(80, 20)) as pilot:
        await pilot.press("ctrl+end", "s")
        host.body = "Noe helt annet."
        host.view.show(segment(host.body), [mark("z", 0, 3)], offset=4)
        await pilot.pause()
        assert host.row(0).rstrip().endswith("Noe helt annet.")
        assert not "".join(host.rows()[1:]).strip()
        assert (host.view.selection, len(host.view.marks)) == ((4, 4), 1)


def standing_out(style):
    """Contrast ratio by the formula of WCAG 2."""
    shares = []
    for colour in (style.color.get_truecolor(), style.bgcolor.get_truecolor()):
        parts = [part / 255 for part in colour]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        shares.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
    return max(shares) / min(shares)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "nord", "solarized-light", "dracula"])
async def test_text_stands_out_in_every_theme(theme):
    colours = [
        "#E69F00",
        "#56B4E9",
        "#009E73",
        "#F0E442",
        "#0072B2",
        "#D55E00",
        "#CC79A7",
        "#000000",
        "#ffffff",
    ]
    marks = [mark(n, 12 + 4 * n, 40 + 4 * n, colour) for n, colour in enumerate(colours)]
    host = Host(marks=marks)
    async with host.run_test(size=(80, 24)) as pilot:
        host.theme = theme
        await pilot.pause()
        host.view.dim_speakers(["Intervjuer"])
        await pilot.press("down", "shift+right", "shift+right", "shift+down")
        host.view.set_matches([span("folk")])
        cells = [cell for y in range(host.view.size.height) for cell in host.cells(y)[host.text_at() :]]
        least = min(4.5, standing_out(cells[0][1]))  # a theme's own plain text may stand out less
        assert all(standing_out(style) >= least for character, style in cells if character != " ")


async def test_a_theme_changes_all_rows():
    host = Host(marks=coded())
    async with host.run_test(size=(80, 24)) as pilot:
        dark = [style.bgcolor for _, style in host.cells(3)]
        host.theme = "textual-light"
        await pilot.pause()
        light = [style.bgcolor for _, style in host.cells(3)]
        assert all(a != b for a, b in zip(dark, light, strict=True))


async def test_an_interviewers_turns_are_drawn_fainter():
    host = Host()
    async with host.run_test(size=(80, 24)) as pilot:
        before = host.cells(1)[-30][1].color, host.cells(2)[20][1].color
        host.view.dim_speakers(["Intervjuer"])
        await pilot.pause()
        assert host.cells(1)[20][1].color != before[0]
        assert host.cells(2)[20][1].color == before[1]


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "linux", "COLORTERM": ""}])
async def test_without_colour_everything_is_still_told_apart(env, monkeypatch):
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    host = Host(marks=coded())
    async with host.run_test(size=(120, 24)) as pilot:
        host.view.select(*span("Det er nytt."))
        host.view.set_matches([span("holder")])
        await pilot.pause()
        cells = [cell for y in range(24) for cell in host.cells(y)[host.text_at() :]]
        said = {
            look: "".join(c for c, style in cells if getattr(style, look))
            for look in ("underline", "reverse", "italic")
        }
        assert said["underline"] == (
            "Vi har rett og slett ikke folk til å følge opp planen. Ressursene gårAvtalen har gjort noe."
        )
        assert "".join(c for c, style in cells if style.underline and style.bold) == "følge opp planen."
        assert said["reverse"].rstrip() == "Det er nytt."
        assert said["italic"] == "holder"
        assert len({style.bgcolor for _, style in cells}) == 1


async def test_the_cursor_shows_within_a_selection_without_colour(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    host = Host("abcdef")
    async with host.run_test(size=(60, 5)) as pilot:
        await pilot.press("end", "shift+left", "shift+left", "shift+left")
        assert [bool(style.reverse) for _, style in host.cells(0)[host.text_at() :][:6]] == [False] * 4 + [
            True
        ] * 2


async def test_a_scrolled_screen_is_what_a_fresh_one_would_be():
    host = Host(HOSTILE * 8, [mark(n, n * 37, n * 37 + 50 + n) for n in range(60)])
    async with host.run_test(size=(80, 24)) as pilot:
        for key in ["pagedown", "shift+down", "s", "s", "S", "up", "shift+left", "pageup", "down", "p"]:
            await pilot.press(key)
            kept = [host.cells(y) for y in range(24)]
            host.view.replace_marks(list(host.view.marks))
            assert [host.cells(y) for y in range(24)] == kept


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["notes", "hostile", "no-colour"])
async def test_the_screen_is_as_it_was_looked_at(name, size, monkeypatch):
    if name == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    host = (
        Host(HOSTILE, [mark("a", 4, 40), mark("b", 20, 90, tag="ØK")])
        if name == "hostile"
        else Host(marks=coded())
    )
    async with host.run_test(size=size) as pilot:
        await pilot.press("down", "down", "s")
        host.view.set_matches([span("og", host.body)])
        await pilot.pause()
        grid = cell_grid(host, 16)
    golden = GOLDENS / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("CROSSCASE_NEW_GOLDENS"):  # then look at the difference, and commit what is right
        golden.write_text(grid, encoding="utf-8")
    assert grid == golden.read_text(encoding="utf-8")
