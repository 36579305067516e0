"""The report as it is asked for at the screen: written in the background, seen above, stopped on request."""

from __future__ import annotations

from pathlib import Path

import pytest
from place_host import LARGE, lines, running
from textual.command import CommandPalette
from textual.widgets import Input

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.report_writing import ReportDialog
from studies import make_study


async def test_a_report_is_found_by_its_name_written_and_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = CrosscaseApp(open_folder(make_study(tmp_path / "study"), "koder-a"))
    async with running(app, LARGE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press("ctrl+p")
        app.screen.query_one(Input).value = "report"
        await pilot.pause()
        await app.workers.wait_for_complete()
        assert isinstance(app.screen, CommandPalette)
        assert any("Report: Write the report" in line for line in lines(app))
        await pilot.press("escape")

        app.report.ask()
        await pilot.pause()
        await pilot.press("enter")  # in the study's language
        assert isinstance(app.screen, ReportDialog)
        await pilot.press("enter")
        assert "writing the report" in lines(app)[0]
        await pilot.press("f3")  # one goes on working
        await app.workers.wait_for_complete()
        await pilot.pause()
        page = (tmp_path / "rapport.html").read_text("utf-8")
        assert "En liten studie" in page
        assert "rapport.html" in lines(app)[-2]
        assert "report" not in lines(app)[0]

        app.report.begin(tmp_path / "two.docx")
        await pilot.pause()
        app.report.stop()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "it was stopped" in lines(app)[-2]
        app.report.begin(tmp_path / "rapport.html")  # nothing is written over unasked
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "the report is not written: " in lines(app)[-2]
        assert (tmp_path / "rapport.html").read_text("utf-8") == page
        assert not (tmp_path / "two.docx").exists()
