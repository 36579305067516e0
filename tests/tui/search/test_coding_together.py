"""Coding many passages at once: as what, in which sources, with which code; on disk, said, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from search_host import LARGE, PLAN_ID, SIZES, SMALL, SOURCE, Desk, desk

from crosscase.tui.search.choosing import ChoosePassages, LastLook
from crosscase.tui.search.screen import SearchScreen
from crosscase.tui.who import CoderDialog
from studies import BODY, CODEBOOK, Coded

TIDY = {(SOURCE, "koder-b"): [Coded("barriers/capacity", "Vi er to stykker.")]}
SENTENCE = "Det er mangel på ressurser for å prioritere tiltak."
TURN = "Det er mangel på ressurser for å prioritere tiltak. Vi er to stykker."


async def pick(at: Desk, letters: str) -> None:
    """Take the first code that the letters mean."""
    await at.type(letters)
    await at.press("enter")


@pytest.mark.parametrize(
    ("size", "key", "words"),
    [
        (SIZES[0], "1", "tiltak"),
        (SIZES[1], "2", SENTENCE),
        (SIZES[2], "3", TURN),
        (SIZES[0], "4", TURN),
        (SIZES[1], "1", "tiltak"),
    ],
)
async def test_all_ticked_hits_are_coded_in_one_step_that_undo_takes_back_to_the_byte(
    tmp_path: Path, size: tuple[int, int], key: str, words: str
) -> None:
    async with desk(tmp_path / "study", size, codings=TIDY) as at:
        before = at.on_disk()
        await at.look("tiltak")
        await at.press("c", key)
        assert isinstance(at.app.screen, ChoosePassages)
        assert SOURCE in at.text()
        assert words in " ".join(at.text().replace("│", " ").split()) or size == SMALL
        await at.press("enter")
        await pick(at, "kunnskap")
        assert at.coded("barriers/knowledge") == [words]
        assert at.coded("barriers/knowledge", PLAN_ID) == ["Tiltak" if key == "1" else "# Tiltak"]
        assert {coding["origin"] for coding in at.codings()} == {"search"}
        assert at.codings(coder="koder-b") != []
        unit = ("hit of", "sentence with a hit of", "paragraph with a hit of", "turn with a hit of")[
            int(key) - 1
        ]
        name = f"code 2 {unit.replace(' ', 's ', 1)} “tiltak” as barriers/knowledge"
        # in a narrow window a toast has the words that the line has no room for
        told = [at.said(), *(toast.message for toast in at.app._notifications)]
        assert any(name.replace("code", "coded", 1) in words for words in told)
        assert at.app.study.history.next_undo is not None
        assert at.app.study.history.next_undo.name == name
        await at.press("u")
        assert at.said().startswith(f"undid: {name}"[:30])
        assert at.on_disk() == before
        await at.press("U")
        assert at.coded("barriers/knowledge") == [words]


async def test_the_dialog_counts_the_passages_of_every_unit_and_equal_ones_once(tmp_path: Path) -> None:
    body = "I1: Tiltak og tiltak. Flere tiltak her. Slutt.\nMer om tiltak.\nI2: Tiltak.\n"
    front = "case: alta\nkind: interview\nspeakers:\n  I1: {role: leder}\n  I2: {role: leder}\n"
    study = {"sources": {"alta/en": body}, "fronts": {"alta/en": front}, "codings": {}, "files": {}}
    async with desk(tmp_path / "study", **study) as at:
        await at.look("tiltak")
        await at.press("c")
        units = str(at.app.screen.query_one("#units").render())
        # counted by hand: five words; "Tiltak og tiltak." holds two of them; three lines; two turns
        for words in ("[hit 5]", "sentence 4", "paragraph 3", "turn 2"):
            assert words in units
        await at.press("right", "right", "right", "right", "left")
        assert "[turn 2]" in str(at.app.screen.query_one("#units").render())
        await at.press("enter")
        await pick(at, "kunnskap")
        assert [tuple(coding["at"]) for coding in at.codings("alta/en")] == [
            (4, body.index("\nI2:")),
            (body.index("I2:") + 4, len(body) - 1),
        ]


async def test_what_is_not_ticked_is_not_coded(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", codings={}) as at:
        await at.look("tiltak")
        await at.press("space", "c")
        assert "Code 1 hit of “tiltak”" in at.text()
        await at.press("enter")
        await pick(at, "kunnskap")
        assert at.codings() == []
        assert at.coded("barriers/knowledge", PLAN_ID) == ["Tiltak"]
        await at.press("t", "t", "c")
        assert "no hit is ticked" in at.said()


async def test_hits_that_have_the_code_already_are_said_and_stay_as_they_are(tmp_path: Path) -> None:
    codings = {(SOURCE, "koder-a"): [Coded("barriers/resources", "tiltak", memo="fra før")]}
    async with desk(tmp_path / "study", LARGE, codings=codings) as at:
        before = at.codings()
        await at.look("tiltak")
        await at.press("c", "enter")
        await pick(at, "kapasitet")
        assert "1 has it already" in at.said()
        assert at.codings() == before
        assert at.coded("barriers/capacity", PLAN_ID) == ["Tiltak"]
        on_disk = at.on_disk()
        await at.press("c", "enter")
        await pick(at, "kapasitet")
        assert "all 2 have the code barriers/capacity already" in at.said()
        assert at.on_disk() == on_disk
        assert all(row.rstrip().endswith("KA") for row in at.hits())


async def test_a_code_made_on_the_spot_is_one_step_with_its_codings(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LARGE, codings={}) as at:
        before = at.on_disk()
        await at.look("tiltak")
        await at.press("c", "enter")
        await pick(at, "barrierer/vilje")
        assert at.coded("barriers/vilje") == ["tiltak"]
        assert "as barriers/vilje (a new code)" in at.said()
        await at.press("u")
        assert at.on_disk() == before


async def test_quotes_are_coded_where_they_stand_and_memos_cannot_be(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LARGE) as at:
        await at.look("ressurser")
        await at.press("i", "c")
        assert "words of a memo cannot be coded" in at.said()
        await at.press("i", "c")
        assert "hit 1" in str(at.app.screen.query_one("#units").render())  # two coders' quotes, the same word
        await at.press("enter")
        await pick(at, "kunnskap")
        assert at.coded("barriers/knowledge") == ["ressurser", "mangler vi kunnskap"]


async def test_leaving_any_of_the_questions_changes_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        before = at.on_disk()
        await at.look("tiltak")
        await at.press("c", "escape")
        assert isinstance(at.app.screen, SearchScreen)
        await at.press("c", "enter", "escape")
        assert isinstance(at.app.screen, SearchScreen)
        await at.press("C", "escape", "C", "enter", "escape", "C", "enter", "enter", "escape")
        await at.press("C", "enter", "enter")
        await pick(at, "kunnskap")
        assert isinstance(at.app.screen, LastLook)
        await at.press("n")
        assert "nothing was coded" in at.said()
        assert at.on_disk() == before


async def test_it_is_asked_who_codes_before_anything_is_chosen(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", coder="", codings={}) as at:
        await at.look("tiltak")
        await at.press("c")
        assert isinstance(at.app.screen, CoderDialog)
        await at.press("escape")
        assert at.codings() == []
        await at.press("c", "enter")
        assert isinstance(at.app.screen, ChoosePassages)
        await at.press("enter")
        await pick(at, "kunnskap")
        assert at.coded("barriers/knowledge") == ["tiltak"]


async def test_a_text_that_changes_while_one_chooses_is_not_coded_at_the_old_places(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LARGE, codings={}) as at:
        await at.look("tiltak")
        await at.press("c", "enter")
        file = at.folder / f"interviews/{SOURCE}.md"
        file.write_text(file.read_text("utf-8").replace("# Utf", "# Nye utf"), encoding="utf-8")
        at.app.poll()
        await at.settled()
        await pick(at, "kunnskap")
        assert f"{SOURCE} was changed by another program meanwhile; nothing was coded" in at.said()
        assert at.codings() == []
        assert at.codings(PLAN_ID) == []


async def test_without_a_codebook_that_can_be_read_nothing_is_coded(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", codings={}, codebook="codes: [\n") as at:
        await at.look("tiltak")
        await at.press("c")
        assert "no coding until the codebook can be read" in " ".join(at.text().replace("│", " ").split())
        await at.press("escape", "C", "enter")
        assert "no coding until" in at.text()


async def test_a_retired_code_is_not_offered(tmp_path: Path) -> None:
    book = CODEBOOK.replace("    code: knowledge\n", "    code: knowledge\n").replace(
        "        code: knowledge\n", "        code: knowledge\n        retired: true\n"
    )
    async with desk(tmp_path / "study", codings={}, codebook=book) as at:
        await at.look("tiltak")
        await at.press("c", "enter")
        assert "Kapasitet" in at.text()
        assert "Kunnskap" not in at.text()


# by structure


async def test_all_under_a_heading_is_coded_across_sources_after_a_look(tmp_path: Path) -> None:
    body = "# Barrierer\nLite tid.\n\n## Under\nLite penger.\n\n# Annet\nNei.\n"
    study = {"sources": {SOURCE: BODY, "skien/notat": body}, "codings": {}}
    async with desk(tmp_path / "study", LARGE, **study) as at:
        before = at.on_disk()
        await at.press("escape", "C")
        await at.type("barrierer")
        assert "2 times in 2 sources" in at.text()
        await at.press("enter")
        assert "[section 2]" in str(at.app.screen.query_one("#units").render())
        await at.press("enter")
        await pick(at, "kunnskap")
        assert isinstance(at.app.screen, LastLook)
        shown = " ".join(at.text().split())
        assert "Code 2 sections “Barrierer” as barriers/knowledge, in 2 sources?" in shown
        assert "Lite tid." in shown
        assert at.on_disk() == before
        await at.press("enter")
        assert at.coded("barriers/knowledge", "skien/notat") == ["Lite tid.\n\n## Under\nLite penger."]
        start = BODY.index("Intervjuer: Hva står i veien?")
        assert at.coded("barriers/knowledge") == [BODY[start:].rstrip()]
        await at.press("u")
        assert at.on_disk() == before


async def test_a_speakers_words_are_those_of_this_source_unless_one_asks_for_more(tmp_path: Path) -> None:
    front = "case: skien\nkind: interview\nspeakers:\n  I1: {role: leder}\n"
    study = {
        "sources": {SOURCE: BODY, "skien/samtale": "I1: Hei fra Skien.\n"},
        "fronts": {
            SOURCE: "case: alta\nkind: interview\nspeakers:\n  Intervjuer: {coder: koder-a}\n  I1: {role: leder}\n",
            "skien/samtale": front,
        },
        "codings": {},
    }  # fmt: skip
    async with desk(tmp_path / "study", LARGE, **study) as at:
        await at.look("sjelden")
        await at.press("C")
        await at.type("i1")
        await at.press("enter")
        scope = at.app.screen.query_one("#scope")
        assert f"this source, {SOURCE}" in str(scope.render())
        assert "[turn 2]" in str(at.app.screen.query_one("#units").render())
        await at.press("s")
        assert "all that have it: 2 sources" in str(scope.render())
        assert "[turn 3]" in str(at.app.screen.query_one("#units").render())
        await at.press("t", "a", "down", "down", "space", "enter")
        assert "ticked" in str(scope.render())
        assert "[turn 1]" in str(at.app.screen.query_one("#units").render())
        await at.press("enter")
        await pick(at, "kunnskap")
        await at.press("y")
        assert at.coded("barriers/knowledge", "skien/samtale") == ["Hei fra Skien."]
        assert at.codings() == []


async def test_a_role_is_everybody_who_has_it(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", LARGE, codings={}) as at:
        await at.press("escape", "C")
        await at.type("rådgiver")
        assert "role" in at.text()
        await at.press("enter", "enter")
        await pick(at, "kunnskap")
        await at.press("enter")
        spoken = [line.removeprefix("I1: ") for line in BODY.split("\n") if line.startswith("I1: ")]
        assert at.coded("barriers/knowledge") == spoken
        assert f"coded {len(spoken)} turns of rådgiver as barriers/knowledge" in at.said()
