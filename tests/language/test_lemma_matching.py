"""Search by base form: what is found in a text, in which way it is like the words, and where it stands."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.language.lemma_matching import matches_in
from crosscase.language.matching import matcher
from crosscase.study.problems import StudyError


def found(pattern: str, body: str, language: str = "nb", exact: bool = False) -> list[tuple[str, str]]:
    hits = matcher(pattern, "lemma", language=language, exact=exact).find(body)
    return [(body[hit.start : hit.end], hit.kind) for hit in hits]


@pytest.mark.parametrize(
    ("language", "word", "body", "forms"),
    [
        ("nb", "ressurs", "Ressursene, RESSURSER og én ressurs.", ["Ressursene", "RESSURSER", "ressurs"]),
        ("nb", "skolene", "En skole, skoler, skolens.", ["skole", "skoler", "skolens"]),
        ("nb", "mann", "Menn og kvinner; mennene, mannens.", ["Menn", "mennene", "mannens"]),
        ("nb", "barn", "Barnets beste, barna våre", ["Barnets", "barna"]),
        ("nn", "ressurs", "Ressursane er få.", ["Ressursane"]),
        ("en", "school", "Schools closed; the school's yard.", ["Schools", "school's"]),
        ("en", "child", "The children played.", ["children"]),
    ],
)
def test_forms_of_a_word_are_found_also_irregular_ones(
    language: str, word: str, body: str, forms: list[str]
) -> None:
    assert found(word, body, language) == [(form, "form") for form in forms]


def test_compounds_letters_inside_and_misspellings_say_what_they_are() -> None:
    body = "Ressursmangelen i barneskolen, tidsbruk, samtidig diskriminerng. Ledelsesressurser!"
    assert found("ressurs", body) == [("Ressursmangelen", "compound"), ("Ledelsesressurser", "compound")]
    assert found("skole", body) == [("barneskolen", "compound")]
    assert found("tid", body) == [("tidsbruk", "compound")]
    assert found("diskriminering", body) == [("diskriminerng", "near")]


def test_words_in_a_row_are_found_over_a_wrapped_line_with_the_least_score() -> None:
    body = "Mangel på tid. Skolen mangler\nressursene, mangler tidsbruk\n\nmangler\n\nressurser, ressurser mangler"
    hits = list(matcher("mangle ressurs", "lemma", language="nb").find(body))
    assert [(body[hit.start : hit.end], hit.score) for hit in hits] == [("mangler\nressursene", 100.0)]
    [hit] = matcher("mangle tid", "lemma", language="nb").find(body)
    assert (body[hit.start : hit.end], hit.kind, hit.score < 100) == ("mangler tidsbruk", "compound", True)


def test_exact_tells_a_name_from_a_word() -> None:
    body = "Liv sa at livet er godt. Livs mor og et liv."
    assert [word for word, _ in found("Liv", body, exact=True)] == ["Liv", "Livs"]
    assert [word for word, _ in found("liv", body, exact=True)] == ["livet", "liv"]


@pytest.mark.parametrize("pattern", ["", "  ", "…!", "(*[", "\u00ad"])
def test_a_pattern_without_a_word_is_refused(pattern: str) -> None:
    with pytest.raises(StudyError, match="give some words"):
        matcher(pattern, "lemma", language="nb")


def test_expressions_and_markup_in_a_pattern_are_only_signs_between_words() -> None:
    assert found("(skole.*|[/])", "skolen [/] her") == [("skolen", "form")]


def test_a_language_without_a_dictionary_has_endings_and_spelling() -> None:
    assert [word for word, _ in found("gaskaoapmi", "Gaskaoapmi, gaskaoapmis; skuvla", "smj")] == [
        "Gaskaoapmi",
        "gaskaoapmis",
    ]


PIECES = [
    "skole", "Skolene", "barneskolen", "ressurs", "resssurs", unicodedata.normalize("NFD", "idéen på skolen"),
    "👍🏽", "\u00ad", "ﬁ", " ", " ", "\n", ". ", "I1: ", "ß",
]  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sampled_from(["skole", "ressurs", "idé"])
)
def test_offsets_are_those_of_the_body_as_it_stands_whatever_its_letters_are_made_of(
    body: str, word: str
) -> None:
    """The oracle: a word that is found is one that is found, whole and alone, in the text it cuts out."""
    hits = list(matcher(word, "lemma", language="nb").find(body))
    for hit in hits:
        alone = body[hit.start : hit.end]
        [again] = matcher(word, "lemma", language="nb").find(alone)
        assert (again.start, again.end, again.kind, again.score) == (0, len(alone), hit.kind, hit.score)
    assert all(before.end <= after.start for before, after in pairwise(hits))
    padded = f"👍🏽 {body}"
    moved = [(hit.start + 3, hit.end + 3) for hit in hits]
    assert [(hit.start, hit.end) for hit in matcher(word, "lemma", language="nb").find(padded)] == moved


def test_many_texts_at_once_give_what_each_gives_in_plain_values() -> None:
    bodies = ["Skolene.", "", "Ingen her", "barneskole og skole"]
    alone = [[tuple(hit) for hit in matcher("skole", "lemma", language="nb").find(body)] for body in bodies]
    assert matches_in(("skole", "nb", False), bodies) == alone
    assert [len(each) for each in alone] == [1, 0, 0, 2]


def test_a_megabyte_in_one_line_is_looked_through_in_seconds() -> None:
    body = "skolene og barnehagene i kommunen " * 30_000
    begun = time.process_time()
    assert len(found("skole", body)) == 30_000
    assert time.process_time() - begun < 10
