"""Long notes to edit: made up from a seed, or the example study's own; and codings laid on them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from crosscase.study.anchors import Anchor

CONTEXT = 32
SENTENCE = re.compile(r"[^\s.!?…][^.!?…\n]*[.!?…]+")
WORD = re.compile(r"\b\w+")
LABEL = re.compile(r"^(\w[\w ]{0,20}): ", re.MULTILINE)

_STEMS = """
kommune ansvar ledelse plan skole barn ungdom innbygger tiltak arbeid møte møteplass samarbeid lag forening
idrett fritid språk kultur hverdag hendelse melding varsel rutine kunnskap erfaring holdning bakgrunn inkludering
mangfold likestilling bosetting flyktning tolk lærer rektor politi rådgiver leder styre råd utvalg budsjett tid penger
ressurs kapasitet kurs opplæring nettverk prosjekt støtte midler søknad stat fylke region bygd by tettsted butikk
buss bibliotek kino klubb hall bane fjord fjell vei kirke nabo familie mor far søsken venn gruppe
"""
_SMALL = """
og i det er som på til av for at med vi har ikke en den de et om var så men jeg seg fra kan dette når også
nå mer noe eller blir bare alle må der opp være etter hos oss da inn ut over ved skal vil mange litt veldig ganske
kanskje egentlig aldri alltid ofte sjelden her dit hvordan hvorfor hvem mye lite først siden gjerne sammen
"""
_VERBS = """
opplever merker snakker jobber trenger mangler får tar gir ser hører sier spør svarer prøver lager møter bruker
kjenner bygger melder følger endrer ønsker krever deler hjelper vokser flytter hender virker
"""
_ENDINGS = ("", "en", "er", "ene", "et", "s", "arbeid", "plan", "gruppe")
_STOCK = ("Ja.", "Nei.", "Det stemmer.", "Det er riktig.", "Ja, det er vi enige om.", "Vi har ikke nok folk.")
_NAMES = ("Kari Nordli", "Ola Berg", "Siv", "Nordvik", "Åse Moen", "Strandvika")
_LABELS = ("Intervjuer", "I1", "I2", "Kari", "Ola")


def made_notes(chance: random.Random, size: int) -> str:
    """Turns of a few sentences in a vocabulary as skewed as people's; one sentence in eight stands many times."""
    words = [*_VERBS.split(), *(stem + ending for stem in _STEMS.split() for ending in _ENDINGS)]
    chance.shuffle(words)
    weights = [1 / (rank + 5) for rank in range(len(words))]
    lines: list[str] = []
    length = 0
    while length < size:
        if chance.random() < 0.02:
            line = f"\n# {' '.join(chance.choices(words, weights, k=3)).capitalize()}\n\n"
        else:
            sentences = (
                _sentence(chance, words, weights) for _ in range(chance.choice((1, 1, 2, 3, 4, 5, 6)))
            )
            line = f"{chance.choice(_LABELS)}: {' '.join(sentences)}\n"
        lines.append(line)
        length += len(line)
    return "".join(lines)


def _sentence(chance: random.Random, words: list[str], weights: list[float]) -> str:
    if chance.random() < 0.12:
        return chance.choice(_STOCK)
    small = _SMALL.split()
    count = max(3, int(chance.lognormvariate(2.4, 0.5)))
    rare = chance.choices(words, weights, k=count)
    parts = [chance.choice(small) if chance.random() < 0.5 else word for word in rare]
    if chance.random() < 0.12:
        parts.insert(chance.randrange(1, len(parts)), chance.choice(_NAMES))
    for place in range(6, len(parts) - 2, 8):
        parts[place] += ","
    text = " ".join(parts)
    return text[0].upper() + text[1:] + chance.choice("......?!")


def example_notes(chance: random.Random, size: int) -> str:
    """The sections of the example study's notes and documents in an order of their own."""
    sections = list(_example_sections())
    chance.shuffle(sections)
    text = ""
    while len(text) < size and sections:
        text += sections.pop()
    return text


@cache
def _example_sections() -> tuple[str, ...]:
    folder = Path(__file__).parent.parent / "interviews"
    bodies = [
        path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for path in sorted(folder.glob("*/*.md"))
    ]
    return tuple(section for body in bodies for section in re.split(r"^(?=# )", body, flags=re.MULTILINE))


TEXTS: dict[str, Callable[[random.Random, int], str]] = {"made": made_notes, "example": example_notes}


def lay_codings(chance: random.Random, body: str, count: int) -> list[Anchor]:
    """Codings as analysts make them: mostly whole sentences, also phrases, words, turns and stretches of turns."""
    sentences = [
        sentence for match in SENTENCE.finditer(body) if (sentence := without_label(body, match.span()))
    ]
    words = [match.span() for match in WORD.finditer(body)]
    lines = [
        match.span() for match in re.finditer(r"[^\n]+", body) if not body.startswith("#", match.start())
    ]
    kinds = chance.choices(
        ("sentences", "phrase", "word", "turn", "turns", "cut"), (55, 22, 5, 10, 4, 4), k=count
    )
    spans = []
    for kind in kinds:
        if kind == "sentences":
            spans.append(_run(chance, sentences, chance.choice((1, 1, 1, 2, 3))))
        elif kind == "phrase":
            spans.append(_run(chance, words, chance.randint(2, 12)))
        elif kind == "word":
            spans.append(_run(chance, words, 1))
        elif kind == "turn":
            spans.append(_run(chance, lines, 1))
        elif kind == "turns":
            spans.append(_run(chance, lines, chance.randint(2, 4)))
        else:  # drawn with the mouse, from anywhere to anywhere
            start = chance.randrange(len(body) - 200)
            spans.append((start, start + chance.randint(5, 200)))
    return [_anchor(body, start, end, str(number)) for number, (start, end) in enumerate(sorted(spans))]


def without_label(body: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """A sentence less the speaker's name before it; None where nothing is left."""
    label = LABEL.match(body, *span)
    start = label.end() if label else span[0]
    return (start, span[1]) if start < span[1] else None


def _run(chance: random.Random, pieces: list[tuple[int, int]], length: int) -> tuple[int, int]:
    first = chance.randrange(len(pieces))
    return pieces[first][0], pieces[min(len(pieces), first + length) - 1][1]


def _anchor(body: str, start: int, end: int, name: str) -> Anchor:
    before, after = body[max(0, start - CONTEXT) : start], body[end : end + CONTEXT]
    return Anchor(name, start, end, body[start:end], before, after)
