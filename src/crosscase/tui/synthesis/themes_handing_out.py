"""What the view of themes writes to files: one joint display, or all themes in an overview, by the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crosscase.tui.export import PICTURE

if TYPE_CHECKING:
    from crosscase.documents.values import Document, Figure, Table
    from crosscase.study.folder import Study
    from crosscase.synthesis.joint import JointDisplay

FORMS = ("docx", "html", "md", "xlsx", "csv", "json")
ONE = (*FORMS, *PICTURE)
_DATA = ("xlsx", "csv", "json")


def displays_in(study: Study, displays: Sequence[JointDisplay], form: str) -> Table | Document | Figure:
    """Joint displays in full: a text to read, every number in a row of its own, or of one theme a picture."""
    from crosscase.reports.synthesis.joint import joint_document, joint_notes
    from crosscase.reports.synthesis.joint_tables import joint_data

    language = study.settings.language
    if form in PICTURE:
        from crosscase.reports.figures.synthesis_figures import joint_figure

        return joint_figure(displays[0], language)
    if form in _DATA:
        notes = (displays[0].counted(language), *joint_notes(study, displays, language)) if displays else ()
        return replace(joint_data(displays, language), note=" ".join(notes))
    return joint_document(study, displays, language)


def overview_in(study: Study, displays: Sequence[JointDisplay], form: str) -> Table | Document:
    """One line a theme; then what no theme names."""
    from crosscase.reports.synthesis.joint_tables import overview_data, overview_document
    from crosscase.synthesis.unlinked import offered, without_theme

    if form in ("csv", "json"):
        return overview_data(displays, study.settings.language)
    return overview_document(study, displays, without_theme(study), offered(study))
