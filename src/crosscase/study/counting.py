"""Whose codings count, where a table or a figure must say it once."""

from __future__ import annotations

from crosscase.study.folder import Study
from crosscase.study.model import CONSENSUS


def counted_coders(study: Study, source_id: str) -> tuple[str, ...]:
    """The coders whose codings of a source count.

    Returns:
        `consensus` where it has codings of the source, else the study's main coder where they have,
        else everybody who has.
    """
    coders = study.coders_of(source_id)
    for first in (CONSENSUS, study.settings.main_coder):
        if first in coders:
            return (first,)
    return coders
