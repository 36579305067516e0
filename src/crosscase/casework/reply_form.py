"""The Word form's own words, told from those of the informant who wrote into it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from crosscase.casework.form_words import earlier_in_words, words_of
from crosscase.casework.word_form_words import word_form_words
from crosscase.casework.word_marks import TICKS
from crosscase.reading.written import WordReply, WrittenLine
from crosscase.study.validation_file import Verdict

LANGUAGES = ("nb", "en")
_QUOTED = re.compile('[«“"].*[»”"]', re.DOTALL)
_FIELD = re.compile(r"\{[a-z_]+\}")
_BULLET = re.compile("^[-•·–*] ")
_EARLIER = ("answered", "silent", "others")
_SHARED = ("title", "ask", "how", "former", "quotes", "missing")
_WORD_ONLY = (
    "greeting", "greeting nobody", "how tick", "how words", "how edit", "how open", "how missing",
    "how send", "how send answer", "number", "statement", "verdict", "remark", "status", "end", "missing whole",
    "general",
)  # fmt: skip


class FormWords:
    """Which lines are the form's own.

    They are those of the packet as it was sent, where that is kept; else those that the form's words give.
    """

    def __init__(self, sent: WordReply | None, known: Iterable[str] = ()) -> None:
        """Give the packet as it was sent, None where it is not at hand; and lines that are known to stand in it."""
        self._known = frozenset(map(plain, known))
        self._sent: Counter[str] | None = None
        self._cells: dict[str, frozenset[str]] = {}
        if sent is not None:
            self._sent = Counter(map(plain, _texts(sent)))
            for row in sent.rows:
                texts = frozenset(plain(line.text) for line in row.lines)
                for line in row.lines:
                    for name in line.bookmarks:
                        self._cells[name] = texts

    def is_own(self, text: str, heading: bool = False) -> bool:
        """Whether a line is the form's own, wherever it stands; without the packet every heading is."""
        text = plain(text)
        if not text or text in self._known or (heading and self._sent is None):
            return True
        if self._sent is not None:
            return text in self._sent
        return any(template.fullmatch(text) for template in _templates())

    def is_own_in(self, text: str, mark: str, above: str = "") -> bool:
        """Whether a line is the form's own in the row of a bookmark.

        Args:
            above: the line above it: without the packet a quotation is the form's only where the form announces it.
        """
        if (texts := self._cells.get(mark)) is not None:
            return plain(text) in texts
        if self._sent is None and _QUOTED.fullmatch(plain(text)) is not None:
            return _QUOTED.fullmatch(plain(above)) is not None or self.is_own(above)
        return self.is_own(text)

    def after_question(self, text: str) -> str:
        """What was written behind a question of the form, in its own line; all of it where it begins with none."""
        text = plain(text)
        if self._sent is not None:
            begun = [known for known in self._sent if known.endswith("?") and text.startswith(known)]
            return text[len(max(begun, key=len, default="")) :].strip()
        for template in _questions():
            if match := template.match(text):
                return text[match.end() :].strip()
        return text


def plain(text: str) -> str:
    """A line without what programs change in passing: white space, and the sign of a list."""
    return _BULLET.sub("", " ".join(text.split()))


@cache
def labels() -> tuple[tuple[str, Verdict, str], ...]:
    """What stands beside the boxes, in every language, the longest first, with its language."""
    found = [(words_of(tongue)[verdict], verdict, tongue) for tongue in LANGUAGES for verdict in TICKS]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


def _texts(reply: WordReply) -> Iterator[str]:
    for line in _lines(reply):
        yield line.text


def _lines(reply: WordReply) -> Iterable[WrittenLine]:
    yield from reply.lines
    for row in reply.rows:
        yield from row.lines


@cache
def _templates() -> tuple[re.Pattern[str], ...]:
    found = []
    for language in LANGUAGES:
        words, own = words_of(language), word_form_words(language)
        found += [_template(words[key], ".*") for key in _SHARED]
        found += [_template(own[key], ".*") for key in _WORD_ONLY]
        found += [
            _template(earlier_in_words(earlier, in_part, words), ".*")
            for earlier in _EARLIER
            for in_part in (True, False)
        ]
        # lines of which the form gives the beginning alone
        found += [_template(f"{own[key]} {{rest}}", ".*") for key in ("deadline", "contact", "reference")]
    return tuple(found)


@cache
def _questions() -> tuple[re.Pattern[str], ...]:
    found = []
    for language in LANGUAGES:
        own = word_form_words(language)
        found += [own["missing whole"], own["general"], words_of(language)["missing"]]
    return tuple(_template(words, ".*?") for words in found)


def _template(words: str, gap: str) -> re.Pattern[str]:
    parts = (re.escape(part) for part in _FIELD.split(plain(words)))
    return re.compile(gap.join(parts), re.DOTALL)
