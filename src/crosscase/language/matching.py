"""Where a pattern stands in a text: as text, as whole words, as a regular expression; by other modules, as words like it.

White space in a pattern stands for any white space with at most one line end in it, so that words are found across
a wrapped line but not across a blank one.
"""

from __future__ import annotations

import re
import time
import unicodedata
import warnings
from collections.abc import Iterator

import regex

from crosscase.language.folding import folding, spellings
from crosscase.language.pattern import How, Match, Matcher, check_length, nothing_in, told
from crosscase.language.words import GAP, JOIN, LETTER, MARK, ends_in_word, is_letter, plain_letter
from crosscase.study.folding import folded
from crosscase.study.graphemes import snap
from crosscase.study.problems import StudyError

SECONDS = 2.0
"""How long a regular expression may look, over all texts together."""


def matcher(
    pattern: str,
    how: How = "text",
    *,
    exact: bool = False,
    seconds: float = SECONDS,
    language: str = "",
) -> Matcher:
    """Make a pattern ready.

    Args:
        pattern: what to look for.
        how: `text` anywhere; `words` as whole words in that order; `regex` as a regular expression over each line,
            `^` and `$` at its ends; `near` as words that are spelt nearly so, or inflected; `lemma` as words of the
            same base form, in compounds or misspelt.
        exact: with case and accents as given; a regular expression only ever disregards case, and of base forms only
            the capital counts.
        seconds: how long a regular expression may look, over all texts together.
        language: whose base forms.

    Raises:
        StudyError: nothing is left to look for, the pattern is too long, or it is no regular expression.
    """
    check_length(pattern)
    if how == "lemma":
        from crosscase.language.lemma_matching import LemmaMatcher

        return LemmaMatcher(pattern, language, exact)
    if how == "regex":
        return _RegexMatcher(pattern, exact, seconds)
    if how == "near":
        from crosscase.language.near import NearMatcher

        return NearMatcher(pattern, exact)
    return _TextMatcher(pattern, exact, how == "words")


class _TextMatcher:
    def __init__(self, pattern: str, exact: bool, whole: bool) -> None:
        parts = [part for word in pattern.split() if (part := folded(word, exact))]
        if not parts:
            raise nothing_in(pattern)
        self._exact, self._whole = exact, whole
        self._parts = parts
        letter = plain_letter()
        self._plain = re.compile(
            self._pattern(rf"(?<!{letter}{{}})(?<!{letter}{JOIN}{{}})", rf"(?!{JOIN}?{letter})"), re.DOTALL
        )
        self._full: regex.Pattern[str] | None = None

    def _pattern(self, before: str, after: str) -> str:
        """The pattern over a folded text; `before` and `after` say where a word may begin and end."""
        (first, *rest), *others = [[_set(letter, self._exact) for letter in part] for part in self._parts]
        # looking back comes after the first letter: only where that stands is several times faster
        begin = before.replace("{}", first) if self._whole and is_letter(self._parts[0][0]) else ""
        end = after if self._whole and ends_in_word(self._parts[-1]) else ""
        return first + begin + GAP.join("".join(part) for part in (rest, *others)) + end

    def _in_any_script(self) -> regex.Pattern[str]:
        """The same where letters may carry marks that folding leaves."""
        if self._full is None:
            before, after = f"(?<!{LETTER}{MARK}*{JOIN}?{{}})", f"(?!{MARK}*{JOIN}?{LETTER})"
            self._full = regex.compile(f"(?V1){self._pattern(before, after)}")
        return self._full

    def find(self, body: str) -> Iterator[Match]:
        ready = folding(body, self._exact)
        if ready.is_regular:
            yield from (Match(*match.span()) for match in self._plain.finditer(body))
            return
        pattern = self._in_any_script() if self._whole and ready.marked else self._plain
        at = 0
        while (match := pattern.search(ready.text, at)) is not None:
            span = ready.span(*match.span())
            at = match.end() if span is not None else match.start() + 1
            if span is not None:
                yield Match(*span)


def _set(letter: str, exact: bool) -> str:
    same = spellings(letter, exact)
    return f"[{''.join(map(re.escape, same))}]" if len(same) > 1 else re.escape(same[0])


class _RegexMatcher:
    def __init__(self, pattern: str, exact: bool, seconds: float) -> None:
        if not pattern.strip():
            raise nothing_in(pattern)
        self._pattern = _compiled(unicodedata.normalize("NFC", pattern), exact)
        self._left = seconds

    def find(self, body: str) -> Iterator[Match]:
        begun, done = time.monotonic(), 0
        try:
            for match in self._pattern.finditer(body, timeout=max(self._left, 0.001)):
                start, end = snap(body, *match.span())
                if start < end and start >= done:
                    done = end
                    yield Match(start, end)
                if time.monotonic() - begun > self._left:
                    raise TimeoutError
        finally:
            self._left -= time.monotonic() - begun


def _compiled(pattern: str, exact: bool) -> regex.Pattern[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what may once mean something else
            return regex.compile(pattern, regex.MULTILINE | (0 if exact else regex.IGNORECASE))
    except regex.error as error:
        what, at = getattr(error, "msg", str(error)), getattr(error, "pos", None)
        place = f" at character {at + 1}" if at is not None else ""
        raise StudyError(
            f"{told(pattern)} is no regular expression: {what}{place}; mend it, or look for it as text"
        ) from None
    except (RecursionError, OverflowError, MemoryError):
        raise StudyError(f"{told(pattern)} is nested too deep; make it simpler") from None
