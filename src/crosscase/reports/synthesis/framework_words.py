"""The words of a framework matrix, and how far it has come as a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from crosscase.synthesis.framework import Completeness, Framework
from crosscase.synthesis.summary_state import State, Word

WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "title": "Rammematrise", "case": "Case", "summary": "Sammendrag", "quotes": "Sitater det bygger på",
        "by case": "Hvor langt hver case er kommet",
        "by code": "Hvor langt hver kode er kommet", "code": "Kode", "cells": "Celler med kodinger", "written": "Skrevet",
        "changed": "Endret siden", "unsupported": "Uten belegg", "all": "I alt",
        "have": "{} av {} celler med kodinger har et sammendrag", "one has": "{} av {} celle med kodinger har et sammendrag",
        "nothing": "Ingen av cellene har kodinger",
        "n changed": "under {} er kodingene endret siden", "n unsupported": "{} mangler belegg",
        "n idle": "{} står der det ikke er noen kodinger", "by": "Skrevet av {} {}", "by nobody": "Skrevet {}",
        "writer": "Skrevet av {}",
        "complete": "ferdig", "is changed": "kodingene er endret siden", "no quotes": "bygger ikke på noe sitat",
        "quotes gone": "sitater er borte", "no codings": "det er ingen kodinger her", "no text": "uten tekst",
        "missing": "ikke skrevet", "codings": "{} kodinger", "one coding": "1 koding",
        "added": "{} nye", "one added": "1 ny", "gone": "{} borte", "one gone": "1 borte", "recoded": "{} omkodet",
        "one recoded": "1 omkodet", "reworded": "{} med endrede ord", "one reworded": "1 med endrede ord",
        "line": "linje {}", "lost": "ordene står ikke lenger i teksten",
        "withheld": "[{}]",
        "paraphrase": "bare gjengivelse: skal ikke siteres", "none": "ikke samtykke: skal ikke gjengis",
        "also": "Et sammendrag til, skrevet under {}: ",
        "astray": "Sammendrag som ikke vises, fordi casen eller koden er borte: {}.",
        "unreadable": "Kan ikke leses, og er ikke med: {}.", "empty": "Det er ingen caser eller koder å vise.",
    },
    "en": {
        "title": "Framework matrix", "case": "Case", "summary": "Summary", "quotes": "Quotes it rests on",
        "by case": "How far each case has come",
        "by code": "How far each code has come", "code": "Code", "cells": "Cells with codings", "written": "Written",
        "changed": "Changed since", "unsupported": "Unsupported", "all": "In all",
        "have": "{} of {} cells with codings have a summary", "one has": "{} of {} cell with codings has a summary",
        "nothing": "No cell has codings",
        "n changed": "the codings under {} changed since", "n unsupported": "{} unsupported",
        "n idle": "{} where there are no codings", "by": "Written by {} {}", "by nobody": "Written {}",
        "writer": "Written by {}",
        "complete": "complete", "is changed": "the codings changed since", "no quotes": "rests on no quote",
        "quotes gone": "quotes are gone", "no codings": "there are no codings here", "no text": "without text",
        "missing": "not written", "codings": "{} codings", "one coding": "1 coding",
        "added": "{} new", "one added": "1 new", "gone": "{} gone", "one gone": "1 gone", "recoded": "{} recoded",
        "one recoded": "1 recoded", "reworded": "{} whose words changed", "one reworded": "1 whose words changed",
        "line": "line {}", "lost": "the words are no longer in the text",
        "withheld": "[{}]",
        "paraphrase": "to be paraphrased only: not to be quoted", "none": "no consent: not to be used",
        "also": "One more summary, written under {}: ",
        "astray": "Summaries that are not shown, since their case or code is gone: {}.",
        "unreadable": "Cannot be read, and left out: {}.", "empty": "There are no cases or codes to show.",
    },
}  # fmt: skip


def words_of(language: str) -> Mapping[str, str]:
    """The words in a language; those of English where there are none."""
    return WORDS["nb" if language in ("nb", "nn", "no") else "en"]


def completeness_line(found: Completeness, language: str) -> str:
    """How far some cells have come: `41 of 60 cells with codings have a summary; the codings under 3 changed since`."""
    words = words_of(language)
    first = words["have" if found.cells != 1 else "one has"].format(found.written, found.cells)
    more = [("n changed", found.changed), ("n unsupported", found.unsupported), ("n idle", found.idle)]
    told = [words[key].format(count) for key, count in more if count]
    return "; ".join([first if found.cells else words["nothing"], *told])


def state_line(state: State, language: str) -> str:
    """What is to be said of a summary: `quotes are gone; the codings changed since: 2 new, 1 recoded`."""
    return "; ".join(_told(word, state, language) for word in state.words)


def left_out(framework: Framework, language: str) -> tuple[str, ...]:
    """Summaries of cases or codes that are gone, and files that cannot be read, each kind as a sentence."""
    words, told = words_of(language), []
    if framework.astray:
        named = (f"{case} – {summary.code}" for case, summary in framework.astray)
        told.append(words["astray"].format(", ".join(named)))
    if framework.unreadable:
        told.append(words["unreadable"].format(", ".join(problem.file for problem in framework.unreadable)))
    return tuple(told)


def counted(count: int, key: str, words: Mapping[str, str]) -> str:
    """`1 coding`, `3 codings`."""
    single = {"codings": "one coding"}.get(key, f"one {key}")
    return words[single] if count == 1 else words[key].format(count)


def _told(word: Word, state: State, language: str) -> str:
    words = words_of(language)
    if word != "changed":
        return words[word]
    kinds = (
        ("added", state.added),
        ("gone", state.gone),
        ("recoded", state.recoded),
        ("reworded", state.reworded),
    )
    parts = [counted(len(ids), key, words) for key, ids in kinds if ids]
    return f"{words['is changed']}: {', '.join(parts)}"
