"""The one door to spaCy: tokens, base forms, sentences as the study has them, and names where a model finds them.

Importing spaCy takes most of a second, so nothing of it is imported before a pipeline is opened.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points, version
from typing import TYPE_CHECKING, Any

from crosscase.language.lemmas import Lemmas, lemmas_of
from crosscase.study.sentences import sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST_TRAINED = 100_000
"""Characters of a text that a trained pipeline still gets: beyond it, memory grows with the text."""

_GROUP = "spacy_models"
_TRAINED = {"nb": ("nb_core_news_",), "no": ("nb_core_news_",), "en": ("en_core_web_",)}
_BATCH = 256  # texts


@dataclass(frozen=True, eq=False)
class Pipeline:
    """What makes documents of texts.

    Attributes:
        language: as asked for.
        used: what it is made of, with versions: to be recorded with every result.
        trained: name of the installed trained pipeline in use; empty without one.
        doubts: one line for each installed pipeline that could not be used.
    """

    language: str
    used: str
    trained: str
    doubts: tuple[str, ...]
    _nlp: Language
    _blank: Language

    def doc(self, text: str) -> Doc:
        """A text as tokens with base forms in lower case (`token.lemma_`), sentences, and entities if there are any."""
        return next(iter(self.docs((text,))))

    def docs(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Texts one after the other, in their order; what came is not kept.

        Offsets (`token.idx`) are code points of the text, which is kept as it is.
        """
        batch: list[str] = []
        for text in texts:
            batch.append(text)
            if len(batch) == _BATCH:
                yield from self._made(batch)
                batch = []
        yield from self._made(batch)

    def _made(self, batch: list[str]) -> Iterator[Doc]:
        if not self.trained or all(len(text) <= LONGEST_TRAINED for text in batch):
            yield from self._nlp.pipe(batch, batch_size=_BATCH)
            return
        for text in batch:
            yield (self._nlp if len(text) <= LONGEST_TRAINED else self._blank)(text)


@cache
def open_pipeline(language: str, trained: bool = True) -> Pipeline:
    """The pipeline of a language, made once in a process.

    Args:
        language: `nb`, `nn`, `en`, or any other code; one that spaCy does not know is cut into words by general rules.
        trained: use an installed trained pipeline where there is one that fits the installed spaCy.
    """
    lemmas = lemmas_of(language)
    blank = _blank(language, lemmas)
    doubts: list[str] = []
    for found in _installed(language) if trained else ():
        try:
            nlp = _loaded(found, language)
        except Exception as error:  # whatever somebody else's package does when it is loaded
            doubts.append(
                f"the pipeline {found.name} cannot be used ({_brief(error)}): install one for spaCy "
                f"{version('spacy')}; its work is done by the dictionary"
            )
            continue
        used = f"spaCy {version('spacy')} {found.name} {nlp.meta.get('version', '')}".strip()
        return Pipeline(language, used, found.name, tuple(doubts), nlp, blank)
    used = f"spaCy {version('spacy')} blank {blank.lang}, {lemmas.used}"
    return Pipeline(language, used, "", tuple(doubts), blank, blank)


def installed(language: str) -> tuple[str, ...]:
    """Names of the trained pipelines for a language that are installed; spaCy is not imported for it."""
    return tuple(found.name for found in _installed(language))


def _installed(language: str) -> tuple[EntryPoint, ...]:
    # the largest first: lg, md, sm in the order of the alphabet
    wanted = _TRAINED.get(language, (f"{language}_core_",))
    found = (point for point in entry_points(group=_GROUP) if point.name.startswith(wanted))
    return tuple(sorted(found, key=lambda point: point.name))


def _loaded(found: EntryPoint, language: str) -> Language:
    with warnings.catch_warnings():
        # what does not fit is told as a warning and breaks later: here it is an error at once
        warnings.filterwarnings("error", message=r".*\[W095\].*")
        warnings.filterwarnings("ignore", message=r".*\[W094\].*")  # says of too many versions that they fit
        nlp: Language = found.load().load()
    _add_sentences(nlp, first=True)
    _add_lemmas(nlp, language)
    nlp.max_length = sys.maxsize
    nlp("Prøve.")
    return nlp


def _blank(language: str, lemmas: Lemmas) -> Language:
    import spacy
    from spacy.util import get_lang_class

    code = "nb" if language == "no" else language
    try:
        get_lang_class(code)
    except ImportError:
        code = "xx"
    nlp = spacy.blank(code)
    nlp.max_length = sys.maxsize
    _add_sentences(nlp)
    _add_lemmas(nlp, language)
    return nlp


def _add_lemmas(nlp: Language, language: str) -> None:
    _factory("crosscase_lemmas", _make_lemmas)
    nlp.add_pipe("crosscase_lemmas", config={"language": language})


def _add_sentences(nlp: Language, first: bool = False) -> None:
    _factory("crosscase_sentences", _make_sentences)
    nlp.add_pipe("crosscase_sentences", first=first or None)


def _factory(name: str, made: Any) -> None:
    from spacy.language import Language

    if not Language.has_factory(name):
        Language.factory(name, func=made)


def _make_sentences(nlp: Language, name: str) -> Any:
    import numpy

    def bounded(doc: Doc) -> Doc:
        """Sentences as everywhere in the study: `study.sentences`."""
        starts = set(sentences(doc.text, 0, len(doc.text))[0])
        marks = [1 if not token.i or token.idx in starts else -1 for token in doc]
        # all at once: a token that is told so looks at all others first
        values: Any = numpy.array(marks, dtype="int64").astype("uint64")
        doc.from_array(["SENT_START"], values)
        return doc

    return bounded


def _make_lemmas(nlp: Language, name: str, language: str) -> Any:
    lemmas = lemmas_of(language)

    def lemmatised(doc: Doc) -> Doc:
        """Base forms in lower case: the trained pipeline's, where it gives one, else the dictionary's."""
        for token in doc:
            token.lemma_ = token.lemma_.casefold() or lemmas.of(token.text)
        return doc

    return lemmatised


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
