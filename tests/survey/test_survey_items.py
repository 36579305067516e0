"""What addresses of a survey lead to, and what stands nearest where they lead nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from crosscase.study.problems import StudyError
from crosscase.survey.items import (
    expanded,
    find_item,
    find_question,
    find_variable,
    has_item,
    known_items,
    known_variables,
)
from crosscase.survey.model import in_language
from crosscase.survey.questions import read_questions

SURVEY = read_questions(
    """questions:
  - id: F3
    type: single
    text: {nb: Hvor mye?}
    options: [{id: ingen, label: {nb: Ingen, en: None}}, {id: noen}, {id: store}]
    boxes: [{id: minst-noen, label: Minst noen, options: [store, noen]}]
  - {id: F4, type: multiple, text: b, options: [{id: hets}, {id: annet}]}
  - {id: F4.annet, type: open, text: c, column: fritekst}
  - {id: F4.annet.mer, type: single, text: d, options: [{id: ja}]}
  - id: F7
    type: grid
    text: e
    options: [{id: stor}, {id: liten}]
    boxes: [{id: begge, options: [stor, liten]}]
    rows: [{id: samer, label: Samer}, {id: andre}]
  - {id: alder, type: number, text: f}
variables:
  - {id: aldersgruppe, question: alder, groups: [{id: unge, to: 30}]}
"""
)


@pytest.mark.parametrize(
    ("address", "question", "row", "options"),
    [
        ("F3", "F3", None, ()),
        ("F3.ingen", "F3", None, ("ingen",)),
        ("F3.minst-noen", "F3", None, ("store", "noen")),
        ("F4.hets", "F4", None, ("hets",)),
        ("F4.annet", "F4.annet", None, ()),
        ("F4.annet.mer", "F4.annet.mer", None, ()),
        ("F4.annet.mer.ja", "F4.annet.mer", None, ("ja",)),
        ("F7", "F7", None, ()),
        ("F7.samer", "F7", "samer", ()),
        ("F7.samer.stor", "F7", "samer", ("stor",)),
        ("F7.andre.begge", "F7", "andre", ("stor", "liten")),
        ("alder", "alder", None, ()),
    ],
)
def test_an_address_leads_to_a_question_a_row_an_option_or_a_box_and_the_longest_id_wins(
    address: str, question: str, row: str | None, options: tuple[str, ...]
) -> None:
    found = find_item(SURVEY, address)
    assert (found.question.id, found.row.id if found.row else None, found.options) == (question, row, options)
    assert found.address == address


def test_where_the_longest_question_has_no_such_answer_the_shorter_one_is_asked() -> None:
    found = read_questions(
        """questions:
  - {id: F7, type: grid, text: a, options: [{id: stor}], rows: [{id: samer, column: x}]}
  - {id: F7.samer, type: single, text: b, options: [{id: ja}]}
"""
    )
    assert find_item(found, "F7.samer").question.id == "F7.samer"
    assert find_item(found, "F7.samer.ja").question.id == "F7.samer"
    assert find_item(found, "F7.samer.stor").question.id == "F7"
    for address in known_items(found):
        assert has_item(found, address)


def test_the_words_of_an_answer_are_those_of_its_option_or_box() -> None:
    assert in_language(find_item(SURVEY, "F3.ingen").label, "en") == "None"
    assert in_language(find_item(SURVEY, "F3.minst-noen").label, "nb") == "Minst noen"
    assert not find_item(SURVEY, "F3").label


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("F3.ingn", "there is no item of the survey F3.ingn; did you mean F3.ingen?"),
        ("f3.Store", "there is no item of the survey f3.Store; did you mean F3.store?"),
        ("F7.samer.stort", "did you mean F7.samer.stor?"),
        ("F7.stor", "did you mean F7.samer.stor?"),
        ("aldersgruppe", "aldersgruppe is a variable and no item of the survey; name its question, alder"),
        (
            "barrierer",
            "there is no item of the survey barrierer; there are F3, F3.ingen, F3.noen, F3.store, ",
        ),
        ("", "there is no item of the survey ; there are F3"),
        ("F3.", "there is no item of the survey F3.; did you mean F3?"),
        ("..", "there is no item of the survey ..; "),
        ("F3.ingen.x", "did you mean F3.ingen?"),
        (
            "F33.xyzzy",
            "there is no item of the survey F33.xyzzy; did you mean F3?",
        ),  # of the question most like it
        ("F33.ingne", "did you mean F3.ingen?"),
        ("x\n\x1b[31m" * 40, "there is no item of the survey x\\u000a\\u001b[31m"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_with_the_nearest(address: str, message: str) -> None:
    assert not has_item(SURVEY, address)
    with pytest.raises(StudyError) as caught:
        find_item(SURVEY, address)
    assert message in str(caught.value)
    assert str(caught.value).isprintable()


def test_every_address_that_is_listed_leads_somewhere_and_none_is_listed_twice() -> None:
    listed = known_items(SURVEY)
    assert len(set(listed)) == len(listed)
    assert {find_item(SURVEY, address).address for address in listed} == set(listed)
    assert [address for address in listed if address.startswith("F7")] == [
        "F7", "F7.samer", "F7.samer.stor", "F7.samer.liten", "F7.samer.begge",
        "F7.andre", "F7.andre.stor", "F7.andre.liten", "F7.andre.begge",
    ]  # fmt: skip


@given(
    some.lists(some.sampled_from(["F3", "F4", "F7", "annet", "samer", "stor", "ja", "mer", ""]), max_size=5)
)
def test_an_address_leads_somewhere_where_and_only_where_it_is_listed(parts: list[str]) -> None:
    address = ".".join(parts)
    assert has_item(SURVEY, address) == (address in known_items(SURVEY))


def test_a_question_is_found_by_its_id_alone() -> None:
    assert find_question(SURVEY, "F4.annet").kind == "open"
    with pytest.raises(
        StudyError, match=r"there is no question F3\.noen; did you mean F3\?|there are F3, F4"
    ):
        find_question(SURVEY, "F3.noen")


def test_one_choice_is_a_variable_by_its_options() -> None:
    assert [group.id for group in find_variable(SURVEY, "aldersgruppe").groups] == ["unge"]
    single, row = find_variable(SURVEY, "F3"), find_variable(SURVEY, "F7.samer")
    assert [(group.id, group.options) for group in single.groups] == [
        ("ingen", ("ingen",)), ("noen", ("noen",)), ("store", ("store",)),
    ]  # fmt: skip
    assert [group.id for group in row.groups] == ["stor", "liten"]
    assert (in_language(single.label, "nb"), in_language(row.label, "nb")) == ("Hvor mye?", "Samer")
    assert known_variables(SURVEY) == ["aldersgruppe", "F3", "F4.annet.mer", "F7.samer", "F7.andre"]


@pytest.mark.parametrize("name", ["F4", "F3.ingen", "F7", "F7.samer.stor", "F4.annet"])
def test_what_is_not_one_choice_cannot_be_broken_down_by(name: str) -> None:
    with pytest.raises(StudyError) as caught:
        find_variable(SURVEY, name)
    assert str(caught.value) == (
        f"{name} cannot be broken down by: it is not one choice; "
        "there are aldersgruppe, F3, F4.annet.mer, F7.samer, F7.andre"
    )


def test_a_variable_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(StudyError, match=r"^there is no variable aldersgrupe; did you mean aldersgruppe\?$"):
        find_variable(SURVEY, "aldersgrupe")


def test_options_and_boxes_together_are_options_once_and_in_order() -> None:
    question = SURVEY.questions["F3"]
    assert expanded(question, ["minst-noen", "noen", "ingen"]) == ("ingen", "noen", "store")
    assert expanded(question, ["finnes-ikke"]) == ()


def test_a_number_names_the_variables_that_are_made_of_it() -> None:
    asked = read_questions(
        "questions: [{id: alder, type: number, text: Alder}]\n"
        "variables: [{id: aldersgruppe, question: alder, groups: [{id: ung, to: 30}]}]\n"
    )
    with pytest.raises(
        StudyError, match="alder cannot be broken down by: it is not one choice; aldersgruppe is made of it"
    ):
        find_variable(asked, "alder")
