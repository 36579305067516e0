"""Conditions as people write them, and as they are told again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from crosscase.study.problems import StudyError
from crosscase.survey.conditions import parse_condition
from crosscase.survey.items import problem_of
from crosscase.survey.model import Condition
from crosscase.survey.questions import read_questions

SURVEY = read_questions(
    """questions:
  - {id: F3, type: single, text: a, options: [{id: noen}, {id: store}], boxes: [{id: minst-noen, options: [noen, store]}]}
  - {id: F4, type: multiple, text: b, options: [{id: hets}, {id: annet}]}
  - {id: F7, type: grid, text: c, options: [{id: stor}, {id: liten}], rows: [{id: samer}]}
  - {id: alder, type: number, text: d}
  - {id: fritekst, type: open, text: e}
variables:
  - {id: aldersgruppe, question: alder, groups: [{id: unge, to: 30}, {id: eldre, from: 31}]}
"""
)


@pytest.mark.parametrize(
    ("text", "subject", "relation", "values"),
    [
        ("F3=noen", "F3", "=", ["noen"]),
        ("  F3 = noen , store,noen,, ", "F3", "=", ["noen", "store"]),
        ("F3!=noen", "F3", "!=", ["noen"]),
        ("F8>=3", "F8", ">=", ["3"]),
        ("alder <= 2,5", "alder", "<=", ["2.5"]),
        ("temp>=-4.25", "temp", ">=", ["-4.25"]),
        ("F4.annet-tekst=x", "F4.annet-tekst", "=", ["x"]),
    ],
)
def test_a_condition_is_a_subject_a_relation_and_what_will_do(
    text: str, subject: str, relation: str, values: list[str]
) -> None:
    found = parse_condition(text)
    assert (found.subject, found.relation, list(found.values)) == (subject, relation, values)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "“” is no condition; it looks like F3=noen,store or F8>=3"),
        ("=noen", "“=noen” is no condition; it looks like"),
        ("F3", "“F3” is no condition; it looks like"),
        ("store", "“store” is no condition; it looks like F3=noen,store or F8>=3, and in quotation marks"),
        ("F3=", "“F3=” names no answer; it looks like"),
        ("F3= , ", "names no answer"),
        ("F8>3", "“F8>3” is no condition"),
        ("F8==3", "“F8==3” is no condition"),
        ("F8=>3", "“F8=>3” is no condition"),
        ("F3=noen,F4=hets", "“F3=noen,F4=hets” is no condition"),
        ("F8>=mange", "“F8>=mange”: after >= stands one number"),
        ("F8>=1,2,3", "after >= stands one number"),
        (f"F8>={'9' * 400}", "after >= stands one number"),
        ("F3 noen\x1b[31m=x", "“F3 noen\\u001b[31m=x” is no condition"),
    ],
)
def test_what_is_no_condition_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(StudyError) as caught:
        parse_condition(text)
    assert message in str(caught.value)
    assert str(caught.value).isprintable()


WORDS = some.text("abcæøå0123456789-_. \u00a0", min_size=1, max_size=6).filter(
    lambda text: text.strip() != ""
)
SUBJECTS = some.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,5}(\.[a-z0-9-]{1,5}){0,2}", fullmatch=True)
BLANKS = some.sampled_from(["", " ", "  ", "\t"])


@given(
    SUBJECTS, some.sampled_from(["=", "!="]), some.lists(WORDS, min_size=1, max_size=4), BLANKS, BLANKS, BLANKS
)  # fmt: skip
def test_what_a_condition_is_told_as_reads_back_as_the_same_condition(
    subject: str, relation: str, values: list[str], before: str, between: str, after: str
) -> None:
    text = f"{before}{subject}{between}{relation}{after}{','.join(values)}"
    found = parse_condition(text)
    assert found.subject == subject
    assert list(found.values) == list(dict.fromkeys(value.strip() for value in values))
    assert parse_condition(str(found)) == found
    assert str(parse_condition(str(found))) == str(found)


@given(SUBJECTS, some.sampled_from([">=", "<="]), some.decimals(-9999, 9999, places=2), some.booleans())
def test_a_limit_is_the_number_that_was_written_with_a_point_or_a_comma(
    subject: str, relation: str, number: object, comma: bool
) -> None:
    written = str(number)
    found = parse_condition(f"{subject}{relation}{written.replace('.', ',') if comma else written}")
    assert found.values == (written,)
    assert parse_condition(str(found)) == found


@given(some.text("aF3.=!<> ,0123456789-æ\n\u2028", max_size=12))
def test_whatever_text_is_a_condition_reads_back(text: str) -> None:
    try:
        found = parse_condition(text)
    except StudyError:
        return
    assert parse_condition(str(found)) == found


@pytest.mark.parametrize(
    "text",
    [
        "F3=noen", "F3=minst-noen", "F3!=noen,store", "F4=hets", "F4!=annet", "F4>=1", "F4<=0", "F7.samer=stor",
        "alder>=18", "alder<=17.5", "aldersgruppe=unge", "aldersgruppe!=eldre",
    ],
)  # fmt: skip
def test_nothing_is_wrong_with_a_condition_on_what_is_there(text: str) -> None:
    assert problem_of(SURVEY, parse_condition(text)) == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("F3=noe", "F3=noe: there is no answer to F3 called noe; did you mean noen?"),
        (
            "F3=noen,hets",
            "F3=noen,hets: there is no answer to F3 called hets; there are noen, store, minst-noen",
        ),
        ("aldersgruppe=unga", "there is no answer to aldersgruppe called unga; did you mean unge?"),
        ("aldersgrupe=unge", "there is no question or variable aldersgrupe; did you mean aldersgruppe?"),
        ("F9=noen", "F9=noen: there is no question or variable F9; there are aldersgruppe, F3, F3.noen"),
        ("aldersgruppe>=2", "aldersgruppe is a variable of groups and has no size; name groups after ="),
        ("F3>=2", "F3 is one choice and has no size; name answers after ="),
        ("F7.samer>=2", "F7 is one choice and has no size; name answers after ="),
        ("alder=18", "alder is a number; compare it with >= or <="),
        ("alder!=18", "alder is a number; compare it with >= or <="),
        ("fritekst=noe", "fritekst is open and has no answers to compare"),
        ("F7=stor", "F7 is a grid; name one of its rows, such as F7.samer"),
        ("F4.hets=1", "F4.hets=1: name the answer after =, as in F4=hets"),
        ("F7.samer.stor=1", "F7.samer.stor=1: name the answer after =, as in F7.samer=stor"),
    ],
)
def test_a_condition_on_what_is_not_there_or_cannot_be_compared_is_told(text: str, message: str) -> None:
    found = problem_of(SURVEY, parse_condition(text))
    assert message in found
    assert "\n" not in found


def test_a_condition_made_by_hand_is_written_as_one_is_read() -> None:
    assert str(Condition("F3", "!=", ("noen", "store"))) == "F3!=noen,store"
