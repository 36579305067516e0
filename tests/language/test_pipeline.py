from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import spacy

from crosscase.language.pipeline import LONGEST_TRAINED, Pipeline, installed, open_pipeline
from crosscase.study.segments import segment

INIT = """
from spacy.util import load_model_from_init_py


def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""
FITS = f">={spacy.__version__},<{spacy.__version__}.1"
TEXT = "Kari Nordmann bor i Alta. Hun kjenner skolene, bl.a. Nordlysskolen. 🙂 Takk!\nNeste linje."


@pytest.fixture(autouse=True)
def opened_anew() -> Iterator[None]:
    open_pipeline.cache_clear()
    yield
    open_pipeline.cache_clear()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Puts a tiny trained pipeline where Python finds it, laid out as `spacy package` does."""

    def put(name: str = "nb_core_news_tiny", fits: str = FITS) -> str:
        nlp = spacy.blank("nb")
        nlp.add_pipe("entity_ruler").add_patterns(
            [{"label": "PER", "pattern": "Kari Nordmann"}, {"label": "LOC", "pattern": "Alta"}]
        )
        rules = nlp.add_pipe("attribute_ruler")
        rules.add(patterns=[[{"LOWER": "skolene"}]], attrs={"LEMMA": "Skole-av-modellen"})
        folder = tmp_path / "site" / name
        folder.mkdir(parents=True)
        nlp.to_disk(folder / f"{name}-1.2.3")
        for where in (folder, folder / f"{name}-1.2.3"):
            meta = {"lang": "nb", "name": name.removeprefix("nb_"), "version": "1.2.3", "spacy_version": fits}
            (where / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
        (folder / "__init__.py").write_text(INIT, encoding="utf-8")
        info = tmp_path / "site" / f"{name}-1.2.3.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2.3\n")
        (info / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n")
        monkeypatch.syspath_prepend(str(tmp_path / "site"))
        monkeypatch.delitem(sys.modules, name, raising=False)
        return name

    return put


def test_an_installed_pipeline_is_found_and_gives_names_and_base_forms(install) -> None:
    assert installed("nb") == ()
    name = install()
    assert installed("nb") == (name,)
    assert installed("en") == ()
    pipeline = open_pipeline("nb")
    assert (pipeline.trained, pipeline.doubts) == (name, ())
    assert pipeline.used == f"spaCy {spacy.__version__} {name} 1.2.3"
    doc = pipeline.doc(TEXT)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Kari Nordmann", "PER"), ("Alta", "LOC")]
    lemmas = {token.text: token.lemma_ for token in doc}
    # its own where it has one, the dictionary's elsewhere, always in lower case
    assert (lemmas["skolene"], lemmas["kjenner"], lemmas["Hun"]) == ("skole-av-modellen", "kjenne", "hun")
    assert _sentences(pipeline, TEXT) == _sentences(open_pipeline("nb", trained=False), TEXT)


def test_a_pipeline_that_is_not_wanted_is_left_alone(install) -> None:
    install()
    assert open_pipeline("nb", trained=False).trained == ""


def test_a_pipeline_for_another_spacy_is_told_in_one_line_and_the_dictionary_does_its_work(install) -> None:
    name = install(fits=">=2.0.0,<2.1.0")
    pipeline = open_pipeline("nb")
    assert pipeline.trained == ""
    (doubt,) = pipeline.doubts
    assert doubt.startswith(f"the pipeline {name} cannot be used (")
    assert f"install one for spaCy {spacy.__version__}" in doubt
    assert "\n" not in doubt
    assert [token.lemma_ for token in pipeline.doc("Skolene")] == ["skole"]
    assert pipeline.used.endswith("simplemma 2.0.0 nb")


def test_a_pipeline_that_breaks_when_it_is_loaded_is_told_and_another_one_is_used(
    install, tmp_path: Path
) -> None:
    broken, good = install("nb_core_news_broken"), install("nb_core_news_good")
    (tmp_path / "site" / broken / "__init__.py").write_text(
        "raise RuntimeError('no\\nweights')", encoding="utf-8"
    )
    pipeline = open_pipeline("nb")
    assert pipeline.trained == good
    assert [doubt.partition(":")[0] for doubt in pipeline.doubts] == [
        f"the pipeline {broken} cannot be used (no weights)"
    ]


def test_a_text_too_long_for_a_trained_pipeline_is_still_cut_and_has_its_base_forms(install) -> None:
    install()
    pipeline = open_pipeline("nb")
    long = "Kari Nordmann kjenner skolene. " * (LONGEST_TRAINED // 30 + 1)
    short, whole = pipeline.docs(["Kari Nordmann.", long])
    assert len(short.ents) == 1
    assert not whole.ents
    assert whole.text == long
    assert {token.lemma_ for token in whole if token.text == "skolene"} == {"skole"}


@pytest.mark.parametrize(
    ("language", "text", "lemmas"),
    [
        ("nb", "Kommunene mangler ressurser", ["kommune", "mangle", "ressurs"]),
        ("nn", "Skulane treng ressursar", ["skule", "trenge", "ressurs"]),
        ("en", "The children were talking", ["the", "child", "be", "talk"]),
    ],
)
def test_base_forms_are_those_of_the_language(language: str, text: str, lemmas: list[str]) -> None:
    assert [token.lemma_ for token in open_pipeline(language).doc(text)] == lemmas


@pytest.mark.parametrize("language", ["se", "no", "tlh", "xx"])
def test_a_language_that_spacy_may_not_know_is_cut_into_words_all_the_same(language: str) -> None:
    pipeline = open_pipeline(language)
    doc = pipeline.doc("Dát lea oahpahus. Á!")
    assert [token.text for token in doc] == ["Dát", "lea", "oahpahus", ".", "Á", "!"]
    assert pipeline.language == language
    assert pipeline.used.startswith(f"spaCy {spacy.__version__} blank ")


@pytest.mark.parametrize("text", ["", " ", "\n\n", TEXT, "e\u0301tude 👩‍👩‍👧 \u2028 x", "a\x0cb"])
def test_every_token_stands_at_its_offset_and_the_text_is_kept(text: str) -> None:
    doc = open_pipeline("nb").doc(text)
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_sentences_are_those_of_the_study() -> None:
    parts = segment(TEXT)
    expected, at = [], 0
    while not expected or (at := parts.next_sentence(expected[-1][0])[0]) != expected[-1][0]:
        expected.append(parts.sentence_at(at))
    found = _sentences(open_pipeline("nb"), TEXT)
    assert [TEXT[start:end] for start, end in expected] == [part.strip() for part in found]


def test_a_paragraph_of_a_megabyte_is_done_in_seconds() -> None:
    sentence = "Skolene mangler kunnskap om hverdagsrasisme. "
    text = sentence * (1_000_000 // len(sentence) + 1)
    begun = time.process_time()
    doc = open_pipeline("nb").doc(text)
    spent = time.process_time() - begun
    assert sum(1 for _ in doc.sents) == text.count(".")
    assert spent < 20
    last = doc[-1]
    assert (last.text, last.idx) == (".", len(text) - 2)


def test_texts_come_in_their_order_and_are_not_all_asked_for_at_once() -> None:
    asked = 0

    def texts() -> Iterator[str]:
        nonlocal asked
        for number in range(2000):
            asked += 1
            yield f"Svar {number}."

    docs = open_pipeline("nb").docs(texts())
    assert [next(docs).text for _ in range(3)] == ["Svar 0.", "Svar 1.", "Svar 2."]
    assert asked < 1000
    rest = [doc.text for doc in docs]
    assert len(rest) == 1997
    assert all(int(one[5:-1]) + 1 == int(other[5:-1]) for one, other in pairwise(rest))


def _sentences(pipeline: Pipeline, text: str) -> list[str]:
    return [sentence.text for sentence in pipeline.doc(text).sents]
