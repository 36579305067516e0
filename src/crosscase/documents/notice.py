"""The sentence that is shown with whatever is handed out of a study that has one."""

from __future__ import annotations

from dataclasses import replace

from crosscase.documents.values import Document, Table
from crosscase.documents.writing import Form
from crosscase.study.folder import Study

_SHOWN = (Form.xlsx, Form.docx, Form.html)  # data for programs, and Markdown to paste, stay as they are


def with_notice(study: Study, value: Table | Document, form: Form) -> Table | Document:
    """What people read as pages or sheets, with the study's title where it has none and with its notice."""
    if isinstance(value, Table):
        if form not in _SHOWN:
            return value
        title = value.caption or study.settings.title
        value = Document(title, (replace(value, caption=""),), study.settings.language)
    return value if value.notice else replace(value, notice=study.settings.notice_shown)
