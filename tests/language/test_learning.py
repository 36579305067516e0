"""Learning from coded texts: against scikit-learn taken by itself, and with all that is too little or too much."""

from __future__ import annotations

import random
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from crosscase.language import learning
from crosscase.language.learning import Model, grams_of, train
from suggestions import SPOKEN

SAID = [(sentence, {code} if code else set()) for spoken in SPOKEN.values() for code, sentence in spoken]
TEXTS, LABELS = [text for text, _ in SAID], [codes for _, codes in SAID]
NEW = ["Læreren kom innom.", "Vi spør om økonomien.", "Idrettslag finnes overalt.", "Qxz wqx."]


@pytest.fixture(scope="module")
def model() -> Model:
    return train(TEXTS, LABELS)


def test_each_text_gets_the_code_whose_words_it_has_and_one_without_them_none(model: Model) -> None:
    found = [[each.code for each in codes] for codes in model.suggest(NEW)]
    assert [codes[:1] for codes in found] == [["school"], ["money"], ["leisure"], []]


def test_scores_are_those_of_a_regression_that_was_brought_to_its_end(model: Model) -> None:
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    grams = vectorizer.fit_transform(TEXTS)
    for place, code in enumerate(model.codes):
        oracle = LogisticRegression(C=10, class_weight="balanced", tol=1e-9, max_iter=10_000)
        oracle.fit(grams, [code in codes for codes in LABELS])
        wanted = oracle.predict_proba(vectorizer.transform(NEW))[:, 1]
        # the solver used here keeps the constant small too, which moves scores a little
        assert np.abs(model.scores(NEW)[:, place] - wanted).max() < 0.06


def test_the_telling_word_is_the_one_without_which_the_score_falls_most(model: Model) -> None:
    text = "bussen gikk mens læreren sang høyt"
    [[best, *_]] = model.suggest([text], least=0)
    words = text.split()
    place = model.codes.index(best.code)
    without = [" ".join(words[:at] + words[at + 1 :]) for at in range(len(words))]
    assert best.telling[0] == words[int(np.argmin(model.scores(without)[:, place]))] == "læreren"


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_the_grams_of_a_word_are_those_that_the_vectorizer_takes(text: str) -> None:
    wanted = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)).build_analyzer()
    for word in text.lower().split():
        assert sorted(set(grams_of(word))) == sorted(set(wanted(word)))


def test_for_one_word_nothing_is_suggested_and_two_count_for_half(model: Model) -> None:
    texts = ["Lærer.", "Lærer, ja –", "Lærer, ja visst.", "Ungdomsskolelærerens lærerværelse", "– !"]
    [one, two, three, long, none] = model.suggest(texts, least=0.01)
    likely = model.scores(texts)[:, model.codes.index("school")]
    assert likely[0] > 0.5
    assert (one, none) == ((), ())
    for found, score in ((two, likely[1] / 2), (three, likely[2]), (long, likely[3])):
        assert found[0].code == "school"
        assert found[0].score == pytest.approx(score, abs=1e-4)


def test_a_code_with_one_example_is_left_out_and_named_with_its_count(model: Model) -> None:
    assert "rare" not in model.codes
    assert model.too_few == {"rare": 1}
    assert model.examples == {"leisure": 5, "money": 5, "school": 5}


def test_what_the_codebook_says_helps_and_is_counted_as_no_example() -> None:
    texts = ["Han sa noe stygt.", "Hun sa noe vondt.", "De sa noe leit.", "Sola skinte.", "Toget kom."]
    labels = [{"hate"}, {"hate"}, {"hate"}, set(), set()]
    plain, told = train(texts, labels), train(texts, labels, {"hate": "hets og hatprat", "other": "tog"})
    assert told.scores(["hatpraten"])[0, 0] > plain.scores(["hatpraten"])[0, 0] + 0.1
    assert (told.examples, told.codes) == ({"hate": 3}, ("hate",))


@pytest.mark.parametrize(
    ("texts", "labels", "why"),
    [
        ([], [], {}),
        (["Ja.", "Nei."], [set(), set()], {}),
        (["Ja.", "Nei."], [{"a"}, set()], {"a": 1}),
        (["", "  ", "\n", ""], [{"a"}, {"a"}, {"a"}, set()], {}),
    ],
)
def test_where_there_is_nothing_to_learn_from_there_is_no_code_and_no_error(texts, labels, why) -> None:
    model = train(texts, labels)
    assert (model.codes, dict(model.too_few)) == ((), why)
    assert model.suggest(["Ja.", ""]) == [(), ()]


def test_a_code_that_stands_on_every_text_is_named_as_such() -> None:
    model = train(["Ja vel.", "Nei da.", "Jo visst."], [{"a", "b"}, {"a"}, {"a"}])
    assert (model.codes, model.everywhere, model.too_few) == ((), ("a",), {"b": 1})


def test_empty_texts_a_million_letters_and_other_languages_are_taken_as_they_come(model: Model) -> None:
    endless = "læreren " * 125_000
    strange = "学校の先生がそう言った。 Учитель сказал."
    found = model.suggest(["", "   ", endless, strange, "😀" * 5000])
    assert [bool(codes) for codes in found] == [False, False, True, False, False]
    again = train([*TEXTS, endless, strange], [*LABELS, {"school"}, {"[red]<b>"}])
    assert again.examples["school"] == 6
    assert again.too_few["[red]<b>"] == 1


def test_of_very_many_texts_the_coded_ones_are_kept_and_the_others_from_all_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learning, "MOST_EXAMPLES", 40)
    filler = [f"Været var grått på dag {number}." for number in range(400)]
    model = train([*filler, *TEXTS], [*([set()] * 400), *LABELS])
    assert [codes[:1] and codes[0].code for codes in model.suggest(NEW[:3])] == ["school", "money", "leisure"]


def test_examples_that_contradict_each_other_are_learned_from_in_few_rounds_and_without_a_warning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance, rounds = random.Random(3), []
    words = [word for text in TEXTS for word in text.split()]
    texts = [" ".join(chance.choices(words, k=6)) for _ in range(500)]
    labels = [{chance.choice("ab")} if chance.random() < 0.7 else set() for _ in texts]
    fit = LogisticRegression.fit

    def counted(self: LogisticRegression, *given: object) -> LogisticRegression:
        done = fit(self, *given)
        rounds.append(int(done.n_iter_.max()))
        return done

    monkeypatch.setattr(LogisticRegression, "fit", counted)
    monkeypatch.setattr(learning, "_MOST_LOOKS", 10_700)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = train([*texts, *TEXTS], [*labels, *LABELS])
    assert max(rounds) == 20
    assert rounds[:2] == [20, 20]  # they would have gone on
    best = found.scores(NEW[:3]).argmax(axis=0)
    wanted = {"school": 0, "money": 1, "leisure": 2}
    assert {code: best[found.codes.index(code)] for code in wanted} == wanted
