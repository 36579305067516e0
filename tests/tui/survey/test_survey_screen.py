"""The survey screen as a user drives it, with what stands on the screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from scipy.stats import fisher_exact
from statsmodels.stats.proportion import proportion_confint, proportions_ztest
from survey_host import FILES, QUESTIONS, SIZES, answers, csv_text, desk, small_study

from crosscase.tui.code.screen import CodeScreen
from crosscase.tui.codebook.screen import CodebookScreen
from crosscase.tui.picker import Picker
from studies import put


def percent(value: float) -> str:
    return str(int(100 * value + 0.5))


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_has_every_question_with_its_kind_and_base(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "study", size) as at:
        first = ["F1", "one", "Har", "dere", "en"]
        assert at.list()[0].split()[:5] == first
        assert at.list()[0].endswith("40")
        assert at.said() == "1 of 8 questions"
        await at.press("end")
        rows = at.list()
        assert rows[-1].split() == ["sted", "one", "Sted", "40"]
        assert rows[-2].split() == ["folk", "num", "Innbyggere", "40"]
        assert "Background" in rows


@pytest.mark.parametrize("size", SIZES)
async def test_answers_stand_with_bar_percent_interval_and_base(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "study", size) as at:
        assert at.sheet()[0] == "F1 Har dere en [bold]plan[/]?"
        assert at.sheet()[1] == "one answer · n 40 of 40, all were asked"
        low, high = proportion_confint(18, 40, method="wilson")
        row = at.row("Ja ")
        assert row.split()[-3:] == ["45%", f"{percent(low)}–{percent(high)}", "40"]
        for sign in "├┼┤":
            assert sign in row
        assert at.row("Delvis [/]").split()[-3] == "10%"
        assert at.row("Vet ikke").split()[-3] == "3%"  # 2.5, half up
        await at.press("enter", *["down"] * 4)
        assert at.row("Ja eller delvis").split()[-3] == "55%"
        assert at.detail().startswith("Ja eller delvis: 22 of 40 = 55,0\N{NO-BREAK SPACE}% · 95% interval")


async def test_who_was_asked_is_said_in_words_and_small_bases_are_marked(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("F2")
        asked = sum(row["F1"] in ("ja", "delvis") and int(row["folk"]) >= 100 for row in answers())
        assert asked < 30
        assert at.sheet()[1] == f"any number of answers · n {asked}* of {asked} who were asked, 40 in all"
        assert "asked of those who said F1: Ja or Delvis [/]; folk: at least 100" in " ".join(at.sheet())
        assert at.row("Kapasitet").endswith(f"{asked}*")
        assert "* base under 30" in " ".join(at.sheet())
        assert next(row for row in at.list() if row.startswith("F2")).endswith(f"{asked}*")


async def test_a_grid_is_shown_row_by_row(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("F3")
        rows = at.sheet()
        school, leisure = rows.index("I skolen"), rows.index("På fritiden")
        assert [row.split()[-3] for row in rows[school + 2 : school + 4]] == ["25%", "75%"]
        assert [row.split()[-3] for row in rows[leisure + 2 : leisure + 4]] == ["75%", "25%"]


async def test_a_number_has_mean_median_and_quartiles(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("folk")
        await at.press("enter")
        assert at.detail().startswith("mean 1025 personer · 95% interval")
        await at.press("down")
        # linear between the values, as numpy and Excel have it
        assert at.detail() == "median 1025 personer · quartiles 537,5 and 1513 · 40 values"


@pytest.mark.parametrize("size", SIZES)
async def test_groups_stand_under_each_answer_and_those_that_differ_are_marked(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "study", size) as at:
        await at.by("sted")
        assert "by Sted: Nord 20*, Sør 20*" in at.sheet()
        rows = at.sheet()
        begin = next(place for place, row in enumerate(rows) if row.startswith("Ja "))
        assert [row.split()[0] for row in rows[begin : begin + 3]] == ["Ja", "Nord", "Sør"]
        assert rows[begin + 1].split()[-4:] == ["75%", "53–89", "20*", "▲"]
        assert rows[begin + 2].split()[-4:] == ["15%", "5–36", "20*", "▼"]
        z, p = proportions_ztest([15, 3], [20, 20])
        assert p < 0.001
        await at.press("enter", "down")
        assert "against the rest +60,0 points" in at.detail()
        assert f"pooled z {z:.2f}".replace(".", ",") in at.detail()
        assert "p < 0,001" in at.detail()
        assert at.detail().endswith("differs")
        assert "by Sted" in at.text().split("\n")[1]
        await at.press("down", "down", "down")
        p = fisher_exact([[2, 18], [2, 18]]).pvalue
        assert f"Fisher's exact p {p:.3f}".replace(".", ",") in at.detail()
        assert at.detail().endswith("no clear difference")


async def test_what_is_broken_down_by_stays_for_other_questions_and_goes_again(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.by("storrelse")
        await at.at("F3")
        assert [row.split()[0] for row in at.sheet()].count("Små") == 4
        await at.at("folk")
        assert "Not broken down by storrelse: it is made of the same answers." in at.sheet()
        await at.by("nothing")
        await at.at("F3")
        assert "Små" not in " ".join(at.sheet())


async def test_who_gave_an_answer_is_listed_cases_first_and_a_case_leads_to_its_text(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.press("enter", "enter")
        assert isinstance(at.app.screen, Picker)
        listed = [row.split("│")[1].strip(" ▂▃▄▅▆▇█▁") for row in at.text().split("\n") if row.count("│") > 1]
        assert "Alta (R05)" in listed
        named = [row for row in listed if row.startswith("R")]
        expected = [row["nr"] for row in answers() if row["F1"] == "ja" and row["nr"] != "R05"]
        assert named == expected[: len(named)]
        assert listed.index("Alta (R05)") < listed.index(named[0])
        await at.press("enter")
        place = at.app.place_shown
        assert isinstance(place, CodeScreen)
        assert place.source_id == "alta/fokusgruppe"


async def test_who_gave_an_answer_in_a_group(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.by("sted")
        await at.press("enter", "down", "down", "enter")
        assert "3 who said Ja, Sør" in at.text()
        await at.type("R23")
        await at.press("enter")
        assert at.said().startswith("R23 is no case of this study")


async def test_an_open_question_shows_its_answers_and_leads_to_them(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("F5")
        assert "open-answers/annet · 3 answers · 0 codings" in at.sheet()
        assert "R03: Vi har [/] lite folk." in at.sheet()
        await at.press("enter")
        place = at.app.place_shown
        assert isinstance(place, CodeScreen)
        assert place.source_id == "open-answers/annet"
        await at.press("f5", "right", "down", "enter")
        low, high = place.view.selection
        assert place.view.segments.body[low:high] == "Ingenting å melde."


async def test_an_open_question_without_a_source_says_so(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("F6")
        assert "no source holds its answers" in " ".join(at.sheet())
        await at.press("enter")
        assert at.said().startswith("no source holds the answers to F6")


async def test_codes_that_name_an_answer_are_shown_and_gone_to(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("F2")
        assert "codes  KA" in at.sheet()
        await at.press("enter")
        assert at.detail().endswith("codes: KA Kapasitet")
        await at.press("g")
        assert isinstance(at.app.place_shown, CodebookScreen)
        assert "For lite tid, folk eller penger." in at.text()


async def test_published_figures_stand_beside_with_a_sign_where_they_are_others(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        assert "printed" not in " ".join(at.sheet())
        await at.press("p")
        assert at.row("Ja ").split()[-1] == "45"
        nei = sum(row["F1"] == "nei" for row in answers()) * 100 / 40
        assert nei != 31
        assert at.row("Nei").split()[-1] == "≠31"
        assert at.row("Vet ikke").split()[-1] == "·"
        await at.press("p")
        assert at.row("Nei").split()[-1] == "40"


async def test_published_figures_alone_where_there_are_no_responses(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", files={"survey/responses.csv": None}) as at:
        low, high = proportion_confint(18, 40, method="wilson")
        assert at.row("Ja ").split()[-3:] == ["45%", f"{percent(low)}–{percent(high)}", "40"]
        assert at.row("Nei").split()[-2:] == ["31%", "40"]  # no whole count of 40 is 31 %
        assert "There are no responses in this study: these are the published figures." in " ".join(
            at.sheet()
        )
        assert "Svarene er funnet på." not in at.text()
        await at.press("enter", "enter")
        assert at.said() == "who gave which answer is not known: there are no responses"
        await at.press("escape")
        await at.at("F3")
        assert "The report prints no percent of F3." in at.sheet()


async def test_a_published_percent_keeps_its_decimals(tmp_path: Path) -> None:
    # 5 of 11 is 45.45, printed as 45.5: it is not 46
    printed = (
        'figures: [{id: F1, question: F1, base: "11", '
        'shares: [{item: F1.ja, percent: "45.5"}, {item: F1.nei, percent: "54.55"}]}]\n'
    )
    files: dict[str, str | bytes | None] = {"survey/responses.csv": None, "survey/published.yaml": printed}
    async with desk(tmp_path / "study", files=files) as at:
        ja, nei = at.row("Ja "), at.row("Nei")
        assert "45,5" in ja
        assert "54,55" in nei
        assert len(ja.rstrip()) == len(nei.rstrip())  # the columns stand below one another


@pytest.mark.parametrize("size", SIZES)
async def test_respondents_against_the_population(tmp_path: Path, size: tuple[int, int]) -> None:
    async with desk(tmp_path / "study", size) as at:
        await at.press("2")
        assert at.list() == ["T1  Frafall etter sted"]
        assert "40 of 50 answered, 80,0%" in at.sheet()
        # 20 of 20 against 20 of 30: expected 16 and 24 of 40
        assert "chi-square 1,67, df 1, p 0,197" in at.sheet()
        north, south = at.row("Nord"), at.row("Sør")
        assert north.split()[1:5] == ["40,0", "50,0", "+10,0", "100,0"]
        assert south.split()[1:5] == ["60,0", "50,0", "−10,0", "66,7"]
        assert north.index("│") > len(north) / 2
        assert "█" in north[north.index("│") :]
        assert "█" in south[: south.index("│")]
        await at.press("enter", "down", "enter")
        assert "20 who are in Sør" in at.text()
        assert "Skien (R33)" in at.text()
        await at.press("escape", "g")
        assert at.screen.entry == "sted"


@pytest.mark.parametrize("size", SIZES)
async def test_findings_of_the_check_with_the_whole_message(tmp_path: Path, size: tuple[int, int]) -> None:
    async with desk(tmp_path / "study", size) as at:
        await at.press("3")
        assert at.list()[0] == "1 error"
        assert at.list()[1].startswith("! F1")
        assert at.sheet()[0].startswith("! error · ")
        assert "31" in " ".join(at.sheet()[2:])
        await at.press("g")
        assert at.screen.entry == "F1"


@pytest.mark.parametrize("size", SIZES)
async def test_cases_and_candidates_with_what_they_add(tmp_path: Path, size: tuple[int, int]) -> None:
    async with desk(tmp_path / "study", size) as at:
        await at.press("4")
        assert at.list()[0] == "Cases of the study: 2"
        assert at.list()[1].split() == ["Alta", "(R05)", "fits"]
        assert at.list()[2].split() == ["Skien", "(R33)", "does", "not", "fit"]
        assert at.sheet()[0] == "Alta (R05) · a case of the study"
        assert "alone covers Nord · Små" in at.sheet()
        await at.press("down")
        assert "! does not fit: F1: Ja eller delvis" in at.sheet()
        await at.press("enter", "enter")
        assert at.app.current_mode == "code"


@pytest.mark.parametrize("size", SIZES)
async def test_every_line_of_a_long_question_can_be_reached(tmp_path: Path, size: tuple[int, int]) -> None:
    options = ", ".join(f"{{id: o{n}, label: {{nb: Svar nummer {n}}}}}" for n in range(60))
    long = f"questions:\n  - {{id: L, type: single, text: {{nb: {'Lang ' * 60}}}, options: [{options}]}}\n"
    rows = "respondent,L\n" + "".join(f"R{n},o{n}\n" for n in range(60))
    files = {"survey/questions.yaml": long, "survey/responses.csv": rows, "survey/published.yaml": None}
    files["survey/population.yaml"] = None
    async with desk(tmp_path / "study", size, files=files) as at:
        assert at.sheet()[0].startswith("L Lang Lang")
        await at.press("enter", *["down"] * 59)
        assert at.row("Svar nummer 59").split()[-1] == "60"
        assert at.detail().startswith("Svar nummer 59: 1 of 60")
        await at.press("home")
        assert at.sheet()[0].startswith("L Lang Lang")
        await at.press("pagedown", "pagedown", "end")
        assert at.detail().startswith("Svar nummer 59")


# what is not there, or cannot be read


async def test_a_study_without_a_survey_says_so(tmp_path: Path) -> None:
    files = dict.fromkeys((name for name in FILES if name.startswith("survey/")), None)
    async with desk(tmp_path / "study", files=files) as at:
        assert " ".join(at.list()).startswith("No survey in this study: survey/questions.yaml")
        await at.press("b", "p", "slash", "g", "enter", "2", "3", "4", "f", "w")
        assert at.list()[0].startswith("No survey in this study")
        await at.press("f2")
        assert at.app.current_mode == "code"


async def test_questions_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", files={"survey/questions.yaml": "questions: [\n"}) as at:
        assert " ".join(at.list()).startswith("survey/questions.yaml:")


@pytest.mark.parametrize(
    ("file", "content", "view", "still"),
    [
        ("survey/responses.csv", "nr,nr\nR1,R1\n", "1", "F1"),
        ("survey/population.yaml", "tables: [\n", "1", "Ja "),
        ("survey/published.yaml", "figures: [\n", "2", "Nord"),
    ],
)
async def test_one_broken_file_is_named_and_the_rest_works(
    tmp_path: Path, file: str, content: str, view: str, still: str
) -> None:
    async with desk(tmp_path / "study", files={file: content}) as at:
        await at.press(view)
        wrong = str(at.screen.query_one("#wrong").render())
        assert wrong.startswith(f"! {file}")
        assert at.row(still)


async def test_a_broken_file_does_not_hide_why_a_view_is_empty(tmp_path: Path) -> None:
    async with desk(tmp_path / "study", files={"survey/population.yaml": "tables: [\n"}) as at:
        await at.press("2")
        assert " ".join(at.sheet()).startswith("survey/population.yaml:2")
        await at.press("4")
        assert "Alta (R05) · a case of the study" in at.sheet()


async def test_answers_that_no_question_knows_are_told(tmp_path: Path) -> None:
    rows = answers()
    rows[3]["F1"] = "kanskje"
    async with desk(tmp_path / "study", files={"survey/responses.csv": csv_text(rows)}) as at:
        wrong = str(at.screen.query_one("#wrong").render())
        assert "kanskje" in wrong
        assert "survey/responses.csv" in wrong
        assert at.row("Ja ").split()[-1] == "39"


async def test_a_question_that_the_responses_do_not_have(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.at("F7")
        assert "The responses have no answers to F7." in at.sheet()


async def test_changes_on_disk_are_read_again(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        rows = answers()
        for row in rows:
            row["F1"] = "nei"
        put(at.folder, "survey/responses.csv", csv_text(rows))
        at.screen.look_at_disk()
        await at.settled()
        assert at.row("Nei").split()[-3] == "100%"
        await at.press("f2")
        put(at.folder, "survey/questions.yaml", QUESTIONS.replace("{nb: Nei}", "{nb: Slett ikke}"))
        await at.press("f5")
        assert at.row("Slett ikke").split()[-3] == "100%"


async def test_one_comes_back_to_where_one_was(tmp_path: Path) -> None:
    async with desk(tmp_path / "study") as at:
        await at.by("sted")
        await at.at("F3")
        await at.press("p", "ctrl+q")
    async with desk(tmp_path / "study") as at:
        assert at.screen.entry == "F3"
        assert "by Sted · published" in at.text().split("\n")[1]


def test_the_screen_brings_neither_tables_nor_statistics_along(tmp_path: Path) -> None:
    program = "import sys, crosscase.tui.survey.screen; print(*{'numpy','pandas','scipy','statsmodels'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


async def test_the_questions_are_there_before_the_answers(tmp_path: Path) -> None:
    from crosscase.study.opening import open_folder
    from crosscase.tui.survey.reading import read_questions

    survey = read_questions(open_folder(small_study(tmp_path / "study"), ""))
    assert survey.questionnaire is not None
    assert list(survey.questionnaire.questions)[:2] == ["F1", "F2"]
    assert not survey.whole
