from __future__ import annotations

import pytest
import simplemma
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.language.irregular import irregular_of
from crosscase.language.lemmas import lemmas_of


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("skolene", "skole"),
        ("Kommunens", "kommune"),
        ("RESSURSER", "ressurs"),
        ("bøker", "bok"),
        ("bøkene", "bok"),
        ("bøkenes", "bok"),
        ("netter", "natt"),
        ("si", "si"),
        ("så", "så"),
        ("mangler", "mangle"),
        ("hverdagsrasismen", "hverdagsrasisme"),
        ("", ""),
        ("42", "42"),
        ("[a](b)*", "[a](b)*"),
    ],
)
def test_a_word_has_the_base_form_that_a_dictionary_of_bokmål_gives(word: str, lemma: str) -> None:
    assert lemmas_of("nb").of(word) == lemma


@pytest.mark.parametrize(
    ("word", "known"), [("skole", True), ("Skolens", True), ("komptanse", False), ("", False), ("'s", False)]
)
def test_a_dictionary_knows_words_in_the_genitive_and_no_misspelt_ones(word: str, known: bool) -> None:
    assert lemmas_of("nb").known(word) is known


def test_a_spelling_has_all_its_base_forms_the_usual_one_first() -> None:
    bases = lemmas_of("nb").bases
    assert bases("Mangler") == ("mangle", "mangel")
    assert set(bases("hender")) == {"hende", "hånd"}
    assert bases("jobber")[0] == "jobbe"
    assert "jobb" in bases("jobber")
    assert "hatt" not in bases("hater")
    assert bases("så") == ("så",)


def test_bokmål_nynorsk_sami_and_english_have_each_their_dictionary() -> None:
    assert [lemmas_of(language).dictionary for language in ("nb", "no", "nn", "sme", "se", "en")] == [
        "nb", "nb", "nn", "se", "se", "en",
    ]  # fmt: skip
    assert lemmas_of("nn").of("skulane") == "skule"
    assert lemmas_of("en").of("children") == "child"
    assert lemmas_of("nb") is lemmas_of("nb")


def test_a_language_without_a_dictionary_leaves_words_as_they_are() -> None:
    klingon = lemmas_of("tlh")
    assert (klingon.of("Qapla'"), klingon.known("skole")) == ("qapla'", False)
    assert klingon.used == "no dictionary for tlh"


@settings(max_examples=150)
@given(st.text(max_size=30))
def test_any_text_has_a_base_form_and_a_word_in_the_dictionary_that_of_the_dictionary(word: str) -> None:
    lemmas = lemmas_of("nb")
    lemma = lemmas.of(word)
    lower = word.casefold()
    assert lemmas.bases(word)[0] == lemma
    if lower and simplemma.is_known(lower, lang="nb") and lower not in irregular_of("nb").bases:
        assert lemma == simplemma.lemmatize(lower, lang="nb").casefold()
        assert lemmas.known(word)
    assert lemmas.of(word.casefold()) == lemma
