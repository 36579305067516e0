"""Figures of a study's synthesis: their numbers against codings counted by hand, their notes, and what cannot be drawn."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest
from figure_reading import said, svg_texts
from hypothesis import given
from hypothesis import strategies as st

from crosscase.documents.pictures import PictureForm, write_picture
from crosscase.reports.figures.matrix_chart import heat_map_of, legend_of
from crosscase.reports.figures.relations_chart import pairs_of
from crosscase.reports.figures.synthesis_figures import (
    co_occurrence_figure,
    heat_map_figure,
    joint_figure,
    saturation_figure,
)
from crosscase.study.folder import Study
from crosscase.study.name_gate import open_gate
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.synthesis.axes import Axis, AxisGroup
from crosscase.synthesis.codetree import tree_of_paths
from crosscase.synthesis.cooccurrence import cooccurrence
from crosscase.synthesis.frame import Frame
from crosscase.synthesis.heat import STEPS, step_of
from crosscase.synthesis.joint import joint
from crosscase.synthesis.matrices import Matrix, matrix
from crosscase.synthesis.saturation import saturation
from joints import MONEY, SCHOOL, TIME, joint_study
from studies import BODY, Coded, make_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Nobody writes into it."""
    return open_folder(joint_study(tmp_path_factory.mktemp("figures") / "study"))


def fifty(count: int, name: str) -> str:
    """A codebook of so many codes at the top."""
    codes = (
        f'  - {{id: c{number:09}, code: {name}{number}, name: "Kode {number}"}}\n' for number in range(count)
    )
    return "codes:\n" + "".join(codes)


# matrix


def test_a_matrix_is_drawn_with_names_in_the_language_and_numbers_as_coded(study: Study) -> None:
    found = matrix(study)
    chart = heat_map_of(found, "nb")
    assert [line.label for line in chart.rows] == ["Alta", "Bodø", "Skien", "Vadsø"]
    assert [(line.label, line.above) for line in chart.columns] == [
        ("Barrierer", ()), ("Tid", ("Barrierer",)), ("Penger", ("Barrierer",)), ("Skole", ()), ("Pådrivere", ()),
    ]  # fmt: skip
    # koder-a counts: two codings in Alta, and the open answers of R01 (Alta) and R02 (Skien); R09 is no case
    assert chart.shown == (("3", "2", "1", "1", ""), ("",) * 5, ("1", "", "1", "1", ""), ("",) * 5)
    assert [line.total for line in chart.rows] == ["4", "", "2", ""]
    assert [line.total for line in chart.columns] == ["4", "2", "2", "2", ""]
    assert chart.overall == "6"
    english = heat_map_figure(found, "en")
    assert {"Barriers", "Time", "in all", "Number of codings"} <= set(svg_texts(english.svg))
    told = said(english.svg)
    assert "Counted are the codings of Koder-A" in told
    assert "1 of the codings is in none of the groups." in told
    assert english.caption == "Codings: codes by case"
    assert "Alta: Barriers 3, Barriers › Time 2, Barriers › Money 1, School 1." in english.alt


def test_codes_can_be_rows_and_cases_stand_under_what_they_are_grouped_by(tmp_path: Path) -> None:
    files = {"cases/alta.yaml": 'name: "Alta"\nattributes: {landsdel: nord}\n'}
    found = matrix(open_folder(joint_study(tmp_path / "study", files=files)), group_by="landsdel")
    chart = heat_map_of(found, "nb", transpose=True)
    assert [line.label for line in chart.rows][:2] == ["Barrierer", "Tid"]
    assert [(line.label, line.above) for line in chart.columns] == [
        ("Alta", ("nord",)), ("Bodø", ("Uten verdi",)), ("Skien", ("Uten verdi",)), ("Vadsø", ("Uten verdi",)),
    ]  # fmt: skip
    assert chart.shown[0] == ("2", "", "1", "")  # Alta has no respondent in this study


def test_coverage_is_drawn_in_percent_and_presence_as_one(study: Study, tmp_path: Path) -> None:
    chart = heat_map_of(matrix(study, cell="coverage"), "en")
    words = [len(text.split()) for text in (TIME, MONEY, SCHOOL)]
    own = len(["Vi", "mangler", "tid."])  # of R01
    share = 100 * (words[0] + words[1] + own) / (sum(words) + own)
    assert float(chart.shown[0][0]) == pytest.approx(share, abs=0.06)
    assert chart.unit == "Percent of informants' words"
    one = open_folder(
        make_study(tmp_path / "one", sources={"alta/fokusgruppe": BODY})
    )  # nobody speaks in Skien
    assert heat_map_of(matrix(one, cell="coverage"), "nb").shown[1] == ("\N{NO-BREAK SPACE}",) * 5
    present = heat_map_of(matrix(study, cell="presence"), "en")
    assert present.shown[0] == ("1", "1", "1", "1", "")
    assert [label for label in present.legend if label] == ["1: there"]


@given(st.lists(st.integers(1, 30) | st.integers(1, 10_000), min_size=1, max_size=60))
def test_every_count_stands_under_its_shade_in_the_legend(counts: list[int]) -> None:
    chart = heat_map_of(matrix_of_counts(counts), "nb")
    for value, step in zip(counts, chart.steps[0], strict=True):
        low, _, high = chart.legend[step - 1].partition("–")
        assert int(low) <= value <= int(high or low)


def matrix_of_counts(counts: list[int]) -> Matrix:
    """A matrix of one group with these counts, made of columns alone."""
    size, values = len(counts), np.array([counts])
    tree = tree_of_paths([f"c{number}" for number in range(size)])
    none = np.zeros(0, np.int64)
    frame = Frame(tree, (), (), none, none, none, none, none, none.astype(bool), none)
    axis = Axis("case", (AxisGroup("a", "A"),), none, none, none, 0)
    return Matrix(
        frame, axis, None, np.arange(size), "count", True, values, values.sum(axis=1), values.sum(axis=0),
        int(values.sum()), 0, 0,
    )  # fmt: skip


def test_a_matrix_too_large_to_be_read_is_refused_in_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    many = open_folder(make_study(tmp_path / "codes", codebook=fifty(61, "k"), codings={}))
    with pytest.raises(
        StudyError, match=r"^61 codes are too many for one figure \(60 can be read\); .*--codes.*--depth 1$"
    ):
        heat_map_figure(matrix(many), "nb")
    cases = {f"k{number}": f"Kommune {number}" for number in range(41)}
    wide = open_folder(make_study(tmp_path / "cases", cases=cases, sources={}, fronts={}, codings={}))
    with pytest.raises(StudyError, match=r"^41 groups are too many for one figure \(40 can be read\); "):
        heat_map_figure(matrix(wide), "nb")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_study_with_nothing_in_it_still_has_figures(tmp_path: Path, language: str) -> None:
    bare = open_folder(
        make_study(tmp_path / "bare", codebook="", cases={}, sources={}, fronts={}, codings={})
    )
    figures = [
        heat_map_figure(matrix(bare), language),
        co_occurrence_figure(cooccurrence(bare), language, study=bare),
        saturation_figure(saturation(bare), language, study=bare),
    ]
    nothing = {"nb": ["ingenting å vise", "forekommer sammen", "er kodet"],
               "en": ["nothing to show", "occur together", "are coded"]}  # fmt: skip
    for figure, words in zip(figures, nothing[language], strict=True):
        assert words in said(figure.svg)
        assert words in figure.alt
    uncoded = open_folder(make_study(tmp_path / "uncoded", codings={}))
    assert svg_texts(heat_map_figure(matrix(uncoded), language).svg).count("·") == 2 * 5 + 1  # cells, legend


# codes that occur together, and saturation


OVER = {
    ("alta/gruppe", "koder-a"): [
        Coded("barriers/time", TIME), Coded("school", TIME), Coded("drivers", TIME[:6]), Coded("school", SCHOOL),
    ]
}  # fmt: skip


def test_codes_that_occur_together_have_their_pairs_and_coefficient(tmp_path: Path) -> None:
    found = cooccurrence(over := open_folder(joint_study(tmp_path / "study", codings=OVER)))
    chart = pairs_of(found, "nb", over, "c")
    assert chart.codes == ("Tid (1)", "Skole (2)", "Pådrivere (1)")
    assert chart.counts == ((), ("1",), ("1", "1"))
    # pairs / (codings of the one + of the other - pairs)
    assert chart.strengths == ((), ("0,50",), ("1,00", "0,50"))
    jaccard = pairs_of(found, "en", over, "jaccard")
    words = {name: len(text.split()) for name, text in (("time", TIME), ("school", SCHOOL))}
    shared = words["time"] / (words["time"] + words["school"])
    assert float(jaccard.strengths[1][0]) == pytest.approx(shared, abs=0.006)
    told = said(co_occurrence_figure(found, "nb", study=over).svg)
    assert "Par: to kodinger som har minst ett tegn felles." in told
    assert "Kodingene til Koder-A" in told


def test_codes_that_lie_within_others_have_both_directions_and_no_c(tmp_path: Path) -> None:
    over = open_folder(joint_study(tmp_path / "study", codings=OVER))
    chart = pairs_of(cooccurrence(over, "inside"), "nb", over, "c")
    # the first words of the turn lie within both others, which are the same words
    assert chart.counts == ((), ("1+1",), ("1+0", "1+0"))
    assert "Jaccard" in chart.unit


def test_more_codes_that_occur_together_than_can_be_read_are_refused(tmp_path: Path) -> None:
    codings = {("alta/gruppe", "koder-a"): [Coded(f"k{number}", TIME) for number in range(41)]}
    files = {"codebook/codebook.yaml": fifty(41, "k")}
    many = open_folder(joint_study(tmp_path / "study", codings=codings, files=files))
    with pytest.raises(
        StudyError, match=r"^41 codes that occur together are too many .*--codes.*--depth 1 --below$"
    ):
        co_occurrence_figure(cooccurrence(many), "nb", study=many)
    few = cooccurrence(many, codes=[f"k{number}" for number in range(40)])
    assert len(svg_texts(co_occurrence_figure(few, "nb", study=many).svg)) > 40 * 39


def test_saturation_names_the_interviews_and_says_how_little_it_proves(study: Study) -> None:
    figure = saturation_figure(saturation(study), "nb", study=study)
    # koder-a has coded two groups: three codes in the first, and none but one of these in the second
    assert "1. alta/gruppe: 3 koder funnet, 3 nye" in figure.alt
    assert "2. skien/gruppe: 3 koder funnet, 0 nye" in figure.alt
    told = said(figure.svg)
    assert "2 kilder beviser lite" in told
    assert "Ikke kodet, og ikke med: bodo/" in told


# joint displays


def test_a_joint_display_is_drawn_with_what_was_said_and_what_was_counted(study: Study) -> None:
    figure = joint_figure(joint(study, "T1"), "nb")
    texts = [text.replace("\xa0", " ") for text in svg_texts(figure.svg)]
    assert {"T1 · Vilkår", "Tid og penger mangler.", "Funnet i 2 av 4 caser", "Begge sier det."} <= set(texts)
    assert "3 sitater, 1 mot" in texts  # Alta: two in the group, one written
    assert "1 sitat, 1 mot" in texts  # Skien
    # 19 of 40 have no time, as the reversed item says, 17 of 20 in the north, which says it all of the south as well
    counted = [text for text in texts if re.fullmatch(r"(▲ |▼ )?\d+ %\*?", text)]
    assert counted == ["48 %", "▲ 85 %*", "95 %*", "0 %", "50 %", "100 %"]
    told = said(figure.svg)
    for words in ("Relasjon: samsvarer (avgjort av koder-a 2021-12-20)", "Det regelen foreslår", "Regelen foreslår",
                  "Kodingene til Koder-A", "95 % konfidensintervaller",
                  "Tause, uten eget svar: Bodø og Vadsø."):  # fmt: skip
        assert words in told.replace("\xa0", " "), words


def test_words_without_consent_are_on_no_page_and_not_in_its_alternative_text(study: Study) -> None:
    for theme in ("T1", "T2", "T3"):
        figure = joint_figure(joint(study, theme), "nb")
        every = said(figure.svg) + figure.alt + figure.svg
        for words in (MONEY, SCHOOL):
            assert words[:25] not in every
    assert "[ikke samtykke: skal ikke gjengis]" in said(joint_figure(joint(study, "T1"), "nb").svg)
    assert "[no consent: not to be used]" in said(joint_figure(joint(study, "T1"), "en").svg)


def test_a_theme_beside_whole_questions_shows_the_strongest_answers(study: Study) -> None:
    texts = [text.replace("\xa0", " ") for text in svg_texts(joint_figure(joint(study, "T2"), "nb").svg)]
    assert "Møter: Ofte" in texts
    assert "100 %" in texts
    assert "Gjennomsnitt 20,5" in texts  # of 1 to 40
    assert any(text.startswith("Intervallene er 95 % konfidensintervaller") for text in texts)


def test_a_theme_beside_nothing_says_so(study: Study) -> None:
    told = said(joint_figure(joint(study, "T3"), "en").svg)
    assert "The theme is set beside nothing of the survey." in told
    assert "Relation: silent" in told


def test_a_theme_without_survey_or_with_items_that_are_gone_is_drawn_and_says_so(tmp_path: Path) -> None:
    bare = open_folder(joint_study(tmp_path / "bare", survey=False))
    assert "Det er ingen undersøkelse i studien" in said(joint_figure(joint(bare, "T1"), "nb").svg)
    gone = 'themes:\n  - {id: T1, sentence: "Noe.", codes: [barriers, nothing], survey: [F9.borte]}\n'
    other = open_folder(joint_study(tmp_path / "gone", themes=gone))
    assert "F9.borte" in (told := said(joint_figure(joint(other, "T1"), "nb").svg))
    assert "Finnes ikke i undersøkelsen." in told


def test_of_many_cases_the_first_stand_with_quotes_and_the_others_by_name(tmp_path: Path) -> None:
    cases = {f"k{number}": f"Kommune {number}" for number in range(14)}
    sources = {f"{case}/notat": TIME for case in cases}
    codings = {(source, "koder-a"): [Coded("barriers/capacity", TIME)] for source in sources}
    themes = 'themes:\n  - {id: T1, sentence: "Tid.", codes: [barriers]}\n'
    many = open_folder(
        make_study(
            tmp_path / "many",
            cases=cases,
            sources=sources,
            fronts={},
            codings=codings,
            files={"synthesis/themes.yaml": themes},
        )
    )
    told = said(joint_figure(joint(many, "T1"), "nb").svg)
    assert told.count(f"«{TIME}»") == 12
    names = [many.cases[case].name for case in many.cases]
    assert f"Støtter også: {names[12]} og {names[13]}." in told


# what all of them have


def test_a_figure_alone_says_what_must_be_said_with_everything_of_the_study(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study", notice="Alt er oppdiktet.")
    noted = open_folder(root)
    for make in (
        lambda **more: heat_map_figure(matrix(noted), "nb", **more),
        lambda **more: saturation_figure(saturation(noted), "nb", study=noted, **more),
        lambda **more: co_occurrence_figure(cooccurrence(noted), "nb", study=noted, **more),
    ):
        assert "Alt er oppdiktet." in said(make().svg)
        within = make(alone=False, titled=False)
        assert "Alt er oppdiktet." not in said(within.svg)
        assert within.caption not in svg_texts(within.svg)
        assert within.caption == make().caption


@pytest.mark.parametrize("form", PictureForm)
def test_a_name_of_the_roster_in_a_figure_is_not_handed_out_also_where_it_is_parted(
    tmp_path: Path, form: PictureForm
) -> None:
    name = "Maximiliankonstantinopolitanersonkristoffersen"
    files = {
        "private/roster.yaml": f'people:\n  - {{name: "{name}", as: "[Informant 2]"}}\n',
        "synthesis/themes.yaml": 'themes:\n  - {id: T1, sentence: "Tid.", codes: [barriers]}\n',
    }
    book = f'codes:\n  - {{id: c000000001, code: barriers, name: "Det {name} sa"}}\n  - {{id: c000000002, code: b, name: B}}\n'
    words = f"Ja, sa {name} til oss. " + "Og mer enn det. " * 9
    codings = {("alta/notat", "koder-a"): [Coded("barriers", words[:-1]), Coded("b", words[:9])]}
    root = make_study(
        tmp_path / "study",
        codebook=book,
        sources={"alta/notat": words},
        fronts={},
        codings=codings,
        files=files,
    )
    told = open_folder(root)
    drawn = [
        heat_map_figure(matrix(told), "nb"),
        co_occurrence_figure(cooccurrence(told), "nb", study=told),
        joint_figure(joint(told, "T1"), "nb"),
    ]
    for figure in drawn:
        with pytest.raises(StudyError, match=r"holds a name of the roster .*Informant 2"):
            write_picture(figure, form, gate=open_gate(root))
    assert all(name not in " ".join(svg_texts(figure.svg)) for figure in drawn[:1])  # it stands on two lines


@given(st.floats(1e-6, 1e6), st.integers(0, 2))
def test_a_legend_of_shares_has_a_range_for_each_step_and_joins_them(highest: float, decimals: int) -> None:
    legend = legend_of(highest, "en", decimals)
    assert len(legend) == STEPS
    ends = [float(part) for label in legend for part in label.removeprefix("up to ").split("–")]
    assert ends == sorted(ends)
    assert ends[-1] == pytest.approx(highest, abs=0.51 * 10**-decimals)
    assert step_of(highest, highest) == STEPS
    assert legend_of(0.0, "en", decimals) == () == legend_of(-math.inf, "en", decimals)
