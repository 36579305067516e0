from __future__ import annotations

import pytest

from crosscase.language.likeness import Likeness, likeness_of


@pytest.fixture(scope="module")
def bokmål() -> Likeness:
    return likeness_of("nb")


@pytest.mark.parametrize(
    ("wanted", "word", "kind"),
    [
        ("tid", "tiden", "form"),
        ("tid", "TIDA", "form"),
        ("bok", "bøker", "form"),
        ("idé", "ideer", "form"),
        ("barn", "barnas", "form"),
        ("hets", "hetser", "form"),
        ("leder", "lederne", "form"),
        ("gå", "går", "form"),
        ("hage", "barnehagens", "compound"),
        ("leder", "enhetslederne", "compound"),
        ("tid", "tidspress", "compound"),
        ("tid", "arbeidstid", "compound"),
        ("bok", "lærebøker", "compound"),
        ("rasisme", "hverdagsrasismen", "compound"),
        ("språk", "norsk-språk", "compound"),
        ("ressurs", "uressursen", "inside"),
        ("rasisme", "rassisme", "near"),
        ("kompetanse", "komptansen", "near"),
    ],
)
def test_a_word_is_like_another_in_the_way_a_reader_would_say(
    bokmål: Likeness, wanted: str, word: str, kind: str
) -> None:
    like = bokmål.like(wanted, word)
    assert like is not None
    assert like.kind == kind


@pytest.mark.parametrize(
    ("wanted", "word"),
    [
        ("tid", "samtidig"),
        ("tid", "tidlig"),
        ("rase", "raseri"),
        ("rase", "terrasse"),
        ("skole", "skolering"),
        ("dårlig", "dessverre"),
        ("far", "fare"),
        ("plan", "plante"),
        ("hets", "heten"),
        ("it", "iten"),
        ("i", "å"),
        ("", "noe"),
        ("noe", ""),
    ],
)
def test_a_word_that_only_shares_letters_is_not_like_another(
    bokmål: Likeness, wanted: str, word: str
) -> None:
    assert bokmål.like(wanted, word) is None


def test_a_form_scores_highest_and_every_way_is_told(bokmål: Likeness) -> None:
    words = ["rasismen", "hverdagsrasisme", "racisme", "kommunen"]
    found = bokmål.among("rasisme", words)
    assert {word: like.kind for word, like in found.items()} == {
        "rasismen": "form", "hverdagsrasisme": "compound", "racisme": "near",
    }  # fmt: skip
    assert found["rasismen"].score == 100 > max(found["hverdagsrasisme"].score, found["racisme"].score)


def test_a_language_without_a_dictionary_still_finds_endings_and_slips() -> None:
    other = likeness_of("xx")
    assert other.used == "no dictionary for xx"
    assert [like.kind for like in other.among("rasisme", ["rasisme", "rasismen", "rassisme"]).values()] == [
        "form", "form", "near",
    ]  # fmt: skip


def test_english_words_are_taken_apart_at_hyphens_alone() -> None:
    english = likeness_of("en")
    assert english.like("men", "mentor") is None
    assert english.like("plan", "planet") is None
    assert (hyphened := english.like("school", "after-school")) is not None
    assert hyphened.kind == "compound"
    assert (plural := english.like("child", "children")) is not None
    assert plural.kind == "form"
