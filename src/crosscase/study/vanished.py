"""Codings whose source is gone, and where its text may have gone to."""

from __future__ import annotations

from dataclasses import replace

from crosscase.study import suggestion_edits
from crosscase.study.codings import CodingsFile, codings_file
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.locating import locate_codings
from crosscase.study.problems import StudyError
from crosscase.study.sources import source_file


def vanished(study: Study) -> tuple[str, ...]:
    """Ids of sources that have codings but no file any more; a file that is there but broken is not gone."""
    return tuple(
        source_id
        for source_id in study.coded_sources
        if source_id not in study.sources and study.store.refused(source_file(source_id)) is None
    )


def moved_to(study: Study, source_id: str) -> tuple[str, ...]:
    """Sources without codings whose text is the one that the codings of a vanished source were made on."""
    texts = {
        study.keepers.codings.texts.get(codings_file(source_id, coder))
        for coder in study.coders_of(source_id)
    }
    return tuple(
        source.id
        for source in study.sources.values()
        if source.hash in texts and not study.coders_of(source.id)
    )


def follow_move(study: Study, old: str, new: str) -> Edit:
    """Hand the codings of a vanished source to the source its text is in now, every coder's.

    Raises:
        StudyError: the old source is still there, the new one is not, or has codings of its own.
    """
    if old in study.sources:
        raise StudyError(f"{old} is still there; its codings stay with it")
    if not study.coders_of(old):
        raise StudyError(f"there are no codings of {old}; nothing to move")
    if new not in study.sources:
        raise StudyError(f"there is no source {new}; give the one that has the text now")
    if study.coders_of(new):
        raise StudyError(f"{new} has codings of its own; nothing was moved")
    changes: list[Change] = []
    for coder in study.coders_of(old):
        before, after = codings_file(old, coder), codings_file(new, coder)
        codings = study.codings(old, [coder])
        handed = tuple(replace(coding, source=new) for coding in codings)
        text = study.keepers.codings.texts.get(before, "")
        placed, _found = locate_codings(
            study.root, study.sources[new], CodingsFile(after, new, coder, text, handed)
        )
        for coding, there in zip(codings, placed, strict=True):
            changes.append(Change(after, coding.id, None, there))
            changes.append(Change(before, coding.id, coding, None))
    changes += suggestion_edits.following(study, {old: new})
    return Edit(f"move codings of {old} to {new}", tuple(changes), every_coder=True)
