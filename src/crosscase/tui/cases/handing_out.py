"""Writing case descriptions to a file from the case screen."""

from __future__ import annotations

from textual.content import Content

from crosscase.documents.values import Document
from crosscase.study.folder import Study
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.tui.export import DOCUMENT, export
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.place import Place
from crosscase.tui.synthesis.wording import case_name


def hand_out(place: Place, case: str, language: str) -> None:
    """Ask which descriptions, and in which version; then where to write them."""
    study, name = place.study, case_name(place.study, case)
    many = counted(len(study.cases), "case")
    entries = [
        Entry("one", Content(f"{name}, with footnotes to the sources"), f"this one {name}"),
        Entry("one public", Content(f"{name}, without footnotes: the public version"), f"this public {name}"),
        Entry(
            "one working",
            Content(f"{name}, with evidence and marks: to work on"),
            f"this working marks {name}",
        ),
        Entry("all", Content(f"{many}, with footnotes to the sources"), "all every"),
        Entry("all public", Content(f"{many}, without footnotes: the public version"), "all every public"),
    ]

    def picked(what: str | None) -> None:
        if what is None:
            return
        which, _, version = what.partition(" ")
        cases, told, stem = ((case,), name, case) if which == "one" else (tuple(study.cases), many, "cases")
        export(
            place, f"the description of {told}", f"{stem}-{version}" if version else stem,
            lambda _form: described(study, cases, version, language), DOCUMENT, _behind(study, cases, language),
        )  # fmt: skip

    place.app.push_screen(Picker("write what?", entries), picked)


def _behind(study: Study, cases: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Which statements are older in the language, or not written in it; nothing where a file cannot be read."""
    from crosscase.reports.case_description.behind import behind_lines

    try:
        return behind_lines(study, cases, language)
    except StudyError:
        return ()  # said once it is written


def described(study: Study, cases: tuple[str, ...], version: str, language: str) -> Document:
    """The descriptions as a text to read; raises StudyError where a file cannot be read.

    Args:
        version: `public`, `working`, or empty.
    """
    from crosscase.reports.case_description.document import case_document

    return case_document(
        study, cases, public=version == "public", language=language, marks=version == "working"
    )
