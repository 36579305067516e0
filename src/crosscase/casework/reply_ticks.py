"""A line beside a box: whether it is ticked, which answer it is, and what else somebody wrote there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crosscase.casework.reply_form import labels
from crosscase.study.validation_file import Verdict

_TICKED = re.compile("[☒☑✓✔✗✘🗹🗷⊠✅]\ufe0f?")
_BOXES = re.compile("[☐☒☑✓✔✗✘🗹🗷⊠✅□◻]\ufe0f?")
_X = r"(?:\[\s*[xX×]\s*\]|\([xX×]\)|[xX×])"
_LEADING, _TRAILING = re.compile(rf"{_X}(?=\s|$)"), re.compile(rf"(?:^|\s){_X}$")
_EMPTY = re.compile(r"\[\s*\]|\(\s*\)")


@dataclass(frozen=True, slots=True)
class Tick:
    """What stands beside a box.

    Attributes:
        verdict: the answer it is for; empty where no label tells.
        words: what was written there beside the label and the tick.
        language: of the label; empty where none tells.
    """

    ticked: bool
    verdict: Verdict
    words: str
    language: str = ""


def tick_of(text: str, checked: bool, verdict: Verdict) -> Tick:
    """Read a line beside a box.

    Args:
        text: of the line, box and label included.
        checked: whether its box, where it is one of Word's own, is ticked.
        verdict: what its bookmark tells; empty where it has none.
    """
    ticked = checked or _TICKED.search(text) is not None
    rest = line_of_tick(text)
    for pattern in (_LEADING, _TRAILING):
        match = pattern.match(rest) if pattern is _LEADING else pattern.search(rest)
        if match is not None:
            ticked, rest = True, (rest[: match.start()] + rest[match.end() :]).strip()
    for label, known, tongue in labels():
        if rest.casefold().startswith(label.casefold()) and not rest[len(label) : len(label) + 1].isalpha():
            # what somebody read beside the box counts: bookmarks of lines that were taken out slip into the next one
            return Tick(ticked, known, rest[len(label) :].strip(" .,:;–-"), tongue)
    return Tick(ticked, verdict, rest)


def line_of_tick(text: str) -> str:
    """A line without its box."""
    return " ".join(_EMPTY.sub(" ", _BOXES.sub(" ", text)).split())
