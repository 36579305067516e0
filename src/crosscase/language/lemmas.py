"""Base forms of words, by simplemma's dictionaries and an own table of irregular words.

They are what the pipeline and everything that counts words share.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from crosscase.language.endings import further_bases
from crosscase.language.irregular import irregular_of

_DICTIONARIES = {"no": "nb", "sme": "se"}
_GENITIVES = ("’s", "'s", "’", "'", "s")
_SHORTEST = 3  # letters that a word has beside its genitive


class Lemmas:
    """The base forms of one language's words; made by `lemmas_of`, so that its memory is shared.

    The dictionaries take half a second at the first word. A language without one leaves every word as it is.
    """

    def __init__(self, language: str) -> None:
        from simplemma import is_known, lemmatize
        from simplemma.strategies.dictionaries import dictionary_factory as dictionaries

        self._lemmatize, self._is_in = lemmatize, is_known
        self._dictionary_of = dictionaries.DEFAULT_DICTIONARY_FACTORY.get_dictionary
        dictionary = _DICTIONARIES.get(language, language)
        self.language = language
        self.dictionary = dictionary if dictionary in dictionaries.SUPPORTED_LANGUAGES else ""
        self._irregular = irregular_of(self.dictionary)
        self._of = lru_cache(maxsize=200_000)(self._usual)
        self._looked_up = lru_cache(maxsize=20_000)(self._look_up)
        self._bases = lru_cache(maxsize=20_000)(self._all_bases)
        self._known = lru_cache(maxsize=200_000)(self._is_known)
        self._in_dictionary = lru_cache(maxsize=20_000)(self._has)

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

    def bases(self, word: str) -> tuple[str, ...]:
        """All base forms of a spelling, in lower case: *hender* is of *hånd* and of *hende*; the one of `of` first."""
        return self._bases(word.casefold())

    def irregular(self, word: str) -> tuple[str, ...]:
        """The base forms of a word in lower case, or of its stem in the genitive, in the table of irregular words."""
        if word in self._irregular.alone:
            return (word,)
        table = self._irregular.bases
        if word in table:
            return table[word]
        stems = _stems(word)
        found = next((table[stem] for stem in stems if stem in table), ())
        if found and self._in_dictionary(word) and self._looked_up(word) not in stems:
            return ()
        return found

    def alone(self, word: str) -> bool:
        """Whether a word in lower case is a form of itself only."""
        return word in self._irregular.alone

    def tabled(self, word: str) -> str:
        """How the table of irregular words spells a base form in lower case; empty where the word is none in it."""
        return self._irregular.base_forms.get(word, "")

    def known(self, word: str) -> bool:
        """Whether the dictionary has the word, in lower case, as it is or in the genitive."""
        return self._known(word.casefold())

    def _usual(self, word: str) -> str:
        """The dictionary's base form, unless the table of irregular words says otherwise."""
        irregular = self.irregular(word)
        looked_up = self._looked_up(word)
        return looked_up if not irregular or looked_up in irregular else irregular[0]

    def _all_bases(self, word: str) -> tuple[str, ...]:
        table = self._irregular
        if word in table.alone:
            return (word,)
        found = [self.of(word), *self.irregular(word)]
        if word not in table.base_forms:
            found += [self._looked_up(word), *self._made(word)]
        if self._in_dictionary(word):
            further = further_bases(self.dictionary, word, self._plainly)
            # the table has all forms of its words
            found += [base for base in further if base not in table.base_forms]
        return tuple(dict.fromkeys(found))

    def _made(self, word: str) -> Iterator[str]:
        """Base forms of a word whose end is an irregular form: *lærebok* of *lærebøkene*."""
        for before, base, prefixed in self._irregular.endings(word):
            if self._in_dictionary(before + base) and (prefixed or self._in_dictionary(before)):
                yield before + base

    def _plainly(self, word: str) -> str:
        """The dictionary's base form of exactly this spelling; empty where it has none."""
        return self._dictionary_of(self.dictionary).get(word) or ""

    def _look_up(self, word: str) -> str:
        if not self.dictionary or not word:
            return word
        if self._in_dictionary(word):
            return self._lemmatize(word, lang=self.dictionary).casefold()
        for stem in _stems(word):
            if self._in_dictionary(stem):
                return self._lemmatize(stem, lang=self.dictionary).casefold()
        return self._lemmatize(word, lang=self.dictionary).casefold()

    def _is_known(self, word: str) -> bool:
        return self._in_dictionary(word) or any(map(self._in_dictionary, _stems(word)))

    def _has(self, word: str) -> bool:
        return bool(self.dictionary and word) and self._is_in(word, lang=self.dictionary)


@cache
def lemmas_of(language: str) -> Lemmas:
    """The base forms of a language: `nb`, `nn`, `en`, or any other code that simplemma knows."""
    return Lemmas(language)


def _stems(word: str) -> tuple[str, ...]:
    """The word without what may be its genitive, the longest ending first."""
    if not word.endswith(("s", "'", "’")):
        return ()
    return tuple(
        stem
        for ending in _GENITIVES
        if word.endswith(ending) and len(stem := word.removesuffix(ending)) >= _SHORTEST
    )
