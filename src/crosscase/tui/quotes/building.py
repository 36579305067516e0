"""Building a query by picking: what is asked of, its value, and how it joins what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from crosscase.study.folder import Study
from crosscase.study.query import DATES, shown_value
from crosscase.study.query_parser import CHOICES
from crosscase.study.query_values import is_date
from crosscase.tui.dialogs import Prompt
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.place import Place
from crosscase.tui.quotes.completing import (
    FIELDS,
    OPERATORS,
    Offer,
    attribute_values,
    attributes,
    conditions,
    values,
)
from crosscase.tui.quotes.joining import joined
from crosscase.tui.words import plain, shown

JOINS: dict[str, str] = {
    "and": "both must hold",
    "or": "one of the two will do",
    "and not": "what is there must hold, the new condition must not",
    "near": "at most 200 characters from a coding of the new condition",
    "near:turn": "in the same turn as a coding of the new condition",
    "near:paragraph": "in the same paragraph as a coding of the new condition",
    "overlapping": "sharing words with a coding of the new condition",
    "inside": "within a coding of the new condition",
}
NAMES: dict[str, str] = {
    "code": "a code, with those below it",
    "only": "a code, without those below it",
    "case": "a case",
    "source": "a source",
    "kind": "a kind of source",
    "coder": "who coded",
    "speaker": "who speaks",
    "role": "the role of who speaks",
    "section": "a section",
    "consent": "consent",
    "memo": "words in the memo",
    "words": "words in the quote",
    "origin": "how it was coded",
    "status": "what became of it when the text was edited",
}
"""The fields as people think of them."""


class Builder:
    """One condition more, by a few dialogs; what comes of it is handed to `done`."""

    def __init__(self, place: Place, study: Study, where: str, done: Callable[[str], None]) -> None:
        self._place = place
        self._study = study
        self._where = where
        self._done = done

    def begin(self) -> None:
        """Ask what the condition is of. Letters find every code, case and speaker at once.

        Raises:
            QueryError: the query that is there cannot be read.
        """
        joined(self._where, "and", "key")
        entries = [
            Entry(
                f"field {name}",
                Content.assemble(plain(what), (f"  {name}:", "dim")),
                f"{what} {name}",
                f"quotes {FIELDS[name]}",
            )
            for name, what in NAMES.items()
        ]
        entries += [_simple("key", "key quotes ★"), _simple("memo", "with a memo")]
        entries += [
            Entry(f"when {name}", Content.assemble(plain(what), (f"  {name} >= …", "dim")), f"{name} {what}")
            for name, what in (("date", "date of the source"), ("created", "when it was coded"))
        ]
        for name, given in attributes(self._study).items():
            label = Content.assemble("attribute ", plain(name, "bold"), ("  of cases", "dim"))
            examples = shown(f"such as {', '.join(list(dict.fromkeys(given))[:4])}")
            entries.append(Entry(f"compare {name}", label, f"attribute {name}", examples))
        entries += [
            Entry(f"take {offer.text}", offer.label, offer.found_by, offer.detail)
            for offer in conditions(self._study)
        ]
        self._ask(
            "add a condition: pick, or type letters of a code, case, speaker ...", entries, self._chosen
        )

    def _chosen(self, key: str) -> None:
        what, _, name = key.partition(" ")
        if what == "take":
            self._join(name)
        elif what in ("compare", "when"):
            self._compare(name, dated=what == "when")
        elif name in ("memo", "words"):
            question = f"Which words is the {'memo' if name == 'memo' else 'quote'} to hold?"
            self._prompt(question, "", lambda text: self._join(f"{name}:{shown_value(text)}"))
        else:
            self._value(name)

    def _value(self, field: str) -> None:
        entries = [_entry(offer) for offer in values(self._study, field)]
        nothing = "the study has none" if field not in CHOICES else "nothing to choose from"
        self._ask(NAMES[field], entries, lambda text: self._join(f"{field}:{text}"), nothing)

    def _compare(self, name: str, *, dated: bool) -> None:
        entries = [
            Entry(sign, Content.assemble((f"{sign:<3}", "bold"), plain(words)), f"{words} {sign}")
            for sign, words in OPERATORS.items()
        ]
        self._ask(
            f"{name}: how is it to compare?", entries, lambda sign: self._compared(name, sign, dated=dated)
        )

    def _compared(self, name: str, sign: str, *, dated: bool) -> None:
        if sign in ("=", "!=") and not dated:
            entries = [_entry(offer) for offer in attribute_values(self._study, name)]
            self._ask(
                f"{name} {sign}", entries, lambda text: self._join(_comparison(name, sign, text, dated))
            )
            return

        def wrong(text: str) -> str:
            if not text.strip():
                return "a value is wanted"
            return "a date such as 2021, 2021-12 or 2021-12-01" if dated and not is_date(text) else ""

        hint = "2021-12-01" if dated else "50000"

        def typed(text: str) -> None:
            self._join(_comparison(name, sign, shown_value(text), dated))

        self._prompt(f"{name} {sign} …", hint, typed, wrong)

    def _join(self, condition: str) -> None:
        if not self._where.strip():
            self._done(condition)
            return
        entries = [
            Entry(join, Content.assemble((join, "bold"), ("  " + what, "dim")), f"{join} {what}")
            for join, what in JOINS.items()
        ]
        self._ask(
            f"how does {condition} join what is there?", entries, lambda join: self._joined(join, condition)
        )

    def _joined(self, join: str, condition: str) -> None:
        self._done(joined(self._where, join, condition))

    # dialogs

    def _ask(
        self,
        prompt: str,
        entries: Sequence[Entry],
        then: Callable[[str], None],
        none: str = "nothing to choose from",
    ) -> None:
        def picked(key: str | None) -> None:
            if key is not None:
                then(key)

        self._place.app.push_screen(Picker(shown(prompt), entries, none=none), picked)

    def _prompt(
        self, question: str, hint: str, then: Callable[[str], None], check: Callable[[str], str] | None = None
    ) -> None:
        def answered(text: str | None) -> None:
            if text is not None:
                then(text.strip())

        def wanted(text: str) -> str:
            return "" if text.strip() else "type some words"

        self._place.app.push_screen(Prompt(question, hint=hint, check=check or wanted), answered)


def _simple(condition: str, words: str) -> Entry:
    return Entry(
        f"take {condition}", Content.assemble(plain(words), (f"  {condition}", "dim")), f"{words} {condition}"
    )


def _entry(offer: Offer) -> Entry:
    return Entry(offer.text, offer.label, offer.found_by, offer.detail)


def _comparison(name: str, sign: str, value: str, dated: bool) -> str:
    """A comparison as it stands in a query; an attribute called `date` in quotation marks."""
    text = name if dated else shown_value(name)
    if not dated and name.casefold() in DATES:
        text = f'"{name}"'
    return f"{text} {sign} {value}"
