"""What the codebook screen shows, in odd studies too, and how it follows other programs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from book_host import HUGE, LARGE, SIZES, SMALL, SOURCE, book

from crosscase.study.code_marks import PALETTE
from crosscase.study.opening import open_folder
from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.codebook.colors import NAMES, typed_color
from crosscase.tui.codebook.rows import use_bar
from crosscase.tui.codebook.usage import Counting
from crosscase.tui.codebook.views import View, codes_in, following
from crosscase.tui.dialogs import Confirm, Notice, Prompt
from crosscase.tui.form import Form
from crosscase.tui.picker import Picker
from crosscase.tui.words import wrapped
from studies import CODEBOOK, Coded, make_study, put, quoted

HOSTILE = "[/] [bold]x[/bold] \x1b[31mred \u202e \t 👩‍👩‍👧 <b> {{ y }} =1+1 " + "langt" * 60
BODY = "Ett ord og et ord til. " * 200


# counts


def test_counts_are_those_of_looking_at_every_coding(tmp_path: Path) -> None:
    chance = random.Random(3)
    paths = ["barriers", "barriers/capacity", "barriers/resources", "challenges/schools", "no/such"]
    codings = {
        (source, coder): [
            Coded(chance.choice(paths), (at * 23, at * 23 + 7), id=f"{source[:1]}{coder[-1]}{at:08d}")
            for at in range(chance.randrange(1, 30))
        ]
        for source in ("alta/a", "skien/b", "skien/c")
        for coder in ("koder-a", "koder-b")
    }
    sources = {source: BODY for source, _ in codings}
    study = open_folder(make_study(tmp_path / "study", sources=sources, codings=codings))
    usage = Counting(study).usage()
    now = {"barriers/resources": "barriers/capacity"}
    written = [(now.get(c.code, c.code), where) for where, its in codings.items() for c in its]
    for path, code in study.codebook.by_path.items():
        own = [where for code_path, where in written if code_path == path]
        below = [
            where for code_path, where in written if code_path == path or code_path.startswith(f"{path}/")
        ]
        assert usage.own[code.id] == len(own)
        assert usage.total[code.id] == len(below)
        assert usage.within(study.codebook, code) == {where: below.count(where) for where in below}
        assert usage.coders(code) == tuple(sorted({coder for _, coder in own}))
    for depth, most in enumerate(usage.most):
        totals = [usage.total[c.id] for p, c in study.codebook.by_path.items() if p.count("/") == depth]
        assert most == max(1, *totals)


def test_a_bar_is_solid_for_what_is_a_codes_own_and_dotted_for_what_is_below() -> None:
    assert use_bar(0, 0, 9) == "        "
    assert use_bar(8, 8, 8) == "████████"
    assert use_bar(4, 8, 8) == "████░░░░"
    assert use_bar(0, 8, 8) == "░░░░░░░░"
    assert use_bar(1, 1, 1000).strip() != ""
    assert use_bar(1, 2, 1000).strip() == "█░"


def test_views_hold_what_their_words_say(tmp_path: Path) -> None:
    text = CODEBOOK.replace('    tag: "UT"\n', '    tag: "UT"\n    retired: true\n    split: [c000000002]\n')
    study = open_folder(make_study(tmp_path / "study", codebook=text))
    usage = Counting(study).usage()

    def paths(view: View) -> list[str]:
        return [study.codebook.path(code) for code in codes_in(view, study.codebook, usage)]

    assert paths(View.ALL) == list(study.codebook.by_path)
    assert paths(View.NEVER) == []
    assert paths(View.ONCE) == ["barriers/knowledge", "challenges/schools"]
    assert paths(View.RETIRED) == paths(View.SPLIT) == ["challenges"]
    assert [following(view) for view in View] == [*list(View)[1:], View.ALL]
    assert following(View.ALL, -1) is View.SPLIT


def test_every_colour_of_the_palette_has_a_name_and_others_are_typed() -> None:
    assert len(NAMES) == len(PALETTE)
    assert [entry.key for entry in typed_color("1b9e77")] == ["#1B9E77"]
    assert [entry.key for entry in typed_color("#1B9E77")] == ["#1B9E77"]
    assert not typed_color("blue")


@pytest.mark.parametrize("width", [1, 2, 7, 40])
def test_rows_are_as_wide_as_there_is_room_and_lose_no_letter(width: int) -> None:
    text = "et langtlangtlangtord 漢字漢字 og   resten"
    rows = wrapped(text, width)
    assert all(len(row) <= max(width, 1) for row in rows)
    assert "".join("".join(rows).split()) == "".join(text.split())


# what is on the screen


@pytest.mark.parametrize("size", [*SIZES, HUGE])
async def test_codes_their_counts_and_the_one_at_hand_are_there_at_once(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with book(tmp_path / "study", size) as at:
        assert " BA Barrierer · 5 " in at.row("Barrierer")
        assert " KA Kapasitet 4 4 " in at.row("Kapasitet")
        assert "own  all" in at.text()
        await at.at("barriers/capacity")
        for words in ("barriers/capacity · Capacity (en)", "4 codings · 2 coders · 2 sources · 2 cases"):
            assert words in at.details()
        for label, words in {
            "definition": "For lite tid",
            "include": "Ta med ressurser",
            "exclude": "Manglende kunnskap",
            "example": "Vi er to",
            "keywords": "kapasitet, ressurs",
            "survey": "F10.kapasitet",
            "formerly": "barriers/resources",
        }.items():
            assert any(row.startswith(label) and words in row for row in at.details().split("\n"))


async def test_where_a_family_is_used_counts_its_own_and_those_below(tmp_path: Path) -> None:
    async with book(tmp_path / "study", HUGE) as at:
        await at.at("barriers")
        [row] = [line for line in at.text().split("\n") if "fokusgruppe" in line and "koder-b" in line]
        assert row.split("fokusgruppe")[1].split()[:2] == ["·", "4"]
        assert "koder-a 3  koder-b 1" in row


async def test_the_place_and_the_code_are_where_one_left_off(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("challenges/schools")
        at.app.session.save()
    async with book(tmp_path / "study") as at:
        assert at.at_hand == "challenges/schools"


async def test_an_empty_codebook_says_how_to_begin_and_every_key_says_why_it_does_nothing(
    tmp_path: Path,
) -> None:
    async with book(tmp_path / "study", codebook="", codings={}) as at:
        assert "no codes yet: n makes the first one" in at.details()
        for key in (
            "r",
            "e",
            "c",
            "m",
            "M",
            "s",
            "R",
            "x",
            "w",
            "K",
            "J",
            "less_than_sign",
            "greater_than_sign",
        ):
            await at.press(key)
            assert "no codes yet" in at.said()
        await at.press("g", "enter", "escape", "n")
        assert isinstance(at.app.screen, Prompt)
        await at.type("Tid")
        await at.press("enter")
        assert list(at.codes()) == ["tid"]


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_and_texts_are_shown_as_they_are(tmp_path: Path, size: tuple[int, int]) -> None:
    text = f'codes:\n  - code: x\n    name: {quoted(HOSTILE)}\n    definition: {quoted(HOSTILE)}\n    tag: "[/"\n'
    text += f"  - code: y\n    name: {quoted('[/]' + HOSTILE)}\n"
    codings = {(SOURCE, "koder-a"): [Coded("x", (0, 12))]}
    async with book(tmp_path / "study", size, codebook=text, codings=codings) as at:
        await at.at("x")
        assert "[/] [bold]x[/bold]" in at.details()
        assert "[bold]" in "".join(at.rows())
        for keys in (["r"], ["e"], ["c"], ["m"], ["M"], ["s"], ["w"]):
            await at.press(*keys)
            assert "\x1b" not in at.text()
            await at.press("escape")
        await at.press("M", "enter")
        assert isinstance(at.app.screen, Confirm)
        await at.press("n", "s")
        await at.type("[b]\n[/]")
        await at.press("ctrl+s")
        assert "[/]" in at.text()
        await at.press("1", "enter")
        assert at.app.screen is not None
        assert "\x1b" not in at.text()


async def test_saving_a_form_leaves_fields_that_nobody_touched_to_the_letter(tmp_path: Path) -> None:
    odd = "tab\there, bell\x07, line\nend "
    text = (
        f"codes:\n  - code: x\n    name: X\n    definition: {quoted(odd)}\n    keywords: [{quoted('a b')}]\n"
    )
    async with book(tmp_path / "study", codebook=text, codings={}) as at:
        await at.press("e", "tab")
        await at.type("med")
        await at.press("ctrl+s")
        assert (at.codes()["x"]["definition"], at.codes()["x"]["include"]) == (odd, "med")


async def test_what_a_form_cannot_take_is_said_in_it_and_what_was_typed_is_asked_about(
    tmp_path: Path,
) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers/knowledge")
        await at.press("e", "shift+tab", "ctrl+u")
        await at.type("ka")
        await at.press("ctrl+s")
        assert "! not saved: KA is the tag of barriers/capacity" in at.text()
        await at.press("escape")
        assert isinstance(at.app.screen, Confirm)
        await at.press("n")
        assert isinstance(at.app.screen, Form)
        await at.press("escape", "y")
        assert at.changed() == set()
        await at.press("r", "ctrl+u")
        await at.type("Kapasitet")
        await at.press("enter")
        assert "! not saved: " in at.text()
        await at.press("tab", "tab", "ctrl+u")
        await at.type("capacity")
        await at.press("escape", "y")
        assert at.changed() == set()


async def test_a_name_that_is_taken_is_refused_while_it_is_asked_for(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers/capacity")
        await at.press("n")
        await at.type("kunnskap")
        await at.press("enter")
        assert "there is a code barriers/knowledge already" in at.text()
        await at.press("escape")
        assert at.changed() == set()


async def test_neither_the_code_nor_what_is_below_it_is_offered_to_move_or_merge_into(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers")
        for key in ("m", "M"):
            await at.press(key)
            picker = at.app.screen
            assert isinstance(picker, Picker)
            assert {entry.key for entry in picker._entries} == {"c000000004", "c000000005"}
            await at.press("escape")


async def test_a_retired_code_is_not_offered_for_coding_and_not_used_by_its_key(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers/capacity")
        await at.press("R", "f2")
        shown = at.app.place_shown
        assert isinstance(shown, CodeScreen)
        await at.press("c")
        await at.type("kapasitet")
        picker = at.app.screen
        assert isinstance(picker, Picker)
        assert "c000000002" not in {entry.key for entry in picker._entries}
        await at.press("escape")
        shown.code_with("c000000002")
        await at.settled()
        assert "barriers/capacity is retired" in shown.status_line.text
        assert not [file for file in at.changed() if file.startswith("codings/")]


async def test_a_retired_code_is_not_split_and_it_is_said_before_anything_is_typed(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers/capacity")
        await at.press("R")
        await at.press("s")
        assert isinstance(at.app.screen, Notice)


async def test_a_view_without_codes_gives_the_code_back_that_was_at_hand(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers/capacity")
        await at.press("v")
        assert at.at_hand == ""
        await at.press("V")
        assert at.at_hand == "barriers/capacity"
        assert "For lite tid" in at.text()


# other programs


async def test_what_another_program_writes_is_shown_and_cursor_and_filter_stay(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await at.press("slash")
        await at.type("kunn")
        await at.press("enter")
        put(at.folder, "codebook/codebook.yaml", CODEBOOK.replace('nb: "Kunnskap"', 'nb: "Kunnskapshull"'))
        at.app.poll()
        await at.settled()
        assert at.at_hand == "barriers/knowledge"
        assert "Kunnskapshull" in "".join(at.rows())
        assert "filter: “kunn”" in at.screen.status_line._right


async def test_a_code_that_another_program_removes_leaves_the_cursor_on_its_row(tmp_path: Path) -> None:
    async with book(tmp_path / "study", codings={}) as at:
        await at.at("barriers/knowledge")
        start, end = CODEBOOK.index("      - id: c000000003"), CODEBOOK.index("  - id: c000000004")
        put(at.folder, "codebook/codebook.yaml", CODEBOOK[:start] + CODEBOOK[end:])
        at.app.poll()
        await at.settled()
        assert at.at_hand == "challenges"


async def test_no_change_is_made_to_a_codebook_that_cannot_be_read(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        put(at.folder, "codebook/codebook.yaml", "codes: [")
        at.app.poll()
        await at.settled()
        await at.at("barriers/capacity")
        for key in ("n", "r", "e", "m", "M", "s", "R", "x", "J"):
            await at.press(key)
            assert isinstance(at.app.screen, Notice)
            assert "no change until the codebook can be read" in at.flat()
            await at.press("enter")
        assert (at.folder / "codebook/codebook.yaml").read_text(encoding="utf-8") == "codes: ["


async def test_a_form_left_open_while_the_code_changed_is_refused_in_one_line(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers/knowledge")
        await at.press("e")
        await at.type("Min")
        text = CODEBOOK.replace('tag: "KU"', 'tag: "KN"')
        put(at.folder, "codebook/codebook.yaml", text)
        await at.press("ctrl+s")
        assert "changed by somebody else" in at.said() or "nothing was changed" in at.flat()
        assert (at.folder / "codebook/codebook.yaml").read_text(encoding="utf-8") == text


async def test_the_mouse_chooses_codes_and_sources(tmp_path: Path) -> None:
    async with book(tmp_path / "study", LARGE) as at:
        tree = at.screen.codes
        y = next(y for y in range(tree.size.height) if "Kapasitet" in tree.render_line(y).text)
        await at.pilot.click("#codes", offset=(12, y))
        await at.settled()
        assert at.at_hand == "barriers/capacity"
        await at.pilot.click("#uses", offset=(5, 1))
        await at.settled()
        shown = at.app.place_shown
        assert isinstance(shown, CodeScreen)
        assert shown.source_id == "skien/plan"


# large codebooks


def _large(folder: Path) -> Path:
    """1,000 codes, 10,000 codings in 20 sources."""
    chance = random.Random(1)
    lines, paths = ["codes:"], []
    for family in range(40):
        lines += [f"  - code: f{family}", f'    name: "Familie {family}"', "    children:"]
        for code in range(24):
            lines += [
                f"      - code: c{code}",
                f'        name: "Kode {family} {code}"',
                '        definition: "Om."',
            ]
            paths.append(f"f{family}/c{code}")
    sources = {f"case{n % 5}/s{n}": BODY for n in range(20)}
    codings = {
        (source, f"koder-{coder}"): [
            Coded(
                chance.choice(paths),
                (at * 15, at * 15 + 9),
                id=f"{source[-2:]}{coder}{at:07d}".replace("/", "s"),
            )
            for at in range(250)
        ]
        for source in sources
        for coder in "ab"
    }
    return make_study(folder, codebook="\n".join(lines) + "\n", sources=sources, codings=codings)


@pytest.mark.slow
async def test_a_codebook_of_1000_codes_and_10000_codings_is_gone_through_by_keys(tmp_path: Path) -> None:
    async with book(_large(tmp_path / "study")) as at:
        await at.press("down", "down")
        assert at.screen.at_hand() == at.app.study.codebook.by_path["f0/c1"]
        await at.press("end")
        assert at.screen.at_hand() == at.app.study.codebook.by_path["f39/c23"]


async def test_small_windows_keep_the_status_line_and_the_keys(tmp_path: Path) -> None:
    async with book(tmp_path / "study", SMALL) as at:
        rows = at.text().split("\n")
        assert "barriers" in rows[-2]
        assert "Help" in rows[-1]
