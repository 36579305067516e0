"""The case screen beside other programs, on odd studies and in small windows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cases_host import ALTA, CODINGS, LARGE, SMALL, SOURCES, TEMPLATE, Desk, desk
from place_host import lines

from crosscase.tui.cases.editor import StatementEditor
from crosscase.tui.memo_editor import MemoArea
from crosscase.tui.who import CoderDialog
from studies import Coded, codings_text

FIRST, SECOND, THIRD, FOURTH = "s000000001", "s000000002", "s000000003", "s000000004"
ALTA_NOTES = ("alta/fokusgruppe", "koder-a")


async def polled(at: Desk) -> None:
    """The workbench has looked what other programs wrote."""
    at.app.poll()
    await at.settled()


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_case_is_shown_with_its_evidence_marks_and_own_answers(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "study", size) as at:
        assert re.match(r"Alta · 4 statements · edition [0-9a-f]{6} · ! 2 · \? 6", at.line())
        assert "I1 (rådgiver) · fokusgruppe · line 4" in at.pane("evidence")
        assert "→ 1.1" in at.pane("evidence")
        assert "landsdel: nord" in at.pane("detail")
        await at.at(SECOND)
        assert "1.2 Skolene sier fra ofte. Mange hører det i" in at.pane("statements")
        assert "? ¹ may only be paraphrased" in at.pane("statements")
        assert "☑ I2 (leder)" in at.pane("evidence")
        assert "1.2 · Utfordringsbildet · 1 quote" in at.said()
        await at.at("section:tiltak")
        assert "Survey: For lite folk: ja" in at.pane("statements")
        assert "2 statements, 14 words of 10–40" in at.pane("statements")
        assert "F10.kapasitet For lite folk" in at.pane("detail")
        await at.at(FOURTH)
        assert "2.1 Kommunen har for få folk til det. ongoing" in at.pane("statements")
        assert "! rests on nothing" in at.pane("statements")
        assert "! evidence ¹ is gone" in at.pane("statements")
        assert "coding cgone00000 ! there is no such coding any more" in " ".join(at.pane("detail").split())


async def test_the_quotes_go_along_with_the_statements(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", SMALL) as at:
        await at.at(SECOND)
        assert at.screen.evidence.passage is not None
        assert at.screen.evidence.passage.coding.id == "cschools00"  # what it rests on
        await at.at("section:tiltak")
        assert at.screen.evidence.passage.coding.id == "ccapacity0"  # the first of the section
        await at.press("left", "down")
        assert "not" not in at.said()
        assert "Tiltak" not in at.pane("detail")
        assert "mangler vi kunnskap" in at.pane("detail")


async def test_jump_mode_and_the_palette_lead_to_the_parts_of_the_screen_and_to_what_can_be_done(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study", SMALL) as at:
        await at.press("apostrophe", "q")
        assert at.app.focused is at.screen.evidence
        assert lines(at.app)[-1].rstrip().endswith("? Help")  # the line of keys has room for its last one
        await at.press("apostrophe", "d")
        assert at.app.focused is at.screen.detail
        await at.at(SECOND)
        await at.press("ctrl+p")
        await at.type("Cases: Split")
        await at.press("enter")
        assert "Split the statement here?" in at.text()


async def test_words_and_evidence_that_are_saved_together_are_one_step(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        before = at.raw()
        await at.at(FOURTH)
        await at.press("e")
        await at.type(" Ja.")
        await at.press("tab", "down", "space", "ctrl+s")
        (found,) = [each for each in at.written("tiltak") if each["id"] == FOURTH]
        assert found["text"]["nb"] == "Noen visste en gang hva som hjalp. Ja."
        assert found["evidence"] == ["cgone00000", "cknowledge"]
        assert [entry.partition(":")[0] for entry in found["seen"]] == ["cknowledge"]
        await at.press("u")
        assert at.raw() == before


async def test_what_another_program_does_to_evidence_is_shown(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(FIRST)
        await at.press("o")  # looked at as it is
        recoded = [
            Coded("barriers", each.at, id=each.id) if each.id == "cnettet000" else each
            for each in CODINGS[ALTA_NOTES]
        ]
        file = at.folder / "codings/alta/fokusgruppe/koder-a.yaml"
        file.write_text(codings_text(*ALTA_NOTES, SOURCES["alta/fokusgruppe"], recoded), encoding="utf-8")
        await polled(at)
        assert "¹ has another code now" in at.pane("statements")
        assert "≠ another code than when the statement was last looked at" in " ".join(
            at.pane("detail").split()
        )
        notes = at.folder / "interviews/alta/fokusgruppe.md"
        text = notes.read_text(encoding="utf-8").replace("Vi merker det mest på nettet. ", "")
        notes.write_text(text, encoding="utf-8")
        await polled(at)
        assert "! evidence ¹ has lost its words" in at.pane("statements")


async def test_statements_that_another_program_writes_are_shown_and_what_is_at_hand_stays(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(THIRD)
        added = "  bildet:\n    - id: s000000009\n      text: {nb: Nytt utenfra.}\n"
        (at.folder / "cases/alta.yaml").write_text(ALTA.replace("  bildet:\n", added), encoding="utf-8")
        await polled(at)
        assert "1.1 Nytt utenfra." in at.pane("statements")
        assert at.screen.statements.key == THIRD


async def test_words_that_somebody_else_wrote_meanwhile_are_not_written_over_without_a_word(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(FIRST)
        await at.press("e")
        await at.type(" Mine ord.")
        theirs = ALTA.replace("Det er mest på nettet at folk merker noe.", "Andres ord.")
        (at.folder / "cases/alta.yaml").write_text(theirs, encoding="utf-8")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, StatementEditor)
        assert "somebody else changed its words meanwhile; it says “Andres ord.” now" in " ".join(
            at.text().split()
        )
        assert at.app.screen.query_one(MemoArea).text.endswith("Mine ord.")
        assert at.written("bildet")[0]["text"]["nb"] == "Andres ord."
        await at.press("ctrl+s")
        assert at.written("bildet")[0]["text"]["nb"] == "Det er mest på nettet at folk merker noe. Mine ord."
        assert at.written("bildet")[0]["history"][-1]["text"]["nb"] == "Andres ord."


async def test_who_codes_is_asked_at_the_first_change_and_leaving_it_changes_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", coder="") as at:
        before = at.raw()
        await at.at(FIRST)
        await at.press("w")
        assert isinstance(at.app.screen, CoderDialog)
        await at.press("escape")
        assert at.raw() == before
        await at.press("w")
        await at.type("koder-b")
        await at.press("enter")
        assert [each.get("by") for each in at.written("bildet") if each["id"] == FIRST] == ["koder-b"]


async def test_undo_goes_back_to_the_case_it_was_about(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at(SECOND)
        await at.press("w", "C")
        assert at.line().startswith("Skien")
        await at.press("u")
        assert at.line().startswith("Alta")
        assert at.screen.statements.key == SECOND
        assert "− Skolene" not in at.pane("statements")


async def test_a_statement_from_a_quote_is_written_in_the_section_the_quote_is_listed_under(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study") as at:
        await at.press("C", "left", "a")
        assert "New statement · Tiltak og [barrierer] · Skien" in at.text()
        await at.type("De har for liten tid.")
        await at.press("ctrl+s")
        (found,) = at.written("tiltak", "skien")
        assert found["evidence"] == ["cskien0000"]
        assert found["text"] == {"nb": "De har for liten tid."}
        assert "→ 2.1 De har for liten tid." in at.pane("detail")
        await at.pick("m", "bildet")
        assert "→ 1.1 De har for liten tid." in at.pane("detail")  # what is at the cursor goes along
        assert at.said().endswith("statement 1.1")


ODD = {
    "of another case": (
        "evidence: [cschools00]",
        "evidence: [cskien0000]",
        SECOND,
        "! evidence ¹ is of another case",
    ),
    "in no section of the template": (
        "  tiltak:\n",
        "  gammel-del:\n",
        THIRD,
        "! this section is not in the template",
    ),
}


@pytest.mark.parametrize("what", ODD)
async def test_what_is_wrong_with_a_description_is_shown_where_it_is(tmp_path: Path, what: str) -> None:
    old, new, at_hand, told = ODD[what]
    files = {"cases/alta.yaml": ALTA.replace(old, new)}
    async with desk(tmp_path / "study", files=files) as at:
        await at.at(at_hand)
        assert told in at.pane("statements")
        if at_hand == THIRD:
            await at.press("a")
            assert at.said().startswith("this section is not in the template")
            await at.press("K")  # into the section before, which the template has
            assert [each["id"] for each in at.written("tiltak")] == [THIRD]


async def test_a_file_that_cannot_be_read_says_why_and_the_other_cases_are_there(tmp_path: Path) -> None:
    broken = ALTA.replace(SECOND, FIRST)
    async with desk(tmp_path / "study", files={"cases/alta.yaml": broken}) as at:
        assert f"id {FIRST} stands twice" in " ".join(at.pane("statements").split())
        for key in ("a", "e", "J", "d", "t", "space", "n", "exclamation_mark", "slash", "f", "L", "E", "g"):
            await at.press(key)
            if at.app.screen is not at.screen:
                await at.press("escape")
        assert (at.folder / "cases/alta.yaml").read_text(encoding="utf-8") == broken
        await at.pick("c", "skien")
        assert "Vi har ikke folk til alt." in at.pane("evidence")


async def test_a_study_without_cases_or_sections_says_what_is_missing(tmp_path: Path) -> None:
    empty = {"sources": {}, "fronts": {}, "codings": {}, "cases": {}, "codebook": "", "template": ""}
    async with desk(tmp_path / "none", files={"cases/alta.yaml": None}, **empty) as at:
        assert "no cases yet" in at.pane("statements")
        await at.press("e", "J", "f", "C", "n", "d", "L", "E")
        assert at.app.screen is at.screen
        (at.folder / "cases").mkdir()
        (at.folder / "cases/alta.yaml").write_text('name: "Alta"\n', encoding="utf-8")
        await polled(at)
        assert "no sections yet" in " ".join(at.pane("statements").split())
        await at.press("a")
        assert "no section to write in" in at.said()


async def test_texts_of_the_study_are_neither_markup_nor_control_characters(tmp_path: Path) -> None:
    odd = "[/] [bold]fet[/bold]\\x1b[2J\\ttab " + "lang" * 80
    files = {
        "cases/alta.yaml": ALTA.replace("Kommunen har for få folk til det.", odd).replace(
            'landsdel: "nord"', f'"[red]": "{odd}"'
        ),
    }
    template = TEMPLATE.replace('"Utfordringsbildet"', '"[/red] bildet\\x07"')
    for size in (SMALL, LARGE):
        async with desk(tmp_path / f"study-{size[0]}", size, template, files=files) as at:
            await at.at(THIRD)
            assert "[/] [bold]fet[/bold]" in at.pane("statements")
            assert "[/] [bold]fet[/bold]" in at.pane("detail") or "Statement 2.1" in at.pane("detail")
            await at.at("section:bildet")
            assert "[/red] bildet" in at.pane("statements")
            await at.at(THIRD)
            for key in ("e", "s", "slash", "M", "exclamation_mark", "m", "x"):
                await at.press(key)
                assert "\x1b" not in at.text()
                await at.press("escape")
            await at.at("case")
            assert "[red]: [/] [bold]fet" in at.pane("detail")
            assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", at.text())


async def test_one_finds_back_to_the_statement_one_left(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("s000000004")
        at.app.session.save()
    async with desk(tmp_path / "study") as at:
        assert at.screen.statements.key == "s000000004"
        assert "▌ 2.2" in at.text()
        assert at.said().startswith("2.2")
