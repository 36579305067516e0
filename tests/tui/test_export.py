"""Writing what is on the screen to a file: the name, the form, the name gate, and no file lost."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document as read_word
from place_host import SIZES, SMALL, HostApp, host, place, running, text
from textual.pilot import Pilot
from textual.widgets import Input, Static

from crosscase.documents.values import Document, Heading, Paragraph, Run, Table
from crosscase.study.problems import StudyError
from crosscase.tui.dialogs import Confirm
from crosscase.tui.export import DOCUMENT, TABLE, ExportDialog, export
from studies import put

ROWS = Table(("quote", "key"), (("=SUM(A1)", True), ("[/] <b>ikke fet</b>", False)), "Sitater")
NOTICE = "Notatene er konstruert."


def made(form: str) -> Table | Document:
    """A table; for people a text."""
    if form in ("md", "html", "docx"):
        return Document("Sitater", (Heading(1, "Barrierer"), Paragraph((Run("[/] <b>ikke fet</b>"),))))
    return ROWS


class Desk:
    def __init__(self, app: HostApp, pilot: Pilot[Any], folder: Path) -> None:
        self.app, self.pilot, self.folder = app, pilot, folder

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def settled(self) -> None:
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def name(self, name: str) -> None:
        """Another name in the field."""
        self.app.screen.query_one(Input).value = name
        await self.settled()

    @property
    def wrong(self) -> str:
        """What is said to be wrong."""
        return str(self.app.screen.query_one(".error", Static).render())

    @property
    def files(self) -> list[str]:
        """What was written."""
        return sorted(
            path.name for path in self.folder.iterdir() if path.name not in ("study", "no-keymap.yaml")
        )


@asynccontextmanager
async def desk(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int] = SMALL,
    make: Any = made,
    forms: Any = TABLE,
) -> AsyncIterator[Desk]:
    monkeypatch.chdir(folder)
    app = host(folder, notice=NOTICE)
    async with running(app, size) as pilot:
        await pilot.pause()
        export(place(app), "2 quotes", "quotes", make, forms)
        at = Desk(app, pilot, folder)
        await at.settled()
        yield at


@pytest.mark.parametrize("size", SIZES)
async def test_the_dialog_offers_a_name_and_the_forms_there_are(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path, monkeypatch, size) as at:
        shown = text(at.app)
        for words in (
            "Write 2 quotes to a file",
            "quotes.xlsx",
            ".docx",
            "Word",
            ".csv",
            ".json",
            ".html",
            "Markdown",
        ):
            assert words in shown
        await at.press("escape")
        assert at.files == []
        export(place(at.app), "a memo", "memo", made, DOCUMENT)
        await at.settled()
        assert "memo.docx" in text(at.app)
        assert ".csv" not in text(at.app)


async def test_arrows_change_the_ending_and_a_typed_ending_changes_the_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path, monkeypatch) as at:
        field = at.app.screen.query_one(Input)
        seen = []
        for _ in TABLE:
            await at.press("down")
            seen.append(field.value)
        assert seen == [f"quotes.{form}" for form in (*TABLE[1:], TABLE[0])]
        await at.press("up")
        assert field.value == "quotes.json"
        await at.press("x")  # the cursor stands before the ending
        assert field.value == "quotesx.json"
        await at.name("funn.v2.md")
        await at.press("down")
        assert field.value == "funn.v2.csv"
        await at.name("uten ending")
        await at.press("down")
        assert field.value == "uten ending.xlsx"


async def test_every_form_is_written_as_other_programs_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path, monkeypatch) as at:
        await at.press("escape")
        for form in TABLE:
            export(place(at.app), "2 quotes", "ut", made)
            await at.settled()
            await at.name(f"ut.{form}")
            await at.press("enter")
            assert at.app.screen is place(at.app), form
            assert f"ut.{form}" in place(at.app).status_line.said
    assert at.files == sorted(f"ut.{form}" for form in TABLE)
    rows = list(csv.reader(io.StringIO((tmp_path / "ut.csv").read_text("utf-8-sig"))))
    assert rows[0] == ["quote", "key"]
    assert not rows[1][0].startswith("=")
    assert json.loads((tmp_path / "ut.json").read_text("utf-8"))[1]["quote"] == "[/] <b>ikke fet</b>"
    cells = [
        cell.value for sheet in openpyxl.load_workbook(tmp_path / "ut.xlsx") for row in sheet for cell in row
    ]
    assert NOTICE in " ".join(str(cell) for cell in cells)
    words = "\n".join(paragraph.text for paragraph in read_word(str(tmp_path / "ut.docx")).paragraphs)
    assert "[/] <b>ikke fet</b>" in words
    assert NOTICE in words
    page = (tmp_path / "ut.html").read_text("utf-8")
    assert "&lt;b&gt;ikke fet" in page
    assert NOTICE in page
    assert ZipFile(tmp_path / "ut.docx").testzip() is None


async def test_a_file_that_is_there_is_written_over_only_after_a_yes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = put(tmp_path, "quotes.csv", "mitt eget")
    async with desk(tmp_path, monkeypatch) as at:
        await at.name("quotes.csv")
        await at.press("enter")
        assert isinstance(at.app.screen, Confirm)
        await at.press("n")
        assert there.read_text() == "mitt eget"
        assert isinstance(at.app.screen, ExportDialog)
        await at.press("enter", "y")
        assert "ikke fet" in there.read_text("utf-8")
        assert at.app.screen is place(at.app)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "give the file a name"),
        ("quotes", "end the name with one of .xlsx, .docx"),
        ("quotes.pdf", "end the name with one of .xlsx, .docx"),
        ("nowhere/quotes.csv", "there is no folder"),
        ("folder.csv", "is a folder; give the name of a file in it"),
    ],
)
async def test_a_name_that_will_not_do_is_told_and_can_be_mended(
    name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder.csv").mkdir()
    async with desk(tmp_path, monkeypatch, (120, 40)) as at:
        await at.name(name)
        await at.press("enter")
        assert said in " ".join(text(at.app).replace("│", " ").split())
        assert "--" not in text(at.app)
        await at.name("quotes.csv")
        await at.press("enter")
        assert (tmp_path / "quotes.csv").is_file()


async def test_a_name_of_the_roster_is_not_let_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk(
        tmp_path, monkeypatch, (120, 40), lambda _form: Table(("quote",), (("Kari Nordmann sa det.",),))
    ) as at:
        put(
            tmp_path / "study",
            "private/roster.yaml",
            'people:\n  - name: "Kari Nordmann"\n    as: "[Informant 2]"\n',
        )
        await at.press("enter")
        shown = " ".join(text(at.app).replace("│", " ").split())
        assert "holds a name of the roster (of [Informant 2])" in shown
        assert at.files == []


async def test_what_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(form: str) -> Table:
        raise StudyError(f"there is nothing to write as {form} [/]")

    async with desk(tmp_path, monkeypatch, make=broken) as at:
        await at.press("enter")
        assert "! there is nothing to write as xlsx [/]" in text(at.app)
        assert at.files == []


async def test_the_form_used_last_is_offered_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path, monkeypatch) as at:
        await at.press("down", "down", "enter")
        assert at.files == ["quotes.html"]
        export(place(at.app), "2 quotes", "more", made)
        await at.settled()
        assert "more.html" in text(at.app)


async def test_letters_typed_before_the_field_is_there_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path, monkeypatch) as at:
        dialog = at.app.screen
        assert isinstance(dialog, ExportDialog)
        dialog.typed("x")
        assert dialog.query_one(Input).value == "quotesx.xlsx"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("x" * 300 + ".csv", "cannot be written (File name too long); give another name"),
        ("~nobody-of-this-name/x.csv", "nobody here has a home folder ~nobody-of-this-name"),
        ("a\x00b.csv", "give another name"),
    ],
)
async def test_a_name_that_no_file_can_have_is_told_in_a_line(
    name: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path, monkeypatch) as at:
        await at.name(name)
        await at.press("enter")
        assert isinstance(at.app.screen, ExportDialog)
        assert told in at.wrong
        await at.name("right.csv")
        await at.press("enter")
        assert at.files == ["right.csv"]


async def test_where_the_folder_is_gone_a_whole_path_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path, monkeypatch) as at:
        gone = tmp_path / "gone"
        gone.mkdir()
        monkeypatch.chdir(gone)
        gone.rmdir()
        await at.name("x.csv")
        await at.press("enter")
        assert "is gone; write a whole path" in at.wrong
        await at.name(str(tmp_path / "right.csv"))
        await at.press("enter")
        assert at.files == ["right.csv"]
        monkeypatch.chdir(tmp_path)
