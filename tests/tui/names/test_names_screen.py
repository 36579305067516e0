"""Looking at names from the search to a study without them, and back; and what becomes of what is decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from names_host import HERS, LARGE, NEW, SCHOOL, SMALL, Desk, desk, spots, study_of

from crosscase.language.names_apart import Place
from crosscase.language.names_in_study import left
from crosscase.study.opening import open_folder
from crosscase.study.roster import Entry, Roster, occurrences
from crosscase.study.texts_inside import study_files
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.dialogs import Notice
from crosscase.tui.names import deciding
from crosscase.tui.names.finding import FindingScreen, Found
from crosscase.tui.names.opening import show_names
from crosscase.tui.names.queue import Name, names_of
from crosscase.tui.names.screen import NamesScreen
from studies import contents, put

NAMES = (b"Kari", b"Nordmann", b"Nordlys", b"Torbj", b"Aamodt", b"Brattland")


def outside(folder: Path) -> dict[str, bytes]:
    """The files that leave the machine with the study."""
    return {
        file: raw
        for file, raw in contents(folder).items()
        if not file.startswith(("private/", ".crosscase/"))
    }


async def test_from_the_palette_over_a_search_to_a_study_without_names_and_back(tmp_path: Path) -> None:
    folder = study_of(tmp_path / "study")
    app = CrosscaseApp(open_folder(folder, "koder-a"))
    before = outside(folder)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        at = Desk(app, pilot, folder)
        await at.press("f3", "ctrl+p")
        await at.type("look for names")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FindingScreen)
        await at.settled()
        assert isinstance(app.screen, NamesScreen)
        assert "0 of 4 decided" in at.head()
        await at.press("A", "a", "a")
        assert "4 of 4 decided" in at.head()
        assert at.places()
        await at.press("ctrl+s")
        assert "also in files of koder-b?" in at.text()
        assert outside(folder) == before
        await at.press("enter")
        assert isinstance(app.screen, Notice)
        assert "21 places replaced in 7 files; u takes it back" in at.text()
        assert "moved into the private folder: 1 former text" in at.text()
        assert not [file for file, raw in outside(folder).items() if any(name in raw for name in NAMES)]
        assert at.memo().startswith(
            "Vi traff [Informant 3] der. Så gikk [Informant 3], og [Informant 3]s bil"
        )
        assert "[skole B] er en annen" in at.memo()
        await at.press("enter", "u")
        assert outside(folder) == before
        assert app.place_shown is not None
        assert app.place_shown.status_line.text.startswith("undid: ")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_last_line_shows_the_key_of_help(tmp_path: Path, size: tuple[int, int]) -> None:
    async with desk(tmp_path / "study", size) as at:
        assert at.text().split("\n")[-1].rstrip().endswith("? Help")


async def test_a_place_that_was_kept_and_is_accepted_then_is_no_longer_kept(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.to(SCHOOL)
        await at.press("k", "k")
        await at.to(SCHOOL)
        await at.press("a", "A", "ctrl+s", "enter", "enter")
        assert "kept" not in at.roster()
        assert {"name": SCHOOL, "as": "[skole B]"} in at.roster()["places"]
        assert SCHOOL not in at.memo()
        assert [*left(at.folder, study_files(at.folder))] == []


async def test_enter_alone_gives_a_name_no_other_ones_pseudonym_and_the_same_kind_comes_first(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study") as at:
        await at.to(SCHOOL)
        await at.press("o", "enter")
        assert "type what shall stand there" in at.text()
        assert at.text().index("[skole A]  Nordlysskolen") < at.text().index("[Informant 2]  Kari Nordmann")
        await at.press("escape")
        assert "0 to replace" in at.head()
        await at.press("o", "down", "enter")
        assert at.said() == f"{SCHOOL} → [skole A]"


async def test_a_new_name_shows_a_number_when_it_is_at_hand_alone(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.to(HERS)
        assert "→ [Informant 3]" in at.row(HERS)
        assert "→ [skole …]" in at.row(SCHOOL)
        assert "→ [Informant 2]" in at.row("Kari Nordmann")
        await at.to(SCHOOL)
        assert "→ [Informant …]" in at.row(HERS)
        assert "→ [skole B]" in at.row(SCHOOL)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_words_from_files_are_never_markup_and_every_place_is_shown_with_its_line(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    odd = "[/] [bold]\x1b[31mOla\t\x07"
    places = tuple(
        Place(
            "memos/[x].md",
            "",
            "body",
            9,
            20,
            odd,
            "s",
            line,
            1,
            "før [/i] ",
            " etter [/]",
            "person",
            why="[/b]",
        )
        for line in range(1, 40)
    )
    async with desk(tmp_path / "study", size) as at:
        await at.app.pop_screen()
        assert at.app.place_shown is not None
        show_names(at.app.place_shown, Found(places, ("[/] noted",)))
        await at.settled()
        assert "[/] noted" in at.said()
        assert "[/] [bold]" in at.text()
        for line in (1, 2, 3, 4):
            assert f"▸ {line} of 39  memos/[x].md:{line}" in at.text()
            await at.press("right")
        assert "før [/i] " in at.text()
        assert "\x1b" not in at.text()


async def test_a_text_that_was_changed_meanwhile_stops_it_before_anything_is_written(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.to(HERS)
        await at.press("a")
        put(at.folder, NEW, "Nytt.\n")
        before = outside(at.folder)
        await at.press("ctrl+s")
        assert "besok.md was changed meanwhile; nothing was replaced" in at.said()
        assert outside(at.folder) == before


async def test_what_another_program_wrote_into_the_roster_meanwhile_stays(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.to(HERS)
        await at.press("a")
        file = at.folder / "private/roster.yaml"
        file.write_text(file.read_text("utf-8") + "kept: [Nordmannsdalen]\n", "utf-8")
        await at.press("escape", "y")
        assert at.roster()["kept"] == ["Nordmannsdalen"]
        assert [one["name"] for one in at.roster()["people"]] == ["Kari Nordmann", HERS]


def named(words: str, count: int = 1, **more: object) -> tuple[tuple[Place, ...], Name]:
    places = tuple(
        Place(
            "m.md",
            "",
            "body",
            10 * n,
            10 * n + len(words),
            words,
            "",
            n + 1,
            1,
            f"så {n} ",
            " kom",
            "person",
            **more,
        )
        for n in range(count)
    )  # type: ignore[arg-type]
    return places, names_of(places)[0]


def test_a_first_name_is_proposed_as_the_person_who_was_accepted_and_each_decision_can_be_another() -> None:
    _, whole = named("Ola Hansen")
    _, first = named("Ola", 2)
    begun = deciding.begin(Roster((Entry("Kari", (), "[Informant 1]"),)), "nb")
    assert begun.proposal(first) == "[Informant 2]"
    accepted = deciding.accept(begun, whole, whole.places)
    assert accepted.proposal(first) == "[Informant 2]"
    also = deciding.accept(accepted, first, (0,))
    assert also.roster.entries[-1] == Entry("Ola Hansen", ("Ola",), "[Informant 2]")
    # taken back by deciding otherwise: another person, one who is there already, no name at all
    assert deciding.call(also, first, (0,), "[rektor]").roster.entries[1:] == (
        Entry("Ola Hansen", (), "[Informant 2]"), Entry("Ola", (), "[rektor]"),
    )  # fmt: skip
    assert deciding.call(also, first, (0,), "[Informant 1]").roster.entries == (
        Entry("Kari", ("Ola",), "[Informant 1]"), Entry("Ola Hansen", (), "[Informant 2]"),
    )  # fmt: skip
    none = deciding.keep_all(also, first)
    assert none.roster.entries[-1] == Entry("Ola Hansen", (), "[Informant 2]")
    assert none.roster.kept == ("Ola",)
    assert set(none.pseudonyms.values()) == {deciding.KEPT}
    again = deciding.accept(none, first, first.places)
    assert again.roster.kept == ()
    assert again.roster.entries[-1] == Entry("Ola Hansen", ("Ola",), "[Informant 2]")


def test_another_pseudonym_of_a_name_of_the_roster_is_that_of_all_its_places() -> None:
    _, kari = named("Kari", 3, entry="Kari Nordmann", sure=True)
    begun = deciding.begin(Roster((Entry("Kari Nordmann", ("Kari",), "[Informant 1]"),)), "nb")
    accepted = deciding.accept(begun, kari, (0, 1))
    assert accepted.roster == begun.roster
    called = deciding.call(accepted, kari, (2,), "[rektor]")
    assert called.roster.entries == (Entry("Kari Nordmann", ("Kari",), "[rektor]"),)
    assert set(called.pseudonyms.values()) == {"[rektor]"}


@pytest.mark.parametrize(
    ("before", "after", "passage"),
    [
        ("Så kom ", " uke.", "kom Per uke."),
        ("", " uke har", "Per uke"),
        ("ved\nHver ", "\nmer", "Hver Per"),
        ("", "", ""),
    ],
)
def test_a_place_that_stays_is_known_again_by_the_words_beside_it(
    before: str, after: str, passage: str
) -> None:
    place = Place("m.md", "", "body", len(before), len(before) + 3, "Per", "", 1, 1, before, after, "person")
    assert deciding.passage_of(place) == passage
    if passage:
        text = f"{before}Per{after} Og Per Strøm."
        roster = Roster((Entry("Per"),))
        assert [hit.start for hit in occurrences(roster, text)] == [len(before), text.rindex("Per")]
        kept = Roster((Entry("Per"),), (passage,))
        assert [hit.start for hit in occurrences(kept, text)] == [text.rindex("Per")]


def test_places_of_one_name_stand_together_and_what_is_sure_comes_first() -> None:
    names = names_of(spots())
    assert [(name.words, len(name.places), name.sure) for name in names] == [
        ("Kari Nordmann", 13, True), ("Nordlysskolen", 3, True), (HERS, 3, False), (SCHOOL, 2, False),
    ]  # fmt: skip
    assert sorted(number for name in names for number in name.places) == list(range(len(spots())))
