"""Bringing files in at the workbench: what is shown, what is accepted, what is on disk."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
import yaml
from code_host import Desk, desk
from textual.widgets import Input, OptionList, Static

from crosscase.tui.dialogs import Notice
from crosscase.tui.form import Form
from crosscase.tui.importing.reading import ReadingScreen
from crosscase.tui.importing.screen import ImportScreen
from studies import contents

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Kari>Hei og [/] velkommen.\n\n00:00:05.000 --> 00:00:09.000\n<v Ola>Takk.\n"


def a_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "inn"
    (folder / "skien").mkdir(parents=True)
    (folder / "skien/møte.vtt").write_text(VTT, encoding="utf-8")
    document = docx.Document()
    document.add_heading("Tiltak", 1)
    document.add_paragraph("Vi har en plan for mangfold.")
    document.save(str(folder / "skien/plan.docx"))
    (folder / "skien/rart.txt").write_bytes(b"\x00\x01\x02")
    return folder


async def begin(d: Desk, path: Path, **fields: str) -> None:
    await d.press("ctrl+o")
    form = d.app.screen
    assert isinstance(form, Form)
    for key, value in {"path": str(path), **fields}.items():
        form.query_one(f"#{key}", Input).value = value
    await d.press("enter")
    await d.settled()


def shown(d: Desk, id: str) -> str:
    return str(d.app.screen.query_one(f"#{id}", Static).render())


def front(d: Desk, source: str) -> dict[str, object]:
    text = (d.folder / f"interviews/{source}.md").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text.split("---\n")[1]))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_folder_is_read_accepted_and_taken_in_as_one_step(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "s", size) as d:
        before = contents(d.folder)
        await begin(d, a_folder(tmp_path))
        assert isinstance(d.app.screen, ImportScreen)
        assert "2 of 2 texts" in d.text()
        assert "rart.txt" in shown(d, "told")
        assert "[x] Kari" in d.text().replace("  ", " ")
        assert "Hei og [/] velkommen." in shown(d, "preview")
        await d.press("ctrl+s")  # nobody has said yet what they are
        form = d.app.screen
        assert isinstance(form, Form)
        form.query_one("#kind", Input).value = "interview"
        await d.press("enter")
        await d.press("ctrl+s")
        await d.settled()
        assert isinstance(d.app.screen, Notice)
        assert "skien/mote: new" in d.text()
        await d.press("enter")
        assert front(d, "skien/mote")["speakers"] == {"Kari": {}, "Ola": {}}
        assert front(d, "skien/mote")["kind"] == "interview"
        assert "# Tiltak\n" in (d.folder / "interviews/skien/plan-2.md").read_text(encoding="utf-8")
        assert d.screen.source_id == "skien/mote"
        assert (d.folder / "private/originals/skien/mote/møte.vtt").read_text(encoding="utf-8") == VTT
        await d.press("u")
        kept = {file: raw for file, raw in contents(d.folder).items() if not file.startswith("private/")}
        assert kept == before


async def test_what_is_not_accepted_does_not_count_and_what_is_not_ticked_stays_out(tmp_path: Path) -> None:
    async with desk(tmp_path / "s") as d:
        await begin(d, a_folder(tmp_path), kind="interview")
        await d.press("tab", "space")  # Kari is no speaker
        d.app.screen.query_one("#texts", OptionList).focus()
        await d.press("down", "space")
        assert "1 of 2 texts" in d.text()
        await d.press("ctrl+s")
        await d.settled()
        assert front(d, "skien/mote")["speakers"] == {"Ola": {}}
        assert not (d.folder / "interviews/skien/plan-2.md").exists()


async def test_leaving_changes_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path / "s") as d:
        before = contents(d.folder)
        await begin(d, a_folder(tmp_path), kind="interview")
        await d.press("escape", "y")
        assert "nothing was taken in" in d.said()
        assert contents(d.folder) == before


async def test_reading_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from crosscase.tui.importing import reading

    gate = threading.Event()

    def slow(*_: object) -> list[object]:
        gate.wait(60)
        return []

    monkeypatch.setattr(reading, "_items", slow)
    async with desk(tmp_path / "s") as d:
        await d.press("ctrl+o")
        d.app.screen.query_one("#path", Input).value = str(a_folder(tmp_path))
        await d.pilot.press("enter")
        await d.pilot.pause()
        assert isinstance(d.app.screen, ReadingScreen)
        await d.pilot.press("escape")
        await d.pilot.pause()
        gate.set()
        await d.settled()
        assert d.app.screen is d.screen
        assert "stopped; nothing was taken in" in d.said()


async def test_a_file_that_changed_is_shown_as_a_new_version_of_its_source(tmp_path: Path) -> None:
    file = tmp_path / "notat.txt"
    file.write_text("Vi har en plan.\nVi har lite tid.\n", encoding="utf-8")
    async with desk(tmp_path / "s") as d:
        await begin(d, file, case="alta", kind="document")
        await d.press("ctrl+s")
        await d.settled()
        await d.press("enter")
        assert d.screen.source_id == "alta/notat"
        await d.select("lite tid")
        await d.press("1")
        file.write_text("Nytt øverst.\nVi har en plan.\nVi har lite tid.\n", encoding="utf-8")
        await begin(d, file)
        await d.press("ctrl+s")
        await d.settled()
        assert "alta/notat: updated" in d.text()
        await d.press("enter")
        [coding] = d.codings("alta/notat")
        [placed] = d.screen.study.codings("alta/notat")
        assert placed.at is not None
        assert d.body[slice(*placed.at)] == coding["quote"] == "lite tid"


async def test_a_path_that_is_not_there_is_told_in_the_form(tmp_path: Path) -> None:
    async with desk(tmp_path / "s") as d:
        await begin(d, tmp_path / "nei")
        assert isinstance(d.app.screen, Form)
        assert "there is no" in d.text()


async def test_each_text_is_one_row_and_each_file_that_cannot_be_read_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "inn"
    folder.mkdir()
    (folder / f"{'langt-navn-' * 12}.txt").write_text("I1: Hei.\nI2: Ja.\nI1: Nei.\n")
    (folder / "plan.txt").write_text("I1: Hei.\nI2: Ja.\nI1: Nei.\n")
    for name in ("a", "b", "c", "d"):
        (folder / f"{name}.txt").write_bytes(b"\x00\x01")
    async with desk(tmp_path / "s", (80, 24)) as d:
        await begin(d, folder, case="atla")
        rows = [row for row in d.lines() if "[x]" in row]
        assert [row.split()[1] for row in rows] == ["kind?", "kind?"]
        assert d.lines().index(rows[1]) == d.lines().index(rows[0]) + 1
        told = shown(d, "told").split("\n")
        assert ["a.txt" in told[0], "b.txt" in told[1]] == [True, True]
        assert told[2] == "… and 2 more that cannot be read"


async def test_a_case_that_is_made_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("En plan.\n")
    async with desk(tmp_path / "s", (80, 24)) as d:
        await begin(d, tmp_path / "plan.txt", case="atla", kind="document")
        await d.press("ctrl+s")
        await d.settled()
        assert "atla/plan: new, in the new case atla" in d.text()
