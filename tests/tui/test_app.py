"""Starting and leaving the workbench, and its small questions."""

import subprocess
import sys
from pathlib import Path

import pytest
from place_host import LARGE, SIZES, Pane, host, lines, place, running, text
from textual import events
from textual.widgets import Input

from crosscase.study.problems import Problem
from crosscase.tui.app import CrosscaseApp, run
from crosscase.tui.dialogs import Confirm, Notice, Prompt
from studies import make_study


def test_the_workbench_is_imported_without_tables_language_statistics_or_commands() -> None:
    code = "import crosscase.tui.app, sys; print(*{n.partition('.')[0] for n in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "textual" in done.stdout.split()
    assert {"pandas", "spacy", "scipy", "typer"}.isdisjoint(done.stdout.split())


def test_no_study_is_one_line_and_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert f"no study in {tmp_path}" in printed.err


def test_an_impossible_coder_is_one_line_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(make_study(tmp_path), "Ole [/]") == 2
    assert capsys.readouterr().err.startswith("`Ole [/]` cannot be a coder's name")


def test_run_gives_what_the_workbench_ended_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Path, str]] = []

    def runs(app: CrosscaseApp) -> None:
        opened.append((app.study.root, app.study.coder))
        app._return_code = 0

    monkeypatch.setattr(CrosscaseApp, "run", runs)
    study = make_study(tmp_path)
    assert run(study / "interviews", "koder-b") == 0
    assert opened == [(study, "koder-b")]


async def test_files_that_cannot_be_read_are_named_on_opening(tmp_path: Path) -> None:
    app = host(tmp_path, files={"cases/alta.yaml": "name: [\n", "codebook/codebook.yaml": "codes: x: [/]\n"})
    async with running(app, LARGE) as pilot:
        await pilot.pause()
        shown = " ".join(text(app).split())
        assert "codebook/codebook.yaml:1" in shown
        assert "(and 1 more" in shown
        assert "first place" in shown
        assert lines(app)[1].startswith(" ! c")
        assert lines(app)[1].rstrip().endswith(" (and 1 more: crosscase check)")


@pytest.mark.parametrize(("message", "toasts"), [("short", 0), ("too long for a line " * 6, 1)])
async def test_a_toast_says_only_what_the_line_about_problems_has_no_room_for(
    tmp_path: Path, message: str, toasts: int
) -> None:
    app = host(tmp_path)
    app.study.problems.append(Problem("cases/alta.yaml", 2, 1, "yaml", message))
    async with running(app, LARGE) as pilot:
        await pilot.pause()
        assert f" ! cases/alta.yaml:2:1: {message[:40]}" in lines(app)[1]
        assert len(app._notifications) == toasts


@pytest.mark.parametrize("size", SIZES)
async def test_ctrl_q_leaves_and_ctrl_c_only_says_how(tmp_path: Path, size: tuple[int, int]) -> None:
    app = host(tmp_path)
    async with running(app, size) as pilot:
        await pilot.press("ctrl+c")
        assert lines(app)[-2].strip() == "Ctrl+q leaves Crosscase; everything is saved already"
        await pilot.press("ctrl+q")
    assert app.return_value == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("keys", "answer"),
    [(["y"], True), (["n"], False), (["escape"], False), (["enter"], False), (["right", "enter"], True)],
)
async def test_a_question_shows_its_words_as_written_and_takes_an_answer(
    tmp_path: Path, size: tuple[int, int], keys: list[str], answer: bool
) -> None:
    app = host(tmp_path)
    answers: list[bool | None] = []
    async with running(app, size) as pilot:
        app.push_screen(
            Confirm("Remove “[/]”?", detail="[bold]3[/bold] codings", yes="Remove [/]"), answers.append
        )
        await pilot.pause()
        for words in ("Remove “[/]”?", "[bold]3[/bold] codings", "Remove [/]"):
            assert words in text(app)
        await pilot.press(*keys)
        await pilot.pause()
    assert answers == [answer]


@pytest.mark.parametrize("size", SIZES)
async def test_a_field_takes_only_what_will_do(tmp_path: Path, size: tuple[int, int]) -> None:
    app = host(tmp_path)
    answers: list[str | None] = []

    def check(words: str) -> str:
        return "" if words.isdigit() else f"“{words}” is [/] no number"

    async with running(app, size) as pilot:
        app.push_screen(Prompt("Go to [line]", "[/]", hint="[0-9]", check=check), answers.append)
        await pilot.pause()
        assert "Go to [line]" in text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "! not taken: “[/]” is [/] no number" in text(app)
        await pilot.press(*["backspace"] * 3)
        await pilot.pause()
        assert "[0-9]" in text(app)
        await pilot.press("1", "2", "enter")
        await pilot.pause()
        app.push_screen(Prompt("Again"), answers.append)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is place(app)
    assert answers == ["12", None]


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_typed_before_the_field_is_there_stands_in_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = host(tmp_path)
    async with running(app, size) as pilot:
        prompt = Prompt("Go to line", check=lambda words: "" if words.isdigit() else "a number from 1 to 9")
        pane = place(app).query_one(Pane)
        pane.focus()
        await pilot.pause()
        for letter in "uxb":  # no pause: on their way to the pane, where they would be commands
            app.post_message(events.Key(letter, letter))
        app.push_screen(prompt)
        await pilot.pause()
        await pilot.press("c", "enter")
        await pilot.pause()
        assert prompt.query_one(Input).value == "uxbc"
        assert pane.crossed == 0
        rows = [row for row in lines(app) if "! not taken: a number from 1 to 9" in row]
        assert len(rows) == 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["enter", "escape", "q"])
async def test_a_refusal_is_read_and_closed_before_a_key_is_a_command_again(
    tmp_path: Path, size: tuple[int, int], key: str
) -> None:
    app = host(tmp_path)
    async with running(app, size) as pilot:
        pane = place(app).query_one(Pane)
        pane.focus()
        place(app).refuse("no coding until [/] is mended\n[bold]see[/bold] the line above")
        place(app).refuse("again")
        await pilot.press("x", "b", "u", "question_mark", "f3", "ctrl+p", "tab", "space", "apostrophe")
        await pilot.pause()
        assert isinstance(app.screen, Notice)
        rows = [row for row in lines(app) if "│" in row]
        assert [row.split("│")[1].strip() for row in rows] == [
            "no coding until [/] is mended",
            "[bold]see[/bold] the line above",
        ]
        assert pane.crossed == 0
        await pilot.press(key)
        await pilot.pause()
        assert app.screen is place(app)
        assert app.current_mode == "code"
        await pilot.press("x")
        assert pane.crossed == 1
