"""Signs that turn the direction of writing, in a text that is handed out: they turn nothing behind it."""

from __future__ import annotations

import io
import zipfile

import pytest

from crosscase.documents.values import Document, Paragraph, Run, Table
from crosscase.documents.writing import Form, write
from crosscase.study.name_gate import NameGate

OVERRIDE, EMBED, ISOLATE = "\u202e", "\u202a", "\u2067"
POP, POP_ISOLATE = "\u202c", "\u2069"


def handed_out(value: Document | Table, form: Form) -> str:
    raw = write(value, form, gate=NameGate())
    if form not in (Form.docx, Form.xlsx):
        return raw.decode()
    parts = zipfile.ZipFile(io.BytesIO(raw))
    return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels")))


@pytest.mark.parametrize("form", [Form.html, Form.md, Form.docx])
@pytest.mark.parametrize(
    ("written", "ends"),
    [
        (f"før {OVERRIDE}snudd", POP),
        (f"før {EMBED}a {OVERRIDE}b", POP + POP),
        (f"før {ISOLATE}a {OVERRIDE}b", POP + POP_ISOLATE),
        (f"før {ISOLATE}a {OVERRIDE}b{POP_ISOLATE} c", ""),  # an isolate ends what was turned in it
        (f"før {ISOLATE}a{POP} b", POP_ISOLATE),  # an end that belongs to nothing inside ends nothing outside
        (f"før {OVERRIDE}ferdig{POP} igjen", ""),
        (f"ingenting å lukke{POP}{POP_ISOLATE}", ""),
    ],
)
def test_what_is_turned_is_turned_back_before_the_words_behind_it(
    written: str, ends: str, form: Form
) -> None:
    shown = handed_out(Document("Tittel", (Paragraph((Run(written), Run("etter", bold=True))),)), form)
    assert written + ends in shown
    assert not any(written + ends + more in shown for more in (POP, POP_ISOLATE))


def test_each_line_is_turned_back_by_itself() -> None:
    shown = handed_out(Document("Tittel", (Paragraph((Run(f"en {OVERRIDE}to\ntre"),)),)), Form.html)
    assert f"{OVERRIDE}to{POP}" in shown
    assert f"tre{POP}" not in shown
