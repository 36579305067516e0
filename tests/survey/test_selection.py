"""Case selection against brute force over everybody who could be chosen."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from crosscase.study.problems import StudyError
from crosscase.survey.conditions import parse_condition
from crosscase.survey.model import Questionnaire, Rule
from crosscase.survey.questions import read_questions
from crosscase.survey.responses import Responses, read_responses
from crosscase.survey.selection import Selection, candidates, propose

QUESTIONS = """questions:
  - id: fylke
    type: single
    text: Fylke
    options: [{id: a}, {id: b}, {id: c}, {id: d}]
  - id: F3
    type: single
    text: Utfordringer
    options: [{id: ingen}, {id: noen}, {id: store}]
  - id: F6
    type: single
    text: Arbeid
    options: [{id: stor}, {id: liten}]
  - id: F8
    type: multiple
    text: Tiltak
    options: [{id: x}, {id: y}, {id: z}]
variables:
  - id: side
    question: fylke
    groups:
      - {id: vest, options: [a, b]}
      - {id: ost, options: [c]}
"""
SIDES = {"a": "vest", "b": "vest", "c": "ost"}
SPREAD = ("fylke", "F3")
GROUPS = {"fylke": 4, "F3": 3, "side": 2}
People = Sequence[tuple[str, str, str]]
"""Of each respondent the answers to fylke, F3 and F6; R0 is the first."""


def survey() -> Questionnaire:
    return read_questions(QUESTIONS)


def answers(people: People, ticks: Sequence[str] = ()) -> Responses:
    rows = [
        f"R{place},{fylke},{f3},{f6},{ticks[place] if ticks else ''}"
        for place, (fylke, f3, f6) in enumerate(people)
    ]
    return read_responses("\n".join(["respondent,fylke,F3,F6,F8", *rows, ""]).encode(), survey())


def rule(*where: str, spread: Sequence[str] = SPREAD, number: int = 0) -> Rule:
    return Rule(tuple(map(parse_condition, where)), tuple(spread), number)


def chosen_of(
    people: People, chosen: Sequence[str], *where: str, spread: Sequence[str] = SPREAD
) -> Selection:
    return candidates(answers(people), survey(), rule(*where, spread=spread), chosen)


people_of = some.lists(
    some.tuples(
        some.sampled_from(["a", "b", "c", "d", ""]), some.sampled_from(["ingen", "noen", "store", ""]),
        some.sampled_from(["stor", "stor", "liten", ""]),
    ),
    min_size=1,
    max_size=9,
)  # fmt: skip


def covered(people: People, places: Sequence[int]) -> Fraction:
    """The mean share of groups covered, over fylke and F3."""
    shares = [
        Fraction(len({people[place][column] for place in places} - {""}), GROUPS[name])
        for column, name in enumerate(SPREAD)
    ]
    return sum(shares, Fraction()) / len(SPREAD)


def differing(people: People, places: Sequence[int]) -> int:
    """Pairs with two different answers, over fylke and F3."""
    return sum(
        bool(people[one][column])
        and bool(people[other][column])
        and people[one][column] != people[other][column]
        for one, other in itertools.combinations(places, 2)
        for column in range(len(SPREAD))
    )


def place_of(respondent: str) -> int:
    return int(respondent[1:])


@given(people_of, some.integers(0, 4))
def test_what_a_candidate_adds_is_the_difference_that_choosing_it_makes(people: People, number: int) -> None:
    chosen = list(range(min(number, len(people))))
    found = chosen_of(people, [f"R{place}" for place in chosen])
    for one in found.candidates:
        more = [*chosen, place_of(one.respondent)]
        assert one.adds.share == covered(people, more) - covered(people, chosen)
        assert one.adds.differing == differing(people, more) - differing(people, chosen)
        assert one.adds.pairs == len(chosen) * len(SPREAD)
        new = {group.id for _, group in one.adds.groups}
        before = {answer for place in chosen for answer in people[place]}
        assert new == set(people[place_of(one.respondent)][:2]) - before - {""}


@given(people_of, some.integers(1, 5))
def test_what_a_chosen_one_covers_alone_is_lost_without_it(people: People, number: int) -> None:
    chosen = list(range(min(number, len(people))))
    found = chosen_of(people, [f"R{place}" for place in chosen])
    assert [one.respondent for one in found.chosen] == [f"R{place}" for place in chosen]
    for one in found.chosen:
        rest = [place for place in chosen if place != place_of(one.respondent)]
        assert one.adds.share == covered(people, chosen) - covered(people, rest)
        assert one.adds.differing == differing(people, chosen) - differing(people, rest)


@given(people_of, some.integers(0, 5))
def test_the_spread_is_counted_as_one_counts_by_hand(people: People, number: int) -> None:
    chosen = list(range(min(number, len(people))))
    found = chosen_of(people, [f"R{place}" for place in chosen], "F6=stor")
    fitting = [place for place, one in enumerate(people) if one[2] == "stor"]
    assert found.fitting == len(fitting)
    for column, spread in enumerate(found.spread):
        for place, group in enumerate(spread.variable.groups):
            assert spread.chosen[place] == sum(people[one][column] == group.id for one in chosen)
            assert spread.fitting[place] == sum(people[one][column] == group.id for one in fitting)
            assert spread.respondents[place] == sum(one[column] == group.id for one in people)
        assert spread.unknown == sum(not people[one][column] for one in chosen)
        assert spread.pairs == len(list(itertools.combinations(chosen, 2)))
        missing = {group.id for group, _ in spread.missing}
        assert missing == {group.id for group in spread.variable.groups} - {
            people[one][column] for one in chosen
        }
    assert sum(spread.differing for spread in found.spread) == differing(people, chosen)


@given(people_of)
def test_candidates_fit_are_not_chosen_and_better_ones_come_first(people: People) -> None:
    found = chosen_of(people, ["R0"], "F6=stor")
    names = [one.respondent for one in found.candidates]
    assert sorted(names) == sorted(
        f"R{place}" for place, one in enumerate(people) if one[2] == "stor" and place > 0
    )
    for earlier, later in itertools.pairwise(found.candidates):
        assert (earlier.adds.share, earlier.adds.differing) >= (later.adds.share, later.adds.differing)
        if earlier.rank == later.rank:
            assert earlier.adds.order == later.adds.order
            assert place_of(earlier.respondent) < place_of(later.respondent)
        else:
            assert later.rank == names.index(later.respondent) + 1


@given(people_of, some.integers(1, 4))
def test_a_proposal_covers_nearly_what_the_best_of_all_selections_does(people: People, number: int) -> None:
    found = propose(answers(people), survey(), rule("F6=stor", number=number))
    fitting = [place for place, one in enumerate(people) if one[2] == "stor"]
    taken = [place_of(one.respondent) for one in found.chosen]
    assert len(taken) == len(set(taken)) == min(number, len(fitting))
    assert set(taken) <= set(fitting)
    every = itertools.combinations(fitting, len(taken))
    best = max(covered(people, places) for places in every)
    assert float(best) * (1 - 1 / 2.718281828) <= float(covered(people, taken)) + 1e-9
    assert covered(people, taken) <= best
    # of one variable alone no selection covers more than it says
    for column, spread in enumerate(found.spread):
        most = max(
            len({people[place][column] for place in places} - {""})
            for places in itertools.combinations(fitting, len(taken))
        )
        assert spread.most == most


@given(people_of, some.integers(1, 3))
def test_for_one_variable_a_proposal_is_the_best_there_is(people: People, number: int) -> None:
    found = propose(answers(people), survey(), rule(spread=["fylke"], number=number))
    taken = [place_of(one.respondent) for one in found.chosen]

    def worth(places: Sequence[int]) -> tuple[int, int]:
        groups = [people[place][0] for place in places if people[place][0]]
        return len(set(groups)), sum(one != other for one, other in itertools.combinations(groups, 2))

    assert worth(taken) == max(map(worth, itertools.combinations(range(len(people)), len(taken))))


@given(people_of, some.integers(1, 5))
def test_each_step_of_a_proposal_takes_the_first_candidate_and_names_who_was_as_good(
    people: People, number: int
) -> None:
    responses, wanted = answers(people), rule("F6=stor", number=number)
    found = propose(responses, survey(), wanted)
    assert found.proposed
    for place, one in enumerate(found.chosen):
        before = candidates(responses, survey(), wanted, [each.respondent for each in found.chosen[:place]])
        first = [each for each in before.candidates if each.rank == 1]
        assert one.respondent == first[0].respondent
        assert one.tied == tuple(each.respondent for each in first[1:])
        assert one.adds == first[0].adds
    assert propose(responses, survey(), wanted) == found


def test_of_two_that_add_as_much_the_one_in_the_rarer_group_is_taken_first() -> None:
    # two can fill b and three can fill a, so that a can wait
    people = [("a", "noen", ""), ("a", "noen", ""), ("b", "noen", ""), ("b", "noen", ""), ("a", "noen", "")]
    found = propose(answers(people), survey(), rule(spread=["fylke"], number=2))
    assert [one.respondent for one in found.chosen] == ["R2", "R0"]
    assert found.chosen[0].tied == ("R3",)
    assert found.chosen[1].tied == ("R1", "R4")


def test_each_variable_weighs_the_same_however_many_groups_it_has() -> None:
    # both candidates add one group: R1 one of three, R2 one of four
    people = [("a", "noen", ""), ("a", "store", ""), ("b", "noen", "")]
    found = chosen_of(people, ["R0"])
    assert [(one.respondent, one.adds.share) for one in found.candidates] == [
        ("R1", Fraction(1, 6)),
        ("R2", Fraction(1, 8)),
    ]


def test_four_and_one_cover_as_much_as_three_and_two_but_differ_in_fewer_pairs() -> None:
    uneven = chosen_of([("a", "", "")] * 4 + [("b", "", "")], [f"R{n}" for n in range(5)]).spread[0]
    even = chosen_of([("a", "", "")] * 3 + [("b", "", "")] * 2, [f"R{n}" for n in range(5)]).spread[0]
    assert (uneven.covered, uneven.differing, uneven.pairs) == (2, 4, 10)
    assert (even.covered, even.differing, even.pairs) == (2, 6, 10)


def test_who_has_not_answered_a_variable_covers_nothing_of_it_and_differs_from_nobody() -> None:
    found = chosen_of([("a", "noen", ""), ("", "store", ""), ("", "", "")], ["R0"])
    half, none = found.candidates
    assert (half.respondent, half.groups[0], half.adds.differing, half.adds.pairs) == ("R1", None, 1, 2)
    assert (none.respondent, none.adds.groups, none.adds.differing, none.rank) == ("R2", (), 0, 2)


def test_an_option_that_is_in_no_group_of_a_variable_is_no_group() -> None:
    found = chosen_of([("a", "", ""), ("d", "", "")], ["R0", "R1"], spread=["side"])
    (spread,) = found.spread
    assert (spread.covered, spread.unknown, spread.chosen) == (1, 1, (1, 0))


def test_a_chosen_one_that_does_not_fit_is_kept_with_the_conditions_it_fails() -> None:
    found = chosen_of([("a", "noen", "liten"), ("b", "noen", "stor")], ["R0", "R1"], "F6=stor", "fylke=b,c")
    assert [list(map(str, one.fails)) for one in found.chosen] == [["F6=stor", "fylke=b,c"], []]
    assert found.candidates == ()
    assert found.spread[0].covered == 2


def test_conditions_say_how_many_meet_them_and_whom_they_alone_keep_out() -> None:
    people = [("a", "", "stor"), ("a", "", "liten"), ("b", "", "stor"), ("b", "", "liten"), ("b", "", "stor")]
    found = chosen_of(people, [], "F6=stor", "fylke=a")
    assert [(str(met.condition), met.count, met.alone) for met in found.conditions] == [
        ("F6=stor", 3, 1),
        ("fylke=a", 2, 2),
    ]


def test_a_count_of_options_is_a_condition() -> None:
    responses = answers([("a", "", "")] * 4, ["x;y;z", "x;y", "", "z"])
    found = candidates(responses, survey(), rule("F8>=2"))
    assert [one.respondent for one in found.candidates] == ["R0", "R1"]


def test_nobody_who_fits_is_a_selection_without_candidates() -> None:
    found = chosen_of([("a", "", "liten")], [], "F6=stor")
    assert (found.fitting, found.candidates, found.chosen) == (0, (), ())
    assert propose(answers([("a", "", "liten")]), survey(), rule("F6=stor", number=3)).chosen == ()


def test_without_a_rule_everybody_fits_and_nobody_adds_more_than_another() -> None:
    found = candidates(answers([("a", "", ""), ("b", "", "")]), survey(), Rule())
    assert [(one.respondent, one.rank) for one in found.candidates] == [("R0", 1), ("R1", 1)]


def test_a_respondent_or_a_variable_that_is_named_twice_counts_once() -> None:
    found = chosen_of([("a", "noen", ""), ("b", "noen", "")], ["R0", "R0"], spread=["fylke", "fylke"])
    assert [one.respondent for one in found.chosen] == ["R0"]
    assert [variable.id for variable in found.variables] == ["fylke"]


@pytest.mark.parametrize(
    ("where", "spread", "chosen", "line"),
    [
        ("F66=stor", "fylke", "R0", "F66=stor: there is no question or variable F66; did you mean F6?"),
        ("F6=storr", "fylke", "R0", "F6=storr: there is no answer to F6 called storr; did you mean stor?"),
        ("F6=stor", "fylkee", "R0", "there is no variable fylkee; did you mean fylke?"),
        ("F6=stor", "fylke", "R00", "there is no respondent R00; did you mean R0?"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest_name(
    where: str, spread: str, chosen: str, line: str
) -> None:
    with pytest.raises(StudyError) as refused:
        chosen_of([("a", "", "stor")], [chosen], where, spread=[spread])
    assert str(refused.value) == line


def test_no_respondents_are_refused() -> None:
    with pytest.raises(StudyError, match=r"survey/responses\.csv has no respondents"):
        chosen_of([], [])
