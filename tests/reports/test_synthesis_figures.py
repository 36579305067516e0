"""Figures of a synthesis as somebody sees them: what stands where, whether it can be read, told apart and trusted."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from figure_reading import Placed, complaints, pixels, placed, svg_texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from test_survey_figures import DEFICIENCIES, LONG, NOTES, TEXTS, WORD, machado

from crosscase.reports.figures.co_occurrence import draw_pairs
from crosscase.reports.figures.drawing import Area, Box, Dot, Drawing, Line, Words, picture
from crosscase.reports.figures.fitting import within
from crosscase.reports.figures.heat_map import draw_heat_map
from crosscase.reports.figures.joint_page import draw_joint_page
from crosscase.reports.figures.palette import lightness
from crosscase.reports.figures.saturation_curve import draw_saturation
from crosscase.reports.figures.shading import fill_of, ink_of
from crosscase.reports.figures.synthesis_alt import heat_map_alt, joint_alt, pairs_alt, saturation_alt
from crosscase.reports.figures.synthesis_values import (
    HeatLine,
    HeatMap,
    JointCase,
    JointItem,
    JointPage,
    JointQuote,
    Pairs,
    Reached,
    SaturationCurve,
)
from crosscase.reports.figures.values import Estimate, Frame
from crosscase.synthesis.heat import SHADES

NAME_200 = f"{LONG} " * 3
HARD = "<b>&amp;</b> $x^2$ \N{FAMILY} \x1b[2J"
QUOTE = "Vi har ikke folk til det, og den ene som skal gjøre alt, har tre andre stillinger ved siden av. " * 3
LEGEND = ("1", "2–4", "5–10", "11–19", "20–30")
Relabel = Callable[[str], str]


def same(text: str) -> str:
    return text


def heat_map(rows: tuple[HeatLine, ...], columns: tuple[HeatLine, ...], numbers: list[list[int]]) -> HeatMap:
    """Numbers from 0 to 30, a shade for every six."""
    return HeatMap(
        rows,
        columns,
        tuple(tuple(str(number) if number else "" for number in row) for row in numbers),
        tuple(tuple(-(-number // 6) for number in row) for row in numbers),
        LEGEND,
        "Antall kodinger",
        "i alt",
        "I alt",
        "999",
    )


def cases_and_codes(relabel: Relabel = same, *, turned: bool = False) -> HeatMap:
    """Three cases in two groups by five codes on three levels; one group has no row of its own."""
    cases = tuple(
        HeatLine(relabel(name), (relabel(group),), "12")
        for name, group in (("Alta", "Nord"), ("Skien", "Sør"), ("Oslo", "Sør"))
    )
    challenges, hate = relabel("Utfordringer"), relabel("Hatefulle ytringer")
    codes = (
        HeatLine(challenges, (), "31"),
        HeatLine(hate, (challenges,), "14"),
        HeatLine(relabel("På nett"), (challenges, hate), "7"),
        HeatLine(relabel("Skole"), (challenges,), "8"),
        HeatLine(relabel("Tid"), (relabel("Barrierer"),), "101"),
    )
    numbers = [[21, 0, 2, 3, 30], [0, 0, 0, 0, 0], [7, 14, 5, 17, 29]]
    if turned:
        return heat_map(codes, cases, [list(column) for column in zip(*numbers, strict=True)])
    return heat_map(cases, codes, numbers)


def large(rows: int, columns: int) -> HeatMap:
    lines = tuple(HeatLine(f"Kommune nummer {row}", (), "170") for row in range(rows))
    codes = tuple(
        HeatLine(f"Kode med navn {code}", (f"Gruppe {code // 7}",), "60") for code in range(columns)
    )
    return heat_map(lines, codes, [[(row * 7 + code) % 31 for code in range(columns)] for row in range(rows)])


def pairs(names: list[str]) -> Pairs:
    count = [[(3 * row + column) % 4 for column in range(row)] for row in range(len(names))]
    return Pairs(
        tuple(names),
        tuple(tuple(str(each) if each else "" for each in row) for row in count),
        tuple(tuple(f"0,{each}2" if each else "" for each in row) for row in count),
        tuple(tuple(each and each + 2 for each in row) for row in count),
        ("til 0,1", "", "0,1–0,2", "0,2–0,3", "0,3–0,4"),
        "c-koeffisient",
    )


def curve(found: list[int], relabel: Relabel = same, half: float = 2) -> SaturationCurve:
    """A curve whose mean rises evenly in smaller and smaller steps."""
    n, total = len(found), found[-1] if found else 0
    means = [total * (1 - (1 - (k + 1) / n) ** 2) for k in range(n)]
    points = tuple(
        Reached(
            relabel(f"alta/gruppe-{place}"),
            codes,
            codes - before,
            mean,
            max(0.0, mean - half),
            min(total, mean + half),
        )
        for place, (before, codes, mean) in enumerate(zip([0, *found], found, means, strict=False), 1)
    )
    return SaturationCurve(
        points, relabel("Intervjuer"), relabel("Koder funnet"), relabel("Gjennomsnitt over alle"),
        relabel("95 % av alle"), relabel("Rekkefølgen som den var"), relabel("Nye koder"),
    )  # fmt: skip


def page(relabel: Relabel = same) -> JointPage:
    asked = relabel("F10.kapasitet")
    answers = ((asked, relabel("valgt ✓")), (relabel("F10.tid"), relabel("ikke valgt")))
    quote = JointQuote(relabel(QUOTE), relabel("alta/fokusgruppe, I2"))
    groups = (
        Estimate(relabel("Sentrale (n = 10)"), 0.9, "90 %*", 0.6, 0.98, weak=True, differs=1),
        Estimate(relabel("Små (n = 40)"), 0.25, "25 %", 0.2, 0.4, differs=-1),
    )
    return JointPage(
        relabel("K1 · Kompetanse"),
        relabel("Kompetansen er god, men den ligger hos få."),
        relabel("Funnet i 2 av 5 caser"),
        relabel("Spørreundersøkelsen"),
        (
            JointCase(relabel("Alta"), "supports", "4 sitater", quote, answers),
            JointCase(relabel("Bodø"), "both", "2 sitater, 1 mot", quote, answers),
            JointCase(relabel("Skien"), "against", "1 mot", None, answers),
            JointCase(relabel("Oslo"), "silent", "", None, answers),
        ),
        (
            JointItem(asked, (Estimate(relabel("Kapasitet"), 0.5, "50 %", 0.4, 0.6),), "n = 88", groups),
            JointItem(relabel("F11"), (Estimate(relabel("Ingen svarte"), None, ""),), "n = 0"),
            JointItem(relabel("F12"), said=relabel("Svarene er ord.")),
        ),
        "",
        (relabel("Tause: Hamar og Vadsø."),),
        ((relabel("Relasjon: utvider"), (relabel("Fordi."), relabel("Og fordi."))),),
        relabel("Det som taler mot"),
        (quote, JointQuote(relabel("[skal ikke siteres]"), relabel("skien"), withheld=True)),
        "",
        relabel("… og 4 til."),
    )


DRAWN: dict[str, Callable[[Relabel, Frame], Drawing]] = {
    "map": lambda relabel, frame: draw_heat_map(cases_and_codes(relabel), frame),
    "turned map": lambda relabel, frame: draw_heat_map(cases_and_codes(relabel, turned=True), frame),
    "pairs": lambda relabel, frame: draw_pairs(pairs([relabel(name) for name in "abcdefg"]), frame),
    "curve": lambda relabel, frame: draw_saturation(curve([4, 6, 7, 7, 12], relabel), frame),
    "joint": lambda relabel, frame: draw_joint_page(page(relabel), frame),
}


def find(drawing: Drawing, text: str) -> Placed:
    """The one line of such words."""
    (found,) = (each for each in placed(drawing) if each.text == text)
    return found


def middle(each: Placed) -> tuple[float, float]:
    return (each.left + each.right) / 2, (each.top + each.bottom) / 2


# nothing is cut off, nothing runs into something else


@pytest.mark.parametrize("name", ["", NAME_200, WORD * 3, HARD, "Å"])
@pytest.mark.parametrize("kind", DRAWN)
def test_names_of_any_length_stay_inside_and_apart_from_each_other(kind: str, name: str) -> None:
    for language in ("nb", "en"):
        drawing = DRAWN[kind](lambda text: name, Frame(name or "Tittel", (name or "Note", *NOTES), language))
        assert complaints(drawing) == []
        assert drawing.width >= 16 / 2.54 * 72 - 0.01


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(list(DRAWN)))
def test_hostile_names_are_shown_as_text_and_stay_inside(name: str, kind: str) -> None:
    drawing = DRAWN[kind](lambda text: name, Frame(name, (name,)))
    assert [each for each in complaints(drawing) if each.startswith("cut off")] == []
    root = etree.fromstring(picture(drawing, title=name, alt=name).svg.encode())
    names = {etree.QName(element).localname for element in root.iter(tag=etree.Element)}
    assert names <= {"svg", "title", "metadata", "RDF", "Work", "description", "defs", "style", "g", "path", "text",
                     "use", "clipPath", "rect", "pattern"}  # fmt: skip


def test_markup_and_mathematics_in_a_name_are_text() -> None:
    svg = picture(
        draw_heat_map(cases_and_codes(lambda text: "<i>$x^2$</i> &lt;"), Frame()), title="", alt=""
    ).svg
    assert "<i>" not in svg
    assert "<i>$x^2$</i> &lt;" in " ".join(svg_texts(svg))


def test_a_name_without_room_is_cut_with_a_mark_and_whole_in_the_alternative_text() -> None:
    chart = cases_and_codes(lambda text: f"{text} {NAME_200}".strip())
    written = [each.text for each in placed(draw_heat_map(chart, Frame()))]
    assert sum(text.endswith("…") for text in written) >= len(chart.rows) + len(chart.columns)
    alt = heat_map_alt(chart, "nb")
    assert f"Skole {NAME_200}".strip() in alt


@given(st.text(st.characters(codec="utf-8", categories=("L", "Zs", "Pd")), max_size=200), st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_cutting_keeps_the_beginning_of_a_name(text: str, most: int) -> None:
    lines = within(text, 8.0, 90, most)
    assert len(lines) <= most
    whole = re.sub(r"[\s-]", "", text)
    kept = re.sub(r"[\s-]", "", "".join(lines))
    if lines and lines[-1].endswith("…"):
        assert whole.startswith(kept.removesuffix("…"))
        assert len(kept) <= len(whole)
    else:
        assert kept == whole


def test_a_map_of_forty_by_sixty_has_every_number_in_letters_that_can_be_read() -> None:
    chart = large(40, 60)
    drawing = draw_heat_map(chart, Frame("Stor", NOTES))
    assert complaints(drawing) == []
    words = [mark for mark in drawing.marks if isinstance(mark, Words)]
    assert min(mark.size for mark in words) >= 7
    written = [mark.text for mark in words]
    for number in range(2, 31):  # 1 stands in the legend too
        assert written.count(str(number)) == sum(row.count(str(number)) for row in chart.shown)
    for each in (drawing, draw_heat_map(large(60, 40), Frame())):
        assert each.width < 45 / 2.54 * 72


# shades


def test_every_number_can_be_read_on_its_shade() -> None:
    def luminance(color: str) -> float:
        light = lightness(color)
        return ((light + 16) / 116) ** 3 if light > 8 else light / 903.3

    for step in range(len(SHADES) + 1):
        ends = sorted((luminance(fill_of(step)), luminance(ink_of(step))))
        assert (ends[1] + 0.05) / (ends[0] + 0.05) >= 4.5  # WCAG 2, AA


def test_shades_are_told_apart_in_grey_and_by_everybody() -> None:
    chart = heat_map((HeatLine("a"),), tuple(HeatLine(str(n)) for n in range(6)), [[0, 1, 7, 13, 19, 25]])
    drawing = draw_heat_map(chart, Frame())
    figure = picture(drawing, title="", alt="")
    up = pixels(figure.png).shape[1] / drawing.width
    cells = [mark for mark in drawing.marks if isinstance(mark, Box) and mark.edge_width == 0.8]
    assert [cell.fill for cell in cells] == list(SHADES)
    grey = pixels(figure.png, "L")
    greys = [float(grey[round((cell.y + 2) * up), round((cell.x + 2) * up)]) for cell in cells]
    assert all(first - second > 20 for first, second in pairwise([255.0, *greys]))
    for matrix in DEFICIENCIES.values():
        seen = [machado(color, matrix) for color in ("#FFFFFF", *SHADES)]
        assert min(np.linalg.norm(first - second) for first, second in pairwise(seen)) > 8


def test_the_legend_shows_the_shades_that_can_be_there_and_the_dot_for_nothing() -> None:
    drawing = draw_heat_map(dataclasses.replace(cases_and_codes(), legend=("1", "", "2", "", "3")), Frame())
    swatches = [mark.fill for mark in drawing.marks if isinstance(mark, Box) and mark.edge_width == 0.5]
    assert swatches == [SHADES[0], SHADES[2], SHADES[4]]
    words = [each.text for each in placed(drawing)]
    assert words.index("Antall kodinger") < words.index("ingen") < words.index("Nord")


# heat map


@pytest.mark.parametrize("turned", [False, True])
def test_a_number_stands_in_the_row_and_under_the_head_of_its_names(turned: bool) -> None:
    drawing = draw_heat_map(cases_and_codes(turned=turned), Frame())
    x, y = middle(find(drawing, "17"))
    row, column = (find(drawing, name) for name in (("Skole", "Oslo") if turned else ("Oslo", "Skole")))
    assert middle(row)[1] == pytest.approx(y, abs=1.5)
    assert middle(column)[0] == pytest.approx(x, abs=1.5)
    total = middle(find(drawing, "101"))
    assert total[1 if turned else 0] == pytest.approx(
        middle(find(drawing, "Tid"))[1 if turned else 0], abs=1.5
    )
    assert sum(each.text == "·" for each in placed(drawing)) == 6 + 1  # the empty cells, and the legend


def test_columns_of_codes_stand_under_the_names_above_them() -> None:
    drawing = draw_heat_map(cases_and_codes(), Frame())
    challenges, hate, online, school = (
        find(drawing, name) for name in ("Utfordringer", "Hatefulle ytringer", "På nett", "Skole")
    )
    wholes = sorted((each for each in placed(drawing) if each.text == "i alt"), key=lambda each: each.left)
    assert [len(wholes), challenges.bottom < hate.top < online.top] == [2, True]
    lines = sorted(
        (mark.points for mark in drawing.marks if isinstance(mark, Line)), key=lambda ends: ends[0][1]
    )
    (first, last), (inner, outer) = (
        lines[0],
        lines[2],
    )  # under the first names, and under that of the second level
    assert first[0] < wholes[0].left < wholes[1].left < online.left < school.right < last[0]
    assert inner[0] < wholes[1].left < online.right < outer[0] < school.left


def test_rows_of_codes_are_indented_under_the_names_above_them() -> None:
    drawing = draw_heat_map(cases_and_codes(turned=True), Frame())
    names = ["Utfordringer", "Hatefulle ytringer", "På nett", "Skole", "Barrierer", "Tid"]
    rows = [find(drawing, name) for name in names]
    assert [row.top for row in rows] == sorted(row.top for row in rows)
    left = [round(row.left - rows[0].left) for row in rows]
    assert left == [0, 9, 18, 9, 0, 9]
    bold = {mark.text for mark in drawing.marks if isinstance(mark, Words) and mark.bold}
    assert {"Utfordringer", "Hatefulle ytringer", "Barrierer"} <= bold
    assert not {"På nett", "Skole", "Tid"} & bold


def test_a_map_of_nothing_or_of_noughts_says_so() -> None:
    empty = heat_map((), (HeatLine("Tid"),), [])
    assert "Det er ingenting å vise" in placed(draw_heat_map(empty, Frame()))[0].text
    assert heat_map_alt(empty, "en").startswith("There is nothing to show")
    zeros = heat_map((HeatLine("Alta"),), (HeatLine("Tid"),), [[0]])
    assert [each.text for each in placed(draw_heat_map(zeros, Frame()))].count("·") == 2
    assert "Alle rutene er tomme." in heat_map_alt(zeros, "nb")


def test_the_alternative_text_of_a_map_has_every_number_and_of_a_large_one_the_strongest() -> None:
    alt = heat_map_alt(cases_and_codes(), "nb")
    assert "Sør › Oslo: Utfordringer 7, Utfordringer › Hatefulle ytringer 14," in alt
    assert "Sør › Skien: ingen." in alt
    assert alt.endswith("I alt 999.")
    assert len(heat_map_alt(large(40, 60), "en")) < 2000


# codes that occur together


def test_a_pair_stands_at_the_left_of_the_one_name_and_under_the_other() -> None:
    chart = dataclasses.replace(pairs(["Tid", "Penger", "Skole"]), counts=((), ("7",), ("", "9")))
    drawing = draw_pairs(chart, Frame())
    seven, nine = find(drawing, "7"), find(drawing, "9")
    time, money, school = (find(drawing, name) for name in ("Tid", "Penger", "Skole"))
    for count, row, column in ((seven, money, time), (nine, school, money)):
        assert row.top - 6 < count.top < count.bottom < row.bottom + 6
        assert count.right < row.left
        assert column.left - 8 < count.left < column.right + 30
        assert column.bottom < count.top
    assert time.left < money.left < school.left
    assert "Penger og Tid: 7" in pairs_alt(chart, "nb")


def test_forty_codes_that_occur_together_can_be_read() -> None:
    drawing = draw_pairs(pairs([f"Kode nummer {number} (45)" for number in range(40)]), Frame("Par", NOTES))
    assert complaints(drawing) == []
    assert min(mark.size for mark in drawing.marks if isinstance(mark, Words)) >= 7
    assert placed(draw_pairs(pairs([]), Frame()))[0].text == "Ingen koder forekommer sammen."


# saturation


def test_the_curve_stands_at_its_numbers_in_order() -> None:
    found = [4, 6, 7, 7, 12]
    drawing = draw_saturation(curve(found), Frame())
    numbers = {each.text: middle(each)[1] for each in placed(drawing) if each.right < 40}
    nought, ten = numbers["0"], numbers["10"]
    dots = [mark for mark in drawing.marks if isinstance(mark, Dot)]
    codes = [(nought - dot.y) / (nought - ten) * 10 for dot in dots if dot.x > 60]
    assert codes == pytest.approx(found, abs=0.15)
    (area,) = (mark for mark in drawing.marks if isinstance(mark, Area))
    edge = [(nought - y) / (nought - ten) * 10 for _, y in area.points]
    means = [12 * (1 - (1 - k / 5) ** 2) for k in range(1, 6)]
    assert edge[:5] == pytest.approx([min(12, mean + 2) for mean in means], abs=0.15)
    assert edge[5:] == pytest.approx([mean - 2 for mean in means][::-1], abs=0.15)
    bars = [mark for mark in drawing.marks if isinstance(mark, Box) and mark.edge_width == 0.4]
    assert [round(bar.height / bars[-1].height * 5) for bar in bars] == [4, 2, 1, 5]  # none for the fourth
    assert [each.text for each in placed(drawing)].count("0") == 2  # the axis, and above the fourth


@pytest.mark.parametrize("found", [[2, 4, 5, 5, 6, 30], [20, 26, 28, 29, 30, 30], [30] * 6, [0] * 3, [5]])
def test_names_beside_the_lines_touch_neither_line_nor_band(found: list[int]) -> None:
    chart = curve(found)
    drawing = draw_saturation(chart, Frame())
    assert complaints(drawing) == []
    texts = [each.text for each in placed(drawing)]
    assert {"Gjennomsnitt over alle", "95 % av alle", "Rekkefølgen som den var"} <= set(texts)
    boxes = [mark for mark in drawing.marks if isinstance(mark, Box) and mark.fill == "#FFFFFF"]
    areas = [mark.points for mark in drawing.marks if isinstance(mark, Area)]
    lines = [
        mark.points for mark in drawing.marks if isinstance(mark, Line) and len(mark.points) == len(found)
    ]
    for box in boxes:
        for points in (*areas, *lines[-2:]):
            along = np.linspace(box.x, box.x + box.width, 50)
            for part in (points, points[: len(found)], points[len(found) :][::-1]):
                if len(part) == len(found):
                    heights = np.interp(along, *zip(*part, strict=True))
                    assert np.all((heights < box.y) | (heights > box.y + box.height))


def test_a_curve_of_two_hundred_interviews_and_one_of_none_are_drawn() -> None:
    many = curve([min(900, 40 * number) for number in range(1, 201)])
    assert complaints(draw_saturation(many, Frame("Metning", NOTES))) == []
    assert placed(draw_saturation(curve([]), Frame()))[0].text == "Ingen intervjuer er kodet."
    assert "2. alta/gruppe-2: 6 koder funnet, 2 nye" in saturation_alt(curve([4, 6]), "nb")


# joint display


def test_a_case_has_the_letters_and_shades_of_what_it_says() -> None:
    drawing = draw_joint_page(page(), Frame())
    letters = [each for each in placed(drawing) if each.text in ("S", "M", "T")]
    where = {name: find(drawing, name) for name in ("Alta", "Bodø", "Skien", "Oslo")}
    said = {
        name: [each.text for each in letters if abs(middle(each)[1] - middle(place)[1]) < 4]
        for name, place in where.items()
    }
    assert said == {"Alta": ["S"], "Bodø": ["S", "M"], "Skien": ["M"], "Oslo": ["T"]}
    shades = {mark.fill for mark in drawing.marks if isinstance(mark, Box) and mark.height == 10.5}
    light = sorted(lightness(fill) for fill in shades)
    assert len(light) == 3
    assert min(second - first for first, second in pairwise(light)) > 20


def test_the_strongest_quote_is_cut_to_two_lines_with_a_mark_and_withheld_words_stand_without_quotation_marks() -> (
    None
):
    texts = [each.text for each in placed(draw_joint_page(page(), Frame()))]
    at = texts.index("4 sitater")
    quote = texts[at + 2 : at + 4]
    assert quote[0].startswith("«Vi har ikke folk")
    assert quote[1].endswith("…»")
    assert texts[at + 4] == "alta/fokusgruppe, I2"
    assert "[skal ikke siteres]" in texts
    english = [each.text for each in placed(draw_joint_page(page(), Frame(language="en")))]
    assert any(text.startswith("“Vi har ikke folk") for text in english)


def test_shares_and_intervals_of_the_survey_stand_on_one_axis() -> None:
    drawing = draw_joint_page(page(), Frame())
    ends = {each.text: middle(each)[0] for each in placed(drawing) if each.text in ("0\xa0%", "100\xa0%")}
    nought, whole = ends["0\xa0%"], ends["100\xa0%"]

    def x(share: float) -> float:
        return nought + share * (whole - nought)

    (bar,) = (mark for mark in drawing.marks if isinstance(mark, Box) and mark.height == 10.0)
    assert (bar.x, bar.x + bar.width) == pytest.approx((x(0), x(0.5)), abs=0.3)
    dots = [mark.x for mark in drawing.marks if isinstance(mark, Dot)]
    assert dots == pytest.approx([x(0.9), x(0.25)], abs=0.3)
    whiskers = [
        (mark.points[0][0], mark.points[1][0])
        for mark in drawing.marks
        if isinstance(mark, Line) and mark.width == 1.0 and mark.points[0][1] == mark.points[1][1]
    ]
    intervals = [(0.4, 0.6), (0.6, 0.98), (0.2, 0.4)]
    assert np.array(whiskers) == pytest.approx(
        np.array([(x(low), x(high)) for low, high in intervals]), abs=0.3
    )
    assert {"▲ 90 %*", "▼ 25 %", "50 %", "n = 88"} <= {each.text for each in placed(drawing)}


def test_the_alternative_text_of_a_page_says_what_it_shows() -> None:
    alt = joint_alt(page(), "nb")
    for words in ("Kompetansen er god", "Støtter: Alta (4 sitater; Eget svar: F10.kapasitet valgt ✓", "Taus: Oslo",
                  "Kapasitet 50 % (40\xa0%–60\xa0%); Sentrale (n = 10) 90 %*", "Svarene er ord.",
                  "Relasjon: utvider. Fordi. Og fordi.",
                  "Det som taler mot: alta/fokusgruppe, I2; skien", "Tause: Hamar og Vadsø."):  # fmt: skip
        assert words in alt


# the same bytes


def test_the_same_figures_give_the_same_bytes_and_carry_their_words() -> None:
    for draw in DRAWN.values():
        first, second = (picture(draw(same, Frame("Tittel")), title="Tittel", alt="Alt") for _ in range(2))
        assert first == second
        assert b"Software" not in first.png
        assert etree.fromstring(first.svg.encode()).findtext("{http://www.w3.org/2000/svg}title") == "Tittel"
