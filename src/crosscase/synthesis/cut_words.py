"""The words of a coding with three dots where they were cut out of a sentence."""

from __future__ import annotations

from crosscase.synthesis.passages import Passage

_BEGINS_AFTER = ".:?!…»”\"'"
_ENDS_WITH = ".?!…»”\"'"


def cut_words(passage: Passage) -> str:
    """The words as they are printed: `… i stedet for å gjøre noe.`"""
    words, coding = passage.words.strip(), passage.coding
    before = coding.before.rpartition("\n")[2].rstrip()
    after = coding.after.partition("\n")[0].lstrip()
    if words and before and before[-1] not in _BEGINS_AFTER:
        words = f"… {words}"
    if words and after and words[-1] not in _ENDS_WITH and after[0] not in _ENDS_WITH:
        words = f"{words} …"
    return words
