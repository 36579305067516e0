"""Another program changes the codebook or a memo while a dialog is open: nothing that either wrote is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from book_host import Book, book

from crosscase.tui.memo_editor import MemoEditor
from studies import CODEBOOK, put


def _another_writes(at: Book, before: str, after: str) -> None:
    assert before in CODEBOOK
    put(at.folder, "codebook/codebook.yaml", CODEBOOK.replace(before, after))


@pytest.mark.parametrize(
    ("key", "save"), [("r", ["enter"]), ("e", ["ctrl+s"]), ("c", ["enter"])], ids=["rename", "edit", "colour"]
)
async def test_what_another_program_writes_about_a_code_outlives_a_dialog_about_it(
    key: str, save: list[str], tmp_path: Path
) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers/knowledge")
        await at.press(key)
        if key != "c":
            await at.type("x")
        _another_writes(at, 'en: "Knowledge"', 'en: "Ignorance"')
        at.app.poll()
        await at.settled()
        await at.press(*save)
        assert len(at.app.screen_stack) == 1
        assert "Ignorance" in str(at.codes()), at.said()


@pytest.mark.parametrize(
    ("key", "save"),
    [("r", "enter"), ("e", "ctrl+s"), ("s", "ctrl+s"), ("N", "enter")],
    ids=["rename", "edit", "split", "new below"],
)
async def test_words_stay_in_the_dialog_where_the_code_is_gone_meanwhile(
    key: str, save: str, tmp_path: Path
) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers/knowledge")
        await at.press(key)
        await at.type("mine ord")
        put(at.folder, "codebook/codebook.yaml", "codes:\n  - code: other\n    name: Noe\n")
        at.app.poll()
        await at.settled()
        await at.type("a")
        await at.press(save)
        assert "the code knowledge is gone: somebody took it away meanwhile" in at.flat()
        assert "mine orda" in at.flat()


async def test_words_stay_in_the_form_while_the_codebook_cannot_be_read(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers/knowledge")
        await at.press("e")
        await at.type("mine ord")
        put(at.folder, "codebook/codebook.yaml", "codes: [{")
        await at.press("ctrl+s")
        assert "not saved: codebook/codebook.yaml:1" in at.flat()
        assert "mine ord" in at.flat()
        put(at.folder, "codebook/codebook.yaml", CODEBOOK)
        at.app.poll()
        await at.settled()
        await at.press("ctrl+s")
        assert len(at.app.screen_stack) == 1
        assert at.codes()["barriers/knowledge"]["definition"].endswith("mine ord")


async def test_a_definition_that_another_program_wrote_is_shown_before_it_is_written_over(
    tmp_path: Path,
) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers/knowledge")
        await at.press("e")
        await at.type("mine ord")
        _another_writes(at, 'tag: "KU"', 'tag: "KU"\n        definition: "deres ord"')
        at.app.poll()
        await at.settled()
        await at.press("ctrl+s")
        assert "definition was changed meanwhile to “deres ord”" in at.flat()
        assert at.codes()["barriers/knowledge"]["definition"] == "deres ord"
        await at.press("ctrl+s")
        assert at.codes()["barriers/knowledge"]["definition"].endswith("mine ord")


async def test_words_of_a_memo_about_a_code_are_never_lost_to_another_program(tmp_path: Path) -> None:
    async with book(tmp_path / "study") as at:
        await at.at("barriers/knowledge")
        await at.press("w")
        await at.type("hei")
        await at.press("ctrl+s")
        [file] = at.changed()
        await at.press("w", "enter")
        await at.type(" og mer")
        put(at.folder, file, (at.folder / file).read_text(encoding="utf-8") + "\nandres ord\n")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, MemoEditor)
        assert "hei og mer" in at.text()
