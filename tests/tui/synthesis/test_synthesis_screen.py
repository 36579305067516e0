"""The place of synthesis as somebody at a terminal sees it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from synthesis_host import (
    CODINGS,
    FILES,
    LARGE,
    ROOMY,
    SKIEN,
    SMALL,
    SOURCE_FRONTS,
    SOURCES,
    Desk,
    desk,
    small_study,
)

from crosscase.study.opening import open_folder
from crosscase.study.themes import summaries_of
from crosscase.synthesis.beside import survey_beside
from crosscase.tui.synthesis.cell_quotes import CellQuotes
from crosscase.tui.synthesis.survey_tail import item_pieces
from studies import CODEBOOK, Coded, codings_text, put


@pytest.mark.parametrize("size", [SMALL, LARGE, ROOMY])
async def test_a_matrix_its_quotes_and_the_survey_at_every_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "study", size) as at:
        heads = " ".join(at.rows()[:2])
        assert all(name in heads for name in ("Alta", "Skien", "[/]", "│ all │ cases"))
        assert at.row("Barrierer").startswith("3 1 │ 4 │ 2/2")
        assert at.row("Rasisme i skolen").startswith("1 · │ 1 │ 1/2")
        assert at.rows()[-1].startswith("all cases 4 1")
        if size != SMALL:
            # 12 of 40 chose it
            assert "F10" in at.row("Kapasitet")
            assert "30 %" in at.row("Kapasitet").replace("\N{NO-BREAK SPACE}", " ")
            assert "n=40" in at.row("Kapasitet")
        await at.press("j", "l", "enter")
        quotes = at.view.query_one(CellQuotes)
        assert "Vi har ikke folk til alt." in at.text()
        assert "Kapasitet × Skien [/]" in at.text()
        beside = quotes.region.y == at.grid.region.y
        assert beside == (size == ROOMY)
        await at.press("escape", "k")
        assert "Ja. Og så mangler vi kunnskap" not in at.text()  # of Skien the code has one quote
        await at.press("h")
        assert "Ja. Og så mangler vi kunnskap" in at.text()


async def test_what_is_changed_here_undone_or_changed_elsewhere_is_seen(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.press("j", "l")
        more = [
            *CODINGS["skien/fokusgruppe", "koder-a"],
            Coded("barriers/capacity", "Ingen vet", id="cnew000000"),
        ]
        put(
            at.folder,
            "codings/skien/fokusgruppe/koder-a.yaml",
            codings_text("skien/fokusgruppe", "koder-a", SKIEN, more),
        )
        at.app.poll()
        await at.settled()
        assert at.row("Kapasitet").startswith("1 2 │ 3")
        assert at.grid.at == ("barriers/capacity", "skien")
        # the other views catch up when they are shown
        await at.press("2", "d")
        assert at.row("Kapasitet").startswith("1 … 2 …")
        await at.press("e")
        await at.type("to ting")
        await at.press("tab", "space", "ctrl+s")
        put(
            at.folder,
            "codings/skien/fokusgruppe/koder-a.yaml",
            codings_text("skien/fokusgruppe", "koder-a", SKIEN, more[:1]),
        )
        at.app.poll()
        await at.settled()
        await at.press("m")
        written = at.grid.at
        assert written[0] == "barriers"
        assert "≠" in at.text() or "changed" in at.said()
        await at.press("f2", "f6", "1")
        assert at.row("Kapasitet").startswith("1 1 │ 2")
        # the survey, which no edit touches
        put(
            at.folder,
            "survey/responses.csv",
            "nr,F10\n" + "".join(f"R{n:02},kapasitet\n" for n in range(1, 9)),
        )
        at.screen.look_at_disk()
        await at.settled()
        assert "100" in at.row("Kapasitet")
        assert "n=8*" in at.row("Kapasitet")


async def test_one_comes_back_to_where_one_was(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.pick("c", "sources")
        await at.press("w", "j", "l", "enter", "escape", "3", "r", "4", "1")
        at.app.session.save()
    async with desk(tmp_path / "study") as at:
        assert at.grid.at == ("barriers/capacity", "skien")
        assert "by case · sources · codes alone" in at.text()
        assert "Vi har ikke folk til alt." in at.text()
        await at.press("3")
        assert "inside · pairs" in at.text()


async def test_a_summary_whose_codings_changed_says_which(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", view="2") as at:
        await at.press("e")
        await at.type("folk mangler")
        await at.press("tab", "space", "j", "space", "ctrl+s")
        before = CODINGS["alta/fokusgruppe", "koder-a"]
        now = [*before[:1], *before[2:], Coded("barriers", "Vi er to stykker.", id="cnew000000")]
        body = SOURCES["alta/fokusgruppe"]
        put(
            at.folder,
            "codings/alta/fokusgruppe/koder-a.yaml",
            codings_text("alta/fokusgruppe", "koder-a", body, now),
        )
        at.app.poll()
        await at.settled()
        await at.press("n", "m")
        assert at.grid.at == ("barriers", "alta")
        assert at.row("Barrierer") == "3 ! 1 … │ 1/2"  # one of the quotes it rests on is gone
        text = at.text()
        assert "new “Vi er to stykker.”" in text
        assert "gone removed" in text
        assert "changed since it was written  1" in text
        await at.press("e", "ctrl+s")  # looked at again: what is ticked and still there is what it rests on
        assert at.row("Barrierer") == "3 ✓ 1 … │ 1/2"


async def test_a_summary_that_somebody_else_wrote_meanwhile_is_not_written_over_unseen(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "study", view="2") as at:
        await at.press("e")
        await at.type("folk mangler")
        theirs = "summaries:\n  - {id: s000000001, code: barriers, text: Penger mangler., by: koder-b}\n"
        file = put(at.folder, "synthesis/summaries/alta.yaml", theirs)
        await at.press("ctrl+s")
        assert "! not saved: somebody else changed it meanwhile, to “Penger mangler.”" in at.text()
        assert file.read_text("utf-8") == theirs
        await at.press("ctrl+s")  # knowing it
        assert "folk mangler" in file.read_text("utf-8")


async def test_quotes_under_a_summary_say_where_they_are_from_and_what_may_be_made_of_them(
    tmp_path: Path,
) -> None:
    words = "mangel på ressurser for å prioritere tiltak"
    twice = [
        Coded("barriers/capacity", words, key=True, id="ccapacity0"),
        Coded("barriers/knowledge", words, id="cknowledge"),
        Coded("barriers", "Ja. Og så mangler vi kunnskap om hva som virker.", id="cbarriers0"),
    ]
    async with desk(tmp_path / "study", view="2", codings={("alta/fokusgruppe", "koder-a"): twice}) as at:
        await at.press("e")
        text = " ".join(at.text().replace("│", " ").split())
        assert "0 of 2 ticked" in text  # the words that are coded twice are one quote
        assert "What does the case say of it?" in text
        assert all(told in text for told in ("☐ I1 · line 10 · fokusgruppe", "Kapasitet", "Kunnskap"))
        assert "★ key" in text
        assert "P paraphrase" in text
        await at.press("tab", "space")
        assert "1 of 2 ticked" in at.text()
        await at.type("Folk")  # no key of the list
        await at.press("ctrl+s")
        [written] = summaries_of(at.screen.study, "alta")
        assert written.text == {"nb": "Folk"}
        assert set(written.quotes) == {"ccapacity0", "cknowledge"}


NO_SOURCES = {"sources": {}, "fronts": {}, "codings": {}}
NOTHING = [
    ({"codings": {}}, {"1": "no codings yet: F2", "2": "No cell has codings", "3": "no codings yet", "4": "no codings yet"}),
    ({"codebook": "", "codings": {}}, {"1": "no codes yet: F3", "2": "no codes yet", "3": "no codes yet"}),
    ({**NO_SOURCES, "cases": {}, "files": dict.fromkeys(FILES)}, {"1": "no codings yet", "2": "no cases yet"}),
    (
        {
            "sources": {"alta/fokusgruppe": SOURCES["alta/fokusgruppe"]}, "cases": {"alta": "Alta"},
            "codings": {key: coded for key, coded in CODINGS.items() if key[0] == "alta/fokusgruppe"},
            "files": {"cases/skien.yaml": None},
        },
        {"1": "there is one case in this study", "3": "", "4": ""},
    ),
    ({"files": dict.fromkeys(["survey/questions.yaml", "survey/responses.csv"])}, {"1": "there is none in this study"}),
    ({"files": {"survey/questions.yaml": "questions: ["}}, {"1": "survey/questions.yaml:1"}),
    ({"files": {"synthesis/summaries/alta.yaml": "summaries: {"}}, {"1": "", "2": "left out: synthesis/summaries/alta.yaml"}),
    ({"codebook": CODEBOOK.replace("knowledge", "other")}, {"1": "1 coding of codes that the codebook does not have"}),
]  # fmt: skip


@pytest.mark.parametrize(("study", "told"), NOTHING)
async def test_where_there_is_nothing_one_line_says_why_and_no_key_fails(
    tmp_path: Path, study: dict[str, object], told: dict[str, str]
) -> None:
    async with desk(tmp_path / "study", SMALL, **study) as at:
        for view, words in told.items():
            await at.press(view)
            assert words in at.told(), view
            assert view == "2" or len(at.told()) < 2 * SMALL[0]
            # all that acts on a cell, without one
            await at.pilot.press(
                "down",
                "right",
                "enter",
                "escape",
                "n",
                "m",
                "z",
                "space",
                "w",
                "t",
                "d",
                "E",
                "escape",
                "c",
                "escape",
            )
            await at.settled()
            assert f"{view}[" in at.text() or at.app.current_mode == "code"
            if at.app.current_mode == "code":
                await at.press("f6")


async def test_an_attribute_that_half_of_the_cases_lack_is_said(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", files={"cases/skien.yaml": 'name: "Skien"\n'}) as at:
        await at.pick("b", "landsdel")
        assert at.told().startswith("1 case without landsdel: skien")
        assert at.rows()[0].startswith("code nord │ all")
        assert at.row("Barrierer").startswith("3 │ 3")


async def test_a_matrix_is_written_as_it_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with desk(tmp_path / "study") as at:
        for name in ("matrix.csv", "matrix.svg"):
            await at.press("E")
            for _ in range(len("matrix") + 10):
                await at.pilot.press("backspace", "delete")
            await at.type(name)
            await at.press("enter")
            await at.settled()
            assert at.said().startswith("wrote")
        rows = list(csv.reader(io.StringIO((tmp_path / "matrix.csv").read_text("utf-8-sig"))))
        assert any("Alta" in " ".join(row) or "alta" in row for row in rows)
        assert "<svg" in (tmp_path / "matrix.svg").read_text()


async def test_hostile_names_stand_as_they_are(tmp_path: Path) -> None:
    book = CODEBOOK.replace("Barrierer", "[bold]漢字[/]").replace('"Kapasitet"', '"[/] \\e[31m"')
    fronts = {"fronts": SOURCE_FRONTS, "codebook": book, "language": "nb"}
    async with desk(tmp_path / "study", **fronts) as at:
        for view in "1234":
            await at.press(view, "down", "right")
            assert "\x1b" not in at.text()
        await at.press("1")
        assert "[bold]漢字[/]" in at.text()
        await _quotes_of_hostile(at)


async def _quotes_of_hostile(at: Desk) -> None:
    await at.press("less_than_sign", "home", "enter")
    assert "[bold]漢字[/] × Alta" in at.text()


def test_the_survey_beside_a_code_rounds_as_the_survey_does_and_names_answers_in_the_study_s_language(
    tmp_path: Path,
) -> None:
    options = "[{id: a, label: {nb: Litt, en: A little}}, {id: b, label: {nb: Mye, en: A lot}}]"
    questions = "questions:\n" + "".join(
        f"  - {{id: {id}, type: {kind}, text: Hva?, options: {options}}}\n"
        for id, kind in (("F1", "multiple"), ("F2", "single"))
    )
    answers = "".join(f"R{n:02},{'a' if n < 23 else 'b'},b\n" for n in range(40))  # 23 of 40 are 57.5 %
    files = {"survey/questions.yaml": questions, "survey/responses.csv": f"respondent,F1,F2\n{answers}"}
    beside = survey_beside(open_folder(small_study(tmp_path / "study", files=files)))
    share, whole = (
        "".join(words for words, _ in item_pieces(beside.item(address), 0, 50, "nb"))
        for address in ("F1.a", "F2")
    )
    assert "58\N{NO-BREAK SPACE}%" in share
    assert "100\N{NO-BREAK SPACE}%" in whole
    assert "Mye" in whole
