"""The codes that occur together with no other: a list of pairs and a figure leave them out, and say so."""

from __future__ import annotations

import numpy as np

from crosscase.study.folder import Study
from crosscase.synthesis.cooccurrence import CoOccurrence

MOST = 8
"""Codes that are named; of more it is said how many they are."""
_WORDS = {
    "nb": ("Uten par, og derfor ikke med: {}.", "{} av {} koder er uten par, og derfor ikke med."),
    "en": ("Without pairs, and so left out: {}.", "{} of {} codes are without pairs, and so left out."),
}


def without_pairs(study: Study, found: CoOccurrence, language: str, *, paths: bool = False) -> str:
    """One sentence; empty where each code shown occurs together with another.

    Args:
        paths: codes by their paths, not by their names.
    """
    apart = np.where(found.nested, 0, found.pairs + found.pairs.T)
    alone = [path for path, line in zip(found.paths, apart, strict=True) if not line.any()]
    if not alone or len(alone) == len(found.paths):
        return ""
    named, counted = _WORDS["nb" if language in ("nb", "nn", "no") else "en"]
    if len(alone) > MOST:
        return counted.format(len(alone), len(found.paths))
    book = study.codebook
    return named.format(
        ", ".join(path if paths else book.name(book.by_path[path], language) for path in alone)
    )
