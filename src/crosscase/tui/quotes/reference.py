"""Where a quote is from, in words: for the status line and for what is copied."""

from __future__ import annotations

from crosscase.documents.values import Document, Paragraph
from crosscase.study.folder import Study
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.quotes import code_title, quotes_table


def reference(study: Study, passage: Passage) -> str:
    """Everything that tells where a quote is from, in one line."""
    coding = passage.coding
    roles = f" ({', '.join(passage.roles)})" if passage.roles else ""
    parts = (
        code_title(study, passage.path),
        coding.source,
        ", ".join(passage.speakers) + roles,
        passage.section,
        f"line {passage.place}" if passage.is_placed else "the words are no longer in the text",
        coding.coder,
    )
    return " · ".join(part for part in parts if part.strip())


def cited(study: Study, passage: Passage) -> str:
    """The words of a quote with where they are from and what may not be made of them, in the study's language."""
    document = quotes_table(study, (passage,), group="code")
    assert isinstance(document, Document)
    told = next(b for b in document.blocks if isinstance(b, Paragraph) and b.style == "note")
    return f"“{passage.words}”\n({''.join(run.text for run in told.runs)})"
