"""What the views of synthesis write to files: a figure, a document to read, or a table for programs, by the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crosscase.tui.export import PICTURE

if TYPE_CHECKING:
    from crosscase.documents.values import Document, Figure, Table
    from crosscase.study.folder import Study
    from crosscase.synthesis.cooccurrence import CoOccurrence
    from crosscase.synthesis.framework import Framework
    from crosscase.synthesis.matrices import Matrix
    from crosscase.synthesis.saturation import Saturation

FORMS = ("xlsx", "docx", "html", "md", "csv", "json", *PICTURE)
_DATA = ("csv", "json")


def matrix_in(study: Study, found: Matrix, form: str, *, turned: bool = False) -> Table | Document | Figure:
    """A matrix; raises StudyError where a picture would be too large.

    Args:
        turned: codes are the columns.
    """
    from crosscase.reports.synthesis import matrix as reports

    language = study.settings.language
    if form in PICTURE:
        from crosscase.reports.figures.synthesis_figures import heat_map_figure

        return heat_map_figure(found, language, transpose=not turned, survey=True)
    if form in _DATA:
        return reports.matrix_table(study, found, language)
    most = reports.MOST if form == "docx" else None
    transpose = reports.has_codes_as_rows(found) == turned
    return reports.matrix_document(study, found, language, transpose=transpose, most=most)


def framework_in(study: Study, found: Framework, form: str) -> Table | Document:
    """A framework matrix."""
    from crosscase.documents.writing import Form
    from crosscase.reports.synthesis.framework import framework_for

    return framework_for(study, found, Form(form), study.settings.language)


def cooccurrence_in(study: Study, found: CoOccurrence, form: str, measure: str) -> Table | Document | Figure:
    """How codes go together.

    Args:
        measure: `pairs`, `c` or `jaccard`; a picture of pairs is shaded by c.
    """
    from crosscase.reports.synthesis import relations

    language = study.settings.language
    if form in PICTURE:
        from crosscase.reports.figures.synthesis_figures import co_occurrence_figure

        return co_occurrence_figure(
            found, language, study=study, measure="jaccard" if measure == "jaccard" else "c"
        )
    if form in _DATA:
        return relations.pairs_data(found)
    return relations.cooccurrence_document(study, found, language)


def saturation_in(study: Study, found: Saturation, form: str) -> Table | Document | Figure:
    """When new codes stopped coming."""
    from crosscase.reports.synthesis import saturation as reports

    language = study.settings.language
    if form in PICTURE:
        from crosscase.reports.figures.synthesis_figures import saturation_figure

        return saturation_figure(found, language, study=study)
    if form in _DATA:
        return reports.saturation_data(found)
    return reports.saturation_document(study, found, language)
