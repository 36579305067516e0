"""Whose codings a table or figure counts, as the sentence that stands with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from crosscase.study.folder import Study
from crosscase.study.model import CONSENSUS
from crosscase.synthesis.universe import COUNTED, coders_in

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "none": "Ingen kodinger er talt med.", "of": "Kodingene til {} er talt med.", "and": " og ",
        "source": "{} i {} kilde", "sources": "{} i {} kilder", "consensus": "konsensus",
        "once": " Der flere har gitt de samme ordene den samme koden, teller det én gang.",
    },
    "en": {
        "none": "No codings are counted.", "of": "Counted are the codings of {}.", "and": " and ",
        "source": "{} in {} source", "sources": "{} in {} sources", "consensus": "consensus",
        "once": " Where several gave the same words the same code, it counts once.",
    },
}  # fmt: skip


def counted_words(study: Study, coders: Collection[str] | None, language: str) -> str:
    """Whose codings count, in how many sources: `Counted are the codings of Koder A in 8 sources.`

    Args:
        coders: as of `frame_of`: where None, in each source those that count.
    """
    words = _WORDS.get(language, _WORDS["en"])
    chosen = {COUNTED} if coders is None else set(coders)
    names = {coder.id: coder.name for coder in study.settings.coders} | {CONSENSUS: words["consensus"]}
    found: Counter[str] = Counter()
    several = False
    for source in study.coded_sources:
        there = study.coders_of(source)
        meant = coders_in(study, source, chosen)
        those = [coder for coder in there if meant is None or coder in meant]
        several = several or len(those) > 1
        found.update(those)
    if not found:
        return words["none"]
    named = [
        words["source" if count == 1 else "sources"].format(names.get(coder) or coder, count)
        for coder, count in sorted(found.items(), key=lambda each: (each[0] != CONSENSUS, -each[1], each[0]))
    ]
    listed = words["and"].join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
    return words["of"].format(listed) + (words["once"] if several else "")
