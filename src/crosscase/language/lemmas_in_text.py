"""Base forms that an installed trained pipeline gives words in their sentences, beyond what a dictionary says of them.

Nothing of spaCy is imported where no pipeline is installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from crosscase.language.pipeline import Pipeline, installed, open_pipeline
from crosscase.study.problems import StudyError
from crosscase.study.sentences import sentences

_MOST_SENTENCES = 20_000  # whose base forms are kept
_Given = tuple[tuple[int, int, str], ...]


class LemmasInText:
    """What a trained pipeline adds to the dictionary; made by `lemmas_in_text`.

    Each sentence is looked at by itself, so that a word has the same base form in whatever text its sentence comes.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        from crosscase.language.lemmas import lemmas_of

        self.used = pipeline.used
        self._pipeline, self._bases = pipeline, lemmas_of(pipeline.language).bases
        self._known: dict[str, _Given] = {}

    def of(self, text: str) -> Mapping[tuple[int, int], str]:
        """Base forms in lower case, by (start, end) of the word in the text; only those no dictionary gives it."""
        starts, ends = sentences(text, 0, len(text))
        each = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        self._look_at(each)
        return {
            (at + start, at + end): base
            for at, sentence in zip(starts, each, strict=True)
            for start, end, base in self._known[sentence]
        }

    def _look_at(self, wanted: list[str]) -> None:
        if len(self._known) >= _MOST_SENTENCES:
            self._known.clear()
        fresh = [sentence for sentence in dict.fromkeys(wanted) if sentence not in self._known]
        for sentence, doc in zip(fresh, self._pipeline.docs(fresh), strict=True):
            self._known[sentence] = tuple(
                (token.idx, token.idx + len(token), token.lemma_)
                for token in doc
                if token.lemma_.strip() and token.lemma_ not in self._bases(token.text)
            )


def trained_used(language: str) -> str:
    """What the installed trained pipeline of a language is, with versions; empty where none is of use."""
    pipeline = _trained(language)
    return pipeline.used if pipeline is not None else ""


def doubts_of(language: str) -> tuple[str, ...]:
    """One line for each installed pipeline of a language that could not be used."""
    return open_pipeline(language).doubts if installed(language) else ()


def lemmas_in_text(language: str, used: str) -> LemmasInText | None:
    """What the trained pipeline adds that results are to rest on; None where they are to rest on none.

    Args:
        used: what `trained_used` says where the results are put together; another process has to have the very same.

    Raises:
        StudyError: here is none, or another one.
    """
    return _adding(language, used) if used else None


@lru_cache(maxsize=4)
def _adding(language: str, used: str) -> LemmasInText:
    pipeline = _trained(language)
    if pipeline is None or pipeline.used != used:
        there = f"has {pipeline.used}" if pipeline is not None else "has no trained pipeline it can use"
        raise StudyError(
            f"base forms are those of {used}, but a process that works on the texts {there}; "
            "install the same there, or do all the work on this machine"
        )
    return LemmasInText(pipeline)


def _trained(language: str) -> Pipeline | None:
    if not installed(language):
        return None
    pipeline = open_pipeline(language)
    return pipeline if pipeline.trained else None
