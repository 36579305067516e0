"""A quote as it is printed: in the marks of its language, with three dots where it was cut out of a sentence."""

from __future__ import annotations

from crosscase.synthesis.cut_words import cut_words
from crosscase.synthesis.passages import Passage


def in_quotation_marks(words: str, language: str) -> str:
    """Words in the quotation marks of a language."""
    return f"«{words}»" if language in ("nb", "nn", "no") else f"“{words}”"


def quoted_passage(passage: Passage, language: str) -> str:
    """The words of a coding in quotation marks: `«… i stedet for å gjøre noe.»`"""
    return in_quotation_marks(cut_words(passage), language)
