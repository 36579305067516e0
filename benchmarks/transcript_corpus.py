"""Focus-group notes of any length, made up from a seed, with codings on them."""

from __future__ import annotations

import random

from crosscase.tui.transcript.spans import Mark

_STOCK = """
vi har snakket om hvordan avtalen virker i praksis og det er ganske ulikt fra sted til sted fordi folk og tid
ikke følger med når nye oppgaver kommer ledelsen sier én ting men på gulvet opplever de ansatte noe annet særlig
når økonomien er stram så måtte vi gjøre mye selv også rapportering tillit støtte læring rådgiver møte skole
"""
WORDS = _STOCK.split()
SPEAKERS = ("Intervjuer", "I1", "I2", "I3")
ODD = ("👩‍👩‍👧", "👍🏽", "日本語", "cafe\u0301", "🇳🇴", "❤️", "\t", "[inaudible]", "«sitat»", "\x1b[31m")
COLORS = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7")
TAGS = ("BA", "CA", "ØK", "DR", "TI", "KU", "SU")


def make_body(lines: int, seed: int = 7) -> str:
    """So many lines: turns of a few sentences, a blank line now and then, one line in 200 with odd characters."""
    draw = random.Random(seed)
    made = []
    for number in range(lines):
        if number % 7 == 6:
            made.append("")
            continue
        words = draw.choices(WORDS, k=max(1, int(draw.lognormvariate(2.7, 0.75))))
        for place in range(7, len(words), 9):
            words[place] += draw.choice(".?,.")
        if number % 200 == 3:
            words.insert(len(words) // 2, draw.choice(ODD))
        made.append(f"{draw.choice(SPEAKERS)}: {' '.join(words).capitalize()}.")
    return "\n".join(made)


def make_marks(body: str, count: int, seed: int = 11) -> list[Mark]:
    """So many codings that overlap; one in ten reaches over several paragraphs."""
    draw = random.Random(seed)
    marks = []
    for number in range(count):
        start = draw.randrange(max(1, len(body) - 20))
        length = draw.randint(400, 2000) if number % 10 == 0 else draw.randint(12, 320)
        kind = draw.randrange(len(COLORS))
        end = min(len(body), start + length)
        marks.append(Mark(number, start, end, COLORS[kind], TAGS[kind], mine=number % 3 > 0))
    return marks
