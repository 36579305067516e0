"""Figures as somebody sees them: what is written, how long bars are, whether they can be told apart and read."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from itertools import pairwise

import matplotlib
import numpy as np
import pytest
from figure_reading import complaints, pixels, placed, runs_of_color, said, svg_texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from crosscase.documents.values import Figure
from crosscase.reports.figures.alt import alt_of
from crosscase.reports.figures.breakdown import draw_breakdown
from crosscase.reports.figures.deviation import draw_deviations
from crosscase.reports.figures.drawing import Box, Drawing, picture
from crosscase.reports.figures.layout import wrapped
from crosscase.reports.figures.palette import MOST, NOMINAL, lightness, scale
from crosscase.reports.figures.ranked import draw_ranked
from crosscase.reports.figures.stacked import draw_stacked, looks_of
from crosscase.reports.figures.survey_figures import drawn
from crosscase.reports.figures.values import (
    Answer,
    Breakdown,
    Deviation,
    Deviations,
    Estimate,
    Frame,
    Panel,
    Ranked,
    Stack,
    Stacked,
)
from crosscase.study.problems import StudyError

LONG = "Mobbing/diskriminering på fritidsarenaer for barn og unge i hele fylket"
WORD = "Menneskerettighetsorganisasjonsmedlemskapskontingentinnkrevingsutvalget"
NOTES = ("n = 88 kommuner.", "Kommunene svarte av seg selv. " * 6, "Kilde: SSB.")
SCALE = tuple(
    Answer(label, label == "Vet ikke")
    for label in ("Svært stor grad", "Ganske stor grad", "I noen grad", "I liten grad", "Ikke", "Vet ikke")
)


def stack(label: str, *counts: int) -> Stack:
    base = sum(counts)
    shown = tuple(f"{(200 * count + base) // (2 * base)}\N{NO-BREAK SPACE}%" for count in counts)
    return Stack(label, tuple(count / base for count in counts), shown)


def estimate(
    label: str, share: float, half: float = 0.1, *, weak: bool = False, apart: bool = False
) -> Estimate:
    shown = f"{share * 100:.0f}\N{NO-BREAK SPACE}%"
    return Estimate(label, share, shown, max(0.0, share - half), min(1.0, share + half), weak, apart)


ONE = Stacked(SCALE, (stack("", 7, 29, 44, 8, 0, 0),), "falling")
GRID = Stacked(
    SCALE,
    (stack("Personer med innvandrerbakgrunn", 7, 30, 37, 10, 1, 3), stack("Samer", 6, 9, 12, 23, 19, 19),
     Stack("Nasjonale minoriteter", (), ())),
    "falling",
)  # fmt: skip
RANKED = Ranked(
    (estimate("Hatefulle ytringer", 0.65), estimate(LONG, 0.43), estimate("Annet", 0.23),
     Estimate("Ikke spurt", None, ""), estimate("Vet ikke", 0.03, apart=True))
)  # fmt: skip
GROUPS = (
    estimate("Alle (n = 40)", 0.65, apart=True), estimate("Sentrale (n = 8)*", 0.88, weak=True),
    dataclasses.replace(estimate("Minst sentrale (n = 32)", 0.2), differs=-1), Estimate("Oslo (n = 0)*", None, ""),
)  # fmt: skip
BROKEN = Breakdown((Panel("Hatefulle ytringer", GROUPS), Panel(LONG, GROUPS)))
DEVIATIONS = Deviations(
    (Deviation("Rogaland", -5.3, "−5,3", "6,5 %", "1,1 %"), Deviation("Møre og Romsdal", 4.1, "+4,1", "7,3 %", "11,4 %"),
     Deviation("Oslo", 0.0, "0,0", "1,0 %", "1,0 %")),
    "Populasjon (N = 356)",
    "Svar (n = 88)",
)  # fmt: skip
FRAGMENTS = [
    "=1+1", "<script>alert(1)</script>", "</text></svg>", "&amp;", "&#x3c;", "]]>", "<!--", "-->", "$x$", "\\frac{1}{2}", "_x^2",
    '" onload="x', "'", "\\", "%", "\x00", "\x1b[2J", "\x85", "\ud800", "\u202e", "\ufffe", "\ufeff", "\r\n", "\u2028", "\x0c",
    "\xad", "\xa0", "æøå", "日本", "👩‍👩‍👧", "e\u0301", "\U0010ffff", "ord ", "a/b-c",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=5).map("".join)
CHARTS = {"one": ONE, "grid": GRID, "ranked": RANKED, "breakdown": BROKEN, "deviations": DEVIATIONS}


def layout(chart: object, frame: Frame) -> Drawing:
    if isinstance(chart, Stacked):
        return draw_stacked(chart, frame)
    if isinstance(chart, Ranked):
        return draw_ranked(chart, frame)
    if isinstance(chart, Breakdown):
        return draw_breakdown(chart, frame)
    assert isinstance(chart, Deviations)
    return draw_deviations(chart, frame)


def shown(chart: object, **frame: object) -> Figure:
    return drawn(chart, Frame(**{"title": "Hvor stor grad?", "notes": NOTES, **frame}))  # type: ignore[arg-type]


def relabelled(chart: object, label: str) -> object:
    """The chart with one label everywhere: on rows, answers, panels."""
    if isinstance(chart, Stacked):
        stacks = tuple(dataclasses.replace(each, label=each.label and label) for each in chart.stacks)
        answers = tuple(dataclasses.replace(each, label=label) for each in chart.answers)
        return dataclasses.replace(chart, stacks=stacks, answers=answers)
    if isinstance(chart, Ranked):
        return Ranked(tuple(dataclasses.replace(each, label=label) for each in chart.bars))
    if isinstance(chart, Breakdown):
        points = tuple(dataclasses.replace(each, label=label) for each in GROUPS)
        return Breakdown((Panel(label, points), Panel(label, points)))
    assert isinstance(chart, Deviations)
    groups = tuple(dataclasses.replace(each, label=label) for each in chart.groups)
    return Deviations(groups, label, label)


# nothing is cut off, nothing runs into something else


@pytest.mark.parametrize("width", [8, 16, 40])
@pytest.mark.parametrize("label", ["", LONG, WORD, "a-b/c", "Å" * 60])
@pytest.mark.parametrize("name", CHARTS)
def test_words_of_any_length_are_wrapped_inside_the_figure_and_apart_from_each_other(
    name: str, label: str, width: float
) -> None:
    chart = relabelled(CHARTS[name], label) if label else CHARTS[name]
    for language in ("nb", "en"):
        drawing = layout(chart, Frame(label or "Tittel", NOTES, language, width))
        assert complaints(drawing) == []
        assert drawing.width == pytest.approx(width / 2.54 * 72)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(list(CHARTS)))
def test_hostile_labels_are_shown_as_text_and_stay_inside(label: str, name: str) -> None:
    chart = relabelled(CHARTS[name], label)
    drawing = layout(chart, Frame(label, (label,), "nb", 12))
    assert [each for each in complaints(drawing) if each.startswith("cut off")] == []
    figure = picture(drawing, title=label, alt=alt_of(chart, label, "nb"))  # type: ignore[arg-type]
    root = etree.fromstring(figure.svg.encode())
    names = {etree.QName(element).localname for element in root.iter(tag=etree.Element)}
    assert names <= {"svg", "title", "metadata", "RDF", "Work", "description", "defs", "style", "g", "path", "text",
                     "use", "clipPath", "rect", "pattern"}  # fmt: skip


def test_markup_and_mathematics_in_a_label_are_text() -> None:
    label = "<script>alert(1)</script> $x^2$ &amp; \\frac"
    figure = shown(Ranked((estimate(label, 0.5),)), title=label, width=40)
    assert "<script" not in figure.svg
    assert svg_texts(figure.svg).count(label) == 2  # title and label
    assert label in figure.alt


def test_control_characters_become_signs() -> None:
    figure = shown(Ranked((estimate("a\x1b[2J\x00b\nc\u202ed", 0.5),)))
    assert "a␛[2J␀b c\\u202ed" in said(figure.svg)


def test_a_word_longer_than_the_room_is_cut_with_hyphens_and_loses_nothing() -> None:
    lines = wrapped(WORD, 8.5, 80)
    assert len(lines) > 2
    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(line.removesuffix("-") for line in lines) == WORD


def test_lines_break_at_blanks_slashes_and_hyphens() -> None:
    assert wrapped("Mobbing/diskriminering blant ikke-medlemmer", 8.5, 75) == (
        "Mobbing/", "diskriminering", "blant ikke-", "medlemmer",
    )  # fmt: skip


# what is written


def test_one_bar_says_its_percents_inside_where_there_is_room_and_all_of_them_in_the_legend() -> None:
    lines = [line.replace("\xa0", " ") for line in svg_texts(shown(ONE).svg)]
    assert [line for line in lines if re.fullmatch(r"\d+ %", line)] == ["8 %", "33 %", "50 %", "9 %"]
    assert "Ikke: 0 %" in lines
    assert "Vet ikke: 0 %" in lines
    narrow = [line.replace("\xa0", " ") for line in svg_texts(shown(ONE, width=8).svg)]
    assert "8 %" not in narrow
    assert "Svært stor grad: 8 %" in narrow


def test_a_grid_has_a_bar_a_row_and_says_what_the_numbers_are_where_signs_have_no_room() -> None:
    lines = svg_texts(shown(GRID).svg)
    assert "Samer" in lines
    assert "ingen svar" in lines
    written = said(shown(GRID).svg)
    assert "Tallene i søylene er prosent." in written
    assert "no answers" in said(shown(GRID, language="en").svg)
    assert [line for line in lines if re.fullmatch(r"\d+", line)] == [
        "8",
        "34",
        "42",
        "11",
        "7",
        "10",
        "14",
        "26",
        "22",
        "22",
    ]
    assert "Andeler som det ikke er plass til, står uten tall." in written  # 1 % and 3 %
    wide = svg_texts(shown(GRID, width=40).svg)
    assert "8\xa0%" in wide
    assert "Tallene i søylene er prosent." not in wide


def test_axes_are_in_the_language_of_the_figure() -> None:
    assert "20\xa0%" in svg_texts(shown(RANKED).svg)
    assert "20%" in svg_texts(shown(RANKED, language="en").svg)
    assert "prosentpoeng" in svg_texts(shown(DEVIATIONS).svg)
    assert "percentage points" in svg_texts(shown(DEVIATIONS, language="en").svg)


def test_everything_the_figure_says_in_numbers_is_in_its_alternative_text() -> None:
    for chart in CHARTS.values():
        figure = shown(chart)
        numbers = {line for line in svg_texts(figure.svg) if re.fullmatch(r"[+−]?\d+(,\d)?\s?%?", line)}
        if isinstance(chart, Deviations):
            numbers = {number for number in numbers if "," in number}
        elif not isinstance(chart, Stacked):
            numbers = {each.shown for each in GROUPS if each.shown} if isinstance(chart, Breakdown) else {
                each.shown for each in RANKED.bars if each.shown}  # fmt: skip
        else:
            numbers = {shown for each in chart.stacks for shown in each.shown}
        assert numbers
        assert [number for number in numbers if number not in figure.alt] == []
        assert figure.alt.startswith("Hvor stor grad? ")


def test_the_picture_carries_its_title_and_what_it_shows_for_those_who_cannot_see_it() -> None:
    figure = shown(RANKED)
    root = etree.fromstring(figure.svg.encode())
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Hvor stor grad?"
    assert figure.alt.split(",")[0] in root.findtext(".//{http://purl.org/dc/elements/1.1/}description")
    assert figure.caption == "Hvor stor grad?"


def test_a_figure_without_a_title_keeps_its_caption() -> None:
    figure = drawn(RANKED, Frame("Hvor?", NOTES), titled=False)
    assert "Hvor?" not in svg_texts(figure.svg)
    assert figure.caption == "Hvor?"


def test_text_in_an_svg_is_text_in_a_font_with_a_fallback() -> None:
    svg = shown(RANKED).svg
    assert "'DejaVu Sans', 'Verdana', 'Arial', sans-serif" in svg
    assert svg.startswith("<svg")
    assert re.findall("https?://[^\"]*", svg) == [
        "http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg", "http://purl.org/dc/elements/1.1/",
        "http://creativecommons.org/ns#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    ]  # fmt: skip  # names of what it is made of; nothing is loaded


# lengths


def test_parts_of_a_bar_are_as_long_as_their_shares() -> None:
    image = pixels(shown(ONE).png)
    drawing = layout(ONE, Frame("Hvor stor grad?", NOTES))
    bar = next(mark for mark in drawing.marks if isinstance(mark, Box) and mark.fill == "none")
    row = image[round((bar.y + 3) * image.shape[1] / drawing.width)]  # above its numbers
    found = dict(runs_of_color(row, 20))
    colors = [tuple(int(look.fill[at : at + 2], 16) for at in (1, 3, 5)) for look in looks_of(ONE)]
    lengths = np.array([found[color] for color in colors[:4]])
    assert lengths / lengths.sum() == pytest.approx(np.array([7, 29, 44, 8]) / 88, abs=0.005)


def test_whiskers_end_where_the_interval_ends() -> None:
    chart = Ranked((Estimate("a", 0.5, "50 %", 0.25, 0.75),))
    drawing = draw_ranked(chart, Frame())
    ticks = {
        each.text: (each.left + each.right) / 2 for each in placed(drawing) if each.text.endswith("\xa0%")
    }
    at = {int(text.split("\xa0")[0]): x for text, x in ticks.items()}
    per_point = (at[80] - at[0]) / 80
    image = pixels(drawn(chart, Frame()).png, "L")
    scale_up = image.shape[1] / drawing.width
    row = image[round((placed(drawing)[0].top + placed(drawing)[0].bottom) / 2 * scale_up)]
    dark = np.flatnonzero(row < 60) / scale_up
    whisker = dark[(dark > at[0] + 10 * per_point) & (dark < at[80] - 2 * per_point)]
    assert (whisker.min() - at[0]) / per_point == pytest.approx(25, abs=0.6)
    assert (whisker.max() - at[0]) / per_point == pytest.approx(75, abs=6)  # the printed number follows it


def test_bars_of_a_deviation_go_left_for_less_and_right_for_more() -> None:
    drawing = draw_deviations(DEVIATIONS, Frame())
    zero = next(each for each in placed(drawing) if each.text == "0")
    middle = (zero.left + zero.right) / 2
    where = {each.text: each for each in placed(drawing)}
    assert where["−5,3"].right < middle < where["+4,1"].left
    bars = [mark for mark in drawing.marks if isinstance(mark, Box) and mark.edge and mark.width > 1]
    less, more = bars
    assert (less.x + less.width, more.x) == pytest.approx((middle, middle), abs=0.3)
    assert less.width / more.width == pytest.approx(5.3 / 4.1)


# colours


def machado(color: str, matrix: list[list[float]]) -> np.ndarray:
    """CIE L*a*b* of a colour as somebody with a colour vision deficiency sees it."""
    parts = np.array([int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(matrix) @ linear, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = (to_xyz @ seen) / np.array([0.9505, 1.0, 1.089])
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


# Machado, Oliveira and Fernandes (2009), severity 1
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


@pytest.mark.parametrize("sight", DEFICIENCIES)
@pytest.mark.parametrize("order", ["falling", ""])
def test_neighbours_in_a_bar_can_be_told_apart_by_everybody(order: str, sight: str) -> None:
    for number in range(2, MOST + 1):
        answers = (*(Answer(str(each)) for each in range(number)), Answer("Vet ikke", True))
        looks = looks_of(Stacked(answers, (), order))
        seen = [machado(look.fill, DEFICIENCIES[sight]) for look in looks]
        assert min(np.linalg.norm(first - second) for first, second in pairwise(seen)) > 8


@pytest.mark.parametrize("order", ["falling", "rising", ""])
def test_neighbours_in_a_bar_differ_on_a_black_and_white_print(order: str) -> None:
    for number in range(2, MOST + 1):
        answers = (*(Answer(f"s{each}") for each in range(number)), Answer("Vet ikke", True))
        chart = Stacked(answers, (stack("", *([10] * len(answers))),), order)
        drawing = draw_stacked(chart, Frame())
        parts = [mark for mark in drawing.marks if isinstance(mark, Box) and mark.height > 20 and mark.edge][
            :-1
        ]
        image = pixels(drawn(chart, Frame()).png, "L")
        up = image.shape[1] / drawing.width
        greys = []
        for part in parts:
            area = image[
                round((part.y + 2) * up) : round((part.y + part.height - 2) * up),
                round((part.x + 2) * up) : round((part.x + part.width - 2) * up),
            ]
            greys.append(float(np.median(area)))
        assert len(greys) == len(answers)
        assert min(abs(first - second) for first, second in pairwise(greys)) > 12


def test_a_scale_goes_from_dark_where_it_is_most() -> None:
    falling = [lightness(look.fill) for look in looks_of(ONE)[:5]]
    rising = [lightness(look.fill) for look in looks_of(dataclasses.replace(ONE, order="rising"))[:5]]
    assert falling == sorted(falling)
    assert rising == falling[::-1]


def test_answers_that_are_no_scale_have_patterns_beside_their_colours() -> None:
    looks = looks_of(Stacked(tuple(Answer(str(each)) for each in range(MOST)), ()))
    assert [look.fill for look in looks] == list(NOMINAL)
    near = [
        (first, second)
        for first in looks
        for second in looks
        if first is not second and abs(lightness(first.fill) - lightness(second.fill)) < 6
    ]
    assert [pair for pair in near if pair[0].hatch == pair[1].hatch] == []


@given(st.integers(1, MOST))
def test_lightness_of_a_scale_rises_in_even_steps(number: int) -> None:
    steps = np.diff([lightness(color) for color in scale(number)])
    assert len(steps) == number - 1
    assert all(step == pytest.approx(67 / (number - 1), abs=1.5) for step in steps)


# odd charts


def test_one_answer_alone_is_a_whole_bar() -> None:
    figure = shown(Stacked((Answer("Ja"),), (stack("", 5),), "falling"))
    assert "100\xa0%" in svg_texts(figure.svg)
    assert complaints(draw_stacked(Stacked((Answer("Ja"),), (stack("", 5),)), Frame())) == []


def test_twenty_five_answers_make_ranked_bars_but_no_divided_one() -> None:
    bars = Ranked(tuple(estimate(f"{LONG} {number}", 0.9 - number / 30) for number in range(25)))
    assert complaints(draw_ranked(bars, Frame("Tittel", NOTES))) == []
    many = Stacked(tuple(Answer(str(each)) for each in range(25)), (stack("", *range(1, 26)),))
    with pytest.raises(StudyError, match=r"^25 answers are too many .*; take --kind ranked$"):
        draw_stacked(many, Frame())


def test_a_figure_that_nobody_answered_says_so() -> None:
    assert "ingen svar" in said(shown(Stacked(SCALE, (Stack("", (), ()),), "falling")).svg)
    assert "ingen svar" in said(shown(Ranked((Estimate("Ja", None, ""),))).svg)
    empty = shown(Breakdown((Panel("Ja", (Estimate("Alle (n = 0)*", None, ""),)),)))
    assert "ingen svar" in said(empty.svg)
    assert "ingen svar" in empty.alt


def test_a_deviation_of_nought_everywhere_is_drawn() -> None:
    chart = Deviations((Deviation("Oslo", 0.0, "0,0", "1 %", "1 %"),), "Populasjon", "Svar")
    assert complaints(draw_deviations(chart, Frame())) == []


# the same bytes


def test_the_same_figure_gives_the_same_bytes_whatever_the_machine_has_set() -> None:
    first = shown(BROKEN)
    before = dict(matplotlib.rcParams)
    with matplotlib.rc_context(
        {"savefig.bbox": "tight", "text.usetex": True, "svg.fonttype": "path", "font.size": 30}
    ):
        second = shown(BROKEN)
    assert first == second
    assert dict(matplotlib.rcParams) == before


def test_a_png_says_nothing_of_the_day_or_the_program() -> None:
    png = shown(ONE).png
    assert b"Software" not in png
    assert b"matplotlib" not in png.lower()
    assert b"Date" not in png
    assert "atplotlib" not in shown(ONE).svg
    assert "date" not in shown(ONE).svg


def test_no_window_system_is_touched_and_no_warning_given() -> None:
    code = (
        "import sys\n"
        "from crosscase.reports.figures.survey_figures import drawn\n"
        "from crosscase.reports.figures.values import Estimate, Frame, Ranked\n"
        "drawn(Ranked((Estimate('日本 \U0001f469', 0.5, '50 %'),)), Frame('x'))\n"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
