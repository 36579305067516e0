"""Writing the report on a round to a file from the validation screen."""

from __future__ import annotations

from crosscase.documents.values import Document
from crosscase.study.ids import now
from crosscase.tui.export import DOCUMENT, export
from crosscase.tui.place import Place
from crosscase.tui.validation.looking import Opened


def hand_out(place: Place, number: int, opened: Opened) -> None:
    """Ask where to write it."""
    study = place.study

    def made(_form: str) -> Document:
        from crosscase.reports.validation_round.document import round_report

        return round_report(study, number, today=now()[:10], opened=opened)

    export(place, f"the report on round {number}", f"round-{number}", made, DOCUMENT)
