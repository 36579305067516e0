"""Base forms of words, by simplemma's dictionaries: what the pipeline and everything that counts words share."""

from __future__ import annotations

from functools import cache, lru_cache

_DICTIONARIES = {"no": "nb", "sme": "se"}
_GENITIVES = ("’s", "'s", "’", "'", "s")
_SHORTEST = 3  # letters that a word has beside its genitive


class Lemmas:
    """The base forms of one language's words; made by `lemmas_of`, so that its memory is shared.

    The dictionaries take half a second at the first word. A language without one leaves every word as it is.
    """

    def __init__(self, language: str) -> None:
        from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

        dictionary = _DICTIONARIES.get(language, language)
        self.language = language
        self.dictionary = dictionary if dictionary in SUPPORTED_LANGUAGES else ""
        self._of = lru_cache(maxsize=200_000)(self._look_up)
        self._known = lru_cache(maxsize=200_000)(self._is_known)

    @property
    def used(self) -> str:
        """What results say they were made with."""
        if not self.dictionary:
            return f"no dictionary for {self.language}"
        from importlib.metadata import version

        return f"simplemma {version('simplemma')} {self.dictionary}"

    def of(self, word: str) -> str:
        """The base form, in lower case; of a word that is in no dictionary the word without its genitive."""
        return self._of(word.casefold())

    def known(self, word: str) -> bool:
        """Whether the dictionary has the word, in lower case, as it is or in the genitive."""
        return self._known(word.casefold())

    def _look_up(self, word: str) -> str:
        if not self.dictionary or not word:
            return word
        from simplemma import lemmatize

        if self._in_dictionary(word):
            return lemmatize(word, lang=self.dictionary).casefold()
        for stem in _stems(word):
            if self._in_dictionary(stem):
                return lemmatize(stem, lang=self.dictionary).casefold()
        return lemmatize(word, lang=self.dictionary).casefold()

    def _is_known(self, word: str) -> bool:
        return self._in_dictionary(word) or any(map(self._in_dictionary, _stems(word)))

    def _in_dictionary(self, word: str) -> bool:
        if not self.dictionary or not word:
            return False
        from simplemma import is_known

        return is_known(word, lang=self.dictionary)


@cache
def lemmas_of(language: str) -> Lemmas:
    """The base forms of a language: `nb`, `nn`, `en`, or any other code that simplemma knows."""
    return Lemmas(language)


def _stems(word: str) -> tuple[str, ...]:
    """The word without what may be its genitive, the longest ending first."""
    return tuple(
        stem
        for ending in _GENITIVES
        if word.endswith(ending) and len(stem := word.removesuffix(ending)) >= _SHORTEST
    )
