"""Where sentences end: one rule for every text, without a language model."""

from __future__ import annotations

import re

import regex

_INK = re.compile(r"\S")
_SENTENCE_END = regex.compile(
    r"""(?P<stop>[.!?…]+)["'”“’‘»«)\]]*(?=\s+[\p{Lu}\p{Lt}\p{Nd}"'“”„‘’«»(\[‐‑–—-])""", regex.VERBOSE
)
# Only what cannot well be a word of its own at the end of a sentence: "min." and "tom." are left out.
_SHORT_FORMS = """
adm adr ang avd b.n bl bl.a ca cand d.d d.e d.s d.v.s dok dr dvs e.kr e.l e.v eks ekskl etc etg ev evt
f.eks f.kr f.o.m fl flg forts frk fvt gj.snitt gnsn hhv hr iflg ifm ift iht inkl istf jf jfr jr kap kgl kl
komm kr l.nr lign m.a.o m.fl m.h.t m.m m.v mfl mht mill mm mnd moh mrd mtp mv nr o.a o.l o.s.v osv p.g.a
p.t pga pgf pkt prof pst ref resp s.k s.u spm sml st stk str t.d t.o.m tlf utg v.h.a vedr vgs vha
a.k.a approx dept e.g i.e inc ltd messrs mr mrs ms pp vs viz
"""
_ABBREVIATIONS = frozenset(_SHORT_FORMS.split())
# These end a list, and so mostly a sentence: a capital after them begins another one.
_LIST_ENDS = frozenset({"osv", "o.s.v", "etc", "m.m", "m.v", "mv", "o.l", "e.l", "m.fl", "mfl"})
_CAPITAL_NEXT = regex.compile(r"\s+\p{Lu}")
_MONTH = regex.compile(
    r"\s+(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b",
    regex.IGNORECASE,
)
_NUMBER_NEXT = re.compile(r"\s+\d")
_INITIALS = regex.compile(r"(?:\p{L}\.)*\p{Lu}")
_TOKEN_BEFORE = regex.compile(r"(?r)[\p{L}\p{M}\p{N}.]{1,24}")
_NEARBY = 25


def sentences(body: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Starts and ends of the sentences between `start` and `end`, blanks between them left out."""
    starts, ends = [start], []
    for match in _SENTENCE_END.finditer(body, start, end):
        if _goes_on(body, starts[-1], match.start("stop"), match.end("stop"), match.end()):
            continue
        following = _INK.search(body, match.end(), end)
        if following is not None:
            ends.append(match.end())
            starts.append(following.start())
    ends.append(end)
    return starts, ends


def _goes_on(body: str, sentence: int, stop: int, after: int, end: int) -> bool:
    """Whether the dot at `stop` belongs to an abbreviation, an initial or an ordinal."""
    if after - stop != 1 or body[stop] != ".":
        return False
    token_match = _TOKEN_BEFORE.search(body, max(sentence, stop - _NEARBY), stop)
    if token_match is None or token_match.end() != stop:
        return False
    token = token_match[0]
    if token.isdigit() and len(token) <= 2:
        return (
            token_match.start() == sentence
            or _MONTH.match(body, end) is not None
            or _NUMBER_NEXT.match(body, end) is not None
        )
    short = token.casefold()
    if short in _LIST_ENDS and _CAPITAL_NEXT.match(body, end) is not None:
        return False
    return short in _ABBREVIATIONS or _INITIALS.fullmatch(token) is not None
