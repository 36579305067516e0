"""The memos screen as a user drives it, with what stands on the screen and on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from place_host import LARGE, SIZES, SMALL, lines, running, text
from textual.binding import Binding
from textual.pilot import Pilot

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.memo_editor import MemoEditor, MemoPreview, MemoReader
from crosscase.tui.memos.screen import MemosScreen
from crosscase.tui.picker import Picker
from crosscase.tui.who import CoderDialog
from studies import contents, make_study, put


def memo(about: str, words: str, coder: str = "koder-a", more: str = "") -> str:
    return f'---\nabout: {about}\ncoder: {coder}\ncreated: "2021-12-20T09:00:00Z"\n{more}---\n{words}\n'


MEMOS: dict[str, str | bytes] = {
    "memos/forste.md": memo("study", "Etter **første** lesning.\n\n- Alle sier forebygging."),
    "memos/alta.md": memo("case/alta", "Samisk først.", more='title: "To spor"\nnotice: "Konstruert."\n'),
    "memos/plan.md": memo("source/skien/plan", "Planen er kort.", "koder-b"),
    "memos/kapasitet.md": memo("code/barriers/resources", "Også økonomi?"),
    "memos/borte.md": memo("case/oslo", "Ikke her."),
}


class Desk:
    """A running workbench at the memos screen."""

    def __init__(self, app: CrosscaseApp, pilot: Pilot[Any], folder: Path) -> None:
        self.app, self.pilot, self.folder = app, pilot, folder

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def type(self, words: str) -> None:
        await self.pilot.press(
            *({" ": "space", "/": "slash", ".": "full_stop"}.get(key, key) for key in words)
        )
        await self.settled()

    async def settled(self) -> None:
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def at(self, slug: str) -> None:
        """Put the cursor on a memo by the arrow keys."""
        for _ in range(20):
            if (here := self.screen.memos.memo) is not None and here.id == slug:
                return
            await self.press("down")
        raise AssertionError(f"no {slug} in {self.list()}")

    @property
    def screen(self) -> MemosScreen:
        place = self.app.place_shown
        assert isinstance(place, MemosScreen)
        return place

    def list(self) -> list[str]:
        """The rows of the list as they stand on the screen."""
        box = self.screen.memos.region
        rows = [line[box.x : box.right].rstrip(" ▁▂▃▄▅▆▇█") for line in lines(self.app)[box.y : box.bottom]]
        return [row.strip() for row in rows if row.strip()]

    def right(self) -> str:
        """What stands beside or below the list."""
        box = self.screen.query_one("#right").region
        return "\n".join(line[box.x : box.right].rstrip() for line in lines(self.app)[box.y : box.bottom])

    def said(self) -> str:
        return self.screen.status_line.text

    def files(self) -> set[str]:
        return {path.name for path in (self.folder / "memos").glob("*.md")}


@asynccontextmanager
async def desk(
    folder: Path, size: tuple[int, int] = LARGE, *, coder: str = "koder-a", **study: Any
) -> AsyncIterator[Desk]:
    if not (folder / "study.yaml").exists():
        make_study(folder, **({"files": MEMOS} | study))
    app = CrosscaseApp(open_folder(folder, coder))
    async with running(app, size) as pilot:
        open_desk = Desk(app, pilot, folder)
        await open_desk.press("f10")
        yield open_desk


@pytest.mark.parametrize("size", SIZES)
async def test_memos_stand_under_what_they_are_about_and_the_one_at_hand_is_shown(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "study", size) as at:
        assert at.list()[:4] == [
            "The study",
            "Etter **første** lesning. - Alle sier forebygging.",
            "Case Alta",
            "To spor",
        ]
        assert at.said() == "6 memos"
        assert "koder-a · 2021-12-20 09:00" in at.right()
        assert "Etter første lesning." in at.right()
        await at.at("alta")
        for words in ("Case Alta", "To spor", "Konstruert.", "Samisk først."):
            assert words in at.right()


async def test_the_list_is_whole_with_codes_codings_and_what_is_not_there(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        assert at.list()[4:] == [
            "Source skien/plan", "koder-b: Planen er kort.", "Code KA Kapasitet · barriers/capacity", "Også økonomi?",
            "case/oslo (not in this study)", "Ikke her.", "Codings in alta/fokusgruppe", "KA Sagt flere ganger.",
        ]  # fmt: skip


async def test_the_words_of_a_coding_stand_with_its_memo(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.press("end")
        assert "mangel på ressurser for å prioritere tiltak" in at.right()
        assert "barriers/capacity · alta/fokusgruppe" in at.right()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("letters", ["capacity", "kapas"])
async def test_a_new_memo_is_written_about_what_is_picked(
    tmp_path: Path, size: tuple[int, int], letters: str
) -> None:
    async with desk(tmp_path / "study", size) as at:
        await at.press("n")
        await at.type(letters)
        await at.press("enter")
        assert isinstance(at.app.screen, MemoEditor)
        await at.type("ny tanke")
        await at.press("ctrl+s")
        written = (at.folder / "memos/ny-tanke.md").read_text().split("---\n")
        assert yaml.safe_load(written[1])["about"] == "code/c000000002"
        assert written[2] == "ny tanke\n"
        assert "ny tanke" in at.right()
        assert at.said() == "saved: memo on code/barriers/capacity"
        await at.press("u")
        assert "ny-tanke.md" not in at.files()
        assert "ny tanke" not in text(at.app)
        await at.press("U")
        assert "ny-tanke.md" in at.files()


@pytest.mark.parametrize("key", ["enter", "e"])
async def test_ones_own_memo_is_changed(tmp_path: Path, key: str) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("alta")
        await at.press(key)
        assert "Konstruert." in text(at.app)
        await at.type(" Eller sist.")
        await at.press("ctrl+s")
        former = str(MEMOS["memos/alta.md"])
        wanted = former.replace("Samisk først.", "Samisk først. Eller sist.")
        assert (at.folder / "memos/alta.md").read_text() == wanted
        assert "Samisk først. Eller sist." in at.right()
        await at.press("u")
        assert (at.folder / "memos/alta.md").read_text() == former


async def test_another_coders_memo_is_read_and_not_removed(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        before = contents(at.folder)
        await at.at("plan")
        await at.press("enter")
        assert isinstance(at.app.screen, MemoReader)
        assert "koder-b · 2021-12-20 09:00" in text(at.app)
        assert "Planen er kort." in text(at.app)
        await at.press("escape", "x")
        assert at.said().startswith("the memo plan is koder-b's: only they change it")
        assert contents(at.folder) == before


async def test_a_memo_is_removed_and_brought_back(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        before = contents(at.folder)
        await at.at("alta")
        await at.press("x")
        assert "alta.md" not in at.files()
        assert "To spor" not in text(at.app)
        await at.press("u")
        assert contents(at.folder) == before
        assert "To spor" in text(at.app)


async def test_a_codings_memo_is_changed_and_removed_in_the_coding(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        file = at.folder / "codings/alta/fokusgruppe/koder-a.yaml"
        await at.press("end", "e")
        await at.type(" og en til")
        await at.press("ctrl+s")
        assert 'memo: "Sagt flere ganger. og en til"' in file.read_text()
        await at.press("x")
        assert "memo:" not in file.read_text()
        assert "Codings in" not in text(at.app)


async def test_who_writes_is_asked_before_the_first_memo(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", coder="") as at:
        await at.press("n", "enter")
        assert isinstance(at.app.screen, CoderDialog)


@pytest.mark.parametrize("size", SIZES)
async def test_the_filter_takes_words_in_any_order_and_names(tmp_path: Path, size: tuple[int, int]) -> None:
    async with desk(tmp_path / "study", size) as at:
        await at.press("slash")
        await at.type("SPOR samisk")
        assert at.list() == ["Case Alta", "To spor"]
        assert at.said() == "1 memo with “SPOR samisk”"
        await at.press("enter")
        assert at.screen.memos.has_focus
        await at.press("escape")
        assert at.said() == "6 memos"
        await at.press("slash")
        await at.type("nothing like that")
        assert at.list() == []
        await at.press("escape", "e")
        assert at.said() == "no memo is shown here: n writes one"


async def test_memos_of_codings_are_hidden_on_a_key_and_stay_so(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.press("c")
        assert "Codings in" not in text(at.app)
        assert at.said() == "5 memos · those of codings are hidden: c shows them"
        await at.press("ctrl+q")
    async with desk(tmp_path / "study") as at:
        assert "Codings in" not in text(at.app)
        await at.press("c")
        assert "Sagt flere ganger." in text(at.app)


async def test_g_goes_to_the_source_the_case_and_the_coding(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        for slug, source, words in (
            ("plan", "skien/plan", ""),
            ("alta", "alta/fokusgruppe", ""),
            ("", "alta/fokusgruppe", "mangel på ressurser for å prioritere tiltak"),
        ):
            await (at.at(slug) if slug else at.press("end"))
            await at.press("g")
            place = at.app.place_shown
            assert isinstance(place, CodeScreen)
            assert place.source_id == source
            low, high = place.view.selection
            assert place.view.segments.body[low:high] == words
            await at.press("f10")
            await at.press("home")


async def test_g_goes_to_the_code_in_the_codebook(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("kapasitet")
        await at.press("g")
        assert at.app.current_mode == "codebook"
        assert "For lite tid, folk eller penger." in text(at.app)


async def test_g_says_where_there_is_nothing_to_go_to(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.press("g")
        assert at.said() == "it is about the whole study"
        await at.at("borte")
        await at.press("g")
        assert at.said() == "there is no text of case/oslo"


async def test_words_that_could_not_be_saved_are_offered_again(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("alta")
        await at.press("e")
        await at.type(" Mine ord.")
        put(at.folder, "memos/alta.md", memo("case/alta", "Deres ord."))
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, MemoEditor)
        assert "Samisk først. Mine ord." in text(at.app)
        assert "Not saved" in text(at.app)
        assert at.app.screen.unsaved
        assert (at.folder / "memos/alta.md").read_text().endswith("Deres ord.\n")
        await at.press("ctrl+s")
        assert (at.folder / "memos/alta.md").read_text().endswith("Samisk først. Mine ord.\n")


async def test_what_other_programs_write_is_shown(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("alta")
        put(at.folder, "memos/ny.md", memo("study", "Fra en annen."))
        at.app.poll()
        await at.settled()
        assert "Fra en annen." in "\n".join(at.list())
        assert "Samisk først." in at.right()
        (at.folder / "memos/ny.md").unlink()
        at.app.poll()
        await at.settled()
        assert "Fra en annen." not in text(at.app)


async def test_a_study_without_memos_says_how_to_write_one(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", files={}, codings={}) as at:
        assert "No memos yet: n writes one" in at.right()
        await at.press("e")
        assert at.said() == "no memo is shown here: n writes one"


@pytest.mark.parametrize("size", SIZES)
async def test_the_memos_that_are_listed_are_written_to_a_file(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path / "study", size) as at:
        monkeypatch.chdir(tmp_path)
        await at.press("slash")
        await at.type("samisk")
        await at.press("enter", "E")
        assert "Write 1 memo to a file" in text(at.app)
        assert "memos.docx" in text(at.app)
        await at.press("down", "down", "enter")
        written = (tmp_path / "memos.md").read_text(encoding="utf-8")
        assert "### To spor" in written
        assert "Samisk først." in written
        assert "lesning" not in written
        assert at.said().startswith("wrote ")


HOSTILE = "[/] [bold]fet[/] [@click=app.quit]her[/] <b>\x1b[31m\x07 \u202eRTL 🧑🏽‍🚀\tTab " + "o" * 300


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_is_shown_as_text(tmp_path: Path, size: tuple[int, int]) -> None:
    quoted = yaml.safe_dump(
        HOSTILE.replace("\x1b", "").replace("\x07", ""), allow_unicode=False
    ).splitlines()[0]
    files = {
        "memos/ond.md": f"# {HOSTILE}\n\n{HOSTILE}",
        "memos/om.md": memo('"case/[/] [bold]x"', HOSTILE, more=f"title: {quoted}\nnotice: {quoted}\n")
        if quoted.startswith('"')
        else memo('"case/[/] [bold]x"', HOSTILE),
    }
    async with desk(tmp_path / "study", size, files=files) as at:
        assert "[/] [bold]fet[/]" in text(at.app)
        await at.press("end", "up", "e")
        await at.press("escape", "n")
        await at.type("case")
        await at.press("escape", "slash")
        await at.type("[")
        assert not any(ord(letter) < 32 or ord(letter) == 127 for line in lines(at.app) for letter in line)


async def test_jump_mode_names_the_parts(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        assert set(at.screen.jump_targets()) == {"f", "l", "p"}
        await at.press("apostrophe", "p")
        assert at.screen.query_one(MemoPreview).has_focus
        await at.press("apostrophe", "l")
        assert at.screen.memos.has_focus


async def test_jump_mode_leads_to_memos_by_the_last_digit_of_their_key(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.press("f2", "apostrophe")
        assert "0 Memos" in text(at.app)
        await at.press("0")
        assert at.app.current_mode == "memos"


def test_every_binding_has_an_id_of_this_screen_and_a_tooltip() -> None:
    for binding in Binding.make_bindings(MemosScreen.BINDINGS):
        assert binding.id
        assert binding.id.startswith("memos.")
        assert binding.tooltip


async def test_the_picker_of_subjects_begins_with_what_the_memo_at_hand_is_about(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", SMALL) as at:
        await at.at("plan")
        await at.press("n")
        assert isinstance(at.app.screen, Picker)
        await at.press("enter")
        assert "Source skien/plan" in text(at.app)
