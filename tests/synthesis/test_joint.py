"""Joint displays: whose quotes support a theme, what of the survey stands beside it, against counting by hand."""

from __future__ import annotations

import random
from collections.abc import Callable
from math import sqrt
from pathlib import Path

import pytest

from crosscase.api import open_study
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.theme_file import Theme
from crosscase.synthesis.beside import survey_beside
from crosscase.synthesis.joint import JointDisplay, joint, joints
from crosscase.synthesis.joint_words import agreement_mark, item_figure, item_label, own_text
from joints import SCHOOL, TIME, answers, joint_study, responses_text
from studies import Coded, make_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Nobody writes into it."""
    return open_folder(joint_study(tmp_path_factory.mktemp("joint") / "study"))


def wilson(count: int, n: int) -> tuple[float, float]:
    """Wilson's interval as textbooks have it."""
    z, p = 1.959963984540054, count / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return middle - half, middle + half


def ids(display: JointDisplay) -> dict[str, tuple[list[str], list[str]]]:
    """What each case has for and against a theme."""
    return {
        each.case.id: ([p.coding.id for p in each.passages], [p.coding.id for p in each.against])
        for each in display.cases
    }


def test_each_case_has_its_quotes_for_and_against_and_open_answers_go_to_who_wrote_them(study: Study) -> None:
    display = joint(study, "T1")
    assert ids(display) == {
        "alta": (["alta-time0", "alta-money", "open-r0001"], ["alta-schol"]),
        "bodo": ([], []),
        "skien": (["open-r0002"], ["skien-scho"]),
        "vadso": ([], []),
    }
    assert [each.case.id for each in display.support] == ["alta", "skien"]
    assert [each.case.id for each in display.both] == ["alta", "skien"]
    assert [each.case.id for each in display.silent] == ["bodo", "vadso"]
    assert [passage.coding.id for passage in display.beyond] == ["open-r0009"]  # R09 is no case
    assert (display.proposal.found, display.proposal.cases) == (2, 4)
    assert (display.area_name("nb"), display.sentence("en")) == ("Vilkår", "Time and money are lacking.")
    assert "Koder-A" in display.counted("nb")


def test_a_coding_that_several_entries_hold_counts_once(study: Study) -> None:
    theme = Theme(id="X", codes=("barriers", "barriers/time", "barriers/funds", f"words:{TIME.split()[-2]}"))
    assert ids(joint(study, theme))["alta"][0] == ["alta-time0", "alta-money", "open-r0001"]
    # a former path, a whole query, and other coders than those that count
    assert ids(joint(study, Theme(id="X", codes=("barriers/funds",))))["alta"][0] == ["alta-money"]
    assert ids(joint(study, Theme(id="X", codes=("only:barriers",))))["alta"][0] == []
    assert ids(joint(study, Theme(id="X", codes=("drivers",))))["alta"][0] == []
    assert ids(joint(study, Theme(id="X", codes=("drivers",)), ["koder-b"]))["alta"][0] == ["alta-drive"]


def test_key_quotes_are_shown_else_one_is_chosen_that_may_be_printed(study: Study) -> None:
    alta, _, skien, _ = joint(study, "T1").cases
    (chosen,) = alta.shown
    # the longest may only be paraphrased
    assert (chosen.passage.words, chosen.key, chosen.chosen, chosen.withheld) == (TIME, False, True, False)
    (counter,) = skien.counter
    assert (counter.passage.words, counter.key, counter.chosen) == (SCHOOL, True, False)
    assert (counter.consent, counter.withheld) == ("none", True)


def test_shares_intervals_and_bases_are_those_counted_by_hand(study: Study) -> None:
    time, money = joint(study, "T1").items
    # 4 of 20 in the north and 18 of 20 in the south have time; R02 said no in place of yes
    low, high = wilson(21, 40)
    assert (time.base, time.reversed, time.share) == (40, True, 19 / 40)
    assert time.interval is not None
    assert (time.interval.low, time.interval.high) == pytest.approx((1 - high, 1 - low))
    # only the 19 who said no were asked: R02 wants people, all others money
    assert (money.base, money.share) == (19, 18 / 19)
    assert money.interval is not None
    assert (money.interval.low, money.interval.high) == pytest.approx(wilson(18, 19))
    assert money.small
    assert (item_label(time, "nb"), item_figure(time, "en")) == ("ikke: Ja", "48%")
    # of a reversed item groups are turned round too: the north has less time, so more of it has none; that the south,
    # which is all the rest, has more is the same comparison, and not told again
    groups = {each.group.id: (each.higher, each.share, each.count, each.base) for each in time.deviations}
    assert groups == {"nord": (True, 17 / 20, 17, 20)}
    assert all(each.small for each in time.deviations)
    north = next(each for each in time.deviations if each.group.id == "nord").interval
    low, high = wilson(3, 20)
    assert north is not None
    assert (north.low, north.high) == pytest.approx((1 - high, 1 - low))
    assert money.deviations == ()


def test_a_whole_question_or_row_shows_its_strongest_answer_and_cannot_be_used(study: Study) -> None:
    grid, row, number = joint(study, "T2").items
    assert [item.whole for item in (grid, row, number)] == [True] * 3
    assert item_figure(grid, "nb") == "Møter: Ofte 100\N{NO-BREAK SPACE}%; Kurs: Aldri 75\N{NO-BREAK SPACE}%"
    assert item_figure(row, "en") == "Never 75%"
    assert item_figure(number, "en") == "Mean 20.5"
    proposal = joint(study, "T2").proposal
    assert (proposal.relation, proposal.why_not) == ("", "no-item")
    assert {verdict.numbers.unusable for verdict in proposal.verdicts} == {"whole"}


def test_own_answers_stand_beside_own_codings_and_say_why_there_is_none(study: Study) -> None:
    display = joint(study, "T1")
    alta, bodo, skien, vadso = display.cases
    time, money = display.items
    # R01 has time, which is not what the theme says, and was not asked the other question
    assert (own_text(alta.own[0], time, "nb"), agreement_mark(alta.own[0], coded=True)) == ("valgt", "≠")
    assert (alta.own[1].state, own_text(alta.own[1], money, "en")) == ("not-asked", "not asked")
    assert (own_text(skien.own[0], time, "en"), skien.own[0].agrees(coded=True)) == ("not chosen: No", True)
    assert (skien.own[1].holds, own_text(skien.own[1], money, "nb")) == (False, "ikke valgt")
    assert {own.state for own in bodo.own} == {"no-respondent"}
    assert {own.state for own in vadso.own} == {"unknown-respondent"}
    numbers = display.proposal.verdicts[0].numbers
    assert (numbers.agree, numbers.disagree) == (1, 1)
    skien = joint(study, "T2").cases[2]
    told = [own_text(own, item, "en") for own, item in zip(skien.own, joint(study, "T2").items, strict=True)]
    assert told == ["Meetings: Often; Courses: Often", "Often", "2"]


def test_an_empty_cell_of_who_was_asked_is_no_answer(tmp_path: Path) -> None:
    rows = answers()
    rows[0] |= {"F1": "", "F3.moter": "", "F3.kurs": ""}
    study = open_folder(joint_study(tmp_path, rows=rows))
    assert [own.state for own in joint(study, "T1").cases[0].own] == ["no-answer", "not-asked"]
    assert [own.state for own in joint(study, "T2").cases[0].own] == ["no-answer", "no-answer", "answered"]


def test_printed_figures_stand_in_where_there_are_no_responses(tmp_path: Path) -> None:
    published = """answers: "40"
figures:
  - id: F1
    question: F1
    base: "40"
    shares: [{item: F1.ja, percent: "53"}, {item: F1.nei, percent: "47", base: "0"}]
    claims:
      - {variable: landsdel, group: nord, item: F1.ja, percent: "20", base: "20", direction: lower, significant: "yes"}
      - {variable: landsdel, group: sor, item: F1.ja, direction: higher, significant: "no"}
"""
    folder = joint_study(tmp_path, files={"survey/published.yaml": published})
    (folder / "survey/responses.csv").unlink()
    display = joint(open_folder(folder), "T1")
    time, money = display.items
    assert (time.published, time.base, time.share) == (True, 40, 0.47)
    # only 21 of 40 print as 53 percent
    low, high = wilson(21, 40)
    assert time.interval is not None
    assert (time.interval.low, time.interval.high) == pytest.approx((1 - high, 1 - low))
    assert [(each.group.id, each.higher, each.share, each.printed) for each in time.deviations] == [
        ("nord", True, 0.8, True)
    ]
    assert money.state == "not-printed"
    assert {own.state for each in display.cases[:1] for own in each.own} == {"no-responses"}
    assert [verdict.numbers.unusable for verdict in display.proposal.verdicts] == ["", "no-figure"]
    assert display.proposal.relation == "converges"


def test_what_is_not_there_is_one_line_and_the_rest_works(tmp_path: Path) -> None:
    themes = """themes:
  - {id: T1, sentence: "Tid.", codes: [barrier/time, barriers, "code:nothing"], survey: [F1.yes, F1.ja]}
"""
    display = joint(open_folder(joint_study(tmp_path, themes=themes)), "T1")
    assert [each.case.id for each in display.support] == ["alta", "skien"]
    assert [item.state for item in display.items] == ["unknown", ""]
    assert display.proposal.relation == "converges"
    one, two, three = display.problems
    assert one == "there is no code barrier/time; did you mean barriers/time?"
    assert two.startswith("the query “code:nothing” cannot be answered: there is no code nothing")
    assert three.startswith("there is no item of the survey F1.yes")
    assert display.cases[0].own[0].state == "no-item"


@pytest.mark.parametrize(
    ("broken", "state", "item"),
    [
        ({"survey": False}, "none", "no-survey"),
        ({"files": {"survey/questions.yaml": "questions: [\n"}}, "unreadable", "unreadable"),
        ({"files": {"survey/responses.csv": "x;y\n"}}, "unreadable", "unreadable"),
        ({"rows": []}, "", "no-answers"),
    ],
)
def test_a_survey_that_is_not_there_or_broken_leaves_the_cases(
    tmp_path: Path, broken: dict[str, object], state: str, item: str
) -> None:
    display = joint(open_folder(joint_study(tmp_path, **broken)), "T1")
    assert (display.survey, {each.state for each in display.items}) == (state, {item})
    assert [each.case.id for each in display.support] == ["alta", "skien"]
    assert display.proposal.why_not == "no-item"
    assert len(display.problems) >= 1


def test_a_study_without_codings_or_with_one_case_works(tmp_path: Path) -> None:
    empty = joint(open_folder(joint_study(tmp_path / "a", codings={})), "T1")
    assert (empty.support, len(empty.silent), empty.proposal.why_not) == ((), 4, "no-quotes")
    one = make_study(
        tmp_path / "b",
        cases={"alta": "Alta"},
        sources={"alta/plan": "Vi har for lite tid.\n"},
        codings={("alta/plan", "koder-a"): [Coded("barriers", "Vi har")]},
        files={"synthesis/themes.yaml": "themes:\n  - {id: A, sentence: Tid., codes: [barriers]}\n"},
    )
    (display,) = joints(open_folder(one))
    assert (len(display.support), len(display.cases), display.proposal.relation) == (1, 1, "silent")


def test_nothing_stale_is_shown_after_a_change(tmp_path: Path) -> None:
    folder = joint_study(tmp_path)
    study = open_folder(folder)
    before = survey_beside(study)
    assert joint(study, "T1").items[0].base == 40
    assert survey_beside(study) is before
    (folder / "survey/responses.csv").write_text(responses_text(answers()[:10]), encoding="utf-8")
    assert joint(study, "T1").items[0].base == 10


def test_python_gets_a_row_a_theme_case_and_item(study: Study) -> None:
    opened = open_study(study.root)
    frame = opened.joint(["T1"])
    assert len(frame) == 4 * 2
    share = frame.loc[
        (frame["case"] == "alta") & (frame["item"] == "F1.ja"), ["percent", "own_answer", "agrees"]
    ]
    assert share.iloc[0].tolist() == [47.5, ("ja",), False]
    # T2 has three items, T3 none
    assert opened.joint().groupby("theme", sort=False).size().tolist() == [8, 12, 4]


def test_an_unknown_theme_or_coder_is_refused_with_the_nearest(study: Study) -> None:
    with pytest.raises(StudyError, match=r"no theme T9; did you mean T[1-3]\?"):
        joint(study, "T9")
    with pytest.raises(StudyError, match=r"did you mean koder-a\?"):
        joint(study, "T1", ["koder-aa"])


LINES = 5


def _random_study(
    folder: Path, chance: random.Random
) -> tuple[Study, Callable[[tuple[str, ...]], dict[str, int]]]:
    """A study whose codings each take one line, and a count by hand of the quotes that each case has of some codes."""
    cases = [f"c{number}" for number in range(chance.randint(1, 4))]
    body = "".join(f"Linje nummer {number} i teksten.\n\n" for number in range(LINES))
    paragraphs = {f"R{number}": f"R{number}: Svar nummer {number} her.\n\n" for number in range(LINES)}
    whose = dict(zip(paragraphs, chance.sample([*cases, "", "", "", "", ""], LINES), strict=True))
    respondent = {case: name for name, case in whose.items() if case}
    sources = {f"{case}/{name}": body for case in cases for name in ("a", "b")[: chance.randint(1, 2)]}
    texts = {source: [line for line in body.split("\n") if line] for source in sources}
    texts["open-answers/f5"] = [text.split(": ")[1].strip() for text in paragraphs.values()]
    sources["open-answers/f5"] = "".join(paragraphs.values())
    codes = ["barriers", "barriers/time", "barriers/money", "school", "drivers"]
    coders = ["koder-a", "koder-b", "consensus"]
    made: list[tuple[str, str, str, int]] = []
    for source in sources:
        for coder in chance.sample(coders, chance.randint(0, 3)):
            made += [
                (source, coder, chance.choice(codes), chance.randrange(LINES))
                for _ in range(chance.randint(1, 4))
            ]
    main = chance.choice(["", "koder-a"])
    codings: dict[tuple[str, str], list[Coded]] = {}
    for number, (source, coder, code, line) in enumerate(made):
        one = Coded(code, texts[source][line], id=f"coding{number:04}")
        codings.setdefault((source, coder), []).append(one)

    def by_hand(entries: tuple[str, ...]) -> dict[str, int]:
        found = dict.fromkeys(cases, 0)
        for source in sources:
            there = {coder for place, coder, _, _ in made if place == source}
            counting = {"consensus"} & there or ({main} if main in there else there)
            for code in codes:
                if not any(code == entry or code.startswith(f"{entry}/") for entry in entries):
                    continue
                for line in range(LINES):
                    by = [c for p, c, k, n in made if (p, k, n) == (source, code, line) and c in counting]
                    count = 1 if len(set(by)) > 1 else len(by)
                    case = whose[f"R{line}"] if source == "open-answers/f5" else source.split("/")[0]
                    if case:
                        found[case] += count
        return found

    files: dict[str, str | bytes] = {}
    for case in cases:
        answered = f"respondent: {respondent[case]}\n" if case in respondent else ""
        files[f"cases/{case}.yaml"] = f"name: {case.upper()}\n{answered}"
    study = joint_study(folder, codings={}, themes="", main_coder=main, files=files)
    for gone in ("alta", "skien", "bodo", "vadso"):
        (study / f"cases/{gone}.yaml").unlink()
        (study / f"interviews/{gone}/gruppe.md").unlink()
    make_study(
        study, codebook="", cases={}, sources=sources, codings=codings, main_coder=main,
        fronts={"open-answers/f5": "kind: open-answers\nquestion: F5\n"},
    )  # fmt: skip
    return open_folder(study), by_hand


@pytest.mark.parametrize("seed", range(12))
def test_support_counted_by_hand_on_random_studies_is_the_same(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    study, by_hand = _random_study(tmp_path, chance)
    for entries in (
        ("barriers",),
        ("barriers/time", "school"),
        ("drivers", "barriers/money"),
        ("school", "barriers"),
    ):
        display = joint(study, Theme(id="X", codes=entries, against=("school",)))
        expected, against = by_hand(entries), by_hand(("school",))
        assert {each.case.id: len(each.passages) for each in display.cases} == expected
        assert {each.case.id: len(each.against) for each in display.cases} == against
        assert {each.case.id for each in display.support} == {case for case, n in expected.items() if n}
        assert {each.case.id for each in display.silent} == {
            case for case, n in expected.items() if not n and not against[case]
        }
