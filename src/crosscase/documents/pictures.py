"""The door for pictures that are handed out by themselves: the name gate, then the file's content."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

from crosscase.documents.values import Document, Figure, texts_of
from crosscase.study.problems import StudyError

if TYPE_CHECKING:
    from crosscase.study.name_gate import NameGate as Gate


class PictureForm(StrEnum):
    """The kind of file a picture is written as; the value is the file name's suffix."""

    svg = "svg"
    png = "png"


def picture_form_of_name(name: str) -> PictureForm:
    """The form that a file's name says, `figure.svg`.

    Raises:
        StudyError: the name has no suffix, or that of no form.
    """
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    if suffix in {form.value for form in PictureForm}:
        return PictureForm(suffix)
    raise StudyError(f"{name}: the name does not say the form; end it with .svg or .png")


def write_picture(figure: Figure, form: PictureForm, *, gate: Gate) -> bytes:
    """The content of a file.

    Args:
        figure: has both forms; what the PNG says in words is read in the SVG.
        gate: of the study that the figure comes from.

    Raises:
        StudyError: a text in the picture holds a name of the roster.
        ValueError: the figure lacks a form, so that nobody can tell what would be handed out.
    """
    if not figure.svg or not figure.png:
        raise ValueError("a picture is handed out in two forms, and one is missing")
    gate.check(texts_of(Document("", (figure,))))
    return figure.svg.encode("utf-8") if form is PictureForm.svg else figure.png
