"""What the check of published figures finds, and that it finds nothing in figures that were counted."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from crosscase.survey.checking import Finding, check_figures
from crosscase.survey.checking.counts import Counts, Span
from crosscase.survey.published import read_published
from crosscase.survey.questions import read_questions

EXAMPLE = Path(__file__).parents[2] / "survey"

QUESTIONS = """
population: 356
questions:
  - id: A
    type: single
    text: Hvor enig er du?
    options:
      - {id: helt, label: Helt enig}
      - {id: litt, label: Litt enig}
      - {id: nei, label: Uenig}
      - {id: vet-ikke, label: Vet ikke, unsure: true}
    boxes: [{id: enig, label: Enig, options: [helt, litt]}]
  - id: B
    type: multiple
    text: Hva har dere gjort?
    asked: [A=enig]
    options: [{id: plan, label: Plan}, {id: kurs, label: Kurs}]
  - id: G
    type: single
    text: Hvor
    background: true
    options: [{id: nord, label: Nord}, {id: sor, label: Sør}]
"""


def found(published: str, questions: str = QUESTIONS) -> list[Finding]:
    questionnaire = read_questions(questions)
    return check_figures(read_published(published, questionnaire), questionnaire)


def serious(published: str, questions: str = QUESTIONS) -> list[tuple[str, str]]:
    return [(one.kind, one.where) for one in found(published, questions) if one.severity != "note"]


def half_up(count: int, base: int) -> int:
    """A percent as people round it, by another library."""
    return int((Decimal(100 * count) / Decimal(base)).quantize(Decimal(1), ROUND_HALF_UP))


def allowed(percent: int, base: int) -> list[int]:
    return [count for count in range(base + 1) if half_up(count, base) == percent]


def z_p(count: int, base: int, rest_count: int, rest: int) -> float:
    """The pooled test by its 2 x 2 table: chi-square without correction is z squared."""
    table = np.array([[count, base - count], [rest_count, rest - rest_count]])
    if (table.sum(axis=0) == 0).any():
        return 1.0
    return float(stats.chi2_contingency(table, correction=False).pvalue)


# the model study: everything again by brute force from the plain file


def claims_by_hand() -> Iterator[
    tuple[dict[str, str], list[tuple[int, int]], list[tuple[int, int, int]], bool, int]
]:
    """Each claim, (count, base) that print so, (count, total, base) that may be, whether a total is printed, the whole."""
    data = yaml.safe_load((EXAMPLE / "published.yaml").read_text())
    boxes = {"F2.god": ["F2.svaert-god", "F2.ganske-god"], "F3.fa-ingen": ["F3.ingen", "F3.fa"]}
    for figure in data["figures"]:
        whole = int(figure.get("base", 0))
        totals: dict[str, list[int]] = {}
        for share in figure["shares"]:
            if "percent" in share and share.get("role") is None:
                totals.setdefault(share["item"], allowed(int(share["percent"]), whole or 1))
        for box, parts in boxes.items():
            if box not in totals and all(part in totals for part in parts):
                sums = itertools.product(*(totals[part] for part in parts))
                totals[box] = sorted({sum(each) for each in sums})
        for claim in figure.get("claims", ()):
            if "percent" not in claim or "group" not in claim:
                continue
            bases = [int(each) for each in claim.get("bases", [claim.get("base")])]
            pairs = [(count, base) for base in bases for count in allowed(int(claim["percent"]), base)]
            tried = [
                (count, total, base)
                for count, base in pairs
                for total in totals.get(claim["item"], [])
                if count <= total and total - count <= whole - base
            ]
            yield claim, pairs, tried, claim["item"] in totals, whole


def test_the_model_study_is_found_to_have_just_the_slips_that_brute_force_finds() -> None:
    questionnaire = read_questions((EXAMPLE / "questions.yaml").read_text())
    published = read_published((EXAMPLE / "published.yaml").read_text(), questionnaire)
    lines = (EXAMPLE / "published.yaml").read_text().split("\n")
    told = {(one.kind, one.severity, one.line) for one in check_figures(published, questionnaire)}

    def line_of(claim: dict[str, object]) -> int:
        return next(
            number
            for number, line in enumerate(lines, 1)
            if "{variable" in line and yaml.safe_load(line.strip().removeprefix("- ")) == claim
        )

    expected = set()
    for claim, pairs, tried, has_total, whole in claims_by_hand():
        line = line_of(claim)
        if not pairs:
            expected.add(("attainable", "error", line))
            continue
        if has_total and not tried:
            expected.add(("subgroup", "error", line))
            continue
        if not has_total or claim["significant"] == "unstated":
            continue
        ps = [z_p(count, base, total - count, whole - base) for count, total, base in tried]
        if claim["significant"] == "yes" and min(ps) >= 0.05:
            expected.add(("significance", "warning", line))
    assert {one for one in told if one[0] in ("attainable", "subgroup") or one[1] == "warning"} == expected
    assert len(expected) == 8


def test_the_model_study_s_figures_about_itself_are_recomputed() -> None:
    questionnaire = read_questions((EXAMPLE / "questions.yaml").read_text())
    published = read_published((EXAMPLE / "published.yaml").read_text(), questionnaire)
    messages = {one.kind: one for one in check_figures(published, questionnaire) if one.severity == "error"}
    assert "23.6 %" in messages["response-rate"].message
    assert f"{100 * 88 / 367:.1f} %" in messages["response-rate"].message
    assert "88 answers" in messages["margins"].message
    assert "those of 100 answers with z = 2" in messages["margins"].message
    assert messages["count"].where.startswith("F6")
    restated = [one for one in check_figures(published, questionnaire) if one.kind == "restatement"]
    assert [one.where.partition(":")[0] for one in restated] == ["F3", "F7"]
    assert "summary-nb and summary-en: 1 %" in restated[0].message
    assert "1 + 1 = 2 of 88 (2 %)" in restated[0].message
    assert "11 %" in restated[1].message
    assert "13 %" in restated[1].message


# one slip of each kind, and the same without it


def one_figure(shares: str, claims: str = "", more: str = "") -> str:
    text = f'answers: "20"\nfigures:\n  - id: F1\n    question: A\n    base: "20"\n    shares: {shares}\n'
    return text + (f"    claims: {claims}\n" if claims else "") + more


SOUND = '[{item: A.helt, percent: "25"}, {item: A.litt, percent: "40"}, {item: A.nei, percent: "30"}]'


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (one_figure('[{item: A.helt, percent: "27"}]'), ("attainable", "F1: Helt enig")),
        (one_figure('[{item: A.helt, percent: "60"}, {item: A.nei, percent: "55"}]'), ("parts", "F1: Uenig")),
        (
            one_figure('[{item: A.helt, percent: "25"}, {item: A.litt, percent: "40"}, {item: A.enig, percent: "70"}]'),
            ("parts", "F1: Enig"),
        ),
        (
            one_figure('[{item: A.helt, percent: "25"}, {item: A.helt, percent: "30", role: reference}]'),
            ("restatement", "F1: Helt enig"),
        ),
        (one_figure('[{item: A.helt, percent: "25"}, {item: A.litt, over: "75"}]'), ("parts", "F1: Litt enig")),
        (
            one_figure(SOUND, '[{variable: G, group: nord, item: A.helt, percent: "60", base: "10"}]'),
            ("subgroup", "F1, G Nord: Helt enig"),
        ),
        (
            one_figure(
                '[{item: A.helt, percent: "95"}]',
                '[{variable: G, group: nord, item: A.helt, percent: "80", base: "10"}]',
            ),
            ("subgroup", "F1, G Nord: Helt enig"),
        ),
        (
            one_figure(
                SOUND,
                '[{variable: G, group: nord, item: A.helt, percent: "30", base: "10"}, '
                '{variable: G, group: sor, item: A.helt, percent: "40", base: "10"}]',
            ),
            ("groups", "F1, G: Helt enig"),
        ),
        (
            one_figure(
                SOUND,
                '[{variable: G, group: nord, item: A.litt, percent: "60", base: "10"}, '
                '{variable: G, group: nord, item: A.nei, percent: "50", base: "10"}]',
            ),
            ("parts", "F1, G Nord: Uenig"),
        ),
        (
            one_figure(SOUND, '[{variable: G, group: nord, item: A.helt, percent: "20", base: "10", direction: higher}]'),
            ("direction", "F1, G Nord: Helt enig"),
        ),
        (
            one_figure(SOUND, '[{variable: G, group: nord, item: A.helt, percent: "30", base: "10"}]')
            + 'sizes: {G: {nord: "9", sor: "11"}}\n',
            ("base", "F1, G Nord: Helt enig"),
        ),
        (
            one_figure(SOUND, '[{variable: G, group: nord, item: A.helt, percent: "30", base: "10", significant: "yes"}]'),
            ("significance", "F1, G Nord: Helt enig"),
        ),
        (
            one_figure(SOUND, '[{variable: G, group: nord, item: A.nei, percent: "60", base: "10", significant: "no"}]'),
            ("significance", "F1, G Nord: Uenig"),
        ),
        (
            one_figure(SOUND, more='restatements: [{item: A.enig, percent: "70", where: summary}]\n'),
            ("restatement", "F1: Enig"),
        ),
        (
            one_figure(SOUND, more="stated: [{id: enige, kind: count, item: A.enig, count: 12}]\n"),
            ("count", "F1: Enig"),
        ),
        (
            one_figure(SOUND, more='stated: [{id: rate, kind: response-rate, percent: "21", answers: 20, of: 100}]\n'),
            ("response-rate", "stated, rate"),
        ),
        (
            one_figure(SOUND, more='stated: [{id: m, kind: margins, low: "9.7", high: "21.0", answers: 20}]\n'),
            ("margins", "stated, m"),
        ),
        (
            one_figure(SOUND, more='  - {id: F2, question: B, base: "14", shares: [{item: B.plan, percent: "50"}]}\n'),
            ("base", "F2, base"),
        ),
    ],
)  # fmt: skip
def test_a_slip_is_found_where_it_stands(published: str, expected: tuple[str, str]) -> None:
    assert serious(published) == [expected]


@pytest.mark.parametrize(
    "published",
    [
        one_figure(SOUND),
        one_figure('[{item: A.helt, percent: "25"}, {item: A.helt, percent: "25.0", role: reference}]'),
        one_figure(SOUND, '[{variable: G, group: nord, item: A.nei, percent: "60", base: "10", significant: "yes"}]'),
        one_figure(SOUND, more='restatements: [{item: A.enig, percent: "65", where: summary}]\n'),
        one_figure(SOUND, more="stated: [{id: enige, kind: count, item: A.enig, count: 13}]\n"),
        one_figure(SOUND, more='stated: [{id: rate, kind: response-rate, percent: "20", answers: 20, of: 100}]\n'),
        # z = 1.96 and z = 2, without and with the correction for the 356 there are
        one_figure(SOUND, more='stated: [{id: m, kind: margins, low: "9.6", high: "21.9", answers: 20}]\n'),
        one_figure(SOUND, more='stated: [{id: m, kind: margins, low: "9.7", high: "22.4", answers: 20}]\n'),
        one_figure(SOUND, more='  - {id: F2, question: B, base: "13", shares: [{item: B.plan, percent: "54"}]}\n'),
        one_figure("[]", '[{variable: G, group: nord, item: A.nei, percent: "60", base: "10", significant: "yes"}]'),
        "figures: []",
    ],
)  # fmt: skip
def test_the_same_without_the_slip_is_left_alone(published: str) -> None:
    assert serious(published) == []


def test_a_base_that_is_too_small_may_be_of_those_who_answered() -> None:
    fewer = '  - {id: F2, question: B, base: "12", shares: [{item: B.plan, percent: "50"}]}\n'
    (warning,) = found(one_figure(SOUND, more=fewer))
    assert (warning.kind, warning.severity, warning.where) == ("base", "warning", "F2, base")
    assert "A=enig was asked, and that is 13; 1 would have had to leave it unanswered" in warning.message


def test_a_message_holds_the_printed_figures_and_the_arithmetic() -> None:
    claims = '[{variable: G, group: nord, item: A.helt, percent: "60", base: "10"}]'
    (finding,) = [one for one in found(one_figure(SOUND, claims)) if one.severity == "error"]
    assert finding.message == "60 % of the 10 in the group is 6, more than all in all: 25 %, 5 of 20"


def test_a_claim_that_only_fisher_s_test_does_not_bear_out_is_a_note() -> None:
    claims = '[{variable: G, group: nord, item: A.helt, percent: "50", base: "10", significant: "yes"}]'
    assert z_p(5, 10, 0, 10) < 0.05
    assert stats.fisher_exact([[4, 6], [0, 10]]).pvalue > 0.05
    shares = SOUND.replace('"25"', '"20"')
    (note,) = [
        one for one in found(one_figure(shares, claims.replace('"50"', '"40"'))) if one.kind == "significance"
    ]
    assert note.severity == "note"
    assert "Fisher's p = 0.087" in note.message


def test_small_bases_are_noted_once_for_each_claim() -> None:
    claims = '[{variable: G, group: nord, item: A.helt, percent: "30", base: "10"}]'
    notes = [one for one in found(one_figure(SOUND, claims)) if one.kind == "small-base"]
    assert [one.severity for one in notes] == ["note"]
    assert "30 % rests on 10 answers" in notes[0].message


# figures that were counted hold no slip, whatever the rounding


@st.composite
def surveys(draw: st.DrawFn) -> str:
    """A report of answers that were drawn: every percent counted and rounded, every claim tested as it should be."""
    size = draw(st.integers(2, 60))
    answers = draw(
        st.lists(st.sampled_from(["helt", "litt", "nei", "vet-ikke"]), min_size=size, max_size=size)
    )
    groups = draw(st.lists(st.sampled_from(["nord", "sor"]), min_size=size, max_size=size))
    measures = draw(st.lists(st.sets(st.sampled_from(["plan", "kurs"])), min_size=size, max_size=size))
    hidden = draw(st.sets(st.sampled_from(["helt", "litt", "nei", "vet-ikke", "enig"]), max_size=3))
    options = {
        "helt": {"helt"},
        "litt": {"litt"},
        "nei": {"nei"},
        "vet-ikke": {"vet-ikke"},
        "enig": {"helt", "litt"},
    }
    agreed = [number for number in range(size) if answers[number] in ("helt", "litt")]
    lines = [f'answers: "{size}"', "figures:"]

    def add(figure: str, question: str, who: list[int], items: dict[str, list[int]]) -> None:
        if not who:
            return
        lines.extend(
            [f"  - id: {figure}", f"    question: {question}", f'    base: "{len(who)}"', "    shares:"]
        )
        for item, holders in items.items():
            if item not in hidden:
                lines.append(
                    f'      - {{item: {question}.{item}, percent: "{half_up(len(holders), len(who))}"}}'
                )
        lines.append("    claims:")
        for group, (item, holders) in itertools.product(["nord", "sor"], items.items()):
            inside = [number for number in who if groups[number] == group]
            if not inside:
                continue
            count, rest = len(set(holders) & set(inside)), len(who) - len(inside)
            difference = count * len(who) - len(holders) * len(inside)
            direction = "higher" if difference > 0 else "lower" if difference < 0 else "equal"
            significant = rest and z_p(count, len(inside), len(holders) - count, rest) < 0.05
            lines.append(
                f"      - {{variable: G, group: {group}, item: {question}.{item}, "
                f'percent: "{half_up(count, len(inside))}", base: "{len(inside)}", direction: {direction}, '
                f'significant: "{"yes" if significant else "no"}"}}'
            )

    by_item = {
        item: [number for number in range(size) if answers[number] in chosen]
        for item, chosen in options.items()
    }
    add("F1", "A", list(range(size)), by_item)
    add(
        "F2",
        "B",
        agreed,
        {m: [number for number in agreed if m in measures[number]] for m in ("plan", "kurs")},
    )
    inside = {group: groups.count(group) for group in ("nord", "sor")}
    lines.append(f'sizes: {{G: {{nord: "{inside["nord"]}", sor: "{inside["sor"]}"}}}}')
    lines.append("restatements:")
    lines.extend(
        f'  - {{item: A.{item}, percent: "{half_up(len(who), size)}", where: summary}}'
        for item, who in by_item.items()
    )
    lines.append("stated:")
    lines.append(f"  - {{id: enige, kind: count, item: A.enig, count: {len(agreed)}}}")
    lines.append(
        f'  - {{id: rate, kind: response-rate, percent: "{half_up(size, 356)}", answers: {size}, of: 356}}'
    )
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(surveys())
def test_figures_that_were_counted_hold_no_slip(published: str) -> None:
    assert serious(published) == []


# the whole counts behind it, against trying all


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_count_that_is_possible_is_ruled_out(data: st.DataObject) -> None:
    options = ["a", "b", "c"]
    base = data.draw(st.integers(0, 8))
    parted = data.draw(st.booleans())
    everything = [
        each for each in itertools.product(range(base + 1), repeat=3) if not parted or sum(each) == base
    ]
    system = Counts.open(options, base, parted)
    said: list[tuple[list[int], Span]] = []
    for _ in range(data.draw(st.integers(0, 4))):
        places = data.draw(st.lists(st.integers(0, 2), min_size=1, max_size=3 if parted else 1, unique=True))
        low = data.draw(st.integers(0, base))
        span = Span(low, data.draw(st.integers(low, base)))
        possible = [
            each
            for each in everything
            if all(sum(each[p] for p in where) in limits for where, limits in [*said, (places, span)])
        ]
        narrowed = system.with_([options[place] for place in places], span)
        if narrowed is None:
            assert not possible
            continue
        if not possible:
            return  # intervals do not see every contradiction; they may only err on the side of silence
        system = narrowed
        said.append((places, span))
        for place, option in enumerate(options):
            assert all(each[place] in system.of([option]) for each in possible)
        assert all(each[0] + each[1] in system.of(["a", "b"]) for each in possible if parted)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("figures:\n  - {id: F1, question: Z}", "published.yaml:2:24: there is no question Z; there are A, B, G"),
        (one_figure('[{item: A.hellt, percent: "20"}]'), "there is no item of the survey A.hellt; did you mean A.helt?"),
        (one_figure("[{item: A}]"), "A is no answer; name one of its options or boxes"),
        (one_figure('[{item: B.plan, percent: "20"}]'), "B.plan is not an answer to A; put it under its own figure"),
        (one_figure('[{item: A.helt, percent: "120"}]'), "expected a percent of 0 to 100, found `120`"),
        (one_figure('[{item: A.helt, percent: "-3"}]'), "expected a number as printed"),
        (one_figure("[]", "[{variable: G, group: vest, item: A.helt}]"), "there is no group of G called vest"),
        (one_figure("[]", "[{variable: H, group: nord, item: A.helt}]"), "there is no variable H"),
        (one_figure("[]", "[{variable: G, item: A.helt}]"), "the claim names no group; add `group`"),
        (one_figure("[]", more="  - {id: F1, question: B}\n"), "figure F1 stands twice"),
        (one_figure("[]", more="stated: [{id: x, kind: count, item: A.helt}]\n"), "x is of kind count and needs count"),
        (one_figure("[]", more='sizes: {G: {vest: "1"}}\n'), "there is no group of G called vest"),
        (one_figure("[]", more="sized: 1\n"), "unknown key `sized`; did you mean `sizes`?"),
    ],
)  # fmt: skip
def test_a_file_that_names_what_is_not_there_is_refused_in_one_line(text: str, told: str) -> None:
    from crosscase.study.problems import FileError

    with pytest.raises(FileError) as refused:
        read_published(text, read_questions(QUESTIONS), "published.yaml")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
