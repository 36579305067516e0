"""Changes made in a place: on disk, said, taken back, refused."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from place_host import LARGE, SIZES, HostApp, codebook_edit, host, lines, place, running, text

from crosscase.study import store
from crosscase.study.edits import Change, Edit
from crosscase.study.problems import FileError, Problem
from crosscase.tui.saving import Saving
from crosscase.tui.who import CoderDialog

CODEBOOK = "codebook/codebook.yaml"


@pytest.fixture
def app(tmp_path: Path) -> HostApp:
    app = host(tmp_path)
    app.saving = Saving(app.study, lambda: datetime(2021, 12, 1, 14, 2, 11))
    return app


def on_disk(app: HostApp) -> str:
    return (app.study.root / CODEBOOK).read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES)
async def test_a_change_is_on_disk_before_the_header_says_saved(app: HostApp, size: tuple[int, int]) -> None:
    async with running(app, size) as pilot:
        assert "saved" not in lines(app)[0]
        assert place(app).perform(codebook_edit(app.study, "Ny kode"))
        assert "Ny kode" in on_disk(app)
        assert "ny-kode" in {code.code for code in app.study.codebook}
        await pilot.pause()
        assert lines(app)[0].rstrip().endswith("saved 14:02:11")
        assert place(app).changes == [frozenset({CODEBOOK})]


async def test_undo_and_redo_say_what_they_did_and_the_file_follows(app: HostApp) -> None:
    async with running(app) as pilot:
        place(app).perform(codebook_edit(app.study, "Første"))
        first = on_disk(app)
        place(app).perform(codebook_edit(app.study, "Andre"))
        second = on_disk(app)
        await pilot.press("u")
        assert lines(app)[-2].strip() == "undid: new code andre"
        assert on_disk(app) == first
        await pilot.press("U")
        assert lines(app)[-2].strip() == "did again: new code andre"
        assert on_disk(app) == second
        await pilot.press("u", "u")
        assert "Første" not in on_disk(app)
        await pilot.press("u")
        assert lines(app)[-2].strip() == "nothing to undo in this session"
        await pilot.press("ctrl+r", "ctrl+r")
        assert on_disk(app) == second
        await pilot.press("ctrl+r")
        assert lines(app)[-2].strip() == "nothing to redo"


async def test_a_change_that_cannot_be_saved_says_so_until_one_can(
    app: HostApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FileError(
            Problem(CODEBOOK, 0, 0, "unwritable", "not saved, [/] no space left: free some space")
        )

    async with running(app, LARGE) as pilot:
        before = on_disk(app)
        with monkeypatch.context() as patch:
            patch.setattr(store, "write_all", full)
            assert not place(app).perform(codebook_edit(app.study, "Ny kode"))
        await pilot.pause()
        assert lines(app)[0].rstrip().endswith("NOT SAVED")
        assert "not saved, [/] no space left" in " ".join(text(app).split())
        assert on_disk(app) == before
        assert "ny-kode" not in {code.code for code in app.study.codebook}
        assert place(app).perform(codebook_edit(app.study, "Ny kode"))
        await pilot.pause()
        assert lines(app)[0].rstrip().endswith("saved 14:02:11")


async def test_undo_of_what_somebody_else_changed_since_is_refused_and_shows_what_is_there(
    app: HostApp,
) -> None:
    async with running(app, LARGE) as pilot:
        place(app).perform(codebook_edit(app.study, "Min"))
        theirs = on_disk(app).replace('"Min"', '"Deres"')
        (app.study.root / CODEBOOK).write_text(theirs, encoding="utf-8")
        await pilot.press("u")
        await pilot.pause()
        assert "changed by somebody else" in " ".join(text(app).split())
        assert on_disk(app) == theirs
        assert place(app).changes[-1] == frozenset({CODEBOOK})
        assert "Deres" in {app.study.codebook.name(code, "nb") for code in app.study.codebook}


async def test_a_change_of_what_somebody_else_changed_is_refused_and_theirs_is_shown(app: HostApp) -> None:
    async with running(app, LARGE) as pilot:
        before = app.study.codebook.by_id["c000000003"]
        theirs = on_disk(app).replace('"Kunnskap"', '"Kompetanse"')
        (app.study.root / CODEBOOK).write_text(theirs, encoding="utf-8")
        after = replace(before, definition="Det som mangler av kunnskap.")
        assert not place(app).perform(Edit("definition", (Change(CODEBOOK, before.id, before, after),)))
        await pilot.pause()
        assert "changed by somebody else" in " ".join(text(app).split())
        assert "NOT SAVED" not in lines(app)[0]  # nothing of ours waits to be saved
        assert on_disk(app) == theirs
        assert app.study.codebook.by_id["c000000003"].name["nb"] == "Kompetanse"
        assert place(app).changes == [frozenset({CODEBOOK})]


async def test_a_place_that_is_not_shown_hears_of_changes_when_it_is_shown_again(app: HostApp) -> None:
    async with running(app) as pilot:
        first = place(app)
        await pilot.press("f3")
        second = place(app)
        assert second is not first
        second.perform(codebook_edit(app.study, "En"))
        second.perform(codebook_edit(app.study, "To"))
        assert len(second.changes) == 2
        assert first.changes == []
        await pilot.press("f2")
        assert place(app) is first
        assert first.changes == [frozenset({CODEBOOK})]
        assert lines(app)[0].rstrip().endswith("saved 14:02:11")


async def test_changes_by_another_program_are_taken_in_and_named(app: HostApp) -> None:
    async with running(app) as pilot:
        app.poll()
        assert place(app).changes == []
        changed = on_disk(app).replace('"Kunnskap"', '"Kompetanse"')
        (app.study.root / CODEBOOK).write_text(changed, encoding="utf-8")
        source = app.study.root / "interviews/alta/fokusgruppe.md"
        source.write_text(source.read_text(encoding="utf-8") + "I1: Og en ting til.\n", encoding="utf-8")
        app.poll()
        await pilot.pause()
        assert place(app).changes == [frozenset({CODEBOOK, "interviews/alta/fokusgruppe.md"})]
        assert "read again: codebook/codebook.yaml and 1 more" in lines(app)[-2]
        assert "Kompetanse" in {app.study.codebook.name(code, "nb") for code in app.study.codebook}
        assert app.study.sources["alta/fokusgruppe"].body.endswith("Og en ting til.\n")


async def test_its_own_changes_are_not_reported_as_another_programs(app: HostApp) -> None:
    async with running(app) as pilot:
        place(app).perform(codebook_edit(app.study, "Min"))
        app.poll()
        await pilot.pause()
        assert "another program" not in text(app)


async def test_a_file_that_was_broken_for_a_while_is_taken_in_when_it_is_mended(app: HostApp) -> None:
    async with running(app):
        good = on_disk(app)
        (app.study.root / CODEBOOK).write_text("codes: [\n", encoding="utf-8")
        app.poll()
        assert [problem.file for problem in app.study.problems] == [CODEBOOK]
        assert not place(app).perform(codebook_edit(app.study, "Ny"))
        assert on_disk(app) == "codes: [\n"
        (app.study.root / CODEBOOK).write_text(good, encoding="utf-8")
        app.poll()
        assert app.study.problems == []
        assert place(app).perform(codebook_edit(app.study, "Ny"))


@pytest.mark.parametrize("size", SIZES)
async def test_a_file_broken_while_open_is_told_by_a_line_that_stays_until_it_is_mended(
    app: HostApp, size: tuple[int, int]
) -> None:
    case = "cases/alta.yaml"
    async with running(app, size) as pilot:
        good, good_case = on_disk(app), (app.study.root / case).read_text(encoding="utf-8")
        await pilot.pause()
        assert lines(app)[1].startswith("first place")
        (app.study.root / CODEBOOK).write_text("codes:\n  - [/] \x1b x: [bold]\n", encoding="utf-8")
        app.poll()
        await pilot.pause()
        problem = next(p for p in app.study.problems if p.file == CODEBOOK)
        assert lines(app)[1].startswith(f" ! {CODEBOOK}:{problem.line}:")
        assert lines(app)[2].startswith("first place")
        assert "\x1b" not in text(app)
        assert lines(app)[-2].strip() == f"changed by another program, cannot be read: {CODEBOOK}"
        (app.study.root / case).write_text("name: [\n", encoding="utf-8")
        app.poll()
        await pilot.pause()
        assert lines(app)[1].startswith(f" ! {CODEBOOK}:{problem.line}:")
        assert lines(app)[1].rstrip().endswith(" (and 1 more: crosscase check)")
        await pilot.press("f3")
        await pilot.pause()
        assert lines(app)[1].startswith(f" ! {CODEBOOK}:{problem.line}:")
        (app.study.root / case).write_text(good_case, encoding="utf-8")
        (app.study.root / CODEBOOK).write_text(good, encoding="utf-8")
        app.poll()
        await pilot.pause()
        assert lines(app)[1].startswith("first place")
        assert f"read again: {case} and 1 more" in lines(app)[-2]
        await pilot.press("f2")
        await pilot.pause()
        assert lines(app)[1].startswith("first place")


async def test_not_saved_goes_when_the_file_that_could_not_be_read_is_mended(app: HostApp) -> None:
    async with running(app, LARGE) as pilot:
        assert place(app).perform(codebook_edit(app.study, "Første"))
        good = on_disk(app)
        (app.study.root / CODEBOOK).write_text("codes: [\n", encoding="utf-8")
        assert not place(app).perform(codebook_edit(app.study, "Ny"))
        await pilot.pause()
        assert lines(app)[0].rstrip().endswith("NOT SAVED")
        assert lines(app)[-2].strip().startswith(f"not done: {CODEBOOK}:")
        (app.study.root / CODEBOOK).write_text("codes: [[\n", encoding="utf-8")
        app.poll()
        await pilot.pause()
        assert lines(app)[0].rstrip().endswith("NOT SAVED")
        (app.study.root / CODEBOOK).write_text(good, encoding="utf-8")
        app.poll()
        await pilot.pause()
        assert lines(app)[0].rstrip().endswith("saved 14:02:11")


async def test_not_saved_stays_while_nobody_knows_whether_the_disk_takes_a_change_again(
    app: HostApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FileError(Problem(CODEBOOK, 0, 0, "unwritable", "not saved, no space left"))

    async with running(app, LARGE) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(store, "write_all", full)
            assert not place(app).perform(codebook_edit(app.study, "Ny"))
        (app.study.root / CODEBOOK).write_text(on_disk(app) + "# note\n", encoding="utf-8")
        app.poll()
        await pilot.pause()
        assert lines(app)[0].rstrip().endswith("NOT SAVED")


async def test_a_source_that_was_broken_on_opening_is_taken_in_when_it_is_mended(tmp_path: Path) -> None:
    file = "interviews/skien/notat.md"
    app = host(tmp_path, files={file: "---\ncase: [\n---\nTekst.\n"})
    async with running(app, LARGE) as pilot:
        await pilot.pause()
        assert file in " ".join(text(app).split())
        assert "skien/notat" not in app.study.sources
        assert app.study.refresh() == frozenset()
        (app.study.root / file).write_text(
            "---\ncase: skien\nkind: document\n---\nTekst.\n", encoding="utf-8"
        )
        app.poll()
        assert app.study.sources["skien/notat"].body == "Tekst.\n"
        assert app.study.problems == []
        assert place(app).changes == [frozenset({file})]


@pytest.mark.parametrize("size", SIZES)
async def test_who_codes_is_asked_at_the_first_change_and_remembered(
    app: HostApp, size: tuple[int, int]
) -> None:
    coders: list[str] = []
    async with running(app, size) as pilot:
        place(app).with_coder(coders.append)
        await pilot.pause()
        assert isinstance(app.screen, CoderDialog)
        assert "koder-a  Koder-A" in text(app)
        assert coders == []
        await pilot.press("down", "enter")
        await pilot.pause()
        assert coders == ["koder-b"]
        assert "koder-b" in lines(app)[0]
        assert (app.study.root / ".crosscase/me.yaml").read_text(encoding="utf-8") == "coder: koder-b\n"
        place(app).with_coder(coders.append)
        assert coders == ["koder-b", "koder-b"]
        assert not isinstance(app.screen, CoderDialog)


async def test_another_name_is_taken_if_a_coder_can_have_it(app: HostApp) -> None:
    coders: list[str] = []
    async with running(app, LARGE) as pilot:
        place(app).with_coder(coders.append)
        await pilot.pause()
        await pilot.press("tab", *"consensus", "enter")
        await pilot.pause()
        assert "! `consensus` is kept for agreed codings" in " ".join(text(app).split())
        await pilot.press(*["backspace"] * 9, *"Жанна [/]", "enter")
        await pilot.pause()
        assert "! a name needs a letter from a to z or a digit" in text(app)
        await pilot.press(*["backspace"] * 9, *"koder-B")
        await pilot.pause()
        assert "you will code as koder-b, who is in this study already" in text(app)
        await pilot.press(*["backspace"] * 7, "enter")
        await pilot.pause()
        assert "! type a name" in text(app)
        assert coders == []
        await pilot.press(*"Mari Hansen")
        await pilot.pause()
        assert "you will code as mari-hansen" in text(app)
        assert "!" not in text(app)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert coders == ["mari-hansen"]


async def test_a_name_can_be_typed_while_the_list_has_the_focus(app: HostApp) -> None:
    coders: list[str] = []
    async with running(app) as pilot:
        place(app).with_coder(coders.append)
        await pilot.pause()
        await pilot.press(*"Ole", "enter")
        await pilot.pause()
        assert coders == []  # words meant for another field must not become a coder
        assert "ole is new in this study: Enter again" in " ".join(text(app).split())
        await pilot.press("enter")
        await pilot.pause()
        assert coders == ["ole"]


async def test_leaving_the_question_who_codes_changes_nothing(app: HostApp) -> None:
    coders: list[str] = []
    async with running(app) as pilot:
        place(app).with_coder(coders.append)
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert coders == []
        assert app.study.coder == ""
        assert not (app.study.root / ".crosscase/me.yaml").exists()
        assert "nobody said who codes" in lines(app)[-2]


async def test_a_study_without_coders_asks_for_a_name_at_once(tmp_path: Path) -> None:
    app = host(tmp_path, coders=(), main_coder="", codings={})
    coders: list[str] = []
    async with running(app) as pilot:
        place(app).with_coder(coders.append)
        await pilot.pause()
        assert "your name, such as Mari Hansen" in text(app)
        assert "another" not in text(app)
        await pilot.press(*"Kari", "enter")
        await pilot.pause()
        assert coders == ["kari"]


async def test_a_warning_with_brackets_shows_as_written(app: HostApp) -> None:
    async with running(app, LARGE) as pilot:
        place(app).warn("no coding on “[/] [bold]ord[/bold]”")
        await pilot.pause()
        assert lines(app)[-2].strip() == "no coding on “[/] [bold]ord[/bold]”"
        assert text(app).count("no coding on “[/] [bold]ord[/bold]”") == 1  # and no toast says it again
        assert place(app).status_line.said.startswith("no coding")
        place(app).status_line.unsay()
        assert place(app).status_line.said == ""


@pytest.mark.parametrize(("right", "toasts"), [("", 0), ("find: «avtale» 2/7", 1)])
async def test_a_toast_says_only_what_the_status_line_has_no_room_for(
    app: HostApp, right: str, toasts: int
) -> None:
    async with running(app) as pilot:
        place(app).status_line.update("line 1", right)
        await pilot.pause()
        place(app).warn("w" * 78)  # all cells of the line but its padding
        await pilot.pause()
        assert ("w" * 78 in lines(app)[-2]) == (not toasts)
        assert len(app._notifications) == toasts
