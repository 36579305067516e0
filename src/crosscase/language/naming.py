"""What is said of a candidate once it is taken for a name: what sort of place it is, and whether it is a word too."""

from __future__ import annotations

from collections.abc import Callable

from crosscase.language.lemmas import lemmas_of
from crosscase.language.name_lists import GIVEN, PLACES, SURNAMES, sort_of_place
from crosscase.language.pipeline import Pipeline, installed, open_pipeline
from crosscase.study.name_folding import folded_name
from crosscase.study.roster import Kind

_NORWEGIAN = ("nb", "nn", "no")


def trained(language: str, tell: Callable[[str], object]) -> Pipeline | None:
    """An installed trained pipeline, which finds names by itself.

    Args:
        tell: is given what does not fit about it, and that it is used, as what it finds rests on it.
    """
    if not installed(language):
        return None
    pipeline = open_pipeline(language)
    for doubt in pipeline.doubts:
        tell(doubt)
    if pipeline.trained:
        tell(f"names are also looked for by {pipeline.used}")
    return pipeline if pipeline.trained else None


def hint_of(kind: Kind, words: str, language: str) -> str:
    """What sort of place it is, such as `skole`, to be said in a new pseudonym; empty where nothing tells."""
    return sort_of_place(words) if kind == "place" and language in _NORWEGIAN else ""


def is_also_a_word(name: str, language: str) -> bool:
    """Whether what looks like a name is a word of the dictionary, and no usual name: with a capital alone it counts."""
    usual = any(folded_name(name) in names for names in (GIVEN, SURNAMES, PLACES))
    return name.isalpha() and not usual and lemmas_of(language).known(name.lower())
