"""The themes beside the survey as a user meets them: what stands on the screen, what is on disk after a decision."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from math import sqrt
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from place_host import lines, running
from rich.cells import cell_len
from synthesis_host import LARGE, SMALL, Desk, desk
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from crosscase.study.ids import now
from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.codebook.screen import CodebookScreen
from crosscase.tui.memo_editor import MemoArea
from crosscase.tui.picker import Picker
from crosscase.tui.survey.screen import SurveyScreen
from crosscase.tui.synthesis import themes_keys
from crosscase.tui.synthesis.themes_blocks import Block, Columns, Sheet, moved, sheet_of
from crosscase.tui.synthesis.themes_deciding import ReasonDialog
from crosscase.tui.synthesis.themes_form import ThemeForm, split
from crosscase.tui.synthesis.themes_pane import BlockPane, JointSheet, ThemeList
from crosscase.tui.synthesis.themes_shown import LIST
from crosscase.tui.synthesis.themes_view import ThemesView
from joints import CASES, CODINGS, FRONT, MONEY, QUESTIONS, SCHOOL, THEMES, TIME, joint_study

FILE = "synthesis/themes.yaml"
WIDE = (170, 50)


def view(at: Desk) -> ThemesView:
    found = at.view
    assert isinstance(found, ThemesView)
    return found


def shown(at: Desk, widget: Widget) -> list[str]:
    """The rows of a part that are on the screen, blanks put together."""
    box = widget.region
    rows = [line[box.x : box.right].strip("▏▌▁▂▃▄▅▆▇█ ") for line in lines(at.app)[box.y : box.bottom]]
    return [" ".join(row.split()) for row in rows]


def listed(at: Desk) -> list[str]:
    return shown(at, view(at).entries)


async def whole(at: Desk) -> str:
    """All of the joint display, read from its beginning to its end."""
    sheet = view(at).sheet
    rows: list[str] = []
    sheet.scroll_to(y=0, animate=False, immediate=True, force=True)
    await at.settled()
    for _ in range(99):
        rows += [row for row in shown(at, sheet) if row not in rows[-sheet.size.height :] or not row]
        before = sheet.scroll_y
        sheet.scroll_to(y=before + sheet.size.height, animate=False, immediate=True, force=True)
        await at.settled()
        if sheet.scroll_y == before:
            break
    return "\n".join(rows)


def theme(at: Desk, id: str) -> dict[str, Any] | None:
    """A theme as it is on disk, by another reader."""
    written = yaml.safe_load((at.folder / FILE).read_text("utf-8"))["themes"]
    return next((each for each in written if each["id"] == id), None)


def wilson(count: int, n: int) -> str:
    """Wilson's interval as textbooks have it, in percent."""
    z, p = 1.959963984540054, count / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return f"{100 * (middle - half):.0f}–{100 * (middle + half):.0f}"


# what is shown


@pytest.mark.parametrize("size", [SMALL, LARGE, WIDE])
async def test_themes_stand_by_area_and_the_joint_display_has_both_sides(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(joint_study(tmp_path / "study"), size, "5") as at:
        rows = [row for row in listed(at) if row]
        order = ("Vilkår", "T1", "Skole", "T2", "Without an area", "T3", "Without a theme")
        places = [next(n for n, row in enumerate(rows) if row.startswith(each)) for each in order]
        assert places == sorted(places)
        one, two, three = (next(row for row in rows if row.startswith(id)) for id in ("T1", "T2", "T3"))
        assert one.startswith("T1 2/4 C converges")
        assert two.startswith("T2 2/4 ? undecided")
        assert three.startswith("T3 2/4 S silent")
        assert at.said().endswith("theme 1 of 3")
        narrow = size == SMALL
        assert view(at).sheet.display is not narrow
        await at.press("enter")
        assert view(at).entries.display is not narrow
        text = await whole(at)
        assert "T1 Vilkår 2/4 cases C converges" in text
        assert "Tid og penger mangler." in text
        # one that says both has its strongest quote for the theme, with who said it; then its own answers
        assert "± both Alta 3 quotes, 1 against" in text
        assert f"“{TIME}”" in text
        assert "Q quote" in text
        # R01 has time, which is reversed: the theme was found in Alta, and the answer says otherwise
        assert "own F1.ja: chosen ≠" in text
        assert "own F2.penger: not asked" in text
        assert "own F1.ja: not chosen: Nei ✓" in text  # R02
        assert "own F2.penger: not chosen ≠" in text
        assert "· silent Bodø" in text
        assert "no respondent in the survey" in text
        # 19 of 40 do not say yes; only they were asked on, and 18 want money
        assert "F1.ja not: Ja" in text
        assert f"{wilson(19, 40)} % · n 40" in text
        assert "n 19*" in text
        assert "├" in text
        assert "┼" in text
        assert "Landsdel: Nord 85" in text
        assert "▲ (base 20)" in text
        assert "proposed" in text
        assert "The rule proposes" in text
        assert "decided C converges by koder-a · 2021-12-20" in text
        assert "Begge sier det." in text
        assert "Counter-evidence" in text
        assert f"“{SCHOOL}”" in " ".join(text.split("\n"))  # seen here, and marked
        assert "N no consent" in text
        assert "· silent: Bodø, Vadsø" in text
        assert "1 quote of open answers whose respondents are no case" in text
        assert "Counted are the codings of Koder-A" in text
        await at.press("escape")
        assert view(at).entries.has_focus


async def test_marks_lead_to_what_asks_for_a_look_and_its_reason_is_said(tmp_path: Path) -> None:
    broken = THEMES.replace("codes: [school]\n", "codes: [school, schol]\n").replace(
        "F1.ja, F2.penger]\n    r", "F1.ja]\n    r"
    )
    async with desk(joint_study(tmp_path / "study", themes=broken), LARGE, "5") as at:
        # 2 of 4 cases against 48 % agree as far as intervals go; two own answers are too few to have a say
        assert "≠" not in listed(at)[1]
        await at.press("n")
        assert at.said().startswith("T2: undecided")
        await at.press("n")
        assert at.said().startswith("T3: problems")
        assert "there is no code schol; did you mean school?" in await whole(at)
        assert any(row.startswith("T3 2/4 S silent !") for row in listed(at))
        await at.press("n")
        assert at.said().startswith("T2: undecided")  # round the end
        await at.press("N")
        assert at.said().startswith("T3: problems")
        # what is filtered is gone to, also from what is without a theme
        view(at).entries.go_to("without:items")
        await at.pick("f", "lead nowhere")
        assert view(at).entries.key == "theme:T3"
        assert at.said().startswith("T3")


# deciding


async def test_only_relations_that_can_be_decided_on_are_offered_with_whole_reasons(tmp_path: Path) -> None:
    async with desk(joint_study(tmp_path / "study"), SMALL, "5") as at:
        await at.press("d")  # T1 stands beside an item of the survey
        text = at.text()
        assert all(word in text for word in ("C converges", "X expands", "P explains", "T contrasts"))
        assert "S silent" not in text
        told = " ".join(" ".join(line.strip(" │") for line in text.split("\n")).split())
        why = re.search(r"The rule proposes “converges”: (.*?) Enter takes it", told)
        assert why is not None
        assert why[1].rstrip(" ─╰╯").endswith(".")
        assert "at least 3" in why[1]  # the last words of the reason: own answers are too few
        await at.press("escape")
        view(at).go_to_theme("T3")
        await at.press("d")
        assert "S silent" in at.text()
        assert "X expands" not in at.text()
        assert "The other relations need items of the survey" in at.text()


async def test_a_decision_is_written_with_its_reason_and_undone_and_done_again(tmp_path: Path) -> None:
    async with desk(joint_study(tmp_path / "study"), SMALL, "5") as at:
        await at.press("d")
        text = at.text()
        rows = [
            row for row in text.split("\n") if any(word in row for word in ("both say the same", "tells why"))
        ]
        assert "converges" in rows[0]
        assert "proposed" in rows[0]
        assert "The rule proposes" in text  # its why
        await at.type("expl")
        await at.press("enter")
        assert isinstance(at.app.screen, ReasonDialog)
        assert (
            at.app.screen.query_one(MemoArea).text == ""
        )  # reasons for another relation are no reasons for this
        await at.press("ctrl+s")
        assert "! not saved: T1: a decision needs a reason" in at.text()
        await at.type("[/] dem som vet")
        await at.press("ctrl+s")
        written = theme(at, "T1")
        assert written is not None
        assert (written["relation"], written["reason"]) == ("explains", {"nb": "[/] dem som vet"})
        assert written["decided"] == {"by": "koder-a", "on": now()[:10]}
        assert at.said().startswith("saved: decide on T1: explains")
        assert "T1 2/4 P explains" in listed(at)[1]
        await at.press("u")
        before = theme(at, "T1")
        assert before is not None
        assert (before["relation"], before["decided"]["on"]) == ("converges", "2021-12-20")
        assert "C converges" in listed(at)[1]
        await at.press("U")
        again = theme(at, "T1")
        assert again == written


async def test_the_proposal_is_taken_with_one_key_and_a_reason(tmp_path: Path) -> None:
    async with desk(joint_study(tmp_path / "study"), LARGE, "5") as at:
        await at.press("A")
        assert isinstance(at.app.screen, ReasonDialog)
        assert at.app.screen.query_one(MemoArea).text == "Begge sier det."  # it is the relation there is
        await at.press("ctrl+s")
        written = theme(at, "T1")
        assert written is not None
        assert written["decided"]["on"] == now()[:10]
        assert written["reason"]["nb"] == "Begge sier det."
        await at.press("J", "A")
        assert at.said().startswith("nothing is proposed for T2")  # whole questions alone
        await at.press("d")
        await at.type("silent")
        await at.press("enter")
        assert not isinstance(at.app.screen, ReasonDialog)
        assert "nothing like that" in at.text()  # the survey is not silent on what is set beside its items


async def test_a_reason_that_could_not_be_saved_is_offered_again(tmp_path: Path) -> None:
    async with desk(joint_study(tmp_path / "study"), LARGE, "5") as at:
        await at.press("A")
        await at.type(" Mye")
        (at.folder / FILE).write_text("themes: [", "utf-8")
        await at.press("ctrl+s")
        dialog = at.app.screen
        assert isinstance(dialog, ReasonDialog)
        assert "not saved" in at.text()
        assert dialog.query_one(MemoArea).text == "Begge sier det. Mye"
        await at.press("escape", "y")
        assert (at.folder / FILE).read_text("utf-8") == "themes: ["


async def test_what_somebody_else_decided_while_one_wrote_is_not_written_over_unseen(tmp_path: Path) -> None:
    async with desk(joint_study(tmp_path / "study"), LARGE, "5") as at:
        await at.press("A")
        await at.type(" Mye")
        file = at.folder / FILE
        file.write_text(file.read_text("utf-8").replace("Begge sier det.", "Bare den ene."), "utf-8")
        await at.press("ctrl+s")
        assert "! not saved: somebody else changed its relation meanwhile" in at.text()
        assert "Bare den ene." in file.read_text("utf-8")
        await at.press("ctrl+s")  # knowing it
        written = theme(at, "T1")
        assert written is not None
        assert written["reason"]["nb"] == "Begge sier det. Mye"


# writing themes


async def test_what_somebody_else_wrote_while_the_form_was_open_stays_or_is_asked_about(
    tmp_path: Path,
) -> None:
    async with desk(joint_study(tmp_path / "study"), LARGE, "5") as at:
        file = at.folder / FILE
        await at.press("e")
        await at.type(" Nå.")
        file.write_text(file.read_text("utf-8").replace("Begge sier det.", "Bare den ene."), "utf-8")
        await at.press("ctrl+s")
        written = theme(at, "T1")
        assert written is not None
        assert written["reason"]["nb"] == "Bare den ene."  # another part than the one that was written here
        assert written["sentence"]["nb"] == "Tid og penger mangler. Nå."
        await at.press("e")
        await at.type(" Igjen.")
        file.write_text(file.read_text("utf-8").replace("Nå.", "Deres."), "utf-8")
        await at.press("ctrl+s")
        assert "! not saved: somebody else changed its sentence meanwhile" in at.text()
        assert "Deres." in file.read_text("utf-8")
        await at.press("ctrl+s")  # knowing it
        assert "Nå. Igjen." in file.read_text("utf-8")


async def test_a_theme_is_written_changed_and_removed_and_what_is_unknown_is_refused(tmp_path: Path) -> None:
    async with desk(joint_study(tmp_path / "study"), SMALL, "5") as at:
        await at.press("e")
        form = at.app.screen
        assert isinstance(form, ThemeForm)
        codes = form.query_one("#codes", Input)
        codes.focus()
        await at.press("end")
        await at.type("; tme")
        assert "there is no code tme; did you mean barriers/time?" in at.text()  # while one types
        await at.press("enter")
        assert "! not saved: there is no code tme; did you mean barriers/time?" in at.text()
        await at.press(*["backspace"] * 5, "down")  # the list completes
        assert isinstance(at.app.screen, Picker)
        await at.type("skole")
        await at.press("enter")
        assert codes.value == "barriers; school"
        form.query_one("#survey", Input).focus()
        await at.press("down")
        await at.type("kurs")
        await at.press("enter", "enter")
        written = theme(at, "T1")
        assert written is not None
        assert (written["codes"], written["survey"]) == (
            ["barriers", "school"],
            ["F1.ja", "F2.penger", "F3.kurs"],
        )
        assert written["sentence"]["en"] == "Time and money are lacking."  # nobody touched it
        await at.press("t")
        await at.type("Noe [/] nytt.")
        await at.press("ctrl+s")
        assert "! not saved: T4: a theme rests on codes" in at.text()
        at.app.screen.query_one("#codes", Input).focus()
        await at.type("drivers, school; only:barriers")
        await at.press("enter")
        made = theme(at, "T4")
        assert made == {
            "id": "T4", "area": "vilkar", "sentence": {"nb": "Noe [/] nytt."},
            "codes": ["drivers", "school", "only:barriers"],
        }  # fmt: skip
        assert "Noe [/] nytt." in "\n".join(listed(at))
        assert view(at).entries.key == "theme:T4"
        await at.press("x")
        assert "Remove theme T4?" in at.text()
        await at.press("n")
        assert theme(at, "T4") is not None
        await at.press("x", "y")
        assert theme(at, "T4") is None
        await at.press("u", "u", "u")
        assert (at.folder / FILE).read_text("utf-8") == THEMES or theme(at, "T1") == yaml.safe_load(THEMES)[
            "themes"
        ][0]


async def test_what_no_theme_names_is_listed_and_makes_one_with_its_own_links(tmp_path: Path) -> None:
    async with desk(joint_study(tmp_path / "study"), LARGE, "5") as at:
        rows = listed(at)
        # F1.nei, the box of both answers, and F2.folk; nobody has taken up what drives
        counts = [row.split()[-1] for row in rows if row.startswith(("Items of the survey", "Codes"))]
        assert counts == ["3", "1"]
        await at.press("end", "enter")
        text = await whole(at)
        assert "Pådrivere 0 codings linked to F2.penger, F3.kurs" in text
        await at.press("g")
        assert isinstance(at.app.place_shown, CodebookScreen)
        assert "Pådrivere" in at.text()
        await at.press("f6", "enter")
        form = at.app.screen
        assert isinstance(form, ThemeForm)
        assert (form.values["codes"], form.values["survey"]) == ("drivers", "F2.penger; F3.kurs")
        await at.press("escape")  # nothing was typed: nothing is asked
        assert at.app.screen is at.screen
        await at.press("left", "up", "enter")
        assert "F2.folk Folk" in await whole(at)
        await at.press("home", *["down"] * 2)
        key = view(at).sheet.key
        await at.press("g")
        assert isinstance(at.app.place_shown, SurveyScreen)
        await at.press("f6", "enter")
        assert at.app.screen.values["survey"] == key.removeprefix("item:")  # type: ignore[attr-defined]


async def test_a_theme_beside_nothing_is_offered_the_links_of_its_codes(tmp_path: Path) -> None:
    alone = 'themes:\n  - {id: A, sentence: "Tid.", codes: [barriers/time]}\n'
    async with desk(joint_study(tmp_path / "study", themes=alone), LARGE, "5") as at:
        await at.press("enter")
        assert "Its codes are linked to F1.ja" in at.text()
        view(at).sheet.go_to("offer")
        await at.press("enter", "ctrl+s")  # what is offered is saved as it stands
        written = theme(at, "A")
        assert written is not None
        assert written["survey"] == ["F1.ja"]


def test_entries_are_parted_but_queries_are_whole() -> None:
    assert split("a; b/c, d ;; code:a near code:b; case:alta,skien") == (
        "a", "b/c", "d", "code:a near code:b", "case:alta,skien",
    )  # fmt: skip


# going on


async def test_a_case_leads_to_its_quotes_and_on_to_their_place_and_an_item_to_the_survey(
    tmp_path: Path,
) -> None:
    async with desk(joint_study(tmp_path / "study"), SMALL, "5") as at:
        await at.press("enter", "enter")
        rows = shown(at, view(at).quotes)
        assert rows[0] == "T1 × Alta"
        assert any(row.startswith("supports the theme") for row in rows)
        text = " ".join(rows)
        assert TIME in text
        assert MONEY in text
        assert "Vi mangler tid." in text
        await at.press("end")
        assert any(row.startswith("against it") for row in shown(at, view(at).quotes))
        await at.press("enter")
        place = at.app.place_shown
        assert isinstance(place, CodeScreen)
        low, high = place.view.selection
        assert place.view.segments.body[low:high] == SCHOOL
        await at.press("f6", "escape")
        assert view(at).sheet.has_focus
        await at.press("g")
        assert isinstance(at.app.place_shown, CodeScreen)
        await at.press("f6")
        view(at).sheet.go_to("item:1:F2.penger")
        await at.press("enter")
        place = at.app.place_shown
        assert isinstance(place, SurveyScreen)
        assert "Hva trengs?" in at.text()
        await at.press("f6", "escape")
        assert view(at).entries.has_focus


# which themes, whose codings


async def test_themes_are_filtered_by_area_and_by_words_and_found(tmp_path: Path) -> None:
    async with desk(joint_study(tmp_path / "study"), LARGE, "5") as at:
        await at.pick("f", "vilk")
        assert "2 themes not shown: f" in listed(at)
        assert "in Vilkår" in at.text().split("\n")[1]
        await at.press("f")
        await at.type("spurte")
        assert "themes with the words “spurte”" in at.text()
        await at.press("enter")
        assert [row.split()[0] for row in listed(at) if row.startswith(("T1", "T2", "T3"))] == ["T3"]
        await at.press("escape")
        assert len([row for row in listed(at) if row.startswith(("T1", "T2", "T3"))]) == 3
        await at.pick("slash", "skolen er")
        assert view(at).entries.key == "theme:T2"


async def test_whose_codings_are_looked_at_is_chosen(tmp_path: Path) -> None:
    drivers = 'themes:\n  - {id: A, sentence: "Noen driver.", codes: [drivers]}\n'
    async with desk(joint_study(tmp_path / "study", themes=drivers), LARGE, "5") as at:
        assert any(row.startswith("A 0/4") for row in listed(at))
        await at.pick("a", "koder-b")
        assert any(row.startswith("A 1/4") for row in listed(at))
        assert "by koder-b" in at.text().split("\n")[1]
        assert "Koder-B" in (await whole(at)).split("Counted")[1]


# files


async def test_joint_displays_are_written_to_files_without_words_that_may_not_be_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk(joint_study(tmp_path / "study"), LARGE, "5") as at:
        for what, form in (
            ("this", "docx"),
            ("this", "svg"),
            ("this", "json"),
            ("displays", "html"),
            ("overview", "csv"),
        ):
            await at.pick("E", what)
            name = at.app.screen.query_one("#name", Input)
            name.value = f"{what}.{form}"
            await at.press("enter")
            for _ in range(40):
                if at.said().startswith("wrote"):
                    break
                await at.settled()
            assert at.said().startswith("wrote"), at.text()
            await at.press("J", "K")
        texts = {
            "docx": ZipFile(tmp_path / "this.docx").read("word/document.xml").decode(),
            **{
                Path(name).suffix[1:]: (tmp_path / name).read_text("utf-8")
                for name in ("this.svg", "this.json", "displays.html", "overview.csv")
            },
        }
        assert TIME in texts["docx"]
        assert TIME in texts["json"]
        assert TIME in texts["html"]
        assert "Tid og penger mangler." in texts["csv"]
        assert "T3" in texts["csv"]
        assert "<svg" in texts["svg"]
        assert not any(SCHOOL in text or MONEY in text for text in texts.values())


# what is broken or missing


@pytest.mark.parametrize(
    ("study", "told", "in_list", "in_display"),
    [
        ({"themes": ""}, "", "no themes yet: t writes one down", ""),
        ({"themes": "themes:\n  - id: [a\n"}, "! synthesis/themes.yaml:", "", ""),
        ({"survey": False}, "there is no survey in this study", "T1 2/4", "there is no survey in this study"),
        (
            {"files": {"survey/questions.yaml": "questions: ["}},
            "survey/questions.yaml",
            "T1 2/4",
            "survey/questions.yaml",
        ),
        ({"codings": {}}, "no codings yet", "T1 0/4", "no quote that counts"),
    ],
)
async def test_what_is_missing_or_broken_is_said_in_a_line(
    tmp_path: Path, study: dict[str, Any], told: str, in_list: str, in_display: str
) -> None:
    async with desk(joint_study(tmp_path / "study", **study), LARGE, "5") as at:
        assert told in at.told()
        assert in_list in " ".join(listed(at))
        assert in_display in " ".join(shown(at, view(at).sheet))
        for key in (
            "d",
            "A",
            "e",
            "x",
            "g",
            "n",
            "J",
            "slash",
            "escape",
            "f",
            "escape",
            "E",
            "escape",
            "enter",
            "escape",
        ):
            await at.press(key)
            if at.app.screen is not at.screen:
                await at.press("escape")
        assert at.app.screen is at.screen


async def test_a_broken_file_is_left_alone_and_shown_again_when_it_is_mended(tmp_path: Path) -> None:
    async with desk(joint_study(tmp_path / "study", themes="themes:\n  - id: [a\n"), LARGE, "5") as at:
        assert "! synthesis/themes.yaml:3" in at.told()
        await at.press("t")
        assert at.said().startswith("synthesis/themes.yaml:3")
        (at.folder / FILE).write_text(THEMES, "utf-8")
        at.app.poll()  # type: ignore[attr-defined]
        await at.settled()
        assert at.told() == ""
        assert any(row.startswith("T1 2/4") for row in listed(at))


async def test_one_case_is_said_and_still_shown(tmp_path: Path) -> None:
    folder = joint_study(
        tmp_path / "study", codings={key: CODINGS[key] for key in CODINGS if "skien" not in key[0]}
    )
    for slug in ("skien", "bodo", "vadso"):
        (folder / f"cases/{slug}.yaml").unlink()
        (folder / f"interviews/{slug}/gruppe.md").unlink()
    async with desk(folder, LARGE, "5") as at:
        assert "there is one case in this study" in at.told()
        assert any(row.startswith("T1 1/1") for row in listed(at))


HOSTILE = "[/] [b]x[/b] \x1b[31m\t👩‍👩‍👧 " + "å" * 300


@pytest.mark.parametrize("size", [SMALL, LARGE, WIDE])
async def test_hostile_text_stands_as_it_is_in_every_part(tmp_path: Path, size: tuple[int, int]) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace("\x1b", "\\e").replace("\t", "\\t") + '"'

    words = quoted(HOSTILE)
    themes = f"""areas:
  - {{id: vilkar, name: {{nb: {words}}}}}
themes:
  - id: "[/]1"
    area: vilkar
    sentence: {{nb: {words}}}
    codes: [barriers, {words}]
    against: [school]
    survey: [F1.ja, {words}]
    relation: converges
    reason: {{nb: {words}}}
    decided: {{by: {words}, "on": {words}}}
"""
    line = f"I1: {HOSTILE}"
    survey = QUESTIONS.replace("nb: Ja,", f"nb: {words},").replace("nb: Er det nok tid?", f"nb: {words}")
    files: dict[str, str | bytes] = {
        "cases/alta.yaml": CASES["cases/alta.yaml"].replace('"Alta"', words),
        "survey/questions.yaml": survey,
        "interviews/bodo/gruppe.md": f"---\ncase: bodo\n{FRONT}---\n# {HOSTILE}\n\n{line}\n",
    }
    async with desk(joint_study(tmp_path / "study", themes=themes, files=files), size, "5") as at:
        assert any(row.startswith("[/]1") and "C converges !" in row for row in listed(at))
        await at.press("enter")
        text = await whole(at)
        assert text.count("[/] [b]x[/b]") >= 5
        assert "\x1b" not in at.text()
        assert "\t" not in at.text()
        for row in lines(at.app):
            assert cell_len(row) == size[0]
        for key in ("d", "e", "slash", "f", "E", "x"):
            await at.press(key)
            assert at.app.screen is not at.screen
            assert "\x1b" not in at.text()
            await at.press("escape")
        await at.press("A")
        assert "[/] [b]x[/b]" in at.text()


# the panes


class Pane(App[None]):
    """Blocks to move through."""

    def __init__(self, sheet: Callable[[int], Sheet]) -> None:
        super().__init__()
        self.sheet = sheet

    def compose(self) -> ComposeResult:
        yield BlockPane(id="pane")

    def on_mount(self) -> None:
        pane = self.query_one(BlockPane)
        pane.show("it", self.sheet)
        pane.focus()


@given(
    st.lists(st.tuples(st.sampled_from([1, 2, 5, 12, 25]), st.booleans()), min_size=1, max_size=12),
    st.integers(4, 12),
)
@settings(max_examples=60, deadline=None)
def test_going_down_comes_by_every_row_and_every_block_and_back_up(
    parts: list[tuple[int, bool]], height: int
) -> None:
    blocks = [Block(((),) * rows, f"k{place}" if stops else "") for place, (rows, stops) in enumerate(parts)]
    sheet = sheet_of(blocks, 30)
    at = top = 0
    for step in (1, -1):
        seen: set[int] = set()
        stops = []
        for _ in range(len(sheet.rows) + len(blocks) + 2):
            seen |= set(range(top, min(top + height, len(sheet.rows))))
            stops.append(at)
            at, top = moved(sheet, at, top, height, step)
        assert seen == set(range(len(sheet.rows)))
        assert list(dict.fromkeys(stops)) == list(range(max(1, len(sheet.stops))))[::step]
        if sheet.stops:  # the block at hand is on the screen at the end, unless words alone stand there
            stop = sheet.stops[at]
            assert stop.top < top + height or stop.bottom > top


async def test_a_pane_is_read_with_the_keys(tmp_path: Path) -> None:
    blocks = [
        Block(tuple(((f"row {place}.{row}", ""),) for row in range(3)), f"k{place}" if place % 2 else "")
        for place in range(20)
    ]
    app = Pane(lambda width: sheet_of(blocks, width))
    async with running(app, (40, 10)) as pilot:
        pane = app.query_one(BlockPane)
        assert lines(app)[3].startswith("▌ row 1.0")
        await pilot.press("end")
        assert lines(app)[-1].startswith("▌ row 19.2")
        await pilot.press("pageup", "up")
        assert pane.key in ("k15", "k13")
        await pilot.resize_terminal(30, 6)
        assert any(row.startswith("▌ row") for row in lines(app))
        await pilot.press("home")
        assert (pane.key, pane.scroll_y, lines(app)[0].split()[:2]) == ("k1", 0, ["row", "0.0"])


async def test_two_columns_stand_beside_each_other_and_keys_cross_between_them() -> None:
    left = tuple(Block(((("a" * 60, ""),),), f"l{n}") for n in range(3))
    right = tuple(Block(((("b", ""),), (("b", ""),)), f"r{n}") for n in range(3))
    app = Pane(lambda width: sheet_of([Columns(left, right, 20)], width))
    async with running(app, (40, 10)) as pilot:
        pane = app.query_one(BlockPane)
        rows = lines(app)
        assert rows[0].startswith("▌ aaa")
        assert rows[0][20] == "│"
        assert [row[23] for row in rows[:6]] == ["b"] * 6
        assert pane.across(1)
        assert pane.key == "r0"
        await pilot.press("down")
        assert pane.key == "r1"
        assert pane.across(-1)
        assert pane.key == "l2"
        assert not pane.across(-1)
        await pilot.click(BlockPane, offset=(25, 5))
        assert pane.key == "r2"


# the keys


Proof = Callable[[Desk, str], Awaitable[None]]
PROOFS: dict[str, Proof] = {}


def proves(*names: str) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS.update({f"themes.{name}": proof for name in names})
        return proof

    return keep


def bound(*owners: list[BindingType] | list[Binding]) -> list[tuple[str, str]]:
    return [(binding.id or "", binding.key) for owner in owners for binding in Binding.make_bindings(owner)]


BOUND = bound(
    themes_keys.BINDINGS, BlockPane.BINDINGS, ThemeList.BINDINGS, JointSheet.BINDINGS, ThemeForm.BINDINGS, ReasonDialog.BINDINGS,
)  # fmt: skip


@proves("down", "up", "page-down", "page-up", "first", "last")
async def _moves(at: Desk, key: str) -> None:
    await at.press("down", key)
    expected = {
        "down": "T3",
        "up": "T1",
        "home": "T1",
        "pageup": "T1",
        "j": "T3",
        "k": "T1",
        "less_than_sign": "T1",
    }
    assert view(at).entries.key == (f"theme:{expected[key]}" if key in expected else "without:codes")


@proves("open", "right")
async def _opens(at: Desk, key: str) -> None:
    await at.press(key)
    assert view(at).sheet.has_focus


@proves("enter")
async def _enters(at: Desk, key: str) -> None:
    await at.press("enter", key)
    assert view(at).quotes.listing.has_focus


@proves("left", "back")
async def _leaves(at: Desk, key: str) -> None:
    await at.press("enter", key)
    assert view(at).entries.has_focus


@proves("decide")
async def _decides(at: Desk, key: str) -> None:
    await at.press(key)
    assert isinstance(at.app.screen, Picker)


@proves("accept")
async def _accepts(at: Desk, key: str) -> None:
    await at.press(key)
    assert isinstance(at.app.screen, ReasonDialog)


@proves("edit", "new")
async def _writes(at: Desk, key: str) -> None:
    await at.press(key)
    assert isinstance(at.app.screen, ThemeForm)
    assert (at.app.screen.values["sentence"] == "") == (key == "t")


@proves("complete")
async def _completes(at: Desk, key: str) -> None:
    await at.press("e")
    at.app.screen.query_one("#area").focus()
    await at.press(key)
    await at.type("skole")
    await at.press("enter")
    assert at.app.screen.query_one("#area", Input).value == "skole"
    await at.press("escape", "y")


@proves("next", "previous")
async def _looks(at: Desk, key: str) -> None:
    await at.press(key)
    assert at.said().startswith("T2: undecided")


@proves("theme-after", "theme-before")
async def _steps(at: Desk, key: str) -> None:
    await at.press("down", "enter", key)
    assert view(at).entries.key == ("theme:T3" if key == "J" else "theme:T1")
    assert view(at).sheet.has_focus


@proves("go")
async def _goes(at: Desk, key: str) -> None:
    await at.press("enter", key)
    assert isinstance(at.app.place_shown, CodeScreen)


@proves("find", "filter", "coders", "export")
async def _asks(at: Desk, key: str) -> None:
    await at.press(key)
    assert isinstance(at.app.screen, Picker)


@proves("remove")
async def _removes(at: Desk, key: str) -> None:
    await at.press(key, "y")
    assert theme(at, "T1") is None


@proves("list")
async def _hides(at: Desk, key: str) -> None:
    await at.press(key)
    assert not view(at).entries.display
    assert view(at).sheet.has_focus
    await at.press(key)
    assert view(at).entries.display


@proves("reason-save")
async def _saves(at: Desk, key: str) -> None:
    await at.press("A", key)
    written = theme(at, "T1")
    assert written is not None
    assert written["decided"]["on"] == now()[:10]


@proves("reason-leave")
async def _cancels(at: Desk, key: str) -> None:
    await at.press("A", "x", key)
    assert "Leave without deciding?" in at.text()
    await at.press("y")
    assert at.app.screen is at.screen


def test_every_key_of_the_view_is_proved() -> None:
    assert {name for name, _ in BOUND} == PROOFS.keys()
    assert all(binding.tooltip for binding in Binding.make_bindings(themes_keys.BINDINGS))


async def test_every_key_does_what_it_says(tmp_path: Path) -> None:
    async with desk(joint_study(tmp_path / "study"), LARGE, "5") as at:
        for name, key in BOUND:
            if (name, key) == ("themes.right", "l"):
                continue  # in the list it opens
            await PROOFS[name](at, key)
            if at.app.screen is not at.app.place_shown:
                await at.press("escape")
            assert at.app.screen is at.app.place_shown, name
            await at.press("f6")
            view(at).go(LIST)
            for _ in range(3):
                if theme(at, "T1") != yaml.safe_load(THEMES)["themes"][0]:
                    await at.press("u")
            assert theme(at, "T1") == yaml.safe_load(THEMES)["themes"][0], name
            view(at).entries.action_first()
            await at.settled()
            assert view(at).entries.key == "theme:T1"
