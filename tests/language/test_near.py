"""Near words: inflections and misspellings are found with their scores, other words are not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.language.matching import matcher


def found(pattern: str, body: str) -> dict[str, float]:
    hits = matcher(pattern, "near").find(body)
    return {body[hit.start : hit.end]: round(hit.score, 1) for hit in hits}


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("skole", "skole skolen skolene skoler skolens"),
        ("kommune", "Kommunen KOMMUNENE kommuner kommunens"),
        ("barn", "barn barna barnet barnas barnets"),
        ("år", "år året årene årets"),
        ("by", "byen byer byene"),
        ("mangel", "mangelen mangler manglene"),
        ("stor", "store stort"),
        ("jobbe", "jobber jobbet jobba jobbende"),
        ("bo", "boet boene"),
        ("idé", "ideen ideer idéene"),
        ("tillit", "tilliten tillitens"),
        ("school", "schools school's"),
        ("code", "coded codes"),
    ],
)
def test_inflected_forms_are_found(word: str, forms: str) -> None:
    hits = found(word, f"xx {forms.replace(' ', ', xx ')}.")
    assert list(hits) == forms.split()
    assert set(hits.values()) <= {95.0, 100.0}


@pytest.mark.parametrize(
    ("word", "spelt", "score"),
    [
        ("ressurs", "resurs", 92.3),  # 2·6 letters in common of 13
        ("diskriminering", "diskrimnering", 96.3),
        ("kompetanse", "kompetnase", 90.0),
        ("rasisme", "rassisme", 93.3),
    ],
)
def test_misspelt_words_are_found_with_their_likeness(word: str, spelt: str, score: float) -> None:
    assert found(word, f"Det er {spelt} her.") == {spelt: score}


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("plan", "plen klan land"),
        ("bar", "bår bør"),
        ("mål", "mal mel"),
        ("vi", "vin vil vis"),
        ("barn", "bart bar"),
        ("mat", "katt met"),
        ("skole", "stole"),
    ],
)
def test_other_words_are_not_found(word: str, others: str) -> None:
    assert found(word, others) == {}


def test_the_word_itself_scores_a_hundred_in_every_spelling() -> None:
    assert found("allé", "ALLÉ alle alle\u0301") == {"ALLÉ": 100.0, "alle": 100.0, "alle\u0301": 100.0}


def test_a_phrase_is_near_words_in_a_row_with_the_least_score() -> None:
    body = "Mangler kompetansen, mangel på kompetanse, manglende\nkompetnase og mangler\n\nkompetanse"
    assert found("mangler kompetanse", body) == {"Mangler kompetansen": 95.0, "manglende\nkompetnase": 90.0}


WORDS = ["skole", "skolen", "stol", "kommune", "og", "Skolens", "kommun", "e\u0301n", "👍🏽", "ß", "i-skole"]


@given(
    st.lists(st.sampled_from([*WORDS, " ", ". ", "\n"]), max_size=25).map("".join), st.sampled_from(WORDS[:6])
)
def test_one_matcher_finds_in_many_texts_what_a_new_one_finds_in_each(body: str, word: str) -> None:
    old = matcher(word, "near")
    list(old.find("skolen kommunene ogs"))
    hits = list(old.find(body))
    assert hits == list(matcher(word, "near").find(body))
    assert all(before.end <= after.start for before, after in pairwise(hits))
