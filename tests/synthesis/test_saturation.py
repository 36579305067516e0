"""Saturation: mean and band against every order there is, order and units against what was written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.reports.synthesis.saturation import (
    saturation_data,
    saturation_document,
    saturation_notes,
    saturation_table,
)
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.synthesis.saturation import Run, Saturation, band, expected, runs_of, saturation
from studies import Coded, make_study

BODY = "I1: Vi har ikke tid. Vi har ikke folk.\n"
KNOWLEDGE, CAPACITY, SCHOOLS = "barriers/knowledge", "barriers/capacity", "challenges/schools"


def a_table(rows: Sequence[Sequence[bool]], codes: int) -> np.ndarray:
    return np.array(rows, bool).reshape(-1, codes)


Tables = st.integers(1, 5).flatmap(
    lambda codes: st.lists(st.lists(st.booleans(), min_size=codes, max_size=codes), min_size=1, max_size=6).map(
        lambda rows: a_table(rows, codes)
    )
)  # fmt: skip


def found_after(has: np.ndarray, order: Sequence[int]) -> list[int]:
    seen: set[int] = set()
    counts = []
    for unit in order:
        seen |= {code for code in range(has.shape[1]) if has[unit, code]}
        counts.append(len(seen))
    return counts


def percentile(values: Sequence[int], part: float) -> int:
    """The smallest value that at least a part of them do not pass."""
    return next(each for each in sorted(set(values)) if sum(v <= each for v in values) >= part * len(values))


@given(Tables)
@settings(max_examples=60, deadline=None)
def test_mean_and_band_are_those_of_every_order(has: np.ndarray) -> None:
    orders = [found_after(has, order) for order in permutations(range(len(has)))]
    by_size = list(zip(*orders, strict=True))
    np.testing.assert_allclose(expected(has), [sum(each) / len(orders) for each in by_size], atol=1e-9)
    low, high = band(has, 1, 1)
    assert low.tolist() == [percentile(each, 0.025) for each in by_size]
    assert high.tolist() == [percentile(each, 0.975) for each in by_size]


def test_mean_and_drawn_band_of_more_units_are_those_of_every_choice_of_them() -> None:
    chance = np.random.default_rng(5)
    has = chance.random((11, 30)) < chance.random(30) * 0.6
    low, high = band(has, 20_000, 3)
    for k in range(1, 12):
        counts = [int(has[list(those)].any(axis=0).sum()) for those in combinations(range(11), k)]
        assert expected(has)[k - 1] == pytest.approx(sum(counts) / len(counts))
        assert abs(low[k - 1] - percentile(counts, 0.025)) <= 1
        assert abs(high[k - 1] - percentile(counts, 0.975)) <= 1
    again = band(has, 200, 8)
    assert [each.tolist() for each in again] == [each.tolist() for each in band(has, 200, 8)]
    assert [each.tolist() for each in again] != [each.tolist() for each in band(has, 200, 9)]


def test_a_thousand_units_have_a_mean_without_overflow() -> None:
    has = np.zeros((1000, 2), bool)
    has[:500, 0] = has[0, 1] = True
    # of two units: 1 - (500/1000)(499/999) have the common code, and 2 in 1000 the rare one
    assert expected(has)[1] == pytest.approx(1 - 500 * 499 / (1000 * 999) + 2 / 1000)
    assert expected(has)[-1] == 2


def test_runs_are_new_codes_after_the_base_as_a_part_of_what_it_found() -> None:
    new = [20, 8, 7, 5, 3, 2, 0, 1, 1]
    assert runs_of(new, 4, 2) == (
        Run(5, 6, 5, 5 / 40), Run(6, 7, 2, 2 / 40), Run(7, 8, 1, 1 / 40), Run(8, 9, 2, 2 / 40),
    )  # fmt: skip
    assert runs_of(new[:5], 4, 2) == ()
    assert runs_of([0, 0, 0, 0, 3, 1], 4, 2) == ()
    assert runs_of([4, 0], 1, 1) == (Run(2, 2, 0, 0.0),)


# of studies


def a_study(
    folder: Path,
    coded: dict[str, list[str]],
    dates: dict[str, str] | None = None,
    kinds: dict[str, str] | None = None,
    more: dict[str, str] | None = None,
) -> Study:
    """Sources with the codes given to them.

    Args:
        dates, kinds, more: of sources; `more` is further lines of the front matter.
    """
    fronts = {}
    for source in coded:
        case = source.partition("/")[0]
        lines = [f"case: {case}", f"kind: {(kinds or {}).get(source, 'interview')}"]
        lines += [f"date: {dates[source]}"] if dates and source in dates else []
        lines += [more[source]] if more and source in more else []
        fronts[source] = "\n".join([*lines, "speakers:\n  I1: {role: leder}\n"])
    codings = {(s, "koder-a"): [Coded(code, "ikke tid") for code in codes] for s, codes in coded.items()}
    cases = {case: case.title() for case in dict.fromkeys(source.partition("/")[0] for source in coded)}
    make_study(folder, cases=cases, sources=dict.fromkeys(coded, BODY), fronts=fronts, codings=codings)
    return open_folder(folder)


def told(found: Saturation) -> list[tuple[str, tuple[str, ...]]]:
    return [(step.id, step.codes) for step in found.steps]


def test_sources_stand_by_date_and_those_without_one_last(tmp_path: Path) -> None:
    coded = {"alta/a": [CAPACITY], "alta/b": [CAPACITY, SCHOOLS], "bodo/c": [KNOWLEDGE], "bodo/d": [SCHOOLS]}
    study = a_study(
        tmp_path / "s", coded, {"bodo/c": "2021-11-03", "alta/b": "2021-12", "bodo/d": "2021-12-04"}
    )
    found = saturation(study)
    assert told(found) == [
        ("bodo/c", (KNOWLEDGE,)), ("alta/b", (CAPACITY, SCHOOLS)), ("bodo/d", ()), ("alta/a", ()),
    ]  # fmt: skip
    assert (found.new.tolist(), found.found.tolist(), found.total) == ([1, 2, 0, 0], [1, 3, 3, 3], 3)
    assert (found.every, found.orders, found.by_date) == (True, 24, True)
    given_order = saturation(study, order=["bodo/d", "alta/a"])
    assert [step.id for step in given_order.steps] == ["bodo/d", "alta/a", "bodo/c", "alta/b"]
    assert given_order.mean.tolist() == found.mean.tolist()
    by_case = saturation(study, "case")
    assert told(by_case) == [("bodo", (KNOWLEDGE, SCHOOLS)), ("alta", (CAPACITY,))]
    assert [step.label for step in by_case.steps] == ["Bodo", "Alta"]


def test_notes_of_one_meeting_are_one_unit_and_documents_are_none(tmp_path: Path) -> None:
    coded = {"alta/a": [CAPACITY], "alta/b": [SCHOOLS], "alta/c": [KNOWLEDGE], "bodo/a": [CAPACITY]}
    session = dict.fromkeys(["alta/a", "alta/b", "bodo/a"], "session: mote")
    study = a_study(tmp_path / "s", coded, kinds={"alta/c": "document"}, more=session)
    found = saturation(study)
    assert told(found) == [("alta/a", (CAPACITY, SCHOOLS)), ("bodo/a", ())]
    both = saturation(study, kinds=["document", "interview"], order=["alta/b"])
    assert [step.id for step in both.steps] == ["alta/a", "alta/c", "bodo/a"]
    assert saturation(study, codes=["barriers"]).total == 1


def test_what_nobody_has_coded_is_left_out_and_named(tmp_path: Path) -> None:
    study = a_study(tmp_path / "s", {"alta/a": [CAPACITY], "bodo/b": [], "tana/c": [SCHOOLS]})
    found = saturation(study, codes=["barriers"])
    # one that is coded, if with other codes, brings nothing new and stays
    assert told(found) == [("alta/a", (CAPACITY,)), ("tana/c", ())]
    assert found.uncoded == ("bodo/b",)
    assert "Ikke kodet, og ikke med: bodo/b." in saturation_notes(study, found, "nb")


def test_few_sources_are_said_to_prove_little_and_one_nothing(tmp_path: Path) -> None:
    five = a_study(tmp_path / "five", {f"alta/s{n}": [CAPACITY] for n in range(5)})
    notes = saturation_notes(five, saturation(five), "nb")
    assert notes[2].startswith("5 kilder beviser lite: ")
    assert notes[-1] == (
        "Metningsmålet til Guest, Namey og Chen (2020), med en base på 4 og løp på 2, krever minst 6; her er det 5."
    )
    one = a_study(tmp_path / "one", {"alta/s": [CAPACITY]})
    found = saturation(one)
    assert (found.mean.tolist(), found.low.tolist(), found.high.tolist(), found.runs) == ([1], [1], [1], ())
    assert saturation_notes(one, found, "en")[2:] == (
        "With 1 source there is nothing to compare: the curve says nothing of saturation.",
    )
    many = a_study(tmp_path / "many", {f"alta/s{n:02}": [CAPACITY, SCHOOLS][: 1 + n % 2] for n in range(12)})
    notes = saturation_notes(many, found := saturation(many, orders=50, seed=4), "en")
    assert "The last value is all that was found, not all there is." in notes
    assert "95%: 2.5th to 97.5th percentile over 50 random orders (seed 4)." in notes
    assert notes[-1].endswith(
        "no. 5–6 brought 0 new codes, 0% of the 2 in the base. This is the first run with at most 5%."
    )
    assert (found.every, found.reached()) == (False, Run(5, 6, 0, 0.0))


def test_no_run_within_five_percent_is_said_too(tmp_path: Path) -> None:
    study = a_study(tmp_path / "s", {"alta/a": [CAPACITY], "alta/b": [SCHOOLS], "alta/c": [KNOWLEDGE]})
    found = saturation(study, base=1, run=1)
    assert found.reached() is None
    assert saturation_notes(study, found, "nb")[-1] == (
        "Metningsmål etter Guest, Namey og Chen (2020), med en base på 1 og løp på 1: ingen løp ga høyst 5 % nye koder; "
        "det siste, nr. 3, ga 1, 100\N{NO-BREAK SPACE}% av de 1 i basen."
    )


def test_a_study_without_codings_says_so_and_still_works(tmp_path: Path) -> None:
    study = a_study(tmp_path / "s", {"alta/a": [], "bodo/b": []})
    found = saturation(study)
    assert (found.steps, found.mean.shape, found.low.shape, found.total) == ((), (0,), (0,), 0)
    assert found.uncoded == ("alta/a", "bodo/b")
    assert (
        saturation_notes(study, found, "en")[1]
        == "No sources of these kinds are coded: focus group, interview."
    )
    assert not saturation_document(study, found, "en").tables


def test_tables_show_the_order_with_mean_and_band(tmp_path: Path) -> None:
    study = a_study(
        tmp_path / "s", {"alta/a": [CAPACITY], "alta/b": [CAPACITY, SCHOOLS]}, {"alta/b": "2021-12-01"}
    )
    found = saturation(study)
    assert saturation_table(found, "nb").rows == (
        (1, "alta/b", "2021-12-01", 2, 2, 2, "1,5", "1–2"),
        (2, "alta/a", "", 1, 0, 2, "2,0", "2–2"),
    )
    rows = saturation_data(found).rows
    assert rows[0] == (1, "alta/b", "alta/b", "2021-12-01", 2, 2, 2, 1.5, 1, 2, (CAPACITY, SCHOOLS))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"unit": "sources"}, "there is no unit sources; did you mean source?"),
        ({"unit": "speaker"}, "there is no unit speaker; there are source, case"),
        ({"kinds": ["interviews"]}, "there is no kind interviews; did you mean interview?"),
        (
            {"codes": ["barriers/capasity"]},
            "there is no code barriers/capasity; did you mean barriers/capacity?",
        ),
        ({"order": ["alta/fokusgrupe"]}, "there is nothing to count called alta/fokusgrupe; did you mean"),
        ({"orders": 0}, "orders 0: give a number from 1 to 100000"),
        ({"orders": 10**7}, "orders 10000000: give a number from 1 to 100000"),
        ({"base": 0}, "base 0: give a number from 1 to 1000"),
        ({"run": -2}, "run -2: give a number from 1 to 1000"),
        ({"seed": -1}, "seed -1: give a number from 0 on"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    tmp_path: Path, asked: dict[str, object], said: str
) -> None:
    study = open_folder(make_study(tmp_path / "s"))
    with pytest.raises(StudyError) as refused:
        saturation(study, **asked)  # type: ignore[arg-type]  # what a script may hand over
    assert str(refused.value).startswith(said)
