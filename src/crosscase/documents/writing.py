"""One door for everything that is handed out: the name gate, then the writer of the form asked for."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import PurePath

from crosscase.documents.values import Document, Table, texts_of
from crosscase.study.name_gate import NameGate as Gate
from crosscase.study.problems import StudyError


class Form(StrEnum):
    """The kind of file something is written as; the value is the file name's suffix."""

    csv = "csv"
    json = "json"
    md = "md"
    xlsx = "xlsx"
    docx = "docx"
    html = "html"


def forms_of(value: Table | Document) -> tuple[Form, ...]:
    """The forms a value can be written in: CSV and JSON are for tables, Excel for what holds any."""
    if isinstance(value, Table):
        return tuple(Form)
    return (Form.docx, Form.html, Form.md, *((Form.xlsx,) if value.tables else ()))


def form_of_name(name: str) -> Form:
    """The form that a file's name says, `quotes.docx`.

    Raises:
        StudyError: the name has no suffix, or that of no form.
    """
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    if suffix in {form.value for form in Form}:
        return Form(suffix)
    known = ", ".join(f".{form}" for form in Form)
    raise StudyError(f"{name}: the name does not say the form; end it with one of {known}, or give --format")


def write(value: Table | Document, form: Form, *, gate: Gate) -> bytes:
    """The content of a file.

    Args:
        gate: of the study that the value comes from; `crosscase.study.name_gate.open_gate` makes it.

    Returns:
        The same bytes for the same value, form and versions of the libraries.

    Raises:
        StudyError: a text holds a name of the roster, or the form does not suit the value.
    """
    if form not in forms_of(value):
        suited = ", ".join(forms_of(value))
        raise StudyError(f"{form} is not a form for this: it can be written as {suited}")
    gate.check(texts_of(value))
    if form is Form.md:
        from crosscase.documents.markdown import write_markdown

        return write_markdown(value)
    if form is Form.xlsx:
        from crosscase.documents.excel import write_excel

        return write_excel(value)
    if form is Form.docx:
        from crosscase.documents.word import write_word

        return write_word(_document(value))
    if form is Form.html:
        from crosscase.documents.html import write_html

        return write_html(_document(value))
    return _data(value, form)


def _data(value: Table | Document, form: Form) -> bytes:
    if not isinstance(value, Table):
        raise TypeError(f"no table: {value!r}")
    if form is Form.csv:
        from crosscase.documents.csv_out import write_csv

        return write_csv(value)
    from crosscase.documents.json_out import write_json

    return write_json(value)


def _document(value: Table | Document) -> Document:
    if isinstance(value, Document):
        return value
    return Document(value.caption or "Table", (replace(value, caption=""),))
