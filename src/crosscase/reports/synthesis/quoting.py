"""A quote as it is printed: in the marks of its language, with three dots where it was cut out of a sentence."""

from __future__ import annotations

from crosscase.synthesis.passages import Passage

_BEGINS_AFTER = ".:?!…»”\"'"
_ENDS_WITH = ".?!…»”\"'"


def in_quotation_marks(words: str, language: str) -> str:
    """Words in the quotation marks of a language."""
    return f"«{words}»" if language in ("nb", "nn", "no") else f"“{words}”"


def quoted_passage(passage: Passage, language: str) -> str:
    """The words of a coding in quotation marks: `«… i stedet for å gjøre noe.»`"""
    words, coding = passage.words.strip(), passage.coding
    before = coding.before.rpartition("\n")[2].rstrip()
    after = coding.after.partition("\n")[0].lstrip()
    if words and before and before[-1] not in _BEGINS_AFTER:
        words = f"… {words}"
    if words and after and words[-1] not in _ENDS_WITH and after[0] not in _ENDS_WITH:
        words = f"{words} …"
    return in_quotation_marks(words, language)
