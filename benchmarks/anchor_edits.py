"""Edits as people make them in their notes, each character remembered through all of them."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable

from benchmarks.anchor_texts import LABEL, SENTENCE, WORD, made_notes, without_label

_LETTERS = "abcdefghijklmnoprstuvyæøå"
_PSEUDONYMS = ("informant 2", "[navn]", "Kollega A", "Per", "[kommunen]", "en nabo")
_NEW_LABELS = ("I4", "Informant 3", "Leder", "Ordfører", "K")
_NAME = re.compile(r"(?<=[a-zæøå,] )[A-ZÆØÅ]\w+(?: [A-ZÆØÅ]\w+)?")


class Traced:
    """A text under edit and where each of its characters stood at first.

    Attributes:
        body: the text as it is now.
        origins: for each character its offset in the first text, -1 where it was written since.
    """

    def __init__(self, body: str) -> None:
        self.body = body
        self.origins = list(range(len(body)))

    def put(self, start: int, end: int, text: str) -> None:
        """Write `text` over a span; none of the span's characters survive."""
        self.body = self.body[:start] + text + self.body[end:]
        self.origins[start:end] = [-1] * len(text)

    def move(self, start: int, end: int, to: int) -> None:
        """Cut a span and put it in at `to`, outside of it; its characters stay themselves."""
        piece, origins = self.body[start:end], self.origins[start:end]
        if to > start:
            to -= end - start
        rest = self.body[:start] + self.body[end:]
        del self.origins[start:end]
        self.body = rest[:to] + piece + rest[to:]
        self.origins[to:to] = origins

    def put_everywhere(self, spans: list[tuple[int, int]], text: str) -> None:
        """Write `text` over each of some spans, given in ascending order."""
        for start, end in reversed(spans):
            self.put(start, end, text)


Edit = Callable[[Traced, random.Random], None]


def _pick(pattern: re.Pattern[str], traced: Traced, chance: random.Random) -> tuple[int, int]:
    match = pattern.search(traced.body, chance.randrange(len(traced.body))) or pattern.search(traced.body)
    return match.span() if match else (0, 0)


def _pick_sentence(traced: Traced, chance: random.Random) -> tuple[int, int]:
    """A whole sentence, its speaker's name left aside."""
    at = chance.randrange(len(traced.body))
    low = traced.body.rfind("\n", 0, at) + 1
    high = traced.body.find("\n", at)
    line = SENTENCE.finditer(traced.body, low, high if high >= 0 else len(traced.body))
    spans = [span for match in line if (span := without_label(traced.body, match.span()))]
    return chance.choice(spans) if spans else _pick_sentence(traced, chance)


def _with_blank(body: str, span: tuple[int, int]) -> tuple[int, int]:
    """A sentence with the blank that goes when it goes."""
    start, end = span
    if body[end : end + 1] == " ":
        return start, end + 1
    return (start - 1, end) if body[start - 1 : start] == " " else span


def typo(traced: Traced, chance: random.Random) -> None:
    """One letter dropped, doubled, mistaken for another, or swapped with the next."""
    start, end = _pick(WORD, traced, chance)
    at = chance.randrange(start, end)
    kind = chance.choice(("drop", "double", "other", "swap", "add"))
    if kind == "swap" and at + 1 < end:
        traced.move(at, at + 1, at + 2)
    elif kind == "double":
        traced.put(at + 1, at + 1, traced.body[at])
    elif kind == "add":
        traced.put(at, at, chance.choice(_LETTERS))
    else:
        traced.put(at, at + 1, "" if kind == "drop" and end - start > 1 else chance.choice(_LETTERS))


def word_replaced(traced: Traced, chance: random.Random) -> None:
    """Another word of the text in a word's place."""
    other = traced.body[slice(*_pick(WORD, traced, chance))]
    traced.put(*_pick(WORD, traced, chance), other)


def word_added(traced: Traced, chance: random.Random) -> None:
    """A word of the text once more before another."""
    other = traced.body[slice(*_pick(WORD, traced, chance))]
    start, _ = _pick(WORD, traced, chance)
    traced.put(start, start, other + " ")


def word_dropped(traced: Traced, chance: random.Random) -> None:
    """A word gone, with its blank."""
    traced.put(*_with_blank(traced.body, _pick(WORD, traced, chance)), "")


def sentence_added(traced: Traced, chance: random.Random) -> None:
    """A new sentence before or after another."""
    made = made_notes(chance, 1).rsplit(": ", 1)[-1].split("\n")[0]
    match = SENTENCE.search(made)
    new = match.group() if match else "Så var det mer."
    start, end = _pick_sentence(traced, chance)
    if chance.random() < 0.5:
        traced.put(start, start, new + " ")
    else:
        traced.put(end, end, " " + new)


def sentence_dropped(traced: Traced, chance: random.Random) -> None:
    """A sentence gone, with its blank."""
    traced.put(*_with_blank(traced.body, _pick_sentence(traced, chance)), "")


def sentence_moved(traced: Traced, chance: random.Random) -> None:
    """A sentence cut and put before another, as often far away as near."""
    body = traced.body
    start, end = _pick_sentence(traced, chance)
    if body[end : end + 1] == " ":
        end += 1
    elif body[start - 1 : start] == " ":
        start -= 1
    if chance.random() < 0.5:
        near = SENTENCE.finditer(body, max(0, start - 1_000), end + 1_000)
        spans = [span for match in near if (span := without_label(body, match.span()))]
        to = chance.choice(spans)[0]
    else:
        to, _ = _pick_sentence(traced, chance)
    if start <= to <= end:
        return
    piece = body[start:end]
    if piece.startswith(" "):  # the blank now parts it from what follows
        traced.move(start, start + 1, end)
    elif not piece.endswith(" "):
        traced.put(end, end, " ")
        end += 1
        to += to >= end
    traced.move(start, end, to)


def sentence_repeated(traced: Traced, chance: random.Random) -> None:
    """A sentence of the text copied to another place: the copy is new."""
    copy = traced.body[slice(*_pick_sentence(traced, chance))]
    start, _ = _pick_sentence(traced, chance)
    traced.put(start, start, copy + " ")


def sentence_rewritten(traced: Traced, chance: random.Random) -> None:
    """A third of a sentence's words replaced."""
    start, end = _pick_sentence(traced, chance)
    words = [match.span() for match in WORD.finditer(traced.body, start, end)]
    for word in sorted(chance.sample(words, max(1, len(words) // 3)), reverse=True):
        traced.put(*word, traced.body[slice(*_pick(WORD, traced, chance))])


_LINE = re.compile(r"^[^\n]+\n", re.MULTILINE)


def paragraph_moved(traced: Traced, chance: random.Random) -> None:
    """A paragraph cut and put before another."""
    start, end = _pick(_LINE, traced, chance)
    to, _ = _pick(_LINE, traced, chance)
    if not start <= to <= end:
        traced.move(start, end, to)


def paragraphs_merged(traced: Traced, chance: random.Random) -> None:
    """The end of a paragraph gone, at times with the name of who speaks next."""
    at = _pick(_LINE, traced, chance)[1] - 1
    label = LABEL.match(traced.body, at + 1)
    traced.put(at, label.end() if label and chance.random() < 0.7 else at + 1, " ")


def paragraph_split(traced: Traced, chance: random.Random) -> None:
    """A new line between two sentences, at times with a speaker's name."""
    start, _ = _pick_sentence(traced, chance)
    if traced.body[start - 1 : start] == " ":
        traced.put(start - 1, start, "\n" + chance.choice(("", "I2: ")))


def paragraph_dropped(traced: Traced, chance: random.Random) -> None:
    """A paragraph gone."""
    traced.put(*_pick(_LINE, traced, chance), "")


def speaker_renamed(traced: Traced, chance: random.Random) -> None:
    """One speaker's name changed before every turn."""
    labels = [match.span(1) for match in LABEL.finditer(traced.body)]
    if labels:
        name = traced.body[slice(*chance.choice(labels))]
        same = [span for span in labels if traced.body[slice(*span)] == name]
        traced.put_everywhere(same, chance.choice(_NEW_LABELS))


def name_hidden(traced: Traced, chance: random.Random) -> None:
    """One name replaced by a pseudonym wherever it stands, also with a genitive's s."""
    start, end = _pick(_NAME, traced, chance)
    if start < end:
        name = re.compile(rf"\b{re.escape(traced.body[start:end].removesuffix('s'))}(?=s?\b)")
        traced.put_everywhere(
            [match.span() for match in name.finditer(traced.body)], chance.choice(_PSEUDONYMS)
        )


def term_replaced(traced: Traced, chance: random.Random) -> None:
    """Find and replace: a word changed to another wherever it stands."""
    words = (traced.body[slice(*_pick(WORD, traced, chance))] for _ in range(40))
    word = next((word for word in words if len(word) > 4), "")
    if word:
        places = [match.span() for match in re.finditer(rf"\b{re.escape(word)}\b", traced.body)]
        traced.put_everywhere(places, chance.choice(("ordning", "verktøy", "x", "innsatsen")))


def punctuation_changed(traced: Traced, chance: random.Random) -> None:
    """A comma put in, or a mark exchanged."""
    if chance.random() < 0.5:
        _, end = _pick(WORD, traced, chance)
        traced.put(end, end, ",")
    else:
        traced.put(*_pick(re.compile(r"[.,!?]"), traced, chance), chance.choice((".", "!", ";", " –", "...")))


def _stretch(traced: Traced, chance: random.Random) -> tuple[int, int]:
    """About a sixth of the text, in whole lines; at times all of it."""
    if chance.random() < 0.3:
        return 0, len(traced.body)
    start = traced.body.rfind("\n", 0, chance.randrange(len(traced.body))) + 1
    end = traced.body.find("\n", min(len(traced.body) - 1, start + len(traced.body) // 6))
    return start, end if end >= 0 else len(traced.body)


def white_space(traced: Traced, chance: random.Random) -> None:
    """One habit of writing white space exchanged for another over a stretch of the text."""
    low, high = _stretch(traced, chance)
    pattern, text = chance.choice(
        (
            (r"(?<=[.!?]) (?=\S)", "  "),
            (r" {2,}", " "),
            (r"\n+", "\n\n"),
            (r"\n\n", "\n"),
            (r"(?<=[^\n ])\n", " \n"),
            (r" +\n", "\n"),
            (r"(?<=: )(?=\S)", "\t"),
            (r"^(?=\w)", "    "),
        )
    )
    places = [match.span() for match in re.finditer(pattern, traced.body[low:high], re.MULTILINE)]
    traced.put_everywhere([(low + start, low + end) for start, end in places], text)


def line_ends(traced: Traced, chance: random.Random) -> None:
    """Lines wrapped at a width, unwrapped again, or ended as another system ends them."""
    low, high = _stretch(traced, chance)
    if chance.random() < 0.25:
        places = [(match.start(), match.start()) for match in re.finditer(r"(?<!\r)\n", traced.body)]
        traced.put_everywhere(places, "\r")
        return
    width = chance.choice((60, 72, 80))
    pattern = rf"(?<=\S)(?:(?<=.{{{width - 12}}})) (?=\S)"
    breaks: list[tuple[int, int]] = []
    last = low
    for match in re.finditer(pattern, traced.body[low:high]):
        at = low + match.start()
        newline = traced.body.rfind("\n", last, at)
        if at - max(last, newline) >= width - 12:
            breaks.append((at, at + 1))
            last = at
    traced.put_everywhere(breaks, "\n")


KINDS: dict[str, Edit] = {
    "typos": typo,
    "words replaced": word_replaced,
    "words added": word_added,
    "words dropped": word_dropped,
    "sentences added": sentence_added,
    "sentences dropped": sentence_dropped,
    "sentences moved": sentence_moved,
    "sentences repeated": sentence_repeated,
    "sentences rewritten": sentence_rewritten,
    "paragraphs moved": paragraph_moved,
    "paragraphs merged": paragraphs_merged,
    "paragraphs split": paragraph_split,
    "paragraphs dropped": paragraph_dropped,
    "speakers renamed": speaker_renamed,
    "names hidden": name_hidden,
    "terms replaced": term_replaced,
    "punctuation changed": punctuation_changed,
    "white space": white_space,
    "line ends": line_ends,
}

Mix = dict[str, int]  # how many edits of each kind

MIXES: dict[str, Mix] = {
    "proofread": {"typos": 60, "words replaced": 20, "punctuation changed": 15, "names hidden": 2},
    "worked over": {
        "typos": 60,
        "words replaced": 30,
        "sentences added": 15,
        "sentences dropped": 12,
        "sentences moved": 8,
        "sentences repeated": 4,
        "paragraphs moved": 3,
        "paragraphs merged": 8,
        "speakers renamed": 1,
        "names hidden": 2,
        "white space": 1,
    },
    "heavily": {
        "typos": 200,
        "words replaced": 120,
        "sentences added": 50,
        "sentences dropped": 40,
        "sentences moved": 30,
        "sentences repeated": 10,
        "paragraphs moved": 10,
        "paragraphs merged": 25,
        "speakers renamed": 3,
        "names hidden": 5,
        "white space": 2,
        "line ends": 1,
    },
    # the next two are for the proof alone: nothing in the program was chosen by looking at them
    "held out": {
        "typos": 90,
        "words replaced": 25,
        "words added": 25,
        "words dropped": 25,
        "sentences added": 12,
        "sentences dropped": 12,
        "sentences moved": 10,
        "sentences repeated": 5,
        "sentences rewritten": 8,
        "paragraphs moved": 4,
        "paragraphs merged": 6,
        "paragraphs split": 10,
        "paragraphs dropped": 3,
        "speakers renamed": 2,
        "names hidden": 3,
        "terms replaced": 2,
        "punctuation changed": 30,
        "white space": 2,
        "line ends": 1,
    },
}


def edited(body: str, mix: Mix, chance: random.Random) -> Traced:
    """The text after the edits of a mix, in an order drawn by `chance`."""
    traced = Traced(body)
    kinds = list(Counter(mix).elements())
    chance.shuffle(kinds)
    for kind in kinds:
        KINDS[kind](traced, chance)
    return traced
