"""Figures of a study's survey: the numbers in them against the responses, the notes below, and what cannot be drawn."""

from __future__ import annotations

import base64
import csv
import io
import re
from pathlib import Path

import docx
import pytest
from figure_reading import said, svg_texts
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

from crosscase.documents.values import Document, Figure
from crosscase.documents.writing import Form, write
from crosscase.reports.figures.survey_figures import figure_of
from crosscase.reports.figures.values import Kind
from crosscase.study.name_gate import NameGate
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from studies import make_study

QUESTIONS = """\
respondents: {nb: kommuner, en: municipalities}
caution: {nb: "Kommunene svarte av seg selv.", en: "The municipalities chose themselves."}
notice: {nb: "Svarene er laget.", en: "The responses are made up."}
questions:
  - id: A
    type: single
    text: {nb: "Hvor stort er ansvaret?", en: "How large is the responsibility?"}
    options:
      - {id: stort, label: {nb: "Stort", en: "Large"}, value: "3"}
      - {id: noe, label: {nb: "Noe", en: "Some"}, value: "2"}
      - {id: lite, label: {nb: "Lite", en: "Small"}, value: "1"}
      - {id: vet-ikke, label: {nb: "Vet ikke", en: "Don't know"}, unsure: true}
    boxes:
      - {id: noe-lite, label: {nb: "Noe eller lite", en: "Some or small"}, options: [noe, lite]}
  - id: B
    type: multiple
    text: {nb: "Hvilke tiltak?", en: "Which measures?"}
    asked: ["A=stort,noe"]
    options:
      - {id: plan, label: {nb: "Plan", en: "Plan"}}
      - {id: annet, label: {nb: "Annet", en: "Other"}}
      - {id: nettverk, label: {nb: "Nettverk", en: "Network"}}
      - {id: vet-ikke, label: {nb: "Vet ikke", en: "Don't know"}, exclusive: true, unsure: true}
  - id: C
    type: grid
    text: {nb: "Barrierer", en: "Barriers"}
    options:
      - {id: ja, label: {nb: "Ja", en: "Yes"}}
      - {id: nei, label: {nb: "Nei", en: "No"}}
    rows:
      - {id: tid, label: {nb: "Tid", en: "Time"}}
      - {id: penger, label: {nb: "Penger", en: "Money"}, asked: ["A=stort"]}
  - {id: D, type: open, text: {nb: "Annet?", en: "Other?"}}
  - {id: folk, type: number, background: true, text: {nb: "Folk", en: "People"}}
  - id: del
    type: single
    background: true
    text: {nb: "Landsdel", en: "Region"}
    options:
      - {id: nord, label: {nb: "Nord", en: "North"}}
      - {id: sor, label: {nb: "Sør", en: "South"}}
      - {id: oslo, label: {nb: "Oslo", en: "Oslo"}}
      - {id: ingen, label: {nb: "Svalbard", en: "Svalbard"}}
"""
POPULATION = """\
tables:
  - id: T1
    variable: del
    title: {nb: "Frafall etter landsdel", en: "Non-response by region"}
    source: Kartverket
    groups: {nord: 100, sor: 90, oslo: 10}
"""
PUBLISHED = """\
title: {nb: "Rapporten (2021)", en: "The report (2021)"}
answers: "88"
figures:
  - id: A
    question: A
    base: "88"
    shares:
      - {item: A.stort, percent: "44", printed: figure}
      - {item: A.noe, percent: "49", printed: figure}
      - {item: A.lite, printed: nowhere}
      - {item: A.noe-lite, percent: "55", printed: text}
      - {item: A.stort, percent: "45", printed: text, role: restated}
"""


def rows() -> list[dict[str, str]]:
    """60 respondents; who answers what follows from their number."""
    found = []
    for number in range(60):
        a = "stort" if number < 23 else "noe" if number < 45 else "lite" if number < 57 else "vet-ikke"
        asked = a in ("stort", "noe")
        found.append(
            {
                "respondent": f"R{number:03}",
                "A": a,
                "B.plan": str(int(number % 3 == 0)) if asked else "",
                "B.annet": str(int(number % 2 == 0)) if asked else "",
                "B.nettverk": str(int(number < 31)) if asked else "",
                "B.vet-ikke": str(int(number % 3 != 0 and number % 2 != 0 and number >= 31)) if asked else "",
                "C.tid": "ja" if number % 4 else "nei",
                "C.penger": ("ja" if number % 5 else "nei") if a == "stort" else "",
                "D": "",
                "folk": str(1000 + number),
                "del": "nord" if number < 30 else "sor" if number < 59 else "oslo",
            }
        )
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = make_study(tmp_path / "study", title="Kartleggingen")
    survey = folder / "survey"
    survey.mkdir()
    (survey / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    (survey / "population.yaml").write_text(POPULATION, encoding="utf-8")
    with (survey / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows()[0]))
        writer.writeheader()
        writer.writerows(rows())
    return folder


def drawn(root: Path, address: str, **options: object) -> Figure:
    return figure_of(open_folder(root, ""), address, **options)  # type: ignore[arg-type]


def half_up(count: int, base: int) -> str:
    return f"{(200 * count + base) // (2 * base)} %"


def lines(figure: Figure) -> list[str]:
    return [line.replace("\xa0", " ") for line in svg_texts(figure.svg)]


# what a question is shown as, and its numbers


def test_a_question_of_one_choice_is_a_divided_bar_with_percents_half_up(root: Path) -> None:
    figure = drawn(root, "A")
    counts = {"Stort": 23, "Noe": 22, "Lite": 12, "Vet ikke": 3}  # 36.67 and 38.33 on either side of a half
    assert sum(counts.values()) == len(rows())
    for label, count in counts.items():
        assert f"{label}: {half_up(count, 60)}" in lines(figure)
    assert lines(figure)[0] == "Hvor stort er ansvaret?"
    assert "n = 60 kommuner." in lines(figure)


def test_what_could_be_chosen_several_times_is_ranked_with_other_and_dont_know_last(root: Path) -> None:
    figure = drawn(root, "B")
    asked = [row for row in rows() if row["B.plan"]]
    order = [line for line in lines(figure) if line in ("Plan", "Annet", "Nettverk", "Vet ikke")]
    assert order == ["Nettverk", "Plan", "Annet", "Vet ikke"]
    for label, id in (("Nettverk", "nettverk"), ("Plan", "plan"), ("Annet", "annet")):
        count = sum(int(row[f"B.{id}"]) for row in asked)
        low, high = proportion_confint(count, len(asked), method="wilson")
        words = f"{label} {half_up(count, len(asked))} ({100 * low:.0f} % til {100 * high:.0f} %)"
        assert words in figure.alt.replace("\xa0", " ")
    assert "n = 45 kommuner. Spørsmålet ble stilt til 45 av 60 kommuner." in lines(figure)
    assert any(line.startswith("Strekene viser 95 % konfidensintervall (Wilson)") for line in lines(figure))


def test_a_grid_has_a_bar_for_each_row_with_its_base_where_they_differ(root: Path) -> None:
    words = lines(drawn(root, "C"))
    assert "Tid (n = 60)" in words
    assert "Penger (n = 23)*" in words
    assert "n = 23 til 60 kommuner." in words
    assert "* Færre enn 30 svar." in words
    assert lines(drawn(root, "C.tid"))[0] == "Barrierer: Tid"


def test_a_breakdown_sets_each_group_against_the_others_with_its_base_and_interval(root: Path) -> None:
    figure = drawn(root, "A", by="del")
    words = lines(figure)
    assert words[0] == "Hvor stort er ansvaret?, etter landsdel"
    assert [line for line in words if line in ("Stort", "Noe eller lite", "Noe", "Lite", "Vet ikke")] == [
        "Stort",
        "Noe eller lite",
    ]
    assert {"Alle (n = 60)", "Nord (n = 30)", "Sør (n = 29)*", "Oslo (n = 1)*"} <= set(words)
    assert "Svalbard" not in " ".join(words[:-4])
    assert "Ingen svar fra: Svalbard." in " ".join(words)
    north = sum(row["A"] == "stort" for row in rows() if row["del"] == "nord")
    low, high = proportion_confint(north, 30, method="wilson")
    assert f"Nord (n = 30) {half_up(north, 30)} ({100 * low:.0f} % til {100 * high:.0f} %; høyere" in (
        figure.alt.replace("\xa0", " ")
    )


@pytest.mark.parametrize(
    ("answer", "marks"), [("stort", [True, True, False]), ("vet-ikke", [False, False, False])]
)
def test_a_group_is_marked_where_the_adjusted_test_says_so(
    root: Path, answer: str, marks: list[bool]
) -> None:
    counts = {group: [0, 0] for group in ("nord", "sor", "oslo")}
    for row in rows():
        counts[row["del"]][0] += row["A"] == answer
        counts[row["del"]][1] += 1
    chosen, size = sum(count for count, _ in counts.values()), 60
    ps = []
    for count, base in counts.values():
        rest, others = chosen - count, size - base
        expected = min(chosen, size - chosen) * min(base, others) / size
        table = [[count, base - count], [rest, others - rest]]
        exact, z = fisher_exact(table)[1], proportions_ztest([count, rest], [base, others])[1]
        ps.append(exact if expected < 5 else z)
    assert list(multipletests(ps, method="fdr_bh")[1] < 0.05) == marks
    figure = drawn(root, f"A.{answer}", by="del")
    shown = [line for line in lines(figure) if re.fullmatch(r"([▲▼] )?\d+ %", line)][:4]
    assert [line[0] in "▲▼" for line in shown] == [False, *marks]
    assert ("q < 0,05" in said(figure.svg)) == any(marks)


def test_a_breakdown_of_a_grid_has_its_panels_row_by_row_or_those_of_one_row(root: Path) -> None:
    def panels(address: str) -> list[str]:
        words = lines(drawn(root, address, by="del"))
        return [line for line in words if re.fullmatch("(Tid|Penger): (Ja|Nei)", line)]

    assert panels("C") == ["Tid: Ja", "Tid: Nei", "Penger: Ja", "Penger: Nei"]
    assert panels("C.tid") == ["Tid: Ja", "Tid: Nei"]
    assert panels("C.tid.ja") == ["Tid: Ja"]


def test_groups_can_be_divided_bars_too(root: Path) -> None:
    figure = drawn(root, "A", by="del", kind=Kind.stacked)
    assert {"Alle (n = 60)", "Sør (n = 29)*"} <= set(lines(figure))
    assert "Svalbard (n = 0)*" not in lines(figure)
    assert "Ingen svar fra: Svalbard." in said(figure.svg)


def test_nonresponse_is_shown_by_its_variable_or_its_table(root: Path) -> None:
    figure = drawn(root, "del", kind=Kind.nonresponse)
    assert figure == drawn(root, "T1", kind=Kind.nonresponse)
    words = lines(figure)
    # 30 and 29 and 1 of 60 against 100 and 90 and 10 of 200
    for line in ("0,0", "+3,3", "−3,3", "50,0 %", "48,3 %", "45,0 %", "1,7 %", "5,0 %"):
        assert line in words
    assert "Kilde: Kartleggingen, spørreundersøkelse; Kartverket." in words


def test_english_figures_have_english_words_and_numbers(root: Path) -> None:
    words = svg_texts(drawn(root, "A", by="del", language="en").svg)
    assert words[0] == "How large is the responsibility?, by region"
    assert "The municipalities chose themselves." in words
    assert "The responses are made up." in words
    assert "Source: Kartleggingen, survey." in words
    assert [line for line in words if re.fullmatch(r"\d+%", line)]


# notes


def test_what_is_told_to_those_who_cannot_see_the_picture_is_told_once(root: Path) -> None:
    told = re.search("<dc:description>(.*?)</dc:description>", drawn(root, "B").svg, re.DOTALL)
    assert told is not None
    words = told[1].replace("\xa0", " ")
    for sentence in (
        "Spørsmålet ble stilt til 45 av 60 kommuner.",
        "Kommunene svarte av seg selv.",
        "Kilde: Kartleggingen",
    ):
        assert words.count(sentence) == 1


def test_caution_notice_and_source_stand_below_once_and_may_be_left_to_the_document(root: Path) -> None:
    words = lines(drawn(root, "B"))
    for line in (
        "Kommunene svarte av seg selv.",
        "Svarene er laget.",
        "Kilde: Kartleggingen, spørreundersøkelse.",
    ):
        assert words.count(line) == 1
    bare = lines(drawn(root, "B", alone=False, titled=False))
    assert not {"Hvilke tiltak?", "Kommunene svarte av seg selv.", "Svarene er laget."} & set(bare)
    assert "n = 45 kommuner. Spørsmålet ble stilt til 45 av 60 kommuner." in bare


def test_only_what_a_report_printed_makes_bars_without_intervals(root: Path) -> None:
    (root / "survey" / "responses.csv").unlink()
    (root / "survey" / "published.yaml").write_text(PUBLISHED, encoding="utf-8")
    figure = drawn(root, "A")
    words = lines(figure)
    # the box stands for what is not printed of it, and nothing stands twice
    assert [line for line in words if line in ("44 %", "45 %", "49 %", "55 %")] == ["44 %", "49 %", "55 %"]
    assert "n = 88 kommuner. Andelene er som trykt; det som ikke er trykt, mangler." in words
    assert "Kilde: Rapporten (2021)." in words
    assert "konfidensintervall" not in said(figure.svg)
    assert "Svarene er laget." not in words
    for refused in ({"by": "del"}, {"kind": Kind.stacked}):
        with pytest.raises(StudyError, match=r"^only what a report printed is here"):
            drawn(root, "A", **refused)
    with pytest.raises(StudyError, match=r"^no figure prints B, and the responses are not here$"):
        drawn(root, "B")


# what cannot be drawn


@pytest.mark.parametrize(
    ("address", "options", "line"),
    [
        ("AB", {}, "there is no item of the survey AB; did you mean"),
        ("A", {"by": "dell"}, "there is no variable dell; did you mean del?"),
        ("A", {"kind": Kind.breakdown}, "a breakdown needs a variable: give --by VARIABLE"),
        ("B", {"kind": Kind.stacked}, "B is no choice of one answer, so its answers do not add up to a bar"),
        ("A", {"by": "del", "kind": Kind.ranked}, "ranked bars show everybody; leave --by out"),
        ("A.stort", {"kind": Kind.stacked}, "A.stort is one answer, and no bar can be divided by it"),
        ("C", {"kind": Kind.ranked}, "C is a grid; name one of its rows, such as C.tid"),
        ("C", {"by": "del", "kind": Kind.stacked}, "C is a grid; name one of its rows, such as C.tid"),
        ("D", {}, "D is open: its answers are words, and cannot be counted"),
        ("folk", {}, "folk is a number and has no shares; see crosscase survey describe folk"),
        ("A", {"kind": Kind.nonresponse}, "there is no table of the population by A"),
        ("del", {"kind": Kind.nonresponse, "by": "A"}, "non-response is shown by one variable: name A alone"),
        ("A", {"width": 7.5}, "7.5 cm is no width for a figure; take 8 to 40"),
        ("A", {"width": float("nan")}, "nan cm is no width"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(
    root: Path, address: str, options: dict[str, object], line: str
) -> None:
    with pytest.raises(StudyError) as refused:
        drawn(root, address, **options)
    assert str(refused.value).startswith(line)
    assert "\n" not in str(refused.value)


def test_a_study_without_a_survey_says_so(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"^there is no survey in this study"):
        drawn(make_study(tmp_path / "bare"), "A")


def test_responses_that_nobody_gave_make_a_figure_that_says_so(root: Path) -> None:
    file = root / "survey" / "responses.csv"
    head = file.read_text(encoding="utf-8").partition("\n")[0]
    file.write_text(f"{head}\nR001{',' * head.count(',')}\n", encoding="utf-8")
    for address, kind in (("A", None), ("B", None), ("C", None), ("A", Kind.ranked)):
        figure = drawn(root, address, kind=kind)
        assert "ingen svar" in said(figure.svg)
        assert "n = 0* kommuner." in said(figure.svg)
    assert "ingen svar" in drawn(root, "A", by="del").alt


def test_a_figure_keeps_its_width_in_a_word_document_and_its_words_on_a_page(root: Path) -> None:
    figure = drawn(root, "B", width=12)
    document = Document("Rapport", (figure,))
    word = docx.Document(io.BytesIO(write(document, Form.docx, gate=NameGate())))
    assert word.inline_shapes[0].width.cm == pytest.approx(12, abs=0.02)
    page = write(document, Form.html, gate=NameGate()).decode()
    inside = base64.b64decode(re.search(r"data:image/svg\+xml;base64,([^\"]+)", page)[1]).decode()
    assert "Nettverk" in svg_texts(inside)
    assert figure.alt.split(",")[0] in page
